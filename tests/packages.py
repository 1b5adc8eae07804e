"""Programs of others that tests drive, fetched by npm into a temporary folder."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest


def fetched(folder: Path, package: str, needed: str, *, patience: int = 200) -> Path:
    """The file `needed` of an npm package (NAME@VERSION), below the package's own folder. Skips with a line where npm cannot fetch it.

    `patience` is in seconds.
    """
    words = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(folder), package]
    failed = subprocess.run(words, capture_output=True, check=False, timeout=patience).returncode
    file = folder / "node_modules" / package.rpartition("@")[0] / needed
    if failed or not file.is_file():
        pytest.skip(f"npm cannot fetch {package} here")
    return file
