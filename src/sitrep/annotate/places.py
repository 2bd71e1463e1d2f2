"""Places: toponyms linked to the gazetteer."""

from spacy.tokens import Doc

from sitrep.model.places import Place


def find_places(parse: Doc) -> tuple[Place, ...]:
    """Returns every toponym of the text, in text order."""
    return ()
