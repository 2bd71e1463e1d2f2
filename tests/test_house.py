"""The house rules that no linter knows."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

LONGEST_MODULE = 400
LONGEST_FUNCTION = 50
VAGUE = {"base", "common", "data", "handler", "helper", "helpers", "info", "manager", "misc", "util", "utils"}
WORD = re.compile(r"[^\W_]+")
RUN = 12


def modules(root: Path) -> list[Path]:
    """Returns all modules of the program."""
    return sorted((root / "src").rglob("*.py"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yields all functions of a module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def runs(text: str) -> set[tuple[str, ...]]:
    """Returns all runs of so many words in a row, without punctuation and case."""
    words = [word.casefold() for word in WORD.findall(text)]
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def test_modules_are_short(root: Path) -> None:
    """A module past 400 lines hides a second idea."""
    long = {str(path): lines for path in modules(root) if (lines := path.read_text(encoding="utf-8").count("\n")) > LONGEST_MODULE}
    assert not long


def test_functions_are_short(root: Path) -> None:
    """A function past 50 lines cannot be read in one go."""
    long = [
        f"{path}:{function.lineno} {function.name}"
        for path in modules(root)
        for function in functions(path)
        if (function.end_lineno or 0) - function.lineno >= LONGEST_FUNCTION
    ]
    assert not long


def test_module_names_say_something(root: Path) -> None:
    """A module is named after what it holds."""
    assert not [path for path in (root / "src").rglob("*") if path.stem in VAGUE]


@pytest.mark.shared
def test_no_words_of_others_are_in_the_repository(root: Path, shared: Path) -> None:
    """The development sets belong to their outlets: no sentence of theirs may stand in ours."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "tests", "examples", "docs", "README.md", "src"], cwd=root, capture_output=True, check=True
    )
    tracked = [
        root / name.decode()
        for name in listed.stdout.split(b"\0")
        if name.endswith((b".py", b".txt", b".jsonl", b".html", b".md", b".toml"))
    ]
    texts = [*(shared / "gold").glob("*/*.txt"), shared / "seed.txt"]
    theirs = set[tuple[str, ...]]().union(*(runs(path.read_text(encoding="utf-8")) for path in texts))
    copied = {
        str(path.relative_to(root)): [" ".join(run) for run in common][:3]
        for path in tracked
        if path.exists() and (common := runs(path.read_text(encoding="utf-8")) & theirs)
    }
    assert not copied
