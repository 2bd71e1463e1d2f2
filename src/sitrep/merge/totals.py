"""Totals: numbers stated for a period, beside the sums over the single incidents of that period.

What is stated depends on the claims of one total alone; what the incidents come to is added up when a total is looked at.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from sitrep.merge.assembly import agreed_actor, agreed_places, agreed_target
from sitrep.merge.footprints import Footprint, footprint, relate
from sitrep.merge.names import side_of, sides_meet
from sitrep.merge.profiles import places_of, profile
from sitrep.merge.reconciliation import LATEST, Statement, choose, counted, statement
from sitrep.merge.sources import voices
from sitrep.merge.tallies import Incident, Tally, incidents_of
from sitrep.merge.tellings import Telling
from sitrep.model.claims import Claim
from sitrep.model.events import Bounds, Event, IncidentSum, Total
from sitrep.model.figures import Item, Measure

Scope = tuple[str | None, str | None, Footprint]
NO_INCIDENTS = IncidentSum(None, None, ())


def total_key(claim: Claim) -> str:
    """Returns what all claims share that state totals of one type, span, place and side."""
    features = profile(claim)
    reach = features.reach
    places = reach.countries if reach.breadth == "country" else frozenset(place.name for place in reach.points)
    ends = (claim.when.start and claim.when.start[:10], claim.when.end and claim.when.end[:10])
    parts = (claim.type, *(end or "" for end in ends), ",".join(sorted(places)), ",".join(sorted(features.sides)), reach.breadth)
    return "\x1f".join(("total", *parts))


def is_total(claim: Claim) -> bool:
    """Returns whether a claim states totals."""
    return claim.scope == "period_total" and claim.status != "denied"


def stated_totals(tellings: Iterable[Telling], outlets: Mapping[str, str], rule: str = LATEST) -> tuple[Total, ...]:
    """Returns one total per measure, item, span, places and actor of the period totals among `tellings`, in the order of time.

    What incidents come to is still left out of them.

    Raises: WrongUsage for an unknown rule.
    """
    groups: defaultdict[str, list[Telling]] = defaultdict(list)
    for one in tellings:
        if is_total(one.claim):
            groups[total_key(one.claim)].append(one)
    found = [total for key, told in groups.items() for total in totals_of(key, told, outlets, rule)]
    return tuple(sorted(found, key=lambda total: total.order))


def totals_of(key: str, told: Sequence[Telling], outlets: Mapping[str, str], rule: str) -> list[Total]:
    """Returns the totals that the claims of one key state, one a measure and item."""
    spoken = voices(told, outlets)
    stated: defaultdict[tuple[Measure, Item], list[Statement]] = defaultdict(list)
    for one in told:
        for (measure, item), figures in counted(one.claim.figures).items():
            stated[measure, item].append(statement(one, spoken[one.claim.id], measure, figures))
    return [total(key, measure, item, statements, rule) for (measure, item), statements in stated.items()]


def total(key: str, measure: Measure, item: Item, statements: Sequence[Statement], rule: str) -> Total:
    """Returns the total that some statements make."""
    claims = [one.told.claim for one in statements]
    bounds = choose(rule, statements)
    return Total(
        measure=measure,
        item=item,
        low=bounds.low,
        high=bounds.high,
        when=claims[0].when,
        places=agreed_places(claim.places for claim in claims),
        claims=tuple(dict.fromkeys(claim.id for claim in claims)),
        from_incidents=NO_INCIDENTS,
        type=claims[0].type,
        actor=agreed_actor(claim.actor for claim in claims),
        target=agreed_target(claim.target for claim in claims),
        id=total_id(key, measure, item),
    )


def total_id(key: str, measure: Measure, item: Item) -> str:
    """Returns the id of the total that claims of a key state of a measure and item."""
    words = f"{key}\x1f{measure}\x1f{item}"
    return f"t{hashlib.sha256(words.encode(errors='surrogatepass')).hexdigest()[:16]}"


def with_incidents(totals: Iterable[Total], events: Iterable[Event]) -> tuple[Total, ...]:
    """Returns the totals with what the incidents of their spans, places and sides come to.

    `events` are at least those of the types and days of the totals, with the larger ones that they are part of.
    """
    incidents = incidents_of(events)
    scopes: dict[Scope, list[Incident]] = {}
    tallies: dict[tuple[Scope, Measure, Item], Tally] = {}
    found = []
    for each in totals:
        scope = each.type, side_of(each.actor), footprint(each.places or places_of(each.target))
        if scope not in scopes:
            scopes[scope] = [one for one in incidents.get(each.type or "", ()) if is_by(scope[1], one) and is_in(one.reach, scope[2])]
        count = scope, each.measure, each.item
        if count not in tallies:
            tallies[count] = Tally(scopes[scope], each.measure, each.item)
        found.append(beside(each, tallies[count].within(each.when)))
    return tuple(found)


def beside(stated: Total, summed: IncidentSum) -> Total:
    """Returns a total with the sum of its incidents, and the difference."""
    difference = Bounds(beyond(stated.low, summed.low), beyond(stated.high, summed.high))
    return replace(stated, from_incidents=summed, difference=difference)


def beyond(stated: int | None, summed: int | None) -> int | None:
    """Returns by how much a stated number exceeds a sum, None where one is unknown."""
    return None if stated is None or summed is None else stated - summed


def is_by(side: str | None, incident: Incident) -> bool:
    """Returns whether an incident fits the side that a total names; a total without one holds all."""
    return side is None or (incident.side is not None and sides_meet((side,), (incident.side,)))


def is_in(incident: Footprint, stated: Footprint) -> bool:
    """Returns whether an incident lies in the places that a total names; a total without places holds all."""
    return stated.breadth == "nowhere" or relate(incident, stated) in ("same", "within")
