"""Parts: counts that are taken of another count ("16, including seven children", "24 of 27 drones")."""

from collections.abc import Sequence
from dataclasses import replace

from sitrep.annotate.counted_nouns import find_counted
from sitrep.annotate.counts import Count, Tokens
from sitrep.annotate.items import MUNITIONS, PEOPLE
from sitrep.annotate.numerals import context_words
from sitrep.annotate.quantifiers import qualify, read_range
from sitrep.annotate.senses import items_of
from sitrep.model.figures import Item

OPENER_REACH = 4


def item_of_whole(tokens: Tokens, at: int) -> Item | None:
    """Returns the item of the number at token `at`, of which a part is counted."""
    numeral = read_range(tokens.words, at)
    return find_counted(tokens.parse, tokens.words, qualify(tokens.words, numeral, placing=False)).item if numeral else None


def with_whole(words: Sequence[str], count: Count, counts: Sequence[Count]) -> Count:
    """Ties "seven children" in "16, including seven children" to its whole, whose measure it takes."""
    if not counts:
        return count
    last = counts[-1]
    whole = last.whole if last.whole is not None else len(counts) - 1
    between = words[last.end : count.start]
    context = context_words()
    opened = "." not in between and not context.part_openers.isdisjoint(between[-OPENER_REACH:])
    opened = opened or (len(between) == 1 and between[0] in context.dashes and last.item in PEOPLE)
    goes_on = last.whole is not None and len(between) > 0 and context.list_joints.issuperset(between)
    if not (opened or goes_on or count.counted.part == "of-them") or not _can_hold(counts[whole].item, count.item):
        return count
    own, common = count.measure, counts[whole].measure
    return replace(count, whole=whole, measure=(own or common) if count.counted.part == "of-them" else (common or own))


def spread(words: Sequence[str], counts: Sequence[Count]) -> tuple[Count, ...]:
    """Gives counts without a measure the one that their neighbour in a list has ("10 cars, two vans and a bus were damaged")."""
    shared = list(counts)
    pairs = [(at, at + 1) for at in range(len(shared) - 1) if _are_listed(words, shared[at], shared[at + 1])]
    for first, second in reversed(pairs):
        shared[first] = _sharing(shared[first], shared[second])
    for first, second in pairs:
        shared[second] = _sharing(shared[second], shared[first])
    return tuple(shared)


def _are_listed(words: Sequence[str], first: Count, second: Count) -> bool:
    between = words[first.end : second.start]
    return len(between) > 0 and context_words().list_joints.issuperset(between)


def _sharing(count: Count, neighbour: Count) -> Count:
    fits = neighbour.measure is not None and count.item in items_of(neighbour.measure)
    return replace(count, measure=neighbour.measure) if count.measure is None and fits else count


def _can_hold(whole: Item, part: Item) -> bool:
    return whole == part or {whole, part} <= PEOPLE or {whole, part} <= MUNITIONS
