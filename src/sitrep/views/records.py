"""Records as the commands open them: with the merge that makes events of claims."""

from sitrep.pipeline import merge_record
from sitrep.store.records import Purpose, Record

READING = Purpose()


def open_record(database: str | None, *, create: bool = False, purpose: Purpose = READING) -> Record:
    """Returns the record at `database` (None: $SITREP_DB, else sitrep.db), made where it is missing if `create`.

    Raises: StoreUnavailable.
    """
    return Record.open(database, merge_record, create=create, purpose=purpose)
