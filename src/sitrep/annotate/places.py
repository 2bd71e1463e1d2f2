"""Places: toponyms linked to the gazetteer, with the way in which each is used."""

import unicodedata
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from sitrep.annotate.resolution import resolve
from sitrep.annotate.toponyms import Toponym, find_toponyms, is_name_like, size_beside, words
from sitrep.annotate.weighing import ENOUGH, PLACE_LABELS, evidence, strength, survey
from sitrep.model.places import GeoPrecision, Place, Use
from sitrep.packs.gazetteer import Entry, countries, fold


def find_places(parse: Doc) -> tuple[Place, ...]:
    """Returns every toponym of the text, in text order: places, governments named by their place, and adjectives."""
    toponyms = find_toponyms(parse)
    company = survey(parse, toponyms)
    kept = [t for t in toponyms if strength(t.candidates) + evidence(t, company) >= ENOUGH]
    found = [_place(parse, t, e) for t, e in zip(kept, resolve(parse, kept), strict=True) if e is not None]
    taken = {i for t in kept for i in range(t.start, t.end)}
    found += _unresolved(parse, taken)
    return tuple(sorted(found, key=lambda p: p.start))


def _place(parse: Doc, toponym: Toponym, entry: Entry) -> Place:
    start = parse[toponym.start].idx
    name = usual_name(entry)
    return Place(
        start,
        start + len(toponym.text),
        toponym.text,
        name,
        entry.geonames,
        entry.latitude,
        entry.longitude,
        entry.country,
        entry.admin1,
        _precision(toponym, entry),
        _use(parse, toponym, entry),
        None if name == toponym.text else toponym.text,
    )


def usual_name(entry: Entry) -> str:
    """Returns the name without the marks of transliteration, which the press leaves out."""
    if entry.known or not any(c in entry.name for c in "āēīōūĀĪŪḩḨţŢḑḐşŞz̧ẕḏ‘’ʻʼ`"):
        return entry.name
    bare = "".join(c for c in unicodedata.normalize("NFKD", entry.name) if not unicodedata.combining(c))
    return bare.translate(dict.fromkeys(map(ord, "‘’ʻʼ`")))


def _precision(toponym: Toponym, entry: Entry) -> GeoPrecision:
    """Returns the size of what is named: that of the place, or the larger one that a word beside it tells."""
    if entry.kind in {"settlement", "region"} and toponym.size in {"region", "district", "facility"}:
        return toponym.size
    return entry.kind


def _use(parse: Doc, toponym: Toponym, entry: Entry) -> Use:
    if toponym.adjective:
        return "demonym"
    return "metonym" if _is_seat(entry) and _is_agent(parse[toponym.end - 1]) else "literal"


def _is_seat(entry: Entry) -> bool:
    """Whether a government is called by this name: a country, its capital, or a union of states."""
    capital = countries()[entry.country].capital if entry.country in countries() else None
    return entry.kind == "country" or entry.known or (capital is not None and fold(capital) == fold(entry.name))


def _is_agent(token: Token) -> bool:
    """Whether a name does what governments do, or stands before a word for a government."""
    known = words().agents
    if token.dep_ in {"compound", "nmod", "amod", "poss"} and token.head.lemma_.lower() in known.nouns:
        return True
    head = token.head
    if token.dep_ == "conj" and head.dep_ in {"nsubj", "pobj"} and head.pos_ == "PROPN":
        token, head = head, head.head
    if token.dep_ == "nsubj":
        return head.lemma_.lower() in known.verbs
    return token.dep_ == "pobj" and head.dep_ == "agent"


def _unresolved(parse: Doc, taken: set[int]) -> Iterator[Place]:
    """Yields names that the text shows to be places and the gazetteer lacks."""
    for entity in parse.ents:
        start, end = entity.start, entity.end
        while start < end and not is_name_like(parse[start]):
            start += 1
        if start == end or any(i in taken for i in range(start, end)) or entity.label_ not in PLACE_LABELS:
            continue
        if _is_shown(parse, start, end):
            span = parse[start:end]
            yield Place(span.start_char, span.end_char, span.text, span.text, precision="unresolved")


def _is_shown(parse: Doc, start: int, end: int) -> bool:
    """Whether a preposition of place or a word such as "village of" stands before an unknown name."""
    before = parse[start - 1] if start else None
    if before is not None and before.lower_ in words().articles and start > 1:
        before = parse[start - 2]
    return size_beside(parse, start, end) is not None or (before is not None and before.lower_ in words().locative)
