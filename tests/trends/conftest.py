"""Series made by hand: counts by week, and who reported in each."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence

import pytest

from sitrep.trends.coverage import Publication, coverage
from sitrep.trends.series import Count, Series, Subject, series_of, spans_back

SUNDAY = dt.date(2025, 12, 7)
DRONES = Subject("launched", "drone")
Outlets = Mapping[str, int]
TWO = {"Courier": 1, "Wire": 1}

MakeSeries = Callable[..., Series]


def publications(week_ends: Sequence[dt.date], outlets: Sequence[Outlets]) -> list[Publication]:
    """Returns so many reports of each outlet a day, every day of each week."""
    return [
        Publication(outlet, end - dt.timedelta(days=back), number)
        for end, found in zip(week_ends, outlets, strict=True)
        for outlet, number in found.items()
        for back in range(7)
    ]


@pytest.fixture
def series() -> MakeSeries:
    """Makes a weekly series that ends on a Sunday; a bound may be a pair, `outlets` are reports a day of each week (or of all)."""

    def make(counts: Sequence[int | tuple[int | None, int | None]], outlets: Outlets | Sequence[Outlets] = TWO) -> Series:
        spans = spans_back(SUNDAY, 7, len(counts))
        read = publications([span.last for span in spans], [outlets] * len(counts) if isinstance(outlets, Mapping) else outlets)
        pairs = [count if isinstance(count, tuple) else (count, count) for count in counts]
        told = [Count(DRONES, span.name, *pair, (f"e{span.name}",)) for span, pair in zip(spans, pairs, strict=True) if pair != (0, 0)]
        return series_of(told, spans, coverage(read, spans))[0]

    return make
