"""Microsoft's own test client and a real browser, in a network of their own: the golden journey, from install to the last card."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from packages import fetched
from teams.contracts import activity_troubles, card_troubles, present
from transcripts.play import transcripts

PACKAGE = "@microsoft/m365agentsplayground@0.2.28"
DRIVER = Path(__file__).parent / "playground.py"
THEIRS = "User Application -> "


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What came of a day in the client."""
    alone = ["unshare", "-rn"]
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("needs a network of its own (unshare -rn)")
    folder = tmp_path_factory.mktemp("playground")
    cli = fetched(folder, PACKAGE, "cli.js")
    (folder / "day").mkdir()
    words = [*alone, sys.executable, str(DRIVER), str(cli), str(folder / "day")]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=200)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def recorded(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [json.loads(each) for each in told["recording"].split("\n---\n") if each.strip()]


def golden() -> dict[str, list[str]]:
    """What each reader got in the terminal, with the name that the client's one person has."""
    (transcript,) = [each for each in transcripts() if each.name == "payroll"]
    found: dict[str, list[str]] = {}
    for line in transcript.golden.read_text("utf-8").splitlines():
        raw = json.loads(line)
        if "to" in raw:
            text = raw["text"].replace("Sam Reyes", "Alex Wilber")
            found.setdefault(raw["to"], []).append(re.sub(r"\bSam\b", "Alex", text))
    return found


@pytest.mark.npm
@pytest.mark.browser
def test_the_golden_journey_in_microsofts_own_client_with_every_card_pressed(told: dict[str, Any]) -> None:
    assert told["said"] == golden()
    assert told["closed"]
    assert told["pressed"][:5] == [
        "Park both",
        "Send to Dana Okafor",
        "Cancel",
        "Send to Dana Okafor",
        "I'll tell Dana myself",
    ]
    assert told["pressed"][-3:] == ["No one", "Show me", "Close it"]
    assert len(told["pressed"]) == 17
    assert told["check_ins"]
    assert set(told["check_ins"]) == {"A quick check-in, when you have a minute."}


@pytest.mark.npm
@pytest.mark.browser
def test_what_the_client_shows_is_what_was_said_with_nothing_left_to_press_on_an_answered_card(
    told: dict[str, Any],
) -> None:
    for line in ("You chose: Park both", "You chose: Close it", "Closed. Nothing more comes from me."):
        assert line in told["shown"]
    assert told["left"] == ["Begin", "Help", "Export", "Delete everything"]
    assert "Alex Wilber wrote this and chose to send it to you through Oops." in told["at_others"]
    assert "Thank Alex" in told["at_others"]


@pytest.mark.npm
@pytest.mark.browser
def test_everything_that_the_client_recorded_is_as_microsoft_describes_it(told: dict[str, Any]) -> None:
    entries = recorded(told)
    sent = [each for each in entries if each["direction"].startswith(THEIRS)]

    assert len(sent) > 60
    assert all(200 <= each["response"]["statusCode"] < 300 for each in entries)
    assert {each["request"]["method"] for each in sent} == {"POST", "PUT"}
    if present():
        for each in sent:
            activity = each["request"]["body"]
            assert activity_troubles(activity) == []
            assert [card_troubles(one["content"]) for one in activity["attachments"]] == [[]]
            assert list(each["response"]["body"]) == ["id"]
