"""`sitrep report` as its users type it."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sitrep.views.records import open_record
from tests.views.conftest import Ended

Run = Callable[..., Ended]
FORMATS = {"html": b"<!doctype html>", "md": b"# Situation report", "pdf": b"%PDF-1.7", "docx": b"PK"}


@pytest.mark.parametrize(("form", "beginning"), FORMATS.items())
def test_each_format_is_written_to_a_file(run: Run, database: str, tmp_path: Path, form: str, beginning: bytes) -> None:
    """A report is asked for by its format and a file's name; nothing goes to standard output then."""
    out = tmp_path / f"week.{form}"
    ended = run("report", "--week", "2025-W49", "--db", database, "--format", form, "--out", out)
    assert (ended.code, ended.out) == (0, "")
    assert out.read_bytes().startswith(beginning)
    assert run("report", "--week", "2025-W49", "--db", database, "--out", out).code == 0  # the ending says it as well
    assert out.read_bytes().startswith(beginning)
    assert "2025-12-01 to 2025-12-07" in ended.err


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_report_gives_the_same_bytes(run: Run, database: str, tmp_path: Path, form: str) -> None:
    """Who compares two reports must see what changed in the record, not when they were written."""
    written = []
    for name in ("one", "two"):
        assert run("report", "-q", "--week", "2025-W49", "--db", database, "--format", form, "--out", tmp_path / name).code == 0
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]


def test_without_days_it_is_the_week_of_the_last_report(run: Run, database: str) -> None:
    """The usual wish is the newest week, and no clock is asked which one that is."""
    ended = run("report", "--db", database, "--format", "md")
    assert "**1–7 December 2025**" in ended.out


def test_sentences_name_number_place_day_and_speaker(run: Run, database: str) -> None:
    """So would an analyst write it, with the footnote at its end."""
    out = run("report", "--week", "2025-W49", "--db", database, "--format", "md").out
    assert "More than 240 drones were launched in a Russian drone attack on Kremenchuk (Poltava region) overnight to 7 December" in out
    assert "according to the Air Force of Ukraine.[^" in out
    assert "At least 4 people were killed in a Russian drone attack on Kremenchuk (Poltava region) overnight to 7 December" in out
    assert "according to the regional head Danylo Hrytsenko.[^" in out
    assert "Ukraine and the United States are to meet in Geneva between 8 and 14 December, according to a spokesman.[^" in out


def test_outages_are_told_with_their_return(run: Run, examples: str) -> None:
    """An outage that ended is told as ended, each stage by whoever tells it."""
    out = run("report", "--week", "2025-W43", "--db", examples, "--format", "md").out
    assert re.search(r"\| Chernihiv \| electricity \| 21 Oct\[\^\d+\] \| 24 Oct\[\^\d+\] \|", out)


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (("--week", "2025-W60"), "an ISO week is expected"),
        (("--week", "week 49"), "an ISO week is expected"),
        (("--week", "2025-W49", "--since", "2025-12-01"), "--week stands for --since and --until"),
        (("--since", "2025-12-01"), "needs both --since and --until"),
        (("--since", "2025-12-07", "--until", "2025-12-01"), "is after --until"),
        (("--conflict", "atlantis"), "known are ukraine"),
        (("--slots", "absent.toml"), "there is no such file"),
        (("--rule", "loudest"), "rule 'loudest'"),
        (("--out", "no/such/folder/report.html"), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, database: str, options: tuple[str, ...], complaint: str) -> None:
    """A wrong wish ends with 2, and the message names the way out."""
    ended = run("report", "--db", database, *options)
    assert (ended.code, ended.out) == (2, "")
    assert complaint in ended.err


def test_a_missing_extra_is_named(run: Run, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain installation has no Typst; whoever asks for a PDF is told what to install."""
    monkeypatch.setitem(sys.modules, "typst", None)
    monkeypatch.delitem(sys.modules, "sitrep.views.reporting.writers.pdf", raising=False)
    ended = run("report", "--week", "2025-W49", "--db", database, "--format", "pdf", "--out", "week.pdf")
    assert ended.code == 2
    assert "sitrep-news[report]" in ended.err


def test_a_record_without_dates_asks_for_days(run: Run, tmp_path: Path) -> None:
    """The week of the last report cannot be told where no report has a date."""
    path = str(tmp_path / "empty.db")
    open_record(path, create=True).close()
    ended = run("report", "--db", path)
    assert ended.code == 2
    assert "name the days by --week" in ended.err


def test_a_week_without_reports_says_so(run: Run, database: str) -> None:
    """Silence is no peace: each section says that nothing was told, not that nothing happened."""
    ended = run("report", "--week", "2024-W01", "--db", database, "--format", "md")
    assert ended.code == 0
    assert "no report of the period is in the record" in ended.out
    assert "That is no sign that there was none." in ended.out
    assert "## Highlights" not in ended.out


def test_a_place_and_a_conflict_leave_out_the_rest(run: Run, database: str) -> None:
    """A report on one place holds no event of another."""
    here = run("report", "--week", "2025-W49", "--db", database, "--format", "md", "--place", "Kremenchuk").out
    there = run("report", "--week", "2025-W49", "--db", database, "--format", "md", "--conflict", "sudan").out
    assert "# Kremenchuk: situation report" in here
    assert "Geneva" not in here
    assert "# Sudan: situation report" in there
    assert "Kremenchuk" not in there


def test_a_conflict_of_ones_own_is_read(run: Run, database: str, tmp_path: Path) -> None:
    """Nobody's list of conflicts is complete."""
    own = tmp_path / "own.toml"
    own.write_text('name = "poltava"\ntitle = "Poltava"\ncountries = ["UA"]\n')
    assert "# Poltava: situation report" in run("report", "--week", "2025-W49", "--db", database, "--format", "md", "--conflict", own).out
    own.write_text('name = "poltava"\ncountry = "UA"\n')
    assert run("report", "--week", "2025-W49", "--db", database, "--conflict", own).code == 1


def test_private_names_are_left_out_when_asked(run: Run, examples: str) -> None:
    """A report that is passed on may not name private people, in its footnotes neither."""
    plain = run("report", "--week", "2025-W37", "--db", examples, "--format", "md").out
    masked = run("report", "--week", "2025-W37", "--db", examples, "--format", "md", "--mask-persons").out
    assert "Wai Hun Aung" in plain
    assert "Aung" not in masked
    assert "Arakan Army" in masked


def test_the_cutoff_is_the_moment_asked_for(run: Run, examples: str) -> None:
    """A report as known at a time says up to when its sources reach, and knows nothing of later ones."""
    early = run("report", "--week", "2025-W35", "--db", examples, "--format", "md", "--as-known", "2025-08-28T20:00Z").out
    assert "reports published up to 28 August 2025, 20:00 UTC" in early
    assert "Example Tribune" in early
    assert "Example Wire" not in early


def test_a_pdf_is_not_poured_onto_a_screen(run: Run, database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Binary content makes a terminal unusable."""
    monkeypatch.setattr("sitrep.views.reporting.command.sys.stdout.isatty", lambda: True, raising=False)
    ended = run("report", "--week", "2025-W49", "--db", database, "--format", "pdf")
    assert ended.code == 2
    assert "--out report.pdf" in ended.err
