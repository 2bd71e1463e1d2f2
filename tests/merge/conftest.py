"""Builders of claims and documents for the tests of merging."""

import dataclasses
from collections.abc import Sequence

import pytest

from sitrep.model.actors import Actor, Speaker
from sitrep.model.claims import Claim, Service
from sitrep.model.figures import Figure
from sitrep.model.places import Place
from sitrep.model.texts import Document, Span
from sitrep.model.times import When

RUSSIA = Actor("Russia", "state", "RU")
UKRAINE = Actor("Ukraine", "state", "UA")


def town(name: str, latitude: float, longitude: float, admin1: str, country: str = "UA") -> Place:
    """Returns a settlement on the map; its id follows from its name."""
    return Place(0, 1, name, name, sum(map(ord, name)), latitude, longitude, country, admin1, "settlement")


KYIV = town("Kyiv", 50.45, 30.52, "Kyiv City")
SUMY = town("Sumy", 50.91, 34.80, "Sumy")
OKHTYRKA = town("Okhtyrka", 50.31, 34.90, "Sumy")
PODIL = Place(0, 1, "Podil", "Podil", 77, 50.47, 30.51, "UA", "Kyiv City", "district")
SUMY_REGION = Place(0, 1, "Sumy", "Sumy", 690, 51.0, 34.0, "UA", "Sumy", "region")
COUNTRY = Place(0, 1, "Ukraine", "Ukraine", 6901, 49.0, 32.0, "UA", None, "country")
NOWHERE = Place(0, 1, "Lower Nowhere", "Lower Nowhere")


@dataclasses.dataclass(frozen=True, slots=True)
class Builder:
    """Makes claims of few words; places, sides and reports that tests share are its fields."""

    kyiv: Place = KYIV
    sumy: Place = SUMY
    okhtyrka: Place = OKHTYRKA
    podil: Place = PODIL
    sumy_region: Place = SUMY_REGION
    ukraine: Place = COUNTRY
    nowhere: Place = NOWHERE
    russia: Actor = RUSSIA
    ukraine_state: Actor = UKRAINE

    def document(self, name: str, published: str | None = "2025-12-07", text: str = "", publisher: str | None = None) -> Document:
        """Returns a report; without a text one of its own that is like no other."""
        return Document(name, text or f"{name} tells something of its own", publisher=publisher or f"outlet of {name}", published=published)

    def when(self, first: str | None, last: str | None = None, precision: str = "day") -> When:
        """Returns a span of days, one day where no last is given."""
        return When(first, last or first, precision, None, "relative") if first else When()  # type: ignore[arg-type]

    def night(self, first: str, last: str) -> When:
        """Returns a night."""
        return self.when(first, last, "part-of-day")

    def figure(self, measure: str, item: str, low: int | None, high: int | None = None, part_of: int | None = None) -> Figure:
        """Returns a count; exact where no `high` is given and `low` is."""
        return Figure(0, 1, "x", item, measure, low, high if high is not None else low, part_of=part_of)  # type: ignore[arg-type]

    def at_least(self, measure: str, item: str, low: int) -> Figure:
        """Returns a count with an open end."""
        return Figure(0, 1, "x", item, measure, low, None)  # type: ignore[arg-type]

    def claim(self, document: str, start: int = 0, **fields: object) -> Claim:
        """Returns an attack by drones on Kyiv by Russia on 6 December 2025 as the outlet tells it, with other fields as given."""
        values: dict[str, object] = {
            "id": f"{document}-{start}",
            "document": document,
            "type": "ASSAULT",
            "mode": "drone",
            "evidence": (Span(start, start + 1, "x"),),
            "when": self.when("2025-12-06"),
            "places": (self.kyiv,),
            "actor": RUSSIA,
        }
        return Claim(**(values | fields))  # type: ignore[arg-type]

    def talks(self, document: str, start: int = 0, **fields: object) -> Claim:
        """Returns a phone call of two presidents on 6 December 2025."""
        people = (Actor("Anna Altman", "person", "FR"), Actor("Boris Bell", "person", "TR"))
        values: dict[str, object] = {"type": "CONSULT", "mode": "phone", "places": (), "actor": None, "participants": people}
        return self.claim(document, start, **(values | fields))

    def outage(self, document: str, day: str, status: str, start: int = 0, **fields: object) -> Claim:
        """Returns a word on the power of Sumy."""
        service = Service("power", status)  # type: ignore[arg-type]
        values: dict[str, object] = {"type": "DISRUPT", "mode": None, "places": (self.sumy,), "actor": None, "services": (service,)}
        return self.claim(document, start, when=self.when(day), **(values | fields))

    def documents(self, claims: Sequence[Claim], published: str = "2025-12-07") -> list[Document]:
        """Returns a report for each that the claims name."""
        return [self.document(name, published) for name in sorted({claim.document for claim in claims})]

    def speaker(self, name: str, side: str | None = None, cites: str | None = None) -> Speaker:
        """Returns who says so."""
        return Speaker(name, side=side, cites=cites)


@pytest.fixture(scope="session")
def build() -> Builder:
    """The builder."""
    return Builder()
