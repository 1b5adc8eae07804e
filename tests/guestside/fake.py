"""A language model's service of ours: the real protocol on a real socket, and any behaviour, the worst ones too."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

Answer = Callable[[web.Request, dict[str, Any]], Awaitable[web.StreamResponse]]


@dataclass
class FakeModel:
    """What it was asked, and how it answers."""

    behave: Answer
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Everything that ever reached it."""
        return json.dumps([self.asked, self.headers], ensure_ascii=False)


def completion(message: dict[str, Any], finish: str = "stop", **more: Any) -> dict[str, Any]:
    """A chat completion, as the protocol has it."""
    choice = {"index": 0, "message": {"role": "assistant", "content": None, **message}, "finish_reason": finish}
    usage = {"prompt_tokens": 100, "completion_tokens": 50, "total_tokens": 150}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [choice],
        "usage": usage,
    } | more


def says(content: object, finish: str = "stop", **message: Any) -> Answer:
    """An answer with this content: a string as it is, anything else as JSON."""
    text = content if isinstance(content, str) or content is None else json.dumps(content, ensure_ascii=False)

    async def answer(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        del request, body
        return web.json_response(completion({"content": text, **message}, finish))

    return answer


def note(*sentences: str) -> Answer:
    """A well-behaved answer."""
    return says({"sentences": list(sentences)})


def raw(status: int = 200, text: str = "", kind: str = "application/json", **headers: str) -> Answer:
    """Any bytes."""

    async def answer(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
        del request, body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=status, body=text.encode(), content_type=kind, headers=named)

    return answer


def wrong(status: int, code: str = "", **headers: str) -> Answer:
    """An error of the protocol."""
    return raw(status, json.dumps({"error": {"message": f"no: {code}", "code": code, "type": "e"}}), **headers)


async def endless(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
    """A body without an end, as fast as it goes."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    with contextlib.suppress(ConnectionError):
        while True:
            await response.write(b" " * 65_536)
    return response


async def slow_drip(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
    """A byte now and then, for ever."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    with contextlib.suppress(ConnectionError, asyncio.CancelledError):
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.02)
    return response


async def never(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
    """No answer at all."""
    await asyncio.sleep(3600)
    return web.Response()


async def gzip_bomb(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
    """Small on the wire, large in memory."""
    packed = gzip.compress(b" " * 5_000_000)
    return web.Response(body=packed, headers={"Content-Encoding": "gzip", "Content-Type": "application/json"})


async def hangs_up(request: web.Request, body: dict[str, Any]) -> web.StreamResponse:
    """The line goes dead in the middle."""
    response = web.StreamResponse(headers={"Content-Type": "application/json", "Content-Length": "1000"})
    await response.prepare(request)
    await response.write(b'{"id": "c1", "choices": [')
    assert request.transport is not None
    request.transport.close()
    return response


@asynccontextmanager
async def serving(behave: Answer) -> AsyncIterator[FakeModel]:
    """The service on a free port of this machine."""
    fake = FakeModel(behave)

    async def chat(request: web.Request) -> web.StreamResponse:
        body = await request.json()
        fake.asked.append(body)
        fake.headers.append(dict(request.headers))
        return await fake.behave(request, body)

    async def elsewhere(request: web.Request) -> web.StreamResponse:
        fake.asked.append({"elsewhere": request.path})
        return web.json_response(completion({"content": '{"sentences": ["I sent it."]}'}))

    app = web.Application()
    app.router.add_post("/v1/chat/completions", chat)
    app.router.add_route("*", "/{tail:.*}", elsewhere)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    fake.url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1/"
    try:
        yield fake
    finally:
        await runner.cleanup()
