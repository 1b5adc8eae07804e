"""The two servers of ours, each in a process of its own on a port of its own, with every door open."""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

HOUSE = Path(__file__).resolve().parents[2]


def everything(folder: Path, port: int) -> dict[str, str]:
    """Settings under which every route stands; whom it would call is nobody."""
    return {
        "OOPS_MASTER_KEY": "b29wcy1hLWtleS1vZi10aGUtYXVkaXRzLW93bi0zMmI=",
        "DATABASE_URL": f"sqlite:///{folder}/serve.db",
        "PORT": str(port),
        "OOPS_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SLACK_CLIENT_ID": "111.222",
        "SLACK_CLIENT_SECRET": "0123456789abcdef0123456789abcdef",
        "SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a5",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
        "MICROSOFT_APP_ID": "00000000-0000-0000-0000-000000000001",
        "MICROSOFT_APP_PASSWORD": "of-nobody",
        "OOPS_TEAMS_OPENID_URL": "http://127.0.0.1:9/keys",
        "OOPS_TEAMS_LOGIN_URL": "http://127.0.0.1:9/login",
    }


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


@contextlib.contextmanager
def running(folder: Path, name: str) -> Iterator[tuple[str, list[str]]]:
    """`serve` or `playground`: its address, and the headers that its own callers send."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    bare = {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ} | {"HOME": str(folder)}
    command = [sys.executable, "-m", "adapters", "serve"]
    if name == "playground":
        database = f"sqlite:///{folder}/demo.db"
        command = [sys.executable, "-m", "adapters", "demo", "--port", str(port), "--no-browser", "--db", database]
    with (folder / f"{name}.log").open("wb") as log:
        child = subprocess.Popen(command, cwd=HOUSE, env=bare | everything(folder, port), stdout=log, stderr=log)
    try:
        page = _asked(child, url + ("/" if name == "playground" else "/healthz"))
        token = re.search(r'name="oops-token" content="([^"]+)"', page)
        yield url, [f"Origin: {url}", f"X-Oops-Token: {token[1]}"] if token else []
    finally:
        child.terminate()
        child.wait(20)


def _asked(child: subprocess.Popen[bytes], url: str) -> str:
    """What stands there, as soon as it does."""
    for _ in range(300):
        if child.poll() is not None:
            break
        with contextlib.suppress(URLError, ConnectionError), urllib.request.urlopen(url, timeout=5) as answer:
            return answer.read().decode()
        time.sleep(0.1)
    raise RuntimeError("it did not start")
