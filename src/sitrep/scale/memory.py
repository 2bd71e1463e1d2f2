"""Memory: given back to the system after each piece of work, else a worker stays as large as all its largest moments together."""

import ctypes
import functools
from collections.abc import Callable


def give_back() -> None:
    """Gives back what is free, where the C library can be asked to (glibc)."""
    trim = _trim()
    if trim is not None:
        trim(0)


@functools.cache
def _trim() -> Callable[[int], int] | None:
    """Returns what asks the C library, None where it cannot be asked."""
    try:
        return getattr(ctypes.CDLL(None), "malloc_trim", None)
    except (OSError, TypeError):
        return None
