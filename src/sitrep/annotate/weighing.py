"""Weighing: whether a stretch that may name a place does so here."""

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from sitrep.annotate.toponyms import Toponym, common_words, is_name_like, size_words, words
from sitrep.packs.gazetteer import Entry, demonym
from sitrep.packs.spelling import fold

ENOUGH = 1.5
TOWN = 10_000  # people from which a second name counts as much as a first one, in a country that the text names
HOME = 0.3
"""What a place gains that lies in a country which the text names."""
NEVER = -9.0
"""What outweighs all that speaks for a place."""
STRICT = frozenset({"in", "near", "outside", "around", "inside"})
LOOSE = frozenset({"of", "on", "off", "over", "to", "against", "behind"})
"""Prepositions that things other than places follow as often."""
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True, slots=True)
class Company:
    """What surrounds the names of one text.

    Tokens of possible places, surnames (folded), words in lower case, countries named in it, and the tokens in capitals.
    """

    parse: Doc
    place_tokens: frozenset[int]
    surnames: frozenset[str]
    lower_words: frozenset[str]
    countries: frozenset[str]
    shouted: frozenset[int]


def survey(parse: Doc, toponyms: Sequence[Toponym], shouted: frozenset[int]) -> Company:
    """Returns what surrounds the names of a text; `shouted` are its tokens in capitals."""
    tokens = frozenset(i for t in toponyms for i in range(t.start, t.end))
    located = {t.folded for t in toponyms if t.start and parse[t.start - 1].lower_ in STRICT}
    surnames = {
        fold(entity[-1].text if entity[-1].is_alpha else entity[-2].text) for entity in parse.ents if _is_person(entity, tokens)
    } - located
    outlets = {
        fold(token.text) for token in parse if token.i and is_name_like(token) and parse[token.i - 1].lower_ in words().people.outlets
    }
    lower = frozenset(t.text for t in parse if t.is_lower and t.is_alpha)
    countries = frozenset(e.country for t in toponyms for e in t.candidates if e.known and e.country)
    return Company(parse, tokens, frozenset(surnames | outlets), lower, countries, shouted)


def _is_person(entity: Span, place_tokens: frozenset[int]) -> bool:
    """Whether the model's name is plainly a full name."""
    return entity.label_ == "PERSON" and len(entity) > 1 and entity.start not in place_tokens and "," not in entity.text


def strength(candidates: Sequence[Entry], at_home: frozenset[str] = frozenset()) -> float:
    """Returns how well known the best known place of a name is: 3 for a country, about 0 for a hamlet's second name.

    In the countries `at_home`, which the text names, a town's second name ("Avdiivka") counts as its first.
    """
    return max((_fame(e.kind, e.known, e.primary or is_town_in(e, at_home), e.population) for e in candidates), default=0.0)


def is_town_in(entry: Entry, at_home: frozenset[str]) -> bool:
    """Whether an entry is a town of a country that the text names."""
    return entry.population >= TOWN and entry.country in at_home


@functools.lru_cache(maxsize=4096)
def _fame(kind: str, known: bool, primary: bool, population: int) -> float:
    if known:
        return 3.0
    if kind == "region":
        return 2.4 if primary else 0.8
    size = max(0.0, math.log10(population + 1) - 2.5) * 0.8
    return min(2.6, size) if primary else min(1.0, size * 0.4)


def evidence(toponym: Toponym, company: Company) -> float:
    """Returns what the surroundings say for (above 0) or against (below) a place being named."""
    return (
        _labels(toponym, company)
        + _before(toponym, company)
        + _after(toponym, company)
        + _pattern(toponym, company)
        + HOME * any(e.primary and not e.known and e.country in company.countries for e in toponym.candidates)
        - _ordinariness(toponym, company)
    )


def _labels(toponym: Toponym, company: Company) -> float:
    """Weighs the model's own labels, which find names well and tell their kinds badly."""
    tokens = company.parse[toponym.start : toponym.end]
    label = tokens[0].ent_type_
    if not label:
        return -0.3
    whole = all(t.ent_type_ == label for t in tokens)
    longer = _is_inside(tokens[0], tokens[-1])
    if _is_list(tokens[0]):
        return 0.0
    if label in PLACE_LABELS:
        return 1.2 if whole else 0.6
    if label == "PERSON":
        return -3.0 if longer and len(tokens) == 1 else -0.8
    if label == "ORG":
        return -1.5 if longer else -0.2
    return {"NORP": 0.3, "EVENT": -1.5, "WORK_OF_ART": -2.0, "PRODUCT": -1.0, "LAW": -2.0, "DATE": -2.0, "TIME": -1.0}.get(label, -0.5)


def _is_inside(first: Token, last: Token) -> bool:
    """Whether the model's name goes on before or after, articles aside."""
    document = first.doc
    before = document[first.i - 1] if first.i else None
    goes_before = first.ent_iob_ == "I" and before is not None and is_name_like(before) and before.lower_ not in words().articles
    after = document[last.i + 1] if last.i + 1 < len(document) else None
    goes_after = after is not None and after.ent_iob_ == "I" and is_name_like(after) and after.lower_ not in size_words()
    return goes_before or goes_after


def _is_list(token: Token) -> bool:
    """Whether the model took an enumeration for one name."""
    start = end = token.i
    document = token.doc
    while document[start].ent_iob_ == "I" and start:
        start -= 1
    while end + 1 < len(document) and document[end + 1].ent_iob_ == "I":
        end += 1
    return any(document[i].text in {",", "and", ";"} for i in range(start, end + 1))


def neighbour(toponym: Toponym, company: Company) -> Token | None:
    """Returns the token before a name, articles and words for a part of the place passed over; None at a sentence's start."""
    known = words()
    for i in range(toponym.start - 1, max(toponym.start - 5, -1), -1):
        token = company.parse[i]
        if company.parse[i + 1].is_sent_start or token.is_space:
            return None
        if token.lower_ not in known.compass and token.lower_ not in known.articles and token.text != "-":
            return token
    return None


def _before(toponym: Toponym, company: Company) -> float:
    before, known = neighbour(toponym, company), words()
    if any(e.seat for e in toponym.candidates) and (before is None or before.lower_ not in known.locative - LOOSE - {"from"}):
        return -4.0
    if before is None:
        return 0.0
    word = before.lower_
    head = company.parse[before.i - 1] if before.i else None
    if word == "of" and head is not None and head.lower_ in known.people.bodies and is_name_like(head):
        return -4.0
    if word in known.locative:
        return 0.6 if word in LOOSE else 1.2
    direct = before.i == toponym.start - 1
    if direct and word in known.people.titles and not toponym.known:
        return -4.0
    if direct and before.i not in company.place_tokens and _is_first_name(before, company):
        return -1.0 if toponym.known else -2.5
    return 0.0


def _is_first_name(token: Token, company: Company) -> bool:
    """Whether a token before a name looks like a part of the same name."""
    if not is_name_like(token) or not token.is_alpha or token.i in company.shouted:
        return False
    ordinary = token.pos_ in {"ADP", "DET", "CCONJ", "SCONJ", "PRON", "ADV", "VERB", "AUX", "PART"} or token.lower_ in words().locative
    return not ordinary and demonym(token.text) is None and token.ent_type_ not in {"DATE", "TIME", "CARDINAL"} and token.pos_ != "ADJ"


def _after(toponym: Toponym, company: Company) -> float:
    parse, known = company.parse, words()
    if toponym.end >= len(parse) or parse[toponym.end].is_sent_start:
        return 0.0
    after = parse[toponym.end]
    if after.lower_ in known.people.namesakes and not toponym.adjective:
        return NEVER
    if not is_name_like(after) or after.i in company.shouted:
        return 1.5 if toponym.size is not None else 0.0
    if after.lower_ in known.people.offices or after.lower_ in size_words():
        return 0.0
    head = _organisation_head(toponym, company)
    if head is not None:
        return -4.0 if head in known.people.brands and not toponym.adjective else -1.0 * (not toponym.known and not toponym.adjective)
    if toponym.adjective or after.i in company.place_tokens:
        return 0.0 if toponym.known or toponym.adjective else -1.0
    return -0.5 if toponym.known else -2.0


def _organisation_head(toponym: Toponym, company: Company) -> str | None:
    """Returns the head word of the organisation that the capitals after a name lead to, None where they lead to none."""
    parse, known, head = company.parse, words().people, None
    for i in range(toponym.end, min(toponym.end + 6, len(parse))):
        token = parse[i]
        if not is_name_like(token) and token.lower_ not in {"of", "and", "for", "&", "the"}:
            break
        if token.lower_ in known.brands | known.organisations and is_name_like(token):
            head = token.lower_
    return head


def _pattern(toponym: Toponym, company: Company) -> float:
    """Weighs lists and containers: "X, Country", "X and Y"."""
    parse = company.parse
    comma = toponym.end + 1 < len(parse) and parse[toponym.end].text in {",", "("} and toponym.end + 1 in company.place_tokens
    listed = toponym.end + 1 < len(parse) and parse[toponym.end].lower_ in {"and", "or", "/"} and toponym.end + 1 in company.place_tokens
    follows = (
        toponym.start >= 2 and parse[toponym.start - 1].lower_ in {",", "and", "or", "("} and toponym.start - 2 in company.place_tokens
    )
    return 1.0 * comma + 0.5 * listed + 0.6 * follows


def _ordinariness(toponym: Toponym, company: Company) -> float:
    """Weighs what speaks for an ordinary word or a surname."""
    token = company.parse[toponym.start]
    shouted = token.i in company.shouted
    against = 1.5 if shouted and not toponym.known and not _is_placed(toponym, company) else 0.0
    if toponym.end - toponym.start > 1 or toponym.adjective:
        return against
    if len(toponym.folded) <= 3 and not toponym.known:
        against += 1.0
    if toponym.folded in company.surnames and not toponym.known:
        against += 2.5
    if not shouted and token.lower_ in company.lower_words and not toponym.known:
        against += 2.0
    if toponym.folded in common_words() and not toponym.known:
        against += 1.5
    if token.lower_ in words().people.given and token.ent_type_ not in PLACE_LABELS and not toponym.known:
        against += 1.0
    if token.pos_ != "PROPN" and not shouted:
        against += 0.7
    return against


def _is_placed(toponym: Toponym, company: Company) -> bool:
    """Whether a name in capitals stands where places do: after a preposition, with a size, before a container, at a line's head."""
    token = company.parse[toponym.start]
    before = neighbour(toponym, company)
    located = before is not None and before.lower_ in words().locative
    heads = before is None and toponym.end < len(company.parse) and company.parse[toponym.end].text == ","
    return (
        toponym.adjective or located or heads or toponym.size is not None or _pattern(toponym, company) >= 1.0 or token.ent_type_ == "GPE"
    )
