"""Charts: sums beside stated totals, one panel for each series, drawn by Vega-Altair."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from sitrep.errors import WrongUsage
from sitrep.views.pictures.palettes import palette
from sitrep.views.pictures.rendering import EXTRA, render
from sitrep.views.pictures.series import Numbers, Stated, Sum, every_week
from sitrep.views.translating import gettext, told
from sitrep.views.words import bounds_words, counted

if TYPE_CHECKING:
    import altair as alt

MOST_PANELS = 6
PANEL_HEIGHT = 110
BAR_HEIGHT = 24
WEEK_LABEL = (
    "(datum.index == 0 || slice(datum.value, 5) == 'W01') ? [slice(datum.value, 5), slice(datum.value, 0, 4)] : slice(datum.value, 5)"
)


class ChartWishes(msgspec.Struct, frozen=True):
    """What a chart is called, how wide its panels are in pixels, and how many there are at most: the first series; what is left is told.

    With `keeps_order` bars stand in the order of their keys, as days do, and not by their sums.
    """

    title: str
    width: float = 640
    most_panels: int = MOST_PANELS
    keeps_order: bool = False


def draw_weeks(numbers: Numbers, wishes: ChartWishes) -> str:
    """Returns sums by ISO week as SVG: a panel for each series, bars with the span of all that was said, stated totals as lines.

    The keys of the numbers are ISO weeks ("2025-W49"); weeks without a sum stay empty, undated sums are left out. A bar whose sum has a
    link is one.

    Raises: WrongUsage where the extra `report` is not installed.
    """
    weeks = every_week(numbers.keys)
    altair = load_altair()
    across = altair.X(
        "key:O",
        sort=list(weeks),
        scale=altair.Scale(domain=list(weeks), paddingInner=0.25),
        axis=altair.Axis(title=None, labelAngle=0, labelExpr=WEEK_LABEL, labelOverlap="greedy", ticks=False, domain=True),
    )
    dated = Numbers(tuple(each for each in numbers.sums if each.key in weeks), tuple(each for each in numbers.stated if each.key in weeks))
    shown = dated.series[: wishes.most_panels]
    panels = [_week_panel(altair, dated, name, number, across, is_last=number == len(shown) - 1) for number, name in enumerate(shown)]
    panels = [panel.properties(width=wishes.width, height=PANEL_HEIGHT) for panel in panels]
    return finish(altair.vconcat(*panels, spacing=14), wishes.title, describe(dated, wishes))


def draw_bars(numbers: Numbers, wishes: ChartWishes) -> str:
    """Returns sums by munition, place, side or anything else as SVG: a panel for each series, a bar for each key, largest series first.

    Raises: WrongUsage where the extra `report` is not installed.
    """
    altair = load_altair()
    shown = numbers.series[: wishes.most_panels]
    panels = []
    for number, name in enumerate(shown):
        keys = [key for key in numbers.keys if key in _keys_of(numbers, name)] if wishes.keeps_order else _keys_of(numbers, name)
        down = altair.Y(
            "key:N",
            sort=keys,
            axis=altair.Axis(title=None, ticks=False, domain=False, labelLimit=180),
            scale=altair.Scale(paddingInner=0.3),
        )
        panel = _bar_panel(altair, numbers, name, number, down)
        panels.append(panel.properties(width=wishes.width, height=max(1, len(keys)) * BAR_HEIGHT))
    return finish(altair.vconcat(*panels, spacing=18), wishes.title, describe(numbers, wishes))


def describe(numbers: Numbers, wishes: ChartWishes) -> str:
    """Returns what a chart shows in words, for those who do not see it: its extent, and the largest sum of each series."""
    lines = []
    for name in numbers.series[: wishes.most_panels]:
        sums = [each for each in numbers.sums if each.series == name]
        if sums:
            top = max(sums, key=lambda each: each.shown)
            largest = told("the largest {bounds} ({key})", bounds=bounds_words(top.low, top.high), key=top.key)
            lines.append(f"{name}: {counted(len(sums), 'sum')}, {largest}")
    beside = " " + told("{totals} as lines beside.", totals=counted(len(numbers.stated), "stated total")) if numbers.stated else ""
    undrawn = ", ".join(numbers.series[wishes.most_panels :])
    left = " " + told("Not drawn: {names}.", names=undrawn) if undrawn else ""
    return f"{wishes.title}. {'; '.join(lines) or gettext('No numbers')}.{beside}{left}"


def load_altair() -> Any:
    """Returns the library that describes charts.

    Raises: WrongUsage where it is not installed.
    """
    try:
        import altair as alt  # noqa: PLC0415 - part of an extra
    except ImportError as error:
        raise WrongUsage(f"charts need the extra report: {EXTRA}") from error
    return alt


def finish(chart: "alt.TopLevelMixin", title: str, description: str) -> str:
    """Returns a chart in the colours and type of all charts, as SVG."""
    colours = palette()
    described: dict[str, Any] = chart.to_dict(validate=False)
    label = {"labelColor": colours.light("text"), "titleColor": colours.light("text"), "labelFontSize": 11, "titleFontSize": 11}
    described["background"] = None
    described["config"] = {
        "aria": True,
        "font": "sans-serif",
        "view": {"stroke": None},
        "axis": {
            **label,
            "gridColor": colours.light("grid"),
            "domainColor": colours.light("axis"),
            "tickColor": colours.light("axis"),
            "aria": False,
        },
        "title": {
            "color": colours.light("text"),
            "fontSize": 12,
            "anchor": "start",
            "frame": "group",
            "fontWeight": "bold",
            "offset": 6,
            "aria": False,
        },
        "legend": {**label, "aria": False},
        "text": {"color": colours.light("text")},
    }
    return render(described, title, description)


def _week_panel(altair: Any, numbers: Numbers, name: str, number: int, across: Any, *, is_last: bool) -> Any:
    """Returns the panel of one series over the weeks."""
    colours, x = palette(), across if is_last else across.axis(None)
    axis = _number_axis(altair, numbers, name, 4)
    up = altair.Y("shown:Q", axis=axis)
    sums, stated = [each for each in numbers.sums if each.series == name], [each for each in numbers.stated if each.series == name]
    bars = altair.Chart(_sum_data(altair, sums)).encode(x=x)
    layers = [bars.mark_bar(color=_series_colour(number)).encode(y=up, href=_href(altair, sums), description="words:N")]
    layers += [rule.encode(y=altair.Y("least:Q", axis=axis), y2="most:Q") for rule in _spans(bars)]
    layers.append(
        bars.transform_filter("datum.open").mark_text(text="▲", dy=-6, fontSize=8, aria=False, color=colours.light("quiet")).encode(y=up)
    )
    if stated:
        lines = altair.Chart(_stated_data(altair, stated)).encode(x=x, description="words:N")
        layers += [line.encode(y=up) for line in _totals(lines, 26)]
    return altair.layer(*layers).properties(title=_panel_title(name, stated))


def _bar_panel(altair: Any, numbers: Numbers, name: str, number: int, down: Any) -> Any:
    """Returns the panel of one series over the keys."""
    colours = palette()
    axis = _number_axis(altair, numbers, name, 6)
    across = altair.X("shown:Q", axis=axis)
    sums, stated = [each for each in numbers.sums if each.series == name], [each for each in numbers.stated if each.series == name]
    bars = altair.Chart(_sum_data(altair, sums)).encode(y=down)
    layers = [bars.mark_bar(color=_series_colour(number)).encode(x=across, href=_href(altair, sums), description="words:N")]
    layers += [rule.encode(x=altair.X("least:Q", axis=axis), x2="most:Q") for rule in _spans(bars)]
    layers.append(
        bars.mark_text(align="left", dx=6, aria=False, fontSize=11, color=colours.light("text")).encode(
            x=altair.X("reach:Q", axis=axis), text="told:N"
        )
    )
    if stated:
        lines = altair.Chart(_stated_data(altair, stated)).encode(y=down, description="words:N")
        layers += [line.encode(x=across) for line in _totals(lines, 20)]
    return altair.layer(*layers).properties(title=_panel_title(name, stated))


def _keys_of(numbers: Numbers, name: str) -> list[str]:
    """Returns the keys of a series, that of the largest sum first."""
    sizes = {each.key: each.shown for each in numbers.sums if each.series == name}
    stated = {each.key: 0 for each in numbers.stated if each.series == name}
    return sorted({**stated, **sizes}, key=lambda key: -sizes.get(key, 0))


def _number_axis(altair: Any, numbers: Numbers, name: str, most: int) -> Any:
    """Returns the axis of a series' numbers, with so many whole numbers at most."""
    sums = [max(each.shown, each.most or 0) for each in numbers.sums if each.series == name]
    stated = [each.low if each.low is not None else each.high or 0 for each in numbers.stated if each.series == name]
    top = max((*sums, *stated), default=1)
    return altair.Axis(title=None, tickCount=max(1, min(most, top)), format=",d", domain=False, ticks=False)


def _spans(bars: Any) -> list[Any]:
    """Returns the marks for the span of all that was said, where it is wider than what is shown: a line with a rim, seen on any bar."""
    wide = bars.transform_filter("datum.least < datum.most")
    return [wide.mark_rule(strokeWidth=width, aria=False, color=palette().light(name)) for name, width in (("paper", 4.5), ("text", 1.5))]


def _totals(lines: Any, length: float) -> list[Any]:
    """Returns the marks for stated totals: a thick line with a rim."""
    rim = lines.mark_tick(thickness=6, bandSize=length + 2, opacity=1, aria=False, color=palette().light("paper"))
    return [rim, lines.mark_tick(thickness=3, bandSize=length, opacity=1, color=palette().light("stated"))]


def _sum_data(altair: Any, sums: Sequence[Sum]) -> Any:
    """Returns sums as a chart takes them; an open end of what was said is drawn as far as the other bounds go."""
    return altair.Data(
        values=[
            {
                "key": each.key,
                "shown": each.shown,
                "least": each.least if each.least is not None else each.shown,
                "most": each.most if each.most is not None else max(each.shown, each.least or 0),
                "reach": max(each.shown, each.most or 0),
                "open": each.high is None,
                "told": bounds_words(each.low, each.high),
                "words": each.words,
                "link": each.link,
            }
            for each in sums
        ]
    )


def _stated_data(altair: Any, stated: Sequence[Stated]) -> Any:
    """Returns stated totals as a chart takes them."""
    told = [(each, each.low if each.low is not None else each.high) for each in stated]
    return altair.Data(values=[{"key": each.key, "shown": number, "words": each.words} for each, number in told if number is not None])


def _href(altair: Any, sums: Sequence[Sum]) -> Any:
    """Returns the channel that makes bars links, where they lead anywhere."""
    return altair.Href("link:N") if any(each.link for each in sums) else altair.Undefined


def _series_colour(number: int) -> str:
    """Returns the colour of a series."""
    colours = palette().series_light
    return colours[number % len(colours)]


def _panel_title(name: str, stated: Sequence[Stated]) -> str:
    """Returns what a panel is called."""
    return told("{name} (lines: totals as stated)", name=name) if stated else name
