"""A record of twelve weeks: each night two outlets tell how many drones came, in the last week three times as many."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitrep.model.actors import Actor
from sitrep.model.claims import Claim
from sitrep.model.figures import Figure
from sitrep.model.places import Place
from sitrep.model.texts import Document, Span
from sitrep.model.times import When
from sitrep.views.records import open_record

SUNDAY = dt.date(2025, 12, 7)
WEEKS = 14
ODESA = Place(24, 29, "Odesa", "Odesa", 698740, 46.48, 30.73, "UA", "Odesa", "settlement")


def night(day: dt.date, outlet: str, drones: int) -> tuple[Document, Claim]:
    """Returns what an outlet tells of one night."""
    text = f"{drones} drones were sent at Odesa on {day.day} {day:%B %Y}."
    words = f"{drones} drones"
    document = Document(f"{outlet.lower()}-{day}", text, f"https://example.org/{outlet}/{day}", None, outlet, str(day), "en")
    claim = Claim(
        f"c{outlet[0]}{day:%Y%m%d}",
        document.id,
        "ASSAULT",
        (Span(0, len(text), text),),
        mode="drone",
        when=When(str(day), str(day), "day", str(day), "stated"),
        places=(ODESA,),
        actor=Actor("Russia", "state", "RU"),
        figures=(Figure(0, len(words), words, "drone", "launched", drones, drones),),
    )
    return document, claim


def nights(week: int) -> Iterator[tuple[dt.date, int]]:
    """Yields the nights of a week, counted back from the last, with their drones."""
    for weekday in range(7):
        day = SUNDAY - dt.timedelta(days=7 * week + 6 - weekday)
        yield day, (30 if week == 0 else 10) + (3 * day.day + week) % 5


def fill(path: Path) -> Path:
    """Makes the record; in the fourth week from the end one of the outlets is silent."""
    with open_record(str(path), create=True) as record:
        for week in reversed(range(WEEKS)):
            for day, drones in nights(week):
                for outlet in ("Courier", "Wire") if week != 3 else ("Wire",):
                    document, claim = night(day, outlet, drones)
                    record.add(document, [claim])
    return path


@pytest.fixture(scope="session")
def months(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record."""
    return fill(tmp_path_factory.mktemp("months") / "months.db")
