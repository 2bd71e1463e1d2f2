"""Growths: how the kept events follow documents that came and decisions, without a merge of everything."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, delete, func, select

import sitrep
from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim
from sitrep.model.events import Changes, Event, Increment, Total
from sitrep.store import rows
from sitrep.store.attachments import standing
from sitrep.store.bulk import write_rows
from sitrep.store.neighbourhoods import Neighbourhood
from sitrep.store.queries import Key, batches, claims_by_id, claims_of, judgements, mark, set_mark, stamp
from sitrep.store.refreshing import (
    Keys,
    Merge,
    View,
    attach_all,
    compute,
    hashed,
    indexed_words,
    keep,
    keep_blocks,
    settle,
    summed,
    write_events,
)
from sitrep.store.rulings import Ruling, keep_ruling, ruling_of
from sitrep.store.tables import arrivals, blocks, decisions, documents, events, members, sums, totals
from sitrep.store.word_indexes import EVENT_WORDS

Blocks = Mapping[str, Sequence[int]]
MergeNear = Callable[[Changes, Neighbourhood, Sequence[Bond]], Increment]


@dataclass(frozen=True, slots=True)
class Growth:
    """How events follow what came and was decided: `keys` gives the blocks of claims, `merge` what claims that changed change.

    All is merged anew once so large a `share` of the documents has come since it was merged last.
    """

    keys: Keys
    merge: MergeNear
    share: float = 0.1


@dataclass(frozen=True, slots=True)
class Grown:
    """What documents that came, and decisions, change in the events of an earlier state, `base`; other fields are those of a `View`.

    `ruling` are the decisions; `blocks` are added, `left` taken away.
    """

    base: str
    stamp: str
    growth: str
    arrived: tuple[int, ...]
    ruling: Ruling
    events: Sequence[Event]
    gone: Sequence[str]
    totals: Sequence[Total]
    blocks: Blocks
    left: Blocks


def view_of(connection: Connection, merge: Merge, growth: Growth | None) -> View | Grown:
    """Returns the events and totals as they are now: what changed where documents only came and people only decided, else all."""
    grown = _grown(connection, growth) if growth else None
    return grown or compute(connection, merge, growth.keys if growth else None)


def is_short(connection: Connection, growth: Growth | None, most: int) -> bool:
    """Whether no more than `most` documents came and as many decisions were made, so that the events follow from what lies near."""
    few = all((connection.scalar(select(func.count()).select_from(table)) or 0) <= most for table in (arrivals, decisions))
    arrived = connection.scalar(select(func.count()).select_from(arrivals)) or 0
    base = mark(connection, "events") or ""
    return few and growth is not None and _only_grew(connection, base) and _growth_after(connection, growth, arrived) is not None


def keep_any(connection: Connection, view: View | Grown) -> bool:
    """Keeps a view, and returns whether the record is still in the state that it was computed from."""
    if stamp(connection) != view.stamp or (isinstance(view, Grown) and mark(connection, "events") != view.base):
        return False
    if isinstance(view, View):
        keep(connection, view)
    else:
        _keep_grown(connection, view)
    return True


def _grown(connection: Connection, growth: Growth) -> Grown | None:
    """Returns what documents that came and decisions change; None where more has changed, or too many documents have come."""
    state, base = stamp(connection), mark(connection, "events") or ""
    found = connection.execute(select(documents).join(arrivals, arrivals.c.document == documents.c.number)).all()
    after = _growth_after(connection, growth, len(found))
    if after is None or not _only_grew(connection, base):
        return None
    reports = [rows.read_document(row) for row in found]
    ruling = ruling_of(connection, reports)
    there = Neighbourhood(connection, ruling.gone)
    told = [*reports, *there.documents(ruling.documents - {report.id for report in reports})]
    left = growth.keys(ruling.before, told)
    near = there.claims_under({key for keys in left.values() for key in keys})
    changes = Changes(ruling.now, told, ruling.gone, near)
    change = growth.merge(changes, there, _bonds(connection)) if ruling.now or ruling.gone else Increment()
    kept, arrived = hashed(growth.keys(ruling.now, told)), tuple(row.number for row in found)
    return Grown(base, state, after, arrived, ruling, change.events, change.gone, change.totals, kept, hashed(left))


def _growth_after(connection: Connection, growth: Growth, arrived: int) -> str | None:
    """Returns how the record will have grown since all was merged; None where that is too much, or no blocks are kept."""
    noted = mark(connection, "growth")
    if not noted:
        return None
    whole, since = map(int, noted.split())
    return f"{whole} {since + arrived}" if since + arrived <= (whole + 1) * growth.share else None


def _only_grew(connection: Connection, base: str) -> bool:
    """Whether since a state documents only came and people only decided, and this version of the program computed its events."""
    count, _, version = base.partition(" ")
    return version == sitrep.__version__ and int(mark(connection, "upheaval") or 0) <= int(count)


def _bonds(connection: Connection) -> list[Bond]:
    """Returns what people decided of which claims are one event, earliest first."""
    made = [each for each in standing(judgements(connection)) if each.action in ("merge", "split")]
    named = {each.document for found in made for each in (*found.targets, *found.others)}
    attached = attach_all(connection, {document: claims_of(connection, document) for document in named}) if named else ()
    return [bond for each in attached for bond in each.bonds]


def _keep_grown(connection: Connection, view: Grown) -> None:
    """Puts the events that changed in place of those before."""
    _remove_blocks(connection, view.left)
    keep_ruling(connection, view.ruling)
    before = _events_by_id(connection, [*(event.id for event in view.events), *view.gone])
    same = {event.id for event in view.events if before.get(event.id, (0, None))[1] == event and not view.ruling.touches(event)}
    new = [event for event in view.events if event.id not in same]
    old = [pair for key, pair in before.items() if key not in same]
    told = [*new, *(event for _, event in old)]
    by_id = {claim.id: claim for claim in claims_by_id(connection, list(dict.fromkeys(key for event in told for key in event.claims)))}
    publishers = _publishers(connection, {claim.document for claim in by_id.values()})
    _remove(connection, old, {**by_id, **{claim.id: claim for claim in view.ruling.before}}, publishers)
    others = _with_wholes(connection, view.events)
    write_events(connection, list(_numbered(connection, new)), by_id, publishers, others)
    stay = [before[key] for key in sorted(same)]
    _remove_by(connection, sums.c.event, [number for number, _ in stay])
    write_rows(connection, sums, [row for number, event in summed(stay, others) for row in rows.sum_rows(event, number)])
    _keep_totals(connection, view.totals, view.ruling)
    keep_blocks(connection, view.blocks)
    settle(connection, view.arrived, view.ruling.decided)
    set_mark(connection, "growth", view.growth)
    set_mark(connection, "events", view.stamp)
    set_mark(connection, "totals", view.stamp)


def _keep_totals(connection: Connection, stated: Sequence[Total], ruling: Ruling) -> None:
    """Puts totals in place of those with their ids, and of those that a turned claim stated; others stay."""
    turned = {claim.id for claim in ruling.before if claim.scope == "period_total"}
    if not stated and not turned:
        return
    kept = [(row.position, rows.TOTALS.decode(row.body)) for row in connection.execute(select(totals))]
    named = {each.id for each in stated}
    _remove_by(connection, totals.c.position, [at for at, each in kept if each.id in named or not turned.isdisjoint(each.claims)])
    first = max((at for at, _ in kept), default=-1) + 1
    write_rows(connection, totals, [(at, rows.ENCODER.encode(each)) for at, each in enumerate(stated, first)])


def _remove_blocks(connection: Connection, left: Blocks) -> None:
    """Takes claims (ids) out of blocks."""
    for claim, numbers in left.items():
        for batch in batches(list(numbers)):
            connection.execute(delete(blocks).where(blocks.c.block.in_(batch), blocks.c.claim == claim))


def _events_by_id(connection: Connection, identifiers: Sequence[str]) -> dict[str, tuple[int, Event]]:
    """Returns the kept events of those ids, each with its number."""
    found: dict[str, tuple[int, Event]] = {}
    for batch in batches(identifiers):
        wanted = select(events.c.number, events.c.id, events.c.body).where(events.c.id.in_(batch))
        found |= {row.id: (row.number, rows.EVENTS.decode(row.body)) for row in connection.execute(wanted)}
    return found


def _publishers(connection: Connection, identifiers: Iterable[str]) -> dict[str, str | None]:
    """Returns the outlets of documents (ids)."""
    found: dict[str, str | None] = {}
    for batch in batches(sorted(identifiers)):
        wanted = select(documents.c.id, documents.c.publisher).where(documents.c.id.in_(batch), documents.c.newest)
        found |= {row.id: row.publisher for row in connection.execute(wanted)}
    return found


def _remove(
    connection: Connection, old: Sequence[tuple[int, Event]], told: Mapping[str, Claim], publishers: Mapping[str, str | None]
) -> None:
    """Takes events out, with all that was kept for them but for their ids."""
    EVENT_WORDS.remove(connection, indexed_words(old, told, publishers))
    numbers = [number for number, _ in old]
    _remove_by(connection, sums.c.event, numbers)
    _remove_by(connection, events.c.number, numbers)
    _remove_by(connection, members.c.event, [event.id for _, event in old])


def _remove_by(connection: Connection, column: Column[Any], values: Sequence[Key]) -> None:
    """Deletes the rows of a table that have one of the values."""
    for batch in batches(values):
        connection.execute(delete(column.table).where(column.in_(batch)))


def _with_wholes(connection: Connection, found: Sequence[Event]) -> dict[str, Event]:
    """Returns events by id, with all that they are parts of."""
    known = {event.id: event for event in found}
    missing = {event.part_of for event in found if event.part_of} - known.keys()
    while missing:
        above = {key: event for key, (_, event) in _events_by_id(connection, sorted(missing)).items()}
        known |= above
        missing = {event.part_of for event in above.values() if event.part_of} - known.keys()
    return known


def _numbered(connection: Connection, found: Sequence[Event]) -> Iterator[tuple[int, Event]]:
    """Yields events with their places in the order of time, none of which is taken."""
    taken: set[int] = set()
    for event in sorted(found, key=lambda event: event.id):
        number = rows.event_number(event)
        while number in taken or connection.scalar(select(events.c.number).where(events.c.number == number)) is not None:
            number += 1
        taken.add(number)
        yield number, event
