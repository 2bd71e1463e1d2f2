"""Readings of a newer program: what takes the place of what, and what can be compared, on both databases."""

from collections.abc import Iterator

import pytest

import sitrep
from sitrep.store.records import Record
from sitrep.store.rereadings import Difference
from tests.store.samples import TEXT, claim, document, merge


@pytest.fixture
def twice(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    """A record of three claims that a newer version has read again: one the same, one changed, one gone, one new."""
    with Record.open(database, merge, create=True) as older:
        older.add(document(), (claim(), claim("c2"), claim("c3")))
        older.add(document("b"), (claim("c4", "b"),))
    monkeypatch.setattr(sitrep, "__version__", "99.0")
    with Record.open(database, merge) as newer:
        assert newer.outdated(["0.1.0"]) == ["a", "b"]
        assert newer.reread(document(), (claim(), claim("c2", status="denied"), claim("c5")))
        yield newer


def test_the_new_reading_counts(twice: Record) -> None:
    """Events must be made of what the newest program reads."""
    assert {each.id: each.status for each in twice.claims()} == {"c1": "occurred", "c2": "denied", "c5": "occurred", "c4": "occurred"}
    assert twice.claim("c3") is None


def test_what_was_read_before_stays_known(twice: Record) -> None:
    """A maintainer must see what a new version changed, claim by claim."""
    before, after = (run.id for run in twice.runs())
    assert twice.differences(before, after) == [
        Difference("changed", "a", claim("c2"), claim("c2", status="denied")),
        Difference("gone", "a", claim("c3"), None),
        Difference("new", "a", None, claim("c5")),
    ]
    assert twice.differences(after, after + 1) == []


def test_a_document_is_read_once_a_version(twice: Record) -> None:
    """A run that was stopped goes on where it was, and does nothing twice."""
    assert twice.outdated(["0.1.0"]) == ["b"]
    assert not twice.reread(document("b"), (claim("c4", "b"),))
    assert twice.outdated(["0.1.0"]) == []
    assert twice.outdated(None) == ["a", "b"]
    assert [(run.command, run.version) for run in twice.runs()] == [("add", "0.1.0"), ("add", "99.0")]


def test_a_reading_of_words_that_were_replaced_meanwhile_is_dropped(record: Record) -> None:
    """Two programs at once: the claims of an older text must not stand under a newer one."""
    record.add(document(), (claim(),))
    record.add(document(text=TEXT + "More."), (claim("c2"),))
    assert not record.reread(document(), (claim("c9"),))
    assert [each.id for each in record.claims()] == ["c2"]
