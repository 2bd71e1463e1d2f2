"""Queries: what is read and marked inside one transaction."""

import itertools
import zlib
from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, Integer, bindparam, case, cast, delete, exists, func, literal, select, true
from sqlalchemy.dialects import postgresql, sqlite

import sitrep
from sitrep.model.claims import Claim
from sitrep.model.events import Event, Total
from sitrep.model.judgements import Judgement
from sitrep.model.texts import Document
from sitrep.store import rows
from sitrep.store.bulk import next_numbers, write_rows
from sitrep.store.tables import attachments, claims, decisions, documents, events, former, marks, members, sources, sums
from sitrep.store.tables import issues as issues_table
from sitrep.store.tables import judgements as judgements_table
from sitrep.store.tables import totals as totals_table
from sitrep.store.verdicts import VERDICTS, reviewed

Key = TypeVar("Key", str, int)

BATCH = 500
STREAMED = {"yield_per": BATCH}
HOLDS = claims.c.until.is_(None) & documents.c.newest
OF_DOCUMENT = (claims.c.document == documents.c.id) & (claims.c.revision == documents.c.revision)
HOLDING = claims.join(documents, OF_DOCUMENT)
MARK = select(marks.c.value).where(marks.c.name == bindparam("name"))


def mark(connection: Connection, name: str) -> str | None:
    """Returns a fact about the record, None where it was never noted."""
    return connection.scalar(MARK, {"name": name})


def set_mark(connection: Connection, name: str, value: str) -> None:
    """Notes a fact about the record."""
    _put_mark(connection, name, value, literal(value))


def count_change(connection: Connection, *, upheaval: bool = True) -> None:
    """Counts a change of claims or judgements, so that events are computed anew at the next look.

    New documents alone are no upheaval, nor are judgements: events follow them from what lies near.
    """
    counted = cast(cast(marks.c.value, Integer) + 1, marks.c.value.type)
    _put_mark(connection, "changes", "1", counted)
    if upheaval:
        set_mark(connection, "upheaval", mark(connection, "changes") or "1")


def _put_mark(connection: Connection, name: str, first: str, later: ColumnElement[str]) -> None:
    """Notes a fact for the first time, else as `later`; of several programs that note one at once each waits for the other."""
    insert_new = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    new = insert_new(marks).values(name=name, value=first)
    connection.execute(new.on_conflict_do_update(index_elements=[marks.c.name], set_={marks.c.value: later}))


def stamp(connection: Connection) -> str:
    """Returns what events are computed from: the count of changes to claims and judgements, and the program version."""
    return f"{mark(connection, 'changes') or 0} {sitrep.__version__}"


def has_document(connection: Connection, document: Document) -> bool:
    """Whether any revision of the document has these words."""
    same = (documents.c.id == document.id) & (documents.c.content == rows.content_key(document))
    return connection.scalar(select(documents.c.revision).where(same).limit(1)) is not None


def documents_published(connection: Connection, first: str, last: str) -> list[Document]:
    """Returns the newest revision of every document whose day of publication lies between two ISO days, both inclusive."""
    day = func.substr(documents.c.published, 1, len(first))
    wanted = select(documents).where(documents.c.newest, day >= first, day <= last)
    return [rows.read_document(row) for row in connection.execute(wanted.order_by(documents.c.published, documents.c.position))]


def published_span(connection: Connection) -> tuple[str, str] | None:
    """Returns the first and the last publication of a document, None where no document has a date."""
    first, last = func.min(documents.c.published), func.max(documents.c.published)
    found = connection.execute(select(first, last).where(documents.c.newest)).one()
    return None if found[0] is None else (found[0], found[1])


def newest_document(connection: Connection, identifier: str) -> Document | None:
    """Returns the newest revision of the document of that id, None where there is none."""
    row = connection.execute(select(documents).where(documents.c.newest, documents.c.id == identifier)).one_or_none()
    return None if row is None else rows.read_document(row)


def newest_documents(connection: Connection) -> Iterator[Document]:
    """Yields the newest revision of every document, in the order in which they came."""
    wanted = select(documents).where(documents.c.newest).order_by(documents.c.position)
    return (rows.read_document(row) for row in connection.execute(wanted, execution_options=STREAMED))


def revisions(connection: Connection, identifier: str) -> list[Document]:
    """Returns all revisions of the document of that id, the newest last."""
    wanted = select(documents).where(documents.c.id == identifier).order_by(documents.c.revision)
    return [rows.read_document(row) for row in connection.execute(wanted)]


def totals(connection: Connection) -> list[Total]:
    """Returns the totals stated for periods, in the order of time."""
    found = connection.scalars(select(totals_table.c.body).order_by(totals_table.c.position))
    return sorted(map(rows.TOTALS.decode, found), key=lambda total: total.order)


def add_issue(connection: Connection, run: int, message: str) -> None:
    """Keeps what could not be read."""
    write_rows(connection, issues_table, [(next_numbers(connection, issues_table, 1)[0], run, message)])


def issues(connection: Connection) -> list[tuple[int, str]]:
    """Returns what could not be read: the run and the message, earliest first."""
    return [(row.run, row.message) for row in connection.execute(select(issues_table).order_by(issues_table.c.number))]


def readings(connection: Connection, newest: bool = True) -> Iterator[tuple[Document, tuple[Claim, ...]]]:
    """Yields every document's newest revision (or all of them) with its claims as they were read, in the order in which they came."""
    order, chosen = (documents.c.position, documents.c.revision), documents.c.newest if newest else true()
    wanted = select(documents.c.number, claims.c.body).select_from(HOLDING).where(claims.c.until.is_(None), chosen)
    told = connection.execute(wanted.order_by(*order, claims.c.position), execution_options=STREAMED)
    bodies = itertools.groupby(told, lambda row: int(row.number))
    waiting = next(bodies, None)
    for row in connection.execute(select(documents).where(chosen).order_by(*order), execution_options=STREAMED):
        found: tuple[Claim, ...] = ()
        if waiting is not None and waiting[0] == row.number:
            found = tuple(rows.CLAIMS.decode(each.body) for each in waiting[1])
            waiting = next(bodies, None)
        yield rows.read_document(row), found


def superseded(connection: Connection, identifiers: Sequence[str]) -> list[tuple[Document, tuple[Claim, ...]]]:
    """Returns the earlier revisions of documents (ids) with their claims, the first one first."""
    found: list[tuple[Document, tuple[Claim, ...]]] = []
    for batch in batches(identifiers):
        older = select(documents).where(documents.c.id.in_(batch), documents.c.newest.is_(False))
        for row in connection.execute(older.order_by(documents.c.position, documents.c.revision)).all():
            told = select(claims.c.body).where(claims.c.document == row.id, claims.c.revision == row.revision, claims.c.until.is_(None))
            bodies = connection.scalars(told.order_by(claims.c.position))
            found.append((rows.read_document(row), tuple(rows.CLAIMS.decode(body) for body in bodies)))
    return found


def claims_of(connection: Connection, document: str) -> list[Claim]:
    """Returns the claims of a document's newest revision as they were read, in text order."""
    wanted = select(claims.c.body).select_from(HOLDING).where(HOLDS, documents.c.id == document).order_by(claims.c.position)
    return [rows.CLAIMS.decode(body) for body in connection.scalars(wanted)]


def source_of(connection: Connection, document: str) -> bytes | None:
    """Returns the bytes that a document's newest revision was read from, None where they were not kept."""
    wanted = select(sources.c.content).join(documents, documents.c.number == sources.c.document)
    content = connection.scalar(wanted.where(documents.c.id == document, documents.c.newest))
    return None if content is None else zlib.decompress(content)


def claims_as_read(connection: Connection, identifiers: Sequence[str]) -> list[Claim]:
    """Returns the claims of those ids in the newest revisions as they were read, in the order of the ids; an unknown id gives none."""
    found: dict[str, Claim] = {}
    for batch in batches(identifiers):
        wanted = select(claims.c.body).select_from(HOLDING).where(HOLDS, claims.c.id.in_(batch))
        found |= {claim.id: claim for claim in map(rows.CLAIMS.decode, connection.scalars(wanted))}
    return [found[identifier] for identifier in identifiers if identifier in found]


def claims_by_id(connection: Connection, identifiers: Sequence[str]) -> list[Claim]:
    """Returns the claims of those ids in the newest revisions as people left them, in the order of the ids; an unknown id gives none."""
    judged: dict[str, list[Judgement]] = {}
    joined = judgements_table.join(attachments, attachments.c.judgement == judgements_table.c.id)
    for batch in batches(identifiers):
        wanted = select(attachments.c.claim, judgements_table.c.body).select_from(joined).where(attachments.c.claim.in_(batch))
        for row in connection.execute(wanted.order_by(judgements_table.c.number)):
            judged.setdefault(row.claim, []).append(rows.JUDGEMENTS.decode(row.body))
    return [reviewed(claim, judged.get(claim.id, ())) for claim in claims_as_read(connection, identifiers)]


def loose_claims(connection: Connection) -> Iterator[Claim]:
    """Yields the claims in the newest revisions that no event holds, as people left them, in the order in which they came."""
    held = exists().where(members.c.claim == claims.c.id)
    wanted = select(claims.c.id).select_from(HOLDING).where(HOLDS, ~held).order_by(claims.c.number)
    for batch in connection.scalars(wanted, execution_options=STREAMED).partitions():
        yield from claims_by_id(connection, list(batch))


def documents_by_id(connection: Connection, identifiers: Sequence[str]) -> list[Document]:
    """Returns the newest revisions of the documents of those ids; an unknown id gives none."""
    found: list[Document] = []
    for batch in batches(identifiers):
        found += map(rows.read_document, connection.execute(select(documents).where(documents.c.newest, documents.c.id.in_(batch))))
    return found


def batches(identifiers: Sequence[Key]) -> Iterator[Sequence[Key]]:
    """Yields ids or numbers in lists that one statement can take."""
    return (identifiers[start : start + BATCH] for start in range(0, len(identifiers), BATCH))


def judgements(connection: Connection) -> list[Judgement]:
    """Returns all judgements, earliest first."""
    wanted = select(judgements_table.c.body).order_by(judgements_table.c.number)
    return [rows.JUDGEMENTS.decode(body) for body in connection.scalars(wanted)]


def add_judgement(connection: Connection, judgement: Judgement) -> None:
    """Keeps a judgement; one that is there already changes nothing."""
    table = judgements_table
    if connection.scalar(select(table.c.number).where(table.c.id == judgement.id)) is None:
        number = next_numbers(connection, table, 1)[0]
        write_rows(connection, table, [rows.judgement_row(judgement, number)])
        write_rows(connection, decisions, [(number,)])
        _attach_now(connection, judgement)
        count_change(connection, upheaval=False)


def _attach_now(connection: Connection, judgement: Judgement) -> None:
    """Shows a verdict on its claims at once, before events are computed anew; one on other claims than it was made on waits for that."""
    if judgement.undoes and not judgement.suggested:
        connection.execute(delete(attachments).where(attachments.c.judgement == judgement.undoes))
    elif judgement.action in VERDICTS and not judgement.suggested:
        there = {claim.id for claim in claims_as_read(connection, [each.claim for each in judgement.targets])}
        write_rows(
            connection,
            attachments,
            [(judgement.id, claim) for claim in dict.fromkeys(each.claim for each in judgement.targets) if claim in there],
        )


class Publications(msgspec.Struct, frozen=True):
    """How many reports an outlet (None: unknown) published on a day (ISO)."""

    outlet: str | None
    day: str
    reports: int


def publications(connection: Connection, since: str, until: str) -> list[Publications]:
    """Returns how much each outlet published on each day of a span (ISO days, both inclusive), as the newest revisions are dated."""
    day = func.substr(documents.c.published, 1, 10)
    wanted = select(documents.c.publisher, day.label("day"), func.count().label("reports")).where(documents.c.newest)
    grouped = wanted.where(day >= since, day <= until).group_by(documents.c.publisher, day).order_by(day, documents.c.publisher)
    return [Publications(row.publisher, row.day, row.reports) for row in connection.execute(grouped)]


class WeeklySum(msgspec.Struct, frozen=True):
    """What the events of one ISO week ("2025-W49", None: undated) add up to for one item; an open end in one of them is one in the sum."""

    week: str | None
    item: str
    low: int | None
    high: int | None
    events: int


def weekly_sums(connection: Connection, measure: str) -> list[WeeklySum]:
    """Returns the sums of one measure by week and item."""
    lows = case((func.count(sums.c.low) == func.count(), func.sum(sums.c.low)))
    highs = case((func.count(sums.c.high) == func.count(), func.sum(sums.c.high)))
    wanted = select(sums.c.week, sums.c.item, lows.label("low"), highs.label("high"), func.count().label("events"))
    grouped = wanted.where(sums.c.measure == measure).group_by(sums.c.week, sums.c.item).order_by(sums.c.week, sums.c.item)
    return [WeeklySum(row.week, row.item, _whole(row.low), _whole(row.high), row.events) for row in connection.execute(grouped)]


def _whole(value: object) -> int | None:
    """Returns a sum as a number of Python's own, whatever the database makes of it."""
    return None if value is None else int(str(value))


def events_with(connection: Connection, identifiers: Sequence[str]) -> list[Event]:
    """Returns the events that hold one of the claims (ids), in the order of time."""
    found: dict[int, bytes] = {}
    for batch in batches(identifiers):
        wanted = select(events.c.number, events.c.body).join(members, members.c.event == events.c.id).where(members.c.claim.in_(batch))
        found |= {row.number: row.body for row in connection.execute(wanted)}
    return [rows.EVENTS.decode(found[number]) for number in sorted(found)]


def beginning(connection: Connection, column: ColumnElement[str], prefix: str, limit: int, *where: ColumnElement[bool]) -> list[str]:
    """Returns ids in a column that begin with `prefix`; ids are of letters up to f and digits, so that an index finds them."""
    low = prefix.lower()
    wanted = select(column).distinct().where(column >= low, column < low + "g", *where)
    return list(connection.scalars(wanted.order_by(column).limit(limit)))


def ids_from(connection: Connection, prefix: str, limit: int) -> list[str]:
    """Returns ids of events, of claims that hold, and of former events, that begin with `prefix`; `limit` of each at most."""
    current = exists().where(documents.c.id == claims.c.document, documents.c.revision == claims.c.revision, documents.c.newest)
    found = beginning(connection, events.c.id, prefix, limit)
    found += beginning(connection, claims.c.id, prefix, limit, claims.c.until.is_(None), current)
    return list(dict.fromkeys(found + beginning(connection, former.c.event, prefix, limit)))


def event_by_id(connection: Connection, identifier: str) -> Event | None:
    """Returns the event of that id, else the one that holds the earliest claim of the event which once had it."""
    body = connection.scalar(select(events.c.body).where(events.c.id == identifier))
    if body is None:
        there = events.join(members, members.c.event == events.c.id).join(former, former.c.claim == members.c.claim)
        body = connection.scalar(select(events.c.body).select_from(there).where(former.c.event == identifier).limit(1))
    return None if body is None else rows.EVENTS.decode(body)
