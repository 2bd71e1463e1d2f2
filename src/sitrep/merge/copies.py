"""Copies: reports that carry much the same text, which count as one source."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from rensa import RMinHash

from sitrep.merge.settings import merging
from sitrep.model.texts import Document

WORD = re.compile(r"\w+")
RUN = 3
CROWDED = 50
# Copies of 40 % of runs in common agree in at least one of so many bands with 98 % certainty, texts of 10 % with 6 %.
BANDS = 64
ROWS = 3


def copies(documents: Iterable[Document]) -> Mapping[str, str]:
    """Returns for each document id the least id of those whose texts are near copies of its own, directly or over a third.

    Near copies share at least `copy_share` of their runs of three words (Jaccard); texts of very few words must be equal.
    Only documents whose MinHash digests agree in a band are compared.
    """
    runs = {document.id: runs_of(document.text) for document in documents}
    leader = {document: document for document in runs}
    for one, other in sorted(meeting(runs)):
        first, second = head(leader, one), head(leader, other)
        if first != second and are_copies(runs[one], runs[other]):
            leader[max(first, second)] = min(first, second)
    return {document: head(leader, document) for document in leader}


def runs_of(text: str) -> frozenset[str]:
    """Returns the runs of three words of a text."""
    words = WORD.findall(text.casefold())
    return frozenset(" ".join(words[i : i + RUN]) for i in range(max(len(words) - RUN + 1, 0)))


def meeting(runs: Mapping[str, frozenset[str]]) -> set[tuple[str, str]]:
    """Returns the pairs of documents that may be near copies: those whose MinHash digests agree in a band."""
    holders: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    for document in sorted(runs):
        for band in bands_of(runs[document]):
            holders[band].append(document)
    pairs: set[tuple[str, str]] = set()
    for shared in holders.values():
        if 1 < len(shared) <= CROWDED:
            pairs.update((one, other) for i, one in enumerate(shared) for other in shared[i + 1 :])
        elif len(shared) > CROWDED:
            pairs.update(pairwise(shared))
    return pairs


def bands_of(runs: Iterable[str]) -> Iterator[tuple[int, ...]]:
    """Yields the bands of a text's MinHash digest, each with its number."""
    sketch = RMinHash(num_perm=BANDS * ROWS, seed=1)
    sketch.update(list(runs))
    digest = sketch.digest()
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
