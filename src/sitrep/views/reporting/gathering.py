"""Gathering: the material of a report, read from the record."""

import datetime as dt
from collections.abc import Iterable

from msgspec.structs import replace

from sitrep.errors import WrongUsage
from sitrep.model.claims import HAPPENED, Claim
from sitrep.model.events import Event, Total
from sitrep.model.feeds import Coverage
from sitrep.model.texts import Document
from sitrep.store.datasets import datasets_of
from sitrep.store.filters import passes
from sitrep.store.records import Record
from sitrep.views.masks import masked_claim, masked_event
from sitrep.views.reporting.belonging import is_announced, is_incident, is_recap, touches
from sitrep.views.reporting.material import Material, Scope
from sitrep.views.reporting.periods import A_DAY, Period, week_of
from sitrep.views.reporting.style import style
from sitrep.views.reporting.trends import changes_of, spans_of
from sitrep.views.stated_totals import whole_totals


def gather(record: Record, period: Period | None, scope: Scope, cutoff: str | None = None) -> Material:
    """Returns the material of a period (None: the ISO week of the last report in the record).

    Raises: StoreUnavailable.
    """
    days = period or week_of(last_day(record))
    published = tuple(record.documents_published(days.first, days.last))
    claimed = [claim.id for document in published for claim in record.claims_of(document.id)]
    wanted = Wanted(record, scope)
    open_since = Period(days.first - A_DAY * style().limits.open_outage_days, days.last)
    outages = [event for event in wanted.events(open_since, ("DISRUPT",)) if event.status in HAPPENED and touches(event, days)]
    found = [event for event in wanted.events(days) if event.status != "planned" and event.type != "DISRUPT"]
    dated = [event for event in found if is_incident(event, days)]
    recaps = [event for event in found if is_recap(event, days)]
    spoken = wanted.passing(undated(record.events_with(claimed)))
    ahead = [event for event in (*wanted.planned_from(days.first), *spoken) if is_announced(event) and {*claimed} & {*event.claims}]
    kept = Kept(record, (*dated, *recaps, *outages, *spoken, *ahead), scope)
    before = [event for event in wanted.events(days.before()) if is_incident(event, days.before())]
    kept.add(before)
    totals = wanted.totals(record.totals(), {document.id for document in published}, kept)
    few = [total.from_incidents.events for total in totals if len(total.from_incidents.events) <= style().limits.beside]
    beside = [event for keys in few for key in keys if (event := record.event(key))]
    kept.add(beside)
    told_in = {key for event in (*dated, *recaps, *outages, *spoken, *ahead) for key in event.documents}
    return Material(
        period=days,
        scope=scope,
        incidents=tuple(kept.shown(dated)),
        recaps=tuple(kept.shown(recaps)),
        before=tuple(kept.shown(event for event in before if event.status != "planned")),
        outages=tuple(kept.shown(outages)),
        statements=tuple(kept.shown(event for event in spoken if event.status != "planned")),
        ahead=tuple(kept.shown(ahead)),
        totals=tuple(totals),
        changes=changes_of(record, compared(wanted, days), days),
        beside={event.id: event for event in kept.shown(beside)},
        claims=kept.claims,
        documents=kept.documents,
        published=published,
        published_before=tuple(record.documents_published(days.before().first, days.before().last)),
        cutoff=cutoff or latest(document for key, document in kept.documents.items() if key in told_in),
        coverage=listened(record, days),
        datasets=tuple(record.ask(lambda connection: datasets_of(connection, sorted(told_in)))),
    )


def listened(record: Record, period: Period) -> Coverage | None:
    """Returns how far feeds could be relied on in the part of a period that has passed."""
    now, end = dt.datetime.now(dt.UTC).isoformat(timespec="seconds"), f"{period.last}T23:59:59+00:00"
    return record.feeds.coverage(f"{period.first}T00:00:00+00:00", min(now, end))


def compared(wanted: "Wanted", period: Period) -> list[Event]:
    """Returns the incidents of a period and of those before it with which it is compared."""
    whole = Period(spans_of(period)[0].first, period.last)
    found = wanted.events(whole)
    return [event for event in found if event.status in HAPPENED and event.type != "DISRUPT" and is_incident(event, whole)]


class Wanted:
    """The events and totals of a record that a scope holds."""

    def __init__(self, record: Record, scope: Scope) -> None:
        self._record = record
        self._scope = scope

    def events(self, period: Period, types: tuple[str, ...] = ()) -> list[Event]:
        """Returns the events that touch a period."""
        days = {"since": period.first.isoformat(), "until": period.last.isoformat()}
        found = self._record.events(replace(self._scope.filters, **days, type=types or self._scope.filters.type))
        return [event for event in found if self._in_conflict(event)]

    def planned_from(self, first: dt.date) -> list[Event]:
        """Returns the events that are announced for a day or later."""
        found = self._record.events(replace(self._scope.filters, since=first.isoformat(), status=("planned",)))
        return [event for event in found if self._in_conflict(event)]

    def passing(self, events: Iterable[Event]) -> list[Event]:
        """Returns those of some events that the scope holds."""
        return [event for event in events if self._passes(event, self._record.claims_by_id(event.claims)) and self._in_conflict(event)]

    def totals(self, stated: Iterable[Total], published: set[str], kept: "Kept") -> list[Total]:
        """Returns the totals that a report of the period states."""
        found = []
        for total in stated:
            kept.add_claims(total.claims)
            claims = [kept.claims[key] for key in total.claims if key in kept.claims]
            stand_in = Event("", total.type or "", total.claims, (), 0, when=total.when, places=total.places, actor=total.actor)
            if any(claim.document in published for claim in claims) and self._passes(stand_in, claims) and self._in_conflict(stand_in):
                found.append(total)
        return list(whole_totals(self._record, found))

    def _passes(self, event: Event, claims: Iterable[Claim]) -> bool:
        """Whether an event passes the filters but for the days."""
        told = list(claims)
        documents = self._record.documents_by_id(sorted({claim.document for claim in told}))
        publishers = {document.id: document.publisher for document in documents}
        return passes(event, told, publishers, self._scope.filters)

    def _in_conflict(self, event: Event) -> bool:
        """Whether an event is of the conflict."""
        return self._scope.conflict is None or self._scope.conflict.holds(event)


class Kept:
    """The claims and documents of some events, read once, without private names where those are masked."""

    def __init__(self, record: Record, events: Iterable[Event], scope: Scope) -> None:
        self.claims: dict[str, Claim] = {}
        self.documents: dict[str, Document] = {}
        self._record = record
        self._mask = scope.mask
        self.add(events)

    def add(self, events: Iterable[Event]) -> None:
        """Reads the claims of events and of the conditions that hang on them."""
        self.add_claims(key for event in events for key in (*event.claims, *event.conditions))

    def add_claims(self, keys: Iterable[str]) -> None:
        """Reads claims with their documents."""
        missing = [key for key in dict.fromkeys(keys) if key not in self.claims]
        for claim in self._record.claims_by_id(missing):
            self.claims[claim.id] = masked_claim(claim) if self._mask else claim
        unread = {claim.document for claim in self.claims.values()} - {*self.documents}
        self.documents.update({document.id: document for document in self._record.documents_by_id(sorted(unread))})

    def shown(self, events: Iterable[Event]) -> list[Event]:
        """Returns events as they may be printed, each once."""
        return [masked_event(event) if self._mask else event for event in {event.id: event for event in events}.values()]


def latest(documents: Iterable[Document]) -> str | None:
    """Returns the last publication among documents, None where none has a date."""
    return max((document.published for document in documents if document.published), default=None)


def undated(events: Iterable[Event]) -> list[Event]:
    """Returns those of some events that have no day."""
    return [event for event in events if event.when.first_day is None and event.when.last_day is None]


def last_day(record: Record) -> dt.date:
    """Returns the last day on which a report of the record was published.

    Raises: WrongUsage where no report has a date.
    """
    found = record.published_span()
    if found is None:
        raise WrongUsage(f"{record.name}: no report in it has a date; name the days by --week, or --since and --until")
    return dt.date.fromisoformat(found[1][:10])
