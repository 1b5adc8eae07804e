"""CPU of an answered, committed message in Teams, beside a stock botbuilder CloudAdapter echo that keeps nothing.

`python bench/teams.py [N] [--only ours|judged|echo|thinking ...] [--think SECONDS]`. Both are posted the same signed activities over loopback by another process, which is also their
key server, token server and Connector; only the process of the bot is measured. The echo is Microsoft's own sample: a
CloudAdapter with its own checks and its own client. Ours checks the token, hears the words, decides, commits to SQLite, and posts
a card. The clock is the process's CPU time, without the start.

    ours      words that work, from sixteen people who write without a pause      judged    sentences, the same
    echo      what ours is compared with, the same                                thinking  both kinds, from sixteen who think
                                                                                            for a second before each (exponential)
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
sys.path[:] = [
    str(HERE),
    str(HERE / "tests"),
    *(each for each in sys.path if Path(each or ".").resolve() != HERE / "bench"),
]

PEOPLE = 16
THINK = 1.0
A_PERSON = 24
"""Messages of one person, who is followed by somebody new, as in life. A turn looks at all that was said in its journey, so
somebody who told the same three sentences five hundred times would be measured, and not a message: each such turn takes a
second, sixteen of them hold the memory for longer than anybody waits, and it says StoreBusy."""
PLAIN = ["oops", "help", "where am i", "skip", "back", "help", "where am i", "later"]
JUDGED = [
    "i sent the payroll file to the wrong chris at 14:05",
    "he rang back and deleted it",
    "i'll tell dana by 16:00 either way",
]
"""Words that work, which cost what the door and the memory cost; and sentences, which are read and judged besides."""


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def memory() -> int:
    """Resident memory, in KiB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


# ------------------------------------------------------------------------------------------------------------ the bots


def ours(pipe: Connection, root: str, folder: str) -> None:
    from teams.connector import environment

    from adapters import settings
    from adapters.serve import serving, tune
    from storage.keys import make

    told = environment(_Root(root), make(), f"sqlite:///{folder}/oops.db")  # type: ignore[arg-type]

    async def run() -> None:
        async with serving(settings.read(told)) as (_, port):
            tune()
            await _measured(pipe, port)

    asyncio.run(run())


class _Root:
    def __init__(self, root: str) -> None:
        self.root = root


def echo(pipe: Connection, root: str, folder: str) -> None:
    """Microsoft's echo bot: CloudAdapter, ConfigurationBotFrameworkAuthentication, ActivityHandler. Its key server is ours."""
    del folder
    from aiohttp import web
    from botbuilder.core import ActivityHandler, CloudAdapterBase, MessageFactory, TurnContext
    from botbuilder.schema import Activity
    from botframework.connector.auth import BotFrameworkAuthenticationFactory, PasswordServiceClientCredentialFactory
    from teams.connector import SECRET
    from teams.laboratory import APP

    class Credentials(PasswordServiceClientCredentialFactory):
        async def create_credentials(self, *args: Any, **more: Any) -> Any:
            made = await super().create_credentials(*args, **more)
            made.get_access_token = lambda force_refresh=False: "token"  # no login server, and no time spent on one
            return made

    factory = BotFrameworkAuthenticationFactory.create(
        validate_authority=True,
        to_channel_from_bot_login_url=f"{root}/login",
        to_channel_from_bot_oauth_scope="https://api.botframework.com",
        to_bot_from_channel_token_issuer="https://api.botframework.com",
        oauth_url=f"{root}/oauth",
        to_bot_from_channel_open_id_metadata_url=f"{root}/openid",
        to_bot_from_emulator_open_id_metadata_url=f"{root}/openid",
        caller_id="urn:botframework:azure",
        credential_factory=Credentials(APP, SECRET),
    )
    adapter = CloudAdapterBase(factory)

    class Echo(ActivityHandler):
        async def on_message_activity(self, turn_context: TurnContext) -> None:
            await turn_context.send_activity(MessageFactory.text(f"Echo: {turn_context.activity.text}"))

    bot = Echo()

    async def messages(request: web.Request) -> web.Response:
        activity = Activity().deserialize(await request.json())
        await adapter.process_activity(request.headers["Authorization"], activity, bot.on_turn)
        return web.Response(status=200)

    async def run() -> None:
        app = web.Application()
        app.router.add_post("/api/messages", messages)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await _measured(pipe, runner.addresses[0][1])
        await runner.cleanup()

    asyncio.run(run())


async def _measured(pipe: Connection, port: int) -> None:
    """Say the port; then answer each "mark" with the CPU and the memory used so far, until told to leave."""
    loop = asyncio.get_running_loop()
    pipe.send(port)
    while (await loop.run_in_executor(None, pipe.recv)) == "mark":
        pipe.send((cpu(), memory()))


# --------------------------------------------------------------------------------------------------------------- Teams


async def heard(pipe: Any, process: Any) -> Any:
    """What the bot says; an error when it is gone or silent."""
    for _ in range(300):
        if await asyncio.get_running_loop().run_in_executor(None, pipe.poll, 0.1):
            return pipe.recv()
        if not process.is_alive():
            break
    raise SystemExit("the bot is gone or silent")


async def driven(bot: Any, count: int, turns: list[str], think: float = 0.0) -> dict[str, float]:
    """`think`: seconds that somebody thinks before they write, on average."""
    import aiohttp
    from teams import activities
    from teams.connector import connector, signed

    async with connector() as found:
        here, there = multiprocessing.Pipe()
        with tempfile.TemporaryDirectory() as folder:
            process = multiprocessing.get_context("spawn").Process(
                target=bot, args=(there, found.root, folder), daemon=True
            )
            process.start()
            port = await heard(here, process)
            waits: list[float] = []
            chance = random.Random(5)
            base = {"serviceUrl": found.service}
            token = signed(activities.message("x") | base, time.time())
            headers = {"Authorization": token, "Content-Type": "application/json"}
            async with aiohttp.ClientSession(
                f"http://127.0.0.1:{port}", connector=aiohttp.TCPConnector(limit=PEOPLE)
            ) as session:

                async def post(number: int) -> None:
                    person, turn = number % PEOPLE, number // PEOPLE
                    user = f"p{person}x{turn // A_PERSON}"
                    raw = activities.message(turns[turn % len(turns)], user, id=str(number)) | base
                    began = time.perf_counter()
                    while True:  # 503 says: nothing was taken, send it again; Teams does
                        async with session.post("/api/messages", data=json.dumps(raw), headers=headers) as answer:
                            if answer.status == 200:
                                break
                            assert answer.status == 503, answer.status
                    waits.append(time.perf_counter() - began)

                async def people(first: int, last: int) -> None:
                    """Sixteen people write at once, each one word after another, and every answer has come before the end."""

                    async def one(person: int) -> None:
                        for number in range(first + person, last, PEOPLE):
                            if think:
                                await asyncio.sleep(chance.expovariate(1 / think))
                            await post(number)

                    await asyncio.gather(*(one(person) for person in range(PEOPLE)))
                    async with found.came, asyncio.timeout(60):
                        await found.came.wait_for(lambda: _posts(found) >= before_posts + last - first)

                before_posts = 0
                await people(0, PEOPLE * 8)  # warm
                waits.clear()
                before_posts = _posts(found)
                here.send("mark")
                began, used = time.perf_counter(), await heard(here, process)
                await people(PEOPLE * 8, PEOPLE * 8 + count)
                here.send("mark")
                after = await heard(here, process)
                took = time.perf_counter() - began
            here.send("leave")
            process.join(10)
            process.kill()
    waits.sort()
    return {
        "cpu ms a message": 1000 * (after[0] - used[0]) / count,
        "ack p50 ms": 1000 * statistics.median(waits),
        "ack p99 ms": 1000 * waits[int(len(waits) * 0.99)],
        "messages a second": count / took,
        "memory MiB": after[1] / 1024,
        "growth %": 100 * (after[1] - used[1]) / used[1],
    }


def _posts(found: Any) -> int:
    return sum(call.method == "POST" for call in found.calls)


def main() -> None:
    runs = {
        "ours": (ours, PLAIN, 0.0),
        "judged": (ours, JUDGED, 0.0),
        "thinking": (ours, [*PLAIN, *JUDGED], THINK),
        "echo": (echo, PLAIN, 0.0),
    }
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int, nargs="?", default=960)
    parser.add_argument(
        "--think", type=float, help="seconds, in every run: an organisation may send a hundred a second for ever"
    )
    parser.add_argument("--only", nargs="+", choices=runs, default=list(runs))
    given = parser.parse_args()
    count = given.count
    rows = {}
    for name in given.only:
        bot, turns, think = runs[name]
        rows[name] = asyncio.run(driven(bot, count, turns, think if given.think is None else given.think))
    print(f"N={count} messages of {PEOPLE} people at once, Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    for key in next(iter(rows.values())):
        print(f"{key:>20}  " + "  ".join(f"{name} {row[key]:8.2f}" for name, row in rows.items()))
    for name in [each for each in ("ours", "judged") if each in rows and "echo" in rows]:
        print(f"{name} / echo, CPU: {rows[name]['cpu ms a message'] / rows['echo']['cpu ms a message']:.2f}")


if __name__ == "__main__":
    main()
