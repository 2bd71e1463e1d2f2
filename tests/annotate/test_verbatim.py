"""Every span that an annotator gives is a verbatim piece of the text, in whatever letters, marks and breaks the text is written."""

from collections.abc import Callable, Iterator

import hypothesis.strategies as st
import msgspec
import pytest
from hypothesis import given, settings

from sitrep.model.readings import Annotations
from sitrep.model.texts import Document
from sitrep.pipeline import read_annotations, read_claims

SENTENCES = (
    "At least 12 people, including three children, were killed in Lviv on Monday, said Maksym Kozytskyi, the governor.",
    "“Forty of the 52 drones were shot down overnight,” the air force wrote on Telegram.",
    "Губернатор Олег Синєгубов повідомив про двох загиблих у Харкові.",
    "في الساعة 3:20 صباحا قتل خمسة أشخاص في غزة",
    "Rescuers \U0001f692\U0001f469\U0001f3fd\u200d\U0001f692 found 7 bodies under the rubble in Homs last week \U0001f614",
    "Sa\u0303o Paulo\u2019s mayor told Reuters that nine soldiers fled to Ki\u0307ev on 4 May.",
    "İzmir\u2019de patlama: the governor of İzmir said 1.2m people lost power in the city of ISTANBUL.",
    "Straße 5 in GROẞENHAIN was hit; ﬁve ﬁghters died, officials said.",
    "ODESA (AP) \u2014 Two of them died",
    "- 31 missiles\u00a0of type \ufeffX were\u200b launched at Port\u00ad Sudan \U0001d7d9\U0001d7da",
)
BREAKS = (" ", "\n", "\r\n", "\r\n\r\n", "\u2028", "\u2029", "\n\n", "\t", " \u202b", "\v", "\x85")
SPELLINGS: dict[str, Callable[[str], str]] = {"as written": str, "in capitals": str.upper}
KINDS = ("places", "times", "figures", "actors", "attributions")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draws some sentences, each with a break after it."""
    parts = draw(st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(BREAKS)), min_size=1, max_size=5))
    return "".join(sentence + gap for sentence, gap in parts)


def spans(value: object) -> Iterator[tuple[int, int, str]]:
    """Yields offsets and words of a value and of all values in it."""
    if isinstance(value, tuple):
        for each in value:
            yield from spans(each)
    elif isinstance(value, msgspec.Struct):
        start, end, words = (getattr(value, name, None) for name in ("start", "end", "text"))
        if isinstance(start, int) and isinstance(end, int) and isinstance(words, str):
            yield start, end, words
        yield from (span for name in value.__struct_fields__ for span in spans(getattr(value, name)))


def annotations_of(text: str) -> Annotations:
    """Returns what `annotate` prints for a text."""
    return read_annotations(Document("d", text, published="2025-03-04T12:00:00Z")).annotations


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_each_annotator_finds_something_in_the_sentences(spelling: str, kind: str) -> None:
    """The laws below would hold for an annotator that finds nothing."""
    text = SPELLINGS[spelling]("\n".join(SENTENCES[:2]))
    assert list(spans(getattr(annotations_of(text), kind)))


@pytest.mark.parametrize("spelling", SPELLINGS)
@given(text=texts())
@settings(max_examples=40, deadline=None)
def test_every_annotation_is_verbatim(spelling: str, text: str) -> None:
    """A span off by one code point quotes words that nobody wrote."""
    text = SPELLINGS[spelling](text)
    found = annotations_of(text)
    wrong = [(start, end, words) for start, end, words in spans(found) if text[start:end] != words]
    assert wrong == []
    assert all(0 <= each.start < each.end <= len(text) for each in found.noise)


@pytest.mark.parametrize("spelling", SPELLINGS)
@given(text=texts())
@settings(max_examples=25, deadline=None)
def test_every_span_of_a_claim_is_verbatim(spelling: str, text: str) -> None:
    """What a claim quotes must stand in the report too, when only part of it was parsed."""
    text = SPELLINGS[spelling](text)
    claims = read_claims(Document("d", text, published="2025-03-04T12:00:00Z", language="en")).claims
    assert [(start, end, words) for start, end, words in spans(claims) if text[start:end] != words] == []


@given(text=st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_annotated(text: str) -> None:
    """Feeds hold all that Unicode allows; no text may break a run."""
    assert all(text[start:end] == words for start, end, words in spans(annotations_of(text)))
