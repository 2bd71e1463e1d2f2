"""Places: names of settlements, regions, districts and countries, and which of them only sent munitions."""

import itertools
from collections.abc import Sequence, Set

from sitrep.annotate.shallow.regions import Names, find_districts, find_regions, find_states, find_waters
from sitrep.annotate.shallow.towns import find_settlements
from sitrep.model.outlines import Sentence, Word
from sitrep.model.places import Place
from sitrep.packs.tongues import Tongue


def find_places(
    text: str, words: Sequence[Word], tongue: Tongue, sentences: Sequence[Sentence], busy: frozenset[int]
) -> tuple[list[Place], frozenset[int]]:
    """Returns the places of a text in order, and the offsets of those from which munitions came; `busy` are words of other names."""
    names = Names(text, words, [word.plain for word in words], tongue, busy)
    origins: set[int] = set()
    for sentence in sentences:
        find_regions(names, sentence)
        find_districts(names, sentence)
        find_waters(names, sentence)
        find_states(names, sentence)
        find_settlements(names, sentence)
        origins |= _origins(names, sentence)
    return [place for _, (_, place) in sorted(names.found.items())], frozenset(origins)


def _origins(names: Names, sentence: Sentence) -> set[int]:
    """Returns the offsets of places from which munitions were launched: those behind such words, up to the end of the list."""
    found: set[int] = set()
    for hit in names.tongue.place_words.find(names.plains, sentence.first, sentence.last):
        if hit.value != "origins":
            continue
        at = hit.last
        if any(i in names.found for i in range(hit.first, hit.last)):
            found |= {names.found[i][1].start for i in range(hit.first, hit.last) if i in names.found}
        while at < sentence.last and not _ends_origins(names, at):
            if at in names.found:
                found.add(names.found[at][1].start)
            at += 1
    if names.tongue.munitions.find(names.plains, sentence.first, sentence.last) or _has_munition(names, sentence):
        found |= {
            place.start for first, (_, place) in names.found.items() if sentence.first < first < sentence.last and _is_left(names, first)
        }
    return found | _joined(names, sentence, found)


def _joined(names: Names, sentence: Sentence, origins: Set[int]) -> set[int]:
    """Returns the offsets of places that a word for "and" joins to one of the origins: "із Саратовської обл. та Чорного моря"."""
    found: set[int] = set()
    here = [(first, *names.found[first]) for first in range(sentence.first, sentence.last) if first in names.found]
    for (_, last, before), (first, _, place) in itertools.pairwise(here):
        between = [names.plains[at] for at in range(last, first) if names.words[at].text != "."]
        if (
            (before.start in origins or before.start in found)
            and between
            and between[-1] in names.tongue.grammar.joints
            and len(between) == 1
        ):
            found.add(place.start)
    return found


def _has_munition(names: Names, sentence: Sentence) -> bool:
    """Whether a sentence speaks of drones, missiles and the like."""
    return bool(names.tongue.means.find(names.plains, sentence.first, sentence.last))


def _is_left(names: Names, first: int) -> bool:
    """Whether a place is one from which something comes."""
    return names.plains[first - 1] in names.tongue.toponyms.from_prepositions


def _ends_origins(names: Names, at: int) -> bool:
    """Whether a list of launching places ends at a word: a bracket, or a word in small letters that belongs to none of them."""
    word = names.words[at]
    if word.text in ");":
        return True
    return names.tongue.cues.at(names.plains, at) is not None or names.tongue.triggers.at(names.plains, at) is not None
