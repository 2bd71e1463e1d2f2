"""Seams: what several blocks look at, brought together so that each claim stands in one event once."""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.texts import Document
from sitrep.pipeline import DocumentClaims, merge
from sitrep.scale.jobs import Job, Merged, Outcome
from sitrep.scale.markers import checksum
from sitrep.scale.merging import Rim, finish, made_before, read_rims
from sitrep.scale.shuffle import partition_of, unpacked
from sitrep.scale.unions import Union


def sew(job: Job, partitions: Mapping[int, str], item: tuple[int, int]) -> Merged:
    """Finishes the seams of a bucket (number, of how many); `partitions` are those that are merged, with what each was made from.

    Rims that have a claim in common are one seam. Where one of them holds all its claims, that block's event stands; else the claims of
    the seam are merged anew.
    """
    bucket, buckets = item
    marker = job.work / "seams" / f"{bucket:05d}.json"
    made_from = checksum(msgspec.json.encode((job.described, buckets, sorted(partitions.items()))))
    before, is_made = made_before(job, marker, made_from)
    if before is not None and is_made:
        return before
    started = time.process_time()
    rims = [rim for number in sorted(partitions) for rim in read_rims(job.work / "rims" / f"{number:05d}.rims")]
    mine = [seam for seam in seams_of(rims) if partition_of(min(seam[0].claims), buckets) == bucket]
    claims, documents = payload(job, sorted(partitions), {key for seam in mine for rim in seam for key in rim.claims})
    events: list[tuple[Event, Sequence[Claim]]] = []
    loose: list[Claim] = []
    for seam in mine:
        told, left = settle(seam, claims, documents)
        events += told
        loose += left
    outcome = Outcome(loose=loose, events=events, sources=documents)
    files = {name: content for name, content in job.shape(outcome, f"seam-{bucket:05d}").items() if content}
    counts = {"events": len(events), "seams": len(mine), "rims": len(rims) if bucket == 0 else 0}
    return finish(job, marker, files, Merged(bucket, made_from, {}, counts, time.process_time() - started), before)


def seams_of(rims: Sequence[Rim]) -> list[list[Rim]]:
    """Returns rims that have claims in common together, in the order of their least claims."""
    union = Union()
    for rim in rims:
        union.join(rim.claims)
    found: defaultdict[str, list[Rim]] = defaultdict(list)
    for rim in rims:
        found[union.head(rim.claims[0])].append(rim)
    return [sorted(found[key], key=lambda rim: (rim.claims, rim.block)) for key in sorted(found)]


def settle(
    seam: Sequence[Rim], claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> tuple[list[tuple[Event, Sequence[Claim]]], list[Claim]]:
    """Returns the events of a seam and its claims of none."""
    everything = sorted({key for rim in seam for key in rim.claims if key in claims})
    whole = [rim for rim in seam if rim.event is not None and set(rim.claims) >= set(everything)]
    if whole:
        best = min(whole, key=lambda rim: (-rim.own, rim.block))
        assert best.event is not None
        return [(best.event, [claims[key] for key in best.event.claims if key in claims])], []
    if all(rim.event is None for rim in seam):
        return [], [claims[key] for key in everything]
    told: defaultdict[str, list[Claim]] = defaultdict(list)
    for key in everything:
        told[claims[key].document].append(claims[key])
    events = merge([DocumentClaims(documents[key], tuple(told[key])) for key in sorted(told)]).events
    held = {key for event in events for key in event.claims}
    return [(event, [claims[key] for key in event.claims]) for event in events], [claims[key] for key in everything if key not in held]


def payload(job: Job, partitions: Iterable[int], wanted: set[str]) -> tuple[dict[str, Claim], dict[str, Document]]:
    """Returns the claims of some ids, each from the block where it is at home, and their reports."""
    claims: dict[str, Claim] = {}
    documents: dict[str, Document] = {}
    for number in partitions:
        for parcel in unpacked(job.work / "rims" / f"{number:05d}.parcels"):
            held = {sent.claim.id: sent.claim for sent in parcel.claims if sent.claim.id in wanted}
            if held:
                claims |= held
                documents[parcel.document.id] = parcel.document
    return claims, documents
