"""Object stores: files behind URLs of fsspec (s3, gs, abfs …), listed and fetched into passing files."""

import io
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sitrep.errors import UnreadableSource, WrongUsage

ADDRESS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]+)://", re.IGNORECASE)


def is_object(name: str) -> bool:
    """Whether a name is a URL and no path.

    >>> is_object("s3://news/2025/*.warc.gz"), is_object("news/2025")
    (True, False)
    """
    return ADDRESS.match(name) is not None


def list_objects(url: str) -> list[tuple[str, int]]:
    """Returns the files that a URL leads to, with their sizes: itself, those that it fits as a pattern, or those below it.

    Raises: WrongUsage where what the scheme needs is not installed, or the store cannot be reached.
    """
    store, path = _store(url)
    scheme = ADDRESS.match(url)
    assert scheme is not None
    try:
        found = store.glob(path) if "*" in path else store.find(path) or [path]
        return [(f"{scheme['scheme']}://{each}", int(store.size(each) or 0)) for each in sorted(found) if store.isfile(each)]
    except OSError as error:
        raise WrongUsage(f"{url}: cannot be listed ({error})") from error


@contextmanager
def open_object(url: str) -> Iterator[io.BufferedReader]:
    """Opens a file of an object store, fetched into a passing file, as readers go back and forth in it.

    Raises: UnreadableSource where it cannot be fetched.
    """
    store, path = _store(url)
    with tempfile.TemporaryDirectory() as folder:
        passing = Path(folder, "object")
        try:
            with store.open(path, "rb") as there, passing.open("wb") as here:
                shutil.copyfileobj(there, here)
        except OSError as error:
            raise UnreadableSource(f"cannot be fetched ({error})") from error
        with passing.open("rb") as stream:
            yield stream


def _store(url: str) -> tuple[Any, str]:
    """Returns the file system of a URL and the path in it.

    Raises: WrongUsage where what the scheme needs is not installed.
    """
    try:
        import fsspec  # noqa: PLC0415 - only archives behind URLs need it

        store, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise WrongUsage(f"{url}: needs more than is installed ({error}); pip install 'sitrep-news[cluster]' brings fsspec") from error
    return store, str(path)
