"""Digests: what reports are compared by to find near copies among many, their MinHash digests cut into bands."""

from collections.abc import Iterator

import msgspec

from sitrep.merge.copies import bands_of, runs_of
from sitrep.merge.settings import merging
from sitrep.model.texts import Document

LOW_BITS = 0xFFFF


class Banded(msgspec.Struct, frozen=True, array_like=True):
    """One band of a report's digest: its key, the report (id), and of the whole digest the low bits of each number."""

    key: str
    document: str
    sketch: bytes


BANDS = msgspec.msgpack.Decoder(list[Banded])


def banded(document: Document) -> Iterator[Banded]:
    """Yields the bands of a report; none for one of very few words, which is no copy of anything."""
    runs = runs_of(document.text)
    if len(runs) < merging().limits.copy_runs:
        return
    bands = list(bands_of(runs))
    sketch = b"".join((number & LOW_BITS).to_bytes(2, "big") for _, *numbers in bands for number in numbers)
    for band, *numbers in bands:
        yield Banded(f"{band}:{':'.join(map(str, numbers))}", document.id, sketch)
