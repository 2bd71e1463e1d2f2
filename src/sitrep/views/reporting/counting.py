"""Counting: events and reports of the record, as numbers that the program itself vouches for."""

from collections.abc import Iterable

from sitrep.model.events import Bounds, Event
from sitrep.model.texts import Document
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.phrasing import plain
from sitrep.views.reporting.reports import Piece, Pieces
from sitrep.views.reporting.style import Forms, template


def count(desk: Desk, ids: Iterable[str], forms: Forms, how: str) -> Pieces:
    """Returns how many ids there are, under the footnote that says what was counted; with `forms` for one and for several."""
    counted = tuple(dict.fromkeys(ids))
    note = desk.ledger.computation("count", plain(template(how)))
    number = Piece(f"{len(counted):,}", "number", (note,), bounds=Bounds(len(counted), len(counted)), counted=counted)
    noun = forms[0] if len(counted) == 1 else forms[1]
    return (number, *plain(f" {noun}" if noun else ""))


def count_events(desk: Desk, events: Iterable[Event], forms: Forms) -> Pieces:
    """Returns how many events there are."""
    return count(desk, (event.id for event in events), forms, "counted_events")


def count_reports(desk: Desk, documents: Iterable[Document]) -> Pieces:
    """Returns how many reports there are."""
    return count(desk, (document.id for document in documents), (template("report"), template("reports")), "counted_reports")
