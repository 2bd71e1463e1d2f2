"""PDF: pages set by Typst, tagged for screen readers (PDF/UA-1)."""

import datetime as dt
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import msgspec
import typst
from msgspec.structs import replace

from sitrep.views.messages import MESSAGES
from sitrep.views.reporting.phrasing import quotation_marks
from sitrep.views.reporting.reports import Block, Picture, Quote, Report
from sitrep.views.reporting.style import template
from sitrep.views.reporting.writers.links import safe_link

PAGES = Path(__file__).with_name("report.typ")
UNSHOWN = "could not be displayed"
WORDS = ("draft", "remark_author", "footnote")


def write_pdf(report: Report) -> bytes:
    """Returns a report as PDF: no clock is read and no font of the machine used, so that the same report gives the same bytes.

    Characters that the fonts at hand lack (Chinese, emoji) are sought in the fonts of the machine; where those lack them too, the pages
    are tagged, but are no PDF/UA-1, which demands that every character is shown.
    """
    day = dt.datetime.fromisoformat(f"{report.last_day}T00:00:00+00:00")
    with laid_out(report) as page:
        for own_fonts in (True, False):
            try:
                return set_pages(page, ["ua-1"], day, own_fonts=own_fonts)
            except typst.TypstError as error:
                if UNSHOWN not in str(error):
                    raise
                lacking = str(error)
        MESSAGES.note(f"the PDF is tagged, but is no PDF/UA-1, as a character is in no font of this machine ({lacking})")
        return set_pages(page, [], day, own_fonts=False)


def set_pages(page: Path, standards: Sequence[Literal["ua-1"]], day: dt.datetime, *, own_fonts: bool) -> bytes:
    """Returns the pages that Typst sets, by standards, dated by a day; with `own_fonts` without those of the machine."""
    pages = typst.compile(
        str(page), root=str(page.parent), format="pdf", pdf_standards=[*standards], ignore_system_fonts=own_fonts, timestamp=day
    )
    assert isinstance(pages, bytes), "one document is one sequence of bytes"
    return pages


@contextmanager
def laid_out(report: Report) -> Iterator[Path]:
    """Lays a report with its drawings and the page that sets it into a passing folder, and yields that page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.json").write_bytes(msgspec.json.encode(plain_report(report, folder)))
        (folder / "words.json").write_bytes(msgspec.json.encode({word: template(word) for word in WORDS}))
        page = folder / PAGES.name
        page.write_bytes(PAGES.read_bytes())
        yield page


def plain_report(report: Report, folder: Path) -> Report:
    """Returns a report whose drawings lie in a folder and are named, and whose links lead to the web alone."""
    sections = tuple(
        replace(section, blocks=tuple(laid_down(block, folder, f"{section.key}-{index}.svg") for index, block in enumerate(section.blocks)))
        for section in report.sections
    )
    notes = tuple(quoted_note(note) if isinstance(note, Quote) else note for note in report.notes)
    return replace(report, sections=sections, notes=notes)


def quoted_note(note: Quote) -> Quote:
    """Returns a footnote with its words in quotation marks, and without an address that is not of the web."""
    begin, end = quotation_marks(note.words)
    return replace(note, words=f"{begin}{note.words}{end}", link=safe_link(note.link))


def laid_down(block: Block, folder: Path, name: str) -> Block:
    """Returns a block; of a drawing one that names the file it was written to."""
    if not isinstance(block, Picture):
        return block
    (folder / name).write_text(block.svg, encoding="utf-8")
    return replace(block, svg=name)
