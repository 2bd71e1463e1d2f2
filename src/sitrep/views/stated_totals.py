"""Stated totals of a record, with what the incidents of their days come to."""

from collections.abc import Sequence

from msgspec.structs import replace

from sitrep.merge.totals import with_incidents
from sitrep.model.events import Event, Row, Total
from sitrep.store.filters import Filters, passes, spanning
from sitrep.store.records import Record


def stated_totals(record: Record, filters: Filters) -> list[Total]:
    """Returns the totals that pass the filters, without incidents; mode, status and scope, which incidents alone have, are not asked."""
    asked = replace(filters, mode=(), status=(), scope=())
    days = Filters(since=asked.since, until=asked.until, type=asked.type)
    totals = [total for total in record.totals() if passes(as_event(total), (), {}, days)]
    if asked == days:
        return totals
    claims = {claim.id: claim for claim in record.claims_by_id(list(dict.fromkeys(key for total in totals for key in total.claims)))}
    documents = record.documents_by_id(sorted({claim.document for claim in claims.values()}))
    publishers = {document.id: document.publisher for document in documents}
    return [total for total in totals if passes(as_event(total), [claims[key] for key in total.claims if key in claims], publishers, asked)]


def as_event(total: Total) -> Event:
    """Returns what a total has in common with events, so that it is filtered as they are."""
    return Event("", total.type or "", total.claims, (), 0, when=total.when, places=total.places, actor=total.actor)


def beside_incidents(record: Record, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Returns rows with what the incidents of the days of the totals that stand in them come to."""
    totals = list({total.id: total for row in rows for total in row.stated}.values())
    found = {before.id: after for before, after in zip(totals, whole_totals(record, totals), strict=True)}
    return tuple(replace(row, stated=tuple(found[total.id] for total in row.stated)) if row.stated else row for row in rows)


def whole_totals(record: Record, totals: Sequence[Total]) -> tuple[Total, ...]:
    """Returns totals with the sums over the incidents of their days, of all events as they are."""
    return with_incidents(totals, record.events(spanning(totals))) if totals else ()
