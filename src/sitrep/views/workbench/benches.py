"""The bench: what all requests share, the open record, the settings, and the thread that keeps events fresh."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from sitrep.errors import SitrepError
from sitrep.store import surveys
from sitrep.store.records import Record
from sitrep.views.messages import MESSAGES
from sitrep.views.records import open_record
from sitrep.views.workbench.leases import Leases
from sitrep.views.workbench.settings import Settings

Value = TypeVar("Value")

LOOK_AGAIN_SECONDS = 2.0
TOTALS_REST = 10  # totals need a merge of all claims: they rest ten times as long as the last one took
MOST_KEPT = 256


class Bench:
    """One workbench: its record, open as long as it is served.

    Pages show the events as they were computed last, and never wait for them.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.record: Record = open_record(settings.database)
        self.record.lags = True
        self.leases = Leases()
        self._woken = threading.Event()
        self._ended = threading.Event()
        self._kept: dict[str, tuple[str, object]] = {}
        self._thread = threading.Thread(target=self._keep_fresh, name="fresh", daemon=True)

    def start(self) -> None:
        """Begins to keep events fresh."""
        self._thread.start()

    def close(self) -> None:
        """Ends what it began and gives up the record."""
        self._ended.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()
        self.record.close()

    def wake(self) -> None:
        """Says that the record has changed, so that events follow at once."""
        self._woken.set()

    def state(self) -> surveys.State:
        """Returns the state of the record."""
        return self.record.ask(surveys.state)

    def once(self, name: str, compute: Callable[[], Value]) -> Value:
        """Returns what `compute` returns, computed once for each state of the record under this name."""
        tag = self.state().tag
        kept = self._kept.get(name)
        if kept is not None and kept[0] == tag:
            return kept[1]  # type: ignore[return-value]
        value = compute()
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[name] = (tag, value)
        return value

    def _keep_fresh(self) -> None:
        """Computes events anew whenever they are stale, and totals after them, until the bench closes."""
        totals_due = 0.0
        while not self._ended.is_set():
            self._woken.clear()
            try:
                self.record.refresh("events")
                began = time.monotonic()
                if began >= totals_due and self.record.refresh("totals"):
                    totals_due = time.monotonic() + TOTALS_REST * (time.monotonic() - began)
            except SitrepError as error:
                MESSAGES.error(str(error))
            self._woken.wait(LOOK_AGAIN_SECONDS)
