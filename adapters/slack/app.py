"""Slack, the wire: requests in, answers out. The only file that knows Slack's SDK.

Everything that comes in goes one way: verified here, read by inbound, authorised by Bolt, heard by the conversation, answered
after the commit. Bolt would acknowledge before it is done, log bodies and lose a command in which the word "payload" stands:
it is handed a parsed body, a quiet logger, and one last middleware that is ours.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, assert_never
from urllib.parse import urlsplit

from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.asides import Asides
from adapters.lanes import Lanes
from adapters.slack import inbound, names, outbound
from adapters.slack.api import Api
from adapters.slack.api import outcome as meaning
from adapters.slack.inbound import Heard
from adapters.slack.oauth import Installer
from adapters.slack.people import People, Profile, known, person, refusal
from adapters.slack.roster import Roster
from adapters.slack.sockets import Sockets
from adapters.slack.speaker import SlackSpeaker
from adapters.slack.workspaces import Workspace, Workspaces
from bot import speech
from bot.around import Known
from bot.conversation import Delivery, Outcome
from bot.errors import OopsError, SettingsWrong
from bot.letters import Later, Letter
from bot.people import Person, Who

if TYPE_CHECKING:
    from adapters.serving import Floor

log = logging.getLogger("oops.slack")

HOOKS = "hooks.slack.com"
"""Where Slack takes an ephemeral line."""
AT_ONCE = 1.5
"""Seconds that an acknowledgement may wait for all that Slack is asked about people."""
HOME_TRIES = 5
"""So often App Home is drawn again by itself that Slack would not take, each time after twice the wait; any turn draws it too."""
MOST_ASKED = 10
"""So many whom one delivery names are asked about."""
RETRY = (1.0, 2.0, 5.0, 15.0, 30.0)
"""Seconds between two questions whose token ours is, while Slack does not say so; the last, when all is well."""

MOST = 50_000
"""People of whom a small thing is kept in memory at once."""

Body = dict[str, Any]
EMPTY: Body = {}
NOTHING_YET = 0
"""In place of our hash of a view that was not drawn by us now."""


def quiet() -> logging.Logger:
    """The logger that the SDK gets: it says nothing, for what it would say holds people's words."""
    logger = logging.Logger("oops.slack.sdk", logging.CRITICAL + 1)  # noqa: LOG001  no child of any logger
    logger.addHandler(logging.NullHandler())
    return logger


class SlackDoor:
    """Slack, as `oops serve` holds it."""

    name = names.PLATFORM

    def __init__(self, floor: Floor) -> None:
        """Nothing is connected yet."""
        if floor.settings.slack is None:
            raise SettingsWrong("Slack is not configured; set SLACK_BOT_TOKEN.")
        self._floor = floor
        self._settings = floor.settings.slack
        self._catalog = floor.house.catalog
        self._api = Api(self._settings.api)
        self._workspaces = Workspaces(self._api, floor.store, self._settings)
        self._people = People(self._user)
        left = floor.conversation.left
        self.speaker = SlackSpeaker(
            self._api, self._workspaces, self._catalog, self._face, self._now, self._page, left, self._refresh
        )
        self._lanes = Lanes()
        self._asides = Asides(
            floor.house,
            self._lanes,
            lambda reply: outbound.aside(reply, self._catalog),
            self.speaker.beside,
            floor.keeps,
        )
        self._roster = Roster(self._api, self._workspaces, self._people.put)
        self._met: dict[Who, Person] = {}
        """How everyone who was here is known to be kept: as Slack told of them."""
        self._looking: dict[Who, tuple[str, int]] = {}
        """Who has App Home open, and what they see: Slack's hash of it, and our own of the view."""
        self._owed: set[Who] = set()
        """Whose App Home Slack may take after a while."""
        self._installer = Installer(floor, self._settings, self._api, self._workspaces) if self._settings.many else None
        self._sockets = (
            Sockets(self._api, self._settings.app_token, self.received) if self._settings.over_socket else None
        )
        self._bolt = self._made()
        self._connecting: asyncio.Task[None] | None = None

    def _made(self) -> AsyncApp:
        client = AsyncWebClient(base_url=self._settings.api, logger=quiet(), retry_handlers=[])
        bolt = _Bolt(
            name="slack_bolt.of_oops",  # Bolt gives the logger of this name the level of its own
            logger=quiet(),
            client=client,
            authorize=_Whose(self._workspaces),
            signing_secret="",  # nobody's: what Slack signed is verified by us before Bolt sees it  # nosec B106
            process_before_response=True,
            request_verification_enabled=False,
            ssl_check_enabled=False,
            url_verification_enabled=False,
            attaching_function_token_enabled=False,
        )
        bolt.middleware(_Hear(self._answer))
        return bolt

    # what `oops serve` holds

    def routes(self) -> Sequence[web.RouteDef]:
        """Where Slack calls in."""
        found = [web.post("/slack/events", self._posted)] if self._settings.over_http else []
        return [*found, *(self._installer.routes() if self._installer else ())]

    def people(self, who: Who, words: str) -> tuple[Known, ...]:
        """Whom an author may mean by these words."""
        return self._people.meant(who, words)

    def trouble(self) -> str | None:
        """Why Slack is not connected."""
        return self._workspaces.trouble or (self._sockets.trouble() if self._sockets else None)

    async def start(self) -> None:
        """Ask whose token ours is, and hold the line where nothing calls in. What fails now is tried again."""
        await self._workspaces.connect()
        if not self._settings.many:
            self._connecting = asyncio.create_task(self._connect())
        if self._sockets is not None:
            await self._sockets.start()

    async def _connect(self) -> None:
        failed = 0
        while True:
            why = self._workspaces.trouble
            failed = failed + 1 if why else 0
            if why:
                log.warning("Slack does not take SLACK_BOT_TOKEN now", extra={"code": why})
            await asyncio.sleep(RETRY[min(failed, len(RETRY)) - 1])
            await self._workspaces.connect()

    async def stop(self, within: float) -> None:
        """No more comes in; what was heard is answered."""
        until = time.monotonic() + within
        self._looking.clear()
        self._asides.leave()
        await self._roster.stop()
        if self._connecting is not None:
            self._connecting.cancel()
            await asyncio.gather(self._connecting, return_exceptions=True)
        if self._sockets is not None:
            await self._sockets.stop()
        await self._lanes.drain(until - time.monotonic())
        await self._api.close()

    # requests

    async def _posted(self, request: web.Request) -> web.Response:
        """One POST. What Slack did not sign gets 401, and nothing of it is logged."""
        body = await request.read()
        stamp, signature = (request.headers.get(f"X-Slack-{name}", "") for name in ("Request-Timestamp", "Signature"))
        if not inbound.signed(self._settings.signing_secret, stamp, signature, body, time.time()):
            self._floor.tally.count("refused", door=self.name, why="signature")
            log.warning("a request was not signed by Slack")
            return web.Response(status=401, text="That was not signed by Slack.\n")
        raw = inbound.payload(body, request.content_type)
        if raw is None:
            self._floor.tally.count("refused", door=self.name, why="form")
            return web.Response(status=400, text="That is no payload of Slack's.\n")
        if raw.get("type") == "url_verification":
            return web.json_response({"challenge": str(raw.get("challenge") or "")})
        if raw.get("ssl_check"):
            return web.Response()
        status, answer = await self.received(raw)
        return web.json_response(answer, status=status) if answer else web.Response(status=status)

    async def received(self, raw: Mapping[str, Any]) -> tuple[int, Body]:
        """A payload that Slack sent, over HTTP or over a socket → the status and the body of the answer."""
        one = inbound.heard(raw)
        what = type(one.call).__name__.lower()
        self._floor.tally.count("heard", door=self.name, what=what)
        if isinstance(one.call, inbound.Nothing):
            return 200, EMPTY
        if isinstance(one.call, inbound.HeldBack):
            log.warning("Slack held events of a workspace back")
            return 200, EMPTY
        if isinstance(one.call, inbound.Uninstalled):
            return await self._gone(one.who.tenant, one.dated)
        if isinstance(one.call, inbound.OrgWide):
            return self._line(one, "org_wide", "org_wide")
        try:
            if await self._workspaces.of(one.who.tenant) is None:
                return self._line(one, "not_installed", "not_installed")
        except OopsError as error:
            return self._failed(one, error)
        if one.who.user and not isinstance(one.call, inbound.Changed) and self._floor.too_fast(one.who):
            return self._too_fast(one)
        request = AsyncBoltRequest(body=dict(raw), mode="socket_mode", context={"heard": one})
        response = await self._bolt.async_dispatch(request)
        found: tuple[int, Body] | None = request.context.get("answer")
        if found is None and response.status >= 400:
            log.error("Bolt let a delivery not through", extra={"what": type(one.call).__name__})
        return found or (response.status, EMPTY)

    async def _answer(self, one: Heard) -> tuple[int, Body]:
        """What Bolt let through: heard, and answered once it is saved."""
        try:
            if isinstance(one.call, inbound.Say):
                return await self._said(one, one.call)
            if isinstance(one.call, inbound.Opened | inbound.Changed | inbound.Unknown):  # nothing of a journey
                async with self._lanes.arriving(one.who):
                    return await self._hear(one)
            async with self._alone(one.who):
                return await self._hear(one)
        except Exception as error:  # noqa: BLE001  whatever it is, the person gets one calm line and the log its kind
            return self._failed(one, error)

    def _too_fast(self, one: Heard) -> tuple[int, Body]:
        """Not taken, and said so in one line a minute. Slack is not asked to send it again: that would be more still."""
        line = self._catalog.line("notice.too_fast")
        answered = one.kind == "command" or bool(_field(one))
        if not self._floor.tells_pace(one.who) and not answered:
            return 200, EMPTY
        if one.kind == "event":
            self._asides.say(one.who, speech.notice(self._floor.house, "too_fast"))
        return self._told(one, {"response_type": "ephemeral", "text": line}, line)

    def _failed(self, one: Heard, error: Exception) -> tuple[int, Body]:
        """Not taken. An event comes again when it is not acknowledged; all else is answered with one line."""
        self._floor.failed(self.name, type(one.call).__name__, error)
        if one.kind == "event":
            return (error.status if isinstance(error, OopsError) else 500), EMPTY
        line = self._catalog.line("notice.busy")
        return self._told(one, {"response_type": "ephemeral", "text": line}, line)

    # hearing

    async def _hear(self, one: Heard) -> tuple[int, Body]:
        """One delivery of someone in a workspace that has us."""
        if isinstance(one.call, inbound.Changed):
            return await self._changed(one, one.call)
        if isinstance(one.call, inbound.Unknown):
            return self._line(one, "unknown_button", "unknown_action")
        me = await self._author(one)
        return await self._called(one, me) if isinstance(me, Person) else me

    async def _said(self, one: Heard, say: inbound.Say) -> tuple[int, Body]:
        """Words are saved and acknowledged, and read and answered after that; or heard at once, where that is better."""
        talk, key = self._floor.conversation, Delivery(one.key, one.dated)
        talk.here(one.who)
        async with self._lanes.arriving(one.who):
            me = await self._author(one)
            if not isinstance(me, Person):
                return me
            words, picked = self._named(one, say.text, say.named)
            called = one.kind != "event"
            if one.kind == "form" and await talk.no_room(one.who, words):
                return 200, outbound.errors({names.WORDS: self._catalog.line("notice.many")})
            if await talk.take(me, key, words, picked=picked, called=called):
                self.take_up(one.who)
                return self._acknowledged(one)
        async with self._alone(one.who):
            return self._done(one, await talk.words(me, key, words, picked=picked, called=called))

    @contextlib.asynccontextmanager
    async def _alone(self, who: Who) -> AsyncIterator[None]:
        """Alone with this person. What was taken of them before, here or elsewhere, is heard first, and before everybody else's."""
        with self._floor.conversation.awaited(who):
            async with self._lanes.hearing(who):
                if await self._floor.conversation.taken_elsewhere(who):
                    await self._hear_taken_knowing(who, again=False)
                yield

    def take_up(self, who: Who, *, again: bool = False) -> None:
        """Hear what was taken of someone, in their lane; where too many wait, a beat takes it up."""
        if again or not self._floor.conversation.full:
            self._lanes.hear(who, lambda: self._hear_taken_knowing(who, again=again))

    def unsaid(self, who: Who) -> None:
        """App Home anew, where it is open."""
        self._refresh(who)

    async def _hear_taken_knowing(self, who: Who, *, again: bool) -> None:
        await self._roster.know(who.tenant, AT_ONCE)  # a program that has just started knows nobody yet
        await self._hear_taken(who, again=again)

    async def _hear_taken(self, who: Who, *, again: bool) -> None:
        async for outcome in self._floor.conversation.hear_taken(who, again=again):
            if outcome is None:
                self._asides.say(who, speech.notice(self._floor.house, "error"))
            else:
                self._say_after(who, outcome)

    async def _author(self, one: Heard) -> Person | tuple[int, Body]:
        """Whoever this comes from, met; or the answer to someone who may not be here."""
        team = one.who.tenant
        await self._ask(team, (one.who.user, *_named_in(one.call)))
        found = self._people.seen(team, one.who.user)
        if one.home and one.home != team and found is None:
            return self._line(one, "not_member", "stranger")
        if found is not None and refusal(found, "") is not None:
            if isinstance(one.call, inbound.Say) and one.kind == "event" and not found.bot and not found.deleted:
                # an app gets none: it might answer for ever
                self._asides.say(one.who, speech.line(self._floor.house, "slack.not_member"))
            return self._line(one, "not_member", "not_member")
        if one.direct and one.channel.startswith("D"):
            self.speaker.met(one.who, one.channel)
        if one.shown and self._looking.get(one.who, ("", NOTHING_YET))[0] != one.shown:
            self._looks(one.who, one.shown)  # another process drew it, or this one before it ended
        me = person(found) if found is not None else Person(one.who, one.called)
        if found is not None or one.called:
            await self._meet(one, me, guess=found is None)
        else:
            self._met.pop(one.who, None)
        return me

    async def _meet(self, one: Heard, me: Person, *, guess: bool = False) -> None:
        """Someone is kept as Slack tells of them now. Where it told nothing, their handle is a name until it does."""
        if self._met.get(one.who) != me:
            await self._floor.conversation.meet(me, Delivery(f"met:{one.key}", one.dated), guess=guess)
            if len(self._met) > MOST:
                self._met.clear()
            self._met[one.who] = me

    async def _called(self, one: Heard, me: Person) -> tuple[int, Body]:
        """What this calls for, done."""
        talk, key = self._floor.conversation, Delivery(one.key, one.dated)
        match one.call:
            case inbound.Begin():
                return self._done(one, await talk.begin(me, key))
            case inbound.Press():
                return await self._press(one, one.call, me)
            case inbound.Closed(on, choice, mark):
                return self._done(one, await talk.pressed(me, key, on, choice, mark))
            case inbound.Fill():
                return await self._fill(one, one.call, me)
            case inbound.Edited(before, text, named):
                await self._hear_taken(one.who, again=False)  # they may be of words that are still to be heard
                before, text = [self._named(one, each, named)[0] for each in (before, text)]
                return self._done(one, await talk.edit_words(me, key, before, text))
            case inbound.Deleted(text, named):
                await self._hear_taken(one.who, again=False)
                text, _ = self._named(one, text, named)
                return self._done(one, await talk.delete_words(me, key, text))
            case inbound.Shared(text, named):
                text, picked = self._named(one, text, named)
                *first, last = await talk.sent_file(me, key, text, picked=picked)
                for outcome in first:
                    self._say_after(one.who, outcome)
                return self._done(one, last)
            case inbound.Resume(journey):
                return self._done(one, await (talk.show(me, key, journey) if journey else talk.begin(me, key)))
            case inbound.Coach(words, trigger, named):
                words, _ = self._named(one, words, named)
                return await self._form(one, trigger, outbound.coach(self._catalog, words))
            case inbound.Opened(tab, guard):
                return await self._opened(one, tab, guard)
            case inbound.Say() | inbound.Changed() | inbound.Unknown() | inbound.Uninstalled() | inbound.OrgWide():
                return 200, EMPTY  # they took a way of their own
            case inbound.HeldBack() | inbound.Nothing():
                return 200, EMPTY
            case _:
                assert_never(one.call)

    async def _press(self, one: Heard, press: inbound.Press, me: Person) -> tuple[int, Body]:
        """A form opens at once and is no event; every other press is heard."""
        talk = self._floor.conversation
        if press.trigger and (not press.choice or press.choice in speech.OPENING):
            asked = await talk.opens(one.who, press.on, press.choice, press.mark)
            if asked is not None:
                view = outbound.form(
                    press.on, asked.form, self._catalog, choice=press.choice, mark=press.mark, filled=asked.filled, says=asked.says
                )  # fmt: skip
                workspace = await self._workspaces.of(one.who.tenant)
                if workspace and (await self.speaker.open(workspace, one.who, press.trigger, view)).ok:
                    return 200, EMPTY
        choice = press.choice or names.FILL
        outcome = await talk.pressed(me, Delivery(one.key, one.dated), press.on, choice, press.mark)
        return self._done(one, outcome)

    async def _fill(self, one: Heard, fill: inbound.Fill, me: Person) -> tuple[int, Body]:
        """A form, sent: what is wrong stands beside its field, and nothing typed is lost."""
        try:
            form = speech.form(fill.form, self._catalog)
        except KeyError:
            return self._line(one, "unknown_button", "unknown_form")
        fields, picked, wrong = dict(fill.fields), [], {}
        for name, user in fill.people.items():
            found = self._people.fresh(one.who.tenant, user)  # as they are now: they may have left
            why = refusal(found, one.who.user)
            if why is not None or found is None:
                wrong[name] = self._catalog.line(f"slack.{why if found else 'not_told'}")
                continue
            picked.append(known(found))
            fields[name] = found.name
        wrong = outbound.troubles(form, fields, self._catalog) | wrong
        if wrong:
            return 200, outbound.errors(wrong)
        outcome = await self._floor.conversation.filled(
            me, Delivery(one.key, one.dated), fill.on, fill.form, fields,
            choice=fill.choice, mark=fill.mark, picked=tuple(picked),
        )  # fmt: skip
        status, body = self._done(one, outcome)
        private = any(each.type == "text" for each in form.fields)
        return (
            (status, outbound.receipt(self._catalog))
            if private and outcome is not None and not outcome.over
            else (status, body)
        )

    async def _form(self, one: Heard, trigger: str, view: Body) -> tuple[int, Body]:
        workspace = await self._workspaces.of(one.who.tenant)
        answer = await self.speaker.open(workspace, one.who, trigger, view) if workspace else None
        return (200, EMPTY) if answer is not None and answer.ok else self._line(one, "too_late", "no_view")

    def _named(self, one: Heard, text: str, mentioned: Sequence[str]) -> tuple[str, tuple[Known, ...]]:
        """Words in which people are called by name, and those of them whom the author may choose."""
        if not mentioned:
            return text, ()
        found = {user: self._people.seen(one.who.tenant, user) for user in mentioned[:MOST_ASKED]}
        called = {user: each.name for user, each in found.items() if each is not None and each.name}
        able = (each for each in found.values() if each is not None and refusal(each, one.who.user) is None)
        return inbound.with_names(text, called), tuple(known(each) for each in able)

    # answers

    def _done(self, one: Heard, outcome: Outcome | None) -> tuple[int, Body]:
        """It is saved: acknowledged now, and said after."""
        if outcome is None:
            return self._line(one, "not_yours", "not_theirs")
        if outcome.over:
            line = self._floor.house.recipient["courtesy"]["over"]
            answer = self._told(one, {"response_type": "ephemeral", "text": line}, line)
            self._refresh(one.who)  # a button that led nowhere goes
            return answer
        self._say_after(one.who, outcome)
        return self._acknowledged(one)

    def _acknowledged(self, one: Heard) -> tuple[int, Body]:
        """Used where others can read, one line says where the answer is."""
        ours = self.speaker.channels.get(one.who)
        if one.kind == "command" and ours is None and one.channel.startswith("D"):  # ours, or those with somebody else
            self._lanes.after(one.who, lambda: self._say_where(one))
        elif one.kind == "command" and ours != one.channel:
            return 200, outbound.ephemeral(self._catalog, "in_private")
        if one.kind == "form" and isinstance(one.call, inbound.Say):
            return 200, outbound.receipt(self._catalog)
        return 200, EMPTY

    async def _say_where(self, one: Heard) -> None:
        """The same line, once Slack has told which conversation is ours."""
        workspace = await self._workspaces.of(one.who.tenant)
        channel, wrong = await self.speaker.channel(workspace, one.who) if workspace else ("", None)
        if wrong is None and channel not in ("", one.channel) and self._answerable(one.answer):
            await self._whisper(one.answer, outbound.ephemeral(self._catalog, "in_private"))

    def _say_after(self, who: Who, outcome: Outcome) -> None:
        if outcome.letters or outcome.aside is not None:
            self._lanes.after(who, lambda: self._speak(who, outcome))
        self._refresh(who)

    async def _speak(self, who: Who, outcome: Outcome) -> None:
        """The letters of a turn, and what was given beside them, which the rows do not hold."""
        try:
            await self._floor.bring(outcome)
        finally:
            self._asides.give(who, outcome)

    def _refresh(self, who: Who, tries: int = 0) -> None:
        """App Home anew, where it is open, once all is said: after a turn of theirs, a check-in, somebody's answer."""
        if who in self._looking:
            self._lanes.after(who, lambda: self._redraw(who, tries))

    async def _redraw(self, who: Who, tries: int) -> None:
        workspace = await self._workspaces.of(who.tenant)
        if workspace is not None and who in self._looking and not self._lanes.waits(who):
            await self._publish(workspace, who, tries)

    async def _publish(self, workspace: Workspace, who: Who, tries: int = 0) -> None:
        """App Home anew, unless it shows all that already. When someone else changed it in between, once more without its hash."""
        view = await self._page(who)
        guarded, shown = self._looking.get(who, ("", NOTHING_YET))
        now = hash(json.dumps(view))
        if shown == now:
            return
        for guard in (guarded, ""):
            more = {"hash": guard} if guard else {}
            answer = await self._api.call(
                "views.publish", workspace.token, workspace.team, user_id=who.user, view=view, **more
            )
            if answer.ok:
                told = answer.body.get("view")
                self._looking[who] = str(told.get("hash") or "") if isinstance(told, dict) else "", now
                return
            came = meaning("views.publish", answer)
            if isinstance(came, Later) and who in self._looking:
                self._looking[who] = guarded, NOTHING_YET  # it may have been taken: what they see is not known any more
                self._owe(who, came.seconds, tries)
            if answer.code != "hash_conflict":
                return

    def _owe(self, who: Who, seconds: float, tries: int) -> None:
        """Slack may take App Home after a while: it is drawn then as it is then, once, however often it was refused meanwhile."""
        if who not in self._owed and tries < HOME_TRIES:
            self._owed.add(who)
            asyncio.get_running_loop().call_later(seconds * 2**tries, self._due, who, tries + 1)

    def _due(self, who: Who, tries: int) -> None:
        self._owed.discard(who)
        self._refresh(who, tries)

    def _line(self, one: Heard, key: str, why: str) -> tuple[int, Body]:
        """One calm line for the person, one structured line for the operator."""
        log.warning("a delivery could not be followed", extra={"what": type(one.call).__name__, "why": why})
        self._floor.tally.count("refused", door=self.name, why=why)
        return self._told(one, outbound.ephemeral(self._catalog, key), self._catalog.line(f"slack.{key}"))

    def _told(self, one: Heard, ephemeral: Body, line: str) -> tuple[int, Body]:
        """The line in the shape that this kind of delivery can be answered with. Whoever did something reads it somewhere."""
        if one.kind == "command":
            return 200, ephemeral
        if field := _field(one):
            return 200, outbound.errors({field: line})
        if self._answerable(one.answer):
            self._lanes.after(one.who, lambda: self._whisper(one.answer, ephemeral))
        elif one.kind != "event":  # Home, a shortcut, a form that was closed
            self._asides.say(one.who, speech.said(self._floor.house, line))
        return 200, EMPTY

    def _answerable(self, url: str) -> bool:
        """Claim: the address is Slack's own, or that of the Slack of the settings."""
        try:
            parts, ours = urlsplit(url), urlsplit(self._settings.api)
        except ValueError:
            return False
        if parts.scheme == "https" and parts.netloc == HOOKS:
            return True
        return ours.netloc != "slack.com" and (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc)

    async def _whisper(self, url: str, ephemeral: Body) -> None:
        with contextlib.suppress(Exception):  # a courtesy, and nothing durable
            async with self._api.session.post(
                url, json={**ephemeral, "replace_original": False}, allow_redirects=False
            ):
                pass

    # people

    async def _user(self, team: str, user: str) -> Mapping[str, Any] | None:
        workspace = await self._workspaces.of(team)
        if workspace is None:
            return None
        answer = await self._api.call("users.info", workspace.token, team, user=user)
        self._workspaces.note(workspace, answer.code)
        found = answer.body.get("user")
        return found if isinstance(found, dict) else None

    async def _profile(self, team: str, user: str) -> Profile | None:
        """Someone, in time for an acknowledgement: as they were known before, when Slack does not tell in time."""
        return await self._in_time(self._people.of(team, user), team, user)

    async def _now(self, who: Who) -> Profile | None:
        """Someone as they are now; as they were known before, when Slack does not tell in time."""
        return await self._in_time(self._people.now(who.tenant, who.user), who.tenant, who.user)

    async def _in_time(self, asking: Awaitable[Profile | None], team: str, user: str) -> Profile | None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(AT_ONCE):
                await asking
        return self._people.seen(team, user)

    async def _ask(self, team: str, users: Sequence[str]) -> None:
        """Ask about all who matter to a delivery, and for everyone by name: together, so that one wait is all."""
        unknown = [user for user in dict.fromkeys(users) if self._people.fresh(team, user) is None]
        everyone = self._roster.know(team, AT_ONCE)
        if unknown:
            await asyncio.gather(everyone, *(self._profile(team, user) for user in unknown))
        else:
            await everyone  # no task for what is known: this is asked at every press

    async def _changed(self, one: Heard, changed: inbound.Changed) -> tuple[int, Body]:
        found = self._people.put(changed.user, one.who.tenant)
        if found is not None and found.deleted:
            self._met.pop(one.who, None)
            await self._floor.conversation.gone(one.who, Delivery(f"gone:{one.key}", one.dated))
        elif found is not None:
            await self._meet(one, person(found))
        return 200, EMPTY

    async def _face(self, letter: Letter) -> outbound.Face | None:
        """The picture of whom this card would send to, where it is the consent."""
        if not any(each.id in {"send", "consent"} for each in letter.reply.choices):
            return None
        to = await self._floor.conversation.addressed(letter)
        found = await self._profile(to.tenant, to.user) if to is not None else None
        return outbound.Face(found.name, found.photo) if found is not None and found.photo else None

    # App Home, and leaving

    async def _opened(self, one: Heard, tab: str, guard: str) -> tuple[int, Body]:
        if tab != "home":
            return 200, EMPTY
        self._looks(one.who, guard)
        workspace = await self._workspaces.of(one.who.tenant)
        if workspace is not None:
            place, who = workspace, one.who
            self._lanes.after(who, lambda: self._publish(place, who))
        return 200, EMPTY

    def _looks(self, who: Who, guard: str) -> None:
        """Someone has App Home before them, as it was drawn under this hash of Slack's."""
        if len(self._looking) > MOST:
            self._looking.clear()
        self._looking[who] = guard, NOTHING_YET

    async def _page(self, who: Who) -> Body:
        return outbound.home(await self._floor.store.desk(who), self._floor.house, self._floor.clock.now())

    async def _gone(self, team: str, said: datetime | None) -> tuple[int, Body]:
        """The workspace let us go: everything of it is forgotten, before this is acknowledged. Not if it is back since."""
        try:
            people = await self._floor.store.purge(team, self._floor.clock.now(), said)
            back = await self._floor.store.tokens(names.PLATFORM, team) is not None
        except OopsError as error:
            log.error("a workspace could not be forgotten yet", extra={"error": type(error).__name__})  # noqa: TRY400
            return error.status, EMPTY
        if back:
            log.info("a workspace had let us go, and has installed us anew since")
            return 200, EMPTY
        self._workspaces.leave(team)
        self._people.leave(team)
        self._roster.leave(team)
        for who in [who for who in self._looking if who.tenant == team]:
            del self._looking[who]
        log.info("a workspace let us go; all of it is forgotten", extra={"people": people})
        self._floor.tally.count("workspaces_gone")
        return 200, EMPTY


def _field(one: Heard) -> str:
    """The field of a sent form beside which a line may stand, so that the form stays open with all that was typed."""
    match one.call:
        case inbound.Fill():
            return next(iter({**one.call.fields, **one.call.people}), "")
        case inbound.Say() if one.kind == "form":
            return names.WORDS
        case _:
            return ""


def _named_in(call: inbound.Call) -> tuple[str, ...]:
    """The users whom a call names."""
    match call:
        case inbound.Say() | inbound.Edited() | inbound.Deleted() | inbound.Shared() | inbound.Coach():
            return call.named[:MOST_ASKED]
        case inbound.Fill():
            return tuple(call.people.values())[:MOST_ASKED]
        case _:
            return ()


class _Bolt(AsyncApp):
    """Bolt without a client for each request: nobody here calls Slack through it, so a place for the token is all that is made."""

    def _init_context(self, req: AsyncBoltRequest) -> None:
        req.context["token"] = None
        req.context["client"] = SimpleNamespace(token=None)


class _Whose(AsyncAuthorize):
    """Bolt's question whose a request is. Answered from memory: it asks Slack nothing."""

    def __init__(self, workspaces: Workspaces) -> None:
        self._workspaces = workspaces

    async def __call__(
        self,
        *,
        context: AsyncBoltContext,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None,
        **actor: str | None,
    ) -> AuthorizeResult:
        """The workspace's own token; one that has let us go this very moment has none."""
        del context, enterprise_id, user_id, actor
        workspace = await self._workspaces.of(team_id or "") or Workspace(team_id or "", "")
        return AuthorizeResult(
            enterprise_id=None,
            team_id=workspace.team,
            bot_user_id=workspace.bot_user,
            bot_id=workspace.bot,
            bot_token=workspace.token,
        )


class _Hear(AsyncMiddleware):
    """The last of Bolt's middlewares: ours."""

    def __init__(self, answer: Callable[[Heard], Awaitable[tuple[int, Body]]]) -> None:
        self._answer = answer

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002
    ) -> BoltResponse:
        """Hear it, and answer."""
        del resp, next
        found = await self._answer(req.context["heard"])
        req.context["answer"] = found
        return BoltResponse(status=found[0])


__all__ = ["SlackDoor"]
