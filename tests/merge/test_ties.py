"""A person's word on which claims are one event is obeyed, whatever the machine thinks."""

from itertools import combinations
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from sitrep.merge.events import merge_claims
from sitrep.merge.ties import Ties
from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim

if TYPE_CHECKING:
    from tests.merge.conftest import Builder

IDS = tuple("abcdefg")
BONDS = st.lists(st.builds(Bond, st.lists(st.sampled_from(IDS), min_size=2, max_size=4, unique=True).map(tuple), st.booleans()), max_size=5)


def grouped(build: "Builder", claims: list[Claim], *bonds: Bond) -> list[tuple[str, ...]]:
    """Returns the claims of each event, with the claims also in reverse, which must make no difference."""
    documents = build.documents(claims)
    found = [event.claims for event in merge_claims(claims, documents, bonds=bonds).events]
    assert [event.claims for event in merge_claims(claims[::-1], documents[::-1], bonds=bonds).events] == found
    return found


def test_claims_held_together_are_one_event(build: "Builder") -> None:
    """A person knows that two towns' reports mean one strike, or that a type was read wrong."""
    claims = [build.claim("a"), build.claim("b", places=(build.sumy,)), build.outage("c", "2025-11-02", "lost")]
    assert grouped(build, claims, Bond(("a-0", "c-0", "b-0"), together=True)) == [("a-0", "b-0", "c-0")]


def test_what_joins_one_of_two_merged_events_joins_both(build: "Builder") -> None:
    """The merge is of the events, so that a report that comes later is in it without another word."""
    claims = [build.claim("a"), build.claim("b", places=(build.sumy,)), build.claim("c", places=(build.sumy,)), build.claim("d")]
    assert grouped(build, claims, Bond(("a-0", "b-0"), together=True)) == [("a-0", "b-0", "c-0", "d-0")]


def test_claims_kept_apart_are_different_events(build: "Builder") -> None:
    """Two strikes that the machine takes for one are parted, and claims that fit both go to one of them."""
    claims = [build.claim(name) for name in "abc"]
    assert grouped(build, claims) == [("a-0", "b-0", "c-0")]
    assert grouped(build, claims, Bond(("a-0", "b-0"), together=False)) == [("a-0", "c-0"), ("b-0",)]


def test_the_later_of_two_bonds_holds(build: "Builder") -> None:
    """Who decides again has thought again; what does not contradict the last word stays."""
    claims = [build.claim(name) for name in "abc"]
    together, apart = Bond(("a-0", "b-0", "c-0"), together=True), Bond(("a-0", "c-0"), together=False)
    assert grouped(build, claims, apart, together) == [("a-0", "b-0", "c-0")]
    assert grouped(build, claims, together, apart) == [("a-0", "b-0"), ("c-0",)]


def test_a_bond_holds_history_too(build: "Builder") -> None:
    """History without a day is left out, unless a person says what it tells of; alone it is still no event."""
    old = [build.claim(name, scope="background", when=build.when(None), places=(build.sumy,)) for name in "bc"]
    assert grouped(build, [build.claim("a"), *old], Bond(("a-0", "b-0"), together=True)) == [("a-0", "b-0")]
    assert grouped(build, old, Bond(("b-0", "c-0"), together=True)) == []


@given(BONDS)
def test_the_last_bond_always_holds(bonds: list[Bond]) -> None:
    """No earlier decision may bend the last one, and what is apart is never also together."""
    ties = Ties(bonds)
    for bond in bonds[-1:]:
        for one, other in combinations(bond.claims, 2):
            assert (ties.group(one) == ties.group(other)) is bond.together
    assert not any(ties.are_apart((group,), (group,)) for group in map(ties.group, IDS))


@given(st.lists(st.sampled_from(("kyiv", "sumy", "podil", "ukraine")), min_size=7, max_size=7), BONDS)
def test_clusters_obey(build: "Builder", towns: list[str], bonds: list[Bond]) -> None:
    """Whatever claims are alike and in whatever order they come, claims of one group share an event and claims kept apart do not."""
    claims = [build.claim(name, places=(getattr(build, town),), id=name) for name, town in zip(IDS, towns, strict=True)]
    events = {claim: i for i, event in enumerate(grouped(build, claims, *bonds)) for claim in event}
    ties = Ties(bonds)
    for one, other in combinations(IDS, 2):
        groups = ties.group(one), ties.group(other)
        assert groups[0] != groups[1] or events[one] == events[other]
        assert not ties.are_apart(groups[:1], groups[1:]) or events[one] != events[other]
