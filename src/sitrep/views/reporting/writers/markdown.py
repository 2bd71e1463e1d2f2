"""Markdown with footnotes, as GitHub and Pandoc read it."""

import re
from collections.abc import Iterator

from sitrep.views.reporting.phrasing import quotation_marks
from sitrep.views.reporting.reports import (
    Block,
    Bullets,
    Note,
    Paragraph,
    Picture,
    Piece,
    Pieces,
    Quote,
    Remark,
    Report,
    Section,
    Subheading,
    Table,
)
from sitrep.views.reporting.style import template
from sitrep.views.reporting.writers.links import safe_link

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
LIST_START = re.compile(r"^(\d+)([.)])")


def write_markdown(report: Report) -> bytes:
    """Returns a report as Markdown."""
    return ("\n".join(lines(report)).strip() + "\n").encode()


def lines(report: Report) -> Iterator[str]:
    """Yields the lines of a report."""
    yield from (f"# {escaped(report.title)}", "", f"**{inline(report.subtitle)}**", "")
    for fact in report.facts:
        yield f"- **{escaped(fact.name)}:** {inline(fact.pieces)}"
    yield from ("", f"*{escaped(template('draft'))}*", "")
    for section in report.sections:
        yield from section_lines(section)
    yield from (f"## {escaped(report.notes_title)}", "")
    for note in report.notes:
        yield f"[^{note.number}]: {note_words(note)}"


def section_lines(section: Section) -> Iterator[str]:
    """Yields the lines of a section."""
    yield from (f"## {escaped(section.title)}", "")
    for block in section.blocks:
        if told := list(block_lines(block)):
            yield from (*told, "")


def block_lines(block: Block) -> Iterator[str]:
    """Yields the lines of a block."""
    match block:
        case Paragraph(pieces, quiet):
            yield f"<small>{inline(pieces)}</small>" if quiet else at_line_start(inline(pieces))
        case Bullets(items):
            yield from (f"- {at_line_start(inline(item))}" for item in items)
        case Subheading(pieces):
            yield f"### {inline(pieces)}"
        case Table():
            yield from table_lines(block)
        case Picture():
            return  # a text has no drawings; what they show stands in its tables
        case Remark(text, author):
            yield from (f"> {line}".rstrip() for line in text.splitlines())
            yield f"> — *{escaped(author or template('remark_author'))}*"


def table_lines(table: Table) -> Iterator[str]:
    """Yields a table under its caption."""
    yield from (f"**{escaped(table.caption)}**", "", f"| {' | '.join(map(escaped, table.heads))} |", f"|{' --- |' * len(table.heads)}")
    for row in table.rows:
        yield f"| {' | '.join(inline(cell) for cell in row)} |"


def inline(pieces: Pieces) -> str:
    """Returns pieces as Markdown; what is strong is marked in runs."""
    found, strong = [], False
    for piece in pieces:
        if piece.strong != strong:
            found.append("**")
            strong = piece.strong
        found.append(piece_words(piece))
    return "".join([*found, "**" if strong else ""]).replace(" **" + "\0", "** ")


def piece_words(piece: Piece) -> str:
    """Returns one piece."""
    return "".join(f"[^{note}]" for note in piece.notes) if piece.kind == "mark" else escaped(piece.text)


def note_words(note: Note) -> str:
    """Returns a footnote."""
    if not isinstance(note, Quote):
        return inline(note.how)
    safe = safe_link(note.link)
    link = f" <{safe}>" if safe else ""
    checked = f" ({escaped(note.review)})" if note.review else ""
    begin, end = quotation_marks(note.words)
    return f"{escaped(note.said_by)}: {begin}{escaped(note.words)}{end}{checked}{link}"


def escaped(text: str) -> str:
    """Returns text that Markdown takes literally."""
    return SPECIAL.sub(r"\\\1", text.replace("\n", " "))


def at_line_start(text: str) -> str:
    """Returns text that begins no list where it begins a line."""
    return LIST_START.sub(r"\1\\\2", text)
