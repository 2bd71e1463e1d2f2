"""Dumps: a record carried from one database into the other and back, whole."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.errors import UnreadableSource, WrongUsage
from sitrep.model.datasets import Dataset
from sitrep.model.judgements import Judgement, signed, target
from sitrep.model.texts import Document, Span
from sitrep.store.datasets import datasets_of
from sitrep.store.loading import load_new
from sitrep.store.purposes import Purpose
from sitrep.store.records import Record
from tests.store.conftest import emptied, new_database
from tests.store.samples import TEXT, claim, document, merge

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NAMES = st.sampled_from(["a", "b", "ünï", "x\x00y", "\ue000", "\ue0000"])
REPORTS = st.lists(st.builds(Document, NAMES, WORDS.map("Drones hit. ".__add__), title=st.none() | WORDS), min_size=1, max_size=6)


@pytest.fixture
def filled(record: Record) -> Record:
    """A record with some of everything that is kept."""
    record.add(document(), (claim(),), b"the file")
    record.add(document(text=TEXT + "More."), (claim("c2"),))
    record.add(document("b"), (claim("c3", "b"),))
    record.add(document("c"), (claim("c4", "c"),))
    record.begin(Purpose("load", dataset=Dataset("0" * 64, "sitrep 9.9", {"spacy": "3.8"}, {"packs": ""}, 1, 10, "1" * 64, 1, 1)))
    record.note("bad.pdf: is damaged")
    made = signed(Judgement("accept", "Olena", "2025-12-10T08:00:00+00:00", tuple(map(target, record.claims_as_read(["c2"])))))
    record.judge(made)
    record.judge(signed(Judgement("undo", "Olena", "2025-12-10T08:01:00+00:00", undoes=made.id)))
    record.reread(document("b"), (claim("c5", "b"),))
    record.take_down("c", "Olena", "asked for")
    record.events()
    return record


def test_a_dump_loaded_into_either_database_is_the_same_record(filled: Record, server: str, tmp_path: Path) -> None:
    """A team outgrows a file, or takes a copy home from the server: nothing may be lost on the way."""
    lines = list(filled.dump())
    for address in (str(tmp_path / "copy.db"), new_database(server)):
        with Record.open(address, merge, create=True) as copy:
            assert copy.load(lines) == 3
            assert list(copy.dump()) == lines
            assert copy.events() == filled.events()
            assert [each.id for each in copy.search_documents("orikhiv").found] == ["b", "a"]
            assert copy.add(document("new"), (claim("c9", "new"),)) == "added"
            assert copy.source("a") is None
            copy.judge(signed(Judgement("reject", "Olena", "2025-12-12T00:00:00+00:00")))


def test_a_dump_of_the_form_before_is_loaded(filled: Record, tmp_path: Path) -> None:
    """The copies that people made last month are worth as much as the program that reads them."""
    head, *lines = filled.dump()
    older = [head.replace(b'"0005"', b'"0004"'), *(line for line in lines if b'"table":"datasets"' not in line)]
    end = json.loads(older[-1])
    older[-1] = json.dumps({**end, "rows": end["rows"] - 1}).encode()
    with Record.open(str(tmp_path / "copy.db"), merge, create=True) as copy:
        assert copy.load(older) == 3
        assert not copy.ask(lambda connection: datasets_of(connection, ["a", "b"]))
    assert not filled.ask(lambda connection: datasets_of(connection, ["a"]))


@pytest.fixture(scope="module")
def places(server: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], tuple[str, str, str]]:
    """Gives places for a record, a copy of it on the other database, and a copy of that."""
    folder, url, numbers = tmp_path_factory.mktemp("dumps"), new_database(server), itertools.count()
    return lambda: (str(folder / f"{next(numbers)}.db"), emptied(url), str(folder / f"{next(numbers)}.db"))


@settings(max_examples=12)
@given(reports=REPORTS, data=st.data())
def test_whatever_is_in_it_comes_back(places: Callable[[], tuple[str, str, str]], reports: list[Document], data: st.DataObject) -> None:
    """Any characters that a report may hold must survive the way from SQLite to PostgreSQL and back."""
    origin, *copies = places()
    with Record.open(origin, merge, create=True) as first:
        for number, report in enumerate(reports):
            at = data.draw(st.integers(0, len(report.text) - 1))
            first.add(report, (claim(f"c{number}", report.id, evidence=(Span(at, at + 1, report.text[at]),)),))
        lines, documents, claims = list(first.dump()), list(first.documents()), list(first.claims())
    for place in copies:
        with Record.open(place, merge, create=True) as copy:
            copy.load(lines)
            lines = list(copy.dump())
            assert (list(copy.documents()), list(copy.claims())) == (documents, claims)


@pytest.mark.parametrize(
    ("spoilt", "complaint"),
    [
        ([], "is no dump"),
        ([b"{}"], "is no dump"),
        ([b'{"table":"sitrep","version":"9.9","form":"0099"}'], "form 0099"),
        (["head", b"{"], "line 2"),
        (["head", b'{"table":"events"}'], "line 2"),
        (["head", b'{"table":"runs","id":1}'], "line 2"),
        (["head"], "cut off after 0 rows"),
        (["head", b'{"table":"end","rows":1}'], "1 rows were written, 0 are here"),
        (["head", b'{"table":"end","rows":0}', b'{"table":"end","rows":0}'], "behind the end"),
    ],
)
def test_what_is_no_dump_is_refused_whole(record: Record, spoilt: list[bytes | str], complaint: str) -> None:
    """Half a record would look like a whole one."""
    head = next(iter(record.dump()))
    with pytest.raises(UnreadableSource, match=complaint):
        record.load([head if line == "head" else str.encode(line) if isinstance(line, str) else line for line in spoilt])
    assert record.is_empty()


def test_a_dump_that_ends_in_the_middle_leaves_nothing(filled: Record, tmp_path: Path) -> None:
    """A copy that was cut off must be seen, not taken for the whole."""
    lines = list(filled.dump())
    with Record.open(str(tmp_path / "copy.db"), merge, create=True) as copy:
        for cut in ([*lines[:4], lines[4][:20]], lines[:4], lines[:-1]):
            with pytest.raises(UnreadableSource):
                copy.load(cut)
        assert list(copy.documents()) == []


def test_a_dump_goes_into_an_empty_record_alone(filled: Record) -> None:
    """Two records laid over each other would mix up their runs and judgements."""
    with pytest.raises(UnreadableSource, match="holds something already"):
        filled.load(list(filled.dump()))


def test_a_dump_is_json_that_others_can_read(filled: Record) -> None:
    """An archive must be readable when this program is gone."""
    rows = [json.loads(line) for line in filled.dump()]
    assert [row["body"]["figures"][0]["text"] for row in rows if row["table"] == "claims"] == [TEXT[:17]] * 4


def test_a_load_that_fails_leaves_no_file(tmp_path: Path) -> None:
    """A file that looks like an empty record would hide that the dump was none."""
    path = tmp_path / "new.db"
    with pytest.raises(UnreadableSource):
        load_new([b"no dump"], lambda: Record.open(str(path), merge, create=True))
    assert list(tmp_path.iterdir()) == []


def test_a_backup_that_fails_leaves_no_file(filled: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a backup would look like a whole one, and stand in the way of the next."""
    (tmp_path / "taken").mkdir()
    monkeypatch.setattr("pathlib.Path.rename", _refuse)
    with pytest.raises(OSError, match="refused"):
        filled.back_up(str(tmp_path / "backup.db"))
    assert not list(tmp_path.glob("backup*"))


def _refuse(*_: object) -> None:
    """Fails as a full or read-only disk does."""
    raise OSError("refused")


def test_a_backup_is_a_record(filled: Record, tmp_path: Path) -> None:
    """The copy must open and hold everything, whichever database it was made from."""
    path = tmp_path / "backup.db"
    filled.back_up(str(path))
    with Record.open(str(path), merge) as copy:
        assert list(copy.dump()) == list(filled.dump())
    with pytest.raises(WrongUsage, match="is there already"):
        filled.back_up(str(path))
