"""A workbench over a small record, served on loopback, and a browser that notes every request and complaint."""

import os
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from sitrep.store import surveys
from sitrep.store.filters import Filters
from sitrep.store.records import Record
from sitrep.views import adding, runs
from sitrep.views.messages import Loudness, Messages
from sitrep.views.records import open_record
from sitrep.views.workbench.app import make_app
from sitrep.views.workbench.benches import Bench
from sitrep.views.workbench.registry import PAGES
from sitrep.views.workbench.serving import listening
from sitrep.views.workbench.settings import Settings

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDTHS = {"phone": 360, "wide": 1600}
FILLED = {"/search": "?q=drones", "/": "?week=2025-W49"}


class Served:
    """A workbench that is served: its address, its bench, and a client that speaks to it."""

    def __init__(self, settings: Settings) -> None:
        self.bench = Bench(settings)
        self._listener = listening(settings)
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._server = uvicorn.Server(uvicorn.Config(make_app(self.bench), log_level="error", access_log=False))
        self._thread = threading.Thread(target=self._server.run, args=([self._listener],), daemon=True)
        self._thread.start()
        self.client = httpx.Client(base_url=self.url, timeout=30)

    def close(self) -> None:
        """Ends it."""
        self.client.close()
        self._server.should_exit = True
        self._thread.join()


@pytest.fixture(scope="session")
def examples(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the example reports, looked at once; read only."""
    path = tmp_path_factory.mktemp("record") / "examples.db"
    wishes = runs.Wishes((str(root / "examples" / "reports"),), "2025-12-07", None, None, 1)
    adding.add(wishes, False, str(path), Messages(Loudness.QUIET))
    with open_record(str(path)) as record:
        record.refresh("totals")
    return path


@pytest.fixture(scope="session")
def served(examples: Path) -> Iterator[Served]:
    """A workbench over the example reports, for tests that change nothing."""
    workbench = Served(Settings(str(examples), port=0))
    yield workbench
    workbench.close()


@pytest.fixture
def copied(examples: Path, tmp_path: Path) -> str:
    """A record of the example reports that a test may change."""
    path = tmp_path / "copy.db"
    with open_record(str(examples)) as record:
        record.back_up(str(path))
    with open_record(str(path)) as record:
        record.refresh("totals")
    return str(path)


@pytest.fixture
def serve() -> Iterator[Callable[[Settings], Served]]:
    """Serves workbenches by settings of the test's own."""
    running: list[Served] = []

    def begin(settings: Settings) -> Served:
        running.append(Served(settings))
        return running[-1]

    yield begin
    for each in running:
        each.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without it its tests are skipped, in CI they fail."""
    if not CHROMIUM.exists():
        reason = f"{CHROMIUM} is not installed (on Debian: apt install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def addresses(record: Record) -> dict[str, str]:
    """Returns an address of every page by its template's name, with the ids of what the record tells most of."""
    event = max(record.events(Filters(type=("ASSAULT",))), key=lambda each: len(each.claims))
    speaker = record.ask(partial(surveys.speakers, among=1000))[0].name
    found = {}
    for page in PAGES:
        identifier = {"documents": event.documents[0], "claims": event.claims[0]}.get(page.path.split("/")[1], event.id)
        path = page.path.replace("{identifier:path}", identifier).replace("{identifier}", identifier).replace("{name:path}", quote(speaker))
        found[page.template.removesuffix(".html")] = path + FILLED.get(page.path, "")
    return found


class Tab:
    """A browser's tab that notes what it must not do: ask another host, or complain."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base
        self.outside: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self._note_request)
        page.on("console", self._note_message)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str) -> Page:
        """Opens a page of the workbench and returns it once it has settled."""
        self.page.goto(self.base + path, wait_until="networkidle")
        return self.page

    def violations(self) -> list[str]:
        """Returns what axe finds wrong with the page that is shown."""
        found = Axe().run(self.page).response["violations"]
        return [f"{each['id']}: {[node['html'][:200] for node in each['nodes'][:3]]}" for each in found]

    def _note_request(self, request: Request) -> None:
        if urlsplit(request.url).scheme in ("http", "https", "ws", "wss") and urlsplit(request.url).netloc != urlsplit(self.base).netloc:
            self.outside.append(request.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Callable[..., Tab]]:
    """Opens tabs; in the end none may have asked another host or complained."""
    contexts, tabs = [], []

    def opened(base: str, width: int = 1600, *, dark: bool = False, scripts: bool = True) -> Tab:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            locale="en-GB",
            reduced_motion="reduce",
        )
        contexts.append(context)
        tabs.append(Tab(context.new_page(), base))
        return tabs[-1]

    yield opened
    for context in contexts:
        context.close()
    assert not [url for each in tabs for url in each.outside], "a page asked another host"
    assert not [words for each in tabs for words in each.complaints], "a page complained"
