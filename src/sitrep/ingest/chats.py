"""Chats: the exports of Telegram as JSON, each message with words a dated report of its channel."""

import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Any

import msgspec

from sitrep.errors import UnreadableSource
from sitrep.ingest.declared_dates import read_declared
from sitrep.ingest.drafts import Draft
from sitrep.ingest.pieces import Piece

PUBLIC = ("public_channel", "public_supergroup", "private_channel", "private_supergroup")


class Message(msgspec.Struct, frozen=True):
    """One message; its words are a string, or a list of strings and of pieces with a `text`."""

    id: int = 0
    type: str = "message"
    date: str | None = None
    date_unixtime: str | None = None
    edited: str | None = None
    edited_unixtime: str | None = None
    sender: str | None = msgspec.field(default=None, name="from")
    author: str | None = None
    forwarded_from: str | None = None
    text: Any = ""


class Chat(msgspec.Struct, frozen=True):
    """One chat or channel with its messages."""

    name: str | None = None
    type: str = ""
    id: int | None = None
    messages: tuple[Message, ...] = ()


class ChatList(msgspec.Struct, frozen=True):
    """Many chats, as an export of a whole account holds them."""

    list: tuple[Chat, ...] = ()


class Export(Chat, frozen=True):
    """What Telegram writes: one chat, or all of an account."""

    chats: ChatList = ChatList()


def read_chat(raw: bytes) -> Iterator[Piece]:
    """Yields the messages of an export that have words.

    Raises: UnreadableSource where it is no such export, or holds no words.
    """
    try:
        export = msgspec.json.decode(raw, type=Export)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableSource(f"is no chat as Telegram exports it ({error}), and of JSON only JSONL is read: one report a line") from error
    chats = export.chats.list or (export,)
    drafts = [(message, draft) for chat in chats for message in chat.messages if (draft := _draft(message, chat))]
    if not drafts:
        raise UnreadableSource(
            "is a chat without words, or no chat: of JSON only JSONL is read, one report a line, and chats as Telegram exports them"
        )
    for message, draft in drafts:
        yield Piece(f"message {message.id}", msgspec.json.encode(message), (draft,))


def message_id(*stated: str | None) -> str:
    """Returns an id made from what tells a message from all others."""
    return f"d{hashlib.sha256(chr(0).join(each or '' for each in stated).encode()).hexdigest()[:16]}"


def _draft(message: Message, chat: Chat) -> Draft | None:
    """Returns a message as a draft, None where it has no words or only tells who joined."""
    text = _words(message.text)
    if message.type != "message" or not text.strip():
        return None
    sender = message.author or (message.sender if message.sender != chat.name else None)
    return Draft(
        text,
        id=message_id(str(chat.id or chat.name), str(message.id)),
        url=f"https://t.me/c/{chat.id}/{message.id}" if chat.id and chat.type in PUBLIC else None,
        publisher=chat.name,
        byline=sender,
        published=_moment(message.date_unixtime, message.date),
        updated=_moment(message.edited_unixtime, message.edited),
    )


def _words(text: Any) -> str:
    """Returns the words of a message."""
    pieces = text if isinstance(text, list) else [text]
    return "".join(str(piece.get("text", "")) if isinstance(piece, dict) else str(piece) for piece in pieces)


def _moment(seconds: str | None, local: str | None) -> str | None:
    """Returns when something was, in UTC; without a zone where only the exporter's own clock is given."""
    if seconds and seconds.isdigit() and 0 < int(seconds) < 10**11:
        return dt.datetime.fromtimestamp(int(seconds), dt.UTC).isoformat()
    return read_declared(local) if local else None
