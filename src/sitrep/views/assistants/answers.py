"""Answers: what a tool gives back; whatever is counted or claimed stands beside the words that it rests on.

They are plain dataclasses, without slots, as the protocol's library makes the schema of an answer from them.
"""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """What one speaker said in one report: `words` are its own, `says` is how they were read; null where it does not tell."""

    claim: str
    document: str
    says: str
    words: str
    context: str
    speaker: str
    side: str | None
    outlet: str | None
    published: str | None
    title: str | None
    url: str | None
    rejected: bool


@dataclass(frozen=True, kw_only=True)
class FoundEvidence:
    """Evidence that was asked for; `left_out` pieces more are there, and `next` goes on."""

    evidence: list[Evidence]
    left_out: int = 0
    next: str | None = None


@dataclass(frozen=True, kw_only=True)
class CountAnswer:
    """One count of an event: `low` and `high` are shown by `rule`, `least` and `most` span all that was said; null is an open end."""

    measure: str
    item: str
    low: int | None
    high: int | None
    least: int | None
    most: int | None
    agreement: str
    rule: str
    evidence: list[Evidence]


@dataclass(frozen=True, kw_only=True)
class EventAnswer:
    """One event, each count with everything that was said of it; `evidence` is what was said besides."""

    id: str
    type: str
    mode: str | None
    status: str
    start: str | None
    end: str | None
    places: list[str]
    country: str | None
    actor: str | None
    target: str | None
    services: list[str]
    independent_sources: int
    counts: list[CountAnswer]
    evidence: list[Evidence]


@dataclass(frozen=True, kw_only=True)
class FoundEvents:
    """Events that pass the filters, in the order of time; `next` goes on, null at the end."""

    events: list[EventAnswer]
    next: str | None = None


@dataclass(frozen=True, kw_only=True)
class StatedTotal:
    """What somebody stated for a whole period; it is never part of a sum."""

    low: int | None
    high: int | None
    start: str | None
    end: str | None
    evidence: list[Evidence]


@dataclass(frozen=True, kw_only=True)
class SumAnswer:
    """A sum over single incidents, of `events` (ids); `evidence` is for the first of them, `left_out` pieces more are theirs."""

    groups: dict[str, str | None]
    measure: str
    item: str
    low: int | None
    high: int | None
    least: int | None
    most: int | None
    events: list[str]
    evidence: list[Evidence]
    left_out: int
    stated: list[StatedTotal]


@dataclass(frozen=True, kw_only=True)
class FoundSums:
    """Sums over incidents; `left_out` rows more are there."""

    sums: list[SumAnswer]
    left_out: int = 0


@dataclass(frozen=True, kw_only=True)
class ChangeAnswer:
    """What can be told of a count against the time before: `verdict` is rose, fell, steady, sources-changed or too-little."""

    sentence: str
    verdict: str
    events: list[str]
    evidence: list[Evidence]
    left_out: int


@dataclass(frozen=True, kw_only=True)
class FoundChanges:
    """Changes of one span against those before it, with the coverage that they are told on."""

    coverage: str
    changes: list[ChangeAnswer]
