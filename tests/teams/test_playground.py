"""Microsoft's own test client, in a network of its own: install, a note with cards pressed, the manager's card, a check-in."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from packages import fetched
from teams.contracts import activity_troubles, card_troubles, present

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


@pytest.mark.npm
def test_a_day_in_microsofts_own_client(told: dict[str, Any]) -> None:
    assert "What happened?" in told["first"]
    assert "| Megan, I sent the March payroll file to the wrong Chris at 14:05." in told["draft"]
    assert "To Megan Bowen. Once sent, Megan can keep it or pass it on." in told["draft"]
    assert all("actions" not in each["value"] for each in [*told["answers"], told["consent"]])
    assert told["note"].startswith("Alex Wilber wrote this and chose to send it to you through Oops.\nMegan, I sent")
    assert told["thanks"] == 'From Megan: "Thank you for telling me quickly."'
    assert told["check_ins"] == ["A quick check-in, when you have a minute."]


@pytest.mark.npm
def test_everything_that_the_client_recorded_is_as_microsoft_describes_it(told: dict[str, Any]) -> None:
    entries = recorded(told)
    sent = [each for each in entries if each["direction"].startswith(THEIRS)]

    assert len(sent) > 10
    assert all(200 <= each["response"]["statusCode"] < 300 for each in entries)
    assert {each["request"]["method"] for each in sent} == {"POST", "PUT"}
    if present():
        for each in sent:
            activity = each["request"]["body"]
            assert activity_troubles(activity) == []
            assert [card_troubles(one["content"]) for one in activity["attachments"]] == [[]]
            assert list(each["response"]["body"]) == ["id"]
