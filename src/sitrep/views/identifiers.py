"""Identifiers: what was typed, made into the whole id of something in a record."""

from sitrep.errors import WrongUsage
from sitrep.store.records import Record


def whole_id(record: Record, typed: str, kinds: str = "ec") -> str:
    """Returns the one id that begins with what was typed; `kinds` are first letters of ids: e events, c claims, j judgements.

    Raises: WrongUsage where there is none, or more than one.
    """
    found = [each for each in record.ids_from(typed) if each[0] in kinds] if typed else []
    if typed in found:
        return typed
    named = " or ".join({"e": "event", "c": "claim", "j": "judgement"}[kind] for kind in kinds)
    if not found:
        where = "`sitrep judge log` lists the judgements" if kinds == "j" else "`sitrep events` lists the events"
        raise WrongUsage(f"{typed!r}: no {named} of {record.name} has an id that begins so; {where}")
    if len(found) > 1:
        raise WrongUsage(f"{typed!r}: more than one id begins so: {', '.join(found)}")
    return found[0]
