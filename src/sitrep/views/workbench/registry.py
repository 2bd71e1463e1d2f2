"""The registry: every page, action and part of the API; a new page is a module of `pages` and a line here."""

from fastapi import FastAPI

from sitrep.views.workbench.benches import Bench
from sitrep.views.workbench.doors import Door
from sitrep.views.workbench.pages import event, events
from sitrep.views.workbench.routes import Action, Page

PAGES: tuple[Page, ...] = (events.PAGE, event.PAGE)  # the menu has their order
ACTIONS: tuple[Action, ...] = ()


def register_api(app: FastAPI, bench: Bench, door: Door) -> None:
    """Adds the API."""
