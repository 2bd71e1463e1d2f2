"""Sources: which outlets the reports came from, and who has fallen silent."""

import datetime as dt
import time
from collections.abc import Sequence
from functools import partial

import msgspec

from sitrep.model.feeds import Coverage, FeedCoverage
from sitrep.model.times import as_moment
from sitrep.store.surveys import Published
from sitrep.views.coverages import REPORTED, WORDS
from sitrep.views.source_tables import remarks
from sitrep.views.translating import gettext
from sitrep.views.workbench.lifelines import moment
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import Visit

LISTENED_BACK = 7 * 86_400.0
SILENT = 3  # times the usual pause between two reports


class Outlet(msgspec.Struct, frozen=True):
    """An outlet: how many of the reports are its own, when it published first and last, and the pause that is usual for it (days)."""

    name: str
    reports: int
    first: str | None
    last: str | None
    pause: float | None
    is_silent: bool


class Listened(msgspec.Struct, frozen=True):
    """A feed that is followed: how it stands in words, whether that is a reason to doubt it, and what else is to be known of it."""

    coverage: FeedCoverage
    stands: str
    is_doubtful: bool
    remarks: tuple[str, ...]


class SourcesView(msgspec.Struct, frozen=True):
    """Outlets, whoever published most first, as of a state of the record, and the feeds that are followed, those to be doubted first."""

    outlets: tuple[Outlet, ...]
    reports: int
    latest: str | None
    as_of: str
    feeds: tuple[Listened, ...] = ()
    heard: int = 0


def look(visit: Visit) -> SourcesView:
    """Returns what the page shows."""
    as_of, counted = visit.bench.outlets.find(visit.record)
    found = visit.bench.once(f"sources {as_of}", partial(survey, counted, as_of))
    now = time.time()
    return with_feeds(found, visit.record.feeds.coverage(as_moment(now - LISTENED_BACK), as_moment(now)))


def with_feeds(view: SourcesView, coverage: Coverage | None) -> SourcesView:
    """Returns the view with how far followed feeds can be relied on; polls change no claim, so this is asked anew each time."""
    if coverage is None:
        return view
    feeds = [Listened(feed, gettext(WORDS[feed.standing]), feed.standing in REPORTED, tuple(remarks(feed))) for feed in coverage.feeds]
    return msgspec.structs.replace(view, feeds=tuple(sorted(feeds, key=lambda each: not each.is_doubtful)), heard=coverage.heard)


def survey(found: Sequence[Published], as_of: str) -> SourcesView:
    """Returns outlets with their pauses; one is silent that has published nothing for several times its usual pause."""
    latest = max((each.last for each in found if each.last), key=moment, default=None)
    return SourcesView(tuple(_outlet(each, latest) for each in found), sum(each.reports for each in found), latest, as_of)


def _outlet(told: Published, latest: str | None) -> Outlet:
    """Returns what is known of one outlet; `latest` is when anybody published last."""
    name = told.outlet or gettext("unknown")
    if told.first is None or told.last is None or latest is None:
        return Outlet(name, told.reports, None, None, None, is_silent=False)
    pause = (moment(told.last) - moment(told.first)) / (told.dated - 1) if told.dated > 1 else None
    is_silent = pause is not None and moment(latest) - moment(told.last) > max(SILENT * pause, dt.timedelta(days=1))
    days = None if pause is None else round(pause / dt.timedelta(days=1), 1)
    return Outlet(name, told.reports, told.first, told.last, days, is_silent)


PAGE = Page("/sources", "Sources", "sources.html", look)
