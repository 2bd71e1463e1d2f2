"""Times: expressions resolved against the moment of publication."""

import datetime as dt

from spacy.tokens import Doc

from sitrep.model.times import Time


def find_times(parse: Doc, published: dt.datetime | None) -> tuple[Time, ...]:
    """Returns every time expression of the text, in text order."""
    return ()
