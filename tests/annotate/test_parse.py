"""The parse covers the text exactly, whatever the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.annotate.parse import paragraphs, parse


@given(st.text(alphabet=st.sampled_from("aZ0 \n\r\t.—“”і́👩🏽‍🚒"), max_size=80))
def test_paragraphs_join_to_the_text(text: str) -> None:
    """What is cut must come together again, or every offset behind the cut is wrong."""
    assert "".join(paragraphs(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        " ",
        "One line.",
        "\nKYIV – Two drones fell.\n\n\n“Both burnt,” he said.\n",
        "Windows\r\nline ends.\r\n",
        "Харків, and 👩🏽‍🚒 too.\u00a0\u2028End",
    ],
)
def test_offsets_are_those_of_the_text(text: str) -> None:
    """A token's offset is used to quote the text."""
    parsed = parse(text)
    assert parsed.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in parsed)


def test_sentences_stay_within_a_paragraph() -> None:
    """A headline without a full stop must not swallow the first sentence of the report."""
    text = "Strikes on the port\nTwo cranes burnt. Nobody was hurt.\n"
    sentences = [sentence.text.strip() for sentence in parse(text).sents]
    assert sentences[0] == "Strikes on the port"


def test_sentences_end_at_a_break() -> None:
    """The place of a dateline must not become who acts in the first sentence."""
    text = "OSLO, May 2 (NTB) - Danish sailors boarded a tanker. It was empty."
    parsed = parse(text, [text.index(" Danish")])
    assert [sentence.text for sentence in parsed.sents][-2:] == ["Danish sailors boarded a tanker.", "It was empty."]
    assert parsed.text == text


@settings(max_examples=20, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_no_text_breaks_the_parse(text: str) -> None:
    """Reports contain anything; one that cannot be parsed would be lost."""
    assert parse(text).text == text
