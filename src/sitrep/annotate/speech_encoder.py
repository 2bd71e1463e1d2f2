"""Speech encoder: a small language model that reads each sentence of a text and gives every token a vector of what it means there."""

import functools
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from spacy.tokens import Doc

from sitrep.annotate.speech_pieces import NOWHERE, Rows, rows_of
from sitrep.packs.loader import ROOT

Integers = NDArray[np.int64]
Floats = NDArray[np.float32]

ENCODER = ROOT / "languages" / "en" / "speech.onnx"
ROWS_A_BATCH = 16
WIDEST_SPREAD = 1.25


def vectors_of(parse: Doc) -> Floats:
    """Returns one vector a token, in the light of its sentence; that of a token with several pieces is its first piece's.

    Where a paragraph was not worth a parse, vectors are nought.
    """
    rows = rows_of(parse)
    vectors = np.zeros((len(parse), width()), dtype=np.float32)
    if rows.rows:
        found = [(read(pieces, mask), places) for pieces, mask, places in batches(rows)]
        order = np.argsort(np.concatenate([places for _, places in found]))
        somewhere = rows.at != NOWHERE
        vectors[somewhere] = np.concatenate([values for values, _ in found])[order[rows.at[somewhere]]]
    return vectors


def batches(rows: Rows) -> Iterator[tuple[Integers, NDArray[np.bool_], Integers]]:
    """Yields the rows in batches of like length: pieces, which of them are no filling, and their places in the text."""
    lengths = [len(row) for row in rows.rows]
    begins = np.cumsum([0, *lengths])
    for batch in alike(lengths):
        shape = (len(batch), lengths[batch[-1]])
        pieces, mask = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.bool_)
        for row, number in enumerate(batch):
            pieces[row, : lengths[number]] = rows.rows[number]
            mask[row, : lengths[number]] = True
        yield pieces, mask, np.concatenate([np.arange(begins[number], begins[number + 1]) for number in batch])


def alike(lengths: Sequence[int]) -> list[list[int]]:
    """Returns the numbers of the rows, the shortest first, in batches in which no row is much longer than another.

    >>> alike([30, 10, 11, 9])
    [[3, 1, 2], [0]]
    """
    found: list[list[int]] = []
    for number in sorted(range(len(lengths)), key=lengths.__getitem__):
        if found and len(found[-1]) < ROWS_A_BATCH and lengths[number] <= lengths[found[-1][0]] * WIDEST_SPREAD:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def read(pieces: Integers, mask: NDArray[np.bool_]) -> Floats:
    """Returns a vector for each piece of a batch that is no filling, row by row."""
    (values,) = session().run(None, {"pieces": pieces, "mask": mask})
    kept: Floats = values[mask]
    return kept


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
