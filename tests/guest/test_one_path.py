"""One path with and without a model: what it is allowed to be asked changes no byte of a conversation until it says something good."""

from __future__ import annotations

import io
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from guest.talking import HERE

from adapters.app import Local, local_key
from adapters.cli import trouble
from adapters.console import json_lines
from adapters.local import author, load_world, who
from bot.effects import AskCoach
from bot.journey import Job
from bot.visits import NoCoach, Visits
from storage.store import SqlStore
from tests.transcripts.play import house, transcripts

NOW = datetime(2026, 4, 13, 12, tzinfo=UTC)
ASK = AskCoach("j", "j.1", Job.MESSAGE, "")


class Hostile:
    """Says the worst, at once, whatever it is asked."""

    place = HERE

    def __init__(self):
        self.asked = 0

    async def answer(self, ask):
        self.asked += 1
        return (
            ("answer", "99")
            if ask.options
            else ('{"press": "send"}', "I knew it was wrong.", "See https://evil.example.")
        )

    async def close(self):
        pass


async def with_a_model(transcript, coach, folder):
    """What comes out of a golden conversation when the model was allowed before it began."""
    world = load_world()
    person = replace(author(transcript.me, transcript.zone, world), guest=HERE.where)
    local = await Local.open(f"sqlite:///{folder}/oops.db", person, world, house(), transcript.now, Visits(coach))
    out = io.StringIO()
    try:
        await json_lines(local, io.StringIO("".join(transcript.fed)), out, trouble)
    finally:
        await local.close()
    return out.getvalue()


@pytest.mark.parametrize("name", ["deck", "overwhelmed_deadline"])
async def test_a_golden_conversation_is_the_same_byte_for_byte_beside_the_worst_model(name, tmp_path):
    transcript = next(each for each in transcripts() if each.name == name)
    coach = Hostile()

    out = await with_a_model(transcript, coach, tmp_path)

    assert coach.asked, "it was asked"
    assert out == transcript.golden.read_text("utf-8")


@pytest.mark.long
@pytest.mark.parametrize("transcript", transcripts(), ids=lambda each: each.name)
async def test_no_golden_conversation_is_changed_by_the_worst_model(transcript, tmp_path):
    out = await with_a_model(transcript, Hostile(), tmp_path)

    golden = transcript.golden.read_text("utf-8").splitlines()
    told = [line for line in golden if "control.export" not in line and "everything I keep about you" not in line]
    assert [line for line in out.splitlines() if "everything I keep about you" not in line] == told


@asynccontextmanager
async def kept_in(folder):
    """A store on a file in this folder."""
    url = f"sqlite:///{folder}/oops.db"
    store = SqlStore.open(url, local_key(url))
    try:
        yield store
    finally:
        await store.close()


def visits_in(store, coach=None):
    """Two visits a day for a tenant, and where that is written down."""
    visits = Visits(coach or Hostile(), a_tenant=2)
    visits.purse = store
    return visits


async def nothing_of(said):
    return ()


async def test_a_tenant_has_so_many_visits_a_day_whichever_process_makes_them(tmp_path):
    me, other = who("sam"), replace(who("ada"), tenant="elsewhere")
    async with kept_in(tmp_path) as store:
        first, second = visits_in(store), visits_in(store)
        for visits in (first, second):
            await visits.look(me, NOW)
            assert visits.place(me, NOW) == HERE
            visits.ask(ASK, me, NOW, nothing_of)
            await visits.rest()

        begun_again = visits_in(store)
        await begun_again.look(me, NOW)
        await begun_again.look(other, NOW)

        assert begun_again.place(me, NOW) is None
        assert begun_again.place(other, NOW) == HERE
        assert begun_again.place(me, NOW + timedelta(days=1)) == HERE
    assert Visits(NoCoach()).place(me, NOW) is None


async def test_what_another_process_has_spent_is_asked_for_by_nobody(tmp_path):
    me, coach = who("sam"), Hostile()
    async with kept_in(tmp_path) as store:
        early = visits_in(store, coach)
        await early.look(me, NOW)
        await store.spend(me.tenant, NOW.date(), 2)

        early.ask(ASK, me, NOW, nothing_of)
        await early.rest()

        assert coach.asked == 0
        assert early.place(me, NOW) is None


async def test_what_a_tenant_has_spent_goes_with_it(tmp_path):
    async with kept_in(tmp_path) as store:
        await store.spend("acme", NOW.date(), 5)

        await store.purge("acme", NOW)

        assert await store.spend("acme", NOW.date(), 0) == 0
