"""Trains the model that finds cues, sources and contents of reported speech, and writes its weights.

    python tools/train_speech.py TRAIN.jsonl ENCODER OUT [--epochs N]

TRAIN.jsonl has one text a line: {"text", "gold": {"attributions": [{"source", "cue", "content": [start, end, start, end, ...]}]}}.
ENCODER is the folder of the pretrained encoder (see `speech_encoder.py`); OUT the folder for `speech.npz`, `speech.onnx` and
`speech_pieces.txt`. Needs torch, safetensors and onnx beside the program's own requirements. With the same machine, seed and texts the
weights come out the same.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

import numpy as np
import speech_encoder
import torch
from spacy.tokens import Doc
from torch import nn

from sitrep.annotate.parse import parse
from sitrep.annotate.quotations import find_quotations
from sitrep.annotate.speech_encoder import batches
from sitrep.annotate.speech_features import FARTHEST, WIDTH, Grammar, distances, edges_of, grammar_of, walk, windows
from sitrep.annotate.speech_pieces import rows_of

SEED = 20251207
HIDDEN = 128
LEMMAS = 3000
RARE_PATH = 40
DEEPEST_PATH = 5
FORGOTTEN = 0.15
RATE = 2e-3
ENCODER_RATE = 2e-4
AVERAGED = 2
KINDS = ("source", "cue", "content")


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


def nodes_of(head: int, window: tuple[int, int], edges: list, paths: dict) -> np.ndarray:
    """Returns the node of the path from a cue to each token of its window."""
    start, end = window
    at = {head: 0}
    for token, before, step in walk(head, edges):
        node = at[before]
        at[token] = paths.get((node, step), node)
    off = len(paths) + 1
    return np.array([at.get(i, off) for i in range(start, end)])


class Net(nn.Module):
    """The network: tokens in context, cues among them, and labels around each cue. `speech_model.py` computes the same in NumPy."""

    def __init__(self, vocabulary: Vocabulary, encoder: speech_encoder.Encoder) -> None:
        super().__init__()
        v = vocabulary
        self.encoder = encoder
        self.lemma = nn.Embedding(len(v.lemmas) + 1, 48)
        self.tag = nn.Embedding(len(v.tags) + 1, 16)
        self.relation = nn.Embedding(len(v.relations) + 1, 16)
        width = speech_encoder.WIDTH + 96 + 48 * 2 + 16 + 16 + WIDTH
        self.enter = nn.Linear(width, HIDDEN)
        self.conv1 = nn.Conv1d(HIDDEN, HIDDEN, 3, padding=1)
        self.conv2 = nn.Conv1d(HIDDEN, HIDDEN, 3, padding=2, dilation=2)
        self.up1 = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.up2 = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.cue = nn.Linear(HIDDEN, 1)
        self.token = nn.Linear(HIDDEN, HIDDEN)
        self.head = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.path = nn.Embedding(len(v.paths) + 2, HIDDEN)
        self.branch = nn.Embedding(len(v.paths) + 2, HIDDEN)
        self.far = nn.Embedding(2 * FARTHEST + 1, HIDDEN)
        self.marks = nn.Embedding(4, HIDDEN)
        self.conv3 = nn.Conv1d(HIDDEN, HIDDEN, 3, padding=1)
        self.conv4 = nn.Conv1d(HIDDEN, HIDDEN, 3, padding=2, dilation=2)
        self.conv5 = nn.Conv1d(HIDDEN, HIDDEN, 3, padding=4, dilation=4)
        self.up3 = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.up4 = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.up5 = nn.Linear(HIDDEN, HIDDEN, bias=False)
        self.label = nn.Linear(HIDDEN, 4)
        self.drop = nn.Dropout(0.3)
        for e in (self.path, self.branch, self.far, self.marks):
            nn.init.normal_(e.weight, std=0.1)

    def read(self, x: dict) -> torch.Tensor:
        """Returns the encoder's vector of each token."""
        found = []
        for values, mask in x["rows"]:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                found.append(self.encoder.finish(values, mask)[mask].float())
        return torch.cat(found)[x["at"]]

    def encode(self, x: dict) -> torch.Tensor:
        """Returns one vector a token."""
        number = x["lemma"]
        if self.training:
            number = number * (torch.rand(number.shape) > FORGOTTEN)
        lemma = self.lemma(number)
        parts = [self.read(x), x["vectors"], lemma, lemma[x["heads"]], self.tag(x["tag"]), self.relation(x["relation"]), x["flags"]]
        h = torch.relu(self.enter(self.drop(torch.cat(parts, 1))))
        for conv, up in ((self.conv1, self.up1), (self.conv2, self.up2)):
            d = self.drop(h)
            h = h + torch.relu(conv(d.T[None])[0].T + up(d)[x["heads"]])
        return h

    def labels(self, h: torch.Tensor, s: dict) -> torch.Tensor:
        """Returns the scores of the labels of each token around each cue."""
        t, c = self.token(self.drop(h)), self.head(h)
        y = (
            t[s["index"]]
            + c[s["cue"]][:, None]
            + self.path(s["node"])
            + self.branch(s["branch"])
            + self.far(s["far"])
            + self.marks(s["marks"])
        )
        y = torch.relu(y) * s["mask"][..., None]
        parent = s["parent"][..., None].expand(-1, -1, HIDDEN)
        for conv, up in ((self.conv3, self.up3), (self.conv4, self.up4), (self.conv5, self.up5)):
            d = self.drop(y)
            y = (y + torch.relu(conv(d.transpose(1, 2)).transpose(1, 2) + up(d).gather(1, parent))) * s["mask"][..., None]
        return self.label(self.drop(y))


def begun(text: Text, encoder: speech_encoder.Encoder) -> dict:
    """Returns the rows of a text as the encoder's still layers read them, and where among their pieces each token is."""
    rows, places = [], []
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for pieces, mask, place in batches(text.rows):
            shown = torch.from_numpy(mask)
            rows.append((encoder.eval().begin(torch.from_numpy(pieces), shown).bfloat16(), shown))
            places.append(place)
    order = np.argsort(np.concatenate(places))
    return {"rows": rows, "at": torch.from_numpy(order[text.rows.at])}


def tensors(text: Text, v: Vocabulary, heads: list[tuple[int, dict[int, int]]], first: np.ndarray) -> tuple[dict, dict | None]:
    """Returns a text as the network reads it, and the windows around its cues."""
    g: Grammar = text.grammar
    relation = v.index(v.relations, g.relation)
    x = {
        "lemma": v.index(v.lemmas, g.lemma),
        "tag": v.index(v.tags, g.tag),
        "relation": relation,
        "heads": g.head,
        "flags": g.flags,
        "vectors": g.vectors,
    }
    x = {k: torch.from_numpy(np.ascontiguousarray(a)) for k, a in x.items()}
    if not heads:
        return x, None
    edges = edges_of(g, relation)
    length = max(text.windows[c][1] - text.windows[c][0] for c, _ in heads)
    shape = (len(heads), length)
    s = {k: np.zeros(shape, dtype=np.int64) for k in ("index", "node", "branch", "far", "marks", "parent", "gold")}
    s["mask"] = np.zeros(shape, dtype=np.float32)
    s["cue"] = np.array([c for c, _ in heads])
    for row, (c, kinds) in enumerate(heads):
        a, b = text.windows[c]
        n = b - a
        node = nodes_of(c, (a, b), edges, v.paths)
        s["index"][row, :n] = np.arange(a, b)
        s["node"][row, :n] = node
        s["branch"][row, :n] = np.append(first, len(first))[node]
        s["far"][row, :n] = distances(a, b, c)
        s["marks"][row, :n] = (text.inside[a:b] >= 0) * (1 + (text.inside[c] >= 0) + (text.inside[a:b] == text.inside[c]))
        s["parent"][row, :n] = np.clip(g.head[a:b] - a, 0, n - 1)
        s["gold"][row, :n] = [kinds.get(i, 0) for i in range(a, b)]
        s["mask"][row, :n] = 1
    return x, {k: torch.from_numpy(a) for k, a in s.items()}


def train(texts: list[Text], held: list[Text], encoder: speech_encoder.Encoder, epochs: int, out: Path) -> None:
    """Trains on `texts`, prints after each epoch what is reached on `held`, and writes the mean of the last epochs' weights."""
    v = Vocabulary(texts)
    first = v.first()
    net = Net(v, encoder)
    print(len(v.lemmas), len(v.tags), len(v.relations), len(v.paths), sum(p.numel() for p in net.parameters()), flush=True)
    ready, check = ([(x | begun(t, encoder), s) for t in some for x, s in [tensors(t, v, t.gold, first)]] for some in (texts, held))
    learning = [p for p in encoder.parameters() if p.requires_grad]
    rest = [p for name, p in net.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": learning}, {"params": rest}], weight_decay=0.02)
    steps = epochs * len(texts)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, [ENCODER_RATE, RATE], total_steps=steps + 1, pct_start=0.1)
    bce = nn.BCEWithLogitsLoss(reduction="sum")
    ce = nn.CrossEntropyLoss(reduction="none")
    states = []
    for epoch in range(epochs):
        net.train()
        since = time.time()
        order = list(range(len(texts)))
        random.shuffle(order)
        for i in order:
            x, s = ready[i]
            h = net.encode(x)
            loss = bce(net.cue(h)[:, 0], torch.from_numpy(texts[i].heads)) / 20
            if s is not None:
                y = net.labels(h, s)
                loss = loss + (ce(y.reshape(-1, 4), s["gold"].reshape(-1)) * s["mask"].reshape(-1)).sum() / 200
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            optimizer.step()
            schedule.step()
        print(epoch, round(time.time() - since), evaluate(net, held, check), flush=True)
        states = [*states, {name: p.clone() for name, p in net.state_dict().items()}][-AVERAGED:]
    net.load_state_dict({name: sum(state[name] for state in states) / len(states) for name in states[0]})
    print("mean", evaluate(net, held, check), flush=True)
    save(net, v, first, out)


def evaluate(net: Net, held: list[Text], check: list) -> dict:
    """Returns the F1 of cues, and the share of windows in which all tokens of a kind are right."""
    net.eval()
    hit = Counter()
    with torch.no_grad():
        for text, (x, s) in zip(held, check, strict=True):
            h = net.encode(x)
            p = (net.cue(h)[:, 0] > 0).numpy()
            hit["cue"] += int((p & (text.heads > 0)).sum())
            hit["said"] += int(p.sum())
            hit["asked"] += int(text.heads.sum())
            if s is None:
                continue
            y = net.labels(h, s).argmax(-1)
            for label, kind in enumerate(KINDS, 1):
                same = (((y == label) == (s["gold"] == label)) | (s["mask"] == 0)).all(1)
                hit[kind + " whole"] += int(same.sum())
            hit["rows"] += len(y)
    f = 2 * hit["cue"] / (hit["said"] + hit["asked"])
    return {"cue F1": round(f, 3)} | {kind: round(hit[kind + " whole"] / hit["rows"], 3) for kind in KINDS}


def save(net: Net, v: Vocabulary, first: np.ndarray, out: Path) -> None:
    """Writes weights and vocabularies into a folder."""
    own = {name: p for name, p in net.state_dict().items() if not name.startswith("encoder.")}
    weights = {name.replace(".", "_"): p.detach().numpy().astype(np.float16) for name, p in own.items()}
    keys = sorted(v.paths, key=v.paths.__getitem__)
    np.savez_compressed(
        out / "speech.npz",
        lemmas=v.lemmas,
        tags=v.tags,
        relations=v.relations,
        paths=np.array(keys, dtype=np.int32).reshape(-1, 2),
        first=first.astype(np.int32),
        **weights,
    )
    speech_encoder.export(net.encoder, out / "speech.onnx")


def main() -> None:
    """Reads the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--limit", type=int)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    random.seed(SEED)
    speech_encoder.write_pieces(args.encoder, args.out)
    texts = read_texts(args.train, args.limit)
    cut = len(texts) * 19 // 20
    train(texts[:cut], texts[cut:], speech_encoder.Encoder(args.encoder), args.epochs, args.out)


if __name__ == "__main__":
    main()
