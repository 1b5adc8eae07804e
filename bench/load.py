"""The whole program under load: so many messages a second for so many minutes, and what that costs and loses.

    python bench/load.py [--on sqlite|postgres] [--rate 100] [--minutes 10] [--mix walks|presses|hostile] [--replicas N]

The coach runs as `oops serve` in processes of its own, on a SQLite file, or as two replicas on a PostgreSQL server that writes to
its disk like any other. This process is Slack (a Web API on loopback) and all the people. They come as people do, whenever they
like (Poisson): who acts next is somebody whose last message was answered, or somebody new. Nobody waits for anybody, so a coach
that falls behind is not asked less. Deliveries that are not acknowledged come again, as Slack's do.

    walks    from the first words to a draft: three times words, which a model reads, and four presses
    presses  the same people, who say the same words at every step: what the door, the conversation and the memory cost alone
    hostile  walks, and beside them what nobody should send: large bodies, wrong signatures, odd Unicode, the same again, buttons
             of old cards, texts of 8,000 characters, and thirty who send a byte now and then

At the end everything that was acknowledged must stand in the database once and must have been answered. The memory of each
replica is looked at every other second; its slope is that of the line of least squares after the first fifth, and over the second half.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter, deque
from contextlib import AsyncExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from aiohttp import web

HERE = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HERE), str(HERE / "tests")]

from slack import AGAIN, SECRET, WALK, Slack, message, press, serving, signed  # noqa: E402

from storage import keys  # noqa: E402
from storage.store import SqlStore  # noqa: E402

A_TEAM = 40
"""Messages a second of one organisation: it may send a hundred for ever."""
TICK = os.sysconf("SC_CLK_TCK")
LAST = 30.0
"""Seconds in which the last answers must come."""
CIRCLE = 200
"""People of the hostile mix, as many who send what they should not, and as many who press buttons of others: so that what is kept
of each is known after the first minutes."""
SLOW = 30
"""Who send a byte now and then, at once."""
ODD = (
    "\ud83d\ude48" * 50, "i sent it to chris \u202e\u2066 twice", "a\u0301" * 400, "\x00\x01\x02 what now", "<!channel> <@U0BOT> *_~`",
    "\u0627\u0644\u062e\u0637\u0623", "\uffff\ufffe", "\u200b" * 1000, "{{7*7}} ${jndi:ldap://x} %s %n", "\U0001f468\u200d\U0001f469\u200d\U0001f467" * 30,
)  # fmt: skip
LONG = ("i sent the payroll file to the wrong chris and i noticed at 14:10. " * 120)[:8_000]


@dataclass(slots=True)
class Someone:
    """A person on their walk."""

    user: str
    team: str
    step: int = 0
    posts: int = 0


@dataclass(slots=True)
class Seen:
    """What was measured."""

    acks: list[float] = field(default_factory=list)
    replies: list[float] = field(default_factory=list)
    statuses: Counter = field(default_factory=Counter)
    keys: int = 0
    """Deliveries that were acknowledged and answered, each once."""
    given_up: int = 0
    """Deliveries that were never acknowledged, however often they came."""
    busy: int = 0
    """Presses that were not taken, and told so."""
    unanswered: int = 0
    wrong: Counter = field(default_factory=Counter)
    """What was answered otherwise than it should be, by kind and status."""


class Crowd:
    """Everyone who writes, and how they fare."""

    def __init__(self, slack, session, urls, teams, mix, chance):
        self.slack, self.session, self.urls, self.teams, self.mix, self.chance = (
            slack,
            session,
            urls,
            teams,
            mix,
            chance,
        )
        self.ready: deque[Someone] = deque()
        self.seen = Seen()
        self.running: set[asyncio.Task] = set()
        self.people = 0
        self.old: deque[tuple[Someone, str]] = deque(maxlen=500)
        """Buttons that are answered already."""

    def start(self, work):
        task = asyncio.create_task(work)
        self.running.add(task)
        task.add_done_callback(self.running.discard)

    async def come(self, rate, seconds):
        """So many a second, as they like, for so long."""
        began = due = time.perf_counter()
        while due < began + seconds:
            due += self.chance.expovariate(rate)
            if (wait := due - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            hostile = self.mix == "hostile" and self.chance.random() < 0.5
            self.start(self.hostile() if hostile else self.turn())
        while self.running and time.perf_counter() < began + seconds + LAST + sum(AGAIN):
            await asyncio.wait(set(self.running), timeout=1)
        self.seen.unanswered += len(self.running)
        for each in set(self.running):
            each.cancel()
        return time.perf_counter() - began

    def somebody(self):
        if self.ready and (self.mix != "hostile" or self.people >= CIRCLE):
            self.ready.rotate(self.chance.randrange(len(self.ready)))  # else all would come to the same step at once
            return self.ready.popleft()
        self.people += 1
        team = self.teams[self.people % len(self.teams)]
        return Someone(f"U{team}{self.people:07}", team)

    async def turn(self):
        """One message of somebody: sent until it is acknowledged, and answered."""
        one = self.somebody()
        how, what = WALK[one.step] if one.step < len(WALK) else ("say", "where am i")
        if self.mix == "presses":
            how, what = ("say", "where am i") if one.step else ("say", "hi")
        channel = f"D{one.user[1:]}"
        if how == "say":
            sent = message(one.team, one.user, what)
        else:
            try:
                button = self.slack.button(one.user, what)
            except KeyError:  # they were answered with something else, and go another way
                self.seen.wrong["no button", 200] += 1
                return
            self.old.append((one, button))
            sent = press(one.team, one.user, what, button, f"{self.slack.root}whisper.{one.user}")
        number = len(self.slack.times[channel]) + 1
        began = time.perf_counter()
        if not await self.acknowledged(*sent):
            self.seen.given_up += 1
            return
        try:
            async with asyncio.timeout(LAST):
                came = await self.slack.posted(channel, number)
        except TimeoutError:
            self.seen.unanswered += 1
            return
        if self.slack.whispered.pop(one.user, False):  # "I can't save that just now": pressed again
            self.slack.times[channel].pop()
            self.seen.busy += 1
            self.ready.append(one)
            return
        self.seen.keys += 1
        self.seen.replies.append(came - began)
        one.step += 1
        if one.step < len(WALK) or self.mix == "hostile":
            self.ready.append(one)
        else:
            self.slack.forget(channel)

    async def acknowledged(self, body, kind):
        """Claim: it was, at the first time or at one of those after it."""
        for wait in (*AGAIN, None):
            status, took = await self.post(body, signed(body, kind))
            self.seen.acks.append(took)
            if status == 200:
                return True
            if wait is not None:
                await asyncio.sleep(wait)
        return False

    async def post(self, body, headers):
        """The status of one POST to one of the replicas, and the seconds that it took; 0 for none in ten seconds."""
        began = time.perf_counter()
        url = self.chance.choice(self.urls)
        try:
            async with (
                asyncio.timeout(10),
                self.session.post(f"{url}/slack/events", data=body, headers=headers) as answer,
            ):
                await answer.read()
                status = answer.status
        except (aiohttp.ClientError, TimeoutError):
            status = 0
        self.seen.statuses[status] += 1
        return status, time.perf_counter() - began

    # what nobody should send

    async def hostile(self):
        kind = self.chance.choices(
            ("forged", "large", "odd", "twice", "old", "shape", "long"), (25, 15, 20, 20, 15, 15, 1)
        )[0]
        user, team = f"UX{self.chance.randrange(CIRCLE):05}", self.teams[0]
        allowed = {200}
        body, type_ = message(team, user, self.chance.choice(ODD))
        headers = None
        if kind == "forged":
            headers, allowed = signed(b"another", type_), {401}
        elif kind == "large":
            body, allowed = (
                json.dumps({"x": "y" * self.chance.choice((200_000, 262_000, 400_000))}).encode(),
                {200, 400, 413},
            )
        elif kind == "twice":
            body, type_ = message(team, user, "where am i", event=f"Ev{user}twice")
            await self.post(body, signed(body, type_))
        elif kind == "old" and self.old:
            one, button = self.chance.choice(self.old)
            stranger = f"UX{self.chance.randrange(CIRCLE // len(self.teams)):05}"
            body, type_ = press(one.team, self.chance.choice((one.user, stranger)), "done", button)
        elif kind == "shape":
            body = self.chance.choice(
                (b"[" * 5000, b"{", b"null", b'{"type": "event_callback", "event": 7}', b"\xff\xfe", b"")
            )
            allowed = {200, 400}
        elif kind == "long":
            body, type_ = message(team, user, LONG)
        status, _ = await self.post(body, headers or signed(body, type_))
        if status not in allowed:
            self.seen.wrong[kind, status] += 1

    async def slowly(self):
        """Somebody who sends a byte now and then, until they are cut off; and again."""
        while True:
            host, _, port = self.chance.choice(self.urls)[7:].partition(":")
            writer = None
            with suppress(OSError):
                reader, writer = await asyncio.open_connection(host, int(port))
                writer.write(
                    b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n"
                )
                for _ in range(60):
                    writer.write(b"x")
                    await writer.drain()
                    with suppress(TimeoutError):
                        async with asyncio.timeout(1):
                            if not await reader.read(100):
                                break
            if writer is not None:
                writer.close()


class Teams(Slack):
    """A Slack of many workspaces, which keeps nothing of who is through. A line that is whispered counts as a post, and is known."""

    def __init__(self):
        super().__init__()
        self.root = ""
        self.whispered = {}

    async def call(self, request):
        method, _, user = request.match_info["method"].partition(".")
        if method != "whisper":
            return await super().call(request)
        self.whispered[user] = True
        self.times[f"D{user[1:]}"].append(time.perf_counter())
        self.came[f"D{user[1:]}"].set()
        return web.Response()

    def forget(self, channel):
        for kept in (self.times, self.newest, self.came):
            kept.pop(channel, None)


# --------------------------------------------------------------------------------------------------------------- figures


def quantile(values, q):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * q))] * 1000 if ordered else float("nan")


def cpu_of(pids):
    """Seconds of processor time of these processes."""
    spent = 0.0
    for pid in pids:
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            spent += (int(fields[11]) + int(fields[12]) + int(fields[13]) + int(fields[14])) / TICK
    return spent


def children(pid):
    """A process and those that it has begun."""
    with suppress(OSError):
        return [pid, *map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    return []


def slope(samples):
    """MB a minute, and MB in all, of the line of least squares through (seconds, MB)."""
    if len(samples) < 3:
        return float("nan"), float("nan")
    mean_t, mean_m = (sum(each) / len(samples) for each in zip(*samples, strict=True))
    spread = sum((t - mean_t) ** 2 for t, _ in samples)
    found = sum((t - mean_t) * (m - mean_m) for t, m in samples) / spread
    return found * 60, found * (samples[-1][0] - samples[0][0])


async def watch(coaches, samples):
    began = time.perf_counter()
    while True:
        for each, kept in zip(coaches, samples, strict=True):
            kept.append((time.perf_counter() - began, each.rss()))
        await asyncio.sleep(2)


@contextmanager
def database(engine, folder):
    """The address of an empty database, and the process that holds it, where there is one."""
    if engine == "sqlite":
        yield f"sqlite:///{folder}/oops.db", None
        return
    from contract.servers import emptied, postgres_url

    url = emptied(postgres_url(durable=True))
    socket = Path(url.partition("host=")[2])
    yield url, int((socket / "data" / "postmaster.pid").read_text().split()[0])


def rows(url):
    """How many deliveries the database has seen."""
    asked = "SELECT count(*) FROM seen WHERE key NOT LIKE 'met:%'"
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as conn:
            return conn.execute(asked).fetchone()[0]
    import psycopg

    with psycopg.connect(url) as conn:
        return conn.execute(asked.replace("%", "%%")).fetchone()[0]


async def installed(url, key, teams):
    """Every workspace has us."""
    store = SqlStore.open(url, key)
    for team in teams:
        await store.keep_tokens("slack", team, {"bot_token": f"xoxb-bench{team}", "bot_user": "U0BOT", "bot": "B0BOT"})
    await store.close()


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--on", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--rate", type=float, default=0, help="messages a second: 100 on SQLite, 150 on PostgreSQL")
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--mix", choices=("walks", "presses", "hostile"), default="walks")
    parser.add_argument("--replicas", type=int, default=0, help="1 on SQLite, 2 on PostgreSQL")
    parser.add_argument("--seed", type=int, default=6)
    given = parser.parse_args()
    rate = given.rate or (100 if given.on == "sqlite" else 150)
    replicas = given.replicas or (1 if given.on == "sqlite" else 2)
    teams = [f"T{number:03}" for number in range(int(rate // A_TEAM) + 1)]
    slack = Teams()
    app = web.Application(client_max_size=2**21)
    app.router.add_post("/api/{method}", slack.call)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.root = f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    key = keys.make()
    with tempfile.TemporaryDirectory() as folder, database(given.on, folder) as (url, server):
        await installed(url, key, teams)
        environment = os.environ | {
            "SLACK_API_URL": slack.root, "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "0123456789abcdef0123456789abcdef",
            "OOPS_PUBLIC_URL": "https://oops.example.org", "OOPS_MASTER_KEY": key, "DATABASE_URL": url, "LOG_LEVEL": "ERROR",
        }  # fmt: skip
        async with AsyncExitStack() as stack:
            session = await stack.enter_async_context(aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)))
            coaches = [
                await stack.enter_async_context(
                    serving([sys.executable, "-m", "adapters", "serve"], environment, slack, session)
                )
                for _ in range(replicas)
            ]
            chance = random.Random(given.seed)
            warm = Crowd(slack, session, [each.url for each in coaches], teams, given.mix, chance)
            await warm.come(10, 5)
            crowd = Crowd(slack, session, [each.url for each in coaches], teams, given.mix, chance)
            crowd.people, crowd.ready = (1_000_000, deque()) if given.mix != "hostile" else (warm.people, warm.ready)
            samples = [[] for _ in coaches]
            watching = asyncio.create_task(watch(coaches, samples))
            slow = [asyncio.create_task(crowd.slowly()) for _ in range(SLOW if given.mix == "hostile" else 0)]
            ours, theirs = [each.pid for each in coaches], children(server) if server else []
            before, beside, mine = cpu_of(ours), cpu_of(children(server) if server else []), time.process_time()
            took = await crowd.come(rate, given.minutes * 60)
            spent, mine = cpu_of(ours) - before, time.process_time() - mine
            theirs = cpu_of(children(server)) - beside if server else 0.0
            for each in (watching, *slow):
                each.cancel()
            told(given, rate, crowd.seen, samples, took, (spent, theirs, mine), coaches)
            kept = rows(url)
        seen = crowd.seen
        if given.mix != "hostile":
            wanted = seen.keys + warm.seen.keys
            print(
                f"kept: {kept:,} deliveries, of {wanted:,} that were acknowledged and answered; lost {max(0, wanted - kept):,}, unanswered {seen.unanswered}, told to press again {seen.busy}, never acknowledged {seen.given_up}"
            )
    await runner.cleanup()


def told(given, rate, seen, samples, took, spent, coaches):
    minutes = given.minutes
    print(
        f"{given.on}, {len(coaches)} replica(s), {given.mix}, {rate:g} a second for {minutes:g} min, seed {given.seed}"
    )
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores, shared with this driver")
    total = max(1, len(seen.acks))
    for name, values in (("ack", seen.acks), ("reply", seen.replies)):
        most = max(values, default=float("nan")) * 1000
        print(
            f"{name:6} p50 {quantile(values, 0.5):8.1f} ms  p99 {quantile(values, 0.99):8.1f} ms  max {most:8.1f} ms  n {len(values):,}"
        )
    ours, theirs, mine = (each / total * 1000 for each in spent)
    print(
        f"processor time a message: coach {ours:.1f} ms, PostgreSQL {theirs:.1f} ms, this driver {mine:.1f} ms; {took:.0f} s in all"
    )
    print(
        f"statuses {dict(sorted(seen.statuses.items()))}; otherwise than they should be: {dict(seen.wrong) or 'none'}"
    )
    for kept in samples:
        (minute, whole), (late, _) = slope(kept[len(kept) // 5 :]), slope(kept[len(kept) // 2 :])
        fifths = [kept[len(kept) * fifth // 5][1] for fifth in range(5)] + [kept[-1][1]]
        print(
            f"memory {', '.join(f'{each:.0f}' for each in fifths)} MB at the fifths; slope after the first {minute:+.2f} MB a minute, {whole:+.1f} MB in all; of the second half {late:+.2f} MB a minute"
        )


if __name__ == "__main__":
    asyncio.run(main())
