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
