"""Profiles: what claims are compared by; that of a cluster is joined from those of its claims."""

import datetime as dt
import re
from dataclasses import dataclass

from sitrep.merge.footprints import Footprint, footprint
from sitrep.merge.names import name_key, party_of, side_of
from sitrep.merge.settings import Anchor, merging
from sitrep.model.actors import Actor
from sitrep.model.claims import Claim
from sitrep.model.places import Place

WORD = re.compile(r"[^\W\d_]{5,}")

Days = tuple[dt.date, dt.date]
Count = tuple[str, str, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Profile:
    """The features of one claim or of all claims of one event.

    `days` is what the days of all members share (inclusive), None where none is known; `nights` are the nights named as such
    (first and last day), `mornings` the days on whose mornings, `evenings` those on whose evenings it is told to have been.
    `sides` and `actors` are those of the doers, `counts` the figures as (measure, item, low, high).
    `reported` are the days of the first and the last report, None where none is known.
    `foreseen` is true of what cannot be one with the deed, `planned` where no member tells that it happened.
    `fails` is true where a service is told as failing, `restored` the last day on which one is told as working again.
    """

    type: str
    foreseen: bool
    planned: bool
    days: Days | None
    nights: frozenset[Days]
    mornings: frozenset[dt.date]
    evenings: frozenset[dt.date]
    reach: Footprint
    modes: frozenset[str]
    sides: frozenset[str]
    actors: frozenset[str]
    targets: frozenset[str]
    parties: frozenset[str]
    services: frozenset[str]
    fails: bool
    restored: dt.date | None
    counts: frozenset[Count]
    weapons: frozenset[str]
    words: frozenset[str]
    documents: frozenset[str]
    reported: Days | None

    @property
    def anchor(self) -> Anchor:
        """What claims of this type must share."""
        return merging().anchors.get(self.type, "actor")

    @property
    def length(self) -> int:
        """How many days it covers; 0 where none is known."""
        return (self.days[1] - self.days[0]).days + 1 if self.days else 0

    def joined(self, other: "Profile") -> "Profile":
        """Returns the profile of both together."""
        return Profile(
            self.type,
            self.foreseen,
            self.planned and other.planned,
            (whole_span if self.anchor == "service" else shared_days)(self.days, other.days),
            self.nights | other.nights,
            self.mornings | other.mornings,
            self.evenings | other.evenings,
            self.reach.joined(other.reach),
            self.modes | other.modes,
            self.sides | other.sides,
            self.actors | other.actors,
            self.targets | other.targets,
            self.parties | other.parties,
            self.services | other.services,
            self.fails or other.fails,
            max((day for day in (self.restored, other.restored) if day), default=None),
            self.counts | other.counts,
            self.weapons | other.weapons,
            self.words | other.words,
            self.documents | other.documents,
            whole_span(self.reported, other.reported),
        )


def profile(claim: Claim, reported: dt.date | None = None) -> Profile:
    """Returns the profile of one claim; `reported` is the day of publication, None where unknown."""
    side = side_of(claim.actor)
    statuses = merging().statuses
    return Profile(
        type=claim.type,
        foreseen=claim.type in statuses.plans_apart and claim.status in statuses.foreseen,
        planned=claim.status in statuses.foreseen,
        days=days_of(claim),
        nights=nights_of(claim),
        mornings=mornings_of(claim),
        evenings=evenings_of(claim),
        reach=footprint(claim.places or places_of(claim.target)),
        modes=frozenset({claim.mode} if claim.mode else ()),
        sides=frozenset({side} if side else ()),
        actors=frozenset({name_key(claim.actor.name)} if claim.actor else ()),
        targets=targets_of(claim),
        parties=parties_of(claim),
        services=frozenset(service.service for service in claim.services),
        fails=any(service.status in ("lost", "reduced") for service in claim.services),
        restored=restored_on(claim),
        counts=counts_of(claim),
        weapons=frozenset(name_key(weapon.name) for weapon in claim.weapons),
        words=frozenset(word for span in claim.evidence for word in WORD.findall(span.text.casefold())),
        documents=frozenset({claim.document}),
        reported=(reported, reported) if reported else None,
    )


def days_of(claim: Claim) -> Days | None:
    """Returns the first and last day of a claim; a single known end stands for both, None where none is known."""
    first = claim.when.first_day or claim.when.last_day
    last = claim.when.last_day or claim.when.first_day
    return (min(first, last), max(first, last)) if first and last else None


def nights_of(claim: Claim) -> frozenset[Days]:
    """Returns the night that a claim names: a part of day which reaches from one day into the next."""
    days = days_of(claim)
    if days is None or claim.when.precision != "part-of-day" or (days[1] - days[0]).days != 1:
        return frozenset()
    return frozenset({days})


def mornings_of(claim: Claim) -> frozenset[dt.date]:
    """Returns the day on whose morning a claim says that it happened."""
    days, words = days_of(claim), (claim.when.text or "").lower()
    told = days is not None and days[0] == days[1] and any(word in words for word in merging().mornings)
    return frozenset({days[0]} if days and told else ())


def evenings_of(claim: Claim) -> frozenset[dt.date]:
    """Returns the day on whose evening the night begins that a claim names by its day."""
    named = (claim.when.text or "").lower() not in merging().bare_nights
    return frozenset(first for first, _ in nights_of(claim) if named)


def places_of(target: Actor | None) -> tuple[Place, ...]:
    """Returns the country of a target that is one, as the place of an attack that names no other."""
    if target is None or target.country is None or target.kind not in ("state", "government"):
        return ()
    return (Place(0, 0, "", target.name, country=target.country, precision="country"),)


def parties_of(claim: Claim) -> frozenset[str]:
    """Returns who took part: participants, actor and target."""
    return frozenset(party_of(one) for one in (*claim.participants, claim.actor, claim.target) if one is not None)


def targets_of(claim: Claim) -> frozenset[str]:
    """Returns by what else than its place an attack is known, and of other deeds whom they concern."""
    if claim.target is None:
        return frozenset()
    key = name_key(claim.target.name)
    tells_nothing = claim.target.kind in ("place", "state", "civilians") or key in {name_key(place.name) for place in claim.places}
    return frozenset() if claim.type == "ASSAULT" and tells_nothing else frozenset({key})


def counts_of(claim: Claim) -> frozenset[Count]:
    """Returns the figures by which one happening is known again."""
    return frozenset((f.measure, f.item, f.low, f.high) for f in claim.figures if f.measure is not None)


def shared_days(one: Days | None, other: Days | None) -> Days | None:
    """Returns the days that both cover; where they share none, those of the first."""
    if one is None or other is None:
        return one or other
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else one


def whole_span(one: Days | None, other: Days | None) -> Days | None:
    """Returns the days from the first to the last of both."""
    if one is None or other is None:
        return one or other
    return min(one[0], other[0]), max(one[1], other[1])


def restored_on(claim: Claim) -> dt.date | None:
    """Returns the day on which all services of a claim work again, None where one does not."""
    days = days_of(claim)
    working = bool(claim.services) and all(service.status == "restored" for service in claim.services)
    return days[1] if days and working else None
