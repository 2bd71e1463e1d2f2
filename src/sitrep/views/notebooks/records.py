"""Records as programs and notebooks open them: `sitrep.open`."""

import datetime as dt
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from types import TracebackType
from typing import Literal, Self, Unpack

from sitrep.errors import WrongUsage
from sitrep.merge.groupings import GROUPINGS
from sitrep.merge.reconciliation import LATEST
from sitrep.merge.sums import MEASURES
from sitrep.model.claims import Claim
from sitrep.model.events import Event, Row
from sitrep.model.texts import Document
from sitrep.store.filters import Filters, Page, claim_passes
from sitrep.store.records import Record
from sitrep.trends.changes import Change
from sitrep.trends.series import DAYS, Series
from sitrep.views.identifiers import whole_id
from sitrep.views.listing import read_values
from sitrep.views.notebooks import kinds
from sitrep.views.notebooks.kinds import Claims, Events
from sitrep.views.notebooks.listings import Listing
from sitrep.views.notebooks.trend_kinds import change_kind, series_kind
from sitrep.views.notebooks.wanted import Names, Wanted, filters_of, joined
from sitrep.views.quotes import Quote, quotes_of_claims, quotes_of_event
from sitrep.views.records import open_look
from sitrep.views.summing import sum_record
from sitrep.views.trending.command import asked_for, trends_of
from sitrep.views.trending.gathering import Asked, Trends
from sitrep.views.wishes import Look

BATCH = 500
NO_FILTERS = Filters()


class OpenRecord:
    """A record that is open for reading; use it in a `with` block, or `close` it. Every method raises StoreUnavailable where it fails."""

    def __init__(self, look: Look) -> None:
        self._stack = ExitStack()
        self._rule = look.rule or LATEST
        self._record: Record = self._stack.enter_context(open_look(look))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        """Says which record it is."""
        return f"<record {self._record.name}>"

    def close(self) -> None:
        """Gives up the connections."""
        self._stack.close()

    def events(self, *, limit: int | None = None, **wanted: Unpack[Wanted]) -> Events:
        """Returns the events that pass the filters, the first `limit` of them. Raises: WrongUsage."""
        return Events(self._record.event_page(filters_of(wanted), Page(limit))[0])

    def event(self, identifier: str) -> Event:
        """Returns the event whose id is, or alone begins with, `identifier`. Raises: WrongUsage where there is none."""
        found = self._record.event(whole_id(self._record, identifier, "e"))
        if found is None:
            raise WrongUsage(f"{identifier!r}: nothing is left of this event")
        return found

    def quotes(self, identifier: str) -> Listing[Quote]:
        """Returns all that was said of an event (or in a claim), number by number, with the words, the speaker, the outlet and the address.

        Raises: WrongUsage where there is none.
        """
        whole = whole_id(self._record, identifier)
        event = self._record.event(whole)
        return Listing(quotes_of_event(self._record, event) if event else quotes_of_claims(self._record, [whole]), kinds.QUOTES)

    def claims(self, *, limit: int | None = None, **wanted: Unpack[Wanted]) -> Claims:
        """Returns the claims that pass the filters, as people left them; a rejected one says so in its review. Raises: WrongUsage."""
        return Claims(list(islice(self._claims(filters_of(wanted)), limit)))

    def totals(self, *, by: Names = (), measure: Names = (), **wanted: Unpack[Wanted]) -> Listing[Row]:
        """Returns sums over the incidents that pass the filters, beside the totals stated for the same. Raises: WrongUsage.

        `by` are names such as "week", "place", "munition"; `measure` such as "launched", "killed".
        """
        groupings = read_values("by", joined(by), list(GROUPINGS))
        measures = read_values("measure", joined(measure), MEASURES)
        found, _ = sum_record(self._record, filters_of(wanted), groupings, measures, self._rule)
        return Listing(found, kinds.sums(groupings))

    def series(
        self, *, by: Names = (), measure: Names = (), period: Literal["week", "day"] = "week", **wanted: Unpack[Wanted]
    ) -> Listing[Series]:
        """Returns counts by whole weeks or by days, each with what was read of it; by default of the last year. Raises: WrongUsage.

        `by` are names such as "place", "munition"; `measure` such as "launched", "killed", or "incidents".
        """
        asked, found = self._trends(by, measure, period, filters_of(wanted))
        return Listing(found.series, series_kind(asked.by))

    def changes(
        self, *, by: Names = (), measure: Names = (), period: Literal["week", "day"] = "week", **wanted: Unpack[Wanted]
    ) -> Listing[Change]:
        """Returns what the last week (or day) changed against the time before, or why nothing can be told. Raises: WrongUsage."""
        asked, found = self._trends(by, measure, period, filters_of(wanted))
        return Listing(found.changes, change_kind(asked.by))

    def _trends(self, by: Names, measure: Names, period: str, filters: Filters) -> tuple[Asked, Trends]:
        """Returns what was asked for, and the trends of the record."""
        asked = asked_for(filters, joined(by), joined(measure), "")
        return asked, trends_of(self._record, filters, DAYS[period], asked)

    def documents(self) -> Listing[Document]:
        """Returns the newest revision of every report, in the order in which they came."""
        return Listing(self._record.documents(), kinds.DOCUMENTS)

    def document(self, identifier: str) -> Document | None:
        """Returns the report of that whole id, None where there is none."""
        return self._record.document(identifier)

    def search(self, words: str, *, limit: int = 20) -> Claims:
        """Returns claims by their words, the last added first: all the words, "words in a row", -without, begin*. Raises: WrongUsage."""
        found = self._record.search_claims(words, Page(limit)).found
        return Claims(self._record.claims_by_id([claim.id for claim in found]))

    def search_documents(self, words: str, *, limit: int = 20) -> Listing[Document]:
        """Returns reports by their words, the last added first. Raises: WrongUsage."""
        return Listing(self._record.search_documents(words, Page(limit)).found, kinds.DOCUMENTS)

    def _claims(self, filters: Filters) -> Iterator[Claim]:
        """Yields the claims that pass the filters."""
        outlets = {document.id: document.publisher for document in self._record.documents()} if filters.source else {}
        told = self._record.claims()
        while batch := [claim.id for claim in islice(told, BATCH)]:
            for claim in self._record.claims_by_id(batch):
                if filters == NO_FILTERS or claim_passes(claim, outlets, filters):
                    yield claim


def open_record(database: str | None = None, *, rule: str | None = None, as_known: dt.date | str | None = None) -> OpenRecord:
    """Opens a record for reading: a file or a database URL; else $SITREP_DB, else sitrep.db in the working folder.

    `rule` chooses which of several numbers is shown, `as_known` an ISO date or date-time up to which reports count.

    Raises: StoreUnavailable where there is no record; WrongUsage for a rule or time that is none.
    """
    return OpenRecord(
        Look(database, rule, None if as_known is None else as_known.isoformat() if isinstance(as_known, dt.date) else as_known)
    )
