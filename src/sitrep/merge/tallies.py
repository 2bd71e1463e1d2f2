"""Tallies: the incidents that state one measure and item, added up over any span of days without going through all of them."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sitrep.merge.footprints import Footprint, footprint
from sitrep.merge.kinds import stated_in
from sitrep.merge.names import side_of
from sitrep.merge.reconciliation import added
from sitrep.model.claims import HAPPENED
from sitrep.model.events import Bounds, Event, IncidentSum
from sitrep.model.figures import Item, Measure
from sitrep.model.times import When

A_NIGHT = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Incident:
    """One event that may be summed, with its first and last day, its side and its reach."""

    event: Event
    first: dt.date
    last: dt.date
    side: str | None
    reach: Footprint

    @property
    def start(self) -> dt.date:
        """The day from which it counts: of a night, or of two days, the last."""
        return self.last if self.last - self.first <= A_NIGHT else self.first

    def lies_within(self, first: dt.date | None, last: dt.date | None) -> bool:
        """Returns whether it lies within a span (inclusive, an open end holds all); a night belongs to the day on which it ends."""
        return (first is None or self.start >= first) and (last is None or self.last <= last)


def incidents_of(events: Iterable[Event]) -> Mapping[str, Sequence[Incident]]:
    """Returns by type the dated events that happened, by the day from which they count."""
    found: defaultdict[str, list[Incident]] = defaultdict(list)
    for event in events:
        first, last = event.when.first_day, event.when.last_day
        if event.status in HAPPENED and first and last:
            found[event.type].append(Incident(event, first, last, side_of(event.actor), footprint(event.places)))
    return {kind: sorted(incidents, key=lambda one: (one.start, one.event.id)) for kind, incidents in found.items()}


class Tally:
    """The incidents among some (by the day from which they count) that state one measure and item.

    Those of one day that no larger event states already are added up beforehand; the others, few, are gone through for each span.
    """

    def __init__(self, incidents: Sequence[Incident], measure: Measure, item: Item) -> None:
        stating = [(one, bounds) for one in incidents if (bounds := stated_in(one.event, measure, item)) is not None]
        self._incidents = {one.event.id: one for one, _ in stating}
        self._wholes = {one.event.id: one.event.part_of for one in incidents}
        self._odd = [(one, bounds) for one, bounds in stating if one.start != one.last or self._above(one.event.id)]
        odd = {one.event.id for one, _ in self._odd}
        plain = [(one, bounds) for one, bounds in stating if one.event.id not in odd]
        self._days = [one.last for one, _ in plain]
        self._ids = [one.event.id for one, _ in plain]
        self._lows = running(bounds.low for _, bounds in plain)
        self._highs = running(bounds.high for _, bounds in plain)
        self._known_lows = running(bounds.low is not None for _, bounds in plain)
        self._known_highs = running(bounds.high is not None for _, bounds in plain)
        self._new_days = running(at == 0 or day != self._days[at - 1] for at, day in enumerate(self._days))

    def within(self, when: When) -> IncidentSum:
        """Returns the sum over a span; a whole counts or its parts do, never both. Without any end nothing lies in it."""
        first, last = when.first_day, when.last_day
        if first is None and last is None:
            return IncidentSum(None, None, (), 0, None)
        begin = bisect_left(self._days, first) if first else 0
        end = max(begin, bisect_right(self._days, last) if last else len(self._days))
        odd = [(one, bounds) for one, bounds in self._odd if self._counts(one, first, last)]
        summed = added((*self._added(begin, end), *(bounds for _, bounds in odd))) if odd or end > begin else Bounds()
        events = [(self._incidents[key].start, key) for key in self._ids[begin:end]] if odd else []
        events += [(one.start, one.event.id) for one, _ in odd]
        return IncidentSum(
            summed.low,
            summed.high,
            tuple(key for _, key in sorted(events)) if odd else tuple(self._ids[begin:end]),
            self._covered(begin, end, {one.last for one, _ in odd}),
            (last - first).days + 1 if first and last else None,
        )

    def _added(self, begin: int, end: int) -> list[Bounds]:
        """Returns the sum of the plain incidents from one to another; none of none."""
        if begin == end:
            return []
        low = self._lows[end] - self._lows[begin] if self._known_lows[end] > self._known_lows[begin] else None
        all_known = self._known_highs[end] - self._known_highs[begin] == end - begin
        return [Bounds(low, self._highs[end] - self._highs[begin] if all_known else None)]

    def _covered(self, begin: int, end: int, days: set[dt.date]) -> int:
        """Returns on how many days the plain incidents from one to another, and others on some days, were."""
        if begin == end:
            return len(days)
        known = self._days[begin:end] if days else []
        beyond = [day for day in days if (at := bisect_left(known, day)) == len(known) or known[at] != day]
        return self._new_days[end] - self._new_days[begin + 1] + 1 + len(beyond)

    def _counts(self, one: Incident, first: dt.date | None, last: dt.date | None) -> bool:
        """Returns whether an incident counts in a span: it lies in it, and no larger one that does states the number."""
        return one.lies_within(first, last) and not any(whole.lies_within(first, last) for whole in self._above(one.event.id))

    def _above(self, event: str) -> list[Incident]:
        """Returns the incidents that an event (id) is part of and that state the number themselves."""
        found = []
        above, seen = self._wholes.get(event), {event}
        while above is not None and above not in seen:
            seen.add(above)
            if above in self._incidents:
                found.append(self._incidents[above])
            above = self._wholes.get(above)
        return found


def running(values: Iterable[int | None]) -> list[int]:
    """Returns the sums of the first none, one, two … of some values, of which None counts nothing."""
    return list(accumulate((value or 0 for value in values), initial=0))
