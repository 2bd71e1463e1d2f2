"""Additions: documents and their claims put into the record, all or nothing."""

import zlib
from collections.abc import Iterator, Sequence, Set
from typing import Literal

import msgspec
from sqlalchemy import Connection, func, select, update

from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.store import rows
from sitrep.store.bulk import next_numbers, write_rows
from sitrep.store.derived import derive_from_claims, derive_from_documents
from sitrep.store.queries import count_change
from sitrep.store.tables import arrivals, claims, documents, sources, tombstones

Addition = Literal["added", "revised", "unchanged", "forgotten"]
NEWS = ("added", "revised")


class Reading(msgspec.Struct, frozen=True):
    """A document with its claims, and the bytes it was read from where they are to be kept."""

    document: Document
    claims: Sequence[Claim]
    source: bytes | None = None


class Known(msgspec.Struct, frozen=True):
    """A revision that is there already."""

    revision: int
    position: int
    content: str


def add_readings(connection: Connection, readings: Sequence[Reading], run: int) -> list[Addition]:
    """Keeps readings and returns what became of each: known words change nothing, other words under a known id are a revision.

    What was taken down is forgotten and stays so.

    On PostgreSQL other writers of the same documents wait until this transaction ends.
    """
    lock_documents(connection, [reading.document.id for reading in readings])
    outcomes: list[Addition] = []
    for part in _without_repeats(readings):
        outcomes += _add_part(connection, part, run)
    if any(outcome in NEWS for outcome in outcomes):
        count_change(connection, upheaval="revised" in outcomes)
    return outcomes


def write_claims(connection: Connection, found: Sequence[tuple[Claim, int, int]], run: int) -> None:
    """Keeps claims that hold from the run on, each with its document's revision and its position there."""
    numbers = next_numbers(connection, claims, len(found))
    numbered = list(zip(numbers, found, strict=True))
    places = [(claim, rows.ClaimPlace(number, revision, position, run)) for number, (claim, revision, position) in numbered]
    write_rows(connection, claims, [rows.claim_row(claim, place) for claim, place in places])
    derive_from_claims(connection, [(place.number, claim) for claim, place in places])


def lock_documents(connection: Connection, identifiers: Sequence[str]) -> None:
    """Makes other writers of these documents wait; SQLite has one writer anyway. The order of ids keeps two writers from a deadlock."""
    if connection.dialect.name == "postgresql":
        for identifier in sorted(set(identifiers)):
            connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(identifier.replace("\x00", " "), 0))))


def _add_part(connection: Connection, readings: Sequence[Reading], run: int) -> list[Addition]:
    """Keeps readings of which no two have one id."""
    identifiers = [reading.document.id for reading in readings]
    known = _known(connection, identifiers)
    down = set(connection.scalars(select(tombstones.c.document).where(tombstones.c.document.in_(identifiers))))
    outcomes = [_outcome(reading.document, known.get(reading.document.id, ()), down) for reading in readings]
    new = [reading for reading, outcome in zip(readings, outcomes, strict=True) if outcome in NEWS]
    numbers = next_numbers(connection, documents, len(new))
    placed = [(reading, _place(number, known.get(reading.document.id, ()), run)) for number, reading in zip(numbers, new, strict=True)]
    revised = [reading.document.id for reading, place in placed if place.revision > 1]
    if revised:
        connection.execute(update(documents).where(documents.c.id.in_(revised)).values(newest=False))
    write_rows(connection, documents, [rows.document_row(reading.document, place) for reading, place in placed])
    write_rows(connection, arrivals, [(place.number,) for _, place in placed])
    kept = [(place.number, zlib.compress(reading.source)) for reading, place in placed if reading.source is not None]
    write_rows(connection, sources, kept)
    derive_from_documents(connection, [(place.number, reading.document) for reading, place in placed])
    told = [(claim, place.revision, i) for reading, place in placed for i, claim in enumerate(reading.claims)]
    write_claims(connection, told, run)
    return outcomes


def _known(connection: Connection, identifiers: Sequence[str]) -> dict[str, list[Known]]:
    """Returns the revisions that are there already by id, the first one first."""
    table = documents
    wanted = select(table.c.id, table.c.revision, table.c.position, table.c.content).where(table.c.id.in_(identifiers))
    found: dict[str, list[Known]] = {}
    for row in connection.execute(wanted.order_by(table.c.revision)):
        found.setdefault(row.id, []).append(Known(row.revision, row.position, row.content))
    return found


def _outcome(document: Document, revisions: Sequence[Known], down: Set[str]) -> Addition:
    """Returns what becomes of a document beside the revisions that are there and what was taken `down` (ids)."""
    if document.id in down:
        return "forgotten"
    if any(row.content == rows.content_key(document) for row in revisions):
        return "unchanged"
    return "revised" if revisions else "added"


def _place(number: int, revisions: Sequence[Known], run: int) -> rows.Place:
    """Returns the place of a new revision; the first one's number stays the document's position."""
    return rows.Place(number, len(revisions) + 1, revisions[0].position if revisions else number, run)


def _without_repeats(readings: Sequence[Reading]) -> Iterator[list[Reading]]:
    """Yields readings in order, in parts in which no id comes twice."""
    part: dict[str, Reading] = {}
    for reading in readings:
        if reading.document.id in part:
            yield list(part.values())
            part = {}
        part[reading.document.id] = reading
    if part:
        yield list(part.values())
