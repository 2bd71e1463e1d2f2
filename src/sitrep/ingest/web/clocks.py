"""Clocks: the time by which sources are polled, which tests and benchmarks let pass faster."""

import asyncio
import time
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol


class Clock(Protocol):
    """Tells the time in seconds since 1970, and waits."""

    def now(self) -> float:
        """Returns the time."""

    async def sleep_until(self, moment: float) -> None:
        """Returns when the moment has come."""

    def at_work(self) -> AbstractContextManager[None]:
        """Marks that something is under way that takes time of its own."""


class SystemClock:
    """The clock of this machine."""

    def now(self) -> float:
        """Returns the time."""
        return time.time()

    async def sleep_until(self, moment: float) -> None:
        """Returns when the moment has come."""
        await asyncio.sleep(max(0.0, moment - time.time()))

    def at_work(self) -> AbstractContextManager[None]:
        """Marks nothing: time passes by itself."""
        return nullcontext()
