"""Word files: the running text of a DOCX, its tables row by row."""

import io
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from lxml.etree import LxmlError  # type: ignore[import-untyped]  # lxml ships no types

from sitrep.errors import UnreadableSource
from sitrep.ingest.drafts import Draft

MARK = "word/document.xml"


def is_word_file(archive: zipfile.ZipFile) -> bool:
    """Whether a ZIP is a DOCX."""
    return MARK in archive.namelist()


def read_word_file(raw: bytes, most_bytes: int) -> Draft:
    """Returns the text of a DOCX, a paragraph or a row of a table a line, and the title that it declares.

    Raises: UnreadableSource where it is damaged, locked by a password, or unpacks to more than `most_bytes`.
    """
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableSource("is an old or locked Word file; save it as a plain DOCX")
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(info.file_size for info in archive.infolist()) > most_bytes:
                raise UnreadableSource(f"unpacks to more than {most_bytes / 1e6:g} MB, the most that one file may have")
        document = docx.Document(io.BytesIO(raw))
        text = "\n".join(_lines(document))
        title = document.core_properties.title.strip()
    except (
        zipfile.BadZipFile,
        PackageNotFoundError,
        LxmlError,
        KeyError,
        ValueError,
        AttributeError,
        OSError,
        NotImplementedError,
    ) as error:
        raise UnreadableSource(f"is a damaged DOCX file ({type(error).__name__})") from error
    if not text.strip():
        raise UnreadableSource("is a DOCX file without text")
    return Draft(text, title=title or None)


def _lines(document: WordDocument) -> Iterator[str]:
    """Yields the paragraphs and the rows of tables in the order in which they stand."""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
                yield " | ".join(cell for cell in cells if cell)
        elif block.text.strip():
            yield block.text.strip()
