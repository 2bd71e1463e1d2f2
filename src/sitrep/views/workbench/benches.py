"""The bench: what all requests share, the open record, the settings, and the thread that keeps events fresh."""

import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from sitrep.errors import SitrepError
from sitrep.model.feeds import Coverage
from sitrep.store import surveys
from sitrep.store.records import Record
from sitrep.views.coverages import Days, coverages_in
from sitrep.views.messages import MESSAGES
from sitrep.views.records import open_record
from sitrep.views.translating import read_in
from sitrep.views.workbench.drawers import Drawer
from sitrep.views.workbench.lagging import Lagging
from sitrep.views.workbench.leases import Leases
from sitrep.views.workbench.pasts import Pasts
from sitrep.views.workbench.refreshes import refresh
from sitrep.views.workbench.settings import Settings

Value = TypeVar("Value")

LOOK_AGAIN_SECONDS = 2.0
HEARD_SECONDS = 30.0
TOTALS_REST = 10  # totals need a merge of all claims: they rest ten times as long as the last one took
LARGE_AT_ONCE = 2  # more would not be ready sooner, and hold their thousands of events all at once
MOST_KEPT = 64
MOST_COUNTED = 200_000  # claims: of more the number of the last one is told, which counts earlier revisions too


class Kept:
    """What was computed in one state of the record; empty until it is, which one of those who ask does while the others wait."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.lock = threading.Lock()
        self.values: list[Any] = []


class Bench:
    """One workbench: its record, open as long as it is served.

    Pages show the events as they were computed last, and never wait for them.
    """

    def __init__(self, settings: Settings, drawer: Drawer | None = None) -> None:
        self.settings = settings
        self.record: Record = open_record(settings.database)
        self.record.lags = True
        self.leases = Leases()
        self.drawer = drawer or Drawer()
        self.pasts = Pasts()
        self.outlets = Lagging(lambda record: record.ask(surveys.outlets))
        self._woken = threading.Event()
        self._ended = threading.Event()
        self._kept: dict[str, Kept] = {}
        self._told = ""
        self._counted = (-1, 0)  # the number of the last claim, and how many there are
        self._heard: dict[Days, Coverage | None] = {}
        self._heard_until = 0.0
        self._lock = threading.Lock()
        self._turns = threading.BoundedSemaphore(LARGE_AT_ONCE)
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
        self.drawer.close()
        self.record.close()

    def wake(self) -> None:
        """Says that the record has changed, so that events follow at once."""
        self._woken.set()

    def state(self) -> surveys.State:
        """Returns the state of the record."""
        return self.record.ask(surveys.state)

    def once(self, name: str, compute: Callable[[], Value]) -> Value:
        """Returns what `compute` returns, computed once under this name for each state of the record and language, for all who ask."""
        tag, name = self.state().tag, f"{read_in()} {name}"
        with self._lock:
            kept = self._kept.pop(name, None)
            if kept is None or kept.tag != tag:
                kept = Kept(tag)
            self._kept[name] = kept  # the last asked for is the last to go
            while len(self._kept) > MOST_KEPT:
                self._kept.pop(next(iter(self._kept)))
        with kept.lock:
            if not kept.values:
                kept.values.append(compute())
        return kept.values[0]  # type: ignore[no-any-return]

    def once_in_turn(self, name: str, compute: Callable[[], Value]) -> Value:
        """Returns the same for what is computed of thousands of events: a few such at a time, which asks for no other of its kind."""

        def wait_and_compute() -> Value:
            with self._turns:
                return compute()

        return self.once(name, wait_and_compute)

    def claims(self) -> int:
        """Returns how many claims the record holds; counted anew once reports or readings have come, of a large record about."""
        size = self.record.ask(surveys.size)
        with self._lock:
            if self._counted[0] != size:
                self._counted = (size, size if size > MOST_COUNTED else self.record.ask(surveys.claims_held))
            return self._counted[1]

    def coverage(self, since: str | None, until: str | None) -> Coverage | None:
        """Returns how far feeds could be relied on in a span of days, None where no feed is followed; as of half a minute ago at most."""
        now = time.monotonic()
        with self._lock:
            if now > self._heard_until:
                self._heard_until = now + HEARD_SECONDS
                self._heard = {}
            heard = self._heard
        for span in ((None, None), (since, until)):
            if span not in heard:
                found = coverages_in(self.record, [span])
                heard[span] = found[0] if found else None
            if heard[span] is None:
                return None
        return heard[since, until]

    def _keep_fresh(self) -> None:
        """Computes events anew whenever they are stale, and totals after them, until the bench closes."""
        totals_due = 0.0
        while not self._ended.is_set():
            self._woken.clear()
            self.drawer.rest()
            try:
                refresh(self.record, self.settings.database, "events")
                self.outlets.follow(self.record)
                began = time.monotonic()
                if began >= totals_due and refresh(self.record, self.settings.database, "totals"):
                    totals_due = time.monotonic() + TOTALS_REST * (time.monotonic() - began)
            except SitrepError as error:
                self._tell(str(error))
            self._woken.wait(LOOK_AGAIN_SECONDS)

    def _tell(self, message: str) -> None:
        """Tells a failure once, however often it comes again."""
        if message != self._told:
            MESSAGES.error(message)
        self._told = message
