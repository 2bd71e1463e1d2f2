"""Object stores: files behind URLs of fsspec (s3, gs, abfs, http …), listed, fetched into passing files, and written to."""

import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import msgspec

from sitrep.errors import UnreadableSource, WrongUsage

ADDRESS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]+)://", re.IGNORECASE)
EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gs", "gcs": "gs", "abfs": "abfs", "abfss": "abfs", "az": "abfs", "http": "http", "https": "http"}
PAUSES_SECONDS = (0.5, 2.0, 8.0)  # between the tries to fetch a file
# By what stores tell one state of a file from the next, the surest first.
VERSIONS = (
    "ETag",
    "etag",
    "md5Hash",
    "content_md5",
    "Content-MD5",
    "generation",
    "LastModified",
    "Last-Modified",
    "last_modified",
    "created",
)


class Stored(msgspec.Struct, frozen=True):
    """A file of an object store: its URL, its size in bytes, and what tells this state of it from others, "" where the store does not."""

    url: str
    size: int
    version: str


def is_object(name: str) -> bool:
    """Whether a name is a URL and no path.

    >>> is_object("s3://news/2025/*.warc.gz"), is_object("news/2025")
    (True, False)
    """
    return ADDRESS.match(name) is not None


def list_objects(url: str) -> list[Stored]:
    """Returns the files that a URL leads to, sorted: itself, those that it fits as a pattern, or those below it.

    Raises: WrongUsage where what the scheme needs is not installed, or the store cannot be reached.
    """
    store, path = _store(url)
    scheme = _scheme(url)
    try:
        found = store.glob(path, detail=True) if "*" in path else store.find(path, detail=True)
        if not found and "*" not in path and store.isfile(path):
            found = {path: store.info(path)}
        whole = {name: known if known.get("size") is not None else store.info(name) for name, known in found.items()}
    except FileNotFoundError:
        return []
    except Exception as error:
        raise WrongUsage(f"{url}: cannot be listed ({_reason(error)})") from error
    files = [(name, known) for name, known in sorted(whole.items()) if known.get("type", "file") == "file"]
    return [
        Stored(name if is_object(name) else f"{scheme}://{name}", int(known.get("size") or 0), _version(known)) for name, known in files
    ]


@contextmanager
def fetched(url: str) -> Iterator[Path]:
    """Yields a file of an object store as a passing file; a fetch that fails is tried again a few times.

    Raises: UnreadableSource where it cannot be fetched.
    """
    store, path = _store(url)
    with tempfile.TemporaryDirectory() as folder:
        passing = Path(folder, Path(path).name or "object")
        for pause in (*PAUSES_SECONDS, None):
            try:
                store.get_file(path, str(passing))
                break
            except Exception as error:
                if pause is None or isinstance(error, FileNotFoundError | PermissionError):
                    raise UnreadableSource(f"cannot be fetched ({_reason(error)})") from error
                time.sleep(pause)
        yield passing


def folder_to_read(url: str) -> Path:
    """Returns a folder of an object store, which reads as one of the disk does.

    Raises: WrongUsage where what the scheme needs is not installed.
    """
    _store(url)
    try:
        from upath import UPath  # noqa: PLC0415 - only datasets behind URLs need it
    except ModuleNotFoundError as error:
        raise WrongUsage(f"{url}: needs {error.name}; {_remedy(url)}") from error
    return cast(Path, UPath(url))


def folder_to_write(url: str, probe: str) -> Path:
    """Returns a folder of an object store after writing `probe` (a path) there: an object comes whole or not at all.

    Raises: WrongUsage where it cannot be written, or what the scheme needs is not installed.
    """
    folder = folder_to_read(url)
    try:
        (folder / probe).write_bytes(b"")
    except Exception as error:
        raise WrongUsage(f"{url}: cannot be written ({_reason(error)})") from error
    return folder


def _store(url: str) -> tuple[Any, str]:
    """Returns the file system of a URL and the path in it.

    Raises: WrongUsage where what the scheme needs is not installed.
    """
    try:
        import fsspec  # noqa: PLC0415 - only archives behind URLs need it

        store, path = fsspec.core.url_to_fs(url, use_listings_cache=False)
    except ImportError as error:
        raise WrongUsage(f"{url}: needs more than is installed ({error}); {_remedy(url)}") from error
    except ValueError as error:
        raise WrongUsage(f"{url}: no store is known by {_scheme(url)}:// ({error})") from error
    except Exception as error:
        raise WrongUsage(f"{url}: cannot be reached ({_reason(error)})") from error
    return store, str(path)


def _scheme(url: str) -> str:
    """Returns what a URL begins with."""
    return url.partition("://")[0].lower()


def _remedy(url: str) -> str:
    """Returns how to install what a URL needs."""
    return f"pip install 'sitrep-news[{EXTRAS.get(_scheme(url), 'cluster')}]' brings it"


def _version(known: dict[str, Any]) -> str:
    """Returns what tells this state of a file from others."""
    return next((str(known[name]).strip('"') for name in VERSIONS if known.get(name)), "")


def _reason(error: Exception) -> str:
    """Returns what a store says went wrong, on one line."""
    return " ".join(str(error).split()) or type(error).__name__
