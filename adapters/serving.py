"""What `oops serve` stands on: the floor under every door, one port for all of them, health, readiness and numbers."""

from __future__ import annotations

import asyncio
import logging
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import accumulate, product
from typing import TYPE_CHECKING, Protocol, TypeVar

from aiohttp import web

from adapters.pace import Pace
from adapters.settings import Settings
from bot.around import House, Known
from bot.errors import OopsError
from bot.letters import Act, Later, Letter, Outcome, Refused, Sent, Unsure
from bot.people import Person, Who
from bot.ports import Clock, Grave, Opened, Speaker, Store

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler, Middleware

    from bot.conversation import Conversation
    from bot.conversation import Outcome as Heard
    from bot.courier import Courier

log = logging.getLogger("oops.serve")

T = TypeVar("T")

LARGEST = 256 * 1024
"""Bytes of one request."""
CROWD = 100
"""Deliveries in hand at once. Whoever comes beyond that would be answered too late: they are asked to come again."""
SLOW = 10.0
"""Seconds in which a request must have come in whole."""
COUNTING = 0.05
"""Of the time, at most so much goes into counting rows, however often somebody asks for numbers."""
PROBED = 2.5
"""Seconds in which the database answers, or is said not to."""
OUTCOMES = tuple(kind.__name__.lower() for kind in (Sent, Later, Refused, Unsure))
OTHER = "other"
"""A failure of no kind of ours."""
BOUNDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Seconds to an acknowledgement that are told apart."""


class Tally:
    """Counts, as Prometheus reads them. Names and labels are ours; nothing of a person or a tenant is in them."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self._counts: defaultdict[tuple[str, tuple[tuple[str, str], ...]], float] = defaultdict(float)
        self._standing: dict[str, float] = {}
        self._within = [0] * (len(BOUNDS) + 1)
        self._seconds = 0.0

    def stands(self, name: str, value: float) -> None:
        """So it is now, until it is said to be otherwise."""
        self._standing[name] = value

    def acknowledged(self, seconds: float) -> None:
        """A delivery was answered, so long after it had come in."""
        self._within[bisect_left(BOUNDS, seconds)] += 1
        self._seconds += seconds

    def count(self, name: str, by: float = 1, **labels: str) -> None:
        """One more."""
        self._counts[name, tuple(sorted(labels.items()))] += by

    def text(self, gauges: Mapping[str, float]) -> str:
        """The text that Prometheus reads: our counters, and what is measured now."""
        lines: list[str] = []
        for name in sorted({name for name, _ in self._counts}):
            lines.append(f"# TYPE oops_{name}_total counter")
            for (each, labels), value in sorted(self._counts.items()):
                if each == name:
                    inside = ",".join(f'{key}="{text}"' for key, text in labels)
                    lines.append(
                        f"oops_{name}_total{{{inside}}} {value:g}" if inside else f"oops_{name}_total {value:g}"
                    )
        name = "oops_acknowledged_seconds"
        lines.append(f"# TYPE {name} histogram")
        for bound, count in zip((*BOUNDS, "+Inf"), accumulate(self._within), strict=True):
            lines.append(f'{name}_bucket{{le="{bound}"}} {count}')
        lines += [f"{name}_sum {self._seconds:g}", f"{name}_count {sum(self._within)}"]
        for name, value in sorted({**self._standing, **gauges}.items()):
            lines += [f"# TYPE oops_{name} gauge", f"oops_{name} {value:g}"]
        return "\n".join(lines) + "\n"


class Rows:
    """How many rows each table has. It takes the longer the more there are, and anybody may ask.

    So they are counted by one at a time and now and then, and whoever asks in between is told the last numbers.
    """

    def __init__(self, count: Callable[[], Awaitable[Mapping[str, int]]]) -> None:
        """Nothing is counted yet."""
        self._count = count
        self._found: Mapping[str, int] = {}
        self._under_way: asyncio.Task[None] | None = None
        self._next = 0.0

    async def counted(self) -> Mapping[str, int]:
        """The numbers; those of the last time where counting takes longer than anybody should wait."""
        if self._under_way is None and time.monotonic() >= self._next:
            self._under_way = asyncio.create_task(self._again())
        if self._under_way is not None:
            await asyncio.wait({self._under_way}, timeout=PROBED)
        return self._found

    async def _again(self) -> None:
        began = time.monotonic()
        try:
            self._found = await self._count()
        except OopsError:
            self._found = {}
        finally:
            now = time.monotonic()
            self._next, self._under_way = now + (now - began) / COUNTING, None


class Memory(Store, Protocol):
    """What `oops serve` asks of its memory beyond what the conversation does."""

    async def time(self) -> datetime | None:
        """The time of a database that several replicas share; None where it is this machine's own."""
        ...

    async def left(self, now: datetime, *, before: datetime | None = None) -> Sequence[Who]:
        """People whose words wait although nobody seems to be about to hear them: ours to hear now, and for a while.

        `before`: nobody is, of all that were taken until a lease that ends then; else of those whose lease has ended.
        """
        ...

    async def graves(self) -> Sequence[Grave]:
        """Who was deleted in the last thirty days, as it can be kept elsewhere."""
        ...

    async def deaths(self) -> tuple[int, int]:
        """How many they are, and when the last one was."""
        ...

    async def bury(self, graves: Sequence[Grave]) -> int:
        """Delete again who came back with a backup. Says how many."""
        ...

    async def counts(self) -> dict[str, int]:
        """How many rows each table has: numbers only."""
        ...

    async def tokens(self, platform: str, tenant: str) -> dict[str, str] | None:
        """A tenant's own tokens; None when it is not installed."""
        ...

    async def keep_tokens(self, platform: str, tenant: str, tokens: dict[str, str]) -> None:
        """Keep a tenant's own tokens, sealed."""
        ...

    async def tenants(self, platform: str) -> list[str]:
        """Every tenant of a platform that has tokens here."""
        ...

    async def contacts(self, platform: str, tenant: str) -> Sequence[Person]:
        """Everyone of a tenant who has an address: whom its people can reach."""
        ...

    async def purge(self, tenant: str, now: datetime, said: datetime | None = None) -> int:
        """Forget everyone of a tenant, and its tokens, unless they are newer than what was said. Says how many people went."""
        ...

    def promise(self, until: datetime) -> str:
        """A mark that may come back once, until then. Nothing is written before it does."""
        ...

    async def redeem(self, mark: str, now: datetime) -> bool:
        """Claim: the mark was promised, has not come back before, and is not too old. It is used up by this."""
        ...

    async def give_link(self, who: Who, what: str, journey: str, token: str, until: datetime) -> bool:
        """Keep that `token` opens `what` for this person, once, until then. False for someone unknown."""
        ...

    async def link_stands(self, token: str, now: datetime) -> bool:
        """Read only: the token opens something now."""
        ...

    async def open_link(self, token: str, now: datetime, compose: Callable[[Opened], T]) -> T | None:
        """What `compose` makes of what the token opens, in the transaction that uses it up. None: it opens nothing."""
        ...


class Door(Protocol):
    """A platform's door, as `oops serve` holds it."""

    @property
    def name(self) -> str:
        """The platform: the `platform` of everyone who comes in here."""
        ...

    @property
    def speaker(self) -> Speaker:
        """The platform's voice."""
        ...

    def routes(self) -> Sequence[web.RouteDef]:
        """Where the platform calls in."""
        ...

    def people(self, who: Who, words: str) -> tuple[Known, ...]:
        """Whom an author may mean by these words: active full members of their own tenant, and never themselves."""
        ...

    def trouble(self) -> str | None:
        """The name of the reason why this door is not connected; None when it is."""
        ...

    def take_up(self, who: Who, *, again: bool = False) -> None:
        """Hear words that were taken of someone and are not heard yet. `again`: whoever was to hear them has not."""
        ...

    def unsaid(self, who: Who) -> None:
        """A check-in of theirs was heard without a word: a page of their own that stands open may be true no more."""
        ...

    async def start(self) -> None:
        """Connect. What cannot be connected now is tried again; it is no reason not to start."""
        ...

    async def stop(self, within: float) -> None:
        """Finish what has begun, in so many seconds, and let go."""
        ...


@dataclass(slots=True)
class Floor:
    """What every door stands on. The doors are put in by the roof."""

    settings: Settings
    house: House
    store: Memory
    clock: Clock
    tally: Tally = field(default_factory=Tally)
    pace: Pace = field(default_factory=Pace)
    doors: dict[str, Door] = field(default_factory=dict)
    pages: list[web.RouteDef] = field(default_factory=list)
    """What people's browsers call besides the doors."""
    rows: Rows = field(init=False)
    _conversation: Conversation | None = None
    _courier: Courier | None = None

    def __post_init__(self) -> None:
        """Rows are counted in what remembers."""
        self.rows = Rows(self.store.counts)

    def furnish(self, conversation: Conversation, courier: Courier) -> None:
        """Bring in what itself stands on the floor."""
        self._conversation, self._courier = conversation, courier

    @property
    def conversation(self) -> Conversation:
        """The one way in."""
        assert self._conversation is not None  # noqa: S101  for the type checker: the roof furnishes before it opens  # nosec B101
        return self._conversation

    @property
    def courier(self) -> Courier:
        """The one way out."""
        assert self._courier is not None  # noqa: S101  same  # nosec B101
        return self._courier

    def people(self, who: Who, words: str) -> tuple[Known, ...]:
        """Whom an author may mean: their own door knows."""
        door = self.doors.get(who.platform)
        return door.people(who, words) if door else ()

    def unsaid(self, who: Who) -> None:
        """A check-in of theirs was heard without a word: their own door draws what shows it."""
        if (door := self.doors.get(who.platform)) is not None:
            door.unsaid(who)

    async def keeps(self, who: Who, journey: str) -> bool:
        """Claim: a journey of theirs is still kept, open or closed."""
        desk = await self.store.desk(who, journey)
        return desk is not None and any(each.id == journey for each in desk.journeys)

    def too_fast(self, who: Who) -> bool:
        """Claim: more came from this person, or their organisation, than is taken. It is counted, and logged now and then."""
        whose = self.pace.over(who)
        if whose:
            self.tally.count("refused", door=who.platform, why=f"pace_{whose}")
        return bool(whose)

    def failed(self, door: str, what: str, error: Exception) -> None:
        """A delivery was not taken. It is counted, and logged by its kind."""
        log.error("a delivery was not taken", extra={"door": door, "what": what, "error": type(error).__name__})
        self.tally.count("failed", door=door, error=type(error).__name__ if isinstance(error, OopsError) else OTHER)

    def tells_pace(self, who: Who) -> bool:
        """Claim: it is time to tell someone that they are too fast; the operator is told as often."""
        tells = self.pace.tells(who)
        if tells:
            log.warning("more came than is taken", extra={"door": who.platform})
        return tells

    async def bring(self, outcome: Heard | None) -> None:
        """The letters of a turn, spoken and settled."""
        if outcome is not None and outcome.letters:
            await self.courier.bring(outcome.letters)


class Voices:
    """All platforms' voices as one: each letter goes out by its own door."""

    def __init__(self, floor: Floor) -> None:
        """The doors may come later."""
        self._floor = floor

    async def speak(self, letter: Letter) -> Outcome:
        """Carry out the letter's act once, and count what came of it."""
        door = self._floor.doors.get(letter.to.platform)
        if door is None:
            return Later(60)  # its door is not configured now; it may be again
        outcome = await door.speaker.speak(letter)
        if isinstance(outcome, Refused):
            log.warning("a letter was refused", extra={"door": door.name, "act": str(letter.act), "code": outcome.code})
        word = type(outcome).__name__.lower()
        self._floor.tally.count("letters", door=door.name, act=str(letter.act), outcome=word)
        return outcome

    async def look_up(self, letter: Letter) -> Outcome | None:
        """What became of a letter left `sending`."""
        door = self._floor.doors.get(letter.to.platform)
        return await door.speaker.look_up(letter) if door else None


# ------------------------------------------------------------------------------------------------------------- the wire


def application(floor: Floor) -> web.Application:
    """Every door's routes, our own pages, and health, readiness and numbers, on one port."""

    async def health(request: web.Request) -> web.Response:
        del request
        return web.Response(text="ok\n")

    async def ready(request: web.Request) -> web.Response:
        del request
        reason = await trouble(floor)
        return web.Response(status=503 if reason else 200, text=f"{reason or 'ready'}\n")

    async def metrics(request: web.Request) -> web.Response:
        del request
        return web.Response(body=(await numbers(floor)).encode(), headers={"Content-Type": "text/plain; version=0.0.4"})

    _from_none(floor.tally, floor.doors)
    app = web.Application(middlewares=[_calm, _crowd(floor.tally)], client_max_size=LARGEST)
    app.router.add_get("/healthz", health)
    app.router.add_get("/readyz", ready)
    app.router.add_get("/metrics", metrics)
    for door in floor.doors.values():
        app.router.add_routes(door.routes())
    app.router.add_routes(floor.pages)

    async def unnamed(request: web.Request, response: web.StreamResponse) -> None:
        del request
        response.headers.pop("Server", None)

    app.on_response_prepare.append(unnamed)
    return app


def _from_none(tally: Tally, doors: Iterable[str]) -> None:
    """What alerts ask for begins at none: of a number that appears with ten Prometheus cannot say that it has risen."""
    tally.count("beats", 0)
    tally.count("refused", 0, door="", why="crowd")
    for door in doors:
        for act, outcome in product(Act, OUTCOMES):
            tally.count("letters", 0, door=door, act=str(act), outcome=outcome)
        for why in ("signature", "token", "form", "pace_person", "pace_tenant"):
            tally.count("refused", 0, door=door, why=why)
        for error in ("DoorAway", "StoreBusy", "StoreBroken", OTHER):
            tally.count("failed", 0, door=door, error=error)


async def _answers(floor: Floor) -> bool:
    """Claim: the database answers now."""
    try:
        async with asyncio.timeout(PROBED):
            await floor.store.next_due()
    except (OopsError, TimeoutError):
        return False
    return True


async def trouble(floor: Floor) -> str | None:
    """The name of the reason why we are not ready; None when we are."""
    if not await _answers(floor):
        return "database"
    return next((f"{door.name}: {why}" for door in floor.doors.values() if (why := door.trouble())), None)


async def numbers(floor: Floor) -> str:
    """What Prometheus reads. A database that does not answer is a number too."""
    gauges: dict[str, float] = {f"door_ready_{door.name}": not door.trouble() for door in floor.doors.values()}
    gauges["database_ready"] = await _answers(floor)
    if gauges["database_ready"]:
        gauges |= {f"rows_{name}": count for name, count in (await floor.rows.counted()).items()}
    return floor.tally.text(gauges)


@web.middleware
async def _calm(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Whatever goes wrong: one line out, one line in the log, and no word of the request in either."""
    began = time.monotonic()
    try:
        if request.content.is_eof():  # all of it is here
            await request.read()
        else:
            async with asyncio.timeout(SLOW):
                await request.read()
        return await handler(request)
    except TimeoutError:
        if time.monotonic() - began < SLOW:
            raise
        return web.Response(status=408, text="That came too slowly.\n")
    except web.HTTPRequestEntityTooLarge:
        return web.Response(status=413, text="That is too large.\n")
    except web.HTTPException as answer:
        return web.Response(status=answer.status, text="There is nothing here.\n", headers=_allow(answer))
    except OopsError as error:
        return web.Response(status=error.status, text=f"{error}\n")
    except (ConnectionError, asyncio.CancelledError):
        raise
    except Exception as broken:  # noqa: BLE001  whatever it is, its words stay here
        log.error("a request failed", extra={"error": type(broken).__name__})  # noqa: TRY400  a traceback could hold words
        return web.Response(status=500, text="Something broke on our side.\n")


def _crowd(tally: Tally) -> Middleware:
    """Who has come in whole is counted while they are answered; health and numbers are told in any crowd."""
    inside = 0

    @web.middleware
    async def one_of_many(request: web.Request, handler: Handler) -> web.StreamResponse:
        nonlocal inside
        if request.method != "POST":
            return await handler(request)
        if inside >= CROWD:
            tally.count("refused", door="", why="crowd")
            return web.Response(status=503, text="Too many came at once; nothing was taken. Please send it again.\n")
        inside += 1
        began = time.monotonic()
        try:
            return await handler(request)
        finally:
            inside -= 1
            tally.acknowledged(time.monotonic() - began)

    return one_of_many


def _allow(answer: web.HTTPException) -> dict[str, str]:
    allowed = answer.headers.get("Allow")
    return {"Allow": allowed} if allowed else {}


__all__ = ["Door", "Floor", "Tally", "Voices", "application", "numbers", "trouble"]
