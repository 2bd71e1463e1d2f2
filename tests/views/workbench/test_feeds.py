"""The page of sources, where feeds are followed: which were heard, and which fell silent."""

import time
from collections.abc import Callable

from sitrep.model.feeds import FeedItem, Poll, Subscription
from sitrep.model.times import as_moment
from sitrep.store.records import Record
from sitrep.views.records import open_record
from sitrep.views.workbench.settings import Settings
from tests.views.workbench.conftest import Served, Tab

HOUR = 3600


def follow(record: Record) -> None:
    """Follows three feeds for three weeks: one as ever, one silent for the last four days, and one that never answered."""
    begun = time.time() - 21 * 86_400
    subscriptions = [Subscription(f"https://{name.lower()}.example/rss", f"The <{name}>") for name in ("Courier", "Wire", "Star")]
    courier, wire, star = record.feeds.follow(subscriptions, as_moment(begun))
    for hour in range(0, 21 * 24, 4):
        at = as_moment(begun + hour * HOUR)
        due = as_moment(begun + (hour + 4) * HOUR)
        told = (FeedItem(f"i{hour}", at),)
        record.feeds.note_poll(courier.number, Poll(at, "heard", due, 4 * HOUR, None, told))
        record.feeds.note_poll(wire.number, Poll(at, "heard", due, 4 * HOUR, None, told if hour < 17 * 24 else ()))
        record.feeds.note_poll(star.number, Poll(at, "failed", due, 4 * HOUR, "fails at the server (status 500)"))


def test_feeds_stand_above_the_outlets_with_the_doubtful_ones_first(
    copied: str, serve: Callable[[Settings], Served], tab: Callable[..., Tab]
) -> None:
    """Whoever looks at a quiet week must see first that a source is dead."""
    with open_record(copied) as record:
        follow(record)
    served = serve(Settings(copied, port=0))
    shown = tab(served.url, 1000)
    page = shown.open("/sources")
    assert page.locator("h2").all_inner_texts() == ["Feeds that are followed", "Outlets"]
    rows = page.locator("table").first.locator("tbody tr").all_inner_texts()
    assert [row.split("\t")[0] for row in rows] == ["The <Star>", "The <Wire>", "The <Courier>"]
    assert "not heard" in rows[0]
    assert "fails at the server (status 500)" in rows[0]
    assert "silent\nsince" in rows[1]
    assert "as ever" in rows[2]
    assert "1 of 3 feeds heard as ever" in page.locator("main").inner_text()
    assert not shown.violations()


def test_without_feeds_the_page_has_outlets_alone(served: Served) -> None:
    """A record of files follows no feeds."""
    assert "Feeds that are followed" not in served.client.get("/sources").text
