"""What the trained reader is made from, and one hash over it."""

from __future__ import annotations

import hashlib
from pathlib import Path

FORMAT = 2
"""The version of the model's folder; a reader opens only its own."""
FILES = ("reader.onnx", "tables.npz", "words.npy", "words.txt")
"""The files of a model beside reader.json, which holds their hashes."""
SEED = 7
START = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of MiniLM's weights, from which the training starts."""
DATA = Path(__file__).parent / "data"
MODEL = Path(__file__).parent / "model"


def data_files(folder: Path) -> list[Path]:
    """Every file that a model or its cuts are made from, in a fixed order: lines, and ids of look-alikes of a crisis."""
    return sorted(path for path in folder.iterdir() if path.suffix in {".jsonl", ".txt"})


def data_hash(folder: Path) -> str:
    """One hash over the names and the bytes of all inputs."""
    made = hashlib.sha256()
    for path in data_files(folder):
        made.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return made.hexdigest()
