"""All ways in are equal, App Home follows every turn, and a person's zone and words stay theirs to change."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from slackside.room import MONDAY, held, room

from adapters.slack import names
from adapters.slack.api import Answer
from bot.checkins import CheckIn, Kind
from bot.effects import SetCheckIn
from bot.ports import Decision

HAPPENED = "i sent the payroll to the wrong chris"
OVER = "What this note was about is no longer kept here. There is nothing more to do."


@pytest.fixture
async def here(tmp_path):
    async with room(tmp_path) as found:
        yield found


@pytest.mark.parametrize("way", ["command", "words", "home", "shortcut"])
async def test_every_way_in_begins_the_same_in_our_direct_messages(here, way):
    slack = here.slack
    payload = {
        "command": lambda: slack.command(here.me, channel="C0GENERAL"),
        "words": lambda: slack.message(here.me, "oops"),
        "home": lambda: slack.interaction("block_actions", here.me, view={"id": "V1", "type": "home"}, actions=[{"action_id": "begin", "action_ts": "1.1"}]),
        "shortcut": lambda: slack.interaction("shortcut", here.me, callback_id=names.BEGIN, action_ts="1.1"),
    }[way]()  # fmt: skip

    status, _ = await here.deliver(payload)

    assert status == 200
    assert len(here.read()) == 1
    assert "What happened?" in here.read()[0]


@pytest.mark.parametrize("text", ["", HAPPENED])
async def test_whoever_uses_the_command_in_our_direct_messages_is_not_sent_there_right_after_a_start_either(here, text):
    for _ in range(2):
        assert await here.deliver(here.slack.command(here.me, text)) == (200, {})

    assert len(here.read()) == 2
    assert here.slack.whispers == []


async def test_whoever_uses_the_command_in_their_messages_with_somebody_else_is_told_where_the_answer_is(here):
    line = "I've answered in our direct messages, where only you can read."

    assert await here.deliver(here.slack.command(here.me, channel="D0WITHDANA")) == (200, {})
    _, answer = await here.deliver(here.slack.command(here.me, channel="D0WITHDANA"))

    assert [each["text"] for each in here.slack.whispers] == [line]
    assert answer["text"] == line
    assert len(here.read()) == 2


WORDS = (
    "help", "where am I", "back", "edit", "skip", "pause", "later", "stop", "new", "export", "delete everything",
    "what do you know about me", "human",
)  # fmt: skip
"""COACHING: the words that work at every turn."""


@pytest.mark.parametrize("word", WORDS)
async def test_words_that_work_do_so_after_the_command_too(here, word):
    here.slack.space().add("U0TWIN", here.slack.space().users[here.me]["profile"]["real_name"])
    for user in (here.me, "U0TWIN"):
        await here.say(HAPPENED, user)
    said = len(here.read())

    await here.deliver(here.slack.command(here.me, word))
    await here.say(word, "U0TWIN")

    assert len(here.read()) > said
    by_command, by_words = ([each.partition("{")[0] for each in here.read(user)] for user in (here.me, "U0TWIN"))
    assert by_command == by_words, "an export's own ids stand in its braces"


async def test_a_message_is_coached_on_once_its_words_were_seen_and_sent(here):
    asked = here.slack.interaction(
        "message_action",
        here.me,
        callback_id=names.COACH,
        message={"text": HAPPENED, "user": "U0DANA"},
        channel={"id": "C0GENERAL"},
    )

    await here.deliver(asked)
    view = here.slack.views[here.me]
    assert here.read() == []
    assert HAPPENED in str(view)
    _, answer = await here.deliver(here.slack.submission(here.me, {}))

    assert answer["response_action"] == "update"
    assert HAPPENED not in str(answer)
    assert "Priya Nair" in here.read()[-1]


async def test_a_form_opens_at_once_writes_nothing_and_is_taken_when_sent(here):
    await here.say(
        "i missed a deadline. the q1 deck, due 9:00 today. 14 of 20 slides done. all 20 by 11:30. its marta, she doesnt know"
    )
    await here.until("edit", "all 20 by 11:30")
    before = await here.store.counts()
    action, value, kind = here.button("edit", here.me)

    await here.deliver(here.slack.press(here.me, action, value, kind=kind))
    assert await here.store.counts() == before
    assert here.slack.views[here.me]["callback_id"] == "edit"
    await here.deliver(here.slack.submission(here.me, {"words": "Marta, I missed the deck. All 20 slides by 11:30."}))

    assert "Marta, I missed the deck. All 20 slides by 11:30." in here.read()[-1]


async def test_home_is_drawn_when_looked_at_and_after_every_turn(here):
    opened = {
        "type": "app_home_opened",
        "user": here.me,
        "channel": here.slack.channel("T0WORLD", here.me),
        "tab": "home",
    }
    await here.deliver(here.slack.event(opened))
    empty = here.slack.homes[here.me]

    await here.say(HAPPENED)
    begun = here.slack.homes[here.me]
    here.slack.homes[here.me] = begun | {"hash": "somebody-elses"}
    await here.say("priya is logging it now")

    assert empty["blocks"] != begun["blocks"] != here.slack.homes[here.me]["blocks"]
    assert here.slack.made("views.publish")[1]["hash"] == empty["hash"]


async def test_home_is_drawn_anew_when_a_check_in_comes_and_not_when_nothing_on_it_has_changed(here):
    await here.say("i missed a deadline. the q1 deck, due 9:00 today. 14 of 20 slides done. its marta, she doesnt know")
    await here.until("say_myself", "all 20 by 11:30")
    await here.press("say_myself")
    await here.deliver(here.slack.event({"type": "app_home_opened", "user": here.me, "channel": "D1", "tab": "home"}))
    await here.say("help")
    drawn, said = len(here.slack.made("views.publish")), len(here.read())
    assert drawn == 1

    await here.wait(timedelta(days=1))

    assert len(here.read()) > said
    assert len(here.slack.made("views.publish")) > drawn


async def test_home_is_drawn_anew_when_a_check_in_moves_or_a_journey_closes_without_a_word(here):
    await here.say(HAPPENED)
    desk = await here.store.desk(here.who(here.me))
    (journey,) = desk.journeys
    focus = CheckIn(Kind.TAPER, date(2026, 4, 15), time(10), "focus")
    promises = (CheckIn(Kind.TAPER, date(2026, 4, 14), time(9), "taper-3"), focus)
    told = replace(journey, told=MONDAY, fixed=MONDAY, settled=MONDAY, question=None, promises=promises)
    effects = tuple(SetCheckIn(told.id, each) for each in promises)
    await here.store.change(desk.person, "set", MONDAY, lambda desk: Decision(desk.person, (told,), effects))
    await home_opened(here)
    shown, said = json.dumps(here.slack.homes[here.me]), len(here.read())

    await here.wait(timedelta(hours=19))
    moved = json.dumps(here.slack.homes[here.me])

    assert "I come back tomorrow at 09:00" in shown
    assert len(here.read()) == said
    assert "I come back tomorrow at 10:00" in moved

    await here.wait(timedelta(days=14))  # nobody answers

    assert "Begun" not in json.dumps(here.slack.homes[here.me])


async def test_home_is_drawn_after_a_press_in_it_whoever_drew_it_before(here):
    await here.deliver(here.slack.event({"type": "app_home_opened", "user": here.me, "channel": "D1", "tab": "home"}))
    await here.restart()
    home = here.slack.homes[here.me]
    (button,) = [e for block in home["blocks"] for e in block.get("elements", ()) if e.get("action_id") == "begin"]

    await here.deliver(here.slack.press(here.me, "begin", button.get("value", ""), view=home))
    drawn = here.slack.homes[here.me]
    await here.say(HAPPENED)

    assert home["blocks"] != drawn["blocks"] != here.slack.homes[here.me]["blocks"]
    assert [each.get("hash") for each in here.slack.made("views.publish")][1:] == [home["hash"], drawn["hash"]]


async def home_opened(here):
    await here.deliver(here.slack.event({"type": "app_home_opened", "user": here.me, "channel": "D1", "tab": "home"}))


async def published(here, count):
    """Until Slack was asked so often to take App Home."""
    async with asyncio.timeout(20):
        while len(here.slack.made("views.publish")) < count:
            here.slack.called.clear()
            await here.slack.called.wait()
    await here.rest()


def at_once(monkeypatch):
    """Slack is asked again after no time; how long it would have been."""
    loop, waits = asyncio.get_running_loop(), []

    def call_later(seconds, call, *arguments):
        if getattr(call, "__name__", "") != "_due":
            return original(seconds, call, *arguments)
        waits.append(seconds)
        return loop.call_soon(call, *arguments)

    original = loop.call_later
    monkeypatch.setattr(loop, "call_later", call_later)
    return waits


async def test_home_that_slack_would_not_take_is_drawn_once_it_does(here):
    await home_opened(here)
    empty = here.slack.homes[here.me]
    here.slack.faults["views.publish"].append("429:1")

    await here.say(HAPPENED)
    await published(here, 3)

    assert here.slack.homes[here.me]["blocks"] != empty["blocks"]


@pytest.mark.parametrize("fault", ["500", "drop", "html", "error:internal_error", "error:a_code_nobody_has_seen"])
async def test_home_that_was_lost_is_drawn_again(here, fault, monkeypatch):
    waits = at_once(monkeypatch)
    here.slack.faults["views.publish"].extend([fault, fault])

    await home_opened(here)
    await published(here, 3)

    assert here.slack.homes[here.me]["blocks"]
    assert waits == [30, 60]


async def test_home_is_drawn_again_when_slack_was_not_reached(here, monkeypatch):
    waits, away = at_once(monkeypatch), [Answer("unreached")]
    reached = here.door._api.call

    async def call(method, *arguments, **more):
        return away.pop() if away and method == "views.publish" else await reached(method, *arguments, **more)

    monkeypatch.setattr(here.door._api, "call", call)
    await home_opened(here)
    await published(here, 1)

    assert here.slack.homes[here.me]["blocks"]
    assert waits == [5]


async def test_home_that_slack_never_takes_is_left_until_the_next_turn(here, monkeypatch):
    waits = at_once(monkeypatch)
    here.slack.ill["views.publish"] = "500"
    await home_opened(here)
    await published(here, 6)
    assert waits == [30, 60, 120, 240, 480]
    assert len(here.slack.made("views.publish")) == 6

    here.slack.ill.clear()
    await here.say(HAPPENED)

    assert here.slack.homes[here.me]["blocks"]


@pytest.mark.parametrize("refused", ["error:invalid_blocks", "error:view_too_large"])
async def test_home_that_slack_refuses_is_not_drawn_again_by_itself(here, refused, monkeypatch):
    waits = at_once(monkeypatch)
    here.slack.faults["views.publish"].append(refused)

    await home_opened(here)

    assert waits == []
    assert len(here.slack.made("views.publish")) == 1


async def test_home_of_which_nobody_can_tell_whether_it_was_taken_is_not_believed_to_show_what_it_did(
    here, monkeypatch
):
    views = iter(["before", "meanwhile", "before"])

    async def page(_):
        return {"type": "home", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": next(views)}}]}

    monkeypatch.setattr(here.door, "_page", page)
    await home_opened(here)
    here.slack.faults["views.publish"].append("500_after")
    await here.say("oops")
    await here.say("where am i")

    assert here.slack.homes[here.me]["blocks"][0]["text"]["text"] == "before"


def pressed_at_home(here, view, button):
    """A press on App Home: Slack gives no address to answer at."""
    action = {"action_id": button["action_id"], "value": button["value"], "type": "button", "action_ts": "1.1"}
    place = {"type": "view", "view_id": view["id"]}
    return here.slack.interaction("block_actions", here.me, view=view, container=place, actions=[action])


async def test_who_presses_go_on_at_home_where_the_journey_is_gone_gets_one_line_and_is_no_new_author(here):
    await here.say(HAPPENED)
    await home_opened(here)
    stale = here.slack.homes[here.me]
    (button,) = [e for block in stale["blocks"] for e in block.get("elements", ()) if e.get("action_id") == "resume"]
    await here.wait(timedelta(days=60))
    before, read = await here.store.counts(), len(here.read())
    assert before["people"] == 0

    await here.deliver(pressed_at_home(here, stale, button))

    assert here.read()[read:] == [OVER]
    assert await here.store.counts() == before
    assert here.slack.homes[here.me]["blocks"] != stale["blocks"], "and the button goes"


async def test_who_presses_go_on_at_home_where_only_that_journey_is_gone_gets_one_line(here):
    await here.say(HAPPENED)
    await home_opened(here)
    stale = here.slack.homes[here.me]
    (button,) = [e for block in stale["blocks"] for e in block.get("elements", ()) if e.get("action_id") == "resume"]
    await here.say("delete everything")
    await here.press("delete_all")
    await here.say("oops")
    read = len(here.read())

    await here.deliver(pressed_at_home(here, stale, button))

    assert here.read()[read:] == [OVER]


async def test_nobody_who_never_looked_at_home_costs_a_call(here):
    await here.say(HAPPENED)

    assert here.slack.made("views.publish") == []


async def test_check_ins_move_with_the_person(here):
    await here.say(HAPPENED)
    await here.say("later")
    await here.wait(timedelta(hours=3))  # the first of its two questions came; the other comes next morning
    in_dublin = await here.store.next_due()
    changed = here.slack.space().users[here.me] | {"tz": "Asia/Tokyo"}

    await here.deliver(here.slack.event({"type": "user_change", "user": changed}))

    assert (await here.store.desk(here.who(here.me))).person.zone == "Asia/Tokyo"
    in_tokyo = await here.store.next_due()
    assert in_dublin - in_tokyo == timedelta(hours=8), "the same day and hour, there"
    said = len(here.read())
    here.move(in_tokyo - timedelta(seconds=1))
    await here.served.beat()
    assert len(here.read()) == said
    here.move(in_tokyo)
    await here.served.beat()
    await here.rest()
    assert len(here.read()) == said + 1


@pytest.mark.parametrize("fault", ["500", "drop", "429:1", "error:fatal_error"])
async def test_who_slack_told_nothing_of_at_first_has_a_name_and_a_zone_from_the_next_contact_on(here, fault):
    here.slack.faults["users.info"].append(fault)
    here.slack.faults["users.list"].append("error:fatal_error")
    await here.say("oops")
    before = (await here.store.desk(here.who(here.me))).person
    here.door._api._until.clear()

    await here.say(HAPPENED)

    after = (await here.store.desk(here.who(here.me))).person
    assert (before.name, before.zone) == ("", "UTC")
    assert (after.name, after.zone) == ("Sam Reyes", "Europe/Dublin")


async def test_who_slack_never_tells_anything_of_is_called_by_their_handle_until_it_does(here):
    here.slack.faults["users.info"].extend(["error:missing_scope"] * 30)
    here.slack.faults["users.list"].append("error:missing_scope")
    await here.say("oops")
    nameless = (await here.store.desk(here.who(here.me))).person

    await here.deliver(here.slack.command(here.me, "where am i"))

    named = (await here.store.desk(here.who(here.me))).person
    assert (nameless.name, named.name) == ("", here.me.lower())
    here.slack.faults["users.info"].clear()
    await here.say(HAPPENED)
    assert (await here.store.desk(here.who(here.me))).person.name == "Sam Reyes"


async def test_a_zone_of_which_no_event_came_is_seen_at_a_later_contact(here):
    await here.say(HAPPENED)
    here.slack.space().users[here.me]["tz"] = "Asia/Tokyo"
    found, _ = here.door._people._seen["T0WORLD", here.me]
    here.door._people._seen["T0WORLD", here.me] = (found, -10_000.0)

    await here.say("where am i")

    assert (await here.store.desk(here.who(here.me))).person.zone == "Asia/Tokyo"


async def test_a_change_of_someone_unknown_leaves_no_row(here):
    await here.deliver(here.slack.event({"type": "user_change", "user": here.slack.space().users["U0DANA"]}))

    assert (await here.store.counts())["people"] == 0


@pytest.mark.parametrize(
    "shape",
    [
        {"subtype": "message_deleted", "deleted_ts": "2.1"},
        {"subtype": "message_changed", "message": {"subtype": "tombstone", "user": "USLACKBOT", "text": "This message was deleted.", "ts": "2.1", "reply_count": 1}},
    ],
)  # fmt: skip
async def test_an_edit_is_a_correction_and_a_deletion_takes_the_words_back(here, shape):
    await here.say("i sent 41 pay slips to the wrong chris")
    channel = here.slack.channel("T0WORLD", here.me)
    edit = {"type": "message", "subtype": "message_changed", "channel_type": "im", "channel": channel, "message": {"user": here.me, "text": "i sent 43 pay slips to the wrong chris", "ts": "2.1", "edited": {"ts": "3.0"}}, "previous_message": {"user": here.me, "text": "i sent 41 pay slips to the wrong chris", "ts": "2.1"}}  # fmt: skip
    await here.deliver(here.slack.event(edit))
    kept = str(await here.store.export(here.who(here.me)))
    assert "43 pay slips" in kept

    delete = {
        "type": "message",
        "channel_type": "im",
        "channel": channel,
        **shape,
        "previous_message": {"user": here.me, "text": "i sent 43 pay slips to the wrong chris"},
    }
    await here.deliver(here.slack.event(delete))

    journeys = (await here.store.export(here.who(here.me)))["journeys"]
    assert "43 pay slips" not in str([each["sayings"] for each in journeys])


async def test_words_that_mention_people_are_changed_and_taken_back_like_any_others(here):
    async def kept():
        (journey,) = (await here.store.desk(here.who(here.me))).journeys
        return " ".join(each.text for each in journey.sayings)

    def now(subtype, **more):
        return here.slack.event({**sent["event"], "user": "", "subtype": subtype, "previous_message": was, **more})

    await here.say(HAPPENED)
    sent = here.slack.message(here.me, "")
    sent["event"]["text"] = "<@U0DANA> knows about it"
    was = {"user": here.me, "text": sent["event"]["text"]}
    await here.deliver(sent)
    assert "Dana Okafor knows" in await kept()

    changed = was | {"text": "<@U0RUTH|ruth> knows about it", "edited": {"ts": "3.0"}}
    await here.deliver(now("message_changed", message=changed))
    assert "Ruth Adeyemi knows" in await kept()
    was = changed
    await here.deliver(now("message_deleted", deleted_ts="2.1"))

    assert "knows" not in await kept()


async def test_words_that_are_taken_back_stand_in_no_note_to_which_nobody_has_consented(here):
    for words in (HAPPENED, "priya is logging it", "no, dana doesnt know", "dana", "i'll call oslo by 16:00"):
        await here.say(words)
    assert "oslo" in here.read()[-1].casefold()
    was = {"user": here.me, "text": "i'll call oslo by 16:00"}
    gone = {"type": "message", "subtype": "message_deleted", "channel_type": "im", "deleted_ts": "2.1"}
    channel = here.slack.channel("T0WORLD", here.me)
    await here.deliver(here.slack.event({**gone, "channel": channel, "previous_message": was}))

    assert "Gone here too" in here.read()[-1]
    assert "Priya is logging it." in here.read()[-1]
    assert "oslo" not in str((await here.store.export(here.who(here.me)))["journeys"]).casefold()


async def test_people_are_called_by_name_beside_a_file_and_in_a_message_that_is_coached_on(here):
    shared = here.slack.message(here.me, "", subtype="file_share", files=[{"id": "F1"}])
    shared["event"]["text"] = f"{HAPPENED} and <@U0DANA> knows"
    asked = here.slack.interaction(
        "message_action", here.me, callback_id=names.COACH, message={"text": "<@U0DANA> asked"}
    )

    await here.deliver(shared)
    await here.deliver(asked)

    assert "Dana Okafor asked" in str(here.slack.views[here.me])
    assert "and Dana Okafor knows" in str(await here.store.export(here.who(here.me)))


async def test_a_file_gets_one_line_and_its_words_are_taken(here):
    await here.deliver(here.slack.message(here.me, HAPPENED, subtype="file_share", files=[{"id": "F1"}]))

    assert "can't read files" in here.read()[0]
    assert "Priya Nair" in here.read()[-1]


async def test_a_mention_means_exactly_that_person(here):
    here.slack.space().add("U0DANA2", "Dana Other", "Clerk")
    await here.say(
        "i missed a deadline. the q1 deck, due 9:00 today. 14 of 20 slides done. all 20 by 11:30. my boss doesnt know"
    )
    for _ in range(4):
        if here.offered(names.FILL, here.me):
            break
        await here.say("all 20 by 11:30")
    text = {
        "type": "message",
        "channel_type": "im",
        "channel": here.slack.channel("T0WORLD", here.me),
        "user": here.me,
        "text": "<@U0DANA2>",
        "ts": here.slack.stamp(),
    }

    await here.deliver(here.slack.event(text))

    journey = (await here.store.desk(here.who(here.me))).journeys[0]
    assert journey.manager.who == here.who("U0DANA2")


def told_of(here, **more):
    return here.slack.event({"type": "user_change", "user": here.slack.space().users[here.me] | more})


async def test_for_someone_who_is_gone_nothing_is_sent_until_they_are_back_and_say_so(here):
    await held(here)
    said = len(here.read())

    await here.deliver(told_of(here, deleted=True))
    await here.wait(timedelta(days=1))

    assert here.read("U0DANA") == []
    assert len(here.read()) == said
    await here.deliver(told_of(here))
    await here.say("resume")
    assert here.offered("send", here.me)
    assert here.read("U0DANA") == []


OFF = "Your account here was switched off, so I have been quiet since."
STAYED = "Your note to Dana has not gone, and its words are here with you."
PAUSED = "I am paused. Type resume when you want me back."


@pytest.mark.parametrize("first", ["resume", "where am i", "hello", "the figures are out too", "pause"])
async def test_who_was_gone_reads_once_what_has_waited_whatever_they_type(here, first):
    await held(here)
    await here.deliver(told_of(here, deleted=True))
    await here.wait(timedelta(days=1))
    await here.deliver(told_of(here))

    await here.say(first)
    said = here.read()[-1]
    assert said.startswith(f"{OFF}\n{STAYED}\n")
    assert said.count(PAUSED) == (first != "resume")
    await here.say("help")
    assert OFF not in here.read()[-1]


async def test_who_was_gone_while_a_note_was_on_its_way_reads_what_became_of_it(here):
    await held(here)
    here.slack.faults["chat.postMessage"].append("drop_after")
    await here.wait(2 * timedelta(minutes=1))
    await here.deliver(told_of(here, deleted=True))
    said = len(here.read())
    await here.wait(20 * timedelta(minutes=1))
    assert len(here.read()) == said
    await here.deliver(told_of(here))

    await here.say("resume")

    assert here.read()[-1].startswith(f"{OFF}\nYour note to Dana was sent.\n")
    assert len(here.read("U0DANA")) == 1


async def test_nobody_is_kept_for_being_gone(here):
    await here.deliver(told_of(here, deleted=True))

    assert (await here.store.counts())["people"] == 0
