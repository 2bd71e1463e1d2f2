"""Accounts: an event's figures side by side, each with its speaker, outlet, day and words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sitrep.merge.reconciliation import counted as counted_by_count
from sitrep.merge.reconciliation import is_part_of_same
from sitrep.model.claims import Claim
from sitrep.model.events import Event, EventFigure
from sitrep.model.figures import Figure
from sitrep.views.screens import cell, frame
from sitrep.views.translating import gettext, retold, term, told
from sitrep.views.words import (
    actor_words,
    bounds_words,
    count_words,
    counted,
    days_words,
    kind_words,
    outage_words,
    place_line,
    place_words,
    publication_words,
    quoted,
    review_words,
    rule_words,
    speaker_words,
)


class Outlet(Protocol):
    """What is told of the document that a claim stands in."""

    @property
    def publisher(self) -> str | None:
        """Who published it."""

    @property
    def published(self) -> str | None:
        """When."""

    @property
    def title(self) -> str | None:
        """Its headline."""

    @property
    def url(self) -> str | None:
        """Its address."""


Outlets = Mapping[str, Outlet]


def print_account(console: Console, event: Event | None, claims: Sequence[Claim], outlets: Outlets) -> None:
    """Prints an event with everything that was said of it; without an event, each claim for itself."""
    if event is None:
        for claim in claims:
            _print_claim(console, claim, outlets)
        return
    console.print(Text.assemble(cell(kind_words(event.type, event.mode, event.status), "bold"), cell(f"   {event.id}", "dim")))
    reviewed = [claim for claim in claims if claim.review]
    facts = [*event_facts(event), ("Reviewed", f"{len(reviewed)} of {counted(len(claims), 'claim')}" if reviewed else "")]
    _print_facts(console, facts)
    for figure in event.figures:
        _print_figure(console, figure, claims, outlets)
    _print_services(console, claims, outlets)
    _print_others(console, [claim for claim in claims if not claim.figures and not claim.services], outlets)
    _print_reports(console, outlets)


def event_facts(event: Event) -> Iterator[tuple[str, str]]:
    """Yields what is known of the event, by name."""
    yield gettext("When"), days_words(event.when)
    yield gettext("Where"), "; ".join(map(place_line, event.places))
    yield gettext("Who"), actor_words([event.actor])
    yield gettext("Against"), actor_words([event.target])
    yield gettext("With"), actor_words(event.participants)
    yield (
        gettext("Life"),
        ", ".join(told("{status} (said {day})", status=term(stage.status), day=publication_words(stage.said)) for stage in event.life),
    )
    yield gettext("State"), term(event.state)
    yield from ((gettext("Service"), outage_words(outage)) for outage in event.outages)
    yield from ((gettext("Doubt"), retold(issue.message)) for issue in event.issues)
    yield gettext("Part of"), event.part_of or ""
    claims, reports = counted(len(event.claims), "claim"), counted(len(event.documents), "report")
    sources = counted(event.independent_sources, "independent source")
    yield gettext("Told by"), told("{claims} in {reports}, {sources}", claims=claims, reports=reports, sources=sources)


def _print_facts(console: Console, facts: Iterable[tuple[str, str]]) -> None:
    """Prints names and values, those that are known."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for name, value in facts:
        if value:
            grid.add_row(cell(name, "dim"), cell(value))
    console.print(grid)
    console.print()


def _print_figure(console: Console, figure: EventFigure, claims: Sequence[Claim], outlets: Outlets) -> None:
    """Prints the number that is shown and why, over all numbers that were said for it, in the order in which they were said."""
    console.print(_figure_title(figure))
    console.print(cell(f"all say {bounds_words(figure.low, figure.high)}; shown is {rule_words(figure.rule)}", "dim"))
    table = _said_table()
    for claim, stated in said_of(figure, claims):
        _add_said(table, said_words(figure, claim, stated), claim, stated, outlets)
    console.print(table)


def said_of(figure: EventFigure, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Figure]]:
    """Yields who states a number for a count, with the number, in the order in which they were said."""
    by_id = {claim.id: claim for claim in claims}
    for claim in (by_id[key] for key in figure.claims if key in by_id):
        same = [each for each in claim.figures if each.measure == figure.measure]
        listed = counted_by_count(claim.figures).get((figure.measure, figure.item), ())
        own = [each for each in same if each.item == figure.item or each in listed]
        yield from ((claim, stated) for stated in own or same)


def said_words(figure: EventFigure, claim: Claim, stated: Figure) -> str:
    """Returns a number that a claim states for a count, marked where it is of a part: of what others count, or of another of its own."""
    number = bounds_words(stated.low, stated.high, stated.approx)
    apart = claim.id in figure.parts or (stated.item == figure.item and is_part_of_same(stated, claim.figures))
    return told("{number} (a part)", number=number) if apart else number


def _figure_title(figure: EventFigure) -> Text:
    """Returns what is counted, the number shown, and whether all numbers agree."""
    style = {"agreed": "green", "compatible": "yellow", "conflicting": "red"}[figure.agreement]
    best = count_words(figure, bounds_words(figure.best.low, figure.best.high))
    return Text.assemble(cell(best, "bold"), cell(f"  {figure.agreement}", style))


def _said_table() -> Table:
    """Returns the table in which accounts stand side by side, in order of publication."""
    return frame({"Said": 13, "Who says so": 16, "Outlet": 11, "Date": 11, "The words": None})


def _add_said(table: Table, said: str, claim: Claim, stated: Figure | None, outlets: Outlets) -> None:
    """Adds one account to a table: the figure's words, or the claim's evidence where it is no figure."""
    outlet = outlets.get(claim.document)
    words = quoted(stated.text) if stated else quoted(" … ".join(span.text for span in claim.evidence))
    table.add_row(
        cell(said),
        cell(speaker_words(claim.source, outlet.publisher if outlet else None)),
        cell((outlet.publisher if outlet else None) or "unknown"),
        cell(publication_words(outlet.published if outlet else None)),
        cell(words, "italic"),
    )


def _print_services(console: Console, claims: Sequence[Claim], outlets: Outlets) -> None:
    """Prints what is said of public services."""
    table = _said_table()
    for claim in claims:
        for service in claim.services:
            _add_said(table, f"{service.service} {service.status}", claim, None, outlets)
    if table.row_count:
        console.print(cell("Services", "bold"))
        console.print(table)


def _print_others(console: Console, claims: Sequence[Claim], outlets: Outlets) -> None:
    """Prints the claims that state no number."""
    table = _said_table()
    for claim in claims:
        _add_said(table, kind_words(claim.type, claim.mode, claim.status), claim, None, outlets)
    if table.row_count:
        console.print(cell("Without numbers", "bold"))
        console.print(table)


def _print_reports(console: Console, outlets: Outlets) -> None:
    """Prints the reports that the event is told in."""
    console.print(cell("Reports", "bold"))
    for key, outlet in outlets.items():
        console.print(cell(f"{outlet.title or key}, {outlet.publisher or 'outlet unknown'}, {publication_words(outlet.published)}"))
        if outlet.url:
            console.print(cell(f"  {outlet.url}", "dim"))


def print_earlier(console: Console, earlier: Sequence[tuple[Outlet, Sequence[Claim]]], now: Sequence[Claim]) -> None:
    """Prints the numbers that reports gave before they were revised, but for those that they give still; `now` are today's claims."""
    kept = {(claim.document, figure.measure, figure.text.lower()) for claim in now for figure in claim.figures}
    table = frame({"Said": 13, "Outlet": 16, "Date": 11, "The words": None})
    for outlet, claims in earlier:
        for claim in claims:
            for figure in claim.figures:
                if (claim.document, figure.measure, figure.text.lower()) in kept:
                    continue
                said = count_words(figure, bounds_words(figure.low, figure.high, figure.approx))
                dated = publication_words(outlet.published)
                table.add_row(cell(said), cell(outlet.publisher or "unknown"), cell(dated), cell(quoted(figure.text), "italic"))
    if table.row_count:
        console.print(cell("Before the report was revised", "bold"))
        console.print(table)


def _print_claim(console: Console, claim: Claim, outlets: Outlets) -> None:
    """Prints one claim with its figures, words and issues."""
    console.print(Text.assemble(cell(kind_words(claim.type, claim.mode, claim.status), "bold"), cell(f"   {claim.id}", "dim")))
    outlet = outlets.get(claim.document)
    facts = (
        ("Scope", claim.scope.replace("_", " ")),
        ("When", days_words(claim.when)),
        ("Where", place_words(claim.places)),
        ("Who", actor_words([claim.actor])),
        ("Against", actor_words([claim.target])),
        ("With", actor_words(claim.participants)),
        ("Says who", speaker_words(claim.source, outlet.publisher if outlet else None)),
        ("Words", quoted(" … ".join(span.text for span in claim.evidence), 400)),
        *(("Issue", issue.message) for issue in claim.issues),
        ("Review", review_words(claim.review)),
    )
    _print_facts(console, facts)
    table = _said_table()
    for figure in claim.figures:
        said = count_words(figure, bounds_words(figure.low, figure.high, figure.approx))
        _add_said(table, said, claim, figure, outlets)
    if table.row_count:
        console.print(table)
    _print_services(console, [claim], outlets)
    _print_reports(console, outlets)
