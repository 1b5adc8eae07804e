"""An answered card is updated, not left live: its words stay, its buttons go; once, in order, however often it is stopped."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from transcripts.play import house

from adapters.app import Local
from adapters.console import Door
from adapters.local import Posted, author, load_world
from bot.courier import Courier
from bot.letters import Act, Letter, Outcome, Sent, Unsure

NOW = datetime.fromisoformat("2026-04-13T14:24:00+01:00")


@pytest.fixture
async def local(tmp_path: Path) -> AsyncIterator[Local]:
    world = load_world()
    me = author("Sam Reyes", "Europe/Dublin", world)
    opened = await Local.open(f"sqlite:///{tmp_path}/oops.db", me, world, house(), NOW)
    yield opened
    await opened.close()


def edits(posted: list[Posted]) -> list[str]:
    return [each.ref for each in posted if each.act is Act.EDIT]


async def test_an_answered_card_keeps_its_words_and_loses_its_buttons(local: Local) -> None:
    door = Door(local)
    asked = await door.lines(await door.take({"say": "i just emailed payroll to the wrong chris"}))
    answered = await door.lines(await door.take({"press": "done"}))

    assert asked[-1]["choices"]
    assert answered[-1] == {"edit": "m1", "text": asked[-1]["text"], "choices": []}
    assert [letter.act for letter in await local.store.letters(local.me)] == [Act.POST, Act.POST, Act.EDIT]


async def test_words_take_the_buttons_away_as_a_press_does(local: Local) -> None:
    door = Door(local)
    await door.take({"say": "i just emailed payroll to the wrong chris"})

    assert edits(await door.take({"say": "priya has it, chris deleted it"})) == ["m1"]


DRAFTED = (
    {"say": "I missed the deadline for the deck at 9:00 today"},
    {"say": "all by 11:30"},
    {"say": "dana"},
)


async def test_a_form_is_closed_with_its_card(local: Local) -> None:
    door = Door(local)
    for line in DRAFTED:
        await door.take(line)
    (asked, *_) = await door.lines(await door.take({"press": "edit"}))

    posted = await door.take({"fill": {"words": "Dana, I missed the deadline for the deck. It is in by 11:30."}})

    assert asked["form"]
    assert not asked["choices"]
    assert edits(posted) == [asked["id"]]


async def test_all_cards_that_are_over_in_a_turn_are_updated_with_it_and_once(local: Local) -> None:
    door = Door(local)
    for line in DRAFTED:
        await door.take(line)
    held, *_ = await door.take({"press": "send"})
    paused, *_ = await door.take({"say": "pause"})

    sent = await door.take({"wait": "PT3M"})
    after = await door.take({"say": "where am i"})

    assert (edits(sent), edits(after)) == ([held.ref, paused.ref], [])


async def test_a_restart_brings_the_update_that_was_not_brought_and_does_not_forget_it(tmp_path: Path) -> None:
    world = load_world()
    me = author("Sam Reyes", "Europe/Dublin", world)
    place = (f"sqlite:///{tmp_path}/oops.db", me, world, house(), NOW)
    first = await Local.open(*place)
    await Door(first).take({"say": "i just emailed payroll to the wrong chris"})
    await first.conversation.press(me, "killed before anything was brought", "done")
    await first.close()

    again = await Local.open(*place)
    door = Door(again)
    lines = await door.lines(await again.finish(None))
    old = await door.lines(await door.take({"press": "done", "on": "m1"}))
    await again.close()

    assert [line.get("edit", line.get("id")) for line in lines] == ["m2", "m1"]
    assert old[0]["text"].startswith("That button belongs to an earlier message")


async def test_two_that_are_open_on_one_database_lose_nothing_of_each_other(tmp_path: Path) -> None:
    world = load_world()
    me = author("Sam Reyes", "Europe/Dublin", world)
    place = (f"sqlite:///{tmp_path}/oops.db", me, world, house(), NOW)
    one, other = await Local.open(*place), await Local.open(*place)
    here, there = Door(one), Door(other)
    lines = (
        (here, {"say": "i just emailed payroll to the wrong chris"}),
        (there, {"say": "where am i"}),
        (here, {"press": "done"}),
        (there, {"say": "not yet. its dana"}),
        (here, {"say": "i sent the march payroll file to the wrong chris at 14:05"}),
    )
    said, stood = [], []
    for door, line in lines:
        said.append(await door.lines(await door.take(line)))
        stood.append((await door.ready())["question"])
    await one.close()
    await other.close()

    assert all(said)
    assert stood == ["first_acts", "first_acts", "boss_knows", "telling", "next_act"]
    names = [line["id"] for lines in said for line in lines if "id" in line]
    assert len(set(names)) == len(names)


class Hoarse:
    """A voice whose posts nobody can be sure of."""

    def __init__(self) -> None:
        self.said: list[Letter] = []

    async def speak(self, letter: Letter) -> Outcome:
        self.said.append(letter)
        return Unsure() if letter.act is Act.POST else Sent(letter.ref or "")

    async def look_up(self, letter: Letter) -> Outcome | None:
        return None if letter.act is Act.POST else Sent("")


async def test_an_update_waits_until_its_card_is_surely_there(local: Local) -> None:
    hoarse = Hoarse()
    courier = Courier(local.store, hoarse, local.clock)
    asked = await local.conversation.say(local.person, "1", "i just emailed payroll to the wrong chris")
    await courier.bring(asked.letters)
    answered = await local.conversation.press(local.person, "2", "done")
    await courier.bring(answered.letters)
    local.clock.move(NOW + timedelta(minutes=1))
    await courier.deliver()
    assert [letter.act for letter in hoarse.said] == [Act.POST, Act.POST]

    await local.store.settle(asked.letters[0].id, Sent("p1"), NOW)
    await courier.deliver()

    assert (hoarse.said[-1].act, hoarse.said[-1].ref, hoarse.said[-1].reply.choices) == (Act.EDIT, "p1", ())


async def test_new_says_that_the_earlier_one_sleeps_and_a_button_of_it_wakes_it(local: Local) -> None:
    door = Door(local)
    posted = await door.take({"say": "I missed the deadline for the deck at 9:00 today"})
    first, *_ = await door.lines(posted)

    begun, *_ = await door.take({"say": "new"})
    again, *_ = await door.take({"say": "new"})
    await door.take({"press": "tell_now", "on": first["id"]})

    assert begun.letter.reply.text.startswith("A new page. The earlier one sleeps, and any of its buttons wakes it.")
    assert "sleeps" not in again.letter.reply.text, "what is empty is not missed"
    desk = await local.store.desk(local.me)
    assert desk is not None
    assert desk.person.focus == posted[0].letter.journey
