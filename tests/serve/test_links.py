"""A link of ours, over real sockets: a preview spends nothing, one press fetches once, and nothing private is anywhere but in the file."""

import asyncio
import json
import logging
import re
import threading
from datetime import UTC, date, datetime, timedelta
from functools import partial
from html.parser import HTMLParser

import aiohttp
import pytest
from contract.values import ANA, SAM, Teller, begun, check_in
from logged import logged
from web.chromium import browser

from adapters import settings
from adapters.links import OFTEN, Links, Visits
from adapters.serve import serving
from bot.effects import EraseAll, SetCheckIn
from bot.journey import Saying
from bot.path import Question
from storage.engine import PATIENCE
from storage.keys import make

PUBLIC = "https://oops.example.com/coach"
SLACK = {"SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a5", "SLACK_BOT_TOKEN": "xoxb-not-a-real-one"}
NOW = datetime(2026, 4, 13, 13, 24, tzinfo=UTC)
CANARY = "i sent canarypayroll to the wrong chris"


class Here:
    """The coach with a page of its own, someone it knows, and a browser."""

    def __init__(self, served, session, clock):
        self.served, self.session, self.clock = served, session, clock
        self.store = served.floor.store
        self.sam = Teller(self.store, now=NOW)

    @property
    def links(self):
        return self.served.floor.conversation._giver

    async def told(self, text=CANARY):
        said = (Saying(Question.WHAT_HAPPENED, text),)
        focus = check_in("focus", date(2026, 4, 15))
        await self.sam.tell(SetCheckIn("j1", focus), journeys=[begun(sayings=said, promises=(focus,))], now=NOW)

    async def link(self, what="export", who=SAM.who, journey="j1"):
        """The path of a new link, as the proxy in front of us asks for it."""
        reply = await self.links.give(who, what, journey)
        assert reply.pieces[-1].kind == "link"
        return reply.pieces[-1].text.removeprefix(PUBLIC)

    async def ask(self, method, path):
        """Status, headers, body."""
        async with self.session.request(method, path, allow_redirects=False) as answer:
            return answer.status, answer.headers, await answer.read()

    def move(self, span):
        self.clock.write_text((NOW + span).isoformat(), "ascii")


@pytest.fixture
async def here(tmp_path):
    clock = tmp_path / "clock"
    clock.write_text(NOW.isoformat(), "ascii")
    told = {
        "OOPS_MASTER_KEY": make(), "DATABASE_URL": f"sqlite:///{tmp_path}/oops.db", "PORT": "0",
        "OOPS_PUBLIC_URL": PUBLIC, "OOPS_TEST_CLOCK": str(clock),
    }  # fmt: skip
    async with (
        serving(settings.read(told), beating=False) as (served, port),
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        found = Here(served, session, clock)
        await found.told()
        yield found


class Page(HTMLParser):
    """What stands on a page: its elements, and what can be read."""

    def __init__(self, body):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(body.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        if self.tags and self.tags[-1][0] != "style" and data.strip():
            self.words.append(data.strip())


# --------------------------------------------------------------------------------------------------------------- once


async def test_a_link_is_256_bits_behind_our_own_address(here):
    paths = {await here.link() for _ in range(50)}

    assert len(paths) == 50
    assert all(re.fullmatch(r"/download/[A-Za-z0-9_-]{43}", path) for path in paths)


async def test_a_preview_spends_nothing_and_one_press_fetches_once(here):
    path = await here.link()
    for method in ("GET", "HEAD", "GET", "GET"):
        assert (await here.ask(method, path))[0] == 200

    status, headers, body = await here.ask("POST", path)
    assert (status, headers["Content-Disposition"]) == (200, 'attachment; filename="oops-export.json"')
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert json.loads(body) == await here.store.export(SAM.who)
    assert CANARY in body.decode()

    assert [(await here.ask(method, path))[0] for method in ("POST", "GET", "POST")] == [404, 404, 404]


async def test_of_twenty_presses_at_once_one_is_answered(here):
    path = await here.link()

    answers = await asyncio.gather(*(here.ask("POST", path) for _ in range(20)))

    assert sorted(status for status, _, _ in answers) == [200] + [404] * 19


async def test_a_file_is_composed_when_it_is_fetched(here):
    path = await here.link()
    await here.told("and canarylater i told dana")

    assert "canarylater" in (await here.ask("POST", path))[2].decode()


async def test_wrong_used_too_old_forgotten_and_malformed_are_one_page(here):
    used, old, gone = await here.link(), await here.link(), await here.link(who=SAM.who)
    await here.ask("POST", used)
    here.move(timedelta(minutes=10))
    other = Teller(here.store, ANA)
    await other.tell(journeys=[begun()])
    lost = await here.link(who=ANA.who)
    await other.tell(EraseAll())
    tried = [
        used,
        old,
        gone,
        lost,
        f"/download/{'A' * 43}",
        "/download/short",
        "/download/%00",
        f"/download/{'é' * 43}",
    ]

    answers = [await here.ask(method, path) for path in tried for method in ("GET", "POST")]

    assert {status for status, _, _ in answers} == {404}
    assert len({body for _, _, body in answers}) == 1
    assert (
        len({tuple((key, value) for key, value in headers.items() if key != "Date") for _, headers, _ in answers}) == 1
    )


async def test_a_link_stands_for_ten_minutes(here):
    path = await here.link()
    here.move(timedelta(minutes=9, seconds=59))
    assert (await here.ask("GET", path))[0] == 200
    here.move(timedelta(minutes=10))

    assert [(await here.ask(method, path))[0] for method in ("GET", "POST")] == [404, 404]


async def test_an_entry_for_a_calendar_says_only_focus_time(here):
    path = await here.link("focus")
    status, headers, body = await here.ask("POST", path)
    lines = body.decode().split("\r\n")

    assert (status, headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert headers["Content-Disposition"] == 'attachment; filename="focus-time.ics"'
    assert "DTSTART:20260415T070000Z" in lines, "09:00 in Berlin, where Sam is"
    assert "SUMMARY:Focus time" in lines
    assert "canary" not in body.decode().casefold()


async def test_an_entry_for_a_time_that_is_called_off_is_not_there_any_more(here):
    path = await here.link("focus")
    await here.sam.tell(journeys=[begun()])

    assert (await here.ask("POST", path))[0] == 404


# ------------------------------------------------------------------------------------------------------------ the page


async def test_the_page_has_one_button_and_not_a_word_of_anybody(here):
    path = await here.link()
    page = Page((await here.ask("GET", path))[2])
    tags = [tag for tag, _ in page.tags]

    assert (tags.count("form"), tags.count("button"), tags.count("a"), tags.count("script"), tags.count("img")) == (
        1,
        1,
        0,
        0,
        0,
    )
    assert dict(page.tags)["form"] == {"method": "post"}, "it goes where the page came from, whatever stands before us"
    assert page.words == ["Oops", "Oops", "Your file is ready. The button works once.", "Download"]


async def test_the_page_is_the_same_whoever_and_whatever_it_is_for(here):
    await Teller(here.store, ANA).tell(journeys=[begun()])
    paths = [await here.link(), await here.link("focus"), await here.link(who=ANA.who)]

    assert len({(await here.ask("GET", path))[2] for path in paths}) == 1


@pytest.mark.parametrize(("method", "wrong"), [("GET", False), ("POST", False), ("GET", True), ("POST", True)])
async def test_no_answer_is_kept_framed_sniffed_indexed_or_told_to_the_next_page(here, method, wrong):
    path = f"/download/{'A' * 43}" if wrong else await here.link()
    _, headers, _ = await here.ask(method, path)

    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Robots-Tag"].startswith("noindex")
    policy = headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"} <= set(policy)
    assert "Set-Cookie" not in headers
    assert "Server" not in headers


async def test_nothing_else_is_answered_there(here):
    path = await here.link()

    assert [(await here.ask(method, path))[0] for method in ("PUT", "DELETE", "OPTIONS")] == [405, 405, 405]
    assert (await here.ask("GET", "/download/"))[0] == 404
    assert (await here.ask("GET", path))[0] == 200


@pytest.mark.browser
async def test_in_a_browser_it_is_styled_and_one_press_brings_the_file_and_the_next_none(here, tmp_path):
    url = str(here.session._base_url).rstrip("/") + await here.link()
    async with browser() as chromium:
        await chromium.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
        window = await chromium.window()
        await window.send("Page.navigate", url=url)
        await window.until("document.querySelector('button') !== null")
        assert await window.see("document.title") == "Oops"
        assert await window.see("getComputedStyle(document.querySelector('button')).cursor") == "pointer"
        await window.picture(tmp_path / "page.png")

        await window.see("document.querySelector('button').click()")
        async with asyncio.timeout(6):
            while not (kept := list(tmp_path.glob("oops-export*.json"))) or not kept[0].stat().st_size:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        assert CANARY in kept[0].read_text("utf-8")
        assert window.complaints == []
        await window.see("document.querySelector('button').click()")
        await window.until("document.body.innerText.includes('There is nothing behind this link.')")


# ------------------------------------------------------------------------------------------------- logs, numbers, disk


async def test_no_token_and_no_person_is_in_a_log_in_the_numbers_or_on_the_disk(here, caplog, tmp_path):
    for name in ("", "oops", "adapters", "aiohttp", "asyncio"):
        caplog.set_level(logging.DEBUG, name)
    used, open_ = await here.link(), await here.link("focus")
    for path in (used, open_):
        await here.ask("GET", path)
    await here.ask("POST", used)
    await here.ask("POST", used)
    said = logged(caplog) + (await here.ask("GET", "/metrics"))[2].decode()
    disk = b"".join(file.read_bytes() for file in sorted(tmp_path.iterdir()))

    assert 'oops_links_total{outcome="fetched"} 1' in said
    for path in (used, open_):
        token = path.rpartition("/")[2]
        assert token not in said
        assert token.encode() not in disk
    assert "canary" not in said.casefold()
    assert "sam" not in said


# ------------------------------------------------------------------------------------------------------ what goes wrong


async def test_while_the_database_does_not_answer_the_link_stays_good(here):
    path = await here.link()
    long_work = asyncio.ensure_future(here.store._aside(partial(threading.Event().wait, PATIENCE + 1)))
    await asyncio.sleep(0.01)
    status, headers, body = await here.ask("POST", path)

    assert (status, headers["Cache-Control"]) == (503, "no-store")
    assert b"in a moment" in body
    await long_work
    assert (await here.ask("POST", path))[0] == 200


async def test_who_asks_too_often_waits_for_the_next_minute(here):
    seconds = [0.0]
    here.links._visits = Visits(lambda: seconds[0])
    path = await here.link()
    for _ in range(OFTEN):
        await here.ask("HEAD", path)

    status, headers, _ = await here.ask("GET", path)
    assert (status, headers["Retry-After"], headers["Referrer-Policy"]) == (429, "60", "no-referrer")
    assert (await here.ask("POST", path))[0] == 429
    seconds[0] = 60.0
    assert (await here.ask("POST", path))[0] == 200


def test_addresses_are_counted_apart_and_never_without_end():
    visits = Visits(lambda: 0.0, most=2)

    assert [visits.too_many("192.0.2.1") for _ in range(3)] == [False, False, True]
    assert not visits.too_many("192.0.2.2")
    for number in range(20_000):
        visits.too_many(f"2001:db8::{number:x}")
    assert len(visits._counts) <= 10_001


async def test_nobody_unknown_gets_a_link(here):
    assert await here.links.give(ANA.who, "export", "") is None


async def test_without_an_address_of_ours_there_is_no_page(tmp_path):
    told = {"OOPS_MASTER_KEY": make(), "DATABASE_URL": f"sqlite:///{tmp_path}/oops.db", "PORT": "0"}
    async with (
        serving(settings.read(told), beating=False) as (served, port),
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        assert not isinstance(served.floor.conversation._giver, Links)
        async with session.get(f"/download/{'A' * 43}") as answer:
            assert (answer.status, await answer.text()) == (404, "There is nothing here.\n")
