"""Surveys: what the pages of the workbench ask a record, on both databases."""

from sitrep.model.judgements import Judgement, signed, target
from sitrep.model.times import When
from sitrep.store import rows, surveys
from sitrep.store.filters import Filters, Page
from sitrep.store.records import Record
from sitrep.store.streams import changes_since
from tests.store.samples import claim, document, merge

DAYS = ("2025-12-01", "2025-12-03", None, "2025-12-02", None)


def filled(record: Record) -> Record:
    """Returns a record of five events, two of them without a day."""
    for number, day in enumerate(DAYS):
        key = f"d{number}"
        record.add(document(key), [claim(f"c{number}", key, when=When(day, day, "day"), places=())])
    return record


def test_events_come_from_the_latest_back(record: Record) -> None:
    """A reader wants the newest first, and what has no day after all that has, page after page."""
    seen, after = [], None
    for _ in range(10):
        events, after = filled(record).event_page(Filters(), Page(2, after, latest_first=True))
        seen += [event.when.start for event in events]
        if after is None:
            break
    assert seen == ["2025-12-03", "2025-12-02", "2025-12-01", None]  # the two without a day are one event to the sample's merge


def test_spans_come_from_the_latest_back(record: Record) -> None:
    """With days asked for the order is the same, and what has no day is in no span."""
    events, _ = filled(record).event_page(Filters(since="2025-12-02"), Page(None, None, latest_first=True))
    assert [event.when.start for event in events] == ["2025-12-03", "2025-12-02"]
    events, _ = record.event_page(Filters(until="2025-12-02"), Page(None, None, latest_first=True))
    assert [event.when.start for event in events] == ["2025-12-02", "2025-12-01"]


def test_quick_pages_are_the_same_pages(record: Record) -> None:
    """What goes round the library must not answer otherwise, whatever is asked."""
    filled(record)
    for filters in (Filters(), Filters(place=("Orikhiv",)), Filters(since="2025-12-02", type=("ASSAULT",)), Filters(actor=("...",))):
        for page in (Page(2), Page(2, latest_first=True), Page()):
            events, following = record.event_page(filters, page)
            quick = record.quick_page(filters, page)
            assert ([*map(rows.EVENTS.decode, quick.bodies)], quick.next) == (events, following)


def test_a_record_that_lags_waits_for_nobody(database: str) -> None:
    """A page shows what was computed last, at once, and says that more is known."""
    with Record.open(database, merge, create=True) as record:
        filled(record).events()
        record.lags = True
        record.add(document("new"), [claim("c9", "new", when=When("2025-12-09", "2025-12-09", "day"))])
        assert not record.ask(surveys.state).is_fresh
        assert "2025-12-09" not in {event.when.start for event in record.events()}
        assert record.refresh()
        assert not record.refresh()
        assert record.ask(surveys.state).is_fresh
        assert "2025-12-09" in {event.when.start for event in record.events()}


def test_a_verdict_shows_at_once(database: str) -> None:
    """Whoever has judged a claim sees so on the next page, though events are computed later; taken back it is gone at once, too."""
    with Record.open(database, merge, create=True) as record:
        filled(record).events()
        record.lags = True
        judged = signed(
            Judgement("reject", "Olena", "2025-12-10T08:00:00+00:00", targets=tuple(map(target, record.claims_as_read(["c1"]))))
        )
        record.judge(judged)
        found = record.claim("c1")
        assert found is not None
        assert found.review is not None
        assert found.review.verdict == "rejected"
        record.judge(signed(Judgement("undo", "Olena", "2025-12-10T08:01:00+00:00", undoes=judged.id)))
        found = record.claim("c1")
        assert found is not None
        assert found.review is None
        record.refresh()
        assert record.ask(surveys.judged) == 0


def test_what_a_record_holds_is_counted(record: Record) -> None:
    """The page about the record, its people and its sources rest on these."""
    filled(record).events()
    counts = record.ask(surveys.counts)
    assert (counts.documents, counts.claims, counts.judgements) == (5, 5, 0)
    assert [spoken.name for spoken in record.ask(lambda connection: surveys.speakers(connection, 10))] == ["Ivan Petrénko"]
    said, following = record.ask(lambda connection: surveys.claims_by(connection, "Ivan Petrénko", Page(3)))
    assert [each.id for each in said] == ["c4", "c3", "c2"]
    said, end = record.ask(lambda connection: surveys.claims_by(connection, "Ivan Petrénko", Page(3, following)))
    assert ([each.id for each in said], end) == (["c1", "c0"], None)
    assert record.ask(lambda connection: surveys.claims_by(connection, "Petrénko", Page(3))) == ([], None)
    assert record.ask(surveys.outlets) == [surveys.Published("The Courier", 5, 5, "2025-12-02", "2025-12-02")]
    assert record.ask(surveys.claims_held) == 5
    assert record.ask(lambda connection: surveys.documents_by_id(connection, ["d1", "none"]))["d1"].text == ""
    assert set(record.ask(lambda connection: surveys.events_of(connection, ["c1", "c2"]))) == {"c1", "c2"}


def test_changes_go_on_from_any_place(record: Record) -> None:
    """What came before the place is not told again, what came after it is, of each kind."""
    filled(record)
    told, place = record.ask(lambda connection: changes_since(connection, "", 3))
    assert [each.id for each in told] == ["d0", "d1", "d2"]
    told, place = record.ask(lambda connection: changes_since(connection, place, 3))
    assert [each.id for each in told] == ["d3", "d4"]
    record.take_down("d0", "Olena", "asked for")
    told, place = record.ask(lambda connection: changes_since(connection, place, 3))
    assert [(each.kind, each.id, each.by) for each in told] == [("takedown", "d0", "Olena")]
    assert record.ask(lambda connection: changes_since(connection, "now", 3)) == ([], place)
