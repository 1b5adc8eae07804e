"""Slack's numbers: acknowledgement and reply at 16 people at once, CPU of a press beside a stock Bolt echo, memory.

    python bench/slack.py [--people 400] [--memory 0]

The coach runs as `oops serve` in a process of its own, on a SQLite file; the echo is what Bolt's README shows (acknowledge,
say), on Bolt's own server, and stores nothing. Both post to a Web API on loopback in this process, which also presses.
CPU is user + system time of the serving process alone, as /proc tells it. `--memory N` sends N messages more.
"""

from __future__ import annotations

import argparse
import asyncio
import hmac
import json
import os
import sys
import tempfile
import time
from collections import defaultdict
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
from aiohttp import web

HERE = Path(__file__).resolve().parent.parent
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
TEAM = "T0BENCH"
AT_ONCE = 16
TICK = os.sysconf("SC_CLK_TCK")

ECHO = """
import asyncio, os
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
client = AsyncWebClient(token="xoxb-bench", base_url=os.environ["SLACK_API_URL"])
app = AsyncApp(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])
@app.action("done")
async def pressed(ack, say):
    await ack()
    await say("done")
app.start(port=int(os.environ["PORT"]), host="127.0.0.1")
"""


class Api:
    """The least that both need of a Web API; it notes when a post came for whom."""

    def __init__(self):
        self.posts = defaultdict(list)
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
                return web.json_response(
                    {
                        "ok": True,
                        "user": {
                            "id": user,
                            "team_id": TEAM,
                            "tz": "Europe/Dublin",
                            "profile": {"real_name": f"Person {user[3:]}"},
                        },
                    }
                )
            case "users.list":
                return web.json_response({"ok": True, "members": []})
            case "conversations.open":
                return web.json_response({"ok": True, "channel": {"id": f"D{arguments['users'][1:]}"}})
            case "chat.postMessage":
                channel = arguments["channel"]
                self.posts[channel].append((time.perf_counter(), arguments))
                self.came[channel].set()
                return web.json_response({"ok": True, "channel": channel, "ts": f"{1_776_000_000 + self.count}.000100"})
            case _:
                return web.json_response({"ok": True, "ts": "1.1", "channel": arguments.get("channel", "")})

    async def posted(self, channel, number):
        """When the post of this number came."""
        while len(self.posts[channel]) < number:
            self.came[channel].clear()
            await self.came[channel].wait()
        return self.posts[channel][number - 1][0]


class Bench:
    def __init__(self, api, session, url, pid):
        self.api, self.session, self.url, self.pid = api, session, url, pid

    async def send(self, body, kind):
        stamp = str(int(time.time()))
        made = hmac.new(SECRET.encode(), b"v0:" + stamp.encode() + b":" + body, sha256).hexdigest()
        headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={made}"}
        began = time.perf_counter()
        async with self.session.post(f"{self.url}/slack/events", data=body, headers=headers) as answer:
            await answer.read()
            assert answer.status == 200, answer.status
        return began, time.perf_counter()

    async def say(self, user, text, number):
        """A message; the seconds to its acknowledgement and to the reply."""
        channel = f"D{user[1:]}"
        ts = f"{time.time():.6f}"
        event = {"type": "message", "channel_type": "im", "channel": channel, "user": user, "text": text, "ts": ts}
        body = json.dumps(
            {"type": "event_callback", "team_id": TEAM, "event": event, "event_id": f"Ev{user}{ts}"}
        ).encode()
        began, acked = await self.send(body, "application/json")
        return acked - began, await self.api.posted(channel, number) - began

    async def press(self, user, value, number):
        payload = {
            "type": "block_actions", "user": {"id": user, "team_id": TEAM}, "team": {"id": TEAM}, "api_app_id": "A0",
            "channel": {"id": f"D{user[1:]}"}, "container": {"type": "message"}, "trigger_id": f"1.{user}", "response_url": "",
            "actions": [{"type": "button", "action_id": "done", "block_id": "b", "value": value, "action_ts": "1.1"}],
        }  # fmt: skip
        body = urlencode({"payload": json.dumps(payload)}).encode()
        began, acked = await self.send(body, "application/x-www-form-urlencoded")
        return acked - began, await self.api.posted(f"D{user[1:]}", number) - began

    def cpu(self):
        fields = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

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
        print(f"{name:<28} {what:<6} p50 {p50:7.1f} ms   p99 {p99:7.1f} ms   n {len(values)}")


async def started(arguments, environment, port, session):
    running = await asyncio.create_subprocess_exec(
        *arguments, cwd=HERE, env=environment, stderr=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    for _ in range(600):
        try:
            async with session.get(f"{url}/healthz") as answer:
                await answer.read()
                return running, url
        except aiohttp.ClientError:
            await asyncio.sleep(0.1)
    raise SystemExit("it did not start")


def free_port():
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, default=400)
    parser.add_argument("--memory", type=int, default=0)
    given = parser.parse_args()
    api = Api()
    app = web.Application(client_max_size=2**21)
    app.router.add_post("/api/{method}", api.call)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    root = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    users = [f"U{number:06}" for number in range(given.people)]
    with tempfile.TemporaryDirectory() as folder:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE)) as session:
            port, echo_port = free_port(), free_port()
            shared = os.environ | {"SLACK_API_URL": root, "SLACK_SIGNING_SECRET": SECRET}
            key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
            ours = {
                "OOPS_MASTER_KEY": key,
                "DATABASE_URL": f"sqlite:///{folder}/oops.db",
                "PORT": str(port),
                "SLACK_BOT_TOKEN": "xoxb-bench",
                "LOG_LEVEL": "ERROR",
            }
            running, url = await started(
                [sys.executable, *os.environ.get("BENCH_PROFILE", "").split(), "-m", "adapters", "serve"],
                shared | ours,
                port,
                session,
            )
            bench = Bench(api, session, url, running.pid)
            await bench.say("U999999", "oops", 1)
            shown(
                "a first message",
                await crowd([lambda u=u: bench.say(u, "i sent the payroll file to the wrong chris", 1) for u in users]),
            )
            values = {}
            for user in users:
                buttons = [
                    e
                    for block in api.posts[f"D{user[1:]}"][0][1]["blocks"]
                    if block["type"] == "actions"
                    for e in block["elements"]
                ]
                values[user] = next(each["value"] for each in buttons if each["action_id"] == "done")
            before = bench.cpu()
            shown("a press, saved and answered", await crowd([lambda u=u: bench.press(u, values[u], 2) for u in users]))
            await asyncio.sleep(1)
            mine = (bench.cpu() - before) / given.people * 1000
            if given.memory:
                await memory(bench, users, given.memory)
            running.terminate()
            await running.wait()

            api.posts.clear()
            echo, url = await started(
                [sys.executable, "-c", ECHO], shared | {"PORT": str(echo_port)}, echo_port, session
            )
            stock = Bench(api, session, url, echo.pid)
            await stock.press("U999999", "x", 1)
            before = stock.cpu()
            shown("a stock echo, nothing saved", await crowd([lambda u=u: stock.press(u, "x", 1) for u in users]))
            theirs = (stock.cpu() - before) / given.people * 1000
            echo.terminate()
            await echo.wait()
    await runner.cleanup()
    print(f"CPU of a press               ours {mine:.2f} ms   stock echo {theirs:.2f} ms   ratio {mine / theirs:.2f}")


async def memory(bench, users, messages):
    """So many messages more; how the serving process grows."""
    numbers = {user: len(bench.api.posts[f"D{user[1:]}"]) for user in users}
    steps = 10
    print(f"memory: {bench.rss():.0f} MB before")
    for step in range(steps):
        jobs = []
        for each in range(messages // steps):
            user = users[each % len(users)]
            jobs.append(lambda u=user: bench.send_where(u))
        await crowd(jobs)
        for user in users:
            bench.api.posts[f"D{user[1:]}"].clear()
        print(f"memory: {bench.rss():.0f} MB after {(step + 1) * messages // steps} messages")
    del numbers


async def send_where(self, user):
    """`where am i`: a message that is saved and answered, and lets no journey grow."""
    ts = f"{time.time():.6f}"
    event = {
        "type": "message",
        "channel_type": "im",
        "channel": f"D{user[1:]}",
        "user": user,
        "text": "where am i",
        "ts": ts,
    }
    body = json.dumps({"type": "event_callback", "team_id": TEAM, "event": event, "event_id": f"Ev{user}{ts}"}).encode()
    began, acked = await self.send(body, "application/json")
    return acked - began, 0.0


Bench.send_where = send_where

if __name__ == "__main__":
    asyncio.run(main())
