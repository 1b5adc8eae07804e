"""What leaves, and what never does."""

import asyncio
from dataclasses import replace

import pytest
from contract.values import ANA, DANA, DAY, MINUTE, NOW, SAM, Deciding, begun, note, outgoing, reply, sending, to_dana
from proofs import few, many
from sqlalchemy import text

from bot.effects import Consented, Heard, Post, Recall, Release, Reword, Withdraw
from bot.letters import Act, Later, LetterKind, LetterState, Refused, Sent, Unsure
from storage.store import SqlStore

GO = NOW + 3 * MINUTE


@pytest.fixture
async def consented(sam):
    """Sam has consented to one letter to Dana, and it is held."""
    await sam.tell(Consented(to_dana()), journeys=[begun(outbox=(outgoing(),))])
    return sam


async def states(sam):
    return (await sam.look()).states


def tamper(store, sentence, **values):
    """Someone changes a row behind our back."""
    store._database.write(lambda hand: hand.execute(text(sentence), values))


# --------------------------------------------------------------------------------------------------- held, then claimed


async def test_a_consented_letter_is_held_for_its_two_minutes_and_then_goes(store, consented):
    assert await store.claim(NOW + MINUTE) == []
    assert await store.next_due() == NOW + 2 * MINUTE

    (letter,) = await store.claim(NOW + 2 * MINUTE)
    assert letter.reply == to_dana().reply
    assert (letter.to, letter.author, letter.state) == (DANA, SAM.who, LetterState.SENDING)


async def test_a_released_letter_goes_now(store, consented):
    await consented.tell(Release("d1"))

    assert [each.id for each in await store.claim(NOW)] == ["d1"]


async def test_a_withdrawn_letter_never_goes_and_is_no_news_to_its_author(store, consented):
    await consented.tell(Withdraw("d1"))

    assert await store.claim(GO) == []
    assert await states(consented) == {"d1": LetterState.WITHDRAWN}
    assert await store.news() == []
    await consented.tell(Release("d1"))
    assert await store.claim(GO) == []


async def test_withdrawing_comes_too_late_for_a_letter_on_its_way(store, consented):
    await store.claim(GO)
    await consented.tell(Withdraw("d1"))

    assert await states(consented) == {"d1": LetterState.SENDING}


async def test_a_letter_past_its_hour_returns_to_its_author(store, consented):
    assert await store.claim(NOW + 63 * MINUTE) == []
    assert await states(consented) == {"d1": LetterState.WITHDRAWN}
    assert [(each.who, each.journey, each.letter, each.state) for each in await store.news()] == [
        (SAM.who, "j1", "d1", LetterState.WITHDRAWN)
    ]


async def test_a_letter_goes_in_the_very_last_instant_of_its_hour(store, consented):
    assert len(await store.claim(NOW + 62 * MINUTE)) == 1


async def test_a_letter_turned_away_past_its_hour_is_not_tried_again(store, consented):
    await store.claim(GO)
    await store.settle("d1", Later(3600), GO)

    assert await store.claim(GO + 2 * 60 * MINUTE) == []
    assert await states(consented) == {"d1": LetterState.WITHDRAWN}


@pytest.mark.parametrize(
    "sentence",
    [
        "UPDATE letters SET to_user = 'ruth'",
        "UPDATE letters SET to_tenant = 'elsewhere'",
        "UPDATE letters SET to_platform = 'other'",
        "UPDATE letters SET consent = NULL",
        "UPDATE letters SET consent = consent + 1",
        "UPDATE letters SET body = (SELECT body FROM letters WHERE id = 'other')",
        "UPDATE letters SET body = NULL",
        "UPDATE consents SET state = 'void'",
        "UPDATE consents SET letter = letter || 'x'",
        "UPDATE consents SET person = person || 'x'",
        "UPDATE consents SET hash = (SELECT body FROM people)",
        "DELETE FROM consents",
    ],
)
async def test_a_third_persons_letter_that_was_touched_fails_and_its_author_is_told(store, consented, sentence):
    """COACHING X1: no consent, another consent, or other words: nothing leaves."""
    await consented.tell(Post(replace(note("other"), not_before=NOW + DAY)))
    tamper(store, sentence + (" WHERE id = 'd1'" if sentence.startswith("UPDATE letters") else ""))

    assert await store.claim(GO) == []
    assert await states(consented) == {"d1": LetterState.FAILED}
    assert [each.letter for each in await store.news()] == ["d1"]


async def test_one_changed_bit_anywhere_in_the_words_stops_the_letter(store, sam):
    await sam.tell(*(Consented(to_dana(f"d{number}")) for number in range(40)), journeys=[begun()])
    rows = store._database.read(lambda hand: hand.execute(text("SELECT id, body FROM letters")).all())
    for number, row in enumerate(rows):
        body = bytearray(row.body)
        body[number * len(body) // len(rows)] ^= 1 << number % 8
        tamper(store, "UPDATE letters SET body = :body WHERE id = :id", body=bytes(body), id=row.id)

    assert await store.claim(GO) == []
    assert set((await states(sam)).values()) == {LetterState.FAILED}


def value(store, sentence):
    return store._database.read(lambda hand: hand.execute(text(sentence)).scalar())


@pytest.mark.long
@pytest.mark.parametrize("url", ["sqlite://"])
async def test_one_changed_bit_in_any_byte_of_any_letter_stops_it(store, sam, proof):
    count, tried = many("letters"), 0
    for number in range(count):
        name = f"d{number}"
        await sam.tell(Consented(to_dana(name, reply=reply("words " * number))), journeys=[begun()])
        for table, column, found in (("letters", "body", "id"), ("consents", "hash", "letter")):
            whole = value(store, f"SELECT {column} FROM {table} WHERE {found} = '{name}'")
            for at in range(len(whole)):
                changed = whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :]
                tamper(store, f"UPDATE {table} SET {column} = :it WHERE {found} = '{name}'", it=changed)
                assert await store.claim(GO) == [], (name, column, at)
                assert value(store, f"SELECT state FROM letters WHERE id = '{name}'") == "failed", (name, column, at)
                tamper(store, f"UPDATE letters SET state = 'held', code = NULL, news = 0 WHERE id = '{name}'")
                tamper(store, f"UPDATE consents SET state = 'given' WHERE letter = '{name}'")
                tried += 1
            tamper(store, f"UPDATE {table} SET {column} = :it WHERE {found} = '{name}'", it=whole)
        assert [each.id for each in await store.claim(GO)] == [name]
        await store.settle(name, Sent("ref"), GO)
    proof(f"A2 changed bytes of {count} letters and their consents", tried, "none")


async def test_a_letter_edited_under_its_consent_does_not_go(store, consented):
    """COACHING X1: an edit voids the consent. Even the holder of the keys cannot put other words under a consent once given."""
    other = replace(to_dana(), reply=note("other").reply)
    from storage import turns

    def swap(hand):
        author = turns.author_of(hand, store._room, SAM.who, lock=True)
        body = turns._letter_row(author, other, 0, None)["body"]
        hand.execute(text("UPDATE letters SET body = :body"), {"body": body})

    store._database.write(swap)

    assert await store.claim(GO) == []
    assert await states(consented) == {"d1": LetterState.FAILED}


async def test_a_reply_that_cannot_be_read_fails_and_stops_no_other(store, sam):
    await sam.tell(Post(note("bad")), Post(note("good")))
    tamper(store, "UPDATE letters SET body = NULL, ref = NULL WHERE id = 'bad'")
    tamper(store, "UPDATE letters SET body = (SELECT body FROM people) WHERE id = 'bad'")

    assert [each.id for each in await store.claim(NOW)] == ["good"]
    assert (await store.news()) == []


# ------------------------------------------------------------------------------------------------------------- settling


@pytest.mark.parametrize(
    ("outcome", "state", "news"),
    [
        (Sent("ref"), LetterState.SENT, True),
        (Refused("gone"), LetterState.FAILED, True),
        (Later(60), LetterState.HELD, False),
        (Unsure(), LetterState.SENDING, False),
    ],
)
async def test_each_outcome_has_its_state_and_a_final_one_is_news(store, consented, outcome, state, news):
    await store.claim(GO)
    await store.settle("d1", outcome, GO)

    assert await states(consented) == {"d1": state}
    assert [each.letter for each in await store.news()] == (["d1"] if news else [])
    await consented.tell(Heard("d1"))
    assert await store.news() == []


async def test_a_letter_given_up_is_unknown_and_news(store, consented):
    await store.claim(GO)
    await store.settle("d1", Unsure(), GO)
    await store.give_up("d1")

    assert [each.state for each in await store.news()] == [LetterState.UNKNOWN]
    assert await store.unsettled(GO + DAY) == []


async def test_a_letter_that_was_not_begun_waits_again_and_keeps_its_place(store, sam):
    await sam.tell(Post(note("first")), Post(note("second")), journeys=[begun()])
    (first,) = await store.claim(GO)

    await store.put_back(first)

    (again,) = await store.claim(GO)
    assert (again.id, again.attempts, again.attempted) == ("first", 2, GO)


async def test_who_claimed_a_letter_earlier_cannot_put_it_back(store, consented):
    (first,) = await store.claim(GO)
    await store.settle("d1", Later(0), GO)  # another replica looked for it, and found it nowhere
    (second,) = await store.claim(GO + MINUTE)

    await store.put_back(first)

    assert await states(consented) == {"d1": LetterState.SENDING}
    assert await store.claim(GO + DAY) == []
    await store.put_back(second)
    assert await states(consented) == {"d1": LetterState.HELD}


async def test_a_letter_is_settled_once(store, consented):
    await store.claim(GO)
    await store.settle("d1", Sent("first"), GO)
    for late in (Refused("late"), Later(1), Unsure(), Sent("second")):
        await store.settle("d1", late, GO)
    await store.give_up("d1")

    letter = await store.letter("d1")
    assert (letter.state, letter.ref) == (LetterState.SENT, "first")


async def test_a_reply_is_settled_once(store, sam):
    await sam.tell(Post(note("l1")))
    await store.claim(NOW)
    await store.settle("l1", Sent("first"), NOW)
    for late in (Refused("late"), Later(1), Unsure(), Sent("second")):
        await store.settle("l1", late, NOW)

    letter = await store.letter("l1")
    assert (letter.state, letter.ref) == (LetterState.SENT, "first")


async def test_the_fate_of_a_reply_is_no_news(store, sam):
    await sam.tell(Post(note("l1")))
    await store.claim(NOW)
    await store.settle("l1", Refused("gone"), NOW)

    assert await store.news() == []


async def test_someone_else_cannot_hear_withdraw_or_release_a_letter(store, consented):
    await store.change(ANA, "a1", NOW, Deciding(Release("d1"), Withdraw("d1"), Recall("d1")))

    assert await store.claim(NOW) == []
    assert [each.id for each in await store.claim(GO)] == ["d1"]
    await store.settle("d1", Sent("ref"), GO)
    await store.change(ANA, "a2", NOW, Deciding(Heard("d1"), Recall("d1")))
    assert len(await store.news()) == 1
    assert await store.claim(GO) == []


# ---------------------------------------------------------------------------------------------------------------- order


async def test_a_letter_turned_away_keeps_what_is_newer_waiting(store, sam):
    await sam.tell(Post(note("l1")), Post(note("l2")))
    await store.claim(NOW)
    await store.settle("l1", Later(30), NOW)

    assert await store.claim(NOW) == []
    assert [each.id for each in await store.claim(NOW + MINUTE)] == ["l1"]


async def test_a_letter_held_for_its_undo_keeps_nobody_waiting(store, consented):
    await consented.tell(Post(note("c1", DANA, kind=LetterKind.COURTESY)))

    assert [each.id for each in await store.claim(NOW)] == ["c1"]


async def test_an_unsure_letter_keeps_nobody_waiting(store, sam):
    await sam.tell(Post(note("l1")), Post(note("l2")))
    await store.claim(NOW)
    await store.settle("l1", Unsure(), NOW)

    assert [each.id for each in await store.claim(NOW)] == ["l2"]


async def test_a_letter_left_behind_keeps_others_waiting_for_seconds_only(store, sam):
    await sam.tell(Post(note("l1")), Post(note("l2")))
    await store.claim(NOW)

    assert await store.claim(NOW) == []
    assert [each.id for each in await store.claim(NOW + MINUTE)] == ["l2"]


async def test_one_conversation_never_waits_for_another(store, sam):
    await sam.tell(*(Post(note(f"c{n}", replace(DANA, user=f"u{n}"), kind=LetterKind.COURTESY)) for n in range(30)))

    assert len(await store.claim(NOW, limit=10)) == 10
    assert len(await store.claim(NOW)) == 20


async def test_a_change_waits_for_its_post_and_knows_where_it_stands(store, sam):
    await sam.tell(Post(sending(note("l1"))), Post(note("e1", act=Act.EDIT, target="l1")))
    assert await store.claim(NOW + MINUTE) == []
    await store.settle("l1", Sent("ref-1"), NOW)

    (edit,) = await store.claim(NOW + MINUTE)
    assert (edit.id, edit.ref) == ("e1", "ref-1")


@pytest.mark.parametrize("outcome", [Refused("gone"), None])
async def test_a_change_of_a_post_that_never_was_is_withdrawn(store, sam, outcome):
    await sam.tell(Post(sending(note("l1"))), Post(note("e1", act=Act.EDIT, target="l1")))
    await (store.settle("l1", outcome, NOW) if outcome else store.give_up("l1"))

    assert await store.claim(NOW) == []
    assert (await store.letter("e1")).state is LetterState.WITHDRAWN


async def test_two_changes_of_one_post_stay_in_order(store, sam):
    await sam.tell(Post(sending(note("l1"))))
    await store.settle("l1", Sent("ref-1"), NOW)
    await sam.tell(*(Post(note(name, act=Act.EDIT, target="l1")) for name in ("e1", "e2")))

    assert [each.id for each in await store.claim(NOW)] == ["e1"]
    await store.settle("e1", Later(30), NOW)
    assert await store.claim(NOW) == []


# --------------------------------------------------------------------------------------------------------------- recall


async def test_a_sent_letter_is_taken_back_by_a_wordless_letter(store, consented):
    await store.claim(GO)
    await store.settle("d1", Sent("ref-1"), GO)
    await consented.tell(Recall("d1"))
    await consented.tell(Recall("d1"))

    (back,) = await store.claim(GO)
    assert (back.act, back.target, back.ref, back.to, back.reply.text) == (Act.DELETE, "d1", "ref-1", DANA, "")
    await store.settle(back.id, Sent("ref-1"), GO)
    assert await states(consented) == {"d1": LetterState.WITHDRAWN}
    assert await store.letters(DANA) == []
    assert await store.claim(GO + MINUTE) == []


async def test_words_that_stand_in_the_place_of_others_are_all_that_is_kept_of_a_message(store, sam):
    over = note("l1.over", act=Act.EDIT, target="l1", reply=reply("the coach says canarywords again"))
    instead = reply("taken back")
    await sam.tell(Post(note("l1")), Post(over), Post(note("l2")))
    before = await store.letter("l2")

    await store.change(ANA, "a1", NOW, Deciding(Reword("l1", instead)))
    assert (await store.letter("l1")).reply != instead, "nobody else's message"
    await sam.tell(Reword("l1", instead))

    assert [(await store.letter(each)).reply for each in ("l1", "l1.over")] == [instead, instead]
    assert await store.letter("l2") == before


async def test_a_letter_to_somebody_else_is_never_reworded(store, consented):
    await consented.tell(Reword("d1", reply("other words")))

    assert [each.reply.text for each in await store.claim(GO)] == ["canarywords of d1"]


async def test_a_reply_that_is_taken_back_is_shown_no_more(store, sam):
    await sam.tell(Post(note("l1")))
    await store.claim(NOW)
    await store.settle("l1", Sent("ref-1"), NOW)
    await sam.tell(Recall("l1"))
    (back,) = await store.claim(NOW)
    await store.settle(back.id, Sent("ref-1"), NOW)

    assert (await store.letter("l1")).state is LetterState.WITHDRAWN
    assert await store.letters(SAM.who) == []


async def test_a_letter_on_its_way_is_taken_back_once_it_has_arrived(store, consented):
    await store.claim(GO)
    await consented.tell(Recall("d1"))
    assert await store.claim(GO + MINUTE) == []
    await store.settle("d1", Sent("ref-1"), GO)

    assert [(each.act, each.ref) for each in await store.claim(GO + MINUTE)] == [(Act.DELETE, "ref-1")]


async def test_what_could_not_be_taken_back_is_news_until_its_author_was_told_and_may_be_tried_again(store, consented):
    await store.claim(GO)
    await store.settle("d1", Sent("ref-1"), GO)
    await consented.tell(Heard("d1"), Recall("d1"))
    (back,) = await store.claim(GO)

    await store.settle(back.id, Refused("cant_delete_message"), GO)

    (news,) = await store.news()
    assert (news.letter, news.takes_back, news.state) == (back.id, "d1", LetterState.FAILED)
    assert await states(consented) == {"d1": LetterState.SENT}
    await consented.tell(Heard(back.id), Recall("d1"))
    assert await store.news() == []
    assert [(each.act, each.target) for each in await store.claim(GO)] == [(Act.DELETE, "d1")]


async def test_a_held_letter_is_withdrawn_and_not_recalled(store, consented):
    await consented.tell(Recall("d1"))

    assert [each.act for each in await store.claim(GO)] == [Act.POST]


# ---------------------------------------------------------------------------------------------------------------- races


HEAD_START = 0.0002
"""Seconds more that the courier is ahead after it has lost a race, and fewer after it has won one."""


async def raced(store, sam, url, master_key, count, proof):
    """Races with a courier of its own: whoever withdrew what was held on the desk is never sent."""
    names = [f"d{number}" for number in range(count)]
    readers = {name: replace(DANA, user=f"reader of {name}") for name in names}
    courier = store if url == "sqlite://" else SqlStore.open(url, master_key)
    await sam.tell(*(Consented(replace(to_dana(each), to=readers[each])) for each in names), journeys=[begun()])
    broken, won, ahead = [], 0, 0.0
    for number, name in enumerate(names):
        await sam.tell(Release(name))
        withdrawing = Deciding(Withdraw(name))
        taking = asyncio.create_task(
            asyncio.to_thread(asyncio.run, courier.claim(NOW))
        )  # beside this loop, as another program
        await asyncio.sleep(ahead)
        await store.change(SAM, f"w{number}", NOW, withdrawing)
        claimed = name in [each.id for each in await taking]
        held = withdrawing.desk.states[name] is LetterState.HELD
        withdrawn = (await store.letter(name)).state is LetterState.WITHDRAWN
        won += held
        ahead = max(
            0.0, ahead + (HEAD_START if held else -HEAD_START)
        )  # so that on any machine now one is first, now the other
        if not claimed == (not held) == (not withdrawn):
            broken.append((name, claimed, held, withdrawn))
    if courier is not store:
        await courier.close()

    proof(f"A3 withdrawals beside the courier, {won} in time", len(names), "none")
    assert broken == []
    assert url == "sqlite://" or 0 < won < len(names)  # a race that one side always wins is none


async def test_a_successful_withdrawal_always_wins_over_the_courier(store, sam, url, master_key, proof):
    await raced(store, sam, url, master_key, few("races"), proof)


@pytest.mark.long
async def test_however_many_race_a_successful_withdrawal_always_wins(store, sam, url, master_key, proof):
    await raced(store, sam, url, master_key, many("races"), proof)


async def test_two_couriers_never_take_the_same_letter(store, sam):
    await sam.tell(*(Post(note(f"c{n}", replace(DANA, user=f"u{n}"), kind=LetterKind.COURTESY)) for n in range(60)))

    taken = [each.id for got in await asyncio.gather(*(store.claim(NOW, limit=7) for _ in range(12))) for each in got]
    assert len(taken) == len(set(taken))
    rest = [each.id for _ in range(9) for each in await store.claim(NOW, limit=7)]
    assert sorted(taken + rest) == sorted(f"c{n}" for n in range(60))
