"""What a person adds survives when a report is made anew."""

from collections.abc import Callable
from pathlib import Path

from tests.views.conftest import Ended

Run = Callable[..., Ended]
OWN = """
title = "Poltava, week forty-nine"
prepared_by = "Iryna Koval"
leave_out = ["outlook"]

[text]
highlights = "The night was the worst since spring."
response = '''Two teams went to Kremenchuk.

A third one follows.'''
"""


def test_a_persons_words_stand_in_every_making(run: Run, database: str, tmp_path: Path) -> None:
    """The words are kept apart from what is generated: they are read each time, marked as the person's, and never written over."""
    slots = tmp_path / "report.toml"
    slots.write_text(OWN)
    for form in ("md", "html"):
        out = run("report", "--week", "2025-W49", "--db", database, "--format", form).out
        assert "Poltava, week forty-nine" in out
        assert out.count("The night was the worst since spring.") == 1
        assert "Two teams went to Kremenchuk." in out
        assert "Iryna Koval" in out
        assert "what is announced" not in out
    assert slots.read_text() == OWN


def test_new_slots_have_a_place_for_every_section(run: Run, database: str, tmp_path: Path) -> None:
    """The file that is written can be read as it is, and changes nothing until it is filled in."""
    assert run("report", "--new-slots", tmp_path / "own.toml").code == 0
    before = run("report", "--week", "2025-W49", "--db", database, "--format", "md").out
    assert run("report", "--week", "2025-W49", "--db", database, "--format", "md", "--slots", tmp_path / "own.toml").out == before
    assert run("report", "--new-slots", tmp_path / "own.toml").code == 2


def test_a_slot_of_no_section_is_refused(run: Run, database: str, tmp_path: Path) -> None:
    """A misspelt section would lose a person's words without a word."""
    (tmp_path / "own.toml").write_text('[text]\nhilights = "lost"\n')
    ended = run("report", "--db", database, "--slots", tmp_path / "own.toml")
    assert ended.code == 2
    assert "no section is called hilights" in ended.err


def test_markup_in_a_persons_words_is_text(run: Run, database: str, tmp_path: Path) -> None:
    """What is mailed as a page runs no script that somebody typed."""
    (tmp_path / "report.toml").write_text("[text]\nhighlights = '<script>alert(1)</script>'\n")
    out = run("report", "--week", "2025-W49", "--db", database).out
    assert "<script" not in out
    assert "&lt;script&gt;" in out
