"""Ordering: footnotes numbered in the order in which the text refers to them."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from sitrep.views.reporting.reports import (
    Block,
    Bullets,
    Computation,
    Note,
    Paragraph,
    Picture,
    Piece,
    Pieces,
    Remark,
    Report,
    Section,
    Subheading,
    Table,
)


def in_order(report: Report) -> Report:
    """Returns a report whose footnotes are numbered as its text refers to them; those that only other footnotes refer to come last.

    A footnote that nothing refers to is left out.
    """
    by_number = {note.number: note for note in report.notes}
    order = dict.fromkeys(note for pieces in text_of_report(report) for note in referred(pieces))
    for number in (waiting := list(order)):
        note = by_number[number]
        new = [each for each in referred(note.how) if each not in order] if isinstance(note, Computation) else []
        order.update(dict.fromkeys(new))
        waiting += new
    numbers = {old: new for new, old in enumerate(order, 1)}
    return replace(
        report,
        subtitle=renumbered(report.subtitle, numbers),
        facts=tuple(replace(fact, pieces=renumbered(fact.pieces, numbers)) for fact in report.facts),
        sections=tuple(renumbered_section(section, numbers) for section in report.sections),
        notes=tuple(renumbered_note(by_number[old], numbers) for old in order),
    )


def referred(pieces: Pieces) -> Iterator[int]:
    """Yields the notes that marks among pieces refer to."""
    yield from (note for piece in pieces if piece.kind == "mark" for note in piece.notes)


def text_of_report(report: Report) -> Iterator[Pieces]:
    """Yields the pieces of a report in the order in which they are read, without its footnotes."""
    yield report.subtitle
    yield from (fact.pieces for fact in report.facts)
    for section in report.sections:
        for block in section.blocks:
            yield from pieces_of(block)


def pieces_of(block: Block) -> Iterator[Pieces]:
    """Yields the pieces of a block."""
    match block:
        case Paragraph(pieces, _) | Subheading(pieces):
            yield pieces
        case Bullets(items):
            yield from items
        case Table():
            yield from (cell for row in block.rows for cell in row)
        case Picture():
            yield block.caption
        case Remark():
            return


def renumbered_section(section: Section, numbers: Mapping[int, int]) -> Section:
    """Returns a section under new numbers."""
    return replace(section, blocks=tuple(renumbered_block(block, numbers) for block in section.blocks))


def renumbered_block(block: Block, numbers: Mapping[int, int]) -> Block:
    """Returns a block under new numbers."""
    match block:
        case Paragraph(pieces, _) | Subheading(pieces):
            return replace(block, pieces=renumbered(pieces, numbers))
        case Bullets(items):
            return replace(block, items=tuple(renumbered(item, numbers) for item in items))
        case Table(_, _, rows, _):
            return replace(block, rows=tuple(tuple(renumbered(cell, numbers) for cell in row) for row in rows))
        case Picture():
            return replace(block, caption=renumbered(block.caption, numbers))
        case Remark():
            return block


def renumbered_note(note: Note, numbers: Mapping[int, int]) -> Note:
    """Returns a footnote under its new number."""
    note = replace(note, number=numbers[note.number])
    return replace(note, how=renumbered(note.how, numbers)) if isinstance(note, Computation) else note


def renumbered(pieces: Pieces, numbers: Mapping[int, int]) -> Pieces:
    """Returns pieces whose notes have new numbers; a mark tells them in order."""
    return tuple(replace(piece, notes=new_notes(piece, numbers)) if piece.notes else piece for piece in pieces)


def new_notes(piece: Piece, numbers: Mapping[int, int]) -> tuple[int, ...]:
    """Returns the new numbers of a piece's notes."""
    return tuple(sorted(numbers[note] for note in piece.notes if note in numbers))
