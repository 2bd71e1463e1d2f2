"""Sentences: what changed, by how much, on which coverage, or why nothing can be told."""

from collections.abc import Iterable

from sitrep.model.times import When
from sitrep.trends.breaks import Break
from sitrep.trends.changes import Change
from sitrep.trends.coverage import Coverage, Shift, Span
from sitrep.trends.ratios import Ratio
from sitrep.trends.series import INCIDENTS, Subject
from sitrep.views.translating import decimals, gettext, kind_term, ngettext, told
from sitrep.views.words import bounds_words, count_words, counted, days_words

LENGTHS = {1: "day", 7: "week"}
CHANGES = {
    "rose": "More {subject}: {figures}.",
    "fell": "Fewer {subject}: {figures}.",
    "steady": "No change can be told in {subject}: {figures}.",
}
SHIFTS = {
    "silence": "reports are on {now} days, and were on {before} of as many before",
    "lost-outlets": "{outlets}, with {share_before} of the reports before, told nothing",
    "new-outlets": "{share} of the reports are of outlets that were not read before ({outlets})",
    "unheard-feeds": "{share} of the feeds were not heard, or fell silent ({outlets})",
    "fewer-reports": "there are {now} reports, and were {before} before",
    "more-reports": "there are {now} reports, and were {before} before",
    "unread": "since no report of these days was read",
    "too-few-spans": "since reports were read of {now} of the spans before it, and at least {before} are needed",
}


def subject_words(subject: Subject) -> str:
    """Returns what a series counts.

    >>> subject_words(Subject("launched", "drone", (("place", "Odesa"),))), subject_words(Subject("incidents", "ASSAULT"))
    ('drones launched, Odesa', 'ASSAULT events')
    """
    what = told("{type} events", type=subject.item) if subject.measure == INCIDENTS else count_words(subject, "")
    return ", ".join(
        (
            what,
            *(
                kind_term(value) if value else told("{key} unknown", key=kind_term(name))
                for name, value in subject.keys
                if value != subject.item
            ),
        )
    )


def change_words(change: Change) -> str:
    """Returns what can be told of a count, in one or two sentences, without the coverage."""
    subject = subject_words(change.subject)
    if change.verdict == "too-little":
        return told("Nothing can be said of {subject}, {reasons}.", subject=subject, reasons="; ".join(map(shift_words, change.shifts)))
    if change.verdict == "sources-changed":
        reasons = "; ".join(map(shift_words, change.shifts))
        line = told("Nothing can be said of {subject}, because the sources changed: {reasons}.", subject=subject, reasons=reasons)
        return f"{line} {_figures(change)}."
    return told(CHANGES[change.verdict], subject=subject, figures=f"{_figures(change)}{_ratio(change)}")


def unsaid_reasons(changes: Iterable[Change]) -> dict[str, list[str]]:
    """Returns each reason why nothing can be said, with what it is given for, in the order of the changes."""
    reasons: dict[str, list[str]] = {}
    for each in changes:
        if each.verdict in ("sources-changed", "too-little"):
            why = "; ".join(map(shift_words, each.shifts))
            head = told("because the sources changed: {reasons}", reasons=why) if each.verdict == "sources-changed" else why
            reasons.setdefault(head, []).append(subject_words(each.subject))
    return reasons


def coverage_words(change: Change) -> str:
    """Returns on which coverage a change is told."""
    now, before = change.coverage, change.coverage_before
    line = told("From {reports}, on {number} of {days}", reports=_reports(now), number=now.days_with_reports, days=counted(now.days, "day"))
    if not before:
        return told("{line}; nothing was read of the time before.", line=line)
    reports = sum(each.reports for each in before) / len(before)
    outlets = len({outlet for each in before for outlet, _ in each.outlets})
    days = sum(each.days_with_reports for each in before)
    return told(
        "{line}; before, {number} a {unit} of {outlets}, on {known} of {days}.",
        line=line,
        number=f"{number_words(reports)} {ngettext('report', 'reports', 1 if reports == 1 else 100)}",
        unit=length_words(change.span),
        outlets=counted(outlets, "outlet"),
        known=days,
        days=counted(sum(each.days for each in before), "day"),
    )


def shift_words(shift: Shift) -> str:
    """Returns one way in which the sources changed."""
    known = {
        "now": f"{shift.now:.0f}",
        "before": number_words(shift.before),
        "share": f"{shift.now:.0%}",
        "share_before": f"{shift.before:.0%}",
        "outlets": ", ".join(shift.outlets),
    }
    return told(SHIFTS[shift.kind], **known)


def number_words(number: float) -> str:
    """Returns a mean with as many digits as it is worth.

    >>> number_words(1234.5), number_words(8.04), number_words(0.25)
    ('1,234', '8', '0.2')
    """
    return decimals(f"{number:,.0f}" if number >= 100 or round(number, 1) == round(number) else f"{number:,.1f}")


def length_words(span: Span) -> str:
    """Returns how long a span is, as a unit."""
    return gettext(LENGTHS[span.days]) if span.days in LENGTHS else counted(span.days, "day")


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
    line = told("{number} in {days}", number=now, days=span_words(change.span))
    if change.usual is None:
        return line
    low, high = map(number_words, change.usual)
    usual = low if low == high else f"{low}–{high}"
    return told("{line}, {usual} a {unit} in {before}", line=line, usual=usual, unit=length_words(change.span), before=_before(change))


def _before(change: Change) -> str:
    """Returns the time that a count is compared with."""
    days = days_words(When(str(change.before[0].first), str(change.before[-1].last)))
    spans = (
        counted(len(change.before), LENGTHS[change.span.days]) if change.span.days in LENGTHS else counted(len(change.before), "such span")
    )
    return told("the {spans} before ({days})", spans=spans, days=days)


def _ratio(change: Change) -> str:
    """Returns the ratio with its interval."""
    interval = told("{level} interval {ends}", level=f"{change.level:.0%}", ends=interval_words(change))
    if change.ratio is None:
        return told("; none before ({interval})", interval=interval)
    return told("; ratio {ratio} ({interval})", ratio=number(change.ratio), interval=interval)


def interval_words(found: Change | Ratio) -> str:
    """Returns the ends of an interval."""
    if found.high is None:
        return told("at least {number}", number=number(found.low))
    return told("{low} to {high}", low=number(found.low), high=number(found.high))


def break_words(found: Break) -> str:
    """Returns when a level changed, from what to what, and how the sources changed there."""
    line = told(
        "{subject}: from {days} on {after} a {unit}, {before} before (from {since} on); ratio {ratio} ({ends})",
        subject=subject_words(found.subject),
        days=span_words(found.span),
        after=number_words(found.after),
        unit=length_words(found.span),
        before=number_words(found.before),
        since=found.since.name,
        ratio=number(found.ratio.value),
        ends=interval_words(found.ratio),
    )
    if not found.shifts:
        return f"{line}."
    return told("{line}; but the sources changed there: {reasons}.", line=line, reasons="; ".join(map(shift_words, found.shifts)))


def number(value: float | None) -> str:
    """Returns a ratio.

    >>> number(31.2), number(2.734), number(0.234), number(0.0412), number(0.0)
    ('31', '2.7', '0.23', '0.04', '0')
    """
    if value is None:
        return gettext("unknown")
    return decimals(
        f"{value:.0f}" if value >= 10 else f"{value:.1f}" if value >= 0.95 else f"{value:.2f}" if value >= 0.1 else f"{value:.1g}"
    )


def _reports(covered: Coverage) -> str:
    """Returns how many reports there are, and of how many outlets."""
    return told("{reports} of {outlets}", reports=counted(covered.reports, "report"), outlets=counted(len(covered.outlets), "outlet"))
