"""Assembly: the fields of an event, each from what most of its claims say."""

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import groupby
from typing import Literal, TypeVar

from msgspec.structs import replace

from sitrep.merge.clusters import Cluster
from sitrep.merge.deaths import without_died
from sitrep.merge.doubts import doubts
from sitrep.merge.footprints import RANK
from sitrep.merge.names import name_key, names_agree, side_of
from sitrep.merge.outages import interval, outages, services_of
from sitrep.merge.reconciliation import reconcile
from sitrep.merge.settings import merging
from sitrep.merge.sources import voices
from sitrep.merge.tellings import Telling
from sitrep.model.actors import Actor
from sitrep.model.claims import HAPPENED, Service, ServiceName, ServiceStatus, Status
from sitrep.model.events import Event, Stage
from sitrep.model.places import Place
from sitrep.model.times import When

Told = TypeVar("Told")

# The order in which the statuses of a service follow each other on one day.
STAGES: Mapping[ServiceStatus, int] = {"lost": 0, "reduced": 0, "being-restored": 1, "restored": 2}


def assemble(cluster: Cluster, outlets: Mapping[str, str], rule: str) -> Event:
    """Returns the event of a cluster, still without its place among other events.

    Raises: WrongUsage for an unknown rule.
    """
    told = cluster.tellings
    claims = [one.claim for one in told]
    spoken = voices(told, outlets)
    services = latest_services(told)
    figures, died = without_died(reconcile(told, spoken, rule), told)
    failed = outages(told) if claims[0].type == "DISRUPT" else ()
    return Event(
        id=event_id(claims[0].id),
        type=claims[0].type,
        claims=tuple(claim.id for claim in claims),
        documents=tuple(dict.fromkeys(claim.document for claim in claims)),
        independent_sources=len(set(spoken.values())),
        mode=most_common((claim.mode for claim in claims if claim.mode), str),
        status=latest_status(told),
        when=interval(agreed_when(told), told) if failed else agreed_when(told),
        places=agreed_places(claim.places for claim in claims),
        actor=agreed_actor(claim.actor for claim in claims),
        target=agreed_target(claim.target for claim in claims),
        participants=agreed_participants(claim.participants for claim in claims),
        figures=figures,
        services=services,
        life=life_of(told),
        outages=failed,
        issues=(*doubts(figures), *died),
        state=state_of(services) if claims[0].type == "DISRUPT" else None,
    )


def event_id(claim: str) -> str:
    """Returns the id of the event whose earliest claim has this id."""
    return f"e{hashlib.sha256(claim.encode()).hexdigest()[:16]}"


def most_common(values: Iterable[Told], key: Callable[[Told], Hashable]) -> Told | None:
    """Returns the first of the values whose key is the most frequent, of equals the earliest; None of none.

    >>> most_common(["Kyiv", "Sumy", "SUMY"], str.casefold)
    'Sumy'
    """
    first: dict[Hashable, Told] = {}
    seen: Counter[Hashable] = Counter()
    for value in values:
        first.setdefault(key(value), value)
        seen[key(value)] += 1
    return first[seen.most_common(1)[0][0]] if seen else None


def latest_status(told: Sequence[Telling]) -> Status:
    """Returns the last status said; a denial holds only where nothing else is said, and of one moment a deed before a plan."""
    order = merging().statuses.order
    stated = [one for one in told if one.claim.status != "denied"] or list(told)
    return max(stated, key=lambda one: (one.recency, -order.index(one.claim.status), one.order)).claim.status


def life_of(told: Sequence[Telling]) -> tuple[Stage, ...]:
    """Returns each change of the status as it was told, with the first status; none where the status never changed.

    What is said to go on and what is said to have happened are one status here: reports of one moment say both. Of what is said at one
    moment a deed holds before a plan, as in the status of the whole.
    """
    order = merging().statuses.order
    moments = [
        min(said, key=lambda one: (order.index(one.claim.status), one.order)) for _, said in groupby(told, lambda one: one.published)
    ]
    happened = [one.claim.status in HAPPENED or one.claim.status for one in moments]
    changes = [one for before, now, one in zip((None, *happened), happened, moments, strict=False) if before != now]
    stages = (Stage(one.claim.status, one.published.isoformat() if one.day else None, one.claim.id) for one in changes)
    return tuple(stages) if len(changes) > 1 else ()


def agreed_when(told: Sequence[Telling]) -> When:
    """Returns the span that most reports give, of equals the tightest, then the earliest said; background counts only without others."""
    stated = [one for one in told if one.claim.when.start or one.claim.when.end]
    spans: dict[tuple[str | None, str | None], set[str]] = {}
    first: dict[tuple[str | None, str | None], When] = {}
    for one in sorted(stated, key=lambda one: (one.claim.scope == "background", one.order)):
        when = one.claim.when
        days = (when.start and when.start[:10], when.end and when.end[:10])
        spans.setdefault(days, set()).add(one.claim.document)
        if days not in first or (first[days].precision is None and when.precision):
            first[days] = when
    if not spans:
        return When()
    return first[max(spans, key=lambda days: (len(spans[days]), -length(first[days])))]


def length(when: When) -> int:
    """Returns the days between the ends of a span; an open span is the longest."""
    if when.first_day is None or when.last_day is None:
        return 10**6
    return (when.last_day - when.first_day).days


def agreed_places(listed: Iterable[Sequence[Place]]) -> tuple[Place, ...]:
    """Returns all places, the most precise first, each name and size once, of one size the most named first.

    A place on the map under two spellings is one, called as it is called first.
    """
    places = [place for places in listed for place in places if place.use == "literal"]
    called: dict[int, tuple[str, int]] = {}
    for place in places:
        if place.geonames is not None:
            called.setdefault(place.geonames, place_name(place))
    keys = [place_name(place) if place.geonames is None else called[place.geonames] for place in places]
    named, best = Counter(keys), dict[tuple[str, int], Place]()
    for key, place in zip(keys, places, strict=True):
        known = best.get(key)
        if known is None or (known.geonames is None and place.geonames is not None):
            best[key] = place
    unique = unresolved_left_out(tuple(best.values()))
    keyed = {id(place): key for key, place in best.items()}
    return tuple(sorted(unique, key=lambda place: (RANK[place.precision], -named[keyed[id(place)]])))


def place_name(place: Place) -> tuple[str, int]:
    """Returns what makes two places one in an event's list."""
    return name_key(place.name), RANK[place.precision]


def unresolved_left_out(places: Sequence[Place]) -> list[Place]:
    """Returns the places without those that are on the map under the same name already."""
    on_map = {name_key(place.name) for place in places if place.precision != "unresolved"}
    return [place for place in places if place.precision != "unresolved" or name_key(place.name) not in on_map]


def agreed_actor(actors: Iterable[Actor | None]) -> Actor | None:
    """Returns the side or name that most claims give, in the fullest form of its kind, without a mention in one text."""
    known = [actor for actor in actors if actor is not None]
    chosen = most_common(known, lambda actor: side_of(actor) or name_key(actor.name))
    if chosen is None:
        return None
    alike = [actor for actor in known if (side_of(actor) or name_key(actor.name)) == (side_of(chosen) or name_key(chosen.name))]
    return unmentioned(most_common(alike, lambda actor: name_key(actor.name)) or chosen)


def agreed_target(targets: Iterable[Actor | None]) -> Actor | None:
    """Returns what most claims call the target; by a name where any gives one, else by a common noun ("offices")."""
    known = [target for target in targets if target is not None]
    named = [target for target in known if target.name[:1].isupper()]
    return agreed_actor(named or known)


def agreed_participants(listed: Iterable[Sequence[Actor]]) -> tuple[Actor, ...]:
    """Returns everybody named as taking part, each once in the fullest form."""
    found: list[Actor] = []
    for actor in (actor for actors in listed for actor in actors):
        at = next((i for i, known in enumerate(found) if is_same(actor, known)), None)
        if at is None:
            found.append(unmentioned(actor))
        elif len(actor.name) > len(found[at].name):
            found[at] = unmentioned(actor)
    return tuple(found)


def is_same(one: Actor, other: Actor) -> bool:
    """Returns whether two names are of one participant: equal, or one a part of the other within one country."""
    a, b = name_key(one.name), name_key(other.name)
    return a == b or (one.kind == other.kind == "person" and names_agree(a, b) and one.country == other.country)


def unmentioned(actor: Actor) -> Actor:
    """Returns an actor without the place where one text mentions it."""
    return replace(actor, start=None, end=None, text=None)


def latest_services(told: Sequence[Telling]) -> tuple[Service, ...]:
    """Returns each service with the last status told of it, by the day it is told of, then by when it was said.

    On one day the return follows the loss, whoever tells of them in which order.
    """
    last: dict[ServiceName, ServiceStatus] = {}
    stated = [(one, service) for one in told for service in services_of(one.claim)]
    for _, service in sorted(
        stated, key=lambda pair: (pair[0].claim.when.end or "", STAGES[pair[1].status], pair[0].recency, pair[0].order)
    ):
        last[service.service] = service.status
    first = dict.fromkeys(service.service for one in told for service in one.claim.services)
    return tuple(Service(service, last[service]) for service in first)


def state_of(services: Sequence[Service]) -> Literal["open", "closed"]:
    """Returns whether an outage is over: closed where every service is restored."""
    return "closed" if services and all(service.status == "restored" for service in services) else "open"
