"""What a person asks to have comes to them as a link where a browser reaches us, and in the chat, after a warning, where none does."""

import json
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
from blockkit import faults
from slackside.room import room

from bot.errors import StoreBusy
from bot.journey import from_body
from bot.ports import Decision

PUBLIC = "https://oops.example.com"
HAPPENED = "i just emailed payroll to the wrong chris"
SAVED = Path(__file__).parents[1] / "journeys"


def links(here):
    """Every link in what Sam was sent, oldest first."""
    return [
        leaf["url"]
        for message in here.slack.sent(here.me)
        for block in message.payload["blocks"]
        if block["type"] == "rich_text"
        for element in block["elements"]
        for leaf in element["elements"]
        if leaf["type"] == "link"
    ]


async def ask(here, method, url):
    """What a browser gets behind the proxy that brings our public address to us."""
    async with (
        aiohttp.ClientSession(here.slack.app) as session,
        session.request(method, url.removeprefix(PUBLIC)) as answer,
    ):
        return answer.status, (await answer.read()).decode()


async def at(here, question):
    """Sam, where a saved journey stands at this question."""
    await here.say(HAPPENED)
    saved = from_body(json.loads(max(SAVED.glob(f"*/{question}.json")).read_text("utf-8")))
    desk = await here.store.desk(here.who(here.me))

    def decide(desk):
        return Decision(desk.person, (replace(saved, id=desk.journeys[0].id, promises=()),))

    await here.store.change(desk.person, "set", here.now(), decide)


async def test_an_export_is_a_link_and_not_a_word_of_it_is_in_the_chat(tmp_path):
    async with room(tmp_path, OOPS_PUBLIC_URL=PUBLIC) as here:
        await here.say(HAPPENED)
        before = len(here.slack.sent(here.me))
        await here.say("export")
        (message,) = here.slack.sent(here.me)[before:]
        (url,) = links(here)

        assert faults({key: each for key, each in message.payload.items() if key != "channel"}) == []
        assert "works once, within 10 minutes" in message.words
        assert "chris" not in json.dumps(message.payload)
        assert (await ask(here, "GET", url))[0] == 200, "as a preview would"
        status, text = await ask(here, "POST", url)
        assert (status, json.loads(text)) == (200, await here.store.export(here.who(here.me)))
        assert HAPPENED in text
        assert (await ask(here, "POST", url))[0] == 404


async def test_a_link_is_kept_nowhere(tmp_path):
    async with room(tmp_path, OOPS_PUBLIC_URL=PUBLIC) as here:
        await here.say(HAPPENED)
        letters = (await here.store.counts())["letters"]
        await here.say("export")
        token = links(here)[0].rpartition("/")[2]

        assert (await here.store.counts())["letters"] == letters
        assert token not in json.dumps(await here.store.export(here.who(here.me)), default=str)
        assert not [file for file in tmp_path.iterdir() if token.encode() in file.read_bytes()]


async def test_asked_twice_in_one_delivery_there_is_one_link(tmp_path):
    async with room(tmp_path, OOPS_PUBLIC_URL=PUBLIC) as here:
        await here.say(HAPPENED)
        event = here.slack.message(here.me, "export")
        await here.deliver(event)
        await here.deliver(event)

        assert len(links(here)) == 1
        assert (await here.store.counts())["links"] == 1


async def test_deleting_everything_takes_the_link_along(tmp_path):
    async with room(tmp_path, OOPS_PUBLIC_URL=PUBLIC) as here:
        await here.say(HAPPENED)
        await here.say("export")
        await here.say("delete everything")
        await here.press("delete_all")

        assert (await here.store.counts())["links"] == 0
        assert (await ask(here, "POST", links(here)[0]))[0] == 404


async def test_a_time_that_is_held_comes_with_an_entry_for_the_calendar(tmp_path):
    async with room(tmp_path, OOPS_PUBLIC_URL=PUBLIC) as here:
        await at(here, "hold_time")
        await here.say("Thursday 10:00")
        said = here.read()
        (url,) = links(here)

        assert 'Your calendar will say only "Focus time".' in said[-2]
        assert "The entry for your calendar" in said[-1]
        status, text = await ask(here, "POST", url)
        assert status == 200
        assert "DTSTART:20260416T090000Z" in text
        assert "SUMMARY:Focus time" in text


async def test_without_a_page_of_ours_an_export_and_a_calendars_entry_come_in_the_chat_after_a_warning(tmp_path):
    async with room(tmp_path) as here:
        await at(here, "hold_time")
        await here.say("Thursday 10:00")
        assert 'Your calendar will say only "Focus time".' in here.read()[-2]
        assert here.read()[-1].startswith("Your employer may be able to export this chat.")
        assert "DTSTART:20260416T090000Z\n" in here.read()[-1]
        assert "SUMMARY:Focus time\n" in here.read()[-1]
        before = len(here.read())
        await here.say("export")
        said = "\n".join(here.read()[before:])

        assert said.startswith("Your employer may be able to export this chat.")
        assert '"journeys"' in said
        assert links(here) == []
        assert (await here.store.counts())["links"] == 0


@pytest.mark.parametrize("question", ["what_happened", "hold_time"])
async def test_when_no_link_can_be_given_it_is_said_and_what_was_saved_is_said_too(tmp_path, question, monkeypatch):
    async with room(tmp_path, OOPS_PUBLIC_URL=PUBLIC) as here:
        await at(here, question)

        async def busy(*_):
            raise StoreBusy("busy")

        monkeypatch.setattr(here.store, "give_link", busy)
        assert (await here.say("Thursday 10:00" if question == "hold_time" else "export"))[0] == 200

        assert "I can't give you that file just now." in here.read()[-1]
        assert question != "hold_time" or "Focus time" in here.read()[-2]
