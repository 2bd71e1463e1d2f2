"""Filters: which events are wanted."""

import datetime as dt
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, Dialect, Executable, Select, desc, false, select, union_all

from sitrep.errors import WrongUsage
from sitrep.model.claims import HAPPENED, Claim
from sitrep.model.events import Event, Total
from sitrep.store import rows
from sitrep.store.tables import events
from sitrep.store.terms import TERM_KINDS, event_words, folded, week_words
from sitrep.store.word_indexes import EVENT_WORDS, Query, any_phrase


class Filters(msgspec.Struct, frozen=True):
    """What an event must be like; all that is given must hold, and of several values for one thing any one.

    `since` and `until` are ISO days, both inclusive: an event is wanted when it touches the span; one without days is not.
    Places, actors, munitions and sources are sought by whole words without case and accents: "zelensky" finds "Volodymyr Zelensky".
    """

    since: str | None = None
    until: str | None = None
    type: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    munition: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()


class Page(msgspec.Struct, frozen=True):
    """Which part of a long answer is wanted: at most `limit` (None: all), after the place `after` that the page before ended with.

    With `latest_first` events come from the latest back; those without a day come last all the same.
    """

    limit: int | None = None
    after: str | None = None
    latest_first: bool = False

    def with_one_more(self) -> "Page":
        """Returns the page with a row more, which tells whether another page follows."""
        return self if self.limit is None else replace(self, limit=self.limit + 1)


ALL = Page()
MOST_KINDS = 16  # pairs of a type and a status: of more one query finds all
UNDATED = rows.NO_DAY << rows.DAY_BITS
CURSOR = re.compile(r"[0-7]?[0-9a-f]{1,15}")  # 63 bits


Run = Callable[[str, Any], Sequence[Any]]


def event_bodies(connection: Connection, filters: Filters, page: Page) -> tuple[list[bytes], str | None]:
    """Returns a page of the events that pass the filters, as they are kept, and where the next one begins (None: nowhere).

    Raises: WrongUsage for an `after` that no page ended with.
    """
    return event_bodies_by(lambda sql, values: connection.exec_driver_sql(sql, values).all(), connection.dialect, filters, page)


def event_bodies_by(run: Run, dialect: Dialect, filters: Filters, page: Page) -> tuple[list[bytes], str | None]:
    """Returns the same by a function that runs a statement with its values."""
    wanted = page.with_one_more()
    past_days = page.latest_first and undated_after(page.after) is not None
    found = [] if past_days else list(run(*_compiled(filters, wanted, dialect, undated=False)))
    if page.latest_first and not (filters.since or filters.until) and (wanted.limit is None or len(found) < wanted.limit):
        rest = Page(None if wanted.limit is None else wanted.limit - len(found), undated_after(page.after))
        found += run(*_compiled(filters, rest, dialect, undated=True))
    shown = found[: page.limit]
    return [bytes(row[1]) for row in shown], cursor(shown[-1][0]) if len(found) > len(shown) else None


@functools.lru_cache(maxsize=2048)
def _compiled(filters: Filters, page: Page, dialect: Dialect, *, undated: bool) -> tuple[str, Any]:
    """Returns a query as the driver takes it; to make it costs as much as to run it, and the same are asked again and again."""
    if undated:
        query = _joined(_parts(filters, page, dialect.name, Numbers(UNDATED, EVERYTHING.high)), page)
    else:
        query = event_query(filters, page, dialect.name)
    made: Any = query.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})  # type: ignore[attr-defined]
    values = made.construct_params()
    return made.string, tuple(values[name] for name in made.positiontup) if made.positional else values


def undated_after(after: str | None) -> str | None:
    """Returns the place to go on after among the events without a day, None where none of them was shown yet."""
    return after if after is not None and read_cursor(after) >= UNDATED else None


def event_query(filters: Filters, page: Page, dialect: str) -> Executable:
    """Returns the query for the numbers and bodies of events that pass the filters, in the order of time, a page of them.

    With `since` it is made of two: what was under way on that day, found by the word of its week, and what began from then on.
    With the latest first it leaves out what has no day.

    Raises: WrongUsage for an `after` that no page ended with.
    """
    if filters.since is None:
        return _joined(_parts(filters, page, dialect, Numbers(0, UNDATED) if page.latest_first else EVERYTHING), page)
    since = dt.date.fromisoformat(filters.since)
    first = since.toordinal() << rows.DAY_BITS
    running = _part(filters, page, dialect, Numbers(0, first), week_words(since)).where(events.c.last_day >= filters.since)
    return _joined([running, *_parts(filters, page, dialect, Numbers(first, UNDATED))], page)


def _parts(filters: Filters, page: Page, dialect: str, among: "Numbers") -> list[Select[tuple[Any, ...]]]:
    """Returns queries that together find the events which pass: of each type and status its own, so that an index gives them in order.

    Where names are sought the word index leads, and one query is enough.
    """
    kinds = list(itertools.product(filters.type or (None,), filters.status or (None,)))
    if len(kinds) > MOST_KINDS or any(getattr(filters, kind) for kind in TERM_KINDS):
        return [_part(filters, page, dialect, among)]
    each = (replace(filters, type=(kind,) if kind else (), status=(status,) if status else ()) for kind, status in kinds)
    return [_part(one, page, dialect, among) for one in each]


def _joined(parts: Sequence[Select[tuple[Any, ...]]], page: Page) -> Executable:
    """Returns the query for what several queries find together."""
    if len(parts) == 1:
        return parts[0]
    together = union_all(*(select(part.subquery()) for part in parts))
    return together.order_by(desc("number") if page.latest_first else "number").limit(page.limit)


class Numbers(msgspec.Struct, frozen=True):
    """Places in the order of time: from `low` on, before `high`."""

    low: int
    high: int


EVERYTHING = Numbers(0, (1 << 63) - 1)


def _part(filters: Filters, page: Page, dialect: str, among: Numbers = EVERYTHING, weeks: tuple[str, ...] = ()) -> Select[tuple[Any, ...]]:
    """Returns the query for events that pass the filters but for `since`; with `weeks` for those of several days that touch one.

    What is asked of an event's number is asked of the word index where that is looked into, which then reads no more of it than it must.
    """
    wanted: dict[str, Query | None] = {kind: any_phrase(values) for kind in TERM_KINDS if (values := getattr(filters, kind))}
    if weeks:
        wanted["span"] = any_phrase(weeks)
    number = EVENT_WORDS.number(dialect) if wanted else events.c.number
    query = select(number.label("number"), events.c.body).select_from(events)
    if wanted:
        query = query.join(EVENT_WORDS.table, events.c.number == number)
        named = {kind: phrases for kind, phrases in wanted.items() if phrases is not None}
        query = query.where(EVENT_WORDS.matches(named, dialect) if len(named) == len(wanted) else false())
    low, high = among.low, among.high
    if filters.until:
        high = min(high, (dt.date.fromisoformat(filters.until).toordinal() + 1) << rows.DAY_BITS)
    if page.after is not None and page.latest_first:
        high = min(high, read_cursor(page.after))
    elif page.after is not None:
        low = max(low, read_cursor(page.after) + 1)
    query = query.where(number >= low, number < high)
    for column, values in ((events.c.type, filters.type), (events.c.mode, filters.mode), (events.c.status, filters.status)):
        if values:
            query = query.where(column.in_(values) if len(values) > 1 else column == values[0])
    return query.order_by(number.desc() if page.latest_first else number).limit(page.limit)


def passes(event: Event, claims: Iterable[Claim], publishers: Mapping[str, str | None], filters: Filters) -> bool:
    """Returns whether an event that is in no record passes the filters, as a record's own events do.

    `publishers` are the outlets of documents (ids).
    """
    first, last = (event.when.start or event.when.end or "")[:10], (event.when.end or event.when.start or "")[:10]
    if (filters.since and not last >= filters.since) or (filters.until and not "" < first <= filters.until):
        return False
    plain = ((filters.type, event.type), (filters.mode, event.mode), (filters.status, event.status))
    if any(wanted and value not in wanted for wanted, value in plain):
        return False
    asked = {kind: names for kind in TERM_KINDS if (names := getattr(filters, kind))}
    words = event_words(event, claims, publishers) if asked else {}
    return all(any(folded(name) in f" {words[kind]} " for name in names if folded(name).strip()) for kind, names in asked.items())


def claim_passes(claim: Claim, publishers: Mapping[str, str | None], filters: Filters) -> bool:
    """Returns whether a claim passes the filters as the event that it alone would make."""
    alone = Event(
        claim.id,
        claim.type,
        (claim.id,),
        (claim.document,),
        1,
        mode=claim.mode,
        status=claim.status,
        when=claim.when,
        places=claim.places,
        actor=claim.actor,
        target=claim.target,
        participants=claim.participants,
    )
    return passes(alone, (claim,), publishers, filters)


def cursor(number: int) -> str:
    """Returns the place of a row in an answer as `after` takes it.

    >>> cursor(43), read_cursor("2b")
    ('2b', 43)
    """
    return f"{number:x}"


def read_cursor(after: str) -> int:
    """Returns the number that a cursor stands for.

    Raises: WrongUsage where it stands for none.
    """
    if not CURSOR.fullmatch(after):
        raise WrongUsage(f"{after!r}: a page begins after the `next` of the page before it")
    return int(after, 16)


def spanning(totals: Sequence[Total]) -> Filters:
    """Returns the filters that the incidents of some totals pass: of all their days and types."""
    firsts, lasts = [each.when.start for each in totals], [each.when.end for each in totals]
    since = None if None in firsts else min(first[:10] for first in firsts if first)
    until = None if None in lasts else max(last[:10] for last in lasts if last)
    return Filters(since=since, until=until, type=tuple(sorted({each.type for each in totals if each.type})), status=HAPPENED)
