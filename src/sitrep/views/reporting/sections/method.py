"""Method: by which rules the report was made."""

import sitrep
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.phrasing import fill, plain
from sitrep.views.reporting.reports import Block, Bullets, Paragraph, Piece, Section
from sitrep.views.reporting.style import style, template
from sitrep.views.words import rule_words


def method(desk: Desk, rule: str) -> Section:
    """Returns how figures were read, chosen, added and compared."""
    program = (Piece(f"sitrep {sitrep.__version__}", "name"),)
    items = [fill(template(name), {"program": program, "rule": plain(rule_words(rule))}) for name in style().method]
    blocks: tuple[Block, ...] = (Paragraph(fill(template("method_lead"), {"program": program})), Bullets(tuple(items)))
    return Section("method", style().sections["method"], blocks)
