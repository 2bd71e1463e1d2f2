"""Regions: countries, seas, regions, districts and axes, by their nouns and adjectives."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sitrep.annotate.shallow.toponyms import Named, country_name, of_adjective
from sitrep.model.outlines import Sentence, Word
from sitrep.model.places import Place, Use
from sitrep.packs.gazetteer import countries, entries
from sitrep.packs.romanising import romanised
from sitrep.packs.spelling import fold
from sitrep.packs.tongue_packs import Region
from sitrep.packs.tongues import Tongue, adjective_stem

LIST_REACH = 12
OPENING = frozenset(":–—(-")
CENTRE = 8_000
"""How many people live at least where a district has its seat."""


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


def region_place(region: Region) -> Named:
    """Returns a region as a place of the gazetteer."""
    kinds = ("region", "settlement")
    found = [each for each in entries(fold(region.name)) if each.country == region.country and each.kind in kinds]
    found.sort(key=lambda each: kinds.index(each.kind))
    entry = found[0] if found and found[0].kind == "region" else None
    return Named(region.name, "region", entry, region.country, region.name)


def find_regions(names: Names, sentence: Sentence) -> None:
    """Finds regions by their nouns, and by adjectives before a word for one, also several in a row."""
    tongue, plains = names.tongue, names.plains
    for hit in tongue.regions.find(plains, sentence.first, sentence.last):
        names.add(hit.first, hit.last, region_place(hit.value))
    for word in tongue.place_words.find(plains, sentence.first, sentence.last):
        if word.value == "region_words":
            _region_list(names, sentence, word.first, word.last)
            _regions_behind(names, sentence, word.last)
    _region_ellipses(names, sentence)


def _region_ellipses(names: Names, sentence: Sentence) -> None:
    """Finds adjectives of regions that leave out the word for one: "над Тамбовской областью 26, над Белгородской – 22"."""
    for hit in names.tongue.region_adjectives.find(names.plains, sentence.first + 1, sentence.last):
        after = names.words[hit.last] if hit.last < sentence.last else None
        behind = names.plains[hit.first - 1] in names.tongue.toponyms.prepositions
        if names.words[hit.first].is_capital and behind and (after is None or after.kind != "word"):
            names.add(hit.first, hit.last, region_place(hit.value))


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


def _regions_behind(names: Names, sentence: Sentence, last: int) -> None:
    """Finds the adjectives in a list that a word for regions opens: "у трьох областях: Одеській, Київській та Сумській"."""
    if last >= sentence.last or names.words[last].text not in OPENING:
        return
    for at in range(last + 1, sentence.last):
        hit = names.tongue.region_adjectives.at(names.plains, at)
        if hit and names.words[at].is_capital and adjective_stem(names.plains[at], names.tongue):
            names.add(at, at + 1, region_place(hit.value))
        elif names.words[at].text != "," and names.plains[at] not in names.tongue.grammar.joints:
            break


def find_districts(names: Names, sentence: Sentence) -> None:
    """Finds districts, communities and axes, which are named by adjectives: "у Чугуївському районі", "на Покровському напрямку"."""
    for hit in names.tongue.place_words.find(names.plains, sentence.first, sentence.last):
        if hit.value in {"district_words", "community_words", "axis_words"}:
            _adjective_list(names, sentence, hit.first, hit.value)


def _adjective_list(names: Names, sentence: Sentence, first: int, group: str) -> None:
    region = region_beside(names, sentence, first)
    at = first - 1
    while at >= max(sentence.first, first - LIST_REACH):
        plain, word = names.plains[at], names.words[at]
        if word.is_capital and (stem := adjective_stem(plain, names.tongue)):
            names.add(at, first if at == first - 1 else at + 1, _of_group(names, group, plain, stem, region))
        elif word.text not in {",", "-"} and plain not in names.tongue.grammar.joints and not is_lower_adjective(names, at):
            break
        at -= 1


def _is_elsewhere(names: Names, base: Named) -> bool:
    """Whether a town lies in none of the regions of which the text has spoken."""
    regions = {place.admin1 for _, place in names.found.values() if place.admin1}
    return bool(regions) and base.admin1 not in regions


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
    if group == "district_words" and base is not None and (base.population < CENTRE or _is_elsewhere(names, base)) and code == "uk":
        base = None
    country = base.country if base else None
    russian = code == "ru" and not (base and country == "UA")
    name = romanised((stem + "ий").capitalize(), code) if russian or base is None else base.name
    admin1 = base.admin1 if base and region in {None, base.admin1} else region
    return Named(f"{name} district", "district", None, country or _country_of(names, region), admin1)


def _country_of(names: Names, region: str | None) -> str | None:
    return next((each.country for each in names.tongue.toponyms.region if each.name == region), None)


def region_beside(names: Names, sentence: Sentence, index: int) -> str | None:
    """Returns the region that stands nearest to a word in its sentence: first the one that follows."""
    found = ((first, names.found[first][1]) for first in range(sentence.first, sentence.last) if first in names.found)
    here = [(first, place) for first, place in found if place.precision == "region"]
    after = [(first, place) for first, place in here if first > index]
    chosen = min(after, default=None, key=lambda each: each[0]) or max(here, default=None, key=lambda each: each[0])
    return chosen[1].name if chosen else None


def find_waters(names: Names, sentence: Sentence) -> None:
    """Finds seas."""
    for hit in names.tongue.waters.find(names.plains, sentence.first, sentence.last):
        entry = next(iter(entries(fold(hit.value.name))), None)
        names.add(hit.first, hit.last, Named(hit.value.name, "water", entry, entry.country if entry else None))


def find_states(names: Names, sentence: Sentence) -> None:
    """Finds countries by their nouns, and adjectives and peoples as demonyms."""
    for hit in names.tongue.states.find(names.plains, sentence.first, sentence.last):
        if names.words[hit.first].is_capital:
            names.add(hit.first, hit.last, _state(hit.value.code), _use(names, sentence, hit.first))
    for hit in names.tongue.demonyms.find(names.plains, sentence.first, sentence.last):
        names.add(hit.first, hit.last, _state(hit.value.code), "demonym")


def _use(names: Names, sentence: Sentence, first: int) -> Use:
    """Returns whether a country is where something happens: behind a preposition of place it is."""
    before = names.plains[first - 1] if first > sentence.first else ""
    return "literal" if before in names.tongue.toponyms.prepositions else "metonym"


def _state(code: str) -> Named:
    country = countries()[code]
    entry = next((each for each in entries(fold(country.name)) if each.kind == "country"), None)
    return Named(country_name(code), "country", entry, code)
