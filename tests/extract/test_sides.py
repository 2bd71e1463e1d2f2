"""Sides: what one sentence leaves open and the report shows."""

from tests.extract.conftest import Read


def test_the_other_side_attacks_in_its_enemys_country(read: Read) -> None:
    """A report on both sides of a war names the attacker once for each."""
    told = read(
        "Russian missiles hit Kharkiv in Ukraine on Tuesday, killing two people. "
        "Ukrainian drones struck Belgorod in Russia on Tuesday. One person was killed in Poltava."
    )
    poltava = next(claim for claim in told if claim.places and claim.places[0].name == "Poltava")
    assert poltava.actor is not None
    assert poltava.actor.name == "Russia"
    assert "no-actor" in {issue.code for issue in poltava.issues}


def test_the_day_of_the_main_event_is_carried_over(read: Read) -> None:
    """Reports give the day once and go on; each claim says that it is inherited."""
    told = read("A missile hit a market in Kramatorsk on Monday. Eight people were killed, the mayor said.")
    toll = next(claim for claim in told if claim.figures and claim.figures[0].measure == "killed")
    assert (toll.when.start, toll.places[0].name) == ("2025-11-10", "Kramatorsk")


def test_an_armed_group_attacks_for_its_country(read: Read) -> None:
    """A drone that comes from Lebanon in a report on Hezbollah is Hezbollah's, not the Lebanese state's."""
    told = read(
        "Israeli jets struck Tyre in Lebanon on Monday. Hezbollah said it would answer. "
        "Two soldiers were killed by a drone at a base near Haifa in Israel, the army said."
    )
    haifa = next(claim for claim in told if any(place.name == "Haifa" for place in claim.places))
    assert haifa.actor is not None
    assert haifa.actor.name == "Hezbollah"


def test_a_ministers_toll_is_of_the_attack_on_his_own_country(read: Read) -> None:
    """A health minister counts the victims at home, also after a sentence on what his side did elsewhere."""
    told = read(
        "Israel carried out air strikes on Tyre in Lebanon on Sunday. On Monday Hezbollah fired rockets at Haifa in Israel. "
        "Lebanese Health Minister Karim Haddad said the strikes had killed at least 12 people."
    )
    toll = next(claim for claim in told if any(figure.low == 12 for figure in claim.figures))
    assert all(place.country == "LB" for place in toll.places)
    assert toll.places
