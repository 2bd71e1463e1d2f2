"""Marks: how much of a golden case the program gets right, slot by slot."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import msgspec

from sitrep.model.claims import Claim
from sitrep.views.evaluation.names import same_name
from tests.golden.cases import Case, Expected, name_of

Slot = Callable[[Expected, Claim], float]


@dataclass(slots=True)
class Mark:
    """Right and asked slots of one case, and what is wrong in words; a claim that is missing or too many costs all of its slots."""

    right: float = 0.0
    asked: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    @property
    def share(self) -> float:
        """The share of slots that are right, 1 for a case that rightly has no claim."""
        return self.right / self.asked if self.asked else float(self.is_whole)


def mark(case: Case, claims: Sequence[Claim]) -> Mark:
    """Compares the claims read from a case with those expected."""
    result = Mark()
    pairs = paired(case, claims)
    for index, expected in enumerate(case.claims):
        if index in pairs:
            mark_pair(expected, claims[pairs[index]], result)
        else:
            result.asked += len(SLOTS)
            result.faults.append(f"missing {expected.type} {expected.mode} {expected.evidence or ''}".rstrip())
    for index, claim in enumerate(claims):
        if index not in pairs.values():
            result.asked += len(SLOTS)
            result.faults.append(f"too many: {claim.type} {claim.mode} {claim.evidence[0].text if claim.evidence else ''}")
    return result


def mark_pair(expected: Expected, claim: Claim, result: Mark) -> None:
    """Adds the marks of one claim that was found."""
    for name, slot in SLOTS.items():
        share = slot(expected, claim)
        result.asked += 1
        result.right += share
        if share < 1:
            result.faults.append(f"{expected.type} {name}: {shown(name, claim)}, expected {expected_words(name, expected)}")


def paired(case: Case, claims: Sequence[Claim]) -> dict[int, int]:
    """Returns which claim answers which expected one: same type and shared evidence, those with the most slots in common first."""
    chances = sorted(
        (
            (agreement(wanted, claim), -i, -j)
            for i, wanted in enumerate(case.claims)
            for j, claim in enumerate(claims)
            if meets(case, wanted, claim)
        ),
        reverse=True,
    )
    pairs: dict[int, int] = {}
    for _, i, j in chances:
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def meets(case: Case, expected: Expected, claim: Claim) -> bool:
    """Whether a claim is of the expected type and rests on some of the expected words."""
    start = case.text.find(expected.evidence) if expected.evidence else 0
    end = start + len(expected.evidence or case.text)
    return claim.type == expected.type and any(span.overlaps(start, end) for span in claim.evidence)


def agreement(expected: Expected, claim: Claim) -> float:
    """Returns how many slots agree."""
    return sum(slot(expected, claim) for slot in SLOTS.values())


def days(expected: Expected, claim: Claim) -> float:
    """Half for each end that is right."""
    return 0.5 * (expected.start == claim.when.first_day) + 0.5 * (expected.end == claim.when.last_day)


def overlap(expected: Sequence[object], found: Sequence[object], same: Callable[[object, object], bool]) -> float:
    """The harmonic mean of precision and recall, 1 where both are empty."""
    left, hits = list(found), 0
    for wanted in expected:
        match = next((index for index, other in enumerate(left) if same(wanted, other)), None)
        if match is not None:
            del left[match]
            hits += 1
    return 2 * hits / (len(expected) + len(found)) if expected or found else 1.0


def names(expected: Iterable[str], found: Iterable[str]) -> float:
    """How far two lists of names agree."""
    return overlap(tuple(expected), tuple(found), lambda one, other: same_name(str(one), str(other)))


def figures(expected: Expected, claim: Claim) -> float:
    """How far the figures agree in measure, item, bounds and whether they are approximate."""
    found = [(each.measure, each.item, each.low, each.high, each.approx) for each in claim.figures]
    return overlap([msgspec.structs.astuple(each) for each in expected.figures], found, lambda one, other: one == other)


def services(expected: Expected, claim: Claim) -> float:
    """How far the services agree."""
    wanted = [(each.service, each.status) for each in expected.services]
    return overlap(wanted, [(each.service, each.status) for each in claim.services], lambda one, other: one == other)


def target(expected: Expected, claim: Claim) -> float:
    """Whether the target is right, or not asked for."""
    return float(expected.target is msgspec.UNSET or same_name(expected.target or None, name_of(claim.target)))


SLOTS: dict[str, Slot] = {
    "mode": lambda expected, claim: float(expected.mode == claim.mode),
    "status": lambda expected, claim: float(expected.status == claim.status),
    "scope": lambda expected, claim: float(expected.scope == claim.scope),
    "days": days,
    "places": lambda expected, claim: names(expected.places, (place.name for place in claim.places)),
    "actor": lambda expected, claim: float(same_name(expected.actor, name_of(claim.actor))),
    "target": target,
    "source": lambda expected, claim: float(same_name(expected.source, claim.source.name if claim.source else None)),
    "participants": lambda expected, claim: names(expected.participants, (each.name for each in claim.participants)),
    "figures": figures,
    "services": services,
}


def shown(slot: str, claim: Claim) -> str:
    """Returns what a claim says in a slot."""
    if slot == "days":
        return f"{claim.when.first_day}..{claim.when.last_day}"
    if slot == "figures":
        return ", ".join(f"{each.measure} {each.item} {each.low}..{each.high}" for each in claim.figures) or "none"
    value = getattr(claim, slot)
    listed = value if isinstance(value, tuple) else (value,)
    return ", ".join(str(getattr(each, "name", each)) for each in listed) or "none"


def expected_words(slot: str, expected: Expected) -> str:
    """Returns what is expected in a slot."""
    if slot == "days":
        return f"{expected.start}..{expected.end}"
    if slot == "figures":
        return ", ".join(f"{each.measure} {each.item} {each.low}..{each.high}" for each in expected.figures) or "none"
    value = getattr(expected, slot)
    return ", ".join(map(str, value)) or "none" if isinstance(value, tuple) else str(value)


def constructions(cases: Iterable[Case], whole: Callable[[Case], bool]) -> dict[str, tuple[int, int]]:
    """Returns for each construction how many of its cases are whole, and how many there are."""
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for case in cases:
        for name in case.shows:
            asked[name] += 1
            right[name] += whole(case)
    return {name: (right[name], asked[name]) for name in sorted(asked)}
