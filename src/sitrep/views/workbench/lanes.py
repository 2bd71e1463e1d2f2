"""Lanes: requests that are answered one after another, since beside each other none is ready sooner and all cost more."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from anyio import to_thread

Given = TypeVar("Given")
Result = TypeVar("Result")

PATIENCE_SECONDS = 0.2


class Lane:
    """A queue before one thread at a time; whoever takes longer than a moment goes on beside it, so that nobody waits for a slow query."""

    def __init__(self, patience: float = PATIENCE_SECONDS) -> None:
        self._patience = patience
        self._turn = asyncio.Lock()

    async def run(self, answer: Callable[[Given], Result], given: Given) -> Result:
        """Returns what `answer` makes of what is given, in a thread, when its turn has come."""
        await self._turn.acquire()
        holds = [True]

        def step_aside() -> None:
            if holds:
                holds.clear()
                self._turn.release()

        late = asyncio.get_running_loop().call_later(self._patience, step_aside)
        try:
            return await to_thread.run_sync(answer, given)
        finally:
            late.cancel()
            step_aside()
