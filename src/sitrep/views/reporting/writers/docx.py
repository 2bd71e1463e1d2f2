"""DOCX: headings, tables and endnotes as Word and LibreOffice know them, to be edited further."""

import datetime as dt
import io
import zipfile

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

from sitrep.views.pictures.rendering import png_of
from sitrep.views.reporting.reports import Block, Bullets, Paragraph, Picture, Piece, Pieces, Remark, Report, Section, Subheading, Table
from sitrep.views.reporting.style import template
from sitrep.views.reporting.writers.endnotes import Endnotes
from sitrep.views.reporting.writers.wordml import add_field, head_row, named_table, page_language, shaded, underlined

QUIET = RGBColor(0x55, 0x60, 0x6E)
INK = RGBColor(0x1C, 0x24, 0x30)
WIDTH = Mm(174)
FONT = "Calibri"


def write_docx(report: Report) -> bytes:
    """Returns a report as a Word document."""
    letter = Letter(report)
    letter.write()
    out = io.BytesIO()
    letter.document.save(out)
    return undated(out)


def undated(document: io.BytesIO) -> bytes:
    """Returns a document whose parts bear no time of writing, so that the same report gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(document) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in parts.namelist():
            packed.writestr(zipfile.ZipInfo(name), parts.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


class Letter:
    """The document of a report, with its endnotes as they are referred to."""

    def __init__(self, report: Report) -> None:
        self.document: Document = docx.Document()
        self._report = report
        self._endnotes = Endnotes(self.document, report.notes)
        self._lay_out()

    def write(self) -> None:
        """Writes the whole report."""
        report, document = self._report, self.document
        document.add_heading(report.title, 0)
        self._add(document.add_paragraph(style="Subtitle"), report.subtitle)
        for fact in report.facts:
            paragraph = document.add_paragraph(style="Fact")
            paragraph.add_run(f"{fact.name}: ").font.color.rgb = QUIET
            self._add(paragraph, fact.pieces)
        document.add_paragraph(template("draft"), style="Quiet")
        for section in report.sections:
            self._section(section)
        document.add_heading(report.notes_title, 1)
        if left := self._endnotes.unreferred():
            self._add(document.add_paragraph(style="Quiet"), (Piece(f"{template('also_drawn_on')} "), Piece("", "mark", left)))
        self._endnotes.finish()

    def _lay_out(self) -> None:
        """Sets paper, fonts, header and footer."""
        document, report = self.document, self._report
        document.core_properties.title = f"{report.title}, {''.join(piece.text for piece in report.subtitle)}"
        document.core_properties.author = "sitrep"
        document.core_properties.comments = ""
        day = dt.datetime.fromisoformat(report.last_day)
        document.core_properties.created = document.core_properties.modified = day
        page = document.sections[0]
        page.page_width, page.page_height = Mm(210), Mm(297)
        page.left_margin = page.right_margin = Mm(18)
        page.top_margin = page.bottom_margin = Mm(20)
        page_language(document, report.language)
        lay_out_styles(document)
        footer = page.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        add_field(footer, "PAGE", "1")

    def _section(self, section: Section) -> None:
        """Writes a section."""
        self.document.add_heading(section.title, 1)
        for block in section.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        """Writes a block."""
        match block:
            case Paragraph(pieces, quiet):
                self._add(self.document.add_paragraph(style="Quiet" if quiet else None), pieces)
            case Bullets(items):
                for item in items:
                    self._add(self.document.add_paragraph(style="List Bullet"), item)
            case Subheading(pieces):
                self._add(self.document.add_heading(level=2), pieces)
            case Table():
                self._table(block)
            case Picture(svg, alt, caption):
                picture = self.document.add_picture(io.BytesIO(png_of(svg)), width=WIDTH)
                picture._inline.docPr.set("descr", alt)
                self._add(self.document.add_paragraph(style="Quiet"), caption)
            case Remark(text, author):
                self._remark(text, author)

    def _remark(self, text: str, author: str) -> None:
        """Writes what a person added, on a ground of its own."""
        shaded(self.document.add_paragraph(author or template("remark_author"), style="Quiet"))
        for part in text.split("\n\n"):
            shaded(self.document.add_paragraph(part.strip()))

    def _table(self, block: Table) -> None:
        """Writes a table under its caption; its head is repeated on each page."""
        caption = self.document.add_paragraph(block.caption, style="Caption")
        caption.paragraph_format.keep_with_next = True
        table = self.document.add_table(rows=1, cols=len(block.heads))
        table.autofit = False
        named_table(table, block.caption)
        for cell, head in zip(table.rows[0].cells, block.heads, strict=True):
            cell.paragraphs[0].style = "Cell"
            cell.paragraphs[0].add_run(head).bold = True
        head_row(table.rows[0])
        for row in block.rows:
            for cell, pieces in zip(table.add_row().cells, row, strict=True):
                cell.paragraphs[0].style = "Cell"
                self._add(cell.paragraphs[0], pieces)
        self._widen(table, block)
        self.document.add_paragraph(style="Gap")

    def _widen(self, table: WordTable, block: Table) -> None:
        """Gives each column its share of the width, and each row a line below."""
        total = sum(block.widths)
        for column, width in zip(table.columns, block.widths, strict=True):
            column.width = Emu(int(WIDTH) * width // total)
        for row in table.rows:
            underlined(row)
            for cell, width in zip(row.cells, block.widths, strict=True):
                cell.width = Emu(int(WIDTH) * width // total)

    def _add(self, paragraph: WordParagraph, pieces: Pieces) -> None:
        """Adds pieces to a paragraph."""
        for piece in pieces:
            if piece.kind == "mark":
                self._endnotes.refer(paragraph, piece.notes)
            else:
                paragraph.add_run(piece.text).bold = piece.strong or None


def lay_out_styles(document: Document) -> None:
    """Sets the look of text, headings and our own styles."""
    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in (("Title", 22.0), ("Heading 1", 14.0), ("Heading 2", 11.0), ("Subtitle", 12.0), ("Caption", 10.0)):
        styles[name].font.name, styles[name].font.size, styles[name].font.color.rgb = FONT, Pt(size), INK
        styles[name].font.italic = False
    for name, size, after in (("Quiet", 8.5, 6), ("Fact", 10.5, 2), ("Cell", 9.0, 0), ("Gap", 4.0, 0)):
        own = styles.add_style(name, 1)
        own.base_style, own.font.size = normal, Pt(size)
        own.paragraph_format.space_after = Pt(after)
    styles["Quiet"].font.color.rgb = QUIET
