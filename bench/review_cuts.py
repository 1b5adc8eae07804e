"""The best cuts, and the scores, of a model on an author it never saw.

    python -m bot.review.train --first --out DIR
    python bench/review_cuts.py DIR a

What it prints goes into bot/review/data/tuned.json, with the other costs that stand there.
"""

import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from adapters.reader import Model
from bot.review.values import LABELS

DATA = Path(__file__).parents[1] / "bot" / "review" / "data"


def best_cuts(odds: np.ndarray, right: np.ndarray) -> list[float]:
    """For each label the cut with the best F1, smoothed so that one sentence does not decide it."""
    cuts = np.linspace(-2.5, 2.5, 51)
    found = []
    for label in range(right.shape[1]):
        curve = np.array([f1(odds[:, label] > cut, right[:, label]) for cut in cuts])
        smooth = np.convolve(np.pad(curve, 2, mode="edge"), np.ones(5) / 5, "valid")
        found.append(round(float(cuts[int(np.argmax(smooth))]), 2))
    return found


def f1(guess: np.ndarray, right: np.ndarray) -> float:
    """F1 of one label."""
    both = (guess & (right > 0)).sum()
    return float(2 * both / max(1, guess.sum() + (right > 0).sum()))


def main() -> int:
    folder, author = Path(sys.argv[1]), sys.argv[2]
    rows = [json.loads(line) for line in (DATA / f"sentences-{author}.jsonl").read_text("utf-8").splitlines()]
    model = Model(folder)
    odds = np.array([model.odds(row["text"], row["context"]) for row in rows])
    right = np.array([[float(label in row["labels"]) for label in LABELS] for row in rows])
    cuts = best_cuts(odds, right)
    scores = {label: round(f1(odds[:, n] > cuts[n], right[:, n]), 4) for n, label in enumerate(LABELS)}
    mean = round(float(np.mean(list(scores.values()))), 4)
    told = {"held_out": author, "macro_f1": mean, "f1": scores, "cuts": dict(zip(LABELS, cuts, strict=True))}
    print(json.dumps(told, indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
