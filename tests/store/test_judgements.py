"""Judgements: what people decide holds, survives new readings, and can be taken back, on both databases."""

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from sitrep.errors import WrongUsage
from sitrep.model.bonds import Bond
from sitrep.model.events import Extraction
from sitrep.model.figures import Figure
from sitrep.model.judgements import Change, Judgement, signed, target
from sitrep.model.texts import Span
from sitrep.model.times import When
from sitrep.store.attachments import taken_back
from sitrep.store.records import Record
from sitrep.store.verdicts import corrected
from tests.store.samples import TEXT, claim, document

OTHER_NIGHT = When("2025-12-05", "2025-12-05", "day")


def judged(record: Record, action: Any, *keys: str, **more: Any) -> Judgement:
    """Makes a judgement on claims of the record and returns it."""
    number = len(record.judgements())
    made = Judgement(action, "Olena", f"2025-12-10T08:00:{number:02}+00:00", tuple(map(target, record.claims_as_read(keys))), **more)
    record.judge(signed(made))
    return signed(made)


def undone(record: Record, judgement: Judgement) -> Judgement:
    """Takes a judgement back and returns the undoing."""
    made = signed(Judgement("undo", "Bohdan", f"2025-12-11T08:00:{len(record.judgements()):02}+00:00", undoes=judgement.id))
    record.judge(made)
    return made


@pytest.fixture
def filled(record: Record) -> Record:
    """A record of two reports on two nights."""
    record.add(document(), (claim(),))
    record.add(document("b"), (claim("c2", "b", when=OTHER_NIGHT),))
    return record


def groups(record: Record) -> list[tuple[str, ...]]:
    """Returns the claims of each event."""
    return sorted(event.claims for event in record.events())


def test_an_accepted_claim_bears_its_review(filled: Record) -> None:
    """Readers must see which numbers a person has checked, and who."""
    made = judged(filled, "accept", "c1", reason="read twice")
    found = filled.claim("c1")
    assert found is not None
    assert found.review is not None
    assert (found.review.verdict, found.review.author, found.review.judgement) == ("accepted", "Olena", made.id)
    assert filled.claim("c2") == claim("c2", "b", when=OTHER_NIGHT)


def test_a_rejected_claim_is_kept_but_counts_in_no_event(filled: Record) -> None:
    """Nothing is ever deleted, but what is wrong must not be counted."""
    judged(filled, "reject", "c1")
    assert groups(filled) == [("c2",)]
    assert [each.id for each in filled.claims()] == ["c1", "c2"]
    found = filled.claim("c1")
    assert found is not None
    assert found.review is not None
    assert found.review.verdict == "rejected"


def test_a_corrected_claim_is_what_events_are_made_of(filled: Record) -> None:
    """The record's worth is that people's corrections last, in everything that is computed from the claims."""
    judged(filled, "correct", "c2", changes=(Change("when.start", "2025-12-01"), Change("figures.0.low", 4), Change("actor", "Nobody")))
    found = filled.claim("c2")
    assert found is not None
    assert (found.figures[0].low, found.actor and found.actor.name) == (4, "Nobody")
    assert groups(filled) == [("c1", "c2")]


def test_the_last_verdict_holds(filled: Record) -> None:
    """Two people may differ; the later word counts, and both stay in the log."""
    judged(filled, "reject", "c1")
    judged(filled, "accept", "c1")
    assert groups(filled) == [("c1",), ("c2",)]
    assert [each.action for each in filled.judgements()] == ["reject", "accept"]


def test_undoing_and_undoing_that(filled: Record) -> None:
    """Whoever errs takes it back; whoever errs in that, too."""
    made = judged(filled, "reject", "c1")
    back = undone(filled, made)
    assert groups(filled) == [("c1",), ("c2",)]
    undone(filled, back)
    assert groups(filled) == [("c2",)]
    assert len(filled.judgements()) == 3


def test_a_suggestion_has_no_effect(filled: Record) -> None:
    """A machine's suggestion must never pass for a person's review."""
    judged(filled, "reject", "c1", suggested=True)
    found = filled.claim("c1")
    assert found is not None
    assert found.review is None
    assert groups(filled) == [("c1",), ("c2",)]
    assert len(filled.judgements()) == 1


def test_the_same_judgement_twice_is_one(filled: Record) -> None:
    """A form sent twice must not be two decisions."""
    made = judged(filled, "accept", "c1")
    filled.judge(made)
    assert filled.judgements() == [made]


def test_a_judgement_stays_with_its_words_when_the_id_changes(filled: Record) -> None:
    """A newer program may give a claim another id or other evidence around the same words: the decision must not be lost."""
    judged(filled, "reject", "c1")
    wider = claim("c1-new", evidence=(Span(0, 40, TEXT[:40]),), status="ongoing")
    filled.reread(document(), (wider,))
    assert groups(filled) == [("c2",)]
    found = filled.claim("c1-new")
    assert found is not None
    assert found.review is not None


def test_a_judgement_follows_its_words_into_a_revision(filled: Record) -> None:
    """Outlets add paragraphs; what was judged moves down and stays judged."""
    judged(filled, "reject", "c1")
    later = document(text="Updated. " + TEXT)
    moved = claim("c1-moved", evidence=(Span(9, 31, TEXT[:22]),))
    filled.add(later, (moved,))
    assert groups(filled) == [("c2",)]


@pytest.mark.parametrize(
    "read",
    [
        (),
        (claim("c1", figures=(Figure(0, 17, TEXT[:17], "person", "killed", 30, None),)),),
        (claim("c9", type="CONSULT"),),
        (claim("c9", evidence=(Span(50, 60, TEXT[50:60]),)),),
    ],
)
def test_a_judgement_that_fits_nothing_is_listed(filled: Record, read: tuple[Any, ...]) -> None:
    """A decision on "3 killed" says nothing of "30 killed": it must neither be applied nor dropped silently."""
    made = judged(filled, "accept", "c1")
    filled.reread(document(), read)
    (attached,) = filled.attachments()
    assert attached.judgement == made
    assert [each.claim for each in attached.loose] == ["c1"]
    assert attached.targets == ()
    assert all(each.review is None for each in filled.claims_of("a"))


def test_merged_events_stay_one_and_split_ones_two(filled: Record) -> None:
    """The merge must be told what people want, after a new reading too."""
    told, inner = [], filled._merge

    def listening(readings: Any, bonds: Sequence[Bond]) -> Extraction:
        told.append(tuple(bonds))
        return inner(readings, bonds)

    filled._merge = listening
    judged(filled, "merge", "c1", "c2")
    filled.events()
    assert [(bond.claims, bond.together) for bond in told[-1]] == [(("c1", "c2"), True)]
    parts = {"others": tuple(map(target, filled.claims_as_read(["c2"])))}
    judged(filled, "split", "c1", **parts)
    filled.reread(document(), (claim("c1-new", status="ongoing"),))
    filled.events()
    assert [(bond.claims, bond.together) for bond in told[-1]] == [
        (("c1-new", "c2"), True),
        (("c1-new",), True),
        (("c2",), True),
        (("c1-new", "c2"), False),
    ]


@pytest.mark.parametrize(
    ("field", "value", "complaint"),
    [
        ("statu", "planned", "there is no 'statu'"),
        ("status", "perhaps", "Invalid enum value 'perhaps'"),
        ("figures.7.low", 1, "there is no '7'"),
        ("id", "c3", "cannot be corrected"),
        ("document", "z", "cannot be corrected"),
        ("figures.0.low", "many", "Expected `int | null`"),
        ("figures.0.low", -5, "would count -5"),
        ("figures.0.low", 10**23, "would count"),
        ("figures.0.high", 1, "at least 3 and at most 1"),
        ("when.start", "yesterday", "an ISO date is expected"),
        ("when.start", "2025-13-45", "an ISO date is expected"),
        ("when.start", "", "an ISO date is expected"),
        ("when.start", "2030-01-01", "end before that"),
        ("evidence", [], "a claim without words is none"),
    ],
)
def test_what_a_claim_cannot_be_is_refused(field: str, value: Any, complaint: str) -> None:
    """A correction that cannot be read later would break the record for everybody."""
    with pytest.raises(WrongUsage, match=complaint):
        corrected(claim(), (Change(field, value),))


def test_null_takes_an_element_out_of_a_list() -> None:
    """A figure that is none must be correctable away."""
    assert corrected(claim(), (Change("figures.0", None),)) == replace(claim(), figures=())


def test_a_correction_that_fits_no_more_is_told(filled: Record) -> None:
    """A new reading may leave nothing to correct: the claim must say so, and everything else must go on."""
    judged(filled, "correct", "c1", changes=(Change("places.0.name", "Orikhivka"),))
    filled.reread(document(), (claim(places=()),))
    found = filled.claims_of("a")[0]
    assert [issue.code for issue in found.issues] == ["unfit-correction"]
    assert found.review is not None


def test_an_undone_undoing_counts_no_more(filled: Record) -> None:
    """The log must tell of each judgement whether it holds."""
    made = judged(filled, "reject", "c1")
    back = undone(filled, made)
    assert taken_back(filled.judgements()) == {made.id}
    undone(filled, back)
    assert taken_back(filled.judgements()) == {back.id}


def test_a_judgement_is_not_carried_over_to_a_claim_of_another_one(filled: Record) -> None:
    """Two claims in one sentence are told apart by people; when one is read no more, the verdict on it must not fall on the other."""
    filled.reread(document(), (claim(), claim("c3")))
    judged(filled, "accept", "c3")
    judged(filled, "reject", "c1")
    filled.reread(document(), (claim("c3"),))
    found = filled.claim("c3")
    assert found is not None
    assert found.review is not None
    assert found.review.verdict == "accepted"


def test_a_judgement_is_not_carried_over_to_another_place(filled: Record) -> None:
    """ "3 killed" in one town says nothing of "3 killed" in another, though one sentence tells of both."""
    judged(filled, "reject", "c1")
    elsewhere = claim("c3", places=(replace(claim().places[0], name="Huliaipole"),))
    filled.reread(document(), (elsewhere,))
    assert groups(filled) == [("c2",), ("c3",)]
