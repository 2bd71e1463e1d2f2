"""What a selection holds is what `events` lists under the same filters, with all that stands behind it."""

from collections.abc import Callable, Sequence

import msgspec
import pytest

from sitrep.model.claims import Claim
from sitrep.model.events import Extraction
from sitrep.model.texts import Document
from sitrep.store.filters import Filters
from sitrep.store.records import Record
from sitrep.views.exporting.selections import Selection
from tests.store.samples import claim, document, merge

Made = Callable[..., Record]


@pytest.fixture
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    """A record of four reports, the last claim of which no event holds."""

    def without_totals(readings: Sequence[tuple[Document, tuple[Claim, ...]]], bonds: object = ()) -> Extraction:
        return merge([(each, tuple(one for one in claims if one.scope != "period_total")) for each, claims in readings])

    made = Record.open(str(tmp_path_factory.mktemp("record") / "r.db"), without_totals, create=True)
    for key in "abc":
        made.add(document(key), [claim(f"c{key}1", key), claim(f"c{key}2", key, type="CONSULT", places=())])
    made.add(document("d"), [claim("cd1", "d", scope="period_total", status="occurred")])
    return made


def test_selection_holds_what_events_lists(record: Record) -> None:
    """An export that holds more or less than the filter admits misleads everyone who counts in it."""
    for filters in (Filters(), Filters(type=("CONSULT",)), Filters(place=("Orikhiv",)), Filters(since="2026-01-01")):
        told = list(Selection(record, filters).told())
        assert [each.event for each in told] == record.events(filters)
        assert all([one.id for one in each.claims] == list(each.event.claims) for each in told)
        assert all({one.document for one in each.claims} == set(each.documents) for each in told)


def test_claims_of_no_event_pass_the_same_filters(record: Record) -> None:
    """Totals of a period belong to what was asked for, although they are no incident."""
    assert [one.id for one, _ in Selection(record).loose()] == ["cd1"]
    assert [one.id for one, _ in Selection(record, Filters(scope=("period_total",))).loose()] == ["cd1"]
    assert [one.id for one, _ in Selection(record, Filters(place=("Orikhiv",), since="2025-12-01")).loose()] == ["cd1"]
    assert not list(Selection(record, Filters(place=("Kyiv",))).loose())


def test_many_events_come_in_order_and_once(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches are for memory alone: no event is lost or doubled between two."""
    monkeypatch.setattr("sitrep.views.exporting.selections.BATCH", 1)
    assert [each.event for each in Selection(record).told()] == record.events()


def test_masked_selection_holds_no_private_names(record: Record) -> None:
    """A file that is passed on must not name the witness, neither in a claim nor in the words of the report."""
    witness = msgspec.structs.replace(claim().source, name="Olha Bondar", role="local resident")  # type: ignore[type-var]
    record.add(document("e", "Olha Bondar saw it."), [claim("ce1", "e", source=witness)])
    told = list(Selection(record, mask=True).told())
    assert told
    assert b"Bondar" not in msgspec.json.encode(told)
    assert {each.text for one in told for each in one.documents.values()} == {""}
