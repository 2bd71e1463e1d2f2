"""Clocks: the time by which sources are polled; days of it pass in seconds where that is tried out."""

import asyncio
import heapq
import itertools
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Protocol

SETTLING = 25  # turns of the loop after which all that can go on has gone on


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


class SimulatedClock:
    """A clock that stands still while anything is at work, and else jumps to the next moment that is waited for, when `run` drives it."""

    def __init__(self, start: float) -> None:
        self._now = start
        self._working = 0
        self._order = itertools.count()
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []

    def now(self) -> float:
        """Returns the time."""
        return self._now

    async def sleep_until(self, moment: float) -> None:
        """Returns when the moment has come."""
        if moment <= self._now:
            await asyncio.sleep(0)
            return
        future = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (moment, next(self._order), future))
        await future

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Holds the time while something is under way."""
        self._working += 1
        try:
            yield
        finally:
            self._working -= 1

    async def run(self) -> None:
        """Lets the time pass until it is cancelled."""
        while True:
            if self._working:
                await asyncio.sleep(0.0005)
                continue
            for _ in range(SETTLING):
                await asyncio.sleep(0)
            if not self._working and self._waiting:
                self._advance()

    def _advance(self) -> None:
        """Jumps to the next moment that is waited for, and wakes who waits for it."""
        moment, _, future = heapq.heappop(self._waiting)
        self._now = max(self._now, moment)
        if not future.done():
            future.set_result(None)
