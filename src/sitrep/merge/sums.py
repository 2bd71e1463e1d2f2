"""Sums: the figures of incidents added up by day, place, munition or side, beside the totals that are stated for the same."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import get_args

from sitrep.merge.groupings import GROUPINGS, PERIODS, Account, Grouping
from sitrep.merge.kinds import has_stating_whole, kinds_of, stated_in
from sitrep.merge.reconciliation import added
from sitrep.model.events import Bounds, Event, EventFigure, Row, Total
from sitrep.model.figures import Item, Measure
from sitrep.model.times import When

MEASURES: tuple[Measure, ...] = get_args(Measure)
ITEMS: tuple[Item, ...] = get_args(Item)

Values = tuple[str | None, ...]
Count = tuple[Measure, Item]
Key = tuple[Values, Count]


@dataclass(frozen=True, slots=True)
class Stating:
    """What one event states of one measure and item: what is shown, and the span of all that was said."""

    event: Event
    shown: Bounds
    said: Bounds


def sum_incidents(
    accounts: Sequence[Account],
    totals: Iterable[Total],
    by: Sequence[str] = (),
    measures: Sequence[str] = (),
    groupings: Mapping[str, Grouping] = GROUPINGS,
) -> tuple[Row, ...]:
    """Returns one row for each measure, item and value of the groupings `by` (names of `groupings`), the groups in their order.

    An event and its parts count once in a row: the whole, where it states the number, else its parts. Totals are never summed; each
    stands in the row of its measure and item, of the period that holds its middle, and of its other keys as far as they fit.
    """
    wholes = {account.event.id: account.event.part_of for account in accounts}
    groups = grouped(accounts, [groupings[name] for name in by], measures)
    stated = stated_beside([total for total in totals if not measures or total.measure in measures], by, groups)
    keys = sorted({key for key in groups if key in stated or is_counted(key, groups[key])} | {*stated}, key=order)
    return tuple(row(by, key, groups.get(key, ()), stated.get(key, ()), wholes) for key in keys)


def grouped(accounts: Sequence[Account], by: Sequence[Grouping], measures: Sequence[str]) -> Mapping[Key, Sequence[Stating]]:
    """Returns who states what, by group and count; an item counts with its kinds where anybody counts the item itself."""
    counts = {(figure.measure, figure.item) for account in accounts for figure in account.event.figures}
    found: defaultdict[Key, list[Stating]] = defaultdict(list)
    for account in accounts:
        for measure, item in counts_of(account.event, counts):
            shown = stated_in(account.event, measure, item) if not measures or measure in measures else None
            if shown is not None:
                said = stated_in(account.event, measure, item, spanned) or Bounds()
                values = tuple(grouping(account, item) for grouping in by)
                found[values, (measure, item)].append(Stating(account.event, shown, said))
    return found


def is_counted(key: Key, stating: Iterable[Stating]) -> bool:
    """Returns whether an event of a group counts the item itself, and not only kinds of it."""
    _, count = key
    return any((figure.measure, figure.item) == count for one in stating for figure in one.event.figures)


def counts_of(event: Event, counts: Set[Count]) -> Iterator[Count]:
    """Yields the counts that an event states, and of those that anybody states the ones that its own are kinds of."""
    own = {(figure.measure, figure.item) for figure in event.figures}
    yield from own
    for measure, item in counts - own:
        if any((measure, kind) in own for kind in kinds_of(item)):
            yield measure, item


def spanned(figure: EventFigure) -> Bounds:
    """Returns the span of all that was said of a figure."""
    return Bounds(figure.low, figure.high)


def row(by: Sequence[str], key: Key, stating: Sequence[Stating], stated: Sequence[Total], wholes: Mapping[str, str | None]) -> Row:
    """Returns the row of one group and count."""
    values, (measure, item) = key
    saying = {one.event.id: one.shown for one in stating}
    once = [one for one in stating if not has_stating_whole(one.event.id, wholes, saying)]
    shown = added(one.shown for one in once) if once else Bounds()
    said = added(one.said for one in once) if once else Bounds()
    return Row(
        keys=tuple(zip(by, values, strict=True)),
        measure=measure,
        item=item,
        low=shown.low,
        high=shown.high,
        least=said.low,
        most=said.high,
        events=tuple(one.event.id for one in once),
        documents=tuple(dict.fromkeys(document for one in once for document in one.event.documents)),
        stated=tuple(stated),
    )


def stated_beside(totals: Iterable[Total], by: Sequence[str], groups: Iterable[Key]) -> Mapping[Key, Sequence[Total]]:
    """Returns the totals by the group and count that they stand beside.

    One that fits no period among `by` stands beside none; one whose other keys no incident shares neither.
    """
    known = {values for values, _ in groups}
    found: defaultdict[Key, list[Total]] = defaultdict(list)
    for total in totals:
        values = tuple(total_value(total, name) for name in by)
        in_periods = all(value is not None for name, value in zip(by, values, strict=True) if name in PERIODS)
        if in_periods and (values in known or all(name in PERIODS for name in by)):
            found[values, (total.measure, total.item)].append(total)
    return found


def total_value(total: Total, name: str) -> str | None:
    """Returns the value that a total has for a grouping: of a period that which holds its middle, if the total is no longer than it."""
    if name in PERIODS:
        middle = middle_day(total.when, PERIODS[name].most_days)
        return PERIODS[name].value(middle) if middle else None
    stand_in = Event("", total.type or "", (), (), 0, when=total.when, places=total.places, actor=total.actor)
    return GROUPINGS[name](Account(stand_in), total.item)


def middle_day(when: When, most_days: int) -> dt.date | None:
    """Returns the middle of a span of at most so many days, None of a longer or an open one."""
    first, last = when.first_day, when.last_day
    if first is None or last is None or (last - first).days >= most_days:
        return None
    return first + (last - first + dt.timedelta(days=1)) // 2


def order(key: Key) -> tuple[object, ...]:
    """Returns the order of rows: by their groups, unknown ones last, then by measure and item."""
    values, (measure, item) = key
    return (*((value is None, value or "") for value in values), MEASURES.index(measure), ITEMS.index(item))
