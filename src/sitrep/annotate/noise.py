"""Noise: what stands in a text and is no part of the report."""

from spacy.tokens import Doc

from sitrep.model.readings import Noise


def find_noise(parse: Doc) -> tuple[Noise, ...]:
    """Returns the stretches that are no part of the report, in text order."""
    return ()
