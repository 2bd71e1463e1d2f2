"""A curated set beside the record: what goes together, and what only one of both tells."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sitrep.model.places import Place
from sitrep.views.comparing.cases import Case
from sitrep.views.comparing.matching import compare, likeness
from tests.views.importing.test_importing import ACLED, UCDP, sheet

Run = Callable[..., Any]
KYIV = Place(0, 0, "", "Kyiv", 703448, 50.45, 30.52, "UA", "Kyiv City", "settlement")
IRPIN = Place(0, 0, "", "Irpin", 707565, 50.52, 30.25, "UA", "Kyiv", "settlement")
LVIV = Place(0, 0, "", "Lviv", 702550, 49.84, 24.03, "UA", "Lviv", "settlement")
REGION = Place(0, 0, "", "Kyiv", 703447, 50.25, 30.5, "UA", "Kyiv", "region")
UKRAINE = Place(0, 0, "", "Ukraine", 690791, 49.0, 32.0, "UA", None, "country")
STRIKE, FIGHT, PROTEST = "Explosions/Remote violence", "Battles", "Protests"


def case(key: str = "a", day: str = "2025-12-07", place: Place | None = KYIV, dead: int | None = 4, kind: str | None = STRIKE) -> Case:
    """Returns a case of one day."""
    return Case(key, day, day, kind, place, dead, dead, dead)


def test_cases_go_together_by_day_place_and_kind() -> None:
    """A neighbouring day and a suburb are the same strike told by others; another town, day or a protest is not."""
    one = case()
    assert likeness(one, case("b", "2025-12-08")) is not None
    assert likeness(one, case("b", place=replace(IRPIN, latitude=50.5, longitude=30.45))) is not None
    assert likeness(one, case("b", place=REGION)) is not None
    assert likeness(one, case("b", place=UKRAINE)) is not None
    assert likeness(one, case("b", kind=FIGHT)) is not None
    assert likeness(one, case("b", "2025-12-09")) is None
    assert likeness(one, case("b", place=LVIV)) is None
    assert likeness(one, case("b", place=None)) is None
    assert likeness(one, case("b", kind=PROTEST)) is None


def test_the_most_alike_go_together_first() -> None:
    """Two strikes on neighbouring days stay two, each with its own."""
    here = [case("h1", "2025-12-06", dead=1), case("h2", "2025-12-07", dead=2)]
    there = [case("t2", "2025-12-07", dead=2), case("t1", "2025-12-06", dead=3)]
    found = compare(here, there)
    assert [(match.here.id, match.there.id, match.agrees) for match in found.matched] == [("h1", "t1", False), ("h2", "t2", True)]
    assert [match.here.id for match in found.differing] == ["h1"]


def test_what_only_one_tells_is_listed() -> None:
    """Gaps on either side are what the comparison is made for."""
    found = compare([case("h1"), case("h2", place=LVIV)], [case("t1"), case("t2", "2025-11-01")])
    assert ([each.id for each in found.only_here], [each.id for each in found.only_there]) == (["h2"], ["t2"])


def test_numbers_agree_where_their_spans_touch() -> None:
    """UCDP's estimates are spans; nothing said is no dead."""
    wide = replace(case("b", kind=None), low=2, best=5, high=9)
    assert compare([case(kind=None, dead=9)], [wide]).matched[0].agrees
    assert not compare([case(kind=None, dead=10)], [wide]).matched[0].agrees
    assert compare([case(dead=None)], [case("b", dead=0)]).matched[0].agrees


CASES = st.builds(
    case,
    st.uuids().map(str),
    st.sampled_from(["2025-11-30", "2025-12-06", "2025-12-07", "2025-12-08"]),
    st.sampled_from([KYIV, IRPIN, LVIV, REGION, UKRAINE, None]),
    st.integers(0, 5),
    st.sampled_from([STRIKE, FIGHT, PROTEST]),
)


@given(here=st.lists(CASES, max_size=8), there=st.lists(CASES, max_size=8), data=st.data())
def test_every_case_stands_once_whatever_the_order(here: list[Case], there: list[Case], data: st.DataObject) -> None:
    """Law: nothing is lost or doubled, and the order of rows in a file changes nothing."""
    found = compare(here, there)
    assert sorted(each.id for each in (*(match.here for match in found.matched), *found.only_here)) == sorted(each.id for each in here)
    assert sorted(each.id for each in (*(match.there for match in found.matched), *found.only_there)) == sorted(each.id for each in there)
    assert compare(data.draw(st.permutations(here)), data.draw(st.permutations(there))) == found


def test_record_goes_together_with_its_own_export(run: Run, database: str, tmp_path: Path) -> None:
    """What we write in a set's form and read again is the same events with the same dead."""
    for form in ("acled", "ucdp"):
        run("export", form, "--out", tmp_path / f"{form}.csv", "--db", database)
        found = run("compare", tmp_path / f"{form}.csv", "--format", "json", "--db", database).json
        assert (found["set"], found["matched"], found["differing"], found["only_here"], found["only_there"]) == (form, 1, 0, 0, 0)


def test_comparison_is_printed(run: Run, database: str, tmp_path: Path) -> None:
    """A person sees at a glance where the set and the news differ."""
    lviv = {"event_id_cnty": "UKR9", "location": "Lviv", "latitude": "49.84", "longitude": "24.03", "admin1": "Lviv"}
    path = sheet(tmp_path / "a.csv", ACLED | {"fatalities": "11"}, ACLED | lviv)
    printed = run("compare", path, "--db", database).out
    assert "1 event told by both, 1 of them with different numbers of dead" in printed
    assert "0 only here, 1 only there" in printed
    assert all(words in printed for words in ("Kremenchuk", "UKR1001", "Lviv", "UKR9", "11"))
    assert max(map(len, printed.splitlines())) <= 80
    lines = run("compare", path, "--format", "csv", "--db", database).out.splitlines()
    assert lines[0].startswith("found,event,id")
    assert [line.split(",")[0] for line in lines[1:]] == ["both", "only there"]


def test_days_and_countries_of_the_set_are_compared(run: Run, database: str, tmp_path: Path) -> None:
    """An event that the set could not hold is not missing in it."""
    later = sheet(tmp_path / "later.csv", ACLED | {"event_date": "2026-01-10"})
    assert run("compare", later, "--format", "json", "--db", database).json["only_here"] == 0
    other = sheet(
        tmp_path / "other.csv", UCDP | {"country": "Sudan", "where_coordinates": "El Fasher", "latitude": "13.6", "longitude": "25.3"}
    )
    assert run("compare", other, "--format", "json", "--db", database).json["only_here"] == 0
    none = run("compare", later, "--until", "2025-12-31", "--since", "2025-12-01", "--format", "json", "--db", database).json
    assert (none["matched"], none["only_there"]) == (0, 0)


def test_file_of_no_set_is_refused(run: Run, database: str, tmp_path: Path) -> None:
    """A wrong file is wrong usage."""
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    assert run("compare", tmp_path / "x.csv", "--db", database).code == 2
    assert run("compare", tmp_path / "absent.csv", "--db", database).code == 2
