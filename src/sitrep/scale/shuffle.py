"""Shuffle: claims on their way from shards to the partitions that merge them, as files."""

import hashlib
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from sitrep.model.texts import Document
from sitrep.scale.blocks import Sent

ENCODER = msgspec.msgpack.Encoder()
FAST = 1


class Parcel(msgspec.Struct, frozen=True):
    """The claims of one report for one block."""

    block: str
    document: Document
    claims: list[Sent]


class Sealed(msgspec.Struct, frozen=True):
    """A parcel of which only the block is known, the rest still in bytes, which take less memory than what is in them."""

    block: str
    document: msgspec.Raw
    claims: msgspec.Raw

    def opened(self) -> Parcel:
        """Returns the parcel."""
        return Parcel(self.block, DOCUMENT.decode(self.document), CLAIMS.decode(self.claims))


DECODER = msgspec.msgpack.Decoder(list[Parcel])
SEALED = msgspec.msgpack.Decoder(list[Sealed])
DOCUMENT = msgspec.msgpack.Decoder(Document)
CLAIMS = msgspec.msgpack.Decoder(list[Sent])


def partition_of(block: str, partitions: int) -> int:
    """Returns the partition (number) that merges a block.

    >>> partition_of("UA 13200", 32) == partition_of("UA 13200", 32)
    True
    """
    return int.from_bytes(hashlib.blake2b(block.encode(), digest_size=8).digest(), "big") % partitions


def parcels(document: Document, blocks: Mapping[str, list[Sent]]) -> Iterable[Parcel]:
    """Yields the parcels of one report, in the order of blocks."""
    return (Parcel(block, document, blocks[block]) for block in sorted(blocks))


def packed(found: list[Parcel]) -> bytes:
    """Returns parcels as a file."""
    return zlib.compress(ENCODER.encode(found), FAST)


def unpacked(path: Path) -> list[Parcel]:
    """Returns the parcels in a file."""
    return DECODER.decode(zlib.decompress(path.read_bytes()))


def unpacked_sealed(path: Path) -> list[Sealed]:
    """Returns the parcels in a file, sealed."""
    return SEALED.decode(zlib.decompress(path.read_bytes()))
