"""Spans: outages and meetings as bars on a line of time."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from sitrep.model.events import Event, Outage
from sitrep.views.pictures.charts import BAR_HEIGHT, ChartWishes, finish, load_altair
from sitrep.views.pictures.palettes import palette
from sitrep.views.words import actor_words, counted, days_words, kind_words, outage_words, place_words

MOST_ROWS = 60
MOST_TICKS = 7


class Span(msgspec.Struct, frozen=True):
    """Something that lasted: from its first to its last day (ISO, both inclusive), an end None where nobody tells it.

    `group` gives its colour ("power", "meeting"); one that is `sure` happened, another one is planned or doubted and drawn hollow.
    `marked` are days between at which something is told (repairs begin), `words` say it all.
    """

    name: str
    group: str
    first: str | None
    last: str | None
    words: str
    sure: bool = True
    marked: tuple[str, ...] = ()
    link: str | None = None


def outage_spans(events: Iterable[Event], links: Mapping[str, str] | None = None) -> tuple[Span, ...]:
    """Returns the outages of events, those without any day left out, the earliest first."""
    leading = links or {}
    found = [
        Span(
            f"{place_words(event.places) or 'place not told'}: {outage.service}",
            outage.service,
            outage.lost,
            outage.restored,
            f"{place_words(event.places) or 'place not told'}: {outage_words(outage)}",
            marked=(outage.being_restored,) if outage.being_restored else (),
            link=leading.get(event.id),
        )
        for event in events
        for outage in event.outages
        if _days(outage)
    ]
    return tuple(sorted(found, key=lambda span: (span.first or span.last or "", span.name)))


def contact_spans(events: Iterable[Event], links: Mapping[str, str] | None = None) -> tuple[Span, ...]:
    """Returns events as spans named by who takes part (meetings, agreements, statements), those without a day left out."""
    leading = links or {}
    found = [
        Span(
            actor_words(event.participants) or actor_words((event.actor, event.target)) or place_words(event.places) or "unnamed",
            event.type.lower(),
            event.when.start[:10] if event.when.start else None,
            event.when.end[:10] if event.when.end else None,
            f"{kind_words(event.type, event.mode, event.status)}, {days_words(event.when)}",
            sure=event.status in {"occurred", "ongoing"},
            link=leading.get(event.id),
        )
        for event in events
        if event.when.start or event.when.end
    ]
    return tuple(sorted(found, key=lambda span: (span.first or span.last or "", span.name)))


def draw_spans(spans: Sequence[Span], until: dt.date, wishes: ChartWishes) -> str:
    """Returns spans as SVG, a row for each; one whose end nobody tells fades out on the day `until`, up to which the record reaches.

    Of more than sixty the last ones are drawn, and the title says so.

    Raises: WrongUsage where the extra `report` is not installed.
    """
    altair, shown = load_altair(), spans[-MOST_ROWS:]
    data = altair.Data(values=[_row(number, span, until) for number, span in enumerate(shown)])
    left = len(spans) - len(shown)
    title = f"{wishes.title} (the last {len(shown)} of {len(spans)})" if left else wishes.title
    return finish(
        altair.layer(*_layers(altair, data, shown, until)).properties(
            width=wishes.width, height=max(2, len(shown)) * BAR_HEIGHT, title=title
        ),
        wishes.title,
        f"{title}: {counted(len(spans), 'row')}. " + "; ".join(span.words for span in shown[:20]),
    )


def _layers(altair: Any, data: Any, shown: Sequence[Span], until: dt.date) -> list[Any]:
    """Returns the bars of spans, what of them is open, and the days that are marked."""
    groups, colours = list(dict.fromkeys(span.group for span in shown)), palette()
    names = f"{json.dumps([span.name for span in shown])}[datum.value]"
    axis = altair.Axis(title=None, ticks=False, domain=False, labelExpr=names, labelLimit=230, values=list(range(len(shown))))
    down = altair.Y("row:O", axis=axis, scale=altair.Scale(paddingInner=0.35))
    days = altair.Axis(title=None, format="%-d %b %Y", labelOverlap="greedy", values=_tick_days(shown, until), grid=True)
    across = altair.X("first:T", scale=altair.Scale(type="utc"), axis=days)
    colour = altair.Color(
        "group:N", scale=altair.Scale(domain=groups, range=colours.series_light[: len(groups)]), legend=_legend(altair, groups)
    )
    href = altair.Href("link:N") if any(span.link for span in shown) else altair.Undefined
    rows = altair.Chart(data).encode(y=down, x=across, x2="last:T", description="words:N", href=href)
    filled = rows.transform_filter("datum.sure && !datum.open").mark_bar(cornerRadius=2).encode(color=colour)
    open_ended = rows.transform_filter("datum.sure && datum.open").mark_bar(opacity=0.45).encode(color=colour)
    hollow = rows.transform_filter("!datum.sure").mark_bar(fillOpacity=0, strokeWidth=1.6, cornerRadius=2).encode(stroke=colour)
    arrows = rows.transform_filter("datum.open").mark_text(text="▶", align="left", fontSize=9, aria=False, color=colours.light("quiet"))
    unbegun = rows.transform_filter("!datum.begun").mark_text(text="◀", align="right", fontSize=9, aria=False, color=colours.light("quiet"))
    marked = [{"row": number, "day": day} for number, span in enumerate(shown) for day in span.marked]
    ticks = altair.Chart(altair.Data(values=marked)).mark_tick(
        thickness=3, bandSize=18, opacity=1, color=colours.light("stated"), aria=False
    )
    return [
        *(filled, open_ended, hollow),
        arrows.encode(x=altair.X("last:T", axis=days), x2=altair.Undefined),
        unbegun.encode(x2=altair.Undefined),
        ticks.encode(y=down, x=altair.X("day:T", axis=days)),
    ]


def _tick_days(shown: Sequence[Span], until: dt.date) -> list[int]:
    """Returns whole days to be marked on the line of time, seven at most, as milliseconds since 1970."""
    told = [day for span in shown for day in (span.first, span.last) if day]
    days = (
        [*map(dt.date.fromisoformat, told), until]
        if any(span.last is None for span in shown) or not told
        else [*map(dt.date.fromisoformat, told)]
    )
    step = (max(days) - min(days)).days // MOST_TICKS + 1
    begin = dt.datetime.combine(min(days), dt.time(), dt.UTC)
    marked = (begin + dt.timedelta(days=step * number) for number in range(MOST_TICKS + 1))
    return [round(day.timestamp() * 1000) for day in marked if day.date() <= max(days) + dt.timedelta(days=1)]


def _legend(altair: Any, groups: Sequence[str]) -> Any:
    """Returns the legend, none where there is one group alone."""
    return altair.Legend(title=None, orient="bottom", symbolOpacity=1) if len(groups) > 1 else None


def _row(number: int, span: Span, until: dt.date) -> dict[str, Any]:
    """Returns a span as a chart takes it; the bar ends with its last day, an unknown first day is the last one."""
    first = span.first or span.last
    last = dt.date.fromisoformat(span.last) if span.last else max(until, dt.date.fromisoformat(span.first or str(until)))
    return {
        "row": number,
        "first": first,
        "last": (last + dt.timedelta(days=1)).isoformat(),
        "group": span.group,
        "open": span.last is None,
        "sure": span.sure,
        "begun": span.first is not None,
        "words": span.words,
        "link": span.link,
    }


def _days(outage: Outage) -> bool:
    """Whether an outage has a day."""
    return bool(outage.lost or outage.restored)
