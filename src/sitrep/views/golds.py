"""`sitrep judge gold`: judged reports as annotations that `sitrep evaluate` reads."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from sitrep.errors import WrongUsage
from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.store.records import Record
from sitrep.store.verdicts import VERDICTS
from sitrep.views.messages import Messages
from sitrep.views.records import open_record
from sitrep.views.words import counted

UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def write_gold(folder: str, partial: bool, database: str | None, messages: Messages) -> int:
    """Writes NAME.txt and NAME.yaml of every report whose claims are all judged (`partial`: any of them), and returns the exit code.

    Raises: WrongUsage where there is none.
    """
    written = unjudged = 0
    with open_record(database) as record:
        for document in _judged_documents(record):
            claims = record.claims_of(document.id)
            open_ones = sum(claim.review is None for claim in claims)
            if open_ones and not partial:
                unjudged += 1
                messages.note(f"{document.id}: passed over, {counted(open_ones, 'claim')} not judged")
                continue
            _write(Path(folder), document, [claim for claim in claims if claim.review and claim.review.verdict != "rejected"])
            written += 1
    if not written:
        more = f"; of {counted(unjudged, 'report')} some claims are, which --partial takes" if unjudged else ""
        raise WrongUsage(f"no report of {record.name} has all its claims judged{more}")
    messages.note(f"{folder}: {counted(written, 'report')} written; `sitrep evaluate {folder}` scores the program by them")
    return 0


def annotation(document: Document, claims: list[Claim]) -> dict[str, Any]:
    """Returns a report and its claims as annotators write them."""
    stated = {"id": document.id, "published": document.published, "language": document.language}
    return {"document": stated, "claims": [dict(_fields(claim)) for claim in claims]}


def _judged_documents(record: Record) -> Iterator[Document]:
    """Yields the documents with a verdict that stands, in order of their first one, but for those with a verdict that fits nothing now."""
    verdicts = [each for each in record.attachments() if each.judgement.action in VERDICTS]
    loose = {target.document for each in verdicts for target in each.loose}
    named = (target.document for each in verdicts for target in each.judgement.targets if target.document not in loose)
    found = (record.document(key) for key in dict.fromkeys(named))
    return (document for document in found if document is not None)


def _write(folder: Path, document: Document, claims: list[Claim]) -> None:
    """Writes one report and its annotation."""
    folder.mkdir(parents=True, exist_ok=True)
    name = file_name(document.id)
    (folder / f"{name}.txt").write_bytes(document.text.encode())
    words = yaml.safe_dump(annotation(document, claims), allow_unicode=True, sort_keys=False, width=10**6)
    (folder / f"{name}.yaml").write_text(words, encoding="utf-8")


def file_name(identifier: str) -> str:
    """Returns a file's name for a document's id, with a hash of it where it had to be changed.

    >>> file_name("wire-9"), file_name("a/b")
    ('wire-9', 'a-b-c14cddc0')
    """
    plain = UNSAFE.sub("-", identifier).strip(".-")[:80]
    if plain == identifier:
        return plain
    return f"{plain or 'report'}-{hashlib.sha256(identifier.encode()).hexdigest()[:8]}"


def _fields(claim: Claim) -> Iterator[tuple[str, Any]]:
    """Yields the fields of a claim in the annotators' order."""
    yield from (("type", claim.type), ("mode", claim.mode), ("status", claim.status), ("scope", claim.scope))
    yield from (("start", claim.when.start), ("end", claim.when.end))
    yield "places", [place.name for place in claim.places]
    yield from (("actor", claim.actor and claim.actor.name), ("target", claim.target and claim.target.name))
    yield from (("source", claim.source and claim.source.name), ("participants", [each.name for each in claim.participants]))
    yield "figures", [{"measure": each.measure, "item": each.item, "low": each.low, "high": each.high} for each in claim.figures]
    yield "services", [{"service": each.service, "status": each.status} for each in claim.services]
    yield "evidence", claim.evidence[0].text
