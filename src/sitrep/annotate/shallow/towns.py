"""Towns: names of settlements among words with capitals, listed or not."""

from sitrep.annotate.shallow.regions import Names, region_beside
from sitrep.annotate.shallow.toponyms import Named, likely_form, settlement
from sitrep.model.outlines import Sentence
from sitrep.packs.romanising import romanised
from sitrep.packs.tongues import adjective_stem

SMALL = 15_000
SHORTEST = 5
LIST_REACH = 12
MARKS = frozenset('«»"“”(')


def find_settlements(names: Names, sentence: Sentence) -> None:
    """Finds settlements among the words with a capital."""
    index = sentence.first
    while index < sentence.last:
        step = 1
        word = names.words[index]
        foreign = word.text.isascii() and not names.tongue.grammar.latin
        shout = (word.text.isupper() and len(word.text) < SHORTEST) or foreign
        if word.is_capital and index not in names.taken and index not in names.busy and not shout:
            step = _try_settlement(names, sentence, index)
        index += step


def _try_settlement(names: Names, sentence: Sentence, index: int) -> int:
    """Adds the settlement that begins at a word, and returns how many words it has, 1 where there is none."""
    sure = _is_introduced(names, sentence, index)
    region = region_beside(names, sentence, index)
    for length in (3, 2, 1):
        stop = index + length
        if stop > sentence.last or any(i in names.taken or i in names.busy for i in range(index, stop)):
            continue
        if any(names.words[i].kind != "word" or (i > index and not names.words[i].is_capital) for i in range(index, stop)):
            continue
        if length == 1 and not sure and (names.plains[index] in names.tongue.toponyms.never or _is_attribute(names, sentence, index)):
            continue
        named = settlement(names.plains[index:stop], names.tongue, region, sure=sure and not _is_in_russia(names))
        if named and _is_meant(names, sentence, (index, stop), named, sure):
            names.add(index, stop, named)
            return length
    if sure or _is_located(names, sentence, index):
        names.add(index, index + 1, Named(_unlisted_name(names, index), "settlement" if sure else "unresolved", None, None, region))
    return 1


def _is_in_russia(names: Names) -> bool:
    """Whether all places found so far lie in Russia, so that a Russian name means none in Ukraine."""
    countries = {place.country for _, place in names.found.values() if place.country}
    return "RU" in countries and "UA" not in countries


def _is_attribute(names: Names, sentence: Sentence, index: int) -> bool:
    """Whether a word with the form of an adjective stands before its noun in small letters: "Крымского моста"."""
    stem = adjective_stem(names.plains[index], names.tongue)
    if stem is None or index + 1 >= sentence.last or settlement((stem,), names.tongue, None) is not None:
        return False
    after = names.words[index + 1]
    return after.kind == "word" and not after.is_capital and after.plain not in names.tongue.grammar.stops


def _unlisted_name(names: Names, index: int) -> str:
    """Returns a name that no list has in Latin letters, in what is most likely the dictionary's form."""
    word, code = names.words[index], names.tongue.code
    before = names.plains[index - 1] if index else ""
    form = likely_form(word.plain, code) if before in names.tongue.toponyms.in_prepositions else word.plain
    return romanised("-".join(part.capitalize() for part in form.split("-")), code)


def _is_located(names: Names, sentence: Sentence, index: int) -> bool:
    """Whether a word with a capital that no list has stands where a place does: behind "in" or "near", and is no abbreviation."""
    word = names.words[index]
    before = names.plains[index - 1] if index > sentence.first else ""
    if before not in names.tongue.toponyms.in_prepositions or len(word.text) < SHORTEST or word.text.isupper():
        return False
    plain = word.plain
    known = (
        names.tongue.months,
        names.tongue.weekdays,
        names.tongue.bodies,
        names.tongue.demonyms,
        names.tongue.triggers,
        names.tongue.roles,
    )
    if plain in names.tongue.toponyms.never or any(phrases.at([plain], 0) is not None for phrases in known):
        return False
    return not (index + 1 < sentence.last and names.words[index + 1].is_capital) and adjective_stem(plain, names.tongue) is None


def _is_introduced(names: Names, sentence: Sentence, index: int) -> bool:
    """Whether a word for a settlement stands before a name, or before the list in which it stands."""
    at = index - 1
    for _ in range(LIST_REACH * 2):
        if at < sentence.first:
            return False
        if at in names.taken or names.words[at].text in {",", "–", "—", "-"} or names.plains[at] in names.tongue.grammar.joints:
            at -= 1
            continue
        return any(
            (hit := names.tongue.place_words.at(names.plains, at - back, sentence.last)) is not None
            and hit.value == "settlement_words"
            and hit.last == at + 1
            for back in (0, 1)
            if at - back >= sentence.first
        ) or (names.words[at].text == "." and at > sentence.first and _is_short(names, at - 1))
    return False


def _is_short(names: Names, at: int) -> bool:
    hit = names.tongue.place_words.at(names.plains, at)
    return hit is not None and hit.value == "settlement_words"


def _is_meant(names: Names, sentence: Sentence, span: tuple[int, int], named: Named, sure: bool) -> bool:
    """Whether a name that the gazetteer has is used as a place's here."""
    if sure:
        return True
    index = span[0]
    if span[1] - index == 1 and _is_common(names, index):
        return False
    before = names.plains[index - 1] if index > sentence.first else ""
    words = names.words
    if any(
        hit and hit.value == "street_words"
        for hit in (names.tongue.place_words.at(names.plains, i) for i in range(max(sentence.first, index - 2), index))
    ):
        return False
    if index > sentence.first and words[index - 1].text in MARKS and named.population < SMALL:
        return False
    if before in names.tongue.toponyms.prepositions or _in_list(names, sentence, index):
        return True
    if _opens_list(names, sentence, span[1]) and (named.country == "UA" or named.population >= SMALL):
        return True
    if index == sentence.first or words[index - 1].text in ".:•▪—–-":
        return named.population >= SMALL
    return named.population >= SMALL or named.country == "UA"


def _is_common(names: Names, index: int) -> bool:
    """Whether a word is one that a pack has for other things than names: "Бомба влучила"."""
    plain = [names.plains[index]]
    tongue = names.tongue
    return any(phrases.at(plain, 0) is not None for phrases in (tongue.things, tongue.munitions, tongue.triggers, tongue.cues))


def _opens_list(names: Names, sentence: Sentence, stop: int) -> bool:
    """Whether a name is followed by a comma and another name, or by a region."""
    if stop + 1 >= sentence.last:
        return False
    if names.words[stop].text in {",", ";"}:
        return names.words[stop + 1].is_capital
    return stop in names.found and names.found[stop][1].precision == "region"


def _in_list(names: Names, sentence: Sentence, index: int) -> bool:
    """Whether a name stands behind another place and a comma or "and"."""
    at = index - 1
    return (
        at > sentence.first
        and (names.words[at].text in {",", ";"} or names.plains[at] in names.tongue.grammar.joints)
        and at - 1 in names.taken
    )
