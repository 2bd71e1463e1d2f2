"""Actors: people, bodies and groups of made-up reports."""

import pytest

from sitrep.annotate.actors import find_actors
from sitrep.annotate.parse import parse
from sitrep.model.actors import Actor
from sitrep.model.places import Place

REPORT = (
    "Borduria's Prime Minister, Marek Kolar, met Syldavian Foreign Minister Irina Vasko on Monday.\n\n"
    "Kolar said the talks were useful. Pavel Drozd, head of the Novigrad regional administration, denied it."
)


def actors_of(text: str, *places: tuple[str, str]) -> dict[str, Actor]:
    """Returns the actors of a text by their words; `places` are words with a country code."""
    found = [
        Place(text.index(words), text.index(words) + len(words), words, words, country=country, precision="country", use="demonym")
        for words, country in places
    ]
    return {actor.text or "": actor for actor in find_actors(parse(text), found)}


def test_short_name_takes_the_fullest_form() -> None:
    """A speaker must be one person throughout a report, however he is called there."""
    assert actors_of(REPORT)["Kolar"].name == "Marek Kolar"


@pytest.mark.parametrize(
    ("words", "role"),
    [("Irina Vasko", "Syldavian Foreign Minister"), ("Marek Kolar", "Borduria's Prime Minister")],
)
def test_role_stands_in_the_words_of_the_text(words: str, role: str) -> None:
    """Readers judge a claim by the office of whoever makes it: before the name or beside it."""
    assert actors_of(REPORT)[words].role == role


def test_role_in_apposition_names_the_organisation() -> None:
    """An office "of" a body tells which body speaks."""
    drozd = actors_of(REPORT)["Pavel Drozd"]
    assert drozd.role == "head of the Novigrad regional administration"
    assert drozd.organisation == "Novigrad regional administration"


def test_side_comes_from_a_place_in_the_role() -> None:
    """The side of a minister is the country that the title names."""
    assert actors_of(REPORT, ("Syldavian", "XS"))["Irina Vasko"].side == "XS"


def test_known_group_has_its_own_name_as_side() -> None:
    """An armed group is a side of its own; abbreviations are the group under the fullest name that the text gives."""
    found = actors_of("The Rapid Support Forces entered the town. The RSF denied looting it.")
    assert found["RSF"].name == "Rapid Support Forces"
    assert found["RSF"].kind == "armed-group"
    assert found["RSF"].side == "Rapid Support Forces"


def test_known_body_keeps_the_form_of_the_text() -> None:
    """A name that the text never spells out is not spelt out for it."""
    assert actors_of("Two depots burnt down, DSNS said.")["DSNS"].name == "DSNS"


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("The Syldavian defence ministry said two bridges fell.", "Syldavian defence ministry", "government"),
        ("Bordurian forces shelled the port.", "Bordurian forces", "armed-force"),
        ("Local police closed the road.", "Local police", "police"),
        ("Residents fled the village.", "Residents", "civilians"),
    ],
)
def test_body_is_told_by_its_noun(text: str, words: str, kind: str) -> None:
    """Most speakers of war reports are bodies without a name of their own."""
    assert actors_of(text)[words].kind == kind


def test_country_that_acts_is_a_state() -> None:
    """A country as the doer is a state; its seat too where the place finder says so."""
    text = "Syldavia fired nine missiles."
    found = find_actors(parse(text), [Place(0, 8, "Syldavia", "Syldavia", country="XS", precision="country")])
    assert [(actor.name, actor.kind, actor.country) for actor in found] == [("Syldavia", "state", "XS")]


def test_every_mention_quotes_the_text() -> None:
    """Every actor must be found again at its offsets."""
    assert all(REPORT[actor.start : actor.end] == actor.text for actor in find_actors(parse(REPORT), ()))


def test_empty_text_has_no_actors() -> None:
    """A blank report is no error."""
    assert find_actors(parse(""), ()) == ()
