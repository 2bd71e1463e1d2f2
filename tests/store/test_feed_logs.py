"""The log of feeds, on both databases: what was polled, what is still to be read, and what that says of a count."""

import datetime as dt

import pytest

from sitrep.model.feeds import Coverage, FeedCoverage, FeedItem, FollowedFeed, Noted, Outcome, Poll, Subscription
from sitrep.model.times import as_moment, as_seconds
from sitrep.store.feed_logs import Settled
from sitrep.store.records import Record
from tests.store.samples import merge

COURIER, WIRE = "https://courier.example/rss", "https://wire.example/feed"
BEGUN = as_seconds("2025-11-01T00:00:00+00:00")
HOUR, DAY = 3600, 86_400


def at(days: float) -> str:
    """Returns a moment so many days after the beginning."""
    return as_moment(BEGUN + days * DAY)


def poll(days: float, *items: FeedItem, outcome: Outcome = "heard", note: str | None = None, every: int = HOUR) -> Poll:
    """Returns a poll of that moment."""
    return Poll(at(days), outcome, at(days + every / DAY), every, note, items)


def listed(key: str, days: float, updated: str | None = None) -> FeedItem:
    """Returns an item of that moment."""
    return FeedItem(key, at(days), f"https://courier.example/{key}", key, updated=updated, content="Shelling went on.")


def follow(record: Record, *urls: str, days: float = 0) -> list[FollowedFeed]:
    """Follows feeds from a moment on."""
    return record.feeds.follow([Subscription(url) for url in urls], at(days))


def coverage(record: Record, start: float, end: float) -> Coverage:
    """Returns the coverage of a span, in days."""
    found = record.feeds.coverage(at(start), at(end))
    assert found is not None
    return found


def test_a_record_without_feeds_says_so(record: Record) -> None:
    """Where nobody listens to feeds nothing may be said of them."""
    assert record.feeds.coverage(None, at(1)) is None
    assert record.feeds.waiting(at(1)) == []


def test_what_a_poll_lists_is_to_be_read_once(record: Record) -> None:
    """The same item comes with every poll."""
    (feed,) = follow(record, COURIER)
    assert record.feeds.note_poll(feed.number, poll(0, listed("b", -0.1), listed("a", -0.2))) == Noted(2)
    assert record.feeds.note_poll(feed.number, poll(0.1, listed("c", 0.05), listed("b", -0.1))) == Noted(1)
    assert record.feeds.waiting_count() == 3
    (first,) = record.feeds.waiting(at(1))
    assert (first.url, record.feeds.item(first.number).content) == ("https://courier.example/a", "Shelling went on.")
    record.feeds.settle(first.number, Settled("read", document="d1"))
    (second,) = record.feeds.waiting(at(1))
    assert second.url == "https://courier.example/b"
    assert record.feeds.item(first.number).content is None


def test_each_feed_waits_with_its_first_item(record: Record) -> None:
    """A feed of a thousand items must not hold up one of a single item."""
    courier, wire = follow(record, COURIER, WIRE)
    record.feeds.note_poll(courier.number, poll(0, *(listed(f"a{number}", 0) for number in range(50))))
    record.feeds.note_poll(wire.number, poll(0, listed("b", 0)))
    assert [each.feed for each in record.feeds.waiting(at(1))] == [courier.number, wire.number]


def test_what_is_put_off_waits_until_then(record: Record) -> None:
    """A page that failed is tried later, and meanwhile the next is read."""
    (feed,) = follow(record, COURIER)
    record.feeds.note_poll(feed.number, poll(0, listed("a", -0.2), listed("b", -0.1)))
    (first,) = record.feeds.waiting(at(0))
    record.feeds.settle(first.number, Settled("waiting", at(1), note="did not answer"))
    assert [each.url for each in record.feeds.waiting(at(0.5))] == ["https://courier.example/b"]
    assert [(each.url, each.tries) for each in record.feeds.waiting(at(1))] == [("https://courier.example/a", 1)]


def test_a_change_is_read_again(record: Record) -> None:
    """An article that was updated is another account."""
    (feed,) = follow(record, COURIER)
    record.feeds.note_poll(feed.number, poll(0, listed("a", 0, at(0))))
    (first,) = record.feeds.waiting(at(1))
    record.feeds.settle(first.number, Settled("read", document="d1"))
    assert record.feeds.note_poll(feed.number, poll(0.1, listed("a", 0, at(0)))) == Noted()
    assert record.feeds.note_poll(feed.number, poll(0.2, listed("a", 0, at(0.15)))) == Noted(0, 1)
    assert [each.number for each in record.feeds.waiting(at(1))] == [first.number]


def test_a_listing_without_anything_known_may_have_lost_some(record: Record) -> None:
    """Between two polls that share nothing, anything may have come and gone."""
    (feed,) = follow(record, COURIER)
    assert not record.feeds.note_poll(feed.number, poll(0, listed("a", 0))).overran
    assert record.feeds.note_poll(feed.number, poll(0.1, listed("b", 0.1), listed("c", 0.1))).overran
    assert not record.feeds.note_poll(feed.number, poll(0.2, listed("d", 0.2), listed("c", 0.1))).overran
    assert not record.feeds.note_poll(feed.number, poll(0.3)).overran


def test_a_feed_goes_on_as_it_was_known(record: Record) -> None:
    """Tags, failures and the next poll outlive a restart."""
    (feed,) = follow(record, COURIER)
    told = Poll(at(0), "heard", at(0.1), HOUR, None, (), etag='"v1"', modified="Sat, 01 Nov 2025 00:00:00 GMT", name="The Courier")
    record.feeds.note_poll(feed.number, told)
    record.feeds.note_poll(feed.number, poll(0.1, outcome="failed", note="did not answer"))
    (again,) = follow(record, COURIER, days=1)
    assert (again.name, again.etag, again.failures, again.polls, again.followed) == ("The Courier", '"v1"', 1, 2, at(0))


def steady(record: Record, feed: int, first: float, last: float, a_day: int = 6, silent_from: float = 1e9) -> None:
    """Polls a feed each hour that publishes so many items a day, evenly, until it falls silent."""
    hours = range(round(first * 24), round(last * 24))
    for hour in hours:
        published = hour % (24 // a_day) == 0 and hour / 24 < silent_from
        record.feeds.note_poll(feed, poll(hour / 24, *([listed(f"i{hour}", hour / 24)] if published else [])))


def one(found: Coverage) -> FeedCoverage:
    """Returns the coverage of the one feed."""
    (feed,) = found.feeds
    return feed


def test_a_feed_is_heard_as_ever(record: Record) -> None:
    """What is usual is told beside what came."""
    (feed,) = follow(record, COURIER)
    steady(record, feed.number, 0, 20)
    found = one(coverage(record, 13, 20))
    assert (found.standing, found.items, found.usual, found.listened) == ("heard", 42, 42.0, 1.0)


def test_a_feed_that_falls_silent_is_told_from_when_on(record: Record) -> None:
    """A dead feed answers as ever, and lists nothing new: that must not look like peace."""
    (feed,) = follow(record, COURIER)
    steady(record, feed.number, 0, 16, silent_from=14)
    assert one(coverage(record, 7, 14)).standing == "heard"
    found = one(coverage(record, 9, 16))
    assert (found.standing, found.since) == ("quiet", at(14 - 4 / 24))
    assert coverage(record, 9, 16).heard == 0
    assert coverage(record, 9, 16).named("quiet") == (COURIER,)


def test_a_pause_as_long_as_any_before_is_no_silence(record: Record) -> None:
    """An outlet that does not publish on weekends is not dead every Sunday."""
    (feed,) = follow(record, COURIER)
    for hour in range(24 * 23):
        working = (hour // 24) % 7 < 5
        record.feeds.note_poll(feed.number, poll(hour / 24, *([listed(f"i{hour}", hour / 24)] if working and hour % 3 == 0 else [])))
    assert one(coverage(record, 20, 20.9)).standing != "quiet"


@pytest.mark.parametrize(("a_day", "expected"), [(1, "fewer"), (24, "more"), (4, "heard")])
def test_another_rate_is_told(record: Record, a_day: int, expected: str) -> None:
    """A feed that was cut to headlines, or flooded by a copy of another, is no longer the source it was."""
    (feed,) = follow(record, COURIER)
    steady(record, feed.number, 0, 21)
    steady(record, feed.number, 21, 28, a_day=a_day)
    assert one(coverage(record, 21, 28)).standing == expected


def test_a_feed_that_does_not_answer_is_not_heard(record: Record) -> None:
    """What was not listened to says nothing."""
    (feed,) = follow(record, COURIER)
    steady(record, feed.number, 0, 10)
    for hour in range(24 * 7):
        record.feeds.note_poll(feed.number, poll(10 + hour / 24, outcome="failed", note="did not answer"))
    found = one(coverage(record, 10, 17))
    assert (found.standing, found.items, found.note) == ("unheard", 0, "did not answer")
    assert found.listened < 0.01


def test_a_program_that_did_not_run_did_not_listen(record: Record) -> None:
    """A week in which the machine was off is no quiet week."""
    (feed,) = follow(record, COURIER)
    steady(record, feed.number, 0, 10)
    steady(record, feed.number, 20, 21)
    found = one(coverage(record, 10, 20))
    assert (found.standing, found.listened < 0.02) == ("unheard", True)


def test_polls_in_a_row_take_a_row_a_day(record: Record) -> None:
    """Ten thousand polls must not take ten thousand rows, and what happened on a day must be told of that day."""
    (feed,) = follow(record, COURIER)
    record.feeds.note_poll(feed.number, poll(0, listed("w", 0)))
    steady(record, feed.number, 1 / 24, 10, silent_from=0)
    rows = [line for line in record.dump() if line.startswith(b'{"table":"hearings"')]
    assert len(rows) == 10
    assert all(b'"polls":24' in row for row in rows)
    record.feeds.note_poll(feed.number, poll(10, listed("x", 10), listed("y", 10)))
    assert [one(coverage(record, *span)).overran for span in ((0, 9.9), (9, 11))] == [0, 1]


def test_a_young_feed_is_too_new_to_tell(record: Record) -> None:
    """Two days of one feed say nothing about what is usual for it."""
    (feed,) = follow(record, COURIER)
    steady(record, feed.number, 0, 2)
    assert one(coverage(record, 1, 2)).standing == "new"


def test_the_time_before_the_first_poll_is_not_held_against_a_feed(record: Record) -> None:
    """A list of many feeds takes a while until the last was asked; asked at once afterwards, all were heard."""
    (feed,) = follow(record, COURIER)
    record.feeds.note_poll(feed.number, poll(0.01, listed("a", -0.1)))
    (found,) = coverage(record, -6, 0.012).feeds
    assert (found.standing, found.listened) == ("new", 1.0)


def test_spans_are_told_at_once_as_one_by_one(record: Record) -> None:
    """Each week of a table has its own coverage."""
    courier, wire = follow(record, COURIER, WIRE)
    steady(record, courier.number, 0, 14)
    steady(record, wire.number, 0, 7)
    spans = [(at(0), at(7)), (at(7), at(14)), (None, at(14))]
    found = record.feeds.coverages(spans)
    assert found == [record.feeds.coverage(*span) for span in spans]
    assert [each.heard for each in found or []] == [2, 1, 2]


def test_a_feed_is_counted_from_when_it_was_followed(record: Record) -> None:
    """A feed that came in March says nothing about February, and one that was given up nothing about May."""
    follow(record, COURIER)
    follow(record, WIRE, days=10)
    assert [each.url for each in coverage(record, 0, 5).feeds] == [COURIER]
    assert [each.url for each in coverage(record, 11, 15).feeds] == [WIRE]
    assert {each.url: each.standing for each in coverage(record, 5, 15).feeds} == {COURIER: "left", WIRE: "unheard"}


def test_all_of_it_is_carried_along(record: Record, tmp_path: str) -> None:
    """A record that moves to a server keeps what it listened to."""
    courier, _ = follow(record, COURIER, WIRE)
    record.feeds.note_poll(courier.number, poll(0, listed("a", 0)))
    with Record.open(f"{tmp_path}/copy.db", merge, create=True) as copy:
        copy.load(record.dump())
        assert list(copy.dump())[1:] == list(record.dump())[1:]
        again = copy.feeds.follow([Subscription(COURIER), Subscription("https://new.example/feed")], at(1))
        assert [each.number for each in again] == [1, 3]
        assert copy.feeds.note_poll(again[1].number, poll(1, listed("z", 1))) == Noted(1)
    assert dt.datetime.fromisoformat(again[0].followed).tzinfo is not None
