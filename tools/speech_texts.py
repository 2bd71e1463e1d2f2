"""The texts from which the speech model learns, as numbers, and batches of them."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from spacy.tokens import Doc

from sitrep.annotate.parse import parse
from sitrep.annotate.quotations import find_quotations
from sitrep.annotate.speech_features import distances, edges_of, grammar_of, walk, windows
from sitrep.annotate.speech_pieces import rows_of

LEMMAS = 3000
RARE_PATH = 40
DEEPEST_PATH = 5
KINDS = ("source", "cue", "content")
WIDE, MANY, LONG = 32, 512, 32
"""What the sizes of batches are rounded up to: pieces a row and rows, tokens, tokens a window; few sizes run faster."""


class Text:
    """One training text: its arrays, its windows, and for each statement the cue's head and a label a token of the window."""

    def __init__(self, doc: Doc, attributions: list[dict]) -> None:
        quotations = find_quotations(doc)
        self.grammar = grammar_of(doc, quotations)
        self.rows = rows_of(doc)
        self.windows = windows(self.grammar, quotations)
        self.inside = np.asarray(quotations.inside)
        self.gold = [found for one in attributions if (found := self.labels(doc, one))]
        self.heads = np.zeros(len(doc), dtype=np.float32)
        for head, _ in self.gold:
            self.heads[head] = 1

    def labels(self, doc: Doc, one: dict) -> tuple[int, dict[int, int]] | None:
        """Returns the head of a statement's cue and the labels of its tokens, None where it has no cue."""
        kinds: dict[int, int] = {}
        for label, kind in reversed(list(enumerate(KINDS, 1))):
            for start, end in zip(one.get(kind, [])[::2], one.get(kind, [])[1::2], strict=True):
                span = doc.char_span(start, end, alignment_mode="expand")
                for token in span or ():
                    if not token.is_space:
                        kinds[token.i] = label
        cue = [i for i, label in kinds.items() if label == 2]
        if not cue:
            return None
        tops = sorted(i for i in cue if doc[i].head.i == i or doc[i].head.i not in set(cue))
        verbs = [i for i in tops if doc[i].pos_ in {"VERB", "NOUN"}] or [i for i in tops if doc[i].pos_ == "AUX"]
        return (verbs or tops)[0], kinds


def read_texts(path: Path, limit: int | None) -> list[Text]:
    """Returns the training texts, parsed."""
    records = [json.loads(line) for line in path.open(encoding="utf-8")][:limit]
    return [Text(parse(record["text"]), record["gold"]["attributions"]) for record in records]


class Vocabulary:
    """Sorted ids of lemmas, tags and relations, and the tree of paths from a cue."""

    def __init__(self, texts: list[Text]) -> None:
        self.lemmas = self.common(Counter(x for t in texts for x in t.grammar.lemma.tolist()), LEMMAS)
        self.tags = self.common(Counter(x for t in texts for x in t.grammar.tag.tolist()), 1000)
        self.relations = self.common(Counter(x for t in texts for x in t.grammar.relation.tolist()), 1000)
        self.paths: dict[tuple[int, int], int] = {}
        for _ in range(DEEPEST_PATH):
            self.grow(texts)
        self.branch = np.append(self.first(), len(self.paths) + 1)

    @staticmethod
    def common(counts: Counter, size: int) -> np.ndarray:
        """Returns the most frequent ids, sorted."""
        return np.sort(np.array([x for x, n in counts.most_common(size) if n > 4], dtype=np.uint64))

    @staticmethod
    def index(table: np.ndarray, values: np.ndarray) -> np.ndarray:
        """Returns the place of each value in a table, from 1 on; 0 where it is not in it."""
        place = np.minimum(np.searchsorted(table, values), len(table) - 1)
        return np.where(table[place] == values, place + 1, 0)

    def grow(self, texts: list[Text]) -> None:
        """Adds to the tree of paths those one step longer that are not rare."""
        counts: Counter = Counter()
        for text in texts:
            edges = edges_of(text.grammar, self.index(self.relations, text.grammar.relation))
            for head, _ in text.gold:
                at = {head: 0}
                for token, before, step in walk(head, edges):
                    node = at.get(before)
                    if node is None:
                        continue
                    child = self.paths.get((node, step))
                    if child is None:
                        counts[node, step] += 1
                    else:
                        at[token] = child
        for key, count in sorted(counts.items()):
            if count >= RARE_PATH:
                self.paths[key] = len(self.paths) + 1

    def first(self) -> np.ndarray:
        """Returns for each node of the tree the first node on the way to it."""
        first = [0] * (len(self.paths) + 1)
        for (node, _), child in self.paths.items():
            first[child] = first[node] if node else child
        return np.array(first)


@dataclass(slots=True)
class Ready:
    """A text as the network reads it; `windows` have one row a token of each cue's window, `sizes` the tokens of each window."""

    tokens: dict[str, np.ndarray]
    rows: list[np.ndarray]
    at: np.ndarray
    windows: dict[str, np.ndarray]
    sizes: list[int]


def ready(text: Text, v: Vocabulary) -> Ready:
    """Returns a text as the network reads it."""
    g = text.grammar
    relation = v.index(v.relations, g.relation)
    tokens = {"lemma": v.index(v.lemmas, g.lemma), "tag": v.index(v.tags, g.tag), "relation": relation, "head": g.head}
    edges = edges_of(g, relation)
    parts = [around(text, v, edges, cue, kinds) for cue, kinds in text.gold]
    names = ("index", "cue", "node", "far", "marks", "parent", "gold")
    joined = {name: np.concatenate([part[name] for part in parts]) if parts else np.zeros(0, dtype=np.int64) for name in names}
    return Ready(
        tokens | {"flags": g.flags, "heads": text.heads},
        [np.array(row) for row in text.rows.rows],
        text.rows.at,
        joined,
        [len(part["gold"]) for part in parts],
    )


def around(text: Text, v: Vocabulary, edges: list, cue: int, kinds: dict[int, int]) -> dict[str, np.ndarray]:
    """Returns the window around a cue."""
    start, end = text.windows[cue]
    at, inside = {cue: 0}, text.inside[start:end]
    for token, before, step in walk(cue, edges):
        at[token] = v.paths.get((at[before], step), at[before])
    return {
        "index": np.arange(start, end),
        "cue": np.full(end - start, cue),
        "node": np.array([at.get(token, len(v.paths) + 1) for token in range(start, end)]),
        "far": distances(start, end, cue),
        "marks": (inside >= 0) * (1 + (text.inside[cue] >= 0) + (inside == text.inside[cue])),
        "parent": np.clip(text.grammar.head[start:end] - start, 0, end - start - 1),
        "gold": np.array([kinds.get(token, 0) for token in range(start, end)]),
    }


def up(size: int, step: int) -> int:
    """Returns a size rounded up to a whole number of steps."""
    return -(-size // step) * step


def padded(arrays: list[np.ndarray], size: int) -> np.ndarray:
    """Returns arrays one after the other, filled up with nought to a size."""
    whole = np.concatenate(arrays)
    return np.concatenate([whole, np.zeros((size - len(whole), *whole.shape[1:]), whole.dtype)])


def batch(texts: list[Ready], device: str) -> tuple[dict, dict | None]:
    """Returns texts side by side as tensors, and the windows around their cues, one a row (None: there are none)."""
    begins = np.cumsum([0, *(len(text.at) for text in texts)])
    size = up(int(begins[-1]), MANY)
    x = {name: padded([text.tokens[name] for text in texts], size) for name in ("lemma", "tag", "relation", "flags", "heads")}
    x["head"] = padded([text.tokens["head"] + begin for text, begin in zip(texts, begins, strict=False)], size)
    rows = [row for text in texts for row in text.rows]
    width = up(max(map(len, rows)), WIDE)
    x["rows"], x["mask"] = np.zeros((up(len(rows), WIDE), width), dtype=np.int64), np.zeros((up(len(rows), WIDE), width), dtype=bool)
    x["mask"][:, 0] = True
    for number, row in enumerate(rows):
        x["rows"][number, : len(row)], x["mask"][number, : len(row)] = row, True
    places, found, first = [], [], 0
    for text in texts:
        flat = np.concatenate([(first + number) * width + np.arange(len(row)) for number, row in enumerate(text.rows)])
        places.append(flat[text.at])
        first += len(text.rows)
        found.append(len(text.at))
    x["at"] = padded(places, size)
    x["real"] = padded([np.ones(found[number], dtype=np.float32) for number in range(len(texts))], size)
    tensors = {name: torch.from_numpy(np.ascontiguousarray(array)).to(device) for name, array in x.items()}
    return tensors, windows_of(texts, begins, device)


def windows_of(texts: list[Ready], begins: np.ndarray, device: str) -> dict | None:
    """Returns the windows of texts, one a row."""
    sizes = np.array([size for text in texts for size in text.sizes])
    if not len(sizes):
        return None
    shape = (up(len(sizes), WIDE), up(int(sizes.max()), LONG))
    rows = np.repeat(np.arange(len(sizes)), sizes)
    columns = np.concatenate([np.arange(size) for size in sizes])
    shifted = {"index", "cue"}
    filled = {"mask": np.zeros(shape, dtype=np.float32)}
    filled["mask"][rows, columns] = 1
    for name in texts[0].windows:
        values = [text.windows[name] + (begin if name in shifted else 0) for text, begin in zip(texts, begins, strict=False)]
        whole = np.zeros((*shape, *values[0].shape[1:]), dtype=np.float32 if name == "soft" else np.int64)
        whole[rows, columns] = np.concatenate(values)
        filled[name] = whole
    return {name: torch.from_numpy(array).to(device) for name, array in filled.items()}
