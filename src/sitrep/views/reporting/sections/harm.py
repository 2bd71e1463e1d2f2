"""Civilian harm: every toll of the period, place by place, with who says so."""

from collections.abc import Sequence

from sitrep.model.events import Event, EventFigure
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.numbers import stated
from sitrep.views.reporting.phrasing import fill, plain
from sitrep.views.reporting.reports import Block, Paragraph, Pieces, Section, Table
from sitrep.views.reporting.scenes import place_name, short_days
from sitrep.views.reporting.statements import shown, size, statements
from sitrep.views.reporting.style import style, template
from sitrep.views.reporting.telling import place_of

COLUMNS = (("killed", "person"), ("killed", "child"), ("injured", "person"), ("injured", "child"), ("missing", "person"))
WIDTHS = (20, 13, 19, 11, 15, 11, 11)


def harm(desk: Desk) -> Section:
    """Returns the tolls of the period, the heaviest first."""
    with_toll = [event for event in desk.material.incidents if any(of_people(figure) for figure in event.figures)]
    ranked = sorted(with_toll, key=lambda event: (-killed(event), event.when.end or "", event.id))
    if not ranked:
        return Section("harm", style().sections["harm"], (Paragraph(plain(template("no_harm"))),))
    used = [column for column in COLUMNS if any(figure_of(event, column) for event in ranked)]
    heads = (template("head_place"), template("head_day"), *(head(column, used) for column in used))
    rows = tuple(row(desk, event, used) for event in ranked)
    widths = WIDTHS[: len(heads)]
    blocks: tuple[Block, ...] = (Table(template("harm_caption"), heads, rows, widths), Paragraph(plain(template("harm_note")), quiet=True))
    return Section("harm", style().sections["harm"], blocks)


def head(column: tuple[str, str], used: Sequence[tuple[str, str]]) -> str:
    """Returns the head of a column; that of children says of what where the column of all people is left out."""
    measure, item = column
    return template(f"head_{measure}_{item}" + ("_alone" if item == "child" and (measure, "person") not in used else ""))


def of_people(figure: EventFigure) -> bool:
    """Whether a figure is of people who are no soldiers."""
    return (figure.measure, figure.item) in COLUMNS


def killed(event: Event) -> int:
    """Returns how many people an event shows as killed, 0 where it does not tell."""
    figure = figure_of(event, ("killed", "person"))
    return (figure.best.low or figure.best.high or 0) if figure else 0


def figure_of(event: Event, column: tuple[str, str]) -> EventFigure | None:
    """Returns the figure of an event for a column."""
    return next((figure for figure in event.figures if (figure.measure, figure.item) == column), None)


def row(desk: Desk, event: Event, columns: list[tuple[str, str]]) -> tuple[Pieces, ...]:
    """Returns one event: where, when, and what is told of each column."""
    place = place_of(desk, event)
    is_part = any(event.part_of == other.id and any(map(of_people, other.figures)) for other in desk.material.incidents)
    return (
        (*(place_name(place) if place else plain(template("no_place"))), *plain(template("part_of_larger") if is_part else "")),
        short_days(event.when),
        *(cell(desk, event, column) for column in columns),
    )


def cell(desk: Desk, event: Event, column: tuple[str, str]) -> Pieces:
    """Returns the number of a column with its mark, "not told" where there is none."""
    figure = figure_of(event, column)
    said = shown(figure, desk.material.claims_of(event)) if figure else None
    if said is None:
        return plain(template("not_told"))
    return (stated(said.figure, desk.ledger.quote(said.claim)), *desk.quote(said.claim), *span_of_accounts(desk, event, figure))


def span_of_accounts(desk: Desk, event: Event, figure: EventFigure | None) -> Pieces:
    """Returns from which to which number accounts differ where they exclude each other, in brackets."""
    if figure is None or figure.agreement != "conflicting":
        return ()
    told = sorted(statements(figure, desk.material.claims_of(event)), key=size)
    if len({each.bounds for each in told}) < 2:
        return ()
    least, most = ((stated(each.figure, desk.ledger.quote(each.claim)), *desk.quote(each.claim)) for each in (told[0], told[-1]))
    return fill(template("accounts_from_to"), {"least": least, "most": most})
