"""Places: toponyms linked to the gazetteer, with the way in which each is used."""

import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from spacy.tokens import Doc, Span, Token

from sitrep.annotate.resolution import is_capital, resolve
from sitrep.annotate.toponyms import Toponym, find_shouted, find_toponyms, words
from sitrep.annotate.unlisted import find_held, find_unlisted, liken
from sitrep.annotate.weighing import ENOUGH, Company, evidence, strength, survey
from sitrep.model.places import GeoPrecision, Place, Use
from sitrep.packs.gazetteer import Entry
from sitrep.packs.spelling import sound

ALIKE = 0.8
SURPLUS = 1.0
LENIENCE = 2.0


def find_places(parse: Doc) -> tuple[Place, ...]:
    """Returns every toponym of the text, in text order: places, governments named by their place, and adjectives."""
    shouted = find_shouted(parse)
    toponyms = find_toponyms(parse, shouted)
    company = survey(parse, toponyms, shouted)
    kept = _kept(toponyms, company)
    linked = [(t, e) for t, e in zip(kept, resolve(parse, kept), strict=True) if e is not None]
    found = [_place(t, e, company) for t, e in linked]
    scene = {e.country for _, e in linked if e.country}
    found += [_unlisted(run, liken(run, scene)) for run in find_unlisted(company, kept)]
    found += [Place(run.start_char, run.end_char, run.text, run.text) for run in find_held(parse)]
    return tuple(sorted(found, key=lambda p: p.start))


def _kept(toponyms: Sequence[Toponym], company: Company) -> list[Toponym]:
    """Returns the stretches that name places; a name that plainly does so once may do so with less evidence elsewhere."""
    scores = [strength(t.candidates, company.countries) + evidence(t, company) for t in toponyms]
    plain = {t.folded for t, score in zip(toponyms, scores, strict=True) if score >= ENOUGH + SURPLUS}
    return [t for t, score in zip(toponyms, scores, strict=True) if score >= (ENOUGH - LENIENCE if t.folded in plain else ENOUGH)]


def _place(toponym: Toponym, entry: Entry, company: Company) -> Place:
    written = company.parse[toponym.start : toponym.end]
    name = usual_name(entry, None if toponym.adjective or toponym.start in company.shouted else written.text)
    return Place(
        written.start_char,
        written.start_char + len(toponym.text),
        toponym.text,
        name,
        entry.geonames,
        entry.latitude,
        entry.longitude,
        entry.country,
        entry.admin1,
        _precision(toponym, entry),
        _use(toponym, entry, company),
        None if name == toponym.text else toponym.text,
    )


def _unlisted(run: Span, entry: Entry | None) -> Place:
    """Returns the place of a name that is not in the gazetteer, or is there in another romanisation."""
    if entry is None:
        return Place(run.start_char, run.end_char, run.text, run.text)
    where = (entry.geonames, entry.latitude, entry.longitude, entry.country, entry.admin1, entry.kind)
    return Place(run.start_char, run.end_char, run.text, run.text, *where)


def usual_name(entry: Entry, written: str | None) -> str:
    """Returns the name to print: the text's own where it is a romanisation of the usual one.

    `written` is None for an adjective and for a name in capitals.
    """
    plain = plainly(entry.name)
    if entry.fixed or written is None:
        return plain
    if entry.known:
        return written if entry.kind in {"water", "district"} else plain
    same = (entry.primary and sound(written) == sound(plain)) or SequenceMatcher(None, written.lower(), plain.lower()).ratio() >= ALIKE
    return written if same else plain


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


def _use(toponym: Toponym, entry: Entry, company: Company) -> Use:
    if toponym.adjective:
        return "demonym"
    seat = entry.kind == "country" or is_capital(entry)
    return "metonym" if seat and toponym.start not in company.shouted and _is_agent(company.parse[toponym.end - 1]) else "literal"


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
