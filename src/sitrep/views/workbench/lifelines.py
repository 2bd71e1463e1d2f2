"""Lifelines: how a number was told over time, as a small drawing."""

import datetime as dt
from collections.abc import Sequence

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.figures import Figure
from sitrep.model.times import When
from sitrep.views.words import bounds_words, days_words

WIDTH, HEIGHT, MARGIN = 640, 120, 24
LABEL_WIDTH = 34


class Dot(msgspec.Struct, frozen=True):
    """One statement in the drawing: where it stands, its number, and how far an open end reaches; `label` is "" where it has no room."""

    x: float
    y: float
    label: str
    title: str
    claim: str
    end: float | None = None


class Lifeline(msgspec.Struct, frozen=True):
    """A drawing of all statements of one count, earliest first; `path` joins them, `days` are the words under its ends."""

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


def lifeline(statements: Sequence[Statement]) -> Lifeline | None:
    """Returns the drawing, None where all was said on one day or by one voice alone."""
    dated = sorted(((moment(each.published), each) for each in statements if each.published), key=lambda pair: pair[0])
    if len(dated) < 2 or dated[0][0].date() == dated[-1][0].date():
        return None
    first, last = dated[0][0], dated[-1][0]
    most = max(_value(each.figure) for _, each in dated) or 1
    dots: list[Dot] = []
    for at, each in dated:
        x = MARGIN + (WIDTH - 2 * MARGIN) * ((at - first) / (last - first))
        y = _height(_value(each.figure), most)
        words = bounds_words(each.figure.low, each.figure.high, each.figure.approx)
        is_free = not dots or all(abs(x - other.x) > LABEL_WIDTH or abs(y - other.y) > 14 for other in dots if other.label)
        title = f"{words}, {each.speaker}, {days_words(When(each.published, each.published))}"
        dots.append(Dot(round(x, 1), round(y, 1), words if is_free else "", title, each.claim.id, _open_end(each.figure, most)))
    path = "M" + " L".join(f"{dot.x} {dot.y}" for dot in dots)
    told = ", ".join(dot.title for dot in dots)
    return Lifeline(tuple(dots), path, (_day(first), _day(last)), told)


def moment(published: str | None) -> dt.datetime:
    """Returns a moment of publication in UTC; noon where only the day is known."""
    assert published is not None
    if len(published) == len("2025-12-07"):
        return dt.datetime.combine(dt.date.fromisoformat(published), dt.time(12), dt.UTC)
    found = dt.datetime.fromisoformat(published)
    return found.replace(tzinfo=dt.UTC) if found.tzinfo is None else found.astimezone(dt.UTC)


def _value(figure: Figure) -> int:
    """Returns the number by which a statement is placed: its lower bound, else its upper one."""
    return figure.low if figure.low is not None else figure.high or 0


def _open_end(figure: Figure, most: int) -> float | None:
    """Returns how far up or down an open or wider bound reaches, None of an exact number."""
    if figure.low is not None and figure.low == figure.high:
        return None
    if figure.low is None:
        return round(_height(0, most), 1)
    return MARGIN / 2 if figure.high is None else round(_height(min(figure.high, most), most), 1)


def _height(value: int, most: int) -> float:
    """Returns how far down a number stands."""
    return HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * min(value / most, 1.0)


def _day(at: dt.datetime) -> str:
    """Returns the day of a moment."""
    return days_words(When(at.date().isoformat(), at.date().isoformat()))
