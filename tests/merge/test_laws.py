"""Laws of merging: whatever reports tell, in whatever order they come."""

import datetime as dt
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from sitrep.merge.events import Merged, merge_claims
from sitrep.model.claims import Claim
from sitrep.model.texts import Document

if TYPE_CHECKING:
    from tests.merge.conftest import Builder

PLACES = ("kyiv", "podil", "sumy", "sumy_region", "ukraine", "nowhere")
NIGHTS = st.lists(st.tuples(st.integers(1, 5), st.sampled_from(PLACES), st.integers(0, 9)), min_size=1, max_size=8)
COUNTS = st.tuples(st.integers(0, 6), st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))


def nights(build: "Builder", choices: list[tuple[int, str, int]]) -> tuple[list[Claim], list[Document]]:
    """Returns a report on each of some nights (of a day to the next, at a place, with a toll), told on the morning after."""
    claims, documents = [], []
    for at, (day, place, dead) in enumerate(choices):
        when = build.night(f"2025-12-0{day}", f"2025-12-0{day + 1}")
        toll = (build.figure("killed", "person", dead),)
        claims.append(build.claim(f"r{at}", when=when, places=(getattr(build, place),), figures=toll))
        documents.append(build.document(f"r{at}", f"2025-12-0{day + 1}T08:00:00Z"))
    return claims, documents


@given(NIGHTS, st.data())
def test_merging_twice_is_merging_once(build: "Builder", choices: list[tuple[int, str, int]], data: st.DataObject) -> None:
    """A report that is handed in again, anywhere among the others, changes nothing."""
    claims, documents = nights(build, choices)
    again = data.draw(st.permutations([*claims, *data.draw(st.lists(st.sampled_from(claims)))]))
    assert merge_claims(again, documents) == merge_claims(claims, documents)


@given(NIGHTS)
def test_no_event_holds_two_nights(build: "Builder", choices: list[tuple[int, str, int]]) -> None:
    """However many reports stand between them, by place or by toll, one night is never another."""
    claims, documents = nights(build, choices)
    told = {claim.id: claim.when for claim in claims}
    for event in merge_claims(claims, documents).events:
        assert len({told[key] for key in event.claims}) == 1


@given(NIGHTS, st.integers(2, 6))
def test_what_is_known_at_a_time_rests_on_what_was_told_by_then(build: "Builder", choices: list[tuple[int, str, int]], day: int) -> None:
    """An event of a time holds only claims of reports published by then, each of them once, and shows no number of a later one."""
    claims, documents = nights(build, choices)
    moment = dt.datetime(2025, 12, day, 12, tzinfo=dt.UTC)
    then = [document for document in documents if document.published and dt.datetime.fromisoformat(document.published) <= moment]
    known = {document.id for document in then}
    merged = merge_claims([claim for claim in claims if claim.document in known], then)
    assert sorted(claims_in(merged)) == sorted(claim.id for claim in claims if claim.document in known)
    figures = {claim.id: figure.low for claim in claims for figure in claim.figures}
    for event in merged.events:
        assert all(figure.best.low in {figures[key] for key in figure.claims} for figure in event.figures)


def claims_in(merged: Merged) -> list[str]:
    """Returns the ids of the claims that events hold."""
    return [key for event in merged.events for key in event.claims]


@given(COUNTS)
def test_more_accounted_for_than_launched_is_always_a_doubt(build: "Builder", counts: tuple[int, int, int, int]) -> None:
    """Numbers that cannot all be right are told, not mended: a doubt stands just where more were shot down, lost and hit than launched."""
    measures = ("launched", "intercepted", "lost", "hit")
    told = build.claim("a", figures=tuple(build.figure(name, "drone", count) for name, count in zip(measures, counts, strict=True)))
    (event,) = merge_claims([told], build.documents([told])).events
    launched, *accounted = counts
    assert [issue.code for issue in event.issues] == (["algebra"] if sum(accounted) > launched else [])
    assert {figure.measure: figure.best.low for figure in event.figures} == dict(zip(measures, counts, strict=True))
