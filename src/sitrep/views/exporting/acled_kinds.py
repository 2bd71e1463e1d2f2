"""ACLED's codebook, and which of its event types and sub-events an event is."""

import functools
from collections.abc import Mapping

import msgspec

from sitrep.model.events import Event
from sitrep.model.places import GeoPrecision
from sitrep.packs.loader import load
from sitrep.packs.types import event_types
from sitrep.views.exporting.selections import Told
from sitrep.views.exporting.sites import country_of_event

STOPPED = {"intercepted", "lost"}
IN_THE_AIR = {"launched", *STOPPED}
STATE = ("state", "government", "armed-force", "police")


class Codebook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """ACLED's columns and codes: sub-events by event type, the sub-event of each munition, numbers for vague words, labels of actors.

    `read` and `read_precision` lead back: the type and mode ("" for none) of each sub-event, and what kind of place a precision stands for.
    """

    columns: tuple[str, ...]
    inter_order: tuple[str, ...]
    sub_events: dict[str, tuple[str, ...]]
    disorder_types: dict[str, str]
    weapons: dict[str, str]
    vague: dict[str, int]
    geo_precision: dict[str, int]
    inter: dict[str, str]
    read: dict[str, tuple[str, str]]
    read_precision: dict[str, GeoPrecision]


class Kind(msgspec.Struct, frozen=True):
    """What an event is to ACLED; `sub_event` is None where the reports do not tell."""

    event: str
    sub_event: str | None


def codebook() -> Codebook:
    """Returns ACLED's columns and codes."""
    found: Codebook = load("exports/acled.toml", Codebook)
    return found


def kind_of(told: Told) -> Kind | None:
    """Returns the event type and sub-event of an event, None where ACLED has none."""
    event = told.event
    name = _crosswalk(event)
    if name is None:
        return None
    if event.type == "ASSAULT" and event.mode in ("aerial", None):
        name = _by_munitions(told) or name
    if event.type == "ASSAULT" and only_stopped(event):
        name = "Disrupted weapons use"
    if event.mode == "capture" and event.actor and event.actor.country == country_of_event(event):
        name = "Government regains territory" if event.actor.kind in STATE else name
    return kind_named(name)


def kind_named(name: str) -> Kind:
    """Returns the kind that a name stands for, which is a sub-event's or an event type's.

    >>> kind_named("Armed clash").event, kind_named("Battles").sub_event
    ('Battles', None)
    """
    owner = next((event for event, subs in codebook().sub_events.items() if name in subs), None)
    return Kind(owner, name) if owner else Kind(name, None)


def only_stopped(event: Event) -> bool:
    """Whether nothing is told of an attack but munitions that were all stopped in the air."""
    if not {figure.measure for figure in event.figures} & STOPPED or any(each.measure not in IN_THE_AIR for each in event.figures):
        return False
    stopped: dict[str, int] = {}
    for figure in event.figures:
        if figure.measure in STOPPED:
            stopped[figure.item] = stopped.get(figure.item, 0) + (figure.best.low or 0)
    launched = [figure for figure in event.figures if figure.measure == "launched"]
    return all(each.best.high is not None and stopped.get(each.item, 0) >= each.best.high for each in launched)


@functools.cache
def _names() -> Mapping[tuple[str, str | None], str | None]:
    """Returns what ACLED calls each type and mode."""
    types = event_types(())
    own: dict[tuple[str, str | None], str | None] = {(each.name, None): each.crosswalk.acled for each in types}
    return own | {(each.name, name): mode.crosswalk.acled or each.crosswalk.acled for each in types for name, mode in each.modes.items()}


def _crosswalk(event: Event) -> str | None:
    """Returns what ACLED calls an event's type and mode; an outage is only told of by what caused it."""
    return None if event.type == "DISRUPT" else _names().get((event.type, event.mode))


def _by_munitions(told: Told) -> str | None:
    """Returns the sub-event that the munitions of an attack make it, None where none is told."""
    used = {weapon.item for claim in told.claims for weapon in claim.weapons}
    used |= {figure.item for figure in told.event.figures if figure.measure in IN_THE_AIR}
    return next((name for item, name in codebook().weapons.items() if item in used), None)
