"""Strays and handovers: counts that no claim took, and who swaps, frees or gives where a sentence leaves it open."""

from sitrep.model.claims import Claim
from tests.extract.conftest import Read


def figures(claims: tuple[Claim, ...], kind: str) -> set[tuple[str | None, str | None, float | None]]:
    """Returns measure, item and lower bound of what the claims of one type count."""
    return {(each.measure, each.item, each.low) for claim in claims if claim.type == kind for each in claim.figures}


def test_clauses_in_two_mouths_do_not_lose_each_other(read: Read) -> None:
    """The outlet's own words after "according to" stand in the clause that a ministry's count stands in."""
    text = (
        "A Russian strike on a depot in Poltava killed 12 people and injured more than 40 others, according to the regional "
        "prosecutor, in one of the deadliest attacks of the summer."
    )
    assert {("killed", "person", 12), ("injured", "person", 40)} <= figures(read(text, "2025-08-12"), "ASSAULT")


def test_people_inside_what_was_hit_are_affected(read: Read) -> None:
    """Nothing was done to them that the sentence tells, but the attack is told just before."""
    text = "A bomb tore through a bus near Quetta on Tuesday, killing four people. Some 30 pupils were on the bus, police said."
    assert ("affected", "child", 30) in figures(read(text, "2025-05-21"), "ASSAULT")


def test_captured_villages_are_counted(read: Read) -> None:
    """A count of ground taken needs no other word of an attack."""
    text = "Russia shelled Kupiansk on Monday, killing two people. The ministry in Moscow said its troops controlled four villages there."
    assert ("other", "settlement", 4) in figures(read(text, "2025-08-12"), "ASSAULT")


def test_swap_that_names_nobody_is_of_the_two_states_of_the_report(read: Read) -> None:
    """It has the day on which the report says that people came home, too."""
    text = (
        "Another 120 prisoners of war have been exchanged, officials said. Those freed on Saturday had been held since 2022. "
        "Russia and Ukraine agreed on the swap last month. Russia thanked the mediators, and Ukraine did so too."
    )
    swaps = [claim for claim in read(text, "2025-08-17") if claim.mode == "exchange" and claim.figures]
    assert swaps
    assert {each.name for each in swaps[0].participants} == {"Russia", "Ukraine"}
    assert (swaps[0].when.start, swaps[0].when.end) == ("2025-08-16", "2025-08-16")


def test_hostages_are_freed_by_the_group_that_holds_them(read: Read) -> None:
    """The armed group that the report names most often is taken to hold them, and the claim says that it was taken."""
    text = "The proposal of the mediators sees the release of eight hostages. Hamas has not answered yet. Hamas wants guarantees first."
    freed = [claim for claim in read(text, "2025-05-27") if any(each.item == "person" for each in claim.figures)]
    assert [claim.actor.name for claim in freed if claim.actor] == ["Hamas"]
    assert any(issue.code == "no-actor" for claim in freed for issue in claim.issues)


def test_help_that_names_nobody_has_the_giver_told_of_before(read: Read) -> None:
    """What it counts is a total up to now."""
    text = (
        "Norway will send howitzers to Ukraine, the government said after Russia's latest attacks. "
        "Its support has included providing 40 armoured vehicles."
    )
    given = [claim for claim in read(text, "2025-05-27") if claim.type == "AID" and claim.figures]
    assert [(claim.actor.name if claim.actor else None, claim.scope) for claim in given] == [("Norway", "period_total")]
