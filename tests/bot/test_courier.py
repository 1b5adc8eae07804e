"""What was said is settled, whoever else is speaking."""

import asyncio
from datetime import UTC, datetime

from bot.courier import Courier
from bot.letters import Act, Letter, LetterKind, LetterState, Piece, Reply, Sent
from bot.people import Who


class Now:
    def now(self):
        return datetime(2026, 3, 2, 9, tzinfo=UTC)


class Store:
    """Notes which letters were settled, and as what."""

    def __init__(self):
        self.settled = []

    async def settle_many(self, outcomes, now, *, notes=None):
        await asyncio.sleep(0)
        self.settled += [(letter, outcome) for letter, outcome in list(outcomes)]


class Speaker:
    """Says a letter as soon as it is let to."""

    def __init__(self):
        self.may = {}

    async def speak(self, letter):
        await self.may.setdefault(letter.id, asyncio.Event()).wait()
        return Sent(f"ref of {letter.id}")


def letter(name):
    who = Who("local", "home", name)
    reply = Reply((Piece("say", "words"),))
    return Letter(name, "j1", who, who, Act.POST, LetterKind.REPLY, reply, LetterState.SENDING)


async def test_what_one_says_while_another_settles_is_settled_too():
    store, speaker = Store(), Speaker()
    courier = Courier(store, speaker, Now())
    slow, quick = (asyncio.create_task(courier.bring([letter(name)])) for name in ("slow", "quick"))
    await asyncio.sleep(0)
    speaker.may["quick"].set()
    await quick
    speaker.may["slow"].set()
    await slow

    assert store.settled == [("quick", Sent("ref of quick")), ("slow", Sent("ref of slow"))]
