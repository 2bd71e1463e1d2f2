"""Name spans: the names that the parser's recogniser finds, by its own weights, all tokens of a batch at once."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

RECOGNIZER, NAME = "ner", "name_spans"
BATCH = 32

Floats = NDArray[np.float32]


def find_names_at_once(model: Language) -> None:
    """Puts these steps in the place of the model's recogniser, which goes from token to token and takes half of the time of a parse."""
    model.add_pipe(NAME, after=RECOGNIZER)
    model.disable_pipe(RECOGNIZER)


class NameSpans:
    """A pipe that does as the recogniser does.

    What that decides at a token outside names hangs on the token alone, so it is asked of all tokens at once; only inside a name does the
    next step hang on where the name began. A name ends with its sentence, and none begins with a blank.
    """

    def __init__(self, recognizer: EntityRecognizer) -> None:
        """Takes a recogniser with its weights."""
        self.model: Any = recognizer.model
        moves = [recognizer.moves.get_class_name(number) for number in range(recognizer.moves.n_moves)]
        self.labels = [move.partition("-")[2] for move in moves]
        self.opens = np.array([move.startswith("B-") for move in moves])
        self.single = np.array([move.startswith("U-") and move != "U-" for move in moves])
        self.outside = np.array([move == "O" for move in moves])
        self.inner = {label: (moves.index(f"I-{label}"), moves.index(f"L-{label}")) for label in self.labels if label}

    def __call__(self, doc: Doc) -> Doc:
        """Returns the text with its names."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = BATCH) -> Iterator[Doc]:
        """Yields the texts with their names."""
        rest = iter(stream)
        while docs := list(itertools.islice(rest, batch_size)):
            self.set_names(docs)
            yield from docs

    def set_names(self, docs: Sequence[Doc]) -> None:
        """Gives each text its names."""
        if not any(map(len, docs)):
            return
        lower, upper = self.model.get_ref("lower"), self.model.get_ref("upper")
        weights, bias = upper.get_param("W"), upper.get_param("b")
        shares: Floats = lower.predict(self.model.get_ref("tok2vec").predict(docs))
        shares[:, 0] += lower.get_param("b")
        scores = hidden(shares[1:, 0] + shares[0, 1] + shares[0, 2]) @ weights.T + bias
        start = 0
        for doc in docs:
            end = start + len(doc)
            doc.set_ents(list(self.names(doc, scores[start:end], shares[start : end + 1], (weights, bias))))
            start = end

    def names(self, doc: Doc, scores: Floats, shares: Floats, last: tuple[Floats, Floats]) -> Iterator[Span]:
        """Yields the names of a text.

        `scores` are those of its tokens outside names (tokens, moves). `shares` are what each token adds to the state of the next step, one
        row later than the token, by its part there: the token itself, the first of the name, the one before. `last` turns states to scores.
        """
        flags = np.asarray(doc.to_array([SENT_START, IS_SPACE])).astype(np.int64)
        ends = np.ones(len(doc), dtype=np.bool_)
        ends[:-1] = flags[1:, 0] == 1
        valid = self.outside | ((self.single | (self.opens & ~ends[:, None])) & (flags[:, 1:] == 0))
        moves = np.where(valid, scores, -np.inf).argmax(axis=1).tolist()
        at = 0
        while at < len(doc):
            label, first = self.labels[moves[at]], at
            if self.opens[moves[at]]:
                at = self.end_of(first, shares, ends, [(last[0][move], last[1][move]) for move in self.inner[label]])
            at += 1
            if label:
                yield Span(doc, first, at, label)

    def end_of(self, first: int, shares: Floats, ends: NDArray[np.bool_], ways: Sequence[tuple[Floats, float]]) -> int:
        """Returns the last token of a name from its first; `ways` are weights and bias of going on and of ending."""
        at = first + 1
        while not ends[at]:
            state = hidden(shares[at + 1, 0] + shares[first + 1, 1] + shares[at, 2])
            going_on, ending = (float(state @ weights + bias) for weights, bias in ways)
            if ending > going_on:
                break
            at += 1
        return at


def hidden(sums: Floats) -> Floats:
    """Returns the greater of the two pieces of each unit."""
    greatest: Floats = sums.max(axis=-1)
    return greatest


@Language.factory(NAME)
def name_spans(nlp: Language, name: str) -> NameSpans:
    """Returns the pipe for a model whose recogniser is loaded."""
    del name
    recognizer = nlp.get_pipe(RECOGNIZER)
    assert isinstance(recognizer, EntityRecognizer)
    return NameSpans(recognizer)
