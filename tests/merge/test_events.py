"""Laws of merging, and the fields of an event."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.errors import WrongUsage
from sitrep.merge.events import merge_claims

if TYPE_CHECKING:
    from tests.merge.conftest import Builder

TOWNS = ("kyiv", "sumy", "okhtyrka", "podil", "sumy_region", "ukraine", "nowhere")
CHOICES = st.tuples(
    st.sampled_from("abcd"),
    st.sampled_from(("claim", "talks", "outage")),
    st.sampled_from((None, "2025-12-04", "2025-12-05", "2025-12-06")),
    st.booleans(),
    st.sampled_from(TOWNS),
    st.sampled_from(("drone", "aerial", None)),
    st.sampled_from(("incident", "period_total", "background")),
    st.integers(1, 9),
)


@given(st.lists(CHOICES, max_size=12), st.randoms(use_true_random=False))
def test_order_of_input_says_nothing(build: "Builder", choices: list[tuple[str, ...]], random: object) -> None:
    """Reports come in any order, and the record must not depend on it."""
    claims = []
    for number, (document, kind, day, night, place, mode, scope, dead) in enumerate(choices):
        until = f"2025-12-0{int(day[-1]) + 1}" if day and night else day
        when = build.when(day, until, "part-of-day" if night else "day")
        places = (getattr(build, place),)
        if kind == "talks":
            claims.append(build.talks(document, number, when=when, scope=scope))
        elif kind == "outage":
            claims.append(build.outage(document, day or "2025-12-01", "lost" if night else "restored", number, places=places))
        else:
            figures = (build.figure("killed", "person", int(dead)),)
            claims.append(build.claim(document, number, when=when, places=places, mode=mode, scope=scope, figures=figures))
    documents = [build.document(name, f"2025-12-0{i + 5}") for i, name in enumerate("abcd")]
    merged = merge_claims(claims, documents)
    shuffled = claims[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert merge_claims(shuffled, documents[::-1]) == merged
    assert merge_claims([*claims, *shuffled], documents) == merged, "what comes again changes nothing"
    told = [claim for event in merged.events for claim in event.claims]
    assert len(told) == len(set(told)), "a claim stands in one event at most"
    assert {claim.id for claim in claims if claim.scope == "incident"} <= set(told), "an incident claim stands in an event"
    ids = {event.id for event in merged.events}
    assert len(ids) == len(merged.events)
    assert {event.part_of for event in merged.events} <= ids | {None}


def test_an_event_keeps_its_id_while_its_earliest_claim_stays(build: "Builder") -> None:
    """Links to an event outlive later reports; an earlier report is another beginning."""
    documents = [build.document(name, f"2025-12-0{day}") for name, day in (("z", 6), ("a", 7), ("b", 8))]
    (alone,) = merge_claims([build.claim("a")], documents).events
    (later,) = merge_claims([build.claim("b"), build.claim("a")], documents).events
    (earlier,) = merge_claims([build.claim("z"), build.claim("a")], documents).events
    assert alone.id == later.id != earlier.id
    assert len(alone.id) == 17
    assert alone.id.startswith("e")


def test_three_outlets_three_tolls(build: "Builder") -> None:
    """All tolls stay side by side, the last word of an independent source is shown."""
    tolls = [("a", "2025-12-06T08:00:00+00:00", 4), ("b", "2025-12-06T15:00:00+00:00", 7), ("c", "2025-12-07", 6)]
    claims = [build.claim(name, figures=(build.figure("killed", "person", dead),)) for name, _, dead in tolls]
    documents = [build.document(name, published) for name, published, _ in tolls]
    (event,) = merge_claims(claims, documents).events
    (dead,) = event.figures
    assert (dead.best.low, dead.best.high, dead.low, dead.high, dead.agreement) == (6, 6, 4, 7, "conflicting")
    assert dead.claims == ("a-0", "b-0", "c-0")
    assert event.independent_sources == 3


def test_fields_follow_the_majority(build: "Builder") -> None:
    """Most reports settle the day, the mode and the target; what they give less exactly is left out."""
    hospital = build.ukraine_state.__class__("City Hospital", "facility", start=5, end=9, text="City")
    claims = [
        build.claim("a", when=build.night("2025-12-05", "2025-12-06"), mode=None, target=hospital),
        build.claim("b", mode="aerial", target=hospital),
        build.claim("c", mode="aerial", places=(build.podil, build.kyiv), actor=None),
    ]
    (event,) = merge_claims(claims, build.documents(claims)).events
    assert (event.mode, event.when.start, event.when.end) == ("aerial", "2025-12-06", "2025-12-06")
    assert event.actor is not None
    assert event.actor.country == "RU"
    assert event.target is not None
    assert (event.target.name, event.target.start) == ("City Hospital", None)
    assert event.documents == ("a", "b", "c")


def test_a_denial_does_not_undo_the_event(build: "Builder") -> None:
    """One side's denial stands beside what others say; where all deny, the event is denied."""
    denial = build.claim("b", status="denied")
    claims = [build.claim("a"), denial]
    assert [event.status for event in merge_claims(claims, build.documents(claims)).events] == ["occurred"]
    assert [event.status for event in merge_claims([denial], build.documents([denial])).events] == ["denied"]


def test_nothing_gives_nothing() -> None:
    """An empty record has no events."""
    merged = merge_claims([], [])
    assert (merged.events, merged.totals) == ((), ())


def test_documents_without_a_date_are_last(build: "Builder") -> None:
    """An unknown moment is neither the earliest nor the last word."""
    claims = [build.claim(name, figures=(build.figure("killed", "person", dead),)) for name, dead in (("a", 9), ("b", 5))]
    documents = [build.document("a", None), build.document("b")]
    (event,) = merge_claims(claims, documents).events
    assert event.claims == ("b-0", "a-0")
    assert event.figures[0].best.low == 5


def test_an_unknown_rule_is_named(build: "Builder") -> None:
    """A wish that cannot be understood says what could be."""
    claims = [build.claim("a", figures=(build.figure("killed", "person", 1),))]
    with pytest.raises(WrongUsage, match="latest-by-independent-source"):
        merge_claims(claims, build.documents(claims), "mean")
