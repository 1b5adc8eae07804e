"""Many at once, in any order, by any of several replicas: what each law promises, as often as its number says."""

from __future__ import annotations

import asyncio
import random
import threading
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from contract.values import DAY, MINUTE, NOW, Deciding, Teller, begun, check_in, note, to_dana
from proofs import few, many

from bot.checkins import Kind
from bot.effects import Consented, DropCheckIns, EraseAll, Post, Recall, Release, SetCheckIn, Withdraw
from bot.errors import LetterRefused
from bot.letters import LetterKind, Sent
from bot.people import Person, Who
from storage.store import SqlStore

SEED = 20261128
LATER = NOW + timedelta(hours=1)


def person(name, tenant="home"):
    return Person(Who("local", tenant, name), f"Canaryname {name}", zone="Europe/Berlin")


def own(letter, me, journey):
    """A reply to its author."""
    return note(letter, me.who, author=me.who, kind=LetterKind.REPLY, journey=journey)


def replicas(store, url, master_key, count):
    """So many that share a database; of one in memory there is one."""
    more = 0 if url == "sqlite://" else count - 1
    return [store, *(SqlStore.open(url, master_key) for _ in range(more))]


async def spoken(store, at):
    """Whatever may go has gone."""
    while letters := await store.claim(at):
        for letter in letters:
            await store.settle(letter.id, Sent(f"ref-{letter.id}"), at)


async def left(stores, own):
    for each in stores:
        if each is not own:
            await each.close()


# ------------------------------------------------------------------------------------------- B2: twice, late, in any order


def heard(key):
    """Writes down that this was heard, beside all that was heard before."""

    def decide(desk):
        journey = desk.journeys[0] if desk.journeys else begun(f"of {desk.person.who.user}")
        notes = {**journey.notes, key: journey.notes.get(key, "") + "x"}
        return Deciding(journeys=[replace(journey, notes=notes)])(desk)

    return decide


async def scheduled(stores, wanted, seed, proof):
    """Six deliveries, each once or more, shuffled, some at the same moment, to any replica; sometimes all is deleted in between."""
    chance = random.Random(seed)
    for number in range(wanted):
        me = person(f"schedule-{number}")
        keys = [f"{number}:{n}" for n in range(6)]
        order = [key for key in keys for _ in range(chance.choice((1, 1, 2, 3)))]
        chance.shuffle(order)
        gone = chance.random() < 0.25
        erased = chance.randrange(len(order)) if gone else len(order)

        async def take(key, me=me):
            await chance.choice(stores).change(me, key, LATER, heard(key), dated=NOW)

        before, after = order[:erased], order[erased:]
        while before:
            some = [before.pop() for _ in range(min(len(before), chance.randint(1, 3)))]
            await asyncio.gather(*map(take, some))
        if gone:
            await Teller(chance.choice(stores), me, LATER).tell(EraseAll(), delivery=f"{number}:erase")
        await asyncio.gather(*map(take, after))
        desk = await chance.choice(stores).desk(me.who)
        told = f"schedule {number} of seed {seed}"
        if gone:
            assert desk is None, f"what is late brings nothing back: {told}"
        else:
            assert desk.journeys[0].notes == dict.fromkeys(keys, "x"), told
    proof(f"B2 schedules, {len(stores)} replicas", wanted, seed)


async def test_whatever_comes_twice_late_or_in_another_order_has_its_effect_once(store, url, master_key, proof):
    stores = replicas(store, url, master_key, 2)
    await scheduled(stores, few("schedules"), SEED, proof)
    await left(stores, store)


@pytest.mark.long
async def test_however_many_come_twice_late_or_in_another_order_each_has_its_effect_once(store, url, master_key, proof):
    stores = replicas(store, url, master_key, 3)
    await scheduled(stores, many("schedules"), random.randrange(10**6), proof)
    await left(stores, store)


# ------------------------------------------------------------------------------------ B3: one person's turns, one by one


async def paired(stores, wanted, seed, proof):
    """Two turns of one person at the same moment, by any two replicas, many people at once: none of the two is lost."""
    chance, crowd = random.Random(seed), 16
    for begin in range(0, wanted, crowd):
        people = [person(f"pair-{begin + n}") for n in range(min(crowd, wanted - begin))]
        saw = {each.who: [] for each in people}
        for each in people[::2]:  # the others are new
            await stores[0].change(each, "begun", NOW, Deciding(journeys=[begun(f"of {each.who.user}")]))

        def one_more(desk, saw=saw):
            journey = desk.journeys[0] if desk.journeys else begun(f"of {desk.person.who.user}")
            saw[desk.person.who].append(journey.turns)
            return Deciding(journeys=[replace(journey, turns=journey.turns + 1)])(desk)

        turns = [
            chance.choice(stores).change(each, f"{each.who.user}:{n}", NOW, one_more) for each in people for n in (0, 1)
        ]
        chance.shuffle(turns)
        await asyncio.gather(*turns)
        for each in people:
            assert (await stores[0].desk(each.who)).journeys[0].turns == 2, f"{each.who.user} of seed {seed}"
            assert sorted(set(saw[each.who])) == [0, 1]
    proof(f"B3 pairs of turns, {len(stores)} replicas", wanted, seed)


async def test_of_two_turns_at_once_the_second_sees_what_the_first_has_saved(store, url, master_key, proof):
    stores = replicas(store, url, master_key, 2)
    await paired(stores, few("pairs"), SEED, proof)
    await left(stores, store)


@pytest.mark.long
@pytest.mark.parametrize("count", [1, 2, 3, 4])
async def test_of_however_many_turns_at_once_none_is_lost(store, url, master_key, count, proof):
    stores = replicas(store, url, master_key, count)
    await paired(stores, many("pairs") // 4, random.randrange(10**6), proof)
    await left(stores, store)


async def test_while_one_persons_turn_takes_its_time_another_persons_is_taken(store):
    """On SQLite, where one writes at a time, the other has waited for one commit and not for what else is done."""
    began, done = threading.Event(), threading.Event()

    def slow(desk):
        began.set()
        assert store._database.sqlite or done.wait(10), "the other one waits for us"
        return Deciding()(desk)

    first = asyncio.ensure_future(store.change(person("slow"), "slow", NOW, slow))
    await asyncio.to_thread(began.wait, 10)
    await store.change(person("quick"), "quick", NOW, Deciding())
    done.set()
    await first


# ---------------------------------------------------------------------------------- D1, D4: nobody reaches another's rows


async def walked(store, me, chance, other):
    """A person who does things, by chance. `other` is whom they try to reach: their journey, letter and check-in by name."""
    mine, theirs = f"j-{me.who.tenant}", f"j-{other}"
    sam = Teller(store, me)
    for n in range(chance.randint(2, 5)):
        letter = f"{mine}.{n}"
        deeds = [
            Post(own(letter, me, mine)),
            Consented(replace(to_dana(letter, author=me.who, journey=mine), to=Who("local", me.who.tenant, "dana"))),
            SetCheckIn(mine, check_in(f"key-{chance.randint(0, 2)}", date(2026, 3, chance.randint(3, 9)), Kind.TAPER)),
        ]
        reaches = [
            DropCheckIns(theirs), DropCheckIns(theirs, ("key-0",)), Withdraw(f"{theirs}.0"), Release(f"{theirs}.0"),
            Recall(f"{theirs}.0"),
        ]  # fmt: skip
        await sam.tell(chance.choice(deeds), journeys=[begun(mine, turns=n)], now=NOW + n * MINUTE)
        with suppress(LetterRefused):
            await sam.tell(chance.choice(reaches), journey=theirs, delivery=f"reach-{n}", now=NOW + n * MINUTE)
        await store.change(me, f"card-{n}", NOW, reads := Deciding(cards=(f"{theirs}.0", letter)))
        assert reads.cards[0] is None, "another's card is not laid open"


async def exported(store, who):
    """All that is kept of somebody; without the hashes under a key that is drawn by chance."""
    found = await store.export(who)
    for each in found.get("consents", ()):
        del each["hash"]
    return found


def rows(counts):
    return {name: counts[name] for name in ("journeys", "letters", "check_ins", "consents", "seen")}


async def twins(store, alone, wanted, seed, proof):
    """Twice the same life: once beside a neighbour of the same user id who reaches for it, once without."""
    chance = random.Random(seed)
    for number in range(wanted):
        me, near = person("twin", f"a{number}"), person("twin", f"b{number}")
        life, their_life = chance.random(), chance.random()
        one, other = random.Random(life), random.Random(their_life)
        await walked(alone, me, random.Random(life), f"b{number}")
        order = [walked(store, me, one, f"b{number}"), walked(store, near, other, f"a{number}")]
        if chance.random() < 0.5:
            order.reverse()
        for each in order:
            await each
        for each in (store, alone):
            await spoken(each, NOW + 30 * MINUTE)
        found, told = await exported(store, me.who), f"twin {number} of seed {seed}"
        assert found == await exported(alone, me.who), told
        near_kept, before = await exported(store, near.who), rows(await store.counts())
        await Teller(store, me).tell(EraseAll(), delivery="erase")
        after = rows(await store.counts())
        shown = {name: len(found["deliveries" if name == "seen" else name]) for name in before}
        assert {name: before[name] - after[name] for name in before} == shown, f"shown is what goes: {told}"
        assert await exported(store, near.who) == near_kept, told
        await Teller(store, near).tell(EraseAll(), delivery="erase")
        await Teller(alone, me).tell(EraseAll(), delivery="erase")
    proof("D1, D4 twins", wanted, seed)


async def test_a_neighbour_of_the_same_name_changes_nothing_of_mine(store, master_key, proof):
    alone = SqlStore.open("sqlite://", master_key)
    await twins(store, alone, few("twins"), SEED, proof)
    await alone.close()


@pytest.mark.long
async def test_however_many_neighbours_change_nothing_of_mine(store, master_key, proof):
    alone = SqlStore.open("sqlite://", master_key)
    await twins(store, alone, many("twins"), random.randrange(10**6), proof)
    await alone.close()


# --------------------------------------------------------------------------- D3: deleted while everything else goes on


async def deleted(stores, wanted, seed, proof):
    """Everything is deleted while words come in, letters go out and old things are swept: nothing is left by text or by id."""
    chance, store = random.Random(seed), stores[0]
    for number in range(wanted):
        me = person(f"canaryrace{number}")
        sam = Teller(store, me)
        await sam.tell(
            Post(own(f"{number}.1", me, f"r{number}")),
            Consented(to_dana(f"{number}.2", author=me.who, journey=f"r{number}", not_before=NOW)),
            SetCheckIn(f"r{number}", check_in()),
            journeys=[begun(f"r{number}")],
        )

        async def word(n, me=me, number=number):
            told = Deciding(Post(own(f"{number}.word{n}", me, f"w{n}of{number}")), journeys=[begun(f"w{n}of{number}")])
            with suppress(LetterRefused):
                await chance.choice(stores).change(me, f"{number}:word{n}", NOW, told, dated=NOW)

        take_back = chance.random() < 0.5
        work = [
            *(word(n) for n in range(3)), spoken(chance.choice(stores), NOW), chance.choice(stores).sweep(NOW),
            Teller(chance.choice(stores), me, LATER).tell(EraseAll(take_back=take_back), delivery=f"{number}:erase"),
        ]  # fmt: skip
        chance.shuffle(work)
        await asyncio.gather(*work)
        await asyncio.gather(*(word(n) for n in range(3)))
        for hours in (1, 2):
            await spoken(store, LATER + timedelta(hours=hours))
        await store.sweep(LATER + DAY + MINUTE)
        told = f"race {number} of seed {seed}"
        assert await store.desk(me.who) is None, told
        assert await store.clear([me.who.user.encode(), f"canarywords of {number}.".encode()]) == 0, told
        counts = await store.counts()
        assert {name: count for name, count in counts.items() if count} == {"tombstones": number + 1}, told
    proof(f"D3 deletions in a race, {len(stores)} replicas", wanted, seed)


async def test_who_is_deleted_while_all_goes_on_is_gone_by_text_and_by_id(store, url, master_key, proof):
    stores = replicas(store, url, master_key, 2)
    await deleted(stores, few("deletions"), SEED, proof)
    await left(stores, store)


@pytest.mark.long
async def test_however_many_are_deleted_while_all_goes_on_each_is_gone(store, url, master_key, proof):
    stores = replicas(store, url, master_key, 3)
    await deleted(stores, many("deletions"), random.randrange(10**6), proof)
    await left(stores, store)
