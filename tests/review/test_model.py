"""The artefact belongs to the data, a broken one is noticed, and bad input is answered."""

import asyncio
import hashlib
import json
import logging
import os
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zlib import crc32

import numpy as np
import pytest

from adapters.reader import AT_ONCE, RuleReader, TrainedReader, alike, checked, model_state, reader_state, reading
from bot.review.inputs import DATA, FILES, MODEL, SEED, data_hash
from bot.review.ngrams import BUCKETS, grams
from bot.review.normal import plain
from bot.review.values import LABELS
from storage.keys import make

TRAINED = TrainedReader()
HOUSE = Path(__file__).parents[2]


def test_the_model_belongs_to_the_data():
    told = checked()

    assert told["data"] == data_hash(DATA), "the data changed: make review-model"
    assert told["seed"] == SEED
    assert set(told["cuts"]) == set(told["scores"]["f1"]) == set(LABELS)


@pytest.mark.parametrize("name", ["sentences-x.jsonl", "drafts.jsonl", "crisis_hard_negatives.txt"])
def test_one_changed_letter_in_the_data_is_noticed(tmp_path, name):
    shutil.copytree(DATA, tmp_path / "data")
    assert data_hash(tmp_path / "data") == data_hash(DATA)
    changed = tmp_path / "data" / name
    whole = bytearray(changed.read_bytes())
    whole[len(whole) // 2] ^= 1
    changed.write_bytes(whole)

    assert data_hash(tmp_path / "data") != data_hash(DATA)


def test_the_artefact_reads_what_it_was_taught():
    """A sample of every file, read now: rules, cuts, tables and the encoder fit together. What a hand scores that was never
    seen stands in reader.json, and is the next test's."""
    rows = [
        json.loads(line)
        for file in sorted(DATA.glob("sentences-*.jsonl"))
        for line in file.read_text("utf-8").splitlines()[::30]
    ]
    found = [TRAINED.read(row["text"], row["context"]).labels for row in rows]

    def f1(label):
        both = sum(label in row["labels"] and label in labels for row, labels in zip(rows, found, strict=True))
        either = sum((label in row["labels"]) + (label in labels) for row, labels in zip(rows, found, strict=True))
        return 2 * both / max(1, either)

    of_each = {label: round(f1(label), 3) for label in LABELS}
    print(f"{len(rows)} lines: {of_each}")
    assert sum(of_each.values()) / len(LABELS) > 0.90
    assert min(of_each.values()) > 0.80


def test_the_scores_that_were_written_reach_what_is_asked():
    scores = checked()["scores"]

    assert scores["macro_f1"] >= 0.80
    assert scores["crisis_seen"] >= 0.96
    assert scores["lookalikes_taken_for_crisis"] * 53 <= 5 * scores["lookalikes"]
    assert scores["problem_precision"] >= 0.80
    assert scores["facts_unmarked"] >= 0.95
    assert scores["good_drafts_unmarked"] >= 0.75 * scores["good_drafts"]
    assert scores["has"] >= 0.85
    assert scores["kappa"] >= 0.70


def test_the_model_is_small_and_holds_no_pickle():
    assert sum(path.stat().st_size for path in MODEL.iterdir()) <= 30_000_000
    assert {path.name for path in MODEL.iterdir()} == {*FILES, "reader.json"}
    with np.load(MODEL / "tables.npz", allow_pickle=False) as tables:
        assert all(tables[name].dtype.kind in "biuf" for name in tables.files)
    assert np.load(MODEL / "words.npy", mmap_mode="r", allow_pickle=False).dtype == np.int8


def test_the_state_of_a_whole_model_is_said():
    fine, line = model_state()

    assert reader_state() == ("trained", "reader.json")
    assert fine
    assert checked()["data"][:12] in line


def broken(folder, how):
    shutil.copytree(MODEL, folder)
    if how == "missing":
        (folder / "reader.onnx").unlink()
    elif how == "cut":
        (folder / "reader.onnx").write_bytes((MODEL / "reader.onnx").read_bytes()[:100_000])
    elif how == "no page":
        (folder / "reader.json").unlink()
    elif how == "half a page":
        (folder / "reader.json").write_text("{", "utf-8")
    elif how == "a page of something else":
        (folder / "reader.json").write_text("[1, 2]", "utf-8")
    elif how == "another version":
        told = json.loads((folder / "reader.json").read_text("utf-8"))
        (folder / "reader.json").write_text(json.dumps(told | {"format": 99}), "utf-8")
    elif how == "nonsense that is vouched for":
        (folder / "reader.onnx").write_bytes(b"nonsense")
        told = json.loads((folder / "reader.json").read_text("utf-8"))
        told["files"]["reader.onnx"] = hashlib.sha256(b"nonsense").hexdigest()
        (folder / "reader.json").write_text(json.dumps(told), "utf-8")


@pytest.mark.parametrize(
    ("how", "state"),
    [
        ("missing", ("missing", "reader.onnx")),
        ("cut", ("cut", "reader.onnx")),
        ("no page", ("missing", "reader.json")),
        ("half a page", ("cut", "reader.json")),
        ("a page of something else", ("cut", "reader.json")),
        ("another version", ("another version", "reader.json")),
        ("nonsense that is vouched for", ("unfit", "reader.onnx")),
    ],
)
def test_a_broken_model_is_said_and_the_rules_read_on(tmp_path, caplog, how, state):
    broken(tmp_path / "model", how)
    reader = TrainedReader(tmp_path / "model")

    with caplog.at_level(logging.WARNING):
        found = reader.read("i was drowning in quarter close", "chat")
        reader.read("again", "chat")

    assert found == RuleReader().read("i was drowning in quarter close", "chat")
    assert len(caplog.records) == 1
    assert reader_state(tmp_path / "model") == state
    assert model_state(tmp_path / "model")[0] is False
    assert state[1] in model_state(tmp_path / "model")[1]


def house(folder, how):
    """The whole program beside a model that is broken: everything else is ours, by links."""
    (folder / "bot" / "review").mkdir(parents=True)
    for inside in ("", "bot", "bot/review"):
        for path in (HOUSE / inside).iterdir():
            if path.suffix == ".py" or (path.is_dir() and path.name not in {"bot", "review", "model"}):
                (folder / inside / path.name).symlink_to(path)
    broken(folder / "bot/review/model", how)
    key = "ab" * 32
    return os.environ | {"PYTHONPATH": str(folder), "OOPS_MASTER_KEY": make(), "LOG_FORMAT": "json", "PORT": "0"} | {
        "DATABASE_URL": f"sqlite:///{folder}/oops.db", "SLACK_SIGNING_SECRET": key, "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
    }  # fmt: skip


def run(environment, *words, fed=""):
    return subprocess.run(
        [sys.executable, "-m", "adapters", *words],
        input=fed, env=environment, capture_output=True, text=True, timeout=60, cwd="/", check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("how", "line"),
    [
        ("missing", "reader.onnx is missing"),
        ("cut", "reader.onnx is cut or changed"),
        ("another version", "reader.json is of another version"),
        ("nonsense that is vouched for", "reader.onnx is whole, but cannot be opened here"),
    ],
)
def test_a_check_of_the_whole_program_names_what_is_wrong_with_the_model(tmp_path, how, line):
    said = run(house(tmp_path, how), "check")

    (ours,) = [each for each in said.stdout.splitlines() if "sentence reader" in each]
    assert ours.startswith("WRONG")
    assert line in ours
    assert "make review-model" in ours
    assert "Traceback" not in said.stderr


def test_the_coach_starts_on_the_rules_where_its_model_is_cut_and_says_so_once(tmp_path):
    environment = house(tmp_path, "cut")
    url = f"sqlite:///{tmp_path}/talk.db"

    talk = run(environment, "chat", "--json", "--db", url, fed='{"say": "oops"}\n{"say": "i sent it to chris at 9"}\n')

    assert talk.returncode == 0
    assert talk.stdout.count('"ready": true') == 2
    assert talk.stderr == (
        "oops: the trained reader is not used: sentences are read by rules (reader.onnx is cut or changed)\n"
    )


async def test_the_server_says_at_its_start_that_it_reads_by_rules(tmp_path):
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "adapters", "serve", env=house(tmp_path, "missing"), cwd="/",
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        async with asyncio.timeout(60):
            said = [json.loads(await running.stderr.readline())]
            while said[-1]["said"] != "serving":
                said.append(json.loads(await running.stderr.readline()))
    finally:
        running.terminate()
        await running.wait()

    assert [(line["said"], line["why"]) for line in said if "reader" in line["said"]] == [
        ("the trained reader is not used: sentences are read by rules", "reader.onnx is missing")
    ]


BAD = {
    "empty": "",
    "spaces": "  \n\t ",
    "one emoji": "\U0001f600",
    "a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467",
    "long": "I sent the file to Chris. " * 4000,
    "one word": "x" * 10_000,
    "mixed scripts": "I sent это नमस्ते 你好 مرحبا to the client. Sorry.",
    "html": "<div onclick='x()'><b>I sent</b> it&nbsp;late</div>" * 20,
    "code": "def f(x):\n    return x.y[0] if x else None\n" * 30,
    "a log": "2026-03-01T10:02:11Z ERROR orders.api timeout after 3000ms id=4f2\n" * 100,
    "a thread": "Hi,\nI sent it.\n> On Monday Bob wrote:\n>> please send\n> thanks\n-- \nSam",
    "nul": "I sent\x00 it\x07.",
    "lone surrogate": "I sent \ud800 it.",
    "right to left": "\u202eI sent it\u202c to Chris.",
    "accents piled up": "s" + "\u0301" * 500 + "orry",
    "stops": "." * 5000 + "?!" * 2000,
}


@pytest.mark.parametrize("reader", [TRAINED, RuleReader()], ids=["trained", "rules"])
@pytest.mark.parametrize("name", BAD)
def test_bad_input_gets_an_answer_with_right_offsets(reader, name):
    text = BAD[name]

    found = reader.read(text, "message_to_boss")

    assert found.text == text
    for part in (*found.sentences, *found.marks):
        assert 0 <= part.start < part.end <= min(len(text), 8000)
    for sentence in found.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
    assert 1 <= found.grade <= 5


def test_sentences_of_like_length_are_read_at_once_and_none_is_lost():
    chance = random.Random(1)
    for _ in range(200):
        lengths = [chance.randrange(3, 97) for _ in range(chance.randrange(1, 60))]

        batches = alike(lengths)

        assert sorted(number for batch in batches for number in batch) == list(range(len(lengths)))
        for batch in batches:
            assert len(batch) <= AT_ONCE
            assert max(lengths[number] for number in batch) <= min(lengths[number] for number in batch) * 1.25 + 3


def test_a_sentence_leans_the_same_way_alone_and_in_company():
    company = [
        "I sent the wrong file to Chris at 14:05.",
        "The agency was late again.",
        "I'll ring all nine by noon.",
        "ok",
    ]

    alone = np.array([TRAINED.leanings([one], "chat")[0] for one in company])
    together = TRAINED.leanings([*company, "And that is all."], "chat")[:4]

    apart = np.abs(alone - together)
    assert apart.max() < 1.0  # int8: the numbers of a batch share one scale


@pytest.mark.parametrize(("fear", "calm", "figure"), [(-9.0, True, True), (-3.0, False, True), (0.0, False, False)])
def test_only_the_models_own_word_lowers_the_floor(fear, calm, figure):
    """A rule may take as much as it likes from the leaning: the model's own word stays what it is."""
    leaning, cuts = [-9.0] * len(LABELS), [0.0] * len(LABELS)

    found = reading(leaning, fear, cuts, many=False)

    assert (found.calm, found.figure) == (calm, figure)


def test_the_same_text_gets_the_same_review():
    text = "I sent the wrong file. I was swamped. I'm sorry."

    assert TRAINED.read(text, "chat") == TrainedReader().read(text, "chat")


def test_the_libraries_are_loaded_at_the_first_reading_only():
    code = (
        "import sys; from adapters.reader import reader; r = reader();"
        "assert not {'numpy', 'onnxruntime', 'torch'} & set(sys.modules);"
        "r.read('I sent it.', 'chat'); assert 'onnxruntime' in sys.modules; assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=HOUSE)


@pytest.mark.parametrize(
    "text", ["", "I sent it.", "a " + "x" * 50, "in \u4e2d\u6587, \u00e9t\u00e9 \ud800 \U0001f9d1\u200d\U0001f4bb"]
)
def test_an_ngram_is_numbered_by_its_letters(text):
    low = plain(text).text.lower()
    words = ["<chat>", *re.findall(r"[\w']+|[^\w\s]", low)]
    edged = [f" {word[:40]} " for word in {"chat", *low.split()}]
    of_words = {" ".join(words[at : at + size]) for size in (1, 2, 3) for at in range(len(words) - size + 1)}
    of_letters = {one[at : at + size] for one in edged for size in (2, 3, 4, 5) for at in range(len(one) - size + 1)}

    def numbered(kind, found):
        return sorted({crc32((kind + each).encode("utf-8", "replace")) % BUCKETS for each in found})

    assert grams(text, "chat") == (numbered("w", of_words), numbered("c", of_letters))
