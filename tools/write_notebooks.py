"""Runs the notebooks of the documentation and writes their outputs into them.

With `--check` it writes nothing and fails where a notebook breaks, or shows something else than it would now.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from traitlets.config import Config

ROOT = Path(__file__).parent.parent
NOTEBOOKS = ROOT / "docs" / "notebooks"


def executed(path: Path) -> nbformat.NotebookNode:
    """Returns a notebook with its outputs of now; it runs beside a link to the examples, in a folder that is gone afterwards."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "examples").symlink_to(ROOT / "examples")
        pipes = Config({"KernelManager": {"transport": "ipc", "ip": str(Path(folder, "kernel"))}})  # no port is opened
        NotebookClient(notebook, config=pipes, kernel_name="python3", timeout=120, resources={"metadata": {"path": folder}}).execute()
    return stripped(notebook)


def stripped(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Returns a notebook without what differs from one machine and moment to the next."""
    notebook.metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    for cell in notebook.cells:
        cell.metadata = {}
        for output in cell.get("outputs", ()):
            output.get("data", {}).pop("image/png", None)
    return notebook


def is_true(path: Path) -> bool:
    """Whether a notebook shows what it would show now; names the first cell that does not."""
    kept, now = nbformat.read(path, as_version=4), executed(path)
    different = [number for number, (old, new) in enumerate(zip(kept.cells, now.cells, strict=True), 1) if shown(old) != shown(new)]
    if different:
        print(f"{path.relative_to(ROOT)}: cell {different[0]} shows something else; `make docs` writes it anew")
    return not different


def shown(cell: nbformat.NotebookNode) -> list[Any]:
    """Returns what a cell shows."""
    return [output.get("data") or output.get("text") for output in cell.get("outputs", ())]


def main() -> int:
    """Writes or checks the notebooks; returns 1 where a check fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    os.environ["PYTHONWARNINGS"] = "ignore"
    paths = sorted(NOTEBOOKS.glob("*.ipynb"))
    if parser.parse_args().check:
        return 0 if all(is_true(path) for path in paths) else 1
    for path in paths:
        nbformat.write(executed(path), path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
