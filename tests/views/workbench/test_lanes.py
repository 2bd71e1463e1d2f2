"""Lanes: requests answered one after another, and none held up by a slow one."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from sitrep.views.workbench.lanes import Lane

Result = TypeVar("Result")


def run(ask: Callable[[], Coroutine[Any, Any, Result]]) -> Result:
    """Returns what comes of a loop of its own, as that of a browser may run in this thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(ask())).result()


def test_one_after_another_and_in_their_order() -> None:
    """Two that are computed beside each other are both late."""
    under_way, order, most = [0], [], [0]

    def answer(number: int) -> int:
        under_way[0] += 1
        most[0] = max(most[0], under_way[0])
        order.append(number)
        time.sleep(0.01)
        under_way[0] -= 1
        return number

    async def ask() -> list[int]:
        lane = Lane(patience=30)
        return await asyncio.gather(*(lane.run(answer, number) for number in range(6)))

    assert run(ask) == order == list(range(6))
    assert most == [1]


def test_who_takes_long_goes_on_beside_the_others() -> None:
    """A search that takes seconds must not hold up twenty readers; one that fails gives its turn on, too."""
    ended = threading.Event()

    async def ask() -> tuple[bool, str]:
        lane = Lane(patience=0.02)
        slow = asyncio.create_task(lane.run(lambda _: ended.wait(30), None))
        await asyncio.sleep(0)
        broken = await asyncio.gather(lane.run(partial(int, base=2), "two"), return_exceptions=True)
        quick = await lane.run(str, 5)
        still_waits = not slow.done()
        ended.set()
        assert await slow
        assert isinstance(broken[0], ValueError)
        return still_waits, quick

    assert run(ask) == (True, "5")
