"""Adding: what the program says of a run, where it goes on, and what becomes of revised pages, seen as a user sees it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sitrep.errors import WrongUsage
from sitrep.pipeline import merge_record
from sitrep.store.queries import issues
from sitrep.store.records import Record
from sitrep.views.adding import add
from sitrep.views.journals import Journal, Position
from sitrep.views.messages import Loudness, Messages
from sitrep.views.runs import Wishes
from sitrep.views.showing import account_of


@pytest.fixture
def inputs(root: Path) -> Path:
    """The folder of the example inputs."""
    return root / "examples" / "inputs"


def told(database: Path, *sources: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Adds sources and returns the summary."""
    add(Wishes(tuple(map(str, sources)), jobs=1), False, str(database), Messages())
    return capsys.readouterr().err.strip().splitlines()[-1].partition(": ")[2]


def test_an_archive_is_gone_on_with(inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A crawl of a week must not be read from its start because of a restart; nor must one that grew."""
    database, archive = tmp_path / "r.db", tmp_path / "crawl.warc.gz"
    raw = (inputs / "crawl.warc.gz").read_bytes()
    second = raw.index(b"\x1f\x8b\x08", 1)
    archive.write_bytes(raw[:second])
    assert "1 report added" in told(database, archive, capsys=capsys)
    archive.write_bytes(raw)
    summary = told(database, archive, capsys=capsys)
    assert "0 reports added" not in summary
    assert re.search(r"1 passed over \(no page but another answer of a server\)", summary)
    assert told(database, archive, capsys=capsys) == "0 reports added with 0 claims"


def test_several_processes_read_an_archive_as_one_does(root: Path, inputs: Path, tmp_path: Path) -> None:
    """Pages are drawn by as many processes as there are; order, damage and what is passed over stay as they are."""
    archive = tmp_path / "crawl.warc.gz"
    subprocess.run([sys.executable, root / "tools" / "make_archive.py", archive, "80"], check=True, capture_output=True)
    damaged = bytearray((inputs / "crawl.warc.gz").read_bytes())
    damaged[damaged.index(b"\x1f\x8b\x08", 1) + 60] ^= 0xFF
    (tmp_path / "damaged.warc.gz").write_bytes(bytes(damaged))
    kept = []
    for jobs in (1, 2, None):
        database = tmp_path / f"{jobs}.db"
        assert add(Wishes((str(archive), str(tmp_path / "damaged.warc.gz")), jobs=jobs), True, str(database), Messages(Loudness.QUIET)) == 1
        with Record.open(str(database), merge_record) as record:
            found = list(record.readings())
            kept.append((found, record.ask(issues), [record.source(document.id) for document, _ in found]))
    assert kept[0] == kept[1] == kept[2]
    assert len(kept[0][0]) > 80


def test_a_damaged_archive_is_told_once_and_read_on(inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One bad record among millions must cost itself alone."""
    raw = bytearray((inputs / "crawl.warc.gz").read_bytes())
    second = raw.index(b"\x1f\x8b\x08", 1)
    raw[second + 60] ^= 0xFF
    (tmp_path / "bad.warc.gz").write_bytes(bytes(raw))
    assert add(Wishes((str(tmp_path / "bad.warc.gz"),), jobs=1), False, str(tmp_path / "r.db"), Messages()) == 1
    lines = capsys.readouterr().err.strip().splitlines()
    assert len([line for line in lines if "is damaged" in line]) == 1
    assert "2 reports added" in lines[-1]
    assert "1 not readable" in lines[-1]


def test_a_revised_page_counts_once_and_its_first_words_are_kept(inputs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A toll that rose in one article is one witness who said more later, not two."""
    database = tmp_path / "r.db"
    assert "1 report added" in told(database, inputs / "page", capsys=capsys)
    assert "1 revised" in told(database, inputs / "page-updated", capsys=capsys)
    assert "1 there already" in told(database, inputs / "page", capsys=capsys)
    with Record.open(str(database), merge_record) as record:
        (event,) = [each for each in record.events() if each.type == "ASSAULT"]
        killed = next(figure for figure in event.figures if figure.measure == "killed")
        assert (killed.best.low, killed.low, event.independent_sources) == (3, 3, 1)
        account = account_of(record, event.id)
    assert [each.revision for each in account.documents] == [2]
    assert [(each.document.revision, each.claims[0].figures[0].text) for each in account.earlier] == [(1, "two people")]


def test_a_language_that_is_not_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Silence about a report in another language would look like peace."""
    text = "En la noche del domingo varios drones alcanzaron el puerto de la ciudad y dos personas murieron, dijo el gobernador. " * 3
    (tmp_path / "nota.txt").write_text(text, encoding="utf-8")
    assert "1 in languages that are not read yet" in told(tmp_path / "r.db", tmp_path / "nota.txt", capsys=capsys)
    with Record.open(str(tmp_path / "r.db"), merge_record) as record:
        (document,) = record.documents()
    assert [issue.code for issue in document.issues] == ["unsupported-language"]
    assert document.text == text


def test_the_live_line_tells_rate_share_and_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for hours wants to know for how many."""
    moments = iter((100.0, 110.0))
    monkeypatch.setattr("sitrep.views.journals.time.monotonic", lambda: next(moments))
    journal = Journal(total=4000)
    journal.start_of = lambda key: 7 if key == "k" else 0
    assert journal.begins("some/folder/of/crawls/crawl.warc.gz", "k") == 7
    journal.reaches("some/folder/of/crawls/crawl.warc.gz", 1000, 900)
    assert journal.position == Position("k", 900)
    assert journal.line(50) == "50 reports read, 5.0 a second, …/of/crawls/crawl.warc.gz, 25%, 30 s left"


def test_what_was_kept_of_a_source_is_given_up_with_it(inputs: Path, tmp_path: Path) -> None:
    """Bytes of reports that are there already must not pile up."""
    shutil.copytree(inputs / "page", tmp_path / "page")
    for _ in range(2):
        assert add(Wishes((str(tmp_path / "page"),), jobs=1), True, str(tmp_path / "r.db"), Messages()) == 0
    with Record.open(str(tmp_path / "r.db"), merge_record) as record:
        (document,) = record.documents()
        assert record.source(document.id) == (inputs / "page" / "izmail.html").read_bytes()


def test_wrong_usage_makes_no_record(tmp_path: Path) -> None:
    """A mistyped date must not leave an empty record behind."""
    with pytest.raises(WrongUsage):
        add(Wishes(("x.txt",), published="yesterday"), False, str(tmp_path / "r.db"), Messages())
    assert list(tmp_path.iterdir()) == []
