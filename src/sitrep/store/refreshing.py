"""Refreshing: events and totals computed anew from claims and judgements, kept until those change."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from msgspec.structs import replace
from sqlalchemy import Connection, delete, select

from sitrep.model.bonds import Bond
from sitrep.model.claims import HAPPENED, Claim
from sitrep.model.events import Event, Extraction
from sitrep.model.texts import Document
from sitrep.store import rows
from sitrep.store.attachments import Attachment, attach, standing
from sitrep.store.bulk import write_rows
from sitrep.store.queries import batches, judgements, mark, readings, set_mark, stamp
from sitrep.store.tables import VIEWS, arrivals, attachments, decisions, events, former, members, sums, totals
from sitrep.store.tables import blocks as blocks_table
from sitrep.store.terms import TERM_KINDS, event_words, span_words
from sitrep.store.verdicts import reviewed
from sitrep.store.word_indexes import EVENT_WORDS

Readings = Sequence[tuple[Document, tuple[Claim, ...]]]
Merge = Callable[[Readings, Sequence[Bond]], Extraction]
Keys = Callable[[Sequence[Claim], Sequence[Document]], Mapping[str, Collection[str]]]


@dataclass(frozen=True, slots=True)
class View:
    """What was computed from claims and judgements, and the stamp of their state.

    `arrived` are the documents (numbers) that had come since the view before, `decided` the judgements; `blocks` are those of each
    claim (id), None where nobody wants them.
    """

    extraction: Extraction
    attachments: tuple[Attachment, ...]
    stamp: str
    arrived: tuple[int, ...] = ()
    decided: tuple[int, ...] = ()
    blocks: Mapping[str, Sequence[int]] | None = None


def is_fresh(connection: Connection, what: Literal["events", "totals"] = "events") -> bool:
    """Whether the kept events or totals were computed from claims and judgements as they are, by this program version."""
    return mark(connection, what) == stamp(connection)


def compute(connection: Connection, merge: Merge, keys: Keys | None = None) -> View:
    """Returns the events and totals of all claims, as people corrected them and without those they rejected.

    The stamp is taken first: what others write meanwhile makes the view stale, never fresher than it is.
    """
    state, kept = stamp(connection), list(readings(connection))
    arrived, decided = tuple(connection.scalars(select(arrivals.c.document))), tuple(connection.scalars(select(decisions.c.judgement)))
    attached = attach_all(connection, {document.id: claims for document, claims in kept})
    judged = judged_claims(attached)
    held = [(document, tuple(ruled(claims, judged))) for document, claims in kept]
    extraction = merge(held, [bond for each in attached for bond in each.bonds])
    blocks = keys and hashed(keys(extraction.claims, extraction.documents))
    return View(extraction, attached, state, arrived, decided, blocks)


def attach_all(connection: Connection, claims: Mapping[str, Sequence[Claim]]) -> tuple[Attachment, ...]:
    """Returns every judgement that stands with the claims it is about, earliest first; `claims` are today's by document (id)."""
    held = standing(judgements(connection))
    taken = {each.claim for judgement in held for each in (*judgement.targets, *judgement.others)}
    return tuple(attach(judgement, claims, taken) for judgement in held)


def keep(connection: Connection, view: View) -> None:
    """Puts a view in place of the one before it."""
    clear_views(connection)
    extraction = view.extraction
    publishers = {document.id: document.publisher for document in extraction.documents}
    write_events(connection, list(_numbered(extraction.events)), {claim.id: claim for claim in extraction.claims}, publishers)
    write_rows(connection, totals, [(position, rows.ENCODER.encode(total)) for position, total in enumerate(extraction.totals)])
    pairs = dict.fromkeys((each.judgement.id, claim) for each in view.attachments for claim in each.targets)
    write_rows(connection, attachments, list(pairs))
    keep_blocks(connection, view.blocks or {})
    settle(connection, view.arrived, view.decided)
    set_mark(connection, "growth", "" if view.blocks is None else f"{len(extraction.documents)} 0")
    set_mark(connection, "events", view.stamp)
    set_mark(connection, "totals", view.stamp)


def hashed(keys: Mapping[str, Collection[str]]) -> Mapping[str, Sequence[int]]:
    """Returns for each claim (id) its blocks as the record keeps them: of 64 bits, so that a few keys by chance share one."""
    return {claim: [block(key) for key in found] for claim, found in keys.items()}


def block(key: str) -> int:
    """Returns the number of a block."""
    return int.from_bytes(hashlib.blake2b(key.encode(errors="surrogatepass"), digest_size=8).digest(), signed=True)


def keep_blocks(connection: Connection, found: Mapping[str, Sequence[int]]) -> None:
    """Keeps the blocks of claims (ids), in the order in which the table holds them, which is the fastest to write."""
    write_rows(connection, blocks_table, sorted({(number, claim) for claim, numbers in found.items() for number in numbers}))


def settle(connection: Connection, arrived: Sequence[int], decided: Sequence[int]) -> None:
    """Notes that the events have followed documents and judgements (numbers)."""
    for column, numbers in ((arrivals.c.document, arrived), (decisions.c.judgement, decided)):
        for batch in batches(numbers):
            connection.execute(delete(column.table).where(column.in_(batch)))


def clear_views(connection: Connection) -> None:
    """Takes out all that was computed."""
    for table in VIEWS:
        connection.execute(delete(table))
    EVENT_WORDS.clear(connection)


def write_events(
    connection: Connection,
    numbered: Sequence[tuple[int, Event]],
    claims: Mapping[str, Claim],
    publishers: Mapping[str, str | None],
    others: Mapping[str, Event] = MappingProxyType({}),
) -> None:
    """Keeps events with their places in time, their sums, and the words of their claims (by id) and outlets (by document id).

    `others` are events that are kept already (by id), as far as these are parts of them.
    """
    write_rows(connection, events, [rows.event_row(event, number) for number, event in numbered])
    write_rows(connection, members, [(event.id, claim) for _, event in numbered for claim in dict.fromkeys(event.claims)])
    write_rows(connection, sums, [row for number, event in summed(numbered, others) for row in rows.sum_rows(event, number)])
    EVENT_WORDS.add(connection, indexed_words(numbered, claims, publishers))
    _keep_ids(connection, [event for _, event in numbered])


def indexed_words(
    numbered: Sequence[tuple[int, Event]], claims: Mapping[str, Claim], publishers: Mapping[str, str | None]
) -> list[tuple[int, list[str]]]:
    """Returns the words by which events are found, as the index holds them."""
    indexed = []
    for number, event in numbered:
        words = event_words(event, [claims[key] for key in event.claims if key in claims], publishers)
        indexed.append((number, [*(words[kind] for kind in TERM_KINDS), span_words(event)]))
    return indexed


def summed(numbered: Sequence[tuple[int, Event]], others: Mapping[str, Event] = MappingProxyType({})) -> Iterator[tuple[int, Event]]:
    """Yields the events that happened, without the figures that a larger event, of these or `others`, states already for all its parts."""
    by_id = {**others, **{event.id: event for _, event in numbered}}
    for number, event in numbered:
        if event.status in HAPPENED:
            stated: set[tuple[str, str]] = {(figure.measure, figure.item) for whole in _wholes(event, by_id) for figure in whole.figures}
            yield number, _without(event, stated)


def judged_claims(attached: Sequence[Attachment]) -> Mapping[str, list[Attachment]]:
    """Returns the judgements on each claim (id), earliest first."""
    found: defaultdict[str, list[Attachment]] = defaultdict(list)
    for each in attached:
        for claim in each.targets:
            found[claim].append(each)
    return found


def ruled(claims: Sequence[Claim], judged: Mapping[str, Sequence[Attachment]]) -> Iterator[Claim]:
    """Yields claims as people corrected them, without those they rejected."""
    for claim in claims:
        after = reviewed(claim, [each.judgement for each in judged.get(claim.id, ())])
        if after.review is None or after.review.verdict != "rejected":
            yield after


def _numbered(found: Sequence[Event]) -> Iterator[tuple[int, Event]]:
    """Yields events with their places in the order of time; two that would share a place get neighbouring ones, by id."""
    taken: set[int] = set()
    for event in sorted(found, key=lambda event: event.id):
        number = rows.event_number(event)
        while number in taken:
            number += 1
        taken.add(number)
        yield number, event


def _wholes(event: Event, by_id: Mapping[str, Event]) -> Iterator[Event]:
    """Yields the larger events that an event is part of, the nearest first."""
    seen = {event.id}
    above = by_id.get(event.part_of or "")
    while above is not None and above.id not in seen:
        seen.add(above.id)
        yield above
        above = by_id.get(above.part_of or "")


def _without(event: Event, stated: set[tuple[str, str]]) -> Event:
    """Returns an event without some of its figures."""
    if not stated:
        return event
    return replace(event, figures=tuple(figure for figure in event.figures if (figure.measure, figure.item) not in stated))


def _keep_ids(connection: Connection, found: Sequence[Event]) -> None:
    """Keeps each event's id for good, with its earliest claim."""
    new = {event.id: event.claims[0] for event in found if event.claims}
    known: dict[str, str] = {}
    for batch in batches(list(new)):
        known |= {row.event: row.claim for row in connection.execute(select(former).where(former.c.event.in_(batch)))}
    moved = [event for event, claim in known.items() if claim != new[event]]
    for batch in batches(moved):
        connection.execute(delete(former).where(former.c.event.in_(batch)))
    write_rows(connection, former, [(event, claim) for event, claim in new.items() if known.get(event) != claim])
