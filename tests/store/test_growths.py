"""Growth: a record that is looked at after each report has the events of one that was merged at once, on both databases."""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import select

from sitrep.merge.totals import with_incidents
from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim
from sitrep.model.events import Event, Extraction
from sitrep.model.judgements import Change, Judgement, signed, target
from sitrep.model.texts import Document
from sitrep.pipeline import RECORD_GROWTH, merge_record
from sitrep.store.filters import Filters
from sitrep.store.growths import Growth
from sitrep.store.records import Record
from sitrep.store.tables import arrivals, attachments, blocks, decisions, events, former, members, sums
from tests.merge.conftest import Builder
from tests.merge.test_increments import REPORTS, reported
from tests.store.conftest import emptied

ALWAYS = Growth(RECORD_GROWTH.keys, RECORD_GROWTH.merge, share=1e9)
BUILD = Builder()
Choices = list[tuple[str, ...]]


class Counted:
    """The merge of everything, with the number of documents each time that it ran."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def __call__(self, kept: Sequence[tuple[Document, tuple[Claim, ...]]], bonds: Sequence[Bond] = ()) -> Extraction:
        """Merges everything."""
        self.sizes.append(len(kept))
        return merge_record(kept, bonds)


def kept(record: Record) -> dict[str, object]:
    """Returns all that is kept for events, by table."""
    found: dict[str, object] = {"events": {event.id: event for event in record.events()}}
    found["totals"] = with_incidents(record.totals(), record.events())
    with record._reading() as connection:
        found["members"] = {tuple(row) for row in connection.execute(select(members))}
        there = sums.join(events, events.c.number == sums.c.event)
        wanted = select(events.c.id, sums.c.measure, sums.c.item, sums.c.week, sums.c.low, sums.c.high).select_from(there)
        found["sums"] = {tuple(row) for row in connection.execute(wanted)}
        found["former"] = set(connection.scalars(select(former.c.event).where(former.c.event.in_(select(events.c.id)))))
        found["attachments"] = {tuple(row) for row in connection.execute(select(attachments))}
        found["blocks"] = {tuple(row) for row in connection.execute(select(blocks))}
        assert connection.execute(select(arrivals)).all() == []
        assert connection.execute(select(decisions)).all() == []
    for words in ("Kyiv", "Sumy", "UA", "Lower Nowhere"):
        found[words] = {event.id for event in record.events(Filters(place=(words,)))}
    return found


def grow(database: str, reports: Sequence[tuple[Document, Sequence[Claim]]]) -> None:
    """Looks at a record after each report, and compares it to one that is merged anew."""
    counted = Counted()
    with Record.open(database, counted, growth=ALWAYS, create=True) as record:
        assert record.events() == []
        for document, claims in reports:
            record.add(document, claims)
            record.events()
        grown = kept(record)
        assert counted.sizes == [0] or not reports
        with record._writing() as connection:
            connection.exec_driver_sql("DELETE FROM marks WHERE name = 'events'")
        assert kept(record) == grown


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=REPORTS, random=st.randoms(use_true_random=False))
def test_a_look_after_each_report_is_as_one_at_the_end(tmp_path_factory: pytest.TempPathFactory, choices: Choices, random: object) -> None:
    """Nothing of how a record grew may be left in its events, sums and words."""
    reports = [reported(BUILD, number, choice) for number, choice in enumerate(choices)]  # type: ignore[arg-type]
    random.shuffle(reports)  # type: ignore[attr-defined]
    grow(str(tmp_path_factory.mktemp("grown") / "record.db"), reports)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=REPORTS, random=st.randoms(use_true_random=False))
def test_so_it_is_on_a_server(reused: str, choices: Choices, random: object) -> None:
    """The other database keeps words and numbers in ways of its own."""
    reports = [reported(BUILD, number, choice) for number, choice in enumerate(choices)]  # type: ignore[arg-type]
    random.shuffle(reports)  # type: ignore[attr-defined]
    grow(emptied(reused), reports)


DECISIONS = st.lists(
    st.tuples(
        st.sampled_from(("accept", "reject", "place", "day", "toll", "merge", "split", "undo", "suggest", "look")),
        st.integers(0, 30),
        st.integers(0, 30),
    ),
    min_size=1,
    max_size=8,
)
CORRECTIONS = {
    "place": Change("places", msgspec.to_builtins([BUILD.okhtyrka])),
    "day": Change("when", {"start": "2025-12-05", "end": "2025-12-05", "precision": "day"}),
    "toll": Change("figures", msgspec.to_builtins([BUILD.figure("killed", "person", 7)])),
}


def decided(record: Record, number: int, choice: tuple[str, int, int]) -> Judgement | None:
    """Returns a decision on some claims and events as they are, None where there is nothing to decide."""
    kind, one, other = choice
    record.lags = True  # events as they were looked at last: several decisions may come between two looks
    made, there, events = record.judgements(), list(record.claims()), record.events()
    record.lags = False
    begun = Judgement("undo", "Anna", f"2025-12-09T08:00:{number:02}Z")
    if kind == "undo":
        return replace(begun, undoes=made[one % len(made)].id) if made else None
    if not there or kind == "look":
        return None
    at = target(there[one % len(there)])
    if kind in ("merge", "split") and events:
        told = list(dict.fromkeys((*events[one % len(events)].claims, *events[other % len(events)].claims)))
        targets = list(map(target, record.claims_as_read(told)))
        cut = 1 + other % len(targets)
        parts = (tuple(targets), ()) if kind == "merge" else (tuple(targets[:cut]), tuple(targets[cut:]))
        return (
            replace(begun, action=kind, targets=parts[0], others=parts[1]) if len(targets) > 1 and (parts[1] or kind == "merge") else None
        )
    if kind in CORRECTIONS:
        return replace(begun, action="correct", targets=(at,), changes=(CORRECTIONS[kind],))
    return replace(begun, action="reject" if kind != "accept" else "accept", targets=(at,), suggested=kind == "suggest")


def decide(database: str, reports: Sequence[tuple[Document, Sequence[Claim]]], choices: Sequence[tuple[str, int, int]]) -> None:
    """Decides between reports, looks after each, and compares the record to one that is merged anew."""
    counted = Counted()
    with Record.open(database, counted, growth=ALWAYS, create=True) as record:
        assert record.events() == []
        half = len(reports) // 2
        for document, claims in reports[:half]:
            record.add(document, claims)
        for number, choice in enumerate(choices):
            judgement = decided(record, number, choice)
            if judgement is not None:
                record.judge(signed(judgement))
            if choice[2] % 3:
                record.events()
            if number == len(choices) // 2:
                for document, claims in reports[half:]:
                    record.add(document, claims)
        grown = kept(record)
        assert counted.sizes == [0]
        with record._writing() as connection:
            connection.exec_driver_sql("DELETE FROM marks WHERE name = 'events'")
        assert kept(record) == grown


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=REPORTS, decisions=DECISIONS)
def test_a_look_after_each_decision_is_as_one_at_the_end(
    tmp_path_factory: pytest.TempPathFactory, choices: Choices, decisions: list[tuple[str, int, int]]
) -> None:
    """Whatever people decide, in whatever order, and take back, the events near by follow as if all were merged anew."""
    reports = [reported(BUILD, number, choice) for number, choice in enumerate(choices)]  # type: ignore[arg-type]
    decide(str(tmp_path_factory.mktemp("decided") / "record.db"), reports, decisions)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(choices=REPORTS, decisions=DECISIONS)
def test_so_decisions_do_on_a_server(reused: str, choices: Choices, decisions: list[tuple[str, int, int]]) -> None:
    """The other database keeps words and numbers in ways of its own."""
    reports = [reported(BUILD, number, choice) for number, choice in enumerate(choices)]  # type: ignore[arg-type]
    decide(emptied(reused), reports, decisions)


def night(name: str, day: int) -> tuple[Document, list[Claim]]:
    """Returns a report on an attack of some day."""
    return BUILD.document(name, f"2025-12-{day:02}"), [BUILD.claim(name, when=BUILD.when(f"2025-12-{day:02}"))]


def filled(record: Record) -> list[Event]:
    """Returns the events of a record of twenty days."""
    for day in range(1, 21):
        record.add(*night(f"d{day}", day))
    return record.events()


@pytest.mark.parametrize("change", ["revision", "reading", "takedown", "version"])
def test_whatever_is_more_than_a_new_report_merges_all(database: str, change: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read or decided anew may part claims that stood together: only a merge of everything tells."""
    counted = Counted()
    with Record.open(database, counted, growth=RECORD_GROWTH, create=True) as record:
        filled(record)
        record.add(*night("new", 5))
        assert ("d5-0", "new-0") in [event.claims for event in record.events()]
        assert counted.sizes == [20]
        record.add(*night("newer", 6))
        if change == "revision":
            record.add(replace(night("d7", 7)[0], text="Corrected."), ())
        elif change == "reading":
            record.reread(night("d7", 7)[0], ())
        elif change == "takedown":
            record.take_down("d7", "Anna", "The court says so.")
        else:
            monkeypatch.setattr("sitrep.__version__", "99")
        told = [event.claims for event in record.events()]
        assert ("d6-0", "newer-0") in told
        assert (("d7-0",) in told) == (change == "version")
        assert len(counted.sizes) == 2


def test_all_is_merged_once_the_record_has_grown_by_a_tenth(database: str) -> None:
    """Reports that are alike by their names alone are found by a merge of everything, which must come round."""
    counted = Counted()
    with Record.open(database, counted, growth=RECORD_GROWTH, create=True) as record:
        filled(record)
        for number in range(5):
            record.add(*night(f"new{number}", 5))
            record.events()
    assert counted.sizes == [20, 23]


def test_totals_stand_beside_the_incidents_of_today(database: str) -> None:
    """A sum that lacks the newest report would be a wrong number beside a right one."""
    week = BUILD.claim(
        "w", scope="period_total", when=BUILD.when("2025-12-01", "2025-12-07"), figures=(BUILD.figure("killed", "person", 9),)
    )
    with Record.open(database, merge_record, growth=ALWAYS, create=True) as record:
        record.add(BUILD.document("w"), [week])
        assert [total.from_incidents.low for total in with_incidents(record.totals(), record.events())] == [None]
        document, (told,) = night("d5", 5)
        record.add(document, [replace(told, figures=(BUILD.figure("killed", "person", 4),))])
        assert len(record.events()) == 1
        assert [total.from_incidents.low for total in with_incidents(record.totals(), record.events())] == [4]


def test_what_people_decided_holds_for_what_comes(database: str) -> None:
    """A claim that was rejected may not come back with a new report, nor may events that were held together part."""
    with Record.open(database, Counted(), growth=ALWAYS, create=True) as record:
        filled(record)
        claims = record.claims_as_read(["d5-0", "d6-0", "d7-0"])
        made = Judgement("merge", "Anna", "2025-12-09T08:00:00Z", tuple(map(target, claims[:2])))
        record.judge(signed(made))
        record.judge(signed(replace(made, action="reject", targets=(target(claims[2]),))))
        record.events()
        record.add(*night("new", 5))
        record.add(*night("newer", 7))
        told = [event.claims for event in record.events()]
    assert ("d5-0", "new-0", "d6-0") in told
    assert ("newer-0",) in told


def test_a_report_that_was_taken_down_before_it_was_looked_at_leaves_nothing(tmp_path: Path) -> None:
    """The number of its row may be given again."""
    with Record.open(str(tmp_path / "record.db"), merge_record, growth=ALWAYS, create=True) as record:
        record.add(*night("a", 5))
        record.take_down("a", "Anna", "The court says so.")
        record.add(*night("b", 6))
        assert [event.claims for event in record.events()] == [("b-0",)]
