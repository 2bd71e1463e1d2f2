"""The command that writes what is read by others: the situation report."""

from typing import Annotated, Literal

import typer

from sitrep.views import options
from sitrep.views.messages import MESSAGES
from sitrep.views.spreading import spread
from sitrep.views.wishes import FilterWishes, Look


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command(epilog="Example: sitrep report --week 2025-W49 --conflict ukraine --format pdf --out week.pdf")(report)


@spread
def report(
    *,
    week: Annotated[
        str | None,
        typer.Option(metavar="WEEK", help="An ISO week, such as 2025-W49; without any days, that of the last report.", show_default=False),
    ] = None,
    since: options.Since = None,
    until: options.Until = None,
    conflict: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Only what belongs to a conflict, such as ukraine, or FILE.toml of your own.", show_default=False
        ),
    ] = None,
    place: options.Place = None,
    actor: options.Actor = None,
    munition: options.Munition = None,
    source: options.Source = None,
    form: Annotated[
        Literal["html", "pdf", "docx", "md"] | None,
        typer.Option("--format", help="What to write; else as the ending of FILE says, else html.", show_default=False),
    ] = None,
    out: Annotated[str | None, typer.Option("--out", metavar="FILE", help="Where to; else standard output.", show_default=False)] = None,
    slots: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="What you add to the report; else report.toml in this folder, if there.", show_default=False),
    ] = None,
    new_slots: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write an empty file for what you add, and end.", show_default=False)
    ] = None,
    mask: options.MaskPersons = False,
    look: Look,
) -> None:
    """Write the situation report of a week or other days, every number footnoted to its words."""
    from sitrep.views.reporting import command

    if new_slots:
        raise typer.Exit(command.new_slots(new_slots, MESSAGES))
    filters = FilterWishes(since, until, place=place, actor=actor, munition=munition, source=source)
    wishes = command.Wishes(week, filters, conflict, form or command.format_of(out), out, slots, mask)
    raise typer.Exit(command.report(wishes, look, MESSAGES))
