"""Frames: the part of the world that a map shows, and where a place on it is drawn."""

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sitrep.packs.outlines import Box, Line, Point

KM_A_DEGREE = 111.32
NEAREST_DEGREES = 1.6
MARGIN = 0.12
Pixel = tuple[float, float]


class Frame(msgspec.Struct, frozen=True):
    """A box of the world drawn so wide; lengths are true along its middle latitude (equirectangular)."""

    box: Box
    width: float

    @property
    def scale(self) -> float:
        """Pixels a degree of longitude."""
        return self.width / (self.box.east - self.box.west)

    @property
    def stretch(self) -> float:
        """How much longer a degree of latitude is drawn than one of longitude."""
        return 1 / max(0.2, math.cos(math.radians((self.box.north + self.box.south) / 2)))

    @property
    def height(self) -> float:
        """Pixels from the northern to the southern edge."""
        return (self.box.north - self.box.south) * self.scale * self.stretch

    @property
    def km_a_pixel(self) -> float:
        """Kilometres that a pixel stands for."""
        return KM_A_DEGREE / (self.scale * self.stretch)

    def place(self, point: Point) -> Pixel:
        """Returns where a longitude and latitude are drawn, from the upper left corner."""
        return (point[0] - self.box.west) * self.scale, (self.box.north - point[1]) * self.scale * self.stretch

    def shows(self, pixel: Pixel, margin: float = 0) -> bool:
        """Whether a pixel lies inside, so far from the edge."""
        return margin <= pixel[0] <= self.width - margin and margin <= pixel[1] <= self.height - margin


def fit(boxes: Iterable[Box], width: float, ratio: tuple[float, float] = (0.5, 0.85)) -> Frame:
    """Returns the frame that shows all boxes with a margin, its height between these shares of its width.

    Without any box it shows the inhabited world.
    """
    found = list(boxes)
    if not found:
        return Frame(Box(-180, -56, 180, 78), width)
    whole = Box.around([corner for box in found for corner in ((box.west, box.south), (box.east, box.north))])
    x, y = (whole.west + whole.east) / 2, (whole.south + whole.north) / 2
    stretch = 1 / max(0.2, math.cos(math.radians(y)))
    across = max((whole.east - whole.west) * (1 + 2 * MARGIN), NEAREST_DEGREES * stretch)
    up = max((whole.north - whole.south) * (1 + 2 * MARGIN), NEAREST_DEGREES) * stretch
    across, up = max(across, up / ratio[1]), max(up, across * ratio[0])
    across, up = min(across, 360.0), min(up, 360.0 * ratio[1]) / stretch
    return Frame(_within(Box(x - across / 2, y - up / 2, x + across / 2, y + up / 2)), width)


def _within(box: Box) -> Box:
    """Returns a box moved so that it lies between the dateline's two sides and the poles, where it is not larger than that."""
    east = max(0.0, -180 - box.west) - max(0.0, box.east - 180)
    north = max(0.0, -85 - box.south) - max(0.0, box.north - 85)
    return Box(box.west + east, box.south + north, box.east + east, box.north + north)


def ring_path(frame: Frame, rings: Iterable[Line], detail: float = 0.6) -> str:
    """Returns the path of closed rings, cut at the frame's edge; points nearer to each other than `detail` pixels become one."""
    paths = (_thinned(_clipped([frame.place(point) for point in ring], frame), detail) for ring in rings)
    return "".join(_path(points) + "Z" for points in paths if len(points) > 2)


def line_path(frame: Frame, lines: Iterable[Line], detail: float = 0.6) -> str:
    """Returns the path of open lines, those parts of them that the frame shows."""
    pieces = (piece for line in lines for piece in _shown(frame, [frame.place(point) for point in line]))
    thinned = (_thinned(points, detail) for points in pieces)
    return "".join(_path(points) for points in thinned if len(points) > 1)


def _shown(frame: Frame, points: Sequence[Pixel]) -> Iterator[list[Pixel]]:
    """Yields the runs of points that the frame shows, each with a neighbour beyond the edge."""
    inside = [frame.shows(point, -2) for point in points]
    piece: list[Pixel] = []
    for number, point in enumerate(points):
        if any(inside[max(0, number - 1) : number + 2]):
            piece.append(point)
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _clipped(points: list[Pixel], frame: Frame) -> list[Pixel]:
    """Returns a ring cut at the four edges of the frame (Sutherland and Hodgman), a little outside so that the cut is not seen."""
    for axis, limit, sign in ((0, -3.0, 1), (0, frame.width + 3, -1), (1, -3.0, 1), (1, frame.height + 3, -1)):
        kept: list[Pixel] = []
        for before, point in zip([*points[-1:], *points[:-1]], points, strict=True):
            is_in, was_in = (point[axis] - limit) * sign >= 0, (before[axis] - limit) * sign >= 0
            if is_in != was_in:
                kept.append(_crossing(before, point, axis, limit))
            if is_in:
                kept.append(point)
        points = kept
    return points


def _crossing(one: Pixel, other: Pixel, axis: int, limit: float) -> Pixel:
    """Returns where the line between two points meets an edge."""
    share = (limit - one[axis]) / (other[axis] - one[axis])
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def _thinned(points: Sequence[Pixel], detail: float) -> list[Pixel]:
    """Returns points of which each is at least so far from the one before; both ends stay."""
    kept = list(points[:1])
    for point in points[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= detail:
            kept.append(point)
    return [*kept, *points[1:][-1:]]


def _path(points: Sequence[Pixel]) -> str:
    """Returns the path through points, in whole tenths of a pixel from one to the next."""
    tenths = [(round(x * 10), round(y * 10)) for x, y in points]
    steps = ((x - a, y - b) for (a, b), (x, y) in itertools.pairwise(tenths))
    drawn = " ".join(f"{x / 10:g},{y / 10:g}" for x, y in steps if x or y)
    return f"M{tenths[0][0] / 10:g},{tenths[0][1] / 10:g}" + (f"l{drawn}" if drawn else "")
