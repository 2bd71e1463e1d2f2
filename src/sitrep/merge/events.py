"""Events and totals of many claims."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from sitrep.collector import collector_paused
from sitrep.merge.assembly import assemble
from sitrep.merge.clusters import Cluster, cluster, finished
from sitrep.merge.copies import copies
from sitrep.merge.families import with_conditions, with_wholes
from sitrep.merge.linking import linked
from sitrep.merge.reconciliation import LATEST
from sitrep.merge.sources import outlets
from sitrep.merge.tellings import Telling, tellings
from sitrep.merge.ties import Ties
from sitrep.merge.totals import is_total, stated_totals, total_key, with_incidents
from sitrep.model.bonds import Bond
from sitrep.model.claims import Claim
from sitrep.model.events import Event, Total
from sitrep.model.texts import Document


class Merged(msgspec.Struct, frozen=True):
    """What claims together tell."""

    events: tuple[Event, ...]
    totals: tuple[Total, ...]


def merge_claims(claims: Sequence[Claim], documents: Sequence[Document], rule: str = LATEST, bonds: Sequence[Bond] = ()) -> Merged:
    """Returns the events and totals of `claims`, whatever their order; `documents` holds at least the documents they stand in.

    `bonds` are what people decided, earliest first: they are obeyed whatever the claims say, and of two that contradict the later holds.

    `rule` chooses which of several figures is shown: `latest-by-independent-source`, `best-low-high` (what most say),
    `conservative` (the least that is said) or `one-side:XX` (the last word of the speakers of side XX).

    Raises: WrongUsage for an unknown rule.
    """
    merged = merge_stated(claims, documents, rule, bonds)
    return Merged(merged.events, with_incidents(merged.totals, merged.events))


def merge_stated(claims: Sequence[Claim], documents: Sequence[Document], rule: str = LATEST, bonds: Sequence[Bond] = ()) -> Merged:
    """Returns the same, with what incidents come to left out of the totals (`totals.with_incidents` adds it).

    Raises: WrongUsage for an unknown rule.
    """
    with collector_paused():
        return merge_all(claims, documents, rule, Ties(bonds))


def merge_all(claims: Sequence[Claim], documents: Sequence[Document], rule: str, ties: Ties) -> Merged:
    """Returns the events and stated totals of claims, with bonds made consistent."""
    told = tellings(claims, documents)
    clusters = finished(linked(cluster(told, ties), ties, {document.id: document.text for document in documents}), ties)
    spoken_by = outlets(documents, copies(documents, reports_together(clusters, told)))
    events = [assemble(one, spoken_by, rule) for one in clusters]
    events = with_wholes(list(zip(events, clusters, strict=True)))
    events = with_conditions(list(zip(events, clusters, strict=True)))
    return Merged(tuple(events), stated_totals(told, spoken_by, rule))


def reports_together(clusters: Iterable[Cluster], told: Iterable[Telling]) -> list[frozenset[str]]:
    """Returns the documents (ids) of each event and of each total that several tell of."""
    totals: defaultdict[str, set[str]] = defaultdict(set)
    for one in told:
        if is_total(one.claim):
            totals[total_key(one.claim)].add(one.claim.document)
    groups = (*(cluster.profile.documents for cluster in clusters), *map(frozenset, totals.values()))
    return [group for group in groups if len(group) > 1]
