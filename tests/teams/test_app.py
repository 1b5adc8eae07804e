"""The whole door over real sockets: a signed activity comes in, a letter goes out."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from teams import activities
from teams.connector import Client, Connector, connector, environment

from adapters import settings
from adapters.serve import Served, serving
from storage.keys import make


@pytest.fixture
async def found() -> AsyncIterator[Connector]:
    async with connector() as made:
        yield made


@pytest.fixture
async def served(found: Connector, tmp_path: Path) -> AsyncIterator[tuple[Served, Client]]:
    told = environment(found, make(), f"sqlite:///{tmp_path}/oops.db")
    async with (
        serving(settings.read(told)) as (running, port),
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        yield running, Client(found, session, time.time)


async def test_a_signed_message_is_answered_by_a_letter(found: Connector, served: tuple[Served, Client]) -> None:
    _, client = served

    status, body = await client.send(activities.message("i just emailed payroll to the wrong chris"))
    (letter,) = await found.until(1)

    assert (status, body) == (200, "")
    assert letter.method == "POST"
    assert letter.conversation == "a:sam-conversation"
    assert letter.token == "Bearer token-1"
    assert "I'm Oops" in letter.text
    assert letter.activity["recipient"] == {"id": "29:sam-opaque"}
