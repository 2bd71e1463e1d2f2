"""The command line: every case that the documentation promises, and every way to end."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitrep.model.texts import Document
from sitrep.pipeline import DocumentClaims
from sitrep.store import databases

Run = Callable[..., Any]

TEXT = "Drones hit Orikhiv on Saturday night. At least three people were killed, mayor Olha Bondar said.\r\n"
PUBLISHED = "2025-12-07"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A readable report."""
    path = tmp_path / "report.txt"
    path.write_bytes(TEXT.encode())
    return path


def jsonl(path: Path, *reports: object) -> Path:
    """Returns the path after writing one report a line."""
    path.write_text("".join(json.dumps(report) + "\n" for report in reports))
    return path


COMMANDS = ("extract", "annotate", "add", "events", "show", "evaluate", "schema")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps_with_an_example_and_tells_the_version(run: Run, command: str) -> None:
    """Help is the first thing that a new user asks for."""
    helped = run(command, "--help")
    assert (helped.code, helped.err) == (0, "")
    assert f"Example: sitrep {command}" in helped.out
    assert run(command, "--version").out == run("--version").out


@pytest.mark.parametrize("source", ["empty", "missing", "binary"])
def test_an_unreadable_source_is_named_and_the_rest_goes_on(run: Run, report: Path, tmp_path: Path, source: str) -> None:
    """One bad file in a folder of a thousand must not cost the others, nor pass unseen."""
    path = tmp_path / source
    if source != "missing":
        path.write_bytes(b"" if source == "empty" else b"\x00\x01")
    ended = run("extract", path, report, "--format", "json")
    assert ended.code == 1
    assert f"sitrep: {path}: " in ended.err
    assert len(ended.err.splitlines()) == 1
    assert [document["text"] for document in ended.json["documents"]] == [TEXT]


@pytest.mark.parametrize(
    ("arguments", "printed"),
    [
        (("extract", "missing.txt", "--format", "json"), {"documents": [], "claims": [], "events": [], "totals": []}),
        (("annotate", "missing.txt"), {"documents": []}),
    ],
)
def test_where_nothing_could_be_read_the_json_is_whole(run: Run, arguments: tuple[str, ...], printed: object) -> None:
    """Scripts that read the output must not meet half of it."""
    ended = run(*arguments)
    assert (ended.code, ended.json) == (1, printed)


@pytest.mark.parametrize(
    "options",
    [
        ("--published", "7 December"),
        ("--published", ""),
        ("--language", "klingon"),
        ("--packs", "weather"),
        ("--packs", "crime,/no/such/folder"),
        ("--format", "xml"),
        ("--jobs", "0"),
        ("--jobs", "many"),
        ("--nonsense",),
    ],
)
def test_wrong_wishes_end_before_anything_is_read(run: Run, options: tuple[str, ...]) -> None:
    """A run of hours must not start on a wish that cannot be met."""
    ended = run("extract", "missing.txt", *options)
    assert (ended.code, ended.out) == (2, "")
    assert "missing.txt" not in ended.err
    assert options[0] in ended.err or "crime" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract",),
        ("show",),
        ("nonsense",),
        ("events", "--type", "WAR"),
        ("events", "--since", "soon"),
        ("events", "--status", "maybe"),
        ("events", "--mode", "magic"),
        ("events", "--scope", "all"),
        ("events", "--since", "2025-12-02", "--until", "2025-12-01"),
        ("evaluate", "no/such/folder"),
    ],
)
def test_wrong_usage_of_the_other_commands(run: Run, arguments: tuple[str, ...]) -> None:
    """A filter that nothing can fit would look like an empty record."""
    ended = run(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err


def test_a_record_whose_date_is_none_is_read_without_it(run: Run, tmp_path: Path) -> None:
    """The report is worth reading all the same, and says what is wrong."""
    ended = run("extract", jsonl(tmp_path / "in.jsonl", {"id": "a", "text": TEXT, "published": "Sunday"}), "--format", "json")
    (document,) = ended.json["documents"]
    assert (ended.code, document["published"], document["issues"][0]["code"]) == (0, None, "bad-publication-date")


def test_the_documents_own_date_wins(run: Run, tmp_path: Path) -> None:
    """The flag fills gaps."""
    path = jsonl(tmp_path / "in.jsonl", {"text": TEXT, "published": "2025-01-01"}, {"text": TEXT})
    ended = run("extract", path, "--published", PUBLISHED, "--format", "json")
    assert [document["published"] for document in ended.json["documents"]] == ["2025-01-01", PUBLISHED]


@pytest.mark.parametrize("command", ["extract", "annotate"])
def test_one_id_twice_and_one_text_twice_are_documents_of_their_own(run: Run, tmp_path: Path, command: str) -> None:
    """What goes in comes out, in its order."""
    reports = ({"id": "a", "text": TEXT}, {"id": "a", "text": TEXT + "More."}, {"id": "b", "text": TEXT})
    ended = run(command, jsonl(tmp_path / "in.jsonl", *reports), "--format", "json")
    assert [{"id": each["id"], "text": each["text"]} for each in ended.json["documents"]] == list(reports)


@pytest.mark.parametrize("command", ["extract", "add"])
def test_a_defect_costs_the_report_that_shows_it_and_no_other(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """One odd text among a thousand must not cost the others, must be named, and must be read again once the defect is mended."""

    def read(document: Document, packs: tuple[str, ...]) -> DocumentClaims:
        if document.id == "odd":
            raise KeyError("no such word")
        return DocumentClaims(document, ())

    monkeypatch.setattr("sitrep.views.runs.read_claims", read)
    path = jsonl(tmp_path / "in.jsonl", {"id": "a", "text": TEXT}, {"id": "odd", "text": TEXT}, {"id": "b", "text": TEXT})
    ended = run(command, path, *(["--format", "json"] if command == "extract" else []))
    assert ended.code == 1
    assert "sitrep: odd: a defect of the program: KeyError" in ended.err
    if command == "extract":
        assert [document["id"] for document in ended.json["documents"]] == ["a", "b"]
    else:
        assert "2 reports added" in ended.err


def test_jsonl_is_one_document_a_line(run: Run, report: Path) -> None:
    """Long runs are read as they go."""
    extracted = run("extract", report, report, "--format", "jsonl").out.splitlines()
    assert [sorted(json.loads(line)) for line in extracted] == [["claims", "document"]] * 2
    (annotated,) = run("annotate", report, "--format", "jsonl").out.splitlines()
    assert json.loads(annotated)["text"] == TEXT


def test_annotations_quote_the_text(run: Run, report: Path) -> None:
    """Whatever is found carries offsets into the text, and the words that stand there."""
    (document,) = run("annotate", report, "--published", PUBLISHED).json["documents"]
    found = document["annotations"]
    assert set(found) >= {"places", "times", "figures", "actors", "attributions"}
    spans = [span for kind in ("places", "times", "figures", "actors") for span in found[kind]]
    assert spans
    assert [document["text"][span["start"] : span["end"]] for span in spans] == [span["text"] for span in spans]


def test_the_same_input_gives_the_same_output_on_any_number_of_processes(run: Run, tmp_path: Path) -> None:
    """Ids are stable, and processes change nothing but the time."""
    path = jsonl(tmp_path / "in.jsonl", *({"id": f"r{number}", "text": TEXT, "published": PUBLISHED} for number in range(4)))
    assert run("extract", path, "--format", "json").out == run("extract", path, "--format", "json", "--jobs", "2").out


def test_an_extraction_as_a_table_shows_the_words(run: Run, report: Path) -> None:
    """A table without the words behind a number would be like any other."""
    ended = run("extract", report, "--published", PUBLISHED)
    assert ended.code == 0
    assert "outlet unknown, 7 Dec 2025" in ended.out
    assert max(map(len, ended.out.splitlines())) <= 80
    assert "\x1b" not in ended.out


def test_a_type_of_the_users_own_is_one_file(run: Run, tmp_path: Path) -> None:
    """`--packs` is how a user brings the file; nothing else is to be done."""
    folder, report = tmp_path / "packs", tmp_path / "spill.txt"
    folder.mkdir()
    (folder / "spill.toml").write_text(
        'name = "SPILL"\ngloss = "Oil gets into water."\n[crosswalk]\nacled = "Other"\n'
        '[[triggers.en]]\nwords = ["leak"]\npos = "VERB"\nsubject = "target"\n'
    )
    report.write_text("Rebels shelled the port of Odesa on Sunday. Oil leaked into the harbour, harbour master Ines Duval said.")
    ended = run("extract", report, "--published", "2025-11-12", "--packs", folder, "--format", "json")
    assert {claim["type"] for claim in ended.json["claims"]} == {"ASSAULT", "SPILL"}
    assert "SPILL" not in run("extract", report, "--published", "2025-11-12", "--format", "json").out


def test_an_explanation_shows_the_rules_in_eighty_columns(run: Run, report: Path) -> None:
    """A maintainer reads it in a terminal beside the packs."""
    ended = run("extract", report, "--published", PUBLISHED, "--explain")
    assert ended.code == 0
    assert "packs/types/assault.toml" in ended.out
    assert "“Saturday night” stands in its clause" in ended.out
    assert max(map(len, ended.out.splitlines())) <= 80


def test_an_explanation_as_json_stands_beside_the_claims(run: Run, report: Path) -> None:
    """Programs that read the record must find all else as it is without the flag."""
    plain = json.loads(run("extract", report, "--published", PUBLISHED, "--format", "json").out)
    told = json.loads(run("extract", report, "--published", PUBLISHED, "--format", "json", "--explain").out)
    assert [each["claim"] for each in told.pop("explanations")] == [each["id"] for each in plain["claims"]]
    assert isinstance(told.pop("passed_over"), list)
    assert told == plain
    (line,) = run("extract", report, "--published", PUBLISHED, "--format", "jsonl", "--explain").out.splitlines()
    assert sorted(json.loads(line)) == ["claims", "document", "explanations", "passed_over"]


def test_add_is_safe_to_repeat_and_tells_what_it_did(run: Run, report: Path, tmp_path: Path) -> None:
    """The same command every morning must add what is new and nothing else."""
    first = run("add", report, "--published", PUBLISHED)
    again = run(
        "add",
        report,
        jsonl(tmp_path / "in.jsonl", {"id": "a", "text": TEXT}, {"id": "a", "text": TEXT + "More."}),
        "--published",
        PUBLISHED,
    )
    assert (first.code, again.code, first.out, again.out) == (0, 0, "", "")
    assert "1 report added" in first.err
    assert "1 report added" in again.err
    assert "1 revised, 1 there already" in again.err
    assert (tmp_path / "sitrep.db").exists()
    assert run("-q", "add", report, "--published", PUBLISHED).err == ""
    assert run("add", "-v", report, "--published", PUBLISHED).err.count("\n") > 1


def test_the_environment_names_the_record(run: Run, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user with one record names it once; --db goes before it."""
    monkeypatch.setenv("SITREP_DB", str(tmp_path / "mine.db"))
    run("add", report)
    run("add", report, "--db", tmp_path / "other.db")
    assert {path.name for path in tmp_path.glob("*.db")} == {"mine.db", "other.db"}


@pytest.mark.parametrize("arguments", [("add", "{report}"), ("events",), ("show", "e1")])
@pytest.mark.parametrize(
    "database", ["/proc/record.db", "{folder}", "{text}", "nosuch://host/record", "mysql://host/record", "/no/such/record.db"]
)
def test_an_unavailable_record_is_told_on_one_line(
    run: Run, report: Path, tmp_path: Path, arguments: tuple[str, ...], database: str
) -> None:
    """Root may write anywhere, so /proc, a folder in the file's place and a file that is no database stand for what is closed."""
    text = tmp_path / "notes.db"
    text.write_text("These are notes and no database at all. " * 40)
    place = database.format(folder=tmp_path, text=text)
    ended = run(*(argument.format(report=report) for argument in arguments), "--db", place)
    assert (ended.code, ended.out) == (3, "")
    assert ended.err.startswith("sitrep: record ")
    assert len(ended.err.splitlines()) == 1


def test_a_locked_record_ends_with_3(run: Run, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two programs at one record must not wait for each other for ever."""
    monkeypatch.setattr(databases, "BUSY_SECONDS", 0.1)
    run("add", report)
    with sqlite3.connect(tmp_path / "sitrep.db", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        ended = run("add", report, "--published", "2025-11-08")
        other.execute("ROLLBACK")
    other.close()
    assert ended.code == 3
    assert "locked" in ended.err


def test_words_of_a_report_cannot_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    """A report may hold anything, a clear-screen command too."""
    path = jsonl(tmp_path / "in.jsonl", {"id": "a\x1b[2J", "title": "\x1b[31mred [bold]markup", "text": TEXT})
    ended = run("extract", path, tmp_path / "\x1b[2Jmissing")
    assert "\x1b" not in ended.out + ended.err
    assert "red [bold]markup" in ended.out


def test_schema_describes_the_record(run: Run) -> None:
    """Others check against it."""
    definitions = run("schema").json["$defs"]
    assert {"documents", "claims", "events", "totals"} == set(definitions["Extraction"]["properties"])


def test_evaluate_scores_a_folder(run: Run, tmp_path: Path) -> None:
    """Users measure the program on reports of their own."""
    (tmp_path / "one.txt").write_text("The weather was fine and the market opened at nine.")
    (tmp_path / "one.yaml").write_text("document: {id: one, published: 2025-12-07, language: en}\nclaims: []\n")
    assert run("evaluate", tmp_path).out.startswith("1 reports; 0 claims where there are none")
    scored = run("evaluate", tmp_path, "--format", "json", "--errors").json
    assert (scored["reports"], scored["quiet"], scored["errors"]) == (1, 0, [])


@pytest.mark.parametrize(
    "files", [{"one.yaml": "claims: []"}, {"one.yaml": "claims: 5", "one.txt": "x"}, {"one.yaml": ": : :", "one.txt": "x"}]
)
def test_evaluate_names_a_broken_annotation(run: Run, tmp_path: Path, files: dict[str, str]) -> None:
    """A report that is left out without a word would make the score a lie."""
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    ended = run("evaluate", tmp_path)
    assert (ended.code, ended.out) == (1, "")
    assert "one." in ended.err


def test_help_is_there_at_once() -> None:
    """Help must not wait for models and databases."""
    code = "import sys; from sitrep.views import cli; sys.exit(any(name in sys.modules for name in ('spacy', 'sqlalchemy', 'trafilatura')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
