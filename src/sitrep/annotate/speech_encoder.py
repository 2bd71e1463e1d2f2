"""Speech encoder: a small language model that reads each sentence of a text and gives every token a vector of what it means there."""

import functools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from spacy.tokens import Doc

from sitrep.annotate.speech_pieces import NOWHERE, Rows, rows_of
from sitrep.packs.loader import ROOT

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]

ENCODER = ROOT / "languages" / "en" / "speech.onnx"
PIECES_A_BATCH = 512


def vectors_of(parse: Doc) -> Floats:
    """Returns one vector a token, in the light of its sentence; that of a token with several pieces is its first piece's.

    Where a paragraph was not worth a parse, vectors are nought.
    """
    rows = rows_of(parse)
    vectors = np.zeros((len(parse), width()), dtype=np.float32)
    if rows.rows:
        batches = alike([len(row) for row in rows.rows])
        values = np.concatenate([read([rows.rows[number] for number in batch]) for batch in batches])
        order = np.argsort(places(rows, batches))
        somewhere = rows.at != NOWHERE
        vectors[somewhere] = values[order[rows.at[somewhere]]]
    return vectors


def alike(lengths: Sequence[int]) -> list[list[int]]:
    """Returns the numbers of the rows, the shortest first, in batches of some hundred pieces, so that rows of like length come together.

    >>> alike([300, 10, 310, 9])
    [[3, 1, 0], [2]]
    """
    found: list[list[int]] = []
    room = 0
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        if room < lengths[number]:
            found.append([])
            room = PIECES_A_BATCH
        found[-1].append(number)
        room -= lengths[number]
    return found


def places(rows: Rows, batches: Sequence[Sequence[int]]) -> Integers:
    """Returns where in the text the pieces of the batches stand, one batch after the other."""
    begins = np.cumsum([0, *map(len, rows.rows)])
    return np.concatenate([np.arange(begins[number], begins[number + 1]) for batch in batches for number in batch])


def read(rows: Sequence[Sequence[int]]) -> Floats:
    """Returns a vector for each piece of some rows, one row after the other.

    The pieces go through the model without filling; only to look at each other do they stand in rows, all as long as the longest:
    `at` tells which piece stands where (`mask`: whether any does), `back` where each piece stands.
    """
    lengths = np.array([len(row) for row in rows])
    mask: NDArray[np.bool_] = np.arange(lengths.max()) < lengths[:, None]
    at = np.zeros(mask.shape, dtype=np.int64)
    at[mask] = np.arange(lengths.sum())
    given = {"pieces": np.concatenate(rows), "places": np.nonzero(mask)[1], "at": at, "back": np.flatnonzero(mask), "mask": mask}
    values: Floats
    (values,) = session().run(None, given)
    return values


@functools.cache
def width() -> int:
    """Returns how many numbers a vector has."""
    return int(session().get_outputs()[0].shape[-1])


@functools.cache
def session() -> InferenceSession:
    """Returns the encoder, read once a process; one thread, for who wants more runs more processes."""
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return InferenceSession(str(ENCODER), options, providers=["CPUExecutionProvider"])
