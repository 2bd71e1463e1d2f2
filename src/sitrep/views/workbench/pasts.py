"""Pasts: the record as it was known at a time, copied once and looked at like any other."""

import datetime as dt
import shutil
import tempfile
import threading
import weakref
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from sitrep.errors import WrongUsage
from sitrep.store import surveys
from sitrep.store.snapshots import copy_known
from sitrep.views.records import open_record
from sitrep.views.translating import told

if TYPE_CHECKING:
    from sitrep.views.workbench.benches import Bench

MOST_CLAIMS = 20_000  # what is merged in a few seconds while a reader waits; of more `sitrep events --as-known` does it
MOST_KEPT = 3


class Pasts:
    """The last few pasts of one record that were asked for, each a bench of its own over a passing copy."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, dt.datetime], Bench] = {}

    def find(self, bench: "Bench", moment: dt.datetime) -> "Bench":
        """Returns a bench over what was known at a moment, from the reports published up to then, with every judgement.

        Raises: WrongUsage where the record is too large for a reader to wait.
        """
        if bench.record.ask(surveys.size) > MOST_CLAIMS:
            raise WrongUsage(
                told("as known then: the record has more than {claims} claims; `sitrep events --as-known` shows it", claims=MOST_CLAIMS)
            )
        key = bench.state().tag, moment
        with self._lock:
            found = self._kept.pop(key, None) or _made(bench, moment)
            self._kept[key] = found
            while len(self._kept) > MOST_KEPT:  # it is gone once nobody looks at it any more
                self._kept.pop(next(iter(self._kept)))
        return found


def _made(bench: "Bench", moment: dt.datetime) -> "Bench":
    """Returns a bench over a passing copy, which is gone with it."""
    folder = tempfile.mkdtemp(prefix="sitrep-known-")
    path = str(Path(folder, "known.db"))
    with open_record(path, create=True) as copy:
        copy_known(bench.record, copy, moment)
        copy.refresh("totals")
    past = type(bench)(replace(bench.settings, database=path), bench.drawer)
    past.record.name = bench.record.name
    weakref.finalize(past, _forget, past.record.close, folder)
    return past


def _forget(close: object, folder: str) -> None:
    """Removes a copy."""
    assert callable(close)
    close()
    shutil.rmtree(folder, ignore_errors=True)
