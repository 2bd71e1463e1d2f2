"""Who speaks independently of whom."""

from typing import TYPE_CHECKING

from sitrep.merge.copies import copies
from sitrep.merge.events import merge_claims

if TYPE_CHECKING:
    from tests.merge.conftest import Builder

TEXT = "Rescuers worked through the night in the old quarter after two drones came down near the market hall, the mayor told reporters."


def test_near_copies_are_one_source(build: "Builder") -> None:
    """Two sites that carry one agency text are one outlet, a third with words of its own is another."""
    documents = [build.document("a", text=TEXT), build.document("b", text=f"{TEXT} More follows."), build.document("c")]
    claims = [build.claim(document.id) for document in documents]
    (event,) = merge_claims(claims, documents).events
    assert event.independent_sources == 2


def test_a_speaker_counts_once(build: "Builder") -> None:
    """A mayor quoted by three outlets, once by his last name, is one source; whom a speaker cites is the source."""
    names = [build.speaker("Ivan Moroz"), build.speaker("Moroz"), build.speaker("Daily", cites="Ivan Moroz")]
    claims = [build.claim(f"d{i}", source=source) for i, source in enumerate(names)]
    (event,) = merge_claims(claims, build.documents(claims)).events
    assert event.independent_sources == 1


def test_an_agency_counts_once(build: "Builder") -> None:
    """An agency that publishes itself and is quoted by another outlet is one source."""
    documents = [build.document("a", publisher="Reuters"), build.document("b")]
    claims = [build.claim("a"), build.claim("b", source=build.speaker("Reuters"))]
    (event,) = merge_claims(claims, documents).events
    assert event.independent_sources == 1


def test_outlets_that_carry_an_agency_are_one_source(build: "Builder") -> None:
    """A dateline or a by-line says whose report it is, whoever prints it in whatever cut; a picture's credit does not."""
    texts = (
        "GENEVA (AP) — The envoys met by the lake on Monday and parted without a word to the press.",
        "By Ann Bell, Associated Press\nAn evening at the lake ended early for the envoys.",
        "AP Photo by Carl Orr\nOur reporter saw three cars leave.",
        "Nobody wanted to be quoted, said the host. The Associated Press asked, too.",
    )
    documents = [build.document(name, text=text) for name, text in zip("abcd", texts, strict=True)]
    (event,) = merge_claims([build.claim(document.id) for document in documents], documents).events
    assert event.independent_sources == 3


def test_an_outlet_counts_once(build: "Builder") -> None:
    """Two reports of one publisher are one source."""
    documents = [build.document("a", publisher="The Daily"), build.document("b", publisher="Daily")]
    (event,) = merge_claims([build.claim("a"), build.claim("b")], documents).events
    assert event.independent_sources == 1


def test_copies_name_the_least_id(build: "Builder") -> None:
    """The leader of copies does not depend on the order of input."""
    documents = [build.document("b", text=TEXT), build.document("a", text=TEXT), build.document("c")]
    assert copies(documents) == copies(documents[::-1]) == {"a": "a", "b": "a", "c": "c"}
    assert copies(documents, [{"a", "c"}, {"b", "c"}]) == {"a": "a", "b": "b", "c": "c"}
