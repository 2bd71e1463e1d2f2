"""`sitrep export`: a selection of a record for other programs."""

from collections import Counter
from pathlib import Path

from sitrep.errors import WrongUsage
from sitrep.views.exporting.exporters import EXPORTERS, export_stream, write_export
from sitrep.views.exporting.selections import Selection
from sitrep.views.listing import read_filters
from sitrep.views.messages import Messages
from sitrep.views.output import write
from sitrep.views.progress import live_line
from sitrep.views.records import open_look
from sitrep.views.wishes import FilterWishes, Look


def export(form: str, out: str | None, wishes: FilterWishes, mask: bool, look: Look, messages: Messages) -> int:
    """Writes what passes the filters in a format to a file or folder, or to standard output, and returns the exit code.

    Raises: WrongUsage for an unknown format or filter, a folder format without `out`, or a place that cannot be written; StoreUnavailable.
    """
    if form not in EXPORTERS:
        raise WrongUsage(f"{form!r}: no format; known are {', '.join(sorted(EXPORTERS))}")
    if out is None and EXPORTERS[form].is_folder:
        raise WrongUsage(f"{form}: makes a folder of several files; say where with --out FOLDER")
    filters = read_filters(wishes)
    with open_look(look) as record, live_line(messages) as show:
        selection = Selection(record, filters, mask=mask, show=show)
        if out is None:
            for chunk in export_stream(selection, form):
                write(chunk)
            return 0
        written = write_export(selection, form, Path(out))
    messages.note(f"{out}: {summary(written)}")
    return 0


def summary(written: Counter[str]) -> str:
    """Returns how many of what were written, and left out.

    >>> summary(Counter({"rows": 12, "events left out without a day": 1, "entities": 1, "claims": 0}))
    '12 rows, 1 event left out without a day, 1 entity'
    """
    return ", ".join(f"{many:,} {_numbered(what, many)}" for what, many in written.items() if many) or "nothing to write"


def _numbered(what: str, many: int) -> str:
    """Returns what was counted, its first word in the singular for one."""
    noun, *rest = what.replace("_", " ").split(" ")
    if many == 1:
        noun = f"{noun[:-3]}y" if noun.endswith("ies") else noun.removesuffix("s")
    return " ".join((noun, *rest))
