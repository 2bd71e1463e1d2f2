"""The example reports are what examples/README.md says they are."""

import datetime as dt
import json
from pathlib import Path

import pytest

from sitrep.annotate.gate import is_relevant
from sitrep.ingest.drafts import Defaults
from sitrep.ingest.sources import Reading, Unreadable, read_sources
from sitrep.model.texts import Document

ALL = 15
OUTLETS = {"Example Courier", "Example Tribune", "Example Wire"}
NO_CONFLICT = "tram-line"


@pytest.fixture(scope="module")
def documents(root: Path) -> list[Document]:
    """All examples, read as `make run` reads them."""
    found = list(read_sources([str(root / "examples" / "reports")], Reading(Defaults(published="2025-12-07"))))
    assert not [each for each in found if isinstance(each, Unreadable)]
    return [each for each in found if isinstance(each, Document)]


def test_all_are_read(documents: list[Document]) -> None:
    """The README counts them, and a file that cannot be read would be a poor welcome."""
    assert len(documents) == ALL
    assert len({document.id for document in documents}) == ALL


def test_each_knows_its_date(documents: list[Document]) -> None:
    """Relative words ("on Thursday") mean nothing without it, and the flag must not cover a date that the report declares."""
    days = [document.published_at for document in documents]
    assert None not in days
    assert sum(day is not None and day.date() == dt.date(2025, 12, 7) for day in days) == 1


def test_each_is_short_and_from_an_invented_outlet(documents: list[Document]) -> None:
    """They serve to be read, and nobody's name may stand above words of ours."""
    assert {len(document.text.split()) in range(50, 181) for document in documents} == {True}
    assert {document.publisher for document in documents} - {None} == OUTLETS
    assert all(document.url is None or document.url.startswith("https://example.org/") for document in documents)


def test_pages_lose_their_furniture(documents: list[Document]) -> None:
    """Menus and footers are no part of a report."""
    pages = [document for document in documents if document.url and document.url.rsplit("/", 1)[-1].startswith("istanbul")]
    assert len(pages) == 2
    assert not [page for page in pages if "newsletter" in page.text or "All rights reserved" in page.text]


def test_only_the_tram_is_irrelevant(documents: list[Document]) -> None:
    """The gate lets reports on conflict through, and not one with a strike, a derby and a line that opens."""
    dropped = [document.id for document in documents if not is_relevant(document.text)]
    assert dropped == [NO_CONFLICT]


def test_lines_are_whole(root: Path) -> None:
    """Every line carries what the input format names, so that it can serve as a pattern."""
    lines = (root / "examples" / "reports" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    assert all(set(json.loads(line)) == {"id", "url", "title", "publisher", "published", "language", "text"} for line in lines)
