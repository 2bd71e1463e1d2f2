"""A report of days in which feeds fell silent says so: what they would have told is no peace."""

from collections.abc import Callable
from pathlib import Path

from sitrep.model.feeds import FeedItem, Poll, Subscription
from sitrep.model.times import as_moment, as_seconds
from sitrep.views.records import open_record
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.footnotes import Ledger
from sitrep.views.reporting.gathering import gather
from sitrep.views.reporting.material import Material, Scope
from sitrep.views.reporting.periods import week_period
from sitrep.views.reporting.phrasing import text_of
from sitrep.views.reporting.reports import Report
from sitrep.views.reporting.sections.gaps import unheard

BEGUN = as_seconds("2025-11-10T00:00:00+00:00")
HOURS = 28 * 24


def test_feeds_that_fell_silent_are_named_among_the_gaps(examples: str, tmp_path: Path) -> None:
    """Readers of a quiet week must learn that a source was dead, and which."""
    path = str(tmp_path / "copy.db")
    with open_record(examples) as record:
        record.back_up(path)
    with open_record(path) as record:
        wanted = [Subscription(f"https://{name.lower()}.example/rss", f"The {name}") for name in ("Courier", "Wire", "Star")]
        courier, wire, star = record.feeds.follow(wanted, as_moment(BEGUN))
        for hour in range(0, HOURS, 4):
            at, due = as_moment(BEGUN + hour * 3600), as_moment(BEGUN + (hour + 4) * 3600)
            told = (FeedItem(f"i{hour}", at),)
            record.feeds.note_poll(courier.number, Poll(at, "heard", due, 14_400, None, told))
            record.feeds.note_poll(wire.number, Poll(at, "heard", due, 14_400, None, told if hour < HOURS - 168 else ()))
            record.feeds.note_poll(star.number, Poll(at, "failed", due, 14_400, "did not answer"))
        material = gather(record, week_period("2025-W49"), Scope())
    said = " ".join(text_of(each) for each in unheard(Desk(material, Ledger({}, {}))))
    assert "fell silent, so that what they would have told is missing: The Wire." in said
    assert "could not be heard for most of the period: The Star." in said
    assert "Courier" not in said


def test_a_record_without_feeds_has_no_such_gap(of_week: Callable[[str], tuple[Material, Report]]) -> None:
    """Where nobody follows feeds, none is missing."""
    material, _ = of_week("2025-W49")
    assert material.coverage is None
