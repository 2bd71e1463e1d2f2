"""Reasons: what one feature says of two claims."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature and what it says: `weight` is what it adds to the score, None where it rules out that the two are one."""

    feature: str
    words: str
    weight: float | None
