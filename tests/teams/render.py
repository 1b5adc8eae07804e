"""Microsoft's own renderer for Adaptive Cards, in a plain page of a real Chromium. Its package is fetched into a temporary folder."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import packages
from web.chromium import Window, browser

PACKAGE = "adaptivecards@3.0.5"
HOST = {
    "fontFamily": "Segoe UI, Helvetica Neue, Arial, sans-serif",
    "supportsInteractivity": True,
    "actions": {"actionsOrientation": "horizontal", "buttonSpacing": 8, "maxActions": 6, "actionAlignment": "left"},
    "containerStyles": {
        "default": {"backgroundColor": "#ffffff"},
        "emphasis": {"backgroundColor": "#f0f0f4"},
    },
}
PAGE = """<!doctype html><meta charset="utf-8"><title>cards</title><style>
body {{ margin: 16px; background: #f5f5f7; font: 14px sans-serif; display: flex; gap: 16px; align-items: flex-start }}
.card {{ background: #fff; border: 1px solid #ddd; border-radius: 6px; width: 400px; padding: 4px }}
.card button {{ border: 1px solid #bbb; background: #fff; border-radius: 4px; padding: 6px 12px; margin: 2px 0 }}
.ac-richTextBlock {{ white-space: pre-wrap }}
.ac-actionSet {{ flex-wrap: wrap }} .ac-actionSet > div {{ flex-wrap: wrap }}
</style><body><script src="adaptivecards.js"></script><script>
const host = {host};
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {{  // as Teams does, in one of its ways
  result.outputHtml = text.replace(/\\[(.*?)\\]\\((.*?)\\)/g, '<a href="$2">$1</a>').replace(/\\*\\*(.*?)\\*\\*/g, "<b>$1</b>");
  result.didProcess = true;
}};
function draw(json) {{
  const card = new AdaptiveCards.AdaptiveCard(), told = new AdaptiveCards.SerializationContext();
  card.hostConfig = new AdaptiveCards.HostConfig(host);
  card.version = new AdaptiveCards.Version(1, 6);
  card.parse(json, told);
  const troubles = [];
  for (let i = 0; i < told.eventCount; i++) troubles.push(told.getEventAt(i).message);
  const drawn = card.render();
  const box = document.createElement("div");
  box.className = "card";
  box.append(drawn);
  document.body.append(box);
  const words = [...box.querySelectorAll(".ac-richTextBlock")].map((each) => each.textContent);
  const buttons = [...box.querySelectorAll("button.ac-pushButton")].map((each) => each.innerText);
  const wide = box.scrollWidth > box.clientWidth + 1;
  return {{ troubles, words, buttons, wide, links: box.querySelectorAll("a").length, images: box.querySelectorAll("img").length }};
}}
</script>"""


def fetched(folder: Path) -> Path:
    """The folder of the renderer. Skips with a line where npm cannot fetch it."""
    script = packages.fetched(folder, PACKAGE, "dist/adaptivecards.js", patience=120)
    page = folder / "cards.html"
    page.write_text(PAGE.format(host=json.dumps(HOST)), "utf-8")
    (folder / "adaptivecards.js").write_bytes(script.read_bytes())
    return folder


@asynccontextmanager
async def renderer(folder: Path, size: tuple[int, int] = (460, 900)) -> AsyncIterator[Window]:
    """A page that can draw cards."""
    async with browser() as found:
        window = await found.window()
        await window.look(size)
        await window.send("Page.navigate", url=(folder / "cards.html").as_uri())
        await window.until("document.readyState === 'complete' && typeof draw === 'function'")
        yield window


async def drawn(window: Window, cards: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the renderer made of each card."""
    script = f"{{ document.body.querySelectorAll('.card').forEach((each) => each.remove()); ({json.dumps(list(cards))}).map(draw) }}"
    found: list[dict[str, Any]] = await window.see(script)
    return found
