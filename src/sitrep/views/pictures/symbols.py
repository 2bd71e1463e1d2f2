"""Symbols: the shapes that events have on a map, and how large they are."""

import math
from collections.abc import Iterator

from sitrep.views.pictures.frames import Pixel
from sitrep.views.pictures.markup import element
from sitrep.views.pictures.palettes import Family, palette
from sitrep.views.pictures.spots import Spot

LARGEST = 22
SMALLEST = 3.5


def radius_of(number: int | None, largest: int) -> float:
    """Returns the radius for a number, its area in proportion; nothing is smaller than can be seen."""
    if number is None or largest <= 0:
        return SMALLEST + 1
    return max(SMALLEST, LARGEST * math.sqrt(number / largest) if largest > 4 else SMALLEST + 2 * math.sqrt(number))


def shape(kind: str, at: Pixel, radius: float, **attributes: object) -> str:
    """Returns a circle, or a square or diamond of the same area, around a point."""
    x, y = at
    if kind == "circle":
        return element("circle", cx=x, cy=y, r=radius, **attributes)
    half = radius * math.sqrt(math.pi) / 2
    if kind == "square":
        return element("rect", x=x - half, y=y - half, width=2 * half, height=2 * half, **attributes)
    reach = half * math.sqrt(2)
    return element(
        "path", d=f"M{x:.1f},{y - reach:.1f}l{reach:.1f},{reach:.1f} {-reach:.1f},{reach:.1f} {-reach:.1f},{-reach:.1f}z", **attributes
    )


def family_of(spot: Spot) -> Family:
    """Returns the family of a spot."""
    return next(family for family in palette().families if family.name == spot.family)


def hatch_name(family: str) -> str:
    """Returns the name of a family's hatching; without a family of that for several."""
    return f"hatch-{family.split(maxsplit=1)[0] if family else 'several'}"


def hatchings() -> Iterator[str]:
    """Yields the patterns that fill a country."""
    colours = {family.name: family.colour[0] for family in palette().families} | {"": palette().light("quiet")}
    for family, colour in colours.items():
        line = element("path", d="M0,8L8,0M-2,2L2,-2M6,10L10,6", stroke=colour, stroke_width=1.1)
        yield element("pattern", [line], id=hatch_name(family), width=8, height=8, patternUnits="userSpaceOnUse")
