"""The log of feeds: which are followed, what each poll brought, and what is still to be read. Each method is one transaction."""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

import msgspec
from sqlalchemy import Connection, Row, func, select, update

from sitrep.model.feeds import Coverage, FeedItem, FollowedFeed, Noted, Poll, Subscription, WaitingItem
from sitrep.model.times import as_moment, as_seconds
from sitrep.store.bulk import next_numbers, write_rows
from sitrep.store.feed_coverage import coverages
from sitrep.store.queries import batches
from sitrep.store.tables import feeds, hearings, items

Transaction = Callable[[], AbstractContextManager[Connection]]

DAY = len("2025-12-07")
CHANGED = {"state": "waiting", "tries": 0, "note": None}


class Settled(msgspec.Struct, frozen=True):
    """What became of an item: "read" into the document of that id, "failed" for good, or "waiting" for another try at `due`.

    `tried` is False where its host was not asked at all.
    """

    state: str
    due: str = ""
    document: str | None = None
    note: str | None = None
    tried: bool = True


class FeedLog:
    """What a record keeps of feeds. Moments are ISO date-times in UTC, all of one form, so that their order is that of time."""

    def __init__(self, reading: Transaction, writing: Transaction) -> None:
        self._reading = reading
        self._writing = writing

    def follow(self, subscriptions: Sequence[Subscription], now: str) -> list[FollowedFeed]:
        """Notes which feeds are followed from now on, those known before as they were, and returns them in the order given."""
        with self._writing() as connection:
            known = {row.url: row for row in connection.execute(select(feeds))}
            for gone in known.keys() - {each.url for each in subscriptions}:
                connection.execute(update(feeds).where(feeds.c.url == gone, feeds.c.left.is_(None)).values(left=now))
            new = [each for each in subscriptions if each.url not in known]
            numbers = next_numbers(connection, feeds, len(new))
            rows = [
                (number, each.url, each.name or each.url, None, None, now, 0, 0, now, None)
                for number, each in zip(numbers, new, strict=True)
            ]
            write_rows(connection, feeds, rows)
            for each in subscriptions:
                named = {"name": each.name} if each.name else {}
                connection.execute(update(feeds).where(feeds.c.url == each.url).values(left=None, **named))
            found = {row.url: _followed(row) for row in connection.execute(select(feeds))}
        return [found[each.url] for each in subscriptions]

    def note_poll(self, feed: int, poll: Poll) -> Noted:
        """Keeps what came of a poll, and returns what was new in it."""
        with self._writing() as connection:
            row = connection.execute(select(feeds).where(feeds.c.number == feed)).one()
            noted = _note_items(connection, row, poll)
            _note_hearing(connection, feed, poll, noted)
            connection.execute(update(feeds).where(feeds.c.number == feed).values(_told(row, poll)))
        return noted

    def waiting(self, now: str) -> list[WaitingItem]:
        """Returns of each feed the first item that is still to be read and may be tried now."""
        first = select(func.min(items.c.number)).where(items.c.state == "waiting", items.c.due <= now).group_by(items.c.feed)
        wanted = select(items.c.number, items.c.feed, items.c.url, items.c.tries).where(items.c.number.in_(first))
        with self._reading() as connection:
            return [WaitingItem(*row) for row in connection.execute(wanted.order_by(items.c.number))]

    def item(self, number: int) -> FeedItem:
        """Returns the item of that number."""
        with self._reading() as connection:
            row = connection.execute(select(items).where(items.c.number == number)).one()
        return FeedItem(row.key, row.at, row.url, row.title, row.published, row.updated, row.content, row.publisher, row.language)

    def waiting_count(self) -> int:
        """Returns how many items are still to be read."""
        with self._reading() as connection:
            return int(connection.scalar(select(func.count()).where(items.c.state == "waiting")) or 0)

    def settle(self, number: int, settled: Settled) -> None:
        """Notes what became of an item; the feed's own words of it are kept only as long as it waits."""
        waits = settled.state == "waiting"
        values = {"state": settled.state, "document": settled.document, "note": settled.note, "tries": items.c.tries + int(settled.tried)}
        values |= {"due": settled.due} if waits else {"content": None}
        with self._writing() as connection:
            connection.execute(update(items).where(items.c.number == number).values(values))

    def coverage(self, start: str | None, end: str) -> Coverage | None:
        """Returns how far each feed that was followed can be relied on from `start` (None: from the first poll) to `end`.

        None where no feed was ever followed.
        """
        found = self.coverages([(start, end)])
        return found[0] if found else None

    def coverages(self, spans: Sequence[tuple[str | None, str]]) -> list[Coverage] | None:
        """Returns the same for several spans at once, in their order."""
        if not spans:
            return []
        with self._reading() as connection:
            return coverages(connection, spans)


def _note_items(connection: Connection, feed: Row[tuple[object, ...]], poll: Poll) -> Noted:
    """Keeps the items that are new or changed, and says whether all are new, so that others may have come and gone in between."""
    listed = {_key(item): item for item in poll.items}
    known: dict[str, Row[tuple[object, ...]]] = {}
    for batch in batches(list(listed)):
        wanted = select(items.c.number, items.c.key, items.c.updated, items.c.state).where(
            items.c.feed == feed.number, items.c.key.in_(batch)
        )
        known |= {row.key: row for row in connection.execute(wanted)}
    new = {key: item for key, item in listed.items() if key not in known}
    numbers = next_numbers(connection, items, len(new))
    oldest_first = sorted(new.items(), key=lambda pair: pair[1].at)
    write_rows(
        connection, items, [_row(number, feed.number, key, item, poll) for number, (key, item) in zip(numbers, oldest_first, strict=True)]
    )
    changed = [(key, item) for key, item in listed.items() if key in known and item.updated and (known[key].updated or "") < item.updated]
    for key, item in changed:
        values = {"updated": item.updated, "content": item.content, "due": poll.at, **CHANGED}
        connection.execute(update(items).where(items.c.number == known[key].number).values(values))
    heard_before = feed.polls - feed.failures > 0
    return Noted(
        len(new), len(changed), bool(new) and not known and not poll.older and heard_before and _has_items(connection, feed.number, numbers)
    )


def _has_items(connection: Connection, feed: int, numbers: Sequence[int]) -> bool:
    """Whether a feed had listed anything before the items with these numbers."""
    return connection.scalar(select(items.c.number).where(items.c.feed == feed, items.c.number < numbers[0]).limit(1)) is not None


def _note_hearing(connection: Connection, feed: int, poll: Poll, noted: Noted) -> None:
    """Lengthens the last row of a feed where the poll goes on in it, else begins a new one; a day begins one, so that spans can be told."""
    until = as_moment(as_seconds(poll.at) + poll.every) if poll.outcome == "heard" else poll.at
    last = connection.execute(select(hearings).where(hearings.c.feed == feed).order_by(hearings.c.number.desc()).limit(1)).one_or_none()
    same = last is not None and (last.outcome, last.note, last.first[:DAY]) == (poll.outcome, poll.note, poll.at[:DAY])
    if last is not None and same and (poll.outcome != "heard" or as_seconds(poll.at) <= as_seconds(last.until) + poll.every):
        values = {"last": poll.at, "until": until, "polls": last.polls + 1}
        values |= {"new": last.new + noted.new, "overran": last.overran + noted.overran}
        connection.execute(update(hearings).where(hearings.c.number == last.number).values(values))
        return
    (number,) = next_numbers(connection, hearings, 1)
    row = (number, feed, poll.at, poll.at, until, poll.outcome, 1, noted.new, int(noted.overran), poll.note)
    write_rows(connection, hearings, [row])


def _told(feed: Row[tuple[object, ...]], poll: Poll) -> dict[str, object]:
    """Returns what a feed's row is to hold after a poll; a name that the user gave stays."""
    heard = poll.outcome == "heard"
    values: dict[str, object] = {"due": poll.due, "polls": feed.polls + 1, "failures": 0 if heard else feed.failures + 1}
    if heard:
        values |= {"etag": poll.etag, "modified": poll.modified}
    if poll.name and feed.name == feed.url:
        values["name"] = poll.name
    return values


def _key(item: FeedItem) -> str:
    """Returns the hash by which an item is known within its feed."""
    return hashlib.sha256(item.key.encode()).hexdigest()[:32]


def _row(number: int, feed: int, key: str, item: FeedItem, poll: Poll) -> tuple[object, ...]:
    """Returns a new item as a row of the table."""
    told = (item.url, item.title, item.published, item.updated, item.publisher, item.language)
    return (number, feed, key, *told, item.at, poll.at, "waiting", poll.at, 0, item.content, None, None)


def _followed(row: Row[tuple[object, ...]]) -> FollowedFeed:
    """Returns the feed in a row."""
    return FollowedFeed(row.number, row.url, row.name, row.due, row.followed, row.etag, row.modified, row.failures, row.polls)
