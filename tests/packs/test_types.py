"""Event types: the built-in ones, and those that a user brings."""

from pathlib import Path

import pytest

from sitrep.annotate.annotator import annotate
from sitrep.errors import InvalidPack, WrongUsage
from sitrep.extract.claims import extract_claims
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
