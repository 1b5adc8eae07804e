"""Socket Mode: two lines, each watched; a lost one is dialled again, and readiness tells the truth."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from slackside.room import room

from adapters.slack import sockets


async def until(slack, lines):
    """Until so many lines are open."""
    while len(slack.lines) < lines:
        slack.dialled.clear()
        await asyncio.wait_for(slack.dialled.wait(), 60)


async def ready(here):
    async with aiohttp.ClientSession() as session, session.get(f"{here.slack.app}/readyz") as answer:
        return answer.status, (await answer.text()).strip()


async def test_two_lines_are_held_and_a_lost_one_is_dialled_again(tmp_path):
    async with room(tmp_path, "socket") as here:
        await until(here.slack, 2)
        assert await ready(here) == (200, "ready")
        first, second = here.slack.lines

        await first.close()
        await here.say("oops")
        await until(here.slack, 2)
        await second.send_json({"type": "disconnect", "reason": "refresh_requested"})
        await asyncio.wait_for(here.slack.left[second].wait(), 60)
        await until(here.slack, 2)
        await here.say("i sent the payroll to the wrong chris")

        assert len(here.read()) == 2


async def test_a_line_that_hears_nothing_any_more_is_hung_up_and_dialled_again(tmp_path, monkeypatch):
    monkeypatch.setattr(sockets, "HEARTBEAT", 0.2)
    async with room(tmp_path, "socket") as here:
        await until(here.slack, 2)
        here.slack.deaf = True
        here.slack.dialled.clear()
        await here.slack.lines[0].close()
        await asyncio.wait_for(here.slack.dialled.wait(), 60)
        deaf = here.slack.lines[-1]
        here.slack.deaf = False

        await asyncio.wait_for(here.slack.left[deaf].wait(), 60)
        await until(here.slack, 2)
        await here.say("oops")

        assert len(here.read()) == 1


@pytest.mark.parametrize(
    "first", ['{"type": "disconnect", "reason": "too_many_websockets"}', '{"type": "ping"}', "{}", "[]", "hello", ""]
)
async def test_a_line_on_which_slack_says_something_else_than_hello_is_no_line(tmp_path, monkeypatch, first):
    monkeypatch.setattr(sockets, "LINES", 1)
    async with room(tmp_path, "socket") as here:
        assert await ready(here) == (200, "ready")
        monkeypatch.setattr(sockets, "WAITS", (0.0, 3600.0))
        here.slack.greetings.append(first)
        here.slack.dialled.clear()
        await here.slack.lines[0].close()
        await asyncio.wait_for(here.slack.dialled.wait(), 60)
        line = here.slack.lines[-1]

        await asyncio.wait_for(here.slack.left[line].wait(), 60)

        assert await ready(here) == (503, "slack: no hello")


class Waits:
    """Three pauses, each of which is none; and which of them were made."""

    def __init__(self):
        self.made = []

    def __len__(self):
        return 3

    def __getitem__(self, number):
        self.made.append(number)
        return 0.0


@pytest.mark.parametrize(("steady", "made"), [(3600.0, [0, 1, 2, 2, 2]), (0.0, [])])
async def test_a_line_that_is_hung_up_right_after_hello_is_dialled_again_after_a_growing_pause(
    tmp_path, monkeypatch, steady, made
):
    waits = Waits()
    monkeypatch.setattr(sockets, "LINES", 1)
    async with room(tmp_path, "socket") as here:
        monkeypatch.setattr(sockets, "STEADY", steady)
        monkeypatch.setattr(sockets, "WAITS", waits)
        here.slack.curt = True
        await here.slack.lines[0].close()
        while here.slack.dials < 6:
            here.slack.dialled.clear()
            await asyncio.wait_for(here.slack.dialled.wait(), 60)

        assert waits.made[:5] == made


async def test_the_same_delivery_by_both_lines_counts_once(tmp_path):
    async with room(tmp_path, "socket") as here:
        await until(here.slack, 2)
        payload = here.slack.message(here.me, "oops")

        await asyncio.gather(here.slack._by_line(payload, 0), here.slack._by_line(payload, 1))
        await here.rest()

        assert len(here.read()) == 1


async def test_without_a_line_it_is_not_ready_and_says_why(tmp_path):
    async with room(tmp_path, "socket") as here:
        await until(here.slack, 2)
        here.slack.faults["apps.connections.open"].extend(["error:invalid_auth"] * 4)

        left = [here.slack.left[line] for line in here.slack.lines]
        for line in list(here.slack.lines):
            await line.close()
        for each in left:
            await asyncio.wait_for(each.wait(), 60)
        here.slack.dialled.clear()
        told = await ready(here)
        async with asyncio.timeout(60):
            while told[0] == 200:
                told = await ready(here)

        assert told[1].startswith("slack: ")
        await until(here.slack, 1)
        async with asyncio.timeout(60):
            while (await ready(here))[0] == 503:
                pass
        await here.say("oops")
        assert len(here.read()) == 1
