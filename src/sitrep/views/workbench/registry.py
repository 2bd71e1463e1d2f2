"""The registry: every page, action and part of the API; a new page is a module of `pages` and a line here."""

from fastapi import FastAPI

from sitrep.views.workbench.benches import Bench
from sitrep.views.workbench.doors import Door
from sitrep.views.workbench.pages import (
    about,
    contacts,
    document,
    event,
    events,
    judge,
    login,
    outages,
    people,
    person,
    review,
    search,
    situation,
    sources,
    why,
)
from sitrep.views.workbench.routes import Action, Page

PAGES: tuple[Page, ...] = (  # the menu has their order
    situation.PAGE,
    events.PAGE,
    event.PAGE,
    why.PAGE,
    document.PAGE,
    contacts.PAGE,
    outages.PAGE,
    people.PAGE,
    person.PAGE,
    search.PAGE,
    review.PAGE,
    sources.PAGE,
    about.PAGE,
    about.JUDGEMENTS,
    login.PAGE,
)
ACTIONS: tuple[Action, ...] = (*judge.ACTIONS, *login.ACTIONS)


def register_api(app: FastAPI, bench: Bench, door: Door) -> None:
    """Adds the API."""
