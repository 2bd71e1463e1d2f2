"""How much merging costs a report, as a record grows.

Made-up reports of made-up towns, the same number for each town and day however many there are: each tells of a night of drones on its town
in four claims, in words and with tolls of its own.
"""

import argparse
import datetime as dt
import random
import time
from collections.abc import Sequence

from msgspec.structs import replace

from sitrep.merge.events import merge_claims
from sitrep.model.actors import Actor, Speaker
from sitrep.model.claims import Claim, Service
from sitrep.model.figures import Figure
from sitrep.model.places import Place
from sitrep.model.texts import Document, Span
from sitrep.model.times import When

START = dt.date(2022, 3, 1)
REPORTS_A_DAY = 20
TOWNS = 400
RUSSIA = Actor("Russia", "state", "RU")
COUNTRY = Place(0, 1, "Ukraine", "Ukraine", 690791, 49.0, 32.0, "UA", None, "country")


def town(number: int) -> Place:
    """Returns one of the towns, on a grid over the country, twenty to a region."""
    latitude, longitude = 46.0 + (number // 20) * 0.3, 24.0 + (number % 20) * 0.7
    return Place(
        0, 1, f"Town {number}", f"Town {number}", 10_000 + number, latitude, longitude, "UA", f"Region {number // 20}", "settlement"
    )


def figure(measure: str, item: str, number: int) -> Figure:
    """Returns an exact count."""
    return Figure(0, 1, str(number), item, measure, number, number)  # type: ignore[arg-type]


def report(number: int, chance: random.Random) -> tuple[Document, list[Claim]]:
    """Returns a report on one night and its claims: the town's toll, the country's drones, an outage and a word of blame."""
    name = f"report-{number}"
    day = START + dt.timedelta(days=number // REPORTS_A_DAY)
    night = When(str(day - dt.timedelta(days=1)), str(day), "part-of-day", "overnight", "relative")
    place = town(chance.randrange(TOWNS))
    words = " ".join(f"{chance.choice('bdfgklmnprst')}{chance.choice('aeiou')}{chance.randrange(2000)}" for _ in range(150))
    toll = (figure("killed", "person", chance.randrange(9)), figure("injured", "person", chance.randrange(40)))
    drones = (figure("launched", "drone", 100 + number // REPORTS_A_DAY % 70),)
    attack = Claim("", name, "ASSAULT", (Span(0, 9, "drones hit"),), mode="drone", when=night, actor=RUSSIA)
    claims = [
        replace(attack, id=f"{name}-1", places=(place,), source=Speaker("Mayor"), figures=toll),
        replace(attack, id=f"{name}-2", places=(COUNTRY,), source=Speaker("Air Force"), figures=drones),
        replace(attack, id=f"{name}-3", type="DISRUPT", mode=None, actor=None, places=(place,), services=(Service("power", "lost"),)),
        Claim(f"{name}-4", name, "ACCUSE", (Span(9, 18, "is blamed"),), actor=Actor(f"Official {number % 900}", "person"), target=RUSSIA),
    ]
    return Document(name, f"Report {number}. {words}.", publisher=f"Outlet {number % 60}", published=f"{day}T08:00:00Z"), claims


def seconds(reports: Sequence[tuple[Document, list[Claim]]]) -> float:
    """Returns the CPU time of merging all claims of some reports."""
    claims = [claim for _, found in reports for claim in found]
    documents = [document for document, _ in reports]
    begin = time.process_time()
    merge_claims(claims, documents)
    return time.process_time() - begin


def main() -> None:
    """Merges ever more reports and prints what each costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000], help="numbers of reports")
    options = parser.parse_args()
    chance = random.Random(7)  # noqa: S311 - made-up reports, the same each time
    reports = [report(number, chance) for number in range(max(options.sizes))]
    first = 0.0
    for size in options.sizes:
        cost = seconds(reports[:size]) / size
        first = first or cost
        print(f"{size:>9,} reports  {cost * 1000:6.3f} ms each  {cost / first:5.2f} of the first", flush=True)


if __name__ == "__main__":
    main()
