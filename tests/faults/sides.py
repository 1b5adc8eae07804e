"""The platforms' sides of the rig: what Sam and Dana see there, and what the platform delivers when they do something."""

from __future__ import annotations

import contextlib
import time
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import aiohttp
from faults.day import DANA, SAM, Step
from faults.proxy import Proxy
from slackside import room
from slackside.fake import FakeSlack
from teams import activities
from teams import connector as teams
from teams.connector import Connector, connector

from storage.keys import make

NOTE = "wrote this and chose to send it"
Payload = dict[str, Any]
Page = tuple[tuple[str, str, tuple[str, ...]], ...]
"""Who reads, the words, the buttons below them: every message in its order."""


class Side(Protocol):
    """One platform."""

    called: str
    """Where it calls the program."""

    def environ(self, folder: Path, database: str) -> dict[str, str]:
        """The settings of a program that speaks with it."""

    def arrivals(self) -> Iterable[Payload]:
        """What it delivers before the day begins."""

    def page(self) -> Page:
        """What everyone reads now.

        What Dana pressed is left out: her card is only repainted, and a death may leave its buttons, which do nothing more.
        """

    def posts(self) -> list[str]:
        """Every post that it took, by what makes it that post, whether it still stands or not."""

    def deed(self, step: Step) -> Callable[[], Payload] | None:
        """What it delivers: the same event again and again, or another press of the same button, and the form that it opened.

        None: there is no such button.
        """

    async def deliver(self, payload: Payload) -> bool:
        """Claim: it was acknowledged, and is done with that."""


def plainly(page: Iterable[tuple[str, str, tuple[str, ...]]]) -> Page:
    """The page in the order Sam, Dana."""
    told = list(page)
    return (
        *(line for line in told if line[0] == SAM),
        *((DANA, words.partition("\nYou chose: ")[0], ()) for who, words, _ in told if who == DANA),
    )


@dataclass
class InSlack:
    """A workspace."""

    slack: FakeSlack
    out: Proxy | None = None
    """Through this the program calls it."""

    @property
    def called(self) -> str:
        return self.slack.app

    @called.setter
    def called(self, url: str) -> None:
        self.slack.app = url

    def environ(self, folder: Path, database: str) -> dict[str, str]:
        room.people(self.slack, "Sam Reyes", "Europe/Dublin")
        told = room.environment(self.slack, folder, "http", DATABASE_URL=database)
        if self.out is not None:
            self.out.to, told["SLACK_API_URL"] = self.slack.url, f"{self.out.url}/api/"
        return told

    def arrivals(self) -> Iterable[Payload]:
        return ()

    def page(self) -> Page:
        return plainly(
            (who, message.words, tuple(action for action, _, _ in message.buttons()))
            for who in (SAM, DANA)
            for message in self.slack.sent(room.user_of(who))
        )

    def posts(self) -> list[str]:
        letters = [each for each in (*self.slack.messages, *self.slack.gone) if "metadata" in each.payload]
        return [each.payload["metadata"]["event_payload"]["letter"] for each in letters]

    def deed(self, step: Step) -> Callable[[], Payload] | None:
        user = room.user_of(step.who)
        if step.says and not step.form:
            event = self.slack.message(user, step.says)
            return lambda: event
        held = [each for message in self.slack.sent(user) for each in message.buttons() if each[0] == step.presses]
        if not held:
            return None
        action, value, kind = held[-1]
        return lambda: (
            self.slack.submission(user, {"words": step.says})
            if user in self.slack.views
            else self.slack.press(user, action, value, kind=kind)
        )

    async def deliver(self, payload: Payload) -> bool:
        status, answer = await self.slack.deliver(payload)
        if payload["type"] == "view_submission" and status == 200 and answer.get("response_action") != "errors":
            del self.slack.views[payload["user"]["id"]]
        return status == 200 and not self.slack.views

    def refused(self) -> bool:
        """Claim: whoever pressed was told since the last time, in a line that only they see, that it was not taken."""
        told, self.slack.whispers = self.slack.whispers, []
        return any("send it again" in each["text"] for each in told)


@dataclass
class InTeams:
    """An organisation in which both have the app: its Connector, its key server and its token server."""

    found: Connector
    session: aiohttp.ClientSession
    called: str = ""
    count: int = 0
    before: int | None = None
    """So many calls came before the day began: whoever arrives gets their page."""

    def environ(self, folder: Path, database: str) -> dict[str, str]:
        return teams.environment(self.found, make(), database, OOPS_TEST_CLOCK=str(folder / "clock"))

    def arrivals(self) -> Iterable[Payload]:
        return activities.installed(DANA), activities.installed(SAM)

    def _cards(self) -> list[tuple[str, dict[str, Any]]]:
        """Who sees which card, in the order in which they came."""
        cards: dict[str, tuple[str, dict[str, Any]]] = {}
        for number, call in list(enumerate(self.found.calls, 1))[self.before :]:
            who = call.conversation.removeprefix("a:").removesuffix("-conversation")
            if call.method == "DELETE":
                cards.pop(call.ref, None)
            else:
                cards[call.ref or f"1:{number}"] = who, call.card
        return list(cards.values())

    def page(self) -> Page:
        """A reply of which nobody can tell whether it arrived comes again: it is read as one, with the buttons of the last."""
        seen: dict[tuple[str, str], tuple[str, str, tuple[str, ...]]] = {}
        for who, card in self._cards():
            words = "\n".join(teams.lines(card))
            verbs = tuple(each["verb"] for each in card.get("actions", ()) if each["type"] == "Action.Execute")
            seen[who, words.partition("\nYou chose: ")[0]] = who, words, verbs
        return plainly(seen.values())

    def posts(self) -> list[str]:
        """Notes to Dana alone: nobody can look a post up here, so what is said to Sam may come twice."""
        return [
            call.text.partition("\n")[0]
            for call in self.found.calls
            if call.method == "POST" and call.conversation == f"a:{DANA}-conversation" and NOTE in call.text
        ]

    def deed(self, step: Step) -> Callable[[], Payload] | None:
        self.before = len(self.found.calls) if self.before is None else self.before
        if step.says:
            event = self._numbered(activities.message(step.says, step.who))
            return lambda: event
        held = [
            action["data"]
            for who, card in self._cards()
            for action in card.get("actions", ())
            if who == step.who and action["type"] == "Action.Execute" and action["verb"] == step.presses
        ]
        if not held:
            return None
        letter = held[-1]["letter"]
        return lambda: self._numbered(activities.press(letter, step.presses, step.who, data=held[-1]))

    def _numbered(self, raw: Payload) -> Payload:
        self.count += 1
        return raw | {"id": f"{raw['id']}-{self.count}", "serviceUrl": self.found.service}

    async def deliver(self, payload: Payload) -> bool:
        payload = payload | {"serviceUrl": self.found.service}
        headers = {"Authorization": teams.signed(payload, time.time())}
        async with self.session.post(f"{self.called}/api/messages", json=payload, headers=headers) as answer:
            await answer.read()
            return answer.status == 200


@contextlib.asynccontextmanager
async def in_slack(out: Proxy | None) -> AsyncIterator[InSlack]:
    async with FakeSlack().open() as slack:
        yield InSlack(slack, out)


@contextlib.asynccontextmanager
async def in_teams(out: Proxy | None) -> AsyncIterator[InTeams]:
    """Its tokens are good for a moment only, so that each letter asks for another."""
    async with connector() as found, aiohttp.ClientSession() as session:
        if out is not None:
            out.to, found.root, found.expires = found.root, out.url, 1
        yield InTeams(found, session)


SIDES = {"slack": in_slack, "teams": in_teams}

__all__ = ["SIDES", "Page", "Payload", "Side"]
