"""Tables and paragraphs of trends for a terminal."""

from collections.abc import Iterable, Sequence

from rich.console import Console

from sitrep.trends.breaks import Break
from sitrep.trends.changes import Change, Verdict
from sitrep.trends.series import Series
from sitrep.views.screens import cell, frame
from sitrep.views.trending.gathering import Trends
from sitrep.views.trending.sentences import (
    break_words,
    change_words,
    coverage_words,
    interval_words,
    number,
    number_words,
    span_words,
    subject_words,
    unsaid_reasons,
)
from sitrep.views.words import bounds_words, counted

MOST = 12
EVENTS = 3
STEADY_COLUMNS = {"No change can be told": None, "Now": 12, "Before": 10, "Ratio": 6, "95 %": 14}
SERIES_COLUMNS = {"": 23, "Count": 16, "Events": 6, "Reports": 7, "Outlets": 7, "Days read": 9}


def print_trends(console: Console, found: Trends, *, everything: bool, series: bool) -> None:
    """Prints what changed, what did not, of what nothing can be said, and when levels changed; with `series` all their points."""
    console.print(cell(span_words(found.spans[-1]), "bold"))
    if not found.changes:
        console.print("no figures and no events in all this time")
        return
    console.print(cell(coverage_words(found.changes[0]), "dim"))
    most = None if everything else MOST
    _print_changed(console, sorted(_with(found.changes, "rose", "fell"), key=lambda each: each.p), most)
    _print_unsaid(console, found.changes)
    _print_steady(console, sorted(_with(found.changes, "steady"), key=lambda each: each.p), most)
    _print_breaks(console, found.breaks, most)
    if series:
        for each in found.series:
            _print_series(console, each)


def _with(changes: Iterable[Change], *verdicts: Verdict) -> list[Change]:
    """Returns the changes of some verdicts."""
    return [each for each in changes if each.verdict in verdicts]


def _print_changed(console: Console, changes: Sequence[Change], most: int | None) -> None:
    """Prints a sentence a change, with the events that the count is made of."""
    for each in changes[:most]:
        console.print()
        console.print(cell(change_words(each)))
        if each.events:
            ids = ", ".join(event[:9] for event in each.events[:EVENTS])
            rest = f" and {len(each.events) - EVENTS} more" if len(each.events) > EVENTS else ""
            console.print(cell(f"  {counted(len(each.events), 'event')}: {ids}{rest}", "dim"))
    _print_rest(console, len(changes), most)


def _print_unsaid(console: Console, changes: Sequence[Change]) -> None:
    """Prints once each reason why nothing can be said, with all the counts that it is given for."""
    for reason, subjects in unsaid_reasons(changes).items():
        console.print()
        console.print(cell(f"Nothing can be said, {reason}. That is of:", "yellow"))
        console.print(cell("  " + "; ".join(subjects)))


def _print_steady(console: Console, changes: Sequence[Change], most: int | None) -> None:
    """Prints a row for each count in which no change can be told."""
    if not changes:
        return
    table = frame(STEADY_COLUMNS)
    for each in changes[:most]:
        before = "–".join(dict.fromkeys(map(number_words, each.usual or ())))
        now = bounds_words(each.now.low, each.now.high)
        ends = interval_words(each)
        table.add_row(cell(subject_words(each.subject)), cell(now), cell(before), cell(number(each.ratio)), cell(ends))
    console.print()
    console.print(table)
    _print_rest(console, len(changes), most)


def _print_breaks(console: Console, found: Sequence[Break], most: int | None) -> None:
    """Prints a sentence for each change of level, the latest first."""
    if found:
        console.print()
        console.print(cell("Changes of level", "bold"))
    for each in sorted(found, key=lambda one: one.span.first, reverse=True)[:most]:
        console.print(cell(break_words(each), "yellow" if each.shifts else ""))
    _print_rest(console, len(found), most)


def _print_series(console: Console, series: Series) -> None:
    """Prints one series, a row a span."""
    table = frame(SERIES_COLUMNS, subject_words(series.subject))
    for point in series.points:
        covered = point.coverage
        told = bounds_words(point.low, point.high) if point.is_known or point.events else "nothing read"
        events = str(len(point.events)) if point.events else ""
        days = f"{covered.days_with_reports} of {covered.days}"
        table.add_row(*map(cell, (point.span.name, told, events, str(covered.reports), str(len(covered.outlets)), days)))
    console.print(table)


def _print_rest(console: Console, number_of_all: int, most: int | None) -> None:
    """Prints how many are left out."""
    if most is not None and number_of_all > most:
        console.print(cell(f"… and {number_of_all - most} more (--all)", "dim"))
