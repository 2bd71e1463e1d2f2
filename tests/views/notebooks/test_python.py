"""What `import sitrep` offers."""

import datetime as dt
import doctest
import inspect
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import sitrep
from sitrep.errors import StoreUnavailable, WrongUsage
from sitrep.views import extras
from sitrep.views.notebooks.listings import Listing

TEXT = "Russia launched more than 40 drones at Odesa overnight, the air force said. Two people were killed."


def test_import_is_light() -> None:
    """A program that only wants the version must not load a language model."""
    heavy = {"spacy", "sqlalchemy", "msgspec", "pandas"}
    code = f"import sys, sitrep; dir(sitrep); print(sorted({{m.split('.')[0] for m in sys.modules}} & {heavy}))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_examples_of_the_page_are_true(root: Path, examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever copies an example from docs/python.md gets what stands below it."""
    monkeypatch.chdir(examples.parent)
    found = doctest.testfile(str(root / "docs" / "python.md"), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.attempted > 10
    assert not found.failed


def test_notebooks_are_true(root: Path) -> None:
    """A notebook that breaks, or shows what the program no longer says, misleads whoever begins with it."""
    done = subprocess.run(
        [sys.executable, "tools/write_notebooks.py", "--check"], cwd=root, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"


def test_a_text_is_read_before_and_after_the_stage_is_loaded() -> None:
    """The function has the name of a package, and must be called as one whichever was loaded first."""
    code = (
        f"import sitrep; a = sitrep.extract({TEXT!r}); import sitrep.extract.claims as stage; b = sitrep.extract({TEXT!r});"
        "assert callable(stage.extract_claims); print(a.to_dict() == b.to_dict(), len(b.claims))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=120)
    assert done.stdout.split() == ["True", "2"]


def test_the_function_tells_what_it_takes() -> None:
    """Notebooks show the parameters of what is called."""
    assert list(inspect.signature(sitrep.extract).parameters)[:2] == ["text", "published"]


def test_the_package_offers_nothing_else() -> None:
    """A name that is misspelt fails as with any module."""
    assert {"open", "extract", "__version__"} <= set(dir(sitrep))
    with pytest.raises(AttributeError, match="opne"):
        sitrep.opne  # noqa: B018


def test_a_text_is_shown_escaped_with_its_evidence_marked() -> None:
    """A report may hold anything, and a notebook runs the HTML that it is shown."""
    text = TEXT + " <script>alert(1)</script>"
    page = sitrep.extract(text, published=dt.date(2025, 12, 7), publisher="<i>Wire</i>")._repr_html_()
    assert "<script" not in page
    assert "<i>" not in page
    assert "&lt;script&gt;" in page
    marked = re.findall(r"<mark[^>]*>([^<]*)</mark>", page)
    assert marked[0].startswith("Russia launched more than 40 drones")
    assert "more than 40 drones" in page.split("</div>")[1]


@pytest.mark.parametrize("wrong", [{"published": "yesterday"}, {"language": "xx1"}, {"packs": ("nowhere",)}])
def test_a_wrong_wish_is_refused(wrong: dict[str, Any]) -> None:
    """A date that is none would silently leave every relative word unresolved."""
    with pytest.raises(WrongUsage):
        sitrep.extract(TEXT, **wrong)


def test_there_is_no_record(tmp_path: Path) -> None:
    """Opening never makes a file."""
    with pytest.raises(StoreUnavailable, match="there is none"):
        sitrep.open(str(tmp_path / "none.db"))
    assert not list(tmp_path.iterdir())


def test_filters_and_frames(examples: Path) -> None:
    """The three kinds of frames hold the same rows, and the filters those of the command line."""
    with sitrep.open(str(examples)) as record:
        events = record.events(since=dt.date(2025, 8, 1), until="2025-12-31", type=["ASSAULT", "DISRUPT"])
        assert 0 < len(events) < len(record.events())
        assert {event.type for event in events} <= {"ASSAULT", "DISRUPT"}
        frames = events.to_arrow(), events.to_pandas(), events.to_polars()
        assert [len(frame) for frame in frames] == [len(events)] * 3
        assert list(frames[1]["id"]) == [event.id for event in events]
        assert str(frames[1]["first_day"].dtype).startswith("datetime64")
        assert str(events.figures().to_pandas()["low"].dtype) == "Int64"
        assert len(record.claims(place="Kyiv").figures().to_pandas()) > 10
        assert record.claims(source="Example Wire")
        assert len(record.claims(limit=3)) == 3
        assert len(record.documents().to_polars()) == 15


def test_series_and_changes_become_frames(examples: Path) -> None:
    """Who draws a series needs beside each count what was read, and the sentence that goes with it."""
    with sitrep.open(str(examples)) as record:
        points = record.series(by="country", measure=["launched", "incidents"], since="2025-08-01").to_pandas()
        changes = record.changes(measure="launched")
        assert {"country", "measure", "span", "low", "high", "reports", "days_with_reports"} <= set(points.columns)
        assert points[(points["span"] == "2025-W49") & (points["item"] == "drone")]["low"].tolist() == [653]
        assert set(changes.to_pandas()["verdict"]) == {"too-little"}
        assert all("Nothing can be said" in words for words in changes.to_polars()["words"])
        assert "What can be told" in changes._repr_html_()
        with pytest.raises(WrongUsage, match="by 'moon': known are place"):
            record.series(by="moon")


def test_an_empty_answer_has_the_same_columns(examples: Path) -> None:
    """A script that joins frames must not break in a week without events."""
    with sitrep.open(str(examples)) as record:
        none, some = record.events(place="Atlantis").to_arrow(), record.events().to_arrow()
        assert none.num_rows == 0
        assert none.schema == some.schema


def test_an_answer_is_a_sequence(examples: Path) -> None:
    """Slices stay listings, so that they still become frames."""
    with sitrep.open(str(examples)) as record:
        claims = record.claims()
        assert len(claims[:2].figures().to_arrow()) >= 1
        assert claims[0] in claims
        assert repr(claims[:1]) == "<1 claim>"
        assert len(claims.to_dicts()) == len(claims)


def test_every_quote_is_verbatim(examples: Path) -> None:
    """A quote is worth nothing if it does not stand in the report."""
    with sitrep.open(str(examples)) as record:
        event = record.events(place="Kyiv")[0]
        assert record.event(event.id[:8]) == event
        quotes = record.quotes(event.id)
        texts = {document.id: document.text for document in record.documents()}
        assert len(quotes) > 20
        assert all(texts[quote.document][quote.start : quote.end] == quote.words for quote in quotes)
        assert record.quotes(event.claims[0])[0].claim == event.claims[0]


def test_listings_are_shown_as_tables(examples: Path) -> None:
    """Every kind of answer is readable in a notebook, and a long one says how much is left out."""
    with sitrep.open(str(examples)) as record:
        event = record.events(place="Kyiv")[0]
        listings: list[Listing[Any]] = [
            record.events(),
            record.events().figures(),
            record.claims().figures(),
            record.quotes(event.id),
            record.totals(by="week"),
        ]
        pages = [listing._repr_html_() for listing in (*listings, record.documents(), record.claims())]
        assert all("<table>" in page for page in pages)
        assert "more</p>" in pages[-1]


def test_a_missing_library_names_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """A plain installation has no pandas; the message must say how to get it."""

    def absent(name: str) -> ModuleType:
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr("importlib.import_module", absent)
    with pytest.raises(WrongUsage, match=r"pip install 'sitrep-news\[pandas\]'"):
        extras.library("pandas", "pandas", "a pandas frame")
