"""`sitrep add`: reports read into a record."""

import itertools
import time
from collections import Counter

from sitrep.model.texts import Document
from sitrep.pipeline import promise_of
from sitrep.store.additions import NEWS, Reading
from sitrep.store.purposes import Purpose
from sitrep.store.records import Record
from sitrep.views.journals import Position
from sitrep.views.messages import Messages
from sitrep.views.records import open_record
from sitrep.views.runs import Care, Run, Wishes, claims_reader, start_run
from sitrep.views.words import counted

POSITIONS_EACH = 50
MOST_TOGETHER = 200
LONGEST_SECONDS = 0.2


class Pile:
    """Readings that come within a moment, kept in one transaction: no report of an archive waits for the disk alone."""

    def __init__(self, record: Record, counts: Counter[str]) -> None:
        self._record = record
        self._counts = counts
        self._readings: list[Reading] = []
        self._position: Position | None = None
        self._kept_at = time.monotonic()
        self._since_position = 0

    def put(self, reading: Reading, position: Position | None) -> None:
        """Takes one report, after which a web archive can be gone on with from a position; keeps all where it is much or waited."""
        self._readings.append(reading)
        self._position = position
        if len(self._readings) >= MOST_TOGETHER or time.monotonic() - self._kept_at >= LONGEST_SECONDS:
            self.keep()

    def keep(self) -> None:
        """Keeps all that lies here; what an interrupt leaves lies here still."""
        outcomes = self._record.add_all(self._readings) if self._readings else []
        for reading, outcome in zip(self._readings, outcomes, strict=True):
            self._counts[outcome] += 1
            if outcome in NEWS:
                self._counts["claims"] += len(reading.claims)
                self._counts["unread"] += any(issue.code == "unsupported-language" for issue in reading.document.issues)
        self._since_position += len(self._readings)
        self._readings = []
        if self._position is not None and self._since_position >= POSITIONS_EACH:
            self._record.positions.keep(self._position.key, self._position.position)
            self._since_position = 0
        self._kept_at = time.monotonic()


def add(wishes: Wishes, keep_sources: bool, database: str | None, messages: Messages) -> int:
    """Keeps what the reports claim, and returns the exit code; what the record has is not read again, what was taken down is not added.

    Raises: WrongUsage; StoreUnavailable.
    """
    run = start_run(wishes, messages, Care(keep_sources, promise_of))
    counts: Counter[str] = Counter()
    with open_record(database, create=True, purpose=Purpose("add", ",".join(wishes.pack_names))) as record:
        run.journal.start_of = record.positions.find
        pile = Pile(record, counts)
        down = {each.document for each in record.tombstones()}

        def is_new(document: Document) -> bool:
            state = "forgotten" if document.id in down else "unchanged" if record.has(document) else ""
            counts[state] += 1
            return not state

        with run.until_stopped():
            for reading in run.results(claims_reader(wishes), is_new):
                pile.put(Reading(reading.document, reading.claims, run.journal.sources.pop(reading.document.id, None)), run.position)
        pile.keep()
        _keep_positions(record, run)
        for message in run.failures:
            record.note(message)
        messages.note(_summary(counts, run, record.name))
    return run.exit_code


def _keep_positions(record: Record, run: Run) -> None:
    """Notes from where web archives are to be gone on with; of those that were read to their end, that end.

    Where the run was stopped, the archives count that were finished before the one in which the last report stands.
    """
    last = run.position.key if run.position else None
    if run.position is not None:
        record.positions.keep(run.position.key, run.position.position)
    finished = run.journal.finished.items() if last or not run.interrupted else ()
    for key, end in itertools.takewhile(lambda one: not (run.interrupted and one[0] == last), finished):
        record.positions.keep(key, end)


def _summary(counts: Counter[str], run: Run, name: str) -> str:
    """Returns what became of the reports."""
    parts = [f"{counted(counts['added'], 'report')} added with {counted(counts['claims'], 'claim')}"]
    parts += [f"{counts['revised']} revised"] if counts["revised"] else []
    parts += [f"{counts['unchanged']} there already"] if counts["unchanged"] else []
    parts += [f"{counts['forgotten']} taken down before, not added"] if counts["forgotten"] else []
    parts += [f"{run.failed} not readable"] if run.failed else []
    parts += [f"{counts['unread']} in languages that are not read yet"] if counts["unread"] else []
    parts += [f"{count} passed over ({reason})" for reason, count in run.journal.passed_over.most_common()]
    return f"{name}: {', '.join(parts)}"
