"""Outages: when services failed and came back, as all claims of one outage tell it."""

import datetime as dt
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from sitrep.merge.parts import is_partitive
from sitrep.merge.settings import merging
from sitrep.merge.tellings import Telling
from sitrep.model.claims import Claim, Service, ServiceName, ServiceStatus
from sitrep.model.events import Outage
from sitrep.model.times import When

FAILING: tuple[ServiceStatus, ...] = ("lost", "reduced")


def outages(told: Sequence[Telling]) -> tuple[Outage, ...]:
    """Returns one outage a service, in the order in which the services were first told of."""
    services = dict.fromkeys(service.service for one in told for service in one.claim.services)
    return tuple(outage(service, told) for service in services)


def outage(service: ServiceName, told: Sequence[Telling]) -> Outage:
    """Returns what became of one service: its first loss, the first work on it, and its last return that no later loss undoes."""
    lost = min(days_told(service, FAILING, told), default=None)
    restored = max(days_told(service, ("restored",), told), default=None)
    mending = min(days_told(service, ("being-restored",), told), default=None)
    if restored and any(day > restored for day in days_told(service, FAILING, told)):
        restored = None
    days = (restored - lost).days if lost and restored and restored >= lost else None
    return Outage(service, iso(lost), iso(mending), iso(restored), days)


def iso(day: dt.date | None) -> str | None:
    """Returns a day as it is written."""
    return day.isoformat() if day else None


def days_told(service: ServiceName, statuses: Sequence[ServiceStatus], told: Iterable[Telling]) -> list[dt.date]:
    """Returns the days on which a service is told to have one of some statuses: of a loss the first, of a return the last of its span."""
    days = []
    for one in told:
        when = one.claim.when
        day = (when.last_day or when.first_day) if "restored" in statuses else (when.first_day or when.last_day)
        if day and any(each.service == service and each.status in statuses for each in services_of(one.claim)):
            days.append(day)
    return days


def services_of(claim: Claim) -> tuple[Service, ...]:
    """Returns the services of a claim, as being restored where only some of what failed works again ("three of the airports")."""
    if not any(is_partitive(figure.text) for figure in claim.figures):
        return claim.services
    return tuple(replace(each, status="being-restored") if each.status == "restored" else each for each in claim.services)


def interval(when: When, told: Iterable[Telling]) -> When:
    """Returns the span of an outage: from the first day that is told of it to the last; as it stands where all tell of the same.

    Spans that only say in which days it lay are left out.
    """
    longest = merging().limits.exact_days
    spans = [(one.claim.when.first_day, one.claim.when.last_day) for one in told if one.claim.services]
    exact = [(first, last) for first, last in spans if first and last and (last - first).days < longest]
    if not exact or not when.start or not when.end:
        return when
    first, last = min(first for first, _ in exact), max(last for _, last in exact)
    return when if (first, last) == (when.first_day, when.last_day) else When(iso(first), iso(last), "day", None, when.basis)
