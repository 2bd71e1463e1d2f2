"""Scenes: what an attack is called, where and when, as a sentence tells it."""

import datetime as dt
from collections.abc import Sequence

from sitrep.model.actors import Actor
from sitrep.model.claims import Claim
from sitrep.model.places import Place
from sitrep.model.times import When
from sitrep.packs.gazetteer import countries
from sitrep.views.reporting.phrasing import fill, plain
from sitrep.views.reporting.reports import Piece, Pieces
from sitrep.views.reporting.speakers import indefinite, is_plural, with_article
from sitrep.views.reporting.style import style, template
from sitrep.views.words import days_words

A_DAY = dt.timedelta(days=1)
NIGHT_WORDS = ("night", "evening")


def attack(claim: Claim, text: str) -> Pieces:
    """Returns what a claim's attack is called, by whom and on what: "a Russian air attack on a hotel"; `text` is the report's."""
    known = style().attacks
    what = known.get(claim.mode or "", known[""])
    adjective, actor = doer(claim.actor if what.sided else None)
    first = adjective[0].text if adjective else what.noun
    article = None if what.mass else indefinite(first)
    values = {"article": article, "adjective": adjective, "noun": what.noun, "actor": actor, "target": target(claim.target, text)}
    return fill(template("attack_by"), values)


def doer(actor: Actor | None) -> tuple[Pieces, Pieces]:
    """Returns who did it as an adjective ("Russian"), or else as a name; both empty where no name is told."""
    rules = style().speakers
    if actor is None or not actor.name[0].isupper() or actor.name.split()[0].casefold() in rules.determined | rules.nobody:
        return (), ()
    if actor.kind == "state" and actor.country:
        country = countries().get(actor.country)
        word = style().adjectives.get(actor.country) or (country.demonyms[0] if country and country.demonyms else None)
        if word:
            return (Piece(word, "name"),), ()
    return (), (Piece(with_article(actor.name), "name"),)


def target(actor: Actor | None, text: str) -> Pieces:
    """Returns what was attacked where that is a thing worth naming, such as a hotel, with the article that the text has."""
    if actor is None or actor.kind not in ("facility", "organisation"):
        return ()
    words = actor.name.casefold().replace("’", "'").split()
    rules = style().targets
    if not rules.named & set(words) or rules.refused & set(words):
        return ()
    if actor.name[0].isupper() or is_plural(words[-1]) or words[0] in ("a", "an", "the"):
        return (Piece(actor.name, "name"),)
    before = text[: actor.start].split()[-1:] if actor.start and actor.text == actor.name else []
    is_known = any(word.casefold() == "the" or word.replace("’", "'").endswith(("'s", "s'")) for word in before)
    article = "the " if is_known or words[-1] in ("infrastructure", "grid") else f"{indefinite(actor.name)} "
    return (*plain(article), Piece(actor.name, "name"))


def where(places: Sequence[Place], besides: Pieces = (), *, near: bool = True) -> Pieces:
    """Returns where it was, by the most precise place, with `near` its region in brackets; nothing where a name said it already."""
    place = main_place(places)
    if place is None or any(place.name in piece.text for piece in besides):
        return ()
    return (*plain("at " if place.precision == "facility" else "in "), *place_name(place), *(within(place) if near else ()))


def main_place(places: Sequence[Place]) -> Place | None:
    """Returns the first place that is on the map, else the first."""
    return next((place for place in places if place.precision != "unresolved"), places[0] if places else None)


def place_name(place: Place, *, strong: bool = False) -> Pieces:
    """Returns a place's name in a sentence: "the Kharkiv region", "the Gaza Strip", "Kyiv"."""
    rules = style().places
    name = (Piece(place.name, "name", strong=strong),)
    is_region = place.precision == "region" and place.country in rules.region_countries and place.name not in rules.bare_regions
    if is_region and not place.name.casefold().endswith(rules.region_word):
        return (*plain("the ", strong=strong), *name, *plain(f" {rules.region_word}", strong=strong))
    return (*plain("the ", strong=strong), *name) if place.name in rules.articles else name


def within(place: Place) -> Pieces:
    """Returns the region in which a town lies, in brackets, where its name is another."""
    if place.precision not in ("settlement", "district", "facility") or not place.admin1:
        return ()
    if place.admin1.casefold().startswith(place.name.casefold()):
        return ()
    word = f" {style().places.region_word}" if place.country in style().places.region_countries else ""
    bare = place.admin1 in style().places.bare_regions
    return (*plain(" ("), Piece(place.admin1, "name"), *plain(f"{'' if bare else word})"))


def when(days: When, year: int | None) -> Pieces:
    """Returns when it was: "on 28 August", "overnight to 28 August", "between 1 and 7 December"; the year where it is not `year`."""
    first, last = days.first_day, days.last_day
    if first is None or last is None:
        return ()
    if first == last:
        return (*plain("on "), day(last, year))
    if last - first == A_DAY and is_night(days):
        return (*plain("overnight to "), day(last, year))
    if last - first == A_DAY:
        return (*plain("on "), span(first, last, year))
    begin = Piece(f"{first.day}", "day") if (first.year, first.month) == (last.year, last.month) else day(first, last.year)
    return (*plain("between "), begin, *plain(" and "), day(last, year))


def is_night(days: When) -> bool:
    """Whether two days are told as one night."""
    return days.precision == "part-of-day" or any(word in (days.text or "").casefold() for word in NIGHT_WORDS)


def day(date: dt.date, year: int | None = None) -> Piece:
    """Returns a day, with its year where that is another than `year`."""
    return Piece(f"{date.day} {date:%B}" + ("" if date.year == year else f" {date.year}"), "day")


def span(first: dt.date, last: dt.date, year: int | None = None) -> Piece:
    """Returns the days from one to another, in few words.

    >>> span(dt.date(2025, 12, 6), dt.date(2025, 12, 7), 2025).text, span(dt.date(2025, 11, 30), dt.date(2025, 12, 7)).text
    ('6–7 December', '30 November – 7 December 2025')
    """
    if first == last:
        return day(last, year)
    if (first.year, first.month) == (last.year, last.month):
        return Piece(f"{first.day}–{day(last, year).text}", "day")
    return Piece(f"{day(first, last.year).text} – {day(last, year).text}", "day")


def short_days(days: When) -> Pieces:
    """Returns days for a cell of a table."""
    return (Piece(days_words(days), "day"),)
