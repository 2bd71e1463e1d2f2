"""Leases: who looks at which claims, so that two people are not given the same."""

import itertools
import threading
import time
from collections.abc import Callable, Iterable

LEASE_SECONDS = 300.0


class Leases:
    """The claims that are looked at, by whom, and until when."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._held: dict[str, tuple[str, float]] = {}
        self._lock = threading.Lock()

    def take(self, who: str, claims: Iterable[str], most: int) -> list[str]:
        """Returns the first claims (ids) that nobody else looks at, which `who` looks at from now on."""
        with self._lock:
            now = self._clock()
            self._held = {key: held for key, held in self._held.items() if held[1] > now and held[0] != who}
            free = list(itertools.islice((claim for claim in claims if claim not in self._held), most))
            self._held |= dict.fromkeys(free, (who, now + LEASE_SECONDS))
        return free
