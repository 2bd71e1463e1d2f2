"""A record that grows report by report has the events of one that was merged at once."""

import dataclasses
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.merge.events import merge_claims
from sitrep.merge.increments import block_keys, merge_new
from sitrep.merge.tellings import tellings
from sitrep.merge.totals import with_incidents
from sitrep.model.claims import Claim
from sitrep.model.events import Event, Increment, Total
from sitrep.model.texts import Document

if TYPE_CHECKING:
    from tests.merge.conftest import Builder

REPORTS = st.lists(
    st.tuples(
        st.sampled_from(("claim", "talks", "outage")),
        st.sampled_from((None, "2025-12-04", "2025-12-05", "2025-12-06")),
        st.booleans(),
        st.sampled_from(("kyiv", "sumy", "okhtyrka", "podil", "sumy_region", "ukraine", "nowhere")),
        st.sampled_from(("drone", "aerial", None)),
        st.sampled_from(("incident", "incident", "background", "period_total")),
        st.integers(1, 9),
    ),
    max_size=9,
)


@dataclasses.dataclass
class Memory:
    """A record in memory, as `merge_new` needs it."""

    told: dict[str, Claim] = dataclasses.field(default_factory=dict)
    reports: dict[str, Document] = dataclasses.field(default_factory=dict)
    keys: dict[str, frozenset[str]] = dataclasses.field(default_factory=dict)
    events: dict[str, Event] = dataclasses.field(default_factory=dict)
    totals: dict[str, Total] = dataclasses.field(default_factory=dict)

    def claims_under(self, keys: Collection[str]) -> list[str]:
        """Returns the claims under one of the keys."""
        return [claim for claim, own in self.keys.items() if not own.isdisjoint(keys)]

    def events_of(self, claims: Collection[str]) -> Mapping[str, Sequence[str]]:
        """Returns the events that hold one of the claims."""
        return {event.id: event.claims for event in self.events.values() if not set(claims).isdisjoint(event.claims)}

    def claims(self, ids: Collection[str]) -> list[Claim]:
        """Returns the claims of those ids."""
        return [self.told[key] for key in ids if key in self.told]

    def documents(self, ids: Collection[str]) -> list[Document]:
        """Returns the documents of those ids."""
        return [self.reports[key] for key in ids if key in self.reports]

    def add(self, document: Document, claims: Sequence[Claim]) -> Increment:
        """Keeps a report and changes the events as told."""
        change = merge_new(claims, [document], self)
        self.reports[document.id] = document
        self.told.update((claim.id, claim) for claim in claims)
        self.keys.update((one.claim.id, block_keys(one.claim, one.day)) for one in tellings(claims, [document]))
        for key in change.gone:
            del self.events[key]
        self.events.update((event.id, event) for event in change.events)
        self.totals.update((total.id, total) for total in change.totals)
        return change


def reported(
    build: "Builder", number: int, choice: tuple[str, str | None, bool, str, str | None, str, int]
) -> tuple[Document, list[Claim]]:
    """Returns a report with one claim of its own and one of the report before, as outlets repeat each other."""
    kind, day, night, place, mode, scope, dead = choice
    name = f"r{number}"
    until = f"2025-12-0{int(day[-1]) + 1}" if day and night else day
    when, places = build.when(day, until, "part-of-day" if night else "day"), (getattr(build, place),)
    if kind == "talks":
        condition = build.claim(name, 9, type="REQUEST", mode="condition", actor=build.talks(name).participants[0], places=(), when=when)
        claims = [build.talks(name, 1, when=when, scope=scope), *([condition] if dead > 5 else [])]
    elif kind == "outage":
        claims = [build.outage(name, day or "2025-12-01", "lost" if night else "restored", 1, places=places)]
    else:
        toll = (build.figure("killed", "person", dead),)
        claims = [build.claim(name, 1, when=when, places=places, mode=mode, scope=scope, figures=toll), build.claim(name, 2, mode=mode)]
    return build.document(name, f"2025-12-0{number % 4 + 4}"), claims


@settings(max_examples=150)
@given(REPORTS, st.randoms(use_true_random=False))
def test_report_by_report_is_as_all_at_once(build: "Builder", choices: list[tuple[str, ...]], random: object) -> None:
    """Whatever comes in whatever order, nothing of how the record grew is left in it."""
    reports = [reported(build, number, choice) for number, choice in enumerate(choices)]  # type: ignore[arg-type]
    whole = merge_claims([claim for _, claims in reports for claim in claims], [document for document, _ in reports])
    random.shuffle(reports)  # type: ignore[attr-defined]
    memory = Memory()
    for document, claims in reports:
        memory.add(document, claims)
    assert memory.events == {event.id: event for event in whole.events}
    totals = sorted(memory.totals.values(), key=lambda total: total.order)
    assert with_incidents(totals, memory.events.values()) == whole.totals


def test_far_claims_are_not_looked_at(build: "Builder") -> None:
    """Adding one report must cost the same in a large record as in a small one."""
    memory = Memory()
    for day in range(1, 9):
        memory.add(build.document(f"d{day}", f"2025-12-0{day}"), [build.claim(f"d{day}", when=build.when(f"2025-12-0{day}"))])
    change = memory.add(build.document("new", "2025-12-05"), [build.claim("new", when=build.when("2025-12-05"))])
    assert [event.claims for event in change.events] == [("d5-0", "new-0")]
