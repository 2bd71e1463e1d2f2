"""Archived pages: the contents of a web archive as pieces; the careful reading is for pages that may hold a claim."""

import functools
import io
from collections.abc import Callable, Iterator

import msgspec
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import detect_encoding
from resiliparse.parse.html import HTMLTree

from sitrep.errors import UnreadableSource
from sitrep.ingest.drafts import Draft, Limits
from sitrep.ingest.encodings import decode
from sitrep.ingest.heads import declared_in_head
from sitrep.ingest.pages import declared_charset, read_web_page
from sitrep.ingest.pdfs import read_pdf
from sitrep.ingest.pieces import Piece
from sitrep.ingest.web_archives import ArchivedContent, read_records
from sitrep.model.issues import Issue

Worth = Callable[[str], float]
Drawing = Callable[[ArchivedContent], "Drawn"]
Spread = Callable[[Drawing, Iterator[ArchivedContent]], Iterator[tuple[ArchivedContent, "Drawn"]]]
MENU_LINE, LONG_LINE, LONGER_THAN_TEASERS = 50, 80, 200
LONG_PAGE, LONG_MAIN = 3_000, 600
ENOUGH, NOTHING = 1.0, 0.0
SENTENCE_ENDS = (".", "!", "?", "…", '"', "”", "»", "'", "’", ")")
UNREAD = Issue("irrelevant", "Nothing in the page tells of conflict, so it is kept as plain text and not read.")


class Drawn(msgspec.Struct, frozen=True):
    """The reports that were drawn from one record, or why there is none: rightly, or by a `fault`."""

    drafts: tuple[Draft, ...] = ()
    passed_over: str | None = None
    fault: str | None = None


def one_by_one(draw: Drawing, contents: Iterator[ArchivedContent]) -> Iterator[tuple[ArchivedContent, Drawn]]:
    """Yields records with what is drawn from them, in this process."""
    return ((content, draw(content)) for content in contents)


def read_web_archive(
    stream: io.BufferedReader, limits: Limits, worth: Worth | None = None, start: int = 0, spread: Spread = one_by_one
) -> Iterator[Piece]:
    """Yields the pages, texts and PDFs of a web archive from the record at `start` on.

    `worth` tells how much in a plain text speaks for a claim: from 1 on enough for a careful reading, from 0 down nothing. Pages without
    enough are kept as plain text. `spread` has the reports of records drawn, here or by other processes, and yields them in the records'
    order.

    Raises: UnreadableSource where it is no web archive.
    """
    for content, drawn in spread(functools.partial(draw, worth), read_records(stream, limits, start)):
        where = content.url or f"record at {content.position}"
        passed_over, fault = content.passed_over or drawn.passed_over, content.fault or drawn.fault
        yield Piece(where, content.raw, drawn.drafts, position=content.position, fault=fault, passed_over=passed_over)


def draw(worth: Worth | None, content: ArchivedContent) -> Drawn:
    """Returns the reports in one record."""
    if content.kind is None:
        return Drawn()
    try:
        return Drawn(_drafts(content, worth))
    except UnreadableSource as error:
        return Drawn(passed_over=str(error).removeprefix("is "))


def _drafts(content: ArchivedContent, worth: Worth | None) -> tuple[Draft, ...]:
    """Returns the reports in one record.

    Raises: UnreadableSource where there is no text.
    """
    if content.kind == "pdf":
        return (msgspec.structs.replace(read_pdf(content.raw), url=content.url),)
    if content.kind == "text":
        decoded = decode(content.raw, content.charset)
        issues = (decoded.issue,) if decoded.issue else ()
        return (Draft(decoded.text, url=content.url, declared_language=content.language, issues=issues),)
    plain = worth and sift_page(content, worth)
    return (plain,) if plain else read_web_page(content.raw, content.charset, content.url)


def sift_page(content: ArchivedContent, worth: Worth) -> Draft | None:
    """Returns a page as plain text where nothing in it may hold a claim; else None: read it with care.

    Asked is first all that is longer than entries of menus: mostly that tells already that there is nothing. Else the paragraphs are asked,
    which teasers of other stories are not, and what looks like the main part, which is dear to find: each alone misses some. Of a long page
    both are asked: around an article in which nothing speaks for a claim, teasers may be as long as paragraphs.

    Raises: UnreadableSource where there is no text.
    """
    charset = content.charset or declared_charset(content.raw) or detect_encoding(content.raw) or "utf-8"
    try:
        tree = HTMLTree.parse_from_bytes(content.raw, charset)
    except (ValueError, LookupError):
        return None
    whole = _plain(tree, main=False)
    text = _paragraphs(whole)
    if not text or worth(_lines(whole, MENU_LINE)) >= ENOUGH:
        is_told = worth(text) >= ENOUGH
        if is_told and len(text) < LONG_PAGE:
            return None
        text = _plain(tree, main=True)
        promise = worth(text)
        if promise >= ENOUGH or (is_told and (promise > NOTHING or len(text) < LONG_MAIN)):
            return None
        if not text.strip():
            raise UnreadableSource("is a web page without running text")
    declared = declared_in_head(content.raw, charset)
    return Draft(
        text,
        url=content.url,
        title=declared.title or (tree.title or "").strip() or None,
        publisher=declared.publisher,
        byline=declared.byline,
        agency=declared.agency,
        published=declared.published,
        updated=declared.updated,
        issues=(UNREAD,),
    )


def _paragraphs(text: str) -> str:
    """Returns the lines of a text that are longer than those of menus and end as sentences do, or are longer than any teaser."""
    lines = _lines(text, LONG_LINE).split("\n")
    return "\n".join(line for line in lines if len(line) >= LONGER_THAN_TEASERS or line.rstrip().endswith(SENTENCE_ENDS))


def _lines(text: str, characters: int) -> str:
    """Returns the lines of a text that have at least so many characters."""
    return "\n".join(line for line in text.split("\n") if len(line) >= characters)


def _plain(tree: HTMLTree, *, main: bool) -> str:
    """Returns the words of a parsed page, or of what looks like its main part."""
    return extract_plain_text(tree, main_content=main, alt_texts=False, list_bullets=False)
