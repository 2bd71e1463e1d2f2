"""Merging: the claims of one partition made into events, block by block; what blocks share is left to the seams."""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.texts import Document
from sitrep.pipeline import DocumentClaims, merge
from sitrep.scale.blocks import Sent
from sitrep.scale.jobs import Job, Merged, Outcome
from sitrep.scale.mapping import parcel_path
from sitrep.scale.markers import checksum, is_whole, read_marker, remove_stale, write_whole
from sitrep.scale.memory import give_back
from sitrep.scale.shuffle import Parcel, Sealed, packed, unpacked_sealed


class Rim(msgspec.Struct, frozen=True):
    """An event, or a claim of none, that more than one block looks at: as this block sees it, with the ids of its claims.

    `own` are how many of them are at home in the block.
    """

    block: str
    claims: tuple[str, ...]
    own: int
    event: Event | None = None


RIMS = msgspec.msgpack.Decoder(list[Rim])
ENCODER = msgspec.msgpack.Encoder()
A_SLICE = 1_000
"""Claims of a partition that are made into files together."""


class Block:
    """The claims of one block with their reports."""

    def __init__(self, name: str, parcels: Iterable[Parcel]) -> None:
        self.name = name
        self.documents: dict[str, Document] = {}
        self.claims: dict[str, Sent] = {}
        for parcel in sorted(parcels, key=lambda each: (each.document.id, each.document.published or "", each.document.text)):
            self.documents[parcel.document.id] = parcel.document  # of two texts under one id the later holds, as in a record
        for parcel in parcels:
            if self.documents[parcel.document.id].text == parcel.document.text:
                self.claims |= {sent.claim.id: sent for sent in parcel.claims}

    def events(self) -> Sequence[Event]:
        """Returns the events that its claims tell of."""
        told: defaultdict[str, list[Claim]] = defaultdict(list)
        for key in sorted(self.claims):
            claim = self.claims[key].claim
            told[claim.document].append(claim)
        return merge([DocumentClaims(self.documents[key], tuple(told[key])) for key in sorted(told)]).events

    def claims_of(self, event: Event) -> list[Claim]:
        """Returns the claims of an event."""
        return [self.claims[key].claim for key in event.claims]


def merge_partition(job: Job, item: tuple[int, Mapping[str, str]]) -> Merged:
    """Merges a partition (number), whose claims come from shards (keys, with the checksums of what they sent).

    Writes what no other block looks at, and apart from it what others do.
    """
    partition, shards = item
    marker = job.work / "merge" / f"{partition:05d}.json"
    made_from = checksum(msgspec.json.encode((job.described, sorted(shards.items()))))
    before, is_made = made_before(job, marker, made_from)
    if before is not None and is_made:
        return before
    started = time.process_time()
    blocks: defaultdict[str, list[Sealed]] = defaultdict(list)
    for key in sorted(shards):
        for parcel in unpacked_sealed(parcel_path(job, key, partition)):
            blocks[parcel.block].append(parcel)
    largest = max((len(each) for each in blocks.values()), default=0)
    found = Slices(job, partition)
    rims: list[Rim] = []
    rim_parcels: list[Parcel] = []
    for name in sorted(blocks):
        block = Block(name, [parcel.opened() for parcel in blocks.pop(name)])
        own = finish_block(block, found)
        rims += own
        rim_parcels += own_parcels(block, {key for rim in own for key in rim.claims})
    files = found.files() | {
        f"_work/rims/{partition:05d}.rims": ENCODER.encode(rims),
        f"_work/rims/{partition:05d}.parcels": packed(rim_parcels),
    }
    counts = {"events": found.finished, "rims": len(rims), "largest block": largest}
    return finish(job, marker, files, Merged(partition, made_from, {}, counts, time.process_time() - started), before)


class Slices:
    """What a partition tells of, made into files as soon as there is much of it, so that memory does not grow with the partition."""

    def __init__(self, job: Job, partition: int) -> None:
        self.finished = 0
        self._job, self._partition = job, partition
        self._events: list[tuple[Event, Sequence[Claim]]] = []
        self._loose: list[Claim] = []
        self._sources: dict[str, Document] = {}
        self._files: dict[str, bytes] = {}
        self._number = 0

    def add(self, block: Block, events: Sequence[Event], loose: Sequence[Claim]) -> None:
        """Adds the events of a block, and its claims of none."""
        self.finished += len(events)
        self._events += [(event, block.claims_of(event)) for event in events]
        self._loose += loose
        self._sources |= block.documents
        if sum(len(claims) for _, claims in self._events) + len(self._loose) >= A_SLICE:
            self._write()

    def files(self) -> dict[str, bytes]:
        """Returns the files of all that was added, by path."""
        self._write()
        return self._files

    def _write(self) -> None:
        name = f"part-{self._partition:05d}-{self._number:03d}"
        outcome = Outcome(loose=self._loose, events=self._events, sources=self._sources)
        self._files |= {path: content for path, content in self._job.shape(outcome, name).items() if content}
        self._events, self._loose, self._sources = [], [], {}
        self._number += 1


def made_before(job: Job, marker: Path, made_from: str) -> tuple[Merged | None, bool]:
    """Returns what a piece of work made before, None where it was never done, and whether it is of the same and still whole."""
    before = read_marker(marker, Merged)
    return before, before is not None and before.made_from == made_from and is_whole(job.out, before.files)


def finish(job: Job, marker: Path, files: Mapping[str, bytes], merged: Merged, before: Merged | None) -> Merged:
    """Writes the files of a piece of work, and then that it is done."""
    for name, content in files.items():
        write_whole(job.out / name, content)
    done = msgspec.structs.replace(merged, files={name: checksum(content) for name, content in sorted(files.items())})
    if before is not None:
        remove_stale(job.out, before.files, done.files)
    write_whole(marker, msgspec.json.encode(done))
    give_back()
    return done


def finish_block(block: Block, found: Slices) -> list[Rim]:
    """Adds what a block alone looks at to what is found, and returns what it shares with other blocks."""
    own = {key for key, sent in block.claims.items() if sent.at_home}
    told: set[str] = set()
    events: list[Event] = []
    rims: list[Rim] = []
    for event in block.events():
        told.update(event.claims)
        at_home = own.intersection(event.claims)
        if at_home and all(key in own and not block.claims[key].shared for key in event.claims):
            events.append(event)
        elif at_home:
            rims.append(Rim(block.name, tuple(sorted(event.claims)), len(at_home), event))
    left = sorted(own - told)
    rims += [Rim(block.name, (key,), 1) for key in left if block.claims[key].shared]
    found.add(block, events, [block.claims[key].claim for key in left if not block.claims[key].shared])
    return rims


def own_parcels(block: Block, wanted: set[str]) -> list[Parcel]:
    """Returns the block's own claims among some (ids), with their reports."""
    held: defaultdict[str, list[Sent]] = defaultdict(list)
    for key in sorted(wanted & block.claims.keys()):
        if block.claims[key].at_home:
            held[block.claims[key].claim.document].append(block.claims[key])
    return [Parcel(block.name, block.documents[document], sent) for document, sent in sorted(held.items())]


def read_rims(path: Path) -> list[Rim]:
    """Returns what a partition shares with others."""
    return RIMS.decode(path.read_bytes())
