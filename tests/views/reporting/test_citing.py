"""A report of what a batch found says of what it was made."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import docx
import pypdf

from sitrep.trends.coverage import ShiftKind
from sitrep.views.reporting.style import template
from tests.views.conftest import Ended

Run = Callable[..., Ended]
READ: dict[str, Callable[[bytes], str]] = {
    "html": bytes.decode,
    "md": bytes.decode,
    "docx": lambda content: "\n".join(each.text for each in docx.Document(io.BytesIO(content)).paragraphs),
    "pdf": lambda content: "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages),
}


def test_every_format_cites_the_dataset_that_reports_came_from(run: Run, root: Path, tmp_path: Path) -> None:
    """A number in a ministry's briefing must lead back to the archive, the versions and the inputs that it was read from."""
    dataset, record = tmp_path / "dataset", tmp_path / "r.db"
    reports = root / "examples" / "reports" / "reports.jsonl"
    assert run("-q", "batch", reports, "--out", dataset, "--jobs", "1").code == 0
    manifest = json.loads((dataset / "manifest.json").read_bytes())
    assert run("-q", "load", dataset, "--db", record).code == 0
    assert run("-q", "load", dataset, "--db", record).code == 0
    for form, read in READ.items():
        out = tmp_path / f"week.{form}"
        assert run("-q", "report", "--week", "2025-W35", "--db", record, "--out", out).code == 0
        told = " ".join(read(out.read_bytes()).split())
        for fact in (manifest["checksum"][:12], manifest["software"], f"{manifest['counts']['documents']} reports", "1 file"):
            assert fact in told, (form, fact)
        assert told.count(manifest["checksum"][:12]) == 1, form


def test_every_way_in_which_sources_change_has_words() -> None:
    """A week that no report was published in is told of, and not a reason to end without a report."""
    for kind in get_args(ShiftKind):
        assert template(f"shift_{kind}")


def test_a_report_of_other_reports_cites_none(run: Run, database: str) -> None:
    """What was added report by report has no manifest."""
    assert "dataset" not in run("report", "--week", "2025-W49", "--db", database, "--format", "md").out
