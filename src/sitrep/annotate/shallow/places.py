"""Places: names of settlements, regions, districts and countries, with what each is used for."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sitrep.annotate.shallow.toponyms import Named, country_name, likely_form, of_adjective, settlement
from sitrep.model.outlines import Sentence, Word
from sitrep.model.places import Place, Use
from sitrep.packs.gazetteer import countries, entries
from sitrep.packs.romanising import romanised
from sitrep.packs.spelling import fold
from sitrep.packs.tongue_packs import Region
from sitrep.packs.tongues import Tongue, adjective_stem

SMALL = 15_000
SHORTEST = 5
LIST_REACH = 12
MARKS = frozenset('«»"“”(')


@dataclass(slots=True)
class Names:
    """Places found so far: by the words `[first, last)`; `taken` are all words of them."""

    text: str
    words: Sequence[Word]
    plains: Sequence[str]
    tongue: Tongue
    busy: frozenset[int]
    found: dict[int, tuple[int, Place]] = field(default_factory=dict)
    taken: set[int] = field(default_factory=set)

    def add(self, first: int, last: int, place: Named, use: Use = "literal") -> None:
        """Adds a place unless its words are another's already."""
        if self.taken & set(range(first, last)):
            return
        start, end = self.words[first].start, self.words[last - 1].end
        text, entry = self.text[start:end], place.entry
        self.found[first] = (
            last,
            Place(
                start,
                end,
                text,
                place.name,
                entry.geonames if entry else None,
                entry.latitude if entry else None,
                entry.longitude if entry else None,
                place.country,
                place.admin1,
                place.kind,
                use,
                None if text == place.name else text,
            ),
        )
        self.taken.update(range(first, last))


def find_places(
    text: str, words: Sequence[Word], tongue: Tongue, sentences: Sequence[Sentence], busy: frozenset[int]
) -> tuple[list[Place], frozenset[int]]:
    """Returns the places of a text in order, and the offsets of those from which munitions came; `busy` are words of other names."""
    names = Names(text, words, [word.plain for word in words], tongue, busy)
    origins: set[int] = set()
    for sentence in sentences:
        _regions(names, sentence)
        _districts(names, sentence)
        _waters(names, sentence)
        _states(names, sentence)
        _settlements(names, sentence)
        origins |= _origins(names, sentence)
    return [place for _, (_, place) in sorted(names.found.items())], frozenset(origins)


def region_place(region: Region) -> Named:
    """Returns a region as a place of the gazetteer."""
    kinds = ("region", "settlement")
    found = [each for each in entries(fold(region.name)) if each.country == region.country and each.kind in kinds]
    found.sort(key=lambda each: kinds.index(each.kind))
    entry = found[0] if found and found[0].kind == "region" else None
    return Named(region.name, "region", entry, region.country, region.name)


def _regions(names: Names, sentence: Sentence) -> None:
    """Finds regions by their nouns, and by adjectives before a word for one, also several in a row."""
    tongue, plains = names.tongue, names.plains
    for hit in tongue.regions.find(plains, sentence.first, sentence.last):
        names.add(hit.first, hit.last, region_place(hit.value))
    for word in tongue.place_words.find(plains, sentence.first, sentence.last):
        if word.value == "region_words":
            _region_list(names, sentence, word.first, word.last)


def _region_list(names: Names, sentence: Sentence, first: int, last: int) -> None:
    """Finds the adjectives before a word for a region: "Київська, Донецька і Луганська області"."""
    at, end = first - 1, last
    while at >= max(sentence.first, first - LIST_REACH):
        hit = names.tongue.region_adjectives.at(names.plains, at)
        if hit and hit.last == at + 1 and adjective_stem(names.plains[at], names.tongue):
            names.add(at, end, region_place(hit.value))
            end = at
        elif names.words[at].text != "," and names.plains[at] not in names.tongue.grammar.joints:
            break
        else:
            end = at
        at -= 1


def _districts(names: Names, sentence: Sentence) -> None:
    """Finds districts, communities and axes, which are named by adjectives: "у Чугуївському районі", "на Покровському напрямку"."""
    for hit in names.tongue.place_words.find(names.plains, sentence.first, sentence.last):
        if hit.value in {"district_words", "community_words", "axis_words"}:
            _adjective_list(names, sentence, hit.first, hit.value)


def _adjective_list(names: Names, sentence: Sentence, first: int, group: str) -> None:
    region = _region_beside(names, sentence, first)
    at = first - 1
    while at >= max(sentence.first, first - LIST_REACH):
        plain, word = names.plains[at], names.words[at]
        if word.is_capital and (stem := adjective_stem(plain, names.tongue)):
            names.add(at, first if at == first - 1 else at + 1, _of_group(names, group, plain, stem, region))
        elif word.text not in {",", "-"} and plain not in names.tongue.grammar.joints and not is_lower_adjective(names, at):
            break
        at -= 1


def is_lower_adjective(names: Names, at: int) -> bool:
    """Whether an attribute in small letters stands between a name and its word: "на Артемовском тактическом направлении"."""
    return (
        not names.words[at].is_capital and names.plains[at].endswith(names.tongue.grammar.adjective_endings) and len(names.plains[at]) > 6
    )


def _of_group(names: Names, group: str, plain: str, stem: str, region: str | None) -> Named:
    """Returns the district, community or axis that an adjective names."""
    base = of_adjective(plain.rsplit("-", 1)[-1] if group == "axis_words" else plain, names.tongue, region)
    code = names.tongue.code
    if group == "axis_words":
        if axis := names.tongue.region_adjectives.at([plain], 0):
            return region_place(axis.value)
        return base or Named(romanised(stem.capitalize(), code), "district")
    if group == "community_words":
        return base or Named(romanised(stem.capitalize(), code), "settlement")
    country = base.country if base else None
    russian = code == "ru" and not (base and country == "UA")
    name = romanised((stem + "ий").capitalize(), code) if russian or base is None else base.name
    admin1 = base.admin1 if base and region in {None, base.admin1} else region
    return Named(f"{name} district", "district", None, country or _country_of(names, region), admin1)


def _country_of(names: Names, region: str | None) -> str | None:
    return next((each.country for each in names.tongue.toponyms.region if each.name == region), None)


def _region_beside(names: Names, sentence: Sentence, index: int) -> str | None:
    """Returns the region that stands nearest to a word in its sentence: first the one that follows."""
    here = [
        (first, place)
        for first, (_, place) in names.found.items()
        if sentence.first <= first < sentence.last and place.precision == "region"
    ]
    after = [(first, place) for first, place in here if first > index]
    chosen = min(after, default=None, key=lambda each: each[0]) or max(here, default=None, key=lambda each: each[0])
    return chosen[1].name if chosen else None


def _waters(names: Names, sentence: Sentence) -> None:
    """Finds seas."""
    for hit in names.tongue.waters.find(names.plains, sentence.first, sentence.last):
        entry = next(iter(entries(fold(hit.value.name))), None)
        names.add(hit.first, hit.last, Named(hit.value.name, "water", entry, entry.country if entry else None))


def _states(names: Names, sentence: Sentence) -> None:
    """Finds countries by their nouns, and adjectives and peoples as demonyms."""
    for hit in names.tongue.states.find(names.plains, sentence.first, sentence.last):
        if names.words[hit.first].is_capital:
            names.add(hit.first, hit.last, _state(hit.value.code), _use(names, sentence, hit.first, hit.last))
    for hit in names.tongue.demonyms.find(names.plains, sentence.first, sentence.last):
        names.add(hit.first, hit.last, _state(hit.value.code), "demonym")


def _use(names: Names, sentence: Sentence, first: int, last: int) -> Use:
    """Returns whether a country is where something happens: behind a preposition of place it is."""
    before = names.plains[first - 1] if first > sentence.first else ""
    return "literal" if before in names.tongue.toponyms.prepositions or last - first > 1 else "metonym"


def _state(code: str) -> Named:
    country = countries()[code]
    entry = next((each for each in entries(fold(country.name)) if each.kind == "country"), None)
    return Named(country_name(code), "country", entry, code)


def _settlements(names: Names, sentence: Sentence) -> None:
    """Finds settlements among the words with a capital."""
    index = sentence.first
    while index < sentence.last:
        step = 1
        word = names.words[index]
        shout = word.text.isupper() and len(word.text) < SHORTEST
        if word.is_capital and index not in names.taken and index not in names.busy and not shout:
            step = _try_settlement(names, sentence, index)
        index += step


def _try_settlement(names: Names, sentence: Sentence, index: int) -> int:
    """Adds the settlement that begins at a word, and returns how many words it has, 1 where there is none."""
    sure = _is_introduced(names, sentence, index)
    region = _region_beside(names, sentence, index)
    for length in (3, 2, 1):
        stop = index + length
        if stop > sentence.last or any(i in names.taken or i in names.busy for i in range(index, stop)):
            continue
        if any(names.words[i].kind != "word" or (i > index and not names.words[i].is_capital) for i in range(index, stop)):
            continue
        if length == 1 and not sure and (names.plains[index] in names.tongue.toponyms.never or _is_attribute(names, sentence, index)):
            continue
        named = settlement(names.plains[index:stop], names.tongue, region, sure=sure)
        if named and _is_meant(names, sentence, (index, stop), named, sure):
            names.add(index, stop, named)
            return length
    if sure or _is_located(names, sentence, index):
        names.add(index, index + 1, Named(_unlisted_name(names, index), "settlement" if sure else "unresolved", None, None, region))
    return 1


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


def _origins(names: Names, sentence: Sentence) -> set[int]:
    """Returns the offsets of places from which munitions were launched: those behind such words, up to the end of the list."""
    found: set[int] = set()
    for hit in names.tongue.place_words.find(names.plains, sentence.first, sentence.last):
        if hit.value != "origins":
            continue
        at = hit.last
        if any(i in names.found for i in range(hit.first, hit.last)):
            found |= {names.found[i][1].start for i in range(hit.first, hit.last) if i in names.found}
        while at < sentence.last and not _ends_origins(names, at):
            if at in names.found:
                found.add(names.found[at][1].start)
            at += 1
    if names.tongue.munitions.find(names.plains, sentence.first, sentence.last) or _has_munition(names, sentence):
        found |= {
            place.start for first, (_, place) in names.found.items() if sentence.first < first < sentence.last and _is_left(names, first)
        }
    return found


def _has_munition(names: Names, sentence: Sentence) -> bool:
    """Whether a sentence speaks of drones, missiles and the like."""
    return bool(names.tongue.means.find(names.plains, sentence.first, sentence.last))


def _is_left(names: Names, first: int) -> bool:
    """Whether a place is one from which something comes."""
    return names.plains[first - 1] in names.tongue.toponyms.from_prepositions


def _ends_origins(names: Names, at: int) -> bool:
    """Whether a list of launching places ends at a word: a bracket, or a word in small letters that belongs to none of them."""
    word = names.words[at]
    if word.text in ");":
        return True
    return names.tongue.cues.at(names.plains, at) is not None or names.tongue.triggers.at(names.plains, at) is not None
