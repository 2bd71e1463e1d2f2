"""Events made by hand, with the claims that tell of them."""

import csv
import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from sitrep.model.actors import Actor, Speaker
from sitrep.model.claims import Claim, Weapon
from sitrep.model.events import Bounds, Event, EventFigure
from sitrep.model.figures import Figure
from sitrep.model.places import Place
from sitrep.model.texts import Document, Span
from sitrep.model.times import When
from sitrep.views.exporting.selections import Told

SUMY = Place(0, 4, "Sumy", "Sumy", 692194, 50.92, 34.8, "UA", "Sumy", "settlement")
POLTAVA = Place(0, 7, "Poltava", "Poltava", 696643, 49.59, 34.54, "UA", "Poltava", "settlement")
UKRAINE = Place(0, 7, "Ukraine", "Ukraine", 690791, 49.0, 32.0, "UA", None, "country")
RUSSIA = Actor("Russia", "state", "RU")
REPORT = Document("r1", "…", "https://example.org/r1", "A strike", "The Courier", "2025-12-07T09:30:00+02:00", "en")
DAY = When("2025-12-06", "2025-12-06", "day")


def strike(*words: tuple[str, str, int | None, int | None], **changes: Any) -> Told:
    """Returns a strike on Sumy of which one report tells each count in its own claim: words, item, low and high of the dead."""
    claims = tuple(
        Claim(
            f"c{number}",
            "r1",
            "ASSAULT",
            (Span(0, len(text), text),),
            source=Speaker("the governor"),
            weapons=(Weapon("Shahed", "drone", 0, 1),),
            figures=(Figure(0, len(text), text, item, "killed", low, high),),  # type: ignore[arg-type]
        )
        for number, (text, item, low, high) in enumerate(words)
    )
    figures = tuple(
        EventFigure("killed", item, Bounds(low, high), low, high, "agreed", "latest", (f"c{number}",))  # type: ignore[arg-type]
        for number, (_, item, low, high) in enumerate(words)
    )
    event = Event(
        "e1",
        "ASSAULT",
        tuple(claim.id for claim in claims),
        ("r1",),
        1,
        mode="drone",
        when=DAY,
        places=(SUMY,),
        actor=RUSSIA,
        figures=figures,
    )
    return Told(replace(event, **changes), claims, (), {"r1": REPORT})


@pytest.fixture
def read_rows(run: Callable[..., Any], database: str) -> Callable[[str], list[dict[str, str]]]:
    """Returns the rows of an export of the night, by column."""

    def read(form: str, *chosen: str) -> list[dict[str, str]]:
        ended = run("export", form, *chosen, "--db", database)
        assert ended.code == 0, ended.err
        return list(csv.DictReader(io.StringIO(ended.out, newline="")))

    return read


def columns_of(rows: Sequence[dict[str, str]], *names: str) -> list[tuple[str, ...]]:
    """Returns some cells of each row."""
    return [tuple(row[name] for name in names) for row in rows]
