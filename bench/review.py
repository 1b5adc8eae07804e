"""What a reading costs: ms a sentence, ms a 108-word draft, MB resident, load time; the trained reader beside the rules.

Times are given twice: of the clock, and of the processor, which is what a busy machine does not spoil. A median each.

    python bench/review.py                each reader in a process of its own, one thread
    python bench/review.py --gold FILE    and the scores of each on a labelled file (JSON lines with text, context, labels)

Three readers: the rules alone, the light one (n-grams and rules, no encoder), and the default. The last row is the worst that bad
input costs the default: its time over what a draft of as many characters may take (60 ms for the draft above), at most 1.
torch and scikit-learn are measured only where they are installed, and only for what their import alone costs.
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import time
from pathlib import Path

HOME = Path(__file__).parents[1]
sys.path.insert(0, str(HOME))

SENTENCES = (
    "I sent the March payroll file to the wrong Chris at 14:05 and 41 people are in it.",
    "outlook filled in the name by itself",
    "I'll ring each of the nine customers before noon and write down what they say.",
    "i was drowning in quarter close and nobody had told me about the new form",
    "From Monday the second reader signs the sheet before it leaves the house.",
)
DRAFT = (
    "Dana, I sent the March payroll file to the wrong Chris at 14:05. 41 people are in it, and I noticed at 14:10. "
    "Recall failed because he is at a supplier, so I left him a voicemail. Priya has logged it as a privacy case "
    "since 14:20. I'll keep ringing Chris until he says that it's deleted, and I'll tell you by 16:00 either way. From "
    "today I read the name and the address aloud before I send anything with people's data, and Ruth checks the list. "
    "I was tired after the close, and Outlook filled in the name by itself. I'm sorry, and I'm ready "
    "to talk."
)
READERS = ("rules", "light", "trained")
ALTERNATIVES = ("sklearn", "torch")


BAD = {
    "empty": "",
    "one emoji": "\U0001f600",
    "100,000 characters": "I sent the file to Chris. " * 3846,
    "a word of 10,000": "x" * 10_000,
    "mixed scripts": "I sent \u092f\u0939 \u4f60\u597d \u0645\u0631\u062d\u0628\u0627 to the client. Sorry. " * 200,
    "html": "<div onclick='x()'><b>I sent</b> it&nbsp;late</div>" * 200,
    "code": "def f(x):\n    return x.y[0] if x else None\n" * 200,
    "a log": "".join(f"2026-03-01T10:{n % 60:02}:11Z ERROR orders.api timeout id={n}\n" for n in range(200)),
    "a thread": "Hi,\nI sent it.\n> On Monday Bob wrote:\n>> please send\n> thanks\n-- \nSam\n" * 100,
    "stops": "." * 5000 + "?!" * 2000,
    "accents piled up": "s" + "\u0301" * 8000 + "orry",
}
READ = 8_000
MAY = 60.0
"""Milliseconds for the draft."""


def resident():
    """MB of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def median_ms(act, least):
    """Median ms of the clock and of the processor, over at least `least` seconds."""
    clock, processor = [], []
    while sum(clock) < least or len(clock) < 30:
        began, spent = time.perf_counter(), time.process_time()
        act()
        clock.append(time.perf_counter() - began)
        processor.append(time.process_time() - spent)
    return [sorted(times)[len(times) // 2] * 1e3 for times in (clock, processor)]


def measure(name, gold):
    before, began, spent = resident(), time.perf_counter(), time.process_time()
    from review_light import Light

    from adapters.reader import RuleReader, TrainedReader

    reader = {"trained": TrainedReader, "light": Light, "rules": RuleReader}[name]()
    reader.read("I sent it.", "message_to_boss")
    told = {"load s": time.perf_counter() - began, "load cpu": time.process_time() - spent}
    turn = iter(range(10**9))
    for key, act, least in (
        ("sentence", lambda: reader.read(SENTENCES[next(turn) % 5], "message_to_boss"), 2.0),
        ("draft", lambda: reader.read(DRAFT, "message_to_boss"), 3.0),
        ("8,000 chars", lambda: reader.read((DRAFT + "\n") * 14, "message_to_boss"), 3.0),
    ):
        told[f"{key} ms"], told[f"{key} cpu"] = median_ms(act, least)
    told["MB added"] = resident() - before
    if name == "trained":
        shares = {
            what: median_ms(lambda text=text: reader.read(text, "message_to_boss"), 0.5)[1]
            / (MAY * max(1.0, min(len(text), READ) / len(DRAFT)))
            for what, text in BAD.items()
        }
        worst = max(shares, key=shares.get)
        told[f"bad input, worst ({worst})"] = shares[worst]
    if gold:
        told |= scores(reader, gold)
    return told


def scores(reader, gold):
    rows = [json.loads(line) for line in Path(gold).read_text("utf-8").splitlines()]
    found = [reader.read(row["text"], row.get("context", "message_to_boss")) for row in rows]
    labels = sorted({label for row in rows for label in row["labels"]})

    def f1(label):
        both = sum(label in row["labels"] and label in one.labels for row, one in zip(rows, found, strict=True))
        return (
            2
            * both
            / max(
                1, sum((label in row["labels"]) + (label in one.labels) for row, one in zip(rows, found, strict=True))
            )
        )

    danger = [one.crisis != "no" for row, one in zip(rows, found, strict=True) if "crisis" in row["labels"]]
    return {"macro F1": sum(map(f1, labels)) / len(labels), "crisis or ask": sum(danger) / max(1, len(danger))}


def imported(name):
    began, before = time.perf_counter(), resident()
    __import__(name)
    return {"load s": time.perf_counter() - began, "MB added": resident() - before}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", help="a labelled file to score on")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(imported(options.one) if options.one in ALTERNATIVES else measure(options.one, options.gold)))
        return
    print(f"draft: {len(DRAFT.split())} words, one thread")
    one_thread = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    for name in (*READERS, *(extra for extra in ALTERNATIVES if importlib.util.find_spec(extra))):
        command = [sys.executable, __file__, "--one", name, *(["--gold", options.gold] if options.gold else [])]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, env=one_thread).stdout)
        label = name if name in READERS else f"import {name} alone"
        print(f"{label:22}" + "  ".join(f"{key} {value:.2f}" for key, value in told.items()))


if __name__ == "__main__":
    main()
