"""Ellipses: counts whose noun is left out ("killed two and injured twenty-three", "11 over the coast, five over the city")."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from sitrep.annotate.counted_nouns import Counted
from sitrep.annotate.counts import Count, Tokens
from sitrep.annotate.items import MUNITIONS, PEOPLE, item_at
from sitrep.annotate.measures import measure_of, said_directly
from sitrep.annotate.numerals import context_words
from sitrep.annotate.quantifiers import Quantity
from sitrep.annotate.senses import Role, holds_people, measure_pack, sense_of, sense_of_verb, tells_with_more
from sitrep.model.figures import Item

OTHER_ENTITIES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"})
BRACKETED = 5  # tokens of a remark in brackets
YEAR_DIGITS = 4
HIGHEST_VERB = 3
FINITE_ROLES: tuple[Role, ...] = ("subject", "object")


def complete(tokens: Tokens, quantity: Quantity, counted: Counted, counts: Sequence[Count]) -> Count | None:
    """Returns a count without a noun, with the item of an earlier count or of people; None where it counts nothing."""
    if counted.part == "all" and _does_something(tokens, counted.end):
        return None
    alone = counted.end <= quantity.end and tokens.words[quantity.core] in context_words().never_alone
    if alone or not _may_stand_alone(tokens, quantity, counted):
        return None
    parse, start = tokens.parse, quantity.start
    fresh = start > 0 and tokens.words[start - 1] == "among"
    for_people = said_directly(parse, replace(counted, item="person"), start)
    only_people = for_people is not None and holds_people(for_people)
    earlier_counts = () if fresh else sorted(_antecedents(tokens, quantity, counts), key=lambda count: _exceeds(quantity, count))
    for earlier in earlier_counts:
        if only_people and earlier.item not in PEOPLE and earlier.item not in MUNITIONS:
            continue
        measure = said_directly(parse, replace(counted, item=earlier.item), start)
        if measure is not None:
            return Count(quantity, counted, earlier.item, measure)
        if _continues(tokens, quantity, counted):
            return Count(quantity, counted, earlier.item, earlier.measure)
    measure = for_people or measure_of(parse, replace(counted, item="person"), start)
    if measure is None or not (holds_people(measure) or measure == "without-service") or _is_loose(tokens, quantity, counted):
        return None
    return Count(quantity, counted, _people_of_tally(tokens, counted.head) or "person", measure)


def _people_of_tally(tokens: Tokens, number: int) -> Item | None:
    """Returns the people that a tally with this value is of: "the death toll for the rebels is between 30 and 60"."""
    for verb in islice(tokens.parse[number].ancestors, HIGHEST_VERB):
        for tally in (
            child for child in verb.children if child.dep_ in {"nsubj", "dobj"} and child.lemma_.lower() in measure_pack().tallies
        ):
            nouns = (noun for word in tally.children if word.dep_ == "prep" for noun in word.children if noun.dep_ == "pobj")
            return next((item for noun in nouns if (item := item_at(tokens.parse, tokens.words, noun.i)) in PEOPLE), None)
    return None


def _is_loose(tokens: Tokens, quantity: Quantity, counted: Counted) -> bool:
    """Whether a verb that takes objects of any kind governs a number without a noun."""
    if counted.end > quantity.end or counted.part == "of-them":
        return False
    parse, loose = tokens.parse, measure_pack().needs_noun
    following = parse[quantity.end] if quantity.end < len(parse) else None
    if following is not None and (
        following.tag_ == "RB" or following.lower_ in measure_pack().lacking or sense_of("state", following.lower_, "person") is not None
    ):
        return False
    near = [parse[counted.head].head]
    near += [parse[at] for at in (quantity.start - 1, quantity.end) if 0 <= at < len(parse)]
    return any(word.tag_.startswith("VB") and word.lemma_ in loose and not tells_with_more(word) for word in near)


def _may_stand_alone(tokens: Tokens, quantity: Quantity, counted: Counted) -> bool:
    """Whether a number without a noun can be a count at all."""
    token, first = tokens.parse[quantity.end - 1], tokens.parse[quantity.core]
    before = tokens.words[quantity.start - 1] if quantity.start else ""
    if _is_age(tokens, quantity) or _is_of_parent(tokens, quantity):
        return False
    if first.is_digit and len(first.text) == YEAR_DIGITS and first.text[:2] in {"19", "20"}:
        return False
    is_range = quantity.low != quantity.high and not quantity.plural and quantity.start < quantity.core
    if (before in context_words().uncounting and not is_range) or token.is_space:
        return False
    if token.dep_ == "nummod" and token.head.i < quantity.start and token.head.tag_.startswith("NN"):
        return False
    return token.ent_type_ not in OTHER_ENTITIES or said_directly(tokens.parse, replace(counted, item="person"), quantity.start) is not None


def _does_something(tokens: Tokens, end: int) -> bool:
    """Whether a finite verb that tells no measure comes right after a count: "two survived"."""
    verb = tokens.parse[end] if end < len(tokens.words) else None
    if verb is None or verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.lower_ in measure_pack().passing:
        return False
    return all(sense_of_verb(role, verb, None) is None for role in FINITE_ROLES)


def _is_age(tokens: Tokens, quantity: Quantity) -> bool:
    """Whether a bare number between marks after a noun is an age: "a man, 48, died", "a man (48)", "two women, 49 and 36".

    So it is after brackets that say where somebody stands in a picture ("Anna (left) 16, Ben").
    """
    words, before, after = tokens.words, quantity.start - 1, quantity.end
    if before >= 0 and words[before] == ")":
        before = _before_brackets(words, before)
    if before > 1 and words[before] == "and" and words[before - 1].isdigit():
        before -= 2
    if before < 1 or words[before] not in {",", "("} or not tokens.parse[before - 1].tag_.startswith("N"):
        return False
    ends = context_words().age_ends
    following = words[after] if after < len(words) else "."
    return following in ends or (following == "and" and after + 1 < len(words) and words[after + 1].isdigit())


def _before_brackets(words: Sequence[str], closing: int) -> int:
    """Returns the place of the opening bracket of a short remark, or of the comma before it; the closing one's where there is none."""
    opening = next((at for at in range(closing - 1, max(closing - BRACKETED, -1), -1) if words[at] == "("), closing)
    return opening - 1 if opening < closing and opening and words[opening - 1] == "," else opening


def _is_of_parent(tokens: Tokens, quantity: Quantity) -> bool:
    """Whether children of somebody are counted: "a father of four"."""
    at = quantity.start
    return at > 1 and tokens.words[at - 1] == "of" and tokens.words[at - 2] in context_words().parents


def _antecedents(tokens: Tokens, quantity: Quantity, counts: Sequence[Count]) -> Iterator[Count]:
    """Yields earlier counts of this sentence and the one before, nearest first, one for each item."""
    parse = tokens.parse
    sentence = parse[quantity.core].sent.start
    earliest = parse[sentence - 1].sent.start if sentence and not parse[sentence - 1].is_space else sentence
    seen: set[Item] = set()
    for count in reversed(counts):
        if count.start < earliest:
            return
        if count.whole is None and count.item not in seen:
            seen.add(count.item)
            yield count


def _exceeds(quantity: Quantity, count: Count) -> bool:
    """Whether a number is too large to be taken of an earlier count of munitions."""
    return count.item in MUNITIONS and count.quantity.high is not None and (quantity.low or 0) > count.quantity.high


def _continues(tokens: Tokens, quantity: Quantity, counted: Counted) -> bool:
    """Whether a bare number goes on with a list ("11 over the coast, five over the city") or takes a part of what was counted."""
    if counted.part != "all":
        return True
    if quantity.end >= len(tokens.words):
        return False
    following = tokens.parse[quantity.end]
    before = quantity.start - 1
    while before > 0 and tokens.words[before] in measure_pack().between:
        before -= 1
    in_list = before >= 0 and tokens.words[before] in {",", "and", ";"}
    return following.lower_ in context_words().list_goes_on or (in_list and following.tag_ in {"IN", ":", "HYPH"})
