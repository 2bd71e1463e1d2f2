"""Markup: SVG elements as strings, with everything that came from outside escaped."""

from collections.abc import Iterable
from html import escape
from zlib import crc32

NAMESPACES = {"xmlns": "http://www.w3.org/2000/svg", "xmlns:xlink": "http://www.w3.org/1999/xlink"}


def element(tag: str, children: Iterable[str] = (), /, **attributes: object) -> str:
    """Returns an element; underscores in names of attributes become hyphens, attributes that are None are left out.

    >>> element("a", [words("R & D")], href="/x?a=1&b=2", stroke_width=2, rel=None)
    '<a href="/x?a=1&amp;b=2" stroke-width="2">R &amp; D</a>'
    """
    written = "".join(f' {_name(name)}="{escape(_value(value))}"' for name, value in attributes.items() if value is not None)
    inside = "".join(children)
    return f"<{tag}{written}>{inside}</{tag}>" if inside else f"<{tag}{written}/>"


def words(text: str) -> str:
    """Returns text as it may stand between tags."""
    return escape("".join(char for char in text if char.isprintable()), quote=False)


def drawing(size: tuple[float, float], title: str, description: str, children: Iterable[str], linked: bool = False) -> str:
    """Returns a whole SVG with its title and description for those who do not see it; with links inside it is a group, not an image."""
    width, height = size
    key = f"p{crc32((title + description).encode()):08x}"
    return element(
        "svg",
        [element("title", [words(title)], id=f"{key}t"), element("desc", [words(description)], id=f"{key}d"), *children],
        **NAMESPACES,
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        width=width,
        height=height,
        role="group" if linked else "img",
        aria_labelledby=f"{key}t",
        aria_describedby=f"{key}d",
        font_family="sans-serif",
    )


def _name(name: str) -> str:
    """Returns an attribute's name; the few of SVG that are written with a capital or a colon stay."""
    return name.rstrip("_").replace("_", "-")


def _value(value: object) -> str:
    """Returns a value in the shortest form."""
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
