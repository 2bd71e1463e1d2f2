"""Tongue packs: the shapes of the files that hold what is known of a language which is read without a parser."""

import msgspec

from sitrep.model.actors import ActorKind
from sitrep.model.claims import ServiceName, ServiceStatus, Status
from sitrep.model.figures import Item, Measure


class Pack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of a pack."""


class Grammar(Pack, frozen=True):
    """Words of number and of the parts of a sentence.

    `openers` begin a sentence even where no mark stands before them, `joiners` a clause after a comma; `vague` are numbers without
    digits as their lowest value, `bounds` words before a number and which end they leave open; `latin` says that the language is
    written in Latin letters.
    """

    openers: tuple[str, ...]
    joiners: frozenset[str]
    abbreviations: frozenset[str]
    numbers: dict[str, int]
    multipliers: dict[str, int]
    vague: dict[str, int]
    bounds: dict[str, tuple[str, ...]]
    after_bounds: dict[str, tuple[str, ...]]
    between: tuple[tuple[str, str], ...]
    of_them: tuple[str, ...]
    modifiers: tuple[str, ...]
    stops: frozenset[str]
    adjective_endings: tuple[str, ...]
    joints: frozenset[str]
    kinds: frozenset[str]
    parting: frozenset[str]
    parts_of: tuple[str, ...]
    grown: tuple[str, ...]
    all_words: frozenset[str]
    continuers: frozenset[str]
    latin: bool = False


class Window(Pack, frozen=True):
    """Words for a period that ends at publication: so many days before it, or since a day."""

    words: tuple[str, ...]
    days: int | None = None
    since: str | None = None


class Times(Pack, frozen=True):
    """Words of time; `births` stand behind years of birth.

    `days` are counted from publication, `counted` open a counted period ("in the last … days").
    """

    months: dict[str, int]
    weekdays: dict[str, int]
    days: dict[str, int]
    year_words: tuple[str, ...]
    nights_into: tuple[str, ...]
    nights: tuple[str, ...]
    parts: tuple[str, ...]
    windows: tuple[Window, ...]
    counted: tuple[str, ...]
    units: dict[str, int]
    ago: tuple[str, ...]
    since: tuple[str, ...]
    until: tuple[str, ...]
    in_month: tuple[str, ...]
    last_year: tuple[str, ...]
    this_week: tuple[str, ...]
    last_week: tuple[str, ...]
    last_month: tuple[str, ...]
    as_of: tuple[str, ...]
    births: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class Thing(Pack, frozen=True):
    """What is counted. `one` are forms that mean a single one, `measure` what the noun itself tells ("three strikes")."""

    item: Item
    words: tuple[str, ...]
    one: tuple[str, ...] = ()
    measure: Measure | None = None
    english: str | None = None


class Munition(Pack, frozen=True):
    """A munition by model or nickname; `side` is the only party to the war in Ukraine that uses it."""

    name: str
    item: Item
    words: tuple[str, ...]
    side: str | None = None


class Cue(Pack, frozen=True):
    """Words that tell what befell the counted; `of` are classes of items."""

    measure: Measure
    of: tuple[str, ...]
    words: tuple[str, ...]


class Things(Pack, frozen=True):
    """Items, munitions and measures."""

    thing: tuple[Thing, ...]
    munition: tuple[Munition, ...]
    cue: tuple[Cue, ...]


class Region(Pack, frozen=True):
    """A region: its English name, its nouns with all their endings, and the stem of its adjective.

    `held` marks one that the other side holds in whole or part: who shoots down over it is not told by its country.
    """

    name: str
    country: str
    nouns: tuple[str, ...] = ()
    adjective: str | None = None
    held: bool = False


class State(Pack, frozen=True):
    """A state: its code, its nouns with their endings, and the stems of its adjective and of its people."""

    code: str
    nouns: tuple[str, ...]
    adjectives: tuple[str, ...] = ()


class Water(Pack, frozen=True):
    """A sea: its English name and its nouns with all their endings."""

    name: str
    words: tuple[str, ...]


class Toponyms(Pack, frozen=True):
    """How places are named. `endings` lead from an inflected form to the dictionary's, `forms` are those that no rule gives."""

    region: tuple[Region, ...]
    state: tuple[State, ...]
    water: tuple[Water, ...]
    region_words: tuple[str, ...]
    district_words: tuple[str, ...]
    community_words: tuple[str, ...]
    axis_words: tuple[str, ...]
    settlement_words: tuple[str, ...]
    prepositions: frozenset[str]
    from_prepositions: frozenset[str]
    in_prepositions: frozenset[str]
    street_words: tuple[str, ...]
    territory: tuple[str, ...]
    origins: tuple[str, ...]
    endings: tuple[tuple[str, str], ...]
    adjective_endings: tuple[str, ...]
    adjective_bases: tuple[tuple[str, str], ...]
    forms: dict[str, str]
    english: dict[str, str]
    never: frozenset[str]


class Person(Pack, frozen=True):
    """Somebody known by surname alone; `words` are the stems of the surname."""

    name: str
    words: tuple[str, ...]
    side: str | None = None


class Body(Pack, frozen=True):
    """An office, force, ministry or outlet that speaks or acts."""

    name: str
    words: tuple[str, ...]
    side: str | None = None
    kind: ActorKind = "organisation"
    speaks: bool = True


class Role(Pack, frozen=True):
    """Words of an office, as they stand before a name."""

    words: tuple[str, ...]
    english: str


class People(Pack, frozen=True):
    """Who speaks: names, offices, and the words by which speech is told.

    `about` opens a sentence that tells who said what stands before it. `first_names` lead from stems to the English form; `case_endings`
    from the ending of an inflected first name to those of a surname.
    """

    first_names: dict[str, str]
    person: tuple[Person, ...]
    body: tuple[Body, ...]
    role: tuple[Role, ...]
    saying: tuple[str, ...]
    according: tuple[str, ...]
    pronouns: frozenset[str]
    same_again: tuple[str, ...]
    about: tuple[str, ...]
    surname_endings: tuple[tuple[str, str], ...]
    surnames: tuple[str, ...]
    patronymics: tuple[str, ...]
    oblique: tuple[str, ...]
    genitive: tuple[str, ...]
    upright: tuple[str, ...]
    other_forms: dict[str, str] = {}


class Side(Pack, frozen=True):
    """Words for a party to a war; `victim` marks those that name whom something befalls."""

    country: str
    words: tuple[str, ...]


class Deed(Pack, frozen=True):
    """Words that tell of an event of a type, as patterns."""

    type: str
    words: tuple[str, ...]
    mode: str | None = None
    sense: str = "act"
    status: Status | None = None
    needs: tuple[str, ...] = ()


class Means(Pack, frozen=True):
    """Words that show a mode of attack."""

    mode: str
    words: tuple[str, ...]


class Outage(Pack, frozen=True):
    """Words for a public service."""

    service: ServiceName
    words: tuple[str, ...]


class Outcome(Pack, frozen=True):
    """Words for what becomes of a service."""

    status: ServiceStatus
    words: tuple[str, ...]


class Deeds(Pack, frozen=True):
    """What happens: triggers, modes, sides, services and the words that say that it did not happen, or not yet."""

    deed: tuple[Deed, ...]
    means: tuple[Means, ...]
    side: tuple[Side, ...]
    enemy: tuple[str, ...]
    enemy_adjectives: tuple[str, ...]
    own: tuple[str, ...]
    friend_signs: dict[str, tuple[str, ...]]
    service: tuple[Outage, ...]
    outcome: tuple[Outcome, ...]
    losses: tuple[str, ...]
    weather: tuple[str, ...]
    planned: tuple[str, ...]
    denied: tuple[str, ...]
    conditional: tuple[str, ...]
    ongoing: tuple[str, ...]
    background: tuple[str, ...]
    against: frozenset[str]
    summaries: tuple[str, ...]
    targets: dict[str, tuple[str, ...]]
    nothing: tuple[str, ...]
    holding: tuple[str, ...]
    here: tuple[str, ...]
    claimed: tuple[str, ...]
    splits: tuple[str, ...]
    forces: tuple[str, ...]
    victims: tuple[str, ...]
    doers: frozenset[str]
