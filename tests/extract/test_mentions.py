"""Mentions: words that tell of an event, and those that only look so."""

import pytest

from tests.extract.conftest import Read


@pytest.mark.parametrize(
    "text",
    [
        "A plane was damaged by a bird strike at the airport on Monday.",
        "Postal workers voted for a strike in December.",
        "The rider launched a late attack on the final climb.",
        "A heart attack killed the singer at 80.",
        "An outage hit the resort on Saturday.",
    ],
)
def test_other_senses_are_no_attacks(read: Read, text: str) -> None:
    """News that has nothing to do with armed force must stay quiet."""
    assert not [claim for claim in read(text) if claim.type == "ASSAULT"]


def test_work_that_stops_is_no_strike(read: Read) -> None:
    """In a report on shelling every "strike" would count, if the words before it were not looked at."""
    told = [
        claim
        for claim in read("Rebels shelled the port of Odesa on Monday. In Nikopol the nurses are on strike.")
        if claim.type == "ASSAULT"
    ]
    assert [claim.places[0].name for claim in told] == ["Odesa"]


def test_a_longer_phrase_puts_the_shorter_aside(read: Read) -> None:
    """ "Shot down" is no shooting."""
    (claim,) = [each for each in read("Ukraine shot down 20 Russian drones on Tuesday.") if each.type == "ASSAULT"]
    assert claim.mode == "drone"


@pytest.mark.parametrize(
    "text",
    [
        "Police hunt the guerrillas that killed five farmers near Pasto.",
        "Three farmers were killed near Pasto by alleged members of a front of the FARC.",
        "There has been heavy fighting between guerrillas and the army near Pasto.",
    ],
)
def test_armed_people_need_no_name(read: Read, text: str) -> None:
    """Rebels, guerrillas and troops fight by their common names too."""
    assert [claim.type for claim in read(text) if claim.type == "ASSAULT"] == ["ASSAULT"]
