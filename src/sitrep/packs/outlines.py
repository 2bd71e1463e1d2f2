"""Outlines: the base map, coasts, countries and regions of the world, drawn from Natural Earth and simplified.

The file is TopoJSON, compressed: a line that two areas share stands in it once. tools/build_basemap.py makes it.
"""

import functools
import gzip
import itertools
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import msgspec

from sitrep.errors import InvalidPack
from sitrep.packs.loader import ROOT
from sitrep.packs.spelling import fold

PATH: Final[Path] = ROOT / "world" / "basemap.json.gz"

Point = tuple[float, float]
"""Longitude and latitude."""
Line = tuple[Point, ...]
REGION_WORDS: Final = frozenset(
    "oblast region province governorate state district republic autonomous territory prefecture department county city of the".split()
)


class Box(msgspec.Struct, frozen=True):
    """A rectangle of longitudes and latitudes."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles have a point in common."""
        return self.west <= other.east and other.west <= self.east and self.south <= other.north and other.south <= self.north

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        return self.west <= point[0] <= self.east and self.south <= point[1] <= self.north

    @classmethod
    def around(cls, points: Sequence[Point]) -> "Box":
        """Returns the smallest rectangle that holds all the points (at least one)."""
        longitudes, latitudes = [point[0] for point in points], [point[1] for point in points]
        return cls(min(longitudes), min(latitudes), max(longitudes), max(latitudes))


class Arc(msgspec.Struct, frozen=True):
    """A line of the file, kept as whole steps of `scale` degrees: longitude and latitude by turns."""

    steps: "array[int]"
    scale: float
    box: Box

    @property
    def points(self) -> Line:
        """Its points."""
        scale = self.scale
        return tuple((x * scale, y * scale) for x, y in zip(self.steps[::2], self.steps[1::2], strict=True))


class Ring(msgspec.Struct, frozen=True):
    """A closed line, put together of arcs when it is asked for; one that is marked runs backwards."""

    arcs: tuple[tuple[Arc, bool], ...]
    box: Box

    @property
    def points(self) -> Line:
        """Its points, the first one again as the last."""
        points: list[Point] = []
        for arc, is_backwards in self.arcs:
            run = arc.points[::-1] if is_backwards else arc.points
            points.extend(run[1:] if points else run)
        return tuple(points)


class Area(msgspec.Struct, frozen=True):
    """A first-order region: its ISO 3166-2 code (or one of ours), English names, country, and rings (outer ones and holes alike)."""

    id: str
    names: tuple[str, ...]
    country: str | None
    outline: tuple[Ring, ...]
    box: Box

    @property
    def name(self) -> str:
        """Its usual name."""
        return self.names[0]

    @property
    def rings(self) -> tuple[Line, ...]:
        """The points of its rings."""
        return tuple(ring.points for ring in self.outline)

    def holds(self, point: Point) -> bool:
        """Whether a point lies in the area, counting the rings between it and the far east."""
        return self.box.holds(point) and sum(_crosses(ring, point) for ring in self.rings) % 2 == 1


def middle(rings: Sequence[Line]) -> Point:
    """Returns the middle of the largest ring, weighed by area; of a line without any area its first point."""
    ring = max(rings, key=lambda each: abs(_doubled(each)))
    doubled = _doubled(ring)
    if not doubled:
        return ring[0]
    pairs = [(one, other, one[0] * other[1] - other[0] * one[1]) for one, other in itertools.pairwise(ring)]
    return (
        sum((one[0] + other[0]) * cross for one, other, cross in pairs) / (3 * doubled),
        sum((one[1] + other[1]) * cross for one, other, cross in pairs) / (3 * doubled),
    )


class Outlines(msgspec.Struct, frozen=True):
    """All land as rings, all areas, and the lines between them by what they are."""

    land: tuple[Ring, ...]
    areas: tuple[Area, ...]
    coasts: tuple[Arc, ...]
    borders: tuple[Arc, ...]
    disputed: tuple[Arc, ...]
    regions: tuple[Arc, ...]

    def of_country(self, code: str) -> tuple[Area, ...]:
        """Returns the areas of a country (ISO 3166-1 alpha-2)."""
        return tuple(area for area in self.areas if area.country == code)

    def find(self, country: str | None, name: str, at: Point | None = None) -> tuple[Area, ...]:
        """Returns the area of a country that bears the name, else the one that holds the point; none where neither does.

        Of two with one name ("Kyiv" is a city and the region around it) the larger is meant.
        """
        named = [area for area in self.areas if area.country == country and country and _bare(name) in map(_bare, area.names)]
        if named:
            return (max(named, key=lambda area: _extent(area.box)),)
        return tuple(area for area in self.areas if area.country == country and area.holds(at))[:1] if at else ()


class _Properties(msgspec.Struct):
    names: tuple[str, ...]
    country: str | None


class _Geometry(msgspec.Struct):
    arcs: list[list[list[int]]]
    id: str
    properties: _Properties


class _Collection(msgspec.Struct):
    geometries: list[_Geometry]


class _Lines(msgspec.Struct):
    arcs: list[list[int]]


class _Land(msgspec.Struct):
    arcs: list[list[list[int]]]


class _Objects(msgspec.Struct):
    land: _Land
    areas: _Collection
    coasts: _Lines
    borders: _Lines
    disputed: _Lines
    regions: _Lines


class _Transform(msgspec.Struct):
    scale: tuple[float, float]


class _Topology(msgspec.Struct):
    transform: _Transform
    objects: _Objects
    arcs: list[msgspec.Raw]


STEPS = msgspec.json.Decoder(list[tuple[int, int]])


@functools.cache
def read_outlines() -> Outlines:
    """Returns the base map, read once a process.

    Raises: InvalidPack where the file is missing or broken.
    """
    try:
        read = msgspec.json.decode(gzip.decompress(PATH.read_bytes()), type=_Topology)
    except (OSError, EOFError, msgspec.DecodeError) as error:
        raise InvalidPack(f"base map {PATH}: {error}; tools/build_basemap.py makes it") from error
    arcs = [_arc(STEPS.decode(arc), read.transform.scale[0]) for arc in read.arcs]
    kinds = (read.objects.coasts, read.objects.borders, read.objects.disputed, read.objects.regions)
    areas = tuple(_area(geometry, arcs) for geometry in read.objects.areas.geometries)
    land = tuple(_ring(ring, arcs) for polygon in read.objects.land.arcs for ring in polygon)
    return Outlines(land, areas, *(tuple(arcs[one[0]] for one in kind.arcs) for kind in kinds))


def _arc(steps: Sequence[tuple[int, int]], scale: float) -> Arc:
    """Returns an arc, which the file gives as steps from one point to the next."""
    across, up = list(itertools.accumulate(step[0] for step in steps)), list(itertools.accumulate(step[1] for step in steps))
    box = Box(min(across) * scale, min(up) * scale, max(across) * scale, max(up) * scale)
    return Arc(array("i", [number for point in zip(across, up, strict=True) for number in point]), scale, box)


def _area(geometry: _Geometry, arcs: Sequence[Arc]) -> Area:
    """Returns an area with its rings."""
    rings = tuple(_ring(ring, arcs) for polygon in geometry.arcs for ring in polygon)
    properties = geometry.properties
    return Area(geometry.id, properties.names, properties.country, rings, _around(ring.box for ring in rings))


def _ring(numbers: Sequence[int], arcs: Sequence[Arc]) -> Ring:
    """Returns a ring; a number below zero is the one's complement of an arc that runs backwards."""
    found = tuple((arcs[number], False) if number >= 0 else (arcs[~number], True) for number in numbers)
    return Ring(found, _around(arc.box for arc, _ in found))


def _around(boxes: Iterable[Box]) -> Box:
    """Returns the smallest box that holds others."""
    return Box.around([corner for box in boxes for corner in ((box.west, box.south), (box.east, box.north))])


def _doubled(ring: Line) -> float:
    """Returns twice the area of a ring, below zero where it runs clockwise."""
    return sum(a * d - c * b for (a, b), (c, d) in itertools.pairwise(ring))


def _crosses(ring: Line, point: Point) -> int:
    """Returns how often a ring crosses the line from a point to the far east."""
    x, y = point
    return sum((b > y) != (d > y) and x < (c - a) * (y - b) / (d - b) + a for (a, b), (c, d) in itertools.pairwise(ring))


@functools.lru_cache(maxsize=8192)
def _bare(name: str) -> str:
    """Returns a folded name without words such as "region"."""
    return " ".join(word for word in fold(name).split() if word not in REGION_WORDS)


def _extent(box: Box) -> float:
    """Returns how many square degrees a box covers."""
    return (box.east - box.west) * (box.north - box.south)
