"""sitrep reads news reports on armed conflict and diplomacy into a record whose every figure shows its words and its speaker.

`sitrep.open` and `sitrep.extract` are for programs and notebooks; what they need is imported at the first use.
"""

import importlib
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sitrep.views.notebooks.records import open_record as open  # noqa: A004 - as in `gzip.open`: read with its module's name
    from sitrep.views.notebooks.texts import extract_text as extract

__version__ = "0.5.0"
__all__ = ["__version__", "extract", "open"]

OFFERED = {"open": ("sitrep.views.notebooks.records", "open_record"), "extract": ("sitrep.views.notebooks.texts", "extract_text")}


# The matrices of a report are small: several threads of BLAS wait for each other at every one, and on a busy machine take five times the
# time. Whoever wants more cores runs more processes. It is heard by a BLAS that is loaded after this, and a user's own word goes before it.
BLAS_HEARS = "numpy" not in sys.modules or "OPENBLAS_NUM_THREADS" in os.environ
BLAS_HAS_ONE_THREAD = os.environ.setdefault("OPENBLAS_NUM_THREADS", "1") == "1" and BLAS_HEARS

# Likewise: what Arrow's own allocator once held it keeps, while the system's is given back after each piece of an archive.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")


def __getattr__(name: str) -> Any:
    """Returns what the package offers under a name, imported now."""
    if name not in OFFERED:
        raise AttributeError(f"module 'sitrep' has no attribute {name!r}")
    module, attribute = OFFERED[name]
    return getattr(importlib.import_module(module), attribute)


def __dir__() -> list[str]:
    """Returns the names that are offered."""
    return sorted({*globals(), *OFFERED})
