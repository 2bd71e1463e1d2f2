"""Texts read in a program or notebook: `sitrep.extract`."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from sitrep.errors import WrongUsage
from sitrep.ingest.dates import read_date
from sitrep.ingest.drafts import Defaults, Draft, Limits, make_document
from sitrep.ingest.languages import read_language
from sitrep.model.claims import Claim
from sitrep.model.events import Extraction, Total
from sitrep.model.texts import Document
from sitrep.pipeline import merge, read_claims
from sitrep.views.notebooks.kinds import Claims, Events, claim_figures, claim_words
from sitrep.views.notebooks.pages import Note, table_page, text_page
from sitrep.views.words import counted, days_words, kind_words, place_words, publication_words, speaker_words

HEADINGS = ("", "What", "When", "Where", "Figures", "Who says so")


@dataclass(frozen=True, slots=True)
class ReadText:
    """What one text claims, and the events and totals that its claims merge into."""

    document: Document
    claims: Claims
    events: Events
    totals: tuple[Total, ...]

    def to_dict(self) -> dict[str, Any]:
        """Returns all of it as `sitrep extract --format json` prints it."""
        whole = Extraction((self.document,), tuple(self.claims), tuple(self.events), self.totals)
        found: dict[str, Any] = msgspec.to_builtins(whole)
        return found

    def __repr__(self) -> str:
        """Says how much was found."""
        return f"<{counted(len(self.claims), 'claim')}, {counted(len(self.events), 'event')}, {counted(len(self.totals), 'total')}>"

    def _repr_html_(self) -> str:
        """Returns the text with its evidence marked, and a table of the claims, for notebooks."""
        told = (publication_words(self.document.published), *(issue.message for issue in self.document.issues))
        outlet = self.document.publisher or "outlet unknown"
        text = text_page(self.document.title or "Text", ", ".join((outlet, *told)), self.document.text, self._notes())
        rows = [self._row(number, claim) for number, claim in enumerate(self.claims, 1)]
        return text + table_page(counted(len(rows), "claim"), HEADINGS, rows)

    def _notes(self) -> list[Note]:
        """Returns the evidence of all claims, numbered as in the table."""
        return [
            Note(span.start, span.end, number, f"{kind_words(claim.type, claim.mode, claim.status)}, {self._speaker(claim)}")
            for number, claim in enumerate(self.claims, 1)
            for span in claim.evidence
        ]

    def _row(self, number: int, claim: Claim) -> list[str]:
        """Returns a claim as a row of the table."""
        kind = kind_words(claim.type, claim.mode, claim.status)
        scope = "" if claim.scope == "incident" else f"\n({claim.scope.replace('_', ' ')})"
        said = claim_figures(claim) or "\n".join(f"{each.service} {each.status}" for each in claim.services) or claim_words(claim)
        return [str(number), kind + scope, days_words(claim.when), place_words(claim.places), said, self._speaker(claim)]

    def _speaker(self, claim: Claim) -> str:
        """Returns who says so."""
        return speaker_words(claim.source, self.document.publisher)


def extract_text(
    text: str,
    *,
    published: dt.date | str | None = None,
    language: str | None = None,
    packs: Sequence[str] = (),
    title: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> ReadText:
    """Reads one report and returns what it claims; nothing is kept.

    `published` is an ISO date or date-time, against which words such as "overnight" are resolved; `packs` are laid over the built-in types.

    Raises: WrongUsage for a date, language or pack that is none; UnreadableSource where there is no text.
    """
    draft = Draft(text, title=title, publisher=publisher, url=url, published=_date(published), language=_language(language))
    reading = read_claims(make_document(draft, Defaults(), Limits()), tuple(packs))
    found = merge([reading])
    return ReadText(reading.document, Claims(found.claims), Events(found.events), found.totals)


def _date(published: dt.date | str | None) -> str | None:
    """Returns the date of publication as ISO writes it.

    Raises: WrongUsage where it is none.
    """
    if published is None:
        return None
    written = published.isoformat() if isinstance(published, dt.date) else published
    if read_date(written) is None:
        raise WrongUsage(f"published {published!r}: an ISO date is expected, such as 2025-12-07 or 2025-12-07T08:00Z")
    return written


def _language(language: str | None) -> str | None:
    """Returns the language.

    Raises: WrongUsage where it is none.
    """
    if language is not None and read_language(language) is None:
        raise WrongUsage(f"language {language!r}: a two-letter ISO 639-1 code is expected, such as en or uk")
    return language
