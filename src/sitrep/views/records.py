"""Records as the commands open them: with the merge that makes events of claims."""

import datetime as dt
import functools
from collections.abc import Iterator
from contextlib import contextmanager

from sitrep.errors import WrongUsage
from sitrep.ingest.dates import read_date
from sitrep.merge.reconciliation import LATEST, check_rule
from sitrep.pipeline import RECORD_GROWTH, merge_kept, merge_record
from sitrep.store.purposes import Purpose
from sitrep.store.records import Record
from sitrep.store.snapshots import snapshot
from sitrep.views.wishes import Look

READING = Purpose()


def open_record(database: str | None, *, create: bool = False, purpose: Purpose = READING) -> Record:
    """Returns the record at `database` (None: $SITREP_DB, else sitrep.db), made where it is missing if `create`.

    Raises: StoreUnavailable.
    """
    return Record.open(database, merge_kept, growth=RECORD_GROWTH, create=create, purpose=purpose)


@contextmanager
def open_look(look: Look) -> Iterator[Record]:
    """Opens a record, or a passing copy of it where another rule or time is asked for.

    Raises: WrongUsage for a rule or time that is none; StoreUnavailable.
    """
    moment = read_moment(look.as_known)
    if look.rule is not None:
        check_rule(look.rule)
    with open_record(look.database) as record:
        if look.rule is None and moment is None:
            yield record
            return
        with snapshot(record, functools.partial(merge_record, rule=look.rule or LATEST), moment) as copy:
            yield copy


def read_moment(value: str | None) -> dt.datetime | None:
    """Returns the moment that was typed, a day as its end, without a zone in UTC; None where none was.

    Raises: WrongUsage where it is none.
    """
    if value is None:
        return None
    read = read_date(value)
    if read is None:
        raise WrongUsage(f"--as-known {value!r}: an ISO date or date-time is expected, such as 2025-12-07 or 2025-12-07T12:00Z")
    if len(read) == len("2025-12-07"):
        return dt.datetime.combine(dt.date.fromisoformat(read), dt.time.max, dt.UTC)
    moment = dt.datetime.fromisoformat(read)
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment
