"""Slack's voice: one letter, one POST. What was lost on the way is found again by the letter's id in the message's metadata."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, assert_never

from adapters.slack import names, outbound
from adapters.slack.api import Answer, Api, outcome, outcomes
from adapters.slack.people import Profile, refusal
from adapters.slack.workspaces import Workspace, Workspaces
from bot.errors import LetterRefused, OopsError
from bot.letters import Act, Later, Letter, LetterKind, Outcome, Refused, Sent, Unsure
from bot.people import Who
from prompts.catalog import Catalog

NEWEST = 200
"""Messages that are looked through: more than one conversation holds of five minutes."""
MOST = 50_000
"""Conversations of which the id is kept in memory."""
TRIES = 20
"""So often a courtesy waits for the card that it is about: then it goes, and the card stays as it is."""

Faces = Callable[[Letter], Awaitable[outbound.Face | None]]
Ask = Callable[[Who], Awaitable[Profile | None]]
Page = Callable[[Who], Awaitable[dict[str, Any]]]
Left = Callable[[Letter], Awaitable[Letter | None]]


@dataclass(slots=True)
class SlackSpeaker:
    """Posts, edits, deletes, and publishes App Home."""

    api: Api
    workspaces: Workspaces
    catalog: Catalog
    face: Faces
    """The picture of whom a consent card is about."""
    ask: Ask
    """Who someone is at this moment."""
    page: Page
    """The App Home of someone."""
    left: Left
    """The edit of the letter that a courtesy is about."""
    spoke: Callable[[Who], None]
    """Told whose journey a letter is from, once it was said."""
    channels: dict[Who, str] = field(default_factory=dict)
    looking: dict[str, tuple[str, int]] = field(default_factory=dict)
    """Letters that are looked for: where the next page begins, and how many messages are still to be looked through."""

    async def speak(self, letter: Letter) -> Outcome:
        """Carry out the letter's act once."""
        workspace = await self._place(letter.to)
        if not isinstance(workspace, Workspace):
            return workspace
        match letter.act:
            case Act.POST:
                outcome = (
                    await self._unfit(letter)
                    or await self._leave(workspace, letter)
                    or await self._post(workspace, letter)
                )
                self.spoke(letter.author)
                return outcome
            case Act.EDIT:
                return await self._change(workspace, letter, "chat.update", await self._payload(letter))
            case Act.DELETE:
                return await self._change(workspace, letter, "chat.delete", {})
            case Act.HOME:
                return await self.publish(workspace, letter.to)
            case _:
                assert_never(letter.act)

    async def beside(self, to: Who, payload: dict[str, Any]) -> Outcome:
        """Post what is no letter, once."""
        workspace = await self._place(to)
        return await self._posted(workspace, to, payload) if isinstance(workspace, Workspace) else workspace

    async def _place(self, to: Who) -> Workspace | Outcome:
        """Where a letter goes; or what that means for it, when Slack is asked nothing now."""
        try:
            workspace = await self.workspaces.of(to.tenant)
        except OopsError:
            return outcome("auth.test", Answer("unreached"))
        if workspace is None:
            return Refused("not_installed")
        stopped = self.workspaces.stopped(workspace)
        return outcome("auth.test", stopped) if stopped is not None else workspace

    async def _unfit(self, letter: Letter) -> Refused | None:
        """A note for someone who has become a guest since they were chosen, or has left: no word of it goes.

        Where Slack tells nothing of them, not even from before, it goes as its author wanted.
        """
        found = await self.ask(letter.to) if letter.kind is LetterKind.THIRD else None
        why = refusal(found, letter.author.user) if found is not None else None
        return Refused(why) if why is not None else None

    async def _leave(self, workspace: Workspace, letter: Letter) -> Later | None:
        """An answered letter is updated before the courtesy that says so, which waits where Slack does not take that now."""
        edit = await self.left(letter) if letter.kind is LetterKind.COURTESY and letter.attempts <= TRIES else None
        if edit is None:
            return None
        outcome = await self._change(workspace, edit, "chat.update", await self._payload(edit))
        return outcome if isinstance(outcome, Later) else None

    async def _payload(self, letter: Letter) -> dict[str, Any] | None:
        try:
            return outbound.message(letter, self.catalog, face=await self.face(letter))
        except LetterRefused:
            return None

    async def _post(self, workspace: Workspace, letter: Letter) -> Outcome:
        payload = await self._payload(letter)
        return await self._posted(workspace, letter.to, payload) if payload is not None else Refused("too_long")

    async def _posted(self, workspace: Workspace, to: Who, payload: dict[str, Any]) -> Outcome:
        remembered = to in self.channels
        channel, wrong = await self.channel(workspace, to)
        if wrong is not None:
            return wrong
        answer = await self._shown("chat.postMessage", workspace, to, payload, channel=channel)
        if remembered and answer.code in outcomes().person:  # it is forgotten by now, and looked up anew
            return await self._posted(workspace, to, payload)
        return outcome(
            "chat.postMessage", answer, ref(str(answer.body.get("channel") or channel), answer.body.get("ts"))
        )

    async def _change(
        self, workspace: Workspace, letter: Letter, method: str, payload: dict[str, Any] | None
    ) -> Outcome:
        channel, _, stamp = (letter.ref or "").partition(":")
        if payload is None or not stamp:
            return Refused("too_long" if payload is None else "no_ref")
        answer = await self._shown(method, workspace, letter.to, payload, channel=channel, ts=stamp)
        return outcome(method, answer, letter.ref or "")

    async def _shown(
        self, method: str, workspace: Workspace, who: Who, payload: dict[str, Any], **where: str
    ) -> Answer:
        """A message, shown; without its picture where Slack refuses it with one: now and then it cannot fetch what is there."""
        answer = await self._call(method, workspace, who, **where, **payload)
        bare = outbound.without_picture(payload) if answer.code == "invalid_blocks" else payload
        return answer if bare == payload else await self._call(method, workspace, who, **where, **bare)

    async def publish(self, workspace: Workspace, who: Who, guard: str = "") -> Outcome:
        """App Home anew; `guard` is the hash of the view that it replaces."""
        more = {"hash": guard} if guard else {}
        view = await self.page(who)
        return outcome(
            "views.publish", await self._call("views.publish", workspace, who, user_id=who.user, view=view, **more)
        )

    async def open(self, workspace: Workspace, who: Who, trigger: str, view: dict[str, Any]) -> Answer:
        """A form, over what the person sees now. A trigger lives three seconds."""
        return await self._call("views.open", workspace, who, trigger_id=trigger, view=view)

    async def channel(self, workspace: Workspace, who: Who) -> tuple[str, Outcome | None]:
        """The conversation with a person; or why there is none. Asking may be repeated, so nothing here is unsure."""
        found = self.channels.get(who)
        if found is not None:
            return found, None
        answer = await self._call("conversations.open", workspace, who, users=who.user)
        channel = answer.body.get("channel")
        found = channel.get("id") if isinstance(channel, dict) else None
        if not answer.ok or not isinstance(found, str):
            return "", outcome("conversations.open", answer if not answer.ok else Answer("no_answer"))
        self.met(who, found)
        return found, None

    def met(self, who: Who, channel: str) -> None:
        """Remember our conversation with a person."""
        if len(self.channels) >= MOST:
            self.channels.clear()
        self.channels[who] = channel

    async def look_up(self, letter: Letter) -> Outcome | None:
        """Whether a post that was left `sending` is there. Unsure: it cannot be looked for now."""
        if letter.act is not Act.POST:
            return await self.speak(letter)
        workspace = await self._place(letter.to)
        if not isinstance(workspace, Workspace):
            return _untold(workspace)
        channel, wrong = await self.channel(workspace, letter.to)
        return _untold(wrong) if wrong is not None else await self._looked(workspace, letter, channel)

    async def _looked(self, workspace: Workspace, letter: Letter, channel: str) -> Outcome:
        """Whether this letter is among the newest. Where Slack gives few pages a minute, a later look goes on at the next.

        No instant of ours stands in the question: Slack's clock and ours may differ, and a test moves ours.
        """
        cursor, left = self.looking.pop(letter.id, ("", NEWEST))
        while left > 0:
            answer = await self._call(
                "conversations.history", workspace, letter.to, channel=channel, limit="100",
                include_all_metadata="true", **({"cursor": cursor} if cursor else {}),
            )  # fmt: skip
            messages = answer.body.get("messages")
            if not answer.ok or not isinstance(messages, list):
                if answer.wait is not None:
                    self._keep(letter, cursor, left)
                return _untold(outcome("conversations.history", answer if not answer.ok else Answer("no_answer")))
            stamps = sorted(
                str(each.get("ts")) for each in messages if isinstance(each, dict) and named(each) == letter.id
            )
            if stamps:
                for twice in stamps[1:]:
                    await self._call("chat.delete", workspace, letter.to, channel=channel, ts=twice)
                return Sent(ref(channel, stamps[0]))
            more = answer.body.get("response_metadata")
            cursor = str(more.get("next_cursor") or "") if isinstance(more, dict) else ""
            left = left - max(len(messages), 1) if cursor else 0
        return Later(0)

    def _keep(self, letter: Letter, cursor: str, left: int) -> None:
        if len(self.looking) >= MOST:
            self.looking.clear()
        self.looking[letter.id] = cursor, left

    async def _call(self, method: str, workspace: Workspace, who: Who, /, **arguments: Any) -> Answer:
        answer = await self.api.call(method, workspace.token, workspace.team, **arguments)
        self.workspaces.note(workspace, answer.code)
        if answer.code:
            now = await self.workspaces.of(workspace.team) if answer.code in outcomes().tenant else None
            if now is not None and now != workspace:  # it was installed again, by way of another replica
                return await self._call(method, now, who, **arguments)
            if answer.code in outcomes().person:
                self.channels.pop(who, None)
        return answer


def _untold(no: Outcome) -> Outcome:
    """What it means for a letter of unknown fate that Slack does not say where it is: that it is asked later says nothing of it."""
    return Unsure(no.seconds) if isinstance(no, Later) else no


def ref(channel: str, stamp: object) -> str:
    """The platform's id of a post: where, and which."""
    return f"{channel}:{stamp}"


def named(message: dict[str, Any]) -> str:
    """The letter that a message carries; empty when it is none of ours."""
    about = message.get("metadata")
    inside = about.get("event_payload") if isinstance(about, dict) and about.get("event_type") == names.LETTER else None
    letter = inside.get("letter") if isinstance(inside, dict) else None
    return letter if isinstance(letter, str) else ""


__all__ = ["SlackSpeaker", "named", "ref"]
