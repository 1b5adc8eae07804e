"""The page, in a real browser: VOICE (a) from "oops" to the next morning, for eyes, for keys, for ears."""

import asyncio
import json

import pytest
import pytest_asyncio
from guest.talking import GOOD, STORY
from guestside import fake
from web.chromium import NARROW, WIDE, browser
from web.room import PLAN, TELLING, URGENT, room

from adapters.coach import ModelCoach
from adapters.settings import Model
from bot.visits import Visits

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

BARE = """(() => {
  const named = (node) => (node.labels && node.labels.length) || node.getAttribute('aria-label') || node.textContent.trim()
    || document.getElementById(node.getAttribute('aria-labelledby'))?.textContent.trim();
  const shown = (node) => node.getClientRects().length > 0;
  const faults = [...document.querySelectorAll('button, input, textarea, select, [role=log], [role=group], section, nav')]
    .filter((node) => shown(node) && !named(node)).map((node) => node.outerHTML.slice(0, 120));
  const ids = [...document.querySelectorAll('[id]')].map((node) => node.id);
  faults.push(...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => 'twice: ' + id));
  for (const list of ['header', 'main', 'nav', 'footer', 'h1'])
    if (document.querySelectorAll(list === 'header' || list === 'footer' ? 'body > ' + list : list).length !== 1) faults.push(list);
  const levels = [...document.querySelectorAll('h1, h2, h3')].map((node) => +node.tagName[1]);
  if (levels.some((level, at) => at && level > levels[at - 1] + 1)) faults.push('headings ' + levels);
  if (!document.documentElement.lang || !document.title) faults.push('lang or title');
  return faults;
})()"""
"""What has no name, no landmark, no order: a list of faults."""

PALE = """(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255];
  };
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const found = rgba(getComputedStyle(at).backgroundColor);
      if (found[3] > 0.99) return found;
    }
    return [255, 255, 255, 1];
  };
  const pale = [];
  for (const node of document.querySelectorAll('body *')) {
    const own = [...node.childNodes].some((each) => each.nodeType === 3 && each.textContent.trim());
    if (!own || !node.getClientRects().length || node.closest('.unseen, [aria-hidden], :disabled, .skip, noscript')) continue;
    const [one, two] = [light(rgba(getComputedStyle(node).color)), light(ground(node))].sort((a, b) => b - a);
    const ratio = (one + 0.05) / (two + 0.05);
    if (ratio < 4.5) pale.push(node.textContent.trim().slice(0, 40) + ' ' + ratio.toFixed(2));
  }
  return pale;
})()"""
"""Text whose contrast with what lies behind it is under 4.5 : 1."""

FITS = "document.documentElement.scrollWidth <= innerWidth && [...document.querySelectorAll('main .flow')].every((f) => f.scrollWidth <= f.clientWidth)"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium():
    async with browser() as found:
        yield found


@pytest_asyncio.fixture(loop_scope="module")
async def window(tmp_path, chromium):
    async with room(tmp_path) as here:
        page = await chromium.window()
        page.room = here
        await page.go(here.url)
        yield page
        await page.close()
        assert page.complaints == []


async def to_draft(page):
    await page.say("i just emailed payroll to the wrong chris")
    await page.say(URGENT)
    await page.say("not yet. its dana")
    await page.say(TELLING)


async def test_payroll_is_walked_from_oops_to_the_next_morning(window, tmp_path):
    await to_draft(window)
    marks = await window.see("[...document.querySelectorAll('#talk .mine mark')].map((m) => m.textContent)")
    assert marks == ["i was drowning in quarter close", "outlook filled in the name by itself"]

    await window.press("Park both", "#talk")
    await window.say(PLAN)
    assert "Dana, I sent the March payroll file to the wrong Chris at 14:05." in await window.words("#talk .sheet")
    assert "Nothing yet." in await window.words("#manager")
    assert await window.see(FITS)

    for size, scheme in ((WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")):
        await window.look(size, scheme)
        assert await window.see(FITS), size
        assert await window.see(PALE) == [], scheme
        assert await window.see(BARE) == [], size
        assert len(await window.picture(tmp_path / f"{scheme}-{size[0]}.png")) > 20_000
    await window.look()

    await window.press("Send to Dana Okafor", "#talk")
    assert "2 minutes left" in await window.words("#talk .held")
    assert "Nothing yet." in await window.words("#manager")

    await window.press("Let 2 minutes pass", "#talk")
    assert "Sam Reyes wrote this and chose to send it to you through Oops." in await window.words("#manager")
    assert "Dana, I sent the March payroll file" in await window.words("#manager .sheet")
    assert "Nothing yet." in await window.words("#mentor")

    await window.press("Thank Sam", "#manager")
    assert 'From Dana: "Thank you for telling me quickly."' in await window.words("#talk .turn:last-child")
    assert "✓ Thank Sam" in await window.words("#manager")

    await window.say("chris deleted it. he emailed back")
    await window.press("I'll tell Dana myself", "#talk")
    await window.press("Yes, 09:00", "#talk")
    assert "Tue 09:00" in await window.words("#next")

    await window.press("Next check-in", ".clock")
    assert await window.words("#now-time") == "09:00"
    assert "Tuesday 14 April" in await window.words("#talk .day:last-of-type") + await window.words("#now-day")
    asked = await window.words("#talk .turn:last-child")
    assert "Morning, Sam." in asked
    assert "what will you do differently when you send a pay file?" in asked

    before = await window.words("#talk")
    await window.go(window.room.url)
    assert await window.words("#talk") == before


async def test_what_a_language_model_suggests_comes_beside_the_note_and_goes_nowhere_by_itself(tmp_path, chromium):
    pytest.importorskip("openai")
    async with fake.serving(fake.note(*GOOD)) as service:
        visits = Visits(ModelCoach(Model("tiny", "", service.url), limit=30.0))
        async with room(tmp_path, visits=visits) as here:
            page = await chromium.window()
            await page.go(here.url)
            for line in STORY:
                await page.say(line)
            await page.until("document.querySelector('#talk').innerText.includes('May I ask it')")
            assert "tiny, at 127.0.0.1" in await page.words("#talk")
            assert service.asked == []

            await page.press("Yes, ask it", "#talk")
            await page.until("document.querySelector('#talk').innerText.includes('No thanks')")
            assert GOOD[0] in await page.words("#talk")
            for size, scheme in ((WIDE, "light"), (NARROW, "dark")):
                await page.look(size, scheme)
                assert await page.see(FITS), size
                assert await page.see(PALE) == [], scheme
                assert await page.see(BARE) == [], size
                assert len(await page.picture(tmp_path / f"{scheme}.png")) > 20_000
            assert "Nothing yet." in await page.words("#manager")

            await page.press("Use", "#talk")
            await page.press("Send to Dana Okafor", "#talk")
            await page.press("Let 2 minutes pass", "#talk")
            assert GOOD[0] in await page.words("#manager .sheet")
            assert len(service.asked) == 1
            await page.close()
            assert page.complaints == []


async def test_the_page_is_walked_by_keys_alone(window):
    await to_draft(window)
    await window.go(window.room.url)
    stops = []
    for _ in range(19):
        await window.key("Tab")
        stops.append(await window.see("document.activeElement.id || document.activeElement.textContent.trim()"))
        if await window.see("document.activeElement === document.body"):
            break
        assert await window.see("getComputedStyle(document.activeElement).outlineStyle !== 'none'"), stops[-1]
    order = [
        each for each in stops if each in {"Skip to your message", "+1 hour", "Park both", "words", "Send", "export"}
    ]

    assert order[:6] == ["Skip to your message", "+1 hour", "Park both", "words", "Send", "export"]

    await window.see(
        "[...document.querySelectorAll('#talk button')].find((b) => b.textContent === 'Park both').focus()"
    )
    await window.key("Enter")
    await window.until("document.querySelector('#talk').innerText.includes('What will you do next')")
    await window.until("document.activeElement.id === 'words'")


async def test_shift_and_enter_make_a_new_line_and_an_error_loses_no_word(window):
    await window.see("document.getElementById('words').focus()")
    await window.type("one")
    await window.key("Enter", shift=True)
    await window.type("two")
    assert await window.see("document.getElementById('words').value") == "one\ntwo"

    await window.see("window.kept = window.fetch; window.fetch = () => Promise.reject(new TypeError('down'))")
    await window.key("Enter")
    await window.until("document.getElementById('wrong').textContent !== ''")
    assert await window.see("document.getElementById('words').value") == "one\ntwo"

    await window.see("window.fetch = window.kept")
    await window.key("Enter")
    await window.until(
        "document.getElementById('words').value === '' && document.querySelectorAll('#talk .mine').length === 1"
    )


async def test_markup_in_the_persons_words_is_only_words(window):
    await window.say("<img src=x onerror=alert(1)> **i** emailed <b>payroll</b> to the wrong chris")

    assert await window.see("document.querySelectorAll('#talk img, #talk .mine b, #talk .mine strong').length") == 0
    assert "<b>payroll</b>" in await window.words("#talk .mine")


async def test_a_form_says_beside_its_field_what_is_missing(window):
    await to_draft(window)
    await window.press("Park both", "#talk")
    await window.say(PLAN)
    await window.press("Edit", "#talk")
    note = await window.see("document.querySelector('#talk .form textarea').value")
    assert note.startswith("Dana, I sent the March payroll file to the wrong Chris at 14:05.")
    await window.see("document.querySelector('#talk .form textarea').value = ' '")

    await window.see("document.querySelector('#talk .form button').click()")
    await window.until("document.querySelector('#talk .form [aria-invalid=true]') !== null")

    assert "This is still empty." in await window.words("#talk .form")
    assert await window.see(BARE) == []
    assert await window.see("document.activeElement.matches('#talk .form textarea')")
    window.complaints = [each for each in window.complaints if "422" not in each]


async def test_two_tabs_stay_in_step_and_a_lost_line_is_found_again(window):
    other = await window.browser.window()
    await other.look(NARROW)
    await other.go(window.room.url)

    await window.say("i just emailed payroll to the wrong chris")
    await other.until("document.querySelector('#talk').innerText.includes('Call Priya Nair')")
    await other.send("Network.enable")
    await other.send(
        "Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=-1, uploadThroughput=-1
    )
    await window.press("Done", "#talk")
    await other.send(
        "Network.emulateNetworkConditions", offline=False, latency=0, downloadThroughput=-1, uploadThroughput=-1
    )

    await other.until("document.querySelector('#talk').innerText.includes('Done')")
    assert await other.see(FITS)


async def test_an_export_is_one_click_and_deleting_leaves_an_empty_page(window, tmp_path):
    await window.say("i just emailed payroll to the wrong chris")
    await window.browser.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    await window.see("document.getElementById('export').click()")
    async with asyncio.timeout(5):
        while not (kept := list(tmp_path.glob("oops-export*.json"))) or not kept[0].stat().st_size:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    assert "wrong chris" in json.dumps(json.loads(kept[0].read_text("utf-8")))

    await window.press("Delete everything", ".keeping")
    await window.until("[...document.querySelectorAll('#talk button')].some((b) => b.textContent.startsWith('Delete'))")
    await window.see(
        "[...document.querySelectorAll('#talk button')].find((b) => b.textContent.startsWith('Delete')).click()"
    )
    await window.until("document.querySelectorAll('#talk .mine').length === 0")
    await window.press("Begin again", "#talk")

    assert "What happened?" in await window.words("#talk")


async def test_a_week_passes_by_itself_and_waits_when_the_coach_speaks(window):
    await to_draft(window)
    await window.press("Park both", "#talk")
    await window.say(PLAN)
    await window.press("Send to Dana Okafor", "#talk")
    await window.see("play.pace = 10")

    await window.see("document.getElementById('week').click()")
    await window.until("document.getElementById('week').textContent === 'Go on with the week'")

    assert await window.words("#now-time") == "14:38"
    for _ in range(8):
        await window.see("play.on || document.getElementById('week').click()")
        await window.until("!play.on")
        if await window.words("#week") == "A week in a minute":
            break
    assert await window.words("#now-day") == "Monday 20 April"
