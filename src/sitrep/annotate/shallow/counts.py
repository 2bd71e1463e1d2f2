"""Counts: numbers with the nouns that they count."""

from collections.abc import Sequence
from dataclasses import dataclass

from sitrep.annotate.shallow.ledgers import OPENS_ROW, added_at, row_at
from sitrep.annotate.shallow.numbers import Number, number_at
from sitrep.model.figures import Item, Measure, class_of
from sitrep.model.outlines import Sentence, Word
from sitrep.packs.phrases import Hit
from sitrep.packs.tongue_packs import Cue, Munition, Thing
from sitrep.packs.tongues import Tongue

REACH = 6
"""How many words may stand between a number and its noun."""
NEAR = 3
GENERAL: frozenset[Item] = frozenset({"missile", "munition", "rocket", "drone"})
DASHES = frozenset("–—-")
OPENING = DASHES | {":"}


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
    """A sentence in which figures are read, with the words of its pack in it; `rows` are the words at which those of a ledger begin."""

    words: Sequence[Word]
    plains: Sequence[str]
    tongue: Tongue
    sentence: Sentence
    cues: Sequence[Hit[Cue]]
    munitions: Sequence[Hit[Munition]]
    busy: frozenset[int]
    rows: frozenset[int] = frozenset()


def find_counts(scope: Scope, before: Sequence[Count]) -> list[Count]:
    """Returns the numbers of a sentence with their nouns."""
    found: list[Count] = []
    index = scope.sentence.first
    while index < scope.sentence.last:
        if rows := _row_at(scope, index):
            found += rows
            index = rows[-1].last
            continue
        number = (
            None
            if index in scope.busy or _is_of_a_model(scope, index)
            else _toll_at(scope, index) or number_at(scope.words, scope.plains, index, scope.tongue)
        )
        if number is None or number.last > scope.sentence.last or number.last - 1 in scope.busy:
            index += 1
            continue
        count = _with_noun(scope, number, found, before)
        if count:
            found.append(count)
        index = max(count.last if count else number.last, index + 1)
    return found


def _row_at(scope: Scope, index: int) -> list[Count]:
    """Returns the number of a row of a ledger that begins at a word, and behind it what the last day added; none elsewhere."""
    opens = index in scope.rows or (index > scope.sentence.first and scope.words[index - 1].text in OPENS_ROW)
    row = row_at(scope.words, scope.plains, index, scope.sentence.last, scope.tongue) if opens else None
    if row is None:
        return []
    hit, number = row
    thing = hit.value if isinstance(hit.value, Thing) else None
    added = added_at(scope.words, scope.plains, number.last, scope.sentence.last, scope.tongue)
    found = [Count(index, number.last, number, hit.value.item, thing)]
    if added:
        found.append(Count(number.last + 1, added.last, added, hit.value.item, thing))
    return found


def _is_of_a_model(scope: Scope, index: int) -> bool:
    """Whether a number goes on with the name of a model: "Shahed-136/131", "Ту-95/160"."""
    if index < 2 or scope.words[index - 1].text != "/":
        return False
    name, stroke = scope.words[index - 2 : index]
    return name.end == stroke.start and stroke.end == scope.words[index].start and any(map(str.isalpha, name.text))


def _toll_at(scope: Scope, index: int) -> Number | None:
    """Returns the number to which a count has grown: "число погибших выросло до 14" means fourteen, not up to fourteen."""
    grown = index > scope.sentence.first and scope.plains[index - 1].startswith(scope.tongue.grammar.grown)
    bound = scope.tongue.bounds.at(scope.plains, index) if grown else None
    return number_at(scope.words, scope.plains, bound.last, scope.tongue) if bound and bound.value == "at_most" else None


def _is_toll(scope: Scope, number: Number) -> bool:
    """Whether a number is one to which a count has grown."""
    near = scope.plains[max(scope.sentence.first, number.first - 2) : number.first]
    return any(word.startswith(scope.tongue.grammar.grown) for word in near)


def _with_noun(scope: Scope, number: Number, here: Sequence[Count], before: Sequence[Count]) -> Count | None:
    """Returns a number with the noun that it counts; without one it may go on with that of the number before it."""
    part = _is_part(scope, number)
    if of := _out_of(scope, number):
        return Count(number.first, number.last, number, of.value.item, of.value if isinstance(of.value, Thing) else None)
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
        if step and scope.plains[at] in scope.tongue.grammar.joints and (shared := _shared_noun(scope, at + 1)):
            return Count(number.first, at, number, shared.value.item, shared.value, part=part)
        if not _passable(scope, at, step):
            break
        at += 1
    return _without_noun(scope, number, here or (before if part or _stands_alone(scope, number) else ()), part)


def _out_of(scope: Scope, number: Number) -> Hit[Thing] | Hit[Munition] | None:
    """Returns the noun of the number of which a number is a part: "11 із 15 безпілотників", "12 із 14 «шахедів»"."""
    at = number.last
    if at + 1 >= scope.sentence.last or scope.plains[at] not in scope.tongue.grammar.kinds or scope.words[at + 1].kind != "number":
        return None
    behind = at + 2
    while behind < scope.sentence.last and (scope.words[behind].text in '«“"' or is_adjective(scope.plains[behind], scope.tongue)):
        behind += 1
    named = scope.tongue.munitions.at(scope.plains, behind, scope.sentence.last) if behind < scope.sentence.last else None
    return _shared_noun(scope, at + 1) or named


def _shared_noun(scope: Scope, at: int) -> Hit[Thing] | None:
    """Returns the noun of a second number that a first one shares: "одного ракетного та 72 авіаційних ударів"."""
    number = number_at(scope.words, scope.plains, at, scope.tongue) if at < scope.sentence.last else None
    if number is None:
        return None
    at = number.last
    while at < scope.sentence.last and is_adjective(scope.plains[at], scope.tongue) and scope.tongue.things.at(scope.plains, at) is None:
        at += 1
    return scope.tongue.things.at(scope.plains, at, scope.sentence.last) if at < scope.sentence.last else None


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
    opens = number.first - (number.first > scope.sentence.first and scope.words[number.first - 1].text in OPENING)
    ahead = next((each for each in scope.cues if each.last == number.first or (each.last == opens and each.value.of == ("people",))), None)
    if _is_toll(scope, number) and any("people" in each.value.of for each in scope.cues if each.first < number.first):
        return Count(number.first, after, number, "person", None)
    near = cue or ahead
    of_people = ahead is not None and ahead.value.of == ("people",) and after < scope.sentence.last and scope.words[after].kind == "word"
    if near and "people" in near.value.of and (cue or of_people or _ends_phrase(scope, after)):
        return Count(number.first, after + of_people, number, "person", None)
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


def befalls(cue: Cue, count: Count) -> bool:
    """Whether a word may tell what befell a count."""
    return count.item is not None and _befalls_item(cue, count.item)


def _befalls_item(cue: Cue, item: Item) -> bool:
    return class_of(item) in cue.of
