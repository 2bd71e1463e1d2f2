"""Interrupts: ways in which the world outside ends a run, as exceptions that no handler of errors takes for one."""

import os
import signal
from types import FrameType


class Interrupted(BaseException):
    """The user or the system asks the program to stop; `exit_code` is 130 for Ctrl-C and 143 for SIGTERM."""

    def __init__(self, exit_code: int) -> None:
        super().__init__(f"interrupted, exit code {exit_code}")
        self.exit_code = exit_code


class ReaderGone(BaseException):
    """Whoever reads the output has had enough of it, as `head` does."""


def raise_interrupts() -> None:
    """Makes SIGINT and SIGTERM raise `Interrupted` in the main thread."""
    signal.signal(signal.SIGINT, _raise)
    signal.signal(signal.SIGTERM, _raise)


def end_at_interrupts() -> None:
    """Makes SIGINT and SIGTERM end the process at once, where nothing can be lost and a thread that reads standard input would hold it."""
    signal.signal(signal.SIGINT, _end)
    signal.signal(signal.SIGTERM, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    """Ends the process with the exit code of one signal."""
    os._exit(128 + number)


def _raise(number: int, _frame: FrameType | None) -> None:
    """Raises the interrupt of one signal."""
    raise Interrupted(128 + number)
