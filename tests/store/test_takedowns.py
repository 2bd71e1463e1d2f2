"""Takedowns: what is removed for legal or safety reasons is gone, and that it was removed is known."""

from pathlib import Path

import pytest

from sitrep.model.judgements import Judgement, signed, target
from sitrep.store.records import Record
from tests.store.samples import TEXT, claim, document


@pytest.fixture
def silenced(record: Record) -> Record:
    """A record from which one of two reports of one event was taken down, after it had been revised and judged."""
    record.add(document(text="An earlier wording of it. " + TEXT), (), b"the page itself")
    record.add(document(), (claim(),))
    record.add(document("b", "A different report of Orikhiv."), (claim("c2", "b", evidence=()),))
    judged = Judgement("accept", "Olena", "2025-12-10T08:00:00+00:00", tuple(map(target, record.claims_as_read(["c1", "c2"]))))
    record.judge(signed(judged))
    record.events()
    record.take_down("a", "Bohdan", "a court asked for it")
    return record


def test_nothing_of_its_words_is_left(silenced: Record, database: str) -> None:
    """Whoever asks for a removal must be able to rely on it: no row, no index, no judgement, no free page holds a word."""
    assert list(silenced.documents()) == [document("b", "A different report of Orikhiv.")]
    assert silenced.revisions("a") == []
    assert silenced.search_documents("drones").found == []
    assert silenced.search_claims("petrenko").found[0].id == "c2"
    assert b"mayor said" not in b"".join(silenced.dump())
    assert [each.evidence for each in silenced.judgements()[0].targets] == [(), ()]
    if "://" not in database:
        files = [path.read_bytes() for path in Path(database).parent.iterdir()]
        assert not [each for each in files if b"mayor said" in each or b"earlier wording" in each or b"page itself" in each]
        assert not [each for each in files if b"wording" in each], "the word indexes still hold words"


def test_the_event_keeps_its_other_reports(silenced: Record) -> None:
    """One source less must not take the event with it."""
    assert [event.claims for event in silenced.events()] == [("c2",)]


def test_a_tombstone_says_who_and_why(silenced: Record) -> None:
    """A gap that nobody can explain would cast doubt on the whole record."""
    (stone,) = silenced.tombstones()
    assert (stone.document, stone.author, stone.reason) == ("a", "Bohdan", "a court asked for it")
    assert [each.author for each in silenced.judgements()] == ["Olena"]
