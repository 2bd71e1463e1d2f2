"""`sitrep sources`: how far each feed that is followed can be relied on."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from rich.console import Console
from rich.text import Text

from sitrep.model.feeds import Coverage, FeedCoverage
from sitrep.views.coverages import REPORTED, WORDS, coverage_of
from sitrep.views.listing import read_day
from sitrep.views.output import write_json
from sitrep.views.screens import cell, frame, screen
from sitrep.views.translating import told
from sitrep.views.wishes import Look
from sitrep.views.words import counted, publication_words

COLUMNS = {"Feed": 20, "How it stands": None, "Items": 5, "Usual": 5, "Heard": 5, "Last item": 11}
STYLES = {"quiet": "red", "fewer": "yellow", "more": "yellow", "unheard": "red", "left": "dim"}
SIX_DAYS = dt.timedelta(days=6)


def list_sources(since: str | None, until: str | None, form: Literal["table", "json"], database: str | None) -> int:
    """Prints how far each feed can be relied on in a span, the last seven days without one, and returns the exit code.

    Raises: WrongUsage; StoreUnavailable.
    """
    first, last = read_day("--since", since), read_day("--until", until)
    if first is None:
        first = ((dt.date.fromisoformat(last) if last else dt.datetime.now(dt.UTC).date()) - SIX_DAYS).isoformat()
    found = coverage_of(Look(database), first, last)
    if form == "json":
        write_json({"coverage": found})
    else:
        print_coverage(screen(), found)
    return 0


def print_coverage(console: Console, coverage: Coverage | None) -> None:
    """Prints one row a feed, those that cannot be relied on first."""
    if coverage is None:
        console.print("no feed is followed; `sitrep watch FEEDS.toml` follows them")
        return
    days = f"{publication_words(coverage.start)} to {publication_words(coverage.end)}"
    table = frame(COLUMNS, f"{counted(coverage.followed, 'feed')}, {coverage.heard} heard as ever, {days}")
    for feed in sorted(coverage.feeds, key=lambda each: each.standing not in REPORTED):
        table.add_row(*_cells(feed))
    console.print(table)


def _cells(feed: FeedCoverage) -> Sequence[Text]:
    """Returns the cells of one feed."""
    state = cell(WORDS[feed.standing], STYLES.get(feed.standing, ""))
    for words in remarks(feed):
        state.append(f"\n{words}", "dim")
    usual = "" if feed.usual is None else f"{feed.usual:g}"
    last = publication_words(feed.last_item) if feed.last_item else "none"
    return (cell(feed.feed), state, cell(f"{feed.items:,}"), cell(usual), cell(f"{feed.listened:.0%}"), cell(last))


def remarks(feed: FeedCoverage) -> list[str]:
    """Returns what else is to be known of a feed."""
    remarks = [told("since {moment}", moment=feed.since[:16].replace("T", " "))] if feed.since else []
    remarks += [feed.note[:80]] if feed.note else []
    remarks += [told("{times} items may be missing", times=counted(feed.overran, "time"))] if feed.overran else []
    remarks += [told("{number} waiting", number=feed.waiting)] if feed.waiting else []
    remarks += [told("{number} could not be read", number=feed.lost)] if feed.lost else []
    return remarks
