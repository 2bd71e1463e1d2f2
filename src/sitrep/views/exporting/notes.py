"""Notes: what is said of an event, in plain words with speakers and outlets, for the text columns of other data sets."""

import datetime as dt
from collections.abc import Iterable, Iterator

from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.views.exporting.selections import Told
from sitrep.views.words import bounds_words, count_words, publication_words, quoted, speaker_words

MOST_QUOTES = 12
QUOTE_LENGTH = 240


def notes_of(told: Told, *remarks: str | None) -> str:
    """Returns the claims of an event as quotes with who says so, what they differ about, and further remarks."""
    quotes = list(dict.fromkeys(quote_of(claim, told.documents.get(claim.document)) for claim in told.claims))
    parts = [*quotes[:MOST_QUOTES], *_more(len(quotes)), *_disputes(told), *(remark for remark in remarks if remark)]
    return " ".join(parts)


def documents_of(told: Told) -> list[Document]:
    """Returns the reports of an event's claims, in their order."""
    return [told.documents[key] for key in told.event.documents if key in told.documents]


def latest_publication(documents: Iterable[Document]) -> int | None:
    """Returns when the last of some reports was published, in seconds since 1970 (UTC where no zone is given); None where none tells."""
    moments = [moment for each in documents if (moment := _moment(each))]
    return int(max(moments).timestamp()) if moments else None


def _moment(document: Document) -> dt.datetime | None:
    """Returns when a report was published, None where it does not tell."""
    try:
        moment = document.published_at
    except ValueError:
        return None
    return moment.replace(tzinfo=dt.UTC) if moment and moment.tzinfo is None else moment


def quote_of(claim: Claim, document: Document | None) -> str:
    """Returns one claim in its words, with who says so where and when."""
    words = quoted(" … ".join(span.text for span in claim.evidence), QUOTE_LENGTH)
    outlet = document.publisher if document else None
    speaker = speaker_words(claim.source, outlet)
    where = [speaker] if claim.source is None or not outlet else [speaker, outlet]
    return f"{words} ({', '.join([*where, publication_words(document.published if document else None)])})"


def _more(many: int) -> Iterator[str]:
    """Yields how many quotes are left out."""
    if many > MOST_QUOTES:
        yield f"And {many - MOST_QUOTES} more."


def _disputes(told: Told) -> Iterator[str]:
    """Yields the counts of which different numbers are told."""
    for figure in told.event.figures:
        if figure.agreement != "agreed":
            shown = count_words(figure, bounds_words(figure.best.low, figure.best.high))
            yield f"Shown: {shown}; all say {bounds_words(figure.low, figure.high)}."
