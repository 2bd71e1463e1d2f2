"""`sitrep trend` on a record of three months."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitrep.views.records import open_record
from sitrep.views.trending.gathering import Asked, changes_to
from sitrep.views.trending.sentences import change_words, coverage_words
from tests.views.conftest import Ended
from tests.views.trending.conftest import nights


def changes(found: Any) -> dict[str, Any]:
    """Returns the changes of a printed answer by measure and item."""
    return {f"{each['change']['subject']['measure']} {each['change']['subject']['item']}": each for each in found["changes"]}


def test_a_rise_is_told_in_words(run: Callable[..., Ended], months: Path) -> None:
    """Whoever asks wants to read what changed, by how much, on what coverage, and by which events."""
    ended = run("trend", "--db", months)
    told = " ".join(ended.out.split())
    assert ended.code == 0
    assert "From 14 reports of 2 outlets, on 7 of 7 days" in told
    now, *before = [sum(drones for _, drones in nights(week)) for week in range(9)]
    assert f"More drones launched: {now} in 1–7 Dec 2025 (2025-W49), {sum(before) / 8:.1f} a week in the 8 weeks before" in told
    assert f"ratio {8 * now / sum(before):.1f} (95% interval" in told
    assert "7 events: e" in told
    assert "ASSAULT events 7 7 1.0" in told
    assert max(map(len, ended.out.splitlines())) <= 80


def test_a_silent_outlet_ends_all_talk(run: Callable[..., Ended], months: Path) -> None:
    """Half of the reports before came from whom nobody heard this week."""
    ended = run("trend", "--until", "2025-11-16", "--db", months)
    told = " ".join(ended.out.split())
    assert "Nothing can be said, because the sources changed: Courier, with 50% of the reports before, told nothing." in told
    assert "More " not in told


def test_the_first_weeks_tell_nothing(run: Callable[..., Ended], months: Path) -> None:
    """Two weeks are no past to compare with."""
    ended = run("trend", "--until", "2025-09-21", "--db", months)
    assert "Nothing can be said, since reports were read of 2 of the spans before it" in " ".join(ended.out.split())


def test_json_has_all_of_it(run: Callable[..., Ended], months: Path) -> None:
    """A program reads the same change with its bounds, its coverage and the ids of its events."""
    found = run("trend", "--db", months, "--format", "json").json
    rise = changes(found)["launched drone"]["change"]
    assert (rise["verdict"], rise["now"]) == ("rose", {"low": 224, "high": 224})
    assert len(rise["events"]) == 7
    assert rise["coverage"]["outlets"] == [["Courier", 7], ["Wire", 7]]
    series = next(each for each in found["series"] if each["subject"]["measure"] == "launched")
    assert len(series["points"]) == 14
    assert found["span"]["name"] == "2025-W49"


def test_csv_has_a_row_a_point(run: Callable[..., Ended], months: Path) -> None:
    """A sheet of the series, with the coverage of each week beside its count."""
    ended = run("trend", "--by", "place", "--measure", "launched", "--db", months, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ended.out)))
    assert len(rows) == 14
    assert {row["place"] for row in rows} == {"Odesa"}
    assert [row["reports"] for row in rows[-4:]] == ["7", "14", "14", "14"]


def test_days_and_series(run: Callable[..., Ended], months: Path) -> None:
    """Single days are compared with the four weeks before, and every point can be seen."""
    ended = run("trend", "--period", "day", "--measure", "launched", "--series", "--until", "2025-12-01", "--db", months)
    told = " ".join(ended.out.split())
    assert f"More drones launched: {next(nights(0))[1]} in 1 Dec 2025" in told
    assert "a day in the 28 days before (3–30 Nov 2025)" in told
    assert "2025-11-30 " in told


def test_filters_are_heard(run: Callable[..., Ended], months: Path) -> None:
    """A place where nothing happened has no series."""
    assert "no figures and no events" in run("trend", "--place", "Lviv", "--db", months).out


@pytest.mark.parametrize("wrong", [("--by", "moon"), ("--measure", "moon"), ("--until", "soon")])
def test_wrong_usage(run: Callable[..., Ended], months: Path, wrong: tuple[str, str]) -> None:
    """A name that is none is refused with those that are known."""
    ended = run("trend", *wrong, "--db", months)
    assert ended.code == 2
    assert wrong[0] in ended.err


def test_a_record_without_dates(run: Callable[..., Ended], database: str) -> None:
    """A short record is told as one."""
    assert "Nothing can be said, since reports were read of 0 of the spans" in " ".join(
        run("trend", "--until", "2025-12-07", "--db", database).out.split()
    )


def test_any_span_has_its_changes(months: Path) -> None:
    """A report on ten days asks for these against the tens of days before."""
    with open_record(str(months)) as record:
        found = changes_to(record, dt.date(2025, 12, 7), 10, Asked(measures=("launched",)))
    assert [each.verdict for each in found] == ["rose"]
    assert "such spans before" in change_words(found[0])
    assert coverage_words(found[0]).startswith("From 20 reports of 2 outlets, on 10 of 10 days; before, ")
