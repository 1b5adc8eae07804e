"""Draws every card of three journeys as Slack would, to be looked at: `python tests/slack/pictures.py FOLDER`.

The journeys are played in a Slack of our own, and drawn as its messages stand at the end: answered cards say what was chosen.
npm's slack-blocks-to-jsx and Chromium do the drawing, in a temporary folder outside the repository. FOLDER gets one PNG for
each stretch of a conversation, one for each modal, App Home, and the two pictures of docs/slack.md.
"""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

HOUSE = Path(__file__).parents[2]
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests")]

from coaching import ways  # noqa: E402
from golden_letters import house  # noqa: E402
from slackside.room import room  # noqa: E402
from transcripts.play import transcripts  # noqa: E402

from adapters.slack import outbound  # noqa: E402
from adapters.slack.speaker import named  # noqa: E402
from bot import speech  # noqa: E402
from bot.people import Person, Who  # noqa: E402
from bot.ports import Desk  # noqa: E402

JOURNEYS = {"payroll": 14, "deck": 14, "wrong_figures": 14}
"""Which, and how many messages a picture holds."""
PACKAGES = ["slack-blocks-to-jsx@1.1.1", "react@18.3.1", "react-dom@18.3.1", "esbuild@0.25.12"]
WIDTH = 760
PAGE = """
import React from "react";
import { createRoot } from "react-dom/client";
import { Message } from "slack-blocks-to-jsx";
import "slack-blocks-to-jsx/dist/style.css";
import pages from "./pages.json";

const page = pages[Number(location.hash.slice(1) || 0)];
const logo = (colour, letter) => "data:image/svg+xml," + encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" width="36" height="36"><rect width="36" height="36" fill="${colour}"/>` +
  `<text x="18" y="24" font-family="sans-serif" font-size="18" fill="white" text-anchor="middle">${letter}</text></svg>`);
const pictured = (blocks) => blocks.map((block) => block.type !== "context" ? block : { ...block, elements: block.elements.map(
  (each) => each.type === "image" ? { ...each, image_url: logo("#5b6b8f", each.alt_text[0]) } : each) });
const Entry = ({ of }) => (
  <div style={{ padding: "6px 20px" }} className={of.from === "Oops" ? "app" : "person"}>
    {of.title ? <h3 style={{ margin: "0 0 12px" }}>{of.title}</h3> : null}
    <Message blocks={pictured(of.blocks)} name={of.from} time={new Date(of.at)} logo={logo(of.from === "Oops" ? "#3f6f5f" : "#8a6d3b", of.from[0])} withoutWrapper={of.bare} />
    {of.foot ? <p style={{ textAlign: "right" }}>{of.foot.map((each) => <span key={each} style={{ border: "1px solid #999", borderRadius: 4, padding: "6px 14px", marginLeft: 8 }}>{each}</span>)}</p> : null}
  </div>);
createRoot(document.getElementById("root")).render(<div>{page.map((of, n) => <Entry key={n} of={of} />)}</div>);
setTimeout(() => { document.title = `height ${Math.ceil(document.getElementById("root").getBoundingClientRect().height) + 32}`; }, 1500);
"""
FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync
    --disable-component-update --hide-scrollbars --allow-file-access-from-files --virtual-time-budget=4000""".split()


async def talk(name, until=""):
    """A journey as it stands in Slack at its end, or as soon as its author is offered this choice, from top to bottom."""
    how = next(each for each in transcripts() if each.name == name)
    with tempfile.TemporaryDirectory() as folder:
        async with room(Path(folder), me=how.me, zone=how.zone, now=how.now) as here:
            entries = []
            for line in map(json.loads, how.fed):
                if (
                    "say" in line and line.get("as", "author") == "author"
                ):  # a press, and what others fill in, is no message
                    words = {"type": "text", "text": line["say"]}
                    section = {"type": "rich_text_section", "elements": [words]}
                    blocks = [{"type": "rich_text", "elements": [section]}]
                    entries.append({"from": how.me.split()[0], "blocks": blocks, "at": here.now().isoformat()})
                await here.play(line)
                entries += [each for each in here.slack.messages if each not in entries]
                if until and here.offered(until, here.me):
                    break
            standing = (each for each in entries if isinstance(each, dict) or each not in here.slack.gone)
            return [each if isinstance(each, dict) else await card(here, each) for each in standing]


async def card(here, message):
    """A message as it stands, with the hour at which it was written, and whose it is."""
    letter = await here.store.letter(named(message.payload))
    at = letter.attempted if letter is not None else here.now()
    (reader,) = (u for u, channel in here.slack.space().channels.items() if channel == message.channel)
    name = here.slack.space().users[reader]["profile"]["real_name"]
    title = "" if reader == here.me else f"What {name} sees"
    return {"from": "Oops", "blocks": message.payload["blocks"], "at": at.isoformat(), "title": title}


def pages():
    """Name → what stands on that picture, from top to bottom."""
    catalog = house().catalog
    for name, many in JOURNEYS.items():
        entries = asyncio.run(talk(name))
        for number, each in enumerate((entries[n : n + many] for n in range(0, len(entries), many)), 1):
            yield f"{name}-{number}", each
    yield "slack-talk", asyncio.run(talk("payroll", "send"))[4:]
    for form in speech.FIELDS:
        filled = {"words": ways.drafted().draft} if form == "edit" else {}
        yield f"form-{form}", (modal(outbound.form("j.7", speech.form(form, catalog), catalog, filled=filled)),)
    yield "form-coach", (modal(outbound.coach(catalog, "The list that went to the wrong supplier.")),)
    yield (
        "home-new",
        ({"from": "Oops", "bare": True, "at": 0, "blocks": outbound.home(None, house(), datetime.now(UTC))["blocks"]},),
    )
    yield "slack-home", ({"from": "Oops", "bare": True, "at": 0, "blocks": home_of(ways.prevented())["blocks"]},)
    yield (
        "home",
        ({"from": "Oops", "bare": True, "at": 0, "blocks": home_of(ways.prevented(), ways.drafted())["blocks"]},),
    )


def modal(view):
    texts = [view[each]["text"] for each in ("close", "submit") if each in view]
    return {
        "from": "Oops",
        "bare": True,
        "at": 0,
        "blocks": view["blocks"],
        "title": view["title"]["text"],
        "foot": texts,
    }


def home_of(*talks):
    sam = Person(Who("slack", "T1", "U1"), "Sam Reyes", zone="Europe/Dublin")
    walks = tuple(replace(each.journey, id=f"{number}" * 32) for number, each in enumerate(talks))
    return outbound.home(Desk(sam, walks), house(), talks[0].now)


def main(folder: Path) -> None:
    """Install, bundle, and take one picture a page."""
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium or not shutil.which("npm"):
        sys.exit("This needs npm and chromium. Install both, and try again.")
    found = dict(pages())
    os.environ["TZ"] = "Europe/Dublin"
    with tempfile.TemporaryDirectory() as work:
        place = Path(work)
        (place / "package.json").write_text('{"private": true}')
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent", *PACKAGES], cwd=place, check=True)
        (place / "pages.json").write_text(json.dumps(list(found.values())), "utf-8")
        (place / "page.jsx").write_text(PAGE, "utf-8")
        bundle = [
            "npx",
            "esbuild",
            "page.jsx",
            "--bundle",
            "--outfile=page.js",
            "--log-level=error",
            "--define:process.env.NODE_ENV='production'",
            "--loader:.jsx=jsx",
        ]
        subprocess.run(bundle, cwd=place, check=True)
        (place / "index.html").write_text(
            '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="page.css"><style>.person .slack_blocks_to_jsx--header > :nth-child(2) { display: none }</style><body style="margin:12px 0;background:white;font-family:Lato,sans-serif"><div id="root"></div><script src="page.js"></script>',
            "utf-8",
        )
        for number, name in enumerate(found):
            page = f"file://{place}/index.html#{number}"
            browser = [chromium, *FLAGS, f"--user-data-dir={place}/browser"]
            dumped = subprocess.run(
                [*browser, "--dump-dom", f"--window-size={WIDTH},900", page], check=True, capture_output=True, text=True
            )
            height = re.search(r"<title>height (\d+)</title>", dumped.stdout)[1]
            picture = folder / f"{name}.png"
            size = [f"--window-size={WIDTH},{height}", f"--screenshot={picture}"]
            subprocess.run([*browser, *size, page], check=True, capture_output=True)
            sys.stdout.write(f"{picture.name}\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say where the pictures go: python tests/slack/pictures.py FOLDER")
    main(Path(sys.argv[1]))
