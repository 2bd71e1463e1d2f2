"""HTML: one page with its style inside, to be mailed, read on any screen and printed."""

from collections.abc import Iterable, Iterator
from html import escape
from importlib import resources

from sitrep.views.pictures.palettes import picture_css
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

STYLE = resources.files("sitrep.views.reporting.writers") / "report.css"


def write_page(report: Report) -> bytes:
    """Returns a report as one HTML page."""
    return Page(report).whole().encode()


class Page:
    """The page of a report; remembers which footnotes were referred to, as the first mark of each is where the way back leads."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._marked: set[int] = set()

    def whole(self) -> str:
        """Returns the page."""
        report = self._report
        body = "".join([self._header(), "<main>\n", *map(self._section, report.sections), self._notes(), "</main>\n"])
        days = "".join(piece.text for piece in report.subtitle)
        return (
            f'<!doctype html>\n<html lang="{escape(report.language)}">\n<head>\n<meta charset="utf-8">\n'
            f"<title>{escape(report.title)}, {escape(days)}</title>\n"
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
            f"<style>\n{STYLE.read_text(encoding='utf-8')}{picture_css()}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
        )

    def _header(self) -> str:
        """Returns title, facts and contents."""
        report = self._report
        facts = "".join(f"<div><dt>{escape(fact.name)}</dt><dd>{self._inline(fact.pieces)}</dd></div>\n" for fact in report.facts)
        listed = [*((section.key, section.title) for section in report.sections), ("notes", report.notes_title)]
        contents = "".join(f'<li><a href="#{key}">{escape(title)}</a></li>\n' for key, title in listed)
        return (
            f'<header>\n<h1>{escape(report.title)}</h1>\n<p class="days">{self._inline(report.subtitle)}</p>\n<dl>\n{facts}</dl>\n'
            f'<p class="quiet">{escape(template("draft"))}</p>\n'
            f'<nav aria-label="{escape(template("contents"))}"><ul>\n{contents}</ul></nav>\n</header>\n'
        )

    def _section(self, section: Section) -> str:
        """Returns a section."""
        blocks = "".join(map(self._block, section.blocks))
        return f'<section aria-labelledby="{section.key}">\n<h2 id="{section.key}">{escape(section.title)}</h2>\n{blocks}</section>\n'

    def _block(self, block: Block) -> str:
        """Returns a block."""
        match block:
            case Paragraph(pieces, quiet):
                return f"<p{_class('quiet') if quiet else ''}>{self._inline(pieces)}</p>\n"
            case Bullets(items):
                return _element("ul", (_element("li", self._inline(item)) for item in items))
            case Subheading(pieces):
                return _element("h3", self._inline(pieces))
            case Table():
                return self._table(block)
            case Picture(svg, alt, caption):
                hidden = svg.replace("<svg ", '<svg aria-hidden="true" ', 1)  # what it shows is told by the label, and by the tables
                drawing = f'<div class="picture" role="img" tabindex="0" aria-label="{escape(alt)}">{hidden}</div>'
                return f"<figure>{drawing}<figcaption>{self._inline(caption)}</figcaption></figure>\n"
            case Remark(text, author):
                return _remark(text, author)

    def _table(self, table: Table) -> str:
        """Returns a table; its first column heads the rows."""
        total = sum(table.widths)
        columns = "".join(f'<col style="width:{100 * width // total}%">' for width in table.widths)
        heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in table.heads)
        rows = "".join(self._row(row) for row in table.rows)
        return (
            f'<div class="wide" role="region" tabindex="0" aria-label="{escape(table.caption)}"><table>\n'
            f"<caption>{escape(table.caption)}</caption>\n<colgroup>{columns}</colgroup>\n"
            f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n"
        )

    def _row(self, row: tuple[Pieces, ...]) -> str:
        """Returns a row of a table."""
        first, *rest = row
        cells = "".join(f"<td>{self._inline(cell)}</td>" for cell in rest)
        return f'<tr><th scope="row">{self._inline(first)}</th>{cells}</tr>\n'

    def _inline(self, pieces: Pieces) -> str:
        """Returns pieces of a sentence."""
        return "".join(map(self._piece, pieces))

    def _piece(self, piece: Piece) -> str:
        """Returns one piece; a number is kept on one line."""
        if piece.kind == "mark":
            return f'<sup class="marks">{", ".join(map(self._mark, piece.notes))}</sup>'
        text = self._words(piece.text, piece.language) if piece.kind == "words" else escape(piece.text)
        text = f'<span class="number">{text}</span>' if piece.kind == "number" else text
        return f"<strong>{text}</strong>" if piece.strong else text

    def _words(self, words: str, language: str | None) -> str:
        """Returns words of a report; those in another language than the report's say so, and show their direction themselves."""
        if language in {None, self._report.language}:
            return escape(words)
        return f'<span lang="{escape(language or "")}" dir="auto">{escape(words)}</span>'

    def _mark(self, note: int) -> str:
        """Returns a mark that leads to a footnote, the first with the name that the way back leads to."""
        name = "" if note in self._marked else f' id="r{note}"'
        self._marked.add(note)
        return f'<a{name} href="#n{note}" aria-label="{escape(template("footnote"))} {note}">{note}</a>'

    def _notes(self) -> str:
        """Returns the footnotes, each with a way back."""
        listed = "".join(f'<li id="n{note.number}">{self._note(note)}{self._back(note)}</li>\n' for note in self._report.notes)
        title = escape(self._report.notes_title)
        return f'<section aria-labelledby="notes">\n<h2 id="notes">{title}</h2>\n<ol class="notes">\n{listed}</ol>\n</section>\n'

    def _back(self, note: Note) -> str:
        """Returns the way back to where a footnote was referred to first."""
        if note.number not in self._marked:
            return ""
        return f' <a class="back" href="#r{note.number}" aria-label="{escape(template("back"))}">↩</a>'

    def _note(self, note: Note) -> str:
        """Returns a footnote."""
        if not isinstance(note, Quote):
            return self._inline(note.how)
        checked = f" ({escape(note.review)})" if note.review else ""
        begin, end = quotation_marks(note.words)
        return f"{escape(note.said_by)}: {begin}{self._words(note.words, note.language)}{end}{checked}{_link(note.link)}"


def _element(name: str, content: str | Iterable[str]) -> str:
    """Returns an element."""
    return f"<{name}>{''.join(content)}</{name}>\n"


def _class(name: str) -> str:
    """Returns the attribute that names a class."""
    return f' class="{name}"'


def _remark(text: str, author: str) -> str:
    """Returns what a person wrote, marked as such."""
    return f'<aside class="remark"><p class="by">{escape(author or template("remark_author"))}</p>\n{"".join(_paragraphs(text))}</aside>\n'


def _paragraphs(text: str) -> Iterator[str]:
    """Yields the paragraphs of a text."""
    yield from (_element("p", escape(part.strip())) for part in text.split("\n\n") if part.strip())


def _link(address: str | None) -> str:
    """Returns a link to an address of the web; nothing for any other."""
    safe = safe_link(address)
    return f' <a class="source" href="{escape(safe)}">{escape(safe)}</a>' if safe else ""
