"""What Teams sends, and what it calls for."""

from __future__ import annotations

import copy
import json
import random
from datetime import UTC, datetime
from typing import Any

import pytest
from proofs import Proof, Wanted, few, many, seed_of
from teams import activities
from teams.laboratory import SERVICE, TENANT

from adapters.teams import inbound, names
from adapters.teams.inbound import (
    Asked,
    Began,
    Changed,
    Filled,
    Installed,
    Nothing,
    OnPage,
    Page,
    Press,
    Removed,
    Said,
    SentFile,
    TookBack,
    Wrong,
    activity,
    heard,
)
from bot.people import Who

PICTURE = [{"contentType": "image/png", "contentUrl": "https://x.example/a.png"}]
FILE = [{"contentType": "application/vnd.microsoft.teams.file.download.info", "name": "march.xlsx"}]
DUMB = activities.press("j.1", "menu", data={names.MENU: "keep#2"})

CALLS: dict[str, tuple[dict[str, Any], object, str]] = {
    "words": (activities.message("i sent it"), Said("i sent it"), "message:1776086640000"),
    "oops": (activities.message("oops"), Said("oops"), "message:1776086640000"),
    "a slash alone": (activities.message("/oops"), Began(), "message:1776086640000"),
    "a slash with words": (activities.message("/Oops  i sent it"), Said("i sent it", called=True), "message:1776086640000"),
    "line ends and hard spaces": (activities.message("a\u00a0b\r\nc\r\n "), Said("a b\nc"), "message:1776086640000"),
    "markup of Teams' own": (
        activities.message("<p>a &lt;b&gt;<br>c</p>", textFormat="xml"), Said("a <b>\nc"), "message:1776086640000"
    ),
    "a greeting by name": (
        activities.message(
            "<at>Oops</at> help",
            entities=[{"type": "mention", "text": "<at>Oops</at>", "mentioned": {"id": activities.BOT}}],
        ),
        Said("help"), "message:1776086640000",
    ),
    "a picture": (activities.message(None, attachments=PICTURE), SentFile(), "message:1776086640000"),
    "a file": (activities.message("", attachments=FILE), SentFile(), "message:1776086640000"),
    "a file with words": (activities.message("see this", attachments=FILE), Said("see this"), "message:1776086640000"),
    "nothing at all": (activities.message(""), Nothing(), "message:1776086640000"),
    "a press": (activities.press("j.1", "park"), Press("j.1", "park"), "press:j.1:park"),
    "a press on a mark": (activities.press("j.1", "keep", data={"mark": 2}), Press("j.1", "keep", 2), "press:j.1:keep#2"),
    "the same press with another id": (activities.press("j.1", "park", id="f:999"), Press("j.1", "park"), "press:j.1:park"),
    "a choice of the menu": (DUMB, Press("j.1", "keep", 2), "press:j.1:keep#2"),
    "an older client's press": (
        activities.message(None, value={"letter": "j.1", "verb": "park"}), Press("j.1", "park"), "press:j.1:park"
    ),
    "the page": (activities.message("Map"), Page(), "message:1776086640000"),
    "a button of the page": (
        activities.press("", "resume", data={"journey": "j"}), OnPage("", "j"), "page:f:1"
    ),
    "words of the page": (activities.press("", "export", data={"journey": ""}), OnPage("export"), "page:f:1"),
    "a dialog asked for": (activities.fetch("j.1", "edit"), Asked("j.1", "edit"), "f:2"),
    "a dialog sent": (
        activities.submit("j.1", "edit", {"words": "Dana"}), Filled("j.1", "edit", {"words": "Dana"}), "form:j.1:edit"
    ),
    "a person picked": (
        activities.submit("j.1", "who", {"person": "", "picked": "ABC-1"}), Filled("j.1", "who", {"person": ""}, "abc-1"), "form:j.1:who"
    ),
    "a message changed": (
        activities.message("43", type="messageUpdate", channelData={"tenant": {"id": TENANT}, "eventType": "editMessage"}),
        Changed("43"), "update:1776086640000:2026-04-13T13:24:00.0000000Z",
    ),
    "a message taken back": (
        activities.base(type="messageDelete", channelData={"tenant": {"id": TENANT}, "eventType": "softDeleteMessage"}),
        TookBack(), "delete:1776086640000",
    ),
    "installed": (activities.installed(), Installed(), "install:f:4"),
    "upgraded": (activities.installed(action="add-upgrade"), Nothing(), "remove:f:4"),
    "removed": (activities.installed(action="remove"), Removed(), "remove:f:4"),
    "the bot joined": (activities.member(), Installed(), "install:f:5"),
    "the bot left": (activities.member(name="membersRemoved"), Removed(), "remove:f:5"),
    "somebody else joined": (
        activities.base(type="conversationUpdate", membersAdded=[{"id": "29:x"}]), Nothing(), "remove:1776086640000"
    ),
    "a reaction": (activities.base(type="messageReaction", reactionsAdded=[{"type": "like"}]), Nothing(), "1776086640000"),
    "typing": (activities.base(type="typing"), Nothing(), "1776086640000"),
    "an event": (activities.base(type="event", name="x", value={"a": 1}), Nothing(), "1776086640000"),
}  # fmt: skip


@pytest.mark.parametrize("name", CALLS)
def test_an_activity_calls_for(name: str) -> None:
    raw, call, key = CALLS[name]
    found = heard(raw)

    assert found.call == call
    assert found.delivery == key
    assert found.invoke == (raw["type"] == "invoke")
    assert found.at == datetime(2026, 4, 13, 13, 24, tzinfo=UTC)


def test_who_it_is_where_they_are_reached_and_what_their_clock_shows() -> None:
    person = heard(activities.message("hi")).person

    assert person.who == Who("teams", TENANT, "00000000-0000-0000-0000-000000000sam")
    assert (person.name, person.zone) == ("Sam Reyes", "Europe/Dublin")
    assert person.address is not None
    assert json.loads(person.address.reference) == {
        "service": SERVICE, "conversation": "a:sam-conversation", "tenant": TENANT, "user": "29:sam-opaque",
        "object": "00000000-0000-0000-0000-000000000sam", "bot": activities.BOT,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("told", "zone"),
    [
        ({"localTimezone": "America/Sao_Paulo"}, "America/Sao_Paulo"),
        ({"localTimezone": None}, "Europe/Dublin"),
        ({"localTimezone": "Mars/Olympus"}, ""),
        ({"localTimezone": "../../etc/passwd"}, ""),
        ({"localTimezone": "", "entities": []}, ""),
        ({"localTimezone": "", "entities": [1, {"type": "clientInfo", "timezone": 7}]}, ""),
        ({"localTimezone": "", "entities": [{"type": "clientInfo", "timezone": "Asia/Tokyo"}]}, "Asia/Tokyo"),
    ],
)
def test_the_zone_is_the_one_on_the_persons_wall(told: dict[str, Any], zone: str) -> None:
    assert heard(activities.message("hi") | told).person.zone == zone


WRONG: dict[str, tuple[dict[str, Any], int]] = {
    "no sender": (activities.message("x") | {"from": {}}, 400),
    "a sender that is no object": (activities.message("x") | {"from": "me"}, 400),
    "a sender's id that is none": (activities.message("x") | {"from": {"id": 7}}, 400),
    "an endless id": (activities.message("x") | {"from": {"id": "a" * 1000}}, 400),
    "an id with a line in it": (activities.message("x") | {"from": {"id": "a\nb"}}, 400),
    "no conversation": (activities.message("x") | {"conversation": {}}, 400),
    "no tenant": (activities.message("x") | {"channelData": {}}, 400),
    "two tenants": (activities.message("x") | {"channelData": {"tenant": {"id": "other"}}}, 400),
    "no service": (activities.message("x") | {"serviceUrl": None}, 400),
    "no id": (activities.message("x") | {"id": None}, 400),
    "words that are no text": (activities.message("x") | {"text": {"a": 1}}, 400),
    "another channel": (activities.message("x") | {"channelId": "slack"}, 403),
    "a bot": (activities.message("x") | {"from": {"id": activities.BOT}}, 403),
    "a group": (activities.message("x") | {"conversation": {"id": "19:x", "isGroup": True, "tenantId": TENANT}}, 403),
    "a channel of a team": (
        activities.message("x") | {"conversation": {"id": "19:x", "conversationType": "channel", "tenantId": TENANT}},
        403,
    ),
    "an unknown invoke": (activities.base(type="invoke", name="signin/verifyState", value={}), 400),
    "no value": (activities.press("j.1", "park") | {"value": None}, 400),
    "a value that is a list": (activities.press("j.1", "park") | {"value": []}, 400),
    "no action": (activities.press("j.1", "park") | {"value": {}}, 400),
    "another action": (
        activities.press("j.1", "park") | {"value": {"action": {"type": "Action.Submit", "data": {}}}},
        400,
    ),
    "data that is no object": (
        activities.press("j.1", "park")
        | {"value": {"action": {"type": "Action.Execute", "verb": "park", "data": "x"}}},
        400,
    ),
    "no letter": (activities.press("", "park"), 400),
    "a letter that is none": (activities.press("../x", "park"), 400),
    "a letter that is a list": (activities.press("j", "park", data={"letter": ["j"]}), 400),
    "a page's verb that is none": (activities.press("", "drop", data={"journey": ""}), 400),
    "no verb": (activities.press("j.1", ""), 400),
    "a verb that is none": (activities.press("j.1", "DROP TABLE"), 400),
    "a verb that is a number": (activities.press("j.1", 7), 400),  # type: ignore[arg-type]
    "a mark that is none": (activities.press("j.1", "keep", data={"mark": "2"}), 400),
    "a mark that is true": (activities.press("j.1", "keep", data={"mark": True}), 400),
    "a mark of nought": (activities.press("j.1", "keep", data={"mark": 0}), 400),
    "a menu without a choice": (activities.press("j.1", "menu"), 400),
    "a menu's choice that is none": (activities.press("j.1", "menu", data={names.MENU: "a b"}), 400),
    "a submit that is a list": (activities.message(None, value=[1]), 400),
    "a submit of another's card": (activities.message(None, value={"x": "y"}), 400),
    "a dialog without data": (activities.fetch("j.1", "edit") | {"value": {}}, 400),
    "a dialog without a form": (activities.fetch("j.1", ""), 400),
    "a field that is no text": (activities.submit("j.1", "edit", {"words": 7}), 400),
    "a field that is deep": (activities.submit("j.1", "edit", {"words": {"a": {}}}), 400),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_followed_is_refused_with_a_line_of_ours(name: str) -> None:
    raw, status = WRONG[name]
    with pytest.raises(Wrong) as wrong:
        heard(activity(json.dumps(raw).encode()))

    assert wrong.value.status == status
    assert "\n" not in str(wrong.value)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"{", 400), (b"[]", 400), (b"null", 400), (b"7", 400), (b"{}", 400), (b'{"type":7}', 400), (b"\xff\xfe", 400),
        (b'{"type":"message","x":NaN}', 400), (b'{"type":"message","x":' + b"[" * 100_000, 400),
        (b'{"type":"message","x":' + b"[" * 40 + b"]" * 40 + b"}", 400),
        (b'{"type":"message","text":"' + b"x" * 1_000_000 + b'"}', 413),
    ],
)  # fmt: skip
def test_a_body_that_is_none_is_refused(body: bytes, status: int) -> None:
    with pytest.raises(Wrong) as wrong:
        activity(body)

    assert wrong.value.status == status


@pytest.mark.parametrize("wanted", [few, pytest.param(many, marks=pytest.mark.long)], ids=["few", "many"])
def test_no_mutated_activity_raises_anything_else(wanted: Wanted, proof: Proof) -> None:
    tried, taken, seed = wanted("teams_activities"), 0, seed_of(wanted, 3)
    turn = random.Random(seed)
    strange: list[Any] = [
        None,
        True,
        7,
        -1,
        1e300,
        "",
        "x",
        "\ud800",
        "a\x00b",
        [],
        [None],
        {},
        {"id": {}},
        "é" * 400,
        {"type": []},
    ]
    seeds = [json.dumps(raw) for raw, _, _ in CALLS.values()]
    for _ in range(tried):
        raw = json.loads(turn.choice(seeds))
        for _ in range(turn.randint(1, 3)):
            inner, names_ = raw, list(raw)
            while names_ and turn.random() < 0.6:
                name = turn.choice(names_)
                if isinstance(inner, dict) and isinstance(inner.get(name), dict) and inner[name]:
                    inner, names_ = inner[name], list(inner[name])
                else:
                    break
            inner[turn.choice(list(inner) or ["x"])] = copy.deepcopy(turn.choice(strange))
        try:
            heard(activity(json.dumps(raw).encode()))
        except Wrong:
            continue
        taken += 1
    assert 100 < taken < tried
    proof(f"E1 changed activities, {taken} of them still heard", tried, seed)


def test_nothing_heard_shows_anybodys_words_in_a_log() -> None:
    shown = repr(heard(activities.message("canary-5512"))) + repr(
        heard(activities.submit("j.1", "edit", {"words": "canary-5512"}))
    )

    assert "canary" not in shown
    assert "Reyes" not in shown
    assert "conversation" not in shown


def test_every_call_has_a_name_here() -> None:
    assert {type(call) for _, call, _ in CALLS.values()} == set(inbound.Call.__args__)
