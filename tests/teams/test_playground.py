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
from golden_letters import is_given
from packages import fetched
from teams.contracts import activity_troubles, card_troubles, present
from transcripts.play import transcripts

PACKAGE = "@microsoft/m365agentsplayground@0.2.28"
DRIVER = Path(__file__).parent / "playground.py"
THEIRS = "User Application -> "


def played(folder: Path) -> dict[str, Any]:
    """What came of the days in the client."""
    alone = ["unshare", "-rn"]
    if not shutil.which("unshare") or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("needs a network of its own (unshare -rn)")
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
        if "to" in raw and not is_given(raw["text"]):
            text = raw["text"].replace("Sam Reyes", "Alex Wilber")
            found.setdefault(raw["to"], []).append(re.sub(r"\bSam\b", "Alex", text))
    return found


@pytest.mark.long
@pytest.mark.npm
@pytest.mark.browser
def test_the_golden_journey_in_microsofts_own_client_with_every_card_pressed(tmp_path: Path) -> None:
    """One test, because the journey is played once: two workers would play it twice. `make test-client` plays it, and `.ci/run` too."""
    told = played(tmp_path)

    as_the_terminal_tells_it(told)
    as_the_client_shows_it(told)
    as_microsoft_describes_it(recorded(told))


def as_the_terminal_tells_it(told: dict[str, Any]) -> None:
    """The same words for every reader, every card pressed."""
    assert {who: [each for each in said if not is_given(each)] for who, said in told["said"].items()} == golden()
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


def as_the_client_shows_it(told: dict[str, Any]) -> None:
    """What was said, with nothing left to press on an answered card."""
    for line in ("You chose: Park both", "You chose: Close it", "Closed. Nothing more comes from me."):
        assert line in told["shown"]
    assert told["left"] == ["Begin", "Help", "Export", "Delete everything"]
    assert "Alex Wilber wrote this and chose to send it to you through Oops." in told["at_others"]
    assert "Thank Alex" in told["at_others"]


def as_microsoft_describes_it(entries: list[dict[str, Any]]) -> None:
    """Every request and answer that the client recorded."""
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
