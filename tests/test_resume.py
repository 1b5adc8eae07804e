"""A long run that is broken off goes on where it stopped, and only for the same code."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
THREE = """
import pathlib, pytest
HERE = pathlib.Path(__file__).parent

@pytest.mark.parametrize("n", range(4))
def test_one(n, record_property):
    record_property("proof", f"number {n}")
    (HERE / f"ran-{n}").open("a").write("x")
    assert n != 2 or (HERE / "mended").exists()
"""


def run(folder, *more):
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "resume", "--resume", "-o", "addopts=", *more, str(folder)],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(TESTS), "CI": ""}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return told.returncode, told.stdout


def ran(folder):
    return [len((folder / f"ran-{n}").read_text()) for n in range(4)]


@pytest.mark.long
def test_a_run_that_was_broken_off_goes_on_where_it_stopped_and_after_a_change_from_the_beginning(tmp_path):
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_some.py").write_text(THREE)
    record = tmp_path / ".pytest_cache/resume.jsonl"
    assert run(tmp_path)[0] == 1
    assert ran(tmp_path) == [1, 1, 1, 1]
    (tmp_path / "some.toml").write_text("[numbers]\n")

    assert run(tmp_path)[0] == 1
    assert ran(tmp_path) == [2, 2, 2, 2], "another code, another run"
    (tmp_path / "mended").touch()
    assert record.exists()
    code, said = run(tmp_path, "-n", "2")

    assert (code, ran(tmp_path)) == (0, [2, 2, 3, 2]), said
    assert not record.exists(), "all has passed: the next is a whole one"
