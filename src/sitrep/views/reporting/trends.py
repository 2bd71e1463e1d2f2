"""Trends: what the incidents of a period tell against those of the periods before it, by the test of `sitrep trend`."""

import datetime as dt
from collections.abc import Iterable

from sitrep.merge.groupings import GROUPINGS, Account
from sitrep.merge.sums import sum_incidents
from sitrep.model.events import Event
from sitrep.store.records import Record
from sitrep.trends.changes import Change, change, judged_together
from sitrep.trends.coverage import Publication, Span, coverage
from sitrep.trends.series import INCIDENTS, SPAN, Subject, counts_of, series_of, spans_back
from sitrep.views.reporting.periods import Period
from sitrep.views.reporting.style import style
from sitrep.views.trending.gathering import baseline, by_span, incidents


def spans_of(period: Period) -> tuple[Span, ...]:
    """Returns the period and those before it with which it is compared, the earliest first."""
    return spans_back(period.last, period.days, baseline(period.days) + 1)


def changes_of(record: Record, events: Iterable[Event], period: Period) -> tuple[Change, ...]:
    """Returns what events of the compared periods tell of the charted counts and of the number of attacks, judged together."""
    spans = spans_of(period)
    published = record.publications(str(spans[0].first), str(spans[-1].last))
    read = [Publication(each.outlet, dt.date.fromisoformat(each.day), each.reports) for each in published]
    accounts = [Account(event) for event in events]
    span = by_span(spans)
    sums = counts_of(sum_incidents(accounts, (), (SPAN,), (), {**GROUPINGS, SPAN: span}))
    series = series_of([*sums, *incidents(accounts, span, ())], spans, coverage(read, spans))
    return judged_together([change(each) for each in series if is_told(each.subject)])


def is_told(subject: Subject) -> bool:
    """Whether a count is one of those that a report compares."""
    is_attacks = subject.measure == INCIDENTS and subject.item in style().types["hostilities"]
    return is_attacks or (subject.measure, subject.item) in style().key_figures.charted
