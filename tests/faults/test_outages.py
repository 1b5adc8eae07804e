"""C1: a database that goes away, hangs, cuts its lines or is locked. Whoever is told "taken" was taken; everyone is told in time."""

import asyncio
import random
import time

import pytest
from contract.locks import locked
from contract.servers import emptied, postgres_missing, postgres_url
from contract.test_store_orders import heard
from contract.values import NOW
from faults.proxy import Fault, proxied
from proofs import few, many
from sqlalchemy import make_url

from bot.errors import StoreBusy
from bot.people import Person, Who
from storage import keys
from storage.address import driver_url
from storage.store import SqlStore

CUTS = (Fault.HALF_OPEN, Fault.REFUSED, Fault.RESET, Fault.DROPPED)


class Told:
    """What a person's deliveries were answered with, and how long the slowest took."""

    def __init__(self, store):
        self.store, self.taken, self.turned_away, self.slowest = store, [], [], 0.0

    async def deliver(self, key):
        """Claim: it was taken. It comes again later if not."""
        began = time.monotonic()
        try:
            await self.store.change(Person(Who("local", "home", key), "Sam"), key, NOW, heard(key))
        except StoreBusy:
            self.turned_away.append(key)
            return False
        finally:
            self.slowest = max(self.slowest, time.monotonic() - began)
        self.taken.append(key)
        return True

    async def at_last(self):
        """Everything that was turned away comes again, without a new start: then all of it is there, each once."""
        async with asyncio.timeout(20):
            for key in self.turned_away:
                while not await self.deliver(key):
                    pass
        for key in self.taken:
            assert (await self.store.desk(Who("local", "home", key))).journeys[0].notes == {key: "x"}
        assert (await self.store.counts())["people"] == len(set(self.taken))


@pytest.mark.parametrize("wanted", ["few", pytest.param("many", marks=pytest.mark.long)])
@pytest.mark.skipif(postgres_missing(), reason="needs a PostgreSQL server")
async def test_whatever_befalls_the_wire_to_the_server_nothing_is_said_to_be_taken_that_is_not(wanted, tmp_path, proof):
    chance, seed = random.Random(20261128), 20261128
    if wanted == "many":
        chance = random.Random(seed := random.randrange(10**6))
    real = make_url(driver_url(emptied(postgres_url())))
    name = ".s.PGSQL.5432"
    async with proxied(0, 0, f"{tmp_path}/{name}") as wire:
        wire.to = f"{real.query['host']}/{name}"
        url = real.set(drivername="postgresql", query={"host": str(tmp_path)}).render_as_string(hide_password=False)
        store = await asyncio.to_thread(SqlStore.open, url, keys.make())
        told, number = Told(store), few("outages") if wanted == "few" else many("outages")
        for outage in range(number):
            wire.arm(chance.randint(1, 8), CUTS[outage % len(CUTS)], b"")
            wire.noticed.clear()
            async with asyncio.timeout(20):  # nobody waits for a line that hangs for as long as it does
                await asyncio.gather(*(told.deliver(f"{outage}:{n}") for n in range(3)))
            wire.noticed.set()
        wire.arm(0, Fault.LATENCY, b"")
        await told.at_last()
        await store.close()
    assert told.turned_away
    slowest = f"the slowest answer after {told.slowest:.2f} s"
    proof(f"C1 outages of a server, {len(told.turned_away)} deliveries turned away, {slowest}", number, seed)


async def test_a_file_that_somebody_else_has_locked_is_said_in_time_and_goes_on(tmp_path, proof):
    path = tmp_path / "oops.db"
    store = SqlStore.open(f"sqlite:///{path}", keys.make())
    told = Told(store)
    with locked(path):
        async with asyncio.timeout(20):  # nobody waits for as long as it is locked
            await asyncio.gather(*(told.deliver(f"locked:{n}") for n in range(3)))
        assert not told.taken
    await told.at_last()
    await store.close()
    proof("C1 locks on a file", 1, "none")
