"""Reasons: why a claim has the values that it has, and why words that might tell of one were passed over."""

from typing import Literal

import msgspec

Slot = Literal[
    "type", "status", "mode", "when", "scope", "places", "actor", "target", "source", "participants", "figures", "services", "confidence",
]  # fmt: skip


class Reason(msgspec.Struct, frozen=True):
    """Why a slot of a claim has its value; of several for one slot the last one holds.

    `rule` is where it is laid down: the pack's file, or the function, by its module, of `sitrep.extract`. `text` are the words of the
    document at `[start, end)` that it rests on, None where it rests on what is not there.
    """

    slot: Slot
    rule: str
    why: str
    start: int | None = None
    end: int | None = None
    text: str | None = None


class Explanation(msgspec.Struct, frozen=True):
    """Why one claim is as it is, by its id, slot for slot."""

    claim: str
    reasons: tuple[Reason, ...]


class Refusal(msgspec.Struct, frozen=True):
    """Words that a type's pack knows and that became no claim of their own, by which rule and why."""

    document: str
    type: str
    rule: str
    why: str
    start: int
    end: int
    text: str
