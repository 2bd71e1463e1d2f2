"""Whatever is found in a Ukrainian or Russian text is a verbatim piece of it, in any letters, marks and breaks."""

from collections.abc import Iterator

import hypothesis.strategies as st
import msgspec
from hypothesis import given, settings

from sitrep.model.texts import Document
from sitrep.pipeline import read_annotations, read_claims

SENTENCES = (
    "У ніч на 8 листопада ворог атакував Слов’янськ 25-ма ракетами «Іскандер-М» та 458 БпЛА із напрямків: Курськ, Орел.",
    "«Сбито 12 дронов. Ранены двое», – сообщил глава региона Олег Синегубов.",
    "З них 10 – діти; 3 – у важкому стані",
    "‼️ 4️⃣ За минулу добу – 1 240 бойових зіткнень.",
    "Из-за атаки БПЛА обесточены Шебекино и 30–40 сёл Белгородской обл.",
    "Зеленський зустрівся у Києві з Еммануелем Макроном.",
    "\U0001f1fa\U0001f1e6 Генеральний штаб ЗС України",
    "Крим",
    "– 7",
    "до",
)
BREAKS = (" ", "\n", "\n\n", "\r\n", "\u00a0", "\t", "\u2028")


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draws some sentences, as written or in capitals, each with a break after it."""
    parts = draw(st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(BREAKS), st.booleans()), min_size=1, max_size=5))
    return "".join((sentence.upper() if loud else sentence) + gap for sentence, gap, loud in parts)


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


@settings(deadline=None, max_examples=60)
@given(text=texts(), language=st.sampled_from(["uk", "ru"]))
def test_every_span_is_verbatim(text: str, language: str) -> None:
    """A quote that is not in the text is an invention."""
    document = Document("d", text, published="2025-11-08", language=language)
    found = [*spans(read_annotations(document).annotations), *(span for claim in read_claims(document).claims for span in spans(claim))]
    assert [(words, text[start:end]) for start, end, words in found if text[start:end] != words] == []


@settings(deadline=None, max_examples=60)
@given(text=texts())
def test_parts_belong_to_counts_of_the_same_claim(text: str) -> None:
    """A part that points nowhere, or at itself, cannot be shown under its whole."""
    for claim in read_claims(Document("d", text, published="2025-11-08", language="uk")).claims:
        wholes = [(number, figure.part_of) for number, figure in enumerate(claim.figures) if figure.part_of is not None]
        assert all(whole < len(claim.figures) and whole != number for number, whole in wholes)
