"""Actors: people, bodies, forces and states, each under its fullest name."""

from collections.abc import Sequence

from spacy.tokens import Doc

from sitrep.model.actors import Actor
from sitrep.model.places import Place


def find_actors(parse: Doc, places: Sequence[Place]) -> tuple[Actor, ...]:
    """Returns every mention of an actor, in text order."""
    return ()
