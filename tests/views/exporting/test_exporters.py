"""Files come whole or not at all, hold what was asked for, and open in the tools that their users have."""

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from sitrep.model.events import Event
from sitrep.store.records import Record
from sitrep.views.exporting import exporters
from sitrep.views.exporting.exporters import EXPORTERS, export_stream
from sitrep.views.exporting.selections import Selection
from sitrep.views.exporting.tables import tables
from tests.store.samples import claim, document, merge

Run = Callable[..., Any]
FORMULAS = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\t=1", "＝1"]


@pytest.fixture
def odd(tmp_path: Path) -> Selection:
    """A record whose words look like formulas, with control characters and more of them than a cell holds."""
    record = Record.open(str(tmp_path / "odd.db"), merge, create=True)
    for number, title in enumerate([*FORMULAS, "\x00\x1b[31mred", "long " * 10_000]):
        record.add(document(str(number), title=title), [claim(f"c{number}", str(number))])
    return Selection(record)


def rows(text: str) -> list[dict[str, str]]:
    """Returns the rows of a CSV file by column."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def cells(sheet: Iterable[Any]) -> list[dict[str, Any]]:
    """Returns the rows of a sheet by column."""
    head, *rest = ([cell.value for cell in row] for row in sheet)
    return [dict(zip(head, row, strict=True)) for row in rest]


def test_tables_say_the_same_in_every_form(run: Run, database: str, tmp_path: Path) -> None:
    """CSV, Parquet and XLSX are one set of tables; a number that differs between them is wrong in one."""
    for form in ("csv", "parquet", "xlsx"):
        assert run("export", form, "--out", tmp_path / f"out.{form}", "--db", database).code == 0
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    for name, table in tables().items():
        flat = list(table.flat().columns)
        arrow = pq.read_table(tmp_path / "out.parquet" / f"{name}.parquet").to_pylist()
        plain = rows((tmp_path / "out.csv" / f"{name}.csv").read_text(encoding="utf-8"))
        sheet = cells(book[name])
        assert len(arrow) == len(plain) == len(sheet)
        assert arrow
        assert list(plain[0]) == list(sheet[0]) == flat
        for one, other, third in zip(arrow, plain, sheet, strict=True):
            shown = {key: "" if one[key] is None else str(one[key]).lower() for key in flat}
            assert shown == {key: value.lower() for key, value in other.items()}
            typed = {key: value.date() if isinstance(value, dt.datetime) else value for key, value in third.items()}
            assert typed == {key: one[key] for key in flat}


def test_parquet_loses_nothing_of_claims_and_events(run: Run, database: str, tmp_path: Path) -> None:
    """Whoever reads Parquet can have the whole event, not only what fits into columns."""
    run("export", "parquet", "--out", tmp_path / "p", "--db", database)
    whole = [json.loads(each) for each in pq.read_table(tmp_path / "p" / "events.parquet").column("whole").to_pylist()]
    assert whole == run("events", "--format", "json", "--db", database).json["events"]
    schema = pq.read_schema(tmp_path / "p" / "figures.parquet")
    assert [str(schema.field(name).type) for name in ("low", "first_day", "approx", "words")] == ["int64", "date32[day]", "bool", "string"]
    assert b"least" in schema.field("low").metadata[b"description"]


@pytest.mark.parametrize("form", ["csv", "parquet", "xlsx", "geojson", "jsonl"])
def test_export_equals_the_filter(run: Run, database: str, tmp_path: Path, form: str) -> None:
    """What is listed under a filter is what is exported under it, in every form."""
    chosen = ("--type", "ASSAULT", "--place", "Poltava", "--since", "2025-12-06", "--until", "2025-12-07")
    wanted = [event["id"] for event in run("events", *chosen, "--format", "json", "--db", database).json["events"]]
    assert wanted == ["e1f00d0001"]
    assert run("export", form, *chosen, "--out", tmp_path / f"out.{form}", "--db", database).code == 0
    assert exported_events(form, tmp_path / f"out.{form}") == wanted


def exported_events(form: str, out: Path) -> list[str]:
    """Returns the ids of the events in an export."""
    if form == "csv":
        return [row["id"] for row in rows((out / "events.csv").read_text(encoding="utf-8"))]
    if form == "parquet":
        ids: list[str] = pq.read_table(out / "events.parquet").column("id").to_pylist()
        return ids
    if form == "xlsx":
        return [row["id"] for row in cells(openpyxl.load_workbook(out)["events"])]
    if form == "geojson":
        return [feature["id"] for feature in json.loads(out.read_bytes())["features"]]
    lines = [json.loads(line) for line in out.read_bytes().splitlines()]
    return [line["event"]["id"] for line in lines if "event" in line]


def test_no_cell_is_a_formula(odd: Selection, tmp_path: Path) -> None:
    """A headline from the web must not run in the spreadsheet of whoever opens the file."""
    for form in ("csv", "xlsx"):
        exporters.write_export(odd, form, tmp_path / f"out.{form}")
    titles = [row["title"] for row in rows((tmp_path / "out.csv" / "documents.csv").read_text(encoding="utf-8"))]
    assert titles[: len(FORMULAS)] == [f"'{each}" for each in FORMULAS]
    assert titles[len(FORMULAS)] == "[31mred"
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["documents"]
    assert [cell.value for cell in sheet["C"][1 : 1 + len(FORMULAS)]] == [f"'{each}" for each in FORMULAS]
    assert all(cell.data_type != "f" for row in sheet for cell in row)
    assert len(sheet["C"][-1].value) == 32_767


def test_workbook_is_made_for_reading(run: Run, database: str, tmp_path: Path) -> None:
    """Numbers can be added up, days sorted, the header stays in sight, and a sheet says what the columns mean."""
    run("export", "xlsx", "--out", tmp_path / "w.xlsx", "--db", database)
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    assert book.sheetnames == ["notes", *tables()]
    sheet = book["event_figures"]
    first = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (first["best_low"].data_type, first["first_day"].data_type, first["measure"].data_type) == ("n", "d", "s")
    assert first["last_day"].value.isoformat() == "2025-12-07T00:00:00"
    assert first["best_high"].value is None
    assert all(book[name].freeze_panes == "B2" for name in tables())
    noted = {(row[0].value, row[1].value) for row in book["notes"]}
    assert all((name, column) in noted for name, table in tables().items() for column in table.flat().columns)
    assert str(tmp_path) not in "".join(str(cell.value) for row in book["notes"] for cell in row)


def test_sheet_that_is_full_goes_on_in_the_next(odd: Selection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A spreadsheet holds a million rows and no more; what comes after must not be lost."""
    monkeypatch.setattr("sitrep.views.exporting.workbooks.MOST_ROWS", 4)
    exporters.write_export(odd, "xlsx", tmp_path / "w.xlsx")
    book = openpyxl.load_workbook(tmp_path / "w.xlsx")
    parts = [book[name] for name in ("documents", "documents 2", "documents 3")]
    assert [row["id"] for part in parts for row in cells(part)] == [str(number) for number in range(8)]
    assert [part.auto_filter.ref for part in parts] == ["A1:K4", "A1:K4", "A1:K3"]


def test_days_do_not_follow_the_time_zone(run: Run, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A strike just after midnight stays on its day wherever the file is written and read."""
    import time

    made = []
    for zone in ("Pacific/Auckland", "America/Anchorage"):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        for form in ("csv", "xlsx"):
            assert run("export", form, "--out", tmp_path / zone.replace("/", "-") / f"t.{form}", "--db", database).code == 0
        sheet = openpyxl.load_workbook(tmp_path / zone.replace("/", "-") / "t.xlsx")["events"]
        made.append(
            (
                (tmp_path / zone.replace("/", "-") / "t.csv" / "events.csv").read_bytes(),
                [[cell.value for cell in row] for row in sheet],
            )
        )
    monkeypatch.delenv("TZ")
    time.tzset()
    assert made[0] == made[1]


def test_jsonl_holds_the_record_whole(run: Run, database: str) -> None:
    """Reports in their words, claims, what people decided, events and totals: nothing that a reader may need is left out."""
    run("judge", "correct", "c2bb", "figures.0.low=5", "figures.0.high=5", "--as", "Olena", "--db", database)
    lines = [json.loads(line) for line in run("export", "jsonl", "--db", database).out.splitlines()]
    assert [next(iter(line)) for line in lines] == ["document", "document", "judgement", "event", "event", "event", "total"]
    claims = {claim["id"]: claim for line in lines if "claims" in line for claim in line["claims"]}
    assert (claims["c2bb"]["figures"][0]["low"], claims["c2bb"]["review"]["author"]) == (5, "Olena")
    assert [one["figures"][0]["low"] for line in lines for one in line.get("as_read", ())] == [6]
    assert run("export", "jsonl", "--mask-persons", "--db", database).code == 2


def test_geojson_keeps_what_is_on_no_map(run: Run, database: str) -> None:
    """An event without a place is told of all the same, and a point says how far off it may be."""
    made = run("export", "geojson", "--db", database)
    features = {each["id"]: each for each in made.json["features"]}
    assert features["e3cafe0003"]["geometry"] is None
    attack = features["e1f00d0001"]
    assert attack["geometry"] == {"type": "Point", "coordinates": [33.42, 49.07]}
    assert attack["properties"]["radius_km"] == 5
    assert attack["properties"]["accounts"][0] == {
        "speaker": "Air Force of Ukraine",
        "publisher": "The Courier",
        "published": "2025-12-07",
        "words": "Russia sent more than 240 drones",
        "url": "https://example.org/1",
    }


def test_file_that_cannot_be_finished_leaves_the_old_one(odd: Selection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A half written file that looks whole is worse than none."""
    out = tmp_path / "events.geojson"
    out.write_text("old")

    def broken(_event: Event, _more: object) -> None:
        raise RuntimeError("no power")

    monkeypatch.setattr("sitrep.views.exporting.features.feature", broken)
    with pytest.raises(RuntimeError, match="no power"):
        exporters.write_export(odd, "geojson", out)
    assert out.read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir() if "odd.db" not in path.name) == ["events.geojson"]


def test_folder_keeps_what_is_not_of_the_export(run: Run, database: str, tmp_path: Path) -> None:
    """Writing again replaces our own files and touches no other."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    (tmp_path / "out" / "events.csv").write_text("old")
    assert run("export", "csv", "--out", tmp_path / "out", "--db", database).code == 0
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"
    assert len(rows((tmp_path / "out" / "events.csv").read_text(encoding="utf-8"))) == 3


def test_folder_is_streamed_as_an_archive(odd: Selection) -> None:
    """A browser takes one file."""
    archive = zipfile.ZipFile(io.BytesIO(b"".join(export_stream(odd, "csv"))))
    assert archive.namelist() == sorted(f"{name}.csv" for name in tables())
    assert b"Orikhiv" in archive.read("claims.csv")


def test_wrong_wishes_are_told(run: Run, database: str, tmp_path: Path) -> None:
    """Whoever mistypes learns what is known, and nothing is written."""
    unknown = run("export", "stata", "--db", database)
    assert (unknown.code, "known are" in unknown.err, "geojson" in unknown.err) == (2, True, True)
    assert run("export", "csv", "--db", database).code == 2
    assert run("export", "geojson", "--since", "soon", "--out", tmp_path / "x", "--db", database).code == 2
    (tmp_path / "full").mkdir()
    assert run("export", "geojson", "--out", tmp_path / "full", "--db", database).code == 2
    assert run("export", "geojson", "--db", tmp_path / "none.db").code == 3
    assert not (tmp_path / "x").exists()


def test_missing_extra_is_named(run: Run, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the extra the user learns what to install."""
    import importlib

    def bare(name: str) -> Any:
        if name.endswith("columnar"):
            raise ModuleNotFoundError("No module named 'pyarrow'", name="pyarrow")
        return real(name)

    real = importlib.import_module
    monkeypatch.setattr("sitrep.views.exporting.exporters.importlib.import_module", bare)
    ended = run("export", "parquet", "--out", tmp_path / "p", "--db", database)
    assert ended.code == 2
    assert "sitrep-news[parquet]" in ended.err


def test_every_format_is_offered(run: Run) -> None:
    """The help names what there is."""
    told = run("export", "--help").out
    assert not [name for name in EXPORTERS if name not in told]
