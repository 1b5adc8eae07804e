"""The whole door over real sockets: signed activities come in, letters go out, and nothing else happens."""

from __future__ import annotations

import io
import itertools
import json
import logging
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from contract.servers import emptied, postgres_missing, postgres_url
from teams import activities
from teams.connector import PAIR, Call, Client, Connector, connector, environment, lines, signed
from teams.contracts import activity_troubles, card_troubles, present
from teams.laboratory import Pair, claims, header

from adapters import settings
from adapters.pace import Pace, Rate
from adapters.serve import Served, serving
from adapters.serving import numbers
from adapters.teams.app import TeamsDoor
from adapters.teams.speaker import Said, outcome
from adapters.teams.token import keys_in
from bot.errors import SettingsWrong, StoreBusy
from bot.letters import Act, Later, Letter, LetterKind, LetterState, Piece, Refused, Reply, Sent, Unsure
from bot.people import Who
from storage.keys import make

STORY = (
    "i sent the march payroll file to the wrong chris at 14:05. 41 people are in it. i noticed at 14:10. "
    "i'll ring chris till he says its deleted, by 16:00. my boss is dana and she doesn't know yet"
)


def who(user: str) -> Who:
    return Who("teams", activities.TENANT, activities.base(user)["from"]["aadObjectId"])


@dataclass
class Stage:
    """The coach, its door, and Teams' side."""

    running: Served
    client: Client
    found: Connector
    clock: Path

    @property
    def door(self) -> TeamsDoor:
        door = self.running.floor.doors["teams"]
        assert isinstance(door, TeamsDoor)
        return door

    @property
    def store(self) -> Any:
        return self.running.floor.store

    async def send(self, raw: dict[str, Any], **other: Any) -> tuple[int, Any]:
        """One activity, and everything that it set going."""
        answer = await self.client.send(raw, **other)
        await self.door._lanes.drain()
        return answer

    async def say(self, text: str, user: str = "sam") -> Call:
        assert (await self.send(activities.message(text, user)))[0] == 200
        return self.posts[-1]

    @property
    def posts(self) -> list[Call]:
        return [each for each in self.found.calls if each.method == "POST"]

    async def beat(self) -> None:
        await self.running.beat()

    async def later(self, span: timedelta) -> None:
        self.clock.write_text((self.running.floor.clock.now() + span).isoformat(), "ascii")
        await self.beat()

    async def install(self, *users: str) -> None:
        for user in users:
            assert (await self.send(activities.installed(user)))[0] == 200
        self.found.calls.clear()

    async def draft(self) -> Call:
        """Until a note to Dana stands, ready to be sent."""
        await self.install("dana")
        call = await self.say(STORY)
        for _ in range(8):
            offers = [each["verb"] for each in buttons(call)]
            if "send" in offers:
                return call
            for verb in ("done", "not_told", "yes", "park", "no"):
                if verb in offers:
                    call = await self.press(call, verb)
                    break
            else:
                call = await self.say("dana" if "who" in call.text.casefold() else "i'll ring him by 16:00")
        raise AssertionError(call.text)

    async def press(self, call: Call, verb: str, user: str = "sam") -> Call:
        action = next(each for each in buttons(call) if each["verb"] == verb)
        status, body = await self.send(activities.press(action["data"]["letter"], verb, user, data=action["data"]))
        assert status == 200, body
        return self.posts[-1]

    async def state(self, letter: str) -> LetterState:
        found = await self.store.letter(letter)
        assert found is not None
        return found.state

    async def rows(self) -> dict[str, int]:
        return await self.store.counts()


def page_buttons(call: Call) -> list[dict[str, Any]]:
    return [each for row in call.card["body"] if row["type"] == "ActionSet" for each in row["actions"]]


def buttons(call: Call) -> list[dict[str, Any]]:
    return [each for each in call.card.get("actions", ()) if each["type"] == "Action.Execute"]


@asynccontextmanager
async def staged(folder: Path, found: Connector, **other: str) -> AsyncIterator[Stage]:
    clock = folder / "clock"
    clock.write_text("2026-04-13T14:24:00+01:00", "ascii")
    told = environment(found, make(), f"sqlite:///{folder}/oops.db", OOPS_TEST_CLOCK=str(clock)) | other
    async with (
        serving(settings.read({name: value for name, value in told.items() if value})) as (running, port),
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        running._beats.stop()
        running._beats.stop = lambda: None  # type: ignore[method-assign]
        yield Stage(running, Client(found, session, time.time), found, clock)


@pytest.fixture
async def found() -> AsyncIterator[Connector]:
    async with connector() as made:
        yield made


@pytest.fixture
async def stage(found: Connector, tmp_path: Path) -> AsyncIterator[Stage]:
    async with staged(tmp_path, found) as made:
        yield made


@pytest.fixture(autouse=True)
def heard() -> Iterator[io.StringIO]:
    """Everything that any logger says, at DEBUG."""
    sink = io.StringIO()
    handler = logging.StreamHandler(sink)
    handler.setFormatter(logging.Formatter("%(name)s %(message)s %(args)s %(exc_text)s"))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield sink
    root.removeHandler(handler)
    root.setLevel(before)


# ----------------------------------------------------------------------------------------------------------- what it is


async def test_a_signed_message_is_answered_by_a_letter(stage: Stage, heard: io.StringIO) -> None:
    call = await stage.say("i just emailed payroll to the wrong chris canary-4471")

    assert (call.method, call.conversation, call.token) == ("POST", "a:sam-conversation", "Bearer token-1")
    assert "I'm Oops" in call.text
    assert call.activity["recipient"] == {"id": "29:sam-opaque"}
    assert "canary" not in heard.getvalue()
    assert "token-1" not in heard.getvalue()
    assert (await stage.store.desk(who("sam"))).person.zone == "Europe/Dublin"


async def test_words_are_acknowledged_once_they_are_saved_and_whoever_dies_then_has_lost_none(stage: Stage) -> None:
    stage.door._lanes.hear = lambda *_: None  # type: ignore[method-assign]
    assert (await stage.send(activities.message(STORY)))[0] == 200
    assert (stage.posts, (await stage.rows())["unheard"]) == ([], 1)

    del stage.door._lanes.hear
    await stage.later(timedelta(seconds=20))
    await stage.door._lanes.drain()
    assert (len(stage.posts), (await stage.rows())["unheard"]) == (1, 0)


@pytest.mark.skipif(postgres_missing(), reason="needs a PostgreSQL server")
async def test_a_press_is_decided_after_words_that_another_replica_has_acknowledged(
    found: Connector, tmp_path: Path
) -> None:
    shared = {"DATABASE_URL": emptied(postgres_url()), "OOPS_MASTER_KEY": make()}
    async with staged(tmp_path, found, **shared) as one, staged(tmp_path, found, **shared) as other:
        call = await one.say("i sent the march payroll file to the wrong chris")
        one.door._lanes.hear = lambda *_: None  # type: ignore[method-assign]
        assert (await one.send(activities.message("priya is logging it now")))[0] == 200
        posts = len(other.posts)

        await other.press(call, "done")

        (journey,) = (await other.store.desk(who("sam"))).journeys
        assert (journey.turns, len(other.posts), (await other.rows())["unheard"]) == (3, posts + 2, 0)


async def test_a_delivery_that_comes_again_has_no_effect(stage: Stage) -> None:
    raw = activities.message(STORY)
    for _ in range(3):
        assert (await stage.send(raw, same_id=True))[0] == 200

    assert len(stage.found.calls) == 1


async def test_the_same_press_under_another_id_is_one_press(stage: Stage) -> None:
    call = await stage.draft()
    said = len(stage.found.calls)
    sent = [await stage.send(activities.press(buttons(call)[0]["data"]["letter"], "send")) for _ in range(3)]

    assert [(status, body["statusCode"]) for status, body in sent] == [(200, 200)] * 3
    assert len([each for each in stage.found.calls[said:] if each.method == "POST"]) == 1
    assert (await stage.rows())["consents"] == 1


async def test_an_answered_card_comes_back_without_its_buttons(stage: Stage) -> None:
    call = await stage.draft()
    letter = buttons(call)[0]["data"]["letter"]
    _, body = await stage.send(activities.press(letter, "send"))

    assert body["type"] == "application/vnd.microsoft.card.adaptive"
    assert "actions" not in body["value"]
    assert lines(body["value"])[:-1] == lines(call.card)
    edits = [each for each in stage.found.calls if each.method == "PUT"]
    assert any("actions" not in each.card for each in edits)
    if present():
        assert card_troubles(body["value"]) == []


async def test_who_comes_again_is_heard_before_those_who_are_gone_by_now_and_who_presses_before_all(
    stage: Stage,
) -> None:
    call, seen, waited = await stage.say(STORY), [], []
    talk = stage.running.floor.conversation
    awaited = talk.awaited
    talk.here, talk.awaited = seen.append, lambda who: waited.append(who) or awaited(who)
    await stage.press(call, "done")
    assert [who.platform for who in (*seen, *waited)] == ["teams"] * 2

    await stage.say("41 people are in it")
    assert (len(seen), len(waited)) == (2, 1), "words are only kept, and nobody waits for what comes of them"


async def test_an_older_clients_press_is_a_press(stage: Stage) -> None:
    call = await stage.draft()
    letter = buttons(call)[0]["data"]["letter"]

    await stage.send(activities.message(None, value={"letter": letter, "verb": "send"}, attachments=[]))
    assert (await stage.rows())["consents"] == 1


# ------------------------------------------------------------------------------------------------------- a third person


async def test_a_note_goes_to_someone_who_has_the_bot_and_what_they_press_comes_back(stage: Stage) -> None:
    call = await stage.draft()
    assert "To Dana Okafor" in call.text
    await stage.press(call, "send")
    assert not [each for each in stage.found.calls if each.conversation == "a:dana-conversation"]
    await stage.later(timedelta(minutes=3))
    (note,) = [each for each in stage.found.calls if each.conversation == "a:dana-conversation"]

    if present():
        assert [activity_troubles(each.activity) for each in stage.found.calls if each.activity] == [[]] * len(
            stage.found.calls
        )
        assert activity_troubles(note.activity | {"attachments": "none"})
    assert note.activity["summary"] == "A message from Sam Reyes"
    assert "Sam Reyes wrote this and chose to send it to you through Oops." in note.text
    assert [each["verb"] for each in buttons(note)] == ["thank", "ask_one", "find_time"]
    _, body = await stage.send(activities.press(buttons(note)[0]["data"]["letter"], "thank", "dana"))
    assert [each["verb"] for each in body["value"]["actions"]] == ["ask_one", "find_time"]
    mine = [each for each in stage.found.calls if each.conversation == "a:sam-conversation" and each.method == "POST"]
    assert mine[-1].text == 'From Dana: "Thank you for telling me quickly."'


async def test_what_comes_late_brings_nobody_back_who_was_deleted(found: Connector, tmp_path: Path) -> None:
    async with staged(tmp_path, found, OOPS_TEST_CLOCK="") as stage:
        at = {"timestamp": datetime.now(UTC).isoformat()}
        old = {"timestamp": (datetime.now(UTC) - timedelta(minutes=5)).isoformat()}
        for text in (STORY, "delete everything"):
            await stage.send(activities.message(text, **at))
        sure = buttons(stage.posts[-1])[0]["data"]["letter"]
        await stage.send(activities.press(sure, "delete_all", **at))
        gone = await stage.rows()
        assert (gone["people"], gone["journeys"], gone["seen"]) == (0, 0, 0)
        said = len(stage.found.calls)

        for raw in (activities.message(STORY), activities.installed(), activities.press(sure, "delete_all")):
            assert (await stage.send(raw | old))[0] == 200
        await stage.send(activities.press(sure, "delete_all"))  # a second press, on what is gone

        assert await stage.rows() == gone
        assert len(stage.found.calls) == said
        assert stage.door.people(who("dana"), "sam") == ()


async def test_whoever_presses_a_card_of_which_nothing_is_kept_gets_one_line_and_nothing_else(stage: Stage) -> None:
    await stage.press(await stage.draft(), "send")
    await stage.later(timedelta(minutes=3))
    note = next(each for each in stage.found.calls if each.conversation == "a:dana-conversation")
    letter = buttons(note)[0]["data"]["letter"]
    asked = await stage.press(note, "ask_one", "dana")
    for _ in range(3):  # check-ins come, and nobody answers
        await stage.later(timedelta(days=40))
    await stage.store.sweep(stage.running.floor.clock.now())
    before, said = await stage.rows(), len(stage.found.calls)
    assert before["journeys"] == before["letters"] == 0

    line = "What this note was about is no longer kept here. There is nothing more to do."
    for verb in ("thank", "ask_one", "find_time"):
        assert (await stage.send(activities.press(letter, verb, "dana")))[1]["value"] == line
    opener = next(each for each in asked.card["actions"] if each["type"] == "Action.Submit")["data"]["letter"]
    for raw in (activities.fetch(opener, "reply", "dana"), activities.submit(opener, "reply", {"words": "x"}, "dana")):
        assert (await stage.send(raw))[1]["task"] == {"type": "message", "value": line}

    assert await stage.rows() == before
    assert len(stage.found.calls) == said


async def test_a_question_is_asked_in_a_dialog_or_in_the_chat(stage: Stage) -> None:
    await stage.press(await stage.draft(), "send")
    await stage.later(timedelta(minutes=3))
    note = next(each for each in stage.found.calls if each.conversation == "a:dana-conversation")
    asked = await stage.press(note, "ask_one", "dana")
    opener = next(each for each in asked.card["actions"] if each["type"] == "Action.Submit")

    _, dialog = await stage.send(activities.fetch(opener["data"]["letter"], "reply", "dana"))
    content = dialog["task"]["value"]["card"]["content"]
    assert content["version"] == "1.5"
    assert content["body"][0] == asked.card["body"][0], "the dialog says first what the chat asked"
    assert "The author keeps your answer." in str(content["body"][0])
    await stage.say("Has IT been told?", "dana")
    mine = [each for each in stage.found.calls if each.conversation == "a:sam-conversation" and each.method == "POST"]
    assert mine[-1].text.startswith('From Dana: "Has IT been told?"')
    assert (await stage.store.desk(who("dana"))).journeys == ()


@pytest.mark.parametrize(
    "text", ["/oops i missed a deadline", "hi oops, the deadline was missed", "i don't want to be here"]
)
async def test_what_a_reader_says_to_the_coach_is_their_own_and_goes_to_nobody(stage: Stage, text: str) -> None:
    await stage.press(await stage.draft(), "send")
    await stage.later(timedelta(minutes=3))
    note = next(each for each in stage.found.calls if each.conversation == "a:dana-conversation")
    await stage.press(note, "ask_one", "dana")

    await stage.say(text, "dana")

    assert text not in str([each.card for each in stage.found.calls if each.conversation == "a:sam-conversation"])
    assert "From Dana" not in str(
        [each.text for each in stage.found.calls if each.conversation == "a:sam-conversation"]
    )
    assert len((await stage.store.desk(who("dana"))).journeys) == 1


async def test_an_answer_that_teams_delivers_twice_is_passed_on_once_and_begins_nothing(stage: Stage) -> None:
    await stage.press(await stage.draft(), "send")
    await stage.later(timedelta(minutes=3))
    note = next(each for each in stage.found.calls if each.conversation == "a:dana-conversation")
    await stage.press(note, "ask_one", "dana")
    answer = activities.message("Has IT been told?", "dana")

    for _ in range(2):
        assert (await stage.send(answer, same_id=True))[0] == 200

    told = [each for each in stage.found.calls if each.text.startswith('From Dana: "Has IT been told?"')]
    assert len(told) == 1
    assert (await stage.store.desk(who("dana"))).journeys == ()


async def test_whoever_has_not_the_bot_gets_copy_text_and_its_author_is_told_before_consent(stage: Stage) -> None:
    call = await stage.say(STORY)
    for _ in range(6):
        offers = [each["verb"] for each in buttons(call)]
        if "copy" in offers:
            break
        verb = next((each for each in ("done", "not_told", "yes", "park", "no") if each in offers), None)
        call = await stage.press(call, verb) if verb else await stage.say("dana")

    assert "can't reach Dana here" in call.text
    assert "send" not in [each["verb"] for each in buttons(call)]


async def test_somebody_elses_buttons_and_made_up_ones_do_nothing(stage: Stage) -> None:
    call = await stage.draft()
    letter = buttons(call)[0]["data"]["letter"]
    before, said = await stage.rows(), len(stage.found.calls)
    tried = [
        (activities.press(letter, "send", "dana"), 403),
        (activities.press(letter, "send", "ruth"), 403),  # who was never here is not met by it
        (activities.press(letter, "delete_everything"), 400),
        (activities.press(letter, "send", data={"mark": 3}), 400),
        (activities.press("made-up.1", "send"), 200),
        (activities.fetch(letter, "edit", "dana"), 403),
        (activities.submit("made-up.1", "edit", {"words": "x"}), 200),
    ]
    for raw, status in tried:
        assert (await stage.send(raw))[0] == status

    assert await stage.rows() == before
    assert len(stage.found.calls) == said


# -------------------------------------------------------------------------------------------------------------- dialogs


async def test_a_dialog_shows_the_note_and_what_is_sent_in_it_is_heard_once(stage: Stage) -> None:
    editing = await stage.press(await stage.draft(), "edit")
    opener = next(each for each in editing.card["actions"] if each["type"] == "Action.Submit")
    letter = opener["data"]["letter"]
    before = await stage.rows()
    status, body = await stage.send(activities.fetch(letter, "edit"))
    value = body["task"]["value"]["card"]["content"]

    assert status == 200
    assert value["body"][0]["value"].startswith("Dana, I sent the March payroll file")
    assert await stage.rows() == before  # opening a form is not an event
    status, body = await stage.send(activities.submit(letter, "edit", {"words": "  "}))
    assert "This is still empty" in json.dumps(body)
    assert await stage.rows() == before
    for _ in range(2):
        await stage.send(activities.submit(letter, "edit", {"words": "Dana, I sent it to the wrong Chris."}))
    assert (
        "Dana, I sent it to the wrong Chris." in [each for each in stage.found.calls if each.method == "POST"][-1].text
    )
    _, body = await stage.send(activities.fetch(letter, "edit"))
    assert body["task"]["type"] == "message"


async def test_a_person_is_picked_by_the_id_that_the_client_gives(stage: Stage) -> None:
    await stage.install("dana", "ruth")
    call = await stage.say("i sent the march payroll file to the wrong chris at 14:05. i'll ring him by 16:00")
    for _ in range(8):
        opener = next((each for each in call.card.get("actions", ()) if each["type"] == "Action.Submit"), None)
        if opener and opener["data"]["form"] == "who":
            break
        offers = [each["verb"] for each in buttons(call)]
        verb = next((each for each in ("done", "not_told", "park", "no", "choose_who") if each in offers), None)
        call = await stage.press(call, verb) if verb else await stage.say("i'll ring him by 16:00")
    assert opener is not None
    letter = opener["data"]["letter"]
    _, body = await stage.send(activities.fetch(letter, "who"))
    card = body["task"]["value"]["card"]["content"]
    assert (card["version"], card["body"][0]["choices.data"]["dataset"]) == ("1.6", "graph.microsoft.com/users")
    stranger = {"picked": "00000000-0000-0000-0000-00000000beef", "person": ""}
    _, body = await stage.send(activities.submit(letter, "who", stranger))
    assert "can't reach that person here" in json.dumps(body)
    picked = {"picked": activities.base("ruth")["from"]["aadObjectId"].upper(), "person": ""}
    assert await stage.send(activities.submit(letter, "who", picked)) == (200, "")
    desk = await stage.store.desk(who("sam"))
    assert desk.journeys[0].manager.who == who("ruth")


# -------------------------------------------------------------------------------------------------- coming and going


async def test_whoever_gets_the_bot_sees_a_page_once_and_nothing_of_a_journey_begins(stage: Stage) -> None:
    for raw in (activities.installed(), activities.member(), activities.installed(action="add-upgrade")):
        await stage.send(raw)

    (page,) = stage.found.calls
    assert "Only you see this page." in page.text
    assert [each["verb"] for each in page_buttons(page)][:2] == ["begin", "help"]
    assert (await stage.rows())["journeys"] == 0
    status, _ = await stage.send(activities.press("", "begin", data=page_buttons(page)[0]["data"]))
    assert status == 200
    assert "What happened?" in stage.posts[-1].text


async def test_the_map_is_a_card(stage: Stage) -> None:
    await stage.draft()
    rows = await stage.rows()
    page = await stage.say("map")

    assert "be transparent (you are here)" in page.text.casefold()
    assert await stage.rows() == rows
    if present():
        assert card_troubles(page.card) == []
    go_on = next(each for each in page_buttons(page) if each["verb"] == "resume")
    await stage.send(activities.press("", "resume", data=go_on["data"]))
    assert "Dana, I sent the March payroll file" in stage.posts[-1].text


@pytest.mark.parametrize("back", [False, True])
async def test_who_presses_go_on_on_a_page_that_its_journey_is_gone_from_gets_one_line(
    stage: Stage, back: bool
) -> None:
    await stage.say(STORY)
    go_on = next(each for each in page_buttons(await stage.say("map")) if each["verb"] == "resume")
    await stage.send(activities.installed(action="remove"))
    if back:
        await stage.say("oops")
    before, said = await stage.rows(), len(stage.posts)

    status, body = await stage.send(activities.press("", "resume", data=go_on["data"]))

    assert (status, body["value"]) == (
        200,
        "What this note was about is no longer kept here. There is nothing more to do.",
    )
    assert len(stage.posts) == said
    assert await stage.rows() == before


async def test_a_removed_bot_leaves_nothing_of_the_person(stage: Stage) -> None:
    await stage.say(STORY)
    assert (await stage.send(activities.installed(action="remove")))[0] == 200

    rows = await stage.rows()
    assert [rows[each] for each in ("people", "journeys", "letters", "check_ins", "consents")] == [0] * 5


async def test_a_reaction_and_what_is_unknown_are_heard_kindly(stage: Stage) -> None:
    before = await stage.rows()
    for raw in (
        activities.base(type="messageReaction", reactionsAdded=[{"type": "like"}]),
        activities.base(type="typing"),
        activities.base(type="endOfConversation"),
    ):
        assert (await stage.send(raw))[0] == 200

    assert await stage.rows() == before
    assert stage.found.calls == []


COUNT = itertools.count()


async def sayings(stage: Stage) -> str:
    desk = await stage.store.desk(who("sam"))
    return "\n".join(saying.text for journey in desk.journeys for saying in journey.sayings)


def changed(text: str, message: str) -> dict[str, Any]:
    raw = activities.message(text, id=message, type="messageUpdate", timestamp=f"2026-04-13T13:25:00.{next(COUNT):07}Z")
    raw["channelData"]["eventType"] = "editMessage"
    return raw


def deleted(message: str) -> dict[str, Any]:
    raw = activities.base(type="messageDelete", id=message)
    raw["channelData"]["eventType"] = "softDeleteMessage"
    return raw


@pytest.mark.parametrize("restarts", [False, True], ids=["at once", "after restarts"])
async def test_a_changed_message_is_a_correction_and_a_deleted_one_is_gone(
    found: Connector, tmp_path: Path, restarts: bool
) -> None:
    steps = [
        activities.message(STORY, id="m-7"),
        changed(STORY.replace("41", "43"), "m-7"),
        changed(STORY.replace("41", "44"), "m-7"),
        deleted("m-7"),
    ]
    told, key = [], make()
    async with AsyncExitStack() as running:
        stage = await running.enter_async_context(staged(tmp_path, found, OOPS_MASTER_KEY=key))
        for raw in steps:
            await stage.send(raw, same_id=True)
            told.append(await sayings(stage))
            if restarts:
                await running.aclose()
                stage = await running.enter_async_context(staged(tmp_path, found, OOPS_MASTER_KEY=key))

    assert [[number in each for number in ("41 people", "43 people", "44 people")] for each in told] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
        [False, False, False],
    ]
    assert told[-1] == ""


async def test_words_that_are_deleted_before_they_are_heard_are_kept_nowhere(stage: Stage) -> None:
    stage.door._lanes.hear = lambda *_: None  # type: ignore[method-assign]
    await stage.send(activities.message(STORY, id="m-7"), same_id=True)
    del stage.door._lanes.hear
    await stage.send(deleted("m-7"), same_id=True)

    assert (await sayings(stage), (await stage.rows())["unheard"]) == ("", 0)


async def test_only_the_words_of_the_message_that_was_changed_are_changed_whatever_is_in_focus(stage: Stage) -> None:
    await stage.send(activities.message("i sent the payroll file to the wrong chris", id="m-1"), same_id=True)
    await stage.send(activities.message("recall failed at 14:10", id="m-2"), same_id=True)
    await stage.say("new")
    await stage.send(activities.message("i missed the deadline for the deck", id="m-3"), same_id=True)

    await stage.send(changed("recall failed at 14:20", "m-2"), same_id=True)
    await stage.send(changed("that was never said", "m-9"), same_id=True)
    await stage.send(deleted("m-3"), same_id=True)

    left = await sayings(stage)
    assert "wrong chris" in left
    assert "14:20" in left
    assert "14:10" not in left
    assert "deck" not in left
    assert "never said" not in left


async def test_what_is_kept_to_know_a_message_again_is_its_id_and_goes_with_its_words(stage: Stage) -> None:
    await stage.send(activities.message(STORY, id="m-7"), same_id=True)
    (journey,) = (await stage.store.desk(who("sam"))).journeys
    kept = {key: value for key, value in journey.notes.items() if key.startswith("message:")}
    assert kept == {"message:m-7": str(journey.sayings[0].turn)}

    await stage.send(deleted("m-7"), same_id=True)

    (journey,) = (await stage.store.desk(who("sam"))).journeys
    assert not [key for key in journey.notes if key.startswith("message:")]


async def test_words_that_waited_for_the_soft_question_are_known_by_their_message_too(stage: Stage) -> None:
    await stage.say("i dropped the orders table on production")
    raw = activities.message("i noticed at 21:40. i cant do this anymore", id="m-8")
    await stage.send(raw, same_id=True)
    await stage.press(stage.posts[-1], "no")
    assert "21:40" in await sayings(stage)

    await stage.send(deleted("m-8"), same_id=True)

    assert "21:40" not in await sayings(stage)


async def test_words_that_wait_for_the_soft_question_go_with_their_message(stage: Stage) -> None:
    await stage.say("i dropped the orders table on production")
    await stage.send(activities.message("i noticed at 21:40. i cant do this anymore", id="m-8"), same_id=True)
    asked = stage.posts[-1]
    assert "21:40" in str([each.notes for each in (await stage.store.desk(who("sam"))).journeys])

    await stage.send(deleted("m-8"), same_id=True)
    await stage.press(asked, "no")
    (journey,) = (await stage.store.desk(who("sam"))).journeys
    assert "21:40" not in str([journey.notes, [each.text for each in journey.sayings]])


async def test_who_sends_without_end_is_told_so_once_and_a_press_where_it_was_pressed(stage: Stage) -> None:
    card = await stage.say(STORY)
    stage.running.floor.pace = Pace(Rate(1, 0), Rate(100, 0))
    await stage.say("where am i")
    rows, said = await stage.rows(), len(stage.posts)

    for number in range(4):
        assert (await stage.send(activities.message(f"canary {number}")))[0] == 200
    action = buttons(card)[0]
    status, body = await stage.send(activities.press(action["data"]["letter"], action["verb"], data=action["data"]))

    assert [each.text for each in stage.posts[said:]] == [stage.running.floor.house.catalog.line("notice.too_fast")]
    assert (status, body["statusCode"], body["value"]["code"]) == (429, 429, "TooManyRequests")
    assert body["value"]["message"] == stage.running.floor.house.catalog.line("notice.too_fast")
    assert await stage.rows() == rows
    await stage.send(activities.installed("ana"))
    assert (await stage.send(activities.message("oops", "ana")))[0] == 200
    assert stage.posts[-1].conversation == "a:ana-conversation"


async def test_who_is_too_fast_can_still_take_the_bot_away(stage: Stage) -> None:
    await stage.say(STORY)
    stage.running.floor.pace = Pace(Rate(0, 0), Rate(0, 0))

    await stage.send(activities.installed("sam", action="remove"))

    assert (await stage.rows())["people"] == 0


async def test_an_address_and_a_zone_are_those_of_the_last_contact(stage: Stage) -> None:
    await stage.say("oops")
    raw = activities.message("help", localTimezone="Asia/Tokyo")
    raw["conversation"]["id"] = "a:moved"
    await stage.send(raw)

    assert stage.found.calls[-1].conversation == "a:moved"
    assert (await stage.store.desk(who("sam"))).person.zone == "Asia/Tokyo"


async def test_an_export_is_shown_and_kept_nowhere(stage: Stage) -> None:
    await stage.say(STORY)
    letters = (await stage.rows())["letters"]
    await stage.say("export")
    shown = "".join(each.text for each in stage.found.calls)

    assert '"journeys"' in shown
    assert shown.index("Your employer may be able to export this chat.") < shown.index('"journeys"')
    assert (await stage.rows())["letters"] <= letters + 2


@pytest.mark.parametrize("status", [429, 500, 412])
async def test_an_export_comes_whole_though_teams_would_not_take_one_of_its_messages(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setattr("adapters.asides.PAUSE", 0.01)
    monkeypatch.setattr("adapters.teams.speaker.BUSY", 0.01)
    await stage.say(STORY)
    for number in range(4):
        await stage.say(
            f"More about it, {number}: " + "the numbers in the deck were old and i copied them by hand. " * 60
        )
    before, no = len(stage.found.calls), [None, status]

    async def second(request: web.Request, call: Call) -> web.StreamResponse | None:
        answer = no.pop(0) if no else None
        return web.Response(status=answer, headers={"Retry-After": "0"}) if answer else None

    stage.found.mood = second
    await stage.say("export")
    said = [each.text for each in stage.found.calls[before:]]

    assert no == []
    assert said[1] == said.pop(2), "it was said again"
    assert len(said) > 2, "it is several messages"
    assert json.loads("{" + "".join(said).replace("\n", "").partition("{")[2]) == await stage.store.export(who("sam"))


async def test_an_export_that_teams_refuses_is_said_to_be_not_given(stage: Stage) -> None:
    await stage.say(STORY)
    no = [413]

    async def refused(request: web.Request, call: Call) -> web.StreamResponse | None:
        return web.Response(status=no.pop()) if no else None

    stage.found.mood = refused

    assert (await stage.say("export")).text.startswith("I can't give you that file just now.")


async def test_an_export_is_a_link_where_a_browser_reaches_us(found: Connector, tmp_path: Path) -> None:
    public = "https://oops.example.com"
    async with staged(tmp_path, found, OOPS_PUBLIC_URL=public) as stage:
        await stage.say(STORY)
        said = len(stage.found.calls)
        await stage.say("export")
        cards = [each.card for each in stage.found.calls[said:]]
        (action,) = [each for card in cards for each in card.get("actions", ()) if each["type"] == "Action.OpenUrl"]

        assert '"journeys"' not in "".join(each.text for each in stage.found.calls)
        async with stage.client.session.post(action["url"].removeprefix(public)) as answer:
            assert (await answer.json()) == await stage.store.export(who("sam"))


# ---------------------------------------------------------------------------------------------------------- who is refused


def _mutated(**other: Any) -> dict[str, Any]:
    return activities.message("canary-9901") | other


async def test_whatever_is_not_teams_is_refused_and_leaves_no_trace(stage: Stage, heard: io.StringIO) -> None:
    await stage.say("oops")
    before, said, now = await stage.rows(), len(stage.found.calls), int(time.time())
    good = _mutated() | {"serviceUrl": stage.found.service}
    strange = PAIR.sign(header(PAIR, kid="strange"), claims(exp=now + 60, nbf=now, serviceurl=stage.found.service))
    tried: list[tuple[dict[str, Any], str, int]] = [
        (good, "", 401),
        (good, "Bearer nonsense", 401),
        (good, f"Bearer {strange}", 401),
        (good, signed(good, now - 8000), 401),
        (good, signed(good, now, aud="another"), 401),
        (good, signed(_mutated(serviceUrl="https://smba.trafficmanager.net/"), now), 401),
    ]
    for raw, token, status in tried:
        assert (await stage.send(raw, token=token))[0] == status
    for raw, status in (
        (_mutated(channelId="webchat"), 401),
        (_mutated(channelData={}), 400),
        (_mutated(channelData={"tenant": {"id": "another"}}), 400),
        (_mutated(type=None), 400),
        (_mutated(text={"a": "b"}), 400),
        (activities.base(type="invoke", name="composeExtension/query", value={}), 400),
    ):
        assert (await stage.send(raw))[0] == status

    assert await stage.rows() == before
    assert len(stage.found.calls) == said
    assert "canary" not in heard.getvalue()


async def test_bodies_that_are_none_are_refused(stage: Stage, heard: io.StringIO) -> None:
    raw = activities.message("x") | {"serviceUrl": stage.found.service}
    headers = {"Authorization": signed(raw, time.time()), "Content-Type": "application/json"}
    deep = b'{"type":"message","x":' + b"[" * 60_000 + b"]" * 60_000 + b"}"
    bodies = [
        (b"", 400),
        (b"{", 400),
        (b"[]", 400),
        (b"\xff", 400),
        (deep, 400),
        (b'{"type":"message","text":"canary' + b"x" * 1_000_000 + b'"}', 413),
    ]
    for body, status in bodies:
        async with stage.client.session.post("/api/messages", data=body, headers=headers) as answer:
            assert answer.status == status

    assert (await stage.rows())["people"] == 0
    assert "canary" not in heard.getvalue()


@pytest.mark.parametrize(
    "service",
    [
        "https://smba.trafficmanager.net.evil.example/emea/", "https://smba.trafficmanager.net@evil.example/",
        "https://smba.trafficmanager.net:8443/", "https://smba.trafficmanager.net./", "https://ѕmba.trafficmanager.net/",
        "http://smba.trafficmanager.net/", "http://127.0.0.1:9/", "http://169.254.169.254/",
    ],
)  # fmt: skip
async def test_a_forged_host_is_refused_even_when_it_is_signed(stage: Stage, service: str) -> None:
    raw = activities.message("x") | {"serviceUrl": service}
    headers = {"Authorization": signed(raw, time.time())}
    async with stage.client.session.post("/api/messages", json=raw, headers=headers) as answer:
        assert answer.status == 401

    assert (await stage.rows())["people"] == 0
    assert stage.found.tokens == 0


async def test_a_token_that_was_good_once_is_looked_at_again(stage: Stage) -> None:
    raw = activities.message("oops") | {"serviceUrl": stage.found.service}
    token = signed(raw, time.time())
    assert (await stage.send(raw, token=token))[0] == 200
    assert (await stage.send(raw, token=token))[0] == 200
    assert (await stage.send(raw | {"channelId": "webchat"}, token=token))[0] == 401
    assert (await stage.send(raw, token=token[:-2] + ("AA" if token[-2:] != "AA" else "BB")))[0] == 401
    now, stage.door._now = stage.door._now, lambda: time.time() + 4000
    assert (await stage.send(raw, token=token))[0] == 401
    stage.door._now = now
    stage.door._keys._keys = keys_in({"keys": [Pair("lab").jwk()]})
    assert (await stage.send(raw, token=token))[0] == 401


async def test_two_of_one_name_are_nobody_until_one_is_named_in_full(stage: Stage) -> None:
    await stage.install("dana")
    twin = activities.installed("twin")
    twin["from"]["name"] = "Dana Whelan"
    await stage.send(twin)
    people = stage.door.people

    assert people(who("sam"), "my boss is dana") == ()
    assert [each.name for each in people(who("sam"), "it's Dana Whelan, not dana")] == ["Dana Whelan"]
    assert [each.name for each in people(who("twin"), "dana")] == ["Dana Okafor"]


async def test_a_foreign_tenant_is_refused(found: Connector, tmp_path: Path) -> None:
    told = {"MICROSOFT_APP_TYPE": "SingleTenant", "MICROSOFT_APP_TENANT_ID": "77777777-0000-0000-0000-000000000000"}
    async with staged(tmp_path, found, **told) as stage:
        assert (await stage.send(activities.message("x")))[0] == 401
        assert (await stage.rows())["people"] == 0


async def test_it_does_not_start_without_an_app_id_nor_open_to_a_network(tmp_path: Path, found: Connector) -> None:
    for told in (
        {"MICROSOFT_APP_ID": ""},
        {"MICROSOFT_APP_PASSWORD": ""},
        {"MICROSOFT_APP_TYPE": "UserAssignedMSI"},
        {"OOPS_TEAMS_ANONYMOUS": "1", "HOST": "0.0.0.0", "MICROSOFT_APP_ID": ""},
    ):
        with pytest.raises(SettingsWrong):
            async with staged(tmp_path, found, **told):
                pass


async def test_a_local_test_client_needs_no_token_and_gets_none(tmp_path: Path, found: Connector) -> None:
    told = {"OOPS_TEAMS_ANONYMOUS": "1", "MICROSOFT_APP_ID": "", "MICROSOFT_APP_PASSWORD": "", "OOPS_TEAMS_HOSTS": ""}
    told |= {"OOPS_TEAMS_OPENID_URL": "", "OOPS_TEAMS_LOGIN_URL": ""}
    async with staged(tmp_path, found, **told) as stage:
        status, _ = await stage.send(activities.message("oops"), token="")
        assert status == 200
        assert found.calls[0].token == ""
        assert found.tokens == 0
        outside = activities.message("x") | {"serviceUrl": "https://evil.example/"}
        async with stage.client.session.post("/api/messages", json=outside) as answer:
            assert answer.status == 401


# -------------------------------------------------------------------------------------------------- what becomes of letters

STATUSES = {
    Act.POST: {
        200: Sent, 201: Sent, 202: Sent, 400: Refused, 401: Later, 403: Refused, 404: Refused, 405: Refused, 410: Refused,
        412: Later, 413: Refused, 429: Later, 500: Unsure, 502: Unsure, 503: Unsure, 504: Unsure, 418: Unsure, 302: Unsure, 100: Unsure,
    },
    Act.EDIT: {200: Sent, 204: Sent, 401: Later, 403: Refused, 404: Sent, 413: Refused, 429: Later, 500: Later, 503: Later, 418: Later},
    Act.DELETE: {200: Sent, 204: Sent, 404: Sent, 429: Later, 500: Later},
}  # fmt: skip


@pytest.mark.parametrize(("act", "status"), [(act, status) for act, table in STATUSES.items() for status in table])
def test_every_status_has_one_outcome(act: Act, status: int) -> None:
    came, _ = outcome(act, Said(status, "Code", "1:2", 7.0))

    assert type(came) is STATUSES[act][status]
    if isinstance(came, Later) and status == 429:
        assert came.seconds == 7.0


def test_a_post_that_names_no_id_may_have_been_posted() -> None:
    assert outcome(Act.POST, Said(200)) == (Unsure(), "sent")


def third(to: str = "sam", kind: LetterKind = LetterKind.REPLY, act: Act = Act.POST, ref: str | None = None) -> Letter:
    return Letter("j.1", "j", who("sam"), who(to), act, kind, Reply((Piece("say", "x"),), note="n"), ref=ref)


async def test_what_the_connector_answers_becomes_the_letters_fate(stage: Stage) -> None:
    await stage.say("oops")
    speaker = stage.door.speaker
    answers: list[web.Response] = []

    async def mood(request: web.Request, call: Call) -> web.StreamResponse | None:
        return answers.pop()

    stage.found.mood = mood
    for status, headers, body, wanted in (
        (429, {"Retry-After": "17"}, "", Later(17.0)),
        (429, {"Retry-After": "soon"}, "", Later(5.0)),
        (413, {}, '{"error":{"code":"MessageSizeTooBig"}}', Refused("MessageSizeTooBig")),
        (400, {}, "not json", Refused("400")),
        (400, {}, '{"error":{"code":"canary is here"}}', Refused("400")),
        (503, {}, "", Unsure()),
        (302, {"Location": "https://evil.example/"}, "", Unsure()),
        (201, {}, '{"id":"1:99"}', Sent("1:99")),
        (201, {}, '{"id":["x"]}', Unsure()),
        (201, {}, "x" * 100_000, Unsure()),
    ):
        answers.append(web.Response(status=status, headers=headers, text=body))
        assert await speaker.speak(third()) == wanted


async def test_a_token_that_is_not_taken_is_asked_for_again(stage: Stage) -> None:
    await stage.say("oops")

    async def mood(request: web.Request, call: Call) -> web.StreamResponse | None:
        return web.Response(status=401) if call.token == "Bearer token-1" else None

    stage.found.mood = mood
    assert await stage.door.speaker.speak(third()) == Later(5.0)
    assert isinstance(await stage.door.speaker.speak(third()), Sent)
    assert stage.found.calls[-1].token == "Bearer token-2"


async def test_a_call_that_breaks_off_may_have_been_posted_and_one_that_never_came_was_not(stage: Stage) -> None:
    await stage.say("oops")

    async def mood(request: web.Request, call: Call) -> web.StreamResponse | None:
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    stage.found.mood = mood
    assert await stage.door.speaker.speak(third()) == Unsure()
    assert await stage.door.speaker.speak(third(act=Act.EDIT, ref="1:1")) == Later(5.0)
    assert len([each for each in stage.found.calls if each.method == "POST"]) == 2  # once each: no retry of any library


async def test_nobody_listens_so_nothing_was_posted(stage: Stage) -> None:
    raw = activities.message("oops")
    await stage.send(raw)
    stage.found.root, kept = "http://127.0.0.1:9", stage.found.root
    stage.door._hosts = outbound_hosts = type(stage.door._hosts)(stage.door._hosts.entries, any_loopback=True)
    stage.door._speaker._hosts = outbound_hosts
    await stage.send(raw)
    stage.found.root = kept

    assert await stage.door.speaker.speak(third()) == Later(5.0)


@pytest.mark.parametrize(
    ("error", "named", "status"), [(StoreBusy("Not now."), "StoreBusy", 503), (KeyError("canary-4471"), "other", 500)]
)
async def test_what_is_not_taken_is_counted_by_its_kind_and_comes_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, error: Exception, named: str, status: int
) -> None:
    async def take(*_: object, **__: object) -> bool:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(stage.running.floor.conversation, "take", take)
        assert (await stage.send(activities.message("i sent it to chris", "sam")))[0] == status
    told = await numbers(stage.running.floor)
    assert f'oops_failed_total{{door="teams",error="{named}"}} 1\n' in told
    assert 'oops_heard_total{door="teams",what="said"} 1\n' in told
    assert "canary" not in told


async def test_somebody_who_blocked_the_bot_is_left_in_peace(stage: Stage) -> None:
    await stage.say("oops")

    async def mood(request: web.Request, call: Call) -> web.StreamResponse | None:
        return web.json_response({"error": {"code": "MessageWritesBlocked"}}, status=403)

    stage.found.mood = mood
    assert await stage.door.speaker.speak(third()) == Refused("MessageWritesBlocked")
    calls = len(stage.found.calls)
    assert await stage.door.speaker.speak(third()) == Refused("unreachable")
    assert len(stage.found.calls) == calls
    assert (await stage.store.desk(who("sam"))).person.address is None
    stage.found.mood = None
    assert "What happened?" in (await stage.say("oops")).text or stage.found.calls  # until they write


async def test_a_third_persons_letter_of_which_nobody_can_tell_is_never_sent_again(stage: Stage) -> None:
    await stage.press(await stage.draft(), "send")

    async def mood(request: web.Request, call: Call) -> web.StreamResponse | None:
        return web.Response(status=504) if call.conversation == "a:dana-conversation" else None

    stage.found.mood = mood
    for _ in range(4):
        await stage.later(timedelta(minutes=3))
    stage.found.mood = None
    for _ in range(4):
        await stage.later(timedelta(minutes=3))

    assert len([each for each in stage.found.calls if each.conversation == "a:dana-conversation"]) == 1
    assert any("can't tell whether it arrived" in each.text for each in stage.posts)


async def test_a_reply_of_which_nobody_can_tell_goes_again(stage: Stage) -> None:
    failing = True

    async def mood(request: web.Request, call: Call) -> web.StreamResponse | None:
        return web.Response(status=504) if failing else None

    stage.found.mood = mood
    await stage.say("oops")
    failing = False
    for _ in range(3):
        await stage.later(timedelta(minutes=2))

    assert len([each for each in stage.found.calls if each.method == "POST"]) == 2
    assert stage.found.calls[0].text == stage.found.calls[1].text


async def test_a_letter_is_taken_back(stage: Stage) -> None:
    await stage.press(await stage.draft(), "send")
    await stage.later(timedelta(minutes=3))
    note = next(each for each in stage.found.calls if each.conversation == "a:dana-conversation")
    ref = f"1:{stage.found.calls.index(note) + 1}"

    assert await stage.door.speaker.speak(third("dana", LetterKind.THIRD, Act.DELETE, ref)) == Sent(ref)
    assert (stage.found.calls[-1].method, stage.found.calls[-1].ref) == ("DELETE", ref)


async def test_no_token_server_means_later(tmp_path: Path, found: Connector) -> None:
    async with staged(tmp_path, found, MICROSOFT_APP_PASSWORD="wrong") as stage:
        await stage.send(activities.message("oops"))

        assert found.calls == []
        assert await stage.door.speaker.speak(third()) == Later(30.0)


async def test_a_stored_address_is_checked_again_before_the_token_goes_there(stage: Stage) -> None:
    await stage.say("oops")
    stage.door._speaker._hosts = type(stage.door._hosts)(())
    calls = len(stage.found.calls)

    assert await stage.door.speaker.speak(third()) == Refused("host")
    assert len(stage.found.calls) == calls


async def test_a_check_in_comes_by_itself(stage: Stage) -> None:
    await stage.press(await stage.draft(), "copy")
    calls = len(stage.found.calls)
    await stage.later(timedelta(hours=2, minutes=2))

    assert len([each for each in stage.found.calls[calls:] if each.method == "POST"]) == 1
    assert stage.posts[-1].activity["summary"] == "A quick check-in, when you have a minute."


async def test_it_is_ready_once_it_has_keys(stage: Stage) -> None:
    await stage.door._lanes.drain()
    async with stage.client.session.get("/readyz") as answer:
        assert answer.status == 200
    stage.door._keys._at = None
    async with stage.client.session.get("/readyz") as answer:
        assert (answer.status, await answer.text()) == (503, "teams: no keys\n")
