"""X2: the same transcript gives the same states and the same outgoing words on the page as in the terminal."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from golden_letters import is_given
from transcripts.play import Transcript, transcripts
from web.room import Room, room

from bot.letters import Act, LetterKind
from bot.people import Who

SHORT = ("payroll", "choice", "skips_everything")
"""Played in every run; the others by `make test-long`."""
SAM = [each for each in transcripts() if each.me == "Sam Reyes" and each.zone == "Europe/Dublin"]


@dataclass(slots=True)
class Reader:
    """Who reads what comes out, and what they have begun to answer."""

    here: Room
    parts: dict[str, Who] = field(default_factory=dict)
    asking: dict[str, str] = field(default_factory=dict)

    async def look(self) -> None:
        """Remember who has which part: a journey that is closed is on no desk."""
        desk = await self.here.place.store.desk(self.here.place.me)
        for part in ("manager", "mentor"):
            for held in (getattr(each, part) for each in (desk.journeys if desk else ())):
                if held:
                    self.parts[part] = held.who


async def act(reader: Reader, fed: dict[str, Any]) -> None:
    """One line of a transcript, as the page sends it."""
    here, part = reader.here, fed.get("as")
    if part and fed.get("press") in ("ask_one", "reply"):
        reader.asking[part] = fed["press"]  # on the page the words are typed into the form that this button opens
    elif part:
        who = reader.parts[part]
        *_, letter = [each for each in await here.place.store.letters(who) if each.kind is LetterKind.THIRD]
        choice = fed.get("press") or reader.asking.pop(part, "reply" if part == "mentor" else "ask_one")
        await here.call(do="answer", by=who.user, on=letter.id, choice=choice, text=fed.get("say", ""))
    elif "say" in fed:
        await here.say(fed["say"])
    elif fed.get("press") == "begin":
        pass  # the page begins by itself for whoever opens it
    elif "press" in fed:
        await here.press(fed["press"])
    else:
        await here.call(do="wait", span=fed["wait"])


async def stands(here: Room) -> tuple[str, str | None]:
    """The step and the question at which the journey in focus stands."""
    desk = await here.place.store.desk(here.place.me)
    journey = next((each for each in desk.journeys if each.id == desk.person.focus), None) if desk else None
    if journey is None:
        return ("closed" if desk and desk.person.focus else "first_hour"), None
    return str(journey.step), str(journey.question) if journey.question else None


def wanted(transcript: Transcript) -> tuple[list[tuple[str, str | None]], dict[str, list[str]]]:
    """What the terminal printed: where it stood after each line, and what each reader got, but for another's open form."""
    states, told = [], {}
    for line in map(json.loads, transcript.golden.read_text("utf-8").splitlines()):
        if line.get("ready"):
            states.append((line["step"], line["question"]))
        elif "to" in line and not is_given(line["text"]) and not (line["form"] and line["to"] != "author"):
            told.setdefault(line["to"], []).append(line["text"])
    return states, told


@pytest.mark.parametrize(
    "transcript",
    [pytest.param(each, id=each.name, marks=() if each.name in SHORT else pytest.mark.long) for each in SAM],
)
async def test_a_transcript_on_the_page_gives_the_same_states_and_the_same_words(
    transcript: Transcript, tmp_path: Path
):
    states, told = wanted(transcript)

    async with room(tmp_path, transcript.now.isoformat()) as here:
        reader = Reader(here)
        stood = []
        for line in transcript.fed:
            await act(reader, json.loads(line))
            await reader.look()
            stood.append(await stands(here))
        erased = await here.place.store.desk(here.place.me) is None
        read_by = {"author": here.place.me, **reader.parts}
        got = {part: await posts(here, read_by[part]) for part in told}

    assert stood == states
    if not erased and "begin" not in transcript.fed[0]:
        got["author"].pop(0)  # the page greets whoever opens it, so the first answer goes without its first line
        told["author"][0] = told["author"][0].partition("\n")[2]
    assert erased or got == told


async def posts(here: Room, who: Who) -> list[str]:
    return [each.reply.text for each in await here.place.store.letters(who) if each.act is Act.POST]
