"""`sitrep judge`: the commands by which people decide, accept, correct and undo."""

from typing import Annotated

import typer

from sitrep.views import options
from sitrep.views.messages import MESSAGES
from sitrep.views.spreading import spread
from sitrep.views.wishes import Hand

app = typer.Typer(
    name="judge",
    help="Decide on claims and events; every decision is kept with its author and can be undone.",
    epilog="Example: sitrep judge reject c3f9a --reason 'an exercise, no attack'",
    no_args_is_help=True,
)
Identifiers = Annotated[
    list[str],
    typer.Argument(metavar="ID...", help="Ids of claims, or of events for all their claims.", show_default=False),
]


@app.command(epilog="Example: sitrep judge accept c3f9a --as Olena")
@spread
def accept(
    identifiers: Identifiers,
    *,
    hand: Hand,
    database: options.Database = None,
) -> None:
    """Say that claims are read rightly."""
    from sitrep.views import judging

    raise typer.Exit(judging.judge_claims("accept", identifiers, hand, database, MESSAGES))


@app.command(epilog="Example: sitrep judge reject c3f9a --reason 'an exercise, no attack'")
@spread
def reject(
    identifiers: Identifiers,
    *,
    hand: Hand,
    database: options.Database = None,
) -> None:
    """Say that claims are none: they are kept, and count in no event."""
    from sitrep.views import judging

    raise typer.Exit(judging.judge_claims("reject", identifiers, hand, database, MESSAGES))


@app.command(epilog="Example: sitrep judge correct c3f9a status=planned figures.0.low=5 actor=Russia")
@spread
def correct(
    identifier: Annotated[str, typer.Argument(metavar="CLAIM", help="The id of a claim.", show_default=False)],
    changes: Annotated[
        list[str],
        typer.Argument(
            metavar="FIELD=VALUE...",
            help="A field as `show --format json` names it, and its value (JSON or a word).",
            show_default=False,
        ),
    ],
    *,
    hand: Hand,
    database: options.Database = None,
) -> None:
    """Set fields of a claim right; null takes an element out of a list."""
    from sitrep.views import judging

    raise typer.Exit(judging.correct(identifier, changes, hand, database, MESSAGES))


@app.command(epilog="Example: sitrep judge merge e3f9a e77b0")
@spread
def merge(
    identifiers: Annotated[list[str], typer.Argument(metavar="EVENT EVENT...", help="Ids of two or more events.", show_default=False)],
    *,
    hand: Hand,
    database: options.Database = None,
) -> None:
    """Say that events are one."""
    from sitrep.views import judging

    raise typer.Exit(judging.merge(identifiers, hand, database, MESSAGES))


@app.command(epilog="Example: sitrep judge split e3f9a c51d2 c8e07")
@spread
def split(
    event: Annotated[str, typer.Argument(metavar="EVENT", help="The id of an event.", show_default=False)],
    claims: Annotated[list[str], typer.Argument(metavar="CLAIM...", help="Its claims that tell of another happening.", show_default=False)],
    *,
    hand: Hand,
    database: options.Database = None,
) -> None:
    """Say that some claims of an event are an event of their own."""
    from sitrep.views import judging

    raise typer.Exit(judging.split(event, claims, hand, database, MESSAGES))


@app.command(epilog="Example: sitrep judge undo j3f9a")
@spread
def undo(
    identifier: Annotated[str, typer.Argument(metavar="JUDGEMENT", help="The id of a judgement, an undo too.", show_default=False)],
    *,
    author: options.Author = None,
    reason: options.Reason = None,
    database: options.Database = None,
) -> None:
    """Take a judgement back; both stay in the log."""
    from sitrep.views import judging

    raise typer.Exit(judging.undo(identifier, Hand(author, reason), database, MESSAGES))


@app.command(epilog="Example: sitrep judge log --format json")
@spread
def log(
    *,
    form: Annotated[options.OneFormat, typer.Option("--format", help="How to print it.")] = "table",
    database: options.Database = None,
) -> None:
    """Print every judgement ever made, what became of it, and those that fit no claim any more."""
    from sitrep.views import judgement_logs

    raise typer.Exit(judgement_logs.print_log(form, database))


@app.command(epilog="Example: sitrep judge gold --out gold/ && sitrep evaluate gold/")
@spread
def gold(
    *,
    out: Annotated[str, typer.Option("--out", metavar="DIR", help="The folder to write NAME.txt and NAME.yaml to.")],
    partial: Annotated[bool, typer.Option("--partial", help="Reports with unjudged claims too, without those claims.")] = False,
    database: options.Database = None,
) -> None:
    """Write judged reports as annotations, to score the program by."""
    from sitrep.views import golds

    raise typer.Exit(golds.write_gold(out, partial, database, MESSAGES))
