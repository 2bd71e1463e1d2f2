"""A night that three outlets tell of differently, as a record holds it."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from sitrep.model.actors import Actor, Speaker
from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim, Service, Weapon
from sitrep.model.events import Bounds, Event, EventFigure, Extraction, IncidentSum, Total
from sitrep.model.figures import Figure
from sitrep.model.places import Place
from sitrep.model.texts import Document, Span
from sitrep.model.times import When
from sitrep.store.records import Record
from sitrep.views import cli

COURIER = (
    "Russia sent more than 240 drones at Kremenchuk overnight, the air force said. "
    "Six people died, mayor Olha Bondar said. The city lost power."
)
WIRE = "At least four people were killed in Kremenchuk, the regional head said. Talks in Geneva are to go on next week, a spokesman said."
NIGHT = When("2025-12-06", "2025-12-07", "part-of-day", "overnight", "relative")
CITY = Place(36, 46, "Kremenchuk", "Kremenchuk", 704147, 49.07, 33.42, "UA", "Poltava", "settlement")
RUSSIA = Actor("Russia", "state", "RU", 0, 6, "Russia")


def _span(text: str, words: str) -> Span:
    """Returns where the words stand."""
    start = text.index(words)
    return Span(start, start + len(words), words)


def _figure(text: str, words: str, item: str, measure: str, low: int | None, high: int | None) -> Figure:
    """Returns the figure that the words give."""
    span = _span(text, words)
    return Figure(span.start, span.end, span.text, item, measure, low, high)  # type: ignore[arg-type]


def _attack(key: str, document: str, text: str, words: str, source: Speaker | None, *figures: Figure) -> Claim:
    """Returns what one speaker says of the attack."""
    return Claim(
        key,
        document,
        "ASSAULT",
        (_span(text, words),),
        mode="drone",
        when=NIGHT,
        places=(CITY,),
        actor=RUSSIA,
        target=Actor("Kremenchuk", "place"),
        weapons=(Weapon("drone", "drone", 27, 33),),
        source=source,
        figures=figures,
    )


DOCUMENTS = (
    Document("courier-1", COURIER, "https://example.org/1", "A night of drones", "The Courier", "2025-12-07", "en"),
    Document("wire-9", WIRE, None, None, "The Wire", "2025-12-07T09:30:00Z", "en"),
)
CLAIMS = (
    _attack(
        "c1aa",
        "courier-1",
        COURIER,
        "Russia sent more than 240 drones",
        Speaker("Air Force of Ukraine", side="UA"),
        _figure(COURIER, "more than 240 drones", "drone", "launched", 240, None),
    ),
    _attack(
        "c2bb",
        "courier-1",
        COURIER,
        "Six people died",
        Speaker("Olha Bondar", role="mayor of Kremenchuk", side="UA"),
        _figure(COURIER, "Six people", "person", "killed", 6, 6),
    ),
    Claim(
        "c3cc",
        "courier-1",
        "DISRUPT",
        (_span(COURIER, "The city lost power"),),
        when=NIGHT,
        places=(CITY,),
        services=(Service("power", "lost"),),
    ),
    _attack(
        "c4dd",
        "wire-9",
        WIRE,
        "At least four people were killed in Kremenchuk",
        Speaker("Danylo Hrytsenko", role="regional head", side="UA"),
        _figure(WIRE, "At least four people", "person", "killed", 4, None),
    ),
    Claim(
        "c5ee",
        "wire-9",
        "CONSULT",
        (_span(WIRE, "Talks in Geneva are to go on next week"),),
        mode="meeting",
        status="planned",
        when=When("2025-12-08", "2025-12-14", "week", "next week", "relative"),
        places=(Place(82, 88, "Geneva", "Geneva", country="CH", precision="settlement"),),
        participants=(Actor("Ukraine", "state", "UA"), Actor("United States", "state", "US")),
        source=Speaker("a spokesman"),
    ),
)


def merge(readings: Sequence[tuple[Document, tuple[Claim, ...]]], bonds: Sequence[Bond] = ()) -> Extraction:
    """Returns the events of the claims above, made by hand, so that the views can be judged without the merge."""
    documents = tuple(document for document, _ in readings)
    claims = tuple(claim for _, found in readings for claim in found)
    launched = EventFigure("launched", "drone", Bounds(240), 240, None, "agreed", "latest-by-independent-source", ("c1aa",))
    killed = EventFigure("killed", "person", Bounds(4), 4, 6, "compatible", "latest-by-independent-source", ("c2bb", "c4dd"))
    keys = ("courier-1", "wire-9")
    attack = Event(
        "e1f00d0001",
        "ASSAULT",
        ("c1aa", "c2bb", "c4dd"),
        keys,
        3,
        mode="drone",
        when=NIGHT,
        places=(CITY,),
        actor=RUSSIA,
        target=Actor("Kremenchuk", "place"),
        figures=(launched, killed),
    )
    outage = Event(
        "e2beef0002", "DISRUPT", ("c3cc",), keys[:1], 1, when=NIGHT, places=(CITY,), services=(Service("power", "lost"),), state="open"
    )
    talks = Event(
        "e3cafe0003",
        "CONSULT",
        ("c5ee",),
        keys[1:],
        1,
        mode="meeting",
        status="planned",
        when=claims[-1].when,
        places=claims[-1].places,
        participants=claims[-1].participants,
    )
    total = Total(
        "launched",
        "drone",
        1600,
        None,
        When("2025-12-01", "2025-12-07", "week"),
        (),
        ("c1aa",),
        IncidentSum(240, None, ("e1f00d0001",)),
        type="ASSAULT",
        id="t1",
    )
    return Extraction(documents, claims, (attack, outage, talks), (total,))


@pytest.fixture
def extraction() -> Extraction:
    """The night as `extract` gives it."""
    return merge([(document, tuple(claim for claim in CLAIMS if claim.document == document.id)) for document in DOCUMENTS])


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The path of a record of that night, whose events are those above."""
    monkeypatch.setattr("sitrep.views.records.merge_record", merge)
    monkeypatch.setattr("sitrep.views.records.merge_kept", merge)
    path = str(tmp_path / "night.db")
    with Record.open(path, merge, create=True) as record:
        for document in DOCUMENTS:
            record.add(document, [claim for claim in CLAIMS if claim.document == document.id])
    return path


class Ended(msgspec.Struct, frozen=True):
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What was printed, as JSON."""
        return json.loads(self.out)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> Callable[..., Ended]:
    """Runs a command in this process, in an empty folder and without a record of the user's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SITREP_DB", raising=False)
    monkeypatch.setenv("COLUMNS", "80")

    def ended(*arguments: str | Path) -> Ended:
        monkeypatch.setattr(sys, "argv", ["sitrep", *map(str, arguments)])
        code = cli._exit_code()
        out, err = capsysbinary.readouterr()
        return Ended(code, out.decode(), err.decode())

    return ended
