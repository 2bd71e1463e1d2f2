"""What each format promises: one file that fetches nothing, tagged pages, endnotes that Word knows."""

import html
import io
import re
import zipfile
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal

import docx
import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from msgspec.structs import replace
from playwright.sync_api import sync_playwright

from sitrep.views.reporting.cleaning import cleaned
from sitrep.views.reporting.material import Material
from sitrep.views.reporting.phrasing import plain
from sitrep.views.reporting.reports import Paragraph, Piece, Quote, Report, Section, Table
from sitrep.views.reporting.writers.docx import write_docx
from sitrep.views.reporting.writers.markdown import write_markdown
from sitrep.views.reporting.writers.page import write_page
from sitrep.views.reporting.writers.pdf import write_pdf

Made = Callable[[str], tuple[Material, Report]]
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WEEK = "2025-W35"
CHROMIUM = Path("/usr/bin/chromium")


class Outline(HTMLParser):
    """Reads the headings, links, names and loaded things of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.names: list[str] = []
        self.targets: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes what a tag brings."""
        given = dict(attrs)
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        self.names += [str(given["id"])] if "id" in given else []
        self.targets += [str(given["href"])] if tag == "a" else []
        self.loaded += [tag] if tag in ("script", "link", "img", "iframe") or "src" in given else []


@pytest.fixture
def report(of_week: Made) -> Report:
    """The report of a week of the examples."""
    return of_week(WEEK)[1]


def hostile() -> Report:
    """A report whose words try to be markup in every format."""
    words = '<script>alert(1)</script> #eval("1") *bold* `code` [link](javascript:alert(1)) | cell \\ $x$'
    note = Quote(1, "c", "d", words, words, "1 May 2025", words, "javascript:alert(1)")
    blocks = (
        Paragraph((Piece(words, "words"), Piece("", "mark", (1,)))),
        Table(words, (words, words), ((plain(words), (Piece(words, "words"), Piece("", "mark", (1,)))),), (1, 1)),
    )
    return Report(words, plain("May"), (), (Section("highlights", words, blocks),), (note,), "Sources", "2025-05-01")


def test_a_page_is_one_file(report: Report) -> None:
    """It is mailed: whatever it loaded would be missing, or tell the sender who reads it."""
    page = Outline()
    page.feed(write_page(report).decode())
    assert page.loaded == []
    assert not re.findall(r"url\((?!#)|@import", write_page(report).decode())


def test_links_of_a_page_lead_to_its_footnotes_and_back(report: Report) -> None:
    """A number without its footnote is a claim of ours; each mark leads to one, and each footnote back."""
    page = Outline()
    page.feed(write_page(report).decode())
    inner = [target[1:] for target in page.targets if target.startswith("#")]
    assert set(inner) <= set(page.names)
    assert len(page.names) == len(set(page.names))
    assert {f"n{note.number}" for note in report.notes} <= set(inner)


def test_headings_of_a_page_leave_out_no_level(report: Report) -> None:
    """Readers of the screen go from heading to heading."""
    page = Outline()
    page.feed(write_page(report).decode())
    assert page.levels[0] == 1
    assert page.levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in zip(page.levels, page.levels[1:], strict=False))


def test_pages_are_tagged(report: Report) -> None:
    """PDF/UA-1: marked content, a language, a title that is shown, and the standard named."""
    root: Any = pypdf.PdfReader(io.BytesIO(write_pdf(report))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_a_word_document_has_endnotes_and_heads(report: Report) -> None:
    """It is edited further: endnotes must be Word's own, numbered as ours, and heads of tables repeated."""
    content = write_docx(report)
    document = docx.Document(io.BytesIO(content))
    references = [int(each.get(f"{WORD}id")) for each in document.element.body.iter(f"{WORD}endnoteReference")]
    assert references == [note.number for note in report.notes]
    assert all(table._tbl.findall(f".//{WORD}tblHeader") for table in document.tables)
    assert [each.text for each in document.paragraphs if each.style and each.style.name == "Heading 1"] == [
        *(section.title for section in report.sections),
        report.notes_title,
    ]
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert b'w:val="decimal"' in parts.read("word/settings.xml")


def test_markdown_defines_every_footnote_once(report: Report) -> None:
    """A mark without a definition is printed as it stands."""
    text = write_markdown(report).decode()
    defined = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    assert defined == [str(note.number) for note in report.notes]
    assert set(re.findall(r"\[\^(\d+)\]", text)) == set(defined)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_accessible(report: Report, tmp_path: Path, scheme: Literal["light", "dark"]) -> None:
    """The rules of axe-core hold, on light and on dark screens, and nothing is asked of the network."""
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed (on Debian: apt install chromium)")
    (tmp_path / "report.html").write_bytes(write_page(report))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(color_scheme=scheme)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto((tmp_path / "report.html").as_uri())
        violations = Axe().run(page).response["violations"]
        browser.close()
    assert [each["id"] for each in violations] == []
    assert len(asked) == 1


@pytest.mark.parametrize("words", ["Їжак і ґанок", "صحيفة", "שלום", "新华社 🚀"])
@pytest.mark.parametrize("write", [write_page, write_markdown, write_docx, write_pdf])
def test_words_in_any_script_are_written(write: Callable[[Report], bytes], words: str) -> None:
    """Outlets write in their own letters, and a report on them must come into being, whatever fonts there are."""
    report = hostile()
    assert write(replace(report, notes=(replace(report.notes[0], words=words, speaker=words),)))


def test_control_characters_are_left_out(report: Report) -> None:
    """What a broken page brought along can stand in no XML, and steers terminals."""
    spoilt = replace(report, title="A\x00 ti\x1btle", sections=(replace(report.sections[0], title="On\x07e"),))
    assert (cleaned(spoilt).title, cleaned(spoilt).sections[0].title) == ("A title", "One")
    assert cleaned(report) == report


@pytest.mark.parametrize("write", [write_page, write_markdown, write_docx, write_pdf])
def test_words_of_a_report_are_never_markup(write: Callable[[Report], bytes]) -> None:
    """Outlets and speakers write what they like; it is shown, and neither run nor linked."""
    written = write(hostile())
    assert written
    if write is write_page:
        assert b"<script" not in written
        assert b'href="javascript' not in written
    if write is write_markdown:
        assert b"<script" not in written.replace(b"\\<script", b"")
        assert b"<javascript" not in written
    if write is write_pdf:
        pages = pypdf.PdfReader(io.BytesIO(written)).pages
        assert '#eval("1")' in " ".join(pages[0].extract_text().split())
        assert not [note for page in pages for note in page.get("/Annots", []) if "javascript" in str(note.get_object())]


def test_words_in_another_language_say_so(report: Report) -> None:
    """A screen reader that reads Ukrainian with English sounds is not understood."""
    notes = tuple(replace(note, language="uk") if isinstance(note, Quote) else note for note in report.notes)
    page = write_page(replace(report, notes=notes)).decode()
    quoted = next(note for note in notes if isinstance(note, Quote))
    assert f'<span lang="uk" dir="auto">{html.escape(quoted.words)}</span>' in page
    assert "<span lang=" not in write_page(report).decode(), "words in the report's own language need no mark"
