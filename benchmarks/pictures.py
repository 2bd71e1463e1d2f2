"""Compares ways to draw the same picture: a map by our own module and by Vega-Lite, and a chart, each the first time and the next.

Run as `python benchmarks/pictures.py`; prints seconds, kilobytes, and the megabytes that the process has grown by since the step before.
"""

import gzip
import json
import resource
import time
from collections.abc import Callable

from sitrep.packs.outlines import PATH, Box
from sitrep.views.pictures.charts import ChartWishes, draw_weeks
from sitrep.views.pictures.maps import MapWishes, draw_map
from sitrep.views.pictures.rendering import vega
from sitrep.views.pictures.series import Numbers, Sum
from sitrep.views.pictures.spots import Spots

WEEKS = [f"2025-W{week:02}" for week in range(30, 50)]
SERIES = ("drones launched", "missiles launched", "people killed")
UKRAINE = Box(22, 44, 41, 53)


def chart() -> str:
    """Draws twenty weeks of three series."""
    sums = [Sum(week, name, 10 * number + len(name), None) for name in SERIES for number, week in enumerate(WEEKS)]
    return draw_weeks(Numbers(tuple(sums)), ChartWishes("Sums by week"))


def own_map() -> str:
    """Draws a country and its neighbours."""
    return draw_map(Spots(()), MapWishes(box=UKRAINE))


def vega_map() -> str:
    """Draws the regions of the same part of the world by Vega-Lite."""
    data = {"values": json.loads(gzip.decompress(PATH.read_bytes())), "format": {"type": "topojson", "feature": "areas"}}
    mark = {"type": "geoshape", "fill": "#f4f1ea", "stroke": "#cfcac0"}
    projection = {"type": "equirectangular", "center": [31, 49], "scale": 2000}
    drawn: str = vega().vegalite_to_svg({"width": 760, "height": 480, "data": data, "mark": mark, "projection": projection})
    return drawn


def megabytes() -> int:
    """Returns the most memory that this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def timed(draw: Callable[[], str]) -> tuple[float, int]:
    """Returns the seconds that a picture takes, and its length."""
    began = time.perf_counter()
    drawn = draw()
    return time.perf_counter() - began, len(drawn)


def main() -> None:
    """Prints one line a picture."""
    print(f"{'':24}{'first s':>9}{'next s':>9}{'KB':>8}{'MB more':>9}")
    for name, draw in (("map, our own", own_map), ("chart, Altair", chart), ("map, Vega-Lite", vega_map)):
        before = megabytes()
        first, size = timed(draw)
        following = min(timed(draw)[0] for _ in range(3))
        print(f"{name:24}{first:9.2f}{following:9.2f}{size // 1000:8}{megabytes() - before:9}")


if __name__ == "__main__":
    main()
