"""A4: only the author approves, by a live press. No text, no old button, no copy of one, nobody else's press counts."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from faults.day import DAY
from slackside.room import TEAM, room, user_of
from sqlalchemy import select

from adapters.slack import names
from storage.tables import consents, letters

OTHERS = {
    "whom the note is for": ("U0DANA", TEAM),
    "another member": ("U0MARTA", TEAM),
    "a guest": ("U0GUEST", TEAM),
    "an app": ("U0ROBOT", TEAM),
    "someone of another workspace": ("U0OTHER", "T0OTHER"),
}
TYPED = (
    "send",
    "Send to Dana",
    "yes send it now",
    "consent",
    "i approve",
    "send_now",
    "release the letter",
    "@oops send",
    "thank",
)
APPROVES = {"send", "consent", "send_now", "send_morning"}


def approved(here):
    """Every consent, and every letter to somebody else: what only the author may bring about."""
    third = select(letters.c.id, letters.c.state).where(letters.c.kind == "third").order_by(letters.c.seq)
    return here.store._database.read(
        lambda hand: (
            [(row.letter, row.state) for row in hand.execute(select(consents).order_by(consents.c.id)).all()],
            [(row.id, row.state) for row in hand.execute(third).all()],
        )
    )


def shown(here):
    """Every button that ever stood before the author, as it was: (action, value, kind)."""
    found = {}
    for arguments in here.slack.made("chat.postMessage") + here.slack.made("chat.update"):
        for block in arguments.get("blocks", ()):
            for element in block.get("elements", ()) if block["type"] == "actions" else ():
                if element["type"] == "button":
                    found[element["action_id"], element.get("value", "")] = "button"
                found |= {(element["action_id"], each["value"]): "option" for each in element.get("options", ())}
    return [(action, value, kind) for (action, value), kind in found.items()]


async def until(here, step):
    """The day, up to where so many steps are done."""
    for each in DAY[:step]:
        await (here.say(each.says) if each.says else here.press(each.presses, user_of(each.who)))


@pytest.mark.parametrize("step", [4, 5, 6], ids=["at the draft", "at the card", "while it is held"])
async def test_nobody_elses_press_no_text_and_no_old_button_approves_anything(step, tmp_path, proof):
    async with room(tmp_path) as here:
        here.slack.space("T0OTHER").add("U0OTHER", "Other Person")
        await until(here, step)
        live = {(action, value) for message in here.slack.sent(here.me) for action, value, _ in message.buttons()}
        buttons = shown(here)
        forged = [(action, names.value("made-up.7"), kind) for action, _, kind in buttons if kind == "button"]
        assert any(action in APPROVES for action, _, _ in buttons)
        before, tried = approved(here), 0

        for (user, team), (action, value, kind) in product(OTHERS.values(), buttons):
            await here.deliver(here.slack.press(user, action, value, kind=kind, team=team))
            tried += 1
        assert approved(here) == before, "somebody else's press"
        assert not here.read("U0DANA")
        for action, value, kind in (each for each in [*buttons, *forged] if each[:2] not in live):
            for _ in range(2):
                await here.deliver(here.slack.press(here.me, action, value, kind=kind))
                tried += 1
            here.slack.views.pop(here.me, None)
        assert approved(here) == before, "an old press, a copy of one, or one that never was"
        for text in TYPED:
            await here.say(text)
            tried += 1
        given, to_others = approved(here)
        assert given[: len(before[0])] == before[0]
        assert {letter for letter, _ in given} == {letter for letter, _ in to_others}
        assert len(given) == len(before[0]), "words approve nothing"
        if step < 6:
            await here.wait(timedelta(minutes=5))
            assert not here.read("U0DANA")
    proof("A4 presses and texts that approve nothing", tried, step)
