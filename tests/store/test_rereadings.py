"""Readings of a newer program: what takes the place of what, and what can be compared, on both databases."""

from collections.abc import Iterator

import pytest

import sitrep
from sitrep.store.purposes import Purpose
from sitrep.store.records import Record
from sitrep.store.rereadings import Difference, Outdated
from tests.store.samples import TEXT, claim, document, merge

OLD = sitrep.__version__


def ids(found: list[Outdated]) -> list[str]:
    """Returns the ids of documents to read again."""
    return [each.document for each in found]


@pytest.fixture
def twice(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Record]:
    """A record of three claims that a newer version has read again: one the same, one changed, one gone, one new."""
    with Record.open(database, merge, create=True) as older:
        older.add(document(), (claim(), claim("c2"), claim("c3")))
        older.add(document("b"), (claim("c4", "b"),))
    monkeypatch.setattr(sitrep, "__version__", "99.0")
    with Record.open(database, merge) as newer:
        assert ids(newer.outdated([OLD])) == ["a", "b"]
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
    assert ids(twice.outdated([OLD])) == ["b"]
    assert not twice.reread(document("b"), (claim("c4", "b"),))
    assert twice.outdated([OLD]) == []
    assert ids(twice.outdated(None)) == ["a", "b"]
    assert [(run.command, run.version) for run in twice.runs()] == [("add", OLD), ("add", "99.0")]


def test_a_reading_of_words_that_were_replaced_meanwhile_is_dropped(record: Record) -> None:
    """Two programs at once: the claims of an older text must not stand under a newer one."""
    record.add(document(), (claim(),))
    record.add(document(text=TEXT + "More."), (claim("c2"),))
    assert not record.reread(document(), (claim("c9"),))
    assert [each.id for each in record.claims()] == ["c2"]


def test_a_revision_is_a_difference_too(record: Record, database: str) -> None:
    """What an outlet took back, a comparison of two runs must show."""
    record.add(document(), (claim(), claim("c2")))
    with Record.open(database, merge) as later:
        later.add(document(text=TEXT + "Corrected."), (claim(),))
    assert [(each.kind, each.before and each.before.id) for each in record.differences(1, 2)] == [("changed", "c1"), ("gone", "c2")]


def test_what_was_taken_down_meanwhile_is_not_read_again(record: Record) -> None:
    """Two programs at once: a report that is gone must not stop the reading of the others."""
    record.add(document(), (claim(),))
    record.take_down("a", "Olena", "asked for")
    assert not record.reread(document(), (claim("c2"),))
    assert record.add(document(), (claim(),)) == "forgotten"
    assert list(record.claims()) == []


def test_each_report_knows_the_packs_it_was_read_with(database: str) -> None:
    """Local crime that was read with its pack must not vanish at the next reading."""
    with Record.open(database, merge, create=True, purpose=Purpose("add", "crime")) as record:
        record.add(document(), (claim(),))
        record.begin(Purpose("add", ""))
        record.add(document("b"), (claim("c2", "b"),))
        assert record.outdated(None) == [Outdated("a", "crime"), Outdated("b", "")]
