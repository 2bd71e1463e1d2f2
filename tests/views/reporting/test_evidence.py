"""Nothing is asserted that no claim carries: every number, in every format."""

import html.parser
import io
import re
from collections import Counter
from collections.abc import Callable

import docx
import pypdf
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from msgspec.structs import replace

from sitrep.views.reporting.material import Material
from sitrep.views.reporting.reports import Paragraph, Picture, Piece, Quote, Report
from sitrep.views.reporting.style import style
from sitrep.views.reporting.writers.docx import write_docx
from sitrep.views.reporting.writers.markdown import write_markdown
from sitrep.views.reporting.writers.page import write_page
from sitrep.views.reporting.writers.pdf import write_pdf
from tests.views.reporting.evidence import NUMBER, NUMERAL, body_numbers, note_numbers, numbers_in, text_without_marks, unfounded

SMALLEST = 7.5
WEEKS = ("2025-W23", "2025-W28", "2025-W35", "2025-W43", "2025-W46", "2025-W49")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Made = Callable[[str], tuple[Material, Report]]


@pytest.mark.parametrize("week", WEEKS)
def test_every_number_is_stated_or_computed(of_week: Made, week: str) -> None:
    """The promise of the report: a number stands in a claim that its footnote quotes, or is computed from such as its footnote says."""
    material, report = of_week(week)
    assert unfounded(report, material) == []
    assert report.notes


def test_a_number_of_nobody_is_found(of_week: Made) -> None:
    """The check above must be able to fail: a number in a template, a wrong number, and one without a footnote are all found."""
    material, report = of_week("2025-W35")
    first = report.sections[0]
    for planted in (
        Piece("7 people"),
        Piece("7", "number", (1,)),
        Piece("seven people"),
        Piece("31 February 1999", "day"),
        Piece("Nobody 7", "name"),
    ):
        spoilt = replace(first, blocks=(*first.blocks, Paragraph((planted,))))
        assert len(unfounded(replace(report, sections=(spoilt, *report.sections[1:])), material)) == 1


def test_templates_hold_no_number() -> None:
    """A number in a template would be asserted of every week."""
    assert not [name for name, words in style().templates.items() if NUMBER.search(words) or NUMERAL.search(words)]


@pytest.mark.parametrize("week", WEEKS)
def test_a_page_has_the_numbers_of_the_report_and_no_others(of_week: Made, week: str) -> None:
    """What is mailed must be what was checked; only the numbers of footnotes come to it."""
    _, report = of_week(week)
    reader = Reader()
    reader.feed(write_page(report).decode())
    assert numbers_in(reader.text) == [*body_numbers(report), *note_numbers(report)]


@pytest.mark.parametrize("week", WEEKS)
def test_markdown_has_the_numbers_of_the_report_and_no_others(of_week: Made, week: str) -> None:
    """The same of Markdown."""
    _, report = of_week(week)
    text = re.sub(r"<https?:[^>]*>", "", write_markdown(report).decode())
    body = re.sub(r"\[\^\d+\]:?", "", text)
    assert numbers_in(body) == [*body_numbers(report), *note_numbers(report)]


@pytest.mark.parametrize("week", WEEKS)
def test_a_word_document_has_the_numbers_of_the_report_and_no_others(of_week: Made, week: str) -> None:
    """The same of DOCX: its text, and its endnotes in their part."""
    _, report = of_week(week)
    document = docx.Document(io.BytesIO(write_docx(report)))
    notes = document.part.part_related_by(RELATIONSHIP_TYPE.ENDNOTES)
    assert numbers_in(words_of(document.element.body)) == body_numbers(report)
    assert numbers_in(words_of(parse_xml(notes.blob))) == note_numbers(report)


@pytest.mark.parametrize("week", WEEKS)
def test_pages_have_the_numbers_of_the_report_and_no_others(of_week: Made, week: str) -> None:
    """The same of PDF, but for the order of its text: what is left over are the numbers of pages and footnotes, and addresses."""
    _, report = of_week(week)
    reader = pypdf.PdfReader(io.BytesIO(write_pdf(report)))
    written = Counter(numbers_in(" ".join(text_of_page(page) for page in reader.pages)))
    expected = Counter([*body_numbers(report), *note_numbers(report)])
    furniture = Counter(str(number) for number in range(1, len(report.notes) + 1))
    running = Counter(numbers_in(text_without_marks(report.subtitle)) * len(reader.pages))
    addresses = Counter(number for note in report.notes if isinstance(note, Quote) for number in numbers_in(note.link or ""))
    drawn = Counter(numbers_in(" ".join(re.sub(r"<[^>]*>", " ", block.svg) for block in drawings(report))))
    paging = Counter([str(len(reader.pages))] * len(reader.pages) + [str(number + 1) for number in range(len(reader.pages))])
    assert not expected - written
    assert not written - (expected + furniture + running + addresses + drawn + paging)


def drawings(report: Report) -> list[Picture]:
    """Returns the drawings of a report."""
    return [block for section in report.sections for block in section.blocks if isinstance(block, Picture)]


def text_of_page(page: pypdf.PageObject) -> str:
    """Returns the text of a page without what is set as small as marks are."""
    found: list[str] = []

    def visit(text: str, _: object, matrix: list[float], __: object, size: float) -> None:
        found.append(text if abs(matrix[3] or 1.0) * size >= SMALLEST else " ")

    page.extract_text(visitor_text=visit)
    return "".join(found)


class Reader(html.parser.HTMLParser):
    """Reads the words of a page, without its head, and without the marks and addresses of footnotes."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Passes over what is no text of the report."""
        kind = dict(attrs).get("class") or ""
        if tag in ("head", "nav", "svg") or kind in ("marks", "source", "back") or (self._hidden and tag not in ("meta", "col", "link")):
            self._hidden += 1
        self.text += " "

    def handle_endtag(self, tag: str) -> None:
        """Goes on after what was passed over."""
        self._hidden -= bool(self._hidden)
        self.text += " " if tag in ("td", "th", "li", "p", "h1", "h2", "h3", "dd", "dt", "caption") else ""

    def handle_data(self, data: str) -> None:
        """Adds text."""
        self.text += "" if self._hidden else data


def words_of(element: BaseOxmlElement) -> str:
    """Returns the text of a Word part without marks and links: what stands in superscript, in fields and in hyperlinks."""
    found = []
    for paragraph in element.iter(f"{WORD}p"):
        runs = [run for run in paragraph.iter(f"{WORD}r") if run.getparent().tag != f"{WORD}hyperlink"]
        plain = [run for run in runs if run.find(f"{WORD}rPr/{WORD}vertAlign") is None]
        found.append("".join(text.text or "" for run in plain for text in run.iter(f"{WORD}t")))
    return "\n".join(found)
