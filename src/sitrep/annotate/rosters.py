"""Rosters: the groups, forces and organisations that are known by name, found in a text."""

import functools
from dataclasses import dataclass

import msgspec
from ahocorasick_rs import AhoCorasick, MatchKind
from spacy.tokens import Doc, Span

from sitrep.annotate.abbreviations import find_abbreviations
from sitrep.annotate.roles import body_kind
from sitrep.model.actors import ActorKind
from sitrep.packs.loader import load

FILES: dict[str, ActorKind] = {
    "world/armed_groups.toml": "armed-group",
    "world/armed_forces.toml": "armed-force",
    "world/organisations.toml": "organisation",
}


class Member(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A body known by name; `country` is the ISO code of its home, None where it has none; `kind` None is its file's kind."""

    name: str
    kind: ActorKind | None = None
    country: str | None = None
    aliases: tuple[str, ...] = ()


class Roster(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of known bodies."""

    actors: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """A known body at the tokens `span`: `name` is its fullest in the text, `title` that of the roster."""

    span: Span
    name: str
    title: str
    kind: ActorKind
    country: str | None


@dataclass(frozen=True, slots=True)
class Index:
    """All names in one automaton; `members[i]` and `kinds[i]` belong to its pattern `i`."""

    names: AhoCorasick
    members: tuple[Member, ...]
    kinds: tuple[ActorKind, ...]


@functools.cache
def index() -> Index:
    """Returns the automaton over every name and alias of the rosters."""
    named = [
        (name, member, member.kind or kind)
        for file, kind in FILES.items()
        for member in load(file, Roster).actors
        for name in (member.name, *member.aliases)
    ]
    automaton = AhoCorasick([name for name, _, _ in named], matchkind=MatchKind.LeftmostLongest)
    return Index(automaton, tuple(member for _, member, _ in named), tuple(kind for _, _, kind in named))


@functools.cache
def full_names() -> dict[str, tuple[str, ...]]:
    """Returns the names of several words by their first word in small letters, the longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(spelt_names(), key=len, reverse=True):
        if " " in name:
            found.setdefault(name.split()[0].lower(), []).append(name)
    return {first: tuple(names) for first, names in found.items()}


@functools.cache
def short_names() -> frozenset[str]:
    """Returns the names of one word that are written in capitals ("ELN")."""
    return frozenset(name for name in spelt_names() if name.isupper() and name.isalpha())


def spelt_names() -> set[str]:
    """Returns every name and alias of the rosters."""
    return {name for file in FILES for member in load(file, Roster).actors for name in (member.name, *member.aliases)}


def find_known(parse: Doc) -> list[Known]:
    """Returns every mention of a known body that covers whole tokens, in text order; longer names win.

    `name` is the longest of the body's names that the text gives.
    """
    table = index()
    found = []
    longest: dict[str, str] = {}
    for pattern, start, end in table.names.find_matches_as_indexes(parse.text):
        span = parse.char_span(start, end)
        if span is None or span[0].pos_ in {"AUX", "PRON"}:
            continue
        member = table.members[pattern]
        found.append((span, member, table.kinds[pattern]))
        longest[member.name] = max(longest.get(member.name, ""), span.text, key=len)
    listed = [Known(span, longest[one.name], one.name, kind, one.country) for span, one, kind in found]
    return [*listed, *abbreviated(parse, {token.i for one in listed for token in one.span})]


def abbreviated(parse: Doc, taken: set[int]) -> list[Known]:
    """Returns every mention of a body by a short name that the text spells out, but for the `taken` tokens."""
    names = find_abbreviations(parse)
    if not names:
        return []
    return [
        Known(parse[token.i : token.i + 1], full.text, full.text, body_kind(full[-1]) or "organisation", None)
        for token in parse
        if token.i not in taken and (full := names.get(token.text)) is not None
    ]
