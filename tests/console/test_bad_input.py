"""Whatever is typed, sent or broken: one calm, clear answer; nothing lost, nothing twice, no traceback.

The breaks that were tried are in tests/breaks.md.
"""

from __future__ import annotations

import asyncio
import gc
import io
import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from transcripts.play import house

from adapters.app import Local
from adapters.cli import main, trouble
from adapters.console import Unclear, json_lines, typed
from adapters.local import author, load_world
from bot.conversation import clean

NOW = datetime.fromisoformat("2026-04-13T14:24:00+01:00")
STRANGE = {
    "nothing at all": "",
    "only spaces": "   \n\t ",
    "forty thousand characters": "i sent the wrong file at 14:05. " * 1250,
    "one word of ten thousand": "a" * 10_000,
    "an emoji": "\U0001f631",
    "right to left": "\u0623\u0631\u0633\u0644\u062a \u0627\u0644\u0645\u0644\u0641 \u0627\u0644\u062e\u0637\u0623",
    "zero width": "\u200b\u200c\u200d\u2060",
    "a NUL inside": "i sent\x00 the wrong file at 14:05",
    "a lone surrogate": "i sent the wrong file \ud83d at 14:05",
    "another language": "Ich habe die falsche Datei an den falschen Kunden geschickt und es tut mir sehr leid.",
    "a question in the middle": "wait, who reads this?",
    "markup": "<script>alert(1)</script> <!channel> @everyone [x](http://x) {name} %s",
    "a log": "2026-04-13 14:05:01 ERROR worker[12]: KeyError 'x'\n" * 40,
}


async def spoken(tmp_path: Path, *lines: str | dict[str, Any], name: str = "oops") -> list[dict[str, Any]]:
    """The output objects for these input lines."""
    world = load_world()
    me = author("Sam Reyes", "Europe/Dublin", world)
    local = await Local.open(f"sqlite:///{tmp_path}/{name}.db", me, world, house(), NOW)
    fed = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    out = io.StringIO()
    await json_lines(local, io.StringIO(fed), out, trouble)
    await local.close()
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize("asked", ["at once", "at a question", "under a draft"])
async def test_strange_words_get_one_calm_answer(strange: str, asked: str, tmp_path: Path) -> None:
    before: list[dict[str, Any]] = {
        "at once": [],
        "at a question": [{"say": "oops"}, {"say": "i broke production at 16:05"}],
        "under a draft": [
            {"say": "I missed the deadline for the deck at 9:00 today"},
            {"say": "all by 11:30"},
            {"say": "dana"},
        ],
    }[asked]

    out = await spoken(tmp_path, *before, {"say": STRANGE[strange]})

    last = [line for line in out if "edit" not in line][-2]  # the card that was answered is updated after it
    assert last["to"] == "author", out[-2:]
    assert last["text"].strip()
    assert "Traceback" not in json.dumps(out)
    assert out[-1]["ready"]


@pytest.mark.parametrize("turned", ["\u202ereversed", "\u202dforced", "\u2067isolated\u2069 and more"])
def test_nothing_turns_the_direction_of_what_stands_behind_it(turned: str) -> None:
    assert clean(f"dana, {turned} words") == f"dana, {turned.strip(TURNS).replace(TURNS[-1], '')} words"


TURNS = "\u202d\u202e\u2067\u2069"


async def test_of_a_text_that_is_read_in_part_no_half_sentence_stands_in_the_note(tmp_path: Path) -> None:
    long = "I broke the coffee machine in room 4. " * 1500

    out = await spoken(tmp_path, {"say": long}, {"press": "tell_now"}, {"say": "mend it by 5"}, {"say": "dana"})

    shown = next(line["text"] for line in reversed(out) if "| " in line.get("text", ""))
    assert "coffee machine in room 4." in shown
    assert not re.search(r"coffee m\b|broke the\.|broke\.|the coffee\.|room\.", shown)


def test_what_cannot_be_kept_is_taken_out_and_the_rest_stays() -> None:
    assert clean("i sent\x00 it \ud83d at 14:05") == "i sent it \ufffd at 14:05"


BAD = (
    "{",
    "[]",
    "null",
    '"oops"',
    "[" * 100_000,
    "{}",
    '{"say": 3}',
    '{"say": "a", "press": "b"}',
    '{"press": ""}',
    '{"press": 7}',
    '{"press": "send"}',
    '{"press": "yes", "on": "m99"}',
    '{"press": "yes", "mark": 0}',
    '{"press": "yes", "mark": "two"}',
    '{"fill": {"when": "x"}}',
    '{"fill": "x"}',
    '{"wait": "yesterday"}',
    '{"wait": "-PT1H"}',
    '{"wait": "P9999D"}',
    '{"as": "nobody", "press": "thank"}',
    '{"as": 3, "press": "thank"}',
    '{"as": "manager", "press": "thank"}',
    '{"as": "manager", "say": ""}',
    '{"press": "send", "on": ["m1"]}',
    '{"as": "dana", "fill": 5}',
    '{"wait": "P1M"}',
    '{"say": "\ud800',
    "\x00",
)


async def test_a_bad_line_is_said_and_the_conversation_goes_on(tmp_path: Path) -> None:
    out = await spoken(tmp_path, *BAD, {"say": "oops"})

    for said, ready in zip(out[:-2:2], out[1:-2:2], strict=True):
        assert list(said) == ["error"]
        assert ready["ready"]
    assert len(out) == 2 * len(BAD) + 2
    assert out[-2]["text"].endswith("What happened?")


DANA_HAS_IT = (
    {"say": "I missed the deadline for the deck at 9:00 today"},
    {"say": "all by 11:30"},
    {"say": "dana"},
    {"press": "send"},
    {"press": "send_now"},
)


async def test_a_bad_line_of_someone_else_is_said_too(tmp_path: Path) -> None:
    bad = (
        {"as": "manager", "fill": 5},
        {"as": "manager", "fill": {"words": 5}},
        {"as": "manager", "press": ["thank"]},
        {"as": "manager", "press": "send"},
        {"as": "manager", "begin": True},
        {"as": "ruth", "press": "thank", "on": "m6"},
    )

    out = await spoken(tmp_path, *DANA_HAS_IT, *bad, {"as": "manager", "press": "thank"})

    assert sum("error" in line for line in out) == len(bad)
    assert sum("ready" in line for line in out) == len(DANA_HAS_IT) + len(bad) + 1
    assert any(line.get("text") == 'From Dana: "Thank you for telling me quickly."' for line in out)


async def test_a_mistake_of_ours_is_one_line_without_a_word_of_the_person_and_the_talk_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Any:
        raise LookupError("i sent the payroll file")

    monkeypatch.setattr("bot.machine.controls.map_lines", broken)
    out = await spoken(tmp_path, {"say": "oops"}, {"say": "where am i"}, {"say": "help"})

    errors = [line["error"] for line in out if "error" in line]
    assert len(errors) == 1
    assert "LookupError at test_bad_input.py" in errors[0]
    assert "payroll" not in json.dumps(out)
    assert sum("ready" in line for line in out) == 3


async def test_a_byte_order_mark_and_parts_of_an_hour_are_understood(tmp_path: Path) -> None:
    out = await spoken(tmp_path, '\ufeff{"say": "oops"}', {"wait": "PT1.5H"})

    assert out[0]["to"] == "author"
    assert out[-1]["now"] == "2026-04-13T15:54:00+01:00"


async def test_a_press_of_an_old_button_says_where_we_are_and_changes_nothing(tmp_path: Path) -> None:
    out = await spoken(
        tmp_path,
        {"say": "i broke production at 16:05"},
        {"press": "no"},
        {"press": "yes", "on": "m1"},
    )

    asked = [line["question"] for line in out if "ready" in line]
    assert "belongs to an earlier message" in [line["text"] for line in out if "to" in line][-1]
    assert asked[2] == asked[1]


async def test_a_form_half_filled_or_with_a_bad_date_takes_nothing(tmp_path: Path) -> None:
    begun = [
        {"say": "I missed the deadline for the deck at 9:00 today"},
        {"say": "all of it by 11:30"},
        {"say": "dana"},
        {"press": "edit"},
    ]

    out = await spoken(
        tmp_path, *begun, {"fill": {"words": "  "}}, {"fill": {"words": "x" * 3000}}, {"fill": {"nothing": "x"}}
    )

    errors = [line["error"] for line in out if "error" in line]
    assert len(errors) == 3
    assert out[-1]["question"] == "editing"


async def test_the_same_words_twice_are_answered_twice_and_never_lost(tmp_path: Path) -> None:
    out = await spoken(tmp_path, {"say": "help"}, {"say": "help"})

    first, second = (line["text"] for line in out if "text" in line)
    assert first == second


async def test_two_messages_at_once_are_taken_one_after_the_other(tmp_path: Path) -> None:
    world = load_world()
    me = author("Sam Reyes", "Europe/Dublin", world)
    local = await Local.open(f"sqlite:///{tmp_path}/oops.db", me, world, house(), NOW)
    talk = local.conversation

    await asyncio.gather(*(talk.say(me, f"key{number}", f"i sent the file at 14:0{number}") for number in range(5)))
    await asyncio.gather(*(talk.say(me, "key1", "i sent the file at 14:01") for _ in range(5)))

    desk = await local.store.desk(me.who)
    assert desk is not None
    assert desk.journeys[0].turns == 5
    await local.close()


def run(*arguments: str, fed: str = "") -> subprocess.CompletedProcess[str]:
    """The real command in a child process."""
    return subprocess.run(
        [sys.executable, "-m", "adapters", *arguments],
        input=fed,
        text=True,
        capture_output=True,
        timeout=60,
        check=False,
    )


def test_a_number_still_presses_the_button_above_an_answer_to_help_and_none_that_is_gone(tmp_path: Path) -> None:
    db = ("--db", f"sqlite:///{tmp_path}/oops.db", "--now", "2026-04-13T14:24:00+01:00", "--zone", "Europe/Dublin")

    helped = run("chat", *db, fed="i lost the office keys at 9\nhelp\n1\n")
    gone = run("chat", *db, fed="1\nnothing else, i am rekeying it by 4\n1\n:quit\n")

    assert "Yusuf has it." in helped.stdout
    assert gone.returncode == 0
    assert "earlier message" not in gone.stdout


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    """Exit 2, one line, no traceback."""
    assert done.returncode == 2, done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["chat", "--now", "yesterday"],
        ["chat", "--zone", "Mars/Olympus"],
        ["chat", "--db", "mysql://x/y"],
        ["chat", "--db", "sqlite:////nowhere/at/all/oops.db"],
        ["chat", "--world", "nowhere.toml"],
        ["path", "--format", "gif"],
        ["nothing"],
        ["demo", "--port", "seven"],
        ["chat", "--now", "0001-01-01"],
        ["chat", "--zone", "../../etc/passwd"],
        ["chat", "--me", "  "],
        ["chat", "--me", "x" * 200],
        ["chat", "--me", "Sam\x1b[2J"],
        ["chat", "--db", "garbage"],
        ["chat", "--db", "sqlite://host/oops.db"],
    ],
    ids=lambda arguments: " ".join(arguments)[:40].encode("unicode_escape").decode(),
)
def test_bad_arguments_exit_with_one_line(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code: object = main(arguments)
    except SystemExit as left:
        code = left.code
    finally:
        gc.enable()  # a start turns it off
    said = capsys.readouterr()

    assert code == 2
    assert not said.out
    assert len(said.err.splitlines()) == 1
    assert said.err.startswith("oops")


def test_a_corrupt_database_file_exits_with_one_line(tmp_path: Path) -> None:
    (tmp_path / "oops.db").write_bytes(b"this is no database at all, but a letter" * 200)

    one_line(run("chat", "--json", "--db", f"sqlite:///{tmp_path}/oops.db", fed='{"say": "oops"}\n'))


def test_a_database_from_a_newer_version_exits_with_one_line(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/oops.db"
    assert run("chat", "--json", "--db", url, fed='{"say": "oops"}\n').returncode == 0
    conn = sqlite3.connect(tmp_path / "oops.db")
    conn.execute("UPDATE alembic_version SET version_num = '9999'")
    conn.commit()
    conn.close()

    one_line(run("chat", "--json", "--db", url, fed='{"say": "oops"}\n'))


def test_a_busy_port_exits_with_one_line_that_names_it(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = one_line(run("demo", "--no-browser", "--port", str(port), "--db", f"sqlite:///{tmp_path}/oops.db"))

    assert str(port) in said


@pytest.mark.parametrize("model", ["", "tiny"], ids=["without a model", "with a model that nobody asked"])
def test_what_is_not_used_is_not_imported(model: str) -> None:
    """openai, botbuilder, slack_bolt, apscheduler, alembic, holidays, onnxruntime: absent until they are needed."""
    program = (
        'import sys, io; sys.stdin = io.StringIO(\'{"press": "begin"}\\n\'); from adapters.cli import main; '
        "main(['chat', '--json', '--now', '2026-04-13T14:24:00+01:00']); "
        "print([m for m in ('openai', 'pydantic', 'httpx2', 'botbuilder', 'slack_bolt', 'apscheduler', 'alembic', 'holidays', 'onnxruntime', 'aiohttp')"
        " if m in sys.modules], file=sys.stderr)"
    )
    environment = os.environ | {"OOPS_MODEL": model, "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}
    done = subprocess.run(
        [sys.executable, "-c", program], text=True, capture_output=True, timeout=60, check=True, env=environment
    )

    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_help_has_an_example_for_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("chat", "demo", "review", "path"):
        with pytest.raises(SystemExit):
            main([command, "--help"])
        assert "Example: oops" in capsys.readouterr().out


@pytest.mark.skipif(not os.access("/dev/full", os.W_OK), reason="no /dev/full here")
def test_output_that_cannot_be_written_leaves_without_a_traceback(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "adapters", "chat", "--json", "--db", f"sqlite:///{tmp_path}/oops.db"],
            input='{"say": "oops"}\n', text=True, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False,
        )  # fmt: skip

    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("strange", [":bogus", ":Wiat 2h", "0", "7", "99"])
def test_a_command_or_a_button_that_is_not_there_is_said_and_nothing_is_taken_for_words(strange: str) -> None:
    buttons = [("send", None), ("copy", None)]

    with pytest.raises(Unclear) as wrong:
        typed(strange, buttons)

    assert "\n" not in str(wrong.value)


@pytest.mark.parametrize(
    ("line", "buttons"),
    [("5", [("tell_now", None)]), ("140", [("send", None), ("copy", None)]), (": dana", []), ("12", [])],
)
def test_a_number_that_answers_and_a_colon_alone_are_words(line: str, buttons: list[tuple[str, int | None]]) -> None:
    assert typed(line, buttons) == {"say": line}
