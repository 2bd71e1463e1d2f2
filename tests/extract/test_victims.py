"""The pack for single crimes counts victims who are named and not counted."""

import pytest

from tests.extract.conftest import Read

CRIME = ("crime",)


def people(read: Read, text: str, packs: tuple[str, ...] = CRIME) -> dict[tuple[str | None, str], int | None]:
    """Returns what a text counts, with the words that it is read from."""
    return {(each.measure, each.text): each.low for claim in read(text, packs=packs) for each in claim.figures if each.item == "person"}


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Anna Bell was shot and killed in Salem on Sunday.", ("Anna Bell", 1)),
        ("Police say Carl Orr fatally shot his neighbor in Salem on Sunday.", ("his neighbor", 1)),
        ("Carl Orr died after a shooting in Salem on Sunday.", ("Carl Orr", 1)),
        ("Police spoke of Carl Orr, who died in a shooting in Salem on Sunday.", ("Carl Orr", 1)),
        ("The teenager shot and killed by his brother in Salem lived on Elm Row.", ("The teenager", 1)),
        ("Carl Orr fatally shot his wife and his daughter in Salem on Sunday.", ("his wife and his daughter", 2)),
        ("The double homicide happened in Salem on Sunday, police said.", ("homicide", 2)),
        ("Two men were charged with the murder of Anna Bell in a shooting in Salem.", ("Anna Bell", 1)),
    ],
)
def test_a_named_victim_is_one(read: Read, text: str, killed: tuple[str, int]) -> None:
    """A report on one crime says who died, and seldom that it was one person."""
    assert people(read, text).get(("killed", killed[0])) == killed[1]


def test_a_number_goes_before_names(read: Read) -> None:
    """Where the dead are counted, those who are named are among them."""
    found = people(read, "Three people were killed in a shooting in Salem. Anna Bell was shot and killed in her car.")
    assert [low for (measure, _), low in found.items() if measure == "killed"] == [3]


def test_who_was_shot_may_be_the_dead(read: Read) -> None:
    """Of a man who "was shot" nobody says that he lives, once the report tells of a death; of one in hospital it does."""
    text = "A man was shot in the leg in Salem on Sunday. Nobody was arrested. Carl Orr was shot and killed in Salem. A woman was wounded."
    found = people(read, text)
    assert found["other", "A man"] == 1
    assert found["injured", "A woman"] == 1
    assert people(read, "A man was shot in Salem on Sunday.") == {("injured", "A man"): 1}


def test_a_killer_who_kills_himself_is_a_victim(read: Read) -> None:
    """Whoever kills others and himself is dead beside them, and a suicide alone is told by its own words."""
    found = people(read, "Carl Orr fatally shot his wife in Salem on Sunday and then killed himself, police said.")
    assert found["killed", "his wife"] == found["killed", "himself"] == 1
    assert people(read, "The murder-suicide happened in a shooting in Salem on Sunday.")["killed", "murder"] == 2


def test_a_death_told_apart_is_counted(read: Read) -> None:
    """A report may tell of the shooting first, and of the death where no word of an attack stands."""
    found = people(read, "Police are investigating a shooting in Salem on Sunday. The victim later passed away in a hospital.")
    assert found == {("killed", "The victim"): 1}


def test_the_one_who_was_shot_is_injured(read: Read) -> None:
    """Where nobody died and nobody is counted, whoever was shot was hurt."""
    assert people(read, "Carl Orr accidentally shot his brother in Salem on Sunday.") == {("injured", "his brother"): 1}
    assert not people(read, "Carl Orr fired a gun in Salem on Sunday.")


def test_days_and_places_are_no_victims(read: Read) -> None:
    """ "Saturday's fatal shooting" names nobody who died."""
    assert ("killed", "Saturday") not in people(read, "Police spoke of Saturday's fatal shooting in Salem.")


def test_without_the_pack_names_are_no_counts(read: Read) -> None:
    """In reports on wars a named victim is one of many, and only numbers are counted."""
    assert not people(read, "Anna Bell was killed in the shelling of Salem on Sunday.", packs=())
