"""Figures that disagree: every account of a number side by side, and which is shown."""

from sitrep.model.events import Event, EventFigure
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.numbers import stated
from sitrep.views.reporting.phrasing import capitalised, fill, joined, plain
from sitrep.views.reporting.reports import Block, Paragraph, Piece, Pieces, Section, Table
from sitrep.views.reporting.scenes import place_name, short_days
from sitrep.views.reporting.statements import Said, shown, statements
from sitrep.views.reporting.style import style, template
from sitrep.views.reporting.telling import place_of, what_is_counted
from sitrep.views.words import publication_words, rule_words

WIDTHS = (34, 48, 18)


def disagreements(desk: Desk) -> Section:
    """Returns the numbers on which accounts exclude each other, those of most accounts first."""
    found = [(event, figure) for event in desk.material.incidents for figure in event.figures if is_disputed(desk, event, figure)]
    ranked = sorted(found, key=lambda each: (-len(each[1].claims), each[0].id))[: style().limits.disagreements]
    title = style().sections["disagreements"]
    if not ranked:
        return Section("disagreements", title, (Paragraph(plain(template("no_disagreements"))),))
    heads = (template("head_number_of"), template("head_accounts"), template("head_shown"))
    rows = tuple(row(desk, event, figure) for event, figure in ranked)
    rule = fill(template("shown_rule"), {"rule": plain(rule_words(ranked[0][1].rule))})
    blocks: tuple[Block, ...] = (Table(template("disagreements_caption"), heads, rows, WIDTHS), Paragraph(rule, quiet=True))
    return Section("disagreements", title, blocks)


def is_disputed(desk: Desk, event: Event, figure: EventFigure) -> bool:
    """Whether accounts of a number exclude each other."""
    if figure.agreement != "conflicting" or figure.measure not in style().measure_names:
        return False
    return len({each.bounds for each in statements(figure, desk.material.claims_of(event))}) > 1


def row(desk: Desk, event: Event, figure: EventFigure) -> tuple[Pieces, ...]:
    """Returns one number: what it counts where and when, every account, and the one that is shown."""
    claims = desk.material.claims_of(event)
    place = place_of(desk, event)
    what = joined([plain(what_is_counted(figure)), place_name(place) if place else (), short_days(event.when)], ", ")
    accounts = [account(desk, said) for said in statements(figure, claims)[: style().limits.accounts]]
    chosen = shown(figure, claims)
    return (
        capitalised(what),
        joined(accounts, "; ", "; "),
        (stated(chosen.figure, desk.ledger.quote(chosen.claim)), *desk.quote(chosen.claim)) if chosen else plain(template("not_told")),
    )


def account(desk: Desk, said: Said) -> Pieces:
    """Returns one account: its number, who says so, and when that was published."""
    document = desk.material.document_of(said.claim)
    note = desk.ledger.quote(said.claim)
    day = Piece(publication_words(document.published), "day")
    return (stated(said.figure, note), *plain(": "), *desk.speaker(said.claim), *plain(", "), day, Piece("", "mark", (note,)))
