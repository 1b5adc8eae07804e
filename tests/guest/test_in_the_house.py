"""The guest in the whole house: a real database, a real service on loopback, the local world's voice."""

import json
from contextlib import asynccontextmanager
from datetime import datetime

import pytest
from guest.talking import GOOD, STORY
from guestside import fake

from adapters.app import Local, load_house
from adapters.coach import ModelCoach
from adapters.local import author, load_world
from adapters.settings import Model
from bot.letters import Act
from bot.visits import Visits

pytest.importorskip("openai")  # what is imported with the first question is not counted as the service's time

NOW = datetime.fromisoformat("2026-04-13T14:24:00+01:00")


@asynccontextmanager
async def living(service, tmp_path, limit=30.0):
    """The local coach with a model at `service`."""
    coach = ModelCoach(Model("tiny", "", service.url), limit=limit)
    world = load_world()
    url = f"sqlite:///{tmp_path}/oops.db"
    local = await Local.open(url, author("Sam Reyes", "Europe/Dublin", world), world, load_house(), NOW, Visits(coach))
    try:
        yield local
    finally:
        await local.close()


async def say(local, text):
    return await local.finish(await local.conversation.say(local.person, local.delivery(), text))


async def press(local, choice):
    return await local.finish(await local.conversation.press(local.person, local.delivery(), choice))


async def at_note(local):
    """The story is told and the model was allowed. Returns the card with the note."""
    for line in STORY:
        posted = await say(local, line)
    posted += await local.guests()
    card, offered = [each for each in posted if each.letter.reply.choices]
    assert [choice.id for choice in offered.letter.reply.choices] == ["guest_yes", "guest_no"]
    await press(local, "guest_yes")
    return card


async def test_the_coachs_own_words_come_at_once_and_the_suggestion_by_an_edit(tmp_path):
    async with fake.serving(fake.note(*GOOD)) as service, living(service, tmp_path) as local:
        card = await at_note(local)

        (edit,) = await local.guests()

        assert edit.act is Act.EDIT
        assert edit.ref == card.ref
        assert edit.letter.reply.text.startswith(card.letter.reply.text)
        assert "| Dana, I sent the old price sheet to acme at 14:05, and I noticed at 14:30." in edit.letter.reply.text
        assert [choice.label for choice in edit.letter.reply.choices] == ["Use", "Edit", "No thanks"]
        back = await press(local, "keep_mine")
        assert [(each.act, each.ref, each.letter.reply) for each in back] == [(Act.EDIT, card.ref, card.letter.reply)]
        assert service.asked


async def test_silence_leaves_everything_as_it_is(tmp_path):
    async with fake.serving(fake.never) as service, living(service, tmp_path, limit=0.3) as local:
        await at_note(local)

        assert await local.guests() == []
        held = await press(local, "send")
        assert any(choice.id == "send_now" for each in held for choice in each.letter.reply.choices)


async def test_who_was_deleted_meanwhile_is_not_brought_back(tmp_path):
    async with fake.serving(fake.note(*GOOD)) as service, living(service, tmp_path) as local:
        await at_note(local)
        await say(local, "delete everything")
        await press(local, "delete_all")

        assert await local.guests() == []
        assert await local.store.desk(local.me) is None


async def test_only_masked_words_leave_the_house_and_the_export_has_them(tmp_path):
    async with fake.serving(fake.note(*GOOD)) as service, living(service, tmp_path) as local:
        await at_note(local)
        await local.guests()

        for word in ("Sam", "Reyes", "Dana", "Okafor", "dana", "local"):
            assert word not in json.dumps(service.asked[0]["messages"][1]), word
        kept = json.dumps(await local.store.export(local.me), default=str)
        assert "I sent the old price sheet to acme at 14:05" in kept
        assert json.loads(service.asked[0]["messages"][1]["content"])["lines"][0] in kept
