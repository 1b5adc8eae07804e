"""A long run that was broken off goes on where it stopped: `pytest --resume`, as `make test-long` and `make test-full` do.

What passed is written down as it passes, with what it proved, for this very code and these numbers. The next run leaves it out
and says so; once all has passed the record is gone, and the run after that is a whole one again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

HOUSE = Path(__file__).parents[1]
KEPT = {".py", ".toml", ".json", ".jsonl", ".mjs", ".lock", ".yaml", ".md", ".onnx"}
APART = {
    ".git",
    ".venv",
    ".venv-audit",
    ".venv-train",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    "build",
}


def code(root: Path) -> str:
    """What the run is about: every file that may change what comes of it, and how much is asked."""
    found = sha256(os.environ.get("OOPS_NUMBERS", "long").encode())
    for folder, names, files in os.walk(root):
        names[:] = sorted(set(names) - APART - {"__pycache__"})
        for name in sorted(files):
            path = Path(folder, name)
            if path.suffix in KEPT:
                found.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


class Resumed:
    """What passed before, and what passes now."""

    def __init__(self, record: Path, about: str) -> None:
        self._record, self._about = record, about
        lines = [json.loads(line) for line in record.read_text("utf-8").splitlines()] if record.exists() else []
        if lines and lines[0] != about:
            lines = []
        self.before: dict[str, list[str]] = dict(lines[1:])
        record.parent.mkdir(exist_ok=True)
        told = [about, *self.before.items()]
        record.write_text("".join(json.dumps(each) + "\n" for each in told), "utf-8")

    def passed(self, report: pytest.TestReport) -> None:
        """Write it down at once: the run may be broken off at any moment."""
        proofs = [str(value) for name, value in report.user_properties if name == "proof"]
        with self._record.open("a", encoding="utf-8") as record:
            record.write(json.dumps([report.nodeid, proofs]) + "\n")

    def done(self) -> None:
        """All has passed."""
        self._record.unlink(missing_ok=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--resume", action="store_true", help="leave out what passed before a run of this code was broken off"
    )


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("--resume") and not hasattr(config, "workerinput"):
        config._resumed = Resumed(config.rootpath / ".pytest_cache/resume.jsonl", code(config.rootpath))  # type: ignore[attr-defined]


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Every worker leaves out the same."""
    resumed = getattr(node.config, "_resumed", None)
    node.workerinput["resumed"] = list(resumed.before) if resumed else []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    resumed = getattr(config, "_resumed", None)
    before = set(resumed.before if resumed else getattr(config, "workerinput", {}).get("resumed", ()))
    left = [each for each in items if each.nodeid in before]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [each for each in items if each.nodeid not in before]


@pytest.hookimpl(trylast=True)
def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    resumed = getattr(_config, "_resumed", None)
    if resumed and report.when == "call" and report.passed:
        resumed.passed(report)


_config: Any = None


def pytest_sessionstart(session: pytest.Session) -> None:
    global _config  # noqa: PLW0603  a report does not tell which run it belongs to
    _config = session.config


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    resumed = getattr(session.config, "_resumed", None)
    if resumed and exitstatus in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        resumed.done()


def before(config: pytest.Config) -> Iterator[str]:
    """What was proved before the run was broken off."""
    resumed = getattr(config, "_resumed", None)
    for proofs in (resumed.before if resumed else {}).values():
        yield from (f"{each} (before)" for each in proofs)
