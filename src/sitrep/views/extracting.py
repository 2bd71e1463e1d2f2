"""`sitrep extract`: claims and events of reports, printed and not kept."""

from typing import Literal

from sitrep.pipeline import DocumentClaims, merge
from sitrep.views.messages import Messages
from sitrep.views.output import write_json, write_line
from sitrep.views.runs import Wishes, claims_reader, start_run
from sitrep.views.tables import print_extraction


def extract(wishes: Wishes, form: Literal["table", "json", "jsonl"], messages: Messages) -> int:
    """Prints what the reports claim, and returns the exit code."""
    run = start_run(wishes, messages)
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
