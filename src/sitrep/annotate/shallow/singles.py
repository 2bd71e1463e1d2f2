"""Singles: nouns in the singular without a number that something befell."""

from collections.abc import Sequence

from sitrep.annotate.shallow.counts import Count, Scope, befalls
from sitrep.annotate.shallow.numbers import Number
from sitrep.model.figures import Measure, class_of
from sitrep.packs.phrases import Hit
from sitrep.packs.tongue_packs import Cue, Thing

REACH = 8
SINGULAR: frozenset[Measure] = frozenset(
    {"killed", "injured", "detained", "damaged", "destroyed", "hit", "launched", "intercepted", "lost"}
)
TELLING_OF_ONE = 4


def find_singles(scope: Scope, counts: Sequence[Count]) -> list[Count]:
    """Returns nouns in the singular without a number that something befell: "пошкоджено будинок", "погибла женщина"."""
    taken = {index for each in counts for index in range(each.first, each.last)}
    found: list[Count] = []
    for hit in scope.tongue.single.find(scope.plains, scope.sentence.first, scope.sentence.last):
        if taken & set(range(hit.first, hit.last)) or hit.first in scope.busy or _is_counted(scope, hit) or _is_debris(scope, hit):
            continue
        number = Number(hit.first, hit.last, 1, 1)
        count = Count(hit.first, hit.last, number, hit.value.item, hit.value, single=True)
        if whole := _whole_of_one(scope, hit, counts):
            count.measure, count.part, count.part_of = whole.measure, True, 0
            found.append(count)
            continue
        count.cue = _cue_of_one(scope, count, hit) or _cue_of_list(scope, count, [*counts, *found])
        if count.cue and not any(other.cue == count.cue and other.item == count.item for other in found):
            count.measure = count.cue.value.measure
            found.append(count)
    return found


def _whole_of_one(scope: Scope, hit: Hit[Thing], counts: Sequence[Count]) -> Count | None:
    """Returns the count of which a noun in the singular is a part: "загинули п'ятеро людей, серед них однорічна дитина"."""
    opened = next(
        (each for each in scope.tongue.of_them.find(scope.plains, scope.sentence.first, hit.first) if 0 <= hit.first - each.last <= 1), None
    )
    before = [each for each in counts if opened and each.last <= opened.first and each.item and each.measure]
    return before[-1] if before and class_of(before[-1].item or "other") == class_of(hit.value.item) else None


def _is_debris(scope: Scope, hit: Hit[Thing]) -> bool:
    """Whether a noun only tells of what some pieces are: "обломки дрона"."""
    near = scope.plains[max(scope.sentence.first, hit.first - 2) : hit.first]
    return any(word.startswith(scope.tongue.grammar.parts_of) for word in near)


def _cue_of_list(scope: Scope, count: Count, others: Sequence[Count]) -> Hit[Cue] | None:
    """Returns the word that tells what befell the list that a noun in the singular goes on with: "…, три пикапа, а также гаубица"."""
    before = max((each for each in others if each.last <= count.first and each.cue), key=lambda each: each.last, default=None)
    if before is None or before.cue is None or count.item is None or class_of(count.item) == "munition":
        return None
    between = range(before.last, count.first)
    joined = len(between) <= REACH and all(_joins(scope, i) for i in between)
    if not joined or not any(scope.words[i].text == "," or scope.plains[i] in scope.tongue.grammar.joints for i in between):
        return None
    at = before.cue.first
    return next((each for each in scope.cues if each.first == at and befalls(each.value, count) and each.value.measure in SINGULAR), None)


def _joins(scope: Scope, index: int) -> bool:
    """Whether a word may stand between two items of a list: a comma, "and", an attribute, a name."""
    word, plain = scope.words[index], scope.plains[index]
    if word.kind == "mark":
        return word.text not in ".;:"
    if plain in scope.tongue.grammar.joints:
        return True
    return plain not in scope.tongue.grammar.stops and not any(each.first == index for each in scope.cues)


def _is_counted(scope: Scope, hit: Hit[Thing]) -> bool:
    """Whether a noun in a form of the singular follows a number ("два автомобіля") or a word for several."""
    return hit.first > scope.sentence.first and (
        scope.words[hit.first - 1].kind == "number" or scope.tongue.numbers.at(scope.plains, hit.first - 1) is not None
    )


def _cue_of_one(scope: Scope, count: Count, hit: Hit[Thing]) -> Hit[Cue] | None:
    """Returns the word close to a noun in the singular that tells what befell it."""
    near = [
        each
        for each in scope.cues
        if befalls(each.value, count)
        and each.value.measure in SINGULAR
        and (-TELLING_OF_ONE <= each.first - hit.last <= 3 or 0 <= hit.first - each.last <= TELLING_OF_ONE)
        and not _parted(scope, hit, each)
        and (each.value.measure != "launched")
        and (each.value.measure != "hit" or class_of(count.item or "other") == "munition")
        and not _is_attribute(scope, hit, each)
    ]
    return min(near, key=lambda each: abs(each.first - hit.first), default=None)


def _is_attribute(scope: Scope, hit: Hit[Thing], cue: Hit[Cue]) -> bool:
    """Whether the word that would tell only says which thing is meant: "из разрушенного дома"."""
    before = scope.plains[cue.first - 1] if cue.first > scope.sentence.first else ""
    return cue.last == hit.first and before in scope.tongue.toponyms.prepositions and not scope.words[cue.first].is_capital


def _parted(scope: Scope, hit: Hit[Thing], cue: Hit[Cue]) -> bool:
    """Whether a mark or a preposition parts a noun from the word that would tell of it."""
    low, high = (hit.last, cue.first) if cue.first >= hit.last else (cue.last, hit.first)
    between = [scope.words[i].text for i in range(low, high)]
    if len(between) == 2 and between[0] == "," and scope.plains[low + 1] in scope.tongue.grammar.joiners:
        return False
    plains = [scope.plains[i] for i in range(low, high)]
    return any(mark in ",;:.—–" for mark in between) or bool(scope.tongue.grammar.parting & set(plains))
