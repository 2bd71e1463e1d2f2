"""Feed coverage: how far what feeds told in spans of time can be relied on, from what was polled and what they listed."""

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, func, select

from sitrep.model.feeds import Coverage, FeedCoverage, Standing
from sitrep.model.times import as_moment, as_seconds
from sitrep.store.silences import Past, is_silent, standing
from sitrep.store.tables import feeds, hearings, items

PAST = 28 * 86_400.0
HALF = 0.5

Span = tuple[str | None, str]
Found = Row[Any]


class Hearing(msgspec.Struct, frozen=True):
    """Polls of one outcome in a row: from the first until the last no longer counts, or others begin, in seconds since 1970."""

    first: float
    until: float
    outcome: str
    overran: int
    note: str | None


class History(msgspec.Struct, frozen=True):
    """What is known of a feed: when it published (seconds since 1970, rising), how it was polled, and how many items are in each state.

    It counts as followed from its first poll on; until then, from when it was asked for.
    """

    feed: Found
    followed: float
    moments: Sequence[float]
    hearings: Sequence[Hearing]
    states: dict[str, int]

    def past(self, begin: float, finish: float) -> Past:
        """Returns what it did in a span, but for what it had listed before it was followed."""
        first, last = bisect_left(self.moments, max(begin, self.followed)), bisect_left(self.moments, finish)
        return Past(self.moments[first:last], self.listened(begin, finish))

    def listened(self, begin: float, finish: float) -> float:
        """Returns for how many seconds of a span it was heard."""
        return sum(max(0.0, min(each.until, finish) - max(each.first, begin)) for each in self.hearings if each.outcome == "heard")

    def last_heard(self, finish: float) -> float | None:
        """Returns until when it was heard at last, None where it never was."""
        heard = (min(each.until, finish) for each in self.hearings if each.outcome == "heard" and each.first <= finish)
        return max(heard, default=None)

    def last_item(self, finish: float) -> float | None:
        """Returns when it published at last, None where it never did."""
        after = bisect_right(self.moments, finish)
        return self.moments[after - 1] if after else None


def coverages(connection: Connection, spans: Sequence[Span]) -> list[Coverage] | None:
    """Returns how far each feed that was followed in a span can be relied on, span by span; None where no feed was ever followed.

    A span without a start begins when the first feed was followed.
    """
    rows = connection.execute(select(feeds).order_by(feeds.c.name, feeds.c.number)).all()
    if not rows:
        return None
    first = min(row.followed for row in rows)
    whole = [(min(start or first, end), end) for start, end in spans]
    earliest, latest = min(start for start, _ in whole), max(end for _, end in whole)
    found: list[list[FeedCoverage]] = [[] for _ in whole]
    for row in rows:
        history = _history(connection, row, earliest, latest)
        for (start, end), there in zip(whole, found, strict=True):
            if row.followed <= end and (row.left is None or row.left >= start):
                there.append(_feed(history, as_seconds(start), as_seconds(end)))
    return [Coverage(start, end, tuple(there)) for (start, end), there in zip(whole, found, strict=True)]


def _history(connection: Connection, row: Found, start: str, end: str) -> History:
    """Returns what is known of a feed that matters for a span: four weeks before it, and before the last item if that is earlier."""
    at, number = items.c.at, row.number
    last = connection.scalar(select(func.max(at)).where(items.c.feed == number, at <= start))
    known = as_moment(min(as_seconds(start), as_seconds(last) if last else as_seconds(start)) - PAST)
    moments = connection.scalars(select(at).where(items.c.feed == number, at >= known, at <= end).order_by(at))
    polls = (
        select(hearings).where(hearings.c.feed == number, hearings.c.until >= known, hearings.c.first <= end).order_by(hearings.c.number)
    )
    rows = connection.execute(polls).all()
    ends = [min(each.until, after.first) for each, after in itertools.pairwise(rows)] + [each.until for each in rows[-1:]]
    polled = [
        Hearing(as_seconds(each.first), as_seconds(until), each.outcome, each.overran, each.note)
        for each, until in zip(rows, ends, strict=True)
    ]
    first = connection.scalar(select(func.min(hearings.c.first)).where(hearings.c.feed == number))
    states = select(items.c.state, func.count().label("many")).where(items.c.feed == number).group_by(items.c.state)
    found = {each.state: each.many for each in connection.execute(states)}
    return History(row, as_seconds(first or row.followed), [as_seconds(each) for each in moments], polled, found)


def _feed(history: History, begin: float, finish: float) -> FeedCoverage:
    """Returns how far one feed can be relied on in a span."""
    listened = history.listened(begin, finish)
    state, since = _standing(history, begin, finish)
    usual = history.past(begin - PAST, begin).usual(listened)
    polls = [each for each in history.hearings if each.first <= finish]
    last_item, last_heard = history.last_item(finish), history.last_heard(finish)
    return FeedCoverage(
        history.feed.name,
        history.feed.url,
        state,
        round(min(1.0, listened / max(1.0, finish - max(begin, history.followed))), 4),
        bisect_right(history.moments, finish) - bisect_left(history.moments, begin),
        None if usual is None else round(usual, 1),
        since,
        None if last_item is None else as_moment(last_item),
        None if last_heard is None else as_moment(last_heard),
        sum(each.overran for each in polls if each.until >= begin),
        history.states.get("waiting", 0),
        history.states.get("failed", 0),
        polls[-1].note if polls and polls[-1].outcome != "heard" else None,
    )


def _standing(history: History, begin: float, finish: float) -> tuple[Standing, str | None]:
    """Returns how a feed stands in a span, and since when where that is known."""
    left = history.feed.left
    if left is not None and left <= as_moment(finish):
        return "left", left
    last_heard, followed = history.last_heard(finish), finish - max(begin, history.followed)
    if last_heard is None or history.listened(begin, finish) < HALF * followed:
        return "unheard", None if last_heard is None else as_moment(last_heard)
    last_item = history.last_item(finish)
    if last_item is not None and is_silent(history.past(last_item - PAST, last_item + 1), last_heard - last_item):
        return "quiet", as_moment(last_item)
    now = history.past(begin, finish)
    return standing(history.past(begin - PAST, begin), len(now.moments), now.listened), None
