"""The clock only beats: one job, never twice at once, and it goes on when a beat goes wrong."""

from __future__ import annotations

import asyncio
import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from logged import logged
from transcripts.play import house

from adapters.app import Local
from adapters.cli import trouble
from adapters.clock import Beats, FileClock, RealClock
from adapters.console import PLAIN, person_lines
from adapters.local import author, load_world

NOW = datetime.fromisoformat("2026-04-13T14:24:00+01:00")


async def test_a_beat_comes_again_and_again_and_never_twice_at_once() -> None:
    inside, most, beaten = 0, 0, 0
    enough = asyncio.Event()

    async def work() -> None:
        nonlocal inside, most, beaten
        inside += 1
        most = max(most, inside)
        await asyncio.sleep(0.03)
        inside -= 1
        beaten += 1
        if beaten == 3:
            enough.set()

    beats = Beats(work, 0.01)
    beats.start()
    await asyncio.wait_for(enough.wait(), 10)
    beats.stop()

    assert most == 1


@pytest.mark.parametrize("off", [timedelta(hours=-3), timedelta(), timedelta(days=2)])
async def test_replicas_go_by_the_databases_clock_however_wrong_their_own_is(tmp_path: Path, off: timedelta) -> None:
    async def databases() -> datetime | None:
        return datetime.now(UTC) + off

    async def own() -> datetime | None:
        return None

    (tmp_path / "ahead").write_text("P1D", "ascii")
    for clock, more in ((RealClock(), timedelta()), (FileClock(tmp_path / "ahead"), timedelta(days=1))):
        for tell, expected in ((databases, off + more), (own, more)):
            await clock.follow(tell)
            assert abs(clock.now() - datetime.now(UTC) - expected) < timedelta(minutes=1)


async def test_a_beat_that_goes_wrong_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    beaten = 0
    enough = asyncio.Event()

    async def work() -> None:
        nonlocal beaten
        beaten += 1
        if beaten == 3:
            enough.set()
        raise RuntimeError("private words")

    beats = Beats(work, 0.01)
    beats.start()
    await asyncio.wait_for(enough.wait(), 10)
    beats.stop()

    assert "private" not in logged(caplog)


async def test_a_beat_that_has_begun_is_finished_when_we_leave_but_not_for_ever(
    caplog: pytest.LogCaptureFixture,
) -> None:
    begun, go_on, done = asyncio.Event(), asyncio.Event(), []

    async def work() -> None:
        begun.set()
        await go_on.wait()
        done.append("posted")

    beats = Beats(work, 0.01)
    beats.start()
    await asyncio.wait_for(begun.wait(), 10)
    beats.stop()
    await beats.rest(0)
    assert done == []

    begun.clear()
    again = Beats(work, 0.01)
    again.start()
    await asyncio.wait_for(begun.wait(), 10)
    again.stop()
    resting = asyncio.create_task(again.rest(10))
    await asyncio.sleep(0)
    go_on.set()
    await resting

    assert done == ["posted"]
    assert caplog.records == []


async def test_a_person_at_the_terminal_holds_a_conversation(tmp_path: Path) -> None:
    world = load_world()
    me = author("Sam Reyes", "Europe/Dublin", world)
    local = await Local.open(f"sqlite:///{tmp_path}/oops.db", me, world, house(), NOW)
    typed = "i missed the deadline for the deck at 9:00\nall of it by 16:00\ndana\n1\n:wait 3m\n:as dana thank\n:nonsense\n9\n:quit\n"
    seen = io.StringIO()

    assert await person_lines(local, io.StringIO(typed), seen, PLAIN, trouble) == 0

    await local.close()
    text = seen.getvalue()
    assert "[1 Send to Dana Okafor]" in text
    assert "── Dana Okafor reads: ──" in text
    assert 'From Dana: "Thank you for telling me quickly."' in text
    assert "\033" not in text, "plain when it is piped"
