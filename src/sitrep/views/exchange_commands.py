"""The commands by which a record is exchanged with other programs."""

from typing import Annotated

import typer

from sitrep.views import options
from sitrep.views.messages import MESSAGES, set_loudness


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command(epilog="Example: sitrep export acled --since 2025-12-01 --place UA --out ukraine.csv")(export)


def export(
    form: Annotated[
        str,
        typer.Argument(metavar="FORMAT", help="acled, csv, ftm, geojson, hxl, jsonl, parquet, plover, ucdp, xlsx.", show_default=False),
    ],
    *,
    out: Annotated[
        str | None,
        typer.Option(
            "--out", metavar="FILE", help="Where to: a file, for csv and parquet a folder; else standard output.", show_default=False
        ),
    ] = None,
    since: options.Since = None,
    until: options.Until = None,
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
    mask: options.MaskPersons = False,
    database: options.Database = None,
    verbose: options.Verbose = False,
    quiet: options.Quiet = False,
    version: options.Version = False,
) -> None:
    """Write the events that pass the filters, with all that stands behind them, for other programs."""
    set_loudness(verbose, quiet)
    from sitrep.views import listing, records
    from sitrep.views.exporting import command

    wishes = listing.FilterWishes(since, until, kind, mode, place, actor, munition, source, status, scope)
    raise typer.Exit(command.export(form, out, wishes, mask, records.Look(database, rule, as_known), MESSAGES))
