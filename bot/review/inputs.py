"""What the trained reader is made from, and one hash over it."""

from __future__ import annotations

import hashlib
from pathlib import Path

FORMAT = 1
"""The version of the model's folder; a reader opens only its own."""
FILES = ("reader.onnx", "grams.npz", "words.txt")
"""The files of a model beside reader.json, which holds their hashes."""


def data_files(folder: Path) -> list[Path]:
    """Every file that a model is made from, in a fixed order."""
    return sorted(path for path in folder.iterdir() if path.suffix in (".jsonl", ".json"))


def data_hash(folder: Path) -> str:
    """One hash over the names and the bytes of all inputs."""
    made = hashlib.sha256()
    for path in data_files(folder):
        made.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return made.hexdigest()
