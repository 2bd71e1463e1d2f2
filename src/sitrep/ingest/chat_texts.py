"""Chat texts: the exports of WhatsApp, each message with words a dated report of its chat."""

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

import msgspec

from sitrep.ingest.chats import message_id
from sitrep.ingest.drafts import Draft
from sitrep.model.issues import Issue

START = re.compile(
    r"\u200e?\[?(\d{1,4})([./-])(\d{1,2})\2(\d{2,4}),?\s+(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?:\s?([ap])\.?\s?m\.?)?\]?(?:\s+[-–]\s+|\s+)",
    re.IGNORECASE,
)
SENDER = re.compile(r"([^:\n]{1,80}):\s")
NAME = re.compile(r"(?:WhatsApp Chat (?:with|-) )?(.+?)(?: chat)?$", re.IGNORECASE)
LEFT_OUT = re.compile(r"\u200e?<[^<>]{3,40}>$|\u200e[^\n]{0,60}(?:omitted|weggelassen|omis|omitido)$", re.IGNORECASE)
NAMELESS = "_chat"
FEWEST = 2
HEAD_LINES = 40


class Said(msgspec.Struct):
    """One message: the numbers of its date as they stand, the time of day, and what follows."""

    date: tuple[int, int, int]
    sign: str
    time: dt.time
    text: str


def is_chat_text(text: str) -> bool:
    """Whether a text is an export of WhatsApp: its first line, and one more of the first, begin with a moment, and one has a sender.

    >>> is_chat_text("13/12/2025, 08:15 - Ann: Sirens.\\n13/12/2025, 08:20 - Ben: Where?")
    True
    """
    lines = text.lstrip("\ufeff").split("\n", HEAD_LINES)[:HEAD_LINES]
    starts = [match for line in lines if (match := START.match(line))]
    sent = [match for match in starts if SENDER.match(match.string, match.end())]
    return bool(lines and START.match(lines[0]) and len(starts) >= FEWEST and sent)


def chat_text_drafts(text: str, file_name: str) -> tuple[Draft, ...]:
    """Returns the messages with words as drafts, in their order; the chat is named by the file.

    Where days and months cannot be told apart in the whole chat, the messages are without a date, with an issue.
    """
    said = list(_said(text.lstrip("\ufeff")))
    order = date_order(said)
    channel = chat_name(file_name)
    return tuple(draft for each in said if (draft := _draft(each, order, channel)))


def chat_name(file_name: str) -> str | None:
    """Returns the chat that a file is named after; of one called _chat.txt the archive or folder that it lies in.

    >>> chat_name("WhatsApp Chat with Harbour desk.txt"), chat_name("in/WhatsApp Chat - Harbour desk.zip/_chat.txt")
    ('Harbour desk', 'Harbour desk')
    """
    path = PurePosixPath(file_name.replace("\\", "/"))
    match = NAME.match(path.parent.stem if path.stem == NAMELESS else path.stem)
    return match[1].strip(" _") or None if match else None


def date_order(said: Sequence[Said]) -> tuple[int, int, int] | None:
    """Returns the places of year, month and day in all dates of a chat, None where two orders are possible.

    An order is possible where all dates exist in it and none lies before the one that stands before it.
    """
    if said and all(each.date[0] > 31 for each in said):
        return 0, 1, 2
    possible = [order for order in ((2, 1, 0), (2, 0, 1)) if _is_possible(said, order)]
    if len(possible) == 2 and all(each.sign == "." or each.date[0] == each.date[1] for each in said):
        return 2, 1, 0
    return possible[0] if len(possible) == 1 else None


def _is_possible(said: Sequence[Said], order: tuple[int, int, int]) -> bool:
    """Whether all dates exist in an order, none before the one that stands before it."""
    try:
        days = [_day(each.date, order) for each in said]
    except ValueError:
        return False
    return all(one <= other for one, other in itertools.pairwise(days))


def _day(numbers: tuple[int, int, int], order: tuple[int, int, int]) -> dt.date:
    """Returns a date of numbers in an order.

    Raises: ValueError where it does not exist.
    """
    year, month, day = (numbers[place] for place in order)
    return dt.date(year + 2000 if year < 100 else year, month, day)


def _said(text: str) -> Iterator[Said]:
    """Yields the messages; a line that begins with no moment goes on with the one before."""
    current: Said | None = None
    for line in text.split("\n"):
        match = START.match(line)
        if match is None or (time := _time(match)) is None:
            if current is not None:
                current.text += f"\n{line}"
            continue
        if current is not None:
            yield current
        current = Said((int(match[1]), int(match[3]), int(match[4])), match[2], time, line[match.end() :])
    if current is not None:
        yield current


def _time(match: re.Match[str]) -> dt.time | None:
    """Returns the time of day of a message, None where it is none."""
    hour, half = int(match[5]), (match[8] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return dt.time(hour, int(match[6]), int(match[7] or 0))
    except ValueError:
        return None


def _draft(said: Said, order: tuple[int, int, int] | None, channel: str | None) -> Draft | None:
    """Returns one message as a draft, None where it has no sender or no words."""
    sender = SENDER.match(said.text)
    text = said.text[sender.end() :].strip("\r\n\u200e ") if sender else ""
    if sender is None or not text or LEFT_OUT.match(text):
        return None
    published = dt.datetime.combine(_day(said.date, order), said.time).isoformat() if order else None
    issue = Issue(
        "bad-publication-date", "Days and months cannot be told apart in the dates of this chat, so the message is read without its date."
    )
    return Draft(
        text,
        id=message_id(channel, str(said.date), said.time.isoformat(), sender[1], text),
        publisher=channel,
        byline=sender[1].strip(),
        published=published,
        issues=() if order else (issue,),
    )
