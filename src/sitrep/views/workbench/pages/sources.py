"""Sources: which outlets the reports came from lately, and who has fallen silent."""

import datetime as dt
from collections import defaultdict
from functools import partial

import msgspec

from sitrep.model.texts import Document
from sitrep.store import surveys
from sitrep.views.workbench.lifelines import moment
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import Visit

LOOKED_BACK = 5000
SILENT = 3  # times the usual pause between two reports


class Outlet(msgspec.Struct, frozen=True):
    """An outlet: how many of the reports are its own, when it published first and last, and the pause that is usual for it (days)."""

    name: str
    reports: int
    first: str | None
    last: str | None
    pause: float | None
    is_silent: bool


class SourcesView(msgspec.Struct, frozen=True):
    """Outlets of the last reports, whoever published most first."""

    outlets: tuple[Outlet, ...]
    reports: int
    latest: str | None


def look(visit: Visit) -> SourcesView:
    """Returns what the page shows."""
    return visit.bench.once("sources", lambda: survey(visit.record.ask(partial(surveys.latest_sources, limit=LOOKED_BACK))))


def survey(documents: list[Document]) -> SourcesView:
    """Returns the outlets of some reports; one is silent that has published nothing for several times its usual pause."""
    by_name: defaultdict[str, list[Document]] = defaultdict(list)
    for document in documents:
        by_name[document.publisher or "unknown"].append(document)
    latest = max((each.published for each in documents if each.published), key=moment, default=None)
    outlets = [_outlet(name, own, latest) for name, own in by_name.items()]
    return SourcesView(tuple(sorted(outlets, key=lambda each: (-each.reports, each.name))), len(documents), latest)


def _outlet(name: str, documents: list[Document], latest: str | None) -> Outlet:
    """Returns what is known of one outlet; `latest` is when anybody published last."""
    published = sorted((each.published for each in documents if each.published), key=moment)
    if not published or latest is None:
        return Outlet(name, len(documents), None, None, None, is_silent=False)
    span = moment(published[-1]) - moment(published[0])
    pause = span / (len(published) - 1) if len(published) > 1 else None
    is_silent = pause is not None and moment(latest) - moment(published[-1]) > max(SILENT * pause, dt.timedelta(days=1))
    days = None if pause is None else round(pause / dt.timedelta(days=1), 1)
    return Outlet(name, len(documents), published[0], published[-1], days, is_silent)


PAGE = Page("/sources", "Sources", "sources.html", look)
