"""One POST a letter: what was taken is not said twice, what was lost is found by its id, and a wait is kept."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from slackside.fake import pictures
from slackside.room import STORY, TEAM, held, left, room

from adapters.slack.speaker import named
from bot.letters import Act, Sent
from prompts.frozen import but

MINUTE = timedelta(minutes=1)
OVER = "What this note was about is no longer kept here. There is nothing more to do."


@pytest.fixture
async def here(tmp_path):
    async with room(tmp_path) as found:
        yield found


async def states(here, who=None):
    return [(each.state, each.attempts) for each in await here.store.letters(who or here.who(here.me))]


async def test_a_reply_that_was_accepted_and_then_dropped_is_found_and_not_said_again(here):
    here.slack.faults["chat.postMessage"].append("500_after")

    await here.say("oops")
    assert len(here.read()) == len(await left(here)) == 1
    await here.wait(2 * MINUTE)

    assert len(here.read()) == 1
    assert await left(here) == []


@pytest.mark.parametrize("fault", ["500", "drop", "html", "error:fatal_error", "error:a_code_nobody_has_seen"])
async def test_a_reply_that_was_lost_is_said_again_once_it_is_surely_not_there(here, fault):
    here.slack.faults["chat.postMessage"].append(fault)

    await here.say("oops")
    assert here.read() == []
    assert len(here.slack.made("chat.postMessage")) == 1
    await here.wait(2 * MINUTE)

    assert len(here.read()) == 1
    assert await left(here) == []


async def test_a_press_on_ones_own_card_is_one_transaction_and_what_became_of_its_letters_another(here):
    await here.say("i sent the payroll to the wrong chris")
    said = []
    here.store._database._driver(0.0).set_trace_callback(said.append)

    await here.press("done")

    here.store._database._driver(0.0).set_trace_callback(None)
    begun = [each for each in said if each.startswith("BEGIN")]
    assert begun[:2] == ["BEGIN IMMEDIATE"] * 2
    assert begun.count("BEGIN IMMEDIATE") == 2


async def test_a_lost_reply_is_not_said_any_more_when_the_journey_has_gone_on(here):
    here.slack.faults["chat.postMessage"].append("500")
    await here.say("oops")

    await here.say("i sent the payroll to the wrong chris")
    await here.wait(2 * MINUTE)

    assert len(here.read()) == 1
    assert await left(here) == []


async def test_a_reply_posted_twice_is_deleted_once(here):
    here.slack.faults["chat.postMessage"].append("500_after")
    await here.say("oops")
    twin = here.slack.sent(here.me)[0]
    here.slack.messages.append(type(twin)(twin.channel, here.slack.stamp(), twin.payload))

    await here.wait(2 * MINUTE)

    assert [each.ts for each in here.slack.sent(here.me)] == [twin.ts]


async def test_a_wait_is_kept_and_the_order_too(here):
    await here.say("oops")
    here.slack.faults["chat.postMessage"].append("429:60")

    await here.say("i sent the payroll to the wrong chris")
    await here.say("recall failed. priya is logging it now")
    assert len(here.read()) == 1
    made = len(here.slack.made("chat.postMessage"))
    await here.served.beat()
    assert len(here.slack.made("chat.postMessage")) == made
    here.door._api._until.clear()
    await here.wait(2 * MINUTE)

    texts = [each.reply.text for each in await here.store.letters(here.who(here.me)) if each.act == "post"]
    assert len(here.read()) == 3
    assert [each.split("\n")[0] for each in here.read()] == [each.split("\n")[0] for each in texts]


async def test_a_third_persons_letter_goes_again_only_after_two_looks(here):
    await held(here)
    here.slack.faults["chat.postMessage"].extend(["500"])
    before = len(here.slack.made("chat.postMessage"))
    here.move(here.now() + 3 * MINUTE)
    await here.served.beat()
    assert here.read("U0DANA") == []
    first = here.now()

    for minutes in (1.1, 3, 4.5):
        here.move(first + minutes * MINUTE)
        await here.served.beat()
        assert here.read("U0DANA") == []
    here.move(first + 6 * MINUTE)
    await here.served.beat()
    await here.rest()

    assert len(here.read("U0DANA")) == 1
    assert (
        len(
            [
                each
                for each in here.slack.made("chat.postMessage")[before:]
                if each["channel"] == here.slack.channel(TEAM, "U0DANA")
            ]
        )
        == 2
    )


async def test_a_third_persons_letter_that_arrived_after_all_is_found(here):
    await held(here)
    here.slack.faults["chat.postMessage"].append("500_after")
    here.move(here.now() + 3 * MINUTE)
    await here.served.beat()

    await here.wait(10 * MINUTE)

    assert len(here.read("U0DANA")) == 1
    assert "Sent." in "\n".join(here.read())


async def test_a_letter_that_slack_refuses_comes_back_to_its_author_with_one_line(here):
    await held(here)
    here.slack.faults["chat.postMessage"].append("error:restricted_action")
    said = len(here.read())

    await here.wait(3 * MINUTE)

    assert here.read("U0DANA") == []
    assert len(here.read()) == said + 1


@pytest.mark.parametrize("blind", [False, True], ids=["sees", "blind"])
async def test_a_picture_that_slack_cannot_fetch_costs_nobody_the_card(here, blind):
    here.slack.blind = blind

    await here.say(STORY)
    await here.until("send", "tell dana by 4")

    card = here.last()
    assert "To Dana Okafor, Payroll Manager." in card.words
    assert pressable(card) == ["send", "say_myself", "copy", "edit", "not_now"]
    assert pictures(card.payload) == ([] if blind else ["https://avatars.example/U0DANA.png"])
    posted = [each for each in here.slack.made("chat.postMessage") if each["metadata"] == card.payload["metadata"]]
    assert [bool(pictures(each)) for each in posted] == [True, False][: 1 + blind]
    assert await left(here) == []


async def test_a_card_that_is_changed_loses_its_picture_where_slack_cannot_fetch_it_and_not_the_change(here):
    await here.say(STORY)
    await here.until("send", "tell dana by 4")
    card = await here.store.letter(named(here.last().payload))
    here.slack.blind = True

    assert isinstance(await here.door.speaker.speak(but(card, act=Act.EDIT, target=card.id)), Sent)

    assert here.last().edits == 1
    assert pictures(here.last().payload) == []


async def test_what_slack_refuses_without_its_picture_too_is_tried_no_more(here):
    here.slack.ill["chat.postMessage"] = "error:invalid_blocks"

    for words in (STORY, "not yet", "tell dana by 4"):
        await here.say(words)
    await here.wait(5 * MINUTE)

    tries = {}
    for each in here.slack.made("chat.postMessage"):
        tries.setdefault(named(each), []).append(bool(pictures(each)))
    assert list(tries.values()) == [[False], [False], [True, False]]


def dana_becomes(here, **more):
    dana = here.slack.space().users["U0DANA"]
    dana |= more
    return here.slack.event({"type": "user_change", "user": dana})


NO_MEMBER = [{"is_restricted": True}, {"is_ultra_restricted": True}, {"deleted": True}, {"is_bot": True}, {"team_id": "T9"}]  # fmt: skip


@pytest.mark.parametrize("told", [True, False], ids=["told", "told another replica"])
@pytest.mark.parametrize("more", NO_MEMBER, ids=str)
async def test_who_is_no_member_any_more_when_the_hold_ends_reads_nothing_and_the_author_a_line(here, more, told):
    await held(here)
    changed = dana_becomes(here, **more)
    if told:
        await here.deliver(changed)

    await here.wait(3 * MINUTE)

    assert here.read("U0DANA") == []
    assert here.read()[-1].startswith("It did not go: I can't reach Dana here.")
    assert "copy" in pressable(here.last())
    await here.wait(60 * MINUTE)
    assert here.read("U0DANA") == []


async def test_who_is_no_member_any_more_when_the_author_presses_send_reads_nothing(here):
    await held(here)
    await here.press("cancel")
    await here.until("send", "43 people not 41")
    await here.deliver(dana_becomes(here, is_restricted=True))

    await here.press("send")
    await here.wait(3 * MINUTE)

    assert here.read("U0DANA") == []
    assert here.read()[-1].startswith("It did not go: I can't reach Dana here.")


@pytest.mark.parametrize("fault", ["500", "hang"])
async def test_of_whom_slack_tells_nothing_now_what_it_told_before_counts(here, fault, monkeypatch):
    monkeypatch.setattr("adapters.slack.app.AT_ONCE", 0.1)
    await held(here)
    here.slack.faults["users.info"].append(fault)

    await here.wait(3 * MINUTE)

    assert len(here.read("U0DANA")) == 1


async def test_a_note_is_taken_back_from_one_who_is_no_member_any_more(here):
    await held(here)
    await here.wait(3 * MINUTE)
    await here.deliver(dana_becomes(here, is_restricted=True))

    await here.say("take it back")
    await here.wait(MINUTE)

    assert here.read("U0DANA") == []
    assert "Dana may have read it" in "\n".join(here.read())


async def test_a_hanging_slack_holds_nobody_up_and_loses_nothing(here):
    here.slack.space().add("U0ANA", "Ana Lima")
    here.slack.faults["chat.postMessage"].append("hang")
    ana = here.who("U0ANA")

    hung = await here.slack.deliver(here.slack.message(here.me, "oops"))
    free = await here.slack.deliver(here.slack.message("U0ANA", "oops"))
    await here.door._lanes.answered(ana)

    assert hung[0] == free[0] == 200
    assert here.read() == []
    assert len(here.read("U0ANA")) == 1
    here.slack.hanging.set()
    await here.rest()
    assert len(here.read()) == 1


async def test_whoever_leaves_while_slack_hangs_goes_in_time_and_it_is_said_once_afterwards(here, monkeypatch):
    monkeypatch.setattr("adapters.serve.LEAVING", 0.2)
    monkeypatch.setattr("adapters.wire.TOTAL", 60)
    here.slack.faults["chat.postMessage"].append("hang")
    assert (await here.slack.deliver(here.slack.message(here.me, "oops")))[0] == 200

    async with asyncio.timeout(20):
        await here.restart()
    assert len(await left(here)) == 1
    here.slack.hanging.set()
    await here.wait(2 * MINUTE)

    assert len(here.read()) == 1
    assert await left(here) == []


async def test_a_delivery_counts_once_however_often_and_in_whatever_order_it_comes(here):
    first, second = (
        here.slack.message(here.me, "i sent the payroll to the wrong chris"),
        here.slack.message(here.me, "priya is logging it now"),
    )

    for payload in (first, first, second, first, second):
        await here.deliver(payload)

    assert len(here.read()) == 2


async def test_an_answered_card_has_no_buttons_and_says_what_was_chosen(here):
    await here.say("i sent the payroll to the wrong chris")
    action, value, _ = here.button("done", here.me)

    await here.deliver(here.slack.press(here.me, action, value, label="Done"))

    (card,) = [each for each in here.slack.messages if each.edits]
    assert [block["type"] for block in card.payload["blocks"]] == ["rich_text", "rich_text"]
    assert card.payload["blocks"][-1]["elements"][0]["elements"][0]["text"] == "You chose: Done"


async def test_no_card_keeps_buttons_that_do_nothing_where_two_are_over_in_one_turn(here):
    await held(here)
    await here.say("pause")
    assert [pressable(each)[0] for each in here.slack.sent(here.me) if each.buttons()] == ["send_now", "tomorrow"]

    await here.wait(3 * MINUTE)

    assert here.read()[-1].startswith("Sent.")
    assert [pressable(each) for each in here.slack.sent(here.me) if each.buttons()] == [["recall"]]


async def test_no_card_offers_to_stop_a_note_that_has_gone_while_a_question_about_a_life_stands_open(here):
    await held(here)
    await here.say("i cant do this anymore")

    await here.wait(3 * MINUTE)

    assert len(here.read("U0DANA")) == 1
    assert [pressable(each) for each in here.slack.sent(here.me) if each.buttons()] == [["no", "yes", "not_sure"]]


async def test_what_was_chosen_stands_on_the_card_after_a_restart_too(here):
    await here.say("i sent the payroll to the wrong chris")
    action, value, _ = here.button("done", here.me)
    here.slack.faults["chat.update"].append("error:unreached")

    await here.deliver(here.slack.press(here.me, action, value))
    assert not [each for each in here.slack.messages if each.edits]
    await here.restart()
    await here.wait(2 * MINUTE)

    (card,) = [each for each in here.slack.messages if each.edits]
    assert "You chose: Done" in card.words


def pressable(message):
    return [action for action, _, _ in message.buttons()]


async def test_a_letter_that_was_answered_keeps_its_words_and_what_may_still_be_pressed(here):
    await held(here)
    await here.wait(3 * MINUTE)
    (note,) = here.slack.sent("U0DANA")
    words = note.words
    assert pressable(note) == ["thank", "ask_one", "find_time"]

    await here.press("thank", "U0DANA")

    (note,) = here.slack.sent("U0DANA")[:1]
    assert note.words == f"{words}\nYou chose: Thank Sam"
    assert pressable(note) == ["ask_one", "find_time"]
    await here.fill("ask_one", {"words": "Has IT been told?"}, "U0DANA")
    assert pressable(here.slack.sent("U0DANA")[0]) == ["find_time"]
    assert 'From Dana: "Has IT been told?"' in "\n".join(here.read())


@pytest.mark.parametrize("fault", ["429:30", "500", "drop"])
async def test_an_answered_letter_is_updated_once_slack_takes_it_and_its_reader_is_answered_then(here, fault):
    await held(here)
    await here.wait(3 * MINUTE)
    here.slack.faults["chat.update"].append(fault)

    await here.press("thank", "U0DANA")
    assert pressable(here.slack.sent("U0DANA")[0]) == ["thank", "ask_one", "find_time"]
    assert len(here.slack.sent("U0DANA")) == 1
    here.door._api._until.clear()  # Retry-After is counted by a clock that nobody moves
    await here.wait(3 * MINUTE)

    note, thanked = here.slack.sent("U0DANA")
    assert "You chose: Thank Sam" in note.words
    assert pressable(note) == ["ask_one", "find_time"]
    assert thanked.words
    assert await left(here) == []


async def test_an_answered_letter_is_updated_by_whoever_takes_the_place_of_one_that_died(here):
    await held(here)
    await here.wait(3 * MINUTE)
    here.slack.faults["chat.update"].append("hang")

    await here.slack.deliver(here.slack.press("U0DANA", *here.button("thank", "U0DANA")[:2]))
    async with asyncio.timeout(20):
        while here.slack.faults["chat.update"]:
            here.slack.called.clear()
            await here.slack.called.wait()
    for task in list(here.door._lanes._tasks):
        task.cancel()
    await here.restart()
    for _ in range(3):  # it is looked for twice before it goes again
        await here.wait(3 * MINUTE)

    note, thanked = here.slack.sent("U0DANA")
    assert "You chose: Thank Sam" in note.words
    assert pressable(note) == ["ask_one", "find_time"]
    assert thanked.words


async def test_a_letter_that_slack_never_lets_us_update_keeps_nobody_from_the_answer(here):
    await held(here)
    await here.wait(3 * MINUTE)
    here.slack.ill["chat.update"] = "error:nobody_has_seen_this"

    await here.press("thank", "U0DANA")
    await here.wait(60 * MINUTE)

    assert len(here.slack.sent("U0DANA")) == 2
    assert await left(here) == []


async def test_whoever_presses_a_card_of_which_nothing_is_kept_gets_one_line_and_nothing_else(here):
    await held(here)
    await here.wait(3 * MINUTE)
    (note,) = here.slack.sent("U0DANA")
    await here.press("thank", "U0DANA")
    await here.deliver(
        here.slack.press("U0DANA", *here.button("ask_one", "U0DANA")[:2])
    )  # the form stands open meanwhile
    await here.wait(timedelta(days=60))
    before, read = await here.store.counts(), here.read("U0DANA")
    assert before["journeys"] == before["letters"] == 0

    for action, value, kind in note.buttons():
        await here.deliver(here.slack.press("U0DANA", action, value, kind=kind))
        assert here.slack.whispers.pop()["text"] == OVER
    _, answer = await here.deliver(here.slack.submission("U0DANA", {"words": "Has IT been told?"}))

    assert OVER in str(answer), "what was typed stays in the form"
    assert await here.store.counts() == before
    assert here.read("U0DANA") == read
    assert not here.slack.whispers


async def test_the_press_that_deleted_all_says_nothing_when_it_comes_again(here):
    await here.say("it went to the wrong list")
    await here.say("delete everything")
    action, value, kind = here.button("delete_all", here.me)
    press = here.slack.press(here.me, action, value, kind=kind)
    await here.deliver(press)
    read = here.read()

    await here.deliver(press)

    assert (here.read(), list(here.slack.whispers)) == (read, [])


async def test_who_presses_a_card_of_their_own_after_all_was_deleted_gets_one_line_and_is_no_new_author(here):
    await held(here)
    (stands,) = [each for each in here.slack.sent(here.me) if "send_now" in pressable(each)]
    await here.say("delete everything")
    await here.press("delete_all")
    before, read = await here.store.counts(), here.read()

    for action, value, kind in stands.buttons():
        await here.deliver(here.slack.press(here.me, action, value, kind=kind))
        assert here.slack.whispers.pop()["text"] == OVER

    assert (await here.store.counts(), here.read()) == (before, read)
    assert before["people"] == before["journeys"] == 0


async def test_a_letter_is_taken_back_and_its_author_is_told_that_it_may_have_been_read(here):
    await held(here)
    await here.wait(3 * MINUTE)
    assert len(here.read("U0DANA")) == 1

    if not here.offered("recall", here.me):
        await here.say("where am i")
    await here.press("recall")
    await here.wait(MINUTE)

    assert here.read("U0DANA") == []
    assert [each.channel for each in here.slack.gone] == [here.slack.channel(TEAM, "U0DANA")]
    assert "Dana may have read it" in "\n".join(here.read())


async def from_ruth(here, words, *faults):
    """Ruth, who was asked how she handled hers, has answered with these words."""
    await held(here)
    await here.wait(3 * MINUTE)
    await here.say("chris deleted it, he emailed back")
    await here.press("say_myself")
    await here.press("no")
    await here.say(
        "priya closed her side, nobody needs anything else from me. i keep wondering what they all think of me now"
    )
    await here.say("ruth, my old lead")
    await here.press("send")
    await here.press("send_now")
    await here.wait(MINUTE)
    here.slack.faults["chat.postMessage"] += faults
    await here.fill("reply", {"words": words}, "U0RUTH")


@pytest.mark.parametrize("goes_on", ["", "nobody minded for long"])
async def test_a_mentors_answer_that_is_taken_back_is_gone_from_the_authors_chat_and_from_all_that_is_kept(
    here, goes_on
):
    await from_ruth(here, "zebra2011. i paid twice.")
    assert "zebra2011" in "\n".join(here.read()), "it was passed on word for word"
    if goes_on:
        await here.say(goes_on)

    await here.press("recall", "U0RUTH")

    assert "zebra2011" not in "\n".join(here.read())
    assert here.read().count("Ruth took the answer back.") == 2, "in its place, and as news"
    assert "zebra2011" not in str(await here.store.export(here.who(here.me)))
    assert [each for each in here.slack.sent(here.me) if "worth keeping" in each.words] == []


async def test_a_mentors_answer_that_slack_has_not_taken_yet_is_never_shown_once_it_is_taken_back(here):
    await from_ruth(here, "zebra2011. i paid twice.", "error:ratelimited")
    assert "zebra2011" not in "\n".join(here.read())

    tried = len(here.slack.calls)

    await here.press("recall", "U0RUTH")
    await here.wait(5 * MINUTE)

    assert "zebra2011" not in str(here.slack.calls[tried:])
    assert here.read().count("Ruth took the answer back.") == 2


async def test_of_a_note_that_could_not_be_taken_back_its_author_reads_that_it_still_stands_there(here):
    await held(here)
    await here.wait(3 * MINUTE)
    here.slack.faults["chat.delete"].append("error:cant_delete_message")

    await here.say("take it back")
    await here.wait(MINUTE)

    assert len(here.read("U0DANA")) == 1
    assert here.read()[-1].startswith("It could not be taken back")
    await here.say("where am i")
    assert "Dana knows, since" in here.read()[-1]
    await here.say("take it back")
    await here.wait(MINUTE)
    assert here.read("U0DANA") == []


async def test_a_double_click_is_one_press(here):
    await here.say("i sent the payroll to the wrong chris")
    action, value, _ = here.button("done", here.me)
    press = here.slack.press(here.me, action, value)
    said = len(here.read())

    await asyncio.gather(here.slack.deliver(press), here.slack.deliver(here.slack.press(here.me, action, value)))
    await here.rest()

    assert len(here.read()) == said + 1


async def test_a_revoked_token_stops_its_workspace_and_says_so(here):
    here.slack.space().revoked = "token_revoked"

    await here.say("oops")
    asked = len(here.slack.calls)
    await here.say("hello?")

    assert here.door.trouble() == "token_revoked"
    assert not [method for method, _ in here.slack.calls[asked:] if method == "chat.postMessage"]


@pytest.mark.parametrize("code", ["channel_not_found", "is_archived"])
async def test_an_address_that_no_longer_holds_is_looked_up_anew_and_the_words_are_read(here, code):
    await here.say("oops")
    assert here.slack.made("conversations.open") == []
    here.slack.faults["chat.postMessage"].append(f"error:{code}")

    await here.say("i sent the payroll to the wrong chris")

    assert [each["users"] for each in here.slack.made("conversations.open")] == [here.me]
    assert len(here.read()) == 2
    assert "Priya Nair" in here.read()[-1]
    assert await left(here) == []


async def test_an_address_that_was_just_looked_up_is_not_looked_up_again(here):
    await here.say("oops")
    here.slack.faults["chat.postMessage"].extend(["error:channel_not_found"] * 2)

    await here.say("i sent the payroll to the wrong chris")

    assert len(here.slack.made("conversations.open")) == 1
    assert len(here.read()) == 1
