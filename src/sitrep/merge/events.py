"""Events and totals of many claims."""

from collections.abc import Sequence

import msgspec

from sitrep.collector import collector_paused
from sitrep.merge.assembly import assemble
from sitrep.merge.clusters import Cluster, cluster, finished
from sitrep.merge.copies import copies
from sitrep.merge.families import with_conditions, with_wholes
from sitrep.merge.linking import linked
from sitrep.merge.reconciliation import LATEST
from sitrep.merge.sources import outlets
from sitrep.merge.tellings import tellings
from sitrep.merge.ties import Ties
from sitrep.merge.totals import totals
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
    with collector_paused():
        return merge_all(claims, documents, rule, Ties(bonds))


def merge_all(claims: Sequence[Claim], documents: Sequence[Document], rule: str, ties: Ties) -> Merged:
    """Returns the events and totals of claims, with bonds made consistent."""
    told = tellings(claims, documents)
    clusters = finished(linked(cluster(told, ties), ties, {document.id: document.text for document in documents}), ties)
    spoken_by = outlets(documents, copies(shared_documents(clusters, documents)))
    events = [assemble(one, spoken_by, rule) for one in clusters]
    events = with_wholes(list(zip(events, clusters, strict=True)))
    events = with_conditions(list(zip(events, clusters, strict=True)))
    pairs = list(zip(events, clusters, strict=True))
    return Merged(tuple(events), totals(told, pairs, spoken_by, rule))


def shared_documents(clusters: Sequence[Cluster], documents: Sequence[Document]) -> list[Document]:
    """Returns the documents that share an event with another one."""
    several = (cluster.profile.documents for cluster in clusters if len(cluster.profile.documents) > 1)
    shared = {document for held in several for document in held}
    return [document for document in documents if document.id in shared]
