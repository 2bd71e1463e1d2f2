"""`sitrep events`: the events of a record, filtered."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Literal, get_args

import msgspec

from sitrep.errors import WrongUsage
from sitrep.ingest.dates import read_date
from sitrep.model.claims import Scope, Status
from sitrep.model.events import Event, EventFigure
from sitrep.packs.types import event_types
from sitrep.store.filters import Filters, Page
from sitrep.views.coverages import coverage_json, coverage_line, coverage_of
from sitrep.views.features import feature_collection
from sitrep.views.masks import masked_event
from sitrep.views.options import listed
from sitrep.views.output import write, write_json, write_line
from sitrep.views.records import open_look
from sitrep.views.screens import screen
from sitrep.views.tables import print_events
from sitrep.views.wishes import FilterWishes, Look
from sitrep.views.words import actor_words, place_words

COLUMNS = (
    "id", "type", "mode", "status", "start", "end", "places", "actor", "target", "measure", "item", "best_low", "best_high", "low", "high",
    "agreement", "services", "claims", "documents", "independent_sources",
)  # fmt: skip


class EventPage(msgspec.Struct, frozen=True):
    """What `events --format json` prints; `next` is what `--after` takes to go on, None at the end; `coverage` how far feeds were
    heard (None: none is followed), left out where that is not asked.
    """

    events: list[Event]
    next: str | None = None
    coverage: dict[str, Any] | msgspec.UnsetType | None = msgspec.UNSET


class Print(msgspec.Struct, frozen=True):
    """How events are to be printed, with or without the names of private people."""

    form: Literal["table", "json", "jsonl", "csv", "geojson"]
    mask: bool = False


def page(limit: int | None, after: str | None) -> Page:
    """Returns the part of the answer that was asked for."""
    return Page(limit, after)


def list_events(wishes: FilterWishes, wanted: Page, how: Print, look: Look) -> int:
    """Prints the events that pass the filters, in the order of time, and returns the exit code.

    Raises: WrongUsage; StoreUnavailable.
    """
    filters = read_filters(wishes)
    with open_look(look) as record:
        events, following = record.event_page(filters, wanted)
    events = [masked_event(event) for event in events] if how.mask else events
    if how.form == "json":
        write_json(EventPage(events, following, coverage_json(coverage_of(look, filters.since, filters.until))))
    elif how.form == "geojson":
        write_json(feature_collection(events))
    elif how.form == "jsonl":
        for event in events:
            write_line(event)
    elif how.form == "csv":
        write(csv_sheet(events))
    else:
        print_events(screen(), events)
        notes = (f"more: --after {following}" if following else None, coverage_line(coverage_of(look, filters.since, filters.until)))
        for note in filter(None, notes):
            screen().print(note, style="dim")
    return 0


def read_filters(wishes: FilterWishes, mark: str = "--") -> Filters:
    """Returns the filters that were typed; `mark` stands before their names where a message tells of one.

    Raises: WrongUsage for a date, type, mode, status or scope that is none.
    """
    types = event_types(())
    filters = Filters(
        since=read_day(f"{mark}since", wishes.since),
        until=read_day(f"{mark}until", wishes.until),
        type=read_values(f"{mark}type", wishes.type, [each.name for each in types]),
        mode=read_values(f"{mark}mode", wishes.mode, sorted({mode for each in types for mode in each.modes})),
        status=read_values(f"{mark}status", wishes.status, get_args(Status)),
        scope=read_values(f"{mark}scope", wishes.scope, get_args(Scope)),
        place=listed(wishes.place),
        actor=listed(wishes.actor),
        munition=listed(wishes.munition),
        source=listed(wishes.source),
    )
    if filters.since and filters.until and filters.since > filters.until:
        raise WrongUsage(f"{mark}since {filters.since} is after {mark}until {filters.until}")
    return filters


def read_day(option: str, value: str | None) -> str | None:
    """Returns the day of an ISO date or date-time.

    Raises: WrongUsage where it is none.
    """
    if value is None:
        return None
    day = read_date(value)
    if day is None:
        raise WrongUsage(f"{option} {value!r}: an ISO date is expected, such as 2025-12-07")
    return day[:10]


def read_values(option: str, value: str | None, known: Sequence[str]) -> tuple[str, ...]:
    """Returns the values as they are known, whatever their case.

    Raises: WrongUsage for one that is unknown, naming all that are known.
    """
    by_case = {each.casefold(): each for each in known}
    for each in listed(value):
        if each.casefold() not in by_case:
            raise WrongUsage(f"{option} {each!r}: known are {', '.join(known)}")
    return tuple(by_case[each.casefold()] for each in listed(value))


def csv_sheet(events: Sequence[Event], neutral: Callable[[object], object] = lambda cell: cell) -> bytes:
    """Returns events as CSV: one row a figure, and one row for an event without figures; `neutral` is asked for each cell."""
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    for event in events:
        for figure in event.figures or (None,):
            writer.writerow(map(neutral, _row(event, figure)))
    return sheet.getvalue().encode()


def _row(event: Event, figure: EventFigure | None) -> Iterator[str | int | None]:
    """Yields the cells of one row in the order of the columns."""
    yield from (event.id, event.type, event.mode, event.status, event.when.start, event.when.end, place_words(event.places))
    yield from (actor_words([event.actor]), actor_words([event.target]))
    if figure is None:
        yield from (None,) * 7
    else:
        yield from (figure.measure, figure.item, figure.best.low, figure.best.high, figure.low, figure.high, figure.agreement)
    yield "; ".join(f"{each.service} {each.status}" for each in event.services)
    yield from (len(event.claims), len(event.documents), event.independent_sources)
