"""Event types: the built-in ones, and those that a user brings."""

from pathlib import Path

import pytest

from sitrep.annotate.annotator import annotate
from sitrep.annotate.shallow.annotator import outline
from sitrep.errors import InvalidPack, WrongUsage
from sitrep.extract.claims import extract_claims
from sitrep.extract.shallow.claims import claims_of_outline
from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.packs.types import event_types

SPILL = """
name = "SPILL"
gloss = "Oil or chemicals get into water or soil."

[crosswalk]
acled = "Other"

[[triggers.en]]
words = ["spill", "leak"]
pos = "VERB"
subject = "target"
"""


def test_all_types_have_a_gloss_and_a_name_elsewhere() -> None:
    """Exports bind by the crosswalk; a type without one would be lost on the way out."""
    types = {each.name: each for each in event_types()}
    assert {"ASSAULT", "DISRUPT", "CONSULT", "AGREE", "REQUEST"} <= set(types)
    assert all(each.gloss and (each.crosswalk.plover or each.crosswalk.acled) for each in types.values())


def test_a_user_adds_a_type_with_one_file(tmp_path: Path) -> None:
    """Nobody should have to touch Python to read one thing more."""
    (tmp_path / "spill.toml").write_text(SPILL)
    document = Document("d", "Thousands of tonnes of oil leaked into the Black Sea on Sunday.", published="2025-11-12", language="en")
    assert "SPILL" in [claim.type for claim in extract_claims(annotate(document), (str(tmp_path),))]
    assert "SPILL" not in [claim.type for claim in extract_claims(annotate(document))]


SPILT = """
name = "SPILL"
gloss = "Oil or chemicals get into water or soil."
counts = ["injured"]

[crosswalk]
acled = "Other"

[[phrases.uk]]
words = ["розли{в,ву,лося} ~ {нафти,мазуту}", "витік {нафти,мазуту}"]
mode = "oil"

[[phrases.ru]]
words = ["разли{в,ва,лось} ~ {нефти,мазута}", "утечк{а,и} {нефти,мазута}"]
mode = "oil"

[modes.oil]
gloss = "Crude oil or fuel."
"""
PHRASE_OF_A_KNOWN_TYPE = """
name = "PROTEST"
gloss = "Drivers honk."

[crosswalk]
acled = "Protests"

[[phrases.uk]]
words = ["автопробіг*"]
mode = "demo"
"""


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("uk", "У неділю в порту Одеси стався розлив мазуту: троє людей постраждали, повідомили в ДСНС.", "Odesa"),
        ("ru", "В воскресенье в порту Новороссийска произошла утечка нефти, сообщили в МЧС.", "Novorossiysk"),
    ],
)
def test_a_user_adds_a_type_in_a_language_without_a_parser(tmp_path: Path, language: str, text: str, place: str) -> None:
    """What can be added in English can be added in every language that is read."""
    (tmp_path / "spill.toml").write_text(SPILT)
    document = Document("d", text, published="2025-11-12", language=language)
    claims = [claim for claim in read(document, (str(tmp_path),)) if claim.type == "SPILL"]
    assert [(claim.mode, [each.name for each in claim.places], claim.when.start) for claim in claims] == [("oil", [place], "2025-11-09")]
    assert "SPILL" not in [claim.type for claim in read(document, ())]


def test_a_user_adds_words_to_a_known_type_in_a_language_without_a_parser(tmp_path: Path) -> None:
    """Words that the packs do not have are one file away."""
    (tmp_path / "protest.toml").write_text(PHRASE_OF_A_KNOWN_TYPE)
    document = Document("d", "У Херсоні 5 листопада пройшов автопробіг за повернення полонених.", published="2025-11-06", language="uk")
    assert [(each.type, each.mode) for each in read(document, (str(tmp_path),))] == [("PROTEST", "demo")]
    assert not [each for each in read(document, ()) if each.type == "PROTEST"]


def read(document: Document, packs: tuple[str, ...]) -> tuple[Claim, ...]:
    """Reads a text that the gate need not pass."""
    assert document.language is not None
    return claims_of_outline(outline(document, document.language), document.language, packs)


SPILL_IN_FULL = """
name = "SPILL"
gloss = "Oil or chemicals get into water or soil."
counts = ["injured"]

[crosswalk]
acled = "Other"

[other_senses.en]
objects = ["secret", "report"]

[modes.oil]
gloss = "Crude oil or fuel."
words = ["oil", "diesel"]

[[triggers.en]]
words = ["spill", "leak"]
pos = "VERB"
subject = "target"
needs = ["clause", "figure", "said"]
"""


def test_a_new_type_reads_sentences_from_its_one_file(tmp_path: Path) -> None:
    """The file is all there is to a type: its words, its modes, its other senses, and the slots that every type has."""
    (tmp_path / "spill.toml").write_text(SPILL_IN_FULL)
    text = (
        "Diesel spilled near Odesa on Sunday, injuring four people, harbour master Ines Duval said. An aide spilled the secret, Duval said."
    )
    (claim,) = extract_claims(annotate(Document("d", text, published="2025-11-12", language="en")), (str(tmp_path),))
    assert (claim.type, claim.mode, claim.status) == ("SPILL", "oil", "occurred")
    assert (claim.when.start, [place.name for place in claim.places]) == ("2025-11-09", ["Odesa"])
    assert [(figure.measure, figure.low) for figure in claim.figures] == [("injured", 4)]
    assert claim.source is not None
    assert claim.source.name == "Ines Duval"


def test_a_pack_adds_words_to_a_known_type(tmp_path: Path) -> None:
    """The optional pack reads criminal shootings, which the built-in type leaves alone."""
    plain = {each.name: each for each in event_types()}["ASSAULT"]
    crime = {each.name: each for each in event_types(("crime",))}["ASSAULT"]
    assert len(crime.triggers["en"]) > len(plain.triggers["en"])


def test_a_pack_that_is_none_is_named(tmp_path: Path) -> None:
    """A misspelt pack must stop the run before anything is read."""
    with pytest.raises(WrongUsage, match="nonsense"):
        event_types(("nonsense",))
    (tmp_path / "broken.toml").write_text("name = 3")
    with pytest.raises(InvalidPack, match=r"broken\.toml"):
        event_types((str(tmp_path),))
