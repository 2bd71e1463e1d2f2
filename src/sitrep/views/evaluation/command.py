"""`sitrep evaluate`: the program scored against annotated reports."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec
from rich.table import Table

from sitrep.errors import UnreadableSource, WrongUsage
from sitrep.ingest.drafts import Draft, Limits, make_document
from sitrep.ingest.encodings import decode
from sitrep.ingest.sources import NO_DEFAULTS
from sitrep.model.texts import Document
from sitrep.pipeline import Failure, read_claims, read_each
from sitrep.views.evaluation.boards import Board, RateRow, TallyRow
from sitrep.views.evaluation.scores import score_report
from sitrep.views.evaluation.scorings import GoldFile, read_gold, scored_claim, scored_gold
from sitrep.views.messages import Messages
from sitrep.views.output import write_json
from sitrep.views.screens import screen


class Report(msgspec.Struct, frozen=True):
    """One annotated report: its annotation and its text as a document whose id is the file's name."""

    gold: GoldFile
    document: Document


class Evaluation(msgspec.Struct, frozen=True):
    """What `evaluate --format json` prints; `errors` is None unless asked for."""

    reports: int
    quiet: int
    scores: dict[str, TallyRow | RateRow]
    errors: tuple[str, ...] | None = None


def evaluate(folder: str, form: Literal["table", "json"], list_errors: bool, jobs: int | None, messages: Messages) -> int:
    """Prints the scores over the annotated reports of a folder, and returns the exit code.

    Raises: WrongUsage where the folder holds none; UnreadableSource for a report that lacks its text or its form.
    """
    paths = sorted(Path(folder).glob("*.yaml"))
    if not paths:
        raise WrongUsage(f"{folder}: no annotated reports (NAME.yaml beside NAME.txt) are here")
    reports = [read_report(path) for path in paths]
    board, failed = Board(), 0
    for report, outcome in zip(reports, read_each((report.document for report in reports), read_claims, jobs), strict=True):
        if isinstance(outcome, Failure):
            failed += 1
            messages.error(f"{outcome.document.id}: a defect of the program: {outcome.message}")
        claims = () if isinstance(outcome, Failure) else outcome.claims
        gold = [scored_gold(claim, report.document.text) for claim in report.gold.claims or ()]
        score_report(report.document.id, gold, [scored_claim(claim) for claim in claims], board)
    if form == "json":
        write_json(Evaluation(board.reports, board.quiet, board.rows, tuple(board.errors) if list_errors else None))
    else:
        _print_board(board, list_errors)
    return 1 if failed else 0


def read_report(path: Path) -> Report:
    """Returns the annotated report at `path`, its text read from beside it.

    Raises: UnreadableSource.
    """
    gold = read_gold(path)
    text = path.with_suffix(".txt")
    try:
        decoded = decode(text.read_bytes())
    except OSError as error:
        raise UnreadableSource(f"{text}: the text of {path.name} cannot be read ({error.strerror})") from error
    published = gold.document.published
    draft = Draft(decoded.text, id=path.stem, published=None if published is None else str(published), language=gold.document.language)
    return Report(gold, make_document(draft, NO_DEFAULTS, Limits()))


def _print_board(board: Board, list_errors: bool) -> None:
    """Prints the scores as a table, after the misses where they are wanted."""
    console = screen()
    if list_errors:
        for error in board.errors:
            console.print(error, soft_wrap=True)
    table = Table(
        title=f"{board.reports} reports; {board.quiet} claims where there are none", title_justify="left", box=None, pad_edge=False
    )
    table.add_column("")
    for name in ("precision", "recall", "F1", "right", "gold", "found"):
        table.add_column(name, justify="right")
    for name, row in board.rows.items():
        table.add_row(name.replace("_", " "), *_cells(row))
    console.print(table)


def _cells(row: TallyRow | RateRow) -> Iterator[str]:
    """Yields the cells of one row."""
    if isinstance(row, TallyRow):
        yield from (f"{row.precision:.3f}", f"{row.recall:.3f}", f"{row.f1:.3f}", str(row.hit), str(row.gold), str(row.system))
    else:
        yield from ("", "", f"{row.accuracy:.3f}", str(round(row.accuracy * row.asked)), str(row.asked), "")
