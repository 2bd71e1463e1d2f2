"""Figures: numbers that count something, with their noun, bounds and measure."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from sitrep.annotate.counted_nouns import AREAS, MUNITIONS, PEOPLE, Counted, find_counted, is_person_noun, item_at
from sitrep.annotate.measures import measure_of, measure_pack, said_directly
from sitrep.annotate.numerals import number_pack, openers
from sitrep.annotate.quantifiers import Quantity, qualify, read_range
from sitrep.model.figures import Figure, Item, Measure
from sitrep.model.times import Time

ARTICLES = frozenset({"a", "an"})
OTHER_ENTITIES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"})
UNCOUNTING_PREPOSITIONS = frozenset({"in", "on", "since", "until", "from", "than", "before", "after", "at", "during", "by", "aged", "past"})
PART_OPENERS = frozenset({"including", "among", "whom"})
LIST_JOINTS = frozenset({",", "and", "or", "as", "well", "including", "another", "the"})
PEOPLE_MEASURES: frozenset[Measure] = frozenset({"killed", "injured", "missing", "detained", "displaced", "rescued"})
MUNITION_MEASURES: frozenset[Measure] = frozenset({"launched", "intercepted", "lost", "hit"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A count in the making: its quantity and noun in tokens, and what is known of it so far; `whole` is a position in the list of drafts."""

    quantity: Quantity
    counted: Counted
    item: Item
    measure: Measure | None
    whole: int | None = None


def find_figures(parse: Doc, times: Sequence[Time]) -> tuple[Figure, ...]:
    """Returns every count of the text, in text order; numbers inside `times` are none."""
    words = [token.lower_ for token in parse]
    closed = _tokens_in(parse, times)
    starts = openers()
    drafts: list[Draft] = []
    at = 0
    while at < len(words):
        word = words[at]
        draft, following = None, at + 1
        if word[:1].isdigit() or word in starts:
            draft, following = _read_count(parse, words, at, closed, drafts)
        if draft is None and word in ARTICLES:
            draft = _read_article(parse, words, at)
        if draft is not None:
            drafts.append(_with_whole(words, draft, drafts))
        at = following
    return tuple(_figure(parse, draft) for draft in drafts)


def _tokens_in(parse: Doc, times: Sequence[Time]) -> frozenset[int]:
    """Returns the indices of the tokens inside time expressions."""
    spans = (parse.char_span(time.start, time.end, alignment_mode="expand") for time in times)
    return frozenset(index for span in spans if span is not None for index in range(span.start, span.end))


def _read_count(parse: Doc, words: Sequence[str], at: int, closed: frozenset[int], drafts: Sequence[Draft]) -> tuple[Draft | None, int]:
    """Returns the count that begins at token `at`, and the token to go on from."""
    numeral = read_range(words, at)
    if numeral is None:
        return None, at + 1
    if at in closed or _is_no_count(parse, words, at, numeral.end):
        return None, numeral.end
    quantity = qualify(words, numeral, placing=False)
    counted = find_counted(parse, words, quantity)
    if counted.item in AREAS and _is_placed(parse, quantity):
        quantity = qualify(words, numeral, placing=True)
    return _draft(parse, words, quantity, counted, drafts), max(numeral.end, quantity.end)


def _is_placed(parse: Doc, quantity: Quantity) -> bool:
    """Whether a qualifier is rather a preposition of place."""
    return quantity.start < quantity.core and parse[quantity.start].dep_ == "prep"


@functools.cache
def _never() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Returns the words that forbid a count: after it, before it, tied to it by a hyphen."""
    words = number_pack().never
    return frozenset(words.after), frozenset(words.before) | frozenset(words.denials), frozenset(words.joined)


def _is_no_count(parse: Doc, words: Sequence[str], start: int, end: int) -> bool:
    """Whether the words beside a number show a unit, a sum, a name or a denial."""
    after, before, joined = _never()
    previous = words[start - 1] if start else ""
    following = words[end] if end < len(words) else ""
    if previous in before or following in after or following in {"/", ":"}:
        return True
    glued_before = start > 1 and previous in {"-", "–"} and not parse[start - 1].whitespace_ and not parse[start - 2].whitespace_
    if glued_before and words[start - 2] not in {"mid", "some"}:
        return True
    glued = following in {"-", "‑"} and not parse[end - 1].whitespace_ and end + 1 < len(words) and not parse[end].whitespace_
    return glued and words[end + 1].isalpha() and words[end + 1] not in joined


def _draft(parse: Doc, words: Sequence[str], quantity: Quantity, counted: Counted, drafts: Sequence[Draft]) -> Draft | None:
    """Returns the count with its item and measure, None where it counts nothing known."""
    item = counted.item
    if counted.part == "of-number" and counted.of is not None:
        item = _item_of_whole(parse, words, counted.of)
    measure = measure_of(parse, counted.head, quantity.start, counted.end, item)
    if item is None and counted.named:
        is_people = measure in PEOPLE_MEASURES and is_person_noun(parse[counted.head])
        item = "person" if is_people else None
    elif item is None:
        return _elliptical(parse, words, quantity, counted, measure, drafts)
    return Draft(quantity, counted, item, measure) if item is not None else None


def _item_of_whole(parse: Doc, words: Sequence[str], at: int) -> Item | None:
    """Returns the item of the number at token `at`, of which a part is counted."""
    numeral = read_range(words, at)
    return find_counted(parse, words, qualify(words, numeral, placing=False)).item if numeral else None


def _elliptical(
    parse: Doc, words: Sequence[str], quantity: Quantity, counted: Counted, measure: Measure | None, drafts: Sequence[Draft]
) -> Draft | None:
    """Returns a count whose noun is left out, with the item of an earlier count or of its measure."""
    if not _may_stand_alone(parse, words, quantity):
        return None
    earlier = _antecedent(parse, quantity, measure, drafts)
    if earlier is not None and measure is None:
        return replace(earlier, quantity=quantity, counted=counted, whole=None) if _continues(parse, words, quantity, counted) else None
    if measure is None:
        return None
    if earlier is not None and counted.part != "of-them":
        return Draft(quantity, counted, earlier.item, measure)
    if earlier is not None:
        return Draft(quantity, counted, earlier.item, measure)
    return Draft(quantity, counted, "person", measure) if measure in PEOPLE_MEASURES else None


def _may_stand_alone(parse: Doc, words: Sequence[str], quantity: Quantity) -> bool:
    """Whether a number without a noun can be a count at all."""
    token = parse[quantity.end - 1]
    first = parse[quantity.core]
    if token.ent_type_ in OTHER_ENTITIES or token.is_space:
        return False
    if first.is_digit and len(first.text) == 4 and first.text[:2] in {"19", "20"}:
        return False
    if quantity.start and words[quantity.start - 1] in UNCOUNTING_PREPOSITIONS:
        return False
    return not (token.dep_ == "nummod" and token.head.i < quantity.start and token.head.tag_.startswith("NN"))


def _antecedent(parse: Doc, quantity: Quantity, measure: Measure | None, drafts: Sequence[Draft]) -> Draft | None:
    """Returns the nearest earlier count, of this sentence or the one before, whose item can have the measure."""
    sentence = parse[quantity.core].sent
    earliest = parse[sentence.start - 1].sent.start if sentence.start and not parse[sentence.start - 1].is_space else sentence.start
    for draft in reversed(drafts):
        if draft.quantity.start < earliest:
            return None
        if (
            draft.whole is None
            and _can_share(draft, measure)
            and (draft.quantity.start >= sentence.start or measure not in PEOPLE_MEASURES)
        ):
            return draft
    return None


def _can_share(draft: Draft, measure: Measure | None) -> bool:
    if measure in MUNITION_MEASURES:
        return draft.item in MUNITIONS
    if measure in PEOPLE_MEASURES:
        return draft.item in PEOPLE
    return True


def _continues(parse: Doc, words: Sequence[str], quantity: Quantity, counted: Counted) -> bool:
    """Whether a bare number goes on with a list ("11 over Oryol, five over Kursk") or takes a part of what was counted."""
    if counted.part != "all":
        return True
    if quantity.end >= len(words):
        return False
    following = parse[quantity.end]
    return following.lower_ in {"each", "over", "were", "of"} or (
        following.tag_ in {"IN", ":", "HYPH"} and words[quantity.start - 1] in {",", "and", ";"}
    )


def _read_article(parse: Doc, words: Sequence[str], at: int) -> Draft | None:
    """Returns the count of one that "a" or "an" makes, where its noun is said to be killed, destroyed, launched and the like."""
    token = parse[at]
    head = token.head
    if token.dep_ != "det" or not at < head.i < at + 12 or (at and words[at - 1] in _never()[1]):
        return None
    item: Item | None = _item_of_singular(parse, words, head)
    if item is None or item in AREAS or item == "other" or _is_named(head):
        return None
    measure = said_directly(parse, head.i, at, head.i + 1, item)
    if measure not in measure_pack().singular or (measure in {"damaged", "destroyed"} and head.head.lemma_ in measure_pack().attacking):
        return None
    return Draft(Quantity(at, at, at + 1, 1, 1), Counted(head.i, head.i + 1, item), item, measure)


def _item_of_singular(parse: Doc, words: Sequence[str], head: Token) -> Item | None:
    """Returns the item of a singular noun or of "a 17-year-old"."""
    if head.lower_ == "old" and head.dep_ != "amod" and words[head.i - 1] == "-":
        return "person"
    return item_at(parse, words, head.i) if head.tag_ in {"NN", "NNP", "JJ"} else None


def _is_named(head: Token) -> bool:
    """Whether a name follows in apposition, so that the noun is a title and no count."""
    return any(child.dep_ == "appos" and child.tag_ == "NNP" for child in head.children)


def _with_whole(words: Sequence[str], draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """Ties "seven children" in "16, including seven children" to its whole, whose measure it takes."""
    if not drafts:
        return draft
    last = len(drafts) - 1
    between = words[drafts[-1].counted.end : draft.quantity.start]
    whole: int | None = None
    if "." not in between and (PART_OPENERS & set(between[-4:]) or draft.counted.part == "of-them"):
        whole = drafts[-1].whole if drafts[-1].whole is not None else last
    elif drafts[-1].whole is not None and between and LIST_JOINTS.issuperset(between):
        whole = drafts[-1].whole
    if whole is None or not _can_hold(drafts[whole].item, draft.item):
        return draft
    return replace(draft, whole=whole, measure=drafts[whole].measure or draft.measure)


def _can_hold(whole: Item, part: Item) -> bool:
    return whole == part or {whole, part} <= PEOPLE or {whole, part} <= MUNITIONS


def _figure(parse: Doc, draft: Draft) -> Figure:
    """Returns the figure with its words."""
    first = parse[draft.quantity.start]
    last = parse[max(draft.counted.end, draft.quantity.end) - 1] if draft.counted.named else parse[draft.quantity.end - 1]
    end = last.idx + len(last)
    return Figure(
        start=first.idx,
        end=end,
        text=parse.text[first.idx : end],
        item=draft.item,
        measure=draft.measure,
        low=draft.quantity.low,
        high=draft.quantity.high,
        approx=draft.quantity.approx,
        part_of=draft.whole,
    )
