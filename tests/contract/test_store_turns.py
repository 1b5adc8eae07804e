"""What a turn keeps."""

import asyncio
from dataclasses import replace
from datetime import date, time

import pytest
from contract.values import ANA, DANA, DAY, MINUTE, NOW, SAM, Deciding, Teller, begun, check_in, note, outgoing, to_dana

from bot.checkins import Hours, Kind
from bot.effects import Consented, DropCheckIns, EraseAll, Post, SetCheckIn
from bot.errors import LetterRefused
from bot.letters import Act, LetterKind, LetterState, Sent
from bot.path import Question
from bot.ports import Decision
from storage.store import SqlStore


async def test_someone_new_is_taken_in_with_what_is_known_of_them(sam):
    desk = await sam.look()

    assert (desk.person, desk.journeys, desk.states, desk.seen) == (SAM, (), {}, False)


async def test_someone_known_comes_back_as_they_were_saved(store, sam):
    changed = replace(SAM, name="Sam R. 🙈 \ud800", hours=Hours(time(22), time(6), frozenset({4}), "DE-BY"), focus="j1")
    await sam.tell(person=changed)

    assert (await sam.look()).person == changed
    assert (await store.desk(SAM.who)).person == changed


async def test_nobody_is_made_by_looking(store):
    assert await store.desk(SAM.who) is None
    assert (await store.counts())["people"] == 0


async def test_a_journey_comes_back_whole(sam):
    walked = begun(
        notes={"why": "NUL \0, lone \ud800, \u200f\u05e2\u05d1\u05e8\u05d9\u05ea, 🙈"},
        asked=(Question.KIND,),
        outbox=(outgoing(),),
    )
    await sam.tell(journeys=[walked])

    assert (await sam.look()).journeys == (walked,)


async def test_a_journey_is_saved_over_itself(sam):
    await sam.tell(journeys=[begun()])
    await sam.tell(journeys=[begun(turns=7)])

    assert [each.turns for each in (await sam.look()).journeys] == [7]


async def test_open_journeys_come_oldest_first_even_within_one_instant(sam):
    for name in ("zebra", "ant", "mole"):
        await sam.tell(journeys=[begun(name)])

    assert [each.id for each in (await sam.look()).journeys] == ["zebra", "ant", "mole"]


async def test_a_closed_journey_is_kept_but_lies_on_the_desk_only_when_named(sam):
    await sam.tell(journeys=[begun(), begun("j2")])
    await sam.tell(journeys=[begun(closed=NOW)])

    assert [each.id for each in (await sam.look()).journeys] == ["j2"]
    named = await sam.tell(journey="j1", journeys=[begun(closed=NOW, turns=3)])
    assert [each.id for each in named.journeys] == ["j1", "j2"]
    assert (await sam.tell(journey="j1")).journeys[0].turns == 3


async def test_a_closed_journey_that_was_not_laid_out_can_still_be_saved(sam):
    await sam.tell(journeys=[begun(closed=NOW)])
    await sam.tell(journeys=[begun(turns=5)])

    assert [each.turns for each in (await sam.look()).journeys] == [5]


async def test_a_delivery_taken_before_changes_nothing(store, sam):
    await sam.tell(journeys=[begun()], delivery="same")
    before = await store.counts()

    desk = await sam.tell(
        Post(note("l1")),
        SetCheckIn("j1", check_in()),
        EraseAll(),
        journeys=[begun(turns=9)],
        person=replace(SAM, name="X"),
        delivery="same",
    )

    assert desk.seen
    assert desk.journeys == (begun(),)
    assert await store.counts() == before
    assert (await sam.look()).person.name == SAM.name


async def test_the_same_delivery_key_of_two_people_is_two_deliveries(store):
    for person in (SAM, ANA):
        assert not (await Teller(store, person).tell(delivery="same")).seen


async def test_people_never_see_each_others_journeys(store, sam):
    ana = Teller(store, ANA)
    await sam.tell(journeys=[begun(turns=1)])
    await ana.tell(journeys=[begun(turns=2)])
    await ana.tell(DropCheckIns("j1"), journeys=[begun(turns=3)])

    assert [each.turns for each in (await sam.look()).journeys] == [1]


async def test_the_same_user_of_two_tenants_is_two_people(store, sam):
    await sam.tell(journeys=[begun()])
    other = replace(SAM, who=replace(SAM.who, tenant="elsewhere"))

    assert (await Teller(store, other).look()).journeys == ()


async def test_what_goes_wrong_while_deciding_takes_everything_back_and_is_told(store, sam):
    def decide(desk):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.change(SAM, "d1", NOW, decide)

    assert await store.desk(SAM.who) is None
    assert not (await sam.tell(delivery="d1")).seen


async def test_what_goes_wrong_in_the_last_effect_takes_the_first_ones_back(store, sam):
    with pytest.raises(LetterRefused):
        await sam.tell(Post(note("l1")), SetCheckIn("j1", check_in()), Post(to_dana()), journeys=[begun()])

    assert set((await store.counts()).values()) == {0}


async def test_two_turns_of_one_person_come_one_after_the_other(store, sam):
    await sam.tell(journeys=[begun()])

    def one_more(desk):
        return Deciding(journeys=[replace(desk.journeys[0], turns=desk.journeys[0].turns + 1)])(desk)

    await asyncio.gather(*(store.change(SAM, f"d{number}", NOW, one_more) for number in range(24)))

    assert (await sam.look()).journeys[0].turns == 24


async def test_two_first_turns_at_once_make_one_person(store, sam):
    await asyncio.gather(*(store.change(SAM, f"d{number}", NOW, Deciding()) for number in range(8)))

    assert (await store.counts())["people"] == 1


async def test_one_delivery_many_times_at_once_has_one_effect(store, sam):
    await sam.tell(journeys=[begun()])

    def one_more(desk):
        return Deciding(journeys=[replace(desk.journeys[0], turns=desk.journeys[0].turns + 1)])(desk)

    await asyncio.gather(*(store.change(SAM, "same", NOW, one_more) for _ in range(24)))

    assert (await sam.look()).journeys[0].turns == 1


# ------------------------------------------------------------------------------------------------------------ check-ins


async def test_a_check_in_comes_due_at_its_local_hour_and_not_before(store, sam):
    await sam.tell(SetCheckIn("j1", check_in()), journeys=[begun()])

    at = NOW.replace(day=3, hour=8)  # nine in Berlin
    assert await store.due(at - MINUTE) == []
    (due,) = await store.due(at)
    assert (due.who, due.journey, due.check_in, due.due) == (SAM.who, "j1", check_in(), at)
    assert await store.next_due() == at


async def test_a_check_in_with_the_same_key_is_replaced(store, sam):
    await sam.tell(SetCheckIn("j1", check_in()), journeys=[begun()])
    await sam.tell(SetCheckIn("j1", check_in(day=date(2026, 3, 5), kind=Kind.REPAIR)))

    assert await store.due(NOW + DAY) == []
    assert [each.check_in.kind for each in await store.due(NOW + 4 * DAY)] == [Kind.REPAIR]


async def test_check_ins_come_oldest_first_and_the_more_urgent_first_among_equals(store, sam):
    await sam.tell(
        SetCheckIn("j1", check_in("goal", kind=Kind.GOAL)),
        SetCheckIn("j1", check_in("early", date(2026, 3, 2), Kind.TAPER)),
        SetCheckIn("j1", check_in("tell")),
        journeys=[begun()],
    )

    assert [each.check_in.key for each in await store.due(NOW + 9 * DAY)] == ["early", "tell", "goal"]
    assert [each.check_in.key for each in await store.due(NOW + 9 * DAY, limit=1)] == ["early"]


async def test_named_check_ins_are_dropped_or_all(store, sam):
    for journey in ("j1", "j2"):
        await sam.tell(*(SetCheckIn(journey, check_in(key)) for key in "abc"), journeys=[begun(journey)])
    await sam.tell(DropCheckIns("j1", ("a", "unknown")), DropCheckIns("j2"))

    assert sorted((each.journey, each.check_in.key) for each in await store.due(NOW + DAY)) == [
        ("j1", "b"),
        ("j1", "c"),
    ]


async def test_a_check_in_moves_with_the_person(store, sam):
    await sam.tell(SetCheckIn("j1", check_in()), journeys=[begun()])
    await sam.tell(SetCheckIn("j1", check_in("second")), person=replace(SAM, zone="America/New_York"))

    assert {each.due for each in await store.due(NOW + 2 * DAY)} == {NOW.replace(day=3, hour=14)}


async def test_a_parked_check_in_stops_no_other_until_it_is_set_again(store, sam):
    await sam.tell(SetCheckIn("j1", check_in("bad")), SetCheckIn("j1", check_in("good")), journeys=[begun()])
    bad = next(each for each in await store.due(NOW + DAY) if each.check_in.key == "bad")
    await store.park(bad)

    assert [each.check_in.key for each in await store.due(NOW + DAY)] == ["good"]
    assert (await store.counts())["parked"] == 1
    await sam.tell(SetCheckIn("j1", check_in("bad")))
    assert len(await store.due(NOW + DAY)) == 2


class Hearing:
    """Hears what comes due: drops it, and says whose it was."""

    def __init__(self, wrong=()):
        self.wrong, self.heard = wrong, []

    def __call__(self, due, desk):
        if due.check_in.key in self.wrong:
            raise LookupError
        if not desk.seen:
            self.heard.append((due.who.user, due.check_in.key))
        return Decision(
            replace(desk.person, focus=due.check_in.key), (), (DropCheckIns(due.journey, (due.check_in.key,)),)
        )


async def promised(store, *people):
    """Everyone has two check-ins of the same hour: the goal was promised first."""
    for each in people:
        goal, tell = check_in("goal", kind=Kind.GOAL), check_in("tell")
        await Teller(store, each).tell(SetCheckIn("j1", goal), SetCheckIn("j1", tell), journeys=[begun()])


async def round_of(store, hearing):
    """One check-in of everyone, in as many transactions as it takes."""
    taken, busy = [], set()
    while some := await store.take_up(NOW + DAY, hearing, without=busy):
        taken += some
        busy |= {each.due.who for each in some}
    return taken


async def test_one_check_in_of_each_person_is_taken_up_the_most_urgent_first(store):
    await promised(store, SAM, ANA)
    hearing = Hearing()

    assert await store.take_up(NOW, hearing) == []
    assert [each.due.check_in.key for each in await round_of(store, hearing)] == ["tell", "tell"]
    assert sorted(hearing.heard) == sorted((each.who.user, "tell") for each in (SAM, ANA))
    assert (await store.desk(SAM.who)).person.focus == "tell"
    assert {each.check_in.key for each in await store.due(NOW + DAY)} == {"goal"}


async def test_whoever_is_busy_is_passed_by(store):
    await promised(store, SAM, ANA)
    hearing = Hearing()

    assert [each.due.who for each in await store.take_up(NOW + DAY, hearing, without={SAM.who})] == [ANA.who]
    assert hearing.heard == [(ANA.who.user, "tell")]


async def test_a_check_in_that_goes_wrong_changes_nothing_and_stops_no_other(store):
    await promised(store, SAM, ANA)
    await Teller(store, ANA).tell(DropCheckIns("j1", ("tell",)), delivery="less")
    taken = await round_of(store, Hearing(wrong={"tell"}))

    assert sorted((each.due.check_in.key, each.wrong) for each in taken) == [("goal", ""), ("tell", "LookupError")]
    assert sorted((each.who, each.check_in.key) for each in await store.due(NOW + DAY)) == [
        (SAM.who, "goal"),
        (SAM.who, "tell"),
    ]
    assert (await store.desk(SAM.who)).person.focus != "tell"
    hearing = Hearing()
    await round_of(store, hearing)
    assert hearing.heard == [(SAM.who.user, "tell")], "and it is heard once it can be"


async def test_a_row_that_nobody_can_have_written_is_set_aside_and_stops_no_other(store):
    await promised(store, SAM)
    store._database.write(
        lambda hand: hand.conn.exec_driver_sql("UPDATE check_ins SET kind = 'odd' WHERE key = 'tell'")
    )
    hearing = Hearing()
    await store.take_up(NOW + DAY, hearing)

    assert hearing.heard == [(SAM.who.user, "goal")]
    assert (await store.counts())["parked"] == 1


async def test_several_who_take_up_at_once_take_up_each_check_in_once(store, url, master_key):
    everyone = [replace(SAM, who=replace(SAM.who, user=f"u{number}")) for number in range(12)]
    await promised(store, *everyone)
    other = store if url == "sqlite://" else SqlStore.open(url, master_key)
    hearing = Hearing()

    async def take_all(place):
        while await store.due(NOW + DAY):
            await place.take_up(NOW + DAY, hearing, limit=4)

    await asyncio.gather(*(take_all(place) for place in (store, other, store, other)))
    if other is not store:
        await other.close()

    assert sorted(hearing.heard) == sorted((each.who.user, key) for each in everyone for key in ("goal", "tell"))


# --------------------------------------------------------------------------------------------------------------- letters


async def test_letters_are_claimed_in_the_order_in_which_they_were_written_one_at_a_time_a_conversation(store, sam):
    await sam.tell(
        Post(note("l1")), Post(note("l2")), Post(note("c1", DANA, kind=LetterKind.COURTESY)), journeys=[begun()]
    )

    assert [each.id for each in await store.claim(NOW)] == ["l1", "c1"]
    assert await store.claim(NOW) == []
    await store.settle_many((("l1", Sent("r1")), ("c1", Sent("r2"))), NOW)
    assert [each.id for each in await store.claim(NOW)] == ["l2"]


async def test_a_claimed_letter_says_what_was_written(store, sam):
    written = note("l1")
    await sam.tell(Post(written))
    (claimed,) = await store.claim(NOW)

    assert claimed == replace(written, state=LetterState.SENDING, attempts=1, attempted=NOW)
    assert await store.letter("l1") == claimed
    assert await store.letter("nothing") is None


async def test_a_letter_written_as_sending_is_nobodys_to_claim_and_is_found_when_left_behind(store, sam):
    await sam.tell(Post(replace(note("l1"), state=LetterState.SENDING)))

    assert await store.claim(NOW) == []
    assert await store.unsettled(NOW) == []
    assert [each.id for each in await store.unsettled(NOW + MINUTE)] == ["l1"]
    await store.settle("l1", Sent("r1"), NOW)
    assert await store.unsettled(NOW + MINUTE) == []


async def test_posts_and_edits_that_were_sent_are_shown_again_to_whom_they_went(store, sam):
    edit = note("e1", act=Act.EDIT, target="l1")
    await sam.tell(Post(note("l1")), Post(edit), Post(note("l2")), Post(note("c1", DANA, kind=LetterKind.COURTESY)))
    for _ in range(3):
        await store.settle_many([(each.id, Sent(f"ref-{each.id}")) for each in await store.claim(NOW)], NOW)

    assert [each.id for each in await store.letters(SAM.who)] == ["l1", "e1", "l2"]
    assert [each.id for each in await store.letters(SAM.who, since=2)] == ["l2"]
    assert [each.id for each in await store.letters(DANA)] == ["c1"]


async def test_while_deciding_ones_own_card_can_be_read_and_nobody_elses(store, sam):
    await sam.tell(Post(note("l1")), Consented(to_dana()))
    await store.settle_many([(each.id, Sent("ref-1")) for each in await store.claim(NOW)], NOW)
    sams, anas = (Deciding(cards=("l1", "d1", "gone")) for _ in range(2))
    await store.change(SAM, "again", NOW, sams)
    await store.change(ANA, "first", NOW, anas)

    assert sams.cards == [await store.letter("l1"), None, None]
    assert sams.cards[0].state is LetterState.SENT
    assert anas.cards == [None, None, None]


async def test_a_reply_never_goes_to_someone_else(store, sam):
    with pytest.raises(LetterRefused):
        await sam.tell(Post(note("l1", DANA, kind=LetterKind.REPLY)))


async def test_a_third_persons_letter_is_written_by_a_consent_only(store, sam):
    for wrong in (Post(to_dana()), Consented(note("l1")), Consented(to_dana(author=ANA.who))):
        with pytest.raises(LetterRefused):
            await sam.tell(wrong)
    await sam.tell(Consented(to_dana()), journeys=[begun(outbox=(outgoing(),))])

    assert (await sam.look()).states == {"d1": LetterState.HELD}


async def test_small_values_of_the_house_are_remembered(store):
    assert await store.recall("clock") is None
    await store.remember("clock", "one")
    await store.remember("clock", "zwölf")

    assert await store.recall("clock") == "zwölf"
