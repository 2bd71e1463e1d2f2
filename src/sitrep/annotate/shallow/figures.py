"""Figures: numbers with what they count, their bounds, and what befell the counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from sitrep.annotate.shallow.numbers import Number, number_at
from sitrep.model.figures import Figure, Item, Measure, class_of
from sitrep.model.outlines import Sentence, Word
from sitrep.packs.phrases import Hit
from sitrep.packs.tongue_packs import Cue, Munition, Thing
from sitrep.packs.tongues import Tongue

REACH = 6
"""How many words may stand between a number and its noun."""
NEAR = 3
GENERAL: frozenset[Item] = frozenset({"missile", "munition", "rocket", "drone"})
SINGULAR: frozenset[Measure] = frozenset(
    {"killed", "injured", "detained", "damaged", "destroyed", "hit", "launched", "intercepted", "lost"}
)
TELLING_OF_ONE = 4
DASHES = frozenset("–—-")


@dataclass(slots=True)
class Count:
    """A figure in the making: the words `[first, last)`, its noun and its bounds."""

    first: int
    last: int
    number: Number
    item: Item | None
    thing: Thing | None
    measure: Measure | None = None
    cue: Hit[Cue] | None = None
    part: bool = False
    part_of: int | None = None
    single: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """A sentence in which figures are read, with the words of its pack in it."""

    words: Sequence[Word]
    plains: Sequence[str]
    tongue: Tongue
    sentence: Sentence
    cues: Sequence[Hit[Cue]]
    munitions: Sequence[Hit[Munition]]
    busy: frozenset[int]


def find_figures(text: str, words: Sequence[Word], tongue: Tongue, sentences: Sequence[Sentence], busy: frozenset[int]) -> list[Figure]:
    """Returns the figures of a text in order; `busy` are words that belong to times and names."""
    found: list[Figure] = []
    before: list[Count] = []
    plains = [word.plain for word in words]
    for sentence in sentences:
        cues = tongue.cues.every(plains, sentence.first, sentence.last)
        munitions = tongue.munitions.find(plains, sentence.first, sentence.last)
        scope = Scope(words, plains, tongue, sentence, cues, munitions, busy)
        counts = _counts(scope, before)
        _measure(scope, counts, before)
        counts += _singles(scope, counts)
        counts += _all_of_them(scope, counts)
        counts.sort(key=lambda each: each.first)
        found += [_figure(text, words, each, len(found)) for each in counts if each.item is not None]
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


def _figure(text: str, words: Sequence[Word], count: Count, offset: int) -> Figure:
    start, end = words[count.first].start, words[count.last - 1].end
    number = count.number
    whole = None if count.part_of is None else offset - 1
    item = count.item or "other"
    return Figure(start, end, text[start:end], item, count.measure, number.low, number.high, number.approx, whole if whole != -1 else None)


def _counts(scope: Scope, before: Sequence[Count]) -> list[Count]:
    """Returns the numbers of a sentence with their nouns."""
    found: list[Count] = []
    index = scope.sentence.first
    while index < scope.sentence.last:
        number = None if index in scope.busy else number_at(scope.words, scope.plains, index, scope.tongue)
        if number is None or number.last > scope.sentence.last or number.last - 1 in scope.busy:
            index += 1
            continue
        count = _with_noun(scope, number, found, before)
        if count:
            found.append(count)
        index = max(count.last if count else number.last, index + 1)
    return found


def _with_noun(scope: Scope, number: Number, here: Sequence[Count], before: Sequence[Count]) -> Count | None:
    """Returns a number with the noun that it counts; without one it may go on with that of the number before it."""
    part = _is_part(scope, number)
    at = number.last
    for step in range(REACH):
        if at >= scope.sentence.last:
            break
        hit = scope.tongue.things.at(scope.plains, at, scope.sentence.last) or None
        if hit:
            item, end = _mixed(scope, *_refined(scope, hit))
            return Count(number.first, end, number, item, hit.value, part=part)
        shell = scope.tongue.munitions.at(scope.plains, at, scope.sentence.last)
        if shell:
            return Count(number.first, shell.last, number, shell.value.item, None, part=part)
        if not _passable(scope, at, step):
            break
        at += 1
    return _without_noun(scope, number, here or (before if part or _stands_alone(scope, number) else ()), part)


def _stands_alone(scope: Scope, number: Number) -> bool:
    """Whether a number opens its sentence and a dash follows: "Двоє – у важкому стані"."""
    return number.first == scope.sentence.first and number.last < scope.sentence.last and scope.words[number.last].text in DASHES


def _passable(scope: Scope, at: int, step: int) -> bool:
    """Whether a word may stand between a number and its noun: an adjective, a name in quotes."""
    word = scope.words[at]
    if word.text in "«»“”\"'":
        return True
    if word.kind != "word" or scope.plains[at] in scope.tongue.grammar.stops:
        return bool(word.text == "," and step and at + 1 < scope.sentence.last and is_adjective(scope.plains[at + 1], scope.tongue))
    return (
        is_adjective(scope.plains[at], scope.tongue)
        or word.is_capital
        or "-" in word.text
        or scope.tongue.modifiers.at(scope.plains, at) is not None
    )


def is_adjective(plain: str, tongue: Tongue) -> bool:
    """Whether a word has an ending that adjectives and participles have."""
    return len(plain) > 3 and plain.endswith(tongue.grammar.adjective_endings)


def _refined(scope: Scope, hit: Hit[Thing]) -> tuple[Item, int]:
    """Returns the item of a general noun that the name of a munition behind it tells more exactly, and where both end."""
    item = hit.value.item
    if item not in GENERAL:
        return item, hit.last
    for shell in scope.munitions:
        if hit.last <= shell.first <= hit.last + NEAR and all(
            scope.words[i].text in "«»“”\"'" or scope.plains[i] in scope.tongue.grammar.kinds or is_adjective(scope.plains[i], scope.tongue)
            for i in range(hit.last, shell.first)
        ):
            named = shell.value.item
            return (named if item in {"missile", "munition"} and named != "drone" else item), shell.last
    return item, hit.last


def _mixed(scope: Scope, item: Item, end: int) -> tuple[Item, int]:
    """Returns the item of two nouns that one number counts ("300 беспилотников и ракет"), and where both end."""
    if class_of(item) != "munition" or end + 1 >= scope.sentence.last or scope.plains[end] not in scope.tongue.grammar.joints:
        return item, end
    other = scope.tongue.things.at(scope.plains, end + 1, scope.sentence.last)
    if other is None or class_of(other.value.item) != "munition" or other.value.item == item:
        return item, end
    return "munition", other.last


def _is_part(scope: Scope, number: Number) -> bool:
    """Whether a number counts some of those counted before: "з них 10 – діти", "десять из них"."""
    around = (number.last, *range(max(scope.sentence.first, number.first - 4), number.first))
    return any(scope.tongue.of_them.at(scope.plains, at, scope.sentence.last) for at in around if at < scope.sentence.last)


def _without_noun(scope: Scope, number: Number, before: Sequence[Count], part: bool) -> Count | None:
    """Returns a number that a noun of people or the last number's noun goes with, None where it counts nothing that is known."""
    after = number.last
    last = before[-1] if before else None
    if part and last:
        named = _named_after_dash(scope, after)
        return Count(number.first, named[1] if named else after, number, named[0] if named else last.item, None, part=True)
    if after < scope.sentence.last and scope.words[after].text in DASHES:
        named = _named_after_dash(scope, after)
        if named:
            return Count(number.first, named[1], number, named[0], None)
        return Count(number.first, after, number, last.item, last.thing) if last else None
    cue = next(
        (each for each in scope.cues if each.first == after and (not last or last.item is None or _befalls_item(each.value, last.item))),
        None,
    )
    if cue is None and any(each.first == after and "people" not in each.value.of for each in scope.cues):
        return None
    ahead = next((each for each in scope.cues if each.last == number.first), None)
    near = cue or ahead
    if near and "people" in near.value.of and (cue or _ends_phrase(scope, after)):
        return Count(number.first, after, number, "person", None)
    if last and (last.thing or last.item in GENERAL) and (_ends_phrase(scope, after) or cue or _place_follows(scope, after)):
        return Count(number.first, after, number, last.item, last.thing)
    return None


def _place_follows(scope: Scope, at: int) -> bool:
    return at < scope.sentence.last and scope.plains[at] in scope.tongue.toponyms.prepositions


def _ends_phrase(scope: Scope, at: int) -> bool:
    return at >= scope.sentence.last or scope.words[at].kind == "mark" or scope.plains[at] in scope.tongue.grammar.stops


def _named_after_dash(scope: Scope, at: int) -> tuple[Item, int] | None:
    """Returns the item that a dash after a number introduces ("10 – діти"), and where it ends."""
    while at < scope.sentence.last and (scope.words[at].text in DASHES):
        at += 1
    hit = scope.tongue.things.at(scope.plains, at, scope.sentence.last) if at < scope.sentence.last else None
    return (hit.value.item, hit.last) if hit and hit.value.measure is None else None


def _measure(scope: Scope, counts: Sequence[Count], before: Sequence[Count]) -> None:
    """Gives each count the measure that the words around it tell."""
    for number, count in enumerate(counts):
        if count.item is None:
            continue
        earlier = counts[number - 1] if number else None
        if count.thing and count.thing.measure:
            count.measure = count.thing.measure
            continue
        whole = earlier or (before[-1] if before else None)
        if count.part and whole and whole.item and class_of(whole.item) == class_of(count.item):
            own = _cue_after(scope, count)
            count.measure = own.value.measure if own and own.value.measure == "injured" else whole.measure
            count.part_of = number
            continue
        count.cue = _own_cue(scope, count) or best_cue(scope, count, counts)
        if count.cue:
            count.measure = count.cue.value.measure
        elif earlier and earlier.item and class_of(earlier.item) == class_of(count.item):
            count.measure = earlier.measure
        elif before and _goes_on(scope):
            count.measure = before[-1].measure if before[-1].item and class_of(before[-1].item) == class_of(count.item) else None


def _own_cue(scope: Scope, count: Count) -> Hit[Cue] | None:
    """Returns what the counted noun itself tells: "24 поранених"."""
    return next((each for each in scope.cues if count.number.last <= each.first < count.last and _befalls(each.value, count)), None)


def _goes_on(scope: Scope) -> bool:
    """Whether a sentence is an item of a list that a sentence before it opens."""
    return scope.words[scope.sentence.first].text in "–—-•▪◽◾" or scope.words[scope.sentence.first].kind == "number"


def _cue_after(scope: Scope, count: Count) -> Hit[Cue] | None:
    fitting = (each for each in scope.cues if each.first >= count.last and _befalls(each.value, count))
    return next(fitting, None)


def _befalls(cue: Cue, count: Count) -> bool:
    return count.item is not None and _befalls_item(cue, count.item)


def _befalls_item(cue: Cue, item: Item) -> bool:
    return class_of(item) in cue.of


def best_cue(scope: Scope, count: Count, counts: Sequence[Count]) -> Hit[Cue] | None:
    """Returns the word that tells what befell a count: right behind it, else the nearest before it, else the nearest after it."""
    fitting = [each for each in scope.cues if _befalls(each.value, count) and not count.first <= each.first < count.last]
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


def _singles(scope: Scope, counts: Sequence[Count]) -> list[Count]:
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
    joined = all(_joins(scope, i) for i in between)
    if not joined or not any(scope.words[i].text == "," or scope.plains[i] in scope.tongue.grammar.joints for i in between):
        return None
    at = before.cue.first
    return next((each for each in scope.cues if each.first == at and _befalls(each.value, count) and each.value.measure in SINGULAR), None)


def _joins(scope: Scope, index: int) -> bool:
    """Whether a word may stand between two items of a list: a comma, "and", an attribute, a name."""
    word, plain = scope.words[index], scope.plains[index]
    if word.kind == "mark":
        return word.text not in ".;:"
    return plain in scope.tongue.grammar.joints or word.is_capital or "-" in plain or is_adjective(plain, scope.tongue)


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
        if _befalls(each.value, count)
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
