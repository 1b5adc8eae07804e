"""Everyone of a workspace by name: what fails is asked again from where it failed, and holds nobody up."""

from __future__ import annotations

import asyncio

import pytest
from slackside.room import TEAM, room

from adapters.slack import names, roster


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    monkeypatch.setattr(roster, "WAITS", (0.01,))


@pytest.fixture
async def here(tmp_path):
    async with room(tmp_path) as found:
        yield found


def many(here, count):
    for number in range(count):
        here.slack.space().add(f"U1{number:04}", f"Name{number} Surname")


async def listed(here):
    await here.door._roster._listed[TEAM].task


async def test_who_joins_after_the_list_was_read_is_known_by_name(here):
    await here.say("oops")
    await listed(here)
    here.slack.space().add("U0ZELDA", "Zelda Quist", "Team Lead")
    assert here.door.people(here.who(here.me), "its zelda") == ()

    await here.deliver(here.slack.event({"type": "team_join", "user": here.slack.space().users["U0ZELDA"]}))

    assert [each.name for each in here.door.people(here.who(here.me), "its zelda")] == ["Zelda Quist"]


@pytest.mark.parametrize(
    "faults", [["500"], ["drop", "html"], ["error:fatal_error"] * 5, ["error:missing_scope"], ["429:1"]]
)
async def test_a_list_that_failed_is_asked_for_again_until_all_are_known(here, faults):
    here.slack.faults["users.list"].extend(faults)

    await here.say("oops")
    here.door._api._until.clear()
    await listed(here)

    assert [each.name for each in here.door.people(here.who(here.me), "its dana")] == ["Dana Okafor"]
    assert len(here.slack.made("users.list")) == len(faults) + 1


async def test_it_goes_on_from_the_page_that_failed_and_from_the_start_when_that_page_is_gone(here):
    many(here, 450)
    here.slack.faults["users.list"].extend(["", "500", "", "error:invalid_cursor"])

    await here.say("oops")
    await listed(here)

    cursors = [each.get("cursor", "") for each in here.slack.made("users.list")]
    assert cursors == ["", "200", "200", "400", "", "200", "400"]
    assert here.door.people(here.who(here.me), "name449 has it")


async def test_a_list_that_goes_on_failing_holds_nobody_up_twice(here, monkeypatch):
    monkeypatch.setattr(roster, "WAITS", (60.0,))
    here.slack.faults["users.list"].append("500")
    await here.say("oops")

    await here.say("where am i")

    listing = here.door._roster._listed[TEAM]
    assert len(here.read()) == 2
    assert listing.asked.is_set()
    assert not listing.task.done()


async def test_a_list_that_hangs_is_waited_for_a_little_and_read_when_it_comes(here):
    here.slack.faults["users.list"].append("hang")

    async with asyncio.timeout(10):
        await here.say("oops")
    assert len(here.read()) == 1
    here.slack.hanging.set()
    await listed(here)

    assert here.door.people(here.who(here.me), "its dana")


async def test_the_list_of_a_workspace_whose_token_was_revoked_is_asked_for_anew_once_it_is_back(here):
    here.slack.faults["users.list"].append("error:token_revoked")

    await here.say("oops")

    assert TEAM not in here.door._roster._listed


async def test_a_person_of_whom_slack_tells_nothing_now_is_no_stranger(here):
    await here.say("i missed a deadline. 14 of 20 slides done. all 20 by 11:30. my boss doesnt know yet")
    for _ in range(6):
        if here.offered("fill_in", here.me):
            break
        await here.say("the q1 deck, due 9:00 today")
    here.door._people.leave(TEAM)
    await here.deliver(here.slack.press(here.me, *here.button("fill_in", here.me)[:2]))
    here.door._people.leave(TEAM)
    await here.door._people.of(TEAM, here.me)
    here.slack.faults["users.info"].append("500")

    _, answer = await here.deliver(here.slack.submission(here.me, {"person": "U0DANA"}))
    assert "right now" in answer["errors"]["person"]
    _, answer = await here.deliver(here.slack.submission(here.me, {"person": "U0DANA"}))

    assert "errors" not in answer


async def test_nobody_is_chosen_by_what_slack_told_of_them_long_ago(here):
    await here.say("i missed a deadline. 14 of 20 slides done. all 20 by 11:30. my boss doesnt know yet")
    await here.until(names.FILL, "the q1 deck, due 9:00 today")
    await here.deliver(here.slack.press(here.me, *here.button(names.FILL, here.me)[:2]))
    told, _ = here.door._people._seen[TEAM, "U0DANA"]
    here.door._people._seen[TEAM, "U0DANA"] = (told, -10_000.0)
    here.slack.faults["users.info"].append("500")

    _, answer = await here.deliver(here.slack.submission(here.me, {"person": "U0DANA"}))

    assert "right now" in answer["errors"]["person"]
