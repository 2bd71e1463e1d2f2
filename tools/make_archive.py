"""Makes a web archive of made-up pages to try `sitrep batch` with: python tools/make_archive.py OUT [PAGES].

OUT is a folder, which gets a file for each 250 pages, or one file that ends in .warc.gz. One page in twenty is one of the example reports,
dated a day later each time; the others are news that is none of ours.
"""

import datetime as dt
import gzip
import html
import json
import sys
from pathlib import Path

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports" / "reports.jsonl"
A_FILE = 250
STORY = "The council voted on a new tram line after a long debate about its cost, and the mayor promised that work would begin in spring. "
PAGE = """<!doctype html><html lang="en"><head><title>{title}</title><meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{published}"></head><body><nav>Home | World | Sport</nav>
<article><h1>{title}</h1>{body}</article><footer>All rights reserved.</footer></body></html>"""


def main() -> None:
    """Writes the archive."""
    out, pages = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    examples = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    is_file = out.name.endswith(".gz")
    a_file = max(pages, 1) if is_file else A_FILE
    if not is_file:
        out.mkdir(parents=True, exist_ok=True)
    for first in range(0, pages, a_file):
        path = out if is_file else out / f"{first // a_file:05d}.warc.gz"
        with path.open("wb") as stream:
            for number in range(first, min(first + a_file, pages)):
                example = examples[number // 20 % len(examples)] if number % 20 == 0 else None
                stream.write(gzip.compress(record(f"https://example.org/{number}", page(number, example))))
    print(f"{out}: {pages:,} pages")


def page(number: int, example: dict[str, str] | None) -> str:
    """Returns the HTML of a page."""
    day = dt.date(2025, 1, 1) + dt.timedelta(days=number // 20 % 365)
    text = example["text"] if example else f"{number}. {STORY * 8}"
    body = "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n") if part.strip())
    title = (example or {}).get("title") or f"A tram line, part {number}"
    return PAGE.format(title=html.escape(title), outlet=f"Outlet {number % 7}", published=f"{day}T08:00:00Z", body=body)


def record(url: str, content: str) -> bytes:
    """Returns a page as a record of a web archive."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + content.encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-12-08T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:example:{url}>\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


if __name__ == "__main__":
    main()
