"""One port for everything: alive, ready, counted; leaving in time; and no word of anybody in a log."""

import ast
import asyncio
import io
import json
import logging
import os
import platform
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from adapters import logs, settings
from adapters import serving as serving_floor
from adapters.serve import GIVEN_BACK, serving
from adapters.serving import Rows, Tally, application, numbers
from bot.errors import StoreBusy
from storage.keys import make

HOUSE = Path(__file__).parents[2]


def environment(folder, **more):
    return {"OOPS_MASTER_KEY": make(), "DATABASE_URL": f"sqlite:///{folder}/oops.db", "PORT": "0"} | more


@pytest.fixture
async def served(tmp_path):
    async with (
        serving(settings.read(environment(tmp_path))) as (served, port),
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        yield served, session


async def test_it_is_alive_ready_and_counted(served):
    _, session = served

    async with session.get("/healthz") as answer:
        assert (answer.status, await answer.text()) == (200, "ok\n")
    async with session.get("/readyz") as answer:
        assert (answer.status, await answer.text()) == (200, "ready\n")
    async with session.get("/metrics") as answer:
        assert answer.headers["Content-Type"].startswith("text/plain")
        assert "oops_database_ready 1" in await answer.text()


async def test_what_an_alert_asks_for_begins_at_none(tmp_path):
    environ = environment(tmp_path, SLACK_BOT_TOKEN="xoxb-none", SLACK_SIGNING_SECRET="0" * 32)
    async with serving(settings.read({**environ, "SLACK_API_URL": "http://127.0.0.1:9/"}), beating=False) as (
        running,
        _,
    ):
        told = await numbers(running.floor)

    for name, inside in (
        ("failed", 'door="slack",error="StoreBusy"'),
        ("refused", 'door="slack",why="signature"'),
        ("letters", 'act="post",door="slack",outcome="unsure"'),
    ):
        assert f"oops_{name}_total{{{inside}}} 0\n" in told


async def test_rows_are_counted_once_for_all_who_ask_and_for_a_twentieth_of_the_time(monkeypatch):
    now, may, asked = 100.0, asyncio.Event(), []

    async def count():
        nonlocal now
        asked.append(now)
        await may.wait()
        now += 2
        return {"people": len(asked)}

    monkeypatch.setattr(serving_floor.time, "monotonic", lambda: now)
    rows = Rows(count)
    crowd = [asyncio.ensure_future(rows.counted()) for _ in range(50)]
    await asyncio.sleep(0)
    may.set()

    assert [await each for each in crowd] == [{"people": 1}] * 50
    now += 39
    assert (await rows.counted(), len(asked)) == ({"people": 1}, 1)
    now += 1.1
    assert (await rows.counted(), len(asked)) == ({"people": 2}, 2)


async def test_whoever_asks_for_numbers_does_not_wait_until_a_large_database_is_counted(monkeypatch):
    monkeypatch.setattr(serving_floor, "PROBED", 0.01)
    may = asyncio.Event()

    async def count():
        await may.wait()
        return {"people": 7}

    rows = Rows(count)
    assert await asyncio.wait_for(rows.counted(), 10) == {}
    may.set()
    assert await rows.counted() == {"people": 7}


async def test_rows_that_cannot_be_counted_are_no_numbers():
    async def count():
        raise StoreBusy("Not now.")

    assert await Rows(count).counted() == {}


def test_acknowledgements_are_counted_by_how_long_they_took():
    tally = Tally()
    for seconds in (0.004, 0.05, 0.3, 9.0):
        tally.acknowledged(seconds)
    told = tally.text({})

    assert re.findall(r'_bucket{le="(.+)"} (\d+)', told) == [
        ("0.01", "1"), ("0.05", "2"), ("0.1", "2"), ("0.25", "2"), ("0.5", "3"), ("1.0", "3"), ("2.5", "3"), ("+Inf", "4"),
    ]  # fmt: skip
    assert "oops_acknowledged_seconds_count 4\n" in told


class Deaf:
    """A door that is not connected."""

    name = "slack"

    def trouble(self):
        return "no connection"

    async def stop(self, within): ...


async def test_readiness_names_the_reason(served):
    running, session = served
    running.floor.doors["slack"] = Deaf()

    async with session.get("/readyz") as answer:
        assert (answer.status, await answer.text()) == (503, "slack: no connection\n")


async def test_readiness_names_a_database_that_does_not_answer(served):
    running, session = served
    again = threading.Event()
    long_work = asyncio.ensure_future(running.floor.store._aside(again.wait))
    await asyncio.sleep(0.01)

    try:
        async with session.get("/readyz") as answer:
            assert (answer.status, await answer.text()) == (503, "database\n")
    finally:
        again.set()  # else the thread waits for ever, and whoever lets go of the store with it
    await long_work
    async with session.get("/readyz") as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/", 404), ("POST", "/healthz", 405), ("GET", "/%ff", 404)]
)
async def test_anything_else_gets_one_calm_line(served, method, path, status):
    _, session = served

    async with session.request(method, path) as answer:
        assert answer.status == status
        assert await answer.text() == "There is nothing here.\n"


async def test_a_large_body_is_turned_away(served):
    _, session = served

    async with session.post("/healthz", data=b"x" * (257 * 1024)) as answer:
        assert answer.status == 413


class Busy(Deaf):
    """A door that answers nobody until it may."""

    def __init__(self):
        self.came, self.may = asyncio.Semaphore(0), asyncio.Event()

    def routes(self):
        return [web.post("/slack/events", self._posted)]

    async def _posted(self, request):
        self.came.release()
        await self.may.wait()
        return web.Response()


async def test_whoever_is_one_too_many_is_asked_to_come_again_and_keeps_nobody_else_waiting(served, monkeypatch):
    running, _ = served
    door = running.floor.doors["slack"] = Busy()
    monkeypatch.setattr(serving_floor, "CROWD", 3)
    async with TestServer(application(running.floor)) as server, aiohttp.ClientSession(server.make_url("")) as session:

        async def post():
            async with session.post("/slack/events", data=b"{}") as answer:
                return answer.status

        async with asyncio.TaskGroup() as running_posts:
            taken = [running_posts.create_task(post()) for _ in range(3)]
            for _ in taken:
                await door.came.acquire()
            assert await asyncio.wait_for(post(), 10) == 503
            async with session.get("/healthz") as answer:
                assert answer.status == 200
            door.may.set()
        assert [each.result() for each in taken] == [200] * 3
        assert await post() == 200
        async with session.get("/metrics") as answer:
            told = await answer.text()
            assert 'oops_refused_total{door="",why="crowd"} 1' in told
            assert "oops_acknowledged_seconds_count 4\n" in told


async def test_sigterm_lets_go_within_ten_seconds(tmp_path):
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "adapters", "serve",
        env=os.environ | environment(tmp_path, LOG_FORMAT="json"), stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    said = json.loads(await running.stderr.readline())
    assert said["said"] == "serving"

    running.send_signal(signal.SIGTERM)

    async with asyncio.timeout(10):
        assert await running.wait() == 0
    assert "leaving" in (await running.stderr.read()).decode()


HANGS = """
import asyncio, threading
from adapters import cli, serve
from storage.store import SqlStore
async def close(self):
    await asyncio.to_thread(threading.Event().wait)
SqlStore.close, serve.GONE = close, 0.5
cli.main(["serve"])
"""


async def test_whatever_hangs_when_we_are_told_to_leave_the_process_is_gone(tmp_path):
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HANGS, env=os.environ | environment(tmp_path, LOG_FORMAT="json"),
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    await running.stderr.readline()

    running.send_signal(signal.SIGTERM)

    async with asyncio.timeout(10):
        assert await running.wait() == 0
    assert "it is found again by its row" in (await running.stderr.read()).decode()


async def test_a_wrong_setting_is_one_line_and_exit_2(tmp_path):
    running = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "adapters", "serve",
        env=os.environ | environment(tmp_path, OOPS_MASTER_KEY=""), stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip

    said = (await running.stderr.read()).decode()

    assert await running.wait() == 2
    assert said.startswith("oops: OOPS_MASTER_KEY: ")
    assert "Traceback" not in said


@pytest.fixture
def written():
    root = logging.getLogger()
    before = root.handlers[:], root.level
    stream = io.StringIO()
    yield stream
    root.handlers[:], _ = before[0], root.setLevel(before[1])


@pytest.mark.parametrize("form", ["json", "console"])
def test_a_log_shows_our_facts_and_nothing_of_a_librarys_words_or_of_an_errors(written, form):
    logs.begin("INFO", form, written)
    try:
        int("i sent the payroll to the wrong chris")
    except ValueError:
        logging.getLogger("oops.slack").exception("a delivery failed", extra={"code": "channel_not_found"})
    logging.getLogger("aiohttp.server").error("body was %s", "i sent the payroll to the wrong chris")

    said = written.getvalue()

    assert "channel_not_found" in said
    assert "ValueError" in said
    assert "aiohttp.server" in said
    assert "payroll" not in said


@pytest.mark.parametrize("form", ["json", "console"])
def test_only_facts_that_were_named_stand_in_a_log(written, form):
    logs.begin("DEBUG", form, written)
    words = "i sent the payroll to the wrong chris"
    extra = {"door": "slack", "code": "x" * 999, "words": words, "stack_info_of_ours": words}
    logging.getLogger("oops.slack").warning("this was %s", words, extra=extra)

    said = written.getvalue()

    assert "slack" in said
    assert "x" * 200 in said
    assert "x" * 201 not in said
    assert "this was %s" in said
    assert "payroll" not in said


def test_whatever_we_log_is_a_fixed_sentence_with_facts_that_are_named():
    calls = []
    for path in (each for room in ("adapters", "bot", "storage", "prompts") for each in (HOUSE / room).rglob("*.py")):
        for call in (each for each in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(each, ast.Call)):
            match call.func:
                case ast.Attribute(
                    value=ast.Name("log"), attr="debug" | "info" | "warning" | "error" | "exception" | "critical"
                ):
                    facts = {word.arg: word.value for word in call.keywords}
                    calls.append((path.name, call.args, facts.pop("extra", None), facts))

    assert len(calls) > 30
    for where, said, extra, more in calls:
        fixed = [
            isinstance(each, ast.Constant) or (where == "lanes.py" and isinstance(each, ast.Name)) for each in said
        ]
        assert fixed == [True], where
        assert not more, where
        named = [] if extra is None else [key.value for key in extra.keys]
        assert set(named) <= set(logs.FACTS), where


BODIES = """
import os
import sys
from adapters.serve import give_back

def resident():
    return int(open("/proc/self/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

b"x" * 300_000  # a first large body, and it is gone again
before, kept, large = resident(), [], []
for _ in range(100):
    large.append(b"x" * 200_000)
    kept.append(b"y" * 100_000)  # something smaller that stays, in between
del large
if sys.argv[1] == "told":
    give_back()
print(resident() - before)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library, with ways of its own")
def test_what_large_bodies_took_goes_back_to_the_machine():
    plain = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}

    def left(how):
        done = subprocess.run(
            [sys.executable, "-c", BODIES, how], capture_output=True, text=True, check=True, cwd=HOUSE, env=plain
        )
        return int(done.stdout)

    assert left("told") < 0.6 * left("untold")


async def test_what_nobody_uses_goes_back_every_minute_of_beats(tmp_path, monkeypatch):
    done = []
    monkeypatch.setattr("adapters.serve.give_back", lambda: done.append("given back"))
    async with serving(settings.read(environment(tmp_path)), beating=False) as (served, _):
        for _ in range(3 * GIVEN_BACK - 1):
            await served.beat()
            done.append("beaten")

    assert [number for number, each in enumerate(done) if each == "given back"] == [GIVEN_BACK - 1, 2 * GIVEN_BACK]
