"""Room for a few: nobody is forgotten, and where too many come most are let in at once."""

import asyncio

from bot.room import LONG, STANDS, TURN, Room


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


class House:
    """A room with one place, which is taken; whoever comes in is noted, and leaves when they are told."""

    def __init__(self):
        self.clock, self.came, self.go = Clock(), [], asyncio.Semaphore(0)
        self.room = Room(1, self.clock)

    async def visit(self, who, old):
        async with self.room.place(who, old=old):
            self.came.append(who)
            await self.go.acquire()

    async def come(self, who, *, old=False):
        task = asyncio.create_task(self.visit(who, old))
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
    assert not house.room.behind


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
    assert (house.room.behind, house.room._free) == (False, 1)
    await house.leave()
    await asyncio.gather(inside, waits, next_one, again, return_exceptions=True)


async def test_who_gives_up_in_the_moment_before_their_turn_is_passed_over():
    house = House()
    tasks = [await house.come(number) for number in range(3)]
    tasks[1].cancel()
    house.room._next()  # somebody leaves before who gave up has left
    await settled()

    assert house.came == [0, 2]
    for _ in tasks:
        await house.leave()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_who_comes_again_while_they_wait_stands_among_those_who_came_last():
    house = House()
    tasks = [await house.come(number) for number in range(9)]
    house.clock.now += LONG + 1
    house.room.here(3)
    house.room.here("somebody who does not wait")
    await house.leave()
    assert house.came == [0, 3]

    for _ in tasks:
        await house.leave()
    assert sorted(house.came) == list(range(9))


async def test_what_waited_elsewhere_stands_with_those_who_waited_longest():
    house = House()
    tasks = [await house.come(number) for number in range(9)]
    house.clock.now += LONG + 1
    tasks += [await house.come("left", old=True)]
    for _ in range(TURN):
        await house.leave()
    assert house.came == [0, 8, 7, 6, "left"]

    for _ in tasks:
        await house.leave()
    assert len(house.came) == 10


async def test_those_for_whom_somebody_stands_at_the_door_come_in_before_all_others_however_many_there_are():
    house = House()
    tasks = [await house.come(number) for number in range(9)]
    house.clock.now += LONG + 1
    with house.room.awaited(5), house.room.awaited(5):
        with house.room.awaited(2), house.room.awaited("somebody who does not wait"):
            tasks += [await house.come(number) for number in range(10, 15)]
            await house.leave()
            await house.leave()
        assert house.came[1:] == [5, 2]
        tasks += [await house.come(5, old=True)]  # what they said after that
        await house.leave()
        assert house.came[3:] == [5]
    assert not house.room._awaited, "they have gone on"

    for _ in tasks:
        await house.leave()
    assert not house.room.behind
    assert len(house.came) == len(tasks)


async def test_however_many_stand_at_the_door_one_in_so_many_who_come_in_is_who_waits_too_long():
    house = House()
    tasks = [await house.come(number) for number in range(4)]
    house.clock.now += LONG + 1
    with house.room.awaited("awaited"):
        for number in range(2 * TURN):
            tasks += [await house.come("awaited")]
            await house.leave()
            assert house.room._waiting, number
    assert [who for who in house.came if who != "awaited"] == [0, 1, 2]
    assert len(house.came) == 1 + 2 * TURN

    for _ in tasks:
        await house.leave()


async def test_where_the_platform_has_given_up_nobody_stands_at_the_door_any_more():
    house = House()
    tasks = [await house.come(number) for number in range(5)]
    with house.room.awaited(3):
        house.clock.now += STANDS + 0.1
        await house.leave()
        assert house.came == [0, 1]
        with house.room.awaited(3):  # it was asked again
            await house.leave()
        assert house.came == [0, 1, 3]

    for _ in tasks:
        await house.leave()
