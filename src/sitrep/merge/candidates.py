"""Candidates: clusters that come into question for a claim, found by keys of time and place instead of comparing all with all."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator

from sitrep.merge.footprints import Footprint
from sitrep.merge.names import name_key
from sitrep.merge.profiles import Profile
from sitrep.merge.settings import merging
from sitrep.merge.signs import is_toll

Key = tuple[str, str, str]
SQUARE = (0.5, 1.0)


class Candidates:
    """An index from keys to the numbers of clusters; one that shares no key with a claim is never compared to it."""

    def __init__(self) -> None:
        self._numbers: defaultdict[Key, dict[int, None]] = defaultdict(dict)

    def add(self, number: int, profile: Profile) -> None:
        """Files a cluster under the keys of a claim that came into it."""
        for key in keys(profile, filed_places(profile.reach)):
            self._numbers[key][number] = None

    def of(self, profile: Profile) -> list[int]:
        """Returns the clusters filed under a key that the profile is sought by, in the order of their numbers."""
        return sorted({number for key in keys(profile, sought_places(profile.reach)) for number in self._numbers.get(key, ())})


def block_keys(profile: Profile) -> frozenset[Key]:
    """Returns all keys of a profile: those that it is filed under, that it is sought by, and of attacks that hold each other."""
    reach = profile.reach
    own = {*keys(profile, filed_places(reach)), *keys(profile, sought_places(reach))}
    if profile.type == "ASSAULT":
        own.update((profile.type, day, f"night of {country}") for day in day_keys(profile) for country in reach.countries)
    return frozenset(own)


def keys(profile: Profile, places: Iterable[str]) -> Iterator[Key]:
    """Yields the keys of a profile: its type with each of its reports, and with each of its days and each of its anchors."""
    for document in profile.documents:
        yield profile.type, "report", document
    days = list(day_keys(profile))
    for anchor in anchor_keys(profile, places):
        for day in days:
            yield profile.type, day, anchor


def day_keys(profile: Profile) -> Iterator[str]:
    """Yields the days of a profile, of an outage also those on which a word on it may follow; a span too rough for days is one key.

    What has no day is looked for around its report.
    """
    limits = merging().limits
    span = profile.days or profile.reported
    if span is None:
        return
    first, last = span[0].toordinal(), span[1].toordinal()
    if profile.days is None:
        first, last = first - limits.reported_days, last + limits.reported_days
    elif profile.anchor == "service":
        last += limits.outage_gap_days
    elif profile.length > limits.rough_days:
        yield f"{first}..{last}"
        return
    yield from map(str, range(first, last + 1))


def anchor_keys(profile: Profile, places: Iterable[str]) -> Iterable[str]:
    """Returns what claims of one happening share: a place or an equal toll, a party to talks, the doer's last name."""
    if profile.anchor == "participants":
        return [party.rsplit(" ", 1)[-1] for party in profile.parties]
    if profile.anchor == "actor":
        return [actor.rsplit(" ", 1)[-1] for actor in profile.actors]
    return [*places, *toll_keys(profile), *rare_keys(profile)]


def filed_places(reach: Footprint) -> Iterator[str]:
    """Yields the place keys under which a happening is found: a point by name, square and region, what is wider by itself."""
    if reach.breadth == "point":
        yield from near_keys(reach)
        yield from (f"in {region}" for region in reach.regions)
    yield from wide_keys(reach)


def sought_places(reach: Footprint) -> Iterator[str]:
    """Yields the place keys by which one happening is sought: points near by, and for what is no point those in its region."""
    if reach.breadth == "point":
        yield from near_keys(reach)
        yield from (f"over {region}" for region in reach.regions)
    if reach.breadth == "region" or any(point.precision == "unresolved" for point in reach.points):
        yield from (f"in {region}" for region in reach.regions)
    yield from wide_keys(reach)


def wide_keys(reach: Footprint) -> Iterator[str]:
    """Yields the keys of regions and countries over which a happening reaches, or somewhere in which an unknown place lies."""
    if reach.breadth == "country":
        yield from (f"over {country}" for country in reach.countries)
    elif reach.breadth == "region" or any(point.precision == "unresolved" for point in reach.points):
        yield from (f"over {region}" for region in reach.regions)


def near_keys(reach: Footprint) -> Iterator[str]:
    """Yields the names of points and the squares that they lie in, so laid that neighbours always share one."""
    for point in reach.points:
        yield f"name {name_key(point.name)}"
        if point.latitude is not None and point.longitude is not None:
            rows, columns = point.latitude / SQUARE[0], point.longitude / SQUARE[1]
            for shift in (0.0, 0.5):
                for slide in (0.0, 0.5):
                    yield f"square {shift} {slide} {math.floor(rows + shift)} {math.floor(columns + slide)}"


def rare_keys(profile: Profile) -> Iterator[str]:
    """Yields rare kinds of attack with their countries, by which a report that names the country alone finds the town."""
    if profile.type == "ASSAULT":
        for mode in profile.modes - merging().modes.campaign:
            yield from (f"{mode} in {country}" for country in profile.reach.countries)


def toll_keys(profile: Profile) -> Iterator[str]:
    """Yields the figures by which claims are found that name different places for one happening, or none."""
    yield from (f"toll {count}" for count in profile.counts if is_toll(count))
