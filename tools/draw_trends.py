"""Draws the pictures of docs/trends.md and docs/python.md: the workbench's page of trends, and a text as a notebook shows it.

python tools/draw_trends.py RECORD FOLDER, where RECORD holds the reports that tools/make_months.py writes. It needs Chromium.
"""

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import sitrep

CHROMIUM = Path("/usr/bin/chromium")
TEXT = (
    "Russia launched more than 40 drones at Odesa overnight, the air force said. Two people were killed and nearly 70 injured, "
    "mayor Olha Bondar told reporters. Power was cut to 12,000 households."
)


def main(record: str, folder: Path) -> None:
    """Draws both pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        draw_page(browser, record, folder / "trends-page.png")
        draw_text(browser, folder / "notebook-text.png")


def draw_page(browser: Browser, record: str, path: Path) -> None:
    """Draws the page of trends as `sitrep serve` shows it."""
    command = [sys.executable, "-m", "sitrep", "serve", "--db", record, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as served:
        assert served.stdout is not None
        address = next(word for line in served.stdout for word in line.split() if word.startswith("http://"))
        tab = browser.new_page(viewport={"width": 900, "height": 1100})
        tab.goto(f"{address}/trends", wait_until="networkidle")
        tab.screenshot(path=path)
        served.terminate()


def draw_text(browser: Browser, path: Path) -> None:
    """Draws a text with its evidence marked."""
    tab = browser.new_page(viewport={"width": 900, "height": 300})
    read = sitrep.extract(TEXT, published="2025-12-07", publisher="Example Wire")
    tab.set_content(f'<body style="font:14px sans-serif">{read._repr_html_()}')
    tab.screenshot(path=path)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
