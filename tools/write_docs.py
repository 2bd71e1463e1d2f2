"""Writes the pages that the program itself can tell: the outputs in the README and on merging, and the event types.

With `--check` it writes nothing and fails where a page is not what it would write.
"""

import argparse
import difflib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from sitrep.packs.types import EventType, event_types

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
TYPES = ROOT / "docs" / "event-types.md"
MERGE = ROOT / "docs" / "merge.md"
TOLLS = "examples/tolls.jsonl"
ADD = ("add", "--quiet", "--published", "2025-12-07")
BLOCK = re.compile(
    r"(?P<mark><!-- output: (?P<command>sitrep [^>]+?)(?: \(first (?P<most>\d+) lines\))? -->\n)```console\n.*?```\n", re.DOTALL
)
TYPES_HEAD = """# Event types

What happened, in PLOVER's terms, with one type (DISRUPT) and some modes of our own. Each type is one TOML file under
`src/sitrep/packs/types`, from which this page is written (`make docs`). A claim's `mode` is null where the text does not tell.
"""


def run(arguments: tuple[str, ...], environment: Mapping[str, str]) -> str:
    """Returns what the program prints for the arguments, from the folder of the repository."""
    command = [sys.executable, "-m", "sitrep", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout


def written_page(path: Path, reports: str, town: str) -> str:
    """Returns a page with the output of every marked command, from a record of `reports`; "$TOWN" is the id of the attack on a town."""
    text = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "SITREP_DB": str(Path(folder, "examples.db")), "COLUMNS": "100", "NO_COLOR": "1"}
        if not BLOCK.search(text):
            return text
        run((*ADD, reports), environment)
        found = json.loads(run(("events", "--place", town, "--type", "ASSAULT", "--format", "json"), environment))
        first = f"${town.upper()}", str(found["events"][0]["id"])
        return BLOCK.sub(lambda match: written_block(match, first, environment), text)


def written_block(match: re.Match[str], first: tuple[str, str], environment: Mapping[str, str]) -> str:
    """Returns one block: the mark, the command as a reader would type it, with the id that `first` names, and its output."""
    command = match["command"].replace(*first)
    lines = [line.rstrip() for line in run(tuple(command.split()[1:]), environment).strip("\n").splitlines()]
    most = int(match["most"] or len(lines))
    output = "\n".join(lines[:most] + ["…"] * (len(lines) > most)).replace("\n\n\n", "\n\n")
    return f"{match['mark']}```console\n$ {command}\n{output.rstrip()}\n```\n"


def written_types() -> str:
    """Returns the page on event types."""
    return TYPES_HEAD + "".join(written_type(each) for each in event_types())


def written_type(event_type: EventType) -> str:
    """Returns the section on one type."""
    section = f"\n## {event_type.name}\n\n{event_type.gloss}\n"
    if event_type.modes:
        section += "\n| mode | |\n| --- | --- |\n"
        section += "".join(f"| {name} | {mode.gloss} |\n" for name, mode in event_type.modes.items())
    return section


def is_true(path: Path, wanted: str) -> bool:
    """Whether a page says what it would say now; prints the difference where it does not."""
    found = path.read_text(encoding="utf-8") if path.exists() else ""
    name = str(path.relative_to(ROOT))
    sys.stdout.writelines(difflib.unified_diff(found.splitlines(True), wanted.splitlines(True), name, f"{name} as the program writes it"))
    return found == wanted


def main() -> int:
    """Writes or checks the pages; returns 1 where a check fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    pages = {README: written_page(README, "examples/reports", "Kyiv"), TYPES: written_types(), MERGE: written_page(MERGE, TOLLS, "Sumy")}
    if parser.parse_args().check:
        return 0 if not [path for path, text in pages.items() if not is_true(path, text)] else 1
    for path, text in pages.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
