"""Outlook: what is announced or planned for after the period, and nothing that the program itself expects."""

from sitrep.views.reporting.contacts import announcement
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.phrasing import distinct, plain
from sitrep.views.reporting.reports import Block, Bullets, Paragraph, Section
from sitrep.views.reporting.style import style, template


def outlook(desk: Desk) -> Section:
    """Returns what reports of the period announce for a later day, or without a day."""
    last = desk.material.period.last
    later = [event for event in desk.material.ahead if event.when.last_day is None or event.when.last_day > last]
    ranked = sorted(later, key=lambda event: (event.when.start or "~", event.id))[: style().limits.quotes]
    told = distinct(announcement(desk, event) for event in ranked)
    blocks: tuple[Block, ...] = (
        (Bullets(told), Paragraph(plain(template("outlook_note")), quiet=True)) if told else (Paragraph(plain(template("no_outlook"))),)
    )
    return Section("outlook", style().sections["outlook"], blocks)
