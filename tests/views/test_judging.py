"""People's decisions from the command line: kept with their author, listed, taken back, and written as gold."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import sitrep
from sitrep.store.records import Record
from tests.store.samples import merge

Run = Callable[..., Any]
OLD = sitrep.__version__


@pytest.fixture
def war(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A record in the working folder of two reports as the program itself reads them, and the author "Olena"."""
    monkeypatch.setenv("SITREP_USER", "Olena")
    monkeypatch.setenv("SITREP_DB", "war.db")
    told = "A drone strike on {} on Saturday killed {} people, mayor Ivan Petrenko said."
    lines = [{"id": town, "published": "2025-12-07", "text": told.format(town, i + 2)} for i, town in enumerate(("Sumy", "Kharkiv"))]
    Path("reports.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    assert run("add", "reports.jsonl").code == 0
    return run


def claims(run: Run, words: str) -> list[Any]:
    """Returns the claims that have the words."""
    found: list[Any] = run("search", words, "--format", "json").json["claims"]
    return found


def test_a_claim_is_judged_and_the_log_tells_it(war: Run) -> None:
    """Each decision prints its id, says how it is taken back, and stands in the log with author and reason."""
    key = claims(war, "sumy")[0]["id"]
    made = war("judge", "reject", key[:8], "--reason", "an exercise")
    assert made.code == 0
    assert f"judge undo {made.out.strip()}" in made.err
    (entry,) = war("judge", "log", "--format", "json").json["judgements"]
    assert (entry["judgement"]["id"], entry["judgement"]["author"], entry["judgement"]["reason"]) == (
        made.out.strip(),
        "Olena",
        "an exercise",
    )
    assert (entry["state"], entry["claims"]) == ("stands", [key])
    table = war("judge", "log").out
    assert "an exercise" in table
    assert max(map(len, table.splitlines())) <= 80
    assert [event["places"][0]["name"] for event in war("events", "--format", "json").json["events"]] == ["Kharkiv"]
    assert war("judge", "undo", made.out.strip()).code == 0
    assert len(war("events", "--format", "json").json["events"]) == 2
    assert "taken back" in war("judge", "log").out


def test_a_claim_is_corrected(war: Run) -> None:
    """A corrected number is the number from then on, with the name of who corrected it."""
    key = claims(war, "sumy")[0]["id"]
    assert war("judge", "correct", key, "figures.0.low=9", "figures.0.high=9", "actor=Russia").code == 0
    shown = war("show", key, "--format", "json").json["claims"][0]
    assert (shown["figures"][0]["low"], shown["actor"]["name"], shown["review"]["author"]) == (9, "Russia", "Olena")
    assert "corrected by Olena" in war("show", key).out
    assert [
        each["best"]["low"] for event in war("events", "--place", "Sumy", "--format", "json").json["events"] for each in event["figures"]
    ] == [9]


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        (("correct", "KEY", "status"), "FIELD=VALUE is expected"),
        (("correct", "KEY", "status=soon"), "Invalid enum value 'soon'"),
        (("correct", "KEY", "type=WEDDING"), "known are ACCUSE"),
        (("correct", "KEY", "mode=phone"), "ASSAULT has the modes"),
        (("correct", "KEY", "figures.3.low=1"), "counted from 0"),
        (("accept", "zz"), "no event or claim"),
        (("merge", "EVENT"), "at least two events"),
        (("split", "EVENT", "KEY"), "left without a claim"),
        (("undo", "jzz"), "no judgement"),
        (("gold", "--out", "gold"), "has all its claims judged"),
    ],
)
def test_what_cannot_be_decided_is_told(war: Run, typed: tuple[str, ...], complaint: str) -> None:
    """A mistyped decision must change nothing and say what was expected."""
    named = {"KEY": claims(war, "sumy")[0]["id"], "EVENT": war("events", "--place", "Sumy", "--format", "json").json["events"][0]["id"]}
    ended = war("judge", *(named.get(word, word) for word in typed))
    assert ended.code == 2
    assert complaint in ended.err
    assert war("judge", "log").out.strip() == "no judgements"


def test_events_are_made_one_and_two_again(war: Run) -> None:
    """What people say of which reports tell of one happening outweighs the machine's opinion, and can be refined."""
    first, second = (event["id"] for event in war("events", "--format", "json").json["events"])
    assert war("judge", "merge", first, second).code == 0
    (event,) = war("events", "--format", "json").json["events"]
    assert len(event["claims"]) == 2
    assert "because: Olena decided on" in war("show", event["id"], "--why").out
    assert war("judge", "split", event["id"], event["claims"][1], "--as", "Bohdan").code == 0
    assert len(war("events", "--format", "json").json["events"]) == 2
    told = " ".join(war("show", event["id"], "--why").out.split())
    assert "Bohdan decided on" in told
    assert told.endswith("that they are two")
    assert [entry["judgement"]["author"] for entry in war("judge", "log", "--format", "json").json["judgements"]] == ["Olena", "Bohdan"]


def test_judged_reports_are_gold(war: Run) -> None:
    """What people have judged is worth scoring the program by: the same program agrees with what was accepted."""
    for claim in claims(war, "killed") + claims(war, "petrenko"):
        war("judge", "accept", claim["id"])
    written = war("judge", "gold", "--out", "gold")
    assert written.code == 0
    scores = war("evaluate", "gold", "--format", "json").json["scores"]
    assert (scores["figures"]["f1"], scores["claims"]["f1"], scores["speakers"]["accuracy"]) == (1, 1, 1)
    assert scores["figures"]["gold"] == 2


def test_a_rejected_claim_is_no_gold(war: Run) -> None:
    """The gold must hold what people think, not what the machine said."""
    war("judge", "reject", claims(war, "sumy")[0]["id"])
    war("judge", "correct", claims(war, "kharkiv")[0]["id"], "figures.0.low=5", "figures.0.high=5")
    assert war("judge", "gold", "--out", "gold", "--partial").code == 0
    assert war("evaluate", "gold", "--format", "json").json["scores"]["figures"]["hit"] == 0
    assert "low: 5" in Path("gold/Kharkiv.yaml").read_text()
    assert "claims: []" in Path("gold/Sumy.yaml").read_text()


def test_reports_without_a_verdict_that_fits_are_no_gold(war: Run) -> None:
    """A suggestion, or a verdict on words that are gone, says nothing of what a report claims: "no claims" would be false gold."""
    war("judge", "accept", claims(war, "sumy")[0]["id"], "--suggestion")
    war("judge", "accept", claims(war, "kharkiv")[0]["id"])
    with Record.open("war.db", merge) as record:
        report = record.document("Kharkiv")
        assert report is not None
        record.reread(report, ())
    assert war("judge", "gold", "--out", "gold", "--partial").code == 2
    assert not Path("gold").exists()


def test_an_author_is_needed(war: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A decision without an author cannot be asked about later; git's or the system's name will do."""
    monkeypatch.delenv("SITREP_USER")
    monkeypatch.setattr("sitrep.views.authors._git_name", lambda: "")
    monkeypatch.setattr("sitrep.views.authors._login_name", lambda: "")
    ended = war("judge", "accept", claims(war, "sumy")[0]["id"])
    assert (ended.code, "--as NAME" in ended.err) == (2, True)
    monkeypatch.setattr("sitrep.views.authors._login_name", lambda: "olena")
    assert "by olena" in war("judge", "accept", claims(war, "sumy")[0]["id"]).err


def test_a_new_reading_keeps_judgements_and_tells_what_changed(war: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """People's work outlives a version of the program, and they see what the new one reads differently."""
    for town in ("sumy", "kharkiv"):
        war("judge", "accept", claims(war, town)[0]["id"])
    assert "nothing to read again" in war("reread").err
    with Record.open("war.db", merge) as record:
        report = record.document("Sumy")
        assert report is not None
        record.reread(report, ())
    monkeypatch.setattr("sitrep.__version__", "99.1")
    assert war("reread", "--since", "0.0.1").err.startswith("war.db: nothing")
    ended = war("reread", "--since", "99.1", "--diff", "--jobs", "1")
    assert (ended.code, "2 of 2 reports read again, 1 with other claims" in ended.err) == (0, True)
    assert "1 claim read differently" in ended.out
    assert war("reread").err.startswith("war.db: nothing")
    runs = war("runs", "--format", "json").json["runs"]
    assert [(each["command"], each["version"]) for each in runs] == [("add", OLD), ("add", OLD), ("reread", "99.1")]
    assert [each["kind"] for each in war("runs", "2", "3", "--format", "json").json["differences"]] == ["new"]
    assert all(entry["state"] == "stands" for entry in war("judge", "log", "--format", "json").json["judgements"])
    assert war("runs", "3", "2").code == 2
    assert war("reread", "--since", "newest").code == 2
