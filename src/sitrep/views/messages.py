"""Messages: everything that is no result, on standard error."""

import re
import sys
from enum import IntEnum

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Loudness(IntEnum):
    """How much is told: failures only, what was done, every step."""

    QUIET = 0
    NORMAL = 1
    VERBOSE = 2


class Messages:
    """Speaks to the user on standard error; errors are told at any loudness."""

    def __init__(self, loudness: Loudness = Loudness.NORMAL) -> None:
        self.loudness = loudness

    def error(self, message: str) -> None:
        """Tells what went wrong, on one line."""
        self._tell(f"sitrep: {message}")

    def note(self, message: str) -> None:
        """Tells what was done."""
        if self.loudness >= Loudness.NORMAL:
            self._tell(message)

    def detail(self, message: str) -> None:
        """Tells one step of many."""
        if self.loudness >= Loudness.VERBOSE:
            self._tell(message)

    def _tell(self, message: str) -> None:
        """Writes one line without control characters, whatever the message was made from."""
        sys.stderr.write(printable(" ".join(message.splitlines())) + "\n")
        sys.stderr.flush()


MESSAGES = Messages()


def set_loudness(verbose: bool, quiet: bool) -> None:
    """Sets how much is told; a command's own flags go before those that stand before the command."""
    if verbose or quiet:
        MESSAGES.loudness = Loudness.VERBOSE if verbose else Loudness.QUIET


def printable(text: str) -> str:
    """Returns words of a report without characters that steer a terminal.

    >>> printable("red \\x1b[31malert")
    'red [31malert'
    """
    return CONTROLS.sub("", text)
