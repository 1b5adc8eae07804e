"""Who sends without end is told so in one calm line, and nobody else notices."""

from __future__ import annotations

import pytest
from logged import logged
from slackside.room import room

from adapters.pace import Pace, Rate
from adapters.serving import numbers
from adapters.slack import names

CANARY = "i sent the canarypayroll to the wrong chris"


@pytest.fixture
async def here(tmp_path):
    async with room(tmp_path) as found:
        found.slack.space().add("U0ANA", "Ana Lima")
        yield found


def limited(here, person=3, tenant=1000):
    here.served.floor.pace = Pace(Rate(person, 0), Rate(tenant, 0))


async def test_words_beyond_the_pace_are_not_taken_and_said_so_once(here, caplog):
    limited(here)
    answers = [await here.say(CANARY.replace("payroll", f"payroll{number}")) for number in range(8)]

    assert {status for status, _ in answers} == {200}
    assert [each for each in here.read() if "not taken" in each] == [here.read()[-1]]
    kept = str(await here.store.export(here.who(here.me)))
    assert "canarypayroll2" in kept
    assert "canarypayroll3" not in kept
    assert [record.getMessage() for record in caplog.records].count("more came than is taken") == 1
    assert "canary" not in logged(caplog)
    assert 'oops_refused_total{door="slack",why="pace_person"} 5' in await numbers(here.served.floor)


async def test_a_command_and_a_form_are_answered_where_they_are_and_a_press_beside_it(here):
    await here.say("i sent the payroll to the wrong chris")
    press = here.button("done", here.me)
    limited(here, person=0)

    _, told = await here.deliver(here.slack.command(here.me))
    _, again = await here.deliver(here.slack.command(here.me))
    limited(here, person=0)
    await here.deliver(here.slack.press(here.me, *press[:2]))
    await here.deliver(here.slack.press(here.me, *press[:2]))

    assert told["text"] == again["text"]
    assert "not taken" in told["text"]
    assert [("not taken" in each["text"]) for each in here.slack.whispers] == [True]


async def test_where_nothing_can_stand_beside_a_field_it_is_said_once_in_the_chat(here):
    await here.say("i sent the payroll to the wrong chris")
    letter, _ = names.from_value(here.button("done", here.me)[1])
    view = {"id": "V1", "callback_id": "edit", "private_metadata": names.origin(letter, "edit", None)}
    said = len(here.read())
    limited(here, person=0)

    for _ in range(4):
        await here.deliver(here.slack.interaction("view_closed", here.me, view=view, is_cleared=False))

    assert [("not taken" in each) for each in here.read()[said:]] == [True]


async def test_someones_haste_is_nobody_elses(here):
    limited(here)
    for _ in range(6):
        await here.say("where am i")

    await here.say("oops", "U0ANA")

    assert "What happened?" in here.read("U0ANA")[0]


async def test_an_organisation_has_a_pace_too(here):
    limited(here, person=1000, tenant=2)
    await here.say("oops")
    await here.say("where am i")

    await here.say("oops", "U0ANA")

    assert "not taken" in here.read("U0ANA")[0]


async def test_what_slack_tells_of_everyone_is_always_heard(here):
    await here.say("oops")
    limited(here, person=0, tenant=0)
    changed = here.slack.space().users[here.me] | {"tz": "Asia/Tokyo"}

    await here.deliver(here.slack.event({"type": "user_change", "user": changed}))
    assert (await here.store.desk(here.who(here.me))).person.zone == "Asia/Tokyo"
    await here.deliver(here.slack.event({"type": "app_uninstalled"}))

    assert (await here.store.counts())["people"] == 0
