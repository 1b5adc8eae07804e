"""The wire to a model: the real protocol on a real socket, and silence for the worst that can come back."""

import asyncio
import json
import logging

import pytest
from guestside import fake
from logged import logged

from adapters.check import look
from adapters.coach import FAILURES, RESTS, ModelCoach
from adapters.settings import Model
from bot.effects import AskCoach
from bot.journey import Job
from storage.keys import make

ASK = AskCoach("j", "j.1", Job.MESSAGE, "I sent the CANARY file.\nI'm sorry.")
LIMIT = 0.35
"""Seconds for what never comes; eight for people."""


@pytest.fixture(scope="module", autouse=True)
def _imported():
    """What is imported with the first question is not counted as the service's time."""
    import openai  # noqa: F401


def coach(url, **more):
    return ModelCoach(Model("tiny", "sk-secret", url), **({"limit": 30} | more))


async def test_a_good_answer_comes_as_its_sentences():
    async with fake.serving(fake.says({"sentences": ["I sent the file.", "I'm sorry."]})) as service:
        model = coach(service.url)

        assert await model.answer(ASK) == ("I sent the file.", "I'm sorry.")
        await model.close()

    (asked,) = service.asked
    assert asked["model"] == "tiny"
    assert [each["role"] for each in asked["messages"]] == ["system", "user"]
    assert json.loads(asked["messages"][1]["content"]) == {"lines": ["I sent the CANARY file.", "I'm sorry."]}
    assert "tools" not in asked
    assert asked.get("stream") in (None, False)
    assert service.headers[0]["Accept-Encoding"] == "identity"
    assert service.headers[0]["Authorization"] == "Bearer sk-secret"


ENDS = {
    "approve": "garbage",
    "more fields": "garbage",
    "wrong types": "garbage",
    "numbers": "garbage",
    "null": "garbage",
    "a bare list": "garbage",
    "plain words": "garbage",
    "markup": "garbage",
    "cut": "garbage",
    "cut by length": "cut",
    "filtered": "silent",
    "refusal": "silent",
    "tool calls": "silent",
    "tool calls that stop": "silent",
    "nothing": "silent",
    "too many": "garbage",
    "too long": "garbage",
    "very long": "too_large",
    "no choices": "silent",
    "choices of another type": "garbage",
    "html": "garbage",
    "empty": "garbage",
    "an empty object": "garbage",
    "a list": "garbage",
    "no json": "garbage",
    "redirect": "refused",
    "redirect that keeps the body": "refused",
    "wrong key": "key",
    "forbidden": "key",
    "unknown model": "not_found",
    "bad request": "refused",
    "too many calls": "too_many",
    "overloaded": "broken",
    "broken": "broken",
    "endless": "too_large",
    "slow drip": "slow",
    "never": "slow",
    "gzip bomb": "too_large",
    "hangs up": "unreachable",
}
"""How the operator's numbers tell of each: one word of ours."""


@pytest.mark.parametrize("name", fake.ATTACKS)
async def test_the_worst_answers_are_silence(name, caplog):
    caplog.set_level(logging.DEBUG)
    ends = []
    async with fake.serving(fake.ATTACKS[name]) as service:
        model = coach(service.url, limit=LIMIT if ENDS[name] == "slow" else 30, count=ends.append)

        said = await asyncio.wait_for(model.answer(ASK), 10)

        await model.close()

    assert said == ()
    assert not {record.name.partition(".")[0] for record in caplog.records} & {"openai", "httpx2", "httpcore2"}
    assert ends == [ENDS[name]]
    assert not any("elsewhere" in each for each in service.asked), "no redirect is followed"
    assert "CANARY" not in logged(caplog)
    assert "sk-secret" not in logged(caplog)


async def test_the_operator_is_told_once_of_each_kind_of_trouble(caplog):
    async with fake.serving(fake.wrong(401)) as service:
        model = coach(service.url)
        for _ in range(3):
            await model.answer(ASK)
        service.behave = fake.wrong(404)
        await model.answer(ASK)
        await model.close()

    told = [record for record in caplog.records if record.name == "oops.coach"]
    assert [record.why for record in told] == ["key", "not_found"]


async def test_a_model_that_fails_in_a_row_is_left_alone_for_a_while():
    now = [0.0]
    async with fake.serving(fake.wrong(400)) as service:
        model = coach(service.url, monotonic=lambda: now[0])
        for _ in range(FAILURES + 3):
            await model.answer(ASK)
        assert len(service.asked) == FAILURES
        assert model.place is None

        now[0] += RESTS + 1
        service.behave = fake.says(fake.SAID)
        assert model.place is not None
        assert await model.answer(ASK) == ("I sent the file.",)
        assert model.place is not None
        await model.close()


async def test_nobody_there_is_silence():
    model = coach("http://127.0.0.1:9/v1/")

    assert await model.answer(ASK) == ()
    await model.close()


@pytest.mark.parametrize(
    ("behave", "line"),
    [
        (fake.says("ok"), "tiny at {where} answers"),
        (fake.wrong(401, "invalid_api_key"), "OPENAI_API_KEY: {where} does not take this key"),
        (fake.wrong(404, "model_not_found"), "OOPS_MODEL: {where} does not know tiny"),
        (
            fake.raw(
                404, json.dumps({"error": {"message": 'model "tiny" not found, try pulling it first', "code": None}})
            ),
            "OOPS_MODEL: {where} does not know tiny",
        ),
        (fake.raw(404, '{"detail": "Not Found"}'), "OPENAI_BASE_URL: nothing answers there as a chat service"),
        (fake.raw(404, "not here", "text/plain"), "OPENAI_BASE_URL: nothing answers there as a chat service"),
        (
            fake.raw(200, "<html>", "text/html"),
            "OPENAI_BASE_URL: what answers at {where} is no OpenAI-compatible service",
        ),
        (fake.wrong(429), "{where} takes no more calls just now"),
        (None, "OPENAI_BASE_URL: 127.0.0.1:9 cannot be reached from here."),
    ],
    ids=[
        "right",
        "wrong key",
        "unknown model",
        "a model that is not there yet",
        "no such path",
        "wrong address",
        "a page",
        "too many",
        "nobody there",
    ],
)
async def test_check_says_in_a_line_how_the_model_stands(behave, line, tmp_path):
    async with fake.serving(behave or fake.says("ok")) as service:
        url = service.url if behave else "http://127.0.0.1:9/v1"
        environment = {
            "OOPS_MASTER_KEY": make(), "DATABASE_URL": f"sqlite:///{tmp_path}/oops.db", "OOPS_MODEL": "tiny",
            "OPENAI_BASE_URL": url, "OPENAI_API_KEY": "sk-secret", "SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1",
        }  # fmt: skip

        lines, whole = await look(environment)

    (said,) = [each for each in lines if "  language model" in each]
    assert line.format(where=service.url.split("/")[2]) in said
    assert "sk-secret" not in "\n".join(lines)
    assert whole == said.startswith("right")
    assert "can start" in lines[-1], "with the model or without"
