"""`sitrep extract`: claims and events of reports, printed and not kept."""

from typing import Literal

from sitrep.pipeline import merge, read_claims
from sitrep.views.messages import Messages
from sitrep.views.output import write_json, write_line
from sitrep.views.runs import Wishes, start_run
from sitrep.views.tables import print_extraction


def extract(wishes: Wishes, form: Literal["table", "json", "jsonl"], messages: Messages) -> int:
    """Prints what the reports claim, and returns the exit code."""
    run = start_run(wishes, messages)
    results = run.results(read_claims)
    if form == "jsonl":
        for reading in results:
            write_line(reading)
        return run.exit_code
    extraction = merge(list(results))
    if form == "json":
        write_json(extraction)
    else:
        print_extraction(extraction)
    return run.exit_code
