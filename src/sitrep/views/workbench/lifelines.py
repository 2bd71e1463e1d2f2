"""Lifelines: how a number was told over time, as a small drawing."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.events import Bounds
from sitrep.model.figures import Figure
from sitrep.model.times import When
from sitrep.views.words import bounds_words, days_words

WIDTH, HEIGHT, MARGIN = 440, 120, 24
LABEL_WIDTH, LABEL_HEIGHT = 34, 14


class Dot(msgspec.Struct, frozen=True):
    """One statement in the drawing: where it stands, its number, and how far an open end reaches; `label` is "" where it has no room."""

    x: float
    y: float
    label: str
    title: str
    claim: str
    end: float | None = None


class Lifeline(msgspec.Struct, frozen=True):
    """A drawing of all statements of one count, earliest first; `path` is what was shown as they came, `days` stand under its ends."""

    dots: tuple[Dot, ...]
    path: str
    days: tuple[str, str]
    told: str


class Statement(msgspec.Struct, frozen=True):
    """A number, the claim it stands in, when that was published, and who says so."""

    claim: Claim
    figure: Figure
    published: str | None
    speaker: str


def lifeline(statements: Sequence[Statement], shown: Sequence[tuple[dt.datetime, Bounds]]) -> Lifeline | None:
    """Returns the drawing, None where all was said on one day; `shown` is what the rule would have shown from each moment on."""
    dated = sorted(((moment(each.published), each) for each in statements if each.published), key=lambda pair: pair[0])
    if len(dated) < 2 or dated[0][0].date() == dated[-1][0].date():
        return None
    first, last = dated[0][0], dated[-1][0]
    most = max(_value(each.figure) for _, each in dated) or 1

    def across(at: dt.datetime) -> float:
        return round(MARGIN + (WIDTH - 2 * MARGIN) * ((at - first) / (last - first)), 1)

    dots: list[Dot] = []
    for at, each in dated:
        x, y = across(at), _height(_value(each.figure), most)
        words = bounds_words(each.figure.low, each.figure.high, each.figure.approx)
        is_free = all(abs(x - other.x) > LABEL_WIDTH or abs(y - other.y) > LABEL_HEIGHT for other in dots if other.label)
        title = f"{words}, {each.speaker}, {days_words(When(each.published, each.published))}"
        dots.append(Dot(x, y, words if is_free else "", title, each.claim.id, _open_end(each.figure, most)))
    steps = [(across(at), _height(_value(bounds), most)) for at, bounds in shown if at <= last]
    return Lifeline(tuple(dots), _stairs(steps), (_day(first), _day(last)), ", ".join(dot.title for dot in dots))


def _stairs(steps: Sequence[tuple[float, float]]) -> str:
    """Returns a line that goes on level until the next step."""
    if not steps:
        return ""
    path = f"M{steps[0][0]} {steps[0][1]}" + "".join(f" H{x} V{y}" for x, y in steps[1:])
    return f"{path} H{WIDTH - MARGIN}"


def moment(published: str | None) -> dt.datetime:
    """Returns a moment of publication in UTC; noon where only the day is known."""
    assert published is not None
    if len(published) == len("2025-12-07"):
        return dt.datetime.combine(dt.date.fromisoformat(published), dt.time(12), dt.UTC)
    found = dt.datetime.fromisoformat(published)
    return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found.astimezone(dt.UTC)


def _value(figure: Figure | Bounds) -> int:
    """Returns the number by which a statement is placed: its lower bound, else its upper one."""
    return figure.low if figure.low is not None else figure.high or 0


def _open_end(figure: Figure, most: int) -> float | None:
    """Returns how far up or down an open or wider bound reaches, None of an exact number."""
    if figure.low is not None and figure.low == figure.high:
        return None
    if figure.low is None:
        return _height(0, most)
    return MARGIN / 2 if figure.high is None else _height(min(figure.high, most), most)


def _height(value: int, most: int) -> float:
    """Returns how far down a number stands."""
    return round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * min(value / most, 1.0), 1)


def _day(at: dt.datetime) -> str:
    """Returns the day of a moment."""
    return days_words(When(at.date().isoformat(), at.date().isoformat()))
