"""Events and totals: what many claims together tell, computed anew from the claims each time."""

from collections.abc import Collection, Sequence
from typing import Literal

import msgspec

from sitrep.model.actors import Actor
from sitrep.model.claims import Claim, Service, ServiceName, Status
from sitrep.model.figures import Item, Measure
from sitrep.model.issues import Issue
from sitrep.model.places import Place
from sitrep.model.reasons import Explanation, Refusal
from sitrep.model.texts import Document
from sitrep.model.times import When

Agreement = Literal["agreed", "compatible", "conflicting"]


class Bounds(msgspec.Struct, frozen=True):
    """Inclusive bounds; None is an open end."""

    low: int | None = None
    high: int | None = None


class EventFigure(msgspec.Struct, frozen=True):
    """All that was said of one measure and item of one event.

    `best` is what the named `rule` shows; `low` and `high` span all claims that count the whole. `claims` are ids, in the order in which
    they were said; of these `parts` count a part: a district of the city, some of the people.
    """

    measure: Measure
    item: Item
    best: Bounds
    low: int | None
    high: int | None
    agreement: Agreement
    rule: str
    claims: tuple[str, ...]
    parts: tuple[str, ...] = ()


class Outage(msgspec.Struct, frozen=True):
    """What became of one service in one outage: ISO days on which it was first told as lost (or reduced), being restored, and restored.

    None where nobody says so, or not when; `days` lie between the loss and the return, None while either is unknown.
    """

    service: ServiceName
    lost: str | None = None
    being_restored: str | None = None
    restored: str | None = None
    days: int | None = None


class Stage(msgspec.Struct, frozen=True):
    """A status that an event was told to have, by which claim (id), and when that was published (ISO), None where unknown."""

    status: Status
    said: str | None
    claim: str


class Event(msgspec.Struct, frozen=True):
    """One happening, with the claims that tell of it (ids, earliest first) and the documents they stand in (ids).

    `part_of` is the id of the larger event it belongs to; `state` is open or closed for DISRUPT, else None;
    `conditions` are ids of the claims that state conditions for it; `life` the changes of its status as they were told, empty where
    there was none; `outages` the services that failed; `issues` what its figures leave
    in doubt when they are taken together.
    """

    id: str
    type: str
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    independent_sources: int
    mode: str | None = None
    status: Status = "occurred"
    when: When = When()
    places: tuple[Place, ...] = ()
    actor: Actor | None = None
    target: Actor | None = None
    participants: tuple[Actor, ...] = ()
    figures: tuple[EventFigure, ...] = ()
    services: tuple[Service, ...] = ()
    part_of: str | None = None
    conditions: tuple[str, ...] = ()
    life: tuple[Stage, ...] = ()
    outages: tuple[Outage, ...] = ()
    issues: tuple[Issue, ...] = ()
    state: Literal["open", "closed"] | None = None


class IncidentSum(msgspec.Struct, frozen=True):
    """The sum over the single incidents of a total's span, and the events it was made of.

    `days` is the number of days in the span, None where an end is open; on `covered` of them an incident states a number.
    """

    low: int | None
    high: int | None
    events: tuple[str, ...]
    covered: int = 0
    days: int | None = None


class Total(msgspec.Struct, frozen=True):
    """A number stated for a period, never summed with incidents; `from_incidents` stands beside it.

    `difference` is what the total states beyond the sum, end by end, None where one of the two is open; `actor` is who did what is counted,
    `target` to whom. `id` stays the same as long as anybody states the same count for the same span, places and side.
    """

    measure: Measure
    item: Item
    low: int | None
    high: int | None
    when: When
    places: tuple[Place, ...]
    claims: tuple[str, ...]
    from_incidents: IncidentSum
    type: str | None = None
    actor: Actor | None = None
    difference: Bounds = Bounds()
    target: Actor | None = None
    id: str = ""

    @property
    def order(self) -> tuple[str, str, str, str]:
        """The key by which totals stand in the order of time, those without a beginning first."""
        return self.when.start or "", self.when.end or "", self.type or "", self.id


class Difference(msgspec.Struct, frozen=True):
    """By how much a running total grew between two statements: from the day after the end of the first to that of the second.

    Nobody stated it: it is computed from the two (`claims` of both), and never part of a sum.
    """

    measure: Measure
    item: Item
    low: int | None
    high: int | None
    when: When
    places: tuple[Place, ...]
    claims: tuple[str, ...]


class Row(msgspec.Struct, frozen=True):
    """One sum over incidents: of one measure and item, and of all events that share the `keys` (name and value, None where unknown).

    `low` and `high` sum the figures that are shown, `least` and `most` the span of all that was said; None is an open end, all four
    are None where no event states a number. `events` and `documents` are ids; `stated` are the totals stated for the same.
    """

    keys: tuple[tuple[str, str | None], ...]
    measure: Measure
    item: Item
    low: int | None
    high: int | None
    least: int | None
    most: int | None
    events: tuple[str, ...]
    documents: tuple[str, ...]
    stated: tuple[Total, ...]


class Changes(msgspec.Struct, frozen=True):
    """What has changed in a record: claims as they are now, with at least their documents, and what is left of how they were.

    `claims` are new ones, and known ones that are otherwise than before. `gone` are the ids of claims that are no more; `near` of
    those that shared a block with a gone or changed one as it was.
    """

    claims: Sequence[Claim]
    documents: Sequence[Document]
    gone: Collection[str] = ()
    near: Collection[str] = ()


class Increment(msgspec.Struct, frozen=True):
    """What new claims change: the events that hold them and those near by, as they are now, and the ids of those that are no more.

    `totals` are those that the new claims state, without what incidents come to.
    """

    events: tuple[Event, ...] = ()
    gone: tuple[str, ...] = ()
    totals: tuple[Total, ...] = ()


class Extraction(msgspec.Struct, frozen=True):
    """What `sitrep extract --format json` prints."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    totals: tuple[Total, ...]


class ExplainedExtraction(Extraction, frozen=True):
    """The same with `--explain`: `explanations` in the order of the claims, and the words that became no claim."""

    explanations: tuple[Explanation, ...]
    passed_over: tuple[Refusal, ...]
