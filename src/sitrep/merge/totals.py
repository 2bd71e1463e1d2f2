"""Totals: numbers stated for a period, beside the sums over the single incidents of that period."""

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from sitrep.merge.assembly import agreed_actor, agreed_places
from sitrep.merge.clusters import Cluster
from sitrep.merge.footprints import Footprint, relate
from sitrep.merge.names import sides_meet
from sitrep.merge.profiles import Profile, profile
from sitrep.merge.reconciliation import Statement, added, choose, counted, whole
from sitrep.merge.settings import merging
from sitrep.merge.sources import voices
from sitrep.merge.tellings import Telling
from sitrep.model.claims import HAPPENED
from sitrep.model.events import Bounds, Event, EventFigure, IncidentSum, Total
from sitrep.model.figures import Item, Measure
from sitrep.model.times import When

A_NIGHT = dt.timedelta(days=1)

Key = tuple[Measure, Item, str, str | None, str | None, frozenset[str], frozenset[str], str]


@dataclass(frozen=True, slots=True)
class Incident:
    """One event that may be summed, with its first and last day and what it is compared by."""

    event: Event
    first: dt.date
    last: dt.date
    profile: Profile

    @property
    def start(self) -> dt.date:
        """The day from which it counts: of a night, or of two days, the last."""
        return self.last if self.last - self.first <= A_NIGHT else self.first


def totals(tellings: Iterable[Telling], pairs: Sequence[tuple[Event, Cluster]], outlets: Mapping[str, str], rule: str) -> tuple[Total, ...]:
    """Returns one total per measure, item, span, places and actor of the period totals among `tellings`, in the order first said.

    Raises: WrongUsage for an unknown rule.
    """
    told = [one for one in tellings if one.claim.scope == "period_total" and one.claim.status != "denied"]
    spoken = voices(told, outlets)
    stated: defaultdict[Key, list[Statement]] = defaultdict(list)
    for one in told:
        for (measure, item), figures in counted(one.claim.figures).items():
            statement = Statement(one, spoken[one.claim.id], whole(measure, figures), any(f.approx for f in figures))
            stated[total_key(one, measure, item)].append(statement)
    incidents = incidents_of(pairs)
    return tuple(total(key[0], key[1], statements, incidents, rule) for key, statements in stated.items())


def total_key(told: Telling, measure: Measure, item: Item) -> Key:
    """Returns what claims of one total share."""
    claim = told.claim
    features = profile(claim)
    reach = features.reach
    places = reach.countries if reach.breadth == "country" else frozenset(place.name for place in reach.points)
    when = (claim.when.start and claim.when.start[:10], claim.when.end and claim.when.end[:10])
    return measure, item, claim.type, *when, places, features.sides, reach.breadth


def incidents_of(pairs: Sequence[tuple[Event, Cluster]]) -> Mapping[str, Sequence[Incident]]:
    """Returns by type the dated events that happened, by first day."""
    found: defaultdict[str, list[Incident]] = defaultdict(list)
    for event, cluster in pairs:
        first, last = event.when.first_day, event.when.last_day
        if event.status in HAPPENED and first and last:
            found[event.type].append(Incident(event, first, last, cluster.profile))
    return {kind: sorted(incidents, key=lambda one: (one.first, one.event.id)) for kind, incidents in found.items()}


def total(measure: Measure, item: Item, statements: Sequence[Statement], incidents: Mapping[str, Sequence[Incident]], rule: str) -> Total:
    """Returns the total that some statements make, with the incidents of its span."""
    claim = statements[0].told.claim
    bounds = choose(rule, statements)
    fitting = fit(claim.when.first_day, claim.when.last_day, profile(claim), incidents.get(claim.type, ()))
    summed = incident_sum(measure, item, fitting)
    return Total(
        measure=measure,
        item=item,
        low=bounds.low,
        high=bounds.high,
        when=claim.when,
        places=agreed_places(one.told.claim.places for one in statements),
        claims=tuple(dict.fromkeys(one.told.claim.id for one in statements)),
        from_incidents=covering(summed, fitting, claim.when),
        type=claim.type,
        actor=agreed_actor(one.told.claim.actor for one in statements),
        difference=Bounds(beyond(bounds.low, summed.low), beyond(bounds.high, summed.high)),
    )


def covering(summed: IncidentSum, incidents: Iterable[Incident], when: When) -> IncidentSum:
    """Returns the sum with the days on which its incidents were, of all days of the span; a night counts as its morning."""
    days = {one.last for one in incidents if one.event.id in summed.events}
    first, last = when.first_day, when.last_day
    return replace(summed, covered=len(days), days=(last - first).days + 1 if first and last else None)


def beyond(stated: int | None, summed: int | None) -> int | None:
    """Returns by how much a stated number exceeds a sum, None where one is unknown."""
    return None if stated is None or summed is None else stated - summed


def fit(first: dt.date | None, last: dt.date | None, stated: Profile, incidents: Sequence[Incident]) -> list[Incident]:
    """Returns the incidents that lie within a span (an open end holds all), in its places and by its side.

    A night belongs to the day on which it ends.
    """
    if first is None and last is None:
        return []
    begin = bisect_left(incidents, first - A_NIGHT, key=lambda one: one.first) if first else 0
    until = last or dt.date.max
    within = (one for one in incidents[begin:] if one.last <= until and (first is None or one.start >= first))
    return [one for one in within if is_by(stated, one.profile) and is_in(one.profile.reach, stated.reach)]


def is_by(stated: Profile, incident: Profile) -> bool:
    """Returns whether an incident fits the side that a total names; a total without one holds all."""
    return not stated.sides or sides_meet(stated.sides, incident.sides)


def is_in(incident: Footprint, stated: Footprint) -> bool:
    """Returns whether an incident lies in the places that a total names; a total without places holds all."""
    return stated.breadth == "nowhere" or relate(incident, stated) in ("same", "within")


def incident_sum(measure: Measure, item: Item, incidents: Sequence[Incident]) -> IncidentSum:
    """Returns the sum of one measure and item over incidents; an attack counts or its parts do, never both."""
    stating = {one.event.id: bounds for one in incidents if (bounds := stated_in(one.event, measure, item)) is not None}
    parents = {one.event.id: one.event.part_of for one in incidents}
    counted_events = tuple(event for event in stating if not has_stating_whole(event, parents, stating))
    summed = added(stating[event] for event in counted_events) if counted_events else Bounds(None, None)
    return IncidentSum(summed.low, summed.high, counted_events)


def has_stating_whole(event: str, parents: Mapping[str, str | None], stating: Mapping[str, Bounds]) -> bool:
    """Returns whether a larger event that this one is part of states the number already."""
    above = parents.get(event)
    while above is not None:
        if above in stating:
            return True
        above = parents.get(above)
    return False


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
