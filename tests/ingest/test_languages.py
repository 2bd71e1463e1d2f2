"""Languages: what a text is written in, where nobody says."""

import importlib
import pkgutil

import pytest
import spacy.lang

from sitrep.ingest.drafts import Defaults, Draft, Limits, make_document
from sitrep.ingest.languages import detect_language, guess_cyrillic, languages


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Загроза шахедами на Полтавщину", "uk"),
        ("Травмовано двох людей, ворог знову бив по центру", "uk"),
        ("За добу на напрямку сталося 12 атак ворога", "uk"),
        ("Над городом сбит беспилотник, погиб мужчина", "ru"),
        ("Прилет в центре, горит магазин", "ru"),
        ("В районе порта сбито пять ракет", "ru"),
    ],
)
def test_short_texts_whose_letters_do_not_tell_are_read_all_the_same(text: str, language: str) -> None:
    """First alarms are of five words, and what is in no language is read by nobody; that it was guessed is told."""
    document = make_document(Draft(text), Defaults(), Limits())
    assert document.language == language
    assert [issue.code for issue in document.issues] == ["language-guessed"]


def test_title_and_outlet_tell_before_words_do() -> None:
    """An outlet with a Ukrainian name writes Ukrainian, whatever the five words of its post may be."""
    assert make_document(Draft("Удар по порту", publisher="Миколаївська ОВА"), Defaults(), Limits()).language == "uk"
    assert make_document(Draft("Удар по порту", title="Взрывы в порту"), Defaults(), Limits()).language == "ru"


def test_other_languages_are_not_taken_for_these() -> None:
    """Serbian and Belarusian have letters of their own, and names in Cyrillic make no Cyrillic text."""
    assert guess_cyrillic("Напад дронова на град, једна жртва") is None
    assert guess_cyrillic("The channel «Украина» reported one drone over the town") is None


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        ("The ferry was late because of the wind, and those who waited on the pier drank tea. ", "en"),
        ("De veerboot was laat door de wind, en wie op de pier stond te wachten dronk thee uit een thermosfles. ", "nl"),
        ("Die Fähre kam wegen des Windes zu spät, und wer am Anleger wartete, trank Tee aus einer Kanne. ", "de"),
        ("The ferry was late. Die Fähre kam wegen des Windes zu spät, und wer am Anleger wartete, trank Tee. ", "de"),
    ],
)
def test_long_texts_are_told_apart(sentence: str, language: str) -> None:
    """What is plainly English is found out quickly, and nothing else is taken for it."""
    assert make_document(Draft(sentence * 20), Defaults(), Limits()).language == language


def test_no_other_language_is_taken_for_english() -> None:
    """English is known by a quick count, also in a page of few words; the parser's library has some sentences in many languages."""
    codes = {module.name for module in pkgutil.iter_modules(spacy.lang.__path__) if len(module.name) == 2} - {"xx"}
    texts = {code: " ".join(sentences) for code in codes if (sentences := examples_in(code))}
    size = languages().quick_characters
    assert len(texts) > 50
    taken = {
        code for code, text in texts.items() for at in range(0, len(text) - size + 1, size) if detect_language(text[at : at + size]) == "en"
    }
    assert taken == {"en"}


def examples_in(code: str) -> list[str]:
    """Returns the sentences that spaCy has in a language."""
    try:
        module = importlib.import_module(f"spacy.lang.{code}.examples")
    except ModuleNotFoundError:
        return []
    sentences: list[str] = module.sentences
    return sentences
