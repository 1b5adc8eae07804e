"""Many workspaces: installed by a page, each with its own sealed token, and forgotten as a whole when they let us go."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import timedelta
from urllib.parse import parse_qs, urljoin, urlsplit

import aiohttp
import pytest
from aiohttp import web
from slackside.room import room

from adapters.serve import serving
from bot.errors import StoreBusy

MINUTE = timedelta(minutes=1)


@pytest.fixture
async def here(tmp_path):
    async with room(tmp_path, "many") as found:
        yield found


async def install(here, team="T0WORLD", *, state=None, cookie=True, front="", prefix=""):
    """Through the page and Slack's consent, as a browser goes. The status and the text of the last page."""
    jar = aiohttp.CookieJar(unsafe=True)
    front = front or here.slack.app
    async with aiohttp.ClientSession(cookie_jar=jar) as browser:
        async with browser.get(f"{front}{prefix}/slack/install") as page:
            text = await page.text()
        link = text.split('href="')[1].split('"')[0].replace("&amp;", "&")
        asked = parse_qs(urlsplit(link).query)
        async with browser.get(f"{link}&team={team}", allow_redirects=False) as consent:
            back = urlsplit(consent.headers["Location"])
        query = back.query if state is None else back.query.replace(asked["state"][0], state)
        if not cookie:
            jar.clear()
        async with browser.get(f"{front}{back.path}?{query}") as done:
            return done.status, await done.text(), asked


@contextlib.asynccontextmanager
async def before(here, prefix):
    """A server in front of ours, which takes a prefix off the path."""

    async def forwarded(request):
        kept = {key: each for key, each in request.headers.items() if key == "Cookie"}
        async with session.get(
            f"{here.slack.app}/{request.match_info['rest']}?{request.query_string}", headers=kept
        ) as found:
            told = {key: each for key, each in found.headers.items() if key in {"Set-Cookie", "Content-Type"}}
            return web.Response(status=found.status, body=await found.read(), headers=told)

    app = web.Application()
    app.router.add_get(f"{prefix}/{{rest:.*}}", forwarded)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
            yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def test_it_installs_at_an_address_with_a_path_too(tmp_path):
    prefix = "/chat/oops"
    async with (
        room(tmp_path, "many", OOPS_PUBLIC_URL=f"http://127.0.0.1:1{prefix}/") as here,
        before(here, prefix) as front,
    ):
        status, page, _ = await install(here, state="made-up", front=front, prefix=prefix)
        assert status == 400
        again = page.split('href="')[1].split('"')[0]
        async with aiohttp.ClientSession() as browser, browser.get(urljoin(front, again)) as begun:
            assert "/oauth/v2/authorize?" in await begun.text()

        status, page, _ = await install(here, front=front, prefix=prefix)

        assert status == 200
        assert "Oops is installed" in page


async def test_a_workspace_installs_us_and_its_people_can_begin(here, tmp_path):
    _, answer = await here.deliver(here.slack.command(here.me, "oops"))
    assert "not installed" in answer["text"]

    status, page, asked = await install(here)

    assert status == 200
    assert "Oops is installed" in page
    assert "In a thread" in page
    assert here.served.floor.house.catalog.line("app.shortcut") in page
    assert asked["scope"] == ["commands,chat:write,im:write,im:history,users:read"]
    await here.say("oops")
    assert len(here.read()) == 1
    token = here.slack.space().token.encode()
    assert not [path for path in tmp_path.iterdir() if token in path.read_bytes()]


async def test_a_state_comes_back_once_and_to_the_same_browser(here):
    assert (await install(here, state="made-up"))[0] == 400
    assert (await install(here, cookie=False))[0] == 400
    async with (
        aiohttp.ClientSession() as browser,
        browser.get(f"{here.slack.app}/slack/oauth_redirect?error=access_denied") as page,
    ):
        assert "not finished" in await page.text()


async def test_whoever_only_looks_at_the_page_leaves_nothing_behind(here):
    written = []
    here.store._database._driver(0.0).set_trace_callback(written.append)
    async with aiohttp.ClientSession() as browser:
        for _ in range(3):
            async with browser.get(f"{here.slack.app}/slack/install") as page:
                assert page.status == 200
        for state in ("", "1.a.b", f"{2**50}.a.b", "x.a.", "é"):
            kept = {"Cookie": f"oops-slack-state={state}"}
            back = f"{here.slack.app}/slack/oauth_redirect?code=c&state={state}"
            async with aiohttp.ClientSession() as other, other.get(back, headers=kept) as page:
                assert page.status == 400
    here.store._database._driver(0.0).set_trace_callback(None)

    assert [each for each in written if not each.startswith("SELECT")] == []


async def test_a_state_that_comes_back_too_late_is_no_state(here):
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as browser:
        async with browser.get(f"{here.slack.app}/slack/install") as page:
            link = (await page.text()).split('href="')[1].split('"')[0].replace("&amp;", "&")
        here.move(here.now() + 11 * MINUTE)
        async with browser.get(link, allow_redirects=False) as consent:
            back = urlsplit(consent.headers["Location"])
        async with browser.get(f"{here.slack.app}{back.path}?{back.query}") as done:
            assert done.status == 400


async def asked_raw(here, query, cookie):
    """The status and the text of Slack's way back, asked for with bytes that no client of ours would send."""
    parts = urlsplit(here.slack.app)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    writer.write(b"GET /slack/oauth_redirect?" + query + b" HTTP/1.1\r\nHost: x\r\nCookie: " + cookie + b"\r\nConnection: close\r\n\r\n")  # fmt: skip
    await writer.drain()
    status, text = (await reader.read()).decode().split("\r\n", 1)
    writer.close()
    return int(status.split()[1]), text


@pytest.mark.parametrize("state", [b"x", b"%ff", b"%ed%b3%bf"], ids=str)
@pytest.mark.parametrize("cookie", [b"\xff", b"\xc3\xa9", b"\xc3", b"\xed\xb3\xbf"], ids=str)
async def test_a_state_or_a_cookie_of_any_bytes_is_a_wrong_state_like_any_other(here, state, cookie, caplog):
    status, text = await asked_raw(here, b"code=y&state=" + state, b"oops-slack-state=" + cookie)

    assert status == 400
    assert "/slack/install" in text
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_a_state_that_was_used_is_used_up(here):
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser:
        async with browser.get(f"{here.slack.app}/slack/install") as page:
            cookie = page.cookies["oops-slack-state"].value
            link = (await page.text()).split('href="')[1].split('"')[0].replace("&amp;", "&")
        statuses = []
        for _ in range(2):
            async with browser.get(link, allow_redirects=False) as consent:
                back = urlsplit(consent.headers["Location"])
            kept = {"Cookie": f"oops-slack-state={cookie}"}
            async with browser.get(f"{here.slack.app}{back.path}?{back.query}", headers=kept) as done:
                statuses.append(done.status)

    assert statuses == [200, 400]


@pytest.mark.parametrize("team", ["E0ORG"])
async def test_an_organisation_wide_installation_is_refused(here, team):
    status, page, _ = await install(here, team)

    assert status == 400
    assert "single workspaces only" in page


async def test_a_token_without_all_scopes_is_refused(here):
    here.slack.scopes = "commands,chat:write"

    assert (await install(here))[0] == 400
    assert await here.store.tenants("slack") == []


async def test_letting_us_go_forgets_that_workspace_and_no_other(here):
    here.slack.space("T0OTHER").add("U0OTHER", "Other Person")
    await install(here)
    await install(here, "T0OTHER")
    await here.say("oops")
    await here.deliver(here.slack.message("U0OTHER", "oops", team="T0OTHER"))
    assert (await here.store.counts())["people"] == 2

    status, _ = await here.deliver(here.slack.event({"type": "app_uninstalled"}))

    assert status == 200
    assert await here.store.tenants("slack") == ["T0OTHER"]
    left = await here.store.counts()
    assert (left["people"], left["journeys"], left["letters"] > 0) == (1, 1, True)
    _, answer = await here.deliver(here.slack.command(here.me, "oops"))
    assert "not installed" in answer["text"]
    await here.deliver(here.slack.message("U0OTHER", "where am i", team="T0OTHER"))
    assert len(here.slack.sent("U0OTHER", "T0OTHER")) == 2


@pytest.mark.parametrize(
    "goodbye", [{"type": "app_uninstalled"}, {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0BOT"]}}]
)
async def test_a_goodbye_that_comes_again_after_a_new_installation_takes_nothing_of_it(here, goodbye, monkeypatch):
    await install(here)
    late = here.slack.event(goodbye) | {"event_time": int((here.now() + MINUTE).timestamp())}
    with monkeypatch.context() as busy:
        busy.setattr(here.store, "purge", nothing_is_saved)
        assert (await here.deliver(late))[0] == 503
    here.move(here.now() + 2 * MINUTE)
    here.slack.space().token = "xoxb-another"
    await install(here)
    await here.say("oops")

    assert (await here.deliver(late))[0] == 200

    assert await here.store.tenants("slack") == ["T0WORLD"]
    assert (await here.store.counts())["people"] == 1
    await here.say("i sent the payroll to the wrong chris")
    assert len(here.read()) == 2
    await here.restart()
    await here.say("where am i")
    assert len(here.read()) == 3
    await here.deliver(late | {"event_time": int((here.now() + MINUTE).timestamp())})
    assert await here.store.tenants("slack") == []
    assert (await here.store.counts())["people"] == 0


async def nothing_is_saved(*_, **__):
    raise StoreBusy("busy")


async def test_another_replica_speaks_with_the_token_of_a_new_installation(here):
    await install(here)
    first = here.slack.app
    async with serving(here.served.floor.settings, beating=False) as (other, port):
        here.slack.app = f"http://127.0.0.1:{port}"
        await here.slack.deliver(here.slack.command(here.me, "oops"))
        await other.floor.doors["slack"]._lanes.drain()
        here.slack.app = first
        await here.deliver(here.slack.event({"type": "app_uninstalled"}))
        here.slack.space().token = "xoxb-another"
        await install(here)
        here.slack.app = f"http://127.0.0.1:{port}"
        for _ in range(2):
            await here.slack.deliver(here.slack.command(here.me, "oops"))
            await other.floor.doors["slack"]._lanes.drain()

    assert len(here.read()) == 3


@pytest.mark.parametrize("token", ["xoxb-of-t0world", "xoxb-another"])
async def test_another_replica_that_was_turned_away_speaks_again_after_an_installation(here, token):
    await install(here)
    first, space = here.slack.app, here.slack.space()
    async with serving(here.served.floor.settings, beating=False) as (other, port):
        here.slack.app, space.revoked = f"http://127.0.0.1:{port}", "account_inactive"
        await here.slack.deliver(here.slack.command(here.me, "oops"))
        await other.floor.doors["slack"]._lanes.drain()
        here.slack.app, space.revoked, space.token = first, "", token
        await install(here)
        here.slack.faults["chat.postMessage"].append("429:1")
        await here.say("oops")
        assert here.read() == []
        here.move(here.now() + timedelta(minutes=1))
        await other.beat()

    assert len(here.read()) == 1


async def test_one_persons_revoked_token_is_no_goodbye(here):
    await install(here)

    await here.deliver(here.slack.event({"type": "tokens_revoked", "tokens": {"oauth": ["U0SAM"], "bot": []}}))
    await here.say("oops")

    assert len(here.read()) == 1


async def test_the_same_user_id_in_two_workspaces_is_two_people(here):
    here.slack.space("T0OTHER").add(here.me, "Another Sam")
    await install(here)
    await install(here, "T0OTHER")

    await here.say("oops")
    await here.deliver(here.slack.message(here.me, "oops", team="T0OTHER"))

    assert (await here.store.counts())["people"] == 2
    assert len(here.slack.sent(here.me)) == len(here.slack.sent(here.me, "T0OTHER")) == 1
