"""Numbers: figures as they are told in a sentence, with the hedge that their own words have."""

import re

from sitrep.model.events import Bounds
from sitrep.model.figures import Figure
from sitrep.views.reporting.phrasing import plain
from sitrep.views.reporting.reports import Piece, Pieces
from sitrep.views.reporting.speakers import is_plural
from sitrep.views.reporting.style import style, template
from sitrep.views.words import wording

DIGIT = re.compile(r"\d")
WORD = re.compile(r"[a-z]+")
MILLION = 1_000_000


def stated(figure: Figure, note: int) -> Piece:
    """Returns the number of a figure in its own hedge ("at least 25"), or the word that it is given by ("dozens").

    >>> stated(Figure(0, 0, "almost 600 drones", "drone", "launched", None, 600), 1).text
    'almost 600'
    >>> stated(Figure(0, 0, "Dozens", "person", "injured", 24), 1).text
    'dozens'
    """
    bounds = Bounds(figure.low, figure.high)
    return Piece(vague_word(figure) or bounded(bounds, hedge_of(figure), approx=figure.approx), "number", (note,), bounds=bounds)


def bounded(bounds: Bounds, hedge: str | None = None, *, approx: bool = False) -> str:
    """Returns bounds in words.

    >>> bounded(Bounds(4, None)), bounded(Bounds(30, 40)), bounded(Bounds(1200, 1200), approx=True)
    ('at least 4', '30–40', 'about 1,200')
    """
    hedges = style().hedges
    if bounds.low is None or bounds.high is None:
        number = bounds.low if bounds.low is not None else bounds.high
        default = hedges.low if bounds.high is None else hedges.high
        return "unknown" if number is None else f"{hedge or default} {digits(number)}"
    number_words = digits(bounds.low) if bounds.low == bounds.high else f"{digits(bounds.low)}–{digits(bounds.high)}"
    return f"{hedge or hedges.about} {number_words}" if approx else number_words


def digits(number: int) -> str:
    """Returns a number in digits; round millions by that word.

    >>> digits(1200), digits(9_300_000), digits(1_000_001)
    ('1,200', '9.3 million', '1,000,001')
    """
    if number >= MILLION and not number % (MILLION // 10):
        return f"{number / MILLION:g}{template('million')}"
    return f"{number:,}"


def hedge_of(figure: Figure) -> str | None:
    """Returns the hedge that stands in a figure's own words, None where none does."""
    words = f" {' '.join(WORD.findall(figure.text.casefold()))} "
    return next((hedge for hedge in style().hedges.known if f" {hedge} " in words), None)


def vague_word(figure: Figure) -> str | None:
    """Returns the word by which a figure is given where its words hold no number."""
    if DIGIT.search(figure.text) or figure.high is not None:
        return None
    words = f" {' '.join(WORD.findall(figure.text.casefold()))} "
    return next((word for word in (*style().vague.of, *style().vague.bare) if f" {word} " in words), None)


def noun(item: str, bounds: Bounds) -> str:
    """Returns what is counted, in the form that fits the number.

    >>> noun("person", Bounds(1, 1)), noun("drone", Bounds(1, None))
    ('person', 'drone')
    """
    singular, plural = style().items.get(item) or wording().items.get(item, (item, item))
    return singular if is_one(bounds) else plural


def own_noun(figure: Figure) -> str | None:
    """Returns the noun by which a claim's own words name what is counted; None where a usual noun says it better.

    >>> own_noun(Figure(0, 0, "over 60,000 customers", "household")), own_noun(Figure(0, 0, "57 of the buildings", "building"))
    ('customers', 'buildings')
    >>> own_noun(Figure(0, 0, "around 20 others", "vehicle"))
    """
    rules, hedges = style().own_nouns, {word for hedge in style().hedges.known for word in hedge.split()}
    if figure.item not in rules.items:
        return None
    words = figure.text.split()
    while words and (
        words[0].casefold().strip(",") in rules.numerals | hedges or DIGIT.search(words[0]) or ("-" in words[0] and not words[1:])
    ):
        words = words[1:]
    if not 0 < len(words) <= rules.most_words or {word.casefold() for word in words} & rules.refused:
        return None
    if is_one(Bounds(figure.low, figure.high)) and is_plural(words[-1]):
        return None
    return " ".join(words) if all(WORD.fullmatch(word.casefold().replace("-", "").replace("'s", "")) for word in words) else None


def is_one(bounds: Bounds) -> bool:
    """Whether a number takes the singular: exactly one, or at least or at most one."""
    return {bounds.low, bounds.high} - {None} == {1}


def counted_thing(number: Piece, figure: Figure) -> Pieces:
    """Returns the number of a figure with its noun."""
    of = "of " if number.text in style().vague.of else ""
    own = own_noun(figure)
    if own is not None:
        return (number, *plain(f" {of}"), Piece(own, "name"))
    item = "strike" if (figure.measure, figure.item) == ("hit", "other") else figure.item
    return (number, *plain(f" {of}{noun(item, number.bounds or Bounds())}"))
