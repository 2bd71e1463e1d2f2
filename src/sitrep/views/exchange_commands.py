"""The commands by which a record is exchanged with other programs."""

from typing import Annotated

import typer

from sitrep.views import options
from sitrep.views.messages import MESSAGES
from sitrep.views.spreading import spread
from sitrep.views.wishes import FilterWishes, Look


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command(epilog="Example: sitrep export acled --since 2025-12-01 --place UA --out ukraine.csv")(export)
    app.command("import", epilog="Example: sitrep import acled.csv --db war.db")(import_)
    app.command(epilog="Example: sitrep compare acled.csv --since 2025-12-01 --until 2025-12-07")(compare)


@spread
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
    wishes: FilterWishes,
    mask: options.MaskPersons = False,
    look: Look,
) -> None:
    """Write the events that pass the filters, with all that stands behind them, for other programs."""
    from sitrep.views.exporting import command

    raise typer.Exit(command.export(form, out, wishes, mask, look, MESSAGES))


@spread
def import_(
    path: Annotated[
        str, typer.Argument(metavar="FILE", help="What `export jsonl` wrote, or a CSV file of ACLED or UCDP GED.", show_default=False)
    ],
    *,
    source: Annotated[
        str | None,
        typer.Option(
            "--source", metavar="NAME", help="Whose claims the rows of a CSV file are; else ACLED or UCDP GED.", show_default=False
        ),
    ] = None,
    database: options.Database = None,
) -> None:
    """Put claims that were read or coded elsewhere into a record, under their own source; safe to repeat."""
    from sitrep.views.importing import command

    raise typer.Exit(command.import_file(path, source, database, MESSAGES))


@spread
def compare(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A CSV file of ACLED or UCDP GED.", show_default=False)],
    *,
    wishes: FilterWishes,
    form: Annotated[options.TotalsFormat, typer.Option("--format", help="How to print it.")] = "table",
    look: Look,
) -> None:
    """Print which events of a curated set the record tells too, which only one of both, and where the dead differ."""
    from sitrep.views.comparing import command

    raise typer.Exit(command.compare_file(path, wishes, form, look, MESSAGES))
