"""Samples: reports, claims and a merge simple enough to see what the record does with them."""

from collections.abc import Sequence

import msgspec

from sitrep.model.actors import Actor, Speaker
from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim, Weapon
from sitrep.model.events import Bounds, Event, EventFigure, Extraction, IncidentSum, Total
from sitrep.model.figures import Figure
from sitrep.model.places import Place
from sitrep.model.texts import Document, Span
from sitrep.model.times import When

TEXT = "At least 3 people died when drones hit Orikhiv, the mayor said.\r\n"


def document(key: str = "a", text: str = TEXT, **changes: object) -> Document:
    """Returns a report."""
    plain = Document(key, text, publisher="The Courier", published="2025-12-02", language="en")
    return msgspec.structs.replace(plain, **changes)


def claim(key: str = "c1", of: str = "a", **changes: object) -> Claim:
    """Returns a claim of three killed in Orikhiv."""
    plain = Claim(
        id=key,
        document=of,
        type="ASSAULT",
        mode="drone",
        evidence=(Span(0, 22, TEXT[:22]),),
        when=When("2025-12-01", "2025-12-02", "day"),
        places=(Place(39, 46, "Orikhiv", "Orikhiv", country="UA", admin1="Zaporizhzhia"),),
        actor=Actor("Russia", "state", "RU"),
        weapons=(Weapon("Shahed", "drone", 31, 37),),
        source=Speaker("Ivan Petrénko", role="mayor"),
        figures=(Figure(0, 17, TEXT[:17], "person", "killed", 3, None),),
    )
    return msgspec.structs.replace(plain, **changes)


def merge(readings: Sequence[tuple[Document, tuple[Claim, ...]]], bonds: Sequence[Bond] = ()) -> Extraction:
    """Merges claims of one first place and start into one event, which is rule enough to see what the record does with events."""
    claims = tuple(each for _, found in readings for each in found)
    groups: dict[tuple[str, str | None], list[Claim]] = {}
    for each in claims:
        groups.setdefault((each.places[0].name if each.places else "", each.when.start), []).append(each)
    total = Total("killed", "person", 3, None, When(), (), ("c1",), IncidentSum(3, None, ("e-c1",)))
    return Extraction(tuple(found for found, _ in readings), claims, tuple(map(_event, groups.values())), (total,) if claims else ())


def _event(claims: list[Claim]) -> Event:
    """Returns the event of some claims."""
    first, keys = claims[0], tuple(each.id for each in claims)
    figure = EventFigure("killed", "person", Bounds(3, None), 3, None, "agreed", "latest", keys)
    return Event(
        f"e-{first.id}",
        first.type,
        keys,
        tuple(each.document for each in claims),
        len(claims),
        mode=first.mode,
        status=first.status,
        when=first.when,
        places=first.places,
        actor=first.actor,
        figures=(figure,),
    )
