"""The commands that follow feeds, and tell how far they can be relied on."""

from typing import Annotated

import typer

from sitrep.views import options
from sitrep.views.messages import MESSAGES
from sitrep.views.spreading import spread


def register(app: typer.Typer) -> None:
    """Adds the commands to the program."""
    app.command(epilog="Example: sitrep watch FEEDS.toml --db war.db")(watch)
    app.command(epilog="Example: sitrep sources --since 2025-12-01 --until 2025-12-07")(sources)


@spread
def watch(
    feeds: Annotated[
        str, typer.Argument(metavar="FEEDS", help="A TOML file of feeds (docs/watch.md), or an OPML file.", show_default=False)
    ],
    *,
    once: Annotated[bool, typer.Option("--once", help="Poll what is due, read what is new, and end.")] = False,
    packs: options.Packs = None,
    allow_private: options.AllowPrivate = None,
    sources_too: Annotated[bool, typer.Option("--keep-source", help="Keep the page that each report was read from, too.")] = False,
    database: options.Database = None,
) -> None:
    """Poll feeds politely and add what is new, until stopped; goes on where it stopped."""
    from sitrep.views import runs, watching
    from sitrep.watch.watcher import Care

    wishes = runs.Wishes((), packs=packs, allowed=allow_private)
    raise typer.Exit(watching.watch(feeds, wishes, Care(once, sources_too), database, MESSAGES))


@spread
def sources(
    *,
    since: options.Since = None,
    until: options.Until = None,
    form: Annotated[options.OneFormat, typer.Option("--format", help="How to print it.")] = "table",
    database: options.Database = None,
) -> None:
    """Print which followed feeds were heard, which fell silent or publish otherwise than ever; of the last seven days, or a span."""
    from sitrep.views import source_tables

    raise typer.Exit(source_tables.list_sources(since, until, form, database))
