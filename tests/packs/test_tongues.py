"""Packs of languages without a parser: each has every file, and every pattern can be compiled."""

import pytest

from sitrep.packs.loader import ROOT
from sitrep.packs.romanising import romanised
from sitrep.packs.tongues import TONGUES, tongue
from sitrep.packs.types import event_types

FILES = {"deeds.toml", "gate.toml", "grammar.toml", "people.toml", "things.toml", "times.toml", "toponyms.toml"}


def test_each_folder_holds_the_same_files() -> None:
    """A language that lacks one would break at its first report."""
    assert {code: {path.name for path in (ROOT / "languages" / code).iterdir()} for code in TONGUES} == dict.fromkeys(TONGUES, FILES)


@pytest.mark.parametrize("code", TONGUES)
def test_triggers_name_types_and_modes_that_there_are(code: str) -> None:
    """A claim of a type that no pack has could not be shown."""
    modes = {each.name: {None, *each.modes} for each in event_types()}
    for deed in tongue(code).deeds.deed:
        assert deed.mode in modes[deed.type], deed
    assert {each.mode for each in tongue(code).deeds.means} <= modes["ASSAULT"]


@pytest.mark.parametrize("code", TONGUES)
def test_every_type_has_words(code: str) -> None:
    """A type that is not read in a language would be missed in silence."""
    assert {deed.type for deed in tongue(code).deeds.deed} == {each.name for each in event_types()}


def test_both_languages_know_the_same_people_and_regions() -> None:
    """Who is found in one language only is two in the record."""
    one, other = tongue("uk"), tongue("ru")
    assert {each.name for each in one.people.person} == {each.name for each in other.people.person}
    assert {each.name for each in one.toponyms.region} == {each.name for each in other.toponyms.region}
    assert {each.code for each in one.toponyms.state} == {each.code for each in other.toponyms.state}
    assert {each.name for each in one.people.body} == {each.name for each in other.people.body}


@pytest.mark.parametrize(
    ("name", "language", "latin"),
    [
        ("Єнакієве", "uk", "Yenakiieve"),
        ("Щастя", "uk", "Shchastia"),
        ("Розгірне", "uk", "Rozghirne"),
        ("Мар'їнка", "uk", "Marinka"),
        ("Евгений Первышов", "ru", "Yevgeny Pervyshov"),
        ("Сергиев Посад", "ru", "Sergiev Posad"),
    ],
)
def test_names_are_romanised_as_officials_and_the_press_do(name: str, language: str, latin: str) -> None:
    """A name in letters of one's own would meet no other report."""
    assert romanised(name, language) == latin
