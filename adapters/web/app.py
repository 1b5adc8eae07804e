"""The playground: one page on this machine only. The wire, and nothing else: the only file here that knows aiohttp."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import errno
import ipaddress
import json
import logging
import os
import secrets
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import astuple, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from aiohttp import web

from adapters.local import author, load_world
from adapters.web import inbound, outbound
from adapters.web.inbound import Wrong
from bot.around import House
from bot.conversation import clean
from bot.effects import Post
from bot.errors import OopsError, SettingsWrong
from bot.hearing import shown_again
from bot.letters import Act, Letter, LetterKind, LetterState, Piece, Reply
from bot.people import Person, Who
from bot.ports import Decision, Desk
from prompts.frozen import frozen

if TYPE_CHECKING:
    from adapters.local import Posted, World
    from bot.conversation import Conversation, Outcome
    from bot.journey import Journey
    from bot.ports import Store
    from bot.visits import Visits

log = logging.getLogger("oops.playground")

PAGE = Path(__file__).parent / "page"
FILES = {"style.css": "text/css", "script.js": "text/javascript", "icon.svg": "image/svg+xml"}
LOG_KEY = "playground"
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
SAFE = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HEARTBEAT = 15.0
"""Seconds between two signs of life on a quiet stream."""


class MovableClock(Protocol):
    """A clock that moves when it is told to."""

    def now(self) -> datetime:
        """The present instant of the local world."""
        ...

    def move(self, to: datetime) -> None:
        """Forward to an instant."""
        ...


class Place(Protocol):
    """The local world that this door stands on."""

    house: House
    conversation: Conversation
    world: World
    person: Person
    visits: Visits

    @property
    def store(self) -> Store:
        """Memory."""
        ...

    @property
    def clock(self) -> MovableClock:
        """The clock of this world."""
        ...

    def delivery(self) -> str:
        """A key for one input."""
        ...

    async def finish(self, outcome: Outcome | None) -> list[Posted]:
        """Bring letters; what was said."""
        ...

    async def wait(self, span: timedelta) -> list[Posted]:
        """Let time pass."""
        ...

    async def keep_clock(self) -> None:
        """Remember the instant."""
        ...

    async def recipient_of(self, part: str) -> Who | None:
        """Who has a part."""
        ...

    async def close(self) -> None:
        """Let go of the database."""
        ...


Compose = Callable[[str, Person, "World", datetime], Awaitable[Place]]
"""A database's URL, the author, the world and the first instant → the whole local coach. The roof knows how."""


@frozen
class Did:
    """One act of the author's, as it is kept: numbers and ids, never words.

    Sentences are in the journey; a short answer or a control word is in a sealed row of its own.
    """

    journey: str
    turn: int
    after: int
    letter: str = ""
    choice: str = ""
    row: str = ""
    """The id of the row that holds the words, for words that the journey doesn't keep as a sentence."""


@dataclass(slots=True)
class Playground:
    """One local world, one page, any number of tabs."""

    place: Place
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    run: str = field(default_factory=lambda: secrets.token_hex(4))
    """Tells this run from another, so that a page left open knows when to load again."""
    number: int = 0
    """Counts the changes of this run, so that a tab never goes back to an older view."""
    own: list[tuple[Did, outbound.Own]] = field(default_factory=list)
    last: Letter | None = None
    tabs: set[asyncio.Event] = field(default_factory=set)
    writing: asyncio.Lock = field(default_factory=asyncio.Lock)
    closing: bool = False

    @property
    def me(self) -> Person:
        """The author."""
        return self.place.person

    async def open(self) -> None:
        """Go on where the database is; someone new is greeted at once."""
        self.place.visits.told = self._changed
        await self._recollect()
        await self.place.finish(None)
        if not await self.place.store.letters(self.me.who):
            await self.place.finish(await self.place.conversation.begin(self.me, self.place.delivery()))
        await self.place.keep_clock()

    # writes

    async def do(self, asked: inbound.Asked) -> dict[str, Any]:
        """One call, alone. Answers with the view after it, and the file when one was asked for."""
        async with self.writing:
            try:
                outcome = await self._do(asked)
            finally:
                await self.place.keep_clock()
                self._changed()
            return {"view": await self.view(), "file": outbound.file_of(outcome.aside if outcome else None)}

    async def _do(self, asked: inbound.Asked) -> Outcome | None:
        key = f"web:{asked.key}" if asked.key else self.place.delivery()
        talk, me = self.place.conversation, self.me
        match asked.call:
            case inbound.Say(text):
                return await self._mine(talk.say(me, key, text), text)
            case inbound.Press(choice, on, mark):
                label = await self._label(choice, on, mark)
                return await self._mine(talk.press(me, key, choice, on, mark), label, on or "", choice)
            case inbound.Fill(on, fields):
                letter = await self.place.store.letter(on)
                if letter is None or letter.to != me.who or letter.reply.form is None:
                    raise Wrong("That form is not open any more. Your words are still in it.")
                filled = inbound.checked(letter.reply.form.fields, fields)
                return await self._mine(talk.fill(me, key, letter.reply.form.id, filled, on), " ".join(filled.values()))
            case inbound.Answer():
                return await self._answer(asked.call, key)
            case inbound.Wait(span, soon):
                await self._wait(span, soon=soon)
            case inbound.WaitFor(what):
                await self._wait_for(what)
            case inbound.Begin():
                return await self._begin(key)
        return None

    async def _mine(self, turn: Awaitable[Outcome], text: str, letter: str = "", choice: str = "") -> Outcome:
        """A turn of the author's: heard, brought, and remembered where it stood."""
        after = len(outbound.shown(await self.place.store.letters(self.me.who)))
        outcome = await turn
        posted = await self.place.finish(outcome)
        if outcome.turn is None:
            return outcome
        journey = outcome.turn.journey
        if await self.place.store.desk(self.me.who) is None:
            mine = [each.letter for each in posted if each.letter.to == self.me.who and each.letter.act is Act.POST]
            self.own, self.last = [], mine[-1] if mine else None
        else:
            row = "" if choice else await self._keep_words(journey, clean(text))
            did = Did(journey.id, journey.turns, after, letter, choice, row)
            self.own.append((did, outbound.Own(after, clean(text), pressed=bool(choice))))
            self.last = None
        await self._remember()
        return outcome

    async def _keep_words(self, journey: Journey, text: str) -> str:
        """A short answer or a control word, sealed as a letter to oneself that nobody brings. Returns its id."""
        people = tuple(known.name for known in self.place.world.known(self.me.who))
        if any(each.turn == journey.turns for each in journey.sayings) or not shown_again(text, journey, people):
            return ""
        row = f"{journey.id}.{journey.turns}.own"
        words = Reply((Piece("own", text),))
        me = self.me.who
        letter = Letter(row, journey.id, me, me, Act.HOME, LetterKind.REPLY, words, LetterState.SENT)

        def decide(desk: Desk) -> Decision:
            return Decision(desk.person, (), () if desk.seen else (Post(letter),))

        await self.place.store.change(self.me, row, self.place.clock.now(), decide)
        return row

    async def _answer(self, asked: inbound.Answer, key: str) -> Outcome:
        known = self.place.world.named(asked.by)
        outcome = (
            await self.place.conversation.answer(known.who, key, asked.on, asked.choice, asked.text) if known else None
        )
        if outcome is None:
            raise Wrong("That message is not theirs to answer any more.")
        await self.place.finish(outcome)
        return outcome

    async def _begin(self, key: str) -> Outcome:
        """Begin; where a journey stands open already, begin another beside it."""
        sight = await self._sight()
        journey = outbound.present(sight)
        self.last = None
        if journey is None or not journey.sayings:
            outcome = await self.place.conversation.begin(self.me, key)
        else:
            outcome = await self.place.conversation.say(self.me, key, "new")
        await self.place.finish(outcome)
        return outcome

    async def _wait(self, span: timedelta, *, soon: bool) -> None:
        now = self.place.clock.now()
        if soon:
            due = await self.place.store.next_due()
            if due is not None and now < due < now + span:
                span = due - now
        await self.place.wait(span)

    async def _wait_for(self, what: str) -> None:
        now = self.place.clock.now()
        sight = await self._sight()
        until = (
            outbound.next_check_in(sight.journeys, self.me.zone) if what == "check_in" else outbound.held_until(sight)
        )
        span = inbound.later(now, until)
        if not span:
            raise Wrong("Nothing is promised yet." if what == "check_in" else "Nothing is held any more.")
        await self.place.wait(span)

    async def _label(self, choice: str, on: str | None, mark: int | None) -> str:
        letter = await self.place.store.letter(on) if on else None
        found = [each for each in letter.reply.choices if each.id == choice] if letter else []
        beside = self.place.house.catalog.labels.get(f"guest.{choice}", choice)  # put there since, by an edit
        return next((each.label for each in found if mark is None or each.mark == mark), beside)

    # what was done, by numbers

    async def _remember(self) -> None:
        """Keep where the author's acts stood: ids and numbers only, and none of a journey that is gone."""
        rows = [astuple(did) for did, _ in self.own]
        await self.place.store.remember(LOG_KEY, json.dumps(rows))

    async def _recollect(self) -> None:
        """The author's side after a restart: sentences from the journeys, labels from the letters, the rest from its rows."""
        desk = await self.place.store.desk(self.me.who)
        journeys = {journey.id: journey for journey in desk.journeys} if desk else {}
        letters = {letter.id: letter for letter in await self.place.store.letters(self.me.who)}
        for row in json.loads(await self.place.store.recall(LOG_KEY) or "[]"):
            did = Did(*row)
            text = _label_on(letters.get(did.letter), did.choice)
            if not did.choice and did.journey in journeys:
                text = " ".join(each.text for each in journeys[did.journey].sayings if each.turn == did.turn)
            if not text and did.row and (kept := await self.place.store.letter(did.row)) is not None:
                text = kept.reply.text
            if text:
                self.own.append((did, outbound.Own(did.after, text, pressed=bool(did.choice))))

    # reads

    async def view(self) -> dict[str, Any]:
        """What the page shows now."""
        return {"run": self.run, "number": self.number, **outbound.view(await self._sight())}

    async def _sight(self) -> outbound.Sight:
        store, world = self.place.store, self.place.world
        desk = await store.desk(self.me.who)
        others = []
        for part in ("manager", "mentor"):
            who = await self.place.recipient_of(part)
            known = world.named(who.user) if who else None
            letters = await store.letters(who) if who else ()
            others.append(outbound.Other(part, known, [each for each in letters if self._theirs(each)]))
        return outbound.Sight(
            me=self.me,
            now=self.place.clock.now(),
            letters=await store.letters(self.me.who),
            own=[own for _, own in self.own],
            journeys=desk.journeys if desk else (),
            focus=desk.person.focus if desk else None,
            states=desk.states if desk else {},
            others=others,
            people=[each.name for each in world.known(self.me.who)],
            last=self.last,
        )

    def _theirs(self, letter: Letter) -> bool:
        return letter.author == self.me.who and letter.kind in {LetterKind.THIRD, LetterKind.COURTESY}

    # tabs

    def _changed(self) -> None:
        self.number += 1
        for tab in self.tabs:
            tab.set()

    async def views(self) -> AsyncIterator[dict[str, Any] | None]:
        """The view now, and after every change; None is a sign of life."""
        tab = asyncio.Event()
        self.tabs.add(tab)
        try:
            tab.set()
            while not self.closing:
                try:
                    await asyncio.wait_for(tab.wait(), HEARTBEAT)
                except TimeoutError:
                    yield None
                    continue
                tab.clear()
                if not self.closing:
                    async with self.writing:
                        view = await self.view()
                    yield view
        finally:
            self.tabs.discard(tab)

    async def close(self) -> None:
        """Let every tab go."""
        self.closing = True
        for tab in self.tabs:
            tab.set()


def _label_on(letter: Letter | None, choice: str) -> str:
    return next((each.label for each in letter.reply.choices if each.id == choice), "") if letter and choice else ""


# the wire


def application(playground: Playground, port: int) -> web.Application:
    """The routes, and the guard before all of them."""
    error_line = playground.place.house.catalog.line("notice.error")
    files = {name: (PAGE / name).read_bytes() for name in FILES}
    page = (PAGE / "index.html").read_text("utf-8").replace("{{token}}", playground.token).encode()

    def refused(request: web.Request) -> web.Response | None:
        if not inbound.own_host(request.headers.get("Host"), port):
            return _line(403, "This page answers to this machine only.")
        if request.method in {"GET", "HEAD"}:
            return None
        if not inbound.own_origin(request.headers.get("Origin"), port):
            return _line(403, "That came from another page. Nothing was taken.")
        if not secrets.compare_digest(request.headers.get("X-Oops-Token", "").encode(), playground.token.encode()):
            return _line(403, "This page is from an earlier run. Reload it; nothing was taken.")
        return None

    @web.middleware
    async def guard(
        request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        try:
            return refused(request) or await handler(request)
        except Wrong as wrong:
            return _json(wrong.status, {"error": str(wrong), "fields": wrong.fields})
        except web.HTTPRequestEntityTooLarge:
            return _line(413, "That is more than this page can take at once. Nothing was taken; send it in parts.")
        except web.HTTPException as answer:
            return _line(answer.status, "There is nothing here.")
        except OopsError as error:
            return _line(error.status, str(error))
        except (ConnectionError, asyncio.CancelledError):
            raise
        except Exception as broken:  # noqa: BLE001  whatever it is, the page gets one calm line
            log.error("a call failed", extra={"error": type(broken).__name__})  # noqa: TRY400  a traceback could hold words
            return _line(500, error_line)

    async def headers(request: web.Request, response: web.StreamResponse) -> None:
        del request
        for name, value in SAFE.items():
            response.headers[name] = value
        response.headers.pop("Server", None)

    async def index(request: web.Request) -> web.Response:
        del request
        return web.Response(body=page, content_type="text/html", charset="utf-8")

    async def static(request: web.Request) -> web.Response:
        name = request.path.removeprefix("/")
        return web.Response(body=files[name], content_type=FILES[name], charset="utf-8")

    async def do(request: web.Request) -> web.Response:
        return _json(200, await playground.do(inbound.asked(await request.read())))

    async def export(request: web.Request) -> web.Response:
        del request
        kept = await playground.place.store.export(playground.me.who)
        text = json.dumps(kept, ensure_ascii=False, indent=2, default=str)
        named = {"Content-Disposition": 'attachment; filename="oops-export.json"'}
        return web.Response(text=text, content_type="application/json", headers=named)

    async def events(request: web.Request) -> web.StreamResponse:
        stream = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await stream.prepare(request)
        await stream.write(b"retry: 800\n\n")
        with contextlib.suppress(ConnectionError):
            async for view in playground.views():
                await stream.write(b": \n\n" if view is None else _event(view))
        return stream

    app = web.Application(middlewares=[guard], client_max_size=inbound.LARGEST)
    app.on_response_prepare.append(headers)
    app.router.add_get("/", index)
    for name in FILES:
        app.router.add_get(f"/{name}", static)
    app.router.add_get("/events", events)
    app.router.add_post("/do", do)
    app.router.add_post("/export", export)

    async def let_go(_: web.Application) -> None:
        await playground.close()

    app.on_shutdown.append(let_go)
    return app


def _event(view: dict[str, Any]) -> bytes:
    return f"id: {view['number']}\nevent: view\ndata: {json.dumps(view, ensure_ascii=False)}\n\n".encode()


def _json(status: int, value: dict[str, Any]) -> web.Response:
    return web.json_response(value, status=status, dumps=lambda each: json.dumps(each, ensure_ascii=False))


def _line(status: int, line: str) -> web.Response:
    return _json(status, {"error": line})


# starting and leaving


def listening(port: int, host: str = "127.0.0.1") -> socket.socket:
    """A socket on this machine only. Raises SettingsWrong with one line."""
    if not ipaddress.ip_address(host).is_loopback:
        raise SettingsWrong("The playground listens on this machine only, never on a network.")
    if not 0 <= port <= 65_535:
        raise SettingsWrong(f"--port {port} is no port. Choose one from 1024 to 65535.")
    sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
        sock.listen(64)
    except OSError as error:
        sock.close()
        if error.errno == errno.EADDRINUSE:
            raise SettingsWrong(f"Port {port} is busy. Close what uses it, or choose another with --port.") from None
        raise SettingsWrong(f"Port {port} cannot be used here. Choose another with --port.") from None
    return sock


def home(environment: dict[str, str]) -> str:
    """The URL of the default database: a file in the user's cache, in a folder for their eyes only."""
    cache = Path(environment.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "oops"
    try:
        cache.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        raise SettingsWrong("The cache folder cannot be written. Name a database with --db sqlite:///FILE.") from None
    return f"sqlite:///{folder / 'oops-demo.db'}"


def run(given: argparse.Namespace, zone: str, now: datetime | None, compose: Compose) -> int:
    """Open the playground and stay until told to leave. Returns the exit code."""
    sock = listening(given.port)
    try:
        asyncio.run(_stay(given, zone, now, sock, compose))
    finally:
        sock.close()
    return 0


async def _stay(
    given: argparse.Namespace, zone: str, now: datetime | None, sock: socket.socket, compose: Compose
) -> None:
    world = load_world(given.world)
    place = await compose(given.db or home(dict(os.environ)), author(given.me, zone, world), world, now or EPOCH)
    place.clock.move(
        datetime.now(UTC).replace(second=0, microsecond=0) if place.clock.now() == EPOCH else place.clock.now()
    )
    try:
        leave = _told_to_leave()
        async with served(place, sock) as url:
            sys.stdout.write(f"The playground is at {url} (Ctrl+C leaves; it goes on where it was)\n")
            sys.stdout.flush()
            if not given.no_browser:
                _show(url)
            await place.conversation.warm()
            await leave.wait()
    finally:
        await place.close()


def _quiet() -> logging.Logger:
    """The logger that the server gets: it says nothing, for what it would say of a broken request holds what was sent."""
    quiet = logging.Logger("oops.playground.wire", logging.CRITICAL + 1)  # noqa: LOG001  no child of any logger
    quiet.addHandler(logging.NullHandler())
    return quiet


@contextlib.asynccontextmanager
async def served(place: Place, sock: socket.socket) -> AsyncIterator[str]:
    """The page on this socket. Yields its address."""
    port = sock.getsockname()[1]
    playground = Playground(place)
    await playground.open()
    runner = web.AppRunner(application(playground, port), access_log=None, logger=_quiet(), shutdown_timeout=0.3)
    await runner.setup()
    try:
        await web.SockSite(runner, sock).start()
        yield f"http://127.0.0.1:{port}/"
    finally:
        await runner.cleanup()


def _told_to_leave() -> asyncio.Event:
    loop, leave = asyncio.get_running_loop(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, leave.set)
    return leave


def _show(url: str) -> None:
    """Open the browser beside us; a machine without one is no error."""

    def show() -> None:
        with contextlib.suppress(Exception):
            webbrowser.open(url)

    threading.Thread(target=show, daemon=True).start()


__all__: Sequence[str] = ("Compose", "Place", "Playground", "application", "home", "listening", "run", "served")
