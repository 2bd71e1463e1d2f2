"""Tellings: claims with the moment at which their reports were published, in the order in which they were said."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sitrep.model.claims import Claim
from sitrep.model.texts import Document

UNKNOWN = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Telling:
    """One claim and when it was published (UTC, `UNKNOWN` where no one knows)."""

    claim: Claim
    published: dt.datetime

    @property
    def order(self) -> tuple[dt.datetime, str, int, str]:
        """The key by which tellings stand earliest first; different for different claims."""
        return self.published, self.claim.document, *self.place

    @property
    def place(self) -> tuple[int, str]:
        """The key by which the tellings of one report stand in the order of its text."""
        return self.claim.evidence[0].start if self.claim.evidence else 0, self.claim.id

    @property
    def day(self) -> dt.date | None:
        """The day of publication (UTC), None where unknown."""
        return self.published.date() if self.published != UNKNOWN else None

    @property
    def recency(self) -> tuple[bool, dt.datetime]:
        """The key by which the latest telling stands last; one of an unknown moment is later than none."""
        return self.published != UNKNOWN, self.published


def tellings(claims: Iterable[Claim], documents: Sequence[Document]) -> tuple[Telling, ...]:
    """Returns one telling per claim id, earliest first: by publication, document id, place in the text."""
    known = {document.id: document for document in documents}
    unique = {claim.id: claim for claim in claims}
    told = (Telling(claim, published(known.get(claim.document))) for claim in unique.values())
    return tuple(sorted(told, key=lambda one: one.order))


def published(document: Document | None) -> dt.datetime:
    """Returns the moment at which a document was told, in UTC; one without a zone counts as UTC, an unknown one as the latest."""
    if document is None:
        return UNKNOWN
    try:
        moment = document.told_at
    except ValueError:
        return UNKNOWN
    if moment is None:
        return UNKNOWN
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
