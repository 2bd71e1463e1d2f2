"""Event types: what each means, how it stands in other codebooks, and the words that tell of it."""

import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

from sitrep.errors import WrongUsage
from sitrep.model.claims import Status
from sitrep.model.figures import Measure
from sitrep.packs.loader import ROOT, load, read

Sense = Literal["attack", "launch", "harm", "damage", "intercept", "clash", "capture", "contact", "accord", "outage", "speech", "act"]
Condition = Literal[
    "actor", "two-actors", "figure", "munition", "attack", "armed", "armed-side", "context", "clause", "said", "infinitive", "others",
    "subject", "peer", "people", "ground", "combatants",
]  # fmt: skip
Role = Literal["actor", "target", "none"]
Words = TypeVar("Words")


class Crosswalk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a type or mode is called elsewhere; None where the other codebook has nothing for it."""

    plover: str | None = None
    cameo: str | None = None
    acled: str | None = None
    ucdp: int | None = None


class Trigger(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell of an event: a lemma, or a lemma and words that hang on it ("shoot down").

    `objects` are lemmas of which one must be governed by the trigger, `sentence` lemmas of which one must stand in its sentence;
    `needs` are conditions of which one must hold, `also` those that must all hold.
    `subject` and `object` say whom the grammatical subject and object name.
    """

    words: tuple[str, ...]
    pos: Literal["VERB", "NOUN", "ADJ"]
    sense: Sense = "act"
    mode: str | None = None
    status: Status | None = None
    subject: Role = "actor"
    object: Role = "target"
    objects: tuple[str, ...] = ()
    sentence: tuple[str, ...] = ()
    needs: tuple[Condition, ...] = ()
    also: tuple[Condition, ...] = ()


class PhraseTrigger(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell of an event in a language that is read without a parser, as patterns of phrases.

    `sense` is one of those that `packs/languages/*/deeds.toml` uses; `needs` may hold "no-attack".
    """

    words: tuple[str, ...]
    sense: str = "act"
    mode: str | None = None
    status: Status | None = None
    needs: tuple[str, ...] = ()


class Mode(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A way in which an event of a type happens; `words` are lemmas that show it wherever they stand in the clause."""

    gloss: str
    words: tuple[str, ...] = ()
    crosswalk: Crosswalk = Crosswalk()


class OtherSenses(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words beside which a trigger means something else, as lemmas: modifiers (bird strike), subjects (outage hit), heads (raid siren).

    `objects` are those of verbs ("damage the economy", "meet a need"), `causes` stand anywhere below them ("died of an illness"),
    `bare_after` are prepositions before a noun that stands alone ("on strike").
    """

    modifiers: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    causes: frozenset[str] = frozenset()
    bare_after: frozenset[str] = frozenset()


class Victims(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words by which a pack counts people who are named and not counted, as lemmas.

    Verbs whose object dies and whose subject does, states and nouns of death, words that make an attack deadly, words that say that
    somebody is hurt and lives, pronouns of several people, and words that say of how many a death is; verbs that tell of a death with a
    particle ("pass away"), or by losing or taking lives; verbs and nouns by which somebody is hurt, verbs for suffering harms; and by what
    a killer who kills himself is known: reflexives, words for suicide, arms.
    """

    deadly: frozenset[str]
    dying: frozenset[str]
    dead: frozenset[str]
    deaths: frozenset[str]
    fatal: frozenset[str]
    hurt: frozenset[str]
    several: frozenset[str]
    multiples: dict[str, int]
    phrasal: dict[str, str] = {}
    losing: frozenset[str] = frozenset()
    lives: frozenset[str] = frozenset()
    hurting: frozenset[str] = frozenset()
    hurting_nouns: frozenset[str] = frozenset()
    suffering: frozenset[str] = frozenset()
    harms: frozenset[str] = frozenset()
    selves: frozenset[str] = frozenset()
    suicides: frozenset[str] = frozenset()
    arms: frozenset[str] = frozenset()


class EventType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One type of event; `triggers` and `victims` are keyed by language.

    `placed` says whether it happens somewhere, `modes_by` whether the words of its modes count in its whole clause or only on its
    trigger, `counts` which measures of figures belong to it.
    """

    name: str
    gloss: str
    crosswalk: Crosswalk
    placed: bool = True
    modes_by: Literal["clause", "trigger"] = "clause"
    counts: frozenset[Measure] = frozenset()
    modes: dict[str, Mode] = {}
    triggers: dict[str, tuple[Trigger, ...]] = {}
    phrases: dict[str, tuple[PhraseTrigger, ...]] = {}
    other_senses: dict[str, OtherSenses] = {}
    victims: dict[str, Victims] = {}


OPTIONAL_PACKS = ("crime",)


@functools.cache
def event_types(packs: tuple[str, ...] = ()) -> tuple[EventType, ...]:
    """Returns the built-in types in order of name, with those of `packs` laid over them: a known name gets more triggers and modes.

    Raises: WrongUsage for a pack that is neither built in nor a folder; InvalidPack for a file that does not fit.
    """
    types = {each.name: each for each in (load(f"types/{path.name}", EventType) for path in sorted((ROOT / "types").glob("*.toml")))}
    for path in pack_files(packs):
        added = read(path, EventType)
        types[added.name] = joined(types[added.name], added) if added.name in types else added
    return tuple(types[name] for name in sorted(types))


def pack_files(packs: Sequence[str]) -> list[Path]:
    """Returns the type files of the named packs, in the order in which they are laid over the built-in ones.

    Raises: WrongUsage for a pack that is neither built in nor a folder with type files.
    """
    files: list[Path] = []
    for pack in packs:
        folder = ROOT / "optional" / pack if pack in OPTIONAL_PACKS else Path(pack)
        found = sorted(folder.glob("*.toml"))
        if not found:
            raise WrongUsage(f"pack {pack!r}: neither a built-in pack ({', '.join(OPTIONAL_PACKS)}) nor a folder with .toml files")
        files += found
    return files


def joined(base: EventType, added: EventType) -> EventType:
    """Returns `base` with the modes, triggers and phrases of `added` besides its own."""
    return msgspec.structs.replace(
        base,
        modes={**base.modes, **added.modes},
        triggers=both(base.triggers, added.triggers),
        phrases=both(base.phrases, added.phrases),
        victims={**base.victims, **added.victims},
    )


def both(one: Mapping[str, tuple[Words, ...]], other: Mapping[str, tuple[Words, ...]]) -> dict[str, tuple[Words, ...]]:
    """Returns the triggers of two types by language."""
    return {language: (*one.get(language, ()), *other.get(language, ())) for language in sorted({*one, *other})}
