"""The language model, through the `openai` package: imported when something is asked, and never before.

Whatever the service does, the answer is bounded words or silence, in `LIMIT` seconds in all. It is not streamed, its body is
read up to `LARGEST` bytes and in no compressed form, a redirect is not followed, a tool call is not an answer. When it fails
several times in a row it is left alone for a while. No word of a person, and no key, stands in a log.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import logging
import time
from collections.abc import AsyncIterator, Callable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlsplit

from adapters.settings import Model
from bot.around import Place
from bot.effects import AskCoach
from bot.journey import Job
from prompts.briefs import load_briefs

if TYPE_CHECKING:
    from openai import AsyncOpenAI
    from pydantic import BaseModel

log = logging.getLogger("oops.coach")

LIMIT = 8.0
"""Seconds for an answer, with connecting, one more try, and reading."""
LARGEST = 64 * 1024
"""Bytes of an answer."""
MOST_TOKENS = 800
SENTENCES, LONG_SENTENCE = 10, 300
"""How many sentences an answer may have, and how many characters each."""
FAILURES, RESTS = 4, 60.0
"""After so many failures in a row it is not asked for so many seconds."""
DEFAULT_HOST = "api.openai.com"
_LIBRARIES = frozenset({"openai", "httpx", "httpx2", "httpcore", "httpcore2", "hpack"})
AGAIN = 0.2
"""Seconds before the one more try."""
_SHUT = 0.5
"""Seconds for letting go of the connections."""


class TooLarge(Exception):
    """An answer that no model gives: too long, or packed."""


class ModelCoach:
    """A language model behind the port `Coach`."""

    def __init__(
        self,
        model: Model,
        *,
        limit: float = LIMIT,
        rests: bool = True,
        monotonic: Callable[[], float] = time.monotonic,
        count: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Nothing is imported or connected yet. `count` is told how each visit ended. Raises CatalogWrong.

        Without `rests` it is asked again however often it fails: somebody wants to know.
        """
        self._rests = rests
        self.tokens = (0, 0)
        """Read and written, as the service counts them."""
        self._model = model
        self._limit = limit
        self._monotonic = monotonic
        self._count = count
        self._briefs = load_briefs(Job)
        self._where = Place(model.name, host_of(model))
        self._client: AsyncOpenAI | None = None
        self._shapes: Mapping[Job, type[BaseModel]] = {}
        self._opening = asyncio.Lock()
        self._failed = 0
        self._rests_until = 0.0
        self._told: set[str] = set()

    @property
    def place(self) -> Place | None:
        """Where it is; None while it is left alone."""
        resting = self._rests and self._failed >= FAILURES and self._monotonic() < self._rests_until
        return None if resting else self._where

    async def answer(self, ask: AskCoach) -> tuple[str, ...]:
        """Its sentences, or silence."""
        if self.place is None:
            return ()
        try:
            async with asyncio.timeout(self._limit):
                said = await self._twice(ask)
        except Exception as broken:  # noqa: BLE001  whatever it is, the conversation goes on without it
            self._fail(broken)
            return ()
        self._failed = 0
        self._count("answered" if said else "silent")
        return said

    async def _twice(self, ask: AskCoach) -> tuple[str, ...]:
        """Once more when the line broke or the service did; not when it said no, or to come later."""
        try:
            return await self._asked(ask)
        except Exception as broken:
            if trouble(broken) not in {"unreachable", "broken"}:
                raise
        await asyncio.sleep(AGAIN)
        return await self._asked(ask)

    async def _asked(self, ask: AskCoach) -> tuple[str, ...]:
        client = await self._open()
        talk = await client.chat.completions.parse(
            model=self._model.name,
            messages=[
                {"role": "system", "content": self._briefs[ask.job]},
                {"role": "user", "content": json.dumps({"lines": ask.text.split("\n")}, ensure_ascii=False)},
            ],
            response_format=self._shapes[ask.job],
            max_completion_tokens=MOST_TOKENS,
        )
        if talk.usage is not None:
            given, made = self.tokens
            self.tokens = given + talk.usage.prompt_tokens, made + talk.usage.completion_tokens
        choice = talk.choices[0] if talk.choices else None
        if choice is None or choice.finish_reason != "stop" or choice.message.refusal or choice.message.tool_calls:
            return ()
        found = choice.message.parsed
        return said_in(found) if found is not None else ()

    def _fail(self, broken: Exception) -> None:
        """Count it, and tell the operator once of each kind."""
        kind = trouble(broken)
        self._failed += 1
        self._rests_until = self._monotonic() + RESTS
        self._count(kind)
        if kind not in self._told:
            self._told.add(kind)
            log.warning("the language model gave no answer; the coach goes on without", extra={"why": kind})

    async def _open(self) -> AsyncOpenAI:
        async with self._opening:
            if self._client is None:
                loop = asyncio.get_running_loop()
                await loop.run_in_executor(None, importlib.import_module, "openai")
                self._client, self._shapes = _client(self._model, self._limit), shapes()
                _hush()
        return self._client

    async def tried(self) -> str:
        """How it stands, as a word of `trouble`; "" when it answered. One small call, without a word of anybody."""
        client = await self._open()  # loading the library is not the service's time
        try:
            async with asyncio.timeout(self._limit):
                talk = await client.chat.completions.create(
                    model=self._model.name, messages=[{"role": "user", "content": "Say ok."}], max_completion_tokens=16
                )
        except Exception as broken:  # noqa: BLE001  it is said, in a word
            return "unknown" if _unknown(broken, self._model.name) else trouble(broken)
        return "" if getattr(talk, "choices", None) else "garbage"

    async def close(self) -> None:
        """Let go of the connections."""
        if self._client is not None:
            client, self._client = self._client, None
            try:
                async with asyncio.timeout(_SHUT):
                    await client.close()
            except Exception as broken:  # noqa: BLE001  they end with the process
                log.debug("a connection was left", extra={"error": type(broken).__name__})


def host_of(model: Model) -> str:
    """The host that a model's words go to, with its port where it has one: what a person is told."""
    return urlsplit(model.base).netloc.rpartition("@")[2] if model.base else DEFAULT_HOST


def _unknown(broken: Exception, model: str) -> bool:
    """Claim: the service speaks the protocol and has no such model: it gives the protocol's code, or names the model (as Ollama does)."""
    body = getattr(broken, "body", None)
    said = body.get("message") if isinstance(body, dict) else None
    named = type(broken).__name__ == "NotFoundError" and isinstance(said, str) and model in said
    return named or getattr(broken, "code", None) == "model_not_found"


def trouble(broken: Exception) -> str:
    """What went wrong, as one word of ours."""
    name = type(broken).__name__
    return {
        "AuthenticationError": "key",
        "PermissionDeniedError": "key",
        "NotFoundError": "not_found",
        "RateLimitError": "too_many",
        "APITimeoutError": "slow",
        "TimeoutError": "slow",
        "APIConnectionError": "unreachable",
        "LengthFinishReasonError": "cut",
        "ContentFilterFinishReasonError": "silent",
        "TooLarge": "too_large",
        "BadRequestError": "refused",
        "UnprocessableEntityError": "refused",
        "APIStatusError": "refused",
        "InternalServerError": "broken",
    }.get(name, "garbage")


# ---------------------------------------------------------------------------------------------------------- what is asked


def shapes() -> Mapping[Job, type[BaseModel]]:
    """Job → the form of its answer. Lengths are judged here and stand in no schema: not every service takes them there."""
    from pydantic import AfterValidator, BaseModel, ConfigDict

    def short(text: str) -> str:
        if len(text) > LONG_SENTENCE:
            raise ValueError("too long")
        return text

    def few(texts: list[str]) -> list[str]:
        if len(texts) > SENTENCES:
            raise ValueError("too many")
        return texts

    sentence = Annotated[str, AfterValidator(short)]
    exactly = ConfigDict(extra="forbid", strict=True)

    class Message(BaseModel):
        model_config = exactly
        sentences: Annotated[list[sentence], AfterValidator(few)]

    class Sentence(BaseModel):
        model_config = exactly
        sentence: sentence

    class Question(BaseModel):
        model_config = exactly
        question: sentence

    class Reading(BaseModel):
        model_config = exactly
        reading: Literal["answer", "correction", "question", "two", "other"]
        number: int

    return {
        Job.MESSAGE: Message,
        Job.REWORD: Sentence,
        Job.EXACT: Question,
        Job.REFLECT: Sentence,
        Job.SELF_TALK: Sentence,
        Job.READ: Reading,
    }


def said_in(found: BaseModel) -> tuple[str, ...]:
    """The strings of an answer, in order."""
    said: list[str] = []
    for value in found.model_dump().values():
        said += value if isinstance(value, list) else [str(value)]
    return tuple(said)


# ---------------------------------------------------------------------------------------------------------------- the wire


def _client(model: Model, limit: float) -> AsyncOpenAI:
    import httpx2
    from openai import AsyncOpenAI

    class Counted(httpx2.AsyncByteStream):
        """A body that ends in an error when it is longer than any answer."""

        def __init__(self, inner: Any) -> None:
            self._inner = inner

        async def __aiter__(self) -> AsyncIterator[bytes]:
            seen = 0
            async for part in self._inner:
                seen += len(part)
                if seen > LARGEST:
                    raise TooLarge
                yield part

        async def aclose(self) -> None:
            await self._inner.aclose()

    class Bounded(httpx2.AsyncBaseTransport):
        """The wire, with an end to it."""

        def __init__(self) -> None:
            self._inner = httpx2.AsyncHTTPTransport(limits=httpx2.Limits(max_connections=400), retries=0)

        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            response = await self._inner.handle_async_request(request)
            if response.headers.get("content-encoding", "identity") != "identity":
                await response.aclose()
                raise TooLarge
            response.stream = Counted(response.stream)
            return response

        async def aclose(self) -> None:
            await self._inner.aclose()

    return AsyncOpenAI(
        api_key=model.key or "none",
        base_url=model.base or None,
        max_retries=0,
        timeout=limit,
        default_headers={"Accept-Encoding": "identity"},
        http_client=httpx2.AsyncClient(transport=Bounded(), follow_redirects=False, trust_env=False, timeout=limit),
    )


def _hush() -> None:
    """What these libraries log holds requests whole: they log nothing."""
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in _LIBRARIES:
            logging.getLogger(name).disabled = True


__all__ = ["LIMIT", "ModelCoach", "host_of", "trouble"]
