"""Documents and the spans that quote them."""

import datetime as dt
from typing import TypeVar

import msgspec

from sitrep.errors import MissingEvidence
from sitrep.model.issues import Issue

Value = TypeVar("Value")


class Span(msgspec.Struct, frozen=True):
    """A verbatim piece of a text: code points, half open, so that `text == document.text[start:end]`."""

    start: int
    end: int
    text: str

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it shares at least one code point with `[start, end)`."""
        return self.start < end and start < self.end


class Document(msgspec.Struct, frozen=True):
    """One report. `published` is an ISO date or date-time, None where unknown; `language` an ISO 639-1 code, None where unknown.

    `updated` is when its outlet last changed it, `byline` who wrote it, `agency` the news agency that it comes from; each as declared.
    `revision` counts the wordings that a record has had of it, 1 for the first and outside of records.
    """

    id: str
    text: str
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None
    issues: tuple[Issue, ...] = ()
    byline: str | None = None
    agency: str | None = None
    updated: str | None = None
    revision: int = 1

    def quote(self, start: int, end: int) -> Span:
        """Returns the words at `[start, end)`.

        Raises: MissingEvidence where the offsets lie outside the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise MissingEvidence(f"document {self.id}: no words at [{start}, {end}) in a text of {len(self.text)} characters")
        return Span(start, end, self.text[start:end])

    @property
    def published_at(self) -> dt.datetime | None:
        """The moment of publication; noon without a zone where only the day is known, None where nothing is."""
        return None if self.published is None else _moment(self.published)

    @property
    def told_at(self) -> dt.datetime | None:
        """The moment at which these words were told: of a later revision that of its update where it is declared, else of publication."""
        return _moment(self.updated) if self.revision > 1 and self.updated is not None else self.published_at


def _moment(stated: str) -> dt.datetime:
    """Returns an ISO date-time, noon without a zone where only the day is known."""
    if len(stated) == len("2025-12-07"):
        return dt.datetime.combine(dt.date.fromisoformat(stated), dt.time(12))
    return dt.datetime.fromisoformat(stated)


def verbatim(value: Value, text: str) -> Value:
    """Returns a value in which every mention with offsets holds the words of `text` there, whatever it was read from.

    >>> verbatim((Span(0, 4, "Kyiv"),), "KYIV")
    (Span(start=0, end=4, text='KYIV'),)
    """
    if isinstance(value, tuple):
        return type(value)(verbatim(each, text) for each in value)
    if not isinstance(value, msgspec.Struct):
        return value
    fields = {name: verbatim(getattr(value, name), text) for name in value.__struct_fields__}
    start, end = fields.get("start"), fields.get("end")
    if isinstance(start, int) and isinstance(end, int) and fields.get("text") is not None:
        fields["text"] = text[start:end]
    return msgspec.structs.replace(value, **fields)
