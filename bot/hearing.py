"""What the person said, put where it belongs: sayings kept at a question, and what the words said of the mistake."""

from __future__ import annotations

import re
from dataclasses import replace

from bot import story
from bot.journey import Commitment, Parked, Saying
from bot.path import Question
from bot.people import Part, Recipient
from bot.review.values import Review, Sentence
from bot.scene import Scene
from bot.times import correction_of_time, deadline, noticed

Q = Question

SPOILS = frozenset({"excuse", "blame"})
"""What is parked: it may be completely true, and it comes back as a possible cause."""
NEVER_SENT = frozenset({"negative_self_talk", "concealment", "crisis"})
"""What no letter of ours ever holds by itself."""
STYLE = frozenset({"minimizing", "passive_evasion", "conditional_apology"})
QUIET_KINDS = frozenset({"health", "care", "rights"})
"""Reasons that may be nobody's business: left out by choice, never called an excuse."""
TELLS = (Q.WHAT_HAPPENED, Q.TELLING, Q.PART, Q.FIRST_ACTS, Q.STILL_GOING, Q.OPEN_PART, Q.DEPUTY, Q.EFFECT, Q.NEXT_ACT)
"""The questions whose answers make the letter, in the letter's order."""

_PLAN = re.compile(
    r"\b(?:i'?ll|i will|i'?m going to|going to|we'?ll|i can|i am going|tomorrow|tonight|by|before|until|till|then)\b",
    re.I,
)
_CHATTER = re.compile(
    r"^(?:oops|/oops|hi|hello|hey|ok|okay|yes|no|nope|yeah|yep|sure|thanks|thank you|please|not yet|done|right|well)\b[\s,.!]*$",
    re.I,
)
_VENT = re.compile(r"\b(?:killing me|kill me|going mad|going crazy|driving me|wtf|omg|drives me)\b", re.I)
_BOSS = re.compile(r"\b(boss|lead|manager|supervisor|head|chief|director|line manager|team lead)\b", re.I)
_PARTICULAR = re.compile(r"\d")


def names_here(scene: Scene) -> tuple[str, ...]:
    """The full names of the people whom words may name: those of this place and the policy's contacts."""
    contacts = [c.name for c in scene.house.policy.contacts.values()]
    contacts += [c.deputy_name for c in scene.house.policy.contacts.values() if c.deputy_name]
    return tuple(dict.fromkeys([*(known.name for known in scene.around.people), *contacts]))


def absorb(scene: Scene, question: Question, review: Review) -> tuple[Saying, ...]:
    """Keep the sentences of an answer at the question they answer; learn from all of the words. Returns what was kept."""
    learn(scene, review.text)
    kept = []
    for sentence in review.sentences:
        if _CHATTER.match(sentence.text.strip()) or not sentence.text.strip():
            continue
        if question is Q.WHAT_HAPPENED and "ownership" not in sentence.labels and story.read(sentence.text).hurry:
            continue
        kept.append(
            Saying(
                question,
                sentence.text,
                sentence.labels,
                sentence.kind,
                out=left_out(scene, question, sentence),
                turn=scene.j.turns,
            )
        )
    scene.keep(question, tuple(kept))
    return tuple(kept)


def left_out(scene: Scene, question: Question, sentence: Sentence) -> bool:
    """Claim: this sentence stands in no letter unless its author puts it there."""
    labels = sentence.labels
    text = sentence.text
    if text in scene.j.kept:
        return False
    if labels & NEVER_SENT or labels & {"vague_promise", "conditional_apology"}:
        return True
    if labels & (SPOILS | {"minimizing"}) and not (labels & {"ownership"} and not labels & SPOILS):
        return True
    if labels and labels <= {"apology"}:
        return True
    if _VENT.search(text) or text.rstrip().endswith("?"):
        return True
    read = story.read(text, names_here(scene))
    if read.boss_knows is not None or read.not_mine or read.asks or read.asked_to_hide or read.hiding:
        return question is not Q.PART
    if question is Q.WHAT_HAPPENED:
        return not labels & {"ownership", "fact", "repair"}
    return False


def learn(scene: Scene, text: str) -> story.Story:
    """Read kind, people, money, duty, hurry and the like from the words, and remember what they said."""
    people = names_here(scene)
    read = story.read(text, people, doors(scene))
    hints: set[str] = set()
    if read.things and not scene.j.note("thing"):
        scene.note("thing", read.things[0])
    if read.whoever and not scene.j.note("whoever"):
        scene.note("whoever", read.whoever)
    if not kind_of(scene):
        if len(read.kinds) == 1:
            hints.add(f"kind:{read.kinds[0]}")
        hints |= {f"maybe:{kind}" for kind in read.kinds if len(read.kinds) > 1}
    hints |= {f"touches:{each}" for each in read.touches}
    if read.touches_known:
        hints.add("touches_known")
    if read.duty and not any(h.startswith("duty:") for h in scene.j.hints):
        hints.add(f"duty:{read.duty}")
    for name in ("hurry", "not_mine", "asked_to_hide", "outside", "settled"):
        if getattr(read, name):
            hints.add(name)
    if read.choice:
        hints.add("choice_hint")
    if read.still_going is not None:
        hints.add("still_going" if read.still_going else "stopped")
    if read.boss_knows is not None:
        hints.add("boss_knows" if read.boss_knows else "boss_unaware")
    hints |= {f"done:{each}" for each in read.done}
    scene.hint(*hints)
    if not scene.j.note("noticed") and (at := noticed(text, scene.now, scene.zone)):
        scene.note("noticed", scene.hm(at))
        scene.note("noticed_at", at.isoformat())
    if not scene.j.note("boss_word") and (word := _BOSS.search(text)):
        scene.note("boss_word", word.group(1).casefold())
    if scene.j.manager is None and (named := story.boss_named(text, people)):
        choose(scene, Part.MANAGER, named)
    elif scene.j.manager is None and not scene.j.note("named"):
        said = [name for name in story.names(text, people) if name in {known.name for known in scene.around.people}]
        contacts = {c.name for c in scene.house.policy.contacts.values()}
        said = [name for name in said if name not in contacts and name != scene.around.author.name]
        if len(said) == 1:
            scene.note("named", said[0])
    return read


def doors(scene: Scene) -> dict[str, str]:
    """The first names of the policy's people, with the door each stands for."""
    found = {}
    for role, contact in scene.house.policy.contacts.items():
        found[contact.name] = role
        if contact.deputy_name:
            found[contact.deputy_name] = role
    return found


def choose(scene: Scene, part: Part, name: str) -> Recipient:
    """Set the manager or the mentor by a name: someone of this place, or someone whom only the author can reach."""
    wanted = name.strip().strip(".!").strip()
    found = story.names(wanted, tuple(known.name for known in scene.around.people)) if wanted else ()
    known = next((k for k in scene.around.people if k.name in found and k.name != scene.around.author.name), None)
    recipient = Recipient(part, known.name, known.title, known.who) if known else Recipient(part, _as_name(wanted))
    scene.set(**{str(part): recipient})
    return recipient


def _as_name(text: str) -> str:
    bare = re.split(r"[.,;!?\n]| my | our | the | from | in ", text, maxsplit=1)[0].strip()
    bare = re.sub(r"^(?:it'?s|its|my (?:boss|lead|manager) is|to|ask)\s+", "", bare, flags=re.I)
    words = bare.split()[:3]
    return " ".join(word if word[:1].isupper() else word.capitalize() for word in words)[:80]


def kind_of(scene: Scene) -> str | None:
    """The kind of mistake, once it is known."""
    return next((h.split(":", 1)[1] for h in sorted(scene.j.hints) if h.startswith("kind:")), None)


def duty_of(scene: Scene) -> str | None:
    """The duty that the words named: privacy, safety, finance, security."""
    return next((h.split(":", 1)[1] for h in sorted(scene.j.hints) if h.startswith("duty:")), None)


def usable(scene: Scene) -> tuple[Saying, ...]:
    """The sentences a letter may hold, in the letter's order. A telling replaces the opening when it says the act."""
    telling = [s for s in scene.sayings(Q.TELLING, Q.PART) if not s.out]
    retold = bool(telling)
    chosen = []
    for question in TELLS:
        if question is Q.WHAT_HAPPENED and retold:
            continue
        chosen += [s for s in scene.sayings(question) if not s.out]
    return tuple(chosen)


def told_enough(scene: Scene) -> bool:
    """Claim: the own act is said, with at least one particular that can be checked."""
    said = [s for s in scene.sayings(Q.WHAT_HAPPENED, Q.TELLING, Q.STILL_GOING, Q.FIRST_ACTS, Q.PART) if not s.out]
    act = any("ownership" in s.labels for s in said)
    return act and any(_PARTICULAR.search(s.text) for s in said)


def is_plan(scene: Scene, saying: Saying) -> bool:
    """Claim: this sentence says what will be done, not what is done already."""
    if "prevention" in saying.labels or "repair" not in saying.labels:
        return False
    return bool(_PLAN.search(saying.text)) or deadline(saying.text, scene.now, scene.zone) is not None


def plans(scene: Scene) -> tuple[Saying, ...]:
    """What will be done next, in the person's words."""
    answered = tuple(s for s in scene.sayings(Q.NEXT_ACT) if not s.out)
    name = scene.j.note("named").split(" ")[0].casefold() if scene.j.note("named") else ""
    if answered:
        strict = tuple(
            s
            for s in answered
            if ("repair" in s.labels or deadline(s.text, scene.now, scene.zone) is not None)
            and not (name and s.text.casefold().startswith(name))
        )
        return strict or answered
    return tuple(s for s in scene.sayings(Q.TELLING, Q.EFFECT, Q.WHAT_HAPPENED) if not s.out and is_plan(scene, s))


def commit(scene: Scene) -> None:
    """The plans with their times become repairs."""
    if scene.j.repairs:
        return
    scene.set(
        repairs=tuple(Commitment(s.text, deadline(s.text, scene.now, scene.zone)) for s in plans(scene)),
    )


def pending_marks(scene: Scene) -> tuple[Saying, ...]:
    """The sentences with a mark that the person has not answered yet: heaviest first, at most three."""
    spoilt = [
        s
        for s in scene.sayings(Q.TELLING, Q.WHAT_HAPPENED, Q.NEXT_ACT, Q.EFFECT, Q.FIRST_ACTS, Q.PART)
        if s.labels & SPOILS and s.out and s.text not in scene.j.kept and not _is_parked(scene, s.text)
    ]
    weight = {"blame": 1, "excuse": 1}
    spoilt.sort(key=lambda s: -max(weight.get(label, 0) for label in s.labels))
    return tuple(spoilt[:3])


def _is_parked(scene: Scene, text: str) -> bool:
    return any(parked.text == text for parked in scene.j.parked)


def park(scene: Scene, *texts: str) -> None:
    """Set words aside: private, and handed back in step 4 word for word."""
    new = tuple(Parked(text) for text in texts if not _is_parked(scene, text))
    scene.set(
        parked=scene.j.parked + new,
        sayings=tuple(replace(s, out=True) if s.text in texts else s for s in scene.j.sayings),
    )


def keep_in(scene: Scene, *texts: str) -> None:
    """The person keeps these words: they stand in the letter and are never marked again."""
    scene.set(
        kept=scene.j.kept + tuple(t for t in texts if t not in scene.j.kept),
        sayings=tuple(replace(s, out=False) if s.text in texts else s for s in scene.j.sayings),
    )


def correct(scene: Scene, text: str) -> str | None:
    """A correction said in passing ("actually i noticed 21:40 not 50"): applied to what was kept. Returns the new value."""
    found = correction_of_time(text)
    if found is None:
        return None
    new, old = found
    changed = False
    sayings = []
    for s in scene.j.sayings:
        if old in s.text and s.turn != scene.j.turns:
            s = replace(s, text=s.text.replace(old, new))  # noqa: PLW2901  the corrected sentence takes its place
            changed = True
        sayings.append(s)
    if not changed:
        return None
    scene.set(sayings=tuple(sayings))
    if scene.j.note("noticed") == old:
        scene.note("noticed", new)
        scene.note("noticed_at", scene.j.note("noticed_at").replace(old, new, 1))
    return new
