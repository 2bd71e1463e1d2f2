"""Displacement, access and aid: who had to leave, and what was let through, given, seized or released."""

from sitrep.model.events import Event
from sitrep.views.reporting.contacts import quotation
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.phrasing import distinct, fill, plain, sentence
from sitrep.views.reporting.reports import Block, Bullets, Paragraph, Pieces, Section, Subheading
from sitrep.views.reporting.scenes import when, where
from sitrep.views.reporting.statements import shown
from sitrep.views.reporting.style import style, template
from sitrep.views.reporting.telling import figures_phrase


def displacement(desk: Desk) -> Section:
    """Returns the numbers of displaced people, then what is told of coercion, withdrawals, releases and aid in its own words."""
    told = [sentence_of(desk, event) for event in desk.material.incidents]
    moved = tuple(each for each in told if each)
    blocks: list[Block] = [Bullets(moved)] if moved else [Paragraph(plain(template("no_displacement")))]
    kinds = style().types["access"]
    acts = [event for event in (*desk.material.incidents, *desk.material.statements) if event.type in kinds and event.status != "denied"]
    kept = sorted(acts, key=lambda event: (-event.independent_sources, event.id))[: style().limits.quotes]
    if kept:
        blocks.append(Subheading(plain(template("access"))))
        blocks.append(Bullets(distinct(quotation(desk, desk.material.claims_of(event)[0]) for event in acts if event in kept)))
    return Section("displacement", style().sections["displacement"], tuple(blocks))


def sentence_of(desk: Desk, event: Event) -> Pieces:
    """Returns how many people an event displaced; nothing where it does not tell."""
    claims = desk.material.claims_of(event)
    figures = [figure for figure in event.figures if figure.measure == "displaced"]
    said = next((found for figure in figures if (found := shown(figure, claims))), None)
    if said is None:
        return ()
    claim = said.claim
    values = {
        "figures": figures_phrase(desk, [said]),
        "where": where(claim.places),
        "when": when(claim.when, desk.year),
        "says": desk.says(claim),
    }
    return sentence(fill(template("figures_alone"), values))
