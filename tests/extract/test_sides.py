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
