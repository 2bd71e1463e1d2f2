"""Coverage: how much was read of whom in a span of days, and whether that base is the same as before."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from sitrep.trends.settings import Sources, settings

ShiftKind = Literal["silence", "lost-outlets", "new-outlets", "unheard-feeds", "fewer-reports", "more-reports", "too-few-spans", "unread"]
UNNAMED = "outlet unknown"


class Publication(msgspec.Struct, frozen=True):
    """How many reports an outlet (None: unknown) published on a day."""

    outlet: str | None
    day: dt.date
    reports: int


class Span(msgspec.Struct, frozen=True):
    """Whole days, both ends inclusive, under a name such as "2025-W49"."""

    name: str
    first: dt.date
    last: dt.date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


class Coverage(msgspec.Struct, frozen=True):
    """What was read of a span: reports by outlet, the most first, and on how many of its days anything was published.

    `followed` is how many feeds were followed, `unheard` are those of them that were silent against their habit, or could not be heard.
    """

    reports: int
    outlets: tuple[tuple[str, int], ...]
    days: int
    days_with_reports: int
    followed: int = 0
    unheard: tuple[str, ...] = ()


class Shift(msgspec.Struct, frozen=True):
    """One way in which the sources are not those of before: `now` and `before` in the unit of its kind, and the outlets that it is about.

    Days a span for silence, shares of reports for outlets and of feeds for feeds, reports a span for their number, spans for too few
    of them; both are 0 for a span of which nothing was read.
    """

    kind: ShiftKind
    now: float
    before: float
    outlets: tuple[str, ...] = ()


def coverage(publications: Iterable[Publication], spans: Sequence[Span]) -> tuple[Coverage, ...]:
    """Returns the coverage of each span, in their order."""
    by_day: dict[dt.date, Counter[str]] = {}
    for each in publications:
        by_day.setdefault(each.day, Counter())[each.outlet or UNNAMED] += each.reports
    return tuple(_covered(by_day, span) for span in spans)


def _covered(by_day: dict[dt.date, Counter[str]], span: Span) -> Coverage:
    """Returns the coverage of one span."""
    days = [found for offset in range(span.days) if (found := by_day.get(span.first + dt.timedelta(days=offset)))]
    outlets = sum(days, Counter[str]())
    return Coverage(outlets.total(), tuple(sorted(outlets.items(), key=lambda each: (-each[1], each[0]))), span.days, len(days))


def shifts(now: Coverage, before: Sequence[Coverage]) -> tuple[Shift, ...]:
    """Returns how the sources of a span differ from those of the spans before by more than the settings let pass; empty where they do not.

    Whether fewer or more reports matter depends on what is told of them: see `hides`.
    """
    wanted = settings().sources
    usual = sum(each.reports for each in before) / len(before)
    found = [each(now, before, wanted) for each in (_silence, _lost, _new, _unheard)]
    if now.reports < wanted.fewest * usual:
        found.append(Shift("fewer-reports", now.reports, usual))
    if now.reports > wanted.most * usual:
        found.append(Shift("more-reports", now.reports, usual))
    return tuple(each for each in found if each)


def hides(shift: Shift, ratio_is_above_one: bool) -> bool:
    """Whether a shift may be all there is to a rise (or a fall): fewer reports hide no rise, and more of them no fall."""
    if shift.kind == "fewer-reports":
        return not ratio_is_above_one
    return ratio_is_above_one if shift.kind == "more-reports" else True


def _silence(now: Coverage, before: Sequence[Coverage], wanted: Sources) -> Shift | None:
    """Returns the shift where reports are on much fewer of the days than before, or on many more."""
    days = sum(each.days_with_reports for each in before) / len(before)
    smaller, larger = sorted((now.days_with_reports, days))
    return Shift("silence", now.days_with_reports, days) if smaller < wanted.days_ratio * larger else None


def _lost(now: Coverage, before: Sequence[Coverage], wanted: Sources) -> Shift | None:
    """Returns the shift where outlets that report regularly are silent now."""
    presence = Counter(outlet for each in before for outlet, _ in each.outlets)
    regular = {outlet for outlet, spans in presence.items() if spans >= wanted.regular * len(before)}
    lost = regular - {outlet for outlet, _ in now.outlets}
    share = _share(lost, before)
    return Shift("lost-outlets", 0.0, share, tuple(sorted(lost))) if share > wanted.lost_share else None


def _new(now: Coverage, before: Sequence[Coverage], wanted: Sources) -> Shift | None:
    """Returns the shift where much comes from outlets that were never there before."""
    new = {outlet for outlet, _ in now.outlets} - {outlet for each in before for outlet, _ in each.outlets}
    share = _share(new, (now,))
    return Shift("new-outlets", share, 0.0, tuple(sorted(new))) if share > wanted.new_share else None


def _unheard(now: Coverage, before: Sequence[Coverage], wanted: Sources) -> Shift | None:
    """Returns the shift where feeds that were heard before are silent now, or could not be heard."""
    times = Counter(feed for each in before for feed in each.unheard)
    fallen = tuple(feed for feed in now.unheard if times[feed] < wanted.regular * len(before))
    share = len(fallen) / now.followed if now.followed else 0.0
    return Shift("unheard-feeds", share, 0.0, fallen) if share > wanted.lost_share else None


def _share(outlets: set[str], spans: Sequence[Coverage]) -> float:
    """Returns the share of all reports that some outlets published."""
    reports = sum(each.reports for each in spans)
    return sum(number for each in spans for outlet, number in each.outlets if outlet in outlets) / reports if reports else 0.0
