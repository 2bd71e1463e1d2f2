"""Settlements of Ukraine by their Ukrainian names, and the one that a Russian name means."""

import functools
import re
from collections import defaultdict
from difflib import SequenceMatcher
from typing import Final

from sitrep.packs.loader import ROOT

PATH: Final = ROOT / "world" / "ukrainian_settlements.txt"
VOWELS: Final = re.compile("[аеєиіїоуюяыэёйьъ'’]+")
DOUBLED: Final = re.compile(r"(.)\1+")
ALIKE: Final = 0.6
REGIONS: Final = {
    "01": "Crimea", "05": "Vinnytsia", "07": "Volyn", "12": "Dnipropetrovsk", "14": "Donetsk", "18": "Zhytomyr", "21": "Zakarpattia",
    "23": "Zaporizhzhia", "26": "Ivano-Frankivsk", "32": "Kyiv", "35": "Kirovohrad", "44": "Luhansk", "46": "Lviv", "48": "Mykolaiv",
    "51": "Odesa", "53": "Poltava", "56": "Rivne", "59": "Sumy", "61": "Ternopil", "63": "Kharkiv", "65": "Kherson", "68": "Khmelnytskyi",
    "71": "Cherkasy", "73": "Chernivtsi", "74": "Chernihiv", "80": "Kyiv City", "85": "Sevastopol",
}  # fmt: skip


@functools.cache
def settlements() -> dict[str, tuple[str, frozenset[str]]]:
    """Returns each name in small letters with its own spelling and the English names of the regions that have it."""
    found: dict[str, tuple[str, frozenset[str]]] = {}
    for line in PATH.read_text(encoding="utf-8").splitlines():
        name, codes = line.split("\t")
        found[name.lower()] = (name, frozenset(REGIONS[code] for code in codes.split()))
    return found


@functools.cache
def _skeletons() -> dict[str, tuple[str, ...]]:
    """Returns the names in small letters by what Russian and Ukrainian have in common of them."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name in settlements():
        found[skeleton(name)].append(name)
    return {key: tuple(names) for key, names in found.items()}


def skeleton(name: str) -> str:
    """Returns the consonants of a name, doubled ones once.

    >>> skeleton("Стельмаховка") == skeleton("Стельмахівка")
    True
    """
    return DOUBLED.sub(r"\1", VOWELS.sub("", name.lower()))


@functools.lru_cache(maxsize=8192)
def ukrainian_name(russian: str, region: str | None = None) -> str | None:
    """Returns the Ukrainian name of a settlement that a text names in Russian, None where no name is alike.

    >>> ukrainian_name("Першотравневое", "Kharkiv"), ukrainian_name("Ягодное")
    ('Першотравневе', 'Ягідне')
    """
    known = settlements()
    options = [name for name in _skeletons().get(skeleton(russian), ()) if name[0] == _first(russian)]
    near = [name for name in options if region in known[name][1]] or options
    scored = [(SequenceMatcher(None, russian.lower(), name).ratio(), name) for name in near]
    best = max(scored, default=(0.0, ""))
    return known[best[1]][0] if best[0] >= ALIKE else None


def _first(russian: str) -> str:
    """Returns the first letter as Ukrainian writes it."""
    return {"э": "е", "ы": "и", "и": "і"}.get(russian[0].lower(), russian[0].lower())
