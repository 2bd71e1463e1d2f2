"""The command line: what can be asked, and how each way to end becomes an exit code."""

import logging
import os
import sys
from typing import Annotated, NoReturn

import typer

from sitrep.errors import SitrepError, StoreUnavailable, WrongUsage
from sitrep.views import (
    answer_commands,
    batch_commands,
    exchange_commands,
    judge_commands,
    options,
    record_commands,
    report_commands,
    serve_commands,
    watch_commands,
)
from sitrep.views.interrupts import Interrupted, ReaderGone, raise_interrupts
from sitrep.views.messages import MESSAGES, Loudness, set_loudness
from sitrep.views.spreading import spread
from sitrep.views.wishes import FilterWishes, Look

app = typer.Typer(
    name="sitrep",
    help="Reads news reports on armed conflict and diplomacy into a record whose every figure shows its words and its speaker.",
    epilog="Example: sitrep extract report.txt --published 2025-12-07",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.add_typer(judge_commands.app)
record_commands.register(app)
serve_commands.register(app)
exchange_commands.register(app)
batch_commands.register(app)
report_commands.register(app)
answer_commands.register(app)
watch_commands.register(app)


@app.callback()
def sitrep(*, verbose: options.Verbose = False, quiet: options.Quiet = False, version: options.Version = False) -> None:
    """Reads news reports on armed conflict and diplomacy into a record whose every figure shows its words and its speaker."""
    MESSAGES.loudness = Loudness.NORMAL
    set_loudness(verbose, quiet)


@app.command(epilog="Example: sitrep extract report.txt --published 2025-12-07 --format json")
@spread
def extract(
    sources: options.Sources,
    *,
    published: options.Published = None,
    language: options.Language = None,
    packs: options.Packs = None,
    form: Annotated[options.ExtractionFormat, typer.Option("--format", help="How to print the result.")] = "table",
    explain: Annotated[
        bool, typer.Option("--explain", help="Say which rules gave each claim its values, and which words became no claim.")
    ] = False,
    allow_private: options.AllowPrivate = None,
    jobs: options.Jobs = None,
) -> None:
    """Print what reports claim, and the events those claims merge into; store nothing."""
    from sitrep.views import extracting, runs

    read = extracting.explain if explain else extracting.extract
    raise typer.Exit(read(runs.Wishes(tuple(sources), published, language, packs, jobs, allow_private), form, MESSAGES))


@app.command(epilog="Example: sitrep annotate report.txt --published 2025-12-07")
@spread
def annotate(
    sources: options.Sources,
    *,
    published: options.Published = None,
    language: options.Language = None,
    form: Annotated[options.AnnotationFormat, typer.Option("--format", help="How to print the result.")] = "json",
    allow_private: options.AllowPrivate = None,
    jobs: options.Jobs = None,
) -> None:
    """Print every place, time, figure, actor and attribution in reports, whether or not a claim uses it."""
    from sitrep.views import annotating, runs

    raise typer.Exit(annotating.annotate(runs.Wishes(tuple(sources), published, language, None, jobs, allow_private), form, MESSAGES))


@app.command(epilog="Example: sitrep add reports/ --db war.db")
@spread
def add(
    sources: options.Sources,
    *,
    published: options.Published = None,
    language: options.Language = None,
    packs: options.Packs = None,
    sources_too: Annotated[bool, typer.Option("--keep-source", help="Keep the file or line that each report was read from, too.")] = False,
    database: options.Database = None,
    allow_private: options.AllowPrivate = None,
    jobs: options.Jobs = None,
) -> None:
    """Keep what reports claim in a record; safe to repeat, goes on where it stopped."""
    from sitrep.views import adding, runs

    raise typer.Exit(
        adding.add(runs.Wishes(tuple(sources), published, language, packs, jobs, allow_private), sources_too, database, MESSAGES)
    )


@app.command(epilog="Example: sitrep events --since 2025-12-01 --until 2025-12-07 --type ASSAULT --place Kyiv")
@spread
def events(
    *,
    wishes: FilterWishes,
    limit: options.Limit = None,
    after: options.After = None,
    form: Annotated[options.EventsFormat, typer.Option("--format", help="How to print the events.")] = "table",
    mask: options.MaskPersons = False,
    look: Look,
) -> None:
    """Print the events of a record; of several values with commas between them, one must fit."""
    from sitrep.views import listing

    raise typer.Exit(listing.list_events(wishes, listing.page(limit, after), listing.Print(form, mask), look))


@app.command(epilog="Example: sitrep totals --by week,munition --measure launched,intercepted")
@spread
def totals(
    *,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="GROUP,...",
            help="Sum for each day, week, month, year, place, region, country, munition, actor, type, or side of the speakers.",
            show_default=False,
        ),
    ] = None,
    measure: Annotated[
        str | None, typer.Option(metavar="MEASURE,...", help="Only these measures, such as launched or killed.", show_default=False)
    ] = None,
    differences: Annotated[bool, typer.Option("--differences", help="Also print by how much running totals grew.")] = False,
    wishes: FilterWishes,
    form: Annotated[options.TotalsFormat, typer.Option("--format", help="How to print the sums.")] = "table",
    look: Look,
) -> None:
    """Print sums over the incidents of a record, never mixing in totals stated for periods: those stand beside, with the difference."""
    from sitrep.views import summing

    sums = summing.SumWishes(by, measure, differences)
    raise typer.Exit(summing.list_totals(wishes, sums, form, look))


@app.command(epilog="Example: sitrep show 3f9a")
@spread
def show(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="The id of an event or a claim, or the first characters that no other has.")
    ],
    *,
    why: Annotated[bool, typer.Option("--why", help="Say why its claims are one event, and events near by are others.")] = False,
    form: Annotated[options.OneFormat, typer.Option("--format", help="How to print it.")] = "table",
    mask: options.MaskPersons = False,
    look: Look,
) -> None:
    """Print one event with every figure side by side, who said it, and the words themselves."""
    from sitrep.views import showing

    raise typer.Exit(showing.show(identifier, showing.Print(form, why, mask), look))


@app.command(epilog="Example: sitrep evaluate gold/ --errors")
@spread
def evaluate(
    gold: Annotated[str, typer.Argument(metavar="GOLD_DIR", help="A folder of reports, NAME.txt, with their annotations, NAME.yaml.")],
    *,
    form: Annotated[options.OneFormat, typer.Option("--format", help="How to print the scores.")] = "table",
    errors: Annotated[bool, typer.Option("--errors", help="List every miss.")] = False,
    jobs: options.Jobs = None,
) -> None:
    """Score the program against reports that people have annotated."""
    from sitrep.views.evaluation import command

    raise typer.Exit(command.evaluate(gold, form, errors, jobs, MESSAGES))


@app.command(epilog="Example: sitrep schema > record.schema.json")
def schema(*, verbose: options.Verbose = False, quiet: options.Quiet = False, version: options.Version = False) -> None:
    """Print the JSON Schema of what extract prints as JSON."""
    set_loudness(verbose, quiet)
    from sitrep.views import schemas

    schemas.print_schema()


def main() -> NoReturn:
    """Runs the command that was typed and ends the process with its exit code."""
    raise_interrupts()
    logging.getLogger().addHandler(logging.NullHandler())  # what libraries remark on the files they parse is no message of ours
    sys.exit(_exit_code())


def _exit_code() -> int:
    """Runs the command and returns the exit code of the way in which it ended."""
    try:
        app(prog_name="sitrep")
    except SystemExit as end:
        return _flushed(end.code if isinstance(end.code, int) else 0)
    except Interrupted as interrupt:
        MESSAGES.error("stopped")
        return interrupt.exit_code
    except ReaderGone:
        return _without_reader()
    except SitrepError as error:
        MESSAGES.error(str(error))
        return 2 if isinstance(error, WrongUsage) else 3 if isinstance(error, StoreUnavailable) else 1
    except OSError as error:
        MESSAGES.error(f"standard output: cannot be written ({error.strerror or error})")
        return 1
    return 0


def _flushed(code: int) -> int:
    """Returns the exit code after all output has gone out, as a full disk shows only then."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _without_reader()
    return code


def _without_reader() -> int:
    """Ends quietly when the reader of the output has had enough of it, as `head` does."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
