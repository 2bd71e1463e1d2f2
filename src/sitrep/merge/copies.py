"""Copies: reports that carry much the same text, which count as one source."""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from sitrep.merge.settings import merging
from sitrep.model.texts import Document

WORD = re.compile(r"\w+")
RUN = 3
SKETCH = 64
CROWDED = 50


def copies(documents: Iterable[Document]) -> Mapping[str, str]:
    """Returns for each document id the least id of those whose texts are near copies of its own, directly or over a third.

    Near copies share at least `copy_share` of their runs of three words (Jaccard); texts of very few words must be equal.
    Only documents whose sketches (the least
    hashes of their runs) meet are compared; a run that stands in very many reports is no sign.
    """
    runs = {document.id: runs_of(document.text) for document in documents}
    leader = {document: document for document in runs}
    for one, other in sorted(meeting(runs)):
        first, second = head(leader, one), head(leader, other)
        if first != second and are_copies(runs[one], runs[other]):
            leader[max(first, second)] = min(first, second)
    return {document: head(leader, document) for document in leader}


def runs_of(text: str) -> frozenset[int]:
    """Returns the hashes of the runs of three words of a text."""
    words = WORD.findall(text.casefold())
    return frozenset(zlib.crc32(" ".join(words[i : i + RUN]).encode()) for i in range(max(len(words) - RUN + 1, 0)))


def meeting(runs: Mapping[str, frozenset[int]]) -> set[tuple[str, str]]:
    """Returns the pairs of documents whose sketches share a hash."""
    holders: defaultdict[int, list[str]] = defaultdict(list)
    for document in sorted(runs):
        for value in sorted(runs[document])[:SKETCH]:
            holders[value].append(document)
    pairs: set[tuple[str, str]] = set()
    for shared in holders.values():
        if 1 < len(shared) <= CROWDED:
            pairs.update((one, other) for i, one in enumerate(shared) for other in shared[i + 1 :])
        elif len(shared) > CROWDED:
            pairs.update(pairwise(shared))
    return pairs


def head(leader: Mapping[str, str], document: str) -> str:
    """Returns the document at the end of a chain of leaders."""
    while leader[document] != document:
        document = leader[document]
    return document


def are_copies(one: frozenset[int], other: frozenset[int]) -> bool:
    """Returns whether two texts are near copies by their runs."""
    limits = merging().limits
    return one == other or (min(len(one), len(other)) >= limits.copy_runs and share(one, other) >= limits.copy_share)


def share(one: frozenset[int], other: frozenset[int]) -> float:
    """Returns which share of all runs of two texts stands in both.

    >>> share(frozenset({1, 2, 3}), frozenset({2, 3, 4}))
    0.5
    """
    both = len(one & other)
    return both / (len(one) + len(other) - both) if both else 0.0
