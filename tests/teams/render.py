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
LOOKS = {  # ground, set apart, words, quieter words, edges, what may be pressed, wrong
    "light": ("#ffffff", "#f0f0f4", "#242424", "#616161", "#d1d1d1", "#4f52b2", "#b10e1c"),
    "dark": ("#292929", "#1f1f1f", "#ffffff", "#adadad", "#5c5c5c", "#9ea2ff", "#ff9aa2"),
    "contrast": ("#000000", "#000000", "#ffffff", "#ffffff", "#ffffff", "#ffff01", "#ffff01"),
}
"""The three looks that Teams has. In high contrast nothing is told by a ground: all that is set apart needs an edge or a word."""
PHONE = 320
"""Pixels of a card on a narrow phone; on a desk it is 400."""


def host(look: str) -> dict[str, Any]:
    """How a client of this look draws cards: sizes and colours are its own, never the card's."""
    ground, apart, words, quiet, edge, accent, wrong = LOOKS[look]
    colours = {
        name: {"default": shade, "subtle": shade if name == "accent" else quiet}
        for name, shade in (("default", words), ("dark", words), ("light", words), ("accent", accent), ("attention", wrong), ("good", words), ("warning", words))
    }  # fmt: skip
    return {
        "fontFamily": "Segoe UI, Helvetica Neue, Arial, sans-serif",
        "supportsInteractivity": True,
        "actions": {"actionsOrientation": "horizontal", "buttonSpacing": 8, "maxActions": 6, "actionAlignment": "left"},
        "containerStyles": {
            "default": {"backgroundColor": ground, "foregroundColors": colours},
            "emphasis": {"backgroundColor": apart, "foregroundColors": colours},
        },
        "separator": {"lineThickness": 1, "lineColor": edge},
        "inputs": {
            "label": {
                "requiredInputs": {"color": "default", "suffix": " *", "suffixColor": "attention"},
                "optionalInputs": {"color": "default"},
            },
            "errorMessage": {"color": "attention"},
        },
    }


PAGE = """<!doctype html><meta charset="utf-8"><title>cards</title><style>
body {{ margin: 16px; background: #f5f5f7; font: 14px sans-serif; display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start }}
.card {{ border: 1px solid; border-radius: 6px; width: 400px; padding: 4px }}
.card button, .card input, .card select, .card textarea {{ border: 1px solid; border-radius: 4px; padding: 6px 12px; margin: 2px 0; font: inherit; color: inherit; background: transparent; max-width: 100% }}
.card button {{ white-space: normal; text-align: left }}
.light {{ background: #fff; color: #242424; border-color: #8a8a8a }}
.dark {{ background: #292929; color: #fff; border-color: #8a8a8a }}
.contrast {{ background: #000; color: #fff; border-color: #fff }}
.ac-richTextBlock {{ white-space: pre-wrap }}
.ac-actionSet {{ flex-wrap: wrap }} .ac-actionSet > div {{ flex-wrap: wrap }}
</style><body><script src="adaptivecards.js"></script><script>
const hosts = {hosts};
AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {{  // as Teams does, in one of its ways
  result.outputHtml = text.replace(/\\[(.*?)\\]\\((.*?)\\)/g, '<a href="$2">$1</a>').replace(/\\*\\*(.*?)\\*\\*/g, "<b>$1</b>");
  result.didProcess = true;
}};
const shade = (of) => {{
  const parts = of.match(/[0-9.]+/g).map(Number);
  const [r, g, b] = parts.map((each) => (each /= 255) <= 0.03928 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
  return {{ light: 0.2126 * r + 0.7152 * g + 0.0722 * b, clear: parts[3] === 0 }};
}};
function contrast(of) {{  // of an element's words with what stands behind them
  let behind = of;
  while (behind && shade(getComputedStyle(behind).backgroundColor).clear) behind = behind.parentElement;
  const [one, two] = [shade(getComputedStyle(of).color).light, shade(getComputedStyle(behind).backgroundColor).light];
  return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}}
function draw(json, look = "light", width = 400) {{
  const card = new AdaptiveCards.AdaptiveCard(), told = new AdaptiveCards.SerializationContext();
  card.hostConfig = new AdaptiveCards.HostConfig(hosts[look]);
  card.version = new AdaptiveCards.Version(1, 6);
  card.parse(json, told);
  const troubles = [];
  for (let i = 0; i < told.eventCount; i++) troubles.push(told.getEventAt(i).message);
  const drawn = card.render();
  const box = document.createElement("div");
  box.className = `card ${{look}}`;
  box.style.width = `${{width}}px`;
  box.append(drawn);
  document.body.append(box);
  const words = [...box.querySelectorAll(".ac-richTextBlock")].map((each) => each.textContent);
  const buttons = [...box.querySelectorAll("button.ac-pushButton")].map((each) => each.innerText);
  const wide = box.scrollWidth > box.clientWidth + 1;
  const leaves = [...box.querySelectorAll("*")].filter((each) => [...each.childNodes].some((one) => one.nodeType === 3 && one.data.trim()));
  const seen = Math.min(...leaves.map(contrast));
  const small = Math.min(...leaves.map((each) => parseFloat(getComputedStyle(each).fontSize)));
  const ruled = [...box.querySelectorAll(".ac-horizontal-separator")].filter((each) => getComputedStyle(each).borderBottomWidth !== "0px").length;
  return {{ troubles, words, buttons, wide, seen, small, ruled, links: box.querySelectorAll("a").length, images: box.querySelectorAll("img").length }};
}}
</script>"""


def fetched(folder: Path) -> Path:
    """The folder of the renderer. Skips with a line where npm cannot fetch it."""
    script = packages.fetched(folder, PACKAGE, "dist/adaptivecards.js", patience=120)
    page = folder / "cards.html"
    page.write_text(PAGE.format(hosts=json.dumps({look: host(look) for look in LOOKS})), "utf-8")
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


async def drawn(
    window: Window, cards: Sequence[dict[str, Any]], look: str = "light", width: int = 400
) -> list[dict[str, Any]]:
    """What the renderer made of each card."""
    clear = "document.body.querySelectorAll('.card').forEach((each) => each.remove())"
    script = f"{{ {clear}; ({json.dumps(list(cards))}).map((each) => draw(each, {json.dumps(look)}, {width})) }}"
    found: list[dict[str, Any]] = await window.see(script)
    return found
