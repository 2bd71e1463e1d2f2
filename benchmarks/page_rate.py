"""Measures how many web pages a second one core takes from a web archive to claims: python benchmarks/page_rate.py [--pages FOLDER].

The pages are those of the article extraction benchmark which tell of no conflict, and one in twenty is a report, within the links of
another page: the project's own examples, then the longer ones of a folder, if any. The best of five turns counts, in CPU time. Beside it
stands how many of the same pages a second the bare library makes plain text of, turn by turn, and which part of that rate is reached:
a machine that is slow for a minute is slow for both.
"""

import argparse
import itertools
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from article_text import PAGES, REPORTS, Page, drafts_of, read_pages, within_links, write_archive
from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from sitrep.annotate.gate import is_relevant
from sitrep.ingest.archived_pages import read_web_archive
from sitrep.ingest.drafts import Defaults, Limits, make_document
from sitrep.ingest.web_archives import read_records
from sitrep.pipeline import promise_of, read_claims

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports" / "reports.jsonl"
SHARE = 20
TURNS = 5
MANY = 400
DEFAULTS = Defaults(published="2025-12-08")


def main() -> None:
    """Prints the rate for each set of reports, and for the pages as they are, a mix that tells of conflict often."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=PAGES, help="a folder with ground-truth.json and pages/ID.html.gz")
    parser.add_argument("--reports", type=Path, default=REPORTS, help="a folder of *.txt")
    options = parser.parse_args()
    if not options.pages.exists():
        print(f"pages to claims: skipped, {options.pages} is not there")
        return
    pages = read_pages(options.pages)
    dull = [page for page, draft in zip(pages, drafts_of(pages), strict=True) if not is_relevant(draft.text)]
    examples = [json.loads(line)["text"] for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    measure("examples one in twenty", strewn(dull, examples))
    if texts := [path.read_text(encoding="utf-8") for path in sorted(options.reports.glob("*.txt"))]:
        measure("reports one in twenty", strewn(dull, texts))
    measure("the news of one week", pages)


def strewn(pages: Sequence[Page], texts: Sequence[str]) -> list[Page]:
    """Returns many pages, among which each twentieth is a report."""
    chance = random.Random(20251207)
    reports = itertools.cycle(chance.sample(texts, min(len(texts), MANY // SHARE)))
    found = itertools.islice(itertools.cycle(pages), MANY)
    return [within_links(next(reports), page, number) if number % SHARE == 0 else page for number, page in enumerate(found)]


def measure(name: str, pages: Sequence[Page]) -> None:
    """Prints the pages a second of an archive, and where their time goes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pages.warc.gz")
        write_archive(path, pages)
        turns = [(turn(path), bare(path)) for _ in range(TURNS)]
    spent, counts = min((each for each, _ in turns), key=lambda each: sum(each[0].values()))
    total, least = sum(spent.values()), min(seconds for _, seconds in turns)
    told = ", ".join(
        f"{what} {1000 * spent[what] / max(counts[what], 1):.1f} ms for {counts[what]}" for what in ("dropped", "kept", "read")
    )
    words = f"{1000 * spent['read'] / max(counts['words'], 1):.2f} ms a word"
    rate = f"{len(pages) / total:6.1f} pages a second a core, {least / total:.2f} of the {len(pages) / least:.0f} of bare plain text"
    print(f"{name:24} {rate}: {told} ({words}); {counts['claims']} claims", flush=True)


def turn(path: Path) -> tuple[dict[str, float], Counter[str]]:
    """Returns the CPU seconds of pages that are dropped, of those that are kept, and of reading these; and how many of each there are."""
    spent = dict.fromkeys(("dropped", "kept", "read"), 0.0)
    counts: Counter[str] = Counter()
    with path.open("rb") as stream:
        pieces = read_web_archive(stream, Limits(), promise_of)
        while True:
            begun = time.process_time()
            piece = next(pieces, None)
            if piece is None:
                return spent, counts
            documents = [make_document(draft, DEFAULTS, Limits()) for draft in piece.drafts]
            sifted = all(any(issue.code == "irrelevant" for issue in each.issues) for each in documents)
            what = "dropped" if sifted else "kept"
            extracted = time.process_time()
            counts["claims"] += sum(len(read_claims(each).claims) for each in documents)
            spent[what] += extracted - begun
            spent["dropped" if sifted else "read"] += time.process_time() - extracted
            counts[what] += 1
            if not sifted:
                counts["read"] += 1
                counts["words"] += sum(len(each.text.split()) for each in documents)


def bare(path: Path) -> float:
    """Returns the CPU seconds in which the bare library makes plain text of the pages of an archive, unpacked before."""
    with path.open("rb") as stream:
        pages = [(content.raw, content.charset or "utf-8") for content in read_records(stream, Limits()) if content.kind == "page"]
    begun = time.process_time()
    for raw, charset in pages:
        extract_plain_text(HTMLTree.parse_from_bytes(raw, charset))
    return time.process_time() - begun


if __name__ == "__main__":
    main()
