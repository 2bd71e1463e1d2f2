"""Loading: a dump made into a record, of which nothing is left where it is none."""

from collections.abc import Callable, Iterable
from pathlib import Path

from sitrep.store.backups import remove
from sitrep.store.records import Record


def load_new(lines: Iterable[bytes], open_record: Callable[[], Record]) -> tuple[int, str]:
    """Loads a dump into the record that is opened, and returns how many documents came and the record's name.

    An empty file is removed where loading fails.

    Raises: UnreadableSource for what is no dump, or a record that is not empty; StoreUnavailable.
    """
    with open_record() as record:
        is_new = record.is_empty()
        try:
            return record.load(lines), record.name
        except BaseException:
            record.close()
            if is_new and Path(record.name).is_file():
                remove(record.name)
            raise
