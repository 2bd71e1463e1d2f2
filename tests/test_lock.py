"""The lock files hold what pyproject.toml asks for, with hashes and without addresses."""

import re
import tomllib
from pathlib import Path

import pytest

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^\s;]+)", re.MULTILINE)


def pins(text: str) -> set[tuple[str, str]]:
    """Returns names and versions of a lock file."""
    return {(match["name"], match["version"]) for match in PIN.finditer(text)}


EXTRAS = ("parquet", "report", "serve")  # what `make run` brings beyond the bare install


def wanted(root: Path, *groups: str) -> set[tuple[str, str]]:
    """Returns names and versions that pyproject.toml pins, for running with what the commands need, and in the named groups."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"] + [each for extra in EXTRAS for each in project["project"]["optional-dependencies"][extra]]
    asked += [each for group in groups for each in project["dependency-groups"][group]]
    return {(name.lower().replace("_", "-"), version) for name, _, version in (each.partition("==") for each in asked)}


@pytest.mark.parametrize(("lock", "groups"), [("run", ("build",)), ("dev", ("build", "dev"))])
def test_lock_holds_what_is_asked_for(root: Path, lock: str, groups: tuple[str, ...]) -> None:
    """A dependency that was changed without `make lock` would be missing on the next machine."""
    held = pins((root / "requirements" / f"{lock}.txt").read_text(encoding="utf-8"))
    missing = wanted(root, *groups) - held
    assert not missing, f"run `make lock`: requirements/{lock}.txt does not hold {sorted(missing)}"


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_lock_names_no_address(root: Path, lock: str) -> None:
    """Every user has an index of their own; an address in the lock would bind them to ours."""
    text = (root / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text


@pytest.mark.parametrize("lock", ["run", "dev"])
def test_every_pin_has_a_hash(root: Path, lock: str) -> None:
    """A package without a hash could be replaced on its way."""
    entries = (root / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").replace("\\\n", "").splitlines()
    assert entries
    assert not [entry for entry in entries if "--hash=sha256:" not in entry]


def test_build_backend_is_locked(root: Path) -> None:
    """The build runs without isolation, so what builds must be what is locked."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["build-system"]["requires"]) <= set(project["dependency-groups"]["build"])
