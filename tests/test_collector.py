"""The collector is back after merging."""

import gc

import pytest

from sitrep.collector import collector_paused


def fail_paused() -> None:
    """Breaks while the collector is held off."""
    with collector_paused():
        assert not gc.isenabled()
        raise KeyError("broken")


def test_the_collector_is_back_after_a_failure() -> None:
    """A merge that fails must not leave the program without its collector."""
    with pytest.raises(KeyError):
        fail_paused()
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    """Whoever switched it off had a reason."""
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
