"""Contexts: what stands where."""

from collections.abc import Callable

from sitrep.extract.contexts import OUTSIDE, Context
from tests.extract.conftest import Read


def test_the_words_of_a_speaker_are_a_zone(context: Callable[[str], Context]) -> None:
    """The innermost attribution decides who says a word; the outlet's own words lie outside."""
    found = context("The blast shook Kharkiv on Monday. Police said two people were killed.")
    zones = {token.text: found.zones[token.i] for token in found.parse}
    assert zones["shook"] == OUTSIDE
    assert zones["killed"] != OUTSIDE


def test_a_closing_attribution_holds_its_whole_sentence(context: Callable[[str], Context]) -> None:
    """ "…, according to the ministry" answers for all that stands before it."""
    found = context("Israel struck a school in Gaza City, killing 30 people, according to the health ministry.")
    assert len({found.zones[token.i] for token in found.parse if token.text in {"struck", "killing"}}) == 1


def test_items_are_found_beside_a_word(context: Callable[[str], Context]) -> None:
    """Look-ups go through a sentence, not through the text."""
    found = context("Shells fell on Sumy. Drones fell on Odesa.")
    first = found.parse[0]
    assert [each.value.name for each in found.places.beside(first)] == ["Sumy"]
    last = found.parse[len(found.parse) - 1]
    assert [each.value.name for each in found.places.before(last)] == ["Odesa", "Sumy"]


def test_a_speaker_goes_on_in_the_same_sentence(read: Read) -> None:
    """What follows "adding that" is in the mouth of who was named before it."""
    told = read("Shells hit the port of Mykolaiv on Monday, Governor Vitalii Kim said, adding that 14 warehouses were damaged.")
    damage = next(claim for claim in told if any(figure.low == 14 for figure in claim.figures))
    assert damage.source is not None
    assert damage.source.name == "Vitalii Kim"
