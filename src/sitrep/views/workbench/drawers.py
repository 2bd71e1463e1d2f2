"""Drawers: charts drawn in a process beside the server, so that the library's memory goes back when nobody draws."""

import multiprocessing
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

from sitrep.errors import SitrepError, WrongUsage
from sitrep.pipeline import leave_signals_to_parent
from sitrep.views.translating import READ_IN, read_in

IDLE_SECONDS = 300.0
LONGEST_SECONDS = 60.0
FAILED = "the chart could not be drawn: the process that draws has ended or takes too long; load the page again"

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Drawer:
    """One process that draws, one thing after another; it begins with the first and ends once nothing was drawn for a while."""

    def __init__(self, idle: float = IDLE_SECONDS) -> None:
        self._idle = idle
        self._lock = threading.Lock()
        self._process: BaseProcess | None = None
        self._line: Connection[Any, Any] | None = None
        self._last = 0.0

    @property
    def process(self) -> BaseProcess | None:
        """The process that draws, None where there is none."""
        return self._process

    def draw(self, function: Callable[Given, Result], *given: Given.args, **named: Given.kwargs) -> Result:
        """Returns what a function of a module makes of values that can be sent, in the language of whoever reads.

        Raises: WrongUsage where the process ends or takes too long; what the function raises, if it is of our own kinds.
        """
        with self._lock:
            line = self._line or self._begin()
            try:
                line.send((read_in(), function, given, named))
                told: Result | SitrepError | None = line.recv() if line.poll(LONGEST_SECONDS) else None
            except (EOFError, OSError):
                told = None
            self._last = time.monotonic()
            if told is None:
                self._end()
                raise WrongUsage(FAILED)
        if isinstance(told, SitrepError):
            raise told
        return told

    def rest(self) -> None:
        """Ends the process where nothing was drawn for a while."""
        if time.monotonic() - self._last > self._idle and self._lock.acquire(blocking=False):
            self._end()
            self._lock.release()

    def close(self) -> None:
        """Ends the process."""
        with self._lock:
            self._end()

    def _begin(self) -> "Connection[Any, Any]":
        """Begins the process, and returns the line to it."""
        context = multiprocessing.get_context("spawn")
        line, other = context.Pipe()
        process = context.Process(target=draw_all, args=(other,), name="drawer", daemon=True)
        process.start()
        other.close()
        self._line, self._process = line, process
        return line

    def _end(self) -> None:
        """Gives the process up, whatever it does."""
        if self._process is not None and self._line is not None:
            self._line.close()
            self._process.terminate()
            self._process.join()
        self._process = self._line = None


def draw_all(line: "Connection[Any, Any]") -> None:
    """Draws what comes along the line until that ends."""
    leave_signals_to_parent()
    while True:
        try:
            language, function, given, named = line.recv()
        except EOFError:
            return
        READ_IN.set(language)
        try:
            line.send(function(*given, **named))
        except SitrepError as error:
            line.send(error)
