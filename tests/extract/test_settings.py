"""Where a claim happened: in its own words, where they point back to, and never where somebody only speaks."""

import pytest

from sitrep.model.claims import Claim
from tests.extract.conftest import Read


def places(claim: Claim) -> list[str]:
    """Returns the names of the places of a claim."""
    return [place.name for place in claim.places]


def attacks(claims: tuple[Claim, ...]) -> list[Claim]:
    """Returns the claims of attacks."""
    return [claim for claim in claims if claim.type == "ASSAULT"]


def test_a_building_stays_where_it_was_first_put(read: Read) -> None:
    """A later "the hospital" has no place of its own, and the main event may be elsewhere."""
    told = attacks(
        read(
            "Rockets struck a school in Taiz on Tuesday, killing two teachers. Fighting also went on in Marib.\n\n"
            "A rocket that struck the school was fired from the hills, residents said."
        )
    )
    assert places(told[-1]) == ["Taiz"]


def test_another_building_is_not_the_one_before(read: Read) -> None:
    """ "Another school" must not inherit the place of the first."""
    told = attacks(
        read("Rockets struck a school in Taiz on Tuesday. In Marib another school was hit by a shell and four pupils were killed.")
    )
    assert places(told[-1])[0] == "Marib"


@pytest.mark.parametrize(
    "text",
    [
        "“A missile struck the depot,” said Anna Roth, a fellow at an institute in London. The depot lies near Sumy.",
        "Officials in London said a missile struck the depot near Sumy.",
    ],
)
def test_a_speaker_is_no_scene(read: Read, text: str) -> None:
    """An expert's or ministry's seat far away would become the site of an attack."""
    assert all("London" not in places(claim) for claim in attacks(read(text)))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Yemeni air defences shot down four drones launched towards Aden on Tuesday.", "Aden"),
        ("A drone strike on a depot close to Aden killed three people on Tuesday.", "Aden"),
        ("In Aden, doctors said that nine people were killed in an air strike on Tuesday.", "Aden"),
        ("Aden was shelled on Monday. On Tuesday a rocket killed two people in the eastern city.", "Aden"),
        ("Sudan's army holds Khartoum. On Tuesday drones killed five people in the Sudanese capital.", "Khartoum"),
    ],
)
def test_where_words_lead(read: Read, text: str, place: str) -> None:
    """A place may stand where a munition was bound, before the speaker, or only in a general word."""
    assert places(attacks(read(text))[-1])[0] == place


def test_a_flag_is_no_place(read: Read) -> None:
    """The flag of a ship tells nothing about where it was hit."""
    (claim,) = attacks(read("A missile hit the Panama-flagged tanker near Aden on Tuesday, injuring two sailors."))
    assert "Panama" not in places(claim)


def test_a_total_belongs_to_the_country(read: Read) -> None:
    """A war's toll is not that of the town where the last attack was."""
    told = attacks(
        read("Shelling killed three people in Marib on Tuesday, doctors in Yemen said. Since January, 1,400 people have been killed.")
    )
    assert (told[-1].scope, places(told[-1])) == ("period_total", ["Yemen"])


def test_people_come_from_where_they_were_evacuated(read: Read) -> None:
    """A participle that tells of leaving names the place of it, also where the main verb counts others."""
    told = read("Rebels shelled the road. Over 5,000 left the valley along with 2,200 evacuated from Madaya and Zabadani on Friday.")
    claim = next(each for each in told if any(figure.low == 2200 for figure in each.figures))
    assert {"Madaya", "Zabadani"} & {place.name for place in claim.places}


def test_the_town_of_a_body_is_where_things_happen_outside_it(read: Read) -> None:
    """A court in a town is a body, but "outside a court in Quetta" tells where."""
    told = read("A bombing killed 12 people and injured 27 outside a district court in Quetta in Pakistan on Tuesday.")
    assert told[0].places[0].name == "Quetta"
