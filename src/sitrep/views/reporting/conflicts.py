"""Conflicts: the countries and parties by which events belong to one."""

from pathlib import Path

import msgspec

from sitrep.errors import WrongUsage
from sitrep.model.events import Event
from sitrep.packs.loader import load, read


class Conflict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A conflict: an event is of it that happens in one of `countries` (ISO codes), or that two of `parties` take part in.

    `parties` are country codes and names of groups; `name` is what it is asked for by, `title` how a report on it is titled.
    """

    name: str
    title: str
    countries: frozenset[str] = frozenset()
    parties: frozenset[str] = frozenset()

    def holds(self, event: Event) -> bool:
        """Whether an event is of this conflict."""
        if any(place.country in self.countries for place in event.places):
            return True
        actors = [actor for actor in (event.actor, event.target, *event.participants) if actor]
        named = {key for actor in actors for key in (actor.name, actor.country, actor.side) if key in self.parties}
        sides = {actor.side or actor.country or actor.name for actor in actors if {actor.name, actor.country, actor.side} & named}
        return len(sides) > 1


class Conflicts(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The conflicts of the built-in file."""

    conflicts: tuple[Conflict, ...]


def read_conflict(wish: str | None) -> Conflict | None:
    """Returns the conflict of that name, or that a TOML file of the user's own describes; None where none was asked for.

    Raises: WrongUsage where there is neither; InvalidPack for a file that does not fit.
    """
    if wish is None:
        return None
    known = {conflict.name: conflict for conflict in load("conflicts.toml", Conflicts).conflicts}
    if wish.casefold() in known:
        return known[wish.casefold()]
    if wish.endswith(".toml") and Path(wish).is_file():
        return read(Path(wish), Conflict)
    raise WrongUsage(f"--conflict {wish!r}: known are {', '.join(known)}, and TOML files of your own (name, title, countries, parties)")
