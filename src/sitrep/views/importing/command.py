"""`sitrep import`: claims that were read or coded elsewhere, put into a record."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sitrep.errors import UnreadableSource, WrongUsage
from sitrep.model.judgements import Judgement
from sitrep.store.additions import NEWS, Reading
from sitrep.store.purposes import Purpose
from sitrep.store.records import Record
from sitrep.views.importing import acled_rows, ucdp_rows
from sitrep.views.importing.curated import reading_of
from sitrep.views.importing.record_lines import read_lines
from sitrep.views.importing.sheets import Cells, SetName, read_sheet, set_of
from sitrep.views.messages import Messages
from sitrep.views.progress import live_line
from sitrep.views.records import open_record
from sitrep.views.words import counted

BATCH = 500
PUBLISHERS: dict[SetName, str] = {"acled": "ACLED", "ucdp": "UCDP GED"}
Found = Reading | Judgement | UnreadableSource | None


def import_file(name: str, publisher: str | None, database: str | None, messages: Messages) -> int:
    """Keeps the claims of a file, and returns the exit code: 1 where a line could not be read; the others are kept.

    `publisher` is the name of the source that rows of a curated set come under, None for the set's own.

    Raises: WrongUsage for a file that is none of those that can be read; StoreUnavailable.
    """
    counts: Counter[str] = Counter()
    try:
        found = read_any(Path(name), publisher)
        with open_record(database, create=True, purpose=Purpose("import")) as record, live_line(messages) as show:
            for batch in _batches(found, counts, messages):
                _keep(record, batch, counts)
                show(f"{counts['added'] + counts['unchanged']:,} reports imported")
            where = record.name
    except UnreadableSource as error:
        raise WrongUsage(str(error)) from error
    messages.note(f"{where}: {summary(counts)}")
    return 1 if counts["failed"] else 0


def read_any(path: Path, publisher: str | None) -> Iterator[Found]:
    """Yields what a file holds: reports, judgements, None for a row that is passed over, and what is wrong with a line.

    Raises: UnreadableSource for a file that is of none of the known forms.
    """
    if path.suffix in (".jsonl", ".ndjson", ".json"):
        yield from read_lines(path)
        return
    rows = read_sheet(path)
    first = next(rows, None)
    kind = set_of(frozenset(first or ()))
    if first is None or kind is None:
        raise UnreadableSource(f"{path}: is neither JSON lines of `sitrep export jsonl` nor a CSV file of ACLED or UCDP GED with rows")
    yield _row(kind, first, 2, publisher)
    for number, row in enumerate(rows, 3):
        yield _row(kind, row, number, publisher)


def _row(kind: SetName, row: Cells, number: int, publisher: str | None) -> Found:
    """Returns what a row of a curated set holds."""
    try:
        told = acled_rows.read_row(row) if kind == "acled" else ucdp_rows.read_row(row)
    except UnreadableSource as error:
        return UnreadableSource(f"line {number}: {error}")
    return reading_of(told, publisher or PUBLISHERS[kind]) if told else None


def _batches(found: Iterator[Found], counts: Counter[str], messages: Messages) -> Iterator[list[Reading | Judgement]]:
    """Yields what can be kept in batches, and tells of what cannot be read."""
    batch: list[Reading | Judgement] = []
    for each in found:
        if isinstance(each, UnreadableSource):
            messages.error(str(each))
            counts["failed"] += 1
        elif each is None:
            counts["passed over"] += 1
        else:
            batch.append(each)
        if len(batch) == BATCH:
            yield batch
            batch = []
    yield batch


def _keep(record: Record, batch: list[Reading | Judgement], counts: Counter[str]) -> None:
    """Keeps reports and judgements."""
    readings = [each for each in batch if isinstance(each, Reading)]
    for reading, outcome in zip(readings, record.add_all(readings) if readings else (), strict=True):
        counts[outcome] += 1
        counts["claims"] += len(reading.claims) if outcome in NEWS else 0
    for each in batch:
        if isinstance(each, Judgement):
            record.judge(each)
            counts["judgements"] += 1


def summary(counts: Counter[str]) -> str:
    """Returns what became of a file's lines.

    >>> summary(Counter({"added": 2, "claims": 3, "passed over": 1}))
    '2 reports imported with 3 claims, 1 of a kind that is not read'
    """
    parts = [f"{counted(counts['added'], 'report')} imported with {counted(counts['claims'], 'claim')}"]
    parts += [f"{counts['revised']} revised"] if counts["revised"] else []
    parts += [f"{counts['unchanged']} there already"] if counts["unchanged"] else []
    parts += [f"{counts['forgotten']} taken down before, not imported"] if counts["forgotten"] else []
    parts += [counted(counts["judgements"], "judgement")] if counts["judgements"] else []
    parts += [f"{counts['passed over']} of a kind that is not read"] if counts["passed over"] else []
    parts += [f"{counts['failed']} not readable"] if counts["failed"] else []
    return ", ".join(parts)
