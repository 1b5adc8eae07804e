"""The Teams door's wire, and the only file that knows Microsoft's SDK.

The SDK hears and answers: an activity that has passed our own checks becomes a turn of its adapter, and the answer to an
invoke comes back through it. It never speaks: letters go through `speaker`. It is archived (no support since the end of
2025), so nothing else of the house holds one of its types; docs/teams.md says what moving on would touch.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, assert_never

import aiohttp
from aiohttp import web
from botbuilder.core import CloudAdapterBase, InvokeResponse, TurnContext
from botbuilder.schema import Activity, ActivityTypes, ConversationAccount
from botframework.connector.auth import AuthenticateRequestResult, BotFrameworkAuthentication, ClaimsIdentity

from adapters.asides import Asides
from adapters.lanes import Lanes
from adapters.settings import Teams, loopback
from adapters.teams import inbound, names, outbound
from adapters.teams.hosts import hosts
from adapters.teams.inbound import Wrong
from adapters.teams.people import Directory
from adapters.teams.speaker import TeamsSpeaker, Tokens, session
from adapters.teams.token import ISSUERS, Keys, Rules, Token, bound, in_time, token_of, verified, welcome
from bot import speech
from bot.around import Known
from bot.conversation import Delivery
from bot.effects import EraseAll
from bot.errors import DoorRefused, SettingsWrong
from bot.forms import troubles
from bot.home import home
from bot.letters import Act, Letter
from bot.people import Person, Who
from bot.ports import Decision, Desk, Speaker

if TYPE_CHECKING:
    from adapters.serving import Floor
    from bot.conversation import Outcome

log = logging.getLogger("oops.teams")

PATH = "/api/messages"
TOKENS_KEPT = 64
"""So many verified tokens are known again, so that one signature is not worked out for every request."""

Answer = dict[str, Any] | None
Logic = Callable[[], Awaitable[Answer]]


# ------------------------------------------------------------------------------------------------------------ the SDK


class _Checked(BotFrameworkAuthentication):  # type: ignore[misc]  # the SDK ships no types
    """Everything was checked before (token.py): the SDK is asked to check nothing, and has nothing to speak with."""

    async def authenticate_request(self, activity: Activity, auth_header: str) -> AuthenticateRequestResult:
        raise DoorRefused("the SDK is handed what was checked, and checks nothing")

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        raise DoorRefused("the SDK is handed what was checked, and checks nothing")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> _Mute:
        return _Mute()

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        return None


class _Mute:
    """In place of a connector client: the coach speaks by letters only."""

    async def create(self, service_url: str, audience: str) -> _Mute:
        return self


class Adapter(CloudAdapterBase):  # type: ignore[misc]  # same
    """Hears, and answers invokes."""

    def __init__(self) -> None:
        super().__init__(_Checked())
        self._mute = _Mute()

    async def hear(self, raw: Mapping[str, Any], claims: Mapping[str, Any], logic: Logic) -> InvokeResponse | None:
        """One turn of the SDK's pipeline around `logic`. What it returns is the answer to an invoke."""
        checked = AuthenticateRequestResult()
        checked.claims_identity = ClaimsIdentity(dict(claims), is_authenticated=True)
        checked.connector_factory = self._mute
        activity = Activity(
            type=raw["type"], id=raw.get("id"), name=raw.get("name"), channel_id=raw.get("channelId"),
            service_url=raw.get("serviceUrl"), conversation=ConversationAccount(id=raw["conversation"]["id"]),
        )  # fmt: skip

        async def turn(context: TurnContext) -> None:
            answer = await logic()
            if activity.type == ActivityTypes.invoke:
                response = InvokeResponse(status=HTTPStatus.OK, body=answer)
                await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=response))

        return await self.process_activity(checked, activity, turn)


# ----------------------------------------------------------------------------------------------------------- the door


class TeamsDoor:
    """Teams, on the floor that every door stands on."""

    name = names.PLATFORM

    def __init__(self, floor: Floor, account: Teams, *, now: Callable[[], float] = time.time) -> None:
        """`now` counts the seconds since 1970 by which tokens are judged: real time, whatever the journey's clock says."""
        if not account.app_id and not account.anonymous:
            raise SettingsWrong("MICROSOFT_APP_ID is missing: without it anyone could speak for Teams.")
        if account.app_id and not account.app_password and not account.anonymous:
            raise SettingsWrong("MICROSOFT_APP_PASSWORD is missing: without it nothing can be said in Teams.")
        if account.anonymous and not loopback(floor.settings.host):
            raise SettingsWrong("OOPS_TEAMS_ANONYMOUS takes calls without a token, so HOST must be this machine's.")
        self._floor = floor
        self._account = account
        self._now = now
        self._hosts = hosts(account.hosts, any_loopback=account.anonymous and not account.app_password)
        government = "azure.us" in account.openid
        tenant = account.tenant if account.app_type == "SingleTenant" else ""
        self._rules = Rules(account.app_id, ISSUERS[government], tenant=tenant)
        self._session: aiohttp.ClientSession | None = None
        self._keys = Keys(account.openid, self._wire, time.monotonic)
        self._directory = Directory(floor.store, names.PLATFORM, time.monotonic)
        self._adapter = Adapter()
        self._lanes = Lanes()
        self._tokens: dict[str, Token] = {}
        tokens = Tokens(account, self._wire, time.monotonic)
        self._speaker = TeamsSpeaker(
            self._wire, tokens, self._hosts, floor.house.catalog, self._directory.address, self._unreached
        )
        self._asides = Asides(
            floor.house,
            self._lanes,
            lambda reply: outbound.aside(reply, floor.house.catalog),
            lambda who, activity: self._speaker.send(who, Act.POST, activity),
            floor.keeps,
        )

    # what the floor asks of a door

    @property
    def speaker(self) -> Speaker:
        """The voice."""
        return self._speaker

    def routes(self) -> Sequence[web.RouteDef]:
        """Where Teams calls in."""
        return [web.post(PATH, self._activity)]

    def people(self, who: Who, words: str) -> tuple[Known, ...]:
        """Whom an author may mean: those of their organisation who have the bot."""
        return self._directory.named(who, words)

    def trouble(self) -> str | None:
        """Why this door is not connected."""
        return None if self._account.anonymous or self._keys.ready else "no keys"

    async def start(self) -> None:
        """Ask for the keys, so that the first request need not wait."""
        if not self._account.anonymous:
            self._lanes.beside(self._keys.warm())

    async def stop(self, within: float) -> None:
        """Finish what is being said, and let go."""
        self._asides.leave()
        await self._lanes.drain(within)
        await self._keys.close()
        if self._session is not None:
            await self._session.close()

    # one request

    async def _activity(self, request: web.Request) -> web.Response:
        try:
            claims = await self._claims(request.headers.get("Authorization"))
            raw = inbound.activity(await request.read())
            if not self._account.anonymous:
                bound(claims, raw, self._rules)
            welcome(raw, self._hosts, self._rules)
            heard = inbound.heard(raw)
            if not isinstance(heard.call, inbound.Removed) and self._floor.too_fast(heard.person.who):
                return self._too_fast(heard)
            self._floor.tally.count("heard", door=self.name, what=type(heard.call).__name__.lower())
            answer = await self._adapter.hear(raw, claims, lambda: self._counted(heard))
        except DoorRefused as refused:
            self._floor.tally.count("refused", door=self.name, why="token")
            return web.Response(status=refused.status, text="That does not come from Teams.\n")
        except Wrong as wrong:
            self._floor.tally.count("refused", door=self.name, why="form")
            return _json(wrong.status, _error(wrong))
        if answer is None:
            return web.Response(status=200)
        return _json(int(answer.status), answer.body)

    def _too_fast(self, heard: inbound.Heard) -> web.Response:
        """Not taken, and said so: a press where it was pressed, all else in one line a minute."""
        house, who = self._floor.house, heard.person.who
        tells = self._floor.tells_pace(who)
        if heard.invoke:
            return _json(429, _error(Wrong(house.catalog.line("notice.too_fast"), 429)))
        if tells:
            self._asides.say(who, speech.notice(house, "too_fast"))
        return web.Response(status=200)

    async def _claims(self, authorization: str | None) -> Mapping[str, Any]:
        if self._account.anonymous:
            return {}
        token = self._tokens.get(authorization or "") or token_of(authorization)
        key = await self._keys.key(token.kid)
        if token.by is key:  # Teams signs one token for many requests: its signature was verified by this very key
            in_time(token.claims, self._rules, self._now())
            return token.claims
        claims = verified(token, key, self._rules, self._now())
        if len(self._tokens) >= TOKENS_KEPT:
            self._tokens.clear()
        self._tokens[authorization or ""] = replace(token, by=key)
        return claims

    # what is heard

    async def _counted(self, heard: inbound.Heard) -> Answer:
        """Heard; what was not taken is counted, and comes again."""
        try:
            return await self._hear(heard)
        except (DoorRefused, Wrong):
            raise
        except Exception as error:
            self._floor.failed(self.name, type(heard.call).__name__, error)
            raise

    async def _hear(self, heard: inbound.Heard) -> Answer:
        person = heard.person
        self._floor.conversation.here(person.who)
        key = Delivery(heard.delivery, None if self._floor.settings.test_clock else heard.at, heard.message)
        match heard.call:
            case inbound.Nothing():
                return None
            case inbound.Removed():
                await self._removed(person, key)
                return None
            case inbound.Installed():
                await self._installed(person, key)
                return None
            case inbound.Press() | inbound.Asked() | inbound.Filled() if await self._kept_no_more(
                person.who, heard.call.letter
            ):
                return _line(self._over) if isinstance(heard.call, inbound.Press) else outbound.said(self._over)
            case inbound.OnPage("", journey) if journey and await self._floor.store.desk(person.who) is None:
                return _line(self._over)  # nor is whoever presses it on a page that has outlived them
            case _:
                person = await self._met(person, key)
        match heard.call:
            case inbound.Said() if await self._take(person, key, heard.call):
                return None
            case _:
                # What was taken of them, here or elsewhere, is heard first, and before everybody else's.
                with self._floor.conversation.awaited(person.who):
                    async with self._lanes.hearing(person.who):
                        if await self._floor.conversation.taken_elsewhere(person.who):
                            await self._hear_taken(person.who, again=False)
                        return await self._called(heard, person, key)

    async def _take(self, person: Person, key: Delivery, said: inbound.Said) -> bool:
        """Claim: the words are saved, so that they can be acknowledged: they are read and answered after that."""
        talk = self._floor.conversation
        async with self._lanes.arriving(person.who):
            if not await talk.take(person, key, said.text, called=said.called):
                return False
            self.take_up(person.who)
            return True

    def take_up(self, who: Who, *, again: bool = False) -> None:
        """Hear what was taken of someone, in their lane; where too many wait, a beat takes it up."""
        if again or not self._floor.conversation.full:
            self._lanes.hear(who, lambda: self._hear_taken(who, again=again))

    def unsaid(self, who: Who) -> None:
        """The page is a card that is asked for: none stands open."""

    async def _hear_taken(self, who: Who, *, again: bool) -> None:
        await self._directory.refresh(who.tenant)  # a program that has just started knows nobody yet
        async for outcome in self._floor.conversation.hear_taken(who, again=again):
            if outcome is None:
                self._asides.say(who, speech.notice(self._floor.house, "error"))
            else:
                self._bring(who, outcome)

    async def _called(self, heard: inbound.Heard, person: Person, key: Delivery) -> Answer:
        """What this calls for, done."""
        talk = self._floor.conversation
        match heard.call:
            case inbound.Nothing() | inbound.Removed() | inbound.Installed():
                return None
            case inbound.Began():
                self._bring(person.who, await talk.begin(person, key))
            case inbound.Said(text, called):
                self._bring(person.who, await talk.words(person, key, text, called=called))
            case inbound.SentFile():
                for outcome in await talk.sent_file(person, key):
                    self._bring(person.who, outcome)
            case inbound.Changed(text):
                await self._hear_taken(person.who, again=False)  # they may be of words that are still to be heard
                self._bring(person.who, await talk.edit_words(person, key, "", text))
            case inbound.TookBack():
                await self._hear_taken(person.who, again=False)
                self._bring(person.who, await talk.delete_words(person, key, ""))
            case inbound.Page():
                self._lanes.beside(self._page(person.who))
            case inbound.OnPage(words, journey):
                outcome = await self._on_page(person, key, words, journey)
                self._bring(person.who, outcome)
                return _line(self._over if outcome.over else "")
            case inbound.Press():
                return await self._press(person, key, heard.call)
            case inbound.Asked():
                return await self._dialog(person, heard.call)
            case inbound.Filled():
                return await self._filled(person, key, heard.call)
            case _:
                assert_never(heard.call)
        return None

    async def _press(self, person: Person, key: Delivery, press: inbound.Press) -> Answer:
        letter = await self._theirs(person.who, press.letter)
        if not await self._floor.conversation.offers(letter, press.choice, press.mark):
            raise Wrong("The card does not offer that.")
        outcome = await self._floor.conversation.pressed(person, key, press.letter, press.choice, press.mark)
        if outcome is None:
            raise Wrong("The card is somebody else's.", 403)
        self._bring(person.who, outcome)
        left = await self._floor.conversation.remaining(letter)
        content = outbound.answered(letter.reply, letter.id, self._floor.house.catalog, press.choice, press.mark, left)
        return {"statusCode": 200, "type": names.CARD, "value": content}

    async def _page(self, who: Who) -> None:
        """The page of one's own, as it is now. It is made anew at any time, so it is no letter and is kept nowhere."""
        house = self._floor.house
        shown = home(await self._floor.store.desk(who), house, self._floor.clock.now())
        await self._speaker.send(who, Act.POST, outbound.page(shown, house.catalog.line("notice.reply")))

    async def _on_page(self, person: Person, key: Delivery, words: str, journey: str) -> Outcome:
        talk = self._floor.conversation
        if words:
            return await talk.say(person, key, words)
        return await (talk.show(person, key, journey) if journey else talk.begin(person, key))

    async def _dialog(self, person: Person, asked: inbound.Asked) -> Answer:
        """Opening a dialog is not an event: the letter is looked at, and nothing is written."""
        catalog = self._floor.house.catalog
        await self._theirs(person.who, asked.letter)
        found = await self._floor.conversation.opens(person.who, asked.letter, "")
        if found is None or found.form.id != asked.form:
            return outbound.said(catalog.line("form.stale"))
        return outbound.dialog(asked.letter, found.form, catalog, filled=found.filled, says=found.says)

    async def _filled(self, person: Person, key: Delivery, filled: inbound.Filled) -> Answer:
        catalog, talk = self._floor.house.catalog, self._floor.conversation
        await self._theirs(person.who, filled.letter)
        found = await talk.opens(person.who, filled.letter, "")
        if found is None or found.form.id != filled.form:
            return outbound.said(catalog.line("form.stale"))
        picked = await self._directory.picked(person.who, filled.picked) if filled.picked else None
        fields = {each.name: filled.fields.get(each.name, "") for each in found.form.fields}
        if picked is not None:
            fields |= {each.name: picked.name for each in found.form.fields if each.type == "person"}
        wrong = troubles(found.form, fields, catalog)
        if filled.picked and picked is None:
            wrong |= {each: catalog.line("form.unknown_person") for each in wrong}
        if wrong:
            return outbound.dialog(filled.letter, found.form, catalog, filled=fields, wrong=wrong, says=found.says)
        given = {name: text for name, text in fields.items() if text.strip()}
        outcome = await talk.filled(
            person, key, filled.letter, filled.form, given, picked=(picked,) if picked is not None else ()
        )
        if outcome is None:
            raise Wrong("The card is somebody else's.", 403)
        self._bring(person.who, outcome)
        return None

    @property
    def _over(self) -> str:
        """The line of what is kept no more."""
        return self._floor.house.recipient["courtesy"]["over"]

    async def _kept_no_more(self, who: Who, letter_id: str) -> bool:
        """Claim: nothing is kept of this card. Its author was deleted, or its time is over: whoever presses it is not even met.

        Nor is whoever presses somebody else's card: raises Wrong.
        """
        return await self._kept(who, letter_id) is None

    async def _kept(self, who: Who, letter_id: str) -> Letter | None:
        """A letter to this person, where it is kept. Raises Wrong when it is somebody else's."""
        letter = await self._floor.store.letter(letter_id)
        if letter is not None and letter.to != who:
            raise Wrong("The card is somebody else's.", 403)
        return letter

    async def _theirs(self, who: Who, letter_id: str) -> Letter:
        """A letter that this person holds. Raises Wrong."""
        letter = await self._kept(who, letter_id)
        if letter is None:
            raise Wrong("That card is gone.", 404)
        if letter.act is not Act.POST:
            raise Wrong("The card is somebody else's.", 403)
        return letter

    # contacts

    async def _met(self, person: Person, key: Delivery) -> Person:
        """Somebody is here: the address, the name and the zone of this moment are kept when they are new."""
        await self._directory.refresh(person.who.tenant)
        known = self._directory.person(person.who)
        zone = person.zone or (known.zone if known else "UTC")
        person = replace(person, zone=zone, name=person.name or (known.name if known else ""))
        if known is None or (known.address, known.name, known.zone) != (person.address, person.name, person.zone):
            await self._keep(person, key.dated)
        return person

    async def _keep(self, person: Person, dated: datetime | None) -> None:
        """Keep who is here. A delivery from before they were deleted brings nobody back."""
        stamp = datetime.now().astimezone().isoformat()
        late: list[bool] = []

        def decide(desk: Desk) -> Decision:
            late.append(desk.seen)
            return Decision(replace(desk.person, name=person.name, zone=person.zone, address=person.address))

        now = self._floor.clock.now()
        decision = await self._floor.store.change(person, f"met:{stamp}", now, decide, dated=dated)
        if not late[-1]:
            self._directory.put(decision.person)

    async def _installed(self, person: Person, key: Delivery) -> None:
        """A first contact: the address is kept, and the page of one's own says what this is. Once."""
        await self._met(person, key)
        new: list[bool] = []

        def decide(desk: Desk) -> Decision:
            new.append(not desk.seen)
            return Decision(desk.person)

        await self._floor.store.change(person, "installed", self._floor.clock.now(), decide, dated=key.dated)
        if new[-1]:
            self._lanes.beside(self._page(person.who))

    async def _removed(self, person: Person, key: Delivery) -> None:
        """The bot was taken away: all that is kept about the person goes."""

        def decide(desk: Desk) -> Decision:
            return Decision(desk.person, effects=(EraseAll(),))

        if await self._floor.store.desk(person.who) is not None:
            await self._floor.store.change(person, key, self._floor.clock.now(), decide)
        self._directory.drop(person.who)

    async def _unreached(self, who: Who) -> None:
        """Somebody blocked the bot, or is gone: they are not reached any more until they write."""
        self._directory.drop(who)

        def decide(desk: Desk) -> Decision:
            return Decision(replace(desk.person, address=None))

        desk = await self._floor.store.desk(who)
        if desk is not None and desk.person.address is not None:
            stamp = datetime.now().astimezone().isoformat()
            await self._floor.store.change(desk.person, f"gone:{stamp}", self._floor.clock.now(), decide)

    # letters

    def _bring(self, who: Who, outcome: Outcome) -> None:
        """What a turn says is spoken once the platform has its answer, in the order in which it was said."""
        if not outcome.letters and outcome.aside is None:
            return

        async def bring() -> None:
            try:
                await self._floor.bring(outcome)
            finally:
                self._asides.give(who, outcome)
            if outcome.turn is not None and any(isinstance(each, EraseAll) for each in outcome.turn.effects):
                self._directory.drop(who)  # the last line is said: nobody finds them here any more

        self._lanes.after(who, bring)

    # the bits

    def _wire(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = session()
        return self._session


def _json(status: int, value: Any) -> web.Response:
    if value is None:
        return web.Response(status=status)
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return web.Response(status=status, body=body, content_type="application/json")


def _line(line: str) -> dict[str, Any]:
    """A press that is answered with one line beside the card; with nothing, when it is empty."""
    return {"statusCode": 200, "type": "application/vnd.microsoft.activity.message", "value": line}


def _error(wrong: Wrong) -> dict[str, Any]:
    """What an invoke gets back when it cannot be followed."""
    value = {"code": "TooManyRequests" if wrong.status == 429 else "BadRequest", "message": str(wrong)}
    return {"statusCode": wrong.status, "type": "application/vnd.microsoft.error", "value": value}


__all__ = ["PATH", "Adapter", "TeamsDoor"]
