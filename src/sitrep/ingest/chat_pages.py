"""Chat pages: the exports of Telegram as HTML, each message with words a dated report of its channel."""

from collections.abc import Iterator

import lxml.html  # type: ignore[import-untyped]  # lxml ships no types

from sitrep.ingest.chats import message_id
from sitrep.ingest.declared_dates import read_declared
from sitrep.ingest.drafts import Draft
from sitrep.ingest.linked_data import words

MESSAGES = (
    "//div[contains(concat(' ', @class, ' '), ' history ')]"
    "//div[contains(concat(' ', @class, ' '), ' message ') and contains(concat(' ', @class, ' '), ' default ')]"
)
CHANNEL = "//div[contains(@class, 'page_header')]//div[contains(@class, 'text')]"
TEXT = "./div[contains(concat(' ', @class, ' '), ' body ')]/div[contains(concat(' ', @class, ' '), ' text ')]"
TIME = "./div[contains(concat(' ', @class, ' '), ' body ')]/div[contains(concat(' ', @class, ' '), ' date ')]/@title"
SENDER = "./div[contains(concat(' ', @class, ' '), ' body ')]/div[contains(concat(' ', @class, ' '), ' from_name ')]"


def chat_messages(tree: lxml.html.HtmlElement) -> tuple[Draft, ...]:
    """Returns the messages of an export as drafts, in the order of the page; nothing for any other page."""
    found = tree.xpath(MESSAGES)
    if not found:
        return ()
    channel = next((words(each.text_content()) for each in tree.xpath(CHANNEL)), None)
    return tuple(_drafts(found, channel))


def _drafts(messages: list[lxml.html.HtmlElement], channel: str | None) -> Iterator[Draft]:
    """Yields the messages with words; one that is joined to the one before has its sender."""
    sender: str | None = None
    for message in messages:
        sender = next((words(each.text_content()) for each in message.xpath(SENDER)), sender)
        text = "\n".join(line for each in message.xpath(TEXT) if (line := _lines(each)))
        published = next((date for value in message.xpath(TIME) if (date := read_declared(str(value)))), None)
        if text:
            key = message_id(channel, message.get("id") or published or text)
            yield Draft(text, id=key, publisher=channel, byline=None if sender == channel else sender, published=published)


def _lines(element: lxml.html.HtmlElement) -> str:
    """Returns the words of an element, a line for each that a `br` ends."""
    for mark in element.iter("br"):
        mark.tail = "\n" + (mark.tail or "")
    return "\n".join(" ".join(line.split()) for line in element.text_content().splitlines()).strip()
