"""Drawing: the map, the chart and the outages of a report, for those of its sections that they belong to."""

import datetime as dt
import importlib.util
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from sitrep.merge.groupings import Account
from sitrep.merge.sums import sum_incidents
from sitrep.model.claims import HAPPENED
from sitrep.model.events import Event, Row
from sitrep.views.pictures.charts import ChartWishes, draw_bars
from sitrep.views.pictures.maps import MapWishes, draw_map
from sitrep.views.pictures.series import Numbers, numbers_of
from sitrep.views.pictures.spans import draw_spans, outage_spans
from sitrep.views.pictures.spots import spots_of
from sitrep.views.reporting.desks import Desk
from sitrep.views.reporting.phrasing import plain
from sitrep.views.reporting.reports import Block, Picture
from sitrep.views.reporting.style import style, template

FEWEST_DAYS = 3
FEWEST_OUTAGES = 2


def draw(desk: Desk) -> Mapping[str, Sequence[Block]]:
    """Returns the drawings by section; charts are left out where the extra that draws them is not installed."""
    charts = importlib.util.find_spec("altair") is not None and importlib.util.find_spec("vl_convert") is not None
    return {
        "hostilities": (*map_of_attacks(desk), *(days_of_attacks(desk) if charts else ())),
        "services": tuple(spans_of_outages(desk)) if charts else (),
    }


def map_of_attacks(desk: Desk) -> Iterator[Picture]:
    """Yields a map of the attacks, sized by the people killed where any number is told."""
    attacks = attacks_of(desk)
    measure = "killed" if any(figure.measure == "killed" for event in attacks for figure in event.figures) else None
    spots = spots_of(attacks, measure)  # type: ignore[arg-type]
    if spots.spots:
        name = "map_killed" if measure else "map_attacks"
        svg = draw_map(spots, MapWishes(template(name)))
        yield Picture(svg, template(f"{name}_alt"), plain(template("map_caption")))


def days_of_attacks(desk: Desk) -> Iterator[Picture]:
    """Yields a chart of sums by day, where enough days have one."""
    rows = [row for row in sum_incidents([Account(event) for event in attacks_of(desk)], (), ("day",)) if is_charted(row)]
    kept = [row for row in rows if sum((other.measure, other.item) == (row.measure, row.item) for other in rows) >= FEWEST_DAYS]
    if kept:
        svg = draw_bars(told_days(numbers_of(kept, "day")), ChartWishes(template("days_chart"), keeps_order=True))
        yield Picture(svg, template("days_chart_alt"), plain(template("days_chart_caption")))


def told_days(numbers: Numbers) -> Numbers:
    """Returns numbers whose days are told as people write them."""
    return Numbers(tuple(replace(each, key=day_words(each.key)) for each in numbers.sums))


def day_words(key: str) -> str:
    """Returns an ISO day in few words.

    >>> day_words("2025-08-28")
    '28 Aug'
    """
    day = dt.date.fromisoformat(key)
    return f"{day.day} {day:%b}"


def is_charted(row: Row) -> bool:
    """Whether a sum belongs into the chart: of a count that is charted, of a known day."""
    return (row.measure, row.item) in style().key_figures.charted and bool(row.events) and row.keys[0][1] is not None


def spans_of_outages(desk: Desk) -> Iterator[Picture]:
    """Yields the outages from loss to return, where there are several."""
    spans = outage_spans(desk.material.outages)
    if len(spans) >= FEWEST_OUTAGES:
        svg = draw_spans(spans, desk.material.period.last, ChartWishes(template("outages_chart")))
        yield Picture(svg, template("outages_chart_alt"), plain(template("outages_chart_caption")))


def attacks_of(desk: Desk) -> list[Event]:
    """Returns the attacks that happened."""
    return [event for event in desk.material.incidents if event.type in style().types["hostilities"] and event.status in HAPPENED]
