"""Datasets: what a batch found, as Parquet files by week and country."""

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.parquet as pq

from sitrep.model.claims import Claim
from sitrep.model.times import When
from sitrep.scale.jobs import Outcome
from sitrep.views.exporting.columnar import schema_of
from sitrep.views.exporting.selections import Told
from sitrep.views.exporting.tables import Values, all_tables, claim_rows, document_row, event_figure_rows, event_row

UNKNOWN = "unknown"
WORTH_PACKING = 32


def shape(outcome: Outcome, name: str) -> Mapping[str, bytes]:
    """Returns the files of an outcome by path below the dataset: TABLE/week=…/country=…/NAME.parquet, reports by week alone.

    Rows stand in the order of their ids, so that the same outcome gives the same bytes.
    """
    rows: defaultdict[tuple[str, str], list[Values]] = defaultdict(list)
    for table, place, values in placed_rows(outcome):
        rows[table, place].append(values)
    return {f"{table}{place}/{name}.parquet": parquet(table, found) for (table, place), found in sorted(rows.items())}


def placed_rows(outcome: Outcome) -> Iterator[tuple[str, str, Values]]:
    """Yields the rows of an outcome with their tables and the folders below."""
    for document in sorted(outcome.documents, key=lambda each: (each.id, each.text)):
        yield "documents", week_folder(When(document.published, document.published)), document_row(document)
    for fault in sorted(outcome.faults, key=lambda each: (each.source, each.kind, each.message)):
        yield "issues", "", {"source": fault.source, "kind": fault.kind, "message": fault.message}
    yield from (("copies", "", {"document": each, "copy_of": outcome.copies[each]}) for each in sorted(outcome.copies))
    for event, claims in sorted(outcome.events, key=lambda pair: pair[0].id):
        place = f"{week_folder(event.when)}/country={next((each.country for each in event.places if each.country), UNKNOWN)}"
        documents = {claim.document: outcome.sources[claim.document] for claim in claims}
        yield "events", place, event_row(Told(event, tuple(claims), (), documents))
        yield from (("event_figures", place, values) for values in event_figure_rows(event))
        for claim in claims:
            yield from _claim(claim, outcome, event.id)
    for claim in sorted(outcome.loose, key=lambda each: each.id):
        yield from _claim(claim, outcome, None)


def _claim(claim: Claim, outcome: Outcome, event: str | None) -> Iterator[tuple[str, str, Values]]:
    """Yields the rows of a claim and its figures."""
    place = f"{week_folder(claim.when)}/country={next((each.country for each in claim.places if each.country), UNKNOWN)}"
    for table, values in claim_rows(claim, outcome.sources[claim.document], event):
        yield table, place, values


def week_folder(when: When) -> str:
    """Returns the folder of the ISO week in which something ended.

    >>> week_folder(When("2025-12-06", "2025-12-07")), week_folder(When())
    ('/week=2025-W49', '/week=unknown')
    """
    try:
        day = when.last_day or when.first_day
    except ValueError:
        day = None
    return f"/week={day.isocalendar().year}-W{day.isocalendar().week:02d}" if day else f"/week={UNKNOWN}"


def parquet(table: str, rows: list[Values]) -> bytes:
    """Returns rows of a table as a Parquet file; of few rows nothing is packed, which costs more than it spares."""
    schema = schema_of(all_tables()[table])
    content = io.BytesIO()
    many = len(rows) >= WORTH_PACKING
    pq.write_table(pa.Table.from_pylist(rows, schema), content, compression="zstd" if many else "none", use_dictionary=many)
    return content.getvalue()
