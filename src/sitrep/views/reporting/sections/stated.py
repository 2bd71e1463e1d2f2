"""Totals stated by the parties: numbers for whole periods, apart from the incidents, which they are never added to."""

from sitrep.model.claims import Claim
from sitrep.model.events import Total
from sitrep.views.reporting.adding import add_up, number
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.numbers import stated as stated_number
from sitrep.views.reporting.phrasing import capitalised, joined, mark, plain
from sitrep.views.reporting.reports import Block, Paragraph, Piece, Pieces, Section, Table
from sitrep.views.reporting.scenes import place_name, short_days
from sitrep.views.reporting.statements import Said
from sitrep.views.reporting.style import style, template
from sitrep.views.reporting.telling import count_name

WIDTHS = (30, 16, 18, 20, 16)


def stated_totals(desk: Desk) -> Section:
    """Returns the totals that reports of the period state, each beside what the incidents of its own days come to."""
    totals = [total for total in desk.material.totals if said_of(desk, total)]
    title = style().sections["stated"]
    if not totals:
        return Section("stated", title, (Paragraph(plain(template("no_totals"))),))
    most = style().limits.stated
    heads = tuple(template(f"head_{name}") for name in ("counted", "stated", "for_days", "says_so", "incidents"))
    rows = tuple(row(desk, total) for total in sorted(totals, key=order)[:most])
    blocks: tuple[Block, ...] = (
        Table(template("stated_caption"), heads, rows, WIDTHS),
        Paragraph(plain(template("stated_note")), quiet=True),
    )
    return Section("stated", title, blocks)


def order(total: Total) -> tuple[str, str, str]:
    """Returns the order of totals: by where their days begin, the latest first among the known."""
    return ("" if total.when.start else "~", "".join(chr(0x10FFFF - ord(c)) for c in total.when.start or ""), total.measure)


def said_of(desk: Desk, total: Total) -> Said | None:
    """Returns the claim and the figure that state the number of a total, None where that is a sum."""
    for claim in reversed([desk.material.claims[key] for key in total.claims if key in desk.material.claims]):
        for figure in claim.figures:
            if (figure.measure, figure.item, figure.low, figure.high) == (total.measure, total.item, total.low, total.high):
                return Said(claim, figure)
    return None


def row(desk: Desk, total: Total) -> tuple[Pieces, ...]:
    """Returns one total: what it counts, the number, for which days, who says so, and the incidents of these days."""
    said = said_of(desk, total)
    assert said is not None, "totals without a figure of their own are left out"
    note = desk.ledger.quote(said.claim)
    words = [plain(count_name(total.measure, total.item))]
    places = joined([place_name(place) for place in total.places[:1]], ", ")
    return (
        capitalised(joined([*words, places], ", ")),
        (stated_number(said.figure, note), Piece("", "mark", (note,))),
        days_of(total),
        source_of(desk, said.claim),
        incidents_of(desk, total),
    )


def days_of(total: Total) -> Pieces:
    """Returns the days that a total is stated for."""
    return short_days(total.when) if total.when.start or total.when.end else plain(template("day_not_told"))


def source_of(desk: Desk, claim: Claim) -> Pieces:
    """Returns who states it."""
    return desk.speaker(claim)


def incidents_of(desk: Desk, total: Total) -> Pieces:
    """Returns what the incidents of a total's days come to, from how many of its days."""
    events = total.from_incidents.events
    if not events:
        return plain(template("no_incidents"))
    known = [desk.material.beside[key] for key in events if key in desk.material.beside]
    if len(known) < len(events):
        return plain(template("many_incidents"))
    summed = number(desk, add_up(desk, known, total.measure, total.item))
    return (summed, mark(summed.notes))
