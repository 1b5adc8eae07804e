"""A link opens once, for minutes, what it was given for; nobody can open it by reading the database; it goes with its person."""

import asyncio
import hashlib
from datetime import date, timedelta

import pytest
from contract.values import ANA, DAY, MINUTE, NOW, SAM, Teller, begun, check_in
from sqlalchemy import select

from bot.effects import EraseAll, SetCheckIn
from bot.errors import StoreBroken
from storage import links as at_links
from storage.tables import links

TOKEN = "k3nGqkq1u0Yc0m1o8s2-canarytoken-Zp0aQ7xT_5d"
UNTIL = NOW + 10 * MINUTE


async def given(teller, token=TOKEN, what="export", journey="j1", until=UNTIL):
    await teller.tell(SetCheckIn("j1", check_in("focus", date(2026, 3, 4))), journeys=[begun("j1")])
    assert await teller.store.give_link(teller.person.who, what, journey, token, until)


def told(opened):
    return opened.what, opened.journey, opened.desk.person.who, [each.id for each in opened.desk.journeys]


def rows(store):
    return store._database.read(lambda hand: hand.execute(select(links)).all())


async def test_a_link_opens_once_what_it_was_given_for(store, sam):
    await given(sam, what="focus")

    assert await store.open_link(TOKEN, NOW, told) == ("focus", "j1", SAM.who, ["j1"])
    assert await store.open_link(TOKEN, NOW, told) is None
    assert not await store.link_stands(TOKEN, NOW)


async def test_looking_at_a_link_does_not_use_it_up(store, sam):
    await given(sam)

    assert [await store.link_stands(TOKEN, NOW) for _ in range(3)] == [True] * 3
    assert await store.open_link(TOKEN, NOW, told) is not None


async def test_of_many_at_once_one_is_let_in(store, sam):
    await given(sam)

    let_in = await asyncio.gather(*(store.open_link(TOKEN, NOW, told) for _ in range(20)))

    assert len([each for each in let_in if each is not None]) == 1


async def test_a_link_stands_for_its_minutes_and_no_longer(store, sam):
    await given(sam)
    last = UNTIL - timedelta(milliseconds=1)

    assert (await store.link_stands(TOKEN, last), await store.link_stands(TOKEN, UNTIL)) == (True, False)
    assert await store.open_link(TOKEN, UNTIL, told) is None
    assert await store.open_link(TOKEN, last, told) is not None


async def test_a_link_that_ended_while_it_waited_for_its_turn_opens_nothing(store, sam):
    await given(sam)

    assert store._database.write(lambda hand: at_links.opened(hand, store._room, TOKEN, UNTIL, told)) is None


@pytest.mark.parametrize("wrong", ["", TOKEN[:-1], TOKEN + "A", TOKEN.swapcase(), "lived-token", "\ud800", "\0"])
async def test_any_other_token_opens_nothing(store, sam, wrong):
    await given(sam)

    assert not await store.link_stands(wrong, NOW)
    assert await store.open_link(wrong, NOW, told) is None
    assert await store.link_stands(TOKEN, NOW)


async def test_what_is_fetched_is_composed_when_it_is_fetched(store, sam):
    await given(sam)
    await sam.tell(journeys=[begun("j2")])

    kept = await store.open_link(TOKEN, NOW, lambda opened: opened.export())

    assert [each["id"] for each in kept["journeys"]] == ["j1", "j2"]
    assert "links" not in kept, "the link that was used up is not there any more"


async def test_a_link_still_stands_when_nothing_could_be_composed(store, sam):
    await given(sam)

    def cannot(opened):
        raise StoreBroken(opened.what)

    with pytest.raises(StoreBroken):
        await store.open_link(TOKEN, NOW, cannot)
    assert await store.open_link(TOKEN, NOW, told) is not None


async def test_neither_the_token_nor_its_plain_hash_nor_what_it_opens_stands_in_the_row(store, sam):
    await given(sam, what="canarywhat", journey="canaryjourney")
    (row,) = rows(store)
    everything = b"|".join([bytes(row.hash), bytes(row.body), row.person.encode(), str(row.until).encode()])

    assert len(bytes(row.hash)) == 32
    for shown in (TOKEN.encode(), hashlib.sha256(TOKEN.encode()).digest(), b"canary", b"sam"):
        assert shown not in everything


@pytest.mark.parametrize(("of", "column"), [(ANA, "person"), (SAM, "body")])
async def test_a_link_into_which_something_of_another_was_moved_does_not_open(store, sam, of, column):
    await given(Teller(store, of), "another", what="focus")
    await given(sam)
    marks = {token: at_links._mark(store._room, token) for token in (TOKEN, "another")}
    moved = next(row for row in rows(store) if bytes(row.hash) == marks["another"])

    def move(hand):
        here = links.c.hash == marks[TOKEN]
        hand.conn.execute(links.update().where(here).values({column: getattr(moved, column)}))

    store._database.write(move)
    with pytest.raises(StoreBroken):
        await store.open_link(TOKEN, NOW, told)


async def test_a_link_goes_with_its_person(store, sam):
    await given(sam)
    await sam.tell(EraseAll())

    assert (await store.counts())["links"] == 0
    assert await store.open_link(TOKEN, NOW, told) is None


async def test_a_link_goes_with_its_tenant_and_nobody_elses_does(store, sam):
    await given(sam)
    await store.purge("elsewhere", NOW)
    assert (await store.counts())["links"] == 1
    await store.purge("home", NOW)

    assert (await store.counts())["links"] == 0


async def test_an_old_link_is_swept_and_one_that_stands_is_not(store, sam):
    await given(sam)
    await store.sweep(UNTIL - MINUTE)
    assert (await store.counts())["links"] == 1
    await store.sweep(UNTIL)

    assert (await store.counts())["links"] == 0


async def test_a_person_who_goes_quiet_takes_their_links_along(store, sam):
    await sam.tell()
    await store.give_link(SAM.who, "export", "", TOKEN, NOW + 90 * DAY)
    await store.sweep(NOW + 30 * DAY)

    assert set((await store.counts()).values()) == {0}


async def test_nobody_unknown_is_given_a_link(store):
    assert not await store.give_link(SAM.who, "export", "", TOKEN, UNTIL)
    assert (await store.counts())["links"] == 0


async def test_five_links_of_a_person_stand_at_once_and_the_newest_always_does(store, sam):
    await given(Teller(store, ANA), "anas")
    for number in range(9):
        await given(sam, f"token-{number}", until=UNTIL + number * MINUTE)

    standing = [number for number in range(9) if await store.link_stands(f"token-{number}", NOW)]

    assert standing == [4, 5, 6, 7, 8]
    assert await store.link_stands("anas", NOW)


async def test_the_export_names_a_link_that_stands_and_nobody_elses(store, sam):
    await given(Teller(store, ANA), "anas")
    await given(sam)

    assert (await store.export(SAM.who))["links"] == [{"until": UNTIL.isoformat()}]


async def test_a_link_of_a_journey_that_is_gone_opens_without_it(store, sam):
    await given(sam, journey="j9")

    assert await store.open_link(TOKEN, NOW, told) == ("export", "j9", SAM.who, ["j1"])
