"""Rendering: a chart as Vega draws it, as SVG that a page may hold; any picture as a bitmap."""

import re
from typing import Any

from sitrep.errors import WrongUsage
from sitrep.views.pictures.markup import element, words
from sitrep.views.pictures.palettes import palette
from sitrep.views.translating import OWN, decimals, read_in

ROOT = re.compile(r"<svg [^>]*?width=\"(?P<width>[\d.]+)\" height=\"(?P<height>[\d.]+)\"[^>]*>")
BASE = re.compile(r'xlink:href="https://vega\.github\.io/vega-datasets/')
"""What the library puts before every link that names no host."""
SPOKEN_TITLE = re.compile(r' aria-label="Title text \'(?P<words>[^"]*)\'"')
"""What the library says of a title, in English whatever the page's language."""
EXTRA = "pip install 'sitrep-news[report]'"


def vega() -> Any:
    """Returns the library that draws charts.

    Raises: WrongUsage where it is not installed.
    """
    try:
        import vl_convert  # noqa: PLC0415 - part of an extra
    except ImportError as error:
        raise WrongUsage(f"charts and bitmaps need the extra report: {EXTRA}") from error
    return vl_convert


def render(chart: dict[str, Any], title: str, description: str) -> str:
    """Returns a Vega-Lite chart as SVG, with its title and description for those who do not see it.

    Raises: WrongUsage where the library is not installed.
    """
    drawn: str = vega().vegalite_to_svg(chart, format_locale=number_locale())
    found = ROOT.match(drawn)
    assert found, drawn[:200]
    width, height = found["width"], found["height"]
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 {width} {height}"'
        f' width="{width}" height="{height}" role="{"group" if "<a " in drawn else "img"}" font-family="sans-serif">'
    )
    content = SPOKEN_TITLE.sub(r' aria-label="\g<words>"', BASE.sub('href="', drawn[found.end() :]))
    return opening + element("title", [words(title)]) + element("desc", [words(description)]) + content


def number_locale() -> dict[str, Any] | None:
    """Returns how the library writes numbers on axes, None for its own way, which is that of the program."""
    if read_in() == OWN:
        return None
    return {"decimal": decimals("."), "thousands": decimals(","), "grouping": [3], "currency": ["", ""]}


def png_of(svg: str, scale: float = 2.0) -> bytes:
    """Returns a picture as a bitmap on paper, `scale` pixels for each of its own.

    Raises: WrongUsage where the library is not installed.
    """
    paper = element("rect", width="100%", height="100%", fill=palette().light("paper"))
    opening, rest = svg.split(">", 1)
    bitmap: bytes = vega().svg_to_png(f"{opening}>{paper}{rest}", scale=scale)
    return bitmap
