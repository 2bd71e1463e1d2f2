"""The text and dates of real pages, scored against their truth."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

LEAST_F1 = 0.958
DECLARING = 158


@pytest.fixture(scope="module")
def benchmark(root: Path) -> ModuleType:
    """The benchmark, which holds the measure."""
    spec = importlib.util.spec_from_file_location("article_text", root / "benchmarks" / "article_text.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_measure_counts_runs_of_words(benchmark: ModuleType) -> None:
    """A measure that cannot fail measures nothing."""
    assert benchmark.score([("one two three four five", "one two three four five")]).f1 == 1.0
    assert benchmark.score([("one two three four five", "one two three four six")]).f1 == 0.5


@pytest.mark.shared
def test_articles_are_told_from_their_furniture(benchmark: ModuleType, shared: Path) -> None:
    """What the best library of its kind reaches on these pages is the least."""
    pages = benchmark.read_pages(shared / "data" / "html")
    drafts = list(benchmark.drafts_of(pages))
    assert benchmark.score((page.truth, draft.text) for page, draft in zip(pages, drafts, strict=True)).f1 >= LEAST_F1
    assert sum(draft.published is not None for draft in drafts) == DECLARING
