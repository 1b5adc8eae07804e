"""A talk in a house with a language model: up to the note, and what is put beside it."""

from dataclasses import replace

from coaching.world import Talk

from bot.around import Place
from bot.effects import AskCoach, OfferCoach
from bot.events import CoachOffered, CoachReplied
from bot.guest.masks import unmask
from bot.journey import Job

HERE = Place("tiny", "models.example")
STORY = (
    "i sent the wrong price sheet to the client",
    "i sent the old price sheet to acme at 14:05. the client has the old prices. i noticed at 14:30",
    "send the right sheet by 16:00 and tell dana by 17:00",
    "dana",
)
GOOD = (
    "I sent the old price sheet to acme at 14:05, and I noticed at 14:30.",
    "The client has the old prices.",
    "I will send the right sheet by 16:00 and tell you by 17:00.",
    "I am sorry.",
)
"""What a model may say to that story."""


def at_note(*, allowed=True, story=STORY, me="Sam Reyes"):
    """Someone whose note has just been shown, where a model is; `allowed`: they have said yes to it before."""
    talk = Talk(me)
    author = replace(talk.around.author, guest=HERE.where if allowed else "")
    talk.around = replace(talk.around, guest=HERE, author=author)
    for line in story:
        talk.say(line)
    return talk


def effects(talk, kind):
    return [effect for effect in talk.turn.effects if isinstance(effect, kind)]


def asked(talk):
    """The visit that the last turn asked for; None when it asked for none."""
    found = effects(talk, AskCoach)
    return found[0] if found else None


def offers(talk):
    return bool(effects(talk, OfferCoach))


def offer(talk):
    """The question whether the model may be asked, as it comes after the note."""
    (found,) = effects(talk, OfferCoach)
    return talk._hear(CoachOffered(found.on, found.job))


def reply(talk, *said, on=None, job=Job.MESSAGE):
    """The model says this. Returns what would be added to the message that stands, "" for nothing."""
    ask = asked(talk)
    on = on or (ask.on if ask else "")
    told = tuple(each for line in said if (each := unmask(line, ask.names if ask else ())))
    talk._hear(CoachReplied(on, job, told, talk.reader.read("\n".join(told), "message_to_boss")))
    return shown(talk)


def shown(talk):
    """The words that were put forward in the last turn."""
    amends = talk.turn.amends
    return "" if amends is None else "\n".join(part.text for part in amends.said if hasattr(part, "text"))


def put_forward(turn):
    """All of the model's words in this turn, also those that stand within a line of the house's."""
    parts = turn.amends.said if turn.amends is not None else ()
    return "\n".join(part.text if hasattr(part, "text") else part.slots.get("text", "") for part in parts)


# a talk at each thing that the model may be asked for


def at_rewording():
    """A sentence with an excuse in it is marked."""
    return at_note(
        story=("i sent the wrong price sheet to the client", "i sent the old sheet at 14:05 because i was swamped")
    )


def at_vague_plan():
    """The plan is vague."""
    talk = at_note(story=STORY[:2])
    talk.say("i will be more careful with the sheets")
    return talk


def at_colleague(talk=None):
    """A hard word about oneself, some days later."""
    talk = settled(talk or at_note())
    talk.say("i am such an idiot")
    return talk


def settled(talk):
    """Two days later all of it is settled."""
    talk.press("say_myself")
    talk.say("told dana")
    talk.wait(days=2)
    talk.say("its settled, nobody needs anything else from me")
    return talk


def at_learning():
    """What led to it is found, and what changes."""
    talk = settled(at_note())
    for choice in ("not_now", "skip", "yes"):
        talk.press(choice)
    talk.wait(days=2)
    talk.say("i took the sheet from last years folder without looking at the date")
    talk.say("i open it and read the date out loud before i send a price sheet")
    talk.press("today")
    return talk


def at_unclear():
    """An answer that fits no button."""
    talk = settled(at_note())
    talk.say("i took the sheet from last years folder without looking at the date")
    return talk


AT = {
    Job.MESSAGE: at_note,
    Job.REWORD: at_rewording,
    Job.EXACT: at_vague_plan,
    Job.REFLECT: at_learning,
    Job.SELF_TALK: at_colleague,
    Job.READ: at_unclear,
}
