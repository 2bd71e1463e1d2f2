"""Keeping: an item becomes a report in the record, in one thread, so that polls go on meanwhile."""

from collections.abc import Callable, Sequence

import msgspec

from sitrep.errors import UnreadableSource
from sitrep.ingest.drafts import Defaults, Draft, make_document
from sitrep.ingest.sources import LIMITS
from sitrep.model.texts import Document
from sitrep.pipeline import DocumentClaims, Failure, guarded
from sitrep.store.feed_logs import Settled
from sitrep.store.records import Record

Read = Callable[[Document], DocumentClaims]


class Found(msgspec.Struct, frozen=True):
    """What was fetched for an item: its reports, and the bytes that they were read from, where these are to be kept."""

    number: int
    url: str
    drafts: Sequence[Draft]
    language: str | None = None
    source: bytes | None = None


class Keeper:
    """Reads reports into claims and keeps them; what the record has in the same words is not read again."""

    def __init__(self, record: Record, read: Read) -> None:
        self._record = record
        self._read = read
        self._down = {each.document for each in record.tombstones()}

    def keep(self, found: Found) -> tuple[str, list[str]]:
        """Keeps the reports of an item and notes that it is read; returns the id of the first, and what became of each."""
        outcomes, kept, faults = [], [], []
        for draft in found.drafts:
            try:
                document = make_document(draft, Defaults(language=found.language), LIMITS)
            except UnreadableSource as error:
                faults.append(str(error))
                continue
            outcomes.append(self._outcome(document, found.source))
            kept.append(document.id)
        if outcomes.count("broken") == len(outcomes):
            self.lose(found.number, found.url, faults[0] if faults else "broke the program; please report it")
            return "", ["lost"]
        self._record.feeds.settle(found.number, Settled("read", document=kept[0]))
        return kept[0], outcomes

    def lose(self, number: int, url: str, reason: str) -> None:
        """Notes that an item cannot be read, among the issues of the run as well."""
        self._record.note(f"{url}: {reason}")
        self._record.feeds.settle(number, Settled("failed", note=reason))

    def _outcome(self, document: Document, source: bytes | None) -> str:
        """Returns what became of one report."""
        if document.id in self._down:
            return "forgotten"
        if self._record.has(document):
            return "unchanged"
        reading = guarded(self._read, document)
        if isinstance(reading, Failure):
            self._record.note(f"{document.id}: a defect of the program: {reading.message}")
            return "broken"
        return self._record.add(reading.document, reading.claims, source)
