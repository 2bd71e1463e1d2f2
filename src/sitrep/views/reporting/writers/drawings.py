"""Drawings: SVG as a bitmap, for documents that take no other."""

import tempfile
from pathlib import Path

import typst

POINTS_AN_INCH = 200
PAGE = '#set page(width: auto, height: auto, margin: 0pt)\n#image("drawing.svg", width: 174mm)\n'


def as_bitmap(svg: str) -> bytes:
    """Returns a drawing as PNG, set by Typst without the fonts of the machine."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "drawing.svg").write_text(svg, encoding="utf-8")
        (folder / "page.typ").write_text(PAGE, encoding="utf-8")
        made = typst.compile(str(folder / "page.typ"), root=name, format="png", ppi=POINTS_AN_INCH, ignore_system_fonts=True)
    assert isinstance(made, bytes), "one page is one bitmap"
    return made
