"""`oops serve`: the composition root of what organisations run. Every door is put in here, and nowhere else."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import gc
import logging
import os
import secrets
import signal
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from aiohttp import web

from adapters.app import load_house, visits_to
from adapters.clock import Beats, FileClock, RealClock
from adapters.links import Links
from adapters.reader import reader
from adapters.serving import Door, Floor, Voices, application
from adapters.settings import Settings
from adapters.tombstones import Tombstones
from bot.beat import beat
from bot.conversation import Conversation
from bot.courier import Courier
from bot.errors import SettingsWrong
from bot.giving import WARNED, InChat
from bot.ports import Giver
from bot.visits import Visits
from storage.store import SqlStore

log = logging.getLogger("oops.serve")

BEAT = 1.0
"""Seconds between two beats."""
PASSED = 15
"""Beats of a program that is behind, of which one takes up the words that others left. Most of these are only late like its own, and
would be heard twice; but who left them may be gone."""
SWEEP = timedelta(minutes=15)
"""How often what has expired is looked for."""
LEAVING = 8.0
"""Seconds in which what has begun is finished when we are told to leave."""
GONE = 9.5
"""Seconds after which we are gone, whatever hangs: a name that is looked up, a server that says nothing, a large file that is written
anew. What was under way is found again by its row, as after a crash."""
HANGING_UP = 3.0
"""Seconds, of these, in which whoever has called in is answered: no platform waits for longer."""
LAST_BEAT = 2.0
"""Seconds in which a beat that has begun is finished: one that is cut off leaves a letter of which nobody knows."""

A_DAY = timedelta(days=1)
"""Longer than any lease: at the start, words wait for nobody else."""
SWITCH = 0.003
"""Seconds after which a thread that computes lets another have the interpreter. Words take ten milliseconds to read; who
presses a button meanwhile would wait five of Python's own at each read and write of a socket. Half a one is no better."""
COLLECT = 5_000
"""New objects after which rubbish is looked for. What was loaded at the start stays, and is not looked through each time:
that took seventy milliseconds, in which nobody was answered."""

GIVEN_BACK = 60
"""Beats between two times at which the C library gives back what nobody uses: it keeps what large bodies took, where something small
stands in between. Told beforehand to set large pieces apart (mallopt), it would fault in 256 KiB anew at each read of a socket, and
seven megabytes for each sentence that is read: a sixth of a press."""


class Served:
    """The whole coach for organisations: one database, the clock that beats, every configured door, one port."""

    def __init__(self, floor: Floor, clock: RealClock, beats: Beats, visits: Visits) -> None:
        """Use `open`."""
        self._visits = visits
        self.floor = floor
        self._clock = clock
        self._beats = beats
        self._swept = floor.clock.now()
        floor.tally.stands("swept_timestamp_seconds", time.time())  # there is nothing to sweep yet
        self._beaten = 0
        self._passed = 0
        """Beats since words that others left were last taken up."""
        path = floor.settings.tombstones
        self._tombstones = None if path is None else Tombstones(floor.store, path, floor.clock)

    @classmethod
    def open(cls, settings: Settings) -> Served:
        """Put everything together; nothing is connected yet. Raises SettingsWrong, CatalogWrong, StoreBroken."""
        house = load_house(settings.policy, retention_days=settings.retention_days)
        store = SqlStore.open(settings.database, settings.master_key, settings.old_keys, days=house.retention_days)
        clock = FileClock(settings.test_clock) if settings.test_clock else RealClock()
        floor = Floor(settings, house, store, clock)
        visits = visits_to(settings.model, lambda outcome: floor.tally.count("visits", outcome=outcome))
        courier = Courier(store, Voices(floor), clock)
        visits.courier = courier
        talk = Conversation(
            store, reader(), house, clock, floor.people, lambda: secrets.token_hex(16), giver(floor), visits
        )
        floor.furnish(talk, courier)
        for why in settings.without:
            log.warning("without the language model", extra={"why": why})
        for door in doors(floor):
            floor.doors[door.name] = door
        served: Served

        async def beat_once() -> None:
            await served.beat()

        served = cls(floor, clock, Beats(beat_once, BEAT), visits)
        return served

    async def beat(self) -> None:
        """Everything that is due; now and then, what has expired."""
        floor = self.floor
        self._beaten += 1
        if self._beaten % GIVEN_BACK == 0:  # first: while the database is down a beat comes to no end
            give_back()
        if self._tombstones is not None:
            _returned(await self._tombstones.keep())
            floor.tally.stands("tombstones_written", self._tombstones.written)
        await self._clock.follow(floor.store.time)
        self._passed = self._passed + 1 if floor.conversation.behind else PASSED
        if self._passed >= PASSED and not floor.conversation.full:
            self._passed = 0
            await self._take_up(floor.clock.now())
        heard = await beat(floor.store, floor.conversation, floor.courier, floor.unsaid)
        floor.tally.count("beats")
        floor.tally.count("check_ins", heard)
        if abs(floor.clock.now() - self._swept) >= SWEEP:
            self._swept = floor.clock.now()
            await floor.store.sweep(self._swept)
            floor.tally.stands("swept_timestamp_seconds", time.time())

    async def _take_up(self, before: datetime) -> None:
        """Words that were acknowledged and that nobody has heard, since whoever took them is gone: each door hears its own."""
        for who in await self.floor.store.left(self.floor.clock.now(), before=before):
            if (door := self.floor.doors.get(who.platform)) is not None:
                door.take_up(who, again=True)

    async def restore(self) -> None:
        """Before anything is served: who was deleted and came back with a backup is deleted again."""
        if self._tombstones is not None:
            _returned(await self._tombstones.apply())

    async def start(self, *, beating: bool = True) -> None:
        """Open the sentence reader, connect every door, and begin to beat."""
        await self.floor.conversation.warm()
        await self._clock.follow(self.floor.store.time)
        for door in self.floor.doors.values():
            await door.start()
        await self._take_up(self.floor.clock.now() + A_DAY)
        if beating:
            self._beats.start()

    async def close(self, within: float = LEAVING) -> None:
        """No beat begins any more; the one under way and every door finish what they have, in so many seconds; the database is let go."""
        until = time.monotonic() + within
        self._beats.stop()
        await self._visits.leave()
        await self._beats.rest(LAST_BEAT)
        left = until - time.monotonic()
        await asyncio.gather(*(door.stop(left) for door in self.floor.doors.values()), return_exceptions=True)
        await self.floor.store.close()


def _returned(people: int) -> None:
    if people:
        log.warning("a backup was put back: who was deleted since is deleted again", extra={"people": people})


def giver(floor: Floor) -> Giver:
    """How people get what they ask to have: behind a link where a browser reaches us, else in the chat, after a warning."""
    if not floor.settings.public_url:
        return InChat(floor.store, floor.house.catalog, floor.clock, WARNED)
    links = Links(floor)
    floor.pages += links.routes()
    return links


def doors(floor: Floor) -> list[Door]:
    """The doors that the settings ask for. A platform's SDK is imported only where its door is."""
    found: list[Door] = []
    if floor.settings.slack is not None:
        from adapters.slack.app import SlackDoor

        found.append(SlackDoor(floor))
    if floor.settings.teams is not None:
        from adapters.teams.app import TeamsDoor

        found.append(TeamsDoor(floor, floor.settings.teams))
    return found


@asynccontextmanager
async def serving(settings: Settings, *, beating: bool = True) -> AsyncIterator[tuple[Served, int]]:
    """The coach on its port, until left. Yields it and the port it got. Not `beating`, someone else calls `beat`."""
    served = Served.open(settings)
    runner = web.AppRunner(
        application(served.floor), access_log=None, shutdown_timeout=HANGING_UP, keepalive_timeout=75
    )
    try:
        await served.restore()
        await runner.setup()
        site = web.TCPSite(runner, settings.host, settings.port, reuse_address=True)
        try:
            await site.start()
        except OSError as error:
            raise SettingsWrong(
                f"{settings.host}:{settings.port} cannot be used ({error.strerror}); set HOST or PORT."
            ) from None
        await served.start(beating=beating)
        yield served, runner.addresses[0][1]
    finally:
        until = time.monotonic() + LEAVING
        await runner.cleanup()
        await served.close(until - time.monotonic())


def give_back() -> None:
    """Let the C library give back to the machine what nobody uses. Where it is another than glibc, nothing.

    Everyone waits for it: a millisecond in a process of 200 MB, twenty the first time.
    """
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(ctypes.c_size_t(0))


def tune() -> None:
    """Set up the interpreter of a process that only serves, once everything is loaded."""
    sys.setswitchinterval(SWITCH)
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT, 10, 10)


async def stay(settings: Settings, leave: asyncio.Event) -> None:
    """Serve until told to leave; what has begun is finished first."""
    async with serving(settings) as (served, port):
        tune()
        names = ", ".join(served.floor.doors) or "none"
        log.info("serving", extra={"host": settings.host, "port": port, "doors": names})
        if not served.floor.doors:
            log.warning("no door is configured: set Slack's variables, or MICROSOFT_APP_ID for Teams")
        await leave.wait()
        log.info("leaving: what has begun is finished first")


async def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; ten seconds after it the process is gone."""
    loop, leave = asyncio.get_running_loop(), asyncio.Event()

    def told() -> None:
        if not leave.is_set():
            leave.set()
            anyway = threading.Timer(GONE, _gone)
            anyway.daemon = True
            anyway.start()

    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, told)
    await stay(settings, leave)


def _gone() -> None:
    """Leave without waiting for anything: threads that hang would be waited for until the end."""
    log.warning("left while something was under way: it is found again by its row")
    logging.shutdown()
    os._exit(0)


__all__ = ["Served", "doors", "give_back", "giver", "serve", "serving", "stay", "tune"]
