"""Endnotes of a Word document: python-docx has none, so their part is made here (ECMA-376, part 1, 17.11)."""

from collections.abc import Sequence

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from sitrep.views.reporting.phrasing import quotation_marks
from sitrep.views.reporting.reports import Note, Piece, Pieces, Quote
from sitrep.views.reporting.writers.links import safe_link
from sitrep.views.reporting.writers.wordml import add_field, element

SEPARATORS = (("separator", "-1"), ("continuationSeparator", "0"))
SMALL = "17"


class Endnotes:
    """The endnotes of a document. The first mark of a note is its reference, each later one a field that repeats its number.

    Word numbers endnotes in the order of their references, which is that of the report's own numbers.
    """

    def __init__(self, document: Document, notes: Sequence[Note]) -> None:
        self._document = document
        self._notes = {note.number: note for note in notes}
        self._referred: list[int] = []
        self._root = OxmlElement("w:endnotes")
        self._part = XmlPart(PackURI("/word/endnotes.xml"), CONTENT_TYPE.WML_ENDNOTES, self._root, document.part.package)
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.ENDNOTES)

    def refer(self, paragraph: Paragraph, numbers: Sequence[int]) -> None:
        """Adds marks to a paragraph."""
        for index, number in enumerate(numbers):
            if index:
                paragraph.add_run(", ").font.superscript = True
            if number in self._referred:
                add_field(paragraph, f"NOTEREF {bookmark(number)} \\h", str(number), superscript=True)
            else:
                self._refer_first(paragraph, number)

    def unreferred(self) -> tuple[int, ...]:
        """Returns the numbers of the notes that nothing in the text refers to so far."""
        return tuple(number for number in self._notes if number not in self._referred)

    def finish(self) -> None:
        """Writes the part, and that endnotes have usual numbers and stand at the end of the document."""
        for kind, key in SEPARATORS:
            note = element("w:endnote", type=kind, id=key)
            note.append(paragraph_of(run_of(element(f"w:{kind}"))))
            self._root.append(note)
        for number in self._referred:
            self._root.append(self._note(self._notes[number]))
        properties = element("w:endnotePr")
        properties.append(element("w:pos", val="docEnd"))
        properties.append(element("w:numFmt", val="decimal"))
        for _, key in SEPARATORS:
            properties.append(element("w:endnote", id=key))
        for section in self._document.sections:
            own = element("w:endnotePr")
            own.append(element("w:numFmt", val="decimal"))
            section._sectPr.insert_element_before(own, "w:type", "w:pgSz", "w:pgMar", "w:cols")
        settings = self._document.settings.element
        settings.insert_element_before(properties, "w:compat", "w:docVars", "w:rsids", "m:mathPr", "w:themeFontLang", "w:clrSchemeMapping")

    def _refer_first(self, paragraph: Paragraph, number: int) -> None:
        """Adds the reference of a note, within the bookmark that later marks repeat."""
        self._referred.append(number)
        paragraph._p.append(element("w:bookmarkStart", id=str(number), name=bookmark(number)))
        run = paragraph.add_run()
        run.font.superscript = True
        run._r.append(element("w:endnoteReference", id=str(number)))
        paragraph._p.append(element("w:bookmarkEnd", id=str(number)))

    def _note(self, note: Note) -> BaseOxmlElement:
        """Returns a note: its number, its words, its link."""
        made = element("w:endnote", id=str(note.number))
        number = run_of(element("w:endnoteRef"), superscript=True)
        paragraph = paragraph_of(number, text_run(" "))
        for piece in note_pieces(note):
            paragraph.append(self._run(piece))
        if isinstance(note, Quote) and (link := safe_link(note.link)):
            paragraph.append(text_run(" "))
            paragraph.append(self._link(link))
        made.append(paragraph)
        return made

    def _run(self, piece: Piece) -> BaseOxmlElement:
        """Returns a piece of a note; marks are plain numbers, as no reference may stand in a note."""
        if piece.kind == "mark":
            return text_run(", ".join(map(str, piece.notes)), superscript=True)
        return text_run(piece.text)

    def _link(self, address: str) -> BaseOxmlElement:
        """Returns a link to an address of the web."""
        made = OxmlElement("w:hyperlink")
        made.set(qn("r:id"), self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        made.append(text_run(address))
        return made


def note_pieces(note: Note) -> Pieces:
    """Returns the words of a note."""
    if not isinstance(note, Quote):
        return note.how
    begin, end = quotation_marks(note.words)
    return (Piece(f"{note.said_by}: {begin}{note.words}{end}" + (f" ({note.review})" if note.review else "")),)


def bookmark(number: int) -> str:
    """Returns the name of the bookmark around a note's reference."""
    return f"_note{number}"


def paragraph_of(*runs: BaseOxmlElement) -> BaseOxmlElement:
    """Returns a paragraph of runs, close to the next."""
    made = element("w:p")
    properties = element("w:pPr")
    properties.append(element("w:spacing", before="0", after="40"))
    made.append(properties)
    made.extend(runs)
    return made


def text_run(text: str, *, superscript: bool = False) -> BaseOxmlElement:
    """Returns a run of text."""
    words = element("w:t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run_of(words, superscript=superscript)


def run_of(content: BaseOxmlElement, *, superscript: bool = False) -> BaseOxmlElement:
    """Returns a run in small letters."""
    made = element("w:r")
    properties = element("w:rPr")
    properties.append(element("w:sz", val=SMALL))
    if superscript:
        properties.append(element("w:vertAlign", val="superscript"))
    made.append(properties)
    made.append(content)
    return made
