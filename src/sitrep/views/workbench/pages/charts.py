"""Charts: sums by week, munition, place or side, with stated totals as lines beside them; what is brushed becomes a list of events."""

from collections.abc import Callable
from functools import cache, partial

import msgspec
from markupsafe import Markup
from starlette.responses import Response

from sitrep.errors import WrongUsage
from sitrep.merge.sums import MEASURES, sum_incidents
from sitrep.model.claims import HAPPENED
from sitrep.model.events import Row
from sitrep.model.figures import Measure
from sitrep.store.filters import Page as Part
from sitrep.views.listing import read_values
from sitrep.views.pictures.charts import ChartWishes, draw_bars, draw_weeks
from sitrep.views.pictures.map_features import MapWeek
from sitrep.views.pictures.markup import drawing, element, words
from sitrep.views.pictures.palettes import palette, standing_alone
from sitrep.views.pictures.series import Numbers, every_week, largest, monday_of, numbers_of, sunday_of
from sitrep.views.stated_totals import beside_incidents, stated_totals
from sitrep.views.summing import accounts_of
from sitrep.views.translating import gettext, retold
from sitrep.views.workbench.choices import Choices, choices
from sitrep.views.workbench.pages.map import is_narrow
from sitrep.views.workbench.picture_files import own_drawing, picture, picture_asset
from sitrep.views.workbench.routes import Page
from sitrep.views.workbench.visits import Visit

MOST = 5000
MOST_BY_SIDE = 1000  # these need the claims of every event
MOST_KEYS = 15
NARROW, WIDE = 320, 760
NARROW_PANELS, PANELS = 4, 8
MOST_WEEKS = 53
GROUPINGS = ("week", "munition", "place", "side")
USUAL: tuple[Measure, ...] = ("launched", "killed", "injured")
LINKED = {"munition": "munition", "place": "place", "side": "source"}  # a side is among the words of its speakers
TITLES = {"week": "Sums by week", "munition": "Sums by munition", "place": "Sums by place", "side": "Sums by the side of those who say so"}


class Drawn(msgspec.Struct, frozen=True):
    """A chart with its numbers; `svg` is None where the library that draws it is missing, then `failure` says so."""

    rows: tuple[Row, ...]
    svg: str | None
    failure: str | None
    weeks: tuple[MapWeek, ...]
    events: int
    more: bool
    left: int
    undrawn: tuple[str, ...]


class ChartsView(msgspec.Struct, frozen=True):
    """A chart, what it was asked for, and what else can be; it is drawn when the page comes to it."""

    by: str
    measures: tuple[str, ...]
    all_measures: tuple[str, ...]
    groupings: tuple[str, ...]
    title: str
    draw: Callable[[], Drawn]
    choices: Choices
    css: str

    @property
    def drawn(self) -> Drawn:
        """The chart with its numbers."""
        return self.draw()

    @property
    def svg(self) -> Markup | None:
        """The chart as the page holds it."""
        return own_drawing(self.drawn.svg)


def look(visit: Visit) -> ChartsView:
    """Returns what the page shows.

    Raises: WrongUsage.
    """
    by, measures = asked_for(visit)
    draw = cache(partial(drawn_for, visit, by, measures))
    return ChartsView(by, measures, MEASURES, GROUPINGS, gettext(TITLES[by]), draw, choices(), picture_asset("pictures.css"))


def look_at_picture(visit: Visit) -> Response:
    """Returns the chart as a picture, or a picture of why there is none.

    Raises: WrongUsage.
    """
    by, measures = asked_for(visit)
    drawn = drawn_for(visit, by, measures)
    if drawn.svg:
        return picture(standing_alone(drawn.svg))
    told = retold(drawn.failure) if drawn.failure else gettext("No event that passes these filters states such a number.")
    line = element("text", [words(told)], x=0, y=20, font_size=14, fill=palette().light("text"))
    return picture(standing_alone(drawing((760, 30), gettext(TITLES[by]), told, [line])))


def asked_for(visit: Visit) -> tuple[str, tuple[str, ...]]:
    """Returns the grouping and the measures that were asked for, once the filters are known to be some.

    Raises: WrongUsage.
    """
    by = next(iter(read_values("--by", visit.asked.get("by"), GROUPINGS)), "week")
    measures = tuple(read_values("--measure", visit.asked.get("measure"), MEASURES) or USUAL)
    _ = visit.filters
    return by, measures


def drawn_for(visit: Visit, by: str, measures: tuple[str, ...]) -> Drawn:
    """Returns the chart of a grouping and measures, drawn once for each state of the record."""
    key = f"charts {by} {measures} {visit.filters} {is_narrow(visit)}"
    return visit.bench.once_in_turn(key, partial(compute, visit, by, measures))


def compute(visit: Visit, by: str, measures: tuple[str, ...]) -> Drawn:
    """Returns the sums of the latest events that pass the filters, five thousand at most, and their chart."""
    record, filters = visit.record, visit.filters
    asked = msgspec.structs.replace(filters, status=filters.status or HAPPENED)
    stated = stated_totals(record, filters)
    events, more = record.event_page(asked, Part(MOST_BY_SIDE if by == "side" else MOST, None, latest_first=True))
    rows = beside_incidents(record, sum_incidents(accounts_of(record, events, (by,)), stated, (by,), measures))
    numbers = numbers_of(rows, by, links(visit, by, rows))
    shown = within(numbers, by)
    weeks = tuple(MapWeek(week, str(monday_of(week)), str(sunday_of(week))) for week in every_week(shown.keys)) if by == "week" else ()
    left = len(set(numbers.keys)) - len(set(shown.keys))
    svg, failure = drawing_of(visit, shown, by)
    return Drawn(rows, svg, failure, weeks, len(events), more is not None, left, shown.series[PANELS:])


def drawing_of(visit: Visit, numbers: Numbers, by: str) -> tuple[str | None, str | None]:
    """Returns the chart, or why there is none."""
    if not numbers.sums and not numbers.stated:
        return None, None
    title = gettext(TITLES[by])
    wishes = ChartWishes(title, NARROW, NARROW_PANELS) if is_narrow(visit) else ChartWishes(title, WIDE, PANELS)
    try:
        return visit.bench.drawer.draw(draw_weeks if by == "week" else draw_bars, numbers, wishes), None
    except WrongUsage as error:
        return None, str(error)


def within(numbers: Numbers, by: str) -> Numbers:
    """Returns what a chart has room for: the last year of weeks, or the largest of other keys."""
    if by != "week":
        return largest(numbers, MOST_KEYS)
    kept = set(every_week(numbers.keys)[-MOST_WEEKS:])
    sums = tuple(each for each in numbers.sums if each.key in kept)
    return Numbers(sums, tuple(each for each in numbers.stated if each.key in kept))


def links(visit: Visit, by: str, rows: tuple[Row, ...]) -> dict[str, str]:
    """Returns the addresses of the events behind each key: of a week within the days that were asked for."""
    keys = {key for row in rows if (key := dict(row.keys)[by])}
    if by == "week":
        return {key: visit.filter_link("/events", **span) for key in keys if (span := days_of(visit, key))}
    name = LINKED.get(by)
    return {key: visit.filter_link("/events", **{name: key}) for key in keys if "+" not in key} if name else {}


def days_of(visit: Visit, week: str) -> dict[str, str | None]:
    """Returns the first and last day of a week as filters, no further than the filters of the page go."""
    monday, sunday = monday_of(week), sunday_of(week)
    since, until = visit.filters.since, visit.filters.until
    return {"since": max(str(monday), since or ""), "until": min(str(sunday), until or "9999")} if monday and sunday else {}


PAGE = Page("/charts", "Charts", "charts.html", look, flows=True)
PICTURE = Page("/charts/chart.svg", "Picture of a chart", "", look_at_picture, in_menu=False)
