"""`sitrep report`: the situation report of some days, as HTML, PDF, DOCX or Markdown."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

import msgspec

from sitrep.errors import WrongUsage
from sitrep.merge.reconciliation import LATEST
from sitrep.views.listing import read_filters
from sitrep.views.messages import Messages
from sitrep.views.output import write
from sitrep.views.records import open_look, read_moment
from sitrep.views.reporting.composition import compose, no_pictures
from sitrep.views.reporting.conflicts import read_conflict
from sitrep.views.reporting.drawing import draw
from sitrep.views.reporting.gathering import gather
from sitrep.views.reporting.material import Scope
from sitrep.views.reporting.periods import Period, read_period
from sitrep.views.reporting.reports import Report
from sitrep.views.reporting.slots import read_slots, write_new
from sitrep.views.reporting.style import style
from sitrep.views.wishes import FilterWishes, Look
from sitrep.views.words import counted

Format = Literal["html", "pdf", "docx", "md"]
BINARY = ("pdf", "docx")


class Wishes(msgspec.Struct, frozen=True):
    """What was asked for, as it was typed: the days, the filters, a conflict, where to, and a person's file."""

    week: str | None
    filters: FilterWishes
    conflict: str | None = None
    form: Format = "html"
    out: str | None = None
    slots: str | None = None
    mask: bool = False


def report(wishes: Wishes, look: Look, messages: Messages) -> int:
    """Writes the report, and returns the exit code.

    Raises: WrongUsage; StoreUnavailable.
    """
    filters = read_filters(wishes.filters)
    period = read_period(wishes.week, filters.since, filters.until)
    conflict = read_conflict(wishes.conflict)
    slots = read_slots(wishes.slots, style().sections)
    writer = writer_of(wishes.form)
    check_out(wishes)
    name = conflict.title if conflict else ", ".join(filters.place) or None
    scope = Scope(msgspec.structs.replace(filters, since=None, until=None), conflict, name, wishes.mask)
    moment = read_moment(look.as_known)
    with open_look(look) as record:
        material = gather(record, period, scope, moment.isoformat() if moment else None)
    made = compose(material, slots, look.rule or LATEST, no_pictures if wishes.form == "md" else draw)
    deliver(writer(made), wishes.out)
    messages.note(f"{told_days(material.period)}: {counted(len(material.events), 'event')}, {counted(len(made.notes), 'footnote')}")
    return 0


def format_of(out: str | None) -> Format:
    """Returns the format that the ending of a file's name stands for, HTML for any other.

    >>> format_of("week.pdf"), format_of("WEEK.MD"), format_of(None)
    ('pdf', 'md', 'html')
    """
    ending = Path(out or "").suffix.casefold().removeprefix(".")
    return next((form for form in WRITERS if form == ending), "html")


def new_slots(path: str, messages: Messages) -> int:
    """Writes an empty file for a person's text, and returns the exit code.

    Raises: WrongUsage where it is there already or cannot be written.
    """
    write_new(path, style().sections)
    messages.note(f"{path}: written; fill in what you want to add")
    return 0


def check_out(wishes: Wishes) -> None:
    """Passes a report that has somewhere to go.

    Raises: WrongUsage where a PDF or DOCX would be written onto a screen.
    """
    if wishes.form in BINARY and wishes.out is None and sys.stdout.isatty():
        raise WrongUsage(f"a {wishes.form.upper()} cannot be shown on a terminal; name a file by --out, such as --out report.{wishes.form}")


def writer_of(form: Format) -> Callable[[Report], bytes]:
    """Returns what writes a report in a format.

    Raises: WrongUsage where the format needs an extra that is not installed.
    """
    try:
        return WRITERS[form]()
    except ImportError as error:
        raise WrongUsage(
            f"--format {form}: needs the extra `report` ({error.name} is missing): pip install 'sitrep-news[report]'"
        ) from error


def _page() -> Callable[[Report], bytes]:
    from sitrep.views.reporting.writers.page import write_page

    return write_page


def _markdown() -> Callable[[Report], bytes]:
    from sitrep.views.reporting.writers.markdown import write_markdown

    return write_markdown


def _pdf() -> Callable[[Report], bytes]:
    from sitrep.views.reporting.writers.pdf import write_pdf

    return write_pdf


def _docx() -> Callable[[Report], bytes]:
    from sitrep.views.reporting.writers.docx import write_docx

    return write_docx


WRITERS: Mapping[Format, Callable[[], Callable[[Report], bytes]]] = {"html": _page, "pdf": _pdf, "docx": _docx, "md": _markdown}


def deliver(content: bytes, out: str | None) -> None:
    """Writes the report to a file, whole or not at all, or to standard output.

    Raises: WrongUsage where the file cannot be written.
    """
    if out is None:
        write(content)
        return
    path, part = Path(out), Path(f"{out}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        raise WrongUsage(f"{out}: cannot be written ({error.strerror})") from error
    finally:
        part.unlink(missing_ok=True)


def told_days(period: Period) -> str:
    """Returns the days of a report for a message."""
    return f"{period.first.isoformat()} to {period.last.isoformat()}"
