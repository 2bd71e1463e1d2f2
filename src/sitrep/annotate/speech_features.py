"""Speech features: a parse as the numbers that the speech model reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, HEAD, LEMMA, SENT_START, TAG
from spacy.tokens import Doc

from sitrep.annotate.quotations import Quotations

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]

CHILDREN = (
    "nsubj",
    "nsubjpass",
    "ccomp",
    "xcomp",
    "dobj",
    "prep",
    "agent",
    "auxpass",
    "aux",
    "neg",
    "advcl",
    "acl",
    "relcl",
    "mark",
    "poss",
    "appos",
    "pobj",
)
FLAGS = 10
WIDTH = FLAGS + len(CHILDREN)
FARTHEST = 12
LONGEST_WINDOW = 160


@dataclass(frozen=True, slots=True)
class Grammar:
    """One text in arrays of one row a token: string ids of lemma, tag and relation, and the index of the head.

    `flags` has the shape (n, WIDTH); `starts` are the first tokens of the sentences.
    """

    lemma: NDArray[np.uint64]
    tag: NDArray[np.uint64]
    relation: NDArray[np.uint64]
    head: Integers
    starts: Integers
    flags: Floats


def grammar_of(parse: Doc, quotations: Quotations) -> Grammar:
    """Returns the arrays of a text."""
    rows: NDArray[np.uint64] = np.asarray(parse.to_array([LEMMA, TAG, DEP, HEAD, SENT_START]), dtype=np.uint64)
    size = len(parse)
    head = np.arange(size) + rows[:, 3].astype(np.int64)
    starts = np.flatnonzero(rows[:, 4].astype(np.int64) == 1)
    flags = flags_of(parse, quotations, rows[:, 2], head)
    return Grammar(rows[:, 0], rows[:, 1], rows[:, 2], head, starts, flags)


def flags_of(parse: Doc, quotations: Quotations, relation: NDArray[np.uint64], head: Integers) -> Floats:
    """Returns what is plain to see of each token: quotation marks, capitals, breaks, and which children it has."""
    size = len(parse)
    flags = np.zeros((size, WIDTH), dtype=np.float32)
    inside = np.asarray(quotations.inside, dtype=np.int64)
    flags[:, 0] = inside >= 0
    for start, end in quotations.ranges:
        flags[start, 1] = 1
        flags[end - 1, 2] = 1
        flags[max(0, start - 2) : start, 3] = 1
        flags[end : end + 2, 4] = 1
    texts = [token.text for token in parse]
    flags[:, 5] = [text[0].isupper() for text in texts]
    flags[:, 6] = [text in {",", ";", "—", "–", "-"} for text in texts]
    flags[:, 7] = ["\n" in text for text in texts]
    flags[1:, 8] = flags[:-1, 7]
    flags[:, 9] = [text in {":", "."} for text in texts]
    for column, name in enumerate(CHILDREN, FLAGS):
        flags[head[relation == parse.vocab.strings[name]], column] = 1
    return flags


def windows(grammar: Grammar, quotations: Quotations) -> list[tuple[int, int]]:
    """Returns for each token the tokens `[start, end)` in which a statement that it carries is looked for.

    That is its sentence, with the sentences that a quotation joins to it, at most `LONGEST_WINDOW` tokens in all.
    """
    size = len(grammar.head)
    edges = [int(start) for start in grammar.starts] + [size]
    owner = np.searchsorted(grammar.starts, np.arange(size), side="right") - 1
    reach = [[edges[number], edges[number + 1]] for number in range(len(edges) - 1)]
    for start, end in quotations.ranges:
        first, last = int(owner[start]), int(owner[end - 1])
        for number in range(first, last + 1):
            low, high = min(reach[number][0], edges[first]), max(reach[number][1], edges[last + 1])
            if high - low <= LONGEST_WINDOW:
                reach[number] = [low, high]
    return [(reach[number][0], reach[number][1]) for number in owner.tolist()]


def edges_of(grammar: Grammar, relations: Integers) -> list[list[tuple[int, int]]]:
    """Returns for each token the tokens beside it in the tree, each with the step that leads there.

    `relations` are small numbers for the relations; a step is three times the relation's, plus 0 up to the head, 1 down to the left, 2 down
    to the right.
    """
    beside: list[list[tuple[int, int]]] = [[] for _ in range(len(relations))]
    for token, (head, relation) in enumerate(zip(grammar.head.tolist(), relations.tolist(), strict=True)):
        if head != token:
            beside[token].append((head, 3 * relation))
            beside[head].append((token, 3 * relation + (1 if token < head else 2)))
    return beside


def walk(cue: int, edges: Sequence[Sequence[tuple[int, int]]]) -> Iterator[tuple[int, int, int]]:
    """Yields, outward from a cue, each token of its tree, the token before it on the way, and the step between them."""
    queue, seen = [cue], {cue}
    for token in queue:
        for other, step in edges[token]:
            if other not in seen:
                seen.add(other)
                queue.append(other)
                yield other, token, step


def distances(start: int, end: int, cue: int) -> Integers:
    """Returns the distance class of tokens `[start, end)` from a cue: 0 to 2 * FARTHEST, the cue itself in the middle."""
    return np.clip(np.arange(start, end) - cue, -FARTHEST, FARTHEST) + FARTHEST
