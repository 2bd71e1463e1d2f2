"""Kinds of listings that tell of time: series, and what changed."""

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec

from sitrep.trends.changes import Change
from sitrep.trends.series import Series, Subject
from sitrep.views.notebooks.listings import Kind
from sitrep.views.trending.sentences import change_words, coverage_words, subject_words
from sitrep.views.words import bounds_words


def series_kind(by: Sequence[str]) -> Kind[Series]:
    """Returns the kind of series by some groups: a row a span, with what was counted and what was read of it."""
    days = [(name, dt.date) for name in ("first_day", "last_day")]
    counts = [("low", int | None), ("high", int | None), *((name, int) for name in ("events", "reports", "outlets", "days_with_reports"))]
    shape = msgspec.defstruct("PointRow", [*_groups(by), ("span", str), *days, *counts], frozen=True)

    def rows(series: Series) -> Iterable[msgspec.Struct]:
        for point in series.points:
            read = point.coverage
            told = (point.span.name, point.span.first, point.span.last, point.low, point.high, len(point.events))
            yield shape(*_subject(series.subject), *told, read.reports, len(read.outlets), read.days_with_reports)

    shown = {
        "What": lambda series: subject_words(series.subject),
        "Last": lambda series: bounds_words(series.points[-1].low, series.points[-1].high),
        "Spans": lambda series: f"{series.points[0].span.name} to {series.points[-1].span.name}",
    }
    return Kind("series", shape, rows, shown)


def change_kind(by: Sequence[str]) -> Kind[Change]:
    """Returns the kind of changes by some groups: the count now, the mean before, their ratio with its interval, and the verdict."""
    numbers = [(name, float | None) for name in ("usual_low", "usual_high", "ratio", "ratio_low", "ratio_high")]
    counts = [("low", int | None), ("high", int | None)]
    told = [("p", float), ("verdict", str), ("words", str), ("events", tuple[str, ...])]
    shape = msgspec.defstruct("ChangeRow", [*_groups(by), ("span", str), *counts, *numbers, *told], frozen=True)

    def rows(change: Change) -> Iterable[msgspec.Struct]:
        usual = change.usual or (None, None)
        ratio = change.ratio, change.low, change.high
        end = change.p, change.verdict, change_words(change), change.events
        yield shape(*_subject(change.subject), change.span.name, change.now.low, change.now.high, *usual, *ratio, *end)

    return Kind("change", shape, rows, {"What can be told": change_words, "On what": coverage_words})


def _groups(by: Sequence[str]) -> list[tuple[str, type]]:
    """Returns the first columns: the groups, and what is counted."""
    return [*((name, str | None) for name in by), ("measure", str), ("item", str)]  # type: ignore[list-item]


def _subject(subject: Subject) -> tuple[str | None, ...]:
    """Returns the first cells of a row."""
    return (*(value for _, value in subject.keys), subject.measure, subject.item)
