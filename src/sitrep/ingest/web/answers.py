"""Answers: what a server sent, as a report."""

import io
from collections.abc import Awaitable, Callable
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import msgspec

from sitrep.errors import UnreadableSource
from sitrep.ingest.drafts import Draft, Limits
from sitrep.ingest.formats import Kind, kind_by_content, kind_by_name
from sitrep.ingest.pages import read_whole_page
from sitrep.ingest.pieces import Piece
from sitrep.ingest.readers import Content, Manner, read_pieces
from sitrep.ingest.web.entries import Entry
from sitrep.ingest.web.fetching import Response, Unreached
from sitrep.ingest.web.hosts import LeftAlone
from sitrep.ingest.web.unpacking import unpacked_head
from sitrep.model.issues import Issue

KINDS: dict[str, Kind] = {"text/html": "page", "application/xhtml+xml": "page", "application/pdf": "pdf", "text/plain": "text"}
HEAD_BYTES = 8192
SAME_SITE = ("www.", "m.", "amp.", "mobile.")


def check_status(response: Response) -> None:
    """Passes over an answer that holds what was asked for.

    Raises: Unreached where it may hold it later; UnreadableSource; both name the status.
    """
    reasons = {401: "asks for a password", 403: "is closed to us", 404: "is not there", 410: "is gone for good", 429: "is asked too often"}
    if response.status >= 500:
        raise Unreached(f"fails at the server (status {response.status})")
    if response.status != 200:
        raise UnreadableSource(f"{reasons.get(response.status, 'is not given')} (status {response.status})")


def kind_of(response: Response) -> Kind:
    """Returns the kind of file that an answer is: as the server says where that is worth something, as its name or its first bytes tell.

    Raises: UnreadableSource where it is of no kind that is read.
    """
    name = PurePosixPath(urlsplit(response.url).path).name
    return KINDS.get(response.kind) or kind_by_name(name) or kind_by_content(unpacked_head(response.body, HEAD_BYTES))


def as_stream(body: bytes) -> io.BufferedReader:
    """Returns bytes as a file that is open."""
    return io.BufferedReader(io.BytesIO(body))


def read_answer(response: Response, limits: Limits) -> tuple[Draft, ...]:
    """Returns the reports of a page, a PDF or a text, with the address that they were fetched from.

    Raises: UnreadableSource.
    """
    check_status(response)
    content = Content(response.url, as_stream(response.body), kind_of(response), response.charset, response.url)
    drafts = [draft for piece in read_pieces(content, Manner(limits)) if isinstance(piece, Piece) for draft in piece.drafts]
    if not drafts:
        raise UnreadableSource("holds no report")
    return tuple(msgspec.structs.replace(draft, url=_own_address(draft.url, response.url)) for draft in drafts)


def completed(draft: Draft, entry: Entry) -> Draft:
    """Returns a report with what the feed tells of it where it does not tell itself."""
    gaps = {name: getattr(entry, name) for name in ("title", "publisher", "published", "language") if getattr(draft, name) is None}
    return msgspec.structs.replace(draft, **gaps)


def read_entry(entry: Entry, reason: str) -> Draft:
    """Returns the words that stand in the feed itself as a report, with an issue that says why no more was read.

    Raises: UnreadableSource where there are none.
    """
    if not (entry.content or "").strip():
        raise UnreadableSource(reason)
    page = f"<!doctype html><html><body><article>{entry.content}</article></body></html>"
    try:
        text = read_whole_page(page).text
    except UnreadableSource as error:
        raise UnreadableSource(reason) from error
    issue = Issue("words-of-feed", f"Only what stands in the feed was read: the page {reason}.")
    return completed(Draft(text, url=entry.url, issues=(issue,)), entry)


async def read_linked(
    entry: Entry, fetch: Callable[[str], Awaitable[Response]], limits: Limits, *, patient: bool = False
) -> tuple[tuple[Draft, ...], bytes]:
    """Returns the reports that an entry leads to and their bytes; where its page cannot be read, what the feed itself says.

    Raises: LeftAlone where the host wants to be asked later; Unreached where it failed and the caller is `patient`; UnreadableSource.
    """
    if entry.url is None:
        return (read_entry(entry, "is not named"),), (entry.content or "").encode()
    try:
        response = await fetch(entry.url)
        return tuple(completed(draft, entry) for draft in read_answer(response, limits)), response.body
    except LeftAlone:
        raise
    except UnreadableSource as error:
        if patient and isinstance(error, Unreached):
            raise
        return (read_entry(entry, str(error)),), (entry.content or "").encode()


def _own_address(declared: str | None, fetched: str) -> str:
    """Returns the address that a page declares as its own where that is on its own site; no page speaks for another's.

    >>> _own_address("https://news.example/a", "https://www.news.example/a?from=feed")
    'https://news.example/a'
    >>> _own_address("https://other.example/a", "https://news.example/b")
    'https://news.example/b'
    """
    try:
        here, there = urlsplit(fetched).hostname or "", urlsplit(declared or "").hostname or ""
    except ValueError:
        return fetched
    return declared if declared and _site(here) == _site(there) else fetched


def _site(host: str) -> str:
    """Returns a host without the name that only tells the form of its pages."""
    return next((host[len(prefix) :] for prefix in SAME_SITE if host.startswith(prefix)), host)
