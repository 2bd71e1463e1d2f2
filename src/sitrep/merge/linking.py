"""Linking: clusters that are the main events of reports told alike, brought together."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from sitrep.merge.clusters import Cluster
from sitrep.merge.comparison import judge_mode, judge_type
from sitrep.merge.partings import parted
from sitrep.merge.profiles import Profile
from sitrep.merge.settings import merging
from sitrep.merge.stories import Report, told_alike
from sitrep.merge.ties import Households, Ties

Pair = tuple[str, str]


class Linker:
    """Clusters on the way to becoming one where the reports of which they are the main events are told alike."""

    def __init__(self, clusters: Sequence[Cluster], ties: Ties, mains: Mapping[str, int], alike: Mapping[Pair, float]) -> None:
        self.held = dict(enumerate(clusters))
        self._alike = alike
        self._told: defaultdict[int, list[str]] = defaultdict(list)
        for document, number in sorted(mains.items()):
            self._told[number].append(document)
        self._home = dict(mains)
        self._households = Households(ties, (each.ids for each in clusters))
        for number, each in self.held.items():
            self._households.add(number, each.ids)

    def link(self, one: str, other: str) -> None:
        """Brings the main events of two reports together if they are not one yet and nothing speaks against it."""
        if one not in self._home or other not in self._home:
            return
        first, second = sorted((self._home[one], self._home[other]))
        if first == second or not self._households.may_take(first, self.held[second].ids):
            return
        likeness = self._likeness(first, second)
        if may_be_one(self.held[first].profile, self.held[second].profile, likeness):
            self._households.add(first, self.held[second].ids)
            self.held[first] = self.held[first].joined(self.held.pop(second))
            moved = self._told.pop(second)
            self._told[first] += moved
            self._home.update(dict.fromkeys(moved, first))

    def _likeness(self, first: int, second: int) -> float:
        """Returns how alike the reports of two clusters are in the mean, so that a chain of likenesses does not make one event."""
        pairs = [(min(a, b), max(a, b)) for a in self._told[first] for b in self._told[second]]
        return sum(self._alike.get(pair, 0.0) for pair in pairs) / len(pairs)


def linked(clusters: Sequence[Cluster], ties: Ties, texts: Mapping[str, str]) -> list[Cluster]:
    """Returns the clusters with those made one that are the main events of reports told alike, if nothing speaks against it.

    Before that, reports that have one main event and no name in common are parted. `texts` are the words of the reports, by id. Attacks in
    waves are left out: reports on two nights of them name the same people.
    """
    mains = main_events(clusters)
    days = {one.claim.document: one.day for number in set(mains.values()) for one in clusters[number].tellings}
    reports = {key: Report(key, day, texts[key]) for key in mains if (day := days[key]) is not None and key in texts}
    alike = told_alike(reports.values())
    clusters = parted(clusters, mains, reports, alike)
    linker = Linker(clusters, ties, main_events(clusters), alike)
    for (one, other), _ in sorted(alike.items(), key=lambda pair: (-pair[1], pair[0])):
        linker.link(one, other)
    return list(linker.held.values())


def main_events(clusters: Sequence[Cluster]) -> dict[str, int]:
    """Returns for each report the number of its main event, where that is one which reports told alike have in common.

    The main event is that of most claims, of equals the one told first.
    """
    claims: defaultdict[str, Counter[int]] = defaultdict(Counter)
    first: dict[tuple[str, int], tuple[int, str]] = {}
    for number, each in enumerate(clusters):
        for one in each.tellings:
            if one.claim.scope == "incident":
                key = one.claim.document, number
                claims[one.claim.document][number] += 1
                first[key] = min(first.get(key, one.place), one.place)
    mains = {key: min(counts, key=lambda number: (-counts[number], first[key, number], number)) for key, counts in claims.items()}
    return {document: number for document, number in mains.items() if is_told_alike(clusters[number].profile)}


def is_told_alike(features: Profile) -> bool:
    """Returns whether it is an attack that happened, of a kind that neither comes in waves nor goes on for days."""
    happened = features.type == "ASSAULT" and not features.foreseen
    return happened and bool(features.modes & merging().stories.modes) and not features.modes & merging().modes.campaign


def may_be_one(one: Profile, other: Profile, likeness: float) -> bool:
    """Returns whether the main events of reports told so much alike may be one.

    Days and countries may be misread: where they do not meet, more likeness is asked for.
    """
    stories = merging().stories
    if any(reason.weight is None for reason in (*judge_type(one, other), *judge_mode(one, other))):
        return False
    countries = one.reach.countries, other.reach.countries
    abroad = bool(countries[0] and countries[1]) and not countries[0] & countries[1]
    return likeness >= (stories.alike_doubted if abroad or not days_meet(one, other) else stories.alike)


def days_meet(one: Profile, other: Profile) -> bool:
    """Returns whether days lie as near each other as those that reports give to one happening do."""
    if one.days is None or other.days is None:
        return True
    gap = dt.timedelta(days=merging().stories.near_days)
    return one.days[0] <= other.days[1] + gap and other.days[0] <= one.days[1] + gap
