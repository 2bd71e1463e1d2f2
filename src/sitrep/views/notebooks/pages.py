"""Pages: tables, and texts with their evidence marked, as HTML for notebooks; whatever a report says is escaped."""

import itertools
from collections.abc import Iterable, Sequence
from html import escape

import msgspec

from sitrep.views.messages import printable

CELL = "text-align:left;vertical-align:top;padding:2px 10px 2px 0"
MARK = "background:rgba(255,200,0,.35);color:inherit;border-radius:2px"
TEXT = "white-space:pre-wrap;max-width:50em;max-height:24em;overflow:auto;border-left:3px solid rgba(128,128,128,.5);padding-left:10px"


class Note(msgspec.Struct, frozen=True):
    """A stretch of a text, `[start, end)` in code points, with the number and the words of what it is evidence for."""

    start: int
    end: int
    number: int
    words: str


def table_page(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]], more: int = 0) -> str:
    """Returns a table under its title; `more` rows are said to be left out."""
    head = "".join(f'<th scope="col" style="{CELL}">{safe(heading)}</th>' for heading in headings)
    body = "".join("<tr>" + "".join(f'<td style="{CELL}">{lined(cell)}</td>' for cell in row) + "</tr>" for row in rows)
    rest = f"<p>… and {more:,} more</p>" if more else ""
    return f"<p><b>{safe(title)}</b></p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def text_page(title: str, subtitle: str, text: str, notes: Sequence[Note]) -> str:
    """Returns a text in which the noted stretches are marked, each followed by the numbers that end there."""
    head = f"<p><b>{safe(title)}</b><br>{safe(subtitle)}</p>"
    return f'{head}<div style="{TEXT}">{marked(text, notes)}</div>'


def marked(text: str, notes: Sequence[Note]) -> str:
    """Returns the text as HTML; where stretches overlap it is cut at each of their ends, and a piece names all that cover it.

    >>> marked("a <b>", [Note(2, 5, 1, "x")]).partition('">')[2]
    '&lt;b&gt;</mark><sup>1</sup>'
    """
    ends = sorted({0, len(text), *(note.start for note in notes), *(note.end for note in notes)})
    return "".join(_piece(text, start, end, notes) for start, end in itertools.pairwise(ends))


def _piece(text: str, start: int, end: int, notes: Sequence[Note]) -> str:
    """Returns one stretch between two ends."""
    covering = [note for note in notes if note.start <= start and end <= note.end]
    words = escape(printable(text[start:end]))
    if not covering:
        return words
    numbers = ", ".join(dict.fromkeys(str(note.number) for note in covering if note.end == end))
    title = escape("\n".join(dict.fromkeys(f"{note.number}: {note.words}" for note in covering)))
    return f'<mark style="{MARK}" title="{title}">{words}</mark>' + (f"<sup>{numbers}</sup>" if numbers else "")


def safe(words: str) -> str:
    """Returns words as HTML."""
    return escape(printable(words))


def lined(words: str) -> str:
    """Returns words of several lines as HTML."""
    return "<br>".join(map(safe, words.split("\n")))
