"""A Slack that cannot be asked: nothing is lost, nothing is refused in its name, and what is due goes when it is back."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from slackside.room import held, room

from bot.letters import LetterState

MINUTE = timedelta(minutes=1)
BUSY = "I can't take that right now. Nothing is lost; please send it again in a minute."


@pytest.fixture
async def here(tmp_path):
    async with room(tmp_path) as found:
        yield found


async def left(here):
    return await here.store.unsettled(here.now() + timedelta(days=1))


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


async def lost(here):
    """The note to Dana has arrived, and Slack's answer has not; a new program, which knows nothing of that, finds it."""
    await held(here)
    here.slack.faults["chat.postMessage"].append("500_after")
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
