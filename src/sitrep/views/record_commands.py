"""The commands that tend a record: search, read again, take down, back up, move."""

from typing import Annotated, Literal

import typer

from sitrep.views import options
from sitrep.views.messages import MESSAGES
from sitrep.views.spreading import spread


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command(epilog="Example: sitrep search 'Kyiv \"ballistic missiles\" -drone hosp*'")(search)
    app.command(epilog="Example: sitrep reread --diff")(reread)
    app.command(epilog="Example: sitrep runs 3 4")(runs)
    app.command(epilog="Example: sitrep forget d3f9a --reason 'asked for by a court'")(forget)
    app.command(epilog="Example: sitrep backup sitrep-backup.db")(backup)
    app.command(epilog="Example: sitrep dump --out record.jsonl")(dump)
    app.command(epilog="Example: sitrep load record.jsonl --db postgresql://team@server/sitrep")(load)


@spread
def search(
    words: Annotated[
        str,
        typer.Argument(metavar="WORDS", help='All the words, "words in a row", -word without, begin* for a beginning.', show_default=False),
    ],
    *,
    among: Annotated[Literal["claims", "documents"], typer.Option("--in", help="Where to look.")] = "claims",
    limit: Annotated[int, typer.Option(metavar="N", min=1, max=1_000_000, help="At most so many.")] = 20,
    after: options.After = None,
    form: Annotated[options.OneFormat, typer.Option("--format", help="How to print it.")] = "table",
    mask: options.MaskPersons = False,
    database: options.Database = None,
) -> None:
    """Find claims or reports by their words, the last added first."""
    from sitrep.views import searching

    raise typer.Exit(searching.search(words, searching.Wanted(among, limit, after, form, mask), database))


@spread
def reread(
    *,
    since: Annotated[
        str | None,
        typer.Option(metavar="VERSION", help="What was read last by a version before this; else by any other.", show_default=False),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Everything, also what this version has read.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Print every claim that is read differently.")] = False,
    packs: options.Packs = None,
    database: options.Database = None,
    jobs: options.Jobs = None,
) -> None:
    """Read the kept reports again with this version of the program; judgements stay with what they judged."""
    from sitrep.views import rereading

    raise typer.Exit(rereading.reread(rereading.Wanted(since, everything, diff, packs, jobs), database, MESSAGES))


@spread
def runs(
    between: Annotated[list[int] | None, typer.Argument(metavar="[BEFORE AFTER]", help="Two runs to compare.", show_default=False)] = None,
    *,
    form: Annotated[options.OneFormat, typer.Option("--format", help="How to print it.")] = "table",
    database: options.Database = None,
) -> None:
    """Print which versions read what and when, or what two runs read differently."""
    from sitrep.views import rereading

    raise typer.Exit(rereading.print_runs(tuple(between or ()), form, database))


@spread
def forget(
    identifier: Annotated[str, typer.Argument(metavar="DOCUMENT", help="The whole id of a document.", show_default=False)],
    *,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why; it stays in the record.")],
    author: options.Author = None,
    database: options.Database = None,
) -> None:
    """Remove a report with all its words for good; a tombstone says why, and no command adds it again."""
    from sitrep.views import tending

    raise typer.Exit(tending.forget(identifier, reason, author, database))


@spread
def backup(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A new file.", show_default=False)],
    *,
    database: options.Database = None,
) -> None:
    """Copy a record into one SQLite file while others go on reading and writing."""
    from sitrep.views import tending

    raise typer.Exit(tending.backup(path, database, MESSAGES))


@spread
def dump(
    *,
    out: Annotated[str | None, typer.Option("--out", metavar="FILE", help="Where to; else standard output.", show_default=False)] = None,
    database: options.Database = None,
) -> None:
    """Write a whole record as JSON lines, to load it elsewhere."""
    from sitrep.views import tending

    raise typer.Exit(tending.dump(out, database, MESSAGES))


@spread
def load(
    path: Annotated[
        str, typer.Argument(metavar="FILE", help="What `dump` wrote, - for standard input, or a dataset of `batch`.", show_default=False)
    ],
    *,
    database: options.Database = None,
) -> None:
    """Put a dump into a new record, all or nothing; or what a batch found into any record."""
    from sitrep.views import tending

    raise typer.Exit(tending.load(path, database, MESSAGES))
