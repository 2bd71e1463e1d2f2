"""Our own JSON lines, read: reports with the claims that stand in them, and what people decided."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from sitrep.errors import UnreadableSource
from sitrep.model.claims import Claim
from sitrep.model.judgements import Judgement
from sitrep.model.texts import Document
from sitrep.store.additions import Reading


class Line(msgspec.Struct, frozen=True):
    """A line of an export; events and totals are computed anew from the claims."""

    document: Document | None = None
    claims: tuple[Claim, ...] = ()
    as_read: tuple[Claim, ...] = ()
    judgement: Judgement | None = None
    event: msgspec.Raw = msgspec.Raw()
    total: msgspec.Raw = msgspec.Raw()


DECODER = msgspec.json.Decoder(Line)


def read_lines(path: Path) -> Iterator[Reading | Judgement | UnreadableSource]:
    """Yields the reports and judgements of a file, and for a line that is none what is wrong with it.

    Raises: UnreadableSource where the file cannot be read.
    """
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield from _read(number, line)
    except OSError as error:
        raise UnreadableSource(f"{path}: cannot be read ({error.strerror})") from error


def _read(number: int, line: bytes) -> Iterator[Reading | Judgement | UnreadableSource]:
    """Yields what one line holds; claims as the program read them, as what people decided comes by itself."""
    try:
        found = DECODER.decode(line)
        if found.document is not None:
            read = {claim.id: claim for claim in found.as_read}
            claims = [read.get(claim.id, claim) for claim in found.claims]
            check(found.document, claims)
            yield Reading(found.document, claims)
        elif found.judgement is not None:
            yield found.judgement
        elif not bytes(found.event) and not bytes(found.total):
            yield UnreadableSource(f"line {number}: is none of an export: no document, judgement, event or total")
    except (msgspec.MsgspecError, UnicodeDecodeError, UnreadableSource) as error:
        yield UnreadableSource(f"line {number}: {error}")


def check(document: Document, claims: list[Claim]) -> None:
    """Checks that claims stand in their report.

    Raises: UnreadableSource where a quote is not what stands there.
    """
    for claim in claims:
        quotes = [(span.start, span.end, span.text) for span in claim.evidence]
        quotes += [(figure.start, figure.end, figure.text) for figure in claim.figures]
        wrong = next((text for start, end, text in quotes if document.text[start:end] != text), None)
        if claim.document != document.id or wrong is not None:
            raise UnreadableSource(f"claim {claim.id}: {wrong!r} does not stand in document {document.id}")
