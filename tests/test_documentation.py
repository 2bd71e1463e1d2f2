"""The documentation keeps up with the program."""

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sitrep import errors
from sitrep.errors import SitrepError
from sitrep.packs.loader import ROOT as PACKS

LINK = re.compile(r"\]\((?P<target>[^)#\s]+)[^)]*\)")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def read(path: Path) -> str:
    """Returns a page's text."""
    return path.read_text(encoding="utf-8")


def pages(root: Path) -> list[Path]:
    """Returns all pages of the repository, for people."""
    return sorted([*root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob("examples/*.md"), *root.glob("benchmarks/*.md")])


def commands() -> list[str]:
    """Returns the names of all commands, as the program itself lists them."""
    cli = pytest.importorskip("sitrep.views.cli", reason="there is no command line yet")
    typer = pytest.importorskip("typer")
    return sorted(typer.main.get_command(cli.app).commands)


def test_every_command_is_documented(root: Path) -> None:
    """A command that no page names is found by nobody."""
    documented = read(root / "docs" / "commands.md")
    missing = [name for name in commands() if f"sitrep {name}" not in documented]
    assert not missing, f"docs/commands.md does not tell of: {missing}"


def test_every_event_type_is_documented(root: Path) -> None:
    """Whoever reads a type in the record must be able to look it up."""
    documented = read(root / "docs" / "event-types.md")
    types = [path.stem.upper() for path in (PACKS / "types").glob("*.toml")]
    assert types
    missing = [name for name in types if f"## {name}\n" not in documented]
    assert not missing, f"docs/event-types.md does not tell of: {missing} (make docs writes it)"


def test_every_format_is_documented(root: Path) -> None:
    """A format that the help offers is described, those that go in as those that come out."""
    documented = read(root / "docs" / "commands.md") + read(root / "docs" / "record.md")
    missing = [name for name in ("table", "json", "jsonl", "csv", "HTML", "PDF", "JSONL") if name not in documented]
    assert not missing, f"docs/commands.md and docs/record.md do not tell of: {missing}"


def test_every_error_is_documented(root: Path) -> None:
    """Whoever meets an error finds there whose fault it is and what to do."""
    documented = read(root / "docs" / "errors.md")
    kinds = [
        name for name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, SitrepError) and kind is not SitrepError
    ]
    missing = [name for name in kinds if name not in documented]
    assert kinds
    assert not missing, f"docs/errors.md does not tell of: {missing}"


def test_every_stage_page_is_in_the_index(root: Path) -> None:
    """The index of the documentation leads to every page."""
    index = read(root / "docs" / "README.md")
    missing = [path.name for path in (root / "docs").glob("*.md") if path.name != "README.md" and f"({path.name})" not in index]
    assert not missing, f"docs/README.md does not lead to: {missing}"


def test_links_lead_somewhere(root: Path) -> None:
    """A link to a page of ours that is not there leaves the reader standing."""
    broken = [
        f"{page.relative_to(root)}: {target}"
        for page in pages(root)
        for target in LINK.findall(COMMENT.sub("", read(page)))
        if not target.startswith(("http:", "https:", "mailto:")) and not (page.parent / target).exists()
    ]
    assert not broken


def test_written_pages_are_true(root: Path) -> None:
    """The outputs in the README and the page on event types are what the program says today."""
    done = subprocess.run([sys.executable, "tools/write_docs.py", "--check"], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"`make docs` writes these pages anew:\n{done.stdout}{done.stderr}"
