"""Scenes: an outline with all that its language's packs find in it, at hand for those who make claims of it."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from sitrep.model.actors import Actor, Attribution, Speaker
from sitrep.model.figures import Figure
from sitrep.model.outlines import Outline, Sentence
from sitrep.model.places import Place
from sitrep.model.times import Time
from sitrep.packs.phrases import Hit, Phrases
from sitrep.packs.tongue_packs import Deed, Means
from sitrep.packs.tongues import Tongue

OTHER = {"UA": "RU", "RU": "UA"}
Mention = TypeVar("Mention", Place, Time, Figure, Actor)
Value = TypeVar("Value")

AXIS_REACH = 10
HOME = {"uk": "UA", "ru": "RU"}


@dataclass
class Scene:
    """One outline, with all hits of triggers, means, parties and signs; `packs` are laid over the built-in event types."""

    outline: Outline
    tongue: Tongue
    packs: tuple[str, ...] = ()
    triggers: list[Hit[Deed]] = field(init=False)
    means: list[Hit[Means]] = field(init=False)
    sides: list[Hit[str]] = field(init=False)
    signs: list[Hit[str]] = field(init=False)

    def __post_init__(self) -> None:
        plains = self.outline.plains
        self.triggers = [hit for each in self.outline.sentences for hit in self.tongue.triggers.find(plains, each.first, each.last)]
        self.means = self.tongue.means.find(plains)
        self.sides = self.tongue.sides.find(plains)
        self.signs = [hit for each in self.outline.sentences for hit in self.tongue.signs.every(plains, each.first, each.last)]

    @cached_property
    def friend(self) -> str:
        """The country on whose side the text stands: that of its author, else the one whose words it uses."""
        if self.outline.author and self.outline.author.side in OTHER:
            return self.outline.author.side or ""
        plains = self.outline.plains
        groups = self.tongue.deeds.friend_signs
        counts = {country: len(self._friends(country)) for country in groups}
        best = max(counts.values(), default=0)
        chosen = [country for country, count in counts.items() if count == best]
        home = HOME[self.tongue.code]
        return chosen[0] if best and len(chosen) == 1 and plains else home

    def _friends(self, country: str) -> list[Hit[str]]:
        words = Phrases((words, country) for words in self.tongue.deeds.friend_signs[country])
        return words.find(self.outline.plains)

    @cached_property
    def is_summary(self) -> bool:
        """Whether the text counts over a day: a staff's or ministry's summary."""
        heads = [each for each in self.outline.sentences if each.paragraph <= 1]
        return any(hit.value == "summaries" for hit in self.signs if heads and hit.first < heads[-1].last)

    @cached_property
    def tells_of_weather(self) -> bool:
        """Whether weather or repairs, and no attack, are what the text tells of."""
        return any(hit.value == "weather" for hit in self.signs) and not self.attacks

    @cached_property
    def attacks(self) -> list[Hit[Deed]]:
        """The words that tell of an attack outright."""
        outright = {"attack", "intercept", "launch", "debris", "clash", "repel"}
        harmless = {self.outline.sentence_at(hit.first) for hit in self.signs if hit.value == "nothing"}
        found = (hit for hit in self.triggers if hit.value.type == "ASSAULT" and hit.value.sense in outright)
        return [hit for hit in found if self.outline.sentence_at(hit.first) not in harmless]

    def side(self, value: str) -> str:
        """Returns the country that a word for a party means in this text."""
        if value == "enemy":
            return OTHER[self.friend]
        return self.friend if value == "own" else value

    def offsets(self, first: int, last: int) -> tuple[int, int]:
        """Returns where the words `[first, last)` lie in the text."""
        return self.outline.words[first].start, self.outline.words[last - 1].end

    def named(self, first: int, last: int) -> list[Place]:
        """Returns all places among some words, whatever they are used for."""
        return self._starting(self.outline.annotations.places, first, last)

    def places(self, first: int, last: int) -> list[Place]:
        """Returns the places among some words in which something may have happened."""
        return [each for each in self.named(first, last) if each.use == "literal" and each.start not in self.outline.origins]

    def times(self, first: int, last: int) -> list[Time]:
        """Returns the times among some words at which something may have happened."""
        return [each for each in self._starting(self.outline.annotations.times, first, last) if each.start not in self.outline.as_of]

    def figures(self, first: int, last: int) -> list[Figure]:
        """Returns the figures among some words."""
        return self._starting(self.outline.annotations.figures, first, last)

    def actors(self, first: int, last: int) -> list[Actor]:
        """Returns the people and bodies among some words."""
        return self._starting(self.outline.annotations.actors, first, last)

    def _starting(self, found: Sequence[Mention], first: int, last: int) -> list[Mention]:
        """Returns what begins among some words, of mentions in text order."""
        start, end = self.offsets(first, last)
        low = bisect.bisect_left(found, start, key=start_of)
        return list(found[low : bisect.bisect_left(found, end, low, key=start_of)])

    def triggers_in(self, first: int, last: int) -> list[Hit[Deed]]:
        """Returns the triggers among some words."""
        return hits_in(self.triggers, first, last)

    def sides_in(self, first: int, last: int) -> list[Hit[str]]:
        """Returns the words for parties among some words."""
        return hits_in(self.sides, first, last)

    def means_in(self, first: int, last: int) -> list[Hit[Means]]:
        """Returns the words for means of attack among some words."""
        return hits_in(self.means, first, last)

    def hits(self, kind: str, first: int, last: int) -> list[Hit[str]]:
        """Returns the signs of a kind among some words."""
        return [hit for hit in hits_in(self.signs, first, last) if hit.value == kind]

    def speaker(self, sentence: Sentence) -> Speaker | None:
        """Returns in whose mouth a sentence stands: whom it names, else the author."""
        start, _ = self.offsets(sentence.first, sentence.last)
        told = self.attributions.get(start)
        if told:
            return told.speaker
        number = self.outline.sentence_at(sentence.first)
        before = self.outline.sentences[number - 1] if number else None
        if before and before.paragraph == sentence.paragraph and self.outline.plains[sentence.first] in self.tongue.grammar.continuers:
            return self.speaker(before)
        return self.outline.author

    @cached_property
    def attributions(self) -> dict[int, Attribution]:
        """The reported statements by the offset at which their sentence begins."""
        return {each.content.start: each for each in self.outline.annotations.attributions if each.content}

    @cached_property
    def axes(self) -> list[tuple[int, list[Place]]]:
        """The axes of attack that the text names, each with the word where it does: what follows happened there."""
        found = []
        for hit in self.tongue.place_words.find(self.outline.plains):
            if hit.value != "axis_words":
                continue
            first = max(0, hit.first - AXIS_REACH)
            sentence = self.outline.sentences[self.outline.sentence_at(hit.first)]
            places = [each for each in self.named(max(first, sentence.first), hit.first + 1) if each.use == "literal"]
            if places:
                found.append((hit.first, places))
        return found

    def axis(self, index: int) -> list[Place]:
        """Returns the places of the last axis named before a word."""
        return next((places for at, places in reversed(self.axes) if at <= index), [])


def start_of(mention: Place | Time | Figure | Actor) -> int:
    """Returns the offset at which a mention begins."""
    return mention.start or 0


def hits_in(hits: Sequence[Hit[Value]], first: int, last: int) -> list[Hit[Value]]:
    """Returns the hits that begin among some words, of hits in text order."""
    low = bisect.bisect_left(hits, first, key=lambda hit: hit.first)
    return list(hits[low : bisect.bisect_left(hits, last, low, key=lambda hit: hit.first)])
