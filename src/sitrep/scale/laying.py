"""Laying out: what blocks share, sorted into buckets that can be sewn apart from each other, by the claims that hang together."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import msgspec

from sitrep.scale.blocks import Sent
from sitrep.scale.jobs import Job
from sitrep.scale.markers import checksum, is_whole, read_marker, remove_stale, write_whole
from sitrep.scale.merging import Rim, read_rims
from sitrep.scale.shuffle import ENCODER, Parcel, partition_of, unpacked
from sitrep.scale.unions import Union

CLAIMS_A_BUCKET = 300


class Share(msgspec.Struct, frozen=True):
    """What one partition has for a bucket: rims, and the claims in them that are at home there, with their reports."""

    rims: list[Rim]
    parcels: list[Parcel]


class Laid(msgspec.Struct, frozen=True):
    """What was laid out, of what it was made, and the files: for each bucket (number) the checksum of each partition's share."""

    made_from: str
    files: dict[str, str]
    shares: dict[int, dict[int, str]]


class Named(msgspec.Struct, frozen=True):
    """A rim of which only the claims (ids) are known."""

    claims: tuple[str, ...]


NAMED = msgspec.msgpack.Decoder(list[Named])
SHARE = msgspec.msgpack.Decoder(Share)


def lay_out(job: Job, partitions: Mapping[int, str]) -> dict[int, dict[int, str]]:
    """Writes each partition's share of each bucket, and returns their checksums; `partitions` (numbers) come with what they were made from.

    Rims that have a claim in common hang together and are in one bucket. Of all partitions only the ids are held at once.
    """
    marker = job.work / "laid.json"
    made_from = checksum(msgspec.json.encode((job.described, CLAIMS_A_BUCKET, sorted(partitions.items()))))
    before = read_marker(marker, Laid)
    if before is not None and before.made_from == made_from and is_whole(job.out, before.files):
        return before.shares
    union = Union()
    for number in sorted(partitions):
        for rim in NAMED.decode((job.work / "rims" / f"{number:05d}.rims").read_bytes()):
            union.join(rim.claims)
    buckets = 1 + len(union) // CLAIMS_A_BUCKET
    shares: defaultdict[int, dict[int, str]] = defaultdict(dict)
    files: dict[str, str] = {}
    for number in sorted(partitions):
        for bucket, share in shares_of(job, number, union, buckets).items():
            content = ENCODER.encode(share)
            write_whole(share_path(job, bucket, number), content)
            shares[bucket][number] = files[str(share_path(job, bucket, number).relative_to(job.out))] = checksum(content)
    if before is not None:
        remove_stale(job.out, before.files, files)
    write_whole(marker, msgspec.json.encode(Laid(made_from, files, dict(shares))))
    return dict(shares)


def shares_of(job: Job, number: int, union: Union, buckets: int) -> dict[int, Share]:
    """Returns what a partition has for each bucket."""

    def bucket_of(claim: str) -> int:
        return partition_of(union.head(claim), buckets)

    found: defaultdict[int, Share] = defaultdict(lambda: Share([], []))
    for rim in read_rims(job.work / "rims" / f"{number:05d}.rims"):
        found[bucket_of(rim.claims[0])].rims.append(rim)
    for parcel in unpacked(job.work / "rims" / f"{number:05d}.parcels"):
        parted: defaultdict[int, list[Sent]] = defaultdict(list)
        for sent in parcel.claims:
            parted[bucket_of(sent.claim.id)].append(sent)
        for bucket, claims in parted.items():
            found[bucket].parcels.append(Parcel(parcel.block, parcel.document, claims))
    return found


def read_share(job: Job, bucket: int, number: int) -> Share:
    """Returns what a partition has for a bucket."""
    return SHARE.decode(share_path(job, bucket, number).read_bytes())


def share_path(job: Job, bucket: int, number: int) -> Path:
    """Returns where a partition's share of a bucket lies."""
    return job.work / "laid" / f"{bucket:05d}" / f"{number:05d}.share"
