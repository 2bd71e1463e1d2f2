"""Partings: clusters of reports that agree on day and place and have no name in common, taken apart."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import combinations

from sitrep.merge.clusters import Cluster
from sitrep.merge.profiles import Count, counts_of, profile
from sitrep.merge.settings import merging
from sitrep.merge.signs import is_toll
from sitrep.merge.stories import Report, names_of
from sitrep.merge.tellings import Telling


def parted(
    clusters: Sequence[Cluster], mains: Mapping[str, int], reports: Mapping[str, Report], alike: Mapping[tuple[str, str], float]
) -> list[Cluster]:
    """Returns the clusters, those in pieces whose reports tell of different people: two shootings of one day in one city.

    `mains` are the numbers of the main events by report, of which alone names are known; `alike` are the pairs of reports with names in
    common. Reports with few names, of other times, or with an equal toll stay together.
    """
    told: defaultdict[int, list[Report]] = defaultdict(list)
    for document in sorted(reports):
        told[mains[document]].append(reports[document])
    return [part for number, each in enumerate(clusters) for part in pieces(each, told[number], alike)]


def pieces(whole: Cluster, reports: Sequence[Report], alike: Mapping[tuple[str, str], float]) -> list[Cluster]:
    """Returns a cluster, or one for each group of its reports that are told alike; what other reports tell stays with the first."""
    named = [report for report in reports if len(names_of(report.text)) >= merging().stories.least_names] if len(reports) > 1 else []
    if len(named) < 2:
        return [whole]
    tolls = tolls_of(whole.tellings)
    group = {report.id: report.id for report in named}
    for one, other in combinations(named, 2):
        if belong(one, other, alike) or tolls[one.id] & tolls[other.id]:
            kept, gone = sorted((group[one.id], group[other.id]))
            group = {key: kept if held == gone else held for key, held in group.items()}
    in_order = sorted(whole.tellings, key=lambda telling: telling.order)
    first = next((group[telling.claim.document] for telling in in_order if telling.claim.document in group), "")
    found: defaultdict[str, list[Telling]] = defaultdict(list)
    for telling in in_order:
        found[group.get(telling.claim.document, first)].append(telling)
    return [whole] if len(found) < 2 else [cluster_of(found[key]) for key in sorted(found)]


def belong(one: Report, other: Report, alike: Mapping[tuple[str, str], float]) -> bool:
    """Returns whether two reports have names in common, or are of other times, so that they were not compared."""
    pair = min(one.id, other.id), max(one.id, other.id)
    return pair in alike or abs((one.published - other.published).days) > merging().stories.days


def tolls_of(told: Iterable[Telling]) -> Mapping[str, set[Count]]:
    """Returns the counts by report on which reports do not agree by chance."""
    found: defaultdict[str, set[Count]] = defaultdict(set)
    for one in told:
        found[one.claim.document].update(filter(is_toll, counts_of(one.claim)))
    return found


def cluster_of(told: Sequence[Telling]) -> Cluster:
    """Returns the claims as one cluster."""
    return reduce(Cluster.joined, (Cluster((one,), profile(one.claim, one.day)) for one in told))
