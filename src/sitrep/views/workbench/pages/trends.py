"""Trends: what the last week changed, on what coverage, when levels did, and the weeks drawn."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial

import msgspec
from markupsafe import Markup

from sitrep.errors import WrongUsage
from sitrep.merge.sums import MEASURES
from sitrep.store.filters import Filters
from sitrep.trends.breaks import Break
from sitrep.trends.changes import Change
from sitrep.trends.series import DAYS, INCIDENTS, Series, Subject
from sitrep.views.pictures.charts import MOST_PANELS, ChartWishes, draw_weeks
from sitrep.views.pictures.series import Numbers, Sum
from sitrep.views.records import open_record
from sitrep.views.translating import gettext
from sitrep.views.trending.command import asked_for, trends_of
from sitrep.views.trending.gathering import KEYS, Asked, Trends
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
from sitrep.views.words import bounds_words
from sitrep.views.workbench.choices import Choices, choices
from sitrep.views.workbench.picture_files import own_drawing, picture_asset
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import Visit, filter_address

MOST_CHANGES = 30
MOST_EVENTS = 8
READ = "reports read"  # the first panel: what all others stand on


class Told(msgspec.Struct, frozen=True):
    """A sentence, with the events (ids) that its count is made of, and how many more there are."""

    words: str
    events: tuple[str, ...] = ()
    more: int = 0


class Steady(msgspec.Struct, frozen=True):
    """A count in which no change can be told, in words."""

    what: str
    now: str
    before: str
    ratio: str
    interval: str


class Drawn(msgspec.Struct, frozen=True):
    """Everything that the page tells, and its chart; `svg` is None where there is none, then `failure` may say why."""

    span: str | None
    coverage: str | None
    changed: tuple[Told, ...]
    unsaid: tuple[tuple[str, tuple[str, ...]], ...]
    steady: tuple[Steady, ...]
    levels: tuple[Told, ...]
    left: int
    svg: str | None
    failure: str | None


class TrendsView(msgspec.Struct, frozen=True):
    """What the page shows, what it was asked for, and what else can be."""

    draw: Callable[[], Drawn]
    by: tuple[str, ...]
    measures: tuple[str, ...]
    groupings: tuple[str, ...]
    all_measures: tuple[str, ...]
    choices: Choices
    css: str

    @property
    def drawn(self) -> Drawn:
        """Everything that the page tells."""
        return self.draw()

    @property
    def svg(self) -> Markup | None:
        """The chart as the page holds it."""
        return own_drawing(self.drawn.svg)


def look(visit: Visit) -> TrendsView:
    """Returns what the page shows.

    Raises: WrongUsage.
    """
    asked = asked_for(visit.filters, visit.asked.get("by"), visit.asked.get("measure"), "")
    draw = cache(
        partial(
            visit.bench.once,
            f"trends {asked} {visit.filters}",
            partial(visit.bench.drawer.draw, compute, visit.bench.settings.database, visit.filters, asked, dict(visit.asked)),
        )
    )
    return TrendsView(draw, asked.by, asked.measures, KEYS, (*MEASURES, INCIDENTS), choices(), picture_asset("pictures.css"))


def compute(database: str | None, filters: Filters, asked: Asked, query: Mapping[str, str]) -> Drawn:
    """Returns what can be told, in words and drawn; a record without dates tells nothing. A year of events is read for it."""
    try:
        with open_record(database) as record:
            record.lags = True
            found = trends_of(record, filters, DAYS["week"], asked)
    except WrongUsage as error:
        return Drawn(None, None, (), (), (), (), 0, None, str(error))
    changed = sorted((each for each in found.changes if each.verdict in ("rose", "fell")), key=_p)
    steady = sorted((each for each in found.changes if each.verdict == "steady"), key=_p)
    svg, failure = draw(query, found, [each.subject for each in (*changed, *steady)])
    return Drawn(
        span=span_words(found.spans[-1]),
        coverage=coverage_words(found.changes[0]) if found.changes else None,
        changed=tuple(map(_told, changed[:MOST_CHANGES])),
        unsaid=tuple((reason, tuple(subjects)) for reason, subjects in unsaid_reasons(found.changes).items()),
        steady=tuple(map(_steady, steady[:MOST_CHANGES])),
        levels=tuple(Told(break_words(each)) for each in _latest(found.breaks)[:MOST_CHANGES]),
        left=max(0, len(changed) - MOST_CHANGES) + max(0, len(steady) - MOST_CHANGES),
        svg=svg,
        failure=failure,
    )


def draw(query: Mapping[str, str], found: Trends, first: Sequence[Subject]) -> tuple[str | None, str | None]:
    """Returns the chart of what was read and of the first series, or why there is none."""
    order = {subject: place for place, subject in enumerate(first)}
    chosen = sorted(found.series, key=lambda each: order.get(each.subject, len(order)))[: MOST_PANELS - 1]
    if not chosen:
        return None, None
    sums = [*_reports(chosen[0]), *(each for series in chosen for each in _sums(query, series))]
    try:
        wishes = ChartWishes(gettext("What was read and what was counted, by week"), 760)
        return draw_weeks(Numbers(tuple(sums)), wishes), None
    except WrongUsage as error:
        return None, str(error)


def _reports(series: Series) -> Iterable[Sum]:
    """Yields how many reports were read of each week."""
    for point in series.points:
        read = point.coverage.reports
        yield Sum(point.span.name, gettext(READ), read, read)


def _sums(query: Mapping[str, str], series: Series) -> Iterable[Sum]:
    """Yields the counts of a series, each with the way to its events; a week of which nothing was read stays empty."""
    for point in series.points:
        if point.is_known or point.events:
            link = filter_address(query, "/events", since=str(point.span.first), until=str(point.span.last)) if point.events else None
            yield Sum(point.span.name, subject_words(series.subject), point.low, point.high, events=len(point.events), link=link)


def _told(change: Change) -> Told:
    """Returns a change in words, with its events."""
    return Told(change_words(change), change.events[:MOST_EVENTS], max(0, len(change.events) - MOST_EVENTS))


def _steady(change: Change) -> Steady:
    """Returns a count in which no change can be told."""
    before = "–".join(dict.fromkeys(map(number_words, change.usual or ())))
    now = bounds_words(change.now.low, change.now.high)
    return Steady(subject_words(change.subject), now, before, number(change.ratio), interval_words(change))


def _p(change: Change) -> float:
    """Returns how likely a change is chance."""
    return change.p


def _latest(found: Iterable[Break]) -> list[Break]:
    """Returns changes of level, the latest first."""
    return sorted(found, key=lambda each: each.span.first, reverse=True)


PAGE = Page("/trends", "Trends", "trends.html", look, flows=True)
