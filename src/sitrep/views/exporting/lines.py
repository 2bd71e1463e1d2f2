"""JSON lines: a record whole, to read it elsewhere or to import it again."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from sitrep.errors import WrongUsage
from sitrep.model.claims import Claim
from sitrep.model.events import Event, Total
from sitrep.model.judgements import Judgement
from sitrep.model.texts import Document
from sitrep.views.exporting.selections import BATCH, Selection
from sitrep.views.stated_totals import whole_totals

ENCODER = msgspec.json.Encoder()


class DocumentLine(msgspec.Struct, frozen=True):
    """A report with its claims as people left them; `as_read` are those that people changed, as the program read them."""

    document: Document
    claims: Sequence[Claim]
    as_read: Sequence[Claim] = ()


class EventLine(msgspec.Struct, frozen=True):
    """An event."""

    event: Event


class TotalLine(msgspec.Struct, frozen=True):
    """A number stated for a period, beside the sum of the incidents."""

    total: Total


class JudgementLine(msgspec.Struct, frozen=True):
    """What a person decided."""

    judgement: Judgement


Line = DocumentLine | EventLine | TotalLine | JudgementLine


def write(selection: Selection, path: Path) -> Counter[str]:
    """Writes one object a line: reports with their claims, what people decided, events, and of a whole record the totals.

    Raises: WrongUsage where names are to be left out, as the words of whole reports stand here.
    """
    if selection.mask:
        raise WrongUsage("--mask-persons: jsonl holds whole reports with all names; another format leaves them out")
    written: Counter[str] = Counter()
    with path.open("wb") as stream:
        for line in lines(selection):
            stream.write(ENCODER.encode(line) + b"\n")
            written[f"{line.__struct_fields__[0]}s"] += 1
            written["claims"] += len(line.claims) if isinstance(line, DocumentLine) else 0
    return written


def lines(selection: Selection) -> Iterator[Line]:
    """Yields the lines in an order in which they can be imported."""
    if selection.is_all:
        yield from whole_documents(selection)
        yield from map(JudgementLine, selection.record.judgements())
    else:
        yield from chosen_documents(selection)
    yield from (EventLine(told.event) for told in selection.told())
    if selection.is_all:
        yield from map(TotalLine, whole_totals(selection.record, selection.record.totals()))


def whole_documents(selection: Selection) -> Iterator[DocumentLine]:
    """Yields every report with all its claims."""
    batch: list[tuple[Document, Sequence[Claim]]] = []
    for reading in selection.record.readings(newest=True):
        batch.append(reading)
        if len(batch) == BATCH:
            yield from _judged(selection, batch)
            batch = []
    yield from _judged(selection, batch)


def chosen_documents(selection: Selection) -> Iterator[DocumentLine | JudgementLine]:
    """Yields the reports that stand behind a selection, each with those of its claims that do, and what was decided of these."""
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for told in selection.told():
        for claim in (*told.claims, *told.conditions):
            wanted[claim.document].append(claim.id)
    for claim, document in selection.loose():
        wanted[document.id].append(claim.id)
    keys = list(wanted)
    for start in range(0, len(keys), BATCH):
        documents = selection.record.documents_by_id(keys[start : start + BATCH])
        claims = {document.id: selection.record.claims_as_read(list(dict.fromkeys(wanted[document.id]))) for document in documents}
        yield from _judged(selection, [(document, claims[document.id]) for document in documents])
    kept: set[str] = set()
    for each in selection.record.judgements():
        if each.undoes in kept or any(one.document in wanted for one in (*each.targets, *each.others)):
            kept.add(each.id)
            yield JudgementLine(each)


def _judged(selection: Selection, readings: Iterable[tuple[Document, Sequence[Claim]]]) -> Iterator[DocumentLine]:
    """Yields reports with their claims as people left them."""
    found = list(readings)
    left = {claim.id: claim for claim in selection.record.claims_by_id([claim.id for _, claims in found for claim in claims])}
    for document, claims in found:
        after = [left.get(claim.id, claim) for claim in claims]
        yield DocumentLine(document, after, [claim for claim, now in zip(claims, after, strict=True) if claim != now])
