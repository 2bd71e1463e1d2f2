"""`sitrep compare`: a curated set beside the record."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec.structs import replace
from rich.text import Text

from sitrep.errors import UnreadableSource, WrongUsage
from sitrep.model.times import When
from sitrep.store.filters import Filters
from sitrep.views.comparing.cases import Case, case_of, own_cases
from sitrep.views.comparing.matching import Comparison, compare
from sitrep.views.exporting.cells import Cell, csv_line
from sitrep.views.exporting.selections import Selection
from sitrep.views.importing.sheets import SetName, read_sheet, set_of
from sitrep.views.listing import read_filters
from sitrep.views.messages import Messages
from sitrep.views.output import write, write_json
from sitrep.views.progress import live_line
from sitrep.views.records import open_look
from sitrep.views.screens import cell, frame, screen
from sitrep.views.wishes import FilterWishes, Look
from sitrep.views.words import counted, days_words

Form = Literal["table", "json", "csv"]
COLUMNS = ("found", "event", "id", "first_day", "last_day", "kind", "place", "dead_here", "dead_there", "agrees")
TABLE = {"Day": 12, "Where": 20, "Dead here": 9, "Dead there": 10, "Here": 10, "There": None}
MOST_SHOWN = 40


class Summary(msgspec.Struct, frozen=True):
    """What `compare --format json` prints."""

    set: str
    matched: int
    differing: int
    only_here: int
    only_there: int
    comparison: Comparison


def compare_file(name: str, wishes: FilterWishes, form: Form, look: Look, messages: Messages) -> int:
    """Prints how the events of a record and a file of ACLED or UCDP go together, and returns the exit code.

    Without filters the days and countries of the file are compared.

    Raises: WrongUsage for a file that is neither; StoreUnavailable.
    """
    filters = read_filters(wishes)
    kind, there = read_cases(Path(name), messages)
    there = [case for case in there if _within(case, filters)]
    with open_look(look) as record, live_line(messages) as show:
        selection = Selection(record, _spanning(filters, there), show=show)
        here = list(own_cases(kind, selection))
    countries = set(map(_country, there))
    here = [case for case in here if _country(case) in countries]
    found = compare(here, there)
    if form == "json":
        summary = Summary(kind, len(found.matched), len(found.differing), len(found.only_here), len(found.only_there), found)
        write_json(summary)
    elif form == "csv":
        write(csv_line(COLUMNS) + b"".join(map(csv_line, rows_of(found))))
    else:
        print_comparison(found)
    return 0


def read_cases(path: Path, messages: Messages) -> tuple[SetName, list[Case]]:
    """Returns which set a file is of, and its cases; rows that cannot be read are told of and passed over.

    Raises: WrongUsage for a file that is of neither set.
    """
    kind: SetName | None = None
    cases: list[Case] = []
    try:
        for number, row in enumerate(read_sheet(path), 2):
            kind = kind or set_of(frozenset(row))
            if kind is None:
                break
            try:
                case = case_of(kind, row)
            except UnreadableSource as error:
                messages.error(f"line {number}: {error}")
                continue
            cases += [case] if case else []
    except UnreadableSource as error:
        raise WrongUsage(str(error)) from error
    if kind is None:
        raise WrongUsage(f"{path}: is no CSV file of ACLED or UCDP GED with rows")
    return kind, cases


def rows_of(found: Comparison) -> Iterator[Sequence[Cell]]:
    """Yields the rows of a comparison as CSV."""
    for match in found.matched:
        yield _row("both", match.here, match.there, match.agrees)
    for case in found.only_here:
        yield _row("only here", case, None, None)
    for case in found.only_there:
        yield _row("only there", None, case, None)


def print_comparison(found: Comparison) -> None:
    """Prints how many go together, those with different numbers, and what only one of both tells."""
    console = screen()
    matched = counted(len(found.matched), "event")
    console.print(cell(f"{matched} told by both, {len(found.differing)} of them with different numbers of dead", "bold"))
    console.print(cell(f"{len(found.only_here)} only here, {len(found.only_there)} only there\n"))
    pairs = [(match.here, match.there) for match in found.differing]
    _print("Different numbers", pairs)
    _print("Only here", [(case, None) for case in found.only_here])
    _print("Only there", [(None, case) for case in found.only_there])


def _print(title: str, pairs: Sequence[tuple[Case | None, Case | None]]) -> None:
    """Prints cases, those of one happening on one line."""
    if not pairs:
        return
    table = frame(TABLE, f"{title}: {len(pairs):,}")
    for here, there in pairs[:MOST_SHOWN]:
        shown = here or there
        assert shown is not None
        table.add_row(
            cell(days_words(When(shown.first, shown.last))),
            cell(shown.place.name if shown.place else ""),
            _dead(here),
            _dead(there),
            cell((here.event or here.id)[:9] if here else ""),
            cell(there.id if there else ""),
        )
    screen().print(table)
    if len(pairs) > MOST_SHOWN:
        screen().print(cell(f"and {len(pairs) - MOST_SHOWN:,} more; --format csv prints all\n", "dim"))


def _dead(case: Case | None) -> Text:
    """Returns the dead of a case, with the span where it is one."""
    if case is None or case.best is None:
        return cell("")
    span = f" ({case.low}–{case.high})" if (case.low, case.high) != (case.best, case.best) else ""
    return cell(f"{case.best}{span}")


def _row(found: str, here: Case | None, there: Case | None, agrees: bool | None) -> Sequence[Cell]:
    """Returns one row."""
    shown = here or there
    assert shown is not None
    return (
        found,
        here.event if here else None,
        there.id if there else None,
        shown.first,
        shown.last,
        shown.kind,
        shown.place.name if shown.place else None,
        here.best if here else None,
        there.best if there else None,
        agrees,
    )


def _country(case: Case) -> str | None:
    """Returns the country of a case, None where it has none."""
    return case.place.country if case.place else None


def _within(case: Case, filters: Filters) -> bool:
    """Whether a case touches the days that were asked for."""
    return not (filters.since and case.last < filters.since) and not (filters.until and case.first > filters.until)


def _spanning(filters: Filters, there: Sequence[Case]) -> Filters:
    """Returns the filters with the days of the set where none were asked for."""
    if not there:
        return filters
    first, last = min(case.first for case in there), max(case.last for case in there)
    return replace(filters, since=filters.since or first, until=filters.until or last)
