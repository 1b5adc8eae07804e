"""An export and the link to one are said until Slack takes them; or it is said that they were not given."""

from __future__ import annotations

import asyncio
import json

import pytest
from logged import logged
from slackside.fake import words_of
from slackside.room import room

from bot import speech
from bot.errors import StoreBusy

HAPPENED = "i sent the payroll to the wrong chris"
SORRY = "I can't give you that file just now."
NOT_SAID = "what is no letter was not said"


@pytest.fixture
async def here(tmp_path, monkeypatch):
    monkeypatch.setattr("adapters.asides.PAUSE", 0.01)
    async with room(tmp_path) as found:
        await found.say(HAPPENED)
        yield found


@pytest.fixture
async def linked(tmp_path, monkeypatch):
    monkeypatch.setattr("adapters.asides.PAUSE", 0.01)
    async with room(tmp_path, OOPS_PUBLIC_URL="https://oops.example.com") as found:
        await found.say(HAPPENED)
        yield found


async def more_to_export(here):
    """So much that an export is several messages."""
    for number in range(4):
        await here.say(
            f"More about it, {number}: " + "the numbers in the deck were old and i copied them by hand. " * 40
        )


async def exported(here):
    """What an export says, a message each."""
    before = len(here.slack.sent(here.me))
    await here.say("export")
    return ["".join(map(words_of, each.payload["blocks"])) for each in here.slack.sent(here.me)[before:]]


async def whole(here, said):
    """Claim: these messages hold all that is kept."""
    told, brace, rest = "".join(said).partition("{")
    assert len(said) > 3, "it is several messages"
    assert told.startswith("Your employer may be able to export this chat.")
    return json.loads(brace + rest) == await here.store.export(here.who(here.me))


async def posted(here, count):
    """Until Slack was asked to post so often."""
    async with asyncio.timeout(20):
        while len(here.slack.made("chat.postMessage")) < count:
            here.slack.called.clear()
            await here.slack.called.wait()


async def half_said(here, monkeypatch):
    """An export of which one message is said and the next waits until what comes back is set; how often Slack was asked by then."""
    await more_to_export(here)
    asked, go_on = len(here.slack.made("chat.postMessage")), asyncio.Event()
    here.slack.faults["chat.postMessage"].extend(["", "500"])

    async def pause(_):
        if not here.slack.faults["chat.postMessage"]:
            await go_on.wait()

    monkeypatch.setattr(here.door._asides, "_pause", pause)
    await here.slack.deliver(here.slack.message(here.me, "export"))
    await posted(here, asked + 2)
    return asked + 2, go_on


def why_not(caplog):
    return [record.why for record in caplog.records if record.msg == NOT_SAID]


@pytest.mark.parametrize("fault", ["429:1", "500", "drop", "html", "error:fatal_error", "error:a_code_nobody_has_seen"])
async def test_an_export_comes_whole_though_slack_would_not_take_one_of_its_messages(here, fault):
    await more_to_export(here)
    here.slack.faults["chat.postMessage"].extend(["", fault])

    assert await whole(here, await exported(here))


async def test_a_message_of_an_export_of_which_nobody_can_tell_is_said_again(here):
    await more_to_export(here)
    here.slack.faults["chat.postMessage"].extend(["", "500_after"])

    said = await exported(here)

    assert said[1] == said.pop(2)
    assert await whole(here, said)


async def test_the_only_link_to_an_export_comes_once_slack_takes_it(linked):
    linked.slack.faults["chat.postMessage"].append("429:1")

    (said,) = await exported(linked)

    assert "works once, within 10 minutes" in said


async def test_an_export_that_slack_refuses_is_said_to_be_not_given(here, caplog):
    await more_to_export(here)
    here.slack.faults["chat.postMessage"].extend(["", "error:restricted_action"])

    said = await exported(here)

    assert len(said) == 2
    assert said[1].startswith(SORRY)
    assert why_not(caplog) == ["restricted_action"]
    assert "payroll" not in logged(caplog)


async def test_an_export_that_slack_does_not_take_for_too_long_is_said_to_be_not_given(here, monkeypatch, caplog):
    await more_to_export(here)
    monkeypatch.setattr("adapters.asides.PATIENCE", 0.05)
    here.slack.faults["chat.postMessage"].extend(["", "500", "500", "500"])

    said = await exported(here)

    assert len(said) == 2
    assert said[1].startswith(SORRY)
    assert why_not(caplog) == ["unsure"]


async def test_a_wait_that_is_longer_than_anybody_waits_is_not_waited_for(here, caplog):
    here.slack.faults["chat.postMessage"].append("429:3600")

    assert await exported(here) == []

    assert why_not(caplog) == ["later", "later"], "nor can it be said that nothing was given"


async def test_what_was_given_is_said_though_the_store_was_busy_as_its_turn_was_brought(here, monkeypatch):
    await more_to_export(here)

    async def busy(*_):
        raise StoreBusy("busy")

    monkeypatch.setattr("adapters.serving.Floor.bring", busy)

    assert await whole(here, await exported(here))


async def test_what_was_given_waits_for_a_store_that_is_busy(here, monkeypatch):
    await more_to_export(here)
    kept, asked = here.served.floor.keeps, []

    async def busy(who, journey):
        asked.append(who)
        if len(asked) < 3:
            raise StoreBusy("busy")
        return await kept(who, journey)

    monkeypatch.setattr(here.door._asides, "_kept", busy)

    assert await whole(here, await exported(here))


async def test_nothing_of_an_export_comes_after_all_of_it_was_deleted(here, monkeypatch, caplog):
    asked, go_on = await half_said(here, monkeypatch)

    await here.slack.deliver(here.slack.message(here.me, "delete everything"))
    await posted(here, asked + 1)
    action, value, _ = here.button("delete_all", here.me)
    await here.slack.deliver(here.slack.press(here.me, action, value))
    before = len(here.read())
    await here.slack.deliver(here.slack.message(here.me, "oops"))
    go_on.set()
    await here.rest()

    assert before < len(here.read()) <= before + 2
    assert not any("More about it" in each or SORRY in each for each in here.read()[before:])
    assert why_not(caplog) == ["kept_no_more", "kept_no_more"]


async def test_an_answer_does_not_wait_for_an_export(here, monkeypatch):
    asked, go_on = await half_said(here, monkeypatch)

    await here.slack.deliver(here.slack.message(here.me, "where am i"))
    await posted(here, asked + 1)
    answer = here.slack.made("chat.postMessage")[asked]
    go_on.set()
    await here.rest()

    assert "metadata" in answer, "it is a letter"
    assert len(here.slack.made("chat.postMessage")) > asked + 3, "and of the export most comes later"


async def test_two_exports_of_one_person_are_said_one_after_the_other(here):
    await more_to_export(here)
    before = len(here.slack.sent(here.me))
    await here.slack.deliver(here.slack.message(here.me, "export"))
    await here.slack.deliver(here.slack.message(here.me, "export"))
    await here.rest()

    said = here.read()[before:]
    first, second = (number for number, each in enumerate(said) if each.startswith("Your employer"))
    assert (first, second) == (0, len(said) // 2)


async def test_whoever_leaves_waits_for_no_export(here, caplog):
    await more_to_export(here)
    asked = len(here.slack.made("chat.postMessage"))
    here.slack.faults["chat.postMessage"].extend(["", "429:120"])
    await here.slack.deliver(here.slack.message(here.me, "export"))
    await posted(here, asked + 2)

    async with asyncio.timeout(20):
        await here.door.stop(60)

    assert why_not(caplog) == ["later", "later"]


async def test_an_export_goes_on_though_its_journey_is_closed_meanwhile(here, monkeypatch):
    await here.say("i told my boss")
    before = len(here.slack.sent(here.me))
    asked, go_on = await half_said(here, monkeypatch)
    await here.slack.deliver(here.slack.message(here.me, "close it"))
    await posted(here, asked + 1)
    assert (await here.store.desk(here.who(here.me))).journeys == ()
    go_on.set()
    await here.rest()

    said = "".join("".join(map(words_of, each.payload["blocks"])) for each in here.slack.sent(here.me)[before:])
    assert "More about it, 3" in said[said.index("{") :]
    assert SORRY not in said


async def test_whoever_asks_for_it_again_and_again_while_slack_takes_nothing_is_given_the_newest(here, monkeypatch):
    _, go_on = await half_said(here, monkeypatch)
    for _ in range(12):
        await here.slack.deliver(here.slack.message(here.me, "export"))
        await here.door._lanes.answered(here.who(here.me))
    assert len(here.door._asides._waiting[here.who(here.me)]) == 1
    go_on.set()
    await here.rest()

    assert sum(each.startswith("Your employer") for each in here.read()) == 2
    assert here.door._asides._waiting == {}


async def test_lines_that_wait_for_one_person_are_a_few(here, monkeypatch, caplog):
    _, go_on = await half_said(here, monkeypatch)
    for _ in range(12):
        here.door._asides.say(here.who(here.me), speech.notice(here.served.floor.house, "error"))
        await here.door._lanes.answered(here.who(here.me))
    go_on.set()
    await here.rest()

    assert why_not(caplog) == ["too_many"] * 4


async def test_a_link_is_not_given_when_it_is_dead_by_then(linked, monkeypatch, caplog):
    monkeypatch.setattr("adapters.asides.PATIENCE", -1.0)

    assert await exported(linked) == []
    assert why_not(caplog) == ["later", "later"]
