"""Whatever comes in wrong: one calm line for the person, one structured line for the operator, nothing lost, nothing told."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time

import pytest
from logged import logged
from slackside.fake import SECRET
from slackside.room import room

from adapters.serving import numbers
from adapters.slack import names
from bot.errors import StoreBroken, StoreBusy
from bot.people import Person

CANARY = "i sent the canarypayroll to the wrong chris"
JSON = "application/json"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("slack")


@pytest.fixture
async def here(tmp_path):
    async with room(tmp_path) as found:
        yield found


def lines(caplog):
    return [record for record in caplog.records if record.name.startswith("oops")]


async def test_that_slack_holds_events_back_is_said_to_the_operator_and_counted(here, caplog):
    told = {
        "token": "x", "type": "app_rate_limited", "team_id": "T0WORLD", "minute_rate_limited": 1518467820, "api_app_id": "A0OOPS",
    }  # fmt: skip
    body = json.dumps(told).encode()

    assert await here.slack.post(body, JSON, here.slack.signed(body)) == (200, {})

    assert [record.getMessage() for record in lines(caplog)] == ["Slack held events of a workspace back"]
    assert 'oops_heard_total{door="slack",what="heldback"} 1' in await numbers(here.served.floor)


async def test_what_slack_did_not_sign_gets_401_and_leaves_no_row_and_no_word(here, caplog):
    caplog.set_level(logging.DEBUG)
    slack = here.slack
    body = json.dumps(slack.message(here.me, CANARY)).encode()
    good = slack.signed(body)
    stamp, signature = good["X-Slack-Request-Timestamp"], good["X-Slack-Signature"]
    before = await here.store.counts()
    bad = [
        {},
        {"X-Slack-Signature": signature},
        {"X-Slack-Request-Timestamp": stamp},
        slack.signed(body, time.time() - 400),
        slack.signed(body, time.time() + 400),
        slack.signed(body, secret="another-secret"),
        slack.signed(body + b" "),
        good | {"X-Slack-Signature": signature.upper()},
        good | {"X-Slack-Signature": "v0=" + "é" * 64},
        good | {"X-Slack-Request-Timestamp": "soon"},
        good | {"X-Slack-Request-Timestamp": "1e9"},
        good | {"X-Slack-Request-Timestamp": "-1"},
    ]

    for headers in bad:
        assert (await slack.post(body, JSON, headers))[0] == 401
    assert (await slack.post(b"\xff\xfe{", JSON, good))[0] == 401

    assert await here.store.counts() == before
    assert "canary" not in logged(caplog)
    assert SECRET not in logged(caplog)
    assert len(lines(caplog)) == len(bad) + 1


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"\xff\xfe", b"[" * 50_000, b'{"type": []}', b"payload=%5B%5D", b"null"]
)
async def test_a_signed_body_of_any_shape_is_answered_and_never_with_a_500(here, body):
    status, _ = await here.slack.post(body, JSON, here.slack.signed(body))

    assert status in {200, 400}


async def test_slacks_own_questions_are_answered(here):
    body = b'{"type": "url_verification", "challenge": "3eZbrw1aB", "token": "x"}'

    assert await here.slack.post(body, JSON, here.slack.signed(body)) == (200, {"challenge": "3eZbrw1aB"})


async def test_a_button_that_nobody_knows_gets_one_line(here, caplog):
    await here.say("oops")

    await here.deliver(here.slack.press(here.me, "launch_rockets", "<>"))

    assert "don't know that button" in here.slack.whispers[-1]["text"]
    assert [record.why for record in lines(caplog)] == ["unknown_action"]


async def test_a_button_of_an_earlier_message_says_where_we_are(here):
    await here.say("i sent the payroll to the wrong chris")
    action, value, _ = here.button("done", here.me)
    await here.say("new")

    await here.deliver(here.slack.press(here.me, action, value.replace(".", ".9")))

    assert "belongs to an earlier message" in here.read()[-1]


async def test_someone_elses_click_takes_nothing(here):
    await here.say("i sent the payroll to the wrong chris")
    action, value, _ = here.button("done", here.me)
    said = len(here.read())

    await here.deliver(here.slack.press("U0DANA", action, value))

    assert "somebody else's" in here.slack.whispers[-1]["text"]
    assert len(here.read()) == said
    assert here.read("U0DANA") == []


@pytest.mark.parametrize("user", ["U0GONE", "U0ROBOT", "U0GUEST", "U0ONCE", "U0FAR"])
async def test_someone_who_is_no_full_member_gets_one_line_and_leaves_no_row(here, user):
    status, answer = await here.deliver(here.slack.command(user, CANARY))

    assert status == 200
    assert "full account" in answer["text"]
    assert (await here.store.counts())["people"] == 0


@pytest.mark.parametrize(("user", "lines"), [("U0GUEST", 1), ("U0ONCE", 1), ("U0ROBOT", 0), ("U0GONE", 0)])
async def test_who_is_no_full_member_and_types_gets_one_line_and_an_app_none(here, user, lines):
    assert (await here.deliver(here.slack.message(user, CANARY)))[0] == 200

    assert [each for each in here.read(user) if "full account" in each] == here.read(user)
    assert len(here.read(user)) == lines
    assert (await here.store.counts())["people"] == 0


async def test_a_form_that_was_opened_before_all_was_deleted_begins_nothing(here):
    await here.say("i sent the payroll to the wrong chris")
    value = here.slack.sent(here.me)[-1].buttons()[0][1]
    letter, _ = names.from_value(value)
    await here.say("delete everything")
    await here.press("delete_all")
    talk = here.served.floor.conversation
    outcome = await talk.filled(Person(here.who(here.me), "Sam"), "late", letter, "words", {"words": CANARY})

    assert outcome.over
    assert (await here.store.counts())["people"] == 0


@pytest.mark.parametrize("user", ["U0GONE", "U0ROBOT", "U0GUEST", "U0ONCE", "U0FAR", "U0SAM", "USLACKBOT", "U0NOBODY"])
async def test_the_picker_refuses_who_cannot_receive_beside_the_field(here, user):
    await here.say("i missed a deadline. 14 of 20 slides done. all 20 by 11:30. my boss doesnt know yet")
    await here.until(names.FILL, "the q1 deck, due 9:00 today")

    await here.deliver(here.slack.press(here.me, *here.button(names.FILL, here.me)[:2]))
    status, answer = await here.deliver(here.slack.submission(here.me, {"person": user}))

    assert status == 200
    assert list(answer["errors"]) == ["person"]


async def test_a_workspace_that_is_not_ours_gets_one_line(here, caplog):
    here.slack.space("T0OTHER").add("U0OTHER", "Other Person")

    _, answer = await here.deliver(here.slack.command("U0OTHER", CANARY, team="T0OTHER"))
    status, _ = await here.deliver(here.slack.message("U0OTHER", CANARY, team="T0OTHER"))

    assert "not installed" in answer["text"]
    assert status == 200
    assert (await here.store.counts())["people"] == 0
    assert "canary" not in logged(caplog)


async def test_an_installation_for_a_whole_organisation_is_refused_in_one_line(here):
    _, answer = await here.deliver(here.slack.command(here.me) | {"is_enterprise_install": "true"})

    assert "single workspaces only" in answer["text"]


async def test_a_form_that_cannot_open_in_time_is_asked_in_the_chat(here):
    await here.say(
        "i missed a deadline. the q1 deck, due 9:00 today. 14 of 20 slides done. all 20 by 11:30. its marta, she doesnt know"
    )
    await here.until("edit", "all 20 by 11:30")
    here.slack.faults["views.open"].append("error:expired_trigger_id")

    await here.press("edit")

    assert here.slack.views == {}
    assert here.offered(names.FILL, here.me)


@pytest.mark.parametrize("code", ["missing_scope", "user_not_found", "ratelimited"])
async def test_words_are_taken_even_where_slack_tells_nothing_of_a_person(here, code):
    here.slack.faults["users.info"].append(f"error:{code}")

    status, _ = await here.say("oops")

    assert status == 200
    assert len(here.read()) == 1


async def test_direct_messages_that_are_closed_cost_nobody_their_words(here, caplog):
    here.slack.faults["chat.postMessage"].append("error:messages_tab_disabled")

    status, _ = await here.say("i sent the payroll to the wrong chris")
    await here.say("where am i")

    assert status == 200
    assert "messages_tab_disabled" in {getattr(record, "code", "") for record in lines(caplog)}
    assert len(here.read()) == 1


async def test_a_busy_memory_takes_nothing_and_says_so(here):
    await here.say("oops")
    again = threading.Event()
    long_work = asyncio.ensure_future(here.store._aside(again.wait))
    await asyncio.sleep(0.01)
    timer = threading.Timer(2.4, again.set)
    timer.start()

    status, _ = await here.slack.deliver(here.slack.message(here.me, "i sent the payroll to the wrong chris"))

    timer.join()
    await long_work
    assert status == 503


AT_HOME = {"view": {"id": "V1", "type": "home"}}
BUSY = "I can't take that right now. Nothing is lost; please send it again in a minute."


@pytest.mark.parametrize("error", [StoreBusy, StoreBroken, ZeroDivisionError])
@pytest.mark.parametrize("way", ["command", "press", "home", "words at home", "shortcut", "form", "coach", "closed"])
async def test_whatever_somebody_does_while_nothing_can_be_saved_they_read_one_line_and_it_is_taken_later(
    here, way, error, monkeypatch
):
    slack, me = here.slack, here.me
    if way == "coach":
        message = {"text": "i sent the payroll to the wrong chris", "user": "U0DANA"}
        await here.deliver(slack.interaction("message_action", me, callback_id=names.COACH, message=message))
    else:
        await here.say(
            "i missed a deadline. the q1 deck, due 9:00 today. 14 of 20 slides done. all 20 by 11:30. its marta"
        )
    if way in {"form", "closed"}:
        await here.until("edit", "all 20 by 11:30")
        await here.deliver(slack.press(me, *here.button("edit", me)[:2], kind=here.button("edit", me)[2]))
    form = {"words": "Marta, I missed the deck. All 20 slides by 11:30."}
    deed = {
        "command": lambda: slack.command(me, "where am i"),
        "press": lambda: slack.press(me, *slack.sent(me)[-1].buttons()[0][:2]),
        "home": lambda: slack.interaction("block_actions", me, **AT_HOME, actions=[{"action_id": "begin", "action_ts": "1.1"}]),
        "words at home": lambda: slack.interaction("block_actions", me, **AT_HOME, actions=[{"action_id": "pause", "action_ts": "1.1"}]),
        "shortcut": lambda: slack.interaction("shortcut", me, callback_id=names.BEGIN, action_ts="1.1"),
        "form": lambda: slack.submission(me, form),
        "coach": lambda: slack.submission(me, {}),
        "closed": lambda: slack.closing(me),
    }[way]()  # fmt: skip
    said, before = len(here.read()), await here.store.counts()

    async def nothing_is_saved(*_, **__):
        raise error("canary")

    with monkeypatch.context() as broken:
        broken.setattr(here.store, "_write", nothing_is_saved)
        status, answer = await here.deliver(deed)

    told = [
        answer.get("text"),
        *answer.get("errors", {}).values(),
        *(each["text"] for each in slack.whispers),
        *here.read()[said:],
    ]
    assert (status, [each for each in told if each]) == (200, [BUSY])
    assert await here.store.counts() == before
    if way in {"form", "coach"}:
        assert answer["response_action"] == "errors", "the form stays, with all that was typed"
    await here.deliver(deed)
    assert (await here.store.counts())["seen"] > before["seen"]


async def test_no_word_of_a_journey_stands_in_a_log_a_number_or_an_id(here, caplog):
    caplog.set_level(logging.DEBUG)
    here.slack.faults["chat.postMessage"].extend(["", "500", "error:fatal_error"])

    await here.deliver(here.slack.command(here.me, CANARY, channel="C0GENERAL"))
    await here.say(f"{CANARY} at 14:05. its dana. priya is logging it now")
    await here.press("done") if here.offered("done", here.me) else None
    await here.until("send", "i'll ring chris till he says it's deleted by 4")

    from adapters.serving import numbers

    assert "I sent the canarypayroll" in here.last().words[:100], "they are shown, and early"
    assert "canary" not in logged(caplog) + await numbers(here.served.floor)
    for method, arguments in here.slack.calls:
        outside = {key: value for key, value in arguments.items() if key not in {"blocks", "view"}}
        assert "canary" not in str(outside), method
        values = [
            element.get("value", "") for block in arguments.get("blocks", []) for element in block.get("elements", [])
        ]
        assert "canary" not in str(values) + str([block.get("block_id") for block in arguments.get("blocks", [])])
