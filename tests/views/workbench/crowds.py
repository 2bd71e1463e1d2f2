"""A record of five thousand events, made in a moment: what maps and charts are tried on."""

import datetime as dt
import random
from collections.abc import Sequence
from typing import Literal

from sitrep.model.actors import Actor, Speaker
from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim, Weapon
from sitrep.model.events import Bounds, Event, EventFigure, Extraction, IncidentSum, Total
from sitrep.model.figures import Figure
from sitrep.model.places import GeoPrecision, Place
from sitrep.model.texts import Document, Span
from sitrep.model.times import When
from sitrep.packs.gazetteer import Entry, largest_settlements
from sitrep.store.records import Record

MANY = 5000
TEXT = "Drones struck. Nine people died."
FIRST = dt.date(2025, 1, 6)
TYPES = ("ASSAULT", "ASSAULT", "ASSAULT", "DISRUPT", "CONSULT")


def crowd(number: int = MANY) -> tuple[Claim, ...]:
    """Returns claims, each of an event of its own: in towns of eastern Europe, some in regions, in countries and nowhere."""
    chance = random.Random(8)  # noqa: S311 - the same crowd each time
    towns = largest_settlements((22, 44, 41, 56), 300)
    return tuple(_claim(key, chance, towns[int(300 * chance.random() ** 2)]) for key in range(number))


def _claim(key: int, chance: random.Random, town: Entry) -> Claim:
    """Returns one claim."""
    day = (FIRST + dt.timedelta(days=chance.randrange(7 * 48))).isoformat()
    kind = chance.choice(TYPES)
    killed = chance.randrange(1, 30)
    item: Literal["drone", "ballistic-missile", "guided-bomb"] = chance.choice(("drone", "ballistic-missile", "guided-bomb"))
    return Claim(
        f"c{key:04x}",
        "crowd",
        kind,
        (Span(0, 14, TEXT[:14]),),
        mode="drone" if kind == "ASSAULT" else None,
        when=When(day, day, "day"),
        places=_places(chance, town),
        actor=Actor("Russia", "state", "RU"),
        weapons=(Weapon(item, item, 0, 6),) if kind == "ASSAULT" else (),
        source=Speaker(chance.choice(("a mayor", "the air force")), side=chance.choice(("UA", "RU"))),
        figures=(Figure(15, 26, TEXT[15:26], "person", "killed", killed, killed),) if kind == "ASSAULT" else (),
    )


def _places(chance: random.Random, town: Entry) -> tuple[Place, ...]:
    """Returns where it was: mostly in a town, else somewhere in its region or country, or at a place that nobody knows."""
    name, country, admin1 = town.name, town.country, town.admin1
    at = (town.latitude, town.longitude)
    precision: GeoPrecision = chance.choices(("settlement", "region", "country", "unresolved"), (90, 7, 2, 1))[0]
    named = {"region": admin1 or name, "country": country or name}.get(precision, name)
    latitude, longitude = at if precision != "unresolved" else (None, None)
    return (Place(0, 6, named, named, None, latitude, longitude, country, admin1 if precision != "country" else None, precision),)


def merge(readings: Sequence[tuple[Document, tuple[Claim, ...]]], bonds: Sequence[Bond] = ()) -> Extraction:
    """Returns an event for each claim, and one total stated for the first week."""
    claims = tuple(claim for _, found in readings for claim in found)
    stated = Total(
        "killed", "person", 400, None, When("2025-01-06", "2025-01-12", "week"), (), ("c0000",), IncidentSum(None, None, ()), "ASSAULT"
    )
    return Extraction(tuple(document for document, _ in readings), claims, tuple(map(_event, claims)), (stated,))


def _event(claim: Claim) -> Event:
    """Returns the event of one claim."""
    figures = tuple(
        EventFigure(
            figure.measure or "other",
            figure.item,
            Bounds(figure.low, figure.high),
            figure.low,
            figure.high,
            "agreed",
            "latest",
            (claim.id,),
        )
        for figure in claim.figures
    )
    return Event(
        f"e{claim.id}",
        claim.type,
        (claim.id,),
        (claim.document,),
        1,
        mode=claim.mode,
        when=claim.when,
        places=claim.places,
        actor=claim.actor,
        figures=figures,
    )


def make_record(path: str, number: int = MANY) -> None:
    """Makes the record at a path."""
    with Record.open(path, merge, create=True) as record:
        record.add(Document("crowd", TEXT, publisher="The Courier", published="2025-12-07", language="en"), crowd(number))
        record.events()
        record.totals()
