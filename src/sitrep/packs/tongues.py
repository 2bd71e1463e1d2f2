"""Tongues: what packs know of a language that is read without a parser, compiled for search."""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from sitrep.model.claims import ServiceName, ServiceStatus
from sitrep.packs.loader import load
from sitrep.packs.phrases import Phrases, spelt_out
from sitrep.packs.tongue_packs import (
    Body,
    Cue,
    Deed,
    Deeds,
    Grammar,
    Means,
    Munition,
    People,
    Person,
    Region,
    Role,
    State,
    Thing,
    Things,
    Times,
    Toponyms,
    Water,
    Window,
)
from sitrep.packs.types import event_types

TONGUES = ("ru", "uk")
"""Languages that are read without a parser; each has a folder of packs."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language's packs, compiled. Each field of phrases is named for what its hits stand for."""

    code: str
    grammar: Grammar
    times: Times
    toponyms: Toponyms
    people: People
    deeds: Deeds
    openers: frozenset[str]
    abbreviations: frozenset[str]
    numbers: Phrases[int]
    multipliers: Phrases[int]
    vague: Phrases[int]
    bounds: Phrases[str]
    after_bounds: Phrases[str]
    of_them: Phrases[bool]
    modifiers: Phrases[bool]
    months: Phrases[int]
    weekdays: Phrases[int]
    days: Phrases[int]
    time_words: Phrases[str]
    windows: Phrases[Window]
    units: Phrases[int]
    things: Phrases[Thing]
    single: Phrases[Thing]
    munitions: Phrases[Munition]
    cues: Phrases[Cue]
    regions: Phrases[Region]
    region_adjectives: Phrases[Region]
    states: Phrases[State]
    waters: Phrases[Water]
    demonyms: Phrases[State]
    place_words: Phrases[str]
    persons: Phrases[Person]
    bodies: Phrases[Body]
    roles: Phrases[Role]
    first_names: Phrases[str]
    speech: Phrases[str]
    triggers: Phrases[Deed]
    means: Phrases[Means]
    sides: Phrases[str]
    services: Phrases[ServiceName]
    outcomes: Phrases[ServiceStatus]
    signs: Phrases[str]
    company: Phrases[str]
    targets: Phrases[str]


@functools.cache
def tongue(code: str) -> Tongue:
    """Returns what is known of a language, compiled once a process."""
    folder = f"languages/{code}"
    grammar, times = load(f"{folder}/grammar.toml", Grammar), load(f"{folder}/times.toml", Times)
    things, toponyms = load(f"{folder}/things.toml", Things), load(f"{folder}/toponyms.toml", Toponyms)
    people, deeds = load(f"{folder}/people.toml", People), load(f"{folder}/deeds.toml", Deeds)
    return Tongue(
        code,
        grammar,
        times,
        toponyms,
        people,
        deeds,
        frozenset(grammar.openers),
        grammar.abbreviations,
        **words_of(grammar),
        **times_of(times),
        **things_of(things),
        **places_of(toponyms),
        **people_of(people),
        **deeds_of(deeds),
    )


@functools.cache
def tongue_with(code: str, packs: tuple[str, ...]) -> Tongue:
    """Returns what is known of a language with the phrases of `packs` besides, compiled once a process."""
    known = tongue(code)
    added = [
        Deed(event_type.name, each.words, each.mode, each.sense, each.status, each.needs)
        for event_type in event_types(packs)
        for each in event_type.phrases.get(code, ())
    ]
    triggers = Phrases((words, each) for each in (*known.deeds.deed, *added) for words in each.words)
    return replace(known, triggers=triggers) if added else known


def words_of(grammar: Grammar) -> dict[str, Any]:
    """Returns the phrases for words of number, by the field that holds them."""
    return {
        "numbers": Phrases(grammar.numbers.items()),
        "multipliers": Phrases(grammar.multipliers.items()),
        "vague": Phrases(grammar.vague.items()),
        "bounds": Phrases(keyed(grammar.bounds)),
        "after_bounds": Phrases(keyed(grammar.after_bounds)),
        "of_them": Phrases((words, True) for words in grammar.of_them),
        "modifiers": Phrases((words, True) for words in grammar.modifiers),
    }


def times_of(times: Times) -> dict[str, Any]:
    """Returns the phrases for words of time, by the field that holds them."""
    return {
        "months": Phrases(times.months.items()),
        "weekdays": Phrases(times.weekdays.items()),
        "days": Phrases(times.days.items()),
        "time_words": Phrases(keyed({name: getattr(times, name) for name in TIME_WORDS})),
        "windows": Phrases((words, each) for each in times.windows for words in each.words),
        "units": Phrases(times.units.items()),
    }


def things_of(things: Things) -> dict[str, Any]:
    """Returns the phrases for what is counted and what befalls it, by the field that holds them."""
    return {
        "things": Phrases((words, each) for each in things.thing for words in (*each.words, *each.one)),
        "single": Phrases((words, each) for each in things.thing for words in each.one),
        "munitions": Phrases((words, each) for each in things.munition for words in each.words),
        "cues": Phrases((words, each) for each in things.cue for words in each.words),
    }


def places_of(toponyms: Toponyms) -> dict[str, Any]:
    """Returns the phrases for names and words of places, by the field that holds them."""
    return {
        "regions": Phrases((words, each) for each in toponyms.region for words in each.nouns),
        "region_adjectives": Phrases((f"{each.adjective}*", each) for each in toponyms.region if each.adjective),
        "states": Phrases((words, each) for each in toponyms.state for words in each.nouns),
        "waters": Phrases((words, each) for each in toponyms.water for words in each.words),
        "demonyms": Phrases((words, each) for each in toponyms.state for words in each.adjectives),
        "place_words": Phrases(keyed({name: getattr(toponyms, name) for name in PLACE_WORDS})),
    }


def people_of(people: People) -> dict[str, Any]:
    """Returns the phrases for who speaks and acts, by the field that holds them."""
    return {
        "persons": Phrases((words, each) for each in people.person for words in each.words),
        "bodies": Phrases((words, each) for each in people.body for words in each.words),
        "roles": Phrases((words, each) for each in people.role for words in each.words),
        "first_names": Phrases(people.first_names.items()),
        "speech": Phrases(
            keyed({"saying": people.saying, "according": people.according, "same": people.same_again, "about": people.about})
        ),
    }


def deeds_of(deeds: Deeds) -> dict[str, Any]:
    """Returns the phrases for what happens and what says that it did, by the field that holds them."""
    return {
        "triggers": Phrases((words, each) for each in deeds.deed for words in each.words),
        "means": Phrases((words, each) for each in deeds.means for words in each.words),
        "sides": Phrases((words, country) for country, words in side_words(deeds)),
        "services": Phrases((words, each.service) for each in deeds.service for words in each.words),
        "outcomes": Phrases((words, each.status) for each in deeds.outcome for words in each.words),
        "signs": Phrases(keyed({name: getattr(deeds, name) for name in SIGNS})),
        "company": Phrases(keyed({"forces": deeds.forces, "victims": deeds.victims})),
        "targets": Phrases(keyed(deeds.targets)),
    }


TIME_WORDS = (
    "year_words", "nights_into", "nights", "parts", "counted", "ago", "since", "until", "in_month", "last_year", "this_week", "last_week",
    "last_month", "as_of", "births",
)  # fmt: skip
PLACE_WORDS = ("region_words", "district_words", "community_words", "axis_words", "settlement_words", "street_words", "origins")
SIGNS = (
    "losses",
    "weather",
    "planned",
    "denied",
    "conditional",
    "ongoing",
    "background",
    "summaries",
    "nothing",
    "holding",
    "splits",
    "here",
    "claimed",
)


def keyed(groups: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yields the phrases of named groups, each with its group's name."""
    return ((words, name) for name, group in groups.items() for words in group)


def side_words(deeds: Deeds) -> Iterable[tuple[str, str]]:
    """Yields words for parties to a war: those that name one by its country, and "enemy" and "own" for those that depend on who writes."""
    for each in deeds.side:
        yield from ((each.country, words) for words in each.words)
    yield from (("enemy", words) for words in deeds.enemy)
    yield from (("own", words) for words in deeds.own)


@functools.cache
def adjective_endings(code: str) -> tuple[tuple[str, str], ...]:
    """Returns the endings of adjectives made of names, the longest first, each with the part of it that belongs to the stem."""
    found = []
    for pattern in tongue(code).toponyms.adjective_endings:
        stem = pattern.partition("{")[0]
        found += [("".join(words), stem) for words in spelt_out(pattern)]
    return tuple(sorted(found, key=lambda pair: len(pair[0]), reverse=True))


def adjective_stem(plain: str, known: Tongue) -> str | None:
    """Returns the stem of an adjective made of a name, None where a word is none.

    >>> adjective_stem("покровському", tongue("uk"))
    'покровськ'
    """
    for ending, stem in adjective_endings(known.code):
        if plain.endswith(ending) and len(plain) > len(ending) + 1:
            return plain[: len(plain) - len(ending)] + stem
    return None
