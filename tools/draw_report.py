"""Draws the pictures of docs/report.md from the example reports: the first pages of a report on paper, and its page in a browser.

python tools/draw_report.py RECORD FOLDER, where RECORD holds the examples (`make run` makes it). The page in a browser needs Chromium.
"""

import sys
import tempfile
from pathlib import Path

import typst
from playwright.sync_api import sync_playwright

from sitrep.views.records import open_record
from sitrep.views.reporting.composition import compose
from sitrep.views.reporting.conflicts import read_conflict
from sitrep.views.reporting.drawing import draw
from sitrep.views.reporting.gathering import gather
from sitrep.views.reporting.material import Scope
from sitrep.views.reporting.periods import week_period
from sitrep.views.reporting.reports import Report
from sitrep.views.reporting.slots import Slots
from sitrep.views.reporting.writers.page import write_page
from sitrep.views.reporting.writers.pdf import laid_out

WEEK, CONFLICT = "2025-W35", "ukraine"
PAGES = 2
DOTS_AN_INCH = 56
CHROMIUM = Path("/usr/bin/chromium")
SCREENS = {"light": {}, "dark": {"color_scheme": "dark"}}


def main(record: str, folder: Path) -> None:
    """Draws all pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with open_record(record) as opened:
        conflict = read_conflict(CONFLICT)
        scope = Scope(conflict=conflict, name=conflict.title if conflict else None)
        report = compose(gather(opened, week_period(WEEK), scope), Slots(), draw=draw)
    draw_pages(report, folder)
    if CHROMIUM.exists():
        draw_screens(report, folder)


def draw_pages(report: Report, folder: Path) -> None:
    """Draws the first pages as they are printed."""
    with laid_out(report) as page:
        pages = typst.compile(str(page), root=str(page.parent), format="png", ppi=DOTS_AN_INCH, ignore_system_fonts=True)
    for number, drawn in enumerate(pages[:PAGES], 1):
        (folder / f"report-page-{number}.png").write_bytes(drawn if isinstance(drawn, bytes) else bytes(drawn))


def draw_screens(report: Report, folder: Path) -> None:
    """Draws the top of the page as a browser shows it, light and dark."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        page = Path(name, "report.html")
        page.write_bytes(write_page(report))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for scheme, options in SCREENS.items():
            tab = browser.new_context(viewport={"width": 900, "height": 620}, **options).new_page()  # type: ignore[arg-type]
            tab.goto(page.as_uri())
            tab.screenshot(path=folder / f"report-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
