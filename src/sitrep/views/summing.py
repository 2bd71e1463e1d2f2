"""`sitrep totals`: sums over the incidents of a record, beside the totals that are stated for periods."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from sitrep.merge.accounts import by_speakers
from sitrep.merge.differences import differences
from sitrep.merge.groupings import GROUPINGS, Account
from sitrep.merge.reconciliation import LATEST
from sitrep.merge.sums import MEASURES, sum_incidents
from sitrep.model.claims import HAPPENED
from sitrep.model.events import Difference, Event, Row, Total
from sitrep.model.feeds import Coverage
from sitrep.store.filters import Filters
from sitrep.store.records import Record
from sitrep.views.coverages import Days, coverage_json, coverage_line, coverages_of, span_of
from sitrep.views.listing import read_filters, read_values
from sitrep.views.output import write, write_json
from sitrep.views.records import open_look
from sitrep.views.screens import screen
from sitrep.views.stated_totals import beside_incidents, stated_totals
from sitrep.views.sum_tables import print_differences, print_rows
from sitrep.views.wishes import FilterWishes, Look

COLUMNS = ("measure", "item", "low", "high", "least", "most", "events", "documents")
COVERAGE_COLUMNS = ("feeds_heard", "feeds_followed")
STATED_COLUMNS = ("stated_low", "stated_high", "stated_start", "stated_end", "incidents_low", "incidents_high", "covered", "days")


class SumWishes(msgspec.Struct, frozen=True):
    """What is to be summed, and by what, as it was typed; with `differences` also the growth of running totals."""

    by: str | None = None
    measure: str | None = None
    differences: bool = False


def list_totals(wishes: FilterWishes, sums: SumWishes, form: Literal["table", "json", "csv"], look: Look) -> int:
    """Prints the sums of the events that pass the filters, and returns the exit code.

    Only what happened is summed, unless another status is asked for.

    Raises: WrongUsage; StoreUnavailable.
    """
    filters = read_filters(wishes)
    groupings = read_values("--by", sums.by, list(GROUPINGS))
    measures = read_values("--measure", sums.measure, MEASURES)
    with open_look(look) as record:
        rows, stated = sum_record(record, filters, groupings, measures, look.rule or LATEST)
    grown = [each for each in differences(stated) if not measures or each.measure in measures] if sums.differences else []
    beside = coverage_beside(lambda spans: coverages_of(look, spans), filters, rows)
    if form == "json":
        write_json(sums_json(rows, beside, grown if sums.differences else None))
    elif form == "csv":
        _write_csv(rows, groupings, beside)
    else:
        print_rows(screen(), rows, beside.rows)
        print_differences(screen(), grown)
        if line := coverage_line(beside.whole):
            screen().print(line, style="dim")
    return 0


class Beside(msgspec.Struct, frozen=True):
    """How far feeds were heard in the days of each sum, and in all days that are asked for; None where no feed is followed."""

    rows: Sequence[Coverage | None]
    whole: Coverage | None = None


def sums_json(rows: Sequence[Row], beside: Beside, grown: Sequence[Difference] | None) -> dict[str, Any]:
    """Returns what `totals --format json` prints; `grown` are the differences of running totals, None where they were not asked for."""
    told = [{**sum_row(row), "coverage": coverage_json(each)} for row, each in zip(rows, beside.rows, strict=True)]
    return {"rows": told, "coverage": coverage_json(beside.whole), **({} if grown is None else {"differences": grown})}


def coverage_beside(coverages: Callable[[Sequence[Days]], Sequence[Coverage] | None], filters: Filters, rows: Sequence[Row]) -> Beside:
    """Returns the coverage to stand beside sums; a sum of no day, week, month or year has that of all days that are asked for."""
    asked = (filters.since, filters.until)
    spans = [next((span for group in row.keys if (span := span_of(*group))), asked) for row in rows]
    found = coverages([asked, *dict.fromkeys(spans)])
    if found is None:
        return Beside([None] * len(rows))
    by_span = dict(zip((asked, *dict.fromkeys(spans)), found, strict=True))
    return Beside([by_span[span] for span in spans], found[0])


def sum_record(
    record: Record, filters: Filters, groupings: Sequence[str], measures: Sequence[str], rule: str = LATEST
) -> tuple[tuple[Row, ...], list[Total]]:
    """Returns the sums of the events that pass the filters, and the totals that do; only what happened is summed by default."""
    stated = stated_totals(record, filters)
    events = record.events(replace(filters, status=filters.status or HAPPENED))
    accounts = accounts_of(record, events, groupings, rule)
    return beside_incidents(record, sum_incidents(accounts, stated, groupings, measures)), stated


def accounts_of(record: Record, events: Sequence[Event], groupings: Sequence[str], rule: str = LATEST) -> list[Account]:
    """Returns the events as they are told by all, or by the speakers of each side where that is a grouping."""
    if "side" not in groupings:
        return [Account(event) for event in events]
    claims = record.claims_by_id(list(dict.fromkeys(claim for event in events for claim in event.claims)))
    documents = (record.document(key) for key in dict.fromkeys(claim.document for claim in claims))
    return list(by_speakers(events, claims, [document for document in documents if document], rule))


def sum_row(row: Row) -> dict[str, Any]:
    """Returns a row as it is printed: its keys by their names, events and documents by number."""
    sums = {name: getattr(row, name) for name in COLUMNS[:6]}
    return {
        **dict(row.keys),
        **sums,
        "events": len(row.events),
        "documents": len(row.documents),
        "event_ids": row.events,
        "stated": row.stated,
    }


def _write_csv(rows: Sequence[Row], groupings: Sequence[str], beside: Beside) -> None:
    """Writes one row a sum, with each total that stands beside it; without any, its columns are empty."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow((*groupings, *COLUMNS, *STATED_COLUMNS, *COVERAGE_COLUMNS))
    for row, coverage in zip(rows, beside.rows, strict=True):
        heard = (coverage.heard, coverage.followed) if coverage else (None, None)
        sums = (row.measure, row.item, row.low, row.high, row.least, row.most, len(row.events), len(row.documents))
        for total in row.stated or (None,):
            writer.writerow((*(value for _, value in row.keys), *sums, *_stated_cells(total), *heard))
    write(sheet.getvalue().encode())


def _stated_cells(total: Total | None) -> tuple[str | int | None, ...]:
    """Returns the cells of a total."""
    if total is None:
        return (None,) * len(STATED_COLUMNS)
    incidents = total.from_incidents
    return total.low, total.high, total.when.start, total.when.end, incidents.low, incidents.high, incidents.covered, incidents.days
