"""E-mail: messages and mailboxes, each message a dated report, its attachments files of their own."""

import email.errors
import email.policy
import hashlib
import io
import itertools
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from sitrep.errors import UnreadableSource
from sitrep.ingest.drafts import Draft, Limits
from sitrep.ingest.formats import kind_by_name
from sitrep.ingest.pages import read_whole_page
from sitrep.ingest.pieces import Member, Piece

FROM = b"From "
PART_HEADER = re.compile(rb"^content-[a-z-]{1,40}:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)
MOST_PART_HEADERS = 1000
LONGEST_HEADER = 2000
FAULTS = (email.errors.MessageError, LookupError, ValueError, TypeError, AttributeError, IndexError, RecursionError, AssertionError)


def read_mailbox(stream: io.BufferedReader, limits: Limits) -> Iterator[Piece | Member]:
    """Yields the messages of a mailbox (mbox) one after another.

    Raises: UnreadableSource where it is none.
    """
    number = 0
    for number, raw in enumerate(_messages(stream, limits.file_bytes), 1):
        where = f"message {number}"
        if len(raw) > limits.file_bytes:
            yield Piece(where, fault=f"is larger than {limits.file_bytes / 1e6:g} MB")
            continue
        try:
            yield from read_mail(raw, where)
        except UnreadableSource as error:
            yield Piece(where, fault=str(error))
    if not number:
        raise UnreadableSource("is a mailbox without a message")


def read_mail(raw: bytes, where: str = "") -> Iterator[Piece | Member]:
    """Yields the words of a message as a report, then each attachment of a kind that is read.

    Raises: UnreadableSource where it cannot be taken apart, or holds neither text nor attachments.
    """
    refuse_monster(raw)
    try:
        message = BytesParser(policy=email.policy.default).parsebytes(raw)
        draft = _draft(message)
        members = list(_attachments(message, where))
    except FAULTS as error:
        raise UnreadableSource(f"is a damaged e-mail ({type(error).__name__})") from error
    if draft is None and not members:
        raise UnreadableSource("is an e-mail without text")
    if draft is not None:
        yield Piece(where, raw, (draft,))
    yield from members


def refuse_monster(raw: bytes) -> None:
    """Passes over a message whose headers are such as mail programs write; parsing takes time by the square of their length.

    Raises: UnreadableSource for headers that are too long or too many.
    """
    headers = [match.end() - match.start() for match in itertools.islice(PART_HEADER.finditer(raw), MOST_PART_HEADERS + 1)]
    if len(headers) > MOST_PART_HEADERS or any(length > LONGEST_HEADER for length in headers):
        raise UnreadableSource("is an e-mail whose headers are too long or too many to be sent by people")


def _header(message: EmailMessage, name: str) -> str | None:
    """Returns a header on one line, its encoded words read; None where it is empty; of one that is too long the beginning."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")[:LONGEST_HEADER]
    return " ".join(str(email.policy.default.header_factory(name, raw)).split()) or None


def _messages(stream: io.BufferedReader, most_bytes: int) -> Iterator[bytes]:
    """Yields the messages, each begins with a line "From " after a blank one; of one over the limit no more than needed to tell."""
    lines: list[bytes] = []
    size, blank, begun = 0, True, False
    while line := stream.readline(most_bytes):
        if blank and line.startswith(FROM):
            if begun:
                yield b"".join(lines)
            lines, size, begun = [], 0, True
        elif begun and size <= most_bytes:
            lines.append(line.removeprefix(b">") if line.lstrip(b">").startswith(FROM) else line)
            size += len(line)
        blank = not line.strip()
    if begun:
        yield b"".join(lines)


def _draft(message: EmailMessage) -> Draft | None:
    """Returns the words of a message, None where it has none."""
    body = message.get_body(("plain", "html"))
    content = str(body.get_content()) if body is not None else ""
    if not content.strip():
        return None
    page = read_whole_page(content) if body is not None and body.get_content_subtype() == "html" else None
    name, address = parseaddr(_header(message, "from") or "")
    key = _header(message, "message-id")
    return Draft(
        page.text if page else content.replace("\r\n", "\n"),
        id=f"d{hashlib.sha256(key.encode(errors='replace')).hexdigest()[:16]}" if key else None,
        title=_header(message, "subject"),
        publisher=name or address or None,
        published=_moment(_header(message, "date")),
        declared_language=page.declared_language if page else None,
    )


def _attachments(message: EmailMessage, where: str) -> Iterator[Member]:
    """Yields the attachments whose names tell a kind that is read; pictures and signatures are no reports."""
    for part in message.iter_attachments():
        name = part.get_filename()
        content = part.get_content() if name and kind_by_name(name) else None
        raw = content.encode(errors="replace") if isinstance(content, str) else content
        if name and kind_by_name(name) and isinstance(raw, bytes):
            yield Member(f"{where}: {name}" if where else name, io.BufferedReader(io.BytesIO(raw)))


def _moment(stated: str | None) -> str | None:
    """Returns when a message was sent, None where it does not say so in the form that messages have."""
    try:
        return parsedate_to_datetime(stated).isoformat() if stated else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
