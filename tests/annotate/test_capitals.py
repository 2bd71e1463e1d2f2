"""Texts wholly in capitals get their small letters back, letter for letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.annotate.capitals import is_acronym, with_small_letters
from sitrep.annotate.lines import rejoined
from sitrep.annotate.parse import english, parse

CASED = [
    "The guerrillas attacked a police station in Lima on 3 March.",
    "President Alan Quiroga said that two soldiers were wounded in Santa Rosa.",
    "Gunmen may have entered El Salvador. The army's radio denied it.",
    "A Peruvian judge was kidnapped by the Shining Path in May 1988.",
    "Members of the ELN blew up the 7th bridge near Medellin.",
    "The United States embassy closed.",
]


@pytest.mark.parametrize("text", CASED)
def test_a_text_in_capitals_reads_as_if_it_never_was(text: str) -> None:
    """Names, months, titles, acronyms and the first word keep their capitals; all else goes without."""
    found = with_small_letters(text.upper(), english())
    assert found == text


@given(st.text(alphabet=st.sampled_from("AÀÉIŁß ŉDŽ'.\nQST3"), max_size=40))
def test_no_letter_is_gained_or_lost(text: str) -> None:
    """A capital that has two small letters would shift every offset behind it."""
    assert len(with_small_letters(text, english())) == len(text)


def test_wrapped_lines_are_joined_and_paragraphs_kept() -> None:
    """A sentence broken over three lines is one sentence, and the next paragraph does not run into it."""
    text = (
        "The convoy left the harbour before dawn and reached the northern front\n"
        "after two days on the road, during which it came under fire from three\n"
        "villages and lost a lorry and two drivers to mines near the old bridge\n"
        "over the river.\n\n   Nobody claimed the mines.\n"
    )
    joined = rejoined(text)
    assert len(joined) == len(text)
    assert joined.count("\n") == 3
    assert [sentence.text.split()[0] for sentence in parse(text).sents if sentence.text.strip()] == ["The", "Nobody"]


def test_lines_that_are_sentences_stay_apart() -> None:
    """A text with a sentence a line is not wrapped; joined, headlines would run into stories."""
    text = "Two bridges fell.\nThree lorries burnt.\nNobody was hurt.\nThe road is closed.\n"
    assert rejoined(text) == text


def test_words_and_acronyms() -> None:
    """An unknown word of letters that no tongue can join is an acronym."""
    assert [word for word in ("fmln", "plo", "uchiza", "gacha", "dpa") if is_acronym(word)] == ["fmln", "dpa"]
