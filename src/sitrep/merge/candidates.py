"""Candidates: clusters that come into question for a claim, found by keys of time and place instead of comparing all with all."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sitrep.merge.footprints import place_key, region_key
from sitrep.merge.names import name_key
from sitrep.merge.profiles import Profile
from sitrep.merge.settings import merging
from sitrep.model.places import Place

Key = tuple[str, str, str]


class Candidates:
    """An index from keys to the numbers of clusters; one that shares no key with a claim is never compared to it."""

    def __init__(self) -> None:
        self._numbers: defaultdict[Key, dict[int, None]] = defaultdict(dict)

    def add(self, number: int, profile: Profile) -> None:
        """Files a cluster under the keys of a claim that came into it."""
        for key in keys(profile):
            self._numbers[key][number] = None

    def of(self, profile: Profile) -> list[int]:
        """Returns the clusters that share a key with the profile, in the order of their numbers."""
        return sorted({number for key in keys(profile) for number in self._numbers.get(key, ())})


def keys(profile: Profile) -> Iterator[Key]:
    """Yields the keys of a profile: its type with each of its reports, and with each of its days and each of its anchors."""
    for document in profile.documents:
        yield profile.type, "report", document
    days = list(day_keys(profile))
    for anchor in anchor_keys(profile):
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


def anchor_keys(profile: Profile) -> Iterable[str]:
    """Returns what claims of one happening share: a place or an equal toll, a party to talks, the doer's last name."""
    if profile.anchor == "participants":
        return [party.rsplit(" ", 1)[-1] for party in profile.parties]
    if profile.anchor == "actor":
        return [actor.rsplit(" ", 1)[-1] for actor in profile.actors]
    return [*place_keys(profile), *toll_keys(profile)]


def place_keys(profile: Profile) -> Iterator[str]:
    """Yields the places of a profile and their regions; countries only of what reaches over them."""
    if profile.reach.breadth == "country":
        yield from (f"country {country}" for country in profile.reach.countries)
        return
    for point in profile.reach.points:
        yield from point_keys(point)


def point_keys(point: Place) -> Iterator[str]:
    """Yields the name, the identity and the region of one place."""
    yield f"name {name_key(point.name)}"
    yield f"place {place_key(point)}"
    region = region_key(point)
    if region:
        yield f"region {region}"


def toll_keys(profile: Profile) -> Iterator[str]:
    """Yields the figures by which claims are found that name different places for one happening, or none."""
    for measure, item, low, high in profile.counts:
        if measure in ("killed", "injured") and max(low or 0, high or 0) > merging().limits.small_count:
            yield f"toll {measure} {item} {low}..{high}"
