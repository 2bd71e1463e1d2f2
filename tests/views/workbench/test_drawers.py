"""The drawer: one process beside the server, which ends when nobody draws, and whose end costs one picture."""

import os
from collections.abc import Iterator

import pytest

from sitrep.errors import WrongUsage
from sitrep.views.workbench.drawers import Drawer


def refuse(words: str) -> str:
    """Fails as drawings do."""
    raise WrongUsage(words)


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    """A drawer that rests as soon as it is asked to."""
    made = Drawer(idle=-1)
    yield made
    made.close()


def test_it_draws_elsewhere_until_it_rests(drawer: Drawer) -> None:
    """What the library keeps in memory must go back when nobody looks at charts."""
    other = drawer.draw(os.getpid)
    assert other != os.getpid()
    assert drawer.draw(os.getpid) == other
    process = drawer.process
    assert process is not None
    drawer.rest()
    assert not process.is_alive()
    assert drawer.draw(os.getpid) != other


def test_failures_come_back_as_they_are(drawer: Drawer) -> None:
    """A missing extra is told on the page, not as a defect."""
    with pytest.raises(WrongUsage, match="no library"):
        drawer.draw(refuse, "no library")
    assert drawer.draw(len, "four") == 4


def test_a_process_that_dies_costs_one_picture(drawer: Drawer) -> None:
    """Drawing may take all memory that there is; the server stays, and the next picture is drawn."""
    with pytest.raises(WrongUsage, match="has ended"):
        drawer.draw(os._exit, 3)
    assert drawer.draw(len, "four") == 4
