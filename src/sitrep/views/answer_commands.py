"""The commands that answer what changed, and assistants."""

from typing import Annotated, Literal

import typer

from sitrep.views import options
from sitrep.views.messages import set_loudness


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command(epilog="Example: sitrep trend --until 2025-12-07 --measure launched,killed --by region")(trend)
    app.command(epilog="Example: sitrep mcp --db war.db")(mcp)


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
    since: Annotated[str | None, typer.Option(metavar="DATE", help="Where the series begin; else a year back.", show_default=False)] = None,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="The last day; else that of the last whole week that was read.", show_default=False)
    ] = None,
    kind: options.Type = None,
    mode: options.Mode = None,
    place: options.Place = None,
    actor: options.Actor = None,
    munition: options.Munition = None,
    source: options.Source = None,
    status: options.Status = None,
    scope: options.Scope = None,
    rule: options.Rule = None,
    as_known: options.AsKnown = None,
    form: Annotated[options.TotalsFormat, typer.Option("--format", help="How to print it.")] = "table",
    database: options.Database = None,
    verbose: options.Verbose = False,
    quiet: options.Quiet = False,
    version: options.Version = False,
) -> None:
    """Say what changed against the weeks before, by how much and on what coverage, and nothing where only the sources changed."""
    set_loudness(verbose, quiet)
    from sitrep.views import listing, records
    from sitrep.views.trending import command

    filters = listing.FilterWishes(since, until, kind, mode, place, actor, munition, source, status, scope)
    wishes = command.TrendWishes(filters, period, by, measure, everything, series)
    raise typer.Exit(command.trend(wishes, form, records.Look(database, rule, as_known)))


def mcp(
    *,
    rule: options.Rule = None,
    as_known: options.AsKnown = None,
    database: options.Database = None,
    verbose: options.Verbose = False,
    quiet: options.Quiet = False,
    version: options.Version = False,
) -> None:
    """Answer assistants by the Model Context Protocol over standard input and output; they only read, and get the evidence with it."""
    set_loudness(verbose, quiet)
    from sitrep.views import extras, records

    extras.library("mcp", "mcp", "the server for assistants")
    from sitrep.views.assistants import server

    raise typer.Exit(server.serve(records.Look(database, rule, as_known)))
