"""The composition root: the only place that knows everyone."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from urllib.parse import unquote

from adapters.local import LocalClock, LocalSpeaker, Posted, Seat, World
from adapters.reader import reader
from adapters.settings import Model
from bot.around import House
from bot.beat import beat
from bot.conversation import Conversation, Outcome
from bot.courier import Courier
from bot.errors import SettingsWrong
from bot.journey import Journey
from bot.letters import LetterKind
from bot.lines import LABELS, NEEDS
from bot.people import Person, Who
from bot.visits import NoCoach, Visits
from prompts.catalog import load_catalog
from prompts.frames import load_frames
from prompts.policy import load_mistakes, load_policy
from prompts.recipient import load_recipient
from storage import keys
from storage.store import SqlStore

CLOCK_KEY = "local_clock"
COUNT_KEY = "local_count"


def load_house(policy: Path | None = None, *, retention_days: int = 30) -> House:
    """Read and check every word once. Raises CatalogWrong naming the file and the key."""
    rules = load_policy(policy) if policy else load_policy()
    return House(
        policy=rules,
        mistakes=load_mistakes(),
        frames=load_frames(),
        catalog=load_catalog(NEEDS, labels=LABELS),
        recipient=load_recipient(),
        retention_days=min(retention_days, rules.retention_days),
    )


def sqlite_path(url: str) -> Path | None:
    """The file of a `sqlite:///` URL; None for memory and for servers."""
    if not url.startswith("sqlite"):
        return None
    _, _, rest = url.partition(":///")
    bare = unquote(rest.partition("?")[0])
    return Path(bare) if bare and bare != ":memory:" else None


def local_key(url: str) -> str:
    """The master key of a local database: beside its file, made on first use."""
    path = sqlite_path(url)
    if path is None:
        return keys.make()
    if not path.parent.exists():
        raise SettingsWrong(f"The folder for {path.name} does not exist. Make it, or name another with --db.")
    return keys.beside(path)


@dataclass(slots=True)
class Local:
    """The whole coach on one embedded database, with a clock that can be moved."""

    store: SqlStore
    house: House
    world: World
    clock: LocalClock
    speaker: LocalSpeaker
    conversation: Conversation
    courier: Courier
    person: Person
    count: int = 0
    inputs: int = 0
    counted: str = ""
    """Both counts as they were last remembered."""
    visits: Visits = field(default_factory=lambda: Visits(NoCoach()))
    seat: Seat = field(default_factory=Seat)
    beats: int = 0
    """How often the clock's work was done: what a turn left may have changed since."""

    @classmethod
    async def open(
        cls,
        url: str,
        person: Person,
        world: World,
        house: House,
        now: datetime | None,
        visits: Visits | None = None,
    ) -> Local:
        """Open the database and go on where it was. `now` fixes the clock, unless the database is later already."""
        visits = visits or Visits(NoCoach())
        store = SqlStore.open(url, local_key(url), days=house.retention_days)
        kept = await store.recall(CLOCK_KEY)
        if now is not None and kept:
            now = max(now, datetime.fromisoformat(kept))
        clock = LocalClock(now)
        if now is None and kept:
            clock.move(datetime.fromisoformat(kept))
        counted = await store.recall(COUNT_KEY) or "0 0"
        count, inputs = (int(each) for each in counted.split())
        local: Local

        path = sqlite_path(url)
        seat = Seat.taken(None if path is None else keys.file_beside(path))

        def name() -> str:
            local.count += 1
            return f"m{local.count}{seat.mark}"

        speaker = LocalSpeaker(name, clock.now)

        def new_id() -> str:
            """A journey's id: by chance, or from a fixed clock, so that a run is repeatable byte for byte."""
            if now is None:
                return secrets.token_hex(16)
            return sha256(f"{clock.now().isoformat()}|{local.count}{seat.mark}".encode()).hexdigest()[:32]

        conversation = Conversation(
            store, reader(), house, clock, lambda who, _: world.known(who), new_id, visits=visits
        )

        def notes() -> dict[str, str]:
            return local.counts_to_keep()

        courier = Courier(store, speaker, clock, settle_time=timedelta(milliseconds=-1), notes=notes)
        local = cls(
            store, house, world, clock, speaker, conversation, courier, person, count, inputs, counted, visits, seat
        )
        visits.courier = courier
        await courier.settle_unknown(conversation)  # what was decided and not said before a sudden end is said first
        await courier.deliver()
        return local

    @property
    def me(self) -> Who:
        """The author."""
        return self.person.who

    def delivery(self) -> str:
        """A key for one input: never the same twice, and the same again in a repeated run that is alone."""
        self.inputs += 1
        return f"{self.clock.now().isoformat()}|{self.inputs}{self.seat.mark}"

    async def finish(self, outcome: Outcome | None) -> list[Posted]:
        """Bring the letters of an outcome and whatever may go besides. Returns what was said, in order."""
        if outcome is not None:
            await self.courier.bring(outcome.letters)
            if outcome.aside is not None:
                self.speaker.aside(outcome.aside, self.me)
        upcoming = await self.store.next_due()
        if upcoming is not None and upcoming <= self.clock.now():
            await self.beat()
        await self.keep_counts()
        return self.speaker.take()

    async def guests(self) -> list[Posted]:
        """What the language model had to say to it: nothing where there is none, and then nobody waits."""
        await self.visits.rest()
        await self.keep_counts()
        return self.speaker.take()

    async def beat(self) -> None:
        """Everything due at the present instant."""
        self.beats += 1
        await beat(self.store, self.conversation, self.courier)
        await self.keep_counts()

    async def keep_counts(self) -> None:
        """Remember how many posts and inputs there were, so that a restart counts on."""
        for key, value in self.counts_to_keep().items():
            await self.store.remember(key, value)

    def counts_to_keep(self) -> dict[str, str]:
        """Both counts, when they have changed since they were last asked for: a post's number is kept with the post."""
        before, self.counted = self.counted, f"{self.count} {self.inputs}"
        return {} if self.counted == before else {COUNT_KEY: self.counted}

    async def wait(self, span: timedelta) -> list[Posted]:
        """Let time pass; what becomes due on the way is done in order, at its own instant."""
        end = self.clock.now() + span
        said: list[Posted] = []
        for _ in range(10_000):
            upcoming = await self.store.next_due()
            if upcoming is None or upcoming > end:
                break
            self.clock.move(upcoming)
            await self.beat()
            said += self.speaker.take()
        self.clock.move(end)
        await self.store.sweep(end)
        await self.keep_clock()
        await self.beat()
        return said + self.speaker.take()

    async def keep_clock(self) -> None:
        """Remember the local instant, so that a restart goes on where it was."""
        await self.store.remember(CLOCK_KEY, self.clock.now().astimezone(UTC).isoformat())

    async def recipient_of(self, part: str) -> Who | None:
        """Who has the part of manager or mentor in the journey, or in this world."""
        desk = await self.store.desk(self.me)
        journeys = desk.journeys if desk else ()
        wrote = {} if journeys else await self._wrote_to()
        chosen = {part: self._chosen(journeys, part) or wrote.get(part) for part in self.world.parts}
        if found := chosen.get(part):
            return found
        user = self.world.parts.get(part)
        usual = [known for known in [self.world.named(user) if user else None, *self.world.people] if known is not None]
        return next((known.who for known in usual if known.who not in chosen.values()), None) if user else None

    async def _wrote_to(self) -> dict[str, Who]:
        """Who has the last note of each part, once no journey is open: they may still answer it."""
        went: list[tuple[datetime, str, Who]] = []
        for known in self.world.people:
            for letter in await self.store.letters(known.who):
                if letter.author == self.me and letter.kind is LetterKind.THIRD and letter.attempted is not None:
                    part = "manager" if any(each.id == "thank" for each in letter.reply.choices) else "mentor"
                    went.append((letter.attempted, part, known.who))
        return {part: who for _, part, who in sorted(went, key=itemgetter(0))}  # the newest stands last, and stays

    @staticmethod
    def _chosen(journeys: Sequence[Journey], part: str) -> Who | None:
        """Whom the newest journey that names somebody names for this part."""
        for journey in reversed(journeys):
            chosen = getattr(journey, part, None)
            if chosen is not None and chosen.who is not None:
                return Who(chosen.who.platform, chosen.who.tenant, chosen.who.user)
        return None

    async def close(self) -> None:
        """Let go of the database."""
        await self.visits.leave()
        await self.store.close()
        self.seat.leave()


async def compose(url: str, person: Person, world: World, now: datetime | None, visits: Visits | None = None) -> Local:
    """The local coach on the database at `url`, with every word read and checked."""
    return await Local.open(url, person, world, load_house(), now, visits)


def visits_to(model: Model | None, count: Callable[[str], None] = lambda _: None) -> Visits:
    """The way to the language model; to nobody where there is none."""
    if model is None:
        return Visits(NoCoach())
    from adapters.coach import ModelCoach

    return Visits(ModelCoach(model, count=count))


__all__ = ["Local", "compose", "load_house", "local_key", "sqlite_path", "visits_to"]
