"""Speech model: a small trained network that finds cues of reported speech, and for each cue the words of its source and content."""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Token

from sitrep.annotate.quotations import Quotations
from sitrep.annotate.speech_encoder import vectors_of
from sitrep.annotate.speech_features import Floats, Grammar, Integers, distances, edges_of, grammar_of, walk, windows
from sitrep.packs.loader import ROOT

WEIGHTS = ROOT / "languages" / "en" / "speech.npz"
BATCH = 32
OUTSIDE, SOURCE, CUE, CONTENT = range(4)
BREAKS = ((OUTSIDE, CONTENT, 1.0), (OUTSIDE, SOURCE, 0.5), (SOURCE, CONTENT, 1.0))
"""What a change between two labels costs, in log odds: spans of many words rarely break off and go on."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A cue's head and one label a token of the window `[start, start + len(labels))`."""

    head: int
    start: int
    labels: Integers


@dataclass(frozen=True, slots=True)
class Model:
    """The weights by name, and the tree of paths that they were trained with.

    `paths` leads from a node and a step to the next node; `branch` gives the first node on the way to each.
    """

    weights: dict[str, Floats]
    lemmas: NDArray[np.uint64]
    tags: NDArray[np.uint64]
    relations: NDArray[np.uint64]
    paths: dict[tuple[int, int], int]
    branch: Integers


@functools.cache
def model() -> Model:
    """Returns the model, read once a process."""
    with np.load(WEIGHTS, allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    keys = arrays.pop("paths").tolist()
    branch = arrays.pop("first").astype(np.int64)
    lemmas, tags, relations = (arrays.pop(name) for name in ("lemmas", "tags", "relations"))
    paths = {(node, step): number for number, (node, step) in enumerate(keys, 1)}
    return Model({name: prepared(array) for name, array in arrays.items()}, lemmas, tags, relations, paths, np.append(branch, len(branch)))


def prepared(array: NDArray[np.float16]) -> Floats:
    """Returns a weight ready to be multiplied from the right; the three taps of a convolution stand below one another."""
    if array.ndim == 3:
        array = array.transpose(2, 1, 0).reshape(-1, array.shape[0])
    return np.ascontiguousarray(array, dtype=np.float32)


def label_speech(parse: Doc, quotations: Quotations, least: Callable[[Token], float]) -> list[Labelled]:
    """Returns the words whose log odds of being a cue exceed what `least` asks of them, in text order, with the labels around each.

    Paragraphs that were not worth a parse have none.
    """
    grammar = grammar_of(parse, quotations)
    net = model()
    relations = numbered(net.relations, grammar.relation)
    vectors = vectors_of(parse)
    hidden = encode(net, grammar, relations, vectors)
    odds = hidden @ net.weights["cue_weight"][0] + net.weights["cue_bias"][0]
    asked = np.array([least(token) for token in parse], dtype=np.float32)
    cues = np.flatnonzero((odds > asked) & vectors.any(axis=1)).tolist()
    return labelled(net, grammar, (relations, hidden), cues, quotations) if cues else []


def numbered(table: NDArray[np.uint64], values: NDArray[np.uint64]) -> Integers:
    """Returns the place of each value in a sorted table, from 1 on; 0 where it is not in it."""
    place = np.minimum(np.searchsorted(table, values), len(table) - 1)
    return np.where(table[place] == values, place + 1, 0)


def encode(net: Model, grammar: Grammar, relations: Integers, vectors: Floats) -> Floats:
    """Returns one vector a token, in the light of the tokens around it; `vectors` are the encoder's."""
    weights = net.weights
    lemma = weights["lemma_weight"][numbered(net.lemmas, grammar.lemma)]
    tag = weights["tag_weight"][numbered(net.tags, grammar.tag)]
    parts = [vectors, lemma, lemma[grammar.head], tag, weights["relation_weight"][relations], grammar.flags]
    hidden = rectified(np.concatenate(parts, axis=1) @ weights["enter_weight"].T + weights["enter_bias"])
    for name, up, gap in (("conv1", "up1", 1), ("conv2", "up2", 2)):
        hidden = hidden + rectified(convolved(hidden[None], weights, name, gap)[0] + (hidden @ weights[f"{up}_weight"].T)[grammar.head])
    return hidden


def rectified(values: Floats) -> Floats:
    """Returns the values with the negative ones set to nought."""
    return np.maximum(values, 0, out=values)


def convolved(values: Floats, weights: dict[str, Floats], name: str, gap: int) -> Floats:
    """Returns a convolution over the middle axis of three taps, `gap` tokens apart."""
    padded = np.pad(values, ((0, 0), (gap, gap), (0, 0)))
    length = values.shape[1]
    taps = np.concatenate([padded[:, :length], values, padded[:, 2 * gap :]], axis=2)
    result: Floats = taps @ weights[f"{name}_weight"] + weights[f"{name}_bias"]
    return result


def labelled(net: Model, grammar: Grammar, encoded: tuple[Integers, Floats], cues: Sequence[int], quotations: Quotations) -> list[Labelled]:
    """Returns the labels around each cue, in text order; `encoded` are the relations' numbers and the tokens' vectors."""
    reach = windows(grammar, quotations)
    around = Surroundings(
        edges_of(grammar, encoded[0]),
        np.asarray(quotations.inside, dtype=np.int64),
        encoded[1],
        encoded[1] @ net.weights["token_weight"].T + net.weights["token_bias"],
    )
    short = sorted(cues, key=lambda cue: reach[cue][1] - reach[cue][0])
    found = []
    for batch in (short[at : at + BATCH] for at in range(0, len(short), BATCH)):
        length = reach[batch[-1]][1] - reach[batch[-1]][0]
        rows = np.zeros((len(batch), length, around.token.shape[1]), dtype=np.float32)
        mask = np.zeros((len(batch), length, 1), dtype=np.float32)
        above = np.zeros((len(batch), length), dtype=np.int64)
        for row, cue in enumerate(batch):
            size = reach[cue][1] - reach[cue][0]
            rows[row, :size] = entering(net, around, cue, reach[cue])
            mask[row, :size] = 1
            above[row, :size] = np.clip(grammar.head[slice(*reach[cue])] - reach[cue][0], 0, size - 1)
        labels = decide(net.weights, rectified(rows) * mask, mask, above)
        found += [Labelled(cue, reach[cue][0], labels[row, : reach[cue][1] - reach[cue][0]]) for row, cue in enumerate(batch)]
    return sorted(found, key=lambda one: one.head)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the labels of one text are decided from: its tree, its quotations, and its tokens' vectors as cues and as words beside one."""

    edges: list[list[tuple[int, int]]]
    inside: Integers
    hidden: Floats
    token: Floats


def entering(net: Model, around: Surroundings, cue: int, window: tuple[int, int]) -> Floats:
    """Returns one vector for each token of a cue's window: the token, the cue, and how they stand to each other."""
    w, (start, end) = net.weights, window
    node = nodes(net, cue, window, around.edges)
    inside = around.inside[start:end]
    marks = (inside >= 0) * (1 + (around.inside[cue] >= 0) + (inside == around.inside[cue]))
    here = around.token[start:end] + around.hidden[cue] @ w["head_weight"].T
    here += w["path_weight"][node] + w["branch_weight"][net.branch[node]] + w["far_weight"][distances(start, end, cue)]
    result: Floats = here + w["marks_weight"][marks]
    return result


def nodes(net: Model, cue: int, window: tuple[int, int], edges: Sequence[Sequence[tuple[int, int]]]) -> list[int]:
    """Returns for each token of the window the node of its path from the cue; a number of its own for tokens of another tree."""
    at = {cue: 0}
    for token, before, step in walk(cue, edges):
        node = at[before]
        at[token] = net.paths.get((node, step), node)
    return [at.get(token, len(net.branch) - 1) for token in range(*window)]


def decide(weights: dict[str, Floats], values: Floats, mask: Floats, above: Integers) -> Integers:
    """Returns the likeliest label of each token; `above` are the places of the tokens' heads in the window."""
    rows = np.arange(len(values))[:, None]
    for name, up, gap in (("conv3", "up3", 1), ("conv4", "up4", 2), ("conv5", "up5", 4)):
        heads = (values @ weights[f"{up}_weight"].T)[rows, above]
        values = (values + rectified(convolved(values, weights, name, gap) + heads)) * mask
    return likeliest((values @ weights["label_weight"].T + weights["label_bias"]) * mask)


def likeliest(scores: Floats) -> Integers:
    """Returns for each row of scores (rows, tokens, labels) the labels whose scores, less what their changes cost, add up to the most."""
    costs = np.zeros((scores.shape[2], scores.shape[2]), dtype=np.float32)
    for one, other, cost in BREAKS:
        costs[one, other] = costs[other, one] = cost
    best, ways = scores[:, 0], []
    for here in range(1, scores.shape[1]):
        reached = best[:, :, None] - costs
        ways.append(reached.argmax(axis=1))
        best = reached.max(axis=1) + scores[:, here]
    labels = np.empty(scores.shape[:2], dtype=np.int64)
    labels[:, -1] = best.argmax(axis=1)
    rows = np.arange(len(scores))
    for here in range(len(ways), 0, -1):
        labels[:, here - 1] = ways[here - 1][rows, labels[:, here]]
    return labels
