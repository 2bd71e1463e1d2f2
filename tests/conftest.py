"""What all tests share: where the repository and the development sets lie."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the development sets; a test that asks for it is skipped where they are absent."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("the development sets (../shared) are not here; they are no part of the repository")
    return SHARED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skips the tests marked `shared` where the development sets are absent."""
    if (SHARED / "gold").is_dir():
        return
    absent = pytest.mark.skip(reason="the development sets (../shared) are not here; they are no part of the repository")
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(absent)
