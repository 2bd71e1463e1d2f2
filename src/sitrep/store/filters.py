"""Filters: which events are wanted."""

import msgspec
from sqlalchemy import ColumnElement, or_, select

from sitrep.store.tables import events, terms
from sitrep.store.terms import TERM_KINDS, TermKind, folded


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


def conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """Returns the filters as conditions on the events table."""
    found: list[ColumnElement[bool]] = []
    if filters.since:
        found.append(events.c.last_day >= filters.since)
    if filters.until:
        found.append(events.c.first_day <= filters.until)
    for column, values in ((events.c.type, filters.type), (events.c.mode, filters.mode), (events.c.status, filters.status)):
        if values:
            found.append(column.in_(values))
    return found + [_has_term(kind, words) for kind in TERM_KINDS if (words := getattr(filters, kind))]


def _has_term(kind: TermKind, wanted: tuple[str, ...]) -> ColumnElement[bool]:
    """Returns the condition that an event has one of the wanted words among its terms of a kind."""
    any_word = or_(*(terms.c.words.contains(folded(words), autoescape=True) for words in wanted))
    return events.c.id.in_(select(terms.c.event).where(terms.c.kind == kind, any_word))
