"""Figures: numbers that count something, with bounds."""

from typing import Literal

import msgspec

Measure = Literal[
    "launched",
    "intercepted",
    "lost",
    "hit",
    "killed",
    "injured",
    "missing",
    "detained",
    "displaced",
    "damaged",
    "destroyed",
    "without-service",
    "affected",
    "rescued",
    "other",
]
Item = Literal[
    "drone",
    "missile",
    "ballistic-missile",
    "cruise-missile",
    "guided-bomb",
    "rocket",
    "shell",
    "munition",
    "person",
    "child",
    "soldier",
    "building",
    "energy-facility",
    "facility",
    "vehicle",
    "vessel",
    "household",
    "settlement",
    "region",
    "location",
    "other",
]

CLASSES: dict[str, frozenset[Item]] = {
    "munition": frozenset({"drone", "missile", "ballistic-missile", "cruise-missile", "guided-bomb", "rocket", "shell", "munition"}),
    "people": frozenset({"person", "child", "soldier"}),
    "household": frozenset({"household"}),
    "structure": frozenset({"building", "facility", "energy-facility"}),
    "machine": frozenset({"vehicle", "vessel"}),
    "area": frozenset({"settlement", "region", "location"}),
    "other": frozenset({"other"}),
}
"""Which items are of one kind: what may befall them is the same."""


def class_of(item: Item) -> str:
    """Returns the kind of an item.

    >>> class_of("child")
    'people'
    """
    return next(name for name, items in CLASSES.items() if item in items)


class Figure(msgspec.Struct, frozen=True):
    """A count with inclusive bounds; None is an open end, and at least one end is known.

    "5" is 5..5, "more than 240" 240..None, "nearly 70" None..70, "around 1,200" 1200..1200 with `approx`.
    `text == document.text[start:end]` is the shortest phrase with number, qualifier and noun. `measure` is None in annotations
    where the sentence does not tell; never in claims. `part_of` is the index of its whole in the same list of figures.
    """

    start: int
    end: int
    text: str
    item: Item
    measure: Measure | None = None
    low: int | None = None
    high: int | None = None
    approx: bool = False
    part_of: int | None = None

    def agrees_with(self, other: "Figure") -> bool:
        """Whether both count the same thing with the same bounds."""
        return (self.measure, self.item, self.low, self.high) == (other.measure, other.item, other.low, other.high)
