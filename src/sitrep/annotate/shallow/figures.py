"""Figures: numbers with what they count, their bounds, and what befell the counted."""

from collections.abc import Sequence

from sitrep.annotate.shallow.befallings import set_measures
from sitrep.annotate.shallow.counts import Count, Scope, find_counts
from sitrep.annotate.shallow.ledgers import Layout
from sitrep.annotate.shallow.singles import find_singles
from sitrep.model.figures import Figure
from sitrep.model.outlines import Word
from sitrep.packs.tongues import Tongue

REACH = 6


def find_figures(text: str, words: Sequence[Word], tongue: Tongue, layout: Layout, busy: frozenset[int]) -> list[Figure]:
    """Returns the figures of a text in order; `busy` are words that belong to times and names."""
    found: list[Figure] = []
    before: list[Count] = []
    plains = [word.plain for word in words]
    for sentence in layout.sentences:
        cues = tongue.cues.every(plains, sentence.first, sentence.last)
        munitions = tongue.munitions.find(plains, sentence.first, sentence.last)
        scope = Scope(words, plains, tongue, sentence, cues, munitions, busy, layout.rows)
        counts = find_counts(scope, before)
        set_measures(scope, counts, before)
        counts += find_singles(scope, counts)
        counts += _all_of_them(scope, counts)
        counts.sort(key=lambda each: each.first)
        for each in counts:
            if each.item is not None:
                found.append(_figure(text, words, each, found))
        before = counts or (before if cues else [])
    return found


def _all_of_them(scope: Scope, counts: Sequence[Count]) -> list[Count]:
    """Returns the same number for "all of them": "36 БпЛА … – усі ці цілі знищено"."""
    launched = next((each for each in counts if each.measure == "launched" and not each.part), None)
    if launched is None or any(each.measure == "intercepted" for each in counts):
        return []
    for index in range(launched.last, scope.sentence.last):
        if scope.plains[index] not in scope.tongue.grammar.all_words:
            continue
        cue = next((each for each in scope.cues if 0 < each.first - index <= REACH and each.value.measure in {"intercepted", "lost"}), None)
        if cue:
            return [Count(index, cue.last, launched.number, launched.item, launched.thing, cue.value.measure)]
    return []


def _figure(text: str, words: Sequence[Word], count: Count, before: Sequence[Figure]) -> Figure:
    start, end = words[count.first].start, words[count.last - 1].end
    number = count.number
    whole = len(before) - 1 if count.part_of is not None and before else None
    if whole is not None and before[whole].part_of is not None:
        whole = before[whole].part_of
    item = count.item or "other"
    return Figure(start, end, text[start:end], item, count.measure, number.low, number.high, number.approx, whole)
