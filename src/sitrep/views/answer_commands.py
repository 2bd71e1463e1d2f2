"""The commands that answer what changed, and assistants."""

from typing import Annotated, Literal

import typer

from sitrep.views import options
from sitrep.views.spreading import spread
from sitrep.views.wishes import FilterWishes, Look


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command(epilog="Example: sitrep trend --until 2025-12-07 --measure launched,killed --by region")(trend)
    app.command(epilog="Example: sitrep mcp --db war.db")(mcp)


@spread
def trend(
    *,
    by: Annotated[
        str | None,
        typer.Option(metavar="GROUP,...", help="Apart for each place, region, country, munition or actor.", show_default=False),
    ] = None,
    measure: Annotated[
        str | None,
        typer.Option(metavar="MEASURE,...", help="Only these, such as launched or killed; incidents counts events.", show_default=False),
    ] = None,
    period: Annotated[
        Literal["week", "day"], typer.Option(help="Compare the last week with the 8 before it, or the last day with 28.")
    ] = "week",
    series: Annotated[bool, typer.Option("--series", help="Also print every count week by week, with what was read.")] = False,
    everything: Annotated[bool, typer.Option("--all", help="Leave out nothing of long lists.")] = False,
    filters: FilterWishes,
    form: Annotated[options.TotalsFormat, typer.Option("--format", help="How to print it.")] = "table",
    look: Look,
) -> None:
    """Say what changed against the weeks before, by how much and on what coverage, and nothing where only the sources changed.

    Without days the series are of a year, up to the last whole week that was read.
    """
    from sitrep.views.trending import command

    wishes = command.TrendWishes(filters, period, by, measure, everything, series)
    raise typer.Exit(command.trend(wishes, form, look))


@spread
def mcp(
    *,
    look: Look,
) -> None:
    """Answer assistants by the Model Context Protocol over standard input and output; they only read, and get the evidence with it."""
    from sitrep.views import extras

    extras.library("mcp", "mcp", "the server for assistants")
    from sitrep.views.assistants import server

    raise typer.Exit(server.serve(look))
