"""Cleaning: a report without characters that steer machines and that no format can hold, whatever reports brought along."""

from typing import Any

import msgspec

from sitrep.views.messages import printable
from sitrep.views.reporting.reports import Report


def cleaned(report: Report) -> Report:
    """Returns a report without control characters in any of its words."""
    return msgspec.convert(_cleaned(msgspec.to_builtins(report)), Report)


def _cleaned(value: Any) -> Any:
    """Returns plain values with their strings printable."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _cleaned(each) for key, each in value.items()}
    return [_cleaned(each) for each in value] if isinstance(value, list | tuple) else value
