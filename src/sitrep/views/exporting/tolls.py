"""Tolls: how many people an event killed, once, and who they were as far as the reports tell."""

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.events import Event, EventFigure
from sitrep.model.figures import Figure, Item
from sitrep.packs.loader import load
from sitrep.views.exporting.selections import Told

WORD = re.compile(r"\w+")
PEOPLE = ("person", "soldier", "child", "other")
Who = Literal["civilians", "combatants"]


class Victims(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Words that tell civilians from combatants; an entry that ends in * stands for all words that begin so."""

    civilians: tuple[str, ...]
    combatants: tuple[str, ...]


class Toll(msgspec.Struct, frozen=True):
    """The dead of an event: the number shown, the span of all numbers, and how many of those shown are known to be whom.

    All None where nobody gives a number. `unknown` are those of whom nobody says whether they were civilians or combatants.
    `vague` are the words of a number that is none ("dozens").
    """

    shown: int | None = None
    low: int | None = None
    high: int | None = None
    civilians: int = 0
    combatants: int = 0
    vague: str | None = None

    @property
    def unknown(self) -> int:
        """Those of whom nobody says whether they were civilians or combatants."""
        return max((self.shown or 0) - self.civilians - self.combatants, 0)


def toll(told: Told, vague: Mapping[str, int]) -> Toll:
    """Returns the dead of an event; a word that names no number counts as `vague` says, where nobody gives a number.

    Children are among the people who were killed, and so are soldiers, but where one report counts both side by side.
    """
    counts = {figure.item: figure for figure in told.event.figures if figure.measure == "killed" and figure.item in PEOPLE}
    if not counts:
        return Toll()
    stated = {item: _stated(figure, told.claims) for item, figure in counts.items()}
    words = {item: _vague_word(figure, stated[item], vague) for item, figure in counts.items()}
    shown = {
        item: vague[word] if (word := words[item]) else number_of(figure.best.low, figure.best.high) for item, figure in counts.items()
    }
    apart = "person" in counts and "soldier" in counts and _side_by_side(told.claims)
    total = _together(shown, apart)
    low = _together({item: _least(stated[item], shown[item]) for item in counts}, apart)
    high = _together({item: _most(stated[item], shown[item]) for item in counts}, apart)
    civilians = _of("civilians", shown, stated)
    combatants = min(_of("combatants", shown, stated), total)
    word = next((each for each in words.values() if each), None)
    return Toll(total, min(low, total), max(high, total), min(civilians, total - combatants), combatants, word)


def plain_toll(event: Event) -> int:
    """Returns the dead of an event by its own figures alone, 0 where nobody gives a number."""
    return _together(
        {each.item: number_of(each.best.low, each.best.high) for each in event.figures if each.measure == "killed" and each.item in PEOPLE},
        apart=False,
    )


def number_of(low: int | None, high: int | None) -> int:
    """Returns the number that a coder takes of inclusive bounds: the least, and the most where only that is stated.

    >>> number_of(4, 6), number_of(None, 15), number_of(20, None)
    (4, 15, 20)
    """
    return low if low is not None else high or 0


def _together(numbers: Mapping[Item, int], apart: bool) -> int:
    """Returns how many people counts of several kinds of them are together."""
    people = numbers.get("person", 0) + numbers.get("other", 0)
    soldiers = numbers.get("soldier", 0)
    return people + soldiers if apart else max(people, soldiers + numbers.get("child", 0))


def _stated(figure: EventFigure, claims: Iterable[Claim]) -> list[Figure]:
    """Returns what the claims state of one count."""
    return [
        each
        for claim in claims
        if claim.id in figure.claims
        for each in claim.figures
        if (each.measure, each.item) == (figure.measure, figure.item)
    ]


def _side_by_side(claims: Iterable[Claim]) -> bool:
    """Whether one claim counts dead soldiers beside other dead people, and not among them."""
    for claim in claims:
        killed = {each.item: each for each in claim.figures if each.measure == "killed"}
        if "person" in killed and "soldier" in killed and killed["soldier"].part_of is None:
            return True
    return False


def _vague_word(figure: EventFigure, stated: Iterable[Figure], vague: Mapping[str, int]) -> str | None:
    """Returns the word that stands for the number shown of a count, None where a number does."""
    if figure.best.high is not None:
        return None
    shown = [each for each in stated if each.low == figure.best.low and each.high is None]
    return next((word for each in shown for word in vague if word in WORD.findall(each.text.casefold())), None)


def _least(stated: Iterable[Figure], shown: int) -> int:
    """Returns the least that is said of a count."""
    return min((each.low for each in stated if each.low is not None), default=shown)


def _most(stated: Iterable[Figure], shown: int) -> int:
    """Returns the highest number that is named for a count; an open end names none."""
    return max((end for each in stated for end in (each.low, each.high) if end is not None), default=shown)


def _of(who: Who, shown: Mapping[Item, int], stated: Mapping[Item, Iterable[Figure]]) -> int:
    """Returns how many of the dead are told to be civilians or combatants."""
    own: Item = "soldier" if who == "combatants" else "child"
    named = sum(number for item, number in shown.items() if item in ("person", "other") and _named(who, stated[item]))
    return max(named, shown.get(own, 0))


def _named(who: Who, stated: Iterable[Figure]) -> bool:
    """Whether the words of a count say who the dead were."""
    return any(_pattern(who).search(each.text.casefold()) for each in stated)


@functools.cache
def _pattern(who: Who) -> re.Pattern[str]:
    """Returns the words for civilians or combatants as a pattern."""
    words: tuple[str, ...] = getattr(load("exports/victims.toml", Victims), who)
    patterns = (re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word) for word in words)
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")
