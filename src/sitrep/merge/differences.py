"""Differences: by how much running totals grew from one statement to the next."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from sitrep.merge.names import name_key
from sitrep.model.events import Difference, Total
from sitrep.model.times import When

Run = tuple[str, str, str | None, str | None, frozenset[str], str | None]
A_DAY = dt.timedelta(days=1)


def differences(totals: Iterable[Total]) -> tuple[Difference, ...]:
    """Returns the differences of totals that count the same thing from the same beginning ("since the war began") to later ends."""
    runs: defaultdict[Run, list[Total]] = defaultdict(list)
    for total in totals:
        if total.when.last_day is not None:
            runs[run_of(total)].append(total)
    found = [each for run in runs.values() for each in grown(sorted(run, key=end_of))]
    return tuple(sorted(found, key=lambda each: (each.when.start or "", each.measure, each.item, each.claims)))


def run_of(total: Total) -> Run:
    """Returns what totals of one running count share."""
    places = frozenset(name_key(place.name) for place in total.places)
    start = total.when.start[:10] if total.when.start else None
    return total.measure, total.item, total.type, start, places, name_key(total.actor.name) if total.actor else None


def end_of(total: Total) -> tuple[str, tuple[str, ...]]:
    """Returns the order of totals by their ends."""
    return (total.when.end or "")[:10], total.claims


def grown(run: Sequence[Total]) -> Iterator[Difference]:
    """Yields the growth from each total to the next, where its bounds can be told: "more than" twice tells none."""
    for first, second in pairwise(run):
        if first.when.last_day is None or second.when.last_day is None or first.when.last_day >= second.when.last_day:
            continue
        low = None if second.low is None or first.high is None else second.low - first.high
        high = None if second.high is None or first.low is None else second.high - first.low
        if (low, high) != (None, None) and (high is None or high >= 0):
            when = When((first.when.last_day + A_DAY).isoformat(), second.when.last_day.isoformat(), None, None, None)
            least = None if low is None else max(low, 0)
            yield Difference(second.measure, second.item, least, high, when, second.places, (*first.claims, *second.claims))
