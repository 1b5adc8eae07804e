"""`make review-model`: train the sentence reader from bot/review/data, tune its cuts, score it, and write bot/review/model.

    python bench/review_model.py               two trainings side by side, one thread each
    python bench/review_model.py --work DIR    keeps both trainings in DIR, and goes on from them if they are there
    python bench/review_model.py --without b --work DIR   trains without hand b, prints its scores on b, writes no model

1. A model of all hands but a, and one of everybody. The second is shipped.
2. The cuts are tuned on what the first says of a, whom it never saw. The scores are honest: the lines of a are dealt into two
   heaps, and each heap is scored with the cuts of the other.
3. reader.json gets the data's hash, the files' hashes, the seed, the cuts and the scores.

The same inputs give the same bytes on the same kind of machine.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from adapters.reader import TrainedReader
from bot.review.inputs import DATA, FILES, FORMAT, MODEL, SEED, data_hash
from bot.review.sentences import split
from bot.review.values import LABELS, PROBLEMS
from bot.safety import floor

HOME = Path(__file__).parents[1]
HAND = "a"
CRISIS = LABELS.index("crisis")
SURE = 99.0
LOOKALIKES = 1 / 53
"""The share of look-alikes that the model alone may take for a crisis."""
TRUST = 0.8
"""A false problem label costs more than a missed one: the F of a problem weighs recall by this much (chosen on hand b)."""
SMOOTH = 13
"""Steps over which a curve is smoothed, so that no single line decides a cut (chosen on hand b)."""
STEPS = np.round(np.linspace(-2.5, 5.0, 76), 2)


def lines(name):
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def train(jobs):
    """Run the trainings side by side. `jobs`: folder → the hand that is left out, or None. What is there already is kept."""
    running = []
    for folder, without in jobs.items():
        if all((folder / name).exists() for name in FILES):
            continue
        command = [
            sys.executable,
            "-m",
            "bot.review.train",
            "--out",
            folder,
            *(["--without", without] if without else []),
        ]
        one_thread = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
        running.append(subprocess.Popen(command, cwd=HOME, env=one_thread))
    ended = [process.wait() for process in running]
    if any(ended):
        raise SystemExit("A training ended early: what it said is above.")


def seal(folder, **told):
    """Write reader.json: what the files are made from, their hashes, and what else is `told`."""
    hashes = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in FILES}
    page = {"format": FORMAT, "seed": SEED, "data": data_hash(DATA), "files": hashes, **told}
    (folder / "reader.json").write_text(json.dumps(page, indent=1) + "\n", "utf-8")


def leaned(reader, rows):
    """For each line the most that any of its sentences leans to each label: above the cut, the line has the label.

    What the floor is sure of has the label `crisis` whatever the cut.
    """
    reader.load()
    found = []
    for row in rows:
        said = [row["text"][start:end] for start, end in split(row["text"])]
        most = reader.leanings(said, row["context"]).max(0) if said else np.full(len(LABELS), -SURE)
        most[CRISIS] = SURE if floor(row["text"]) == "crisis" else most[CRISIS]
        found.append(most)
    return np.array(found)


def f1(guess, right):
    return float(2 * (guess & right).sum() / max(1, guess.sum() + right.sum()))


def best_cuts(leaning, right, lookalike):
    """For each label the cut with the best smoothed F; for crisis, one that takes few look-alikes for it."""
    cuts = {}
    for number, label in enumerate(LABELS):
        weight = TRUST**2 if label in PROBLEMS else 1.0
        guess = leaning[:, number] > STEPS[:, None]
        curve = (
            (1 + weight) * (guess & right[:, number]).sum(1) / (weight * right[:, number].sum() + guess.sum(1)).clip(1)
        )
        smooth = np.convolve(np.pad(curve, SMOOTH // 2, mode="edge"), np.ones(SMOOTH) / SMOOTH, "valid")
        if label == "crisis" and lookalike.any():
            smooth = np.where(guess[:, lookalike].mean(1) <= LOOKALIKES, smooth, smooth - 1)
        cuts[label] = float(STEPS[int(np.argmax(smooth))])
    return cuts


def read(reader, rows, cuts):
    """The reviews of `rows` with these cuts."""
    reader.cut(cuts)
    return [reader.read(row["text"], row.get("context", "message_to_boss")) for row in rows]


def scores(rows, reviews, lookalike):
    """The numbers of the table in bot/review/README.md."""
    right = np.array([[label in row["labels"] for label in LABELS] for row in rows])
    guess = np.array([[label in one.labels for label in LABELS] for one in reviews])
    problem = np.array([label in PROBLEMS for label in LABELS])
    marks = [
        (mark.label in row["labels"])
        for row, one in zip(rows, reviews, strict=True)
        for mark in one.marks
        if mark.label in PROBLEMS
    ]
    facts = [not one.marks for row, one in zip(rows, reviews, strict=True) if row["labels"] == ["fact"]]
    seen = np.array([one.crisis != "no" for one in reviews])
    told = {
        "macro_f1": np.mean([f1(guess[:, n], right[:, n]) for n in range(len(LABELS))]),
        "f1": {label: f1(guess[:, n], right[:, n]) for n, label in enumerate(LABELS)},
        "crisis_seen": (seen & right[:, CRISIS]).sum() / max(1, right[:, CRISIS].sum()),
        "crisis_false_of_others": guess[~right[:, CRISIS], CRISIS].mean(),
        "problem_precision": (guess & right)[:, problem].sum() / max(1, guess[:, problem].sum()),
        "mark_precision": np.mean(marks),
        "facts_unmarked": np.mean(facts),
    }
    if lookalike.any():
        told["lookalikes"] = int(lookalike.sum())
        told["lookalikes_taken_for_crisis"] = int(guess[lookalike, CRISIS].sum())
    return told


def of_drafts(reader, cuts):
    """What whole drafts get: are the good ones left alone, is what they have found, how near is the grade."""
    drafts = lines("drafts.jsonl")
    reviews = read(reader, drafts, cuts)
    good = [not one.marks for draft, one in zip(drafts, reviews, strict=True) if draft["grade"] == 5]
    has = [
        getattr(one.has, key) == value
        for draft, one in zip(drafts, reviews, strict=True)
        for key, value in draft["has"].items()
    ]
    apart = np.zeros((5, 5))
    for draft, one in zip(drafts, reviews, strict=True):
        apart[draft["grade"] - 1, one.grade - 1] += 1
    weight = np.square(np.subtract.outer(np.arange(5), np.arange(5)))
    chance = np.outer(apart.sum(1), apart.sum(0)) / apart.sum()
    return {
        "good_drafts": len(good),
        "good_drafts_unmarked": sum(good),
        "has": np.mean(has),
        "kappa": 1 - (weight * apart).sum() / (weight * chance).sum(),
    }


def judged(folder, hand):
    """The cuts tuned on `hand`, and the scores on it, each half with the cuts of the other."""
    rows = lines(f"sentences-{hand}.jsonl")
    hard = set((DATA / "crisis_hard_negatives.txt").read_text("utf-8").split())
    right = np.array([[label in row["labels"] for label in LABELS] for row in rows])
    lookalike = np.array([row["id"] in hard for row in rows])
    seal(folder, cuts=dict.fromkeys(LABELS, 0.0))
    reader = TrainedReader(folder)
    leaning = leaned(reader, rows)
    cuts = best_cuts(leaning, right, lookalike)
    half = np.arange(len(rows)) % 2 == 0
    reviews = [None] * len(rows)
    for heap in (half, ~half):
        others = best_cuts(leaning[~heap], right[~heap], lookalike[~heap])
        mine = np.flatnonzero(heap)
        for number, one in zip(mine, read(reader, [rows[n] for n in mine], others), strict=True):
            reviews[number] = one
    told = scores(rows, reviews, lookalike)
    if hand == "a":
        told |= of_drafts(reader, cuts)
    return cuts, rounded(told)


def rounded(told):
    return {
        key: rounded(value) if isinstance(value, dict) else value if isinstance(value, int) else round(float(value), 4)
        for key, value in told.items()
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, help="keep the trainings here, and go on from those that are here")
    parser.add_argument("--without", metavar="HAND", help="only train without this hand, and print the scores on it")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        work = (options.work or Path(place)).resolve()
        if options.without:
            train({work / options.without: options.without})
            print(json.dumps(judged(work / options.without, options.without)[1], indent=1))
            return
        train({work / HAND: HAND, work / "whole": None})
        cuts, told = judged(work / HAND, HAND)
        seal(work / "whole", held_out=HAND, cuts=cuts, scores=told)
        MODEL.mkdir(exist_ok=True)
        for old in MODEL.iterdir():
            old.unlink()
        for name in (*FILES, "reader.json"):
            shutil.copyfile(work / "whole" / name, MODEL / name)
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
