"""Sums over a record, and the record by another rule or at another time."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from sitrep.pipeline import merge_record

Run = Callable[..., Any]


@pytest.fixture
def merged(database: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The path of the record, whose events are merged when it is looked at in another way."""
    monkeypatch.setattr("sitrep.views.records.merge_record", merge_record)
    return database


def test_totals_in_all_forms(run: Run, database: str) -> None:
    """Each form holds the same sums, with the stated total beside its night."""
    table = run("totals", "--db", database, "--by", "week", "--measure", "launched")
    (row,) = run("totals", "--db", database, "--by", "week", "--measure", "launched", "--format", "json").json["rows"]
    (line,) = csv.DictReader(io.StringIO(run("totals", "--db", database, "--by", "week", "--measure", "launched", "--format", "csv").out))
    assert (row["week"], row["low"], row["high"], row["events"], row["documents"]) == ("2025-W49", 240, None, 1, 2)
    assert (row["stated"][0]["low"], row["stated"][0]["from_incidents"]["low"]) == (1600, 240)
    assert (line["week"], line["low"], line["stated_low"], line["incidents_low"]) == ("2025-W49", "240", "1600", "240")
    for words in ("2025-W49", "≥ 240 drones launched", "≥ 1,600 for 1–7 Dec 2025"):
        assert words in " ".join(table.out.split())
    assert max(map(len, table.out.splitlines())) <= 80


def test_totals_are_filtered(run: Run, database: str) -> None:
    """The filters of `events` hold for incidents and for stated totals."""
    rows = run("totals", "--db", database, "--place", "Kremenchuk", "--format", "json").json["rows"]
    assert [(row["measure"], row["low"], row["stated"]) for row in rows] == [("launched", 240, []), ("killed", 4, [])]
    assert run("totals", "--db", database, "--since", "2026-01-01").out.strip() == "no figures"


@pytest.mark.parametrize("wish", [("--by", "moon"), ("--measure", "weight"), ("--rule", "mean"), ("--as-known", "yesterday")])
def test_what_is_unknown_is_named(run: Run, database: str, wish: tuple[str, str]) -> None:
    """A wish that cannot be understood is refused with what could be."""
    ended = run("totals", "--db", database, *wish)
    assert (ended.code, ended.out) == (2, "")
    assert wish[1] in ended.err


def test_events_as_known_at_a_time(run: Run, merged: str) -> None:
    """In the morning only the wire had told of the dead; the paper, which gives the day alone, counts from noon."""
    told = {}
    for moment in ("2025-12-07T11:00Z", "2025-12-07T13:00Z"):
        (event,) = run("events", "--db", merged, "--type", "ASSAULT", "--as-known", moment, "--format", "json").json["events"]
        told[moment] = event["claims"]
    assert told == {"2025-12-07T11:00Z": ["c4dd"], "2025-12-07T13:00Z": ["c4dd", "c1aa", "c2bb"]}
    assert run("events", "--db", merged, "--as-known", "2025-12-06").out.strip() == "no events"


def test_show_by_another_rule(run: Run, merged: str) -> None:
    """The reader may ask for the least that is said, and the page names the rule."""
    (event,) = run("events", "--db", merged, "--type", "ASSAULT", "--rule", "conservative", "--format", "json").json["events"]
    assert {figure["rule"] for figure in event["figures"]} == {"conservative"}
    assert "the least that is said" in " ".join(run("show", event["id"], "--db", merged, "--rule", "conservative").out.split())
