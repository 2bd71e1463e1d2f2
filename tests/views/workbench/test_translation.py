"""The workbench in another language: every page whole, and the catalogue as complete as what is said."""

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from sitrep.model.claims import Claim
from sitrep.model.times import When
from sitrep.packs.types import event_types
from sitrep.store.records import Record
from sitrep.views.authors import author_name
from sitrep.views.translating import LANGUAGES, OWN, READ_IN, SENTENCE, retold
from sitrep.views.words import bounds_words, counted, days_words
from sitrep.views.workbench.interpreting import COOKIE, wanted
from sitrep.views.workbench.settings import Settings
from tests.views.workbench.conftest import Served, Tab, addresses
from tools.write_catalogue import read, renewed, untranslated

OTHERS = [language for language in LANGUAGES if language != OWN]
UKRAINIAN = {"Accept-Language": "uk-UA,uk;q=0.9,en;q=0.5"}
SHOWN = ("aria-label", "placeholder", "alt", "title", "data-label")
LATIN = re.compile(r"[A-Za-z][A-Za-z’'-]{2,}")
HASH = re.compile(r"[0-9a-f]+")
HOLE = re.compile(r"%\(\w+\)s|\{\w+\}|%%|<[^>]+>")
COMMANDS = set("sitrep sitrep-news add trend all FIELD VALUE null figures Iskander drone nowhere examples since never".split())
PLACES = {"District", "Offices"}  # names of places that reasons tell of, and no claim does
QUOTED = re.compile(r"'[^']*'")  # words of a report that stand in a sentence
FORMATS = {
    "PDF",
    "DOCX",
    "HTML",
    "Markdown",
    "CSV",
    "JSON",
    "JSONL",
    "GeoJSON",
    "SVG",
    "API",
    "ZIP",
    "UTC",
    "ISO",
    "GeoNames",
    "Natural",
    "Earth",
    "Tab",
}


class Shown(HTMLParser):
    """The words that a page shows or reads out, without those of reports, of other languages, and of scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.language = ""
        self._stack: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes the attributes that people read, and whether what follows is the page's own."""
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or ""
        is_own = tag not in ("script", "style", "code", "kbd") and given.get("lang", self.language) == self.language
        if all(own for _, own in self._stack) and is_own:
            self.words += [value for name in SHOWN if (value := given.get(name))]
        if tag not in ("meta", "link", "input", "br", "img", "source"):
            self._stack.append((tag, is_own))

    def handle_endtag(self, tag: str) -> None:
        """Leaves an element, and what was never closed in it."""
        while self._stack and self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Notes what is read."""
        if all(own for _, own in self._stack):
            self.words.append(data)


def names_of(record: Record) -> Iterator[str]:
    """Yields the names that a record holds: of places, people, sides, munitions, outlets and kinds of events."""
    claims = list(record.claims())
    for claim in claims:
        yield from _names_in(claim)
    for event in record.events():
        yield from (place.name for place in event.places)
    for document in (record.document(key) for key in dict.fromkeys(claim.document for claim in claims)):
        yield from (document.publisher or "", document.title or "", document.id) if document else ()


def _names_in(claim: Claim) -> Iterator[str]:
    """Yields the names of one claim."""
    yield claim.type
    yield claim.id
    actors = (claim.actor, claim.target, *claim.participants)
    yield from (actor.name for actor in actors if actor)
    yield from (word for place in claim.places for word in (place.name, place.admin1 or ""))
    yield from (weapon.name for weapon in claim.weapons)
    yield from (str(value) for value in msgspec.to_builtins(claim.source).values() if value) if claim.source else ()


@pytest.mark.parametrize("language", OTHERS)
def test_no_page_says_a_word_of_its_own_in_english(served: Served, language: str) -> None:
    """A page half translated is worse than one that is not: nobody knows which half is missing."""
    known = {word for name in names_of(served.bench.record) for word in LATIN.findall(name)} | COMMANDS | FORMATS
    known |= {*PLACES, *(each.name for each in event_types(())), *author_name(None).split()}
    found = {}
    for path in (*addresses(served.bench.record).values(), "/nowhere", "/events?since=never", "/charts/chart.svg"):
        answer = served.client.get(path, headers={"Accept-Language": language})
        shown = Shown()
        shown.feed(answer.text)
        if answer.headers.get("content-type", "").startswith("text/html"):
            assert shown.language == language, path
        left = {
            word for text in shown.words for word in LATIN.findall(QUOTED.sub("", text)) if word not in known and not HASH.fullmatch(word)
        }
        if left:
            found[path] = sorted(left)
    assert not found, found


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalogue_has_all_that_is_said(language: str) -> None:
    """What was added to a page is English in every other language until somebody has translated it, and nobody would notice.

    A sentence of another stage that is missing is shown in English meanwhile, so that those who write one need not know all languages.
    """
    there = {(each.context, str(each.id)) for each in read(language) if each.string and each.context != SENTENCE}
    said = {(each.context, str(each.id)) for each in renewed(language) if each.id and each.context != SENTENCE}
    assert not said - there, "python -m tools.write_catalogue brings them into the catalogue, to be translated there"
    assert not {key for key in there - said if key[1]}, "python -m tools.write_catalogue takes out what is said no more"
    assert not untranslated(read(language))


@pytest.mark.parametrize("language", OTHERS)
def test_translations_keep_the_values_of_their_messages(language: str) -> None:
    """A translation without the number that its message holds hides it, and one with another name breaks the page."""
    for each in read(language):
        forms = each.string if isinstance(each.string, tuple) else (each.string,)
        source = str(each.id[0] if isinstance(each.id, tuple) else each.id)
        assert not each.fuzzy
        if source:
            assert all(sorted(HOLE.findall(str(form))) == sorted(HOLE.findall(source)) for form in forms), source


def test_the_language_is_chosen_and_kept(served: Served) -> None:
    """The browser asks for one, a person chooses another, and both stand in the page for whoever reads it aloud."""
    assert '<html lang="uk">' in served.client.get("/events", headers=UKRAINIAN).text
    assert '<html lang="en">' in served.client.get("/events", headers={"Accept-Language": "de"}).text
    page = served.client.get("/events?type=ASSAULT").text
    link = re.search(r'href="(/language/uk\?[^"]+)"', page)
    assert link
    answer = served.client.get(link[1].replace("&amp;", "&"))
    assert answer.status_code == 303
    assert answer.headers["location"] == "/events?type=ASSAULT"
    kept = {"Cookie": f"{COOKIE}={answer.cookies[COOKIE]}"}
    served.client.cookies.clear()
    assert '<html lang="uk">' in served.client.get("/events", headers={**kept, "Accept-Language": "en"}).text
    assert served.client.get("/language/xx").status_code == 404
    assert served.client.get("/language/uk?back=//example.org").headers["location"] == "/"
    served.client.cookies.clear()


def test_the_language_can_be_set_for_all(examples: Path, serve: Callable[[Settings], Served]) -> None:
    """A newsroom reads one language, whatever its browsers are set to."""
    workbench = serve(Settings(str(examples), port=0, language="uk"))
    assert '<html lang="uk">' in workbench.client.get("/", headers={"Accept-Language": "en"}).text
    assert workbench.client.get("/api/events?limit=1").json()["events"], "the API speaks of terms, in no language"


def test_numbers_days_and_plurals_follow_the_language() -> None:
    """Ukrainian has three forms of a noun, other months and other thousands."""
    token = READ_IN.set("uk")
    try:
        assert [counted(number, "event") for number in (1, 2, 5, 11, 21, 22)] == [
            "1 подія", "2 події", "5 подій", "11 подій", "21 подія", "22 події",
        ]  # fmt: skip
        assert bounds_words(1200, None) == "≥ 1\xa0200"
        assert days_words(When("2025-12-06", "2025-12-07")) == "6–7 груд. 2025\u202fр."
        assert retold("the days differ: 6 Dec 2025 and 7 Dec 2025") == "дні різні: 6 груд. 2025\u202fр. і 7 груд. 2025\u202fр."
        assert retold("two nights: 5 to 6 Dec 2025 and 7 Dec 2025") == "дві ночі: 5–6 груд. 2025\u202fр. і 7 груд. 2025\u202fр."
        assert (
            retold("both give at least 22 people killed and 1 drone launched")
            == "обидва називають ≥ 22 особи (загинуло) і 1 дрон (запущено)"
        )
        assert retold("both told as aerial and cyber") == "про обидва сказано: з повітря і кібератака"
        assert retold("A sentence of no known form, 6 Dec 2025.") == "A sentence of no known form, 6 груд. 2025\u202fр.."
    finally:
        READ_IN.reset(token)
    assert bounds_words(1200, None) == "≥ 1,200"


def test_what_a_browser_wants_most_is_given() -> None:
    """Browsers name languages with weights, some of which are broken."""
    assert wanted("fr;q=0.9, uk;q=x") == "uk"
    assert wanted("*") == OWN


@pytest.mark.parametrize("width", [360, 1600])
def test_pages_are_no_wider_in_another_language(served: Served, tab: Callable[..., Tab], width: int) -> None:
    """Words of another language are longer, and a page that scrolls sideways on a telephone is not read."""
    shown = tab(served.url, width)
    shown.open("/language/uk")
    for name, address in addresses(served.bench.record).items():
        page = shown.open(address)
        assert page.evaluate("document.documentElement.lang") == "uk", name
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{address} is wider than {width} pixels"
    assert not shown.complaints
