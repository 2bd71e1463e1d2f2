"""Annotations become claims.

The package stands where programs look for the function `sitrep.extract(text)`, so it is called as that function.
"""

import inspect
import sys
from types import ModuleType
from typing import Any

import sitrep


class CalledStage(ModuleType):
    """A package that is called as the function which `sitrep` offers under its name."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Reads one text; see `sitrep.views.notebooks.texts.extract_text`."""
        return sitrep.__getattr__("extract")(*arguments, **options)

    @property
    def __signature__(self) -> inspect.Signature:
        """What it is called with, as notebooks show it."""
        return inspect.signature(sitrep.__getattr__("extract"))


sys.modules[__name__].__class__ = CalledStage
