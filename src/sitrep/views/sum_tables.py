"""Tables of sums over incidents, with what is stated for the same period."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from sitrep.model.events import Difference, Row, Total
from sitrep.model.feeds import Coverage
from sitrep.views.screens import cell, frame, stacked
from sitrep.views.translating import digits, told
from sitrep.views.words import bounds_words, count_words, counted, days_words, place_words

COLUMNS = {"Incidents add up to": None, "From": 9, "Stated for a period": None}
GROUP_WIDTHS = {"munition": 17, "week": 8}
BOUNDS = {"exact": "{number}", "least": "at least {number}", "most": "up to {number}", "about": "about {number}"}
DIFFERENCE_COLUMNS = {"Grew by": None, "From, to": 16, "Where": 16, "Computed from": 12}


def print_rows(console: Console, rows: Sequence[Row], coverages: Sequence[Coverage | None]) -> None:
    """Prints one line a sum, with its groups in front and how many feeds were heard in its days behind, where feeds are followed."""
    if not rows:
        console.print("no figures")
        return
    groups = {name.capitalize(): GROUP_WIDTHS.get(name, 12) for name, _ in rows[0].keys}
    watched = any(coverages)
    table = frame({**groups, **COLUMNS, **({"Feeds": 8} if watched else {})})
    for row, coverage in zip(rows, coverages, strict=True):
        cells = [*(cell(value or "unknown") for _, value in row.keys), _sum(row), _sources(row), stacked(map(cell, stated_words(row)))]
        table.add_row(*cells, *([_heard(coverage)] if watched else []))
    console.print(table)


def _heard(coverage: Coverage | None) -> Text:
    """Returns how many of the feeds that were followed were heard."""
    if coverage is None or not coverage.feeds:
        return cell("none", "red")
    return cell(f"{coverage.heard} of {coverage.followed}", "" if coverage.heard == coverage.followed else "red")


def print_differences(console: Console, grown: Sequence[Difference]) -> None:
    """Prints by how much running totals grew, as what nobody stated."""
    if not grown:
        return
    table = frame(DIFFERENCE_COLUMNS, "Differences of running totals, stated by nobody")
    for each in grown:
        number = count_words(each, bounds_words(each.low, each.high))
        table.add_row(
            cell(number), cell(days_words(each.when)), cell(place_words(each.places)), cell(counted(len(each.claims), "claim"), "dim")
        )
    console.print(table)


def _sum(row: Row) -> Text:
    """Returns a sum, with the span of all that was said where it is wider."""
    if not row.events:
        return cell(count_words(row, "no incident tells of"), "dim")
    line = count_words(row, bounds_words(row.low, row.high))
    if (row.least, row.most) != (row.low, row.high) and (row.least, row.most) != (None, None):
        line += f" (all say {bounds_words(row.least, row.most)})"
    return cell(line)


def _sources(row: Row) -> Text:
    """Returns of how many events and reports a sum is made."""
    return (
        stacked([cell(counted(len(row.events), "event")), cell(counted(len(row.documents), "report"), "dim")]) if row.events else cell("")
    )


def stated_words(row: Row) -> list[str]:
    """Returns the totals stated for a row, each with what the incidents of its own span come to; those that read alike once."""
    return list(dict.fromkeys(map(_total_words, row.stated)))


def _total_words(total: Total) -> str:
    """Returns one stated total in words."""
    stated = told("{number} for {days}", number=bounds_words(total.low, total.high), days=days_words(total.when))
    incidents = total.from_incidents
    if not incidents.events:
        return told("{stated}; none of it in our incidents", stated=stated)
    ours = told("{stated}; our incidents {bounds}", stated=stated, bounds=bounds_words(incidents.low, incidents.high))
    covered = told(" from {number} of {days}", number=incidents.covered, days=counted(incidents.days, "day")) if incidents.days else ""
    return f"{ours}{covered}{_difference(total)}"


def _difference(total: Total) -> str:
    """Returns by how much a stated total and its incidents differ, at the end where both are known."""
    low, high = total.difference.low, total.difference.high
    known = low if low is not None else high
    if not known:
        return ""
    if known < 0:
        return told("; {number} more than is stated", number=digits(-known))
    bound = "exact" if low == high else "least" if high is None else "most" if low is None else "about"
    return told("; {number} are in no incident", number=told(BOUNDS[bound], number=digits(known)))
