"""Key figures: what the incidents of the period come to, by country, with range, speakers, and the change since the period before."""

from collections.abc import Iterable, Mapping, Sequence

from sitrep.merge.groupings import Account
from sitrep.merge.sums import sum_incidents
from sitrep.model.claims import HAPPENED
from sitrep.model.events import Bounds, Event, Row
from sitrep.packs.gazetteer import countries
from sitrep.views.reporting.adding import Sum, add_up, number, spread
from sitrep.views.reporting.belonging import is_incident
from sitrep.views.reporting.changes import change
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.phrasing import joined, mark, plain
from sitrep.views.reporting.reports import Block, Paragraph, Piece, Pieces, Section, Table
from sitrep.views.reporting.scenes import short_days
from sitrep.views.reporting.style import style, template
from sitrep.views.reporting.telling import count_name, place_of

WIDTHS = (19, 13, 15, 34, 19)
SPEAKERS = 3


def key_figures(desk: Desk) -> Section:
    """Returns a table for each country, those of most events first."""
    failed = [event for event in desk.material.outages if is_incident(event, desk.material.period)]
    now, before = by_countries(desk, (*desk.material.incidents, *failed)), by_countries(desk, desk.material.before)
    tables = [table for key, events in now.items() if (table := country_table(desk, key, events, before.get(key, ())))]
    blocks: tuple[Block, ...] = tuple(tables) or (Paragraph(plain(template("no_figures"))),)
    if tables and not desk.material.published_before:
        blocks = (*blocks, Paragraph(plain(template("change_no_reports")), quiet=True))
    return Section("figures", style().sections["figures"], blocks)


def by_countries(desk: Desk, events: Iterable[Event]) -> Mapping[str | None, Sequence[Event]]:
    """Returns the events that happened by the country they were in, most events first, those of no known country last."""
    found: dict[str | None, list[Event]] = {}
    for event in events:
        if event.status in HAPPENED:
            found.setdefault(country_of(desk, event), []).append(event)
    return dict(sorted(found.items(), key=lambda each: (each[0] is None, -len(each[1]), each[0] or "")))


def country_of(desk: Desk, event: Event) -> str | None:
    """Returns the country (code) of an event."""
    place = place_of(desk, event)
    return place.country if place else None


def country_name(key: str | None) -> str:
    """Returns a country's name by its code."""
    known = countries().get(key or "")
    return known.name if known else template("no_country")


def country_table(desk: Desk, key: str | None, events: Sequence[Event], before: Sequence[Event]) -> Table | None:
    """Returns the table of one country, None where no event states a number of the rows."""
    rows = {(row.measure, row.item): row for row in sum_incidents([Account(event) for event in events], ()) if row.events}
    past = {(row.measure, row.item): row for row in sum_incidents([Account(event) for event in before], ()) if row.events}
    wanted = [rows[count] for count in style().key_figures.rows if count in rows]
    by_id = {event.id: event for event in (*events, *before)}
    lines = [line(desk, row, by_id, past.get((row.measure, row.item))) for row in wanted]
    names = ["head_figure", "head_number", "head_range", "head_says", "head_change"]
    columns = len(names) if desk.material.published_before else len(names) - 1
    heads = tuple(template(name) for name in names[:columns])
    return Table(country_name(key), heads, tuple(line[:columns] for line in lines), WIDTHS[:columns]) if lines else None


def line(desk: Desk, row: Row, events: Mapping[str, Event], past: Row | None) -> tuple[Pieces, ...]:
    """Returns one row of the table."""
    summed = add_up(desk, [events[key] for key in row.events], row.measure, row.item)
    earlier = add_up(desk, [events[key] for key in past.events], row.measure, row.item) if past else None
    name = count_name(row.measure, row.item)
    shown = number(desk, summed)
    return (
        plain(name[0].upper() + name[1:]),
        (shown, mark(shown.notes)),
        spread(desk, summed) or plain(template("one_number")),
        (*scope_words(desk, summed), *says_words(desk, summed)),
        change(desk, summed, earlier),
    )


def scope_words(desk: Desk, summed: Sum) -> Pieces:
    """Returns of which incidents a number is made."""
    ids = tuple(term.event.id for term in summed.terms)
    if len(ids) == 1:
        return (*short_days(summed.terms[0].event.when), *plain(": "))
    count = Piece(f"{len(ids)}", "number", number(desk, summed).notes, bounds=Bounds(len(ids), len(ids)), counted=ids)
    return (count, *plain(f" {template('incidents_colon')} "))


def says_words(desk: Desk, summed: Sum) -> Pieces:
    """Returns who says so, the first few speakers."""
    named = list(dict.fromkeys(desk.speaker(claim) for term in summed.terms for claim in term.claims))
    listed = joined(named[:SPEAKERS], "; ", "; ")
    return (*listed, *plain(template("and_others"))) if len(named) > SPEAKERS else listed
