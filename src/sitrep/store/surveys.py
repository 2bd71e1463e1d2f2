"""Surveys: what a record holds as a whole, in questions that stay quick when it is large."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, func, select
from sqlalchemy import Row as Found

import sitrep
from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.judgements import Judgement
from sitrep.model.texts import Document
from sitrep.store import rows
from sitrep.store.filters import Filters, Page, cursor, event_bodies_by, read_cursor
from sitrep.store.queries import HOLDING, HOLDS, claims_by_id
from sitrep.store.tables import attachments, claims, documents, events, judgements, members, tombstones
from sitrep.store.verdicts import VERDICTS
from sitrep.store.word_indexes import CLAIM_WORDS, any_phrase

MARKS = "SELECT name, value FROM marks"
BARE = tuple(column for column in documents.c if column.name != "text")


class State(msgspec.Struct, frozen=True):
    """What the record's views were computed from: two that are equal show the same.

    `changes` counts all changes of claims and judgements, `events` and `totals` tell the count at which these were computed.
    """

    changes: str = ""
    events: str = ""
    totals: str = ""

    @property
    def tag(self) -> str:
        """The state on one line."""
        return f"{self.changes}-{self.events}-{self.totals}"

    @property
    def is_fresh(self) -> bool:
        """Whether the events show all that is known."""
        return self.events == f"{self.changes or 0} {sitrep.__version__}"


class Counts(msgspec.Struct, frozen=True):
    """How many of each kind a record holds."""

    documents: int
    claims: int
    events: int
    judgements: int


class Spoken(msgspec.Struct, frozen=True):
    """A speaker, and how many of the claims that were looked at are theirs."""

    name: str
    claims: int


def state(connection: Connection) -> State:
    """Returns the state of the record."""
    return _state(connection.exec_driver_sql(MARKS).all())


def _state(found: Iterable[Any]) -> State:
    """Returns the state that the record's marks tell."""
    told = dict(map(tuple, found))
    return State(told.get("changes", ""), told.get("events", ""), told.get("totals", ""))


def size(connection: Connection) -> int:
    """Returns how many claims were ever kept, about."""
    return connection.scalar(select(func.max(claims.c.number))) or 0


def claims_held(connection: Connection) -> int:
    """Returns how many claims the newest revisions hold."""
    return connection.scalar(select(func.count()).select_from(HOLDING).where(HOLDS)) or 0


def counts(connection: Connection) -> Counts:
    """Returns how much the record holds; a document counts once for each of its revisions, a claim as often as it was read."""
    tables = (documents.c.number, claims.c.number, events.c.number, judgements.c.number)
    found = [connection.scalar(select(func.count(column))) or 0 for column in tables]
    return Counts(*found)


def latest_documents(connection: Connection, limit: int) -> list[Document]:
    """Returns the documents that came last, the last one first."""
    wanted = select(documents).where(documents.c.newest).order_by(documents.c.position.desc()).limit(limit)
    return [rows.read_document(row) for row in connection.execute(wanted)]


def reviewed(connection: Connection) -> int:
    """Returns how many claims of today somebody has accepted, rejected or corrected."""
    there = attachments.join(judgements, judgements.c.id == attachments.c.judgement)
    wanted = select(func.count(attachments.c.claim.distinct())).select_from(there).where(judgements.c.action.in_(VERDICTS))
    return connection.scalar(wanted) or 0


class Published(msgspec.Struct, frozen=True):
    """How many reports an outlet (None: unknown) has published, how many of them with a date, and the first and the last such."""

    outlet: str | None
    reports: int
    dated: int
    first: str | None
    last: str | None


def outlets(connection: Connection) -> list[Published]:
    """Returns what each outlet has published, as the newest revisions are dated, whoever published most first."""
    of = documents.c.published
    many = func.count().label("many")
    wanted = select(documents.c.publisher, many, func.count(of).label("dated"), func.min(of).label("first"), func.max(of).label("last"))
    grouped = wanted.where(documents.c.newest).group_by(documents.c.publisher).order_by(many.desc(), documents.c.publisher)
    return [Published(row.publisher, row.many, row.dated, row.first, row.last) for row in connection.execute(grouped)]


def speakers(connection: Connection, among: int) -> list[Spoken]:
    """Returns who said the claims that came last, `among` so many, whoever said most first; what an outlet itself says is left out."""
    last = select(claims.c.source).where(claims.c.until.is_(None)).order_by(claims.c.number.desc()).limit(among).subquery()
    many = func.count().label("many")
    wanted = select(last.c.source, many).where(last.c.source.is_not(None)).group_by(last.c.source).order_by(many.desc(), last.c.source)
    return [Spoken(row.source, row.many) for row in connection.execute(wanted)]


def claims_by(connection: Connection, speaker: str, page: Page) -> tuple[list[Claim], str | None]:
    """Returns the claims of a speaker of just this name, as people left them, the last added first, and where the next page begins.

    Raises: WrongUsage for an `after` that no page ended with.
    """
    query, dialect = any_phrase([speaker]), connection.dialect.name
    if query is None:
        return [], None
    number = CLAIM_WORDS.number(dialect)
    there = HOLDING.join(CLAIM_WORDS.table, claims.c.number == number)
    wanted = select(number.label("number"), claims.c.id).select_from(there).order_by(number.desc())
    wanted = wanted.where(CLAIM_WORDS.matches({"words": query}, dialect), HOLDS, claims.c.source == speaker)
    if page.after is not None:
        wanted = wanted.where(number < read_cursor(page.after))
    keys, following = _shown(connection.execute(wanted.limit(page.with_one_more().limit)).all(), page)
    return claims_by_id(connection, keys), following


def documents_by_id(connection: Connection, identifiers: list[str]) -> dict[str, Document]:
    """Returns the newest revisions of documents by their ids, without their texts."""
    found: dict[str, Document] = {}
    for start in range(0, len(identifiers), 500):
        wanted = select(*BARE).where(documents.c.newest, documents.c.id.in_(identifiers[start : start + 500]))
        found |= {row.id: _bare(row) for row in connection.execute(wanted)}
    return found


def _bare(row: Found[Any]) -> Document:
    """Returns the document in a row, without its text."""
    return Document(row.id, "", row.url, row.title, row.publisher, row.published, row.language, rows.ISSUES.decode(row.issues))


def events_of(connection: Connection, identifiers: list[str]) -> dict[str, str]:
    """Returns the event (id) that each of some claims (ids) is in."""
    found: dict[str, str] = {}
    for start in range(0, len(identifiers), 500):
        wanted = select(members.c.claim, members.c.event).where(members.c.claim.in_(identifiers[start : start + 500]))
        found |= {row.claim: row.event for row in connection.execute(wanted)}
    return found


def events_by_id(connection: Connection, identifiers: list[str]) -> dict[str, Event]:
    """Returns events by their ids."""
    found: dict[str, Event] = {}
    for start in range(0, len(identifiers), 500):
        wanted = select(events.c.id, events.c.body).where(events.c.id.in_(identifiers[start : start + 500]))
        found |= {row.id: rows.EVENTS.decode(row.body) for row in connection.execute(wanted)}
    return found


class EventPage(msgspec.Struct, frozen=True):
    """A page of events as they are kept, where the next one begins, and the state of the record that it shows."""

    state: State
    bodies: list[bytes]
    next: str | None


def page_of_events(engine: Engine, filters: Filters, page: Page) -> EventPage:
    """Returns a page of the events as they were computed last, by the driver itself: what lies between costs as much as the query.

    The state is read first, so that what others write meanwhile makes it older than the page, never newer.

    Raises: WrongUsage for an `after` that no page ended with.
    """
    raw = engine.raw_connection()
    try:
        driver = raw.cursor()

        def run(sql: str, values: Any) -> Sequence[Any]:
            driver.execute(sql, values)
            return driver.fetchall()

        known = _state(run(MARKS, ()))
        return EventPage(known, *event_bodies_by(run, engine.dialect, filters, page))
    finally:
        raw.close()


def page_of_claims(connection: Connection, page: Page) -> tuple[list[str], str | None]:
    """Returns the ids of claims, the last added first, and where the next page begins.

    Raises: WrongUsage for an `after` that no page ended with.
    """
    wanted = select(claims.c.number, claims.c.id).select_from(HOLDING).where(HOLDS).order_by(claims.c.number.desc())
    if page.after is not None:
        wanted = wanted.where(claims.c.number < read_cursor(page.after))
    return _shown(connection.execute(wanted.limit(page.with_one_more().limit)).all(), page)


def _shown(found: Sequence[Any], page: Page) -> tuple[list[str], str | None]:
    """Returns the ids of the rows that a page shows, of one row more where there is one, and where the next page begins."""
    following = cursor(found[page.limit - 1].number) if page.limit is not None and len(found) > page.limit else None
    return [row.id for row in found[: page.limit]], following


def latest_judgements(connection: Connection, limit: int) -> list[Judgement]:
    """Returns the judgements that were made last, the last one first."""
    wanted = select(judgements.c.body).order_by(judgements.c.number.desc()).limit(limit)
    return [rows.JUDGEMENTS.decode(body) for body in connection.scalars(wanted)]


def judged(connection: Connection) -> int:
    """Returns how many claims of today somebody has judged."""
    return connection.scalar(select(func.count(attachments.c.claim.distinct()))) or 0


def taken_down(connection: Connection) -> int:
    """Returns how many documents were taken down."""
    return connection.scalar(select(func.count()).select_from(tombstones)) or 0
