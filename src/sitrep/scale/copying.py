"""Copying: which reports of an archive are near copies of each other, found by their bands of MinHash digests, partition by partition."""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec
import numpy as np

from sitrep.merge.copies import CROWDED
from sitrep.merge.settings import merging
from sitrep.scale.digests import BANDS
from sitrep.scale.jobs import Job, Merged, Outcome
from sitrep.scale.mapping import bands_path
from sitrep.scale.markers import checksum
from sitrep.scale.merging import finish, made_before
from sitrep.scale.shuffle import ENCODER
from sitrep.scale.unions import Union


class Pair(msgspec.Struct, frozen=True, array_like=True):
    """Two reports (ids, the lesser first) that are near copies."""

    one: str
    other: str


PAIRS = msgspec.msgpack.Decoder(list[Pair])


def pair_partition(job: Job, item: tuple[int, Mapping[str, str]]) -> Merged:
    """Finds the near copies in a partition of bands (number), which come from shards (keys, with the checksums of what they sent)."""
    partition, shards = item
    marker = job.work / "pairs" / f"{partition:05d}.json"
    made_from = checksum(msgspec.json.encode((job.described, sorted(shards.items()))))
    before, is_made = made_before(job, marker, made_from)
    if before is not None and is_made:
        return before
    started = time.process_time()
    holders: defaultdict[str, dict[str, bytes]] = defaultdict(dict)
    for key in sorted(shards):
        for each in BANDS.decode(bands_path(job, key, partition).read_bytes()):
            holders[each.key][each.document] = each.sketch
    pairs = sorted({pair for held in holders.values() for pair in copies_among(held)}, key=lambda pair: (pair.one, pair.other))
    files = {f"_work/pairs/{partition:05d}.pairs": ENCODER.encode(pairs)}
    return finish(job, marker, files, Merged(partition, made_from, {}, {"pairs": len(pairs)}, time.process_time() - started), before)


def copies_among(held: Mapping[str, bytes]) -> Iterator[Pair]:
    """Yields the pairs of reports that share a band and are alike in the whole digest; of very many only neighbours are compared.

    Of reports with one digest the first stands for all.
    """
    first: dict[bytes, str] = {}
    for document in sorted(held):
        if (one := first.setdefault(held[document], document)) != document:
            yield Pair(one, document)
    documents = sorted(first.values())
    if len(documents) <= CROWDED:
        candidates: Iterable[tuple[str, str]] = ((one, other) for i, one in enumerate(documents) for other in documents[i + 1 :])
    else:
        candidates = pairwise(documents)
    for one, other in candidates:
        if alike(held[one], held[other]) >= merging().limits.copy_share:
            yield Pair(one, other)


def alike(one: bytes, other: bytes) -> float:
    """Returns the share of equal numbers in two sketches, which estimates the share of common runs of words.

    >>> alike(b"aabbcc", b"aaxxcc")
    0.6666666666666666
    """
    return float(np.mean(np.frombuffer(one, np.uint16) == np.frombuffer(other, np.uint16)))


def name_copies(job: Job, partitions: Sequence[int]) -> Merged:
    """Writes for each report that is a near copy which report it is a copy of: of all that hang together the least id."""
    marker = job.work / "pairs" / "all.json"
    contents = [(job.work / "pairs" / f"{number:05d}.pairs").read_bytes() for number in sorted(partitions)]
    made_from = checksum(b"".join([job.described.encode(), *contents]))
    before, is_made = made_before(job, marker, made_from)
    if before is not None and is_made:
        return before
    union = Union()
    for content in contents:
        for pair in PAIRS.decode(content):
            union.join((pair.one, pair.other))
    copies = {document: head for document in union.names() if (head := union.head(document)) != document}
    files = {name: content for name, content in job.shape(Outcome(copies=copies), "all").items() if content}
    return finish(job, marker, files, Merged(0, made_from, {}, {"copies": len(copies)}, 0.0), before)
