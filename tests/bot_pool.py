"""Journeys at every question, made by living through them: where walks and laws begin."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from adapters.app import load_house
from adapters.local import load_world, who
from adapters.reader import RuleReader
from bot import machine, speech
from bot.around import Around, House
from bot.events import (
    Answered,
    Began,
    CameDue,
    Corrected,
    Event,
    Filled,
    Pressed,
    Said,
    SentFile,
    Settled,
    TookBackWords,
)
from bot.journey import Journey
from bot.letters import LetterState
from bot.path import Question
from bot.people import Person
from bot.review.values import Review
from bot.scene import Turn

START = datetime(2026, 4, 13, 13, 24, tzinfo=UTC)
ME = Person(who("sam"), "Sam Reyes", zone="Europe/Dublin")
TEXTS = (
    "i sent the payroll file to the wrong chris at 14:05. 41 people are in it",
    "i missed a deadline. i was overwhelmed",
    "i broke production at 16:05",
    "i sent the march file at 14:05. i was drowning in work. outlook filled in the name by itself. im so so sorry",
    "yes", "no", "not yet", "done", "help", "where am i", "back", "edit", "skip", "pause", "later", "stop", "new", "export",
    "delete everything", "what do you know about me", "human", "oops", "", "its dana", "ruth", "i'll fix it by 5 tomorrow",
    "be more careful", "i am garbage", "i want to die", "i cant do this anymore", "it's fixed now",
    "nobody needs anything else from me, it's settled", "tomorrow at 9", "friday", "could i just say nothing and hope?",
    "he wants me to delete the chat", "they suspended me", "not really my mistake, my boss wants me to take the blame",
    "43 not 41", "wait who reads this?", "ich habe einen fehler gemacht und alles geloescht", "\x00\u200b", "\U0001f600",
    "\u0623\u0646\u0627 \u0622\u0633\u0641", "x" * 5000, "i told dana", "she said yes", "i knew it was wrong and did it anyway",
    "my apprentice says he wants to die", "read the address out loud, then attach the file", "resume", "i call her",
    "run a whole month on my own", "ask dana tomorrow if i can", "my password is hunter2",
    "Dana, I sent the wrong file. I am sorry. I will fix it by 5. It was my mistake and I own it.\nSam",
)  # fmt: skip
FORMS = {
    "edit": {"words": "Dana, all new words"},
    "who": {"person": "Dana Okafor"},
    "when": {"day": "Friday", "time": "10:00"},
    "date": {"date": "Friday"},
    "nothing": {},
}
STRANGE = ("nonsense", "send", "park", "close", "delete_all", "thank")


@cache
def house():
    return load_house()


@cache
def people():
    return load_world().known(ME.who)


@cache
def read(text: str) -> Review:
    return RuleReader().read(text, "chat")


def said(text: str) -> Said:
    return Said(text, read(text))


def silent() -> House:
    """A house whose policy names no country and no helpline."""
    return replace(house(), policy=replace(house().policy, country="", helpline_number=""))


def lived(journey: Journey, event: Event, now: datetime, here: House | None = None) -> Turn:
    """One turn, with everything that it says put into words."""
    turn = machine.turn(replace(journey, around=Around(here or house(), ME, people())), event, now)
    speech.reply(turn, house().catalog)
    for third in turn.thirds:
        speech.third(house(), third.to, third.text, ME.name)
    for courtesy in turn.courtesies:
        speech.courtesy(house(), courtesy)
    return replace(turn, journey=replace(turn.journey, around=None))


def any_event(journey: Journey, chance: random.Random, now: datetime) -> Event:
    """An event of any kind, in any order: the author, a recipient, the clock, the platform."""
    roll = chance.random()
    if roll < 0.42:
        return said(chance.choice(TEXTS))
    if roll < 0.74 and (lives := [live for live in journey.live[-2:] if live.choices]):
        live = chance.choice(lives)
        on = live.letter if chance.random() < 0.5 else None
        return Pressed(chance.choice(live.choices), on, chance.choice([None, None, 1, 2]))
    if roll < 0.78:
        return Pressed(chance.choice(STRANGE), chance.choice([None, "other.1"]))
    if roll < 0.87 and journey.promises:
        return CameDue(chance.choice(journey.promises))
    if roll < 0.95 and journey.outbox:
        out = chance.choice(journey.outbox)
        if out.state is LetterState.HELD:
            ends = (LetterState.SENT, LetterState.SENT, LetterState.UNKNOWN, LetterState.FAILED, LetterState.WITHDRAWN)
            return Settled(out.letter, chance.choice(ends), now)
        choice = chance.choice(["thank", "ask_one", "find_time", "reply", "decline", "recall"])
        return Answered(out.letter, choice, chance.choice(["", "ok then"]))
    form = chance.choice(list(FORMS))
    return chance.choice(
        [
            Began(),
            Filled(form, FORMS[form], read(" ".join(FORMS[form].values()))),
            Corrected(TEXTS[0], TEXTS[1], read(TEXTS[1])),
            TookBackWords(TEXTS[0]),
            SentFile(),
        ]
    )


def walk(seed: int, steps: int, begin: Journey | None = None) -> list[tuple[Journey, Event, Turn]]:
    """`steps` random events from `begin`, or from a new journey."""
    chance = random.Random(seed)
    now = START + timedelta(minutes=chance.randrange(600))
    journey = begin or Journey(f"j{seed}", now)
    if begin is not None and begin.last_word is not None:
        now = max(now, begin.last_word)
    lived_through = []
    for _ in range(steps):
        now += timedelta(minutes=chance.choice([1, 5, 60, 600, 1440]))
        event = any_event(journey, chance, now)
        turn = lived(journey, event, now)
        lived_through.append((journey, event, turn))
        journey = turn.journey
    return lived_through


@cache
def walk_known(seed: int) -> tuple[tuple[Journey, Event, Turn], ...]:
    """The twelve steps of a walk from a new journey, walked once however many laws look at them."""
    return tuple(walk(seed, 12))


@cache
def pool() -> dict[Question | None, tuple[Journey, ...]]:
    """Up to three journeys for every question that the path has."""
    found: dict[Question | None, list[Journey]] = {}

    def keep(journey: Journey) -> None:
        kept = found.setdefault(journey.question, [])
        if len(kept) < 3:
            kept.append(journey)

    for script in SCRIPTS:
        now, journey = START, Journey("script", START)
        here = silent() if script[0] == "no country" else house()
        for line in script:
            now += timedelta(minutes=2)
            if line.startswith("days "):
                now += timedelta(days=int(line.removeprefix("days ")))
                continue
            event = _scripted(journey, line, now)
            if event is None:
                continue
            if isinstance(event, CameDue):
                now += timedelta(days=1)
            journey = lived(journey, event, now, here).journey
            keep(journey)
    for seed in range(120):
        for _, _, turn in walk_known(seed):
            keep(turn.journey)
    return {question: tuple(journeys) for question, journeys in found.items()}


def _scripted(journey: Journey, line: str, now: datetime) -> Event | None:
    verb, _, rest = line.partition(" ")
    if verb == "say":
        return said(rest)
    if verb == "press":
        return Pressed(rest)
    if verb == "due":
        return next((CameDue(each) for each in journey.promises if each.key == rest), None)
    if verb == "no":
        return None
    if verb == "sent":
        return Settled(journey.outbox[-1].letter, LetterState.SENT, now) if journey.outbox else None
    return Answered(journey.outbox[-1].letter, rest.split(" ")[0], rest.partition(" ")[2]) if journey.outbox else None


_WORDS = (
    "say i just emailed payroll to the wrong chris", "press done", "say not yet. its dana", f"say {TEXTS[3]}",
    "press park", "say keep ringing chris till he says its deleted. tell dana by 4 either way",
)  # fmt: skip
SCRIPTS = (
    (
        *_WORDS, "press send", "sent", "answer thank", "due repair-1", "press done", "press say_myself", "press yes",
        "due first", f"say {TEXTS[-6]}", "press today", "press full_note", "say a look each friday", "press send", "sent",
        "say nobody needs anything else from me, it's settled", "say ruth", "press send", "sent", "answer reply It passes.",
        "say that it passes", "press yes", "due focus", "say typed chr, pressed tab, sent", "press ours", "say not on a close day",
        "press mine", "say clear the list", "press today", "say i called priya at once", "say run a whole month on my own",
        "say ask dana tomorrow if i can", "due goal", "press done", "due taper-7", "press no_one", "press full_note", "press close",
    ),
    (*_WORDS, "press not_now", "press another_time", "say at 16:00", "due tell-1", "press practise", "say i am angry"),
    (*_WORDS, "press copy", "press told"),
    (*_WORDS, "press send", "press edit", "say 43 people not 41"),
    (*_WORDS, "press say_myself", "press told", "due repair-1", "press not_yet", "say the system is locked"),
    (
        "say my boss wants me to take the blame for something thats not really my mistake",
        "say i built the price sheet with the old rate in it. he sent it friday", "press yes",
        "say right sheet by 17:30 today. he also says delete the thursday chat", "press who_call", "say talked to lena",
        "press copy", "press yes", "due first", "say it went well",
    ),
    (*_WORDS, "press send", "say i want to die", "press no", "press use", "say my sister", "say i call her", "say hi"),
    ("say i broke production at 16:05", "press yes", "press cant_reach", "press not_yet"),
    ("say i broke production at 16:05", "press yes", "press some_of_it"),
    (
        *_WORDS, "press send", "sent", "say nobody needs anything else from me, it's settled", "press not_now", "say my job",
        "say it passes", "press no",
    ),
    (*_WORDS, "press send", "sent", "say nobody needs anything else from me, it's settled", "say ruth", "press send", "sent",
     "answer decline"),
    ("say oops no time, need words for my boss now. missed a deadline", "say Q1 deck, due 9:00 today. 14 of 20 slides done",
     "say all 20 by 11:30. marta presents at 1", "press yes", "press send"),
    (*_WORDS, "press send", "sent", "say nobody needs anything else from me, it's settled", "press choose_who", "say ruth",
     "press say_myself", "press another_time", "say friday at 10", "due focus", "say typed chr, sent", "press mine",
     "say clear the list", "press today", "say i am an idiot who should not be near money", "say it was one email"),
    (*_WORDS, "press send", "sent", "say i am so sorry i sent it", "say sorry again, i sent it", "say i sent it and i am sorry"),
    (*_WORDS, "press send", "sent", "answer ask_one This is unacceptable.", "say i dont know what to say to that"),
    (*_WORDS, "press say_myself", "press practise", "say that i am careless", "press another"),
    (*_WORDS, "press send", "sent", "due repair-1", "press done", "press say_myself", "press another_time"),
    (*_WORDS, "press send", "sent", "say nobody needs anything else from me, it's settled", "say ruth", "press say_myself",
     "press yes", "due focus", "say typed chr, sent", "press luck", "press luck", "press skip", "say i am a worthless idiot",
     "say it was one email, you told us in minutes"),
    ("say i sent a file to the wrong person", "press money"),
    (*_WORDS, "press send", "sent", "due repair-1", "press done", "press say_myself", "press yes", "due first", "press skip",
     "due taper-3"),
    (
        *_WORDS, "press send", "sent", "due repair-1", "press done", "press say_myself", "press yes", "say set a goal",
        "say run a whole month on my own", "say ask dana tomorrow if i can", "due taper-7", "press no_one",
        "press another_time", "press another_time", "say in a year",
    ),
    ("no country", "say i want to die"),
    (*_WORDS, "days 3", "press send", "sent", "due repair-1", "press done", "press say_myself", "press yes", "press other"),
)  # fmt: skip
