"""Spreading: commands whose options are the fields of the values they take, so that each option is told once."""

import functools
import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_type_hints

import msgspec

from sitrep.views import options
from sitrep.views.messages import set_loudness


class Manners(msgspec.Struct, frozen=True):
    """How much a command tells, which every command lets its user say."""

    verbose: options.Verbose = False
    quiet: options.Quiet = False
    version: options.Version = False


def spread(function: Callable[..., None]) -> Callable[..., None]:
    """Returns a function as a command for typer: instead of each parameter that is a struct it has that struct's fields as options.

    Every command has the options of Manners too, which are obeyed before it runs.
    """
    hints = get_type_hints(function, include_extras=True)
    groups = {name: hint for name, hint in hints.items() if is_group(hint)}

    @functools.wraps(function)
    def command(**typed: Any) -> None:
        manners = gathered(Manners, typed)
        set_loudness(manners.verbose, manners.quiet)
        function(**{name: gathered(group, typed) for name, group in groups.items()}, **typed)

    parameters = [one for each in inspect.signature(function).parameters.values() for one in spread_out(each, groups, hints)]
    parameters += fields_of(Manners)
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # functions take any attribute
    command.__annotations__ = {each.name: each.annotation for each in parameters} | {"return": None}
    return command


def is_group(hint: object) -> bool:
    """Whether a parameter is a struct, whose fields are options."""
    return isinstance(hint, type) and issubclass(hint, msgspec.Struct)


def gathered(group: type[Any], typed: dict[str, Any]) -> Any:
    """Takes the options of a group out of all that were typed, and returns them as one value."""
    return group(**{name: typed.pop(name) for name in group.__struct_fields__})


def spread_out(parameter: inspect.Parameter, groups: Mapping[str, type[Any]], hints: Mapping[str, Any]) -> Iterator[inspect.Parameter]:
    """Yields a parameter with its annotation, for a group one for each of its fields."""
    if parameter.name in groups:
        yield from fields_of(groups[parameter.name])
    else:
        yield parameter.replace(annotation=hints[parameter.name])


def fields_of(group: type[Any]) -> list[inspect.Parameter]:
    """Returns the fields of a struct as parameters that are named only, with their options and defaults."""
    hints = get_type_hints(group, include_extras=True)
    return [
        inspect.Parameter(each.name, inspect.Parameter.KEYWORD_ONLY, default=each.default, annotation=hints[each.name])
        for each in msgspec.structs.fields(group)
    ]
