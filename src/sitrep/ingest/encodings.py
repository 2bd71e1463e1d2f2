"""Encodings: bytes into text, character for character."""

import codecs
import re

import msgspec
from charset_normalizer import CharsetMatch, from_bytes

from sitrep.errors import UnreadableSource
from sitrep.model.issues import Issue
from sitrep.packs.loader import load

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
PLAIN = "<meta>"
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
SAMPLE_BYTES = 65536
NO_ENCODINGS = ("undefined", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "utf-7")  # codecs that turn bytes into other texts


class Encodings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The encodings to weigh, and where text ends and binary begins."""

    candidates: tuple[str, ...]
    max_control_share: float
    sound_per_broken: int


class Decoded(msgspec.Struct, frozen=True):
    """A text, and the issue that decoding it raised; line ends are kept as they stand, a byte order mark is not."""

    text: str
    issue: Issue | None = None


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """Returns the text of `raw`: UTF-8, else by its byte order mark, else as `declared`, else by the likeliest encoding.

    Raises: UnreadableSource where the bytes are no text.
    """
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return _strict(raw[len(mark) :], encoding)
    refuse_binary(raw)
    try:
        return Decoded(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return _declared(raw, declared) or _damaged(raw) or _guessed(raw)


def encoding_of(sample: bytes) -> tuple[str, Issue | None]:
    """Returns the encoding of a text that begins with `sample`, which may end within a character, and the issue where it is a guess.

    Raises: UnreadableSource where the bytes are no text.
    """
    for mark, encoding in MARKS:
        if sample.startswith(mark):
            return encoding, None
    refuse_binary(sample)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        best = _likeliest(sample)
        return best.encoding, _guess(best)
    return "utf-8", None


def refuse_binary(raw: bytes) -> None:
    """Passes over text of any encoding that keeps ASCII in its place.

    Raises: UnreadableSource where `raw` holds NUL or many control characters.
    """
    sample = raw[:SAMPLE_BYTES]
    controls = len(CONTROLS.findall(sample))
    if b"\x00" in raw or controls > len(sample) * load("ingest/encodings.toml", Encodings).max_control_share:
        raise UnreadableSource(
            "is binary and of no kind that is read; give a text, HTML, PDF, DOCX, e-mail, JSONL, CSV, Parquet, WARC or ZIP file"
        )


def _strict(raw: bytes, encoding: str) -> Decoded:
    """Returns text of the encoding that a byte order mark promises; broken bytes become U+FFFD, with an issue."""
    try:
        return Decoded(raw.decode(encoding))
    except UnicodeDecodeError:
        return Decoded(raw.decode(encoding, "replace"), _issue(f"The text is marked as {encoding} but is damaged."))


def _declared(raw: bytes, encoding: str | None) -> Decoded | None:
    """Returns the text in the encoding that the document itself declares, None where that does not fit or is no encoding of texts."""
    try:
        if encoding is None or codecs.lookup(encoding).name in NO_ENCODINGS:
            return None
        return Decoded(raw.decode(encoding))
    except (UnicodeError, LookupError, ValueError):
        return None


def decode_loosely(raw: bytes, encoding: str) -> str:
    """Returns the text of `raw` as it is declared, else in UTF-8; U+FFFD stands for broken bytes."""
    declared = _declared(raw, encoding)
    return declared.text if declared else raw.decode("utf-8", "replace")


def keeps_ascii(encoding: str) -> bool:
    """Whether ASCII stands in its place in text of an encoding; where the name is of none, UTF-8 is meant.

    >>> keeps_ascii("windows-1251"), keeps_ascii("utf-16"), keeps_ascii("no such")
    (True, False, True)
    """
    try:
        return PLAIN.encode(encoding) == PLAIN.encode()
    except (LookupError, UnicodeError):
        return True


def _damaged(raw: bytes) -> Decoded | None:
    """Returns the text as UTF-8 with U+FFFD for broken bytes, None where too few characters speak for UTF-8."""
    text = raw.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(character > "\x7f" for character in text) - broken
    if sound < broken * load("ingest/encodings.toml", Encodings).sound_per_broken:
        return None
    return Decoded(text, _issue(f"The text is UTF-8 with {broken} broken places, each shown as U+FFFD."))


def _guessed(raw: bytes) -> Decoded:
    """Returns the text in the likeliest encoding, with an issue that names it.

    Raises: UnreadableSource where none fits.
    """
    best = _likeliest(raw)
    return Decoded(str(best), _guess(best))


def _likeliest(raw: bytes) -> CharsetMatch:
    """Returns the likeliest encoding of bytes that are no UTF-8.

    Raises: UnreadableSource where none fits.
    """
    best = from_bytes(raw, cp_isolation=list(load("ingest/encodings.toml", Encodings).candidates)).best()
    if best is None:
        raise UnreadableSource("is in no known encoding; save it as UTF-8")
    return best


def _guess(best: CharsetMatch) -> Issue:
    """Returns the issue that an encoding was guessed."""
    return _issue(f"The text is no UTF-8; it was read as {best.encoding}, which is a guess.")


def _issue(message: str) -> Issue:
    """Returns an issue about the encoding."""
    return Issue("encoding-guessed", message)
