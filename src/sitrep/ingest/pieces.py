"""Pieces: what one file falls into, be it one report, many, or further files."""

import io

import msgspec

from sitrep.ingest.drafts import Draft


class Piece(msgspec.Struct, frozen=True):
    """A part of a file: the reports in it, or the fault that keeps it from being read, or why it is rightly passed over.

    `where` names it within its file ("line 4"), empty for the whole; `raw` are its bytes; `position` is where it begins in a file that
    can be gone on with from there.
    """

    where: str = ""
    raw: bytes = b""
    drafts: tuple[Draft, ...] = ()
    fault: str | None = None
    passed_over: str | None = None
    position: int | None = None


class Member(msgspec.Struct, frozen=True):
    """A file within a file, by its name there."""

    name: str
    stream: io.BufferedReader
