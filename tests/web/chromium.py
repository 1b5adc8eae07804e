"""A real headless Chromium, driven over its DevTools websocket: look, type, click, and hear what it complains of."""

import asyncio
import base64
import contextlib
import itertools
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import aiohttp

FLAGS = """
    --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
    --disable-component-update --disable-sync --disable-default-apps --disable-extensions --disable-dev-shm-usage
    --no-default-browser-check --no-proxy-server --hide-scrollbars --remote-debugging-address=127.0.0.1
    --remote-debugging-port=0 about:blank
""".split()
WIDE, NARROW = (1280, 800), (360, 740)
KEYS = {"Enter": ("\r", 13), "Tab": ("\t", 9), "Escape": ("", 27), " ": (" ", 32)}


class Window:
    """One page. `complaints` are errors of its console, its scripts, its network and its CSP."""

    def __init__(self, browser: "Browser", session: str, target: str) -> None:
        self.browser = browser
        self.session = session
        self.target = target
        self.complaints: list[str] = []

    async def send(self, method: str, **params: Any) -> dict[str, Any]:
        return await self.browser.send(method, self.session, **params)

    async def see(self, expression: str) -> Any:
        """The value of an expression on the page; a promise is awaited."""
        found = await self.send(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True, userGesture=True
        )
        if "exceptionDetails" in found:
            raise AssertionError(found["exceptionDetails"].get("exception", {}).get("description", "?"))
        return found["result"].get("value")

    async def until(self, expression: str, seconds: float = 6) -> Any:
        """Wait for the expression to be true on the page."""
        async with asyncio.timeout(seconds):
            while True:
                with contextlib.suppress(AssertionError):
                    if found := await self.see(expression):
                        return found
                await asyncio.sleep(0.02)

    async def go(self, url: str) -> None:
        await self.send("Page.navigate", url=url)
        await self.until("document.readyState === 'complete' && document.querySelector('#talk .turn') !== null")

    async def look(self, size: tuple[int, int] = WIDE, scheme: str = "light") -> None:
        """The size of the window and the colours the person likes; nothing moves."""
        width, height = size
        await self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False
        )
        features = [
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]
        await self.send("Emulation.setEmulatedMedia", features=features)

    async def picture(self, path: Path | None = None) -> bytes:
        shot = await self.send("Page.captureScreenshot", format="png")
        image = base64.b64decode(shot["data"])
        if path:
            path.write_bytes(image)  # noqa: ASYNC240  a picture is small
        return image

    async def type(self, text: str) -> None:
        await self.send("Input.insertText", text=text)

    async def key(self, name: str, *, shift: bool = False) -> None:
        text, code = KEYS[name]
        common = {
            "key": name, "code": name if name != " " else "Space", "windowsVirtualKeyCode": code, "modifiers": 8 if shift else 0
        }  # fmt: skip
        await self.send("Input.dispatchKeyEvent", type="keyDown", text=text, **common)
        await self.send("Input.dispatchKeyEvent", type="keyUp", **common)

    async def say(self, text: str) -> None:
        """The author's words, typed and sent with Enter; back when the coach's answer stands there."""
        count = await self.turns()
        await self.see("document.getElementById('words').focus()")
        await self.type(text)
        await self.key("Enter")
        await self.until(
            f"document.querySelectorAll('#talk .turn').length > {count + 1} && !document.querySelector('#composer button').disabled"
        )

    async def press(self, label: str, within: str = "body") -> None:
        """Click the button that says so; back when the page has answered."""
        button = f"[...document.querySelectorAll('{within} button')].find((b) => b.textContent.trim() === {json.dumps(label)})"
        await self.until(f"!!{button}")
        number = await self.see("view.number")
        await self.see(f"{button}.click()")
        await self.until(f"view.number > {number}")

    async def turns(self) -> int:
        return await self.see("document.querySelectorAll('#talk .turn').length")

    async def words(self, selector: str) -> str:
        return await self.see(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''")

    async def close(self) -> None:
        await self.browser.send("Target.closeTarget", targetId=self.target)


class Browser:
    """The browser behind the windows."""

    def __init__(self, wire: aiohttp.ClientWebSocketResponse) -> None:
        self.wire = wire
        self.numbers = itertools.count(1)
        self.waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self.windows: dict[str, Window] = {}
        self.listening = asyncio.create_task(self.listen())

    async def send(self, method: str, session: str | None = None, **params: Any) -> dict[str, Any]:
        number = next(self.numbers)
        self.waiting[number] = asyncio.get_running_loop().create_future()
        call = {"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        await self.wire.send_json(call)
        return await asyncio.wait_for(self.waiting[number], 15)

    async def listen(self) -> None:
        async for message in self.wire:
            told = json.loads(message.data)
            if "id" in told:
                waiting = self.waiting.pop(told["id"])
                if "error" in told:
                    waiting.set_exception(AssertionError(told["error"]["message"]))
                else:
                    waiting.set_result(told["result"])
            elif window := self.windows.get(told.get("sessionId", "")):
                self.note(window, told["method"], told["params"])

    def note(self, window: Window, method: str, params: dict[str, Any]) -> None:
        if method == "Runtime.exceptionThrown":
            window.complaints.append(params["exceptionDetails"].get("exception", {}).get("description", "exception"))
        elif method == "Runtime.consoleAPICalled" and params["type"] in {"error", "warning", "assert"}:
            window.complaints.append(str(params["args"]))
        elif method == "Log.entryAdded" and params["entry"]["level"] in {"error", "warning"}:
            window.complaints.append(params["entry"]["text"])

    async def window(self) -> Window:
        target = (await self.send("Target.createTarget", url="about:blank"))["targetId"]
        session = (await self.send("Target.attachToTarget", targetId=target, flatten=True))["sessionId"]
        window = self.windows[session] = Window(self, session, target)
        for domain in ("Page", "Runtime", "Log"):
            await window.send(f"{domain}.enable")
        await window.look()
        return window


@contextlib.asynccontextmanager
async def browser(program: str | None = None):
    """Chromium on a profile of its own, gone afterwards."""
    program = program or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory(prefix="oops-chromium-", ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            program, *FLAGS, f"--user-data-dir={profile}",
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            port = Path(profile) / "DevToolsActivePort"
            async with asyncio.timeout(20):
                while not port.exists() or "\n" not in port.read_text():  # noqa: ASYNC110  a file tells nobody
                    await asyncio.sleep(0.03)
            number, path = port.read_text().split("\n")[:2]
            async with (
                aiohttp.ClientSession() as session,
                session.ws_connect(f"ws://127.0.0.1:{number}{path}", max_msg_size=0) as wire,
            ):
                found = Browser(wire)
                try:
                    yield found
                finally:
                    with contextlib.suppress(Exception):
                        await found.send("Browser.close")
                    found.listening.cancel()
        finally:
            try:
                await asyncio.wait_for(process.wait(), 5)
            except TimeoutError:
                process.kill()
                await process.wait()
