"""Exporters: the formats by name, and how a selection becomes a file, a folder or a stream of bytes."""

import importlib
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from sitrep.errors import WrongUsage
from sitrep.views.exporting.selections import Selection

CHUNK = 1 << 16


class Exporter(msgspec.Struct, frozen=True):
    """One format: the module whose `write` makes it, how its files are named and served, and the extra of the install it needs.

    With `is_folder` it makes several files in a folder, else one.
    """

    module: str
    suffix: str
    media_type: str
    is_folder: bool = False
    extra: str | None = None


EXPORTERS = {
    "acled": Exporter("acled", ".csv", "text/csv"),
    "csv": Exporter("sheets", ".csv", "text/csv", is_folder=True),
    "ftm": Exporter("ftm", ".ftm.jsonl", "application/jsonl"),
    "geojson": Exporter("features", ".geojson", "application/geo+json"),
    "hxl": Exporter("hxl", ".hxl.csv", "text/csv"),
    "jsonl": Exporter("lines", ".jsonl", "application/jsonl"),
    "parquet": Exporter("columnar", ".parquet", "application/vnd.apache.parquet", is_folder=True, extra="parquet"),
    "plover": Exporter("plover", ".plover.jsonl", "application/jsonl"),
    "ucdp": Exporter("ucdp", ".csv", "text/csv"),
    "xlsx": Exporter("workbooks", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", extra="parquet"),
}


def write_export(selection: Selection, form: str, out: Path) -> Counter[str]:
    """Writes a selection in a format to a file, or for a folder format into a folder, and returns how many of what were written.

    What was there under these names is replaced when all is written, and stays untouched where writing fails.

    Raises: WrongUsage for a format whose extra is not installed, or a place that cannot be written.
    """
    exporter, write = EXPORTERS[form], _writer(form)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{out.name}.", dir=out.parent) as passing:
            made = Path(passing, "export")
            if exporter.is_folder:
                made.mkdir()
            written = write(selection, made)
            _put(made, out)
    except OSError as error:
        raise WrongUsage(f"{out}: cannot be written ({error.strerror or error})") from error
    return written


def export_stream(selection: Selection, form: str) -> Iterator[bytes]:
    """Yields the bytes of an export, of a folder format as a ZIP archive; the first come when all is written.

    Raises: WrongUsage for a format whose extra is not installed.
    """
    exporter, write = EXPORTERS[form], _writer(form)
    with tempfile.TemporaryDirectory(prefix="sitrep-export.") as passing:
        made = Path(passing, "export")
        if exporter.is_folder:
            made.mkdir()
        write(selection, made)
        if exporter.is_folder:
            made = _zipped(made)
        with made.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                yield chunk


def download_name(form: str) -> str:
    """Returns the name under which a browser may save what `export_stream` yields.

    >>> download_name("parquet"), download_name("xlsx")
    ('sitrep-parquet.zip', 'sitrep.xlsx')
    """
    exporter = EXPORTERS[form]
    return f"sitrep-{form}.zip" if exporter.is_folder else f"sitrep{exporter.suffix}"


def download_type(form: str) -> str:
    """Returns the media type of what `export_stream` yields."""
    exporter = EXPORTERS[form]
    return "application/zip" if exporter.is_folder else exporter.media_type


def _writer(form: str) -> Callable[[Selection, Path], Counter[str]]:
    """Returns the function that writes a format.

    Raises: WrongUsage where what it needs is not installed.
    """
    exporter = EXPORTERS[form]
    try:
        module = importlib.import_module(f"sitrep.views.exporting.{exporter.module}")
    except ModuleNotFoundError as error:
        if exporter.extra is None:
            raise
        raise WrongUsage(f"{form}: needs {error.name}; pip install 'sitrep-news[{exporter.extra}]' brings it") from error
    write: Callable[[Selection, Path], Counter[str]] = module.write
    return write


def _put(made: Path, out: Path) -> None:
    """Moves what was written to its place; of a folder file by file, so that others in it stay."""
    if not made.is_dir():
        made.replace(out)
        return
    out.mkdir(exist_ok=True)
    for each in sorted(made.iterdir()):
        each.replace(out / each.name)


def _zipped(folder: Path) -> Path:
    """Returns a ZIP archive of the files of a folder, beside it."""
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in sorted(folder.iterdir()):
            archive.write(each, each.name)
    return path
