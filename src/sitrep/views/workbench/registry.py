"""The registry: every page and action; a new page is a module of `pages` and a line here."""

from sitrep.views.workbench.pages import (
    about,
    add,
    charts,
    contacts,
    correct,
    document,
    event,
    events,
    judge,
    language,
    login,
    outages,
    people,
    person,
    report,
    review,
    search,
    situation,
    sources,
    trends,
    users,
    why,
)
from sitrep.views.workbench.pages import map as map_page
from sitrep.views.workbench.routes import Action, Page

PAGES: tuple[Page, ...] = (  # the menu has their order
    situation.PAGE,
    events.PAGE,
    event.PAGE,
    why.PAGE,
    document.PAGE,
    map_page.PAGE,
    charts.PAGE,
    trends.PAGE,
    contacts.PAGE,
    outages.PAGE,
    people.PAGE,
    person.PAGE,
    search.PAGE,
    review.PAGE,
    correct.PAGE,
    sources.PAGE,
    add.PAGE,
    about.PAGE,
    about.JUDGEMENTS,
    users.PAGE,
    login.PAGE,
)
ANSWERS: tuple[Page, ...] = (
    map_page.FEATURES,
    map_page.PICTURE,
    map_page.EVENT_PICTURE,
    charts.PICTURE,
    report.PAGE,
    language.PAGE,
)  # what pages fetch, or offer to save
ACTIONS: tuple[Action, ...] = (*judge.ACTIONS, *login.ACTIONS, *users.ACTIONS, add.ACTION)
