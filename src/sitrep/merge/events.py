"""Events and totals of many claims."""

from collections.abc import Sequence

import msgspec

from sitrep.model.claims import Claim
from sitrep.model.events import Event, Total
from sitrep.model.texts import Document


class Merged(msgspec.Struct, frozen=True):
    """What claims together tell."""

    events: tuple[Event, ...]
    totals: tuple[Total, ...]


def merge_claims(claims: Sequence[Claim], documents: Sequence[Document]) -> Merged:
    """Returns the events and totals of `claims`; `documents` holds at least the documents they stand in."""
    return Merged((), ())
