"""Keys: what the signs of a map mean, how far a kilometre is, and whose the outlines are."""

import math
from collections.abc import Iterable, Iterator, Sequence, Set

import msgspec

from sitrep.model.figures import Measure
from sitrep.views.pictures.frames import Frame
from sitrep.views.pictures.markup import element, words
from sitrep.views.pictures.palettes import palette
from sitrep.views.pictures.spots import Spot
from sitrep.views.pictures.symbols import hatch_name, shape
from sitrep.views.translating import digits, gettext, term, told
from sitrep.views.words import counted

ATTRIBUTION = (
    "Outlines: Natural Earth (public domain), simplified.",
    "Places: GeoNames (CC BY 4.0).",
    "Countries by ISO 3166-2; dashed: lines not agreed as borders.",
)
ROW, SMALL_ROW = 17, 12
SMALL_LETTER = 4.6
LETTER = 5.8
MIDDLE = (11.0, 0.0)
BOX = {"x": 3, "y": -5, "width": 16, "height": 10}


class Key(msgspec.Struct, frozen=True):
    """What a key is about: the map's frame, its spots, the largest number drawn, what sizes stand for, and what is not on the map."""

    frame: Frame
    spots: Sequence[Spot]
    largest: int
    measure: Measure | None
    unplaced: int


def draw_key(key: Key) -> tuple[str, float]:
    """Returns the key below a map, and its height."""
    top = key.frame.height
    x, y, drawn = 6.0, top + 18, []
    for sign, text in _signs(key):
        width = 36 + len(text) * LETTER
        if x + width > key.frame.width - 6 and x > 6:
            x, y = 6.0, y + ROW
        drawn.append(element("g", [sign, _text(text, 24, 4)], transform=f"translate({x:.1f},{y:.1f})"))
        x += width
    y += ROW + 3 - SMALL_ROW
    for line in _lines(key.frame.width):
        y += SMALL_ROW
        drawn.append(_text(line, 6, y, size=9))
    return "".join((*drawn, _scale(key.frame))), y + 6 - top


def _lines(width: float) -> list[str]:
    """Returns whose the outlines are, in as many lines as it needs."""
    first, *others = map(gettext, ATTRIBUTION)
    lines = [first]
    for part in others:
        joined = f"{lines[-1]} {part}"
        lines = [*lines[:-1], joined] if len(joined) * SMALL_LETTER < width else [*lines, part]
    return lines


def _signs(key: Key) -> Iterator[tuple[str, str]]:
    """Yields each sign that the map uses, drawn around (11, 0), with its meaning."""
    used = {spot.family for spot in key.spots}
    extents = {spot.extent for spot in key.spots}
    families = [family for family in palette().families if family.name in used]
    yield from ((shape(family.shape, MIDDLE, 5, fill=family.colour[0], fill_opacity=0.72), term(family.name)) for family in families)
    if families:
        yield from _extents(extents, families[0].colour[0], families[0].name)
    if any(len({spot.family for spot in group}) > 1 for group in _shared(key.spots)):
        yield (
            element("rect", **BOX, fill=palette().light("quiet"), fill_opacity=0.3, stroke=palette().light("quiet")),
            gettext("of several kinds"),
        )
    if "point" in extents and key.largest > 1:
        yield _sizes(key)
    if key.measure and any(spot.size is None and spot.extent == "point" for spot in key.spots):
        yield (
            shape("circle", MIDDLE, 4.5, fill="none", stroke=palette().light("quiet"), stroke_width=1.4),
            gettext("no number for this place alone"),
        )
    if key.unplaced:
        yield "", told("{events} not on the map: no known place", events=counted(key.unplaced, "event"))


def _shared(spots: Sequence[Spot]) -> Iterable[list[Spot]]:
    """Returns the spots of each region or country."""
    found: dict[tuple[str, ...], list[Spot]] = {}
    for spot in spots:
        if spot.areas:
            found.setdefault(tuple(area.id for area in spot.areas), []).append(spot)
    return found.values()


def _extents(extents: Set[str], colour: str, family: str) -> Iterator[tuple[str, str]]:
    """Yields the signs of what is no point."""
    if "area" in extents:
        yield element("rect", **BOX, fill=colour, fill_opacity=0.3, stroke=colour), gettext("somewhere in the region")
    if "country" in extents:
        yield (
            element("rect", **BOX, fill=f"url(#{hatch_name(family)})", stroke=colour, stroke_width=0.5),
            gettext("somewhere in the country"),
        )
    if "around" in extents:
        broken = element("circle", cx=11, cy=0, r=6, fill=colour, fill_opacity=0.14, stroke=colour, stroke_dasharray="2 3")
        yield broken, gettext("around here, extent not known")


def _sizes(key: Key) -> tuple[str, str]:
    """Returns the sign for the size of symbols."""
    grey = {"fill": "none", "stroke": palette().light("quiet")}
    what = told("{measure}, by area", measure=term(key.measure)) if key.measure else gettext("events, by area")
    largest = told("largest {number}", number=digits(key.largest))
    return shape("circle", (11, 3), 3, **grey) + shape("circle", (11, -1), 7, **grey), f"{what} ({largest})"


def _round_below(number: float) -> int:
    """Returns the largest of 1, 2, 5, 10, 20, 50 … that is not above a number.

    >>> _round_below(7), _round_below(499), _round_below(1)
    (5, 200, 1)
    """
    tens: int = 10 ** int(math.log10(max(1, number)))
    return max(step * tens for step in (1, 2, 5) if step * tens <= max(1, number))


def _scale(frame: Frame) -> str:
    """Returns the scale: a bar of a round number of kilometres, true along the middle of the map."""
    km = _round_below(frame.km_a_pixel * frame.width / 5)
    length = km / frame.km_a_pixel
    left, y = frame.width - length - 12, frame.height - 10
    line = f"M{left:.1f},{y - 5:.1f}v5h{length:.1f}v-5"
    colours = palette()
    rim = element("path", d=line, fill="none", stroke=colours.light("land"), stroke_width=4)
    bar = element("path", d=line, fill="none", stroke=colours.light("text"), stroke_width=1.4)
    return rim + bar + _text(told("{number} km", number=digits(km)), left + length / 2, y - 4, anchor="middle")


def _text(text: str, x: float, y: float, *, size: float = 11, anchor: str | None = None) -> str:
    """Returns a line of the key."""
    return element("text", [words(text)], x=x, y=y, font_size=size, fill=palette().light("quiet"), text_anchor=anchor)
