"""What changed, and when nothing is said of it."""

import datetime as dt

import pytest
from msgspec.structs import replace

from sitrep.trends.changes import change, judged_together
from sitrep.trends.coverage import Publication, coverage
from sitrep.trends.series import spans_back
from tests.trends.conftest import MakeSeries

STEADY = [100, 110, 95, 105, 98, 102, 107, 93]
TWO = {"Courier": 1, "Wire": 1}


def test_a_rise_is_told(series: MakeSeries) -> None:
    """Three times the usual number from the same outlets is a rise."""
    told = change(series([*STEADY, 300]))
    assert told.verdict == "rose"
    assert told.ratio == pytest.approx(2.96, abs=0.05)
    assert told.low is not None
    assert told.low > 1
    assert told.usual == (101.25, 101.25)


def test_a_fall_to_nothing_is_told(series: MakeSeries) -> None:
    """A week that was read and tells of none counts 0, and is a fall."""
    told = change(series([*STEADY, 0]))
    assert (told.verdict, told.now.low, told.ratio) == ("fell", 0, 0)


def test_chance_is_no_change(series: MakeSeries) -> None:
    """What lies within the spread of the weeks before is not told as a change."""
    assert change(series([*STEADY, 112])).verdict == "steady"
    assert change(series([100, 30, 180, 60, 140, 20, 150, 90, 170])).verdict == "steady"


def test_bounds_must_agree(series: MakeSeries) -> None:
    """Where the lower bounds say more and the upper ones say the same, no rise is told."""
    before = [(100, 300)] * 8
    assert change(series([*before, (310, 320)])).verdict == "steady"
    assert change(series([*before, (800, 900)])).verdict == "rose"


def test_an_open_end_counts_as_its_other_end(series: MakeSeries) -> None:
    """ "At least 300" is compared as 300, and said as it is."""
    told = change(series([*STEADY, (300, None)]))
    assert told.verdict == "rose"
    assert (told.now.low, told.now.high) == (300, None)


def test_a_single_large_event_is_no_trend(series: MakeSeries) -> None:
    """After empty weeks twenty-five deaths in one attack are one event, not twenty-five."""
    assert change(series([0, 0, 0, 0, 0, 0, 0, 0, 25])).verdict == "steady"


def test_too_few_weeks_tell_nothing(series: MakeSeries) -> None:
    """Three weeks do not show how much weeks differ."""
    told = change(series([100, 100, 100, 900]))
    assert (told.verdict, told.shifts[0].kind) == ("too-little", "too-few-spans")


def test_weeks_without_reports_are_unknown_not_zero(series: MakeSeries) -> None:
    """A gap in what was read must not lower the mean that a week is compared with."""
    told = change(series([100, 110, 95, 0, 0, 102, 107, 93, 104], [TWO, TWO, TWO, {}, {}, TWO, TWO, TWO, TWO]))
    assert len(told.before) == 6
    assert told.usual is not None
    assert told.usual[0] == pytest.approx(101.17, abs=0.01)
    assert told.verdict == "steady"


def test_a_silent_week_tells_nothing(series: MakeSeries) -> None:
    """No reports is no peace."""
    told = change(series([*STEADY, 0], [TWO] * 8 + [{}]))
    assert (told.verdict, [shift.kind for shift in told.shifts]) == ("too-little", ["unread"])


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        ({"Courier": 2}, "lost-outlets"),
        ({"Courier": 1, "Wire": 1, "Newcomer": 3}, "new-outlets"),
        ({"Courier": 4, "Wire": 4}, "more-reports"),
    ],
)
def test_other_sources_hide_a_rise(series: MakeSeries, now: dict[str, int], kind: str) -> None:
    """A rise that may be due to whom was read is not told as a rise."""
    told = change(series([*STEADY, 300], [TWO] * 8 + [now]))
    assert told.verdict == "sources-changed"
    assert kind in [shift.kind for shift in told.shifts]


def test_fewer_reports_hide_a_fall_but_no_rise(series: MakeSeries) -> None:
    """Who reads less finds less; what is found all the same is there."""
    many, few = {"Courier": 4, "Wire": 4}, {"Courier": 1, "Wire": 1}
    assert change(series([*STEADY, 20], [many] * 8 + [few])).verdict == "sources-changed"
    assert change(series([*STEADY, 300], [many] * 8 + [few])).verdict == "rose"


@pytest.mark.parametrize(("unheard", "verdict"), [(("Wire feed",), "sources-changed"), ((), "rose")])
def test_a_feed_that_could_not_be_heard_ends_all_talk(series: MakeSeries, unheard: tuple[str, ...], verdict: str) -> None:
    """A server that was down for a week looks like other news; the record knows better where it follows feeds."""
    made = series([*STEADY, 300])
    *before, now = made.points
    heard = [replace(point, coverage=replace(point.coverage, followed=2)) for point in before]
    last = replace(now, coverage=replace(now.coverage, followed=2, unheard=unheard))
    assert change(replace(made, points=(*heard, last))).verdict == verdict


def test_days_of_silence_are_seen() -> None:
    """Outlets that publish on two days of seven tell of two days."""
    spans = spans_back(dt.date(2025, 12, 7), 7, 1)
    found = coverage([Publication("Wire", dt.date(2025, 12, 1), 5), Publication("Wire", dt.date(2025, 12, 3), 2)], spans)
    assert (found[0].reports, found[0].days_with_reports, found[0].days) == (7, 2, 7)


def test_many_series_are_judged_together(series: MakeSeries) -> None:
    """Of a hundred steady series five would be called changed by chance alone; a true change stays one among them."""
    chance, true = change(series([*STEADY, 131])), change(series([*STEADY, 400]))
    assert chance.verdict == "rose"
    together = judged_together([chance, true, *(change(series([*STEADY, 101])) for _ in range(8))])
    assert [each.verdict for each in together] == ["steady", "rose"] + ["steady"] * 8
    assert together[0].p > 0.05
