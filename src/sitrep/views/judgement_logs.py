"""`sitrep judge log`: every judgement, and what became of it."""

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Literal

import msgspec

from sitrep.model.judgements import Judgement, Target
from sitrep.store.attachments import Attachment, taken_back
from sitrep.store.records import Record
from sitrep.views.output import write_json
from sitrep.views.records import open_record
from sitrep.views.screens import cell, frame, screen, stacked
from sitrep.views.words import counted, quoted

COLUMNS = {"ID": 17, "When and who": 20, "What": None, "State": 16}
State = Literal["stands", "taken back", "suggestion", "fits no claim", "fits in part"]


class Entry(msgspec.Struct, frozen=True):
    """One judgement as the log tells it: `loose` are the targets that no claim of today fits."""

    judgement: Judgement
    state: State
    claims: tuple[str, ...]
    loose: tuple[Target, ...]


class Log(msgspec.Struct, frozen=True):
    """What `judge log --format json` prints."""

    judgements: list[Entry]


def print_log(form: Literal["table", "json"], database: str | None) -> int:
    """Prints all judgements, earliest first, and returns the exit code."""
    with open_record(database) as record:
        entries = log_entries(record)
    if form == "json":
        write_json(Log(entries))
    else:
        _print_table(entries)
    return 0


def log_entries(record: Record) -> list[Entry]:
    """Returns all judgements with what became of each, earliest first."""
    standing = {each.judgement.id: each for each in record.attachments()}
    made = record.judgements()
    undone = taken_back(made)
    return [_entry(judgement, standing, undone) for judgement in made]


def _entry(judgement: Judgement, standing: Mapping[str, Attachment], undone: Set[str]) -> Entry:
    """Returns a judgement with what became of it; `undone` are the ids of those that are taken back."""
    held = standing.get(judgement.id)
    if held is None:
        return Entry(judgement, _fallen(judgement, undone), (), ())
    claims = (*held.targets, *held.others)
    state: State = "stands" if not held.loose else "fits in part" if claims else "fits no claim"
    return Entry(judgement, state, claims, held.loose)


def _fallen(judgement: Judgement, undone: Set[str]) -> State:
    """Returns the state of an undoing, a suggestion, or a judgement that is taken back."""
    return "taken back" if judgement.id in undone else "suggestion" if judgement.suggested else "stands"


def _print_table(entries: Sequence[Entry]) -> None:
    """Prints one row a judgement."""
    console = screen()
    if not entries:
        console.print("no judgements")
        return
    table = frame(COLUMNS, counted(len(entries), "judgement"))
    for entry in entries:
        judgement = entry.judgement
        table.add_row(
            cell(judgement.id),
            stacked([cell(judgement.at[:16].replace("T", " ")), cell(judgement.author)]),
            stacked(cell(line) for line in _lines(entry)),
            cell(entry.state, "" if entry.state == "stands" else "yellow"),
        )
    console.print(table)


def _lines(entry: Entry) -> Iterator[str]:
    """Yields what was decided, on which words, and why."""
    judgement = entry.judgement
    many = counted(len(judgement.targets), "claim")
    yield f"{judgement.action} {judgement.undoes or many}"
    yield from (f"{change.field} = {msgspec.json.encode(change.value).decode()}" for change in judgement.changes)
    for each in judgement.targets[:2]:
        yield from (f"  {quoted(span.text, 80)}" for span in each.evidence[:1])
    if judgement.reason:
        yield f"because: {judgement.reason}"
