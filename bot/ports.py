"""The ports: memory, a platform's voice, how something is given to its owner, the sentence reader, time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import field
from datetime import date, datetime
from typing import Protocol

from bot.around import Known, Place
from bot.checkins import CheckIn
from bot.effects import AskCoach, Effect
from bot.journey import Journey
from bot.letters import Letter, LetterState, Outcome, Reply
from bot.people import Person, Who
from bot.review.values import Context, Review
from prompts.frozen import frozen


@frozen
class Desk:
    """What the store lays before a decision, inside the transaction."""

    person: Person
    journeys: tuple[Journey, ...] = ()
    """The open journeys, oldest first. A closed journey is here only when the event names it."""
    states: dict[str, LetterState] = field(default_factory=dict)
    """Letter id → state, for every third person's letter of these journeys."""
    seen: bool = False
    """True when this delivery was taken before: then nothing may change."""
    card: Callable[[str], Letter | None] = field(default=lambda _: None, repr=False, compare=False)
    """One of the author's own letters by id, opened; None when it is gone. Only while deciding."""
    came: dict[str, datetime] = field(default_factory=dict)
    """Journey id → when the last promise that came was due: from then on it is kept as long as from a last word."""


@frozen
class Decision:
    """What to save. Effects are applied in order, in the same transaction."""

    person: Person
    journeys: tuple[Journey, ...] = ()
    """The journeys that changed; a new one is inserted."""
    effects: tuple[Effect, ...] = ()


Decide = Callable[[Desk], Decision]


@frozen
class Opened:
    """What a link was given for, laid open in the transaction that uses it up."""

    what: str
    """export, or focus: the entry for a calendar."""
    journey: str
    """The journey that it belongs to; empty when it belongs to none."""
    desk: Desk = field(repr=False)
    """The person, the open journeys, and the one that is named even if it is closed."""
    export: Callable[[], dict[str, object]] = field(repr=False, compare=False)
    """All that deletion would remove, as plain JSON values, as it is now. Only while composing."""


@frozen
class Due:
    """A check-in whose hour has come."""

    who: Who
    journey: str
    check_in: CheckIn
    due: datetime

    @property
    def delivery(self) -> str:
        """The key under which it counts once."""
        return f"due:{self.journey}:{self.check_in.key}:{self.check_in.day}:{self.check_in.at}"


DecideDue = Callable[[Due, Desk], Decision]


@frozen
class Unheard:
    """Words that were taken and acknowledged, and are still to be heard."""

    delivery: str
    text: str = field(repr=False)
    picked: tuple[Known, ...] = ()
    """People whom the words name beyond doubt."""
    dated: datetime | None = None
    """The platform's own instant of the delivery."""
    message: str = ""
    """The id by which the platform names these words when they are changed or deleted."""


@frozen
class Taken:
    """A check-in that was taken up."""

    due: Due
    wrong: str = ""
    """The kind of what went wrong, and then it is due as before; empty when its turn is saved."""


@frozen
class News:
    """A third person's letter whose fate its author has not been told yet."""

    who: Who
    journey: str
    letter: str
    state: LetterState
    takes_back: str | None = None
    """The letter that this one was to take back, and could not."""


KNOWN_FOR = 30 * 86_400_000
"""Milliseconds for which it is known who was deleted."""


@frozen
class Grave:
    """That somebody was deleted, and when: known again by it, but nobody's name."""

    who: bytes
    at: int
    """Milliseconds since 1970."""
    delivery: bytes
    house: str
    """The database that it belongs to."""


class Store(Protocol):
    """Memory. Every method is one transaction, and raises StoreBusy or StoreBroken, never a driver's error."""

    async def change(
        self,
        person: Person,
        delivery: str,
        now: datetime,
        decide: Decide,
        *,
        dated: datetime | None = None,
        journey: str | None = None,
        taken: bool = False,
    ) -> Decision:
        """Load the person's desk under a lock, decide, save. `person` is used when they are new here.

        `dated` is the platform's own instant of the delivery: one dated before the person was forgotten changes nothing.
        `journey` is laid on the desk even if it is closed. Beside an EraseAll nothing else of a decision is saved.
        `taken`: the delivery is of words that `take_in` keeps; they are heard by this, once, and are kept no more.
        """
        ...

    async def take_in(self, person: Person, words: Unheard, now: datetime) -> bool:
        """Keep words until they are heard. False: they were taken before, or are from before the person was forgotten."""
        ...

    async def unheard(self, who: Who, *, again: bool = False) -> Sequence[Unheard | None]:
        """A person's words that are still to be heard, in the order in which they came. `again`: it was tried before.

        What was tried too often is set aside, and what cannot be read: counted, and not tried any more. None for each of them.
        """
        ...

    async def waiting(self, who: Who) -> Sequence[str]:
        """The deliveries of those words. Read only, and one look; nothing where nobody but this program takes words."""
        ...

    async def tried(self, who: Who, delivery: str, more: int = 1) -> bool:
        """Words are tried once more; -1 where it was the database that could not be had. False: they wait no more."""
        ...

    async def set_aside(self, who: Who, delivery: str) -> None:
        """Words that cannot be heard: counted, and not tried any more."""
        ...

    async def desk(self, who: Who, journey: str | None = None) -> Desk | None:
        """Read only: the person and the open journeys, and this one even if it is closed."""
        ...

    async def letter(self, letter: str) -> Letter | None:
        """Read only: one letter, decrypted. An edit or a delete has the `ref` of the post that it changes."""
        ...

    async def letters(self, who: Who, *, since: int = 0) -> Sequence[Letter]:
        """Read only: the posts and edits sent to `who`, oldest first, without the first `since`."""
        ...

    async def asked(self, who: Who, delivery: str) -> tuple[Letter | None, bool]:
        """Read only: the last post that was shown to `who`, or is on its way; and whether this delivery of theirs has answered a
        letter that somebody else sent to them.
        """
        ...

    async def claim(self, now: datetime, *, limit: int = 50) -> Sequence[Letter]:
        """held → sending, for letters that may go now; consent, hash and withdrawal are checked again here.

        A third person's letter without a valid consent becomes failed. One past its `not_after` becomes withdrawn.
        Letters come in the order they were written, one at a time per conversation.
        """
        ...

    async def settle(self, letter: str, outcome: Outcome, now: datetime) -> None:
        """sending → sent, failed, held again, or left sending (unsure)."""
        ...

    async def put_back(self, letter: Letter) -> None:
        """sending → held, for a letter that was not begun; one that was claimed again since then is left alone."""
        ...

    async def give_up(self, letter: str) -> None:
        """sending → unknown: nobody can tell whether it arrived, and nobody will ask again."""
        ...

    async def settle_many(
        self, outcomes: Sequence[tuple[str, Outcome]], now: datetime, *, notes: Mapping[str, str] | None = None
    ) -> None:
        """`settle` for several letters in one transaction, and `remember` what belongs to it."""
        ...

    async def unsettled(self, before: datetime) -> Sequence[Letter]:
        """Letters that have been `sending` since before that instant."""
        ...

    async def take_up(self, now: datetime, decide: DecideDue, *, without: Collection[Who] = ()) -> Sequence[Taken]:
        """Check-ins whose instant has come: decided and saved, as many as one transaction should hold, oldest first.

        One of each person, and none of those in `without`: what it said is to be spoken before their next one is heard.
        Of several replicas each takes up other people's. Indexed: nothing due costs one cheap query.
        """
        ...

    async def park(self, due: Due) -> None:
        """Set a check-in aside that cannot be heard: counted, never due again."""
        ...

    async def next_due(self) -> datetime | None:
        """The earliest instant at which a check-in or a held letter comes due, or words that wait are anyone's to hear."""
        ...

    async def news(self) -> Sequence[News]:
        """Third persons' letters that were settled and not yet reported to their author; of a taking back only that it failed."""
        ...

    async def export(self, who: Who) -> dict[str, object]:
        """All that deletion would remove, and nobody else's, as plain JSON values."""
        ...

    async def sweep(self, now: datetime) -> int:
        """Retention: remove what has expired. Returns how many journeys went."""
        ...

    async def remember(self, key: str, value: str) -> None:
        """Keep a small value of the house's own; never a person's words."""
        ...

    async def recall(self, key: str) -> str | None:
        """What `remember` kept."""
        ...

    async def spend(self, tenant: str, day: date, count: int) -> int:
        """Add to what a tenant has spent of its day, and give back how much that is now; 0 only looks."""
        ...

    async def close(self) -> None:
        """Let go of the database."""
        ...


class Speaker(Protocol):
    """A platform's voice: one call, one post, no retry."""

    async def speak(self, letter: Letter) -> Outcome:
        """Carry out the letter's act once."""
        ...

    async def look_up(self, letter: Letter) -> Outcome | None:
        """For a letter left `sending`: Sent if it is there, Later(0) if it surely is not.

        Unsure: it cannot be looked for just now, ask again. Refused: it never can be. None: nobody can tell, now or later.
        """
        ...


class Giver(Protocol):
    """How a person gets what they asked to have for themselves."""

    async def give(self, who: Who, what: str, journey: str) -> Reply | None:
        """What is shown beside the letters of the turn, and kept nowhere. None: this cannot be given here.

        `what` is export or focus (the entry for a calendar); `journey` is the one that asked.
        """
        ...


class Reader(Protocol):
    """The sentence reader. Deterministic; called in a worker thread."""

    def read(self, text: str, context: Context) -> Review:
        """Read `text` the way the article does."""
        ...


class Coach(Protocol):
    """The language model. Never raises, and is never slow: silence is an answer."""

    @property
    def place(self) -> Place | None:
        """Where it is; None while there is none, or while it rests."""
        ...

    async def answer(self, ask: AskCoach) -> tuple[str, ...]:
        """What it says to `ask`, each string of bounded length, masks in it as they went out; nothing is silence."""
        ...

    async def close(self) -> None:
        """Let go of the line to it."""
        ...


class Clock(Protocol):
    """Time."""

    def now(self) -> datetime:
        """The present instant, aware, UTC."""
        ...
