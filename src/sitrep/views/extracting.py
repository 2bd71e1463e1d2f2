"""`sitrep extract`: claims and events of reports, printed and not kept."""

from typing import Literal

from sitrep.model.events import ExplainedExtraction
from sitrep.pipeline import DocumentClaims, ExplainedClaims, merge, promise_of
from sitrep.views.explaining import print_explained
from sitrep.views.messages import Messages
from sitrep.views.output import write_json, write_line
from sitrep.views.runs import Care, Wishes, claims_reader, explained_reader, start_run
from sitrep.views.tables import print_extraction

Form = Literal["table", "json", "jsonl"]


def extract(wishes: Wishes, form: Form, messages: Messages) -> int:
    """Prints what the reports claim, and returns the exit code."""
    run = start_run(wishes, messages, Care(worth=promise_of))
    readings: list[DocumentClaims] = []
    with run.until_stopped():
        for reading in run.results(claims_reader(wishes)):
            if form == "jsonl":
                write_line(reading)
            else:
                readings.append(reading)
    if form == "json":
        write_json(merge(readings))
    elif form == "table":
        print_extraction(merge(readings))
    return run.exit_code


def explain(wishes: Wishes, form: Form, messages: Messages) -> int:
    """Prints what the reports claim with why each claim is as it is, and returns the exit code."""
    run = start_run(wishes, messages, Care(worth=promise_of))
    readings: list[ExplainedClaims] = []
    with run.until_stopped():
        for reading in run.results(explained_reader(wishes)):
            if form == "jsonl":
                write_line(reading)
            elif form == "table":
                print_explained(reading)
            else:
                readings.append(reading)
    if form == "json":
        write_json(explained(readings))
    return run.exit_code


def explained(readings: list[ExplainedClaims]) -> ExplainedExtraction:
    """Returns everything read, merged, with all explanations."""
    merged = merge(readings)
    return ExplainedExtraction(
        merged.documents,
        merged.claims,
        merged.events,
        merged.totals,
        tuple(each for reading in readings for each in reading.explanations),
        tuple(each for reading in readings for each in reading.passed_over),
    )
