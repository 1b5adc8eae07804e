"""Draws docs/playground.png from the real page: `python tests/web/picture.py [FILE]`."""

import asyncio
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).parents[2]
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests")]

from web.chromium import browser  # noqa: E402
from web.room import room  # noqa: E402

SIZE = (1280, 840)


async def picture(file: Path) -> None:
    """The second afternoon: Dana has had the letter and said thanks; words for Ruth wait for Sam's consent."""
    with tempfile.TemporaryDirectory() as folder:
        async with room(Path(folder)) as here, browser() as found:
            await here.to_draft()
            await here.press("send")
            view = await here.call(do="wait_for", what="held")
            await here.call(do="answer", by="dana", on=view["others"][0]["entries"][0]["on"], choice="thank")
            await here.call(do="wait", span="PT57M")
            await here.say("chris deleted it. he emailed back")
            await here.press("say_myself")
            await here.press("yes")
            await here.call(do="wait_for", what="check_in")
            await here.say("be more careful with names")
            await here.say("read the whole address out loud, then attach the file")
            await here.press("today")
            await here.say("we talk at 11, ill say it")
            await here.call(do="wait", span="PT6H20M")
            await here.say("priya closed her side, nobody needs anything else from me")
            await here.say("ruth. my old team lead")
            page = await found.window()
            await page.look(SIZE)
            await page.go(here.url)
            await page.see("document.querySelector('#manager .flow').scrollTop = 0")
            await page.picture(file)


if __name__ == "__main__":
    asyncio.run(picture(Path(sys.argv[1] if len(sys.argv) > 1 else HOUSE / "docs/playground.png")))
