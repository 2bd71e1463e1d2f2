"""Writes months of made-up reports, a line each, for a look at trends: three invented outlets tell of every night.

From the end of August on about two and a half times as many drones come, in the last week of November three times as many again; in
one week of July one outlet is silent.
"""

import datetime as dt
import json
import random
import sys
from collections.abc import Iterator

FIRST, NIGHTS = dt.date(2025, 5, 1), 215
SILENCE = dt.date(2025, 7, 7), dt.date(2025, 7, 13)
LEVELS = {dt.date(2025, 5, 1): 60, dt.date(2025, 8, 25): 150, dt.date(2025, 11, 24): 420}
TOWNS = ("Kharkiv", "Odesa", "Sumy", "Zaporizhzhia", "Kherson")
MISSED = 0.06  # of the nights an outlet does not report


def texts(night: dt.date, chance: random.Random) -> dict[str, str]:
    """Returns what each outlet tells of a night."""
    level = next(number for day, number in reversed(LEVELS.items()) if night >= day)
    launched = max(0, int(chance.gammavariate(4, level / 4)))
    downed, ballistic = int(launched * chance.uniform(0.7, 0.9)), chance.choice((0, 0, 0, 1, 2, 4))
    town, killed = chance.choice(TOWNS), chance.choice((0, 0, 1, 2, 3, 5))
    air = f"Russia launched {launched} drones at Ukraine overnight, the Ukrainian air force said. Its units shot down {downed} drones."
    air += f" Russia also fired {ballistic} ballistic missiles, it said." if ballistic else ""
    harm = f"killing {killed} people" if killed else "damaging two houses"
    ground = f"A Russian drone struck {town} overnight, {harm}, the regional governor said."
    return {"Example Courier": f"{air} {ground}", "Example Wire": air, "Example Tribune": ground}


def reports(chance: random.Random) -> Iterator[dict[str, str]]:
    """Yields all reports, night by night."""
    for number in range(NIGHTS):
        night = FIRST + dt.timedelta(days=number)
        for outlet, text in texts(night, chance).items():
            is_silent = outlet == "Example Tribune" and SILENCE[0] <= night <= SILENCE[1]
            if chance.random() >= MISSED and not is_silent:
                key = f"{outlet.removeprefix('Example ').lower()}-{night}"
                yield {"id": key, "publisher": outlet, "published": str(night), "url": f"https://example.org/{key}", "text": text}


def main() -> None:
    """Writes them to standard output."""
    for report in reports(random.Random(4)):  # noqa: S311 - chance that can be repeated is what is wanted
        sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
