"""Time packs: the words and phrases by which a language speaks of time."""

import functools
from typing import Literal

import msgspec

from sitrep.packs.loader import load


class Ahead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What makes a happening lie in the future.

    `modals` are auxiliaries ("will"), `prospects` the words whose infinitive is still to come ("agreed to meet"), `slated` those that
    speak of the future by themselves ("due Friday"), `slated_with` those that do so before a preposition ("set for Friday"), `until`
    the prepositions of a term, `deferring` the verbs that move one up to the `limits`, `occasions` the happenings that are arranged
    beforehand.
    """

    modals: frozenset[str]
    prospects: frozenset[str]
    slated: frozenset[str]
    slated_with: dict[str, str]
    until: frozenset[str]
    limits: frozenset[str]
    deferring: frozenset[str]
    occasions: frozenset[str]


class TimePack(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a language speaks of time.

    `words` gives by category each word and its value; `guards` the part-of-speech tags under which an ambiguous word counts;
    `dotted` the abbreviations that may end in a full stop; `glue` the categories that make no phrase on their own;
    `phrases` gives by meaning the patterns over categories that have it.
    """

    numeric_order: Literal["mdy", "dmy"]
    words: dict[str, dict[str, int | str]]
    guards: dict[str, frozenset[str]]
    dotted: frozenset[str]
    compounds: frozenset[str]
    glue: frozenset[str]
    ahead: Ahead
    macros: dict[str, str]
    phrases: dict[str, tuple[str, ...]]


@functools.cache
def english_times() -> TimePack:
    """Returns the English pack."""
    return load("languages/en/times.toml", TimePack)
