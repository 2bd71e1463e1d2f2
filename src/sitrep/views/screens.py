"""Screens: consoles and table frames that all tables share."""

from collections.abc import Iterable, Mapping

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from sitrep.views.interrupts import ReaderGone
from sitrep.views.messages import printable

REST_WIDTH = 16


class Screen(Console):
    """A console that ends the program quietly when nobody reads on."""

    def on_broken_pipe(self) -> None:
        """Leaves the end to the command line, which knows that this is no failure."""
        raise ReaderGone


def screen() -> Console:
    """Returns the console for results: no colours and 80 columns where it is no terminal."""
    return Screen(highlight=False, markup=False, emoji=False, soft_wrap=False)


def frame(headings: Mapping[str, int | None], title: str | None = None) -> Table:
    """Returns an empty table with a line under its headings; with each the most characters of its column, None for the rest."""
    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for heading, width in headings.items():
        table.add_column(heading, overflow="fold", max_width=width, min_width=REST_WIDTH if width is None else None)
    return table


def cell(text: str, style: str = "") -> Text:
    """Returns plain text for a cell, whatever characters a report puts into it."""
    return Text(printable(text), style)


def stacked(lines: Iterable[Text]) -> Text:
    """Returns lines one under another."""
    return Text("\n").join(lines)
