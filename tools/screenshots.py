"""Writes a picture of every page of the workbench over the example reports: at two widths, in light and in dark, and as it prints.

`make screenshots` puts them into screenshots/, which git passes over. Pages that a module adds are taken as they are registered.
"""

import argparse
import sys
import tempfile
import threading
from pathlib import Path
from urllib.parse import quote

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from sitrep.store import surveys
from sitrep.store.filters import Filters
from sitrep.store.records import Record
from sitrep.views import adding, runs
from sitrep.views.messages import Loudness, Messages
from sitrep.views.workbench.app import make_app
from sitrep.views.workbench.benches import Bench
from sitrep.views.workbench.registry import PAGES
from sitrep.views.workbench.serving import listening
from sitrep.views.workbench.settings import Settings

ROOT = Path(__file__).parent.parent
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync"]  # fmt: skip
WIDTHS = (360, 1600)
FILLED = {"/search": "?q=drones", "/": "?week=2025-W49"}


def addresses(record: Record) -> dict[str, str]:
    """Returns an address of every page by its template's name, with the ids of what the record tells most of."""
    event = max(record.events(Filters(type=("ASSAULT",))), key=lambda each: len(each.claims))
    speaker = record.ask(lambda connection: surveys.speakers(connection, 1000))[0].name
    known = {"event": event.id, "document": event.documents[0], "name": speaker}
    found = {}
    for page in PAGES:
        kind = "document" if "/documents/" in page.path else "event"
        path = page.path.replace("{identifier:path}", quote(known[kind], safe="")).replace("{identifier}", known[kind])
        path = path.replace("{name:path}", quote(known["name"], safe=""))
        found[page.template.removesuffix(".html")] = path + FILLED.get(page.path, "")
    return found


def take(browser: Browser, base: str, paths: dict[str, str], out: Path) -> None:
    """Writes the pictures."""
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="en-GB")  # type: ignore[arg-type]
            page = context.new_page()
            for name, path in paths.items():
                page.goto(base + path, wait_until="networkidle")
                page.screenshot(path=out / f"{name}-{width}-{scheme}.png", full_page=True)
            context.close()
    context = browser.new_context(viewport={"width": 794, "height": 1123})
    page = context.new_page()
    page.emulate_media(media="print")
    for name, path in paths.items():
        page.goto(base + path, wait_until="networkidle")
        page.screenshot(path=out / f"{name}-print.png", full_page=True)
    context.close()


def main() -> None:
    """Makes a record of the examples, serves it, and takes the pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "screenshots")
    wanted = parser.parse_args()
    if not CHROMIUM.exists():
        sys.exit(f"{CHROMIUM} is not installed (on Debian: apt install chromium)")
    wanted.out.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder, "examples.db"))
        adding.add(runs.Wishes((str(ROOT / "examples" / "reports"),), "2025-12-07", None, None, 1), False, database, Messages(Loudness.QUIET))
        bench = Bench(Settings(database, port=0))
        bench.record.refresh("totals")
        listener = listening(bench.settings)
        paths = addresses(bench.record)
        server = uvicorn.Server(uvicorn.Config(make_app(bench), log_level="error", access_log=False))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            take(browser, f"http://127.0.0.1:{listener.getsockname()[1]}", paths, wanted.out)
            browser.close()
        server.should_exit = True
        thread.join()
    print(f"{wanted.out}: {len(list(wanted.out.glob('*.png')))} pictures")  # noqa: T201 - a script


if __name__ == "__main__":
    main()
