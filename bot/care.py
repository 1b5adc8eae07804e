"""When the words are about a life, coaching stops: one line of help, one number, one question about now."""

from __future__ import annotations

from dataclasses import replace

from bot.controls import resume, scene_numbers, to_before
from bot.effects import Withdraw
from bot.events import Said
from bot.journey import Draft
from bot.letters import LetterState
from bot.path import Question
from bot.scene import Scene

Q = Question
CARE = frozenset({Q.UNSURE, Q.DANGER, Q.STAYING, Q.OTHER_DANGER})


def ask_unsure(scene: Scene) -> None:
    """One question that both meanings can answer."""
    scene.ask(Q.UNSURE, None, "no=unsure.work", "yes=unsure.more", "not_sure")


def pressed_unsure(scene: Scene, choice: str) -> None:
    """The work, more than that, not sure: "not sure" counts as clear."""
    if choice == "no":
        scene.say("care.work")
        to_before(scene)
        scene.wants.append("show_short")
        return
    danger(scene)


_WORK = frozenset({"fact", "ownership", "repair", "prevention", "excuse", "blame", "apology", "escalate"})


def said_unsure(scene: Scene, said: Said) -> None:
    """The same in words. "Not sure" counts as clear; a plain story about the work counts as the work."""
    bare = said.text.strip().casefold().strip(".!")
    words = bare.split()
    if said.review.crisis == "no":
        if bare in ("no", "nope") or (
            any(w in words for w in ("work", "job", "tonight's", "deadline")) and "more" not in words
        ):
            pressed_unsure(scene, "no")
            return
        if len(words) > 6 and said.review.labels & _WORK and "more" not in words[:3]:
            to_before(scene)
            scene.go("said_again")
            return
    danger(scene)


def quiet_all(scene: Scene) -> None:
    """Held letters go back to drafts; every check-in waits. Only the pause is kept: not its reason, not the text."""
    outbox = []
    draft = scene.j.draft
    for out in scene.j.outbox:
        if out.state is LetterState.HELD:
            scene.effects.append(Withdraw(out.letter))
            draft = draft or Draft(out.kind, out.text)
            out = replace(out, state=LetterState.WITHDRAWN)  # noqa: PLW2901  the letter in its new state
        outbox.append(out)
    scene.set(paused=True, outbox=tuple(outbox), draft=draft)


def danger(scene: Scene) -> None:
    """Clear: one helpline, the emergency number, the organisation's line, and one question about now."""
    quiet_all(scene)
    first = scene.around.author.first
    scene.say("care.aside", name=first)
    scene.say("care.let_a_person")
    scene.say("care.helpline", **scene_numbers(scene))
    scene.say("care.act_on_it", **scene_numbers(scene))
    policy = scene.house.policy
    if policy.care_line:
        scene.say("care.company_line", number=policy.care_line)
    else:
        scene.say("care.tell_no_one")
    scene.ask(Q.DANGER, None, "yes=danger.someone_here", "no=danger.alone", "meant_else")


def pressed_danger(scene: Scene, choice: str) -> None:
    """Someone is here, I'm alone, I meant something else."""
    if choice == "meant_else":
        meant_else(scene)
    elif choice == "yes":
        scene.say("care.good_someone", **scene_numbers(scene))
        scene.ask(Q.STAYING, "", "done=staying.i_tell", "use=staying.stay", "meant_else")
    else:
        alone(scene)


def alone(scene: Scene) -> None:
    """Not alone with this tonight: the number, or words to send."""
    scene.say("care.thank_you")
    scene.say("care.send_words", **scene_numbers(scene))
    scene.ask(Q.STAYING, "", "copy=staying.copy", "done=staying.i_call", "use=staying.stay")


def said_danger(scene: Scene, said: Said) -> None:
    """The same in words."""
    bare = said.text.strip().casefold()
    if any(
        word in bare
        for word in ("meant something else", "not what i meant", "didn't mean", "didnt mean", "i'm fine", "im fine")
    ) and (said.review.crisis == "no"):
        meant_else(scene)
    elif any(word in bare for word in ("wife", "husband", "partner", "is here", "with me", "flatmate", "not alone")):
        pressed_danger(scene, "yes")
    else:
        alone(scene)


def meant_else(scene: Scene) -> None:
    """Costless."""
    scene.say("care.meant_else")
    scene.ask(Q.AFTERWARDS, "", "resume=afterwards.carry_on", "not_now")


def pressed_staying(scene: Scene, choice: str) -> None:
    """Copy those words, I'll call, stay here a moment."""
    if choice == "meant_else":
        meant_else(scene)
    elif choice == "copy":
        scene.say("care.copied", **scene_numbers(scene))
        scene.ask(Q.STAYING, "", "done=staying.i_call", "use=staying.stay")
    elif choice == "done":
        goodbye(scene)
    elif scene.j.hint("asked_voice"):
        stay_on(scene)
    else:
        scene.hint("asked_voice")
        scene.say("care.here")
        scene.ask(Q.STAYING, "ask.staying_voice", "copy=staying.copy", "done=staying.i_call")


def stay_on(scene: Scene) -> None:
    """Short, and never the same block twice."""
    count = int(scene.j.note("stayed") or "0")
    scene.note("stayed", str(count + 1))
    scene.say(f"care.still_here.{count % 3 + 1}", **scene_numbers(scene))
    scene.ask(Q.STAYING, "", "copy=staying.copy", "done=staying.i_call")


def goodbye(scene: Scene) -> None:
    """Nothing from us until the person writes."""
    scene.say("care.stay_with", **scene_numbers(scene))
    scene.say("care.nothing_from_me")
    scene.unhint("asked_voice")
    scene.stand(Q.AFTERWARDS)
    scene.note("away", "yes")


def said_staying(scene: Scene, said: Said) -> None:
    """Someone is named, a worry about waking them, or "ok, I call"."""
    bare = said.text.strip().casefold()
    if any(
        word in bare
        for word in (
            "i call",
            "i'll call",
            "ill call",
            "calling",
            "i will call",
            "i ring",
            "ill ring",
            "on the phone",
            "called",
        )
    ):
        goodbye(scene)
    elif any(word in bare for word in ("wake", "bother", "burden", "late", "kids", "asleep", "disturb")):
        scene.say("care.rather_woken")
        scene.ask(
            Q.STAYING,
            "",
            "copy=staying.copy",
            "done=staying.i_call_them",
            "use=staying.helpline_instead",
            **scene_numbers(scene),
        )
    elif any(word in bare for word in ("nobody", "no one", "noone", "don't know", "dont know")):
        scene.say("care.nobody", **scene_numbers(scene))
        scene.ask(Q.STAYING, "", "done=staying.i_call", "use=staying.stay")
    else:
        stay_on(scene)


def other(scene: Scene) -> None:
    """Another person in danger: the emergency number first."""
    quiet_all(scene)
    scene.say("care.other_first", **scene_numbers(scene))
    scene.say("care.other_helpline", **scene_numbers(scene))
    scene.ask(Q.OTHER_DANGER, None, "yes", "no", "not_sure=other_danger.dont_know")


def pressed_other(scene: Scene, choice: str) -> None:
    """Is that person with you right now?"""
    key = {"yes": "care.other_stay", "no": "care.other_call", "not_sure": "care.other_find"}[choice]
    scene.say(key, **scene_numbers(scene))
    scene.stand(Q.AFTERWARDS)
    scene.note("away", "yes")


def said_other(scene: Scene, said: Said) -> None:
    """The same in words."""
    bare = said.text.strip().casefold()
    if bare.startswith(("yes", "yeah")):
        pressed_other(scene, "yes")
    elif bare.startswith("no"):
        pressed_other(scene, "no")
    else:
        pressed_other(scene, "not_sure")


def came_back(scene: Scene) -> None:
    """The person writes again: the notes are where they were left; nothing is said about the night."""
    scene.note("away", "")
    scene.say("care.hello", name=scene.around.author.first)
    scene.ask(
        Q.AFTERWARDS,
        None,
        "resume=afterwards.carry_on_note" if scene.j.draft else "resume=afterwards.carry_on",
        "human=afterwards.people",
        "not_now=afterwards.not_today",
    )


def pressed_afterwards(scene: Scene, choice: str) -> None:
    """Carry on, people to talk to, not today."""
    if choice == "resume":
        resume(scene)
        before = scene.j.before
        scene.set(question=before, before=None)
        scene.wants.append("show")
    elif choice == "human":
        scene.wants.append("human")
    else:
        scene.say("care.not_today")
        scene.note("away", "yes")
        scene.stand(Q.AFTERWARDS)


def said_afterwards(scene: Scene, said: Said) -> None:
    """Whatever comes after: a greeting, or a wish to go on."""
    bare = said.text.strip().casefold()
    if scene.j.note("away"):
        came_back(scene)
    elif any(word in bare for word in ("carry on", "go on", "continue", "yes", "the note")):
        pressed_afterwards(scene, "resume")
    elif bare.startswith(("not", "no")):
        pressed_afterwards(scene, "not_now")
    else:
        resume(scene)
        before = scene.j.before
        scene.set(question=before, before=None)
        scene.go("said_again")


ASK = {Q.UNSURE: ask_unsure, Q.DANGER: danger, Q.STAYING: stay_on, Q.OTHER_DANGER: other, Q.AFTERWARDS: came_back}
SAID = {
    Q.UNSURE: said_unsure,
    Q.DANGER: said_danger,
    Q.STAYING: said_staying,
    Q.OTHER_DANGER: said_other,
    Q.AFTERWARDS: said_afterwards,
}
PRESSED = {
    Q.UNSURE: pressed_unsure,
    Q.DANGER: pressed_danger,
    Q.STAYING: pressed_staying,
    Q.OTHER_DANGER: pressed_other,
    Q.AFTERWARDS: pressed_afterwards,
}
