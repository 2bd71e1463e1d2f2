"""Feeds that are followed: what was polled, what came of it, and how far it can be relied on."""

from typing import Literal

import msgspec

Outcome = Literal["heard", "failed", "closed"]
Standing = Literal["heard", "new", "quiet", "fewer", "more", "unheard", "left"]


class Subscription(msgspec.Struct, frozen=True):
    """A feed that is to be followed, and how; `every` and `backlog` in seconds.

    `pages` tells whether the pages that it leads to are fetched, `robots` whether robots.txt is asked first.
    """

    url: str
    name: str | None = None
    language: str | None = None
    every: int = 900
    backlog: int = 604_800
    pages: bool = True
    robots: bool = True


class FollowedFeed(msgspec.Struct, frozen=True):
    """A feed as the record knows it: what the server told last, when it is to be polled next, and how often it failed in a row.

    Moments are ISO date-times in UTC; `polls` is how often it was polled in all.
    """

    number: int
    url: str
    name: str
    due: str
    followed: str
    etag: str | None = None
    modified: str | None = None
    failures: int = 0
    polls: int = 0


class FeedItem(msgspec.Struct, frozen=True):
    """One thing that a feed listed; `at` is when it was published as far as is known, else when it was seen, in UTC."""

    key: str
    at: str
    url: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    content: str | None = None
    publisher: str | None = None
    language: str | None = None


class WaitingItem(msgspec.Struct, frozen=True):
    """An item that is still to be read: its number and its feed's in the record, where it is found, and how often it was tried."""

    number: int
    feed: int
    url: str | None
    tries: int = 0


class Poll(msgspec.Struct, frozen=True):
    """What came of asking a feed once, at a moment in UTC; `every` are the seconds for which it counts as heard.

    "heard" is any proper answer, "failed" none or a broken one, "closed" one that forbids us to ask. `items` are those that it lists
    that are not too old to be read, `older` whether it lists some that are. `etag` and `modified` are what the server told, `name` what
    the feed calls itself, `due` when to ask next.
    """

    at: str
    outcome: Outcome
    due: str
    every: int
    note: str | None = None
    items: tuple[FeedItem, ...] = ()
    older: bool = False
    etag: str | None = None
    modified: str | None = None
    name: str | None = None


class Noted(msgspec.Struct, frozen=True):
    """What a poll brought: items that were new, others that were changed, and whether some may have come and gone in between unseen."""

    new: int = 0
    changed: int = 0
    overran: bool = False


class FeedCoverage(msgspec.Struct, frozen=True):
    """How far a feed can be relied on for a span of time.

    `listened` is the share of the span, since it was followed, in which it answered, `items` what it published in it, `usual` what it
    publishes in so long a time by its own four weeks before (None: too little is known). `standing` is "heard", "new" (followed too
    shortly to tell), "quiet" (nothing for longer than ever and than chance allows), "fewer", "more", "unheard" (for more than half of
    the span), "left" (no longer followed); `since` from when on. `overran` counts polls before which items may have come and gone
    unseen, `waiting` and `lost` are items still to be read, and those that could not be; `note` is why the last poll failed.
    """

    feed: str
    url: str
    standing: Standing
    listened: float
    items: int
    usual: float | None = None
    since: str | None = None
    last_item: str | None = None
    last_heard: str | None = None
    overran: int = 0
    waiting: int = 0
    lost: int = 0
    note: str | None = None


class Coverage(msgspec.Struct, frozen=True):
    """How far all followed feeds can be relied on for a span, whose ends are moments in UTC; shown beside what was counted in it."""

    start: str
    end: str
    feeds: tuple[FeedCoverage, ...]

    @property
    def followed(self) -> int:
        """How many feeds were followed at any time of the span."""
        return len(self.feeds)

    @property
    def heard(self) -> int:
        """How many of them were heard as ever, or as far as can be told so soon."""
        return sum(feed.standing in {"heard", "new"} for feed in self.feeds)

    def named(self, *standings: Standing) -> tuple[str, ...]:
        """Returns the names of the feeds of these standings."""
        return tuple(feed.feed for feed in self.feeds if feed.standing in standings)
