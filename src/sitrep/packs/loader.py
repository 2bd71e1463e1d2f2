"""Knowledge files, read into typed values."""

import functools
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import TypeVar, cast

import msgspec

from sitrep.errors import InvalidPack

Shape = TypeVar("Shape", bound=msgspec.Struct)

ROOT = Path(str(resources.files("sitrep.packs")))


def load(name: str, shape: type[Shape]) -> Shape:
    """Returns the built-in file `name` ("languages/en/times.toml") as a value of the struct `shape`.

    Raises: InvalidPack naming the file and the first thing in it that does not fit.
    """
    return cast(Shape, _read_once(name, shape))


@functools.cache
def _read_once(name: str, shape: Callable[..., msgspec.Struct]) -> msgspec.Struct:
    """Reads a built-in file once a process."""
    return read(ROOT / name, cast(type[msgspec.Struct], shape))


def read(path: Path, shape: type[Shape]) -> Shape:
    """Returns the TOML file at `path` as a value of the struct `shape`.

    Raises: InvalidPack naming the file and the first thing in it that does not fit.
    """
    try:
        return msgspec.toml.decode(path.read_bytes(), type=shape)
    except OSError as error:
        raise InvalidPack(f"pack file {path}: cannot be read ({error.strerror})") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InvalidPack(f"pack file {path}: {error}") from error
