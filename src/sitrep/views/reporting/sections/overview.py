"""Situation overview: how much the record tells of the period, of what, where, and by whom it was done."""

from collections import Counter
from collections.abc import Iterable

from sitrep.model.events import Event
from sitrep.views.reporting.contacts import quotation
from sitrep.views.reporting.counting import count_events, count_reports
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.phrasing import fill, joined, plain, sentence
from sitrep.views.reporting.reports import Block, Bullets, Paragraph, Piece, Pieces, Section, Subheading
from sitrep.views.reporting.sections.before import against_before
from sitrep.views.reporting.sections.key_figures import country_name, country_of
from sitrep.views.reporting.style import style, template

COUNTRIES = 5


def overview(desk: Desk) -> Section:
    """Returns a paragraph on what the record holds, and what belongs to no other section."""
    blocks: list[Block] = [Paragraph(held(desk))]
    if spread := where_told(desk):
        blocks.append(Paragraph(spread))
    blocks += against_before(desk)
    other = [event for event in desk.material.events if event.type in style().types["other"] and event.status != "planned"]
    if other:
        blocks += [
            Subheading(plain(template("other_developments"))),
            Bullets(tuple(quotation(desk, desk.material.claims_of(e)[0]) for e in other)),
        ]
    return Section("overview", style().sections["overview"], tuple(blocks))


def held(desk: Desk) -> Pieces:
    """Returns how many events of which types the record holds for the period, and in how many reports they are told."""
    events = [event for event in desk.material.events if event.status != "planned"]
    kinds = Counter(event.type for event in events)
    listed = [
        count_events(desk, [event for event in events if event.type == kind], style().type_names.get(kind, (kind, kind)))
        for kind, _ in kinds.most_common()
    ]
    values = {
        "events": count_events(desk, events, (template("event"), template("events"))),
        "reports": count_reports(desk, desk.material.told_in),
        "kinds": joined(listed, style().and_) or plain(template("nothing")),
    }
    return sentence(fill(template("held"), values))


def where_told(desk: Desk) -> Pieces:
    """Returns in which countries most attacks and outages were told; nothing where there were none."""
    placed = [event for event in (*desk.material.incidents, *desk.material.outages) if event.type in ("ASSAULT", "DISRUPT")]
    by_place: dict[str | None, list[Event]] = {}
    for event in {event.id: event for event in placed}.values():
        by_place.setdefault(country_of(desk, event), []).append(event)
    ranked = sorted(((key, events) for key, events in by_place.items() if key), key=lambda each: (-len(each[1]), each[0] or ""))
    listed = [in_country(desk, key, events) for key, events in ranked[:COUNTRIES]]
    return sentence(fill(template("where_told"), {"countries": joined(listed, style().and_)})) if listed else ()


def in_country(desk: Desk, key: str | None, events: Iterable[Event]) -> Pieces:
    """Returns a country with the number of its events in brackets."""
    name = country_name(key)
    article = "the " if name in style().places.articles else ""
    return (*plain(article), Piece(name, "name"), *plain(" ("), *count_events(desk, events, ("", "")), *plain(")"))
