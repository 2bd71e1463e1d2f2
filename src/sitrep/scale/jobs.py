"""Jobs: what is to be made of an archive, as every worker knows it, and what pieces of work give back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

import sitrep
from sitrep.model.claims import Claim
from sitrep.model.events import Event
from sitrep.model.texts import Document
from sitrep.pipeline import DocumentClaims, read_claims


class Fault(msgspec.Struct, frozen=True):
    """What could not be read, and why: `kind` is unreadable, unreachable, failed, too-long or crashed."""

    source: str
    kind: str
    message: str


class Outcome(msgspec.Struct, frozen=True):
    """What a piece of work found, to be written into the dataset: each document, claim and event once in the whole dataset.

    `events` have all their claims and reports with them; `loose` are claims of no event. Of `documents` those in `silent` (ids) have
    no claim. `copies` name for a report (id) the one that it is a near copy of.
    """

    documents: Sequence[Document] = ()
    silent: frozenset[str] = frozenset()
    loose: Sequence[Claim] = ()
    events: Sequence[tuple[Event, Sequence[Claim]]] = ()
    sources: Mapping[str, Document] = {}
    faults: Sequence[Fault] = ()
    copies: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be made of an archive.

    `out` is the dataset's folder. `shape` turns an outcome into the files of the dataset: their contents by path, the last part of which
    holds the name it is given; it is a function of a module, so that it can be sent to workers. `seconds` is how long one report may take,
    and `tries` how many crashes beside it are held against it. `read` reads one report with packs, a function of a module too.
    """

    out: Path
    shape: Callable[[Outcome, str], Mapping[str, bytes]]
    partitions: int = 32
    seconds: float = 60.0
    packs: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    keep_text: bool = True
    tries: int = 3
    read: Callable[[Document, tuple[str, ...]], DocumentClaims] = read_claims

    @property
    def work(self) -> Path:
        """Where pieces of work on their way are kept; readers of datasets pass over what begins so."""
        return self.out / "_work"

    @property
    def options(self) -> dict[str, str]:
        """All that the dataset depends on beside its inputs."""
        return {
            "partitions": str(self.partitions),
            "seconds": f"{self.seconds:g}",
            "packs": ",".join(self.packs),
            "published": self.published or "",
            "language": self.language or "",
            "keep_text": str(self.keep_text).lower(),
        }

    @property
    def described(self) -> str:
        """The options and the program's version in one, so that a change of them is noticed."""
        return f"{sitrep.__version__} {self.options}"


class Mapped(msgspec.Struct, frozen=True):
    """What became of a shard (its key): what it was made from, the files it made, and counts.

    `parts` and `bands` are the partitions (numbers) it has claims and bands for, with the checksum of each; `coverage` counts reports, and
    those with claims, by publisher and day. `version` is the state of an object in a store, as the store tells it.
    """

    key: str
    made_from: str
    input: str
    size: int
    checksum: str
    files: dict[str, str]
    parts: dict[int, str]
    bands: dict[int, str]
    counts: dict[str, int]
    coverage: list[tuple[str, str, int, int]]
    seconds: float = 0.0
    version: str = ""


class Merged(msgspec.Struct, frozen=True):
    """What became of a partition or a bucket of seams (its number): what it was made from, the files it made, and counts."""

    number: int
    made_from: str
    files: dict[str, str]
    counts: dict[str, int]
    seconds: float = 0.0
