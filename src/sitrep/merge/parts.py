"""Parts: numbers that count only some of what other numbers of an event count whole, and descriptions of people that add up to a whole."""

import functools
import re
from collections.abc import Iterable, Sequence, Set
from typing import Protocol

from sitrep.merge.footprints import Footprint, footprint, relate
from sitrep.merge.settings import merging
from sitrep.model.claims import Claim
from sitrep.model.events import Bounds
from sitrep.model.figures import Figure, Item
from sitrep.model.places import Place

WORD = re.compile(r"[^\W\d_]+")
INSERTED = re.compile(r"^\s*(?:,[^,.;:!?]*,|\([^)]*\)|[–—-][^–—]*[–—-])")
CLAUSE_END = re.compile(r"[,.;:!?]")
LISTED: tuple[Item, ...] = ("person", "child")


class Stated(Protocol):
    """A number of one claim."""

    @property
    def claim(self) -> Claim:
        """The claim."""

    @property
    def figures(self) -> Sequence[Figure]:
        """Those of its figures that the number is made of."""

    @property
    def bounds(self) -> Bounds:
        """The number."""


def parts_of(stated: Sequence[Stated], some: Set[str] = frozenset()) -> frozenset[str]:
    """Returns the ids of the claims whose number counts a part: of narrower people or at a narrower place than a greater number.

    "Two doctors" and "22 of the victims" are parts where another claim tells of more people; so is the toll of a district where a claim
    tells of more in its city; and what a claim counts that counts a part of something else (`some`, ids: "two adults were killed and 16
    others injured"). A number that no wider one exceeds may be the whole, and is none.
    """
    if len({one.bounds for one in stated}) < 2:
        return frozenset()
    whole = max((one.bounds.low or 0 for one in stated if not is_told_of_some(one, some)), default=0)
    wider = most_beyond(stated)
    return frozenset(
        one.claim.id
        for one in stated
        if exceeds(wider.get(one.claim.places, 0), one.bounds) or (exceeds(whole, one.bounds) and is_told_of_some(one, some))
    )


def most_beyond(stated: Iterable[Stated]) -> dict[tuple[Place, ...], int]:
    """Returns for the places of each claim the greatest number that is told of wider ones which hold them."""
    most: dict[tuple[Place, ...], int] = {}
    for one in stated:
        most[one.claim.places] = max(most.get(one.claim.places, 0), one.bounds.low or 0)
    if len(most) < 2:
        return {}
    reaches = {places: footprint(places) for places in most}
    return {places: max((low for other, low in most.items() if is_narrower(reaches[places], reaches[other])), default=0) for places in most}


def is_narrower(one: Footprint, other: Footprint) -> bool:
    """Returns whether the first reach is a part of the second: a site or district of a town; of two that hold each other the district is.

    A town in a region is none: what is one event happened there, however exactly a report says where.
    """
    if not one.breadth == other.breadth == "point" or relate(one, other) != "within":
        return False
    sizes = [{point.precision for point in reach.points} for reach in (one, other)]
    return relate(other, one) != "within" or sizes[0] == {"district"} != sizes[1]


def exceeds(whole: int, bounds: Bounds) -> bool:
    """Returns whether a number is greater than what others allow."""
    most = bounds.high if bounds.high is not None else bounds.low
    return most is not None and whole > most


def is_told_of_some(stated: Stated, some: Set[str]) -> bool:
    """Returns whether all figures of a number tell by their words that they count only some of the people or things, or its claim does."""
    return stated.claim.id in some or all(
        is_kind(figure) or is_named(figure) or is_partitive(figure.text) or is_bounded(figure, stated.claim) for figure in stated.figures
    )


def is_kind(figure: Figure) -> bool:
    """Returns whether a figure names people of one kind ("two doctors", "a man"), and not just people."""
    return not words_of(figure.text).isdisjoint(merging().parts.kinds)


def is_named(figure: Figure) -> bool:
    """Returns whether a figure is one person or thing by a name or description, and not by a count ("Anna Bell", "his neighbour")."""
    first = WORD.match(figure.text.casefold())
    return figure.low == figure.high == 1 and first is not None and first.group() not in merging().parts.ones


def is_self(figure: Figure) -> bool:
    """Returns whether a figure is of a doer who is counted beside all others ("himself")."""
    return figure.text.casefold() in merging().parts.selves


def is_partitive(text: str) -> bool:
    """Returns whether a number is told to be some of more.

    >>> is_partitive("six of the injured"), is_partitive("six people")
    (True, False)
    """
    return any(f" {words} " in f" {text.casefold()} " for words in merging().parts.some_of)


def is_bounded(figure: Figure, claim: Claim) -> bool:
    """Returns whether the words after a figure in its clause bound what it counts ("of them", "in this building")."""
    span = next((span for span in claim.evidence if span.start <= figure.start and figure.end <= span.end), None)
    if span is None:
        return False
    after = CLAUSE_END.split(INSERTED.sub(" ", span.text[figure.end - span.start :].casefold()), maxsplit=1)[0]
    return any(f" {words} " in f" {after} " for words in merging().parts.bounds)


def listing(figures: Iterable[Figure]) -> list[Figure]:
    """Returns the figures of one measure in a claim that describe people who are counted nowhere together; empty where they do not.

    "A man, two women and a child" are four people. Each kind counts once: a man who is described again is no second one.
    """
    people = [figure for figure in figures if figure.item in LISTED]
    kinds = {(frozenset(kinds_in(figure.text)), figure.low): figure for figure in reversed(people)}
    told = list(kinds.values())[::-1]
    describes = all(is_kind(each) and each.low == each.high and each.part_of is None and not is_partitive(each.text) for each in people)
    return told if describes and len(told) > 1 and not names_total(told) else []


def names_total(figures: Sequence[Figure]) -> bool:
    """Returns whether the largest number is that of a group which the others make up ("four children, two boys and two girls")."""
    *others, largest = sorted(figures, key=lambda figure: figure.low or 0)
    return not words_of(largest.text).isdisjoint(merging().parts.groups) and largest.low == sum(figure.low or 0 for figure in others)


def kinds_in(text: str) -> Set[str]:
    """Returns the kinds of people that a text names."""
    return words_of(text) & merging().parts.kinds


@functools.lru_cache(maxsize=8192)
def words_of(text: str) -> frozenset[str]:
    """Returns the words of a text, without case."""
    return frozenset(WORD.findall(text.casefold()))
