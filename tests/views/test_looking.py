"""Looking into a record: lists of events in every form, and accounts of one."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from sitrep.model.claims import Claim

Run = Callable[..., Any]


def test_events_in_all_forms(run: Run, database: str) -> None:
    """Each form holds the same events."""
    table = run("events", "--db", database)
    as_json = run("events", "--db", database, "--format", "json").json
    lines = run("events", "--db", database, "--format", "jsonl").out.splitlines()
    rows = list(csv.DictReader(io.StringIO(run("events", "--db", database, "--format", "csv").out)))
    assert (table.code, as_json["next"], len(as_json["events"])) == (0, None, 3)
    assert [json.loads(line) for line in lines] == as_json["events"]
    assert [(row["id"], row["measure"], row["best_low"], row["high"]) for row in rows[:2]] == [
        ("e1f00d0001", "launched", "240", ""),
        ("e1f00d0001", "killed", "4", "6"),
    ]
    assert "≥ 4 people killed (all" in table.out
    assert max(map(len, table.out.splitlines())) <= 80


def test_events_are_filtered(run: Run, database: str) -> None:
    """Options reach the record, several values with commas between them."""
    found = run(
        "events", "--db", database, "--type", "assault,disrupt", "--until", "2025-12-07", "--place", "Kremenchuk", "--format", "json"
    )
    assert [event["id"] for event in found.json["events"]] == ["e1f00d0001", "e2beef0002"]
    assert run("events", "--db", database, "--place", "Lviv").out.strip() == "no events"


def test_show_sets_the_figures_side_by_side(run: Run, database: str) -> None:
    """Whoever reads a number must see who says so, and in which words."""
    out = run("show", "e1f0", "--db", database).out
    for words in (
        "6",
        "Olha Bondar",
        "mayor",
        "“Six people”",
        "≥ 4",
        "Danylo Hrytsenko",
        "“At least four people”",
        "The Wire",
        "latest number",
    ):
        assert words in out
    assert max(map(len, out.splitlines())) <= 80


def test_show_tells_services_and_talks(run: Run, database: str) -> None:
    """Events without numbers have words too."""
    assert "power lost" in run("show", "e2", "--db", database).out
    talks = run("show", "e3", "--db", database).out
    assert "Ukraine, United States" in talks
    assert "a spokesman" in talks


@pytest.mark.parametrize("width", ["80", "60"])
def test_no_word_is_cut_off(run: Run, database: str, monkeypatch: pytest.MonkeyPatch, width: str) -> None:
    """A quotation that ends at the edge of the screen would say something else."""
    monkeypatch.setenv("COLUMNS", width)
    shown = "".join(run("show", identifier, "--db", database).out for identifier in ("e1", "e2", "e3"))
    words = "“Talks in Geneva are to go on next week” meeting, planned “At least four people” Hrytsenko Kremenchuk “The city lost power”"
    assert [word for word in words.split() if word not in shown] == []
    assert max(map(len, shown.splitlines())) <= int(width)


def test_show_as_json_holds_claims_and_sources(run: Run, database: str) -> None:
    """Texts are long and stay in the record."""
    shown = run("show", "e1", "--db", database, "--format", "json").json
    assert shown["event"]["id"] == "e1f00d0001"
    assert [claim["id"] for claim in shown["claims"]] == ["c1aa", "c2bb", "c4dd"]
    assert [(source["id"], source["publisher"], "text" in source) for source in shown["documents"]] == [
        ("courier-1", "The Courier", False),
        ("wire-9", "The Wire", False),
    ]


def test_show_takes_a_claim_too(run: Run, database: str) -> None:
    """An event lists the ids of its claims."""
    shown = run("show", "c2", "--db", database)
    assert "6 people" in shown.out
    assert msgspec.convert(run("show", "c2bb", "--db", database, "--format", "json").json["claims"], list[Claim])[0].id == "c2bb"


@pytest.mark.parametrize(("identifier", "words"), [("zz", "no event or claim"), ("e", "more than one"), ("", "no event or claim")])
def test_an_id_must_be_known_and_the_only_one(run: Run, database: str, identifier: str, words: str) -> None:
    """Showing some event where another was meant would be worse than none."""
    ended = run("show", identifier, "--db", database)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
