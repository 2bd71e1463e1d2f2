"""Clusters: claims of one happening brought together, the most precise first, each compared to all that a cluster holds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sitrep.merge.candidates import Candidates
from sitrep.merge.comparison import Comparison, as_tentative, compare
from sitrep.merge.profiles import Profile, profile
from sitrep.merge.settings import merging
from sitrep.merge.tellings import Telling
from sitrep.merge.ties import Households, Ties


@dataclass(frozen=True, slots=True)
class Cluster:
    """The claims of one happening with their joint profile."""

    tellings: tuple[Telling, ...]
    profile: Profile

    @property
    def ids(self) -> list[str]:
        """The ids of its claims."""
        return [one.claim.id for one in self.tellings]

    @property
    def is_incident(self) -> bool:
        """Whether one of its claims tells of it as an incident, not as history."""
        return any(one.claim.scope == "incident" for one in self.tellings)

    def joined(self, other: "Cluster") -> "Cluster":
        """Returns both as one."""
        return Cluster(self.tellings + other.tellings, self.profile.joined(other.profile))


def cluster(tellings: Sequence[Telling], ties: Ties) -> list[Cluster]:
    """Returns the clusters of incident claims.

    A background claim of a known day joins a cluster of its day and place and never makes one; period totals stay out.
    Clusters that come to be alike once all their claims are known are brought together in the end. `ties` are obeyed whatever is alike.
    """
    told = [(one, profile(one.claim, one.day)) for one in tellings if one.claim.scope != "period_total"]
    told = [pair for pair in told if is_clustered(*pair) or ties.holds(pair[0].claim.id)]
    told.sort(key=lambda pair: (turn(*pair), pair[0].order))
    return gather(gather([Cluster((one,), features) for one, features in told], ties), ties)


def finished(clusters: Sequence[Cluster], ties: Ties) -> tuple[Cluster, ...]:
    """Returns the clusters as ties unite them, in the order of their earliest claims."""
    return tuple(sorted(map(in_order, united(clusters, ties)), key=lambda done: done.tellings[0].order))


def is_clustered(told: Telling, features: Profile) -> bool:
    """Returns whether a claim may stand in an event: told as an incident, or as history of certain days."""
    return told.claim.scope == "incident" or 0 < features.length <= merging().limits.exact_days


def gather(parts: Sequence[Cluster], ties: Ties) -> list[Cluster]:
    """Returns clusters of parts, each part brought to the cluster that it belongs to, in the order of the parts."""
    clusters: list[Cluster] = []
    candidates = Candidates()
    households = Households(ties, (part.ids for part in parts))
    for part in parts:
        possible = [number for number in candidates.of(part.profile) if households.may_take(number, part.ids)]
        number = home(part.profile, clusters, possible)
        if number is not None:
            clusters[number] = clusters[number].joined(part)
        elif part.is_incident or any(map(ties.holds, part.ids)):
            number = len(clusters)
            clusters.append(part)
        else:
            continue
        candidates.add(number, part.profile)
        households.add(number, part.ids)
    return clusters


def united(clusters: Sequence[Cluster], ties: Ties) -> list[Cluster]:
    """Returns the clusters with those made one that hold claims held together; one of history alone is left out."""
    households = Households(ties)
    for number, each in enumerate(clusters):
        households.add(number, each.ids)
    whole: dict[str | int, Cluster] = {}
    for number, each in enumerate(clusters):
        at = households.of(number)
        whole[at] = whole[at].joined(each) if at in whole else each
    return [each for each in whole.values() if each.is_incident]


def in_order(held: Cluster) -> Cluster:
    """Returns a cluster with its claims earliest first."""
    return Cluster(tuple(sorted(held.tellings, key=lambda one: one.order)), held.profile)


def turn(told: Telling, features: Profile) -> tuple[int, int]:
    """Returns when a claim has its turn: precise before wide before placeless before undated ones, background last; outages day by day."""
    if told.claim.scope == "background":
        return 6, 0
    if features.days is None:
        return 5, 0
    if features.anchor == "service":
        return 0, features.days[0].toordinal()
    if features.anchor != "place":
        return 0, features.length > merging().limits.exact_days
    phase = ("point", "region", "country", "nowhere").index(features.reach.breadth)
    return phase, features.length > merging().limits.exact_days


def home(features: Profile, clusters: Sequence[Cluster], numbers: Iterable[int]) -> int | None:
    """Returns which of some clusters a claim belongs to, None where none comes into question or several narrower ones do alike."""
    compared = [(number, compare(clusters[number].profile, features)) for number in numbers]
    possible = [(number, comparison) for number, comparison in compared if comparison.verdict != "different"]
    if is_vague(features):
        possible = list(only_one(possible, features, clusters))
    elif len(possible) == 1 and (is_rough_but_rare(features) or is_wide_outage(features, clusters[possible[0][0]].profile)):
        possible = [(number, as_tentative(comparison)) for number, comparison in possible]
    same = [(number, comparison) for number, comparison in possible if comparison.verdict == "same"]
    highest = max((comparison.score for _, comparison in same), default=0.0)
    best = [number for number, comparison in same if comparison.score == highest]
    narrower = features.anchor in ("place", "service") and any(clusters[n].profile.reach.breadth != features.reach.breadth for n in best)
    return best[0] if best and (len(best) == 1 or not narrower) else None


def is_vague(features: Profile) -> bool:
    """Returns whether a claim does not say when or where, so that several clusters may fit it alike."""
    return features.days is None or (features.anchor in ("place", "service") and features.reach.breadth == "nowhere")


def is_rough_but_rare(features: Profile) -> bool:
    """Returns whether a claim tells of a kind of attack that seldom comes twice a day, at a place which is wide or on no map."""
    rare = bool(features.modes) and not features.modes & merging().modes.campaign
    wide = features.reach.breadth in ("region", "country") or any(point.precision == "unresolved" for point in features.reach.points)
    return rare and wide and features.anchor == "place"


def is_wide_outage(features: Profile, held: Profile) -> bool:
    """Returns whether a claim tells of a region's loss of a service in a report that tells of one in the region."""
    return features.anchor == "service" and features.reach.breadth == "region" and bool(features.documents & held.documents)


def only_one(
    possible: Iterable[tuple[int, Comparison]], features: Profile, clusters: Sequence[Cluster]
) -> Iterator[tuple[int, Comparison]]:
    """Yields the comparisons that may bring a vague claim home: the best one, of equals that of its own report.

    Where only one cluster of its report comes into question, a lower bar holds.
    """
    possible = list(possible)
    at_home = [pair for pair in possible if clusters[pair[0]].profile.documents & features.documents]
    if features.days is not None and len(at_home) == 1:
        yield at_home[0][0], as_tentative(at_home[0][1])
        return
    best = max((comparison.score for _, comparison in possible), default=0.0)
    first = [pair for pair in possible if pair[1].score == best]
    first = first if len(first) == 1 else [pair for pair in first if pair in at_home]
    if len(first) == 1:
        yield first[0]
