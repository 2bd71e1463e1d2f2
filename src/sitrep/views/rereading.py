"""`sitrep reread` and `sitrep runs`: kept reports read again, and what that changed."""

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

import msgspec

import sitrep
from sitrep.errors import WrongUsage
from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.packs.types import event_types
from sitrep.pipeline import DocumentClaims, Failure, read_claims, read_each
from sitrep.store.purposes import Purpose
from sitrep.store.records import Record
from sitrep.store.rereadings import Difference, Outdated, Run
from sitrep.views.interrupts import Interrupted
from sitrep.views.messages import Messages
from sitrep.views.options import listed
from sitrep.views.output import write_json
from sitrep.views.progress import live_line
from sitrep.views.records import open_record
from sitrep.views.screens import cell, frame, screen, stacked
from sitrep.views.words import actor_words, bounds_words, count_words, counted, days_words, kind_words, place_words, quoted

Reader = Callable[[Document], DocumentClaims]
NUMBER = re.compile(r"\d+(\.\d+)*$")
RUN_COLUMNS = {"Run": 5, "Command": 8, "Version": 10, "Packs": 12, "Began (UTC)": None}
DIFFERENCE_COLUMNS = {"": 7, "Report": 18, "Claim": None}


class Wanted(msgspec.Struct, frozen=True):
    """What to read again and how, as it was typed."""

    since: str | None
    everything: bool
    diff: bool
    packs: str | None
    jobs: int | None


class Runs(msgspec.Struct, frozen=True):
    """What `runs --format json` prints."""

    runs: list[Run]


class Differences(msgspec.Struct, frozen=True):
    """What `runs BEFORE AFTER --format json` prints."""

    differences: list[Difference]


def reread(wanted: Wanted, database: str | None, messages: Messages) -> int:
    """Reads kept reports again, and returns the exit code; what is read stays read when it is stopped.

    Raises: WrongUsage for a version that is none; StoreUnavailable.
    """
    event_types(listed(wanted.packs))
    with open_record(database) as record:
        before = max((run.id for run in record.runs()), default=0)
        outdated = record.outdated(_versions(record, wanted))
        stopped, counts = None, Counter[str]()
        try:
            for names, keys in _by_packs(outdated, wanted.packs).items():
                record.begin(Purpose("reread", names))
                read = functools.partial(read_claims, packs=listed(names))
                for outcome in _read(record, keys, read, wanted.jobs, messages):
                    counts[outcome] += 1
        except Interrupted as interrupt:
            stopped = interrupt.exit_code
        _tell(record, counts, len(outdated), messages)
        if wanted.diff:
            _print_differences(record.differences(before, max((run.id for run in record.runs()), default=0)))
    return stopped or (1 if counts["failed"] else 0)


def print_runs(between: Sequence[int], form: Literal["table", "json"], database: str | None) -> int:
    """Prints the runs, or how the claims after one differ from those after another, and returns the exit code.

    Raises: WrongUsage for runs that there are not.
    """
    with open_record(database) as record:
        runs = record.runs()
        if not between:
            write_json(Runs(runs)) if form == "json" else _print_runs(runs)
            return 0
        known = {run.id for run in runs}
        if len(between) != 2 or not known.issuperset(between) or between[0] >= between[1]:
            raise WrongUsage(f"{' '.join(map(str, between))}: two runs are expected, the earlier first; known are {sorted(known)}")
        found = record.differences(*between)
    write_json(Differences(found)) if form == "json" else _print_differences(found)
    return 0


def _versions(record: Record, wanted: Wanted) -> list[str] | None:
    """Returns the versions whose readings are to be done again, None for all.

    Raises: WrongUsage for a version that is none.
    """
    if wanted.everything:
        return None
    versions = {run.version for run in record.runs()} - {sitrep.__version__}
    if wanted.since is None:
        return sorted(versions)
    limit = _ordered(wanted.since)
    return [version for version in versions if _ordered(version) < limit]


def _ordered(version: str) -> tuple[int, ...]:
    """Returns a version as numbers.

    Raises: WrongUsage where it is none.
    """
    if not NUMBER.match(version):
        raise WrongUsage(f"--since {version!r}: a version is expected, such as {sitrep.__version__}")
    return tuple(map(int, version.split(".")))


def _by_packs(outdated: Sequence[Outdated], typed: str | None) -> dict[str, list[str]]:
    """Returns the documents (ids) by the packs to read them with: those that were typed, else those they were read with last."""
    found: dict[str, list[str]] = {}
    for each in outdated:
        found.setdefault(each.packs if typed is None else typed, []).append(each.document)
    return found


def _read(record: Record, wanted: Sequence[str], read: Reader, jobs: int | None, messages: Messages) -> Iterator[str]:
    """Reads documents (ids) again, keeps what is found, and yields what became of each: "failed", "changed" or "same"."""
    documents = (document for key in wanted if (document := record.document(key)))
    with live_line(messages) as show:
        for number, result in enumerate(read_each(documents, read, jobs), 1):
            if isinstance(result, Failure):
                messages.error(f"{result.document.id}: a defect of the program: {result.message}")
                yield "failed"
            else:
                yield "changed" if record.reread(result.document, result.claims) else "same"
            show(f"{number} of {len(wanted)} reports read")


def _tell(record: Record, counts: Counter[str], many: int, messages: Messages) -> None:
    """Tells what was done, and which judgements fit no claim any more."""
    if not many:
        messages.note(f"{record.name}: nothing to read again; --all takes what sitrep {sitrep.__version__} has read, too")
        return
    read = counts["same"] + counts["changed"]
    messages.note(f"{record.name}: {read} of {counted(many, 'report')} read again, {counts['changed']} with other claims than before")
    for each in record.attachments():
        for loose in each.loose:
            words = quoted(loose.evidence[0].text, 80) if loose.evidence else loose.claim
            messages.error(f"{each.judgement.id}: {each.judgement.action} by {each.judgement.author} fits no claim now: {words}")


def _print_runs(runs: Sequence[Run]) -> None:
    """Prints one row a run."""
    table = frame(RUN_COLUMNS)
    for run in runs:
        table.add_row(
            cell(str(run.id)), cell(run.command), cell(run.version), cell(run.packs or "default"), cell(run.started[:19].replace("T", " "))
        )
    screen().print(table)


def _print_differences(found: Sequence[Difference]) -> None:
    """Prints one row a claim that is new, gone or changed."""
    if not found:
        screen().print("no claim is read differently")
        return
    table = frame(DIFFERENCE_COLUMNS, counted(len(found), "claim") + " read differently")
    for each in found:
        before = [cell(f"- {line}", "red") for line in _lines(each.before)]
        after = [cell(f"+ {line}", "green") for line in _lines(each.after)]
        table.add_row(cell(each.kind), cell(each.document), stacked([*before, *after]))
    screen().print(table)


def _lines(claim: Claim | None) -> Iterator[str]:
    """Yields what a claim says, nothing of none."""
    if claim is None:
        return
    parts = (
        kind_words(claim.type, claim.mode, claim.status),
        days_words(claim.when),
        place_words(claim.places),
        actor_words([claim.actor]),
    )
    yield " · ".join(part for part in (*parts, claim.source.name if claim.source else "") if part)
    yield from (count_words(each, bounds_words(each.low, each.high, each.approx)) for each in claim.figures)
    yield quoted(claim.evidence[0].text, 90)
