"""Meanings: what a phrase of time covers, and the scene it is seen from."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sitrep.annotate.calendar_spans import Days, one
from sitrep.annotate.tenses import Lean
from sitrep.model.times import Basis, Precision

Kind = Literal["span", "period", "duration", "set"]


class Reach(NamedTuple):
    """The first and last day that something was counted over; `first` is None where the text does not tell it."""

    first: dt.date | None
    last: dt.date


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase covers.

    `days` is None where it covers no certain ones; `reach` is what was counted over ("since Monday" reaches up to today), None where
    that is the phrase's own span.
    `zone` is an IANA name or an offset ("+02:00"), None where the text names none.
    """

    days: Days | None = None
    precision: Precision | None = None
    basis: Basis | None = None
    kind: Kind = "span"
    clock: dt.time | None = None
    zone: str | None = None
    reach: Reach | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """From where a phrase is seen: the day of publication, the latest meaning and the latest day before it, and where its verb leans."""

    today: dt.date | None
    before: Meaning | None
    day: Days | None
    lean: Callable[[], Lean]
    day_first: bool = False

    @property
    def spoken_of(self) -> Days | None:
        """The days that the text speaks of: the latest expression, else publication."""
        if self.before is not None and self.before.days is not None:
            return self.before.days
        return one(self.today) if self.today else None

    @property
    def day_spoken_of(self) -> Days | None:
        """The day or night that the text speaks of, else the day of publication."""
        return self.day or (one(self.today) if self.today else None)


NOTHING = Meaning()
DURATION = Meaning(kind="duration")
SET = Meaning(kind="set")


def night_from(days: Days, basis: Basis | None) -> Meaning:
    """Returns the night that begins on the last of some days ("Friday night") and reaches into the next."""
    return Meaning(days, "part-of-day", basis, reach=Reach(days.first, days.last + dt.timedelta(1)))


def relative(days: Days | None, precision: Precision, kind: Kind = "span") -> Meaning:
    """Returns days that were counted from an anchor; nothing known where there was none."""
    return Meaning(days, precision, "relative", kind) if days else Meaning(kind=kind)


def stated(days: Days, precision: Precision, kind: Kind = "span") -> Meaning:
    """Returns days that the text names in full."""
    return Meaning(days, precision, "stated", kind)
