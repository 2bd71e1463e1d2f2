"""Picture files: what maps and charts need in the browser, packed once and kept by it for a year; an address changes with its content."""

import functools
import gzip
import hashlib
from collections.abc import Callable
from importlib import resources

import msgspec
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from sitrep.packs.gazetteer import countries, largest_settlements
from sitrep.packs.outlines import PATH
from sitrep.views.pictures.palettes import palette, picture_css

ROUTE = "/pictures/{name}"
KEEP = "public, max-age=31536000, immutable"
TOWNS = 3000
WORLD = (-180.0, -60.0, 180.0, 80.0)


class PackedFile(msgspec.Struct, frozen=True):
    """A file as it is sent: compressed, with its kind, and the mark that changes with its content."""

    kind: str
    packed: bytes
    mark: str


class MapLabel(msgspec.Struct, frozen=True, array_like=True):
    """A name on the map, where it stands, and how many people live there (the more of them, the earlier it is shown)."""

    name: str
    longitude: float
    latitude: float
    population: int
    is_country: bool


def picture_file(request: Request) -> Response:
    """Answers a request for one of the files."""
    name = request.path_params["name"]
    if name not in FILES:
        raise HTTPException(404)
    file = packed_file(name)
    headers = {"Cache-Control": KEEP, "ETag": f'"{file.mark}"', "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(file.packed), headers=headers, media_type=file.kind)
    return Response(file.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=file.kind)


def picture(svg: str) -> Response:
    """Returns a picture as an answer."""
    return Response(svg, headers={"Cache-Control": "no-cache"}, media_type="image/svg+xml")


@functools.cache
def packed_file(name: str) -> PackedFile:
    """Returns one of the files."""
    kind, content = FILES[name]
    packed = content()
    return PackedFile(kind, packed, hashlib.sha256(packed).hexdigest()[:12])


def picture_asset(name: str) -> str:
    """Returns the address of one of the files."""
    return f"/pictures/{name}?v={packed_file(name).mark}"


def _leaflet(name: str) -> bytes:
    """Returns a file of Leaflet, which a wheel without any code of its own brings along."""
    content = (resources.files("js_lib_leaflet") / "static" / "js_lib_leaflet" / name).read_bytes()
    return gzip.compress(content, 9, mtime=0)


def _labels() -> bytes:
    """Returns the names of countries and of the largest towns."""
    named = [MapLabel(each.name, each.at[1], each.at[0], each.population, True) for each in countries().values()]
    towns = largest_settlements(WORLD, TOWNS)
    named += [MapLabel(town.name, round(town.longitude, 2), round(town.latitude, 2), town.population, False) for town in towns]
    return gzip.compress(msgspec.json.encode(named), 9, mtime=0)


def _css() -> bytes:
    """Returns the style sheet of pictures."""
    return gzip.compress(picture_css().encode(), 9, mtime=0)


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "basemap.json": ("application/json", PATH.read_bytes),
    "labels.json": ("application/json", _labels),
    "leaflet.css": ("text/css", lambda: _leaflet("leaflet.css")),
    "leaflet.js": ("text/javascript", lambda: _leaflet("leaflet.js")),
    "pictures.css": ("text/css", _css),
}


def family_names() -> tuple[tuple[str, str], ...]:
    """Returns the names of the families of event types with the shapes by which they are drawn, in their order."""
    return tuple((family.name, family.shape) for family in palette().families)


def own_drawing(svg: str | None) -> Markup | None:
    """Returns a drawing of ours as a page holds it, None where there is none."""
    return Markup(svg) if svg else None  # noqa: S704 - our own drawing, in which every name is escaped
