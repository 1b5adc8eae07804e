"""What holds for every test: no network but loopback, warnings are errors, and no skip that nobody sees."""

import ipaddress
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from typing import Any

import hypothesis
import pytest

pytest_plugins = ["resume"]
CI = os.environ.get("CI", "").lower() in {"1", "true"}

# Two busy cores are no reason to call a law broken.
hypothesis.settings.register_profile("house", deadline=None, print_blob=True)
hypothesis.settings.load_profile("house")


# ---------------------------------------------------------------------------------------------------- the network guard

_CALLS = {"socket.connect", "socket.sendto", "socket.sendmsg", "socket.bind"}
_LOOKUPS = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}
_refused: list[str] = []


class NetworkClosed(Exception):
    """A test reached for something beyond loopback. Not an OSError, so that no retry swallows it."""


def is_loopback(host: object) -> bool:
    """Whether `host` stays on this machine: its name, an address, or nothing at all."""
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if host in {None, "", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
    except ValueError:
        return False


def _guard(event: str, args: tuple[Any, ...]) -> None:
    if event in _CALLS:
        address = args[1]
        if not isinstance(address, tuple) or is_loopback(address[0]):  # a path or a number is a local family
            return
        host = address[0]
    elif event in _LOOKUPS:
        host = args[0]
        if is_loopback(host):
            return
    else:
        return
    _refused.append(f"{event}: {host}")
    msg = f"tests speak with this machine only, not with {host}"
    raise NetworkClosed(msg)


# An audit hook sits below every library: asyncio, aiohttp, requests, threads. It can't be taken off again, nor need it be.
sys.addaudithook(_guard)


@pytest.fixture
def refused() -> list[str]:
    """The reaches that the guard stopped so far; a test that provokes one clears it."""
    return _refused


@pytest.fixture(autouse=True)
def _network_stays_closed() -> Iterator[None]:
    """Fail a test whose code reached out, even where that code caught the guard's error."""
    _refused.clear()
    yield
    if _refused:
        reached = ", ".join(_refused)
        _refused.clear()
        pytest.fail(f"reached beyond loopback: {reached}")


# ---------------------------------------------------------------------------------------------------- what was proved


@pytest.fixture
def proof(record_property: Callable[[str, object], None]) -> Callable[[str, int, object], None]:
    """Say how often something was tried, and from which seed: it stands at the end of the run."""

    def proved(what: str, number: int, seed: object) -> None:
        record_property("proof", f"{what}: N={number:,}, seed {seed}")

    return proved


def pytest_terminal_summary(terminalreporter: Any) -> None:
    import resume  # pytest has loaded it by now

    said = sorted(resume.before(terminalreporter.config)) + sorted(
        value
        for report in (*terminalreporter.stats.get("passed", ()), *terminalreporter.stats.get("failed", ()))
        for name, value in report.user_properties
        if name == "proof" and report.when == "call"
    )
    if said:
        terminalreporter.section("proofs")
        terminalreporter.write_line("\n".join(said))


# ---------------------------------------------------------------------------------------------------- what may be missing


def chromium() -> str | None:
    """Debian's browser, or one of the same kind."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def npm() -> str | None:
    return shutil.which("npm")


NEEDS = {"browser": ("chromium", chromium), "npm": ("npm", npm)}


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark, (name, find) in NEEDS.items():
        if item.get_closest_marker(mark) and not find():
            pytest.skip(f"needs {name}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    return _seen_in_ci((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Iterator[None]:
    return _seen_in_ci((yield))


def _seen_in_ci(report: Any) -> Any:
    """In CI everything can be installed, so a skip is a hole in the proof: call it a failure."""
    if CI and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"in CI a skip is a failure: {reason}"
    return report
