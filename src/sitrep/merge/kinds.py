"""Kinds: what an event says of an item, be it of the kinds that the item consists of."""

from collections.abc import Callable, Mapping

from sitrep.merge.reconciliation import added
from sitrep.merge.settings import merging
from sitrep.model.events import Bounds, Event, EventFigure
from sitrep.model.figures import Item, Measure


def shown_bounds(figure: EventFigure) -> Bounds:
    """Returns the number of a figure that is shown."""
    return figure.best


def stated_in(event: Event, measure: Measure, item: Item, bounds: Callable[[EventFigure], Bounds] = shown_bounds) -> Bounds | None:
    """Returns what an event says of an item, else the sum over the kinds of it, None where it says nothing."""
    said = {figure.item: bounds(figure) for figure in event.figures if figure.measure == measure}
    if item in said:
        return said[item]
    kinds = kinds_of(item)
    general = [kind for kind in kinds if kind in said and not any(kind in kinds_of(other) for other in said if other in kinds)]
    return added(said[kind] for kind in general if kind in said) if general else None


def kinds_of(item: str) -> tuple[str, ...]:
    """Returns the kinds of an item, none where it is not divided."""
    return merging().figures.kinds.get(item, ())


def has_stating_whole(event: str, parents: Mapping[str, str | None], stating: Mapping[str, Bounds]) -> bool:
    """Returns whether a larger event that this one is part of states the number already."""
    above = parents.get(event)
    while above is not None:
        if above in stating:
            return True
        above = parents.get(above)
    return False
