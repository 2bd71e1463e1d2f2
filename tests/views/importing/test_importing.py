"""What comes in as claims already stands in its words, under its own source, and comes out again as it came in."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitrep.model.judgements import Change, Judgement, signed, target
from sitrep.store.additions import Reading
from sitrep.store.records import Record
from sitrep.views.exporting.exporters import export_stream
from sitrep.views.exporting.selections import Selection
from sitrep.views.importing.command import read_any
from tests.store.samples import TEXT, claim, document, merge

Run = Callable[..., Any]
ACLED = {
    "event_id_cnty": "UKR1001", "event_date": "07 December 2025", "year": "2025", "time_precision": "1",
    "event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike",
    "actor1": "Military Forces of Russia (2000-)", "actor2": "Civilians (Ukraine)", "country": "Ukraine", "admin1": "Poltava",
    "location": "Kremenchuk", "latitude": "49.0631", "longitude": "33.4037", "geo_precision": "1", "source": "Suspilne; Telegram",
    "notes": "Drones hit a depot in Kremenchuk. 4 people died.", "fatalities": "4", "timestamp": "1765200000",
}  # fmt: skip
UCDP = {
    "id": "500123", "type_of_violence": "1", "side_a": "Government of Russia (Soviet Union)", "side_b": "Government of Ukraine",
    "source_article": '"Reuters,2025-12-08,Strike on Kremenchuk"', "source_office": "Reuters", "source_date": "2025-12-08",
    "source_headline": "Strike on Kremenchuk", "where_prec": "1", "where_coordinates": "Kremenchuk town", "adm_1": "Poltava oblast",
    "latitude": "49.06", "longitude": "33.40", "country": "Ukraine", "date_prec": "1", "date_start": "2025-12-07 00:00:00.000",
    "date_end": "2025-12-07 00:00:00.000", "deaths_a": "0", "deaths_b": "2", "deaths_civilians": "4", "deaths_unknown": "0",
    "best": "6", "high": "9", "low": "5",
}  # fmt: skip


def sheet(path: Path, *rows: dict[str, str], delimiter: str = ",") -> Path:
    """Writes rows as CSV and returns the path."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def only(path: Path) -> Reading:
    """Returns the one report in a file."""
    (found,) = read_any(path, None)
    assert isinstance(found, Reading), found
    return found


def verbatim(reading: Reading) -> bool:
    """Whether every quote of a report's claims stands in it."""
    text = reading.document.text
    quotes = [(each.start, each.end, each.text) for one in reading.claims for each in one.evidence]
    quotes += [(each.start, each.end, each.text) for one in reading.claims for each in one.figures]
    quotes += [(each.start, each.end, each.text) for one in reading.claims for each in one.places]
    return all(text[start:end] == words for start, end, words in quotes)


def test_row_of_acled_becomes_a_claim_of_acled(tmp_path: Path) -> None:
    """Everything that was coded is there, in words of the row, and the set is who says so."""
    reading = only(sheet(tmp_path / "a.csv", ACLED))
    (one,) = reading.claims
    assert verbatim(reading)
    assert reading.document.text.startswith(ACLED["notes"])
    assert (reading.document.id, reading.document.publisher, reading.document.published) == (
        "acled-UKR1001",
        "ACLED",
        "2025-12-08T13:20:00+00:00",
    )
    assert (one.type, one.mode, one.when.start, one.when.end, one.when.precision) == ("ASSAULT", "drone", "2025-12-07", "2025-12-07", "day")
    assert one.source is not None
    assert (one.source.name, one.source.cites) == ("ACLED", "Suspilne; Telegram")
    assert one.actor is not None
    assert (one.actor.name, one.actor.country, one.actor.kind) == ("Russia", "RU", "armed-force")
    assert one.target is not None
    assert one.target.kind == "civilians"
    assert [(each.measure, each.item, each.low, each.high) for each in one.figures] == [("killed", "person", 4, 4)]
    (place,) = one.places
    assert (place.name, place.geonames, place.country, place.precision) == ("Kremenchuk", 704147, "UA", "settlement")


def test_row_of_ucdp_keeps_its_estimates(tmp_path: Path) -> None:
    """Low and high are bounds, combatants a part of the whole, and the place is known to our gazetteer without its suffix."""
    reading = only(sheet(tmp_path / "u.csv", UCDP))
    (one,) = reading.claims
    assert verbatim(reading)
    assert [(each.item, each.low, each.high, each.part_of) for each in one.figures] == [("person", 5, 9, None), ("soldier", 2, 2, 0)]
    assert one.places[0].geonames == 704147
    assert one.places[0].original == "Kremenchuk town"
    assert (one.target.country if one.target else None, reading.document.published) == ("UA", "2025-12-08")


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"event_date": "2025-12-04", "time_precision": "2"}, "when", ("2025-12-01", "2025-12-07", "week")),
        ({"event_date": "16-12-2025", "time_precision": "3"}, "when", ("2025-12-01", "2025-12-31", "month")),
        ({"sub_event_type": "Shelling/artillery/missile attack"}, "mode", "heavy-weapons"),
        ({"sub_event_type": "Agreement", "event_type": "Strategic developments"}, "type", "AGREE"),
        ({"fatalities": "0"}, "figures", ()),
        ({"notes": ""}, "evidence", 1),
        ({"notes": "'=HYPERLINK(1)"}, "text", "=HYPERLINK(1)"),
    ],
)
def test_codes_are_read_back(tmp_path: Path, changes: dict[str, str], field: str, value: object) -> None:
    """What ACLED codes in a number or a label is what we mean by it, and a formula's mark is taken off again."""
    reading = only(sheet(tmp_path / "a.csv", ACLED | changes, delimiter=";"))
    (one,) = reading.claims
    found = {
        "when": (one.when.start, one.when.end, one.when.precision),
        "mode": one.mode,
        "type": one.type,
        "figures": one.figures,
        "evidence": len(one.evidence),
        "text": reading.document.text.splitlines()[0],
    }
    assert found[field] == value
    assert verbatim(reading)


def test_rows_that_cannot_be_read_are_named_and_cost_no_others(run: Run, tmp_path: Path) -> None:
    """One broken row of ten thousand must not stop the import, nor pass unseen."""
    path = sheet(
        tmp_path / "a.csv",
        ACLED,
        ACLED | {"event_id_cnty": "UKR2", "event_date": "soon"},
        ACLED | {"event_id_cnty": "UKR3", "event_type": "Strategic developments", "sub_event_type": "Other"},
    )
    ended = run("import", path, "--db", tmp_path / "r.db")
    assert ended.code == 1
    assert "line 3: event_id_cnty 'UKR2', event_date 'soon'" in ended.err
    assert "1 report imported with 1 claim, 1 of a kind that is not read, 1 not readable" in ended.err
    again = run("import", path, "--db", tmp_path / "r.db")
    assert "1 there already" in again.err


def test_source_may_be_named(run: Run, tmp_path: Path) -> None:
    """A team's own sheet in ACLED's form is not ACLED's."""
    path = sheet(tmp_path / "a.csv", ACLED)
    assert run("import", path, "--source", "Our Desk", "--db", tmp_path / "r.db").code == 0
    assert len(run("events", "--source", "Our Desk", "--format", "json", "--db", tmp_path / "r.db").json["events"]) == 1
    assert not run("events", "--source", "ACLED", "--format", "json", "--db", tmp_path / "r.db").json["events"]


def test_files_of_no_known_form_are_refused(run: Run, tmp_path: Path) -> None:
    """Whoever gives the wrong file learns which ones are right, and the record is not touched."""
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00")
    for name in ("x.csv", "empty.csv", "bytes.csv", "absent.csv", "absent.jsonl"):
        assert run("import", tmp_path / name, "--db", tmp_path / "r.db").code == 2, name


def test_lines_that_are_none_of_ours_are_named(run: Run, database: str, tmp_path: Path) -> None:
    """A line cut off in transport is told of; a claim whose quote is not in its report never gets in."""
    lines = run("export", "jsonl", "--db", database).out.splitlines()
    forged = lines[0].replace("Six people died", "Ten people died", 1)
    (tmp_path / "l.jsonl").write_text("\n".join([forged, lines[1], lines[1][:40], '{"other": 1}']))
    ended = run("import", tmp_path / "l.jsonl", "--db", tmp_path / "r.db")
    assert ended.code == 1
    assert [f"line {number}:" in ended.err for number in (1, 2, 3, 4)] == [True, False, True, True]
    assert "does not stand in document courier-1" in ended.err


def exported(record: Record) -> bytes:
    """Returns a record as JSON lines."""
    return b"".join(export_stream(Selection(record), "jsonl"))


def imported(content: bytes, path: Path) -> Record:
    """Returns a new record of JSON lines."""
    (path / "l.jsonl").write_bytes(content)
    record = Record.open(str(path / "copy.db"), merge, create=True)
    for found in read_any(path / "l.jsonl", None):
        if isinstance(found, Reading):
            record.add_all([found])
        else:
            assert isinstance(found, Judgement), found
            record.judge(found)
    return record


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    texts=st.lists(TEXTS, min_size=1, max_size=4, unique=True),
    low=st.integers(0, 9),
    verdict=st.sampled_from(["accept", "reject", "correct"]),
)
def test_round_trip_keeps_every_claim(tmp_path_factory: pytest.TempPathFactory, texts: list[str], low: int, verdict: Any) -> None:
    """Law: export, import, export gives the same bytes, with what people corrected, rejected and took back."""
    folder = tmp_path_factory.mktemp("trip")
    record = Record.open(str(folder / "first.db"), merge, create=True)
    for number, text in enumerate(texts):
        record.add(
            document(str(number), TEXT + text, title=text),
            [claim(f"c{number}", str(number)), claim(f"d{number}", str(number), type="CONSULT")],
        )
    changes = (Change("figures.0.low", low),) if verdict == "correct" else ()
    first = signed(Judgement(verdict, "Olena", "2025-12-10T08:00:00+00:00", (target(claim("c0", "0")),), changes=changes))
    record.judge(first)
    record.judge(signed(Judgement("undo", "Olena", "2025-12-10T09:00:00+00:00", undoes=first.id)))
    record.judge(signed(Judgement("reject", "Petro", "2025-12-10T10:00:00+00:00", (target(claim("d0", "0", type="CONSULT")),))))
    once = exported(record)
    again = exported(imported(once, folder))
    assert again == once
    assert json.loads(once.splitlines()[0])["document"]["text"] == TEXT + texts[0]


def test_part_of_a_record_can_be_imported(run: Run, database: str, tmp_path: Path) -> None:
    """A filtered export is a record of its own, with the claims that passed and what was decided of them."""
    run("judge", "reject", "c4dd", "--as", "Olena", "--db", database)
    with Record.open(database, merge) as record:
        (made,) = record.judgements()
    assert run("judge", "undo", made.id, "--as", "Olena", "--db", database).code == 0
    run("export", "jsonl", "--type", "ASSAULT", "--out", tmp_path / "part.jsonl", "--db", database)
    assert run("import", tmp_path / "part.jsonl", "--db", tmp_path / "part.db").code == 0
    with Record.open(str(tmp_path / "part.db"), merge) as record:
        assert [one.id for one in record.claims()] == ["c1aa", "c2bb", "c4dd"]
        assert len(record.judgements()) == 2
