"""The gazetteer: every hand-kept line leads to a place, and the compiled file holds what reports on war need."""

import pytest

from sitrep.packs.gazetteer import PATH, Landmarks, Spellings, countries, demonym, entries, entries_like
from sitrep.packs.loader import load
from sitrep.packs.spelling import fold, sound


def test_every_spelling_leads_to_its_place() -> None:
    """A usual form of a name that the file lacks would be dead knowledge."""
    spellings = load("world/spellings.toml", Spellings).spellings
    missing = [s.name for s in spellings if not any((e.name, e.country) == (s.name, s.country) for e in entries(fold(s.name)))]
    assert not missing


@pytest.mark.parametrize("file", ["world/regions.toml", "world/facilities.toml"])
def test_landmarks_lie_on_the_globe(file: str) -> None:
    """Latitude comes before longitude."""
    for mark in load(file, Landmarks).landmarks:
        assert -90 <= mark.at[0] <= 90, mark
        assert -180 <= mark.at[1] <= 180, mark
        assert mark.country is None or mark.country in countries(), mark


def test_no_country_is_named_twice() -> None:
    """One code, one line."""
    names = [c.name for c in countries().values()]
    assert len(names) == len(set(names)) > 240


@pytest.mark.parametrize(
    ("name", "country", "admin1"),
    [
        ("Kremenchuk", "UA", "Poltava"),
        ("Slovyansk", "UA", "Donetsk"),
        ("Starokostiantyniv", "UA", "Khmelnytskyi"),
        ("El Fasher", "SD", "North Darfur"),
        ("Khan Younis", "PS", "Gaza Strip"),
        ("Харків", "UA", "Kharkiv"),
        ("Miami", "US", "Florida"),
    ],
)
def test_settlements_have_their_region(name: str, country: str, admin1: str) -> None:
    """The region is the second key of a claim's place."""
    assert (country, admin1) in [(e.country, e.admin1) for e in entries(fold(name)) if e.kind == "settlement"]


def test_demonyms_lead_to_countries_and_regions() -> None:
    """An adjective means the place it is made from."""
    found = [demonym(word) for word in ("French", "Chechen", "Ukrainians")]
    assert [entry.name if entry else None for entry in found] == ["France", "Chechnya", "Ukraine"]
    assert demonym("table") is None


def test_romanisations_meet_by_sound() -> None:
    """Reports write Arabic names as they hear them."""
    assert sound("Hodeidah") == sound("al-Hudaydah")
    assert "SY" in {e.country for e in entries_like("Ez Zabadani")}


def test_the_file_is_not_written() -> None:
    """It is knowledge, shared by all processes."""
    before = PATH.stat().st_mtime_ns
    entries("lviv")
    assert PATH.stat().st_mtime_ns == before
