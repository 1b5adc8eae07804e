"""Small values for the tests of memory: three people, one instant, one journey, letters with canaries."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.checkins import CheckIn, Kind
from bot.journey import DraftKind, Journey, Outgoing
from bot.letters import Act, Choice, Letter, LetterKind, LetterState, Piece, Reply
from bot.people import Address, Part, Person, Recipient, Who
from bot.ports import Decision

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)

SAM = Person(
    Who("local", "home", "sam"),
    "Samuel Canarybird",
    "Canarytitle",
    "Europe/Berlin",
    address=Address("local", "home", "D-canaryroom"),
)
ANA = Person(Who("local", "home", "ana"), "Ana Lima")
DANA = Who("local", "home", "dana")
RUTH = Who("local", "home", "ruth")


def begun(name="j1", **more):
    return Journey(name, NOW, **{"last_word": NOW, **more})


def reply(text="the coach says canarywords"):
    return Reply((Piece("say", text),), (Choice("done", "Done"),), note="You have a note.")


def note(name, to=SAM.who, **more):
    """A letter; to its author unless said otherwise."""
    kind = LetterKind.REPLY if to == SAM.who else LetterKind.THIRD
    values = {
        "journey": "j1",
        "author": SAM.who,
        "act": Act.POST,
        "kind": kind,
        "reply": reply(f"canarywords of {name}"),
    }
    return Letter(id=name, to=to, **{**values, **more})


def to_dana(name="d1", **more):
    """A third person's letter, held for two minutes, good for an hour."""
    return note(name, DANA, **{"not_before": NOW + 2 * MINUTE, "not_after": NOW + 62 * MINUTE, **more})


def outgoing(name="d1"):
    return Outgoing(
        name, DraftKind.FIRST, Recipient(Part.MANAGER, "Dana Okafor", "", DANA), "canarywords", NOW + 2 * MINUTE
    )


def check_in(key="first", day=date(2026, 3, 3), kind=Kind.TELL, at=time(9)):
    return CheckIn(kind, day, at, key)


class Deciding:
    """A decision made beforehand, which remembers the desk that it was laid on."""

    def __init__(self, *effects, journeys=(), person=None, cards=()):
        self.effects = effects
        self.journeys = journeys
        self.person = person
        self.cards = cards
        self.desk = None

    def __call__(self, desk):
        self.desk = desk
        self.cards = [desk.card(each) for each in self.cards]
        return Decision(self.person or desk.person, tuple(self.journeys), self.effects)


class Teller:
    """Takes turns for one person on one store, each under a delivery key of its own."""

    def __init__(self, store, person=SAM, now=NOW):
        self.store, self.person, self.now, self.count = store, person, now, 0

    async def tell(self, *effects, journeys=(), person=None, delivery=None, now=None, **more):
        self.count += 1
        deciding = Deciding(*effects, journeys=journeys, person=person)
        key = delivery or f"{self.person.who.user}-{self.count}"
        await self.store.change(self.person, key, now or self.now, deciding, **more)
        return deciding.desk

    async def look(self):
        """The desk as the next turn would see it; the turn itself changes nothing."""
        return await self.tell()


def sending(letter):
    return replace(letter, state=LetterState.SENDING)
