"""What says something, what belongs together, and what only repeats."""

import pytest

from sitrep.model.claims import Claim
from tests.extract.conftest import Read


def of_type(claims: tuple[Claim, ...], name: str) -> list[Claim]:
    """The claims of one type."""
    return [claim for claim in claims if claim.type == name]


QUIET = [
    "The singer Vera Holm died of pneumonia in Oslo on Monday. A bomb had hit her theatre in Kyiv.",
    "The minister told reporters after the strike that he was tired.",
    "The reforms have damaged the economy of Chad, where the army fired missiles.",
]


@pytest.mark.parametrize("text", QUIET)
def test_other_deaths_damage_and_dates_are_no_attacks(read: Read, text: str) -> None:
    """A word of harm beside a real attack must not become an attack of its own."""
    told = " ".join(claim.evidence[0].text for claim in of_type(read(text), "ASSAULT"))
    assert not any(word in told for word in ("died", "after the strike", "economy"))


def test_arrests_that_add_are_one_claim(read: Read) -> None:
    """A leader in one sentence and two more men in the next are three people held, told once."""
    told = read("Malian soldiers captured a rebel leader near Kidal on Monday. Two other insurgents were also detained.")
    (arrest,) = of_type(told, "COERCE")
    assert [(figure.measure, figure.low) for figure in arrest.figures] == [("detained", 1), ("detained", 2)]
    assert not of_type(told, "ASSAULT")


def test_ground_is_captured_and_people_are_arrested(read: Read) -> None:
    """One verb tells of both, and only what it takes tells which."""
    (taken,) = read("Rebels captured the town of Bunia in Congo on Monday.")
    assert (taken.type, taken.mode) == ("ASSAULT", "capture")


def test_outages_in_two_towns_are_two_claims(read: Read) -> None:
    """Power back in one place and gone in another must not be read of both."""
    told = read("Power has been restored in Zaporizhzhia, while thousands of homes in Dnipro remain without electricity.")
    found = {place.name: service.status for claim in of_type(told, "DISRUPT") for place in claim.places for service in claim.services}
    assert found == {"Zaporizhzhia": "restored", "Dnipro": "lost"}


def test_an_outage_takes_its_place_from_the_one_before(read: Read) -> None:
    """A report names the town once and goes on; the claim says where it has it from."""
    told = read("A blackout hit Beirut on Monday. Electricity was restored in the evening.")
    restored = next(claim for claim in of_type(told, "DISRUPT") if claim.services[0].status == "restored")
    assert [place.name for place in restored.places] == ["Beirut"]
    assert "inherited-place" in {issue.code for issue in restored.issues}


def test_a_swap_that_names_nobody_takes_the_parties_of_the_report(read: Read) -> None:
    """ "The exchange" is between those who agreed on it."""
    told = of_type(
        read("Chad and Sudan signed an agreement on prisoners on Monday. The exchange of captives took place near Adre."), "AGREE"
    )
    assert [claim.actor.name if claim.actor else None for claim in told] == ["Chad", "Chad"]


def test_what_goes_on_without_a_count_is_background(read: Read) -> None:
    """A war that has been going on is no incident of the day."""
    (claim,) = of_type(read("Sudan has been shelling towns in Chad with artillery."), "ASSAULT")
    assert claim.scope == "background"


@pytest.mark.parametrize(
    "text",
    [
        "There were no reports of attacks in Odesa.",
        "Explosions were heard across Odesa.",
        "The senator spoke of Odesa on the campaign trail.",
    ],
)
def test_what_is_only_heard_or_not_there_is_no_attack(read: Read, text: str) -> None:
    """In a report on shelling every such sentence would count, and take its day and attacker from the main event."""
    told = [claim for claim in read(f"Rebels shelled the port of Nikopol on Monday. {text}") if claim.type == "ASSAULT"]
    assert [place.name for claim in told for place in claim.places] == ["Nikopol"]


def test_the_attack_spoken_of_by_others_is_told_once(read: Read) -> None:
    """Everybody has a word on a great attack; who only points to it claims nothing new of it."""
    told = read("Rebels shelled the port of Nikopol on Monday. The attack on Nikopol was cowardly, mayor Olha Bondar said.")
    assert len([claim for claim in told if claim.type == "ASSAULT"]) == 1
    counted = read("Rebels shelled the port of Nikopol on Monday. The attack on Nikopol killed four people, mayor Olha Bondar said.")
    assert len([claim for claim in counted if claim.type == "ASSAULT"]) == 2


def test_work_on_what_failed_brings_it_back(read: Read) -> None:
    """ "Restoration efforts are under way" names no service: it is the one that failed before."""
    told = read("A power outage hit Cannes on Saturday. Restoration efforts are underway.")
    assert [(service.service, service.status) for claim in told for service in claim.services] == [
        ("power", "lost"),
        ("power", "being-restored"),
    ]


def test_a_service_at_risk_is_not_lost(read: Read) -> None:
    """ "Risk losing water" tells of no outage."""
    assert not [claim for claim in read("A strike hit Nyala on Monday. A million people risk losing water there.") if claim.services]


def test_an_attack_and_what_it_answers_are_two(read: Read) -> None:
    """Each has its own attacker and place, and the day after what is answered dates that alone."""
    text = "Rebels said the shelling of Tessalit on Tuesday was in retaliation for a Malian air strike in Kidal on Sunday."
    told = [claim for claim in read(text) if claim.type == "ASSAULT"]
    answered = next(claim for claim in told if claim.places[0].name == "Kidal")
    assert answered.actor is not None
    assert (answered.actor.name, answered.when.start) == ("Mali", "2025-11-09")


def test_several_attacks_that_are_answered_are_history(read: Read) -> None:
    """They are told only to say why."""
    told = read("Sudanese jets struck Abeche on Monday in response to Chadian attacks on depots near Nyala, the army said.")
    assert sorted(claim.scope for claim in told if claim.type == "ASSAULT") == ["background", "incident"]


def test_a_condemned_murder_is_told_where_it_names_who_died(read: Read) -> None:
    """The name is news even under a verb of judging."""
    claim = next(claim for claim in read("The bishop condemned the assassination of Judge Ana Ruiz.") if claim.type == "ASSAULT")
    assert claim.target is not None
    assert (claim.target.name, claim.mode) == ("Ana Ruiz", "targeted")


def test_an_attack_beside_what_is_told_is_told(read: Read) -> None:
    """ "Amid" makes it no object of the verb, and its attacker is that of the next strike."""
    told = read("The UN continues to help people in Nyala, amid Chadian attacks. On Sunday, a strike on a mill in the city killed six.")
    assert [claim.actor.name for claim in told if claim.figures and claim.actor] == ["Chad"]


POWER = [
    ("The mayor of Gori said that the dam can no longer produce electricity.", "lost"),
    ("There is no electricity in Gori.", "lost"),
    ("Shelling forced the reactors near Gori to cut output.", "reduced"),
    ("A third of hydroelectric generation in Georgia was destroyed in strikes.", "reduced"),
    ("Villages near Gori saw interruptions of electricity.", "lost"),
]


@pytest.mark.parametrize(("text", "status"), POWER)
def test_power_that_plants_no_longer_give(read: Read, text: str, status: str) -> None:
    """What plants give less of, or nothing at all, is an outage as well."""
    outage = next(claim for claim in read(text) if claim.type == "DISRUPT")
    assert [(service.service, service.status) for service in outage.services] == [("power", status)]
