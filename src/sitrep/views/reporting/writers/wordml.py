"""WordprocessingML: what python-docx has no word for, as elements of the format (ECMA-376, part 1)."""

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph

LINE = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": "C9D0D8"}
GROUND = "FFF7E0"


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """Returns an element; attribute names are given without the prefix `w:`."""
    made: BaseOxmlElement = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def add_field(paragraph: Paragraph, instruction: str, shown: str, *, superscript: bool = False) -> None:
    """Adds a field, such as the number of the page, with what is shown until it is computed."""
    for kind, text in (("begin", None), (None, instruction), ("separate", None), ("", shown), ("end", None)):
        run = paragraph.add_run()
        run.font.superscript = superscript or None
        if kind:
            run._r.append(element("w:fldChar", fldCharType=kind))
        elif kind is None:
            code = element("w:instrText")
            code.text = f" {text} "
            run._r.append(code)
        else:
            run.text = text or ""


def page_language(document: Document, language: str) -> None:
    """Sets the language of all text."""
    fonts = document.styles["Normal"].element.get_or_add_rPr()
    fonts.append(element("w:lang", val={"en": "en-GB"}.get(language, language)))


def named_table(table: Table, name: str) -> None:
    """Gives a table the name by which readers of the screen tell it."""
    table._tbl.tblPr.append(element("w:tblCaption", val=name))


def head_row(row: _Row) -> None:
    """Makes a row the head, which is repeated on each page."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def underlined(row: _Row) -> None:
    """Draws a line below a row and keeps it on one page."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))
    for cell in row.cells:
        borders = element("w:tcBorders")
        bottom = OxmlElement("w:bottom")
        for key, value in LINE.items():
            bottom.set(qn(key), value)
        borders.append(bottom)
        cell._tc.get_or_add_tcPr().append(borders)


def shaded(paragraph: Paragraph) -> None:
    """Sets a paragraph on a ground of its own."""
    paragraph._p.get_or_add_pPr().append(element("w:shd", val="clear", color="auto", fill=GROUND))
