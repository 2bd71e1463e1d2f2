"""Style: how a report is worded and what its tables hold, from one data file."""

import msgspec

from sitrep.packs.loader import load

Forms = tuple[str, str]


class Attack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an attack of a mode is called; `mass` words take no article, behind `on` words stands "on" a town, `sided` tell by whom."""

    noun: str
    mass: bool = False
    on: bool = False
    sided: bool = True


class Targets(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words of which one makes a target worth naming, and those that rule it out."""

    named: frozenset[str]
    refused: frozenset[str]


class Hedges(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words for an open end above, one below and a rough number, and those that are kept where a claim has them."""

    low: str
    high: str
    about: str
    known: tuple[str, ...]


class Vague(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words by which a number is given: those that "of" follows, and those that a noun follows."""

    of: tuple[str, ...]
    bare: tuple[str, ...]


class Trust(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How sure a reading must be for an attack without numbers to be told in our own words."""

    told: float


class Comparison(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When two periods are compared: the share of outlets that both have, and the greatest ratio of their numbers of reports."""

    shared_outlets: float
    most_reports_ratio: float


class OwnNouns(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Items that are told by a claim's own noun, the words before it, nouns that say too little, and how many words it may have."""

    items: frozenset[str]
    numerals: frozenset[str]
    refused: frozenset[str]
    most_words: int


class SpeakerRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How speakers are named in a sentence."""

    bodies: frozenset[str]
    plain_capitals: frozenset[str]
    singular_s: tuple[str, ...]
    plural: frozenset[str]
    unnamed: frozenset[str]
    spoken_in: frozenset[str]
    nobody: frozenset[str]
    determined: frozenset[str]
    not_asserting: frozenset[str]
    lowered: frozenset[str]
    after_name: frozenset[str]


class PlaceRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How places are named in a sentence."""

    region_word: str
    region_countries: frozenset[str]
    bare_regions: frozenset[str]
    articles: frozenset[str]


class HighlightRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which highlights are looked for, in order, and how many there are."""

    rules: tuple[str, ...]
    least: int
    most: int


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many entries a part of the report has at most, and how many days count."""

    incidents_an_area: int
    positions: int
    disagreements: int
    stated: int
    accounts: int
    open_outage_days: int
    beside: int
    longest_incident_days: int
    quotes: int


class KeyFigures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The rows of the key figures, and which of these are charted: measure and item."""

    rows: tuple[Forms, ...]
    charted: tuple[Forms, ...]


class Style(msgspec.Struct, frozen=True, rename={"and_": "and"}, forbid_unknown_fields=True):
    """The whole file."""

    language: str
    and_: str
    method: tuple[str, ...]
    sections: dict[str, str]
    types: dict[str, frozenset[str]]
    type_names: dict[str, Forms]
    attacks: dict[str, Attack]
    targets: Targets
    measures: dict[str, Forms]
    measure_names: dict[str, str]
    items: dict[str, Forms]
    hedges: Hedges
    vague: Vague
    own_nouns: OwnNouns
    speakers: SpeakerRules
    places: PlaceRules
    adjectives: dict[str, str]
    verbs: dict[str, str]
    planned_verbs: dict[str, str]
    agreements: dict[str, str]
    positions: dict[str, Forms]
    services: dict[str, str]
    templates: dict[str, str]
    highlights: HighlightRules
    comparison: Comparison
    trust: Trust
    limits: Limits
    key_figures: KeyFigures


def style() -> Style:
    """Returns how reports are worded."""
    found: Style = load("reporting.toml", Style)
    return found


def template(name: str) -> str:
    """Returns a template by its name."""
    return style().templates[name]
