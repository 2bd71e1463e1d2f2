"""Befallings: which word tells what befell the counted."""

from collections.abc import Sequence

from sitrep.annotate.shallow.counts import Count, Scope, befalls
from sitrep.model.figures import class_of
from sitrep.packs.phrases import Hit
from sitrep.packs.tongue_packs import Cue


def set_measures(scope: Scope, counts: Sequence[Count], before: Sequence[Count]) -> None:
    """Gives each count the measure that the words around it tell."""
    for number, count in enumerate(counts):
        if count.item is None:
            continue
        earlier = counts[number - 1] if number else None
        if count.thing and count.thing.measure:
            count.measure = count.thing.measure
            continue
        if earlier and is_whole_of(scope, earlier, count):
            count.measure = "launched"
            continue
        whole = earlier or (before[-1] if before else None)
        if count.part and whole and whole.item and class_of(whole.item) == class_of(count.item):
            own = best_cue(scope, count, counts)
            count.measure = own.value.measure if own else whole.measure
            count.part_of = number
            continue
        count.cue = _own_cue(scope, count) or best_cue(scope, count, counts)
        if count.cue:
            count.measure = count.cue.value.measure
        elif earlier and earlier.item and class_of(earlier.item) == class_of(count.item):
            count.measure = earlier.measure
        elif before and _goes_on(scope):
            count.measure = before[-1].measure if before[-1].item and class_of(before[-1].item) == class_of(count.item) else None


def is_whole_of(scope: Scope, part: Count, count: Count) -> bool:
    """Whether a number of munitions is the one of which the number before it came down: "11 із 15 безпілотників"."""
    joined = part.last + 1 == count.number.first and scope.plains[part.last] in scope.tongue.grammar.kinds
    return joined and count.item is not None and class_of(count.item) == "munition"


def _own_cue(scope: Scope, count: Count) -> Hit[Cue] | None:
    """Returns what the counted noun itself tells: "24 поранених"."""
    return next((each for each in scope.cues if count.number.last <= each.first < count.last and befalls(each.value, count)), None)


def _goes_on(scope: Scope) -> bool:
    """Whether a sentence is an item of a list that a sentence before it opens."""
    return scope.words[scope.sentence.first].text in "–—-•▪◽◾" or scope.words[scope.sentence.first].kind == "number"


def best_cue(scope: Scope, count: Count, counts: Sequence[Count]) -> Hit[Cue] | None:
    """Returns the word that tells what befell a count: right behind it, else the nearest before it, else the nearest after it."""
    fitting = [each for each in scope.cues if befalls(each.value, count) and not count.first <= each.first < count.last]
    if not fitting:
        return None
    return min(fitting, key=lambda each: (_distance(scope, count, each, counts), each.value.measure == "hit"))


def _distance(scope: Scope, count: Count, cue: Hit[Cue], counts: Sequence[Count]) -> float:
    """Returns how far a word is from a count: marks and other counts between them weigh, and a word behind needs to be close."""
    behind = cue.first >= count.last
    low, high = (count.last, cue.first) if behind else (cue.last, count.first)
    between = range(low, high)
    commas = sum(scope.words[i].text in ",;:" for i in between)
    if not behind:
        others = sum(low <= each.first < high for each in counts)
        return len(between) * 0.5 + 2 * max(0, commas - others)
    blocked = any(low <= each.first < high for each in counts) or any(low <= each.first < high for each in scope.cues if each is not cue)
    joined = any(scope.words[i].text in "–—;" for i in between)
    return 0.4 + len(between) * 0.9 + 5 * commas + 6 * blocked + 4 * joined
