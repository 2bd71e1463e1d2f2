"""Changes: a number beside that of the period before, with what is uncertain about the difference."""

from collections.abc import Iterable

from sitrep.model.events import Bounds
from sitrep.model.texts import Document
from sitrep.views.reporting.adding import Sum, number
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.numbers import bounded
from sitrep.views.reporting.phrasing import fill, plain
from sitrep.views.reporting.reports import Piece, Pieces
from sitrep.views.reporting.style import style, template


def change(desk: Desk, now: Sum, before: Sum | None) -> Pieces:
    """Returns how a sum compares with that of the period before, in words; that it cannot be told where the sources are others."""
    if before is None:
        return plain(template("change_nothing_before"))
    was = number(desk, before)
    values = {"was": (was, Piece("", "mark", was.notes)), "difference": None}
    if not is_comparable(desk.material.published, desk.material.published_before):
        return fill(template("change_other_sources"), values)
    grown = difference(now.bounds, before.bounds)
    if grown == Bounds():
        return fill(template("change_open"), values)
    name, shown = direction(grown)
    note = desk.ledger.computation("difference", fill(template("difference_of"), {"now": linked(desk, now), "was": values["was"]}))
    piece = Piece(bounded(shown), "number", (note,), bounds=shown)
    return fill(template(name), {**values, "difference": (piece, Piece("", "mark", (note,)))})


def linked(desk: Desk, total: Sum) -> Pieces:
    """Returns a sum with its mark."""
    piece = number(desk, total)
    return (piece, Piece("", "mark", piece.notes))


def difference(now: Bounds, before: Bounds) -> Bounds:
    """Returns by how much a number grew at least and at most; an end is open where it cannot be told.

    >>> difference(Bounds(10, 12), Bounds(4, None))
    Bounds(low=None, high=8)
    """
    low = None if now.low is None or before.high is None else now.low - before.high
    high = None if now.high is None or before.low is None else now.high - before.low
    return Bounds(low, high)


def direction(grown: Bounds) -> tuple[str, Bounds]:
    """Returns the template that tells a difference, and the difference without its sign.

    >>> direction(Bounds(2, 5)), direction(Bounds(-3, -3)), direction(Bounds(-1, 4))[0]
    (('change_more', Bounds(low=2, high=5)), ('change_fewer', Bounds(low=3, high=3)), 'change_unclear')
    """
    low, high = grown.low, grown.high
    if low == high == 0:
        return "change_none", Bounds(0, 0)
    if low is not None and low > 0:
        return "change_more", grown
    if high is not None and high < 0:
        return "change_fewer", Bounds(-high, -low if low is not None else None)
    return "change_unclear", Bounds(None, max(abs(low or 0), abs(high or 0)))


def is_comparable(now: Iterable[Document], before: Iterable[Document]) -> bool:
    """Whether two periods were told of by much the same outlets, in numbers of reports that are not too far apart."""
    this, past = list(now), list(before)
    outlets, earlier = {each.publisher for each in this}, {each.publisher for each in past}
    limits = style().comparison
    shared = len(outlets & earlier) / max(len(outlets | earlier), 1)
    fewer, more = sorted((len(this), len(past)))
    return shared >= limits.shared_outlets and more <= limits.most_reports_ratio * max(fewer, 1)
