"""Identifiers: what was typed, made into the whole id of something in a record."""

from collections.abc import Sequence

from sitrep.errors import WrongUsage
from sitrep.store.records import Record

KINDS = {"e": "event", "c": "claim"}


def whole_id(record: Record, typed: str, kinds: str = "ec") -> str:
    """Returns the one id that begins with what was typed; `kinds` are first letters of ids: e events, c claims that hold.

    Raises: WrongUsage where there is none, or more than one.
    """
    found = [each for each in record.ids_from(typed) if each[0] in kinds] if typed else []
    named = " or ".join(KINDS[kind] for kind in kinds)
    return _only(typed, found, f"no {named} of {record.name} has an id that begins so; `sitrep events` lists the events")


def whole_judgement_id(record: Record, typed: str) -> str:
    """Returns the one judgement's id that begins with what was typed.

    Raises: WrongUsage where there is none, or more than one.
    """
    found = record.judgement_ids_from(typed) if typed else []
    return _only(typed, found, f"no judgement of {record.name} has an id that begins so; `sitrep judge log` lists them")


def _only(typed: str, found: Sequence[str], absence: str) -> str:
    """Returns the one id that is meant.

    Raises: WrongUsage where there is none, or more than one.
    """
    if typed.lower() in found:
        return typed.lower()
    if not found:
        raise WrongUsage(f"{typed!r}: {absence}")
    if len(found) > 1:
        raise WrongUsage(f"{typed!r}: more than one id begins so: {', '.join(found)}")
    return found[0]
