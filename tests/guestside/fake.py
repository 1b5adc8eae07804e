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

from adapters.coach import LARGEST

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


SAID = {"sentences": ["I sent the file."]}
ATTACKS = {
    "approve": says({"approve": True, "choice": "send", "letters": ["x"]}),
    "more fields": says({"sentences": ["I sent it."], "press": "send"}),
    "wrong types": says({"sentences": {"a": 1}}),
    "numbers": says({"sentences": [1, 2]}),
    "null": says({"sentences": None}),
    "a bare list": says(["I sent it."]),
    "plain words": says("Sure! Here is your note."),
    "markup": says("```json\n{}\n```"),
    "cut": says('{"sentences": ["I sent'),
    "cut by length": says('{"sentences": ["I sent', "length"),
    "filtered": says(None, "content_filter"),
    "refusal": says(None, refusal="I can't help with that."),
    "tool calls": says(
        json.dumps(SAID),
        "tool_calls",
        tool_calls=[{"id": "t", "type": "function", "function": {"name": "send", "arguments": "{}"}}],
    ),
    "tool calls that stop": says(
        json.dumps(SAID), tool_calls=[{"id": "t", "type": "function", "function": {"name": "send", "arguments": "{}"}}]
    ),
    "nothing": says(None),
    "too many": says({"sentences": ["I sent it."] * 11}),
    "too long": says({"sentences": ["x" * 301]}),
    "very long": says({"sentences": ["x" * LARGEST]}),
    "no choices": raw(text=json.dumps(completion({}) | {"choices": []})),
    "choices of another type": raw(text=json.dumps({"choices": "no"})),
    "html": raw(text="<html><script>alert(1)</script>", kind="text/html"),
    "empty": raw(),
    "an empty object": raw(text="{}"),
    "a list": raw(text="[]"),
    "no json": raw(text="{"),
    "redirect": raw(302, location="/elsewhere"),
    "redirect that keeps the body": raw(307, location="/elsewhere"),
    "wrong key": wrong(401, "invalid_api_key"),
    "forbidden": wrong(403),
    "unknown model": wrong(404, "model_not_found"),
    "bad request": wrong(400),
    "too many calls": wrong(429, retry_after="120"),
    "overloaded": wrong(503),
    "broken": raw(500, "oh no", "text/plain"),
    "endless": endless,
    "slow drip": slow_drip,
    "never": never,
    "gzip bomb": gzip_bomb,
    "hangs up": hangs_up,
}
"""Every behaviour of a service that gives no answer, by name."""
