"""The frame keeps its own promises: what runs is pinned with a reason, and nothing is committed that isn't ours to show."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).parent.parent
PYPROJECT = HOUSE / "pyproject.toml"
PROJECT = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-run.lock")
ROOMS = ("adapters", "bot", "prompts", "storage")

# One letter of each stands in brackets, so that this file does not hold what it looks for.
HOSTS = r"[p]ypi[.]org|[p]ythonhosted|[n]pmjs[.]|deb[.][d]ebian"
PATHS = r"/[w]ork/|/[r]oot/|/[h]ome/[a-z]"
SECRETS = r"[x]ox[abeprs]-[0-9]{6}|[x]app-[0-9]-[A-Z0-9]{8}|[s]k-[A-Za-z0-9_-]{32}|[A]KIA[0-9A-Z]{16}|BEGIN [A-Z ]*[P]RIVATE KEY"
LEFT_BEHIND = r"(^|/)(\.venv[^/]*|__pycache__|node_modules|\.hypothesis|\.env|\.?[a-z_]+_cache)(/|$)|\.(pyc|db|db-wal|db-shm|key|pem|log)$"


def git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=HOUSE, capture_output=True, text=True, check=False).stdout


def committed() -> list[str]:
    return git("ls-files").splitlines()


def lines_with(pattern: str) -> list[str]:
    return git("grep", "-nIE", "-e", pattern).splitlines()


def locked(name: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Each line's package and marker, with its version and hashes."""
    text = (HOUSE / name).read_text(encoding="utf-8")
    entries = re.findall(r"^([\w.-]+)==([^\s;]+)( ; [^\\\n]+)? \\\n((?:    --hash=\S+(?: \\)?\n)+)", text, re.MULTILINE)
    return {
        f"{package}{marker}".strip(): (version, frozenset(re.findall(r"sha256:[0-9a-f]{64}", hashes)))
        for package, version, marker, hashes in entries
    }


def wanted() -> list[str]:
    extras = PROJECT["project"]["optional-dependencies"]
    return [*PROJECT["project"]["dependencies"], *(each for extra in extras.values() for each in extra)]


# ---------------------------------------------------------------------------------------------------- what is committed


def test_no_line_names_a_registry_or_a_place_on_somebodys_machine():
    assert lines_with(f"{HOSTS}|{PATHS}") == []


def test_no_line_holds_a_secret():
    assert lines_with(SECRETS) == []


def test_nothing_made_or_private_is_committed():
    assert [path for path in committed() if re.search(LEFT_BEHIND, path)] == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (HOSTS, "--index-url https://" + "pypi" + ".org/simple"),
        (PATHS, "# via -r /" + "home/sam/oops/requirements.in"),
        (SECRETS, "SLACK_BOT_TOKEN=" + "xoxb" + "-123456789012-abcdef"),
        (SECRETS, "-----BEGIN RSA " + "PRIVATE KEY-----"),
        (LEFT_BEHIND, "bot/__pycache__/path.cpython-311.pyc"),
        (LEFT_BEHIND, "oops.db"),
        (LEFT_BEHIND, ".env"),
    ],
)
def test_the_patterns_see_what_they_look_for(pattern, line):
    assert re.search(pattern, line)


def test_the_example_settings_are_not_taken_for_private():
    assert not re.search(LEFT_BEHIND, ".env.example")


# ---------------------------------------------------------------------------------------------------- what runs


def test_every_dependency_says_why():
    reasons = re.findall(
        r'^    "([A-Za-z][^"]*[<>=]+[0-9][^"]*)", +# (\S.{9,})$', PYPROJECT.read_text(encoding="utf-8"), re.MULTILINE
    )

    assert sorted(dependency for dependency, _ in reasons) == sorted(wanted())


def test_every_ignored_lint_rule_says_why():
    ignored = PROJECT["tool"]["ruff"]["lint"]["ignore"]
    reasons = re.findall(r'^    "([A-Z]+[0-9]*)", +# (\S.+)$', PYPROJECT.read_text(encoding="utf-8"), re.MULTILINE)

    assert set(ignored) <= {rule for rule, _ in reasons}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_names_no_host_and_no_path(name):
    text = (HOUSE / name).read_text(encoding="utf-8")

    assert not re.search(r"://|@ |^-[^ ]|--(extra-)?index|--find-links|file:|(^|\s)/\w", text, re.MULTILINE)


@pytest.mark.parametrize("name", LOCKS)
def test_every_line_of_a_lock_has_its_hashes(name):
    pins = re.findall(r"^[\w.-]+==", (HOUSE / name).read_text(encoding="utf-8"), re.MULTILINE)

    assert len(pins) > 20
    assert len(pins) == len(locked(name))
    assert all(hashes for _, hashes in locked(name).values())


def test_the_image_runs_what_was_tested():
    everything, image = (locked(name) for name in LOCKS)

    assert image.items() <= everything.items()
    assert "pytest" not in image


def test_the_lock_fits_what_is_asked_for():
    versions: dict[str, set[str]] = {}
    for package, (version, _) in locked("requirements.lock").items():
        versions.setdefault(canonicalize_name(package.partition(" ")[0]), set()).add(version)
    apart = {
        *PROJECT["project"]["optional-dependencies"]["train"],
        *PROJECT["project"]["optional-dependencies"]["audit"],
    }

    for requirement in (Requirement(each) for each in wanted() if each not in apart):
        found = versions.get(canonicalize_name(requirement.name), set())
        assert any(version in requirement.specifier for version in found), requirement
    assert canonicalize_name("torch") not in versions


def test_the_wheel_carries_every_file_of_the_rooms(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=HOUSE,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")

    inside = set(zipfile.ZipFile(wheel).namelist())
    assert [
        path for path in committed() if path.startswith(ROOMS) and (HOUSE / path).exists() and path not in inside
    ] == []
    assert not any(path.startswith(("tests/", "bench/")) for path in inside)


# ---------------------------------------------------------------------------------------------------- make and the floors


@pytest.mark.parametrize(
    "target",
    [
        ".venv",
        ".venv-train",
        ".venv-audit",
        "audit",
        "demo",
        "test",
        "test-long",
        "test-full",
        "lint",
        "lock",
        "review-model",
    ],
)
def test_make_knows(target):
    assert re.search(rf"^{re.escape(target)}:", (HOUSE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize(
    ("made_in", "newer", "made_again"),
    [
        ("here", None, False),
        ("elsewhere", None, True),
        ("here", "requirements.lock", True),
        ("here", "pyproject.toml", True),
    ],
)
def test_make_sees_a_stale_environment(tmp_path, made_in, newer, made_again):
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(HOUSE / name, tmp_path)
        os.utime(tmp_path / name, (1, 1))
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    (tmp_path / ".venv/made").write_text(f"{tmp_path if made_in == 'here' else HOUSE}\n", encoding="utf-8")
    if newer:
        (tmp_path / newer).touch()
        os.utime(tmp_path / ".venv/made", (2, 2))

    said = subprocess.run(["make", "-n", ".venv"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    assert ("making .venv" in said) == made_again


def test_ci_runs_what_we_run():
    script = HOUSE / ".ci/run"

    assert os.access(script, os.X_OK)
    assert script.read_text(encoding="utf-8").rstrip().endswith("make test </dev/null")
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0


def test_every_floor_has_its_contract():
    contracts = {contract["id"]: contract for contract in PROJECT["tool"]["importlinter"]["contracts"]}

    assert set(PROJECT["tool"]["importlinter"]["root_packages"]) == set(ROOMS)
    assert contracts["floors"]["layers"] == ["adapters : storage", "bot", "prompts"]
    assert {
        "storage-knows-no-door",
        "only-the-roof-knows-storage",
        "doors",
        "steps",
        "no-circles",
        "judgement-is-pure",
    } <= set(contracts)
    assert {"database", "web", "slack-sdk", "teams-sdk", "model-sdk", "clock-library", "reader-libraries"} <= set(
        contracts
    )


def test_no_library_escapes_its_contract():
    """Whatever a dependency is called, some contract says where it may be imported."""
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    forbidden = {module for contract in contracts for module in contract.get("forbidden_modules", [])}
    imported_as = {"botbuilder-core": "botbuilder", "psycopg": "psycopg", "slack-bolt": "slack_bolt"}
    data_only, anywhere = {"tzdata"}, {"holidays"}

    names = {Requirement(each).name for each in PROJECT["project"]["dependencies"]} - data_only - anywhere

    assert {imported_as.get(name, name) for name in names} <= forbidden


# ---------------------------------------------------------------------------------------------------- the tests' own guard


@pytest.mark.parametrize("host", ["192.0.2.1", "2001:db8::1", "0.0.0.0", "example.com"])
def test_a_test_cannot_reach_beyond_loopback(host, refused):
    with pytest.raises(Exception, match="this machine only"):
        socket.create_connection((host, 443), timeout=1)

    assert refused
    refused.clear()


def test_loopback_is_open():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=1) as client,
    ):
        assert client.getpeername() == server.getsockname()


@pytest.mark.parametrize(("ci", "closing"), [("", "1 skipped"), ("true", "1 error")])
def test_a_skip_is_a_failure_in_ci(tmp_path, ci, closing):
    for name in ("conftest.py", "resume.py"):
        shutil.copy(HOUSE / "tests" / name, tmp_path)
    (tmp_path / "test_it.py").write_text("import pytest\n\n@pytest.mark.npm\ndef test_it(): ...\n", encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = npm: needs npm\n", encoding="utf-8")

    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-rfs"],
        cwd=tmp_path,
        env={"CI": ci, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert closing in ran.stdout
    assert "needs npm" in ran.stdout
