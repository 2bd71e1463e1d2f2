"""Palettes: the colours of pictures, in light as they are drawn, and in dark as a page shows them."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from sitrep.packs.loader import load

Pair = tuple[str, str]
"""A colour in light and in dark."""


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Event types that a map draws alike; the last family takes the types that no other names."""

    name: str
    shape: Literal["circle", "square", "diamond"]
    colour: Pair
    types: tuple[str, ...]


class Series(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The colours of a chart's series, in their order."""

    colours: tuple[Pair, ...]


class Palette(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All colours that pictures are drawn in."""

    colours: dict[str, Pair]
    series: Series
    families: tuple[Family, ...]

    def light(self, name: str) -> str:
        """Returns a named colour as it is drawn."""
        return self.colours[name][0]

    def family(self, kind: str) -> Family:
        """Returns the family of an event type."""
        return next((family for family in self.families if kind in family.types), self.families[-1])

    @property
    def series_light(self) -> list[str]:
        """The colours of a chart's series, as they are drawn."""
        return [pair[0] for pair in self.series.colours]


def palette() -> Palette:
    """Returns the colours of pictures.

    >>> palette().family("CONSULT").shape
    'diamond'
    """
    return load("pictures.toml", Palette)


def picture_css() -> str:
    """Returns the style sheet that pages with pictures need: how they fit the page, in dark, and in print.

    A picture stands in an element of the class `picture`. A page that is dark by its own choice says `data-theme="dark"` on its root.
    """
    rules = [
        f":root {{ {_variables(0)} }}",
        ".picture { margin: 0 0 1.5rem; overflow-x: auto; }",
        ".picture svg { display: block; width: 100%; min-width: 44rem; max-width: 62rem; height: auto; font-family: inherit; }",
        ".picture img { max-width: 100%; height: auto; }",
        ".picture a:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }",
        "@media screen and (prefers-color-scheme: dark) { " + " ".join(_dark(':root:not([data-theme="light"])')) + " }",
        "@media screen { " + " ".join(_dark(':root[data-theme="dark"]')) + " }",
        "@media print { .picture { overflow: visible; break-inside: avoid; } .picture svg { min-width: 0; max-width: 100%; } }",
    ]
    return "\n".join(rules) + "\n"


def standing_alone(svg: str) -> str:
    """Returns a picture that turns dark by itself, for where it is shown as a file (`img`) and no page's style reaches it."""
    colours = palette()
    pairs = {*colours.colours.values(), *colours.series.colours, *(family.colour for family in colours.families)}
    rules = (f'[fill="{light}"]{{fill:{dark}}}[stroke="{light}"]{{stroke:{dark}}}' for light, dark in sorted(pairs))
    opening, rest = svg.split(">", 1)
    return f"{opening}><style>@media screen and (prefers-color-scheme: dark){{{''.join(rules)}}}</style>{rest}"


def _variables(theme: Literal[0, 1]) -> str:
    """Returns the named colours as variables, in light or in dark, for what a page draws itself."""
    colours = palette()
    named = colours.colours | {family.shape: family.colour for family in colours.families}
    return " ".join(f"--picture-{name}: {pair[theme]};" for name, pair in named.items())


def _dark(root: str) -> Iterator[str]:
    """Yields rules that turn each colour of a picture into its dark one; an attribute yields to a rule."""
    colours = palette()
    pairs = {*colours.colours.values(), *colours.series.colours, *(family.colour for family in colours.families)}
    yield f"{root} {{ {_variables(1)} }}"
    for light, dark in sorted(pairs):
        yield f'{root} .picture [fill="{light}"] {{ fill: {dark}; }} {root} .picture [stroke="{light}"] {{ stroke: {dark}; }}'
