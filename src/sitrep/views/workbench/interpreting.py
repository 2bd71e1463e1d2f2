"""Interpreting: in which language a page is read, and the words that its scripts need of it."""

import functools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlencode

import msgspec
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from sitrep.views.translating import LANGUAGES, OWN, READ_IN, catalogue, known_terms, read_in
from sitrep.views.workbench.visits import Visit

COOKIE = "sitrep_language"
LASTS_SECONDS = 365 * 86_400
UNTRANSLATED = ("/api", "/static")
SCRIPTS = Path(__file__).parent / "static"
TOLD = re.compile(r'\btold\("([^"]+)"')
COUNTED = re.compile(r'\bcounted\([^"]*?, "([^"]+)"\)')
FORMS = (1, 2, 5)  # numbers that stand for the forms of a noun, in the order in which scripts know them: one, few, many

Words = Mapping[str, str | Sequence[str]]


class Tongue(msgspec.Struct, frozen=True):
    """Another language that the page can be read in: its code, its own name, and the address that changes to it."""

    code: str
    name: str
    link: str


class Interpreter:
    """Chooses the language of each answer: the one the reader has chosen, else that of the settings, else one that the browser asks for."""

    def __init__(self, app: ASGIApp, usual: str | None) -> None:
        self._app = app
        self._usual = usual

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hands a request on with the language that it is answered in."""
        if scope["type"] == "http":
            READ_IN.set(OWN if scope["path"].startswith(UNTRANSLATED) else chosen(Headers(scope=scope), self._usual))
        await self._app(scope, receive, send)


def chosen(headers: Headers, usual: str | None) -> str:
    """Returns the language for a request."""
    kept = cookie_parser(headers.get("cookie", "")).get(COOKIE)
    return kept if kept in LANGUAGES else usual or wanted(headers.get("accept-language", ""))


def wanted(accepted: str) -> str:
    """Returns the language that a browser wants most among those there are.

    >>> wanted("uk-UA,uk;q=0.9,en;q=0.8"), wanted("de, en;q=0.5, uk;q=0.7"), wanted("")
    ('uk', 'uk', 'en')
    """
    ranked = []
    for part in accepted.split(","):
        tag, _, weight = part.strip().partition(";q=")
        code = tag.split("-")[0].casefold()
        if code in LANGUAGES:
            ranked.append((float(weight) if weight.replace(".", "", 1).isdigit() else 1.0, code))
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else OWN


def tongues(visit: Visit) -> tuple[Tongue, ...]:
    """Returns the other languages that a page can be read in."""
    back = visit.link() if visit.request.method == "GET" else "/"
    return tuple(
        Tongue(code, name, f"/language/{code}?{urlencode({'back': back})}") for code, name in LANGUAGES.items() if code != read_in()
    )


def script_words() -> Words:
    """Returns what scripts say in the language of the page, by what they say in the program's own; nothing for that one."""
    return {} if read_in() == OWN else _script_words(read_in())


@functools.cache
def _script_words(language: str) -> Words:
    """Returns what scripts say in a language: sentences, nouns in their forms, and the record's terms."""
    found = catalogue(language)
    sentences, nouns = said_in_scripts()
    forms = {noun: [found.ngettext(noun, f"{noun}s", number) for number in FORMS] for noun in nouns}
    return {**known_terms(language), **{text: found.gettext(text) for text in sentences}, **forms}


@functools.cache
def said_in_scripts() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Returns the sentences that scripts say, and the nouns that they count."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(SCRIPTS.glob("*.js"))]
    sentences, nouns = (dict.fromkeys(match for text in texts for match in form.findall(text)) for form in (TOLD, COUNTED))
    return tuple(sentences), tuple(nouns)
