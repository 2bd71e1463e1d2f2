"""Formats: what kind of file bytes are."""

import re
from pathlib import Path
from typing import Literal

import msgspec

from sitrep.errors import UnreadableSource
from sitrep.packs.loader import load

Kind = Literal["text", "page", "pdf", "word", "lines", "table", "parquet", "mail", "mailbox", "chat", "web-archive", "archive"]

READ = "text, HTML, PDF, DOCX, e-mail, JSONL, CSV, Parquet, WARC or ZIP file"
OBJECT = re.compile(rb"\s*\{\s*[\"}]")
WHOLE_JSON = re.compile(rb"\s*(\[|\{\s*\n)")
PAGE = re.compile(
    rb"\s*(<!--.{0,2000}?-->\s*)?(<\?xml[^>]{0,200}\?>\s*)?(<!--.{0,2000}?-->\s*)?(<!doctype\s+html|<html\b)", re.IGNORECASE | re.DOTALL
)
OTHER_MARKUP = re.compile(rb"\s*<(\?xml|rss|feed)\b", re.IGNORECASE)
HEADER = re.compile(rb"[!-9;-~]{1,60}:|[ \t]")
MAIL = re.compile(rb"^(?:Message-ID|MIME-Version|Received|Return-Path):", re.IGNORECASE | re.MULTILINE)
MAILBOX = re.compile(rb"From \S+ +\w{3} \w{3} +\d")
CHAT = re.compile(rb'"messages"\s*:\s*\[|"chats"\s*:\s*\{')
MARKS: tuple[tuple[bytes, Kind], ...] = ((b"%PDF-", "pdf"), (b"PK\x03\x04", "archive"), (b"PAR1", "parquet"), (b"WARC/1.", "web-archive"))


class Formats(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """File name endings and whole names by kind, in lower case, and the endings of packed files."""

    packed: tuple[str, ...]
    endings: dict[Kind, tuple[str, ...]]
    names: dict[Kind, tuple[str, ...]]


def kind_by_name(name: str) -> Kind | None:
    """Returns the kind that a file's name tells, None where it tells none.

    >>> kind_by_name("report.TXT"), kind_by_name("week.jsonl.gz"), kind_by_name("picture.png")
    ('text', 'lines', None)
    """
    table = load("ingest/formats.toml", Formats)
    path = Path(name.lower())
    suffix = Path(path.stem).suffix if path.suffix in table.packed else path.suffix
    named = (kind for kind, names in table.names.items() if path.name in names)
    return next(named, None) or next((kind for kind, endings in table.endings.items() if suffix in endings), None)


def kind_by_content(head: bytes) -> Kind:
    """Returns the kind that the first bytes tell.

    Raises: UnreadableSource where they are JSON or XML of a form that is not read.

    >>> kind_by_content(b'{"text": "Shelling resumed."}'), kind_by_content(b"Shelling resumed.")
    ('lines', 'text')
    """
    marked = next((kind for mark, kind in MARKS if head.startswith(mark)), None)
    if marked is not None:
        return marked
    if PAGE.match(head):
        return "page"
    if OTHER_MARKUP.match(head):
        raise UnreadableSource(f"is XML, which is not read here; give a {READ}")
    if MAILBOX.match(head):
        return "mailbox"
    if is_mail(head):
        return "mail"
    if WHOLE_JSON.match(head) and CHAT.search(head):
        return "chat"
    refuse_whole_json(head)
    return "lines" if OBJECT.match(head) else "text"


def is_mail(head: bytes) -> bool:
    """Whether bytes begin with the headers of a message, one of them such as only messages have.

    >>> is_mail(b"From: a@example.org\\nMessage-ID: <1@example.org>\\n\\nWords."), is_mail(b"From: the front\\n\\nWords.")
    (True, False)
    """
    headers, blank, _ = head.replace(b"\r\n", b"\n").partition(b"\n\n")
    return bool(blank and MAIL.search(headers) and all(map(HEADER.match, headers.split(b"\n"))))


def refuse_whole_json(head: bytes) -> None:
    """Passes over anything but one JSON value that runs over many lines.

    Raises: UnreadableSource telling the form that is read.
    """
    if WHOLE_JSON.match(head) and re.match(rb"\s*[\[{]\s*[\"{\]}]", head):
        raise UnreadableSource("is one JSON value; JSONL is expected, one report a line as a JSON object, or a chat as Telegram exports it")
