"""The page at the close: what the person keeps, in their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.acts import own_act
from bot.drafting import act_alone
from bot.hearing import names_here, usable
from bot.journey import PUT_RIGHT, Prevention, Saying, Whose
from bot.letters import LetterState
from bot.path import Question
from bot.patterns import regex
from bot.times import as_of
from bot.wording import done_of, tidy

if TYPE_CHECKING:
    from bot.scene import Scene

Q = Question


def tidied(scene: Scene, text: str) -> str:
    """The person's words with capitals and apostrophes, as in a letter; nothing else is changed."""
    people = names_here(scene)
    return sentence(
        tidy(text, reader_name="", reader_first="", people=people, clock=str, author=scene.around.author.name)
    )


def sentence(text: str) -> str:
    """Words as a sentence: a capital first letter, one full stop."""
    bare = text.strip()
    if not bare:
        return ""
    bare = bare[:1].upper() + bare[1:]
    return bare if bare[-1] in ".!?…" else bare + "."


def page(scene: Scene) -> Iterator[tuple[str, dict[str, str]]]:
    """The lines of the page, each a key and its slots. What is empty is not shown, and never mentioned."""
    j = scene.j
    owned = first_own_sentence(scene)
    if owned:
        yield "page.owned", {"text": owned + told_after(scene)}
    put_right = j.note(PUT_RIGHT).split("\n") if j.note(PUT_RIGHT) else []
    done = [tidied(scene, as_of(t, _day(scene, j.fixed), scene.today)) for t in put_right if t]
    if not done:  # a press said so, and no word
        done = [tidied(scene, done_of(act_alone(r.text, scene.now, scene.zone))) for r in j.repairs if r.done]
    if j.settled and (closed := next((s.text for s in j.sayings if s.question is Q.SETTLED), "")):
        said = closed.split(",")[0]
        if not _ONLY_SETTLED.fullmatch(said):
            done.append(tidied(scene, as_of(said, _day(scene, j.settled), scene.today)))
    if done:
        yield "page.put_right", {"text": " ".join(done)}
    now = [scene.line(if_then_key(p), cue=p.cue, act=p.act) for p in j.preventions]
    now += [tidied(scene, c.text) for c in j.changes]
    if now:
        yield "page.now", {"text": " ".join(now)}
    suggested = [tidied(scene, p.change) for p in j.parked if p.whose is Whose.OURS and p.change]
    if suggested:
        yield "page.suggest", {"text": " ".join(suggested)}
    if j.note("keep_from_mentor") and j.mentor:
        yield "page.keep", {"name": j.mentor.first, "text": tidied(scene, j.note("keep_from_mentor"))}
    if j.note("fair_sentence"):
        yield "page.colleague", {"text": tidied(scene, j.note("fair_sentence"))}
    if j.note("lesson"):
        yield "page.lesson", {"text": sentence(j.note("lesson"))}
    if j.goal and j.goal.text:
        yield "page.next", {"text": tidied(scene, j.goal.text)}


def if_then_key(prevention: Prevention) -> str:
    """The line that an If–Then stands in."""
    return "prevention.if_then" if prevention.clause else "prevention.if_is"


def first_own_sentence(scene: Scene) -> str:
    """The act as the person owned it: the first sentence of the letter that went, or of what was told; "" where none was theirs."""
    if scene.j.hint("part_nothing"):
        return ""
    sent = next((o for o in scene.j.outbox if o.state is LetterState.SENT and o.kind in ("first", "part")), None)
    if sent is not None:
        first = sent.text.split("\n")[0]
        name = f"{sent.to.first}, "
        first = as_of(first.removeprefix(name), _day(scene, sent.at), scene.today)
        end = next((n for n in range(1, len(first)) if first[n - 1] in ".!?" and first[n : n + 1] == " "), len(first))
        if not _YOU.search(first[:end]):
            return sentence(first[:end])
        told = [s for s in usable(scene) if "ownership" in s.labels or own_act(s.text)]
        return _owned(scene, told) or sentence(first[:end])
    return _owned(scene, [s for s in usable(scene) if "ownership" in s.labels])


def _owned(scene: Scene, told: Sequence[Saying]) -> str:
    """The first of these as it was typed, with its day as it is called now."""
    return tidied(scene, as_of(told[0].text, told[0].day or scene.today, scene.today)) if told else ""


def _day(scene: Scene, at: datetime | None) -> date:
    return (at or scene.now).astimezone(scene.local.tzinfo).date()


_YOU = regex(r"\byou(?:rs?|rself|['\u2019]\w+)?\b", re.I)
"""Said to the reader of the letter; the page is for its author alone."""
_ONLY_SETTLED = regex(
    r"\W*(?:(?:it|this|that|all|everything|of it|yes|ok|okay|now|so|well|for me|then|is|are|has been|have been|['\u2019]?s|i think|i['\u2019]d say|call it|done with it)\W*)*"
    r"(?:settled|over|closed|done|sorted|finished|fine|fixed)(?: (?:now|for me|i think|with|then))*\W*",
    re.I,
)
"""It says that it is settled, and not what was done."""


def told_after(scene: Scene) -> str:
    """How long after noticing it was told: counted in minutes only when under a day."""
    j = scene.j
    raw = j.note("noticed_at")
    if not raw or j.told is None or j.manager is None:
        return ""
    took = j.told - datetime.fromisoformat(raw)
    if not timedelta(0) < took < timedelta(days=1):
        return ""
    minutes = int(took.total_seconds() // 60)
    if minutes < 120:
        return " " + scene.line("page.told_minutes", name=j.manager.first, count=str(minutes))
    return " " + scene.line("page.told_hours", name=j.manager.first, count=str(minutes // 60))
