"""Attributions: who is said to say what."""

from collections.abc import Sequence

from spacy.tokens import Doc

from sitrep.model.actors import Actor, Attribution


def find_attributions(parse: Doc, actors: Sequence[Actor]) -> tuple[Attribution, ...]:
    """Returns every reported statement, in text order."""
    return ()
