"""The wire, on a real loopback port: who may write, what is refused, what two tabs see, what a restart keeps."""

import argparse
import asyncio
import json
import logging
import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from logged import logged
from web.room import PLAN, TELLING, received, room, said

from adapters.app import compose
from adapters.web.app import PAGE, home, listening, run
from bot.errors import SettingsWrong, StoreBusy

HOUSE = Path(__file__).parents[2]


@pytest.fixture
async def here(tmp_path):
    async with room(tmp_path) as found:
        yield found


# who may


async def test_every_answer_carries_the_guards(here):
    for path in ("", "style.css", "script.js", "icon.svg", "nowhere"):
        async with here.session.get(here.url + path) as answer:
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cache-Control"] == "no-store"
            assert "Server" not in answer.headers


async def test_a_broken_request_leaves_nothing_of_it_in_a_log(here, caplog):
    reader, writer = await asyncio.open_connection("127.0.0.1", int(here.url.rstrip("/").rpartition(":")[2]))
    writer.write(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Words: canarywords \x00\r\n\r\n")

    assert (await reader.readline()).split()[1] == b"400"
    assert "canarywords" not in logged(caplog)
    writer.close()


@pytest.mark.parametrize("path", ["", "events", "style.css"])
async def test_another_name_for_this_machine_is_refused(here, path):
    async with here.session.get(here.url + path, headers={"Host": "evil.example"}) as answer:
        assert answer.status == 403
        assert "\n" not in (await answer.json())["error"]


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Oops-Token": "guess"},
        {"X-Oops-Token": ""},
        {"X-Oops-Token": "é"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Host": "evil.example"},
    ],
)
@pytest.mark.parametrize("path", ["do", "export"])
async def test_a_write_needs_the_pages_own_token_and_origin(here, path, headers):
    before = await here.view()

    status, told = await here.raw(json.dumps({"do": "say", "text": "x"}), path, **headers)

    assert status == 403
    assert list(told) == ["error"]
    assert await here.view() == before


async def test_a_write_without_an_origin_is_refused(here):
    del here.headers["Origin"]

    status, _ = await here.raw(b'{"do": "begin"}')

    assert status == 403


async def test_each_run_has_its_own_token(tmp_path):
    async with room(tmp_path) as first:
        token = first.token
    async with room(tmp_path) as second:
        assert second.token != token


def test_the_page_brings_nothing_from_elsewhere():
    text = "".join(path.read_text("utf-8") for path in PAGE.iterdir())

    assert "innerHTML" not in text
    assert "style=" not in text
    assert "eval(" not in text
    assert [url for url in text.split('"') if url.startswith(("http:", "https:", "//"))] == [
        "http://www.w3.org/2000/svg"
    ]


# what is odd


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'{"do": "fly"}', b'{"do": "say", "text": "\\u0020"}'])
async def test_an_odd_body_gets_one_line(here, body):
    status, told = await here.raw(body)

    assert status == 400
    assert told["error"]
    assert "\n" not in told["error"]


async def test_a_body_that_is_too_large_is_not_taken(here):
    before = await here.view()

    status, told = await here.raw(json.dumps({"do": "say", "text": "x" * 300_000}))

    assert status == 413
    assert "Nothing was taken" in told["error"]
    assert await here.view() == before


@pytest.mark.parametrize(
    "text", ["🙈" * 200, "שלחתי את הקובץ", "a\u0000b", "\ud800", "\u200b", "x " * 20_000, "<b>&lt;</b>"]
)
async def test_strange_words_are_taken_calmly(here, text):
    view = await here.say(text)

    assert view["talk"][-1]["from"] == "coach"
    assert (await here.view())["talk"] == view["talk"]


async def test_an_old_button_is_answered_and_breaks_nothing(here):
    view = await here.say("i just emailed payroll to the wrong chris")
    old = view["talk"][-1]["id"]
    await here.press("done")

    view = await here.call(do="press", choice="done", on=old)

    assert view["talk"][-1]["from"] == "coach"


async def test_a_foreign_button_is_answered_and_breaks_nothing(here):
    view = await here.call(do="press", choice="fire_everyone", on="nobodys.1")

    assert view["talk"][-1]["from"] == "coach"


async def test_a_strangers_answer_is_refused(here):
    status, told = await here.raw(json.dumps({"do": "answer", "by": "dana", "on": "j.1", "choice": "thank"}))

    assert (status, told["error"]) == (400, "That message is not theirs to answer any more.")


async def test_a_closed_form_takes_nothing(here):
    status, told = await here.raw(json.dumps({"do": "fill", "on": "j.1", "fields": {}}))

    assert status == 400
    assert "Your words are still in it" in told["error"]


async def test_a_half_filled_form_says_which_field(here):
    await here.to_draft()
    view = await here.press("edit")
    turn = view["talk"][-1]

    status, told = await here.raw(json.dumps({"do": "fill", "on": turn["id"], "fields": {"words": " "}}))

    assert turn["form"]["id"] == "edit"
    assert status == 422
    assert told["fields"] == {"words": "This is still empty."}


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (StoreBusy("I can't take that right now."), 503, "I can't take that right now."),
        (RuntimeError("my secret words"), 500, "Something broke on my side."),
    ],
)
async def test_our_errors_are_one_calm_line_and_keep_words_out_of_the_log(here, caplog, error, status, line):
    async def broken(*_args):
        raise error

    here.place.conversation.say = broken

    with caplog.at_level(logging.DEBUG):
        found, told = await here.raw(json.dumps({"do": "say", "text": "my secret words"}))

    assert found == status
    assert told["error"].startswith(line)
    assert "secret" not in logged(caplog) + json.dumps(told)


# the conversation


async def test_nobody_else_sees_a_word_before_the_consent_has_run_its_time(here):
    view = await here.to_draft()
    assert received(view, "manager") == ""

    view = await here.press("send")
    assert view["held"] == {"to": "Dana Okafor", "until": "14:38", "left": "2 minutes"}
    assert received(view, "manager") == ""

    view = await here.call(do="wait_for", what="held")
    assert "Dana, I sent the March payroll file to the wrong Chris at 14:05." in received(view, "manager")
    assert received(view, "mentor") == ""


async def test_who_becomes_the_first_reader_is_not_the_mentor_too(here):
    await here.say("i put the wrong price on the website at 9, 19 instead of 190. 14 orders went through")
    await here.say("ive asked the web team to take it down by 11")
    view = await here.say("not yet, my manager is ruth")

    assert [each["name"] for each in view["others"]] == ["Ruth Adeyemi", "Dana Okafor"]


async def test_who_had_the_note_stands_there_after_the_book_is_closed(here):
    await here.say("i put the wrong price on the website at 9, 19 instead of 190. 14 orders went through")
    await here.say("ive asked the web team to take it down by 11")
    await here.say("not yet, my manager is ruth")
    await here.press("send")
    await here.call(do="wait_for", what="held")
    view = await here.say("close")

    assert not view["open"]
    assert view["others"][0]["name"] == "Ruth Adeyemi"
    assert "I put the wrong price on the website at 09:00" in received(view, "manager")
    assert view["others"][1]["name"] != "Ruth Adeyemi"


async def test_a_cancelled_letter_is_never_received(here):
    await here.to_draft()
    await here.press("send")
    await here.press("cancel")

    view = await here.call(do="wait", span="P1D")

    assert received(view, "manager") == ""


async def test_the_managers_thanks_reach_the_author(here):
    await here.to_draft()
    await here.press("send")
    view = await here.call(do="wait_for", what="held")
    entry = view["others"][0]["entries"][0]

    view = await here.call(do="answer", by="dana", on=entry["on"], choice="thank")

    assert "Thank you for telling me quickly." in said(view).split("\n")[-1]
    assert view["others"][0]["entries"][0]["done"] == ["Thank Sam"]


async def test_the_managers_question_reaches_the_author_word_for_word(here):
    await here.to_draft()
    await here.press("send")
    on = (await here.call(do="wait_for", what="held"))["others"][0]["entries"][0]["on"]
    view = await here.call(do="answer", by="dana", on=on, choice="ask_one")
    assert view["others"][0]["entries"][-1]["form"]

    view = await here.call(do="answer", by="dana", on=on, choice="ask_one", text="Has IT been told?")

    assert "Has IT been told?" in said(view)
    assert view["others"][0]["entries"][-1]["form"] is None


async def test_time_moves_by_calls_only(here):
    before = (await here.view())["clock"]["at"]
    await asyncio.sleep(1.1)

    assert (await here.view())["clock"]["at"] == before
    assert (await here.call(do="wait", span="PT1H"))["clock"]["time"] == "15:36"


async def test_the_clock_goes_to_the_promised_hour(here):
    await here.to_draft()
    await here.press("send")
    view = await here.call(do="wait_for", what="held")
    promised = view["next"]["at"]

    view = await here.call(do="wait_for", what="check_in")

    assert datetime.fromisoformat(view["clock"]["at"]) == datetime.fromisoformat(promised)


async def test_without_a_promise_the_clock_stands(here):
    status, told = await here.raw(json.dumps({"do": "wait_for", "what": "check_in"}))

    assert (status, told["error"]) == (400, "Nothing is promised yet.")


async def test_a_step_of_the_week_stops_where_something_comes_due(here):
    await here.to_draft()
    await here.press("send")

    view = await here.call(do="wait", span="PT6H", soon=True)

    assert view["clock"]["time"] == "14:38"


async def test_a_second_mistake_is_begun_beside_the_first(here):
    await here.say("i just emailed payroll to the wrong chris")

    view = await here.call(do="begin")

    assert view["map"][0] == {"step": "first_hour", "state": "now"}
    assert "What happened?" in said(view).split("\n")[-1]


# what is kept


async def test_an_export_is_one_file_of_json(here):
    await here.to_draft()

    async with here.session.post(here.url + "export", headers=here.headers) as answer:
        assert answer.headers["Content-Disposition"] == 'attachment; filename="oops-export.json"'
        kept = json.loads(await answer.text())

    assert "drowning" in json.dumps(kept)


async def test_delete_everything_asks_first_and_then_leaves_nothing(here):
    await here.to_draft()
    view = await here.say("delete everything")
    assert {choice["id"] for choice in view["talk"][-1]["choices"]} == {"delete_all", "delete_recall", "keep"}

    view = await here.press("delete_all")

    assert [turn["from"] for turn in view["talk"]] == ["coach"]
    assert not view["begun"]
    assert await here.place.store.letters(here.place.me) == []
    assert await here.place.store.recall("playground") == "[]"
    assert "What happened?" in said(await here.call(do="begin"))


async def test_a_restart_goes_on_from_the_database(tmp_path):
    async with room(tmp_path) as first:
        await first.to_draft()
        await first.press("send")
        before = await first.call(do="wait_for", what="held")
    async with room(tmp_path) as second:
        after = await second.view()

    assert [turn for turn in after["talk"] if turn["from"] == "coach"] == [
        turn for turn in before["talk"] if turn["from"] == "coach"
    ]
    for part in ("others", "map", "next", "clock", "held"):
        assert after[part] == before[part]
    words = [turn["text"] for turn in after["talk"] if turn["from"] == "me"]
    assert [text for text in (TELLING, "Park both", PLAN, "Send to Dana Okafor") if text in words] == [
        TELLING,
        "Park both",
        PLAN,
        "Send to Dana Okafor",
    ]


async def test_short_answers_and_control_words_stand_there_again_after_a_restart_and_go_with_everything(tmp_path):
    async with room(tmp_path) as first:
        await first.to_draft()
        for text in ("where am i", "help", "my password is hunter2", "i want to die"):
            await first.say(text)
    async with room(tmp_path) as second:
        words = [turn["text"] for turn in (await second.view())["talk"] if turn["from"] == "me"]
        export = json.dumps(await second.place.store.export(second.place.me))
        for text in ("delete everything",):
            await second.say(text)
        await second.press("delete_all")
        counts = await second.place.store.counts()

    assert {"where am i", "help"} <= set(words)
    assert "where am i" in export
    assert "hunter2" not in export + " ".join(words)
    assert "want to die" not in export + " ".join(words)
    assert counts["letters"] == counts["people"] == 0


async def test_what_the_page_itself_keeps_holds_no_words(here):
    await here.to_draft()

    kept = await here.place.store.recall("playground")

    assert "payroll" not in kept
    assert "chris" not in kept.lower()


# two tabs


async def test_two_tabs_see_the_same_views_in_the_same_order(here):
    async with here.events() as one, here.events() as two:
        first = [await anext(one), await anext(two)]
        assert first[0] == first[1]

        for hour in range(3):
            view = await here.call(do="wait", span="PT1H")
            assert [await anext(one), await anext(two)] == [view, view]
            assert view["number"] == first[0]["number"] + hour + 1


async def test_two_writers_are_both_heard(here):
    views = await asyncio.gather(here.say("i just emailed payroll to the wrong chris"), here.say("help"))

    words = said(max(views, key=lambda view: view["number"]))
    assert "i just emailed payroll to the wrong chris" in words
    assert "where am I, back, edit" in words


async def test_the_same_write_sent_twice_is_done_once(here):
    first = await here.call(do="say", text="i just emailed payroll to the wrong chris", key="3f0c9a52-77")

    again = await here.call(do="say", text="i just emailed payroll to the wrong chris", key="3f0c9a52-77")

    assert again["talk"] == first["talk"]


# starting and leaving


def test_only_this_machine_is_listened_to():
    with pytest.raises(SettingsWrong, match="this machine only"):
        listening(0, "0.0.0.0")


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_port_that_is_none_is_one_line(port):
    with pytest.raises(SettingsWrong, match="--port"):
        listening(port)


def test_a_busy_port_is_one_line_that_names_it():
    with listening(0) as taken:
        port = taken.getsockname()[1]
        given = argparse.Namespace(port=port, no_browser=True, db=None, me="Sam Reyes", world=None)

        with pytest.raises(SettingsWrong, match=rf"Port {port} is busy.*--port"):
            run(given, "Europe/Dublin", None, compose)


def test_the_default_database_is_for_the_users_eyes_only(tmp_path):
    url = home({"XDG_CACHE_HOME": str(tmp_path / "cache")})

    assert url == f"sqlite:///{tmp_path}/cache/oops/oops-demo.db"
    assert (tmp_path / "cache/oops").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_starts_and_leaves_when_it_is_told(tmp_path, number):
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    demo = subprocess.Popen(
        [sys.executable, "-m", "adapters", "demo", "--no-browser", "--port", "0"],
        cwd=HOUSE, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert demo.stdout.readline().startswith("The playground is at http://127.0.0.1:")
        demo.send_signal(number)
        out, err = demo.communicate(timeout=3)
    finally:
        demo.kill()
        demo.wait()

    assert (demo.returncode, out, err) == (0, "", "")
    assert (tmp_path / "oops/oops-demo.db").exists()
