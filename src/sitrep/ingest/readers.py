"""Readers: one for each kind of file; bytes in, pieces out."""

import io
from collections.abc import Callable, Iterator

import msgspec

from sitrep.errors import UnreadableSource
from sitrep.ingest.archived_pages import Spread, Worth, one_by_one, read_web_archive
from sitrep.ingest.archives import read_archive
from sitrep.ingest.chat_texts import chat_text_drafts, is_chat_text
from sitrep.ingest.chats import read_chat
from sitrep.ingest.drafts import Draft, Limits, too_large
from sitrep.ingest.encodings import decode
from sitrep.ingest.formats import Kind, kind_by_content, kind_by_name
from sitrep.ingest.lines import read_lines
from sitrep.ingest.mails import read_mail, read_mailbox
from sitrep.ingest.packing import peek, unpacked
from sitrep.ingest.pages import read_web_page
from sitrep.ingest.pdfs import read_pdf
from sitrep.ingest.pieces import Member, Piece
from sitrep.ingest.tables import read_csv, read_parquet
from sitrep.ingest.word_files import read_word_file


class Content(msgspec.Struct, frozen=True):
    """What is to be read: a stream, what it is called, and where known its kind, and what came with it: its encoding, its address."""

    name: str
    stream: io.BufferedReader
    kind: Kind | None = None
    charset: str | None = None
    url: str | None = None


class Manner(msgspec.Struct, frozen=True):
    """How files are read: how large they may be; of web archives which plain text is worth care, from where on, and by which processes."""

    limits: Limits = Limits()
    worth: Worth | None = None
    start: int = 0
    spread: Spread = one_by_one


STREAMED: dict[Kind, Callable[[io.BufferedReader, Limits], Iterator[Piece | Member]]] = {
    "lines": read_lines,
    "table": read_csv,
    "parquet": read_parquet,
    "mailbox": read_mailbox,
    "archive": read_archive,
}
WHOLE: dict[Kind, Callable[[bytes, Content, Limits], Iterator[Piece | Member]]] = {
    "text": lambda raw, content, _: _one(raw, _text_drafts(raw, content)),
    "page": lambda raw, content, _: _one(raw, read_web_page(raw, content.charset, content.url)),
    "pdf": lambda raw, _, __: _one(raw, (read_pdf(raw),)),
    "word": lambda raw, _, limits: _one(raw, (read_word_file(raw, limits.file_bytes),)),
    "mail": lambda raw, _, __: read_mail(raw),
    "chat": lambda raw, _, __: read_chat(raw),
}


def read_pieces(content: Content, manner: Manner) -> Iterator[Piece | Member]:
    """Yields what a file falls into, by its kind: as told, as its name tells, as its first bytes tell.

    Raises: UnreadableSource where it is of no kind that is read, is empty, damaged, or too large.
    """
    kind = kind_of(content)
    stream = content.stream if kind == "web-archive" else unpacked(content.stream)
    kind = kind or kind_by_content(peek(stream))
    if kind == "web-archive":
        if stream is not content.stream and content.stream.seekable():
            content.stream.seek(0)
            stream = content.stream
        yield from read_web_archive(stream, manner.limits, manner.worth, manner.start, manner.spread)
    elif kind in STREAMED:
        yield from STREAMED[kind](stream, manner.limits)
    else:
        yield from WHOLE[kind](_read_whole(stream, kind, manner.limits), content, manner.limits)


def kind_of(content: Content) -> Kind | None:
    """Returns the kind that is told of a content, by whoever gives it or by its name; None where only its bytes can tell."""
    return content.kind or kind_by_name(content.name)


def _read_whole(stream: io.BufferedReader, kind: Kind, limits: Limits) -> bytes:
    """Returns the content of a file that is read as a whole.

    Raises: UnreadableSource where it is empty or too large.
    """
    most = limits.text_bytes if kind == "text" else limits.file_bytes
    raw = stream.read(most + 1)
    if not raw.strip():
        raise UnreadableSource("is empty: there is no text to read")
    if len(raw) > most:
        raise UnreadableSource(
            too_large(limits) if kind == "text" else f"is larger than {most / 1e6:g} MB, the most that one file may have"
        )
    return raw


def _one(raw: bytes, drafts: tuple[Draft, ...]) -> Iterator[Piece | Member]:
    """Yields the one piece that a file is."""
    yield Piece(raw=raw, drafts=drafts)


def _text_drafts(raw: bytes, content: Content) -> tuple[Draft, ...]:
    """Returns the report in a text, or the messages of a chat."""
    decoded = decode(raw, content.charset)
    drafts = chat_text_drafts(decoded.text, content.name) if is_chat_text(decoded.text) else (Draft(decoded.text, url=content.url),)
    if decoded.issue is None:
        return drafts
    return tuple(msgspec.structs.replace(draft, issues=(*draft.issues, decoded.issue)) for draft in drafts)
