"""ACLED's parties: who fought whom, under which names and labels."""

import msgspec
from msgspec.structs import replace

from sitrep.model.actors import Actor
from sitrep.model.events import Event
from sitrep.views.exporting.acled_kinds import STATE, Kind, codebook
from sitrep.views.exporting.countries import acled_name

DEMONSTRATORS = {"Protests": "Protesters", "Riots": "Rioters"}
AGREEMENT = "Agreement"


class Side(msgspec.Struct, frozen=True):
    """A party: its name, who stood with it, and its label; all None where the reports name none."""

    name: str | None = None
    associates: str | None = None
    inter: str | None = None


NOBODY = Side()


def sides_of(event: Event, kind: Kind, country: str | None, *, civilians: bool) -> tuple[Side, Side]:
    """Returns the parties of an event in a country (ISO code); `civilians` tells whether civilians are known to have been hit."""
    if kind.event in DEMONSTRATORS:
        word = DEMONSTRATORS[kind.event]
        return Side(people_of(word, country), event.actor.name if event.actor else None, codebook().inter[word.casefold()]), NOBODY
    if kind.sub_event == AGREEMENT:
        sides = [side_of(each, country, peaceful=True) for each in event.participants or (event.actor, event.target)]
        first, second, *rest = (*sides, NOBODY, NOBODY)
        return first, replace(second, associates="; ".join(each.name for each in rest if each.name) or None)
    one, other = side_of(event.actor, country), side_of(event.target, country)
    if other in (NOBODY, one):
        other = Side(people_of("Civilians", country), None, codebook().inter["civilians"]) if civilians else NOBODY
    return one, other


def side_of(actor: Actor | None, country: str | None, *, peaceful: bool = False) -> Side:
    """Returns the party that an actor is in a country (ISO code); who bears no arms for anybody is none, but in talks."""
    if actor is None or not (peaceful or actor.kind in (*STATE, "armed-group", None)):
        return NOBODY
    home = acled_name(actor.country)
    if home is None or actor.kind not in STATE:
        return Side(actor.name)
    body = "Government" if peaceful or actor.kind == "government" else "Police Forces" if actor.kind == "police" else "Military Forces"
    return Side(f"{body} of {home}", None, codebook().inter["at_home" if actor.country == country else "abroad"])


def interaction(one: Side, other: Side) -> str | None:
    """Returns the label of who fought whom, None where the kind of a party is not known.

    >>> interaction(Side("A", None, "External/Other forces"), Side("B", None, "State forces"))
    'State forces-External/Other forces'
    >>> interaction(Side("A", None, "Protesters"), Side())
    'Protesters only'
    """
    labels = [side.inter for side in (one, other) if side.name]
    known = sorted((label for label in labels if label), key=codebook().inter_order.index)
    if not known or len(known) < len(labels):
        return None
    return "-".join(known) if len(known) > 1 else f"{known[0]} only"


def people_of(people: str, country: str | None) -> str:
    """Returns people of a country as ACLED names them.

    >>> people_of("Civilians", "UA")
    'Civilians (Ukraine)'
    """
    name = acled_name(country)
    return f"{people} ({name})" if name else people
