"""A whole journey in Slack, over real sockets, is the journey of the terminal: the same words to the same people."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from golden_letters import is_given
from slackside.room import TEAM, Room, room, user_of
from transcripts.play import Transcript, played, transcripts

from adapters.app import Local, load_house
from adapters.local import author, load_world
from bot.letters import Act
from bot.people import Who


async def test_a_command_becomes_a_note_that_dana_reads(tmp_path):
    async with room(tmp_path) as here:
        slack = here.slack
        status, answer = await here.deliver(
            slack.command(here.me, "i just emailed payroll to the wrong chris", channel="C0GENERAL")
        )
        assert status == 200
        assert answer["response_type"] == "ephemeral"
        assert "payroll" not in str(answer)
        assert "Priya Nair" in here.read()[-1]
        await here.say("recall failed, hes at a supplier. rang him, voicemail. priya is logging it now")
        await here.say("not yet. its dana")
        await here.say(
            "i sent the march payroll file to the wrong chris at 14:05. 41 people are in it. i noticed at 14:10."
        )
        await here.say("keep ringing chris till he says its deleted. tell dana by 4 either way")
        await here.press("send")
        assert here.read("U0DANA") == []

        await here.press("send_now")

        assert len(here.read("U0DANA")) == 1
        assert "Dana, I sent the March payroll file to the wrong Chris at 14:05." in here.read("U0DANA")[0]
        assert slack.made("chat.postMessage")[-1]["channel"] == slack.channel(TEAM, here.me)


GOLDEN = {each.name: each for each in transcripts()}


def said(golden: str) -> dict[str, list[str]]:
    """What each person was told in the terminal, in order."""
    told: dict[str, list[str]] = {}
    for line in map(json.loads, golden.splitlines()):
        if "text" in line and "to" in line and not is_given(line["text"]):
            told.setdefault(line["to"], []).append(line["text"])
    return told


async def there(transcript: Transcript, folder: Path) -> Any:
    """The journeys as the terminal leaves them."""
    world = load_world()
    me = author(transcript.me, transcript.zone, world)
    url = f"sqlite:///{folder}/terminal.db"
    await played(transcript, transcript.fed, url)
    local = await Local.open(url, me, world, load_house(), transcript.now)
    try:
        return (await local.store.export(me.who)).get("journeys", [])
    finally:
        await local.close()


def bare(journeys: list[dict[str, Any]]) -> Any:
    """Journeys without what must differ: ids by chance, platforms, and the rows' own instants."""
    text = json.dumps(journeys, default=str, ensure_ascii=False)
    for number, each in enumerate(journeys):
        text = text.replace(each["id"], f"J{number}")
    for known in load_world().people:
        text = text.replace(f'"{user_of(known.who.user)}"', f'"{known.who.user}"')
    text = re.sub(r'"(\d{4}-\d\d-\d\dT[^"]+)"', lambda at: f'"{datetime.fromisoformat(at[1]).astimezone(UTC)}"', text)
    found = json.loads(text.replace('"platform": "slack"', '"platform": "local"').replace(f'"{TEAM}"', '"local"'))
    for each in found:
        each.pop("changed"), each.pop("expires")
    return found


async def posts(here: Room, who: Who) -> list[str]:
    return [each.reply.text for each in await here.store.letters(who) if each.act is Act.POST]


EVERY_RUN = {("payroll", "http"), ("price_sheet", "http"), ("deck", "http"), ("deck", "socket")}
"""The others are played by `make test-long`."""


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        pytest.param(name, mode, marks=() if (name, mode) in EVERY_RUN else pytest.mark.long)
        for name in GOLDEN
        for mode in ("http", "socket")
    ],
)
async def test_a_golden_journey_is_the_terminals(name, mode, tmp_path):
    """COACHING X2: the same transcript gives the same journey and the same outgoing words in Slack as in the terminal."""
    transcript = GOLDEN[name]
    async with room(tmp_path, mode, me=transcript.me, zone=transcript.zone, now=transcript.now) as here:
        for line in transcript.fed:
            await here.play(json.loads(line))
        words = said(transcript.golden.read_text("utf-8"))
        me = here.who(here.me)
        erased = await here.store.desk(me) is None
        told = {}
        for part in words:
            user = here.me if part == "author" else await here.called(part)
            told[part] = await posts(here, here.who(user))
            channel = here.slack.channel(TEAM, user)
            cards = [each for each in here.slack.messages + here.slack.gone if each.channel == channel]
            assert sum("metadata" in each.payload for each in cards) == len(words[part])
        edits = sum("edit" in json.loads(line) for line in transcript.golden.read_text("utf-8").splitlines())
        own = here.slack.channel(TEAM, here.me)  # what others answered is updated by the door, and is no letter
        assert sum(each.edits for each in here.slack.messages if each.channel == own) == edits
        journeys = (await here.store.export(me)).get("journeys", [])

    assert erased or told == words
    for mine, theirs in zip(bare(journeys), bare(await there(transcript, tmp_path)), strict=True):
        assert {key: mine[key] for key in mine if mine[key] != theirs[key]} == {
            key: theirs[key] for key in mine if mine[key] != theirs[key]
        }
