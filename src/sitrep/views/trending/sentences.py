"""Sentences: what changed, by how much, on which coverage, or why nothing can be told."""

from collections.abc import Iterable

from sitrep.model.times import When
from sitrep.trends.breaks import Break
from sitrep.trends.changes import Change
from sitrep.trends.coverage import Coverage, Shift, Span
from sitrep.trends.ratios import Ratio
from sitrep.trends.series import INCIDENTS, Subject
from sitrep.views.words import bounds_words, count_words, counted, days_words

LENGTHS = {1: "day", 7: "week"}


def subject_words(subject: Subject) -> str:
    """Returns what a series counts.

    >>> subject_words(Subject("launched", "drone", (("place", "Odesa"),))), subject_words(Subject("incidents", "ASSAULT"))
    ('drones launched, Odesa', 'ASSAULT events')
    """
    what = f"{subject.item} events" if subject.measure == INCIDENTS else count_words(subject, "")
    return ", ".join((what, *(value or f"{name} unknown" for name, value in subject.keys if value != subject.item)))


def change_words(change: Change) -> str:
    """Returns what can be told of a count, in one or two sentences, without the coverage."""
    subject = subject_words(change.subject)
    if change.verdict == "too-little":
        return f"Nothing can be said of {subject}, {'; '.join(map(shift_words, change.shifts))}."
    if change.verdict == "sources-changed":
        reasons = "; ".join(map(shift_words, change.shifts))
        return f"Nothing can be said of {subject}, because the sources changed: {reasons}. {_figures(change)}."
    head = {"rose": "More", "fell": "Fewer", "steady": "No change can be told in"}[change.verdict]
    return f"{head} {subject}: {_figures(change)}{_ratio(change)}."


def unsaid_reasons(changes: Iterable[Change]) -> dict[str, list[str]]:
    """Returns each reason why nothing can be said, with what it is given for, in the order of the changes."""
    reasons: dict[str, list[str]] = {}
    for each in changes:
        if each.verdict in ("sources-changed", "too-little"):
            head = "because the sources changed: " if each.verdict == "sources-changed" else ""
            reasons.setdefault(head + "; ".join(map(shift_words, each.shifts)), []).append(subject_words(each.subject))
    return reasons


def coverage_words(change: Change) -> str:
    """Returns on which coverage a change is told."""
    now, before = change.coverage, change.coverage_before
    line = f"From {_reports(now)}, on {now.days_with_reports} of {counted(now.days, 'day')}"
    if not before:
        return f"{line}; nothing was read of the time before."
    reports = sum(each.reports for each in before) / len(before)
    outlets = len({outlet for each in before for outlet, _ in each.outlets})
    days = sum(each.days_with_reports for each in before)
    return (
        f"{line}; before, {number_words(reports)} report{'' if reports == 1 else 's'} a {length_words(change.span)} "
        f"of {counted(outlets, 'outlet')}, "
        f"on {days} of {counted(sum(each.days for each in before), 'day')}."
    )


def shift_words(shift: Shift) -> str:
    """Returns one way in which the sources changed."""
    outlets = ", ".join(shift.outlets)
    return {
        "silence": f"reports are on {shift.now:.0f} days, and were on {number_words(shift.before)} of as many before",
        "lost-outlets": f"{outlets}, with {shift.before:.0%} of the reports before, told nothing",
        "new-outlets": f"{shift.now:.0%} of the reports are of outlets that were not read before ({outlets})",
        "unheard-feeds": f"{shift.now:.0%} of the feeds were not heard, or fell silent ({outlets})",
        "fewer-reports": f"there are {shift.now:.0f} reports, and were {number_words(shift.before)} before",
        "more-reports": f"there are {shift.now:.0f} reports, and were {number_words(shift.before)} before",
        "unread": "since no report of these days was read",
        "too-few-spans": f"since reports were read of {shift.now:.0f} of the spans before it, and at least {shift.before:.0f} are needed",
    }[shift.kind]


def number_words(number: float) -> str:
    """Returns a mean with as many digits as it is worth.

    >>> number_words(1234.5), number_words(8.04), number_words(0.25)
    ('1,234', '8', '0.2')
    """
    return f"{number:,.0f}" if number >= 100 or round(number, 1) == round(number) else f"{number:,.1f}"


def length_words(span: Span) -> str:
    """Returns how long a span is, as a unit."""
    return LENGTHS.get(span.days, f"{span.days} days")


def span_words(span: Span) -> str:
    """Returns the days of a span, with its name where it is a week.

    >>> import datetime as dt
    >>> span_words(Span("2025-W49", dt.date(2025, 12, 1), dt.date(2025, 12, 7)))
    '1–7 Dec 2025 (2025-W49)'
    """
    days = days_words(When(str(span.first), str(span.last)))
    return f"{days} ({span.name})" if "W" in span.name else days


def _figures(change: Change) -> str:
    """Returns the count and the mean before it."""
    now = bounds_words(change.now.low, change.now.high)
    told = f"{now} in {span_words(change.span)}"
    if change.usual is None:
        return told
    low, high = map(number_words, change.usual)
    usual = low if low == high else f"{low}–{high}"
    return f"{told}, {usual} a {length_words(change.span)} in {_before(change)}"


def _before(change: Change) -> str:
    """Returns the time that a count is compared with."""
    days = days_words(When(str(change.before[0].first), str(change.before[-1].last)))
    spans = (
        f"{len(change.before)} {length_words(change.span)}s" if change.span.days in LENGTHS else counted(len(change.before), "such span")
    )
    return f"the {spans} before ({days})"


def _ratio(change: Change) -> str:
    """Returns the ratio with its interval."""
    interval = f"{change.level:.0%} interval {interval_words(change)}"
    return f"; ratio {number(change.ratio)} ({interval})" if change.ratio is not None else f"; none before ({interval})"


def interval_words(told: Change | Ratio) -> str:
    """Returns the ends of an interval."""
    return f"{number(told.low)} to {number(told.high)}" if told.high is not None else f"at least {number(told.low)}"


def break_words(told: Break) -> str:
    """Returns when a level changed, from what to what, and how the sources changed there."""
    unit = length_words(told.span)
    line = (
        f"{subject_words(told.subject)}: from {span_words(told.span)} on {number_words(told.after)} a {unit}, "
        f"{number_words(told.before)} before (from {told.since.name} on); ratio {number(told.ratio.value)} ({interval_words(told.ratio)})"
    )
    if not told.shifts:
        return f"{line}."
    return f"{line}; but the sources changed there: {'; '.join(map(shift_words, told.shifts))}."


def number(value: float | None) -> str:
    """Returns a ratio.

    >>> number(31.2), number(2.734), number(0.234), number(0.0412), number(0.0)
    ('31', '2.7', '0.23', '0.04', '0')
    """
    if value is None:
        return "unknown"
    return f"{value:.0f}" if value >= 10 else f"{value:.1f}" if value >= 0.95 else f"{value:.2f}" if value >= 0.1 else f"{value:.1g}"


def _reports(covered: Coverage) -> str:
    """Returns how many reports there are, and of how many outlets."""
    return f"{counted(covered.reports, 'report')} of {counted(len(covered.outlets), 'outlet')}"
