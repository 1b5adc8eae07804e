"""Words are kept from before they are acknowledged until they are heard: once, in their order, sealed, and never of someone forgotten."""

import json
from datetime import timedelta

import pytest
from contract.values import ANA, DAY, MINUTE, NOW, SAM, Deciding, Teller, begun
from sqlalchemy import select, update

from bot.around import Known
from bot.effects import EraseAll
from bot.people import Who
from bot.ports import Unheard
from storage import unheard as at_unheard
from storage.tables import people, unheard

LEASE = timedelta(milliseconds=at_unheard.LEASE)
DANA = Known(Who("local", "home", "dana"), "Dana Okafor", "Head")


def said(key="d1", text="canarywords that wait", **more):
    return Unheard(key, text, **more)


def rows(store):
    return store._database.read(lambda hand: hand.execute(select(unheard).order_by(unheard.c.seq)).all())


async def heard(store, key="d1", person=SAM, now=NOW, *effects):
    """Hear words that were taken; the desk on which that was decided."""
    decide = Deciding(*effects, journeys=[begun()])
    await store.change(person, key, now, decide, taken=True)
    return decide.desk


async def test_words_come_back_as_they_were_taken_in_the_order_in_which_they_came(store):
    first = said(picked=(DANA,), dated=NOW, message="m1")
    assert await store.take_in(SAM, first, NOW)
    assert await store.take_in(SAM, said("d0", "more \ud800 of it"), NOW)

    assert await store.unheard(SAM.who) == [first, said("d0", "more \ud800 of it")]
    assert await store.unheard(ANA.who) == []


async def test_which_words_wait_is_told_where_others_take_words_too_and_asked_nowhere_else(store):
    for me, key in ((SAM, "d1"), (SAM, "d2"), (ANA, "a1")):
        await store.take_in(me, said(key), NOW)
    await store.set_aside(SAM.who, "d1")
    asked = []
    if store._database.sqlite:
        store._database._driver(0.0).set_trace_callback(asked.append)

    assert list(await store.waiting(SAM.who)) == ([] if store._database.sqlite else ["d2"])
    assert asked == []


async def test_words_that_are_taken_twice_are_kept_once(store):
    assert await store.take_in(SAM, said(), NOW)
    assert not await store.take_in(SAM, said(), NOW)

    assert len(await store.unheard(SAM.who)) == 1


async def test_words_are_heard_once_and_are_kept_no_more(store):
    await store.take_in(SAM, said(), NOW)

    assert not (await heard(store)).seen
    assert await store.unheard(SAM.who) == []
    assert (await heard(store)).seen, "another replica had them too"


async def test_a_turn_that_fails_keeps_the_words(store):
    await store.take_in(SAM, said(), NOW)

    def decide(desk):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.change(SAM, "d1", NOW, decide, taken=True)
    assert await store.unheard(SAM.who) == [said()]


async def test_the_same_delivery_counts_once_whichever_way_it_comes(store, sam):
    await store.take_in(SAM, said(), NOW)

    assert (await sam.tell(journeys=[begun()], delivery="d1")).seen
    await sam.tell(journeys=[begun()], delivery="d2")
    assert not await store.take_in(SAM, said("d2"), NOW)


async def test_words_of_someone_new_make_them_known(store):
    await store.take_in(SAM, said(), NOW)

    assert (await store.desk(SAM.who)).person == SAM


async def test_words_go_with_whoever_is_forgotten_and_bring_nobody_back(store, sam):
    await sam.tell(journeys=[begun()])
    await store.take_in(SAM, said(), NOW)
    await sam.tell(EraseAll(), now=NOW + MINUTE)

    assert rows(store) == []
    assert (await heard(store, now=NOW + MINUTE)).seen
    assert not await store.take_in(SAM, said("late", dated=NOW), NOW + MINUTE)
    assert (await store.counts())["people"] == 0


async def test_who_forgets_by_words_that_were_taken_is_forgotten(store, sam):
    await sam.tell(journeys=[begun()])
    await store.take_in(SAM, said(), NOW)
    await heard(store, "d1", SAM, NOW, EraseAll())

    assert (await store.counts())["people"] == 0
    assert rows(store) == []


async def test_words_that_nobody_heard_in_time_are_anyones_for_a_while(store):
    await store.take_in(SAM, said(), NOW)
    await store.take_in(ANA, said("a1"), NOW)

    assert await store.left(NOW + LEASE - timedelta(milliseconds=1)) == []
    assert await store.left(NOW + LEASE) == [SAM.who, ANA.who]
    assert await store.left(NOW + LEASE) == [], "they are somebody's now"
    assert await store.left(NOW + 2 * LEASE) == [SAM.who, ANA.who]
    assert await store.left(NOW + 3 * LEASE) == [], "each time the lease is as long as they have waited"


async def test_at_the_start_no_lease_counts_however_long_a_door_was_switched_off(store):
    await store.take_in(SAM, said(), NOW)

    for later in (0 * DAY, DAY, 2 * DAY):
        assert await store.left(NOW + later, before=NOW + later + DAY) == [SAM.who]
    assert await store.left(NOW + 2 * DAY, before=NOW + 3 * DAY) == [SAM.who]


async def test_when_the_lease_ends_is_the_next_instant_at_which_something_is_to_be_done(store):
    await store.take_in(SAM, said(), NOW)

    assert await store.next_due() == NOW + LEASE


async def test_what_is_tried_too_often_is_set_aside_and_holds_up_nothing(store):
    await store.take_in(SAM, said(), NOW)
    tries = [await tried_again(store) for _ in range(at_unheard.TRIES + 2)]
    await store.take_in(SAM, said("d2"), NOW)

    assert tries == [[said()]] * at_unheard.TRIES + [[None], []]
    assert await store.unheard(SAM.who) == [said("d2")]
    assert (await store.counts())["parked"] == 1
    assert await store.left(NOW + DAY) == [SAM.who]


async def tried_again(store):
    """Words that are to be heard, each tried."""
    found = await store.unheard(SAM.who, again=True)
    for words in found:
        assert words is None or await store.tried(SAM.who, words.delivery)
    return found


async def test_what_was_only_looked_at_or_for_which_there_was_no_room_was_not_tried(store):
    assert not await store.tried(SAM.who, "d1")
    await store.take_in(SAM, said(), NOW)
    await store.take_in(SAM, said("d2"), NOW)
    for _ in range(at_unheard.TRIES + 2):
        assert await store.unheard(SAM.who, again=True) == [said(), said("d2")]
        assert await tried_again(store) == [said(), said("d2")]
        assert [await store.tried(SAM.who, each, -1) for each in ("d1", "d2")] == [True, True]
    for _ in range(at_unheard.TRIES):
        await store.tried(SAM.who, "d1")

    assert await store.unheard(SAM.who, again=True) == [None, said("d2")]
    assert not await store.tried(SAM.who, "d1")


async def test_what_cannot_be_heard_is_set_aside_at_once(store):
    await store.take_in(SAM, said(), NOW)
    await store.take_in(SAM, said("d2"), NOW)
    await store.set_aside(SAM.who, "d1")

    assert await store.unheard(SAM.who) == [said("d2")]
    assert (await store.counts())["parked"] == 1


async def test_words_that_were_moved_or_altered_are_not_heard_and_hold_up_nothing(store):
    await store.take_in(SAM, said(), NOW)
    await store.take_in(SAM, said("d2", "others"), NOW)
    one, two = rows(store)
    store._database.write(
        lambda hand: hand.conn.execute(update(unheard).where(unheard.c.seq == two.seq).values(body=one.body))
    )

    assert await store.unheard(SAM.who) == [said()]
    assert await store.unheard(SAM.who, again=True) == [said(), None]
    assert await store.unheard(SAM.who, again=True) == [said()]
    assert (await store.counts())["parked"] == 1


async def test_what_nobody_could_hear_is_gone_in_three_days(store):
    await store.take_in(SAM, said(), NOW)
    await store.sweep(NOW + 3 * DAY - MINUTE)
    assert len(rows(store)) == 1
    await store.sweep(NOW + 3 * DAY)
    assert rows(store) == []


async def test_words_of_someone_whom_an_older_program_forgot_are_swept(store):
    await store.take_in(SAM, said(), NOW)
    store._database.write(lambda hand: hand.conn.execute(people.delete()))

    assert await store.left(NOW + DAY) == []
    await store.sweep(NOW + MINUTE)
    assert rows(store) == []


async def test_words_stand_nowhere_in_the_clear_and_their_own_export_has_them(store):
    ana = Teller(store, ANA)
    await ana.tell(journeys=[begun()])
    await store.take_in(SAM, said(), NOW)

    (row,) = rows(store)
    assert b"canary" not in bytes(row.body)
    assert [each["text"] for each in (await store.export(SAM.who))["unheard"]] == ["canarywords that wait"]
    assert "canarywords" not in json.dumps(await store.export(ANA.who))
    looked = await store.look(NOW)
    assert (looked["shut"], looked["loose"], looked["orphans"], looked["overdue"], looked["clear"]) == (0, 0, 0, 0, 0)
    assert looked["sealed"] >= 3
