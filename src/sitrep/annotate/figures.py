"""Figures: numbers that count something, with their noun, bounds and measure."""

import functools
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from spacy.tokens import Doc, Token

from sitrep.annotate.counted_nouns import Counted, find_counted
from sitrep.annotate.counts import Count, Tokens
from sitrep.annotate.ellipses import YEAR_DIGITS, complete
from sitrep.annotate.items import AREAS, MUNITIONS, PEOPLE, is_person_noun, item_at, item_pack, narrow
from sitrep.annotate.measures import measure_of, said_directly
from sitrep.annotate.numerals import Numeral, context_words, number_pack, openers
from sitrep.annotate.parts import item_of_whole, spread, with_whole
from sitrep.annotate.quantifiers import Quantity, qualify, read_range
from sitrep.annotate.senses import holds_people, is_attack, measure_pack, sense_of, takes_particle
from sitrep.model.figures import Figure, Item, Measure
from sitrep.model.times import Time

LONGEST_NAMED = 12
VERB_REACH = 4
SINGULAR_TAGS = frozenset({"NN", "NNP", "JJ"})
OVERHEAD = frozenset({"over", "above"})


def find_figures(parse: Doc, times: Sequence[Time]) -> tuple[Figure, ...]:
    """Returns every count of the text, in text order; numbers inside `times` are none."""
    tokens = Tokens(parse, tuple(token.lower_ for token in parse))
    closed = _tokens_in(parse, times)
    starts, articles, adverbs = openers(), context_words().articles, context_words().adverbs
    counts: list[Count] = []
    at = 0
    while at < len(tokens.words):
        word = tokens.words[at]
        count, following = None, at + 1
        if word[:1].isdigit() or word in starts:
            count, following = _read_count(tokens, at, closed, counts)
        elif word in adverbs:
            count = _read_adverb(tokens, at)
        if count is None and word in articles:
            count = _read_article(tokens, at)
        if count is not None:
            _add(tokens, count, counts)
        at = following
    return tuple(count.figure(parse) for count in spread(tokens.words, counts))


def _tokens_in(parse: Doc, times: Sequence[Time]) -> frozenset[int]:
    """Returns the indices of the tokens inside time expressions."""
    spans = (parse.char_span(time.start, time.end, alignment_mode="expand") for time in times)
    return frozenset(index for span in spans if span is not None for index in range(span.start, span.end))


def _add(tokens: Tokens, count: Count, counts: list[Count]) -> None:
    """Adds a count; "a man and a woman" makes one count of two."""
    last = counts[-1] if counts else None
    joined = last is not None and last.article and count.article and (last.item, last.measure) == (count.item, count.measure)
    if last is not None and joined and tokens.words[last.end : count.start] in {("and",), (",",), (",", "and")}:
        low = (last.quantity.low or 0) + 1
        counts[-1] = replace(last, quantity=replace(last.quantity, low=low, high=low), counted=count.counted)
        return
    told = with_whole(tokens.words, count, counts)
    if told.measure in measure_pack().singular or not told.article:
        counts.append(told)


def _read_count(tokens: Tokens, at: int, closed: frozenset[int], counts: Sequence[Count]) -> tuple[Count | None, int]:
    """Returns the count that begins at token `at`, and the token to go on from."""
    numeral = read_range(tokens.words, at)
    if numeral is None:
        return None, at + 1
    if at in closed or _is_no_count(tokens, numeral):
        return None, numeral.end
    quantity = qualify(tokens.words, numeral, placing=False)
    counted = find_counted(tokens.parse, tokens.words, quantity)
    if quantity.start < quantity.core and _is_placed(tokens, quantity.start, counted.item):
        quantity = qualify(tokens.words, numeral, placing=True)
    return _count(tokens, quantity, counted, counts), max(numeral.end, quantity.end)


def _is_placed(tokens: Tokens, at: int, item: Item | None) -> bool:
    """Whether the qualifier at token `at` is rather a preposition of place ("over five regions") or a particle ("hand over five")."""
    previous = tokens.parse[at - 1] if at else None
    if previous is not None and takes_particle(previous, tokens.words[at]):
        return True
    behind = previous is not None and previous.pos_ in {"NOUN", "PROPN", "ADV"}
    return item in AREAS and (tokens.parse[at].dep_ == "prep" or (behind and tokens.words[at] in OVERHEAD))


@functools.cache
def _never() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Returns the words that forbid a count: after it, before it, and those that a hyphen may tie to it all the same."""
    words = number_pack().never
    return frozenset(words.after), frozenset(words.before) | frozenset(words.denials), frozenset(words.joined)


def _is_no_count(tokens: Tokens, numeral: Numeral) -> bool:
    """Whether the words beside a number show a unit, a sum, a name or a denial."""
    after, before, _ = _never()
    previous = tokens.words[numeral.start - 1] if numeral.start else ""
    following = tokens.words[numeral.end] if numeral.end < len(tokens.words) else ""
    if previous in before or following in after or following in {"/", ":"}:
        return True
    if _is_of_name(tokens.parse, numeral) or tokens.parse[numeral.start].dep_ in {"preconj", "cc"}:
        return True
    if _is_age(tokens, numeral):
        return True
    return _is_glued_before(tokens, numeral.start) or _is_glued_after(tokens, numeral.end)


def _is_age(tokens: Tokens, numeral: Numeral) -> bool:
    """Whether a number tells how old one person is ("a woman of 54")."""
    noun = tokens.parse[numeral.start - 2] if numeral.start > 1 and tokens.words[numeral.start - 1] == "of" else None
    return noun is not None and noun.tag_ == "NN" and item_at(tokens.parse, tokens.words, noun.i) in PEOPLE


def _is_of_name(parse: Doc, numeral: Numeral) -> bool:
    """Whether a number ends the name of a model ("an ATR 72 aircraft")."""
    previous = parse[numeral.start - 1] if numeral.start else None
    if previous is None or previous.tag_ != "NNP" or previous.dep_ not in {"compound", "nmod"}:
        return False
    return previous.head.i >= numeral.end and previous.sent.start == parse[numeral.start].sent.start


def _is_glued_before(tokens: Tokens, start: int) -> bool:
    """Whether a number is the tail of a name ("Kh-101")."""
    parse = tokens.parse
    return start > 1 and tokens.words[start - 1] in {"-", "–"} and not parse[start - 1].whitespace_ and not parse[start - 2].whitespace_


def _is_glued_after(tokens: Tokens, end: int) -> bool:
    """Whether a number is the head of a compound ("five-day")."""
    parse, words = tokens.parse, tokens.words
    if end + 1 >= len(words) or words[end] not in {"-", "‑"} or parse[end - 1].whitespace_ or parse[end].whitespace_:
        return False
    return (words[end + 1].isalpha() or "/" in words[end + 1]) and words[end + 1] not in _never()[2]


def _count(tokens: Tokens, quantity: Quantity, counted: Counted, counts: Sequence[Count]) -> Count | None:
    """Returns the count with its item and measure, None where it counts nothing known."""
    parse = tokens.parse
    if counted.part == "of-number" and counted.of is not None:
        counted = replace(counted, item=item_of_whole(tokens, counted.of))
    if counted.named and counted.item is None:
        return _of_unknown_noun(tokens, quantity, counted)
    if counted.item is None:
        return complete(tokens, quantity, counted, counts)
    if _is_verb_of_count(tokens, quantity, counted):
        return complete(tokens, quantity, Counted(quantity.end - 1, quantity.end, None, named=False), counts)
    if quantity.low == quantity.high == 1 and is_named(parse[counted.of if counted.of is not None else counted.head]):
        return None
    measure = measure_of(parse, counted, quantity.start)
    if counted.named and not _agree(parse, quantity, parse[counted.of if counted.of is not None else counted.head]):
        return None
    if counted.item in PEOPLE and _is_population(parse, counted, measure):
        return None
    if measure is None and counted.of is not None and not quantity.plural and quantity.high == 1:
        return None
    item = narrow(parse, tokens.words, (quantity.end, counted.end), counted.item, measure) if counted.named else counted.item
    return Count(quantity, counted, item, measure)


def _is_verb_of_count(tokens: Tokens, quantity: Quantity, counted: Counted) -> bool:
    """Whether what looks like a noun in the singular says what the counted did ("41 were shot down and nine hit")."""
    if not counted.named or counted.head != quantity.end or (quantity.low or 0) < 2 or quantity.plural:
        return False
    noun = tokens.parse[counted.head]
    return noun.tag_ == "NN" and noun.lower_ not in item_pack().invariant and sense_of("state", noun.lower_, None) == "hit"


def _agree(parse: Doc, quantity: Quantity, noun: Token) -> bool:
    """Whether a noun can be what a number counts: not "the 1100 block", "1915 Birch Street", "the 2015 attacks"."""
    digits = parse[quantity.core].text
    if (
        len(digits) == YEAR_DIGITS
        and digits[:2] in {"19", "20"}
        and digits.isdigit()
        and parse[quantity.core - 1].tag_ in {"DT", "POS", "PRP$"}
    ):
        return False
    is_singular = (
        not noun.lower_.endswith("men")
        and noun.tag_ in {"NN", "NNP"}
        and noun.lower_ == noun.lemma_.lower()
        and noun.lower_ not in item_pack().invariant
    )
    return not (is_singular and not quantity.plural and (quantity.low or quantity.high or 0) > 1)


def _is_population(parse: Doc, counted: Counted, measure: Measure | None) -> bool:
    """Whether people are counted only because they live somewhere: "a city of two million people"."""
    above = list(islice(parse[counted.head].ancestors, 2))
    is_home = any(word.lemma_.lower() in item_pack().dwellings for word in above)
    return is_home and (measure is None or above[0].lower_ == "of")


def _of_unknown_noun(tokens: Tokens, quantity: Quantity, counted: Counted) -> Count | None:
    """Returns a count of happenings ("struck 20 times"), or of people that are known as such by what befell them."""
    noun = tokens.parse[counted.head]
    if noun.lemma_.lower() in context_words().occasions:
        return Count(quantity, counted, "other", "hit") if any(map(is_attack, noun.ancestors)) else None
    if not is_person_noun(noun):
        return None
    measure = measure_of(tokens.parse, replace(counted, item="person"), quantity.start)
    return Count(quantity, counted, "person", measure) if measure is not None and holds_people(measure) else None


def _read_adverb(tokens: Tokens, at: int) -> Count | None:
    """Returns the count of attacks that "twice" makes beside a verb of attack."""
    if not is_attack(tokens.parse[at].head):
        return None
    times = context_words().adverbs[tokens.words[at]]
    return Count(Quantity(at, at, at + 1, times, times), Counted(at, at + 1, "other", named=False), "other", "hit")


def _read_article(tokens: Tokens, at: int) -> Count | None:
    """Returns the count of one that "a" or "an" makes of a noun; it stands only with a measure that makes it one."""
    token = tokens.parse[at]
    head = _head_of_phrase(token)
    if token.dep_ != "det" or not at < head.i < at + LONGEST_NAMED or (at and tokens.words[at - 1] in _never()[1]):
        return None
    item = _item_of_singular(tokens, head)
    if item is None or item in AREAS or item == "other" or _only_describes(head, item):
        return None
    counted = Counted(head.i, head.i + 1, item)
    measure = said_directly(tokens.parse, counted, at)
    if measure in {"damaged", "destroyed"} and _is_attacked(head):
        return None
    if measure is not None and any(child.dep_ == "amod" and sense_of("state", child.lower_, item) == measure for child in head.children):
        return None
    item = narrow(tokens.parse, tokens.words, (at + 1, head.i + 1), item, measure)
    return Count(Quantity(at, at, at + 1, 1, 1), counted, item, measure, article=True)


def _head_of_phrase(article: Token) -> Token:
    """Returns the noun that an article opens, over "12-year-old" and the like."""
    head = article.head
    while head.dep_ in {"amod", "compound", "nmod"} and head.head.i > head.i:
        head = head.head
    return head


def _only_describes(noun: Token, item: Item) -> bool:
    """Whether a singular noun tells who or what something named is, or is an event ("an injury")."""
    is_event = sense_of("itself", noun.lemma_.lower(), item) is not None
    return is_event or is_named(noun) or (noun.dep_ == "appos" and item not in MUNITIONS and noun.head.tag_ != "NNS")


def _is_attacked(noun: Token) -> bool:
    """Whether a single building or vehicle is rather what was attacked, or where something happened."""
    following = noun.doc[noun.i + 1 : noun.i + 1 + VERB_REACH]
    while noun.dep_ == "conj" and noun.head.dep_ != "ROOT":
        noun = noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "including":
        return False
    return noun.dep_ == "pobj" or any(is_attack(verb) for verb in (noun.head, *following))


def _item_of_singular(tokens: Tokens, head: Token) -> Item | None:
    """Returns the item of a singular noun or of "a 17-year-old"."""
    if head.lower_ == "old" and head.dep_ != "amod" and tokens.words[head.i - 1] == "-":
        return "person"
    return item_at(tokens.parse, tokens.words, head.i) if head.tag_ in SINGULAR_TAGS else None


def is_named(noun: Token) -> bool:
    """Whether a name follows in apposition, so that the noun is a title and no count."""
    return any(child.dep_ == "appos" and child.tag_ == "NNP" and child.i > noun.i and not child.text.isupper() for child in noun.children)
