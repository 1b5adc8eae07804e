"""Slack waits three seconds for an answer: whoever matters is asked about together, and nobody waits for a Slack that hangs."""

from __future__ import annotations

import asyncio

import pytest
from slackside.room import TEAM, room

from adapters.slack import app, names

EVERYONE = [f"U1{number:04}" for number in range(10)]
MENTIONED = "ask " + " or ".join(f"<@{user}>" for user in EVERYONE)


@pytest.fixture
async def here(tmp_path):
    async with room(tmp_path) as found:
        for number, user in enumerate(EVERYONE):
            found.slack.space().add(user, f"Name{number} Surname")
        yield found


def shortcut(here):
    return here.slack.interaction(
        "message_action", here.me, callback_id=names.COACH, message={"text": MENTIONED, "user": "U0DANA"}
    )


def words(here):
    message = here.slack.message(here.me, "")
    message["event"]["text"] = MENTIONED
    return message


def hangs(here):
    """Slack tells nothing of people from now on, and does not say so."""
    here.slack.faults["users.info"].extend(["hang"] * 40)
    here.slack.faults["users.list"].extend(["hang"] * 40)


@pytest.mark.parametrize("way", [shortcut, words])
async def test_everyone_who_matters_is_asked_about_before_anybodys_answer_is_there(here, way, monkeypatch):
    monkeypatch.setattr(app, "AT_ONCE", 3600.0)
    hangs(here)

    delivered = asyncio.create_task(here.slack.deliver(way(here)))
    async with asyncio.timeout(30):
        while len(here.slack.made("users.info")) < 11 or not here.slack.made("users.list"):
            here.slack.called.clear()
            await here.slack.called.wait()

    assert not delivered.done()
    here.slack.hanging.set()
    assert (await delivered)[0] == 200
    assert {each["user"] for each in here.slack.made("users.info")} == {here.me, *EVERYONE}
    await here.rest()
    assert way is words or "Name9 Surname" in str(here.slack.views[here.me])


@pytest.mark.parametrize("remembered", [True, False])
async def test_a_form_opens_while_slack_still_owes_every_name(here, monkeypatch, remembered):
    monkeypatch.setattr(app, "AT_ONCE", 0.05)
    await here.say("oops")
    await here.door._roster._listed[TEAM].task
    for key, (known, _) in list(here.door._people._seen.items()):
        here.door._people._seen[key] = (known, -10_000.0)
    here.door._roster.leave(TEAM)
    if not remembered:
        here.door._people.leave(TEAM)
    hangs(here)

    assert (await here.slack.deliver(shortcut(here)))[0] == 200

    assert not here.slack.hanging.is_set()
    asked = "ask Name0 Surname or Name1 Surname" if remembered else "ask someone or someone"
    assert asked in str(here.slack.views[here.me])


async def test_words_are_acknowledged_while_slack_still_owes_every_name(here, monkeypatch):
    monkeypatch.setattr(app, "AT_ONCE", 0.05)
    hangs(here)

    assert (await here.slack.deliver(words(here)))[0] == 200

    assert not here.slack.hanging.is_set()
