"""Slack's numbers: how soon 16 people at once are acknowledged and answered, what a press costs beside a stock Bolt echo, memory.

    python bench/slack.py [--walks 96] [--rounds 5] [--people 64] [--memory 0]

Who is answered with 503 sends again, as Slack does; that is counted.

The coach runs as `oops serve` in a process of its own, on a SQLite file. The echo is what Bolt's README shows (acknowledge,
say), on Bolt's own server in a process of its own, and stores nothing. This process is Slack (a Web API on loopback) and the
people; what it costs is counted for nobody.

1. Sixteen people, each on a walk of their own from the first words to a draft: three times words, four presses. Each waits
   for the reply, thinks for a second (exponential, quicker than anybody reads), and goes on; then somebody new comes.
2. Sixteen people who do not think: at every moment sixteen deliveries are under way. Each round walks so many people to the
   draft; after each of their four presses come as many presses of the echo, so that a clock that swings is the same for both.
   CPU is what the kernel's scheduler counted for the threads of the serving process, each by itself; the
   ratio is the median of all pairs.
3. `--memory N`: so many words that work, which are saved and answered, a hundred from each person; the resident size.
"""

from __future__ import annotations

import argparse
import asyncio
import hmac
import json
import os
import random
import socket
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from contextlib import asynccontextmanager, suppress
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

HERE = Path(__file__).resolve().parent.parent
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
TEAM = "T0BENCH"
AT_ONCE = 16
A_SECOND = 80
"""Messages of the memory run: what comes faster from one organisation is not taken for ever."""
THINK = 1.0
"""Seconds that somebody thinks, on average."""
AGAIN = (1.0, 5.0, 20.0)
"""Seconds after which Slack sends what was not acknowledged once more."""
WALK = (
    ("say", "i sent the payroll file to the wrong chris"),
    ("press", "done"),
    ("press", "not_told"),
    ("say", "i sent the march payroll file to the wrong chris at 14:05. 41 people are in it. i noticed at 14:10"),
    ("say", "keep ringing chris till he says its deleted. tell my boss by 4 either way"),
    ("press", "not_now"),
    ("press", "send_now"),
)

ECHO = """
import os
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
client = AsyncWebClient(token="xoxb-bench", base_url=os.environ["SLACK_API_URL"])
app = AsyncApp(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])
@app.action("done")
async def pressed(ack, say):
    await ack()
    await say("done")
@app.event("message")
async def said(say):
    await say("heard")
app.start(port=int(os.environ["PORT"]), host="127.0.0.1")
"""


class Slack:
    """The least that both need of a Web API; it notes when a post came for whom, and the buttons of the newest."""

    def __init__(self):
        self.times = defaultdict(list)
        self.newest = {}
        self.came = defaultdict(asyncio.Event)
        self.count = 0

    async def call(self, request):
        method = request.match_info["method"]
        body = await request.read()
        arguments = json.loads(body) if request.content_type == "application/json" else {}
        self.count += 1
        match method:
            case "auth.test":
                return web.json_response({"ok": True, "team_id": TEAM, "user_id": "U0BOT", "bot_id": "B0BOT"})
            case "users.info":
                user = (await request.post())["user"]
                profile = {"real_name": f"Person {user[3:]}"}
                team = request.headers.get("Authorization", "").partition("xoxb-bench")[2] or TEAM
                return web.json_response(
                    {"ok": True, "user": {"id": user, "team_id": team, "tz": "Europe/Dublin", "profile": profile}}
                )
            case "users.list":
                return web.json_response({"ok": True, "members": []})
            case "conversations.open":
                return web.json_response({"ok": True, "channel": {"id": f"D{arguments['users'][1:]}"}})
            case "chat.postMessage":
                channel = arguments["channel"]
                self.times[channel].append(time.perf_counter())
                self.newest[channel] = arguments
                self.came[channel].set()
                return web.json_response({"ok": True, "channel": channel, "ts": f"{1_776_000_000 + self.count}.000100"})
            case _:
                return web.json_response({"ok": True, "ts": "1.1", "channel": arguments.get("channel", "")})

    async def posted(self, channel, number):
        """When the post of this number came."""
        while len(self.times[channel]) < number:
            self.came[channel].clear()
            await self.came[channel].wait()
        return self.times[channel][number - 1]

    def button(self, user, choice):
        """The value of a button on somebody's newest card."""
        blocks = self.newest[f"D{user[1:]}"].get("blocks", ())
        found = {
            e["action_id"]: e["value"] for b in blocks if b["type"] == "actions" for e in b["elements"] if "value" in e
        }
        return found[choice]


def signed(body, kind):
    """The headers under which Slack sends this."""
    stamp = str(int(time.time()))
    made = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, sha256).hexdigest()
    return {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={made}"}


def message(team, user, text, event=""):
    """Words in a direct message, as Slack sends them: the body and its type. `event`: the id of one that was sent before."""
    ts = f"{time.time():.6f}"
    said = {"type": "message", "channel_type": "im", "channel": f"D{user[1:]}", "user": user, "text": text, "ts": ts}
    envelope = {"type": "event_callback", "team_id": team, "event": said, "event_id": event or f"Ev{user}{ts}"}
    return json.dumps(envelope).encode(), "application/json"


def press(team, user, choice, value, respond=""):
    """A press of a button, the same. `respond`: where a line may be whispered to whoever pressed."""
    payload = {
        "type": "block_actions", "user": {"id": user, "team_id": team}, "team": {"id": team}, "api_app_id": "A0",
        "channel": {"id": f"D{user[1:]}"}, "container": {"type": "message"}, "trigger_id": f"1.{user}", "response_url": respond,
        "actions": [{"type": "button", "action_id": choice, "block_id": "b", "value": value, "action_ts": f"{time.time():.6f}"}],
    }  # fmt: skip
    return urlencode({"payload": json.dumps(payload)}).encode(), "application/x-www-form-urlencoded"


class Served:
    """A serving process, and what is sent to it."""

    def __init__(self, slack, session, url, pid):
        self.slack, self.session, self.url, self.pid = slack, session, url, pid
        self.again = 0

    async def send(self, body, kind):
        """Send it, and once more where it is not taken."""
        began = time.perf_counter()
        for pause in (*AGAIN, None):
            async with self.session.post(f"{self.url}/slack/events", data=body, headers=signed(body, kind)) as answer:
                await answer.read()
            if answer.status != 503 or pause is None:
                break
            self.again += 1
            await asyncio.sleep(pause)
        assert answer.status == 200, answer.status
        return began, time.perf_counter()

    async def say(self, user, text):
        """A message; the seconds to its acknowledgement and to the reply."""
        return await self._turn(user, *message(TEAM, user, text))

    async def turn(self, user, how, what):
        """One turn of a walk."""
        return await (self.say(user, what) if how == "say" else self.press(user, what, self.slack.button(user, what)))

    async def press(self, user, choice, value):
        """A press, the same."""
        return await self._turn(user, *press(TEAM, user, choice, value))

    async def _turn(self, user, body, kind):
        channel = f"D{user[1:]}"
        number = len(self.slack.times[channel]) + 1
        began, acked = await self.send(body, kind)
        return acked - began, await self.slack.posted(channel, number) - began

    def cpu(self):
        """Milliseconds of CPU of each thread so far; the first is the one that serves."""
        found = {}
        for task in sorted(Path(f"/proc/{self.pid}/task").iterdir(), key=lambda each: int(each.name)):
            with suppress(OSError):  # it has just ended
                found[task.name] = int((task / "schedstat").read_text().split()[0]) / 1e6
        return found

    def rss(self):
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


async def crowd(jobs):
    """All of it, by so many at once; what each gave."""
    waiting, found = list(reversed(jobs)), []

    async def one():
        while waiting:
            found.append(await waiting.pop()())

    await asyncio.gather(*(one() for _ in range(AT_ONCE)))
    return found


def shown(name, pairs):
    for what, values in (("ack", [a for a, _ in pairs]), ("reply", [r for _, r in pairs])):
        ordered = sorted(values)
        p50, p99 = (ordered[min(len(ordered) - 1, int(len(ordered) * q))] * 1000 for q in (0.5, 0.99))
        print(f"{name:<40} {what:<6} p50 {p50:7.1f} ms   p99 {p99:7.1f} ms   n {len(values)}", flush=True)


# ------------------------------------------------------------------------------------------------- sixteen people who think


async def people(served, prefix, walks, *, echo=False):
    """So many walks, sixteen at a time, with thinking between."""
    chance = random.Random(4)
    found = {"say": [], "press": []}

    async def walk(number):
        user = f"U{prefix}{number:05}"
        for how, what in WALK:
            await asyncio.sleep(chance.expovariate(1 / THINK))
            turn = served.press(user, "done", "x") if echo and how == "press" else served.turn(user, how, what)
            found[how].append(await turn)

    await crowd([lambda n=n: walk(n) for n in range(walks)])
    return found


# ------------------------------------------------------------------------------------------------------------------- main


@asynccontextmanager
async def serving(arguments, environment, slack, session):
    """A server of its own; it has answered once when this goes on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    quiet = asyncio.subprocess.DEVNULL
    running = await asyncio.create_subprocess_exec(
        *arguments, cwd=HERE, env=environment | {"PORT": str(port)}, stderr=quiet, stdout=quiet
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                async with session.get(f"{url}/healthz") as answer:
                    await answer.read()
                break
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)
        else:
            raise SystemExit("it did not start")
        yield Served(slack, session, url, running.pid)
    finally:
        running.terminate()
        await running.wait()


async def memory(served, messages):
    """So many messages more, from a hundredth as many people each hundred; how the serving process grows."""
    steps = 10
    began, sent = time.monotonic(), 0
    print(f"memory: {served.rss():.0f} MB before", flush=True)
    for step in range(steps):
        each = messages // steps
        users = [f"UM{step}{number:04}" for number in range(max(AT_ONCE, each // 100))]

        async def one(number, users=users):
            await served.say(users[number % len(users)], "where am i")

        for first in range(0, each, len(users)):
            some = range(first, min(each, first + len(users)))
            await crowd([lambda n=n: one(n) for n in some])
            sent += len(some)
            await asyncio.sleep(max(0.0, began + sent / A_SECOND - time.monotonic()))
        served.slack.times.clear()
        served.slack.newest.clear()
        served.slack.came.clear()
        print(f"memory: {served.rss():.0f} MB after {(step + 1) * each} messages", flush=True)


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--walks", type=int, default=96)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--people", type=int, default=64, help="people in a round")
    parser.add_argument("--memory", type=int, default=0)
    given = parser.parse_args()
    slack = Slack()
    app = web.Application(client_max_size=2**21)
    app.router.add_post("/api/{method}", slack.call)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    shared = os.environ | {
        "SLACK_API_URL": f"http://127.0.0.1:{runner.addresses[0][1]}/api/",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "LOG_LEVEL": "ERROR",
    }
    with tempfile.TemporaryDirectory() as folder:
        ours = shared | {
            "OOPS_MASTER_KEY": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
            "DATABASE_URL": f"sqlite:///{folder}/oops.db",
        }
        limits = aiohttp.TCPConnector(limit=AT_ONCE)
        async with (
            aiohttp.ClientSession(connector=limits) as session,
            serving([sys.executable, "-m", "adapters", "serve"], ours, slack, session) as coach,
            serving([sys.executable, "-c", ECHO], shared, slack, session) as echo,
        ):
            print(f"coach {coach.pid}, echo {echo.pid}, Python {sys.version.split()[0]}, {os.cpu_count()} cores")
            for number in range(AT_ONCE):  # warm
                for how, what in WALK:
                    await coach.turn(f"UW{number:05}", how, what)
                    await echo.press(f"UV{number:05}", "done", "x")
            if given.walks:
                found = await people(coach, "A", given.walks)
                shown("sixteen who think: words", found["say"])
                shown("sixteen who think: a press", found["press"])
                shown("sixteen who think: all", found["say"] + found["press"])
                found = await people(echo, "B", given.walks // 3, echo=True)
                shown("the same, of the echo", found["say"] + found["press"])
            await rounds(coach, echo, slack, given.rounds, given.people)
            if given.memory:
                await memory(coach, given.memory)
    await runner.cleanup()


def spent(before, after, many):
    """Milliseconds of CPU each, by thread."""
    return {name: (now - before.get(name, 0.0)) / many for name, now in after.items()}


async def rounds(coach, echo, slack, count, many):
    """Walks without a pause; after each press of everyone's, as many presses of the echo."""
    said, pressed, echoed, costs = [], [], [], defaultdict(list)
    for number in range(count):
        users = [f"UR{number:02}{each:05}" for each in range(many)]
        for how, what in WALK:
            before = coach.cpu()
            found = await crowd([lambda u=u: coach.turn(u, how, what) for u in users])  # noqa: B023  it is awaited here
            await asyncio.sleep(0.5)  # what follows an answer is part of its cost
            mine = spent(before, coach.cpu(), many)
            if how == "say":
                said += found
                continue
            pressed += found
            before = echo.cpu()
            echoed += await crowd([lambda u=u: echo.press(f"UE{u[2:]}", "done", "x") for u in users])
            await asyncio.sleep(0.5)
            costs[what].append((mine, spent(before, echo.cpu(), many)))
    shown("sixteen without a pause: words", said)
    shown("sixteen without a pause: a press", pressed)
    shown("sixteen without a pause: the echo", echoed)
    print(f"not taken and sent again: {coach.again} of the coach's, {echo.again} of the echo's")
    for what, pairs in {**costs, "a press": [pair for each in costs.values() for pair in each]}.items():
        sums = [(sum(mine.values()), sum(theirs.values())) for mine, theirs in pairs]
        mine, theirs = (statistics.median(column) for column in zip(*sums, strict=True))
        ratio = statistics.median(one / other for one, other in sums)
        print(f"CPU of {what}: ours {mine:.2f} ms, the stock echo's {theirs:.2f} ms; ratio {ratio:.2f}")
    threads = [
        (
            statistics.median(mine.get(name, 0.0) for mine, _ in pairs),
            "serves" if name == str(coach.pid) else f"thread {name}",
        )
        for name in coach.cpu()
    ]
    shares = ", ".join(f"{name} {each:.2f} ms" for each, name in sorted(threads, reverse=True) if each > 0.01)
    print(f"of a press, by thread: {shares}; load {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
