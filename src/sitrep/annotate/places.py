"""Places: toponyms linked to the gazetteer, with the way in which each is used."""

import unicodedata
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from sitrep.annotate.resolution import resolve
from sitrep.annotate.toponyms import Toponym, find_toponyms, is_shouted, words
from sitrep.annotate.unlisted import find_unlisted, liken
from sitrep.annotate.weighing import ENOUGH, Company, evidence, strength, survey
from sitrep.model.places import GeoPrecision, Place, Use
from sitrep.packs.gazetteer import Entry, countries
from sitrep.packs.spelling import fold, sound

SURPLUS = 1.0
LENIENCE = 2.0


def find_places(parse: Doc) -> tuple[Place, ...]:
    """Returns every toponym of the text, in text order: places, governments named by their place, and adjectives."""
    toponyms = find_toponyms(parse)
    kept = _kept(toponyms, survey(parse, toponyms))
    linked = [(t, e) for t, e in zip(kept, resolve(parse, kept), strict=True) if e is not None]
    found = [_place(parse, t, e) for t, e in linked]
    scene = {e.country for _, e in linked if e.country}
    taken = {i for t in kept for i in range(t.start, t.end)}
    found += [_unlisted(run, liken(run, scene)) for run in find_unlisted(parse, taken)]
    return tuple(sorted(found, key=lambda p: p.start))


def _kept(toponyms: Sequence[Toponym], company: Company) -> list[Toponym]:
    """Returns the stretches that name places; a name that plainly does so once may do so with less evidence elsewhere."""
    scores = [strength(t.candidates) + evidence(t, company) for t in toponyms]
    plain = {t.folded for t, score in zip(toponyms, scores, strict=True) if score >= ENOUGH + SURPLUS}
    return [t for t, score in zip(toponyms, scores, strict=True) if score >= (ENOUGH - LENIENCE if t.folded in plain else ENOUGH)]


def _place(parse: Doc, toponym: Toponym, entry: Entry) -> Place:
    start = parse[toponym.start].idx
    name = usual_name(entry, parse[toponym.start : toponym.end] if toponym.adjective is False else None)
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


def _unlisted(run: Span, entry: Entry | None) -> Place:
    """Returns the place of a name that is not in the gazetteer, or is there in another romanisation."""
    if entry is None:
        return Place(run.start_char, run.end_char, run.text, run.text)
    where = (entry.geonames, entry.latitude, entry.longitude, entry.country, entry.admin1, entry.kind)
    return Place(run.start_char, run.end_char, run.text, run.text, *where)


def usual_name(entry: Entry, written: Span | None) -> str:
    """Returns the name to print: the text's own where it is a romanisation of the usual one.

    `written` is None for an adjective.
    """
    plain = plainly(entry.name)
    if entry.fixed or written is None or is_shouted(written.sent):
        return plain
    if entry.known:
        return written.text if entry.kind in {"water", "district"} else plain
    return written.text if entry.primary and sound(written.text) == sound(plain) else plain


def plainly(name: str) -> str:
    """Returns a romanised Arabic, Persian or Slavic name without its diacritics, any other as it is.

    >>> plainly("Ţarţūs"), plainly("São Paulo"), plainly("Ryazan’")
    ('Tartus', 'São Paulo', 'Ryazan')
    """
    if not any(c in name for c in "āēīōūĀĪŪḩḨţŢḑḐşŞz̧ẕḏ‘’ʻʼ`"):
        return name
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return bare.translate(dict.fromkeys(map(ord, "‘’ʻʼ`")))


def _precision(toponym: Toponym, entry: Entry) -> GeoPrecision:
    """Returns the size of what is named: that of the place, or another that a word beside it tells."""
    if entry.kind in {"settlement", "region"} and toponym.size in {"region", "district", "facility"} and not entry.known:
        return toponym.size
    return entry.kind


def _use(parse: Doc, toponym: Toponym, entry: Entry) -> Use:
    if toponym.adjective:
        return "demonym"
    last = parse[toponym.end - 1]
    return "metonym" if _is_seat(entry) and not is_shouted(last.sent) and _is_agent(last) else "literal"


def _is_seat(entry: Entry) -> bool:
    """Whether a government is called by this name: a country or its capital."""
    capital = countries()[entry.country].capital if entry.country in countries() else None
    return entry.kind == "country" or (entry.kind == "settlement" and capital is not None and fold(capital) == fold(entry.name))


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
