"""Kinds: the listings that a record gives, with their rows and what notebooks show of them."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.events import Event, Row
from sitrep.model.texts import Document
from sitrep.views.notebooks import rows
from sitrep.views.notebooks.listings import Kind, Listing
from sitrep.views.quotes import Quote, quote_words
from sitrep.views.words import (
    actor_words,
    bounds_words,
    count_words,
    counted,
    days_words,
    kind_words,
    place_words,
    publication_words,
    quoted,
    speaker_words,
)

Value = TypeVar("Value")


def one(row: Callable[[Value], msgspec.Struct]) -> Callable[[Value], Iterable[msgspec.Struct]]:
    """Returns a function that makes one row of each value."""
    return lambda value: (row(value),)


def event_figures(event: Event) -> str:
    """Returns the numbers of an event that are shown, a line each."""
    return "\n".join(count_words(each, bounds_words(each.best.low, each.best.high)) for each in event.figures)


def claim_figures(claim: Claim) -> str:
    """Returns the numbers of a claim, each with its words."""
    return "\n".join(f"{count_words(each, bounds_words(each.low, each.high, each.approx))}: {quoted(each.text)}" for each in claim.figures)


def claim_words(claim: Claim) -> str:
    """Returns the words that carry a claim."""
    return quoted(" … ".join(span.text for span in claim.evidence))


EVENTS: Kind[Event] = Kind(
    "event",
    rows.EventRow,
    one(rows.event_row),
    {
        "What": lambda event: kind_words(event.type, event.mode, event.status),
        "When": lambda event: days_words(event.when),
        "Where": lambda event: place_words(event.places) or actor_words(event.participants),
        "Figures": event_figures,
        "Told by": lambda event: f"{counted(len(event.claims), 'claim')}, {counted(len(event.documents), 'report')}",
        "ID": lambda event: event.id,
    },
)
EVENT_FIGURES: Kind[rows.EventFigureRow] = Kind(
    "figure",
    rows.EventFigureRow,
    one(lambda figure: figure),
    {
        "What": lambda figure: kind_words(figure.type, figure.mode, "occurred"),
        "Day": lambda figure: str(figure.last_day or figure.first_day or "no date"),
        "Where": lambda figure: figure.place or "",
        "Shown": lambda figure: count_words(figure, bounds_words(figure.low, figure.high)),
        "All say": lambda figure: bounds_words(figure.least, figure.most),
        "Agreement": lambda figure: figure.agreement,
    },
)
CLAIMS: Kind[Claim] = Kind(
    "claim",
    rows.ClaimRow,
    one(rows.claim_row),
    {
        "What": lambda claim: kind_words(claim.type, claim.mode, claim.status),
        "When": lambda claim: days_words(claim.when),
        "Where": lambda claim: place_words(claim.places),
        "Figures": claim_figures,
        "Who says so": lambda claim: speaker_words(claim.source, None),
        "The words": claim_words,
        "ID": lambda claim: claim.id,
    },
)
CLAIM_FIGURES: Kind[rows.ClaimFigureRow] = Kind(
    "figure",
    rows.ClaimFigureRow,
    one(lambda figure: figure),
    {
        "Said": lambda figure: count_words(figure, bounds_words(figure.low, figure.high, figure.approx)),
        "Who says so": lambda figure: figure.speaker or "the report itself",
        "The words": lambda figure: quoted(figure.words),
    },
)
QUOTES: Kind[Quote] = Kind(
    "quote",
    Quote,
    one(lambda quote: quote),
    {
        "Said": quote_words,
        "Who says so": lambda quote: quote.speaker,
        "Outlet": lambda quote: quote.outlet or "unknown",
        "Date": lambda quote: publication_words(quote.published),
        "The words": lambda quote: quoted(quote.words),
    },
)
DOCUMENTS: Kind[Document] = Kind(
    "report",
    rows.DocumentRow,
    one(rows.document_row),
    {
        "Title": lambda document: document.title or "no title",
        "Outlet": lambda document: document.publisher or "unknown",
        "Published": lambda document: publication_words(document.published),
        "Begins": lambda document: quoted(document.text, 120),
        "ID": lambda document: document.id,
    },
)


class Events(Listing[Event]):
    """Events in the order of time."""

    def __init__(self, events: Iterable[Event]) -> None:
        super().__init__(events, EVENTS)

    def figures(self) -> Listing[rows.EventFigureRow]:
        """Returns their counts, one a row."""
        return Listing((row for event in self for row in rows.event_figure_rows(event)), EVENT_FIGURES)


class Claims(Listing[Claim]):
    """Claims, document by document in the order of the text."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        super().__init__(claims, CLAIMS)

    def figures(self) -> Listing[rows.ClaimFigureRow]:
        """Returns their numbers, one a row, each with its words."""
        return Listing((row for claim in self for row in rows.claim_figure_rows(claim)), CLAIM_FIGURES)


def sums(by: Sequence[str]) -> Kind[Row]:
    """Returns the kind of sums by some groupings."""
    shape = rows.sum_shape(by)
    shown: dict[str, Callable[[Row], str]] = {name.capitalize(): _group(name) for name in by}
    shown["Incidents add up to"] = lambda row: count_words(row, bounds_words(row.low, row.high)) if row.events else "none told"
    shown["From"] = lambda row: f"{counted(len(row.events), 'event')}, {counted(len(row.documents), 'report')}"
    shown["Stated for a period"] = lambda row: "\n".join(
        f"{bounds_words(total.low, total.high)} for {days_words(total.when)}" for total in row.stated
    )
    return Kind("sum", shape, one(lambda row: rows.sum_row(row, shape)), shown)


def _group(name: str) -> Callable[[Row], str]:
    """Returns the column of one grouping."""
    return lambda row: dict(row.keys)[name] or "unknown"
