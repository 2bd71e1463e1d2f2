"""Selections: the part of a record that the filters admit, read as a stream."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec.structs import replace

from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.texts import Document
from sitrep.store.filters import Filters, Page, claim_passes
from sitrep.store.records import Record
from sitrep.views.masks import masked_claim, masked_event

EVERYTHING = Filters()
BATCH = 200


class Told(msgspec.Struct, frozen=True):
    """An event with the claims that tell of it, its conditions, and the reports (by id) that both stand in."""

    event: Event
    claims: tuple[Claim, ...]
    conditions: tuple[Claim, ...]
    documents: Mapping[str, Document]


def unheard(_words: str) -> None:
    """Shows nothing of how far things are."""


class Selection:
    """The events of a record that pass the filters, with all that stands behind them; never more than a batch is in memory.

    With `mask` the names of private people are left out, and so are the words of reports. `show` hears how far things are.
    """

    def __init__(self, record: Record, filters: Filters = EVERYTHING, *, mask: bool = False, show: Callable[[str], None] = unheard) -> None:
        self.record = record
        self.filters = filters
        self.mask = mask
        self._show = show

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.filters == EVERYTHING

    @property
    def described(self) -> str:
        """The filters in words."""
        given = {name: value for name in self.filters.__struct_fields__ if (value := getattr(self.filters, name))}
        return ", ".join(f"{name} {value if isinstance(value, str) else ' or '.join(value)}" for name, value in given.items()) or "none"

    def told(self) -> Iterator[Told]:
        """Yields the events in the order of time, with their claims."""
        many = 0
        for events in self._pages():
            for told in self._with_claims(events):
                yield told
                many += 1
                self._show(f"{many:,} events written")

    def events(self) -> Iterator[Event]:
        """Yields the events in the order of time."""
        for events in self._pages():
            yield from map(masked_event, events) if self.mask else events

    def loose(self) -> Iterator[tuple[Claim, Document]]:
        """Yields the claims that no event holds, such as totals of a period, and that pass the same filters, each with its report."""
        batch: list[Claim] = []
        for claim in self.record.loose_claims():
            batch.append(claim)
            if len(batch) == BATCH:
                yield from self._admitted(batch)
                batch = []
        yield from self._admitted(batch)

    def all_documents(self) -> Iterator[Document]:
        """Yields every report of the record, whether or not a claim stands in it, in the order in which they came."""
        return map(self._document, self.record.documents())

    def _pages(self) -> Iterator[list[Event]]:
        """Yields the events a batch at a time."""
        page: Page | None = Page(BATCH)
        while page is not None:
            events, following = self.record.event_page(self.filters, page)
            yield events
            page = Page(BATCH, following) if following else None

    def _with_claims(self, events: Sequence[Event]) -> Iterator[Told]:
        """Yields events with their claims and reports, which are fetched together."""
        found = {
            claim.id: claim for claim in self.record.claims_by_id(_once(key for each in events for key in (*each.claims, *each.conditions)))
        }
        documents = self._documents(found.values())
        for event in events:
            claims = tuple(self._claim(found[key]) for key in event.claims if key in found)
            conditions = tuple(self._claim(found[key]) for key in event.conditions if key in found)
            held = {each.document: documents[each.document] for each in (*claims, *conditions) if each.document in documents}
            yield Told(masked_event(event) if self.mask else event, claims, conditions, held)

    def _admitted(self, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Document]]:
        """Yields those of some claims of no event that pass the filters."""
        documents = self._documents(claims)
        publishers = {key: each.publisher for key, each in documents.items()}
        for claim in claims:
            if claim.document in documents and (self.is_all or claim_passes(claim, publishers, self.filters)):
                yield self._claim(claim), documents[claim.document]

    def _documents(self, claims: Iterable[Claim]) -> dict[str, Document]:
        """Returns the reports of some claims by id."""
        return {each.id: self._document(each) for each in self.record.documents_by_id(_once(claim.document for claim in claims))}

    def _document(self, document: Document) -> Document:
        """Returns a report as it may be passed on."""
        return replace(document, text="") if self.mask else document

    def _claim(self, claim: Claim) -> Claim:
        """Returns a claim as it may be passed on."""
        return masked_claim(claim) if self.mask else claim


def _once(identifiers: Iterable[str]) -> list[str]:
    """Returns ids in their order, each once."""
    return list(dict.fromkeys(identifiers))
