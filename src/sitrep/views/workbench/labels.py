"""Labels: words that pages alone need."""

import functools
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from sitrep.model.events import Event, EventFigure
from sitrep.views.translating import read_in, term, told
from sitrep.views.words import bounds_words, count_words

SAFE_SCHEMES = ("http", "https")


def figure_line(figure: EventFigure) -> str:
    """Returns the number shown for one count, with what it counts."""
    return count_words(figure, bounds_words(figure.best.low, figure.best.high))


def said_span(figure: EventFigure) -> str:
    """Returns the span of all that was said, "" where all agree."""
    return "" if figure.agreement == "agreed" else told("all say {bounds}", bounds=bounds_words(figure.low, figure.high))


def parties_line(event: Event) -> str:
    """Returns who did it to whom, and who else took part."""
    named = [actor.name for actor in (event.actor, event.target) if actor]
    others = [name for name in dict.fromkeys(actor.name for actor in event.participants) if name not in named]
    if event.participants and not others and len(event.participants) > 1:
        return ", ".join(dict.fromkeys(actor.name for actor in event.participants))
    doers, company = " → ".join(named), ", ".join(others)
    return told("{doers} with {company}", doers=doers, company=company) if doers and company else doers or company


def speech(language: str | None) -> Markup:
    """Returns the attributes of an element that holds a report's own words: their language, "" for one not known, and that they show their
    direction themselves.

    >>> speech("uk")
    Markup('dir="auto" lang="uk"')
    """
    return Markup('dir="auto" lang="{}"').format(language or "")


def term_options(terms: tuple[str, ...], chosen: str | None) -> Markup:
    """Returns the options of a list to choose a term from, one of them chosen."""
    return _term_options(terms, chosen if chosen in terms else None, read_in())


@functools.lru_cache(maxsize=512)
def _term_options(terms: tuple[str, ...], chosen: str | None, _: str) -> Markup:
    """Returns the same in the language of whoever reads."""
    plain, marked = Markup('<option value="{}">{}</option>'), Markup('<option value="{}" selected>{}</option>')
    made = ((marked if each == chosen else plain).format(each, term(each)) for each in terms)
    return Markup("").join(made)


def event_link(identifier: str) -> str:
    """Returns the address of an event's page."""
    return f"/events/{quote(identifier, safe='')}"


def document_link(identifier: str, claim: str | None = None) -> str:
    """Returns the address of a report's page, at one of its claims where one is named."""
    return f"/documents/{quote(identifier, safe='')}{f'#{quote(claim)}' if claim else ''}"


def person_link(name: str) -> str:
    """Returns the address of a speaker's page."""
    return f"/people/{quote(name, safe='')}"


def outside_link(url: str | None) -> str | None:
    """Returns an address that a report gives, None where it is none that a browser should follow.

    >>> outside_link("https://example.org/1"), outside_link("javascript:alert(1)")
    ('https://example.org/1', None)
    """
    try:
        return url if url and urlsplit(url).scheme.casefold() in SAFE_SCHEMES else None
    except ValueError:
        return None
