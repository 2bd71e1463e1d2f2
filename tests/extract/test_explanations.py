"""Explanations: why each claim is as it is, and which words were passed over."""

import importlib
import re

import pytest

from sitrep.annotate.annotator import annotate
from sitrep.extract.claims import extract_claims
from sitrep.extract.explanations import explain_claims
from sitrep.model.reasons import Explanation, Reason, Refusal
from sitrep.model.texts import Document
from sitrep.packs.loader import ROOT

TEXT = (
    "Rebels of the Free Coast Army fired nine rockets at Odesa on Monday evening. "
    "Two dockers were killed, harbour master Ines Duval said. "
    "The harbour was without electricity. Traders said the outage hit them hard. "
    "In Nikopol the ambulance crews were on strike. The mayor urged the army to send more systems."
)


@pytest.fixture(scope="module")
def document() -> Document:
    """Returns a report that states little twice, so that most is taken over."""
    return Document("d", TEXT, published="2025-11-12", language="en")


@pytest.fixture(scope="module")
def told(document: Document) -> tuple[tuple[Explanation, ...], tuple[Refusal, ...]]:
    """Returns the explanations and refusals of the report."""
    _, explanations, refusals = explain_claims(annotate(document))
    return explanations, refusals


def last(explanation: Explanation, slot: str) -> Reason:
    """Returns the reason that holds for a slot."""
    return [each for each in explanation.reasons if each.slot == slot][-1]


def test_explaining_changes_no_claim(document: Document) -> None:
    """A maintainer who looks at other claims than the user saw mends the wrong thing."""
    claims, explanations, _ = explain_claims(annotate(document))
    assert claims == extract_claims(annotate(document))
    assert [each.claim for each in explanations] == [claim.id for claim in claims]


def test_own_words_are_shown(told: tuple[tuple[Explanation, ...], tuple[Refusal, ...]]) -> None:
    """Each slot that the sentence fills itself names the words that filled it."""
    attack = told[0][0]
    assert last(attack, "when").text == "Monday evening"
    assert last(attack, "places").text == "Odesa"
    assert last(attack, "figures").text == "nine rockets"
    assert "munition" in " ".join(each.why for each in attack.reasons if each.slot == "type")


def test_what_is_taken_over_says_from_where(told: tuple[tuple[Explanation, ...], tuple[Refusal, ...]]) -> None:
    """A wrong inheritance is mended in another rule than a wrong reading."""
    toll = told[0][1]
    assert last(toll, "when").rule == "inheritances.take_time"
    assert last(toll, "when").text == TEXT[TEXT.index("fired") :][:5]
    assert last(toll, "places").rule == "inheritances.take_over"
    assert last(toll, "source").text == "harbour master Ines Duval"


def test_words_are_verbatim(told: tuple[tuple[Explanation, ...], tuple[Refusal, ...]]) -> None:
    """A reason that quotes what is not there sends its reader to the wrong words."""
    words = [(each.start, each.end, each.text) for explanation in told[0] for each in explanation.reasons]
    words += [(each.start, each.end, each.text) for each in told[1]]
    assert all(text == TEXT[start:end] for start, end, text in words if start is not None)


def test_words_that_became_no_claim_are_listed(told: tuple[tuple[Explanation, ...], tuple[Refusal, ...]]) -> None:
    """Most misses are claims that were never made: without these a maintainer sees nothing at all."""
    assert ("hit", "ASSAULT") in {(each.text, each.type) for each in told[1]}


def test_rules_are_where_they_say(told: tuple[tuple[Explanation, ...], tuple[Refusal, ...]]) -> None:
    """A rule that was renamed must not stay behind in the explanations."""
    rules = {each.rule for explanation in told[0] for each in explanation.reasons} | {each.rule for each in told[1]}
    for rule in rules:
        assert (ROOT.parent / rule).is_file() if rule.endswith(".toml") else is_function(rule), rule


def test_every_rule_in_the_code_exists() -> None:
    """The rules that this text does not use must be there, too."""
    sources = (ROOT.parent / "extract").glob("*.py")
    named = {
        match for path in sources for match in re.findall(r'note\(\s*"?\w*"?,? ?"([a-z_]+\.[a-z_]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(named) > 25
    assert all(is_function(rule) for rule in named)


def is_function(rule: str) -> bool:
    """Whether a rule is a function of a module of the extractor."""
    module, name = rule.split(".")
    return callable(getattr(importlib.import_module(f"sitrep.extract.{module}"), name, None))
