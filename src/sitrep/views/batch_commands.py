"""The command for archives."""

from typing import Annotated

import typer

from sitrep.views import options
from sitrep.views.messages import MESSAGES
from sitrep.views.spreading import spread


def register(app: typer.Typer) -> None:
    """Adds the command to the program."""
    app.command(epilog="Example: sitrep batch 'crawl/*.warc.gz' --out dataset --cluster local")(batch)


@spread
def batch(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...", help="Files, folders, patterns or object-store URLs of WARC, JSONL, Parquet …", show_default=False
        ),
    ],
    *,
    out: Annotated[str, typer.Option("--out", metavar="DIR", help="The dataset's folder; a run again does only what is missing.")],
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="A Ray cluster: its address (ray://host:10001), or local for one here.", show_default=False),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(metavar="N", min=1, help="Processes on this machine; else as many as cores.", show_default=False)
    ] = None,
    partitions: Annotated[
        int | None,
        typer.Option(
            metavar="N",
            min=1,
            max=10_000,
            help="Pieces in which claims are merged; else as many as the input asks for.",
            show_default=False,
        ),
    ] = None,
    seconds: Annotated[float, typer.Option(metavar="S", min=0.1, help="The most time for one report.")] = 60.0,
    published: options.Published = None,
    language: options.Language = None,
    packs: options.Packs = None,
    metrics: Annotated[
        str | None, typer.Option(metavar="FILE", help="Keep how far it is in a file that Prometheus reads.", show_default=False)
    ] = None,
) -> None:
    """Make a dataset of an archive: claims and events as Parquet, on all cores or a cluster; safe to kill and repeat."""
    from sitrep.views import batching

    wishes = batching.Wishes(tuple(inputs), out, cluster, jobs, partitions, seconds, published, language, packs, metrics)
    raise typer.Exit(batching.batch(wishes, MESSAGES))
