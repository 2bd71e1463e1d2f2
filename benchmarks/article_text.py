"""Measures how well and how fast web pages are read: their text against its truth, the dates that they declare, and web archives.

The measure is that of the article extraction benchmark from which the pages come: runs of four words, each page weighing the same.
"""

import argparse
import gzip
import itertools
import json
import re
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecordType

from sitrep.annotate.gate import is_relevant, promise
from sitrep.errors import UnreadableSource
from sitrep.ingest.archived_pages import read_web_archive
from sitrep.ingest.drafts import Draft, Limits
from sitrep.ingest.pages import read_web_page
from sitrep.ingest.web_archives import read_records

PAGES = Path("../shared/data/html")
REPORTS = Path("../shared/gold/dev")
WORD = re.compile(r"\w+")
RUN = 4
TIMES = 8


class Page(msgspec.Struct, frozen=True):
    """A page with its address and the true text of its article."""

    url: str
    raw: bytes
    truth: str


class Score(msgspec.Struct, frozen=True):
    """Precision and recall of runs of words, and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def read_pages(folder: Path) -> list[Page]:
    """Returns the pages of the benchmark."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    return [Page(each["url"], gzip.open(folder / "pages" / f"{key}.html.gz").read(), each["articleBody"]) for key, each in truth.items()]


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Returns the runs of four words in a text, with how often each stands there."""
    words = WORD.findall(text)
    return Counter(tuple(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1)) if words)


def score(pairs: Iterable[tuple[str, str]]) -> Score:
    """Returns the score of pairs of a true and a found text."""
    right = wrong = missed = 0.0
    for true, found in pairs:
        expected, given = runs(true), runs(found)
        parts = [(expected & given).total(), (given - expected).total(), (expected - given).total()]
        whole = sum(parts) or 1
        right, wrong, missed = right + parts[0] / whole, wrong + parts[1] / whole, missed + parts[2] / whole
    return Score(right / (right + wrong), right / (right + missed))


def drafts_of(pages: Iterable[Page]) -> Iterator[Draft]:
    """Yields the first report of each page, an empty one where none is found."""
    for page in pages:
        try:
            yield read_web_page(page.raw, url=page.url)[0]
        except UnreadableSource:
            yield Draft("")


def with_reports(pages: list[Page], folder: Path) -> list[Page]:
    """Returns the pages, and among them the reports of a folder as pages, each within the links of one of the others."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return [
        *pages,
        *(within_links(text, page, number) for number, (text, page) in enumerate(zip(texts, itertools.cycle(pages), strict=False))),
    ]


def within_links(text: str, page: Page, number: int) -> Page:
    """Returns a report as a page, within the links of another."""
    links = "".join(f"<li><a href='/{at}'>{line[:80]}</a></li>" for at, line in enumerate(page.truth.split("\n")) if line)
    body = "".join(f"<p>{line}</p>" for line in text.split("\n") if line.strip())
    html = f"<html><head><title>{number}</title></head><body><nav><ul>{links}</ul></nav><article>{body}</article></body></html>"
    return Page(f"https://example.org/{number}", html.encode(), text)


def write_archive(path: Path, pages: Iterable[Page]) -> int:
    """Writes pages as a packed web archive, a record a member, and returns how many they are."""
    written = list(pages)
    with path.open("wb") as out:
        for page in written:
            answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(page.raw)}\r\n\r\n".encode() + page.raw
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {page.url}\r\nWARC-Date: 2025-12-07T12:00:00Z\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
            )
            out.write(gzip.compress(head.encode() + answer + b"\r\n\r\n", 6))
    return len(written)


def bare(path: Path) -> int:
    """Reads all answers of a web archive by the library alone."""
    return sum(len(record.reader.read()) for record in ArchiveIterator(str(path), record_types=WarcRecordType.response))


def ours(path: Path) -> int:
    """Reads all answers of a web archive as the program does, without looking into them."""
    with path.open("rb") as stream:
        return sum(len(record.raw) for record in read_records(stream, Limits()))


def measure_reading(path: Path, number: int) -> None:
    """Prints the rate of reading records beside that of the library alone, the best of three turns."""
    spent: dict[str, list[float]] = {"bare": [], "ours": []}
    for _ in range(3):
        for name, read in (("bare", bare), ("ours", ours)):
            begun = time.process_time()
            read(path)
            spent[name].append(time.process_time() - begun)
    plain, mine = min(spent["bare"]), min(spent["ours"])
    print(f"web archive: fastwarc alone {number / plain:,.0f} records a second, the program {number / mine:,.0f}: {plain / mine:.0%}")


def measure_funnel(path: Path, number: int) -> None:
    """Prints the rate of reading pages through the funnel and without it, how many pass, and which the funnel loses."""
    kept: dict[bool, set[str]] = {}
    rates: dict[bool, float] = {}
    for funnel in (False, True):
        begun = time.process_time()
        with path.open("rb") as stream:
            pieces = read_web_archive(stream, Limits(), promise if funnel else None)
            found = [(piece.where, draft) for piece in pieces for draft in piece.drafts if not draft.issues or not funnel]
        rates[funnel] = number / (time.process_time() - begun)
        kept[funnel] = {where for where, draft in found if is_relevant(draft.text)}
    print(
        f"funnel: {number} pages, {len(kept[False])} may hold a claim; {rates[False]:.0f} pages a second without it, "
        f"{rates[True]:.0f} with it: {rates[True] / rates[False]:.1f} times; lost {sorted(kept[False] - kept[True]) or 'nothing'}"
    )


def main() -> None:
    """Prints all figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=PAGES, help="a folder with ground-truth.json and pages/ID.html.gz")
    parser.add_argument("--reports", type=Path, default=REPORTS, help="a folder of *.txt, strewn in among the pages")
    options = parser.parse_args()
    if not options.pages.exists():
        print(f"article text: skipped, {options.pages} is not there")
        return
    pages = read_pages(options.pages)
    begun = time.process_time()
    drafts = list(drafts_of(pages))
    spent = time.process_time() - begun
    total = score((page.truth, draft.text) for page, draft in zip(pages, drafts, strict=True))
    rate = len(pages) / spent
    print(f"article text: F1 {total.f1:.3f}, precision {total.precision:.3f}, recall {total.recall:.3f}; {rate:.0f} pages a second")
    print(f"dates: {sum(draft.published is not None for draft in drafts)} of {len(pages)} pages declare one that is read")
    with tempfile.TemporaryDirectory() as folder:
        mixed = with_reports(pages, options.reports)
        measure_reading(Path(folder, "many.warc.gz"), write_archive(Path(folder, "many.warc.gz"), pages * TIMES))
        measure_funnel(Path(folder, "mixed.warc.gz"), write_archive(Path(folder, "mixed.warc.gz"), mixed))
        dull = [page for page, draft in zip(pages, drafts, strict=True) if not is_relevant(draft.text)]
        measure_funnel(Path(folder, "dull.warc.gz"), write_archive(Path(folder, "dull.warc.gz"), dull))


if __name__ == "__main__":
    main()
