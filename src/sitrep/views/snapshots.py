"""Snapshots: a record as it was known at a time, or with another rule for the figures that are shown."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sitrep.model.claims import Claim
from sitrep.model.events import Event, Extraction, Total
from sitrep.model.texts import Document
from sitrep.store.filters import Filters
from sitrep.store.terms import TERM_KINDS, event_terms, folded

NO_FILTERS = Filters()


class Snapshot:
    """Events, totals, claims and documents that are looked at like a record and kept nowhere; `name` is that of the record."""

    def __init__(self, extraction: Extraction, name: str) -> None:
        self.name = name
        self._events = {event.id: event for event in extraction.events}
        self._totals = list(extraction.totals)
        self._claims = {claim.id: claim for claim in extraction.claims}
        self._documents = {document.id: document for document in extraction.documents}

    def events(self, filters: Filters = NO_FILTERS) -> list[Event]:
        """Returns the events that pass the filters, in the order of the merge."""
        publishers = {document.id: document.publisher for document in self._documents.values()}
        return [event for event in self._events.values() if fits(event, self.claims_by_id(event.claims), publishers, filters)]

    def totals(self) -> list[Total]:
        """Returns the totals stated for periods."""
        return self._totals

    def event(self, identifier: str) -> Event | None:
        """Returns the event of that id, None where there was none."""
        return self._events.get(identifier)

    def claims_by_id(self, identifiers: Sequence[str]) -> list[Claim]:
        """Returns the claims of those ids, in the order of the ids."""
        return [self._claims[identifier] for identifier in identifiers if identifier in self._claims]

    def document(self, identifier: str) -> Document | None:
        """Returns the document of that id, None where it was not known."""
        return self._documents.get(identifier)

    def ids_from(self, prefix: str, limit: int = 10) -> list[str]:
        """Returns ids of events and claims that begin with `prefix`; `limit` of each at most."""
        return [each for known in (self._events, self._claims) for each in sorted(key for key in known if key.startswith(prefix))[:limit]]


def fits(event: Event, claims: Iterable[Claim], publishers: Mapping[str, str | None], filters: Filters) -> bool:
    """Returns whether an event passes the filters, as a record's own events do; `publishers` are the outlets of documents (ids)."""
    first, last = (event.when.start or event.when.end or "")[:10], (event.when.end or event.when.start or "")[:10]
    if (filters.since and not last >= filters.since) or (filters.until and not "" < first <= filters.until):
        return False
    plain = ((filters.type, event.type), (filters.mode, event.mode), (filters.status, event.status))
    if any(wanted and value not in wanted for wanted, value in plain):
        return False
    asked = {kind: words for kind in TERM_KINDS if (words := getattr(filters, kind))}
    terms = event_terms(event, claims, publishers) if asked else frozenset()
    return all(any(kind == own and folded(word) in words for own, words in terms for word in wanted) for kind, wanted in asked.items())


def known_at(
    documents: Iterable[Document], claims: Iterable[Claim], moment: dt.datetime | None
) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
    """Yields the documents that were published by a moment, each with its claims; of an unknown date none was. None is no limit."""
    told: dict[str, list[Claim]] = {}
    for claim in claims:
        told.setdefault(claim.document, []).append(claim)
    for document in documents:
        published = None if moment is None else moment_of(document)
        if moment is None or (published is not None and published <= moment):
            yield document, tuple(told.get(document.id, ()))


def moment_of(document: Document) -> dt.datetime | None:
    """Returns when a document was published, in UTC where it names no zone; None where that is unknown or no date."""
    try:
        published = document.published_at
    except ValueError:
        return None
    return published.replace(tzinfo=dt.UTC) if published is not None and published.tzinfo is None else published
