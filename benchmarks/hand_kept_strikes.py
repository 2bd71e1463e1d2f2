"""How well changes are told: in simulated series, and in one that people kept by hand, Russia's strikes on Ukraine by week, 2022 to 2026.

Reads missile_attacks_daily.csv and missiles_and_uavs.csv (Massive Missile Attacks on Ukraine) from a folder, and prints tables;
with `--write` they go into docs/trends.md, between its marks.
"""

import argparse
import csv
import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.stats import binomtest

from sitrep.trends.breaks import breaks
from sitrep.trends.changes import Verdict, change
from sitrep.trends.coverage import Coverage
from sitrep.trends.ratios import rate_ratio
from sitrep.trends.series import Point, Series, Subject, spans_back

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "trends.md"
BLOCK = re.compile(r"(<!-- begin: hand-kept -->\n).*(<!-- end: hand-kept -->)", re.DOTALL)
CLASSES = {"UAV": "drone", "cruise missile": "cruise-missile", "ballistic missile": "ballistic-missile"}
COLUMNS = {"launched": "launched", "destroyed": "intercepted"}
LAST = dt.date(2026, 3, 1)  # a Sunday
WEEKS = 178
BASELINE = 8
SHUFFLES = 40
SIMULATED = 1000
READ = Coverage(reports=7, outlets=(("Air Force", 7),), days=7, days_with_reports=7)


def weekly(folder: Path) -> dict[Subject, list[int]]:
    """Returns the counts of each class and measure by week, the earliest first; a night belongs to its morning."""
    with (folder / "missiles_and_uavs.csv").open(encoding="utf-8") as file:
        classes = {row["model"]: row["category"] for row in csv.DictReader(file)}
    sums: Counter[tuple[str, str, int]] = Counter()
    with (folder / "missile_attacks_daily.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            item = CLASSES.get(classes.get(row["model"], ""))
            back = (LAST - dt.date.fromisoformat(row["time_end"][:10])).days // 7
            for column, measure in COLUMNS.items():
                if item and row[column]:
                    sums[measure, item, WEEKS - 1 - back] += round(float(row[column]))
    return {
        Subject(measure, item): [sums[measure, item, week] for week in range(WEEKS)]
        for item in CLASSES.values()
        for measure in COLUMNS.values()
    }


def made(subject: Subject, counts: Sequence[int]) -> Series:
    """Returns a series of weeks that were all read alike."""
    spans = spans_back(LAST, 7, len(counts))
    return Series(subject, tuple(Point(span, count, count, (span.name,) * count, READ) for span, count in zip(spans, counts, strict=True)))


def verdicts(subject: Subject, counts: Sequence[int], grow: float = 1.0) -> Iterator[Verdict]:
    """Yields what is said of each week against those before it, the week's count made so many times as large."""
    for last in range(BASELINE, len(counts)):
        window = [*counts[last - BASELINE : last], round(grow * counts[last])]
        if any(window):
            yield change(made(subject, window)).verdict


def told(found: Sequence[Verdict], *wanted: Verdict) -> str:
    """Returns the share of verdicts that are one of those wanted."""
    return f"{sum(each in wanted for each in found) / len(found):.1%}"


def shuffled(counts: Sequence[int], chance: random.Random, times: int = SHUFFLES) -> Iterator[list[int]]:
    """Yields the weeks in orders of chance: the same counts, in which nothing changes."""
    for _ in range(times):
        yield chance.sample(counts, len(counts))


def row_of_changes(subject: Subject, counts: Sequence[int]) -> str:
    """Returns a row of the table on weekly changes."""
    chance = random.Random(0)
    alarms = [each for order in shuffled(counts, chance) for each in verdicts(subject, order)]
    real = [*verdicts(subject, counts)]

    def finds(grow: float, verdict: Verdict) -> str:
        """Returns how often a week made so many times as large is told so."""
        return told([*verdicts(subject, counts, grow)], verdict)

    cells = (
        told(alarms, "rose", "fell"),
        told(real, "rose"),
        told(real, "fell"),
        finds(3.0, "rose"),
        finds(6.0, "rose"),
        finds(0.0, "fell"),
    )
    return f"| {subject.item}, {subject.measure} | {sum(counts) / WEEKS:,.1f} | {' | '.join(cells)} |"


def row_of_levels(subject: Subject, counts: Sequence[int]) -> str:
    """Returns a row of the table on changes of level."""
    chance = random.Random(1)
    false = sum(bool(breaks(made(subject, order))) for order in shuffled(counts, chance, 100))
    found = breaks(made(subject, counts))
    levels = "; ".join(f"{each.span.first}: {each.before:,.0f} → {each.after:,.0f}" for each in found)
    return f"| {subject.item}, {subject.measure} | {false} of 100 | {levels or 'none'} |"


def simulated(weeks: int, mean: float, spread: float, chance: random.Random) -> tuple[float, float]:
    """Returns how often a steady series is said to change, by the program and by a plain Poisson test.

    Its weeks have rates about the mean that are spread by so many times of it, and Poisson counts of these.
    """
    rates = [mean * chance.gammavariate(spread**-2, spread**2) if spread else mean for _ in range(SIMULATED * (weeks + 1))]
    counts = poisson(np.array(rates), chance.randrange(1 << 32)).reshape(SIMULATED, weeks + 1).tolist()
    ours = sum(rate_ratio([now], before).p < 0.05 for *before, now in counts)
    plain = sum(bool(sum(before) + now) and binomtest(now, sum(before) + now, 1 / (1 + weeks)).pvalue < 0.05 for *before, now in counts)
    return ours / SIMULATED, plain / SIMULATED


def poisson(rates: "np.typing.NDArray[np.float64]", seed: int) -> "np.typing.NDArray[np.int64]":
    """Returns a Poisson count for each rate."""
    return np.random.default_rng(seed).poisson(rates)


def row_of_simulations(spread: float) -> str:
    """Returns a row of the table on simulated series of one spread: the worst of all lengths and means."""
    chance = random.Random(2)
    ours, plain = zip(*(simulated(weeks, mean, spread, chance) for weeks in (4, 8, 12) for mean in (1, 5, 20, 100, 800)), strict=True)
    return f"| {spread:.0%} | {max(ours):.1%} | {sum(ours) / len(ours):.1%} | {max(plain):.1%} |"


def tables(series: dict[Subject, list[int]]) -> str:
    """Returns the three tables."""
    simulations = [
        "| spread of the weekly rate | simulated steady series said to change: worst | mean | by a plain Poisson test: worst |",
        "| --- | --- | --- | --- |",
        *map(row_of_simulations, (0.0, 0.2, 0.45, 0.8)),
    ]
    changes = [
        "| weekly count | mean | shuffled: said to change | real: rose | fell | real × 3: rose | × 6: rose | × 0: fell |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
        *(row_of_changes(subject, counts) for subject, counts in series.items()),
    ]
    levels = [
        "| weekly count | shuffled series with a level change | level changes in the real series (means a week) |",
        "| --- | --- | --- |",
        *(row_of_levels(subject, counts) for subject, counts in series.items()),
    ]
    return "\n".join([*simulations, "", *changes, "", *levels, ""])


def main() -> None:
    """Prints the tables, or writes them into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the two CSV files lie")
    parser.add_argument("--write", action="store_true")
    wishes = parser.parse_args()
    text = tables(weekly(wishes.folder))
    if wishes.write:
        PAGE.write_text(BLOCK.sub(lambda match: match[1] + text + match[2], PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main()
