"""Extras: libraries that a plain installation does without."""

import importlib
from types import ModuleType

from sitrep.errors import WrongUsage


def library(module: str, extra: str, purpose: str) -> ModuleType:
    """Returns a library of an extra.

    Raises: WrongUsage naming the extra where the library is not installed.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        raise WrongUsage(f"{purpose} needs {error.name}, which is not installed: pip install 'sitrep-news[{extra}]'") from error
