"""The record: what is kept, and what a repeat changes, on both databases."""

from collections.abc import Sequence
from typing import get_args

import msgspec
import pytest

from sitrep.errors import StoreUnavailable
from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim
from sitrep.model.events import Extraction
from sitrep.model.figures import Figure, Item, Measure
from sitrep.model.issues import Issue
from sitrep.model.places import Place
from sitrep.model.texts import Document
from sitrep.model.times import When
from sitrep.store.filters import Filters
from sitrep.store.records import Record
from tests.store.samples import TEXT, claim, document, merge


def test_what_is_added_comes_back_as_it_was(record: Record) -> None:
    """The record is the user's archive: text with its line ends, issues and claims must survive it."""
    report = document(issues=(Issue("encoding-guessed", "It was read as cp1251."),))
    assert record.add(report, (claim(),)) == "added"
    assert list(record.documents()) == [report]
    assert list(record.claims()) == [claim()]
    assert record.claim("c1") == claim()
    assert record.document("a") == report
    assert [each.measure for each in record.totals()] == ["killed"]


def test_adding_twice_changes_nothing(record: Record) -> None:
    """The same command must be safe to repeat."""
    record.add(document(), (claim(),))
    assert record.has(document())
    assert record.add(document(), (claim("c9"),)) == "unchanged"
    assert [each.id for each in record.claims()] == ["c1"]


def test_new_words_under_an_id_are_a_revision_whose_claims_count(record: Record) -> None:
    """Outlets correct their reports; the old numbers must not be counted beside the new ones."""
    record.add(document(), (claim(),))
    record.add(document("b"), (claim("c2", "b"),))
    corrected = document(text=TEXT.replace("3", "4"))
    assert record.add(corrected, (claim("c1-corrected"),)) == "revised"
    assert list(record.documents()) == [msgspec.structs.replace(corrected, revision=2), document("b")]
    assert [each.id for each in record.claims()] == ["c1-corrected", "c2"]
    assert record.claim("c1") is None


def test_publications_are_counted_by_outlet_and_day(record: Record) -> None:
    """What was read of whom is the ground that every change is told on; a report without a date is on no day."""
    for key, outlet, published in (
        ("a", "Wire", "2025-12-06"),
        ("b", "Wire", "2025-12-06T23:50:00+02:00"),
        ("c", None, "2025-12-07"),
        ("d", "Wire", None),
    ):
        record.add(document(key, publisher=outlet, published=published), ())
    found = [(each.outlet, each.day, each.reports) for each in record.publications("2025-12-01", "2025-12-07")]
    assert found == [("Wire", "2025-12-06", 2), (None, "2025-12-07", 1)]
    assert not record.publications("2025-12-08", "2025-12-31")


def test_an_earlier_revision_is_not_added_again(record: Record) -> None:
    """A file with two lines of one id must change nothing when it is read a second time."""
    corrected = document(text=TEXT.replace("3", "4"))
    for _ in range(2):
        record.add(document(), (claim(),))
        record.add(corrected, (claim("c1-corrected"),))
    assert list(record.documents()) == [msgspec.structs.replace(corrected, revision=2)]


def test_a_document_is_kept_whole_or_not_at_all(record: Record) -> None:
    """A killed program must not leave a document without its claims, for it would never be read again."""
    with pytest.raises(StoreUnavailable):
        record.add(document(), (claim(), claim(of="unknown")))
    assert not record.has(document())
    assert record.add(document(), (claim(),)) == "added"


def test_events_follow_the_claims(record: Record) -> None:
    """Events are views: they must never lag behind what was added."""
    record.add(document(), (claim(),))
    assert [each.id for each in record.events()] == ["e-c1"]
    record.add(document("b"), (claim("c2", "b", when=When("2025-12-05")),))
    assert [each.id for each in record.events()] == ["e-c1", "e-c2"]


def test_events_are_computed_once(database: str) -> None:
    """Looking twice must not cost a merge twice."""
    calls = []

    def counted(readings: Sequence[tuple[Document, tuple[Claim, ...]]], _: Sequence[Bond]) -> Extraction:
        calls.append(len(readings))
        return merge(readings)

    with Record.open(database, counted, create=True) as record:
        record.add(document(), (claim(),))
        assert record.events() == record.events()
    with Record.open(database, counted) as record:
        assert len(record.events()) == 1
    assert calls == [1]


def test_an_id_that_was_merged_away_leads_on(record: Record) -> None:
    """People keep ids in notes; a merge must not make them dead ends."""
    record.add(document("b"), (claim("c2", "b", when=When("2025-12-05")),))
    assert record.event("e-c2") is not None
    record.add(document(), (claim("c1", when=When("2025-12-05")),))
    record.add(document("b", TEXT + "Corrected."), ())
    record.add(document("z"), (claim("c2", "z", when=When("2025-12-05")),))
    found = record.event("e-c2")
    assert found is not None
    assert (found.id, found.claims) == ("e-c1", ("c1", "c2"))
    assert record.ids_from("e-c") == ["e-c1", "e-c2"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(), 2),
        (Filters(since="2025-12-02", until="2025-12-02"), 1),
        (Filters(until="2025-11-30"), 0),
        (Filters(since="2025-12-06"), 1),
        (Filters(type=("ASSAULT",)), 1),
        (Filters(type=("ASSAULT", "CONSULT")), 2),
        (Filters(mode=("drone",), status=("occurred",)), 1),
        (Filters(place=("orikhiv",)), 1),
        (Filters(place=("UA",)), 1),
        (Filters(place=("Orik",)), 0),
        (Filters(place=("_",)), 0),
        (Filters(actor=("russia",)), 1),
        (Filters(munition=("shahed",)), 1),
        (Filters(munition=("drone",)), 1),
        (Filters(source=("Petrenko",)), 1),
        (Filters(source=("mayor",)), 1),
        (Filters(source=("courier",)), 1),
        (Filters(scope=("incident",)), 2),
        (Filters(scope=("period_total",)), 0),
        (Filters(place=("Orikhiv", "Geneva"), source=("Petrenko",)), 1),
    ],
)
def test_filters(record: Record, filters: Filters, found: int) -> None:
    """A filter finds by whole words without accents, counts both days in, and takes the outlet for a claim that names no speaker."""
    record.add(document(), (claim(),))
    talks = claim(
        "c2",
        "b",
        type="CONSULT",
        mode=None,
        status="planned",
        source=None,
        actor=None,
        weapons=(),
        when=When("2025-12-07"),
        places=(Place(0, 1, "G", "Geneva", country="CH"),),
    )
    record.add(document("b"), (talks,))
    assert len(record.events(filters)) == found


def test_an_event_without_days_is_outside_any_span(record: Record) -> None:
    """An undated event may not slip into a week's report."""
    record.add(document(), (claim(when=When()),))
    assert len(record.events()) == 1
    assert record.events(Filters(since="1900-01-01")) == []


def test_every_kind_of_figure_can_be_kept(record: Record) -> None:
    """A column too short for one munition would lose a night's reports, on one of the databases alone."""
    figures = [Figure(0, 17, TEXT[:17], item, measure, 1, 1) for item in get_args(Item) for measure in get_args(Measure)]
    assert record.add(document(), (claim(figures=tuple(figures)),)) == "added"
    assert [each.figures for each in record.claims()] == [tuple(figures)]
    assert record.add(document("b", language="xx-" * 9, published=f"2025-12-02T08:00:00.{'1' * 40}Z"), ()) == "added"


def test_only_claims_that_hold_are_found_by_their_ids(record: Record) -> None:
    """A judgement on a claim that an outlet took back would be about nothing."""
    record.add(document(), (claim("c1aa"), claim("c1bb")))
    record.add(document(text=TEXT + "Corrected."), (claim("c1bb"),))
    assert record.ids_from("c1") == ["c1bb"]
    assert record.ids_from("C1B") == ["c1bb"]


def test_what_a_report_declares_comes_back(record: Record) -> None:
    """By-line and agency decide who is a witness of his own, and the update when it was said."""
    declared = msgspec.structs.replace(document(), byline="Ann Bell, AFP", agency="AFP", updated="2025-12-02T18:05:00+02:00")
    record.add(declared, ())
    assert record.document("a") == declared


def test_superseded_claims_stay_with_their_revision(record: Record) -> None:
    """What an outlet said first is part of the story, though it counts no longer."""
    record.add(document(), (claim(),))
    record.add(document(text=TEXT.replace("3", "4")), (claim("c1-corrected"),))
    ((before, told),) = record.superseded(("a", "b"))
    assert (before.text, before.revision, [each.id for each in told]) == (TEXT, 1, ["c1"])


def test_places_in_web_archives_are_kept_for_this_version_alone(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version reads more out of the same pages, so it begins again."""
    assert record.positions.find("k" * 20) == 0
    record.positions.keep("k" * 20, 12_345_678_901)
    record.positions.keep("k" * 20, 22_345_678_901)
    assert record.positions.find("k" * 20) == 22_345_678_901
    monkeypatch.setattr("sitrep.__version__", "99")
    assert record.positions.find("k" * 20) == 0
