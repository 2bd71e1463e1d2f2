"""The example reports in a record, and situation reports of its weeks."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sitrep.merge.reconciliation import LATEST
from sitrep.views.adding import add
from sitrep.views.messages import Loudness, Messages
from sitrep.views.records import open_record
from sitrep.views.reporting.composition import compose
from sitrep.views.reporting.drawing import draw
from sitrep.views.reporting.gathering import gather
from sitrep.views.reporting.material import Material, Scope
from sitrep.views.reporting.periods import week_period
from sitrep.views.reporting.reports import Report
from sitrep.views.reporting.slots import Slots
from sitrep.views.runs import Wishes


@pytest.fixture(scope="session")
def examples(root: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The path of a record of all examples, read as `make run` reads them."""
    path = str(tmp_path_factory.mktemp("examples") / "examples.db")
    wishes = Wishes((str(root / "examples" / "reports"),), "2025-12-07", None, None, 1)
    assert add(wishes, False, path, Messages(Loudness.QUIET)) == 0
    return path


@pytest.fixture(scope="session")
def of_week(examples: str) -> Callable[[str], tuple[Material, Report]]:
    """Makes the report of an ISO week of the examples, with its material."""

    def made(week: str) -> tuple[Material, Report]:
        with open_record(examples) as record:
            material = gather(record, week_period(week), Scope())
        return material, compose(material, Slots(), LATEST, draw)

    return made
