"""Growths: how the kept events follow documents that came, without a merge of everything."""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, delete, select

import sitrep
from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim
from sitrep.model.events import Event, Increment, Total
from sitrep.model.texts import Document
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
from sitrep.store.tables import arrivals, documents, events, members, sums, totals
from sitrep.store.word_indexes import EVENT_WORDS

MergeNew = Callable[[Sequence[Claim], Sequence[Document], Neighbourhood, Sequence[Bond]], Increment]


@dataclass(frozen=True, slots=True)
class Growth:
    """How events follow new claims: `keys` gives the blocks of claims, `merge` what new claims change.

    All is merged anew once so large a `share` of the documents has come since it was merged last.
    """

    keys: Keys
    merge: MergeNew
    share: float = 0.1


@dataclass(frozen=True, slots=True)
class Grown:
    """What documents that came change in the events of an earlier state, `base`; the other fields are those of a `View`."""

    base: str
    stamp: str
    growth: str
    arrived: tuple[int, ...]
    events: Sequence[Event]
    gone: Sequence[str]
    totals: Sequence[Total]
    blocks: Mapping[str, Sequence[int]]


def view_of(connection: Connection, merge: Merge, growth: Growth | None) -> View | Grown:
    """Returns the events and totals as they are now: what changed where documents did no more than come, else all."""
    grown = _grown(connection, growth) if growth else None
    return grown or compute(connection, merge, growth.keys if growth else None)


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
    """Returns what documents that came change; None where more has changed, or too many have come."""
    state, base = stamp(connection), mark(connection, "events") or ""
    found = connection.execute(select(documents).join(arrivals, arrivals.c.document == documents.c.number)).all()
    after = _growth_after(connection, growth, len(found))
    reports = [rows.read_document(row) for row in found]
    if after is None or not _only_grew(connection, base) or _are_judged(connection, reports):
        return None
    new = [claim for report in reports for claim in claims_of(connection, report.id)]
    change = growth.merge(new, reports, Neighbourhood(connection), _bonds(connection)) if new else Increment()
    arrived = tuple(row.number for row in found)
    return Grown(base, state, after, arrived, change.events, change.gone, change.totals, hashed(growth.keys(new, reports)))


def _growth_after(connection: Connection, growth: Growth, arrived: int) -> str | None:
    """Returns how the record will have grown since all was merged; None where that is too much, or no blocks are kept."""
    noted = mark(connection, "growth")
    if not noted:
        return None
    whole, since = map(int, noted.split())
    return f"{whole} {since + arrived}" if since + arrived <= (whole + 1) * growth.share else None


def _only_grew(connection: Connection, base: str) -> bool:
    """Whether documents did no more than come since a state, and this version of the program computed its events."""
    count, _, version = base.partition(" ")
    return version == sitrep.__version__ and int(mark(connection, "upheaval") or 0) <= int(count)


def _are_judged(connection: Connection, reports: Sequence[Document]) -> bool:
    """Whether a judgement is about one of these reports, which were there before, then."""
    known = {report.id for report in reports}
    return any(each.document in known for made in judgements(connection) for each in (*made.targets, *made.others))


def _bonds(connection: Connection) -> list[Bond]:
    """Returns what people decided of which claims are one event, earliest first."""
    made = [each for each in standing(judgements(connection)) if each.action in ("merge", "split")]
    named = {each.document for found in made for each in (*found.targets, *found.others)}
    attached = attach_all(connection, {document: claims_of(connection, document) for document in named}) if named else ()
    return [bond for each in attached for bond in each.bonds]


def _keep_grown(connection: Connection, view: Grown) -> None:
    """Puts the events that changed in place of those before."""
    before = _events_by_id(connection, [*(event.id for event in view.events), *view.gone])
    same = {event.id for event in view.events if before.get(event.id, (0, None))[1] == event}
    new = [event for event in view.events if event.id not in same]
    old = [pair for key, pair in before.items() if key not in same]
    told = [*new, *(event for _, event in old)]
    by_id = {claim.id: claim for claim in claims_by_id(connection, list(dict.fromkeys(key for event in told for key in event.claims)))}
    publishers = _publishers(connection, {claim.document for claim in by_id.values()})
    _remove(connection, old, by_id, publishers)
    others = _with_wholes(connection, view.events)
    write_events(connection, list(_numbered(connection, new)), by_id, publishers, others)
    stay = [before[key] for key in sorted(same)]
    _remove_by(connection, sums.c.event, [number for number, _ in stay])
    write_rows(connection, sums, [row for number, event in summed(stay, others) for row in rows.sum_rows(event, number)])
    _keep_totals(connection, view.totals)
    keep_blocks(connection, view.blocks)
    settle(connection, view.arrived)
    set_mark(connection, "growth", view.growth)
    set_mark(connection, "events", view.stamp)
    set_mark(connection, "totals", view.stamp)


def _keep_totals(connection: Connection, stated: Sequence[Total]) -> None:
    """Puts totals in place of those with their ids; others stay."""
    if not stated:
        return
    kept = {rows.TOTALS.decode(row.body).id: row.position for row in connection.execute(select(totals))}
    new = itertools.count(max(kept.values(), default=-1) + 1)
    placed = {each.id: kept.get(each.id) for each in stated}
    _remove_by(connection, totals.c.position, [position for position in placed.values() if position is not None])
    numbered = [(next(new) if (at := placed[each.id]) is None else at, rows.ENCODER.encode(each)) for each in stated]
    write_rows(connection, totals, numbered)


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
