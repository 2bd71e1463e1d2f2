"""Add: reports brought into the record, as files or as pasted words."""

import re
import shutil
import tempfile
from functools import partial
from pathlib import Path

import msgspec
from starlette.responses import RedirectResponse, Response

from sitrep.errors import WrongUsage
from sitrep.ingest.dates import read_date
from sitrep.model.texts import Document
from sitrep.store import surveys
from sitrep.views.workbench.errands import run
from sitrep.views.workbench.routes import Action, Form, Page
from sitrep.views.workbench.visits import Visit

UNSAFE = re.compile(r"[^\w.-]+")
SHOWN = 10
FIELDS = ("title", "publisher", "published", "url", "text")


class AddView(msgspec.Struct, frozen=True):
    """What was said when reports were added just now, "" where none were, and the reports that came last, the last one first."""

    said: str
    latest: tuple[Document, ...]


def look(visit: Visit) -> AddView:
    """Returns what the page shows."""
    latest = visit.record.ask(partial(surveys.latest_documents, limit=SHOWN))
    return AddView(visit.asked.get("said", "")[:2000], tuple(latest))


def add(visit: Visit, form: Form) -> Response:
    """Reads the files and the pasted report into the record, by `sitrep add` in a process of its own.

    Raises: WrongUsage where there is nothing to read, or a date is none.
    """
    published = form.get("published", "").strip()
    if published and read_date(published) is None:
        raise WrongUsage(f"published {published!r}: an ISO date is expected, such as 2025-12-07")
    with tempfile.TemporaryDirectory() as folder:
        sources = [*kept_files(visit, Path(folder)), *pasted(form, Path(folder))]
        if not sources:
            raise WrongUsage("choose a file, or paste a report")
        dated = (f"--published={published}",) if published else ()
        done = run(("add", *dated, "--", *sources), visit.bench.settings.database)
    visit.bench.wake()
    said = done.said.replace(f"{folder}/", "").replace(visit.record.name, visit.record_name)
    return RedirectResponse(visit.link("/add", said=said or "nothing was added"), 303)


def kept_files(visit: Visit, folder: Path) -> list[str]:
    """Returns the paths of the files that were sent, kept under harmless names."""
    paths = []
    for number, (name, content) in enumerate(visit.files):
        path = folder / f"{number}-{UNSAFE.sub('-', Path(name).name)[-80:]}"
        with path.open("wb") as stream:
            shutil.copyfileobj(content, stream)
        paths.append(str(path))
    return paths


def pasted(form: Form, folder: Path) -> list[str]:
    """Returns the path of the pasted report, none where nothing was pasted."""
    if not form.get("text", "").strip():
        return []
    report = {name: value for name in FIELDS if (value := form.get(name, "").strip() if name != "text" else form["text"])}
    path = folder / "pasted.jsonl"
    path.write_bytes(msgspec.json.encode(report) + b"\n")
    return [str(path)]


PAGE = Page("/add", "Add", "add.html", look, role="reviewer")
ACTION = Action("/add", add)
