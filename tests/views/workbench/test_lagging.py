"""Lagging: counts over a whole record, exact where they are quick, and never waited for twice."""

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sitrep.model.texts import Document
from sitrep.store.records import Record
from sitrep.views.records import open_record
from sitrep.views.workbench import lagging
from sitrep.views.workbench.lagging import Lagging


def held(record: Record) -> int:
    """Returns how many documents a record holds."""
    return len(list(record.documents()))


def add(record: Record, name: str) -> None:
    """Adds a report, which is a change of state."""
    record.add(Document(id=name, text=f"{name} tells of nothing.", published="2025-12-07"), ())


@pytest.mark.parametrize("is_quick", [True, False])
def test_a_slow_count_is_that_of_an_earlier_state_until_it_was_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_quick: bool
) -> None:
    """A count that took long is made anew behind the reader's back; a quick one at once."""
    monkeypatch.setattr(lagging, "QUICK_SECONDS", 30.0 if is_quick else 0.0)
    with open_record(str(tmp_path / "record.db"), create=True) as record:
        counted = Lagging(held)
        add(record, "one")
        first, found = counted.find(record)
        assert found == 1
        add(record, "two")
        assert counted.find(record)[1] == (2 if is_quick else 1)
        counted.follow(record)
        later, found = counted.find(record)
        assert (later != first, found) == (True, 2)


def test_nobody_waits_while_it_is_counted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A count of seconds in the background must not hold up those who would be content with the last one."""
    monkeypatch.setattr(lagging, "QUICK_SECONDS", 0.0)
    begun, may_end = threading.Event(), threading.Event()

    def slow(record: Record) -> int:
        if counted._found:
            begun.set()
            assert may_end.wait(30)
        return held(record)

    with open_record(str(tmp_path / "record.db"), create=True) as record:
        counted = Lagging(slow)
        add(record, "one")
        assert counted.find(record)[1] == 1
        add(record, "two")
        with ThreadPoolExecutor(2) as threads:
            following = threads.submit(counted.follow, record)
            assert begun.wait(30)
            try:
                assert threads.submit(counted.find, record).result(10)[1] == 1
            finally:
                may_end.set()
            following.result(30)
        assert counted.find(record)[1] == 2
