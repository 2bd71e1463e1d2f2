"""Tables of claims, events and totals for people to read."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from sitrep.model.claims import Claim
from sitrep.model.events import Event, EventFigure, Extraction, Total
from sitrep.model.figures import Figure
from sitrep.model.texts import Document
from sitrep.views.screens import cell, frame, screen, stacked
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

EVIDENCE_LENGTH = 90
ID_LENGTH = 9
CLAIM_COLUMNS = {"What": 13, "When": 12, "Where": 11, "Figures and words": None, "Who says so": 15}
EVENT_COLUMNS = {"ID": 9, "What": 13, "When": 12, "Where": 13, "Figures": None}
TOTAL_COLUMNS = {"Stated for a period": None, "When": 14, "Where": 13, "Incidents add up to": 20}


def print_extraction(extraction: Extraction) -> None:
    """Prints the claims of each document, then the events and totals that they merge into."""
    console = screen()
    by_document: dict[str, list[Claim]] = {}
    for claim in extraction.claims:
        by_document.setdefault(claim.document, []).append(claim)
    for document in extraction.documents:
        _print_document(console, document, by_document.pop(document.id, []))
    if extraction.events:
        print_events(console, extraction.events)
    if extraction.totals:
        _print_totals(console, extraction.totals)


def print_events(console: Console, events: Sequence[Event]) -> None:
    """Prints one row an event, with the number that is shown for each count and the span of all that was said."""
    if not events:
        console.print("no events")
        return
    table = frame(EVENT_COLUMNS, counted(len(events), "event"))
    for event in events:
        table.add_row(
            stacked([cell(event.id[:ID_LENGTH]), cell(counted(len(event.claims), "claim"), "dim")]),
            cell(kind_words(event.type, event.mode, event.status)),
            cell(days_words(event.when)),
            cell(place_words(event.places) or actor_words(event.participants)),
            stacked([*map(_best, event.figures), *(cell(f"{each.service} {each.status}") for each in event.services)]),
        )
    console.print(table)


def _print_document(console: Console, document: Document, claims: Sequence[Claim]) -> None:
    """Prints where a report comes from, its issues, and a table of its claims."""
    console.print(cell(document.title or document.id, "bold"))
    console.print(cell(f"{document.publisher or 'outlet unknown'}, {publication_words(document.published)}", "dim"))
    for issue in document.issues:
        console.print(cell(f"! {issue.message}", "yellow"))
    if not claims:
        console.print(cell("no claims\n"))
        return
    table = frame(CLAIM_COLUMNS)
    for claim in claims:
        table.add_row(
            cell(_kind(claim)),
            cell(days_words(claim.when)),
            cell(place_words(claim.places)),
            _figures(claim),
            cell(speaker_words(claim.source, document.publisher)),
        )
    console.print(table)


def _kind(claim: Claim) -> str:
    """Returns what happened, and where it is no single incident, what else it is."""
    kind = kind_words(claim.type, claim.mode, claim.status)
    return kind if claim.scope == "incident" else f"{kind} ({claim.scope.replace('_', ' ')})"


def _figures(claim: Claim) -> Text:
    """Returns the figures of a claim, each over its words; the evidence where there are none."""
    lines = [line for figure in claim.figures for line in _figure(figure)]
    lines += [cell(f"{each.service} {each.status}") for each in claim.services]
    if not claim.figures:
        lines += [cell(quoted(span.text, EVIDENCE_LENGTH), "dim") for span in claim.evidence[:1]]
    return stacked(lines)


def _figure(figure: Figure) -> Iterable[Text]:
    """Yields a figure and its words."""
    yield cell(count_words(figure, bounds_words(figure.low, figure.high, figure.approx)))
    yield cell(f"  {quoted(figure.text)}", "dim")


def _best(figure: EventFigure) -> Text:
    """Returns the number shown for one count, with the span of all numbers where they differ."""
    line = count_words(figure, bounds_words(figure.best.low, figure.best.high))
    if figure.agreement != "agreed":
        line += f" (all say {bounds_words(figure.low, figure.high)})"
    return cell(line, "red" if figure.agreement == "conflicting" else "")


def _print_totals(console: Console, totals: Sequence[Total]) -> None:
    """Prints the numbers stated for periods beside the sums of their incidents."""
    table = frame(TOTAL_COLUMNS, counted(len(totals), "total"))
    for total in totals:
        incidents = total.from_incidents
        table.add_row(
            cell(count_words(total, bounds_words(total.low, total.high))),
            cell(days_words(total.when)),
            cell(place_words(total.places)),
            cell(
                f"{bounds_words(incidents.low, incidents.high)} in {counted(len(incidents.events), 'event')}"
                if incidents.events
                else "none told"
            ),
        )
    console.print(table)
