"""Resolution: which of the places of one name a text means."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from sitrep.annotate.toponyms import Toponym, are_listed
from sitrep.packs.gazetteer import Entry, countries
from sitrep.packs.spelling import fold

NEAR_KM = 150.0
BORDERLESS = 1.5
"""What a sea or continent gains, which no country of the scene can speak for."""
BESIDE = 1.5
"""What a place gains whose country holds all the regions and towns that its sentence names."""
HAMLET_PEOPLE = 500
TOWN_PEOPLE = 10_000
METROPOLIS_PEOPLE = 400_000
CITY_PEOPLE = 20_000
"""The population from which a town may be meant under the name of a country or region."""
REGION_PEOPLE = 400_000
"""What a region of unknown population counts as."""
DEGREE_KM = 111.2


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a text plays: how often each country and region is meant, and the points that are sure.

    `beside` counts the countries of the towns and regions named in one sentence beside a name.
    """

    countries: Counter[str]
    regions: Counter[tuple[str | None, str | None]]
    points: tuple[tuple[float, float], ...]
    chosen: dict[str, Entry]
    beside: Counter[str | None] = field(default_factory=Counter)


EMPTY = Scene(Counter(), Counter(), (), {})


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Returns the distance of two points (latitude, longitude), flat and good enough for nearness.

    >>> round(kilometres((50.45, 30.52), (49.99, 36.23)))
    409
    """
    width = (a[1] - b[1] + 180) % 360 - 180
    return DEGREE_KM * math.hypot(a[0] - b[0], width * math.cos(math.radians((a[0] + b[0]) / 2)))


def resolve(parse: Doc, toponyms: Sequence[Toponym]) -> list[Entry | None]:
    """Returns the place that each toponym means, None where it has no candidate.

    The names are read twice: first each for itself, then in the scene that the sure ones set.
    """
    containers = [_container(parse, toponyms, i) for i in range(len(toponyms))]
    siblings = [_siblings(parse, toponyms, i) for i in range(len(toponyms))]
    first = [_choose(t, c, (), EMPTY) for t, c in zip(toponyms, containers, strict=True)]
    scene = _scene(toponyms, containers, first)
    kinds = [tuple(f.kind for j in s if (f := first[j]) is not None) for s in siblings]
    beside = _beside(parse, toponyms, containers, first)
    return [_choose(t, c, k, replace(scene, beside=b)) for t, c, k, b in zip(toponyms, containers, kinds, beside, strict=True)]


def _container(parse: Doc, toponyms: Sequence[Toponym], index: int) -> Toponym | None:
    """Returns the name that holds this one: after a comma, in brackets or after "in"."""
    if index + 1 == len(toponyms):
        return None
    here, after = toponyms[index], toponyms[index + 1]
    between = [t.lower_ for t in parse[here.end : after.start]]
    if not _contains(between):
        return None
    if _is_one_of_many(parse, toponyms, index) and any(e.kind in {"region", "country"} and e.primary for e in here.candidates):
        return None
    return after if _holds_any(after, here) else None


def _contains(between: Sequence[str]) -> bool:
    """Whether the words between two names say that the second holds the first: ",", "(", "in", ", a town in"."""
    if not between or len(between) > 6 or "\n" in "".join(between):
        return False
    return list(between) in (["in"], ["located", "in"]) or (between[0] in {",", "("} and (len(between) == 1 or between[-1] in {"in", "of"}))


def _is_one_of_many(parse: Doc, toponyms: Sequence[Toponym], index: int) -> bool:
    """Whether a name and the one after it stand in an enumeration of at least three."""
    before = index > 0 and are_listed(parse, toponyms[index - 1].end, toponyms[index].start)
    beyond = index + 2 < len(toponyms) and are_listed(parse, toponyms[index + 1].end, toponyms[index + 2].start)
    return before or beyond


def _holds_any(outer: Toponym, inner: Toponym) -> bool:
    """Whether a place of the one name lies in one of the other."""
    return any(holds(o, i) for o in outer.candidates for i in _containable(inner))


def _containable(toponym: Toponym) -> Sequence[Entry]:
    """Returns the candidates that a name after a comma may single out; those of a country's or region's name must be regions or cities.

    "Georgia, U.S." and "New Brunswick, New Jersey" single out, "Mexico, Texas" does not.
    """
    if not any(e.known or (e.kind == "region" and e.primary) for e in toponym.candidates):
        return toponym.candidates
    return [e for e in toponym.candidates if e.kind == "region" or e.population > CITY_PEOPLE]


def holds(outer: Entry, inner: Entry) -> bool:
    """Whether one place lies in another, as far as country and region tell."""
    if outer.country is None or outer.country != inner.country:
        return False
    if outer.kind == "country":
        return inner.kind != "country"
    return (
        outer.kind == "region"
        and inner.kind != "country"
        and inner.admin1 is not None
        and fold(outer.name) == fold(inner.admin1) != fold(inner.name)
    )


def _siblings(parse: Doc, toponyms: Sequence[Toponym], index: int) -> tuple[int, ...]:
    """Returns the names beside this one in an enumeration."""
    found = []
    for other in (index - 1, index + 1):
        if 0 <= other < len(toponyms):
            left, right = toponyms[min(index, other)], toponyms[max(index, other)]
            if are_listed(parse, left.end, right.start):
                found.append(other)
    return tuple(found)


def _beside(
    parse: Doc, toponyms: Sequence[Toponym], containers: Sequence[Toponym | None], chosen: Sequence[Entry | None]
) -> list[Counter[str | None]]:
    """Returns for each name the countries of the regions and towns that its sentence names for sure beside it, counted."""
    named: defaultdict[int, Counter[str | None]] = defaultdict(Counter)
    own: list[Counter[str | None]] = []
    for toponym, container, entry in zip(toponyms, containers, chosen, strict=True):
        sure = (
            entry is not None and entry.kind in {"region", "settlement"} and not toponym.adjective and _is_sure(toponym, container, entry)
        )
        own.append(Counter([entry.country] if sure and entry else []))
        named[parse[toponym.start].sent.start] += own[-1]
    return [named[parse[toponym.start].sent.start] - itself for toponym, itself in zip(toponyms, own, strict=True)]


def _scene(toponyms: Sequence[Toponym], containers: Sequence[Toponym | None], chosen: Iterable[Entry | None]) -> Scene:
    """Returns the scene that the sure names set: countries, demonyms, names with a container, names of one place only."""
    countries: Counter[str] = Counter()
    regions: Counter[tuple[str | None, str | None]] = Counter()
    points, fixed = [], {}
    for toponym, container, entry in zip(toponyms, containers, chosen, strict=True):
        if entry is None or not _is_sure(toponym, container, entry):
            continue
        if entry.country:
            countries[entry.country] += 1
            regions[entry.country, fold(entry.name if entry.kind == "region" else entry.admin1 or "")] += 1
        if entry.kind not in {"country", "water"} and not (entry.kind == "region" and entry.known):
            points.append((entry.latitude, entry.longitude))
        if container is not None:
            fixed[toponym.folded] = entry
    return Scene(countries, regions, tuple(dict.fromkeys(points)), fixed)


def _is_sure(toponym: Toponym, container: Toponym | None, entry: Entry) -> bool:
    if entry.known or container is not None or len(toponym.candidates) == 1:
        return True
    rivals = (e for e in toponym.candidates if e.country != entry.country and e.primary and not e.known)
    return entry.population > METROPOLIS_PEOPLE and not any(e.population > 5 * TOWN_PEOPLE for e in rivals)


def _choose(toponym: Toponym, container: Toponym | None, kinds: Sequence[str], scene: Scene) -> Entry | None:
    fixed = scene.chosen.get(toponym.folded)
    if fixed is not None and container is None:
        return fixed
    candidates = [entry for entry in _without_doubles(toponym) if not _is_astray(entry, scene)]
    return max(candidates, key=lambda e: _score(e, toponym, container, kinds, scene), default=None)


def _is_astray(entry: Entry, scene: Scene) -> bool:
    """Whether an entry is a small place by its second name, in none of the countries whose places its sentence names."""
    small = entry.kind == "settlement" and not entry.primary and entry.population < TOWN_PEOPLE
    return small and bool(scene.beside) and not scene.beside[entry.country]


def _without_doubles(toponym: Toponym) -> Sequence[Entry]:
    """Returns the candidates without regions that are named after a town in them, or without such towns where the region is meant.

    The region is meant where a word says so, or where it is among the large ones kept by hand ("Gaza").
    """
    if toponym.size in {"region", "district"}:
        return [e for e in toponym.candidates if e.kind != "settlement"] or toponym.candidates
    towns = [e for e in toponym.candidates if e.kind == "settlement" and e.primary and e.population >= TOWN_PEOPLE]
    wide = [e for e in toponym.candidates if e.known and e.kind == "region"] if toponym.size != "settlement" else []
    return [e for e in toponym.candidates if not _is_double(e, wide if e.kind == "settlement" else towns)]


def _is_double(entry: Entry, others: Sequence[Entry]) -> bool:
    """Whether one of the others is the same place on the map, near enough."""
    if entry.known or entry.kind not in {"region", "settlement"}:
        return False
    return any(o.country == entry.country and kilometres(_point(o), _point(entry)) < 2 * NEAR_KM for o in others)


def _point(entry: Entry) -> tuple[float, float]:
    return entry.latitude, entry.longitude


def _score(entry: Entry, toponym: Toponym, container: Toponym | None, kinds: Sequence[str], scene: Scene) -> float:
    score = _standing(entry)
    total = sum(scene.countries.values())
    if entry.country is None:
        score += BORDERLESS
    if entry.country and total:
        score += 2.5 * scene.countries[entry.country] / total + 0.5 * (scene.countries[entry.country] > 0)
    if entry.admin1 and scene.regions:
        score += 1.0 * (scene.regions[entry.country, fold(entry.admin1)] > 0)
    if scene.beside:
        score += BESIDE * scene.beside[entry.country] / scene.beside.total()
    if container is not None and entry in _containable(toponym) and any(holds(outer, entry) for outer in container.candidates):
        score += 6.0
    if kinds:
        score += 1.2 * sum(k == entry.kind for k in kinds) / len(kinds)
    if entry.kind == "settlement" and scene.points:
        nearest = min(kilometres(_point(entry), p) for p in scene.points)
        score += 0.8 if nearest < NEAR_KM else 0.4 if nearest < 3 * NEAR_KM else 0.0
    return score + 1.0 * (toponym.size is not None and toponym.size == entry.kind)


def _standing(entry: Entry) -> float:
    """Returns how likely a name means this place before anything else is known."""
    if entry.known:
        return 6.0 if entry.kind == "country" else 5.2
    population = max(entry.population, REGION_PEOPLE) if entry.kind == "region" else entry.population
    standing = 0.7 * math.log10(population + 10) + (0.6 if entry.primary else -1.8)
    return standing + 1.5 * is_capital(entry) - 1.0 * (population < HAMLET_PEOPLE)


def is_capital(entry: Entry) -> bool:
    """Whether a settlement is the capital of its country."""
    capital = countries()[entry.country].capital if entry.country in countries() else None
    return capital is not None and entry.kind == "settlement" and entry.population > TOWN_PEOPLE and fold(capital) == fold(entry.name)
