"""The page's payloads, by themselves: each becomes one call, or one line."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from adapters.web.inbound import (
    Answer,
    Asked,
    Begin,
    Fill,
    Press,
    Say,
    Wait,
    WaitFor,
    Wrong,
    asked,
    checked,
    later,
    own_host,
    own_origin,
)
from bot.letters import Field

NOW = datetime(2026, 4, 13, 13, 24, tzinfo=UTC)


def body(**call) -> bytes:
    return json.dumps(call).encode()


@pytest.mark.parametrize(
    ("payload", "call"),
    [
        ({"do": "say", "text": "oops 🙈"}, Say("oops 🙈")),
        ({"do": "press", "choice": "park"}, Press("park")),
        ({"do": "press", "choice": "park_one", "on": "j.7", "mark": 2}, Press("park_one", "j.7", 2)),
        ({"do": "fill", "on": "j.7", "fields": {"day": "Friday"}}, Fill("j.7", {"day": "Friday"})),
        ({"do": "answer", "by": "dana", "on": "j.8", "choice": "thank"}, Answer("dana", "j.8", "thank")),
        (
            {"do": "answer", "by": "ruth", "on": "j.9", "choice": "reply", "text": "2011"},
            Answer("ruth", "j.9", "reply", "2011"),
        ),
        ({"do": "wait", "span": "PT1H"}, Wait(timedelta(hours=1))),
        ({"do": "wait", "span": "PT6H", "soon": True}, Wait(timedelta(hours=6), soon=True)),
        ({"do": "wait_for", "what": "check_in"}, WaitFor("check_in")),
        ({"do": "begin"}, Begin()),
    ],
)
def test_a_payload_becomes_its_call(payload, call):
    assert asked(body(**payload)).call == call


def test_a_key_goes_with_its_call():
    assert asked(body(do="begin", key="0f2c-4a11-9d")) == Asked(Begin(), "0f2c-4a11-9d")


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'"say"',
        b"[" * 100_000,
        body(),
        body(do="fly"),
        body(do=["say"]),
        body(do="say"),
        body(do="say", text=7),
        body(do="say", text=" \n\t"),
        body(do="press"),
        body(do="press", choice="park", mark=0),
        body(do="press", choice="park", mark=True),
        body(do="press", choice="park", mark="2"),
        body(do="fill", on="j.7", fields=["x"]),
        body(do="fill", on="j.7", fields={"day": 3}),
        body(do="fill", fields={}),
        body(do="answer", by="dana", on="j.8"),
        body(do="wait", span="-PT1H"),
        body(do="wait", span="PT0S"),
        body(do="wait", span="P400D"),
        body(do="wait", span="soon"),
        body(do="wait"),
        body(do="wait_for", what="christmas"),
        body(do="wait_for", what={}),
        body(do="begin", key="short"),
        body(do="begin", key="<script>alert(1)</script>"),
        body(do="begin", key=12345678),
    ],
)
def test_what_cannot_be_followed_gets_one_line(payload):
    with pytest.raises(Wrong) as wrong:
        asked(payload)

    line = str(wrong.value)
    assert wrong.value.status == 400
    assert line
    assert "\n" not in line
    assert "Traceback" not in line


def test_a_call_shows_nobody_its_words():
    shown = repr([Say("sickness"), Fill("j.1", {"words": "sickness"}), Answer("d", "j.1", "reply", "sickness")])

    assert "sickness" not in shown


FORM = (
    Field("day", "Day", "date", max=40),
    Field("time", "Time", "time", required=False),
    Field("words", "Words", max=10),
)


def test_a_form_keeps_what_is_filled():
    assert checked(FORM, {"day": "Friday", "time": " ", "words": "ok", "more": "x"}) == {"day": "Friday", "words": "ok"}


@pytest.mark.parametrize(
    ("filled", "fields"),
    [
        ({}, {"day", "words"}),
        ({"day": "2026-02-30", "words": "ok"}, {"day"}),
        ({"day": "2026-04-30", "time": "25:00", "words": "ok"}, {"time"}),
        ({"day": "Friday", "words": "x" * 11}, {"words"}),
        ({"day": "Friday", "words": " \n"}, {"words"}),
    ],
)
def test_each_field_in_question_has_its_own_line(filled, fields):
    with pytest.raises(Wrong) as wrong:
        checked(FORM, filled)

    assert set(wrong.value.fields) == fields
    assert wrong.value.status == 422


@pytest.mark.parametrize("host", ["localhost:8137", "127.0.0.1:8137", "[::1]:8137"])
def test_this_machine_is_known_by_three_names(host):
    assert own_host(host, 8137)
    assert own_origin(f"http://{host}", 8137)


@pytest.mark.parametrize(
    "host",
    [
        None,
        "",
        "localhost",
        "localhost:80",
        "evil.example:8137",
        "localhost.evil.example:8137",
        "127.0.0.1:8137.evil.example",
    ],
)
def test_every_other_name_is_somebody_elses(host):
    assert not own_host(host, 8137)
    assert not own_origin(f"http://{host}" if host else host, 8137)


@pytest.mark.parametrize("origin", ["null", "https://localhost:8137", "localhost:8137", "http://localhost:8137/"])
def test_an_origin_is_compared_whole(origin):
    assert not own_origin(origin, 8137)


def test_what_has_passed_needs_no_waiting():
    assert later(NOW, None) == timedelta()
    assert later(NOW, NOW - timedelta(hours=1)) == timedelta()
    assert later(NOW, NOW + timedelta(hours=1)) == timedelta(hours=1)
