"""What is kept, for how long, and what is left when someone is forgotten: nothing."""

import asyncio
import json
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from contract.values import ANA, DANA, DAY, MINUTE, NOW, SAM, Teller, begun, check_in, note, outgoing, to_dana

from bot.effects import Consented, DropCheckIns, EraseAll, Post, Recall, SetCheckIn
from bot.errors import StoreBroken
from bot.letters import Act, LetterKind, LetterState, Refused, Sent
from bot.people import Address, Person
from bot.ports import Unheard
from storage import keys
from storage.store import SqlStore

EMPTY = {
    "people": 0,
    "journeys": 0,
    "letters": 0,
    "check_ins": 0,
    "consents": 0,
    "links": 0,
    "seen": 0,
    "parked": 0,
    "unheard": 0,
}
GO = NOW + 3 * MINUTE


async def lived(teller):
    """A person with some of everything: two journeys, replies, a letter sent to Dana, one still held, a promise."""
    await teller.tell(
        Post(note("l1")),
        Consented(to_dana()),
        SetCheckIn("j1", check_in()),
        journeys=[begun(outbox=(outgoing(),)), begun("j0", closed=NOW)],
    )
    for each in await teller.store.claim(GO):
        await teller.store.settle(each.id, Sent(f"ref-{each.id}"), GO)
    await teller.tell(Consented(to_dana("d2", not_before=NOW + DAY)))
    await teller.store.give_link(teller.person.who, "export", "", "lived-token", NOW + 10 * MINUTE)


# ----------------------------------------------------------------------------------------------------------- forgetting


async def test_forgetting_leaves_a_tombstone_and_nothing_else(store, sam):
    """COACHING X4."""
    await lived(sam)
    await sam.tell(EraseAll(), Post(note("bye")), journeys=[begun()])

    assert await store.counts() == {**EMPTY, "tombstones": 1}
    assert await store.desk(SAM.who) is None
    assert await store.export(SAM.who) == {}
    assert await store.letters(DANA) == []
    assert (await store.news(), await store.due(NOW + 9 * DAY), await store.claim(NOW + 2 * DAY)) == ([], [], [])


async def test_forgetting_one_leaves_the_others_alone(store, sam):
    ana = Teller(store, ANA)
    await ana.tell(
        Post(note("a1", ANA.who, kind=LetterKind.REPLY, author=ANA.who)),
        SetCheckIn("j1", check_in()),
        journeys=[begun()],
    )
    await lived(sam)
    before = await store.export(ANA.who)
    await sam.tell(EraseAll())

    assert await store.export(ANA.who) == before


async def test_someone_forgotten_may_begin_anew(sam):
    await lived(sam)
    await sam.tell(EraseAll())

    desk = await sam.tell(journeys=[begun()])
    assert (desk.seen, desk.journeys) == (False, ())
    assert (await sam.look()).journeys == (begun(),)


async def test_a_delivery_dated_before_someone_was_forgotten_is_dropped(store, sam):
    await lived(sam)
    await sam.tell(EraseAll(), now=GO)

    assert (await sam.tell(journeys=[begun()], now=GO + MINUTE, dated=NOW)).seen
    assert (await store.counts())["people"] == 0
    await sam.tell(journeys=[begun()], now=GO + MINUTE, dated=GO)
    assert (await sam.tell(journeys=[begun(turns=9)], now=GO + MINUTE, dated=NOW)).seen
    assert (await sam.look()).journeys == (begun(),)


async def test_the_delivery_that_asked_to_forget_asks_once(store, sam):
    await lived(sam)
    await sam.tell(EraseAll(), delivery="erase")
    assert (await sam.tell(EraseAll(), delivery="erase")).seen
    await sam.tell(journeys=[begun()])

    assert (await sam.tell(EraseAll(), delivery="erase")).seen
    assert (await sam.look()).journeys == (begun(),)


async def test_forgetting_with_taking_back_deletes_what_was_sent_and_then_the_last_trace(store, sam):
    await lived(sam)
    await sam.tell(EraseAll(take_back=True))

    assert (await store.counts())["letters"] == 2
    (back,) = await store.claim(GO)
    assert (back.act, back.to, back.ref, back.author.user, back.journey, back.reply.text) == (
        Act.DELETE,
        DANA,
        "ref-d1",
        "",
        "",
        "",
    )
    await store.settle(back.id, Sent(""), GO)
    assert await store.counts() == {**EMPTY, "tombstones": 1}


@pytest.mark.parametrize("outcome", [Sent("ref-9"), Refused("gone")])
async def test_taking_back_waits_for_a_letter_on_its_way(store, sam, outcome):
    await sam.tell(Consented(to_dana()), journeys=[begun()])
    await store.claim(GO)
    await sam.tell(EraseAll(take_back=True))
    assert await store.claim(GO) == []
    await store.settle("d1", outcome, GO)

    for back in await store.claim(GO + MINUTE):
        assert back.ref == "ref-9"
        await store.settle(back.id, Sent(""), GO)
    await store.sweep(GO + 2 * DAY)
    assert (await store.counts())["letters"] == 0


async def test_a_taking_back_under_way_is_not_forgotten_with_its_author(store, sam):
    await lived(sam)
    await sam.tell(Recall("d1"))
    await sam.tell(EraseAll())

    assert [(each.act, each.ref) for each in await store.claim(GO)] == [(Act.DELETE, "ref-d1")]


async def test_a_letter_without_words_is_gone_within_a_day(store, sam):
    await lived(sam)
    await sam.tell(EraseAll(take_back=True))
    await store.sweep(NOW + DAY)

    assert (await store.counts())["letters"] == 0


async def test_a_tombstone_stands_for_thirty_days(store, sam):
    await sam.tell(EraseAll())
    await store.sweep(NOW + 29 * DAY)
    assert (await store.counts())["tombstones"] == 1
    await store.sweep(NOW + 30 * DAY)
    assert (await store.counts())["tombstones"] == 0


async def test_a_tenant_that_leaves_takes_its_people_along(store, sam):
    ana = Teller(store, ANA)
    await lived(sam)
    await ana.tell(journeys=[begun()])

    assert await store.purge("elsewhere", NOW) == 0
    assert await store.purge("home", NOW) == 2
    assert await store.counts() == {**EMPTY, "tombstones": 2}


async def test_a_tenant_that_was_installed_after_it_left_keeps_its_people(store, sam):
    await sam.tell()
    await store.keep_tokens("slack", "home", {"bot_token": "xoxb", "installed": NOW.isoformat()})

    assert await store.purge("home", NOW + DAY, NOW - MINUTE) == 0
    assert await store.tenants("slack") == ["home"]
    assert await store.purge("home", NOW + DAY, NOW) == 1
    assert await store.tenants("slack") == []


async def test_a_mark_comes_back_once_and_in_time_and_no_other_does(store):
    mark, late = store.promise(NOW + MINUTE), store.promise(NOW - MINUTE)
    forged = mark.replace(mark.partition(".")[0], str(2**50))

    for other in ("", ".", "1.2", "\ud800", "é.a.b", mark[:-1], f"{mark}0", mark.upper(), f" {mark}", forged, late):
        assert not await store.redeem(other, NOW)
    let_in = await asyncio.gather(*(store.redeem(mark, NOW) for _ in range(20)))

    assert sorted(let_in) == [False] * 19 + [True]
    await store.sweep(NOW + MINUTE)
    assert not await store.redeem(mark, NOW + MINUTE)
    await store.sweep(NOW + 2 * MINUTE)
    assert not await store.redeem(mark, NOW + 2 * MINUTE)


# --------------------------------------------------------------------------------------------------------------- export


async def test_the_export_holds_all_that_forgetting_removes(store, sam):
    await lived(sam)
    await store.take_in(SAM, Unheard("later", "canarywords of later"), NOW)
    kept = json.loads(json.dumps(await store.export(SAM.who)))
    held = await store.counts()

    assert held.pop("people") == 1
    assert held.pop("tombstones") == held.pop("parked") == 0
    held["deliveries"] = held.pop("seen")
    assert {name: len(rows) for name, rows in kept.items() if name != "person"} == held
    assert all(held.values()), "there is some of everything"
    assert kept["person"]["name"] == "Samuel Canarybird"
    assert [each["reply"]["pieces"][0]["text"] for each in kept["letters"]] == [
        f"canarywords of {n}" for n in ("l1", "d1", "d2")
    ]


async def test_the_export_holds_nobody_elses(store, sam):
    ana = Teller(store, ANA)
    await ana.tell(Post(note("secret", ANA.who, kind=LetterKind.REPLY, author=ANA.who)), journeys=[begun()])
    await lived(sam)

    assert "secret" not in json.dumps(await store.export(SAM.who))
    assert await store.export(DANA) == {}


# ------------------------------------------------------------------------------------------------------------ retention


async def test_a_journey_goes_thirty_days_after_the_last_word_with_all_that_belongs_to_it(store, sam):
    await lived(sam)
    await sam.tell(DropCheckIns("j1"), SetCheckIn("j0", check_in("early", NOW.date(), at=time(8))))
    later = NOW + 20 * DAY  # who has come back by then stays, and what was before goes all the same
    await sam.tell(journeys=[begun("j2", last_word=later)], now=later)

    assert await store.sweep(NOW + 30 * DAY - MINUTE) == 0
    assert await store.sweep(NOW + 30 * DAY) == 2
    assert await store.counts() == {**EMPTY, "people": 1, "journeys": 1, "tombstones": 0}


async def test_a_journey_is_kept_for_thirty_days_after_its_last_promise(store, sam):
    await sam.tell(SetCheckIn("j1", check_in("goal", date(2026, 5, 1))), journeys=[begun()])
    due = await store.next_due()

    assert await store.sweep(due + 30 * DAY - MINUTE) == 0
    assert await store.sweep(due + 30 * DAY) == 1


async def test_a_promise_that_came_still_counts_after_it_was_kept(store, sam):
    await sam.tell(SetCheckIn("j1", check_in("goal", date(2026, 5, 1))), journeys=[begun()])
    due = await store.next_due()
    await sam.tell(DropCheckIns("j1"), journeys=[begun(turns=2)], now=due + MINUTE)

    assert await store.sweep(due + 30 * DAY - MINUTE) == 0
    assert await store.sweep(due + 30 * DAY) == 1


async def test_a_promise_called_off_beforehand_keeps_nothing_longer(store, sam):
    await sam.tell(SetCheckIn("j1", check_in("goal", date(2026, 5, 1))), journeys=[begun()])
    await sam.tell(DropCheckIns("j1"))

    assert await store.sweep(NOW + 30 * DAY) == 1


async def test_a_new_word_keeps_a_journey_longer(store, sam):
    await sam.tell(journeys=[begun()])
    await sam.tell(journeys=[replace(begun(), last_word=NOW + 9 * DAY)])

    assert await store.sweep(NOW + 38 * DAY) == 0
    assert await store.sweep(NOW + 39 * DAY) == 1


async def test_someone_quiet_without_a_journey_goes_too(store, sam):
    await sam.tell()
    await store.sweep(NOW + 30 * DAY - MINUTE)
    assert (await store.counts())["people"] == 1
    await store.sweep(NOW + 30 * DAY)

    assert set((await store.counts()).values()) == {0}


async def test_someone_to_whom_a_note_went_stays_reachable_as_long_as_its_author_keeps_it(store, sam):
    dana = Person(DANA, "Dana Okafor", address=Address("local", "home", "D-dana"))
    await Teller(store, dana).tell()
    await sam.tell(Consented(to_dana()), journeys=[replace(begun(outbox=(outgoing(),)), last_word=NOW + 20 * DAY)])

    await store.sweep(NOW + 50 * DAY - MINUTE)
    kept = [each.name for each in await store.contacts("local", "home")]
    await store.sweep(NOW + 50 * DAY)
    await store.sweep(NOW + 50 * DAY + MINUTE)

    assert "Dana Okafor" in kept
    assert set((await store.counts()).values()) == {0}


async def test_somebody_elses_letter_keeps_nobody_but_who_it_is_to(store, sam):
    await Teller(store, ANA).tell()
    await sam.tell(Consented(to_dana()), journeys=[replace(begun(outbox=(outgoing(),)), last_word=NOW + 20 * DAY)])

    await store.sweep(NOW + 31 * DAY)

    assert (await store.counts())["people"] == 1


async def test_deliveries_are_remembered_for_three_days(store, sam):
    await sam.tell(journeys=[begun()], delivery="same")
    await store.sweep(NOW + 3 * DAY - MINUTE)
    assert (await sam.tell(delivery="same")).seen
    await store.sweep(NOW + 3 * DAY)

    assert not (await sam.tell(delivery="same")).seen


# ----------------------------------------------------------------------------------------------------------------- keys


async def test_a_new_master_key_reads_what_the_old_one_wrote_and_wraps_it_anew(store, sam, url, master_key):
    if url == "sqlite://":
        return  # a database in memory has one life
    await lived(sam)
    for number in range(120):
        await Teller(store, replace(ANA, who=replace(ANA.who, user=f"u{number}"))).tell(journeys=[begun()])
    before = await store.export(SAM.who)
    new = keys.make()

    rotating = SqlStore.open(url, new, [master_key])
    assert await rotating.export(SAM.who) == before
    assert await rotating.rotate() == 122  # 121 people and the house's own secret
    assert await rotating.rotate() == 0
    await rotating.close()
    rotated = SqlStore.open(url, new)
    assert await rotated.export(SAM.who) == before
    await rotated.close()
    with pytest.raises(StoreBroken, match="OOPS_MASTER_KEY"):
        SqlStore.open(url, master_key)


async def test_tombstones_are_found_after_the_master_key_changed(store, sam, url, master_key):
    if url == "sqlite://":
        return  # a database in memory has one life
    await sam.tell(EraseAll(), now=GO)
    rotating = SqlStore.open(url, keys.make(), [master_key])
    await rotating.rotate()

    assert (await Teller(rotating).tell(delivery="late", now=GO, dated=NOW)).seen
    await rotating.close()


async def test_a_letters_states_name_only_what_was_sent_to_others(store, sam):
    await lived(sam)

    assert (await sam.look()).states == {"d1": LetterState.SENT, "d2": LetterState.HELD}


async def test_a_database_that_several_share_tells_its_time(store, url):
    told = await store.time()

    if url.startswith("sqlite"):
        assert told is None
    else:
        assert abs(told - datetime.now(UTC)) < MINUTE  # it runs on this machine
