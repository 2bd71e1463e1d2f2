"""Seams: what several blocks look at, brought together so that each claim stands in one event once."""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.texts import Document
from sitrep.pipeline import DocumentClaims, merge
from sitrep.scale.jobs import Job, Merged, Outcome
from sitrep.scale.laying import read_share
from sitrep.scale.markers import checksum
from sitrep.scale.merging import Rim, finish, made_before
from sitrep.scale.unions import Union


def sew(job: Job, item: tuple[int, Mapping[int, str]]) -> Merged:
    """Finishes the seams of a bucket (number), which comes from partitions (numbers, with the checksums of what they have for it).

    Rims that have a claim in common are one seam. Where one of them holds all its claims, that block's event stands; else the claims of
    the seam are merged anew.
    """
    bucket, partitions = item
    marker = job.work / "seams" / f"{bucket:05d}.json"
    made_from = checksum(msgspec.json.encode((job.described, sorted(partitions.items()))))
    before, is_made = made_before(job, marker, made_from)
    if before is not None and is_made:
        return before
    started = time.process_time()
    shares = [read_share(job, bucket, number) for number in sorted(partitions)]
    mine = seams_of([rim for share in shares for rim in share.rims])
    claims = {sent.claim.id: sent.claim for share in shares for parcel in share.parcels for sent in parcel.claims}
    documents = {parcel.document.id: parcel.document for share in shares for parcel in share.parcels}
    events: list[tuple[Event, Sequence[Claim]]] = []
    loose: list[Claim] = []
    for seam in mine:
        told, left = settle(seam, claims, documents)
        events += told
        loose += left
    outcome = Outcome(loose=loose, events=events, sources=documents)
    files = {name: content for name, content in job.shape(outcome, f"seam-{bucket:05d}").items() if content}
    counts = {"events": len(events), "seams": len(mine)}
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
