"""Toponyms: names of places in any case, led back to the dictionary's form and to the gazetteer."""

import functools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from sitrep.model.places import GeoPrecision
from sitrep.packs.gazetteer import Entry, countries, entries
from sitrep.packs.romanising import romanised
from sitrep.packs.settlements import settlements, ukrainian_name
from sitrep.packs.spelling import fold
from sitrep.packs.tongues import Tongue, adjective_stem, tongue

LARGE = 30_000
LONGEST = 3
MOST_FORMS = 160
MOST_PEOPLE = 3_000_000
HOME = ("UA", "RU", "BY")


@dataclass(frozen=True, slots=True)
class Named:
    """A place that a name means: its usual English form, and where the gazetteer has it."""

    name: str
    kind: GeoPrecision
    entry: Entry | None = None
    country: str | None = None
    admin1: str | None = None

    @property
    def population(self) -> int:
        """How many people live there, 0 where unknown."""
        return self.entry.population if self.entry else 0


@functools.lru_cache(maxsize=16384)
def dictionary_forms(plain: str, code: str) -> tuple[str, ...]:
    """Returns what a word may be in the dictionary's form, itself first."""
    found = [plain]
    for ending, base in tongue(code).toponyms.endings:
        stem = plain[: len(plain) - len(ending)]
        if plain.endswith(ending) and len(stem) >= 2 and stem + base != plain:
            found.append(stem + base)
    return tuple(dict.fromkeys(found))


def likely_form(plain: str, code: str) -> str:
    """Returns what a name that no list has is most likely in the dictionary's form: by the longest ending that fits."""
    fitting = [(ending, base) for ending, base in tongue(code).toponyms.endings if ending and plain.endswith(ending)]
    if not fitting:
        return plain
    ending, base = max(fitting, key=lambda pair: (len(pair[0]), not pair[1]))
    return plain[: len(plain) - len(ending)] + base


def settlement(plains: Sequence[str], tongue_: Tongue, region: str | None, *, sure: bool = False) -> Named | None:
    """Returns the settlement, country or landmark that some words name, in any case; `region` is one that stands beside it.

    With `sure` a name that only resembles one of the gazetteer is taken too.
    """
    return _settlement(tuple(plains), tongue_.code, region, sure)


@functools.lru_cache(maxsize=32768)
def _settlement(plains: tuple[str, ...], code: str, region: str | None, sure: bool) -> Named | None:
    pack = tongue(code).toponyms
    given = " ".join(plains)
    best: tuple[float, Named] | None = None
    for rank, form in enumerate(_forms(plains, code)):
        named = _known(form, code, region)
        if named:
            score = _weight(named, region) - rank * 0.02
            if best is None or score > best[0]:
                best = (score, named)
    if best:
        return best[1]
    if sure and code == "ru" and (region is None or _is_ukrainian(region)):
        for form in _forms(plains, code):
            if found := ukrainian_name(form, region):
                return _ukrainian_settlement(found, region)
    return Named(pack.english[given], "settlement") if given in pack.english else None


def _is_ukrainian(region: str) -> bool:
    return any(each.name == region and each.country == "UA" for each in tongue("uk").toponyms.region)


def _forms(plains: tuple[str, ...], code: str) -> Iterator[str]:
    """Yields the dictionary forms of a name of one or more words, the likeliest first."""
    special = tongue(code).toponyms.forms.get(" ".join(plains))
    if special:
        yield special
        return
    choices = [dictionary_forms(each, code) for each in plains]
    for parts in islice(product(*choices), MOST_FORMS):
        if len(parts) == 1 or _agree(parts):
            yield " ".join(parts)


def _agree(parts: Sequence[str]) -> bool:
    """Whether an adjective and its noun have the same gender, as far as their endings show."""
    first, last = parts[0], parts[-1]
    if first.endswith(("а", "я", "ая")):
        return last.endswith(("а", "я", "ь"))
    if first.endswith(("ий", "ый", "ой", "ів", "їв", "ов", "ев")):
        return not last.endswith(("а", "е", "о"))
    if first.endswith(("е", "ое", "ее")):
        return last.endswith(("е", "о", "я"))
    return True


def _weight(named: Named, region: str | None) -> float:
    """Returns how likely a name means this place: in the region beside it, at home, large."""
    entry = named.entry
    home = named.country in HOME
    size = math.sqrt(math.sqrt(min(named.population, MOST_PEOPLE))) / 10
    here = 6.0 if region and named.admin1 == region else 0.0
    certain = 2.0 if entry and entry.known else 0.0
    return 1.5 * home + size + here + certain


def _known(form: str, code: str, region: str | None) -> Named | None:
    """Returns the place of a name in the dictionary's form: one that the pack knows, one of the gazetteer, or a Ukrainian settlement."""
    pack = tongue(code).toponyms
    usual = pack.english.get(form)
    if usual:
        entry = _entry(fold(usual), usual, region) or _entry(fold(form), usual, region)
        return _as_named(entry, usual) if entry else Named(usual, "water" if "море" in form else "settlement")
    own = settlements().get(form) if code == "uk" else _own_name(form, region)
    entry = _entry(fold(form), romanised(form, code), region)
    if entry and entry.kind == "settlement" and region and own and region in own[1] and entry.admin1 != region:
        return _ukrainian_settlement(own[0], region)
    if entry:
        return _as_named(entry, _usual_name(entry, form, code, own[0] if own else None))
    return _ukrainian_settlement(own[0], region) if own else None


def _own_name(form: str, region: str | None) -> tuple[str, frozenset[str]] | None:
    """Returns the Ukrainian settlement that a Russian name means in a Ukrainian region, None elsewhere."""
    name = ukrainian_name(form, region) if region and _is_ukrainian(region) else None
    return settlements()[name.lower()] if name else None


def _entry(folded: str, latin: str | None, region: str | None) -> Entry | None:
    """Returns the place of the gazetteer that a name most likely means: where it is one of several names, the one that sounds so."""
    found = [each for each in entries(folded) if each.country in HOME or each.known or each.population >= LARGE]
    if region and (here := [each for each in found if each.admin1 == region]):
        found = here
    if not found:
        return None
    return max(
        found, key=lambda each: (each.known, _sounds(each.name, latin), each.kind == "settlement", each.country in HOME, each.population)
    )


def _sounds(name: str, latin: str | None) -> bool:
    """Whether a place's own name is much like the one that a text gives."""
    return latin is not None and fold(name)[:3] == fold(latin)[:3]


def _as_named(entry: Entry, name: str) -> Named:
    return Named(name, entry.kind, entry, entry.country, entry.admin1)


def _ukrainian_settlement(name: str, region: str | None) -> Named:
    """Returns a settlement by its Ukrainian name, with its place on the map where the gazetteer has one there."""
    regions = settlements()[name.lower()][1]
    admin1 = region if region in regions else (next(iter(regions)) if len(regions) == 1 else None)
    found = [each for each in entries(fold(name)) if each.country == "UA" and admin1 in {None, each.admin1}]
    usual = _overridden(name) or romanised(name, "uk")
    entry = found[0] if found else None
    return Named(usual, "settlement", entry, "UA", entry.admin1 if entry else admin1)


def _overridden(name: str) -> str | None:
    return tongue("uk").toponyms.english.get(name.lower())


def _usual_name(entry: Entry, form: str, code: str, own: str | None) -> str:
    """Returns the usual English form of a place's name."""
    if entry.known or entry.fixed:
        return entry.name
    if entry.country == "UA" and entry.kind == "settlement":
        ukrainian = own or ukrainian_name(form, entry.admin1)
        return (_overridden(ukrainian) or romanised(ukrainian, "uk")) if ukrainian else entry.name
    if entry.country in HOME and entry.kind == "settlement" and code == "ru":
        return (
            romanised(" ".join(part.capitalize() for part in form.split()), "ru")
            if _sounds(entry.name, romanised(form, "ru"))
            else entry.name
        )
    return entry.name


def of_adjective(plain: str, tongue_: Tongue, region: str | None) -> Named | None:
    """Returns the settlement that an adjective is made of: "покровському" leads to Pokrovsk, "чугуївський" to Chuhuiv."""
    stem = adjective_stem(plain, tongue_)
    if stem is None:
        return None
    found: list[Named] = []
    for ending, base in tongue_.toponyms.adjective_bases:
        bare = stem[: len(stem) - len(ending)] + base
        if stem.endswith(ending) and bare in tongue_.toponyms.english:
            return settlement((bare,), tongue_, region)
        named = settlement((bare,), tongue_, region, sure=tongue_.code == "ru") if stem.endswith(ending) else None
        if named and named.kind == "settlement":
            found.append(named)
    return max(found, key=lambda each: (each.admin1 == region if region else False, each.population), default=None)


def country_name(code: str) -> str:
    """Returns the English name of a country."""
    return countries()[code].name
