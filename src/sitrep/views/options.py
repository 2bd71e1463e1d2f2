"""Options: what the commands share, told once."""

from typing import Annotated, Literal

import typer

import sitrep

ExtractionFormat = Literal["table", "json", "jsonl"]
AnnotationFormat = Literal["json", "jsonl"]
EventsFormat = Literal["table", "json", "jsonl", "csv", "geojson"]
TotalsFormat = Literal["table", "json", "csv"]
OneFormat = Literal["table", "json"]


def listed(typed: str | None) -> tuple[str, ...]:
    """Returns the values that stand between commas.

    >>> listed("crime, my-packs,"), listed(None)
    (('crime', 'my-packs'), ())
    """
    return tuple(part.strip() for part in (typed or "").split(",") if part.strip())


def _print_version(wanted: bool) -> None:
    """Prints the version and ends."""
    if wanted:
        typer.echo(f"sitrep {sitrep.__version__}")
        raise typer.Exit


Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="A file (text, HTML, PDF, DOCX, mail, JSONL, CSV, Parquet, chat, WARC, ZIP), folder, pattern, URL (page, file, feed) or -.",
        show_default=False,
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        metavar="DATE", help="The day of publication of reports that do not give their own: an ISO date or date-time.", show_default=False
    ),
]
Language = Annotated[
    str | None,
    typer.Option(metavar="xx", help="The language of reports that do not give their own; else it is found out.", show_default=False),
]
Packs = Annotated[
    str | None,
    typer.Option(metavar="PACK,...", help="Packs beyond the default ones: crime, or folders with packs of your own.", show_default=False),
]
AllowPrivate = Annotated[
    str | None,
    typer.Option(
        "--allow-private",
        metavar="HOST,...",
        help="Hosts, addresses or networks that URLs may lead to though they are not public, such as 127.0.0.1 or 10.0.0.0/8.",
        show_default=False,
    ),
]
Jobs = Annotated[
    int | None,
    typer.Option(metavar="N", help="Read on N processes; else on one, and on several where there are many reports.", show_default=False),
]
Database = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="DB",
        envvar="SITREP_DB",
        help="The record: a file, or a database URL; else sitrep.db in this folder.",
        show_default=False,
    ),
]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Tell every step on standard error.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Tell failures only.")]
Version = Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end.")]
Since = Annotated[str | None, typer.Option(metavar="DATE", help="From this day on, inclusive.", show_default=False)]
Until = Annotated[str | None, typer.Option(metavar="DATE", help="Up to this day, inclusive.", show_default=False)]
Type = Annotated[str | None, typer.Option("--type", metavar="TYPE,...", help="Of these types, such as ASSAULT.", show_default=False)]
Mode = Annotated[str | None, typer.Option(metavar="MODE,...", help="Of these modes, such as drone.", show_default=False)]
Place = Annotated[str | None, typer.Option(metavar="NAME,...", help="In a place, region or country (by name or code).", show_default=False)]
Actor = Annotated[str | None, typer.Option(metavar="NAME,...", help="By or with an actor.", show_default=False)]
Munition = Annotated[str | None, typer.Option(metavar="NAME,...", help="With a munition, by class or model.", show_default=False)]
Source = Annotated[str | None, typer.Option(metavar="NAME,...", help="Told by a speaker, role, body or outlet.", show_default=False)]
Status = Annotated[
    str | None, typer.Option(metavar="STATUS,...", help="Of these statuses, such as occurred or planned.", show_default=False)
]
Scope = Annotated[str | None, typer.Option(metavar="SCOPE,...", help="With a claim of this scope, such as incident.", show_default=False)]
Limit = Annotated[int | None, typer.Option(metavar="N", min=1, max=1_000_000, help="At most so many; else all.", show_default=False)]
After = Annotated[
    str | None, typer.Option(metavar="PLACE", help="Go on after a page: its `next`, which JSON output tells.", show_default=False)
]
MaskPersons = Annotated[
    bool, typer.Option("--mask-persons", help="Leave out the names of people who speak or act for no body, and where they stand in quotes.")
]
Author = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="NAME", envvar="SITREP_USER", help="Who decides; else as git or the system knows you.", show_default=False
    ),
]
Reason = Annotated[str | None, typer.Option(metavar="TEXT", help="Why.", show_default=False)]
Suggestion = Annotated[bool, typer.Option("--suggestion", help="A machine's: kept and listed, without effect until a person judges.")]
Rule = Annotated[
    str | None,
    typer.Option(
        metavar="RULE",
        help="Which of several numbers is shown: latest-by-independent-source, best-low-high, conservative, one-side:XX.",
        show_default=False,
    ),
]
AsKnown = Annotated[
    str | None,
    typer.Option("--as-known", metavar="TIME", help="As known at this time: from reports published up to then.", show_default=False),
]
