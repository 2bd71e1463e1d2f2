"""Translating: the words of the program in the language of whoever reads, from catalogues of the usual form (gettext)."""

import datetime as dt
import functools
import gettext as catalogues
import io
import re
from contextvars import ContextVar
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages import Catalog

LANGUAGES = {"en": "English", "uk": "Українська"}
OWN = "en"  # the language in which the program is written
SENTENCE = "sentence"  # the context of sentences that other stages made, with numbers in braces for what they name
TERM = "term"  # the context of the record's own terms

READ_IN: ContextVar[str] = ContextVar("read_in", default=OWN)
HOLE = re.compile(r"\\\{\d+\\\}")
DAYS = re.compile(r"\b(?:(\d{1,2})(?: ([A-Z][a-z]{2}) (\d{4}))? to )?(\d{1,2}) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})\b")
COUNT = re.compile(r"(at least |at most |)([\d,]+)( to [\d,]+|) ([a-z][a-z -]+)")
JOINT = re.compile(r", | and ")


@functools.cache
def catalogue(language: str) -> catalogues.NullTranslations:
    """Returns the catalogue of a language, an empty one for the program's own."""
    if language == OWN:
        return catalogues.NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - part of an extra

    packed = io.BytesIO()
    write_mo(packed, _catalogue(language))
    packed.seek(0)
    return catalogues.GNUTranslations(packed)


def read_in() -> str:
    """Returns the language of whoever reads."""
    return READ_IN.get()


def gettext(text: str) -> str:
    """Returns words of the program in the language of whoever reads."""
    language = READ_IN.get()
    return text if language == OWN else catalogue(language).gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """Returns words that follow a number, in the form that goes with it."""
    return catalogue(READ_IN.get()).ngettext(one, many, number)


def pgettext(context: str, text: str) -> str:
    """Returns words of the program as they are used somewhere."""
    language = READ_IN.get()
    return text if language == OWN else catalogue(language).pgettext(context, text)


def told(text: str, **values: object) -> str:
    """Returns words of the program with values in them, named in braces.

    >>> told("all say {bounds}", bounds="5–7")
    'all say 5–7'
    """
    return gettext(text).format(**values)


def term(value: str | None) -> str:
    """Returns a term of the record for people to read; one that the catalogue does not have stands as it is.

    >>> term("without-service"), term("period_total"), term(None)
    ('without service', 'period total', '')
    """
    if not value:
        return ""
    found = pgettext(TERM, value)
    return found if found != value else value.replace("-", " ").replace("_", " ")


def kind_term(value: str) -> str:
    """Returns a type, mode or status as it stands in the record where the program speaks its own language, else as a term."""
    return value if READ_IN.get() == OWN else term(value)


def digits(number: int) -> str:
    """Returns a whole number as it is written.

    >>> digits(1200)
    '1,200'
    """
    language = READ_IN.get()
    if language == OWN:
        return f"{number:,}"
    from babel.numbers import format_decimal  # noqa: PLC0415

    return format_decimal(number, locale=language)


def decimals(written: str) -> str:
    """Returns a number that was written with an English point as it is written where the reader reads.

    >>> decimals("1,234.5")
    '1,234.5'
    """
    language = READ_IN.get()
    if language == OWN:
        return written
    from babel.numbers import get_decimal_symbol, get_group_symbol  # noqa: PLC0415

    point, group = get_decimal_symbol(language), get_group_symbol(language)
    return written.translate({ord("."): point, ord(","): group})


def days(first: dt.date, last: dt.date) -> str:
    """Returns the days from one to another, both included, as they are written in another language than the program's own."""
    from babel.dates import format_interval, format_skeleton  # noqa: PLC0415

    language = READ_IN.get()
    return format_skeleton("yMMMd", first, locale=language) if first == last else format_interval(first, last, "yMMMd", locale=language)


def language_name(code: str) -> str:
    """Returns the name of a language, its code where it is not known.

    >>> language_name("uk")
    'uk'
    """
    if READ_IN.get() == OWN:
        return code
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415

    try:
        return Locale.parse(code).get_display_name(READ_IN.get()) or code
    except (UnknownLocaleError, ValueError):
        return code


def retold(sentence: str) -> str:
    """Returns a sentence that another stage made, known by its form; one of an unknown form stands as it is, its days aside."""
    language = READ_IN.get()
    if language == OWN:
        return sentence
    return _fitted(sentence, language) or DAYS.sub(_days, sentence)


def _fitted(sentence: str, language: str) -> str | None:
    """Returns a sentence of a known form in another language, None for any other."""
    for form, translation in _forms(language):
        found = form.fullmatch(sentence)
        if found:
            return translation.format(*(_part(each, language) for each in found.groups()))
    return None


def _part(words: str, language: str) -> str:
    """Returns what stands in a sentence, which is itself a sentence, or names, terms and counts in a row."""
    fitted = _fitted(words, language)
    if fitted is not None:
        return fitted
    *first, last = (COUNT.sub(_count, known_terms(language).get(each, each)) for each in JOINT.split(DAYS.sub(_days, words)))
    return f"{', '.join(first)} {gettext('and')} {last}" if first else last


def _count(found: re.Match[str]) -> str:
    """Returns a count that stands in a sentence: a number, a noun, and what became of it."""
    language, (bound, low, high, tail) = READ_IN.get(), found.groups()
    nouns = [noun for noun in _nouns(language) if tail == noun or tail.startswith(f"{noun} ")]
    if not nouns:
        return found[0]
    noun = max(nouns, key=len)
    number = int((high.removeprefix(" to ") or low).replace(",", ""))
    measure = known_terms(language).get(tail[len(noun) :].strip().replace(" ", "-"), tail[len(noun) :].strip())
    bounds = (
        {"at least ": "≥ ", "at most ": "≤ "}.get(bound, "") + digits(int(low.replace(",", ""))) + (f"–{digits(number)}" if high else "")
    )
    return f"{bounds} {ngettext(*_nouns(language)[noun], number)}" + (f" ({measure})" if measure else "")


def _days(found: re.Match[str]) -> str:
    """Returns days that stand in a sentence."""
    first, month, year, *last = found.groups()
    end = _day(*last)
    return days(_day(first, month or last[1], year or last[2]) if first else end, end)


def _day(day: str, month: str, year: str) -> dt.date:
    """Returns a day that is written in English."""
    return dt.datetime.strptime(f"{day} {month} {year}", "%d %b %Y").date()  # noqa: DTZ007 - a day has no zone


@functools.cache
def _nouns(language: str) -> dict[str, tuple[str, str]]:
    """Returns the nouns that are counted, in singular and plural, by both."""
    pairs = [each.id for each in _catalogue(language) if isinstance(each.id, tuple)]
    return {form: (pair[0], pair[1]) for pair in pairs for form in pair}


@functools.cache
def known_terms(language: str) -> dict[str, str]:
    """Returns the record's own terms with their words in another language."""
    return {source: target for context, source, target in _entries(language) if context == TERM}


@functools.cache
def _forms(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Returns the forms of sentences with their translations, those with most words of their own first."""
    found = [(source, target) for context, source, target in _entries(language) if context == SENTENCE]
    found.sort(key=lambda pair: -len(HOLE.sub("", re.escape(pair[0]))))
    return tuple((re.compile(HOLE.sub("(.+?)", re.escape(source)), re.DOTALL), target) for source, target in found)


@functools.cache
def _entries(language: str) -> tuple[tuple[str | None, str, str], ...]:
    """Returns the context, the text and the translation of what a catalogue has in one form."""
    return tuple((each.context, str(each.id), each.string) for each in _catalogue(language) if isinstance(each.string, str) and each.string)


@functools.cache
def _catalogue(language: str) -> "Catalog":
    """Returns the file of a catalogue."""
    from babel.messages.pofile import read_po  # noqa: PLC0415 - part of an extra

    return read_po(io.BytesIO(resources.files("sitrep.views").joinpath("catalogues", f"{language}.po").read_bytes()), locale=language)
