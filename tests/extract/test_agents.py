"""Who attacks, and what is struck."""

import pytest

from sitrep.model.claims import Claim
from tests.extract.conftest import Read


def attack(claims: tuple[Claim, ...]) -> Claim:
    """The last attack of a text."""
    return [claim for claim in claims if claim.type == "ASSAULT"][-1]


ACTORS = [
    ("Chad hit back on Monday. It launched 30 missiles at Port Sudan.", "Chad"),
    ("Chad launched one of its biggest air attacks on Sudan on Monday, the Sudanese air force said.", "Chad"),
    ("A column of Tuareg rebels ambushed a convoy near Gao in Mali on Monday.", "Tuareg rebels"),
    ("Hezbollah shelled Safed on Monday. On Tuesday the Lebanese rebels fired 20 rockets at Acre.", "Hezbollah"),
    ("Chad claimed it shot down several Sudanese helicopters on Monday.", "Chad"),
    ("Officials in Khartoum said the country's air force bombed Nyala on Monday.", "Sudan"),
    ("The convoy was ambushed near Gao on Monday by members of a wing of Boko Haram.", "Boko Haram"),
    ("Chadian jets bombed Nyala in Sudan on Monday. Later, 12 people were hurt in attacks on Chadian depots.", "Sudan"),
    ("Chadian President Adoum Saleh launched an invasion of Sudan on Monday.", "Chad"),
]


@pytest.mark.parametrize(("text", "name"), ACTORS)
def test_who_attacks(read: Read, text: str, name: str) -> None:
    """Pronouns, bands and heads of state stand for those who act."""
    actor = attack(read(text)).actor
    assert actor is not None
    assert actor.name == name


def test_armed_people_of_no_named_group_are_persons(read: Read) -> None:
    """Masked men are not a body that could be looked up."""
    claim = attack(read("Mayor Rafael Solis was kidnapped in Manta on Monday by a group of heavily armed men."))
    assert claim.actor is not None
    assert (claim.actor.kind, claim.mode) == ("person", "abduct")


def test_the_place_of_a_dateline_attacks_nobody(read: Read) -> None:
    """An agency tells from its own capital what others do elsewhere."""
    claim = attack(read("Port shelled\n\nMOSCOW, March 3 (TASS) - Libyan armed group Brigade 444 shelled the port of Tripoli on Monday."))
    assert claim.actor is not None
    assert claim.actor.country == "LY"
    assert not claim.evidence[0].text.startswith("MOSCOW")


TARGETS = [
    ("A fire broke out at a fuel depot that was struck by a drone in Gao on Monday.", "fuel depot"),
    ("Police fired tear gas at protesters in Nairobi on Tuesday.", "protesters"),
    ("A car bomb exploded outside a bank in Medellin on Friday.", "bank"),
    ("Gunmen murdered Jorge Ruiz, a judge, in Lima on Friday.", "Jorge Ruiz"),
]


@pytest.mark.parametrize(("text", "name"), TARGETS)
def test_what_is_struck(read: Read, text: str, name: str) -> None:
    """The weapon that a verb takes is not what is hit by it."""
    target = attack(read(text)).target
    assert target is not None
    assert target.name == name


def test_who_condemns_an_attack_is_not_behind_it(read: Read) -> None:
    """The subject of a verb that only tells of an attack does not attack."""
    told = read("A bomb killed five people at a market in Quetta on Monday. Interior Minister Tariq Khan of Pakistan condemned the attack.")
    assert all(claim.actor is None for claim in told if claim.type == "ASSAULT")


def test_a_subject_crammed_behind_its_object_acts(read: Read) -> None:
    """English drops "that" ("the drones Russia launched"); the country is no place there."""
    told = read("Ukrainian air defences shot down 24 of the 27 drones Russia launched overnight.")
    claim = next(each for each in told if each.figures)
    assert claim.actor is not None
    assert claim.actor.name == "Russia"
    assert "Russia" not in {place.name for place in claim.places}


def test_a_hospital_hit_by_debris_kills_nobody(read: Read) -> None:
    """What follows from a passive is its agent's doing, and no facility attacks for its country."""
    told = read("A clinic in Kyiv's Podilskyi district was partly destroyed by falling debris on Monday, killing seven people.")
    assert all(claim.actor is None or claim.actor.name != "Ukraine" for claim in told)
