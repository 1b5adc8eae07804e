"""A Slack that cannot be asked: nothing is lost, nothing is refused in its name, and what is due goes when it is back."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from slackside.fake import Message
from slackside.room import TEAM, held, left, room

from bot.letters import LetterState

MINUTE = timedelta(minutes=1)
BUSY = "I can't take that right now. Nothing is lost; please send it again in a minute."


@pytest.fixture
async def here(tmp_path):
    async with room(tmp_path) as found:
        yield found


async def restarted(here, fault):
    """A new program, to which Slack does not say whose token ours is."""
    here.slack.ill["auth.test"] = fault
    await here.restart()


async def back(here):
    """Slack answers again, and has been asked."""
    here.slack.ill.clear()
    here.door._api._until.clear()
    assert await here.door._workspaces.connect()


@pytest.mark.parametrize("fault", ["503", "429:30", "drop", "error:invalid_auth"])
async def test_words_that_came_while_slack_did_not_say_whose_our_token_is_come_again(here, fault):
    await restarted(here, fault)
    words = here.slack.message(here.me, "oops")

    assert await here.deliver(words) == (503, {})
    assert (await here.deliver(here.slack.command(here.me, "oops")))[1]["text"] == BUSY
    await back(here)
    assert (await here.deliver(words))[0] == 200

    assert len(here.read()) == 1


async def test_words_that_came_by_a_line_while_slack_did_not_say_whose_our_token_is_come_again(tmp_path):
    async with room(tmp_path, "socket") as here:
        await restarted(here, "503")
        words = here.slack.message(here.me, "oops")
        lost = asyncio.create_task(here.slack.deliver(words))
        await asyncio.sleep(0)

        assert (await here.deliver(here.slack.command(here.me, "oops")))[1]["text"] == BUSY
        await back(here)
        assert (await here.deliver(words))[0] == 200

        assert len(here.read()) == 1
        assert not lost.done(), "it was not acknowledged"
        lost.cancel()


@pytest.mark.parametrize("fault", ["503", "429:30", "drop", "error:invalid_auth"])
async def test_a_letter_that_is_due_while_slack_does_not_say_whose_our_token_is_waits_for_it(here, fault):
    await held(here)
    said = len(here.read())
    await restarted(here, fault)

    await here.wait(4 * MINUTE)
    assert here.read("U0DANA") == []
    await back(here)
    await here.wait(2 * MINUTE)

    assert len(here.read("U0DANA")) == 1
    assert "It did not go" not in "\n".join(here.read()[said:])


async def test_a_letter_of_unknown_fate_is_looked_for_once_slack_says_whose_our_token_is(here):
    await held(here)
    here.slack.faults["chat.postMessage"].append("500_after")
    here.move(here.now() + 3 * MINUTE)
    await here.served.beat()
    await restarted(here, "503")

    await here.wait(4 * MINUTE)
    assert len(await left(here)) == 1
    await back(here)
    await here.wait(10 * MINUTE)

    assert await left(here) == []
    assert len(here.read("U0DANA")) == 1
    assert "Sent." in here.read()[-1]


async def test_who_is_in_a_workspace_is_asked_once_slack_says_whose_our_token_is(here):
    await here.say("oops")
    await restarted(here, "503")

    await here.door._roster.know("T0WORLD", 1)
    await back(here)
    listing = here.door._roster._listed["T0WORLD"]

    assert not listing.task.done(), "it is asked again"


async def lost(here, fault="500_after"):
    """The note to Dana is on its way, and Slack's answer was lost; a new program, which knows nothing of that, finds it."""
    await held(here)
    here.slack.faults["chat.postMessage"].append(fault)
    here.move(here.now() + 3 * MINUTE)
    await here.served.beat()
    await here.restart()


@pytest.mark.parametrize("gone", ["they", "we"])
async def test_of_a_letter_that_can_never_be_looked_for_nobody_says_that_it_did_not_go(here, gone):
    await lost(here)
    (letter,) = await left(here)
    if gone == "they":
        here.slack.space().users["U0DANA"]["deleted"] = True
    else:
        here.slack.space().revoked = "token_revoked"  # its author cannot be told, either

    await here.wait(4 * MINUTE)

    assert (await here.store.letter(letter.id)).state is LetterState.UNKNOWN
    assert ("I can't tell whether it arrived" in here.read()[-1]) is (gone == "they")
    assert len(here.read("U0DANA")) == 1


@pytest.mark.parametrize("code", ["token_revoked", "user_disabled"])
async def test_a_reply_that_can_never_be_looked_for_comes_to_an_end(here, code):
    here.slack.faults["chat.postMessage"].append("500")
    await here.say("oops")
    (letter,) = await left(here)
    await here.restart()
    here.slack.ill["conversations.open"] = f"error:{code}"

    await here.wait(2 * MINUTE)

    assert await left(here) == []
    assert (await here.store.letter(letter.id)).state is LetterState.FAILED


def crowded(here, user, count):
    """So many messages more in our direct messages with somebody."""
    channel = here.slack.channel(TEAM, user)
    here.slack.messages += [Message(channel, here.slack.stamp(), {"blocks": []}) for _ in range(count)]


async def minutes(here, count, pages=1):
    """Minutes pass, in each of which Slack gives so many pages of history. How often it was asked for one in each."""
    asked = []
    for _ in range(count):
        before = len(here.slack.made("conversations.history"))
        here.slack.pages = pages
        here.door._api._until.clear()
        here.move(here.now() + MINUTE + timedelta(seconds=1))
        for _ in range(5):
            await here.served.beat()
        await here.door._lanes.drain()
        asked.append(len(here.slack.made("conversations.history")) - before)
    return asked


async def test_where_slack_gives_one_small_page_a_minute_a_letter_far_down_is_found_all_the_same(here):
    await lost(here)
    crowded(here, "U0DANA", 40)

    asked = await minutes(here, 3)

    assert await left(here) == []
    assert "Sent." in here.read()[-1]
    assert max(asked) <= 2, "the one page, and one that was not given"


async def test_where_slack_gives_one_small_page_a_minute_what_is_on_it_counts(here):
    crowded(here, "U0DANA", 40)
    await lost(here)
    twin = here.slack.sent("U0DANA")[-1]
    here.slack.messages.append(Message(twin.channel, here.slack.stamp(), twin.payload))

    assert await minutes(here, 1) == [1]

    assert await left(here) == []
    assert "Sent." in here.read()[-1]
    assert here.slack.sent("U0DANA")[-1] is twin


async def test_where_slack_gives_one_small_page_a_minute_what_was_lost_is_said_again_at_last(here):
    crowded(here, here.me, 40)
    here.slack.faults["chat.postMessage"].append("500")
    await here.say("oops")

    await minutes(here, 2)
    assert not here.read()[-1]
    await minutes(here, 2)

    assert "What happened" in here.read()[-1]
    assert await left(here) == []


async def test_where_slack_gives_no_page_of_one_conversation_it_is_not_asked_for_one_of_another(here):
    here.slack.pages = 0

    answers = [
        await here.door._api.call("conversations.history", here.slack.space().token, TEAM, channel=channel)
        for channel in ("D1", "D2")
    ]

    assert [each.code for each in answers] == ["ratelimited"] * 2
    assert len(here.slack.made("conversations.history")) == 1


async def test_a_look_that_lost_its_place_begins_anew(here):
    await lost(here)
    crowded(here, "U0DANA", 20)
    await minutes(here, 1)
    here.slack.faults["conversations.history"].append("error:invalid_cursor")

    await minutes(here, 3)

    asked = ["cursor" in each for each in here.slack.made("conversations.history")]
    assert asked[-4:] == [True, False, True, True], "one is not given, and asked for again"

    assert await left(here) == []
    assert "Sent." in here.read()[-1]


async def test_of_a_letter_of_which_slack_may_not_tell_its_author_is_told_at_once(here):
    await lost(here)
    here.slack.ill["conversations.history"] = "error:missing_scope"

    assert await minutes(here, 2) == [1, 0]

    assert await left(here) == []
    assert "I can't tell whether it arrived" in here.read()[-1]


@pytest.mark.parametrize("fault", ["error:fatal_error", "503", "429:60"])
async def test_of_a_letter_of_which_slack_tells_nothing_for_an_hour_its_author_is_told(here, fault):
    await lost(here, "500")
    here.slack.ill["conversations.history"] = fault

    asked = await minutes(here, 59)
    assert len(await left(here)) == 1
    assert max(asked) == 1, "once a minute"
    await minutes(here, 3)

    assert await left(here) == []
    assert "I can't tell whether it arrived" in "\n".join(here.read())
    assert here.read("U0DANA") == []


def over(here):
    """The minute is over in which Slack is not asked with a token that it does not take."""
    stops = here.door._workspaces._stops
    stops |= {team: replace(stop, until=0.0) for team, stop in stops.items()}


async def test_what_is_due_while_slack_does_not_let_us_in_goes_once_it_does(here):
    await held(here)
    here.slack.space().revoked = "invalid_auth"

    await here.wait(4 * MINUTE)
    assert here.door.trouble() == "invalid_auth"
    posts = len(here.slack.made("chat.postMessage"))
    await here.say("where am i")
    assert len(here.slack.made("chat.postMessage")) == posts, "it is not asked for each letter"
    here.slack.space().revoked = ""
    over(here)
    await here.wait(2 * MINUTE)

    assert len(here.read("U0DANA")) == 1
    assert "Sent." in "\n".join(here.read())
    assert here.door.trouble() is None


async def test_a_note_that_is_due_while_slack_does_not_let_us_in_for_long_comes_back_to_its_author(here):
    await held(here)
    here.slack.space().revoked = "invalid_auth"

    await minutes(here, 70, pages=None)
    here.slack.space().revoked = ""
    over(here)
    await here.wait(2 * MINUTE)

    assert here.read("U0DANA") == []
    assert here.read()[-1].startswith("It was not sent: its time had passed before I could.")


async def test_whether_slack_lets_us_in_again_is_asked_though_nobody_comes_and_nothing_is_due(here):
    await here.say("oops")
    here.slack.space().revoked = "invalid_auth"
    await here.say("i sent the payroll to the wrong chris")
    asked = len(here.slack.made("auth.test"))

    await here.door._workspaces.connect()
    assert len(here.slack.made("auth.test")) == asked, "not before a minute is over"
    here.slack.space().revoked = ""
    over(here)
    await here.door._workspaces.connect()

    assert here.door.trouble() is None


async def test_a_workspace_that_is_gone_for_good_is_asked_nothing_more(here):
    await held(here)
    here.slack.space().revoked = "account_inactive"
    await here.wait(4 * MINUTE)
    calls = len(here.slack.calls)

    assert await here.door._workspaces.connect()
    await here.wait(10 * MINUTE)

    assert here.door.trouble() == "account_inactive"
    assert len(here.slack.calls) == calls
