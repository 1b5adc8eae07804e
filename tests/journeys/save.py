"""Save a journey for every question of this release: run once when a release is made, and never over an older one.

    python tests/journeys/save.py

Writes tests/journeys/VERSION/QUESTION.json, and three that stand at no question: resting, closed, asleep.
"""

import json
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from bot_pool import lived, pool  # noqa: E402  the path to it is made above

from bot.checkins import CLOSES, CheckIn, Kind  # noqa: E402
from bot.events import CameDue, Pressed  # noqa: E402
from bot.journey import Journey, body  # noqa: E402
from bot.path import Question  # noqa: E402


def version() -> str:
    """The release that is worked on."""
    return str(tomllib.loads((HERE.parents[1] / "pyproject.toml").read_text("utf-8"))["project"]["version"])


def chosen() -> dict[str, Journey]:
    """The richest journey that stands at each question, and three that stand at none."""
    found: dict[str, Journey] = {}
    for question, journeys in pool().items():
        open_ = [journey for journey in journeys if journey.closed is None]
        found[str(question or "resting")] = max(open_, key=lambda each: len(each.sayings))
    last = found[Question.PAGE]
    now = last.last_word or last.begun
    found["closed"] = lived(last, Pressed("close"), now).journey
    found["asleep"] = lived(last, CameDue(CheckIn(Kind.GOAL, now.date(), now.time(), CLOSES)), now).journey
    return found


def main() -> None:
    """Write the files."""
    folder = HERE / version()
    folder.mkdir(exist_ok=True)
    for name, journey in chosen().items():
        text = json.dumps(body(journey), ensure_ascii=True, indent=1) + "\n"
        (folder / f"{name}.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
