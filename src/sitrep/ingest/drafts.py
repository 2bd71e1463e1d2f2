"""Drafts: what a source says about a report, before gaps are filled and it becomes a document."""

import hashlib

import msgspec

from sitrep.errors import UnreadableSource
from sitrep.ingest.addresses import own_address
from sitrep.ingest.dates import read_date
from sitrep.ingest.languages import detect_language, guess_cyrillic, read_language
from sitrep.model.issues import Issue
from sitrep.model.texts import Document


class Defaults(msgspec.Struct, frozen=True):
    """What to take where a report does not say: an ISO date or date-time, and an ISO 639-1 code."""

    published: str | None = None
    language: str | None = None


class Limits(msgspec.Struct, frozen=True):
    """How large one report's text may be, and the file or line that it comes in, in bytes, and how long its id."""

    text_bytes: int = 5_000_000
    file_bytes: int = 50_000_000
    id_characters: int = 512


class Draft(msgspec.Struct, frozen=True):
    """A report as its source gives it; `declared_language` is a web page's own word, believed only where the text cannot tell.

    One that is `listed`, in a line or row of many, is known by its content where it brings no id; a page is known by its address.
    """

    text: str
    id: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    byline: str | None = None
    agency: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    declared_language: str | None = None
    issues: tuple[Issue, ...] = ()
    listed: bool = False


def make_document(draft: Draft, defaults: Defaults, limits: Limits) -> Document:
    """Returns the draft as a document: where it has no id, one made from its content; gaps filled from `defaults`; its language found out.

    Raises: UnreadableSource where there is no text, or more than the limit, or too long an id.
    """
    if not draft.text.strip():
        raise UnreadableSource("is empty: there is no text to read")
    if len(draft.text.encode()) > limits.text_bytes:
        raise UnreadableSource(too_large(limits))
    if draft.id is not None and len(draft.id) > limits.id_characters:
        raise UnreadableSource(f"has an id of {len(draft.id)} characters; at most {limits.id_characters} are taken")
    published, issues = _published(draft)
    language, doubts = _language(draft, defaults)
    return Document(
        id=draft.id or (content_id if draft.listed else report_id)(draft.text, draft.url),
        text=draft.text,
        url=draft.url,
        title=draft.title,
        publisher=draft.publisher,
        published=published or defaults.published,
        language=language,
        issues=(*issues, *doubts),
        byline=draft.byline,
        agency=draft.agency,
        updated=read_date(draft.updated) if draft.updated else None,
    )


def report_id(text: str, url: str | None) -> str:
    """Returns the id of a report that brings none: made from its address where that is the report's own, so that new words there are a
    revision, else from its words.
    """
    own = own_address(url) if url else None
    return url_id(own) if own else content_id(text, url)


def url_id(address: str) -> str:
    """Returns an id made from an address."""
    return content_id("", address)


def content_id(text: str, url: str | None) -> str:
    """Returns an id made from what a report says and where.

    >>> content_id("Two villages were shelled.", None)
    'd3ce7fd24a6650acb'
    """
    digest = hashlib.sha256(f"{url or ''}\x00{text}".encode()).hexdigest()
    return f"d{digest[:16]}"


def too_large(limits: Limits) -> str:
    """Returns why a text is refused, and the way out."""
    most = f"{limits.text_bytes / 1e6:g} MB"
    return f"holds more than {most} of text, the most that one report may have; split it, or give one report a line as JSONL"


def _published(draft: Draft) -> tuple[str | None, tuple[Issue, ...]]:
    """Returns the report's own date, None with an issue where it is no date."""
    if draft.published is None:
        return None, draft.issues
    published = read_date(draft.published)
    if published is None:
        issue = Issue(
            "bad-publication-date", f"The publication date {draft.published[:80]!r} is no ISO date, so the report is read without it."
        )
        return None, (*draft.issues, issue)
    return published, draft.issues


def _language(draft: Draft, defaults: Defaults) -> tuple[str | None, tuple[Issue, ...]]:
    """Returns the language: as given with the report, as given for all, as the text looks, as the page declares; a guess with an issue."""
    known = read_language(draft.language) or defaults.language or detect_language(draft.text) or read_language(draft.declared_language)
    if known is not None:
        return known, ()
    guess = guess_cyrillic(draft.text, draft.title, draft.publisher, draft.byline)
    return guess, (
        Issue("language-guessed", f"The letters of the text do not tell its language; it was read as {guess!r}, which is a guess."),
    ) if guess else ()
