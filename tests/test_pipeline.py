"""The pipeline: one document after another, whatever becomes of any of them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sitrep.errors import InvalidPack
from sitrep.model.texts import Document
from sitrep.pipeline import DIED, Failure, read_annotations, read_claims, read_each

DOCUMENTS = [Document(f"d{number}", f"Report {number}.") for number in range(30)]


def test_one_broken_document_costs_only_itself() -> None:
    """A defect that one odd text brings to light must not cost the other thousand."""

    def read(document: Document) -> str:
        if document.id == "d3":
            raise ZeroDivisionError("no such luck")
        return document.id

    results = list(read_each(DOCUMENTS, read, jobs=1))
    assert results[3] == Failure(DOCUMENTS[3], "ZeroDivisionError: no such luck")
    assert [each for each in results if isinstance(each, str)] == [each.id for each in DOCUMENTS if each.id != "d3"]


def test_a_broken_pack_stops_the_run() -> None:
    """Knowledge that cannot be read would break every document; one message says more than a thousand."""

    def read(document: Document) -> str:
        raise InvalidPack("pack file x.toml: broken")

    with pytest.raises(InvalidPack):
        list(read_each(DOCUMENTS, read, jobs=1))


def test_an_unsupported_language_gives_an_issue_and_no_claims() -> None:
    """English patterns over another language would invent claims."""
    reading = read_claims(Document("d", "Ostrzał trwał całą noc.", language="pl"))
    assert [issue.code for issue in reading.document.issues] == ["unsupported-language"]
    assert reading.claims == ()


def test_a_text_in_capitals_is_quoted_as_it_stands() -> None:
    """It is parsed with small letters; what is printed must still be the text's own words at the offsets given."""
    text = "LIMA, 3 MAR 88 -- GUERRILLAS ATTACKED A POLICE STATION NEAR AYACUCHO YESTERDAY, KILLING THREE POLICEMEN."
    document = Document("capitals", text, published="1988-03-03", language="en")
    claims = read_claims(document).claims
    figures = [figure for claim in claims for figure in claim.figures]
    assert [(figure.measure, figure.low) for figure in figures] == [("killed", 3)]
    assert all(figure.text == text[figure.start : figure.end] for figure in figures)
    found = read_annotations(document).annotations
    assert {place.text for place in found.places} == {"LIMA", "AYACUCHO"}
    assert {place.name for place in found.places} == {"Lima", "Ayacucho"}


POOL = """
import os, sys
from sitrep.model.texts import Document
from sitrep.pipeline import Failure, read_each

def read(document):
    if document.id == "d7":
        os._exit(9)
    if document.id == "d9":
        raise ValueError("odd")
    return document.id

if __name__ == "__main__":
    documents = (Document(f"d{number}", "Text.") for number in range(30))
    for result in read_each(documents, read, jobs=2):
        print(f"failed {result.document.id}" if isinstance(result, Failure) else result)
"""


def test_processes_keep_the_order_and_survive_the_death_of_one(tmp_path: Path) -> None:
    """A text that eats all memory kills its process; the run must name it and go on, and results must come in the order of the input."""
    script = tmp_path / "pool.py"
    script.write_text(POOL)
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=True)
    expected = [f"failed d{number}" if number in (7, 9) else f"d{number}" for number in range(30)]
    assert done.stdout.split("\n")[:-1] == expected


PAGES = """
import functools, os
from sitrep.ingest.archived_pages import Drawn
from sitrep.ingest.web_archives import ArchivedContent
from sitrep.pipeline import spread_pages

def draw(content):
    if content.position == 7:
        os._exit(9)
    return Drawn(passed_over=f"page {content.position}")

if __name__ == "__main__":
    for content, drawn in spread_pages(2)(draw, map(ArchivedContent, range(30))):
        print(content.position, drawn.fault or drawn.passed_over)
"""


def test_a_page_that_kills_its_process_costs_itself_alone(tmp_path: Path) -> None:
    """Parsers of HTML are written in C; one page of a crawl on which one breaks must not end the run, nor move the others."""
    script = tmp_path / "pages.py"
    script.write_text(PAGES)
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=True)
    expected = [f"{number} {DIED if number == 7 else f'page {number}'}" for number in range(30)]
    assert done.stdout.split("\n")[:-1] == expected


THREADS = """
import os
from sitrep.model.texts import Document
from sitrep.pipeline import read_claims
report = Document("d1", "A drone strike on Sumy killed two people.", published="2025-12-07", language="en")
assert read_claims(report).claims
print(len(os.listdir("/proc/self/task")))
"""


@pytest.mark.skipif(
    not Path("/proc/self/task").exists() or os.cpu_count() == 1, reason="threads are counted in /proc, where there are several cores"
)
def test_reading_takes_one_core_unless_told_otherwise() -> None:
    """Threads of a matrix library that wait for each other cost five times the CPU where several processes read."""
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}

    def threads(**more: str) -> int:
        command = [sys.executable, "-c", THREADS]
        return int(subprocess.run(command, env=environment | more, capture_output=True, text=True, timeout=120, check=True).stdout)

    assert threads() == threads(OPENBLAS_NUM_THREADS="1") < threads(OPENBLAS_NUM_THREADS="4")


KERNELS = """
from sitrep.annotate.parse import english
print(english().get_pipe("tok2vec").model.ops.use_blis)
"""


@pytest.mark.parametrize(
    ("before", "threads", "are_its_own"),
    [("", {}, False), ("import numpy", {}, True), ("import numpy", {"OPENBLAS_NUM_THREADS": "1"}, False)],
)
def test_the_parser_keeps_its_kernels_where_numpy_has_threads(before: str, threads: dict[str, str], are_its_own: bool) -> None:
    """A notebook imports pandas first, and then NumPy has as many threads as the machine has cores."""
    environment = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    command = [sys.executable, "-c", before + KERNELS]
    done = subprocess.run(command, env=environment | threads, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == str(are_its_own)
