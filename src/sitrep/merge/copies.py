"""Copies: reports that carry much the same text, which count as one source."""

import functools
import re
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import combinations, pairwise

from rensa import RMinHash

from sitrep.merge.settings import merging
from sitrep.model.texts import Document

WORD = re.compile(r"\w+")
RUN = 3
CROWDED = 50
# Copies of 40 % of runs in common agree in at least one of so many bands with 98 % certainty, texts of 10 % with 6 %.
BANDS = 64
ROWS = 3


def copies(documents: Iterable[Document], groups: Iterable[Set[str]] | None = None) -> Mapping[str, str]:
    """Returns for each document id the least id of those whose texts are near copies of its own, directly or over a third.

    Near copies share at least `copy_share` of their runs of three words (Jaccard); texts of very few words must be equal. Only documents
    (ids) of one of the groups (None: all) whose MinHash digests agree in a band are compared.
    """
    texts = {document.id: document.text for document in documents}
    leader = {document: document for document in texts}
    sketches: dict[str, bytes] = {}
    for group in dict.fromkeys(map(frozenset, [texts] if groups is None else groups)):
        for one, other in sorted(meeting({document: sketched(document, texts, sketches) for document in sorted(group & texts.keys())})):
            first, second = head(leader, one), head(leader, other)
            if first != second and are_copies(runs_of(texts[one]), runs_of(texts[other])):
                leader[max(first, second)] = min(first, second)
    return {document: head(leader, document) for document in leader}


def sketched(document: str, texts: Mapping[str, str], sketches: dict[str, bytes]) -> bytes:
    """Returns the digest of a document's text (by id), made once."""
    if document not in sketches:
        sketches[document] = array("I", digest_of(runs_of(texts[document]))).tobytes()
    return sketches[document]


@functools.lru_cache(maxsize=64)  # of long reports each takes some hundred kB
def runs_of(text: str) -> frozenset[str]:
    """Returns the runs of three words of a text."""
    words = WORD.findall(text.casefold())
    return frozenset(" ".join(words[i : i + RUN]) for i in range(max(len(words) - RUN + 1, 0)))


def meeting(sketches: Mapping[str, bytes]) -> set[tuple[str, str]]:
    """Returns the pairs of documents that may be near copies: those whose digests agree in a band; `sketches` are in order."""
    width = ROWS * array("I").itemsize
    pairs: set[tuple[str, str]] = set()
    for begin in range(0, BANDS * width, width):
        holders: defaultdict[bytes, list[str]] = defaultdict(list)
        for document, sketch in sketches.items():
            holders[sketch[begin : begin + width]].append(document)
        for shared in holders.values():
            if 1 < len(shared) <= CROWDED:
                pairs.update(combinations(shared, 2))
            elif len(shared) > CROWDED:
                pairs.update(pairwise(shared))
    return pairs


def digest_of(runs: Iterable[str]) -> list[int]:
    """Returns the MinHash digest of a text's runs."""
    sketch = RMinHash(num_perm=BANDS * ROWS, seed=1)
    sketch.update(list(runs))
    return list(sketch.digest())


def bands_of(runs: Iterable[str]) -> Iterator[tuple[int, ...]]:
    """Yields the bands of a text's MinHash digest, each with its number."""
    digest = digest_of(runs)
    for band in range(BANDS):
        yield band, *digest[band * ROWS : (band + 1) * ROWS]


def head(leader: Mapping[str, str], document: str) -> str:
    """Returns the document at the end of a chain of leaders."""
    while leader[document] != document:
        document = leader[document]
    return document


def are_copies(one: frozenset[str], other: frozenset[str]) -> bool:
    """Returns whether two texts are near copies by their runs."""
    limits = merging().limits
    return one == other or (min(len(one), len(other)) >= limits.copy_runs and share(one, other) >= limits.copy_share)


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """Returns which share of all runs of two texts stands in both.

    >>> share(frozenset("abc"), frozenset("bcd"))
    0.5
    """
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0
