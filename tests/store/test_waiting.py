"""What waits for a person."""

from sitrep.model.figures import Figure
from sitrep.model.judgements import Judgement, signed, target
from sitrep.store import surveys, waiting
from sitrep.store.records import Record
from tests.store.samples import claim, document

MANY = (Figure(0, 17, "At least 3 people", "person", "killed", 300, None),)


def test_what_wants_a_look_most_comes_first(record: Record) -> None:
    """What is judged leaves the queue, what is taken back returns, and old wordings are not in it."""
    doubtful = (
        claim("sure", "d1", confidence=0.9),
        claim("doubtful", "d1", confidence=0.1),
        claim("grave", "d1", confidence=0.3, figures=MANY),
    )
    record.add(document("d1"), doubtful)
    record.add(document("d2"), (claim("old", "d2", confidence=0.0),))
    record.add(document("d2", "Other words."), ())

    def first(limit: int = 9) -> list[str]:
        return [each.id for each in record.ask(lambda connection: waiting.weightiest(connection, limit))]

    def weighed() -> dict[str, bool]:
        found = record.ask(lambda connection: waiting.weigh(connection, ["sure", "grave", "none"]))
        return {each.id: each.is_judged for each in found}

    assert first() == ["grave", "doubtful", "sure"]
    assert first(1) == ["grave"]
    assert weighed() == {"sure": False, "grave": False}
    made = signed(Judgement("accept", "Anna", "2025-12-09T08:00:00Z", (target(doubtful[2]),)))
    record.judge(made)
    assert first() == ["doubtful", "sure"]
    assert weighed() == {"sure": False, "grave": True}
    assert record.ask(surveys.reviewed) == 1
    record.judge(signed(Judgement("undo", "Anna", "2025-12-09T08:00:01Z", undoes=made.id)))
    assert first() == ["grave", "doubtful", "sure"]
    assert weighed() == {"sure": False, "grave": False}


def test_an_outline_tells_of_an_event_what_the_event_tells(record: Record) -> None:
    """The queue puts claims of disputed figures first, without reading events whole."""
    record.add(document("d1"), (claim("c1", "d1"),))
    events = record.events()
    found = record.ask(lambda connection: waiting.outlines_by_id(connection, [*(event.id for event in events), "none"]))
    assert {each.claims: [(figure.agreement, figure.claims) for figure in each.figures] for each in found} == {
        event.claims: [(figure.agreement, figure.claims) for figure in event.figures] for event in events
    }
    assert any(each.figures for each in found)
