"""Remembered words: what the parser knows of a word before it looks at the words around, computed but once for each kind of word."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

FEATURES, NAME = "extract_features", "remembered_words"
MOST_KINDS = 10_000
AT_ONCE = 32

Floats = NDArray[np.float32]
Kinds = NDArray[np.uint64]


def remember_words(model: Language) -> None:
    """Puts a memory in the place of the layers that know words alone, in each of the model's networks."""
    for _, pipe in model.components:
        network = getattr(pipe, "model", None)
        for part in list(network.walk()) if isinstance(network, Model) else ():
            for at, layer in enumerate(part.layers):
                if part.name != NAME and layer.layers and layer.layers[0].name == FEATURES:
                    part.layers[at] = Model(NAME, RememberedWords(layer), layers=[layer])


class RememberedWords:
    """What layers make of words, whose kind is their features (word, beginning, end, shape ...).

    A network multiplies a few rows otherwise than many, in the last of their digits. So kinds are computed in groups of one size: what is
    remembered of a word is the same whichever it was met with.
    """

    def __init__(self, layers: Model[Any, Any]) -> None:
        """Takes a network of layers: features, their joining, two steps from rows of features to vectors, and their parting."""
        features, _, *steps, _ = layers.layers
        self.columns: list[int | str] = features.attrs["columns"]
        self.steps = steps
        self.known: dict[bytes, Floats] = {}

    def __call__(self, model: Model[Any, Any], docs: Sequence[Doc], is_train: bool) -> tuple[list[Floats], Any]:
        """Returns for each text one vector a token; what learns from them is left out."""
        del model, is_train
        return [self.vectors_of(doc) for doc in docs], None

    def vectors_of(self, doc: Doc) -> Floats:
        """Returns one vector a token of a text."""
        rows: Kinds = np.asarray(doc.to_array(self.columns), dtype=np.uint64).reshape(len(doc), len(self.columns))
        width, raw = rows.itemsize * len(self.columns), rows.tobytes()
        kinds = [raw[at : at + width] for at in range(0, len(raw), width)]
        met = self.known if self.known.keys() >= set(kinds) else self.met(kinds)
        return np.array([met[kind] for kind in kinds], dtype=np.float32).reshape(len(doc), self.steps[-1].get_dim("nO"))

    def met(self, kinds: Iterable[bytes]) -> dict[bytes, Floats]:
        """Returns what is known, these kinds among it."""
        if len(self.known) > MOST_KINDS:
            self.known = {}
        known = self.known
        new = list(dict.fromkeys(kind for kind in kinds if kind not in known))
        for group in (new[at : at + AT_ONCE] for at in range(0, len(new), AT_ONCE)):
            rows = np.zeros((AT_ONCE, len(self.columns)), dtype=np.uint64)
            rows[: len(group)] = np.frombuffer(b"".join(group), dtype=np.uint64).reshape(len(group), -1)
            values: Any = rows
            for step in self.steps:
                values = step.predict(values)
            known.update(zip(group, values, strict=False))
        return known
