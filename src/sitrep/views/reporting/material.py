"""Material: all that the record holds for a report of some days, those before, and the reports it was read from."""

from collections.abc import Mapping

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.datasets import Dataset
from sitrep.model.events import Event, Total
from sitrep.model.feeds import Coverage
from sitrep.model.texts import Document
from sitrep.store.filters import Filters
from sitrep.trends.changes import Change
from sitrep.views.reporting.conflicts import Conflict
from sitrep.views.reporting.periods import Period


class Scope(msgspec.Struct, frozen=True):
    """What a report is about: filters of events (their days are the period's), and a conflict; `name` is how it is titled."""

    filters: Filters = Filters()
    conflict: Conflict | None = None
    name: str | None = None
    mask: bool = False


class Material(msgspec.Struct, frozen=True):
    """What a report is made of, in the order of time.

    `incidents` happened in the period, `before` in the one before it; `outages` touch the period or are open from before;
    `statements` have no day and were published in it, `ahead` are announced for later or without a day. `totals` were stated in it.
    `changes` are of its counts against the periods before.
    `beside` are the incidents of these totals' own days by id, but for totals of very many.
    `recaps` tell of several days of the period together, and are never added to what is told of one.
    `published` are the reports of the period, `published_before` those of the one before, `documents` all that are quoted.
    `coverage` is how far feeds could be relied on in the period, None where none is followed.
    `datasets` are those that reports told of were loaded from.
    """

    period: Period
    scope: Scope
    incidents: tuple[Event, ...]
    recaps: tuple[Event, ...]
    before: tuple[Event, ...]
    outages: tuple[Event, ...]
    statements: tuple[Event, ...]
    ahead: tuple[Event, ...]
    totals: tuple[Total, ...]
    changes: tuple[Change, ...]
    beside: Mapping[str, Event]
    claims: Mapping[str, Claim]
    documents: Mapping[str, Document]
    published: tuple[Document, ...]
    published_before: tuple[Document, ...]
    cutoff: str | None
    coverage: Coverage | None = None
    datasets: tuple[Dataset, ...] = ()

    def claims_of(self, event: Event) -> list[Claim]:
        """Returns the claims of an event, the earliest first."""
        return [self.claims[key] for key in event.claims if key in self.claims]

    def document_of(self, claim: Claim) -> Document:
        """Returns the report that a claim stands in."""
        return self.documents[claim.document]

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event that the report may tell of, each once."""
        return tuple({event.id: event for event in (*self.incidents, *self.recaps, *self.outages, *self.statements, *self.ahead)}.values())

    @property
    def told_in(self) -> tuple[Document, ...]:
        """The reports that tell of these events, in the order of publication."""
        keys = dict.fromkeys(key for event in self.events for key in event.documents)
        found = [self.documents[key] for key in keys if key in self.documents]
        return tuple(sorted(found, key=lambda document: (document.published or "", document.id)))
