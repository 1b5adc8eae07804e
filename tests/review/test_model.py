"""The artefact belongs to the data, a broken one is noticed, and bad input is answered."""

import hashlib
import json
import logging
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from adapters.reader import MODEL, RuleReader, TrainedReader, checked, model_state
from bot.review.inputs import data_hash

DATA = MODEL.parent / "data"
TRAINED = TrainedReader()


def test_the_model_belongs_to_the_data():
    told = checked()

    assert told["data"] == data_hash(DATA), "the data changed: make review-model"
    assert told | json.loads((DATA / "tuned.json").read_text("utf-8")) == told


def test_the_model_is_small_and_holds_no_pickle():
    assert sum(path.stat().st_size for path in MODEL.iterdir()) <= 30_000_000
    assert {path.suffix for path in MODEL.iterdir()} == {".onnx", ".npz", ".txt", ".json"}


def test_the_state_of_a_whole_model_is_said():
    fine, line = model_state()

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
    elif how == "another version":
        told = json.loads((folder / "reader.json").read_text("utf-8"))
        (folder / "reader.json").write_text(json.dumps(told | {"format": 99}), "utf-8")
    elif how == "nonsense that is vouched for":
        (folder / "reader.onnx").write_bytes(b"nonsense")
        told = json.loads((folder / "reader.json").read_text("utf-8"))
        told["files"]["reader.onnx"] = hashlib.sha256(b"nonsense").hexdigest()
        (folder / "reader.json").write_text(json.dumps(told), "utf-8")


@pytest.mark.parametrize(
    "how", ["missing", "cut", "no page", "half a page", "another version", "nonsense that is vouched for"]
)
def test_a_broken_model_is_said_and_the_rules_read_on(tmp_path, caplog, how):
    broken(tmp_path / "model", how)
    reader = TrainedReader(tmp_path / "model")

    with caplog.at_level(logging.WARNING):
        found = reader.read("i was drowning in quarter close", "chat")
        reader.read("again", "chat")

    assert found == RuleReader().read("i was drowning in quarter close", "chat")
    assert len(caplog.records) == 1
    if how != "nonsense that is vouched for":
        assert not model_state(tmp_path / "model")[0]


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

    began = time.monotonic()
    found = reader.read(text, "message_to_boss")

    assert time.monotonic() - began < 30
    assert found.text == text
    for part in (*found.sentences, *found.marks):
        assert 0 <= part.start < part.end <= min(len(text), 8000)
    for sentence in found.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
    assert 1 <= found.grade <= 5


def test_the_same_text_gets_the_same_review():
    text = "I sent the wrong file. I was swamped. I'm sorry."

    assert TRAINED.read(text, "chat") == TrainedReader().read(text, "chat")


def test_the_libraries_are_loaded_at_the_first_reading_only():
    code = (
        "import sys; from adapters.reader import reader; r = reader();"
        "assert not {'numpy', 'onnxruntime', 'torch'} & set(sys.modules);"
        "r.read('I sent it.', 'chat'); assert 'onnxruntime' in sys.modules; assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parents[2])
