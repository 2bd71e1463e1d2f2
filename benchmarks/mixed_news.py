"""Measures how much faster the program extracts claims from mixed news than the bare spaCy pipeline parses all of it.

Reports with claims are strewn in among news of other things, one to twenty. The gate drops most of those, so that what is left is the cost
of the few that pass: it is printed apart.
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from words_a_second import count_words, parse_bare, seconds

from sitrep.annotate.gate import is_relevant
from sitrep.model.texts import Document
from sitrep.pipeline import read_claims

NEWS = Path("../shared/data/news/reuters-2000.jsonl")
REPORTS = Path("../shared/gold/dev")
STORIES_A_REPORT = 20

Each = TypeVar("Each")


def read_news(path: Path, number: int) -> list[Document]:
    """Returns so many stories, from all parts of the file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    return [Document(row["id"], row["text"], language="en") for row in spread(rows, number)]


def read_reports(folder: Path, number: int) -> list[Document]:
    """Returns so many reports, from all parts of the folder."""
    return [Document(path.stem, path.read_text(encoding="utf-8"), language="en") for path in spread(sorted(folder.glob("*.txt")), number)]


def spread(items: Sequence[Each], number: int) -> list[Each]:
    """Returns `number` items at even distances, some of them again where there are fewer."""
    return [items[place * len(items) // number] for place in range(number)]


def report(name: str, documents: Sequence[Document], works: Sequence[tuple[str, Callable[[Document], object]]]) -> list[float]:
    """Prints what each work costs over some documents, and returns the CPU seconds."""
    spent = [seconds(work, documents) for _, work in works]
    times = ", ".join(f"{label} {each:.2f} s" for (label, _), each in zip(works, spent, strict=True))
    print(f"{name}: {len(documents)} documents, {count_words(documents):,} words: {times}", flush=True)
    return spent


def main() -> None:
    """Prints the costs of what is dropped and of what is read, and how many times faster the program is over all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news", type=Path, default=NEWS, help="JSON lines with `id` and `text`")
    parser.add_argument("--reports", type=Path, default=REPORTS, help="a folder of *.txt")
    parser.add_argument("--stories", type=int, default=500, help="how many stories of other things")
    options = parser.parse_args()
    if not options.news.exists() or not options.reports.exists():
        print(f"mixed news: skipped, {options.news} or {options.reports} is not there")
        return
    stories = read_news(options.news, options.stories)
    reports = read_reports(options.reports, max(1, options.stories // STORIES_A_REPORT))
    begun = time.process_time()
    passed = [story for story in stories if is_relevant(story.text)]
    print(f"gate alone: {time.process_time() - begun:.3f} s, {1 - len(passed) / len(stories):.1%} of the stories dropped")
    works = (("bare spaCy", parse_bare), ("extract", read_claims))
    for _, work in works:
        work(reports[0])
    names = {story.id for story in passed}
    dropped = [story for story in stories if story.id not in names]
    costs = [report(*part, works) for part in (("stories dropped", dropped), ("stories that pass", passed), ("reports", reports))]
    bare, extract = (sum(each) for each in zip(*costs, strict=True))
    print(f"mixed news: bare spaCy {bare:.2f} s, extract {extract:.2f} s, {bare / extract:.1f} times faster")


if __name__ == "__main__":
    main()
