"""Footnotes: who says so, where, when and in which words; each claim has one, numbered in the order of use."""

import re
from collections.abc import Mapping
from typing import Literal

from sitrep.model.claims import Claim
from sitrep.model.texts import Document
from sitrep.views.reporting.phrasing import text_of
from sitrep.views.reporting.reports import Computation, Note, Pieces, Quote
from sitrep.views.words import BLANKS, publication_words, review_words, speaker_words

LONGEST = 420
SHORTENED = "Mr Ms Dr Mrs Gen Col St No Lt Sgt Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split()
NO_END = "".join(rf"(?<!\b{word})" for word in SHORTENED)
SENTENCE_END = re.compile(rf"(?<![A-Z]){NO_END}[.!?][”’\"')]*(?=\s+[“‘\"'(\[]*[A-Z0-9])|\n(?=\s*[A-Z0-9“\"])|\n\s*\n")


class Ledger:
    """The footnotes of one report, numbered as they are first asked for.

    With `masked` the words are those of the claims alone, which are then without private names.
    """

    def __init__(self, claims: Mapping[str, Claim], documents: Mapping[str, Document], *, masked: bool = False) -> None:
        self._claims = claims
        self._documents = documents
        self._masked = masked
        self._notes: list[Note] = []
        self._numbers: dict[str, int] = {}

    @property
    def notes(self) -> tuple[Note, ...]:
        """All footnotes so far, in order."""
        return tuple(self._notes)

    def quote(self, claim: Claim) -> int:
        """Returns the number of a claim's footnote."""
        if claim.id not in self._numbers:
            self._numbers[claim.id] = self._next()
            self._notes.append(self._quote(claim))
        return self._numbers[claim.id]

    def computation(self, kind: Literal["sum", "difference", "count", "trend"], how: Pieces) -> int:
        """Returns the number of a footnote that tells how a number was computed; one of the same words is not made twice."""
        key = f"{kind}: {text_of(how)}"
        if key not in self._numbers:
            self._numbers[key] = self._next()
            self._notes.append(Computation(self._numbers[key], kind, how))
        return self._numbers[key]

    def _next(self) -> int:
        """Returns the next number."""
        return len(self._notes) + 1

    def _quote(self, claim: Claim) -> Quote:
        """Returns a claim's footnote under the last number that was given."""
        document = self._documents[claim.document]
        return Quote(
            number=self._numbers[claim.id],
            claim=claim.id,
            document=document.id,
            speaker=speaker_words(claim.source, None) if claim.source else None,
            outlet=document.publisher or document.title or "",
            date=publication_words(document.published),
            words=words_of(claim, None if self._masked else document.text),
            link=document.url,
            review=review_words(claim.review),
            language=document.language,
        )


def words_of(claim: Claim, text: str | None) -> str:
    """Returns the words of a claim with the whole sentences around them, on one line; without the text its evidence alone.

    Sentences that do not follow each other have an ellipsis between them.
    """
    if text is None:
        return BLANKS.sub(" ", " … ".join(span.text for span in claim.evidence)).strip()
    spans = [(span.start, span.end) for span in claim.evidence] + [(figure.start, figure.end) for figure in claim.figures]
    around: list[tuple[int, int]] = []
    for start, end in sorted(sentence_around(text, start, end) for start, end in spans):
        if around and start <= around[-1][1] + 1:
            around[-1] = (around[-1][0], max(end, around[-1][1]))
        else:
            around.append((start, end))
    return BLANKS.sub(" ", " … ".join(text[start:end].strip() for start, end in around)).strip()


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Returns where the sentence or sentences begin and end that hold `[start, end)`; a very long one is left at the words themselves.

    >>> text = "Rain fell. Gen. Dovbysh said four died. More later."
    >>> text[slice(*sentence_around(text, text.index("four"), text.index("died")))].strip()
    'Gen. Dovbysh said four died.'
    """
    ends = (match.end() for match in SENTENCE_END.finditer(text, max(0, start - LONGEST), start + 2))
    begin = max((place for place in ends if place <= start), default=None)
    close = SENTENCE_END.search(text, max(start, end - 1), min(len(text), end + LONGEST))
    first = begin if begin is not None else (0 if start <= LONGEST else start)
    last = close.end() if close else (len(text) if len(text) - end <= LONGEST else end)
    return (first, last) if last - first <= max(LONGEST, end - start) else (start, end)
