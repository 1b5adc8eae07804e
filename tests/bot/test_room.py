"""Room for a few: nobody is forgotten, and where too many come most are let in at once."""

import asyncio

from bot.room import LONG, TURN, Room


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


class House:
    """A room with one place, which is taken; whoever comes in is noted, and leaves when they are told."""

    def __init__(self):
        self.clock, self.came, self.go = Clock(), [], asyncio.Semaphore(0)
        self.room = Room(1, self.clock)

    async def visit(self, who):
        async with self.room:
            self.came.append(who)
            await self.go.acquire()

    async def come(self, who):
        task = asyncio.create_task(self.visit(who))
        await settled()
        return task

    async def leave(self):
        self.go.release()
        await settled()


async def settled():
    for _ in range(5):
        await asyncio.sleep(0)


async def test_who_waits_comes_in_in_the_order_in_which_they_came():
    house = House()
    tasks = [await house.come(number) for number in range(5)]
    assert house.came == [0]
    for _ in tasks:
        await house.leave()

    assert house.came == [0, 1, 2, 3, 4]
    assert not house.room.full


async def test_where_too_many_come_most_are_let_in_at_once_and_nobody_is_forgotten():
    house = House()
    tasks = [await house.come(number) for number in range(21)]
    house.clock.now += LONG + 1
    tasks += [await house.come("new")]
    await house.leave()
    assert house.came[1:] == ["new"]
    for _ in tasks:
        await house.leave()

    assert sorted(house.came[2:]) == list(range(1, 21))
    oldest = [number for number in house.came[2:10] if number < 10]
    assert oldest == [1, 2]
    assert len(house.came[2:10]) / len(oldest) == TURN


async def test_who_gives_up_takes_nobodys_place():
    house = House()
    inside, waits, next_one = [await house.come(number) for number in range(3)]
    waits.cancel()
    await house.leave()
    assert house.came == [0, 2]

    again = await house.come(3)
    house.room._next()  # the place is theirs, and in this moment they give up
    again.cancel()
    await settled()
    assert house.came == [0, 2]
    assert not house.room.full
    await house.leave()
    await asyncio.gather(inside, waits, next_one, again, return_exceptions=True)
