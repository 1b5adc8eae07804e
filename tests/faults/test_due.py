"""B4, B5: a check-in has one effect and is never early, whatever outage lies between, however many replicas beat at once;
and a row that nobody can read stops no other."""

import asyncio
import itertools
from datetime import UTC, date, datetime, time, timedelta

import pytest
from contract.servers import emptied, postgres_missing, postgres_url
from contract.values import Deciding
from golden_letters import house
from proofs import few, many
from sqlalchemy import text

from adapters.reader import reader
from bot.beat import beat
from bot.checkins import CheckIn, Kind
from bot.conversation import Conversation
from bot.courier import AT_ONCE, Courier
from bot.effects import SetCheckIn
from bot.journey import Journey
from bot.letters import Act, LetterKind, Sent
from bot.path import Question
from bot.people import Person, Who
from bot.times import due_instant
from storage import keys
from storage.store import SqlStore

ENGINES = [
    "sqlite",
    pytest.param("postgres", marks=pytest.mark.skipif(postgres_missing(), reason="needs a PostgreSQL server")),
]
BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = date(2026, 3, 3)
ZONES = ("Europe/Dublin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
OUTAGES = (timedelta(), timedelta(minutes=1), timedelta(hours=5), timedelta(days=3), timedelta(days=30))
"""How long nobody was there after the last check-in had come due."""
BAD = 10
"""One row of so many cannot be read."""


class Now:
    """A clock that all replicas share."""

    def __init__(self, at):
        self.at = at

    def now(self):
        return self.at


class Notebook:
    """Writes down every post, and gives way to whoever else runs."""

    def __init__(self, clock):
        self.clock = clock
        self.posts = []

    async def speak(self, letter):
        await asyncio.sleep(0)
        if letter.act is Act.POST:
            self.posts.append((letter.to.user, letter.id, letter.kind, self.clock.now()))
        return Sent(f"ref-{letter.id}")

    async def look_up(self, letter):
        raise AssertionError(f"{letter.id} is on its way")


def person(number):
    return Person(Who("local", "home", f"u{number:05}"), f"Person {number}", zone=ZONES[number % len(ZONES)])


async def promised(store, number):
    """Someone who is to be asked at nine on the next day, where they live."""
    who = person(number)
    promise = CheckIn(Kind.TELL, DAY, time(9), "tell-2")
    name = f"journey-{number}"
    journey = Journey(name, BEGAN, question=Question.WHEN_TELL, promises=(promise,), last_word=BEGAN, turns=3)
    await store.change(who, "begun", BEGAN, Deciding(SetCheckIn(name, promise), journeys=[journey], person=who))
    return who


def replica(url, key, clock, notebook):
    store = SqlStore.open(url, key)
    ids = itertools.count()
    talk = Conversation(store, reader(), house(), clock, lambda who, words: (), lambda: f"new-{next(ids)}")
    return store, talk, Courier(store, notebook, clock)


async def came_due(url, wanted, replicas, outage):
    """How many were asked, and how many rows among theirs could not be read."""
    key, clock = keys.make(), Now(BEGAN)
    notebook = Notebook(clock)
    others = [replica(url, key, clock, notebook) for _ in range(replicas)]
    store = others[0][0]
    people = [await promised(store, number) for number in range(wanted)]
    bad = {each.who.user for each in people[::BAD]}
    for user in sorted(bad):
        store._database.write(
            lambda hand, u=user: hand.execute(
                text('UPDATE people SET body = :body WHERE "user" = :user'), {"body": b"spoilt", "user": u}
            )
        )

    async def beats():
        return await asyncio.gather(*(beat(*each) for each in others))

    dues = sorted({due_instant(DAY, time(9), zone) for zone in ZONES})
    for due in dues[:2]:
        for clock.at in (due - timedelta(seconds=1), due):
            await beats()
    clock.at = dues[-1] + outage
    await beats()
    for _ in range(100):  # who was not to be woken is asked in their morning
        if (due := await store.next_due()) is None:
            break
        clock.at = max(due, clock.at)
        await beats()

    asked = [(user, at) for user, _, kind, at in notebook.posts if kind is LetterKind.CHECK_IN]
    of = {each.who.user: due_instant(DAY, time(9), each.zone) for each in people}
    assert sorted(user for user, _ in asked) == sorted(set(of) - bad), (
        "each was asked once, and no spoilt row stops another"
    )
    assert all(at >= of[user] for user, at in asked), "nobody is asked too early"
    assert all(at == of[user] for user, at in asked if of[user] in dues[:2]), "who can be asked in time is"
    assert len({letter for _, letter, _, _ in notebook.posts}) == len(notebook.posts)
    counts = await store.counts()
    assert counts["parked"] == len(bad)
    for each, _, _ in others:
        await each.close()
    return len(asked), len(bad)


async def after_every_outage(engine, tmp_path, wanted, replicas, proof):
    """So many people in all, some of them before each outage."""
    asked, bad = 0, 0
    for number, outage in enumerate(OUTAGES):
        url = database(engine, tmp_path, f"{number}.db")
        more, spoilt = await came_due(url, wanted // len(OUTAGES), replicas, outage)
        asked, bad = asked + more, bad + spoilt
    proof(
        f"B4 check-ins on {engine}, {replicas} replicas, after outages of 0 s to {OUTAGES[-1].days} days", asked, "none"
    )
    proof(f"B5 rows that cannot be read among them on {engine}", bad, "none")


def database(engine, tmp_path, name="oops.db"):
    return emptied(postgres_url()) if engine == "postgres" else f"sqlite:///{tmp_path}/{name}"


@pytest.mark.parametrize("engine", ENGINES)
async def test_a_check_in_has_one_effect_and_is_never_early_whoever_beats(engine, tmp_path, proof):
    await after_every_outage(engine, tmp_path, few("due"), 2, proof)


@pytest.mark.long
@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("replicas", [1, 2, 4])
async def test_however_many_check_ins_have_one_effect_and_are_never_early(engine, replicas, tmp_path, proof):
    await after_every_outage(engine, tmp_path, many("due"), replicas, proof)


# ------------------------------------------------------------------------------------------------ a platform that hangs


class Hanging(Notebook):
    """Posts to nobody until it may."""

    def __init__(self, clock):
        super().__init__(clock)
        self.may, self.begun = asyncio.Event(), asyncio.Queue()

    async def speak(self, letter):
        self.begun.put_nowait(letter.to.user)
        await self.may.wait()
        return await super().speak(letter)


async def hung(tmp_path, people):
    """A beat under which the platform hangs, and the store that it is on."""
    clock = Now(BEGAN)
    notebook = Hanging(clock)
    store, talk, courier = replica(database("sqlite", tmp_path), keys.make(), clock, notebook)
    for number in range(people):
        await promised(store, number * len(ZONES))
    clock.at = due_instant(DAY, time(9), ZONES[0])
    return store, notebook, clock, beat(store, talk, courier)


async def test_while_the_platform_hangs_all_that_is_due_is_heard(tmp_path):
    people = AT_ONCE * 2 + 1
    store, notebook, clock, beating = await hung(tmp_path, people)
    async with asyncio.timeout(30), asyncio.TaskGroup() as running:
        running.create_task(beating)
        while await store.due(clock.at):
            pass
        assert not notebook.posts
        assert notebook.begun.qsize() <= AT_ONCE, "no more than that are on their way at once"
        notebook.may.set()
    await store.close()

    assert len({user for user, *_ in notebook.posts}) == len(notebook.posts) == people


async def test_of_one_person_the_next_check_in_is_heard_when_what_the_last_one_said_is_spoken(tmp_path):
    store, notebook, clock, beating = await hung(tmp_path, 1)
    who = person(0)
    second = CheckIn(Kind.TELL, DAY, time(9), "tell-2")
    journey = Journey("second", BEGAN, question=Question.WHEN_TELL, promises=(second,), last_word=BEGAN, turns=3)
    await store.change(who, "also", BEGAN, Deciding(SetCheckIn("second", second), journeys=[journey], person=who))
    async with asyncio.timeout(30), asyncio.TaskGroup() as running:
        running.create_task(beating)
        await notebook.begun.get()
        for _ in range(20):  # each stands in the store's line behind whatever the beat asks
            assert len(await store.due(clock.at)) == 1
        notebook.may.set()
    due = await store.due(clock.at)
    await store.close()

    assert not due
    assert len(notebook.posts) == 2
