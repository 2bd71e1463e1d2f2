"""Diplomacy and negotiations: contacts, agreements, positions and conditions."""

from collections.abc import Iterable, Sequence

from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.views.reporting.contacts import agreement_sentence, contact_sentence, names
from sitrep.views.reporting.counting import count_events
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.phrasing import distinct, fill, joined, plain, sentence
from sitrep.views.reporting.reports import Block, Bullets, Paragraph, Pieces, Section, Subheading, Table
from sitrep.views.reporting.style import style, template

WIDTHS = (24, 26, 50)


def diplomacy(desk: Desk) -> Section:
    """Returns contacts and agreements in sentences, and positions in their own words."""
    told = (*desk.material.incidents, *desk.material.statements)
    events = [event for event in {event.id: event for event in told}.values() if event.status not in ("denied", "planned")]
    held = [event for event in events if event.type in style().types["contacts"] and event.status != "conditional"]
    stances = [event for event in events if event.type in style().types["positions"] or is_conditional(event)]
    blocks: list[Block] = []
    if held:
        blocks += [Subheading(plain(template("contacts"))), Bullets(distinct(told_contact(desk, event) for event in held))]
    if stances:
        blocks += [Subheading(plain(template("positions"))), *positions(desk, stances)]
    return Section("diplomacy", style().sections["diplomacy"], tuple(blocks) or (Paragraph(plain(template("no_diplomacy"))),))


def is_conditional(event: Event) -> bool:
    """Whether a contact, an agreement or a withdrawal is only told of as what might come under conditions."""
    return event.status == "conditional" and event.type in style().types["contacts"] | style().types["access"]


def told_contact(desk: Desk, event: Event) -> Pieces:
    """Returns a contact or an agreement in a sentence."""
    return contact_sentence(desk, event) if event.type == "CONSULT" else agreement_sentence(desk, event)


def positions(desk: Desk, events: Iterable[Event]) -> list[Block]:
    """Returns who takes which position towards whom, conditions first, then by how many sources tell of it."""
    ranked = sorted(
        events,
        key=lambda event: (
            event.status != "conditional" and event.mode != "condition",
            -event.independent_sources,
            -trust(desk, event),
            event.id,
        ),
    )
    most = style().limits.positions
    heads = (template("head_who"), template("head_position"), template("head_words"))
    rows = tuple(row(desk, claims) for claims in by_words([best(desk, event) for event in ranked[:most]]))
    blocks: list[Block] = [Table(template("positions_caption"), heads, rows, WIDTHS)]
    if ranked[most:]:
        blocks.append(Paragraph(sentence(fill(template("left_out"), {"number": count_events(desk, ranked[most:], ("", ""))})), quiet=True))
    return blocks


def by_words(claims: Iterable[Claim]) -> list[list[Claim]]:
    """Returns claims of one actor and the same words together."""
    found: dict[tuple[str, str, int], list[Claim]] = {}
    for claim in claims:
        name = claim.actor.name if claim.actor else ""
        found.setdefault((name, claim.document, claim.evidence[0].start), []).append(claim)
    return list(found.values())


def row(desk: Desk, claims: Sequence[Claim]) -> tuple[Pieces, ...]:
    """Returns who takes which positions towards whom by the same words, and these."""
    first = claims[0]
    actor = names([first.actor]) if first.actor else desk.speaker(first)
    return (actor, joined(dict.fromkeys(stance(claim) for claim in claims), "; ", "; "), desk.words(first))


def stance(claim: Claim) -> Pieces:
    """Returns a position and whom it is towards."""
    known = style().positions
    name = style().type_names.get(claim.type, known["other"])[0]
    verb = known.get(claim.mode or "") or known.get(claim.type) or (f"{name} {template('with')}", name)
    towards = names([claim.target]) if claim.target and claim.target.name[0].isupper() else ()
    condition = plain(template("conditionally")) if claim.status == "conditional" else ()
    return (*plain(verb[0] if towards else verb[1]), *(plain(" ") if towards else ()), *towards, *condition)


def best(desk: Desk, event: Event) -> Claim:
    """Returns the claim of an event that was read most surely."""
    return max(desk.material.claims_of(event), key=lambda claim: (claim.confidence, claim.id))


def trust(desk: Desk, event: Event) -> float:
    """Returns how surely an event's best claim was read."""
    return best(desk, event).confidence
