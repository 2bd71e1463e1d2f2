"""Algebra: counts of one claim that cannot all be right."""

from collections.abc import Iterator, Sequence

from sitrep.model.figures import Figure, Item, Measure, class_of
from sitrep.model.issues import Issue

TOTALLED: tuple[Measure, ...] = ("launched", "intercepted", "hit")
MISSILES: frozenset[Item] = frozenset({"ballistic-missile", "cruise-missile"})
FATES: tuple[Measure, ...] = ("intercepted", "lost", "hit")


def doubts(figures: Sequence[Figure]) -> Iterator[Issue]:
    """Yields an issue where kinds of munitions sum up to more than their total, and where more came down than was launched."""
    whole = [each for each in figures if each.part_of is None and each.low is not None and class_of(each.item) == "munition"]
    for measure in TOTALLED:
        counts = [each for each in whole if each.measure == measure]
        total = sum(each.high or 0 for each in counts if each.item == "munition")
        missiles = max((each.low or 0 for each in counts if each.item == "missile"), default=0)
        exact = sum(each.low or 0 for each in counts if each.item in MISSILES)
        kinds = max(missiles, exact) + sum(each.low or 0 for each in counts if each.item not in {"munition", "missile", *MISSILES})
        if total and kinds > total:
            yield Issue("algebra", f"The numbers cannot all be right: {kinds} of the kinds that are {measure}, but {total} in all.")
    for item in dict.fromkeys(each.item for each in whole):
        launched = [each.high for each in whole if each.item == item and each.measure == "launched"]
        fallen = sum(each.low or 0 for each in whole if each.item == item and each.measure in FATES)
        if launched and None not in launched and fallen > sum(each or 0 for each in launched):
            told = f"{fallen} of item {item} shot down, lost or hitting, but {launched[0]} launched"
            yield Issue("algebra", f"The numbers cannot all be right: {told}.")
