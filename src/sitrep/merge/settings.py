"""Settings of merging: weights, limits and what may be told of one happening, read from the pack `merging.toml`."""

import functools
from typing import Literal

import msgspec

from sitrep.packs.loader import load

Anchor = Literal["place", "participants", "actor", "service"]


class Statuses(msgspec.Struct, frozen=True):
    """Which statuses look ahead, for which types a plan is another happening than the deed, and which status holds."""

    plans_apart: frozenset[str]
    foreseen: frozenset[str]
    order: tuple[str, ...]


class Modes(msgspec.Struct, frozen=True):
    """Modes that may be told of one happening, and those of attacks in waves."""

    alike: tuple[tuple[str, ...], ...]
    campaign: frozenset[str]


class Weights(msgspec.Struct, frozen=True):
    """What each likeness adds to the score of a comparison, and the scores at which claims are one event."""

    same: float
    attach: float
    days_overlap: float
    days_equal: float
    days_morning_after: float
    days_rough: float
    days_unknown: float
    days_reported: float
    place_same: float
    place_near: float
    place_region: float
    service_same: float
    participants_all: float
    participants_some: float
    actor_named: float
    actor_same: float
    target_same: float
    target_other: float
    mode_same: float
    mode_rare: float
    figure_same: float
    figure_small: float
    figure_more: float
    toll_far: float
    toll_far_campaign: float
    weapon_same: float
    words_alike: float
    document_same: float


class Limits(msgspec.Struct, frozen=True):
    """Distances, spans and shares at which a likeness begins or ends."""

    city_km: float
    near_km: float
    region_km: float
    exact_days: int
    rough_days: int
    reported_days: int
    history_days: int
    outage_gap_days: int
    words_share: float
    copy_share: float
    copy_runs: int
    toll_ratio: float
    toll_difference: int
    small_count: int
    round_count: int
    approx_share: float


class FigureRules(msgspec.Struct, frozen=True):
    """Measures that add up within one claim, and the kinds of which an item consists."""

    add_up: frozenset[str]
    kinds: dict[str, tuple[str, ...]]


class PartRules(msgspec.Struct, frozen=True):
    """Words by which a number tells that it counts some of more: kinds of people, "some of", and what bounds it.

    `groups` are kinds that others are kinds of; `selves` are people beside all others whom a claim counts: a killer with his victims;
    `ones` begin a count of one.
    """

    kinds: frozenset[str]
    groups: frozenset[str]
    selves: frozenset[str]
    ones: frozenset[str]
    some_of: tuple[str, ...]
    bounds: tuple[str, ...]


class Stories(msgspec.Struct, frozen=True):
    """When reports are told alike, and which words with a capital name nobody."""

    alike: float
    alike_doubted: float
    least_alike: float
    near_days: int
    days: int
    few_reports: int
    least_reports: int
    least_names: int
    modes: frozenset[str]
    common: frozenset[str]


class Merging(msgspec.Struct, frozen=True):
    """The whole pack."""

    anchors: dict[str, Anchor]
    anywhere: frozenset[str]
    mornings: tuple[str, ...]
    bare_nights: frozenset[str]
    statuses: Statuses
    modes: Modes
    weights: Weights
    limits: Limits
    figures: FigureRules
    parts: PartRules
    stories: Stories
    regions: dict[str, str]
    credits: frozenset[str]
    agencies: dict[str, tuple[str, ...]]


@functools.cache
def merging() -> Merging:
    """Returns the settings."""
    settings: Merging = load("merging.toml", Merging)
    return settings


@functools.cache
def alike_modes() -> frozenset[tuple[str, str]]:
    """Returns the ordered pairs of different modes that may be told of one happening."""
    return frozenset((one, other) for line in merging().modes.alike for one in line for other in line if one != other)
