"""Borders: which area belongs to which country on the base map, and which lines are drawn dashed."""

import msgspec

from sitrep.packs.loader import load

Side = tuple[str, str | None]
"""An area's identifier and its country."""


class NamedArea(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An area whose code in the source tells no country, or another one; `country` is None where it belongs to none."""

    code: str
    id: str
    name: str
    country: str | None = None


class Cut(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The part of an area inside an outline (longitude, latitude), which goes to another country."""

    code: str
    id: str
    name: str
    country: str
    outline: tuple[tuple[float, float], ...]


class DisputedLine(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lines between areas (identifiers, or a country's code for all of its areas) that are drawn dashed, and why."""

    name: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    note: str

    def parts(self, one: Side, other: Side) -> bool:
        """Whether the first area is among the one list, and the second among the other list alone."""
        return _is_named(one, self.one) and _is_named(other, self.other) and not _is_named(other, self.one)


class Borders(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The policy of borders."""

    areas: tuple[NamedArea, ...]
    cuts: tuple[Cut, ...]
    lines: tuple[DisputedLine, ...]

    def are_disputed(self, one: Side, other: Side) -> bool:
        """Whether the line between two areas is drawn dashed."""
        return any(line.parts(one, other) or line.parts(other, one) for line in self.lines)


def read_borders() -> Borders:
    """Returns the policy of borders that the base map was made by.

    >>> read_borders().are_disputed(("XK-X01", "XK"), ("RS-00", "RS"))
    True
    """
    return load("world/borders.toml", Borders)


def _is_named(side: Side, names: tuple[str, ...]) -> bool:
    """Whether an area or its country is among the names."""
    return side[0] in names or side[1] in names
