"""PDF: the running text of its pages."""

import io
import re
import struct
import time
import zlib
from collections.abc import Iterator

import pypdf
from pypdf.errors import DependencyError, PyPdfError

from sitrep.errors import UnreadableSource
from sitrep.ingest.drafts import Draft

HEADING_SHARE = 0.6
MOST_SECONDS = 60
DAMAGES = (
    *(PyPdfError, ValueError, LookupError, TypeError, AttributeError, RuntimeError, OSError),
    *(ArithmeticError, AssertionError, zlib.error, struct.error),
)
SENTENCE_END = re.compile(r"""[.!?…:]["'”’»)]*$""")
HYPHEN = re.compile(r"[^\W\d_]-$")


def read_pdf(raw: bytes) -> Draft:
    """Returns the text of a PDF, its lines joined into paragraphs, and the title that it declares.

    Raises: UnreadableSource where it is damaged, locked by a password, or holds pictures only.
    """
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else list(_pages(reader))
        title = reader.metadata.title if not locked and reader.metadata else None
    except DependencyError as error:
        raise UnreadableSource("is an encrypted PDF of a kind that is not read here; print it to a plain PDF first") from error
    except DAMAGES as error:
        raise UnreadableSource(f"is a damaged PDF ({type(error).__name__})") from error
    if locked:
        raise UnreadableSource("is a PDF locked by a password")
    text = "\n\n".join(paragraph for page in pages for paragraph in reflow(page))
    if not text.strip():
        raise UnreadableSource("is a PDF without text, perhaps of scanned pages; run text recognition on it first")
    return Draft(text, title=(title or "").strip() or None)


def _pages(reader: pypdf.PdfReader) -> Iterator[str]:
    """Yields the text of each page.

    Raises: UnreadableSource where they take more than a minute together, as no report does.
    """
    begun = time.monotonic()
    for page in reader.pages:
        yield page.extract_text()
        if time.monotonic() - begun > MOST_SECONDS:
            raise UnreadableSource(f"is a PDF that takes more than {MOST_SECONDS} seconds to read; save it anew, or split it")


def reflow(page: str) -> list[str]:
    """Returns the paragraphs of a page: a blank line ends one, and so does a line short of the margin that ends a sentence or is a heading.

    >>> reflow("Shelling went on along the\\nriver for a third night.\\nNo one was hurt, the may-\\nor said.")
    ['Shelling went on along the river for a third night.', 'No one was hurt, the mayor said.']
    """
    lines = [line.strip() for line in page.splitlines()]
    width = max(map(len, lines), default=0)
    paragraphs = [""]
    for line in lines:
        paragraphs[-1] = _joined(paragraphs[-1], line)
        if not line or len(line) < width * HEADING_SHARE or (len(line) < width and SENTENCE_END.search(line)):
            paragraphs.append("")
    return [paragraph for paragraph in paragraphs if paragraph]


def _joined(paragraph: str, line: str) -> str:
    """Returns a paragraph with one line more; a word divided at the line's end is made whole."""
    if not paragraph:
        return line
    if HYPHEN.search(paragraph) and line[:1].islower():
        return paragraph[:-1] + line
    return f"{paragraph} {line}".rstrip()
