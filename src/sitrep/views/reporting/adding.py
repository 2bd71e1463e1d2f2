"""Adding: sums over incidents, each with the footnotes of the numbers that it is made of."""

from collections.abc import Iterable, Sequence

import msgspec

from sitrep.merge.kinds import kinds_of, stated_in
from sitrep.merge.reconciliation import added, counted
from sitrep.model.claims import Claim
from sitrep.model.events import Bounds, Event, EventFigure
from sitrep.model.figures import Item, Measure
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.numbers import bounded, stated
from sitrep.views.reporting.phrasing import fill, joined, plain
from sitrep.views.reporting.reports import Piece, Pieces
from sitrep.views.reporting.scenes import place_name, short_days
from sitrep.views.reporting.statements import Said, shown, size, statements
from sitrep.views.reporting.style import template
from sitrep.views.reporting.telling import place_of


class Term(msgspec.Struct, frozen=True):
    """What one incident adds: the number it shows, the figures that this is made of, and the claims that state them."""

    event: Event
    bounds: Bounds
    figures: tuple[EventFigure, ...]
    claims: tuple[Claim, ...]
    said: Said | None


class Sum(msgspec.Struct, frozen=True):
    """The sum of some incidents."""

    terms: tuple[Term, ...]

    @property
    def bounds(self) -> Bounds:
        """The number."""
        return added(term.bounds for term in self.terms)

    @property
    def widest(self) -> Bounds:
        """The sum of the least, and of the greatest, that is said of each."""
        return added(widest(term) for term in self.terms)


def widest(term: Term) -> Bounds:
    """Returns the least and the greatest that is said of an incident."""
    return added(Bounds(figure.low, figure.high) for figure in term.figures)


def add_up(desk: Desk, events: Iterable[Event], measure: Measure, item: Item) -> Sum:
    """Returns what events show of a measure and item; of one without a number of the item itself, of the kinds of it."""
    return Sum(tuple(term(desk, event, measure, item) for event in events))


def term(desk: Desk, event: Event, measure: Measure, item: Item) -> Term:
    """Returns what one event adds."""
    claims = desk.material.claims_of(event)
    own = [figure for figure in event.figures if (figure.measure, figure.item) == (measure, item)]
    figures = own or most_general([figure for figure in event.figures if figure.measure == measure and figure.item in kinds_of(item)])
    said = [shown(figure, claims) for figure in figures]
    telling = [each.claim for each in said if each] or [each.claim for figure in figures for each in statements(figure, claims)]
    stating = telling or [claim for claim in claims for figure in figures if claim.id in figure.claims]
    bounds = stated_in(event, measure, item) or Bounds()
    return Term(event, bounds, tuple(figures), tuple({claim.id: claim for claim in stating}.values()), said[0] if len(said) == 1 else None)


def most_general(figures: Sequence[EventFigure]) -> list[EventFigure]:
    """Returns those figures of whose item no other counts the kind that it is of."""
    return [figure for figure in figures if not any(figure.item in kinds_of(other.item) for other in figures)]


def number(desk: Desk, total: Sum) -> Piece:
    """Returns a sum as a number under its footnote; that of one incident alone as its claim states it."""
    first = total.terms[0]
    if len(total.terms) == 1 and first.said is not None:
        return stated(first.said.figure, desk.ledger.quote(first.said.claim))
    how = fill(template("sum_of"), {"terms": joined([term_words(desk, each, each.bounds) for each in total.terms], " + ", " + ")})
    return Piece(bounded(total.bounds), "number", (desk.ledger.computation("sum", how),), bounds=total.bounds)


def spread(desk: Desk, total: Sum) -> Pieces:
    """Returns the least and the greatest that accounts come to, where that is another span than the number shown; else nothing."""
    if total.widest == total.bounds or total.widest == Bounds():
        return ()
    if len(total.terms) == 1:
        return from_to(desk, total.terms[0])
    terms = joined([term_words(desk, each, widest(each), account_notes(desk, each)) for each in total.terms], " + ", " + ")
    note = desk.ledger.computation("sum", fill(template("spread_of"), {"terms": terms}))
    return (Piece(bounded(total.widest), "number", (note,), bounds=total.widest), Piece("", "mark", (note,)))


def from_to(desk: Desk, only: Term) -> Pieces:
    """Returns the least and the greatest account of one incident."""
    claims = desk.material.claims_of(only.event)
    told = sorted((one for figure in only.figures for one in statements(figure, claims)), key=size)
    if len(only.figures) != 1 or len({one.bounds for one in told}) < 2:
        return ()
    least, most = ((stated(one.figure, desk.ledger.quote(one.claim)), *desk.quote(one.claim)) for one in (told[0], told[-1]))
    return fill(template("from_to"), {"least": least, "most": most})


def account_notes(desk: Desk, each: Term) -> tuple[int, ...]:
    """Returns the footnotes of every account of an incident's number."""
    claims = desk.material.claims_of(each.event)
    said = [one for figure in each.figures for one in statements(figure, claims)]
    return tuple(sorted({desk.ledger.quote(one.claim) for one in said}))


def listed_figures(desk: Desk, each: Term) -> list[Piece]:
    """Returns the numbers that claims list of a count or its kinds, where their sum is what the incident shows; else nothing."""
    if each.said is not None or not each.claims:
        return []
    keys = {(figure.measure, figure.item) for figure in each.figures}
    found = [Said(claim, one) for claim in each.claims for key, own in counted(claim.figures).items() if key in keys for one in own]
    is_sum = len(found) > 1 and added(one.bounds for one in found) == each.bounds
    return [stated(one.figure, desk.ledger.quote(one.claim)) for one in found] if is_sum else []


def term_words(desk: Desk, each: Term, bounds: Bounds, notes: tuple[int, ...] = ()) -> Pieces:
    """Returns one term: its number with its footnotes, or the numbers that its claim lists, and in brackets the incident."""
    marked = notes or tuple(desk.ledger.quote(claim) for claim in each.claims)
    place = place_of(desk, each.event)
    incident = joined([place_name(place) if place else (), short_days(each.event.when)], ", ")
    listed = () if notes else listed_figures(desk, each)
    shown = joined([(figure,) for figure in listed], " + ", " + ") or (Piece(bounded(bounds), "number", marked, bounds=bounds),)
    return (
        *shown,
        Piece("", "mark", marked),
        *plain(" ("),
        *incident,
        *plain(")"),
    )
