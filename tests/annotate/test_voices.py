"""Voices: speakers that are told of by their office or kind, and named elsewhere."""

import pytest

from sitrep.annotate.actors import find_actors
from sitrep.annotate.attributions import find_attributions
from sitrep.annotate.leaders import country_of_leader
from sitrep.annotate.parse import parse
from sitrep.annotate.places import find_places


def voices(text: str) -> list[str | None]:
    """Returns the names of those who speak, in text order."""
    tree = parse(text)
    found = find_attributions(tree, find_actors(tree, find_places(tree)))
    return [each.speaker.name if each.speaker else None for each in found if each.cue]


def test_an_office_has_the_name_that_speaks_next() -> None:
    """Leads name the office, the next sentence the person."""
    text = "Some 8,000 homes were left without power, the country's energy minister said. Olena Marchenko said that crews were at work."
    assert voices(text) == ["Olena Marchenko", "Olena Marchenko"]


def test_an_office_is_not_a_bystander() -> None:
    """Who is introduced with a role of her own is somebody else."""
    text = "Two people were hurt, the mayor said. Olena Marchenko, a teacher, said that she had been asleep."
    assert voices(text) == ["mayor", "Olena Marchenko"]


def test_a_monitor_told_of_by_its_kind_is_the_one_named() -> None:
    """Its name keeps its own words, too."""
    text = "A monitoring group based in Britain reported 26 deaths. The Syrian Observatory for Human Rights said that nine were civilians."
    assert voices(text) == ["Syrian Observatory for Human Rights", "Syrian Observatory for Human Rights"]


def test_a_country_before_a_colon_only_heads_what_follows() -> None:
    """A heading has no speaker."""
    text = "Sudan: Thousands of families flee their homes as the shelling goes on. They need water, an aid group said."
    assert {voice for voice in voices(text) if voice} == {"aid group"}


@pytest.mark.parametrize(("name", "country"), [("Emmanuel Macron", "FR"), ("Macron", "FR"), ("Ada Macron", None), ("Wang", None)])
def test_leaders_stand_for_their_countries(name: str, country: str | None) -> None:
    """A surname alone is enough where one country has such a leader; another given name is another person."""
    assert country_of_leader(name) == country
