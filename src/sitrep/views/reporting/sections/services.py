"""Essential services: which outages began, lasted or ended in the period."""

from sitrep.views.reporting.counting import count_events
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.outages import outage_row
from sitrep.views.reporting.phrasing import fill, plain, sentence
from sitrep.views.reporting.reports import Block, Paragraph, Section, Table
from sitrep.views.reporting.style import style, template

WIDTHS = (24, 14, 16, 20, 26)


def services(desk: Desk) -> Section:
    """Returns a table of the outages, open ones first, and how many are open and restored."""
    events = sorted(desk.material.outages, key=lambda event: (event.state == "closed", event.when.start or "", event.id))
    title = style().sections["services"]
    if not events:
        return Section("services", title, (Paragraph(plain(template("no_outages"))),))
    values = {
        "open": count_events(desk, [event for event in events if event.state != "closed"], (template("outage"), template("outages"))),
        "closed": count_events(desk, [event for event in events if event.state == "closed"], ("", "")),
    }
    rows = tuple(outage_row(desk, event, outage) for event in events for outage in event.outages)
    heads = tuple(template(f"head_{name}") for name in ("place", "service", "lost", "restored", "without"))
    blocks: tuple[Block, ...] = (
        Paragraph(sentence(fill(template("outages_told"), values))),
        Table(template("services_caption"), heads, rows, WIDTHS),
    )
    return Section("services", title, (*blocks, Paragraph(plain(template("services_note")), quiet=True)))
