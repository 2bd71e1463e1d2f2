"""Refreshes: events and totals computed anew, of a large record in a process of its own, whose memory goes back when it is done."""

import multiprocessing
from typing import Literal

from sitrep.errors import SitrepError, StoreUnavailable
from sitrep.store import surveys
from sitrep.store.records import Record
from sitrep.views.messages import MESSAGES
from sitrep.views.records import open_record

What = Literal["events", "totals"]
MOST_HERE = 20_000  # claims: what takes a second or two is not worth a process
MOST_FOLLOWED = 50  # reports and decisions: what lies near so few is merged in a moment


def refresh(record: Record, database: str | None, what: What) -> bool:
    """Computes what is stale, and returns whether anything was; `database` is the address that the record was opened at.

    Raises: StoreUnavailable.
    """
    size = record.ask(surveys.size)
    if size <= MOST_HERE:
        return record.refresh(what)
    state = record.ask(surveys.state)
    if state.is_fresh if what == "events" else state.totals == state.events:
        return False
    if what == "events" and record.follow(MOST_FOLLOWED):
        return True
    process = multiprocessing.get_context("spawn").Process(target=refresh_apart, args=(database, what), daemon=True)
    process.start()
    process.join()
    if process.exitcode:
        raise StoreUnavailable(f"record {record.name}: {what} could not be computed; `sitrep {what}` tells why")
    return True


def refresh_apart(database: str | None, what: What) -> None:
    """Computes what is stale in this process."""
    try:
        with open_record(database) as record:
            record.refresh(what)
    except SitrepError as error:
        MESSAGES.error(str(error))
        raise SystemExit(1) from error
