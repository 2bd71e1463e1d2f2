"""Hostile input: whatever bytes come, reading ends soon, in little memory, with reports or with named faults."""

import io
import itertools
import os
import random
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitrep.ingest.drafts import Limits
from sitrep.ingest.formats import Kind
from sitrep.ingest.readers import Content
from sitrep.ingest.sources import Reading, Unreadable, read_content
from sitrep.ingest.web.answers import as_stream
from sitrep.model.texts import Document

KINDS: tuple[Kind, ...] = ("text", "page", "pdf", "word", "lines", "table", "parquet", "mail", "mailbox", "chat", "web-archive", "archive")
SMALL = Limits(text_bytes=200_000, file_bytes=2_000_000)
MOST_SECONDS = 10.0
MOST_BYTES = 200_000_000
MUTANTS = int(os.environ.get("SITREP_MUTANTS", "40"))
DEEP = 100_000
LINKED = b"<html><script type='application/ld+json'>"
NESTED = b"Content-Type: multipart/mixed; boundary=x\n"

Outcome = list[Document | Unreadable]


def read(raw: bytes, kind: Kind | None, name: str = "hostile") -> Outcome:
    """Returns all that bytes give, read as a kind of file; None for the kind that they seem to be."""
    return list(read_content(Content(name, as_stream(raw), kind), Reading(limits=SMALL)))


def check(raw: bytes, kind: Kind | None) -> None:
    """Reads bytes and asserts that every failure names its source, and that it took no longer than its limit."""
    begun = time.monotonic()
    for found in read(raw, kind):
        if isinstance(found, Unreadable):
            assert found.source.startswith("hostile")
            assert found.reason
        else:
            assert found.text.strip()
    assert time.monotonic() - begun < MOST_SECONDS


def examples(root: Path) -> dict[str, bytes]:
    """Returns the example of each kind of file."""
    return {str(path.name): path.read_bytes() for path in sorted((root / "examples" / "inputs").rglob("*")) if path.is_file()}


def mutants(raw: bytes, many: int, dice: random.Random) -> Iterator[bytes]:
    """Yields so many damaged copies: bits turned, pieces cut, doubled, swapped and blown up, ends torn off."""
    for _ in range(many):
        bytes_ = bytearray(raw)
        for _ in range(dice.randint(1, 6)):
            at, length = dice.randrange(max(1, len(bytes_))), dice.randint(1, 64)
            way = dice.randrange(6)
            piece = bytes(bytes_[at : at + length])
            if way == 0 and bytes_:
                bytes_[at % len(bytes_)] ^= 1 << dice.randrange(8)
            elif way == 1:
                del bytes_[at : at + length]
            elif way == 2:
                bytes_[at:at] = piece * dice.randint(1, 50)
            elif way == 3:
                bytes_[at : at + length] = dice.randbytes(length)
            elif way == 4:
                bytes_[at : at + 4] = dice.choice((b"\xff" * 4, b"\x00" * 4, b"\x7f\xff\xff\xff", b"<<<<", b"99999999"))
            else:
                del bytes_[at:]
        yield bytes(bytes_)


@pytest.mark.parametrize("kind", KINDS)
@given(raw=st.binary(max_size=2000))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_as_any_kind(kind: Kind, raw: bytes) -> None:
    """A wrong ending is the commonest fault of all."""
    check(raw, kind)


@given(raw=st.one_of(st.binary(max_size=500), st.text(max_size=500).map(lambda text: text.encode(errors="replace"))))
@settings(max_examples=150)
def test_any_bytes_of_no_kind(raw: bytes) -> None:
    """The kind is then guessed, and the guess must not break."""
    check(raw, None)


MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "<div>",
                "</div>",
                "<p>",
                "<time datetime='",
                "'>",
                "<article>",
                "<script type='application/ld+json'>",
                "</script>",
                "<!--",
                "-->",
            ]
        ),
        st.sampled_from(
            ['{"@type":"NewsArticle",', '"datePublished":"2025-12-07"', '"liveBlogUpdate":[', "]}", "<meta name='date' content='", "]]>"]
        ),
        st.text(max_size=20),
    ),
    max_size=60,
).map(lambda parts: "<html><body>" + "".join(parts))


@given(page=MARKUP)
@settings(max_examples=150)
def test_any_markup(page: str) -> None:
    """Broken pages are the rule on the web."""
    check(page.encode(errors="replace"), "page")


def test_damaged_copies_of_every_example(root: Path) -> None:
    """Most damage is slight: a file that is nearly right goes deepest into a reader."""
    dice = random.Random(7)  # noqa: S311 - chance that can be repeated
    for raw in examples(root).values():
        for mutant in mutants(raw, MUTANTS, dice):
            check(mutant, None)


@pytest.mark.parametrize(
    ("name", "kind", "raw"),
    [
        ("nested elements", "page", b"<html><body>" + b"<div>" * DEEP + b"Shelling went on." + b"</div>" * DEEP),
        ("nested tables", "page", b"<html><body>" + b"<table><tr><td>" * DEEP + b"Shelling went on."),
        ("open anchors", "page", b"<html><body>" + b"<a href=x>" * DEEP + b"Shelling went on."),
        ("comments without an end", "page", b"<!--" * DEEP + b"<html><body>Shelling."),
        ("scripts without an end", "page", b"<html><script type='application/ld+json'>" * 20_000 + b"{"),
        ("nested linked data", "page", b"<html><script type='application/ld+json'>" + b"[" * DEEP + b"</script><p>Shelling went on."),
        ("nested graphs", "page", LINKED + b'{"@graph":' * 900 + b"}" * 900 + b"</script><p>Shelling."),
        ("nested json", "lines", b'{"text": "x", "more": ' + b"[" * DEEP + b"]" * DEEP + b"}"),
        ("nested chat", "chat", b'{\n"messages": ' + b"[" * DEEP),
        ("blanks", "page", b"<html><body><p>" + b" " * 1_500_000 + b"x</p>"),
        ("blanks in a text", "text", b" \t" * 90_000 + b"Shelling went on."),
        ("headers without an end", "mail", b"X-A: " + b"a " * 500_000),
        ("parts without an end", "mail", NESTED + b"\n" + (b"--x\n" + NESTED + b"\n") * 3000),
        ("a long type", "mail", b"Content-Type: " + b"x " * 100_000 + b"\n\nShelling went on."),
        ("many parameters", "mail", b"Content-Type: text/plain; " + b"a=b; " * 20_000 + b"\n\nShelling went on."),
        ("encoded words", "mail", b"Subject: " + b"=?utf-8?q?a?= " * 20_000 + b"\n\nShelling went on."),
        ("quotes without an end", "table", b"text\n" + b'"' * 500_001),
        ("columns", "table", b"text" + b"," * 500_000 + b"\nShelling\n"),
        ("moments", "text", b"1/1/2025, 10:00 - " * 9_000),
        ("lines of a chat", "text", b"1/1/2025, 10:00 - a: b\n" * 8_000),
        ("a date of many words", "page", b"<html><meta name=date content='" + b"jan 1 " * 50_000 + b"'><p>Shelling went on."),
        ("entities", "page", b"<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>" + b"".join(
            b"<!ENTITY %c '%s'>" % (99 + n, b"&%c;" % (98 + n) * 10) for n in range(10)
        ) + b"]><html><body><p>&k; Shelling went on.</p></body></html>"),
        ("records without contents", "web-archive", b"WARC/1.0\r\n" * 20_000),
        ("starts of members", "web-archive", b"\x1f\x8b\x08" * 3_000),
        ("a broken trailer", "pdf", b"%PDF-1.7\n" + b"1 0 obj << /Kids [1 0 R] >> endobj\n" * 2000 + b"trailer << /Root 1 0 R >>"),
    ],
)  # fmt: skip
def test_what_is_made_to_hang_does_not(name: str, kind: Kind, raw: bytes) -> None:
    """Each makes some parser slow, deep or greedy."""
    assert name
    check(raw, kind)


@pytest.mark.parametrize("charset", ["undefined", "idna", "hex", "x-klingon", "utf-7", "unicode_escape", "utf-16"])
def test_any_charset_that_a_record_names(charset: str) -> None:
    """The header is the stranger's, and Python knows encodings that are none."""
    raw = "<html><body><p>Обстрел города продолжался третью ночь подряд, сообщил мэр.</p></body></html>".encode()
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset={charset}\r\n\r\n".encode() + raw
    head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/a\r\nContent-Length: {len(answer)}\r\n"
    record = head.encode() + b"Content-Type: application/http; msgtype=response\r\n\r\n" + answer + b"\r\n\r\n"
    for worth in (None, lambda _: False):
        found = list(read_content(Content("hostile", as_stream(record), "web-archive"), Reading(limits=SMALL, worth=worth)))
        assert len(found) == 1


def test_an_entity_bomb_in_a_word_file_is_refused() -> None:
    """Ten entities of ten others each are ten thousand million letters."""
    import zipfile

    levels = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 12))
    body = f"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY e0 'shelling '>{levels}]>"
    body += "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
    body += "<w:p><w:r><w:t>&e11;</w:t></w:r></w:p></w:body></w:document>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", body)
        archive.writestr(
            "[Content_Types].xml",
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='rels' ContentType="
            "'application/vnd.openxmlformats-package.relationships+xml'/><Override PartName='/word/document.xml' ContentType="
            "'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>",
        )
        archive.writestr(
            "_rels/.rels",
            "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='a' Type="
            "'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument' Target='word/document.xml'/>"
            "</Relationships>",
        )
    found = read(out.getvalue(), "word")
    assert len("".join(each.text for each in found if isinstance(each, Document))) < SMALL.text_bytes
    check(out.getvalue(), "word")


def test_memory_stays_small_over_damaged_archives(root: Path) -> None:
    """A length that a damaged record states must not be set aside before it is there."""
    raw = examples(root)["crawl.warc.gz"]
    dice = random.Random(11)  # noqa: S311 - chance that can be repeated
    tracemalloc.start()
    try:
        for mutant in itertools.islice(mutants(raw, MUTANTS, dice), MUTANTS):
            check(mutant, "web-archive")
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    finally:
        tracemalloc.stop()
