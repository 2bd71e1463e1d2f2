"""Trains the model that finds cues, sources and contents of reported speech, and writes its weights.

    python tools/train_speech.py TRAIN.jsonl ENCODER OUT [--epochs N]

TRAIN.jsonl has one text a line: {"text", "gold": {"attributions": [{"source", "cue", "content": [start, end, start, end, ...]}]}}.
ENCODER is the folder of the pretrained encoder (see `speech_encoder.py`); OUT the folder for `speech.npz`, `speech.onnx` and
`speech_pieces.txt`. Needs torch, safetensors and onnx beside the program's own requirements, and takes a graphics card where there is one.

Annotators differ, so the model learns from two teachers at once: from the labels, and from what models that were trained on other texts
make of this one. These are trained first, on all texts but a quarter, for each quarter.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import speech_encoder
import torch
from speech_texts import Ready, Vocabulary, batch, read_texts, ready
from torch import nn
from torch.nn import functional

from sitrep.annotate.speech_features import FARTHEST, WIDTH

SEED = 20251207
HIDDEN = 128
FORGOTTEN = 0.15
DROPPED = 0.3
RATE = 3e-3
ENCODER_RATE = 3e-4
SLOWER = 0.85
"""How much slower each layer of the encoder learns than the one above it."""
TEXTS_A_STEP = 4
TEACHERS = 4
TEACHING_EPOCHS = 6
TAUGHT = 0.5
"""How much the other models' labels weigh beside the annotators'."""
AVERAGED = 0.3
"""The share of the last steps whose weights are averaged."""
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


class Beside(nn.Module):
    """A convolution of three taps over the middle axis, `gap` tokens apart."""

    def __init__(self, gap: int) -> None:
        super().__init__()
        self.taps, self.gap = nn.Linear(3 * HIDDEN, HIDDEN), gap

    def forward(self, values: torch.Tensor) -> torch.Tensor:
        """Returns the values in the light of those beside them."""
        wide, length = functional.pad(values, (0, 0, self.gap, self.gap)), values.shape[1]
        return self.taps(torch.cat([wide[:, :length], values, wide[:, 2 * self.gap :]], 2))


class Net(nn.Module):
    """The network: tokens in context, cues among them, and labels around each cue. `speech_model.py` computes the same in NumPy."""

    def __init__(self, v: Vocabulary, encoder: speech_encoder.Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.lemma = nn.Embedding(len(v.lemmas) + 1, 48)
        self.tag = nn.Embedding(len(v.tags) + 1, 16)
        self.relation = nn.Embedding(len(v.relations) + 1, 16)
        self.enter = nn.Linear(speech_encoder.WIDTH + 48 * 2 + 16 + 16 + WIDTH, HIDDEN)
        self.cue = nn.Linear(HIDDEN, 1)
        self.token = nn.Linear(HIDDEN, HIDDEN)
        self.head = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.path = nn.Embedding(len(v.paths) + 2, HIDDEN)
        self.branch = nn.Embedding(len(v.paths) + 2, HIDDEN)
        self.far = nn.Embedding(2 * FARTHEST + 1, HIDDEN)
        self.marks = nn.Embedding(4, HIDDEN)
        self.conv1, self.conv2, self.conv3, self.conv4, self.conv5 = (Beside(gap) for gap in (1, 2, 1, 2, 4))
        self.up1, self.up2, self.up3, self.up4, self.up5 = (nn.Linear(HIDDEN, HIDDEN, bias=False) for _ in range(5))
        self.label = nn.Linear(HIDDEN, 4)
        self.drop = nn.Dropout(DROPPED)
        self.register_buffer("branches", torch.from_numpy(v.branch), persistent=False)
        for e in (self.path, self.branch, self.far, self.marks):
            nn.init.normal_(e.weight, std=0.1)

    def encode(self, x: dict) -> torch.Tensor:
        """Returns one vector a token."""
        with torch.autocast(DEVICE, dtype=torch.bfloat16):
            read = self.encoder(x["rows"], x["mask"])
        number, heads = x["lemma"], x["head"]
        if self.training:
            number = number * (torch.rand(number.shape, device=DEVICE) > FORGOTTEN)
        lemma = self.lemma(number)
        parts = [read.flatten(0, 1).float()[x["at"]], lemma, lemma[heads], self.tag(x["tag"]), self.relation(x["relation"]), x["flags"]]
        h = torch.relu(self.enter(self.drop(torch.cat(parts, 1))))
        for conv, up in ((self.conv1, self.up1), (self.conv2, self.up2)):
            d = self.drop(h)
            h = h + torch.relu(conv(d[None])[0] + up(d)[heads])
        return h

    def labels(self, h: torch.Tensor, s: dict) -> torch.Tensor:
        """Returns the scores of the labels of each token around each cue."""
        t, c, node = self.token(self.drop(h)), self.head(h), s["node"]
        place = self.path(node) + self.branch(self.branches[node]) + self.far(s["far"]) + self.marks(s["marks"])
        mask = s["mask"][..., None]
        y = torch.relu(t[s["index"]] + c[s["cue"][:, 0]][:, None] + place) * mask
        parent = s["parent"][..., None].expand(-1, -1, HIDDEN)
        for conv, up in ((self.conv3, self.up3), (self.conv4, self.up4), (self.conv5, self.up5)):
            d = self.drop(y)
            y = (y + torch.relu(conv(d) + up(d).gather(1, parent))) * mask
        return self.label(self.drop(y))

    def loss(self, x: dict, s: dict | None) -> torch.Tensor:
        """Returns how far cues and labels are from those that are right, or that are taught."""
        h = self.encode(x)
        right = (1 - TAUGHT) * x["heads"] + TAUGHT * x["soft"] if "soft" in x else x["heads"]
        found = (functional.binary_cross_entropy_with_logits(self.cue(h)[:, 0], right, reduction="none") * x["real"]).sum() / 20
        if s is None:
            return found
        right = functional.one_hot(s["gold"], 4).float()
        right = (1 - TAUGHT) * right + TAUGHT * s["soft"] if "soft" in s else right
        return found - ((right * torch.log_softmax(self.labels(h, s), -1)).sum(-1) * s["mask"]).sum() / 200


def groups(net: Net) -> list[dict]:
    """Returns the weights that learn with the rate of each."""
    layers = [list(net.encoder.level.parameters()), *(list(layer.parameters()) for layer in net.encoder.layers)]
    rates = [ENCODER_RATE * SLOWER ** (len(layers) - number) for number in range(1, len(layers) + 1)]
    rest = [p for name, p in net.named_parameters() if not name.startswith("encoder.")]
    return [*({"params": ps, "lr": rate} for ps, rate in zip(layers, rates, strict=True)), {"params": rest, "lr": RATE}]


def train(name: str, texts: list[Ready], v: Vocabulary, encoder: Path, epochs: int) -> Net:
    """Returns a network that learnt from texts, with the mean of its last weights."""
    net = Net(v, speech_encoder.Encoder(encoder)).to(DEVICE).train()
    optimizer = torch.optim.AdamW(groups(net), weight_decay=0.02)
    steps = epochs * -(-len(texts) // TEXTS_A_STEP)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min((s + 1) / (0.1 * steps), max(0.0, (steps - s) / (0.9 * steps))))
    learning = [p for group in optimizer.param_groups for p in group["params"]]
    mean, added, step, since = [torch.zeros_like(p) for p in learning], 0, 0, time.time()
    for epoch in range(epochs):
        order = random.sample(texts, len(texts))
        for begin in range(0, len(order), TEXTS_A_STEP):
            some = order[begin : begin + TEXTS_A_STEP]
            loss = net.loss(*batch(some, DEVICE)) / len(some)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(learning, 5.0)
            optimizer.step()
            schedule.step()
            step += 1
            if step > steps * (1 - AVERAGED):
                added += 1
                for average, p in zip(mean, learning, strict=True):
                    average.lerp_(p.detach(), 1 / added)
        print(name, epoch, round(time.time() - since), round(float(loss.detach()), 3), flush=True)
    with torch.no_grad():
        for average, p in zip(mean, learning, strict=True):
            p.copy_(average)
    return net.eval()


def teach(net: Net, texts: list[Ready]) -> None:
    """Notes beside the labels of texts what a network makes of them."""
    with torch.no_grad():
        for text in texts:
            x, s = batch([text], DEVICE)
            h = net.encode(x)
            text.tokens["soft"] = torch.sigmoid(net.cue(h)[: len(text.at), 0]).float().cpu().numpy()
            if s is not None:
                found = torch.softmax(net.labels(h, s), -1)
                text.windows["soft"] = found[s["mask"] > 0].float().cpu().numpy()
            else:
                text.windows["soft"] = np.zeros((0, 4), dtype=np.float32)


def save(net: Net, v: Vocabulary, out: Path) -> None:
    """Writes weights and vocabularies into a folder."""
    own = {name: p.cpu().numpy() for name, p in net.state_dict().items() if not name.startswith("encoder.")}
    weights = {}
    for name, array in own.items():
        taps = array.reshape(HIDDEN, 3, HIDDEN).transpose(0, 2, 1) if name.endswith("taps.weight") else array
        weights[name.replace(".taps", "").replace(".", "_")] = taps.astype(np.float16)
    keys = np.array(sorted(v.paths, key=v.paths.__getitem__), dtype=np.int32).reshape(-1, 2)
    tables = {"lemmas": v.lemmas, "tags": v.tags, "relations": v.relations, "paths": keys, "first": v.branch[:-1].astype(np.int32)}
    np.savez_compressed(out / "speech.npz", **tables, **weights)
    speech_encoder.export(net.encoder.cpu(), out / "speech.onnx")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--limit", type=int)
    args = parser.parse_args()
    torch.manual_seed(SEED)
    random.seed(SEED)
    speech_encoder.write_pieces(args.encoder, args.out)
    read = read_texts(args.train, args.limit)
    v = Vocabulary(read)
    texts = [ready(text, v) for text in read]
    learnt = []
    for fold in range(TEACHERS):
        others = [text for number, text in enumerate(texts) if number % TEACHERS != fold]
        teacher = train(f"teacher {fold}", others, v, args.encoder, min(args.epochs, TEACHING_EPOCHS))
        learnt.append((teacher, texts[fold::TEACHERS]))
    for teacher, held in learnt:
        teach(teacher, held)
    save(train("model", texts, v, args.encoder, args.epochs), v, args.out)


if __name__ == "__main__":
    main()
