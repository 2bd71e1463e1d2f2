"""The record of the examples."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def examples(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the example reports, as `make run` fills it."""
    path = tmp_path_factory.mktemp("examples") / "examples.db"
    command = [
        sys.executable,
        "-m",
        "sitrep",
        "-q",
        "add",
        str(root / "examples" / "reports"),
        "--published",
        "2025-12-07",
        "--db",
        str(path),
    ]
    subprocess.run(command, check=True, timeout=120)
    return path
