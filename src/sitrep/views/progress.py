"""Progress: one live line on a terminal, nothing elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from sitrep.views.messages import Loudness, Messages


def is_live(messages: Messages) -> bool:
    """Whether somebody watches: standard error is a terminal and is not to be quiet."""
    return sys.stderr.isatty() and messages.loudness > Loudness.QUIET


@contextmanager
def live_line(messages: Messages) -> Iterator[Callable[[str], None]]:
    """Gives a function that shows how far things are; it shows nothing where standard error is no terminal or is to be quiet."""
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=not is_live(messages)) as progress:
        task = progress.add_task("starting")
        yield lambda words: progress.update(task, description=words)
