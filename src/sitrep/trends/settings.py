"""Settings of trends, read from the pack `trends.toml`."""

import msgspec

from sitrep.packs.loader import load


class Baseline(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """With how many spans before it one is compared (a single day with `days`), with how many at least, and the level of the interval."""

    spans: int
    days: int
    least_spans: int
    level: float


class Sources(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By how much the sources may differ before nothing is said of what they tell."""

    regular: float
    lost_share: float
    new_share: float
    days_ratio: float
    fewest: float
    most: float


class Breaks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How change points are sought."""

    least_weeks: int
    least_series: int
    least_filled: float
    penalty: float


class Trends(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole pack."""

    baseline: Baseline
    sources: Sources
    breaks: Breaks


def settings() -> Trends:
    """Returns the settings."""
    found: Trends = load("trends.toml", Trends)
    return found
