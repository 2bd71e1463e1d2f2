"""Phrasing: templates filled with pieces of a sentence."""

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from sitrep.views.reporting.reports import Piece, Pieces

PART = re.compile(r"\[([^\[\]]*)\]|\{(\w+)\}")
NOTHING: Pieces = ()

Value = Pieces | str | None


def plain(text: str, *, strong: bool = False) -> Pieces:
    """Returns words of a template as they are."""
    return (Piece(text, strong=strong),) if text else ()


def fill(template: str, values: Mapping[str, Value]) -> Pieces:
    """Returns a template with values for its {fields}; of `[one|another]` the first of whose fields all have a value, else nothing.

    >>> said = {"who": plain("the mayor"), "when": None}
    >>> text_of(fill("Shelling was reported[ {when}][, {who} said].", said))
    'Shelling was reported, the mayor said.'
    """
    return tuple(_filled(template, values))


def _filled(template: str, values: Mapping[str, Value]) -> Iterator[Piece]:
    """Yields the pieces of a filled template."""
    end = 0
    for part in PART.finditer(template):
        yield from plain(template[end : part.start()])
        end = part.end()
        if part[2] is not None:
            yield from _pieces(values[part[2]])
            continue
        options = part[1].split("|")
        chosen = next((option for option in options if all(values[name] for name in fields(option))), None)
        yield from fill(chosen, values) if chosen is not None else ()
    yield from plain(template[end:])


def fields(template: str) -> list[str]:
    """Returns the names of the fields of a template.

    >>> fields("{figures}[ in {attack}]")
    ['figures', 'attack']
    """
    return re.findall(r"\{(\w+)\}", template)


def _pieces(value: Value) -> Pieces:
    """Returns a value as pieces."""
    assert value is not None, "a field outside brackets has a value"
    return plain(value) if isinstance(value, str) else value


def sentence(pieces: Pieces) -> Pieces:
    """Returns a sentence with a capital and, behind its full stop, the marks of those of its notes that have none yet.

    >>> text_of(sentence((Piece("at least 4", "number", (1,)), Piece(" people died."))))
    'At least 4 people died.[1]'
    """
    return (*capitalised(pieces), *marks(pieces))


def with_marks(pieces: Pieces) -> Pieces:
    """Returns pieces with, behind them, the marks of those of their notes that have none yet."""
    return (*pieces, *marks(pieces))


def marks(pieces: Pieces) -> Pieces:
    """Returns the mark for the notes of pieces that no mark among them refers to yet."""
    marked = {note for piece in pieces if piece.kind == "mark" for note in piece.notes}
    missing = tuple(dict.fromkeys(note for piece in pieces if piece.kind != "mark" for note in piece.notes if note not in marked))
    return (mark(missing),) if missing else ()


def mark(notes: Iterable[int]) -> Piece:
    """Returns a mark that refers to notes, in the order of their numbers."""
    return Piece("", "mark", tuple(sorted(set(notes))))


def capitalised(pieces: Pieces) -> Pieces:
    """Returns pieces of which the first begins with a capital, where it is no quotation."""
    for index, piece in enumerate(pieces):
        if piece.text:
            if piece.kind == "words":
                return pieces
            return (*pieces[:index], replace(piece, text=piece.text[0].upper() + piece.text[1:]), *pieces[index + 1 :])
    return pieces


def joined(parts: Iterable[Pieces], last: str, between: str = ", ") -> Pieces:
    """Returns parts as a list in a sentence.

    >>> text_of(joined([plain("one"), plain("two"), plain("three")], " and "))
    'one, two and three'
    """
    listed = [part for part in parts if part]
    found: Pieces = ()
    for index, part in enumerate(listed):
        glue = "" if index == 0 else last if index == len(listed) - 1 else between
        found = (*found, *plain(glue), *part)
    return found


def spaced(parts: Iterable[Pieces], between: str = " ") -> Pieces:
    """Returns parts with blanks between them."""
    return joined(parts, between, between)


def quotation_marks(words: str) -> tuple[str, str]:
    """Returns the marks between which words are quoted: single ones around words that hold double ones.

    >>> quotation_marks("four died"), quotation_marks("“We mourn,” she said.")
    (('“', '”'), ('‘', '’'))
    """
    return ("‘", "’") if any(mark in words for mark in '“”"') else ("“", "”")


def distinct(items: Iterable[Pieces]) -> tuple[Pieces, ...]:
    """Returns items of a list, of those that quote the same words the first."""
    found: dict[str, Pieces] = {}
    for item in items:
        words = "".join(piece.text for piece in item if piece.kind == "words")
        found.setdefault(words or text_of(item), item)
    return tuple(found.values())


def text_of(pieces: Pieces) -> str:
    """Returns pieces as plain text, marks in brackets."""
    return "".join(f"[{', '.join(map(str, piece.notes))}]" if piece.kind == "mark" else piece.text for piece in pieces)
