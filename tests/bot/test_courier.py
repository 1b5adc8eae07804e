"""What was said is settled, whoever else is speaking."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime

from bot.courier import LEASE, Courier
from bot.letters import Act, Later, Letter, LetterKind, LetterState, Piece, Refused, Reply, Sent
from bot.people import Who


class Now:
    def now(self):
        return datetime(2026, 3, 2, 9, tzinfo=UTC)


class Store:
    """Notes which letters were settled, and as what."""

    def __init__(self):
        self.settled = []
        self.came = asyncio.Event()
        self.back = []
        self.held = []
        self.left = []
        self.given_up = []

    async def settle_many(self, outcomes, now, *, notes=None):
        await asyncio.sleep(0)
        self.settled += [(letter, outcome) for letter, outcome in list(outcomes)]
        self.came.set()

    async def put_back(self, letter):
        self.back.append(letter.id)

    async def give_up(self, letter):
        self.given_up.append(letter)

    async def unsettled(self, before):
        return self.left

    async def claim(self, now, *, limit):
        found, self.held = self.held, []
        return found


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


class Counting(Store):
    """Counts the transactions, each of which lasts until it is let go."""

    def __init__(self):
        super().__init__()
        self.together, self.may, self.begun = [], asyncio.Event(), asyncio.Event()

    async def settle_many(self, outcomes, now, *, notes=None):
        self.together.append({letter for letter, _ in outcomes})
        self.begun.set()
        await self.may.wait()


async def test_what_many_say_while_one_settles_is_settled_together():
    store, speaker = Counting(), Speaker()
    courier = Courier(store, speaker, Now())
    names = [f"l{number}" for number in range(12)]
    for name in names:
        speaker.may.setdefault(name, asyncio.Event()).set()
    first, *others = names
    async with asyncio.TaskGroup() as running:
        running.create_task(courier.bring([letter(first)]))
        await store.begun.wait()
        for name in others:
            running.create_task(courier.bring([letter(name)]))
        await asyncio.sleep(0)
        store.may.set()

    assert store.together == [{first}, set(others)]


async def test_letters_to_different_people_go_side_by_side():
    store, speaker = Store(), Speaker()
    courier = Courier(store, speaker, Now())
    store.held = [letter("slow"), letter("quick")]
    delivering = asyncio.create_task(courier.deliver())
    speaker.may.setdefault("quick", asyncio.Event()).set()
    await asyncio.wait_for(store.came.wait(), 10)
    assert [name for name, _ in store.settled] == ["quick"]
    speaker.may["slow"].set()

    assert await delivering == 2


async def test_a_letter_whose_lease_has_passed_is_not_begun_but_put_back():
    store, speaker, now = Store(), Speaker(), Now().now()
    courier = Courier(store, speaker, Now())
    in_time, late = (
        replace(letter("in time"), attempted=now - LEASE),
        replace(letter("late"), attempted=now - LEASE * 1.1),
    )
    for each in (in_time, late):
        speaker.may.setdefault(each.id, asyncio.Event()).set()

    await courier.bring([late, in_time])
    store.held = [late, in_time]
    await courier.deliver()

    assert store.back == ["late", "late"]
    assert store.settled == [("in time", Sent("ref of in time"))] * 2


class Absent(Speaker):
    """Finds nothing."""

    async def look_up(self, letter):
        return Later(0)


class Refusing(Speaker):
    """May not look."""

    async def look_up(self, letter):
        return Refused("missing_scope")


class Last:
    """Nothing was said since."""

    async def is_last(self, letter):
        return True


async def test_what_was_looked_for_in_vain_goes_again_only_by_the_claim_that_was_looked_for():
    store = Store()
    courier = Courier(store, Absent(), Now())
    store.left = [replace(letter("lost"), attempts=3)]

    await courier.settle_unknown(Last())

    assert (store.back, store.settled) == (["lost"], []), "put back by its number: who claimed it since keeps it"


async def test_a_no_to_the_question_what_became_of_a_post_is_no_no_to_the_post():
    store = Store()
    courier = Courier(store, Refusing(), Now())
    store.left = [letter("reply"), replace(letter("note"), kind=LetterKind.THIRD)]

    await courier.settle_unknown(Last())

    assert store.settled == []
    assert (store.back, store.given_up) == (["reply"], ["note"])
