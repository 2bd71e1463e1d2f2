"""Coverage: which followed feeds were heard in a span of time and which were not, to stand beside every count."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from sitrep.model.feeds import Coverage, FeedCoverage, Standing
from sitrep.model.times import as_moment
from sitrep.store.records import Record
from sitrep.views.records import open_record, read_moment
from sitrep.views.translating import gettext, told
from sitrep.views.wishes import Look
from sitrep.views.words import counted

REPORTED: tuple[Standing, ...] = ("quiet", "fewer", "more", "unheard")
WORDS = {
    "heard": "as ever",
    "new": "too new to tell",
    "quiet": "silent",
    "fewer": "fewer than usual",
    "more": "more than usual",
    "unheard": "not heard",
    "left": "no longer followed",
}
SPANS = ("day", "week", "month", "year")

Days = tuple[str | None, str | None]


def coverages_of(look: Look, spans: Iterable[Days]) -> list[Coverage] | None:
    """Returns how far feeds could be relied on in spans of days (UTC, both inclusive; None: from the first poll, until now).

    None where no feed is followed. Nothing is known after the moment at which the record is looked at.
    """
    known = read_moment(look.as_known)
    with open_record(look.database) as record:
        return coverages_in(record, spans, known)


def coverages_in(record: Record, spans: Iterable[Days], known: dt.datetime | None = None) -> list[Coverage] | None:
    """Returns the same of an open record, as known at a moment (None: now)."""
    now = as_moment((known or dt.datetime.now(dt.UTC)).timestamp())
    return record.feeds.coverages(
        [(start and f"{start}T00:00:00+00:00", min(now, f"{end}T23:59:59+00:00" if end else now)) for start, end in spans]
    )


def coverage_of(look: Look, since: str | None, until: str | None) -> Coverage | None:
    """Returns how far feeds could be relied on in one span of days, None where no feed is followed."""
    found = coverages_of(look, [(since, until)])
    return found[0] if found else None


def span_of(group: str, value: str | None) -> Days | None:
    """Returns the days of a group of sums: a day, an ISO week, a month or a year; None for any other.

    >>> span_of("week", "2025-W49"), span_of("month", "2025-12"), span_of("place", "Kyiv")
    (('2025-12-01', '2025-12-07'), ('2025-12-01', '2025-12-31'), None)
    """
    if value is None or group not in SPANS:
        return None
    if group == "week":
        first = dt.date.fromisoformat(f"{value}-1")
        return first.isoformat(), (first + dt.timedelta(days=6)).isoformat()
    if group == "day":
        return value, value
    if group == "year":
        return f"{value}-01-01", f"{value}-12-31"
    following = (dt.date.fromisoformat(f"{value}-01") + dt.timedelta(days=31)).replace(day=1)
    return f"{value}-01", (following - dt.timedelta(days=1)).isoformat()


def coverage_line(coverage: Coverage | None) -> str | None:
    """Returns one line to stand beside a count, None where no feed was followed then."""
    if coverage is None or not coverage.feeds:
        return None
    line = told("Coverage: {number} of {feeds} heard as ever", number=coverage.heard, feeds=counted(coverage.followed, "feed"))
    parts = [(gettext(WORDS[standing]), coverage.named(standing)) for standing in REPORTED]
    return line + "".join(f"; {words}: {listed_names(named)}" for words, named in parts if named)


def coverage_json(coverage: Coverage | None) -> dict[str, Any] | None:
    """Returns what stands beside a count in JSON, None where no feeds are followed."""
    if coverage is None:
        return None
    named: dict[str, Any] = {standing: coverage.named(standing) for standing in REPORTED}
    return {"start": coverage.start, "end": coverage.end, "followed": coverage.followed, "heard": coverage.heard, **named}


def standing_words(feed: FeedCoverage) -> str:
    """Returns since when a feed stands as it does, and what is usual for it; "" where neither is known."""
    since = f"since {feed.since[:16].replace('T', ' ')} UTC" if feed.since else ""
    compared = "" if feed.usual is None else f"{feed.items} items in seven days, {feed.usual:g} are usual"
    return ", ".join(each for each in (since, compared) if each)


def listed_names(names: Sequence[str], most: int = 5) -> str:
    """Returns names, the first few of many.

    >>> listed_names(["The Courier", "The Wire", "The Star"], 2)
    'The Courier, The Wire and 1 more'
    """
    line = ", ".join(names[:most])
    return told("{names} and {number} more", names=line, number=len(names) - most) if len(names) > most else line
