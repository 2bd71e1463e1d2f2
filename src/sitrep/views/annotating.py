"""`sitrep annotate`: everything found in reports, whether or not a claim uses it."""

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from sitrep.model.readings import Annotations
from sitrep.model.texts import Document
from sitrep.pipeline import DocumentAnnotations, read_annotations
from sitrep.views.messages import Messages
from sitrep.views.output import write_line, write_list
from sitrep.views.runs import Wishes, start_run


class AnnotatedDocument(Document, frozen=True):
    """A document as `annotate` prints it, with what was found under `annotations`."""

    annotations: Annotations = Annotations()


def annotate(wishes: Wishes, form: Literal["json", "jsonl"], messages: Messages) -> int:
    """Prints what was found, and returns the exit code."""
    run = start_run(wishes, messages)
    documents = _annotated(run.results(read_annotations))
    with run.until_stopped():
        if form == "json":
            write_list("documents", documents)
        else:
            for document in documents:
                write_line(document)
    return run.exit_code


def _annotated(readings: Iterable[DocumentAnnotations]) -> Iterator[AnnotatedDocument]:
    """Yields each document with its annotations as one value."""
    for reading in readings:
        yield AnnotatedDocument(**msgspec.structs.asdict(reading.document), annotations=reading.annotations)
