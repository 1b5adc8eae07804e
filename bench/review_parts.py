"""What each part of the trained reader adds, on a hand that its model never saw: macro F1, each half with the other's cuts.

python bench/review_model.py --work DIR
python bench/review_parts.py DIR/a a
"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

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
    print(f"encoder alone, int8       {crossed(both - NGRAMS * ngrams, right):.3f}")
    print(f"encoder and n-grams       {crossed(both, right):.3f}")
    print(f"and rules, and the floor  {crossed(leaned(reader, rows), right):.3f}")


if __name__ == "__main__":
    main()
