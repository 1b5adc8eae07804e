"""Draws cards as Teams would, to be looked at: `python tests/teams/pictures.py FOLDER`. The page for docs/teams.md comes first.

npm's adaptivecards and Chromium do the drawing, in a temporary folder outside the repository. FOLDER gets `teams-cards.png`, and
one picture of the same cards for each look on a narrow phone.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests")]

from coaching import ways  # noqa: E402
from golden_letters import golden, house  # noqa: E402
from teams.render import LOOKS, PHONE, drawn, fetched, renderer  # noqa: E402

from adapters.teams import outbound  # noqa: E402
from bot.home import home  # noqa: E402
from bot.letters import LetterKind  # noqa: E402
from bot.people import Person, Who  # noqa: E402
from bot.ports import Desk  # noqa: E402


def cards() -> list[dict[str, Any]]:
    """The note as its author sees it, as the manager sees it, and the page of one's own."""
    catalog = house().catalog
    said = [letter for _, letter in golden("payroll")]
    draft = next(each for each in said if any(choice.id == "send" for choice in each.reply.choices))
    note = next(each for each in said if each.kind is LetterKind.THIRD)
    talk = ways.told()
    sam = Person(Who("teams", "T1", "U1"), "Sam Reyes", zone="Europe/Dublin")
    page = outbound.page(home(Desk(sam, (talk.journey,)), house(), talk.now), catalog.line("notice.reply"))
    return [*(outbound.card(each.reply, each.id, catalog) for each in (draft, note)), page["attachments"][0]["content"]]


async def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        fetched(Path(place))
        for look, width, name in [("light", 400, "teams-cards"), *((look, PHONE, f"phone-{look}") for look in LOOKS)]:
            async with renderer(Path(place), ((width + 30) * 3 + 16, 720)) as window:
                await drawn(window, cards(), look, width)
                await window.picture(folder / f"{name}.png")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
