"""One model, every driver: whatever happens, in whatever order, everyone who runs the coach shows what the model shows.

Events come in any order, twice, late, from somebody else; words are edited and taken back; letters are consented to, held,
withdrawn, recalled, answered; the program dies at a post, starts again, or is not there for hours; everything is deleted; time
goes on by seconds and by months. After each act what can be seen of the driver is what can be seen of the model, and laws that
need no model hold of it too. The breaks that were tried are in tests/breaks.md.
"""

from __future__ import annotations

import asyncio
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import hypothesis
import pytest
from contract.servers import emptied, postgres_missing, postgres_url
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from model import laws
from model.drivers import Driver, House, Workspace, in_slack
from model.model import SAM, SEEN_FOR, Act, Answers, Begins, Card, Died, Edits, Model, Presses, Says, Seen, TakesBack
from proofs import few, many

from adapters.local import who
from adapters.reader import RuleReader, reader
from storage import keys

MONDAY = datetime(2026, 4, 13, 13, 24, tzinfo=UTC)
SEED = 20261128
MOMENT = timedelta(seconds=20)
"""What passes before each act."""
STEPS = 12
CONSENT_STEPS = 50
STORY = "I sent the March price list with the old prices to 12 customers at 14:05. I noticed at 14:10."
TEXTS = (
    STORY, "i missed a deadline. i was drowning in quarter close", "its dana", "dana knows", "it's fixed now", "done",
    "43 not 41", "help", "where am i", "back", "edit", "skip", "pause", "later", "stop", "delete everything", "human",
    "i cant do this anymore", "i want to die", "resume", "nobody needs anything else from me, it's settled", "ruth", "new words",
    "read every price aloud, then press send", "tomorrow at 9", "friday", "yes", "no", "…", "why would you ask that?",
)  # fmt: skip
SPANS = tuple(timedelta(minutes=each) for each in (1, 2, 5, 61, 300, 24 * 60, 3 * 24 * 60, 8 * 24 * 60, 31 * 24 * 60))
SAYS = {
    None: STORY, "what_happened": STORY, "telling": STORY, "effect": "12 customers have the wrong prices",
    "next_act": "I'll send the right list to all 12 by 16:00 today", "listener": "dana", "repair_plan": "skip",
    "prevention": "read every price aloud against the signed sheet, then press send", "mentor_name": "ruth",
    "editing": "Dana, the March price list was wrong. I am mending it now.", "goal": "run a price change on my own",
    "goal_step": "ask dana tomorrow if I can prepare April", "check_in_when": "tomorrow at 10",
}  # fmt: skip
PRESSES = {
    "kind": "skip", "touches": "none", "still_going": "no", "first_acts": "done", "boss_knows": "not_told", "marks": "park", "draft": "send",
    "consent": "consent", "held": "send_now", "repair_how": "done", "check_in": "yes", "starts": "today", "settled": "settled",
    "mentor": "use", "hold_time": "yes", "delete_sure": "delete_all", "knows": "yes", "copied": "told", "full_note": "full_note",
    "page": "close", "unsure": "meant_else", "afterwards": "resume",
}  # fmt: skip


@cache
def read(text: str, context: str):
    return RuleReader().read(text, context)


@cache
def own_reader():
    return reader()


@cache
def by_the_model(text: str, context: str):
    return own_reader().read(text, context)


def on_a_page(seen: Seen) -> Seen:
    """What was said as Slack shows it: another's words stand apart there, and a card that was answered says how."""
    read = {
        name: tuple(
            "\n".join(line.removeprefix("|").strip(' "') for line in text.partition("\nYou chose: ")[0].split("\n"))
            for text in texts
        )
        for name, texts in seen.read.items()
    }
    return replace(seen, read=read)


class Everything(RuleBasedStateMachine):
    """Everything that can happen, done to the model and to who runs the coach, and both looked at after each."""

    read = staticmethod(read)
    place = staticmethod(who)
    acts = 0
    reached: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.mkdtemp(prefix="oops-model-")
        self.driver = self.runner.run(self.begin())
        self.model = Model(MONDAY, self.read, self.place)
        self.count = 0
        self.done: dict[str, tuple[Act, datetime]] = {}
        self.approved: Counter[str] = Counter()
        self.before = self.found = Seen({}, (), (), 0)

    async def begin(self) -> Driver:
        raise NotImplementedError

    def teardown(self) -> None:
        self.runner.run(self.driver.close())
        self.runner.close()
        shutil.rmtree(self.folder)

    # what happens

    def do(self, act: Act, dies: tuple[int, bool] = (0, False)) -> None:
        """A moment passes, and somebody does something."""
        self.model.go_on(MOMENT)
        self.runner.run(self.driver.go_on(MOMENT))
        match act:
            case Presses(card, choice, mark, by):
                key = f"press:{by}:{card}:{choice}:{mark}" if by != SAM else f"press:{card}:{choice}:{mark}"
            case Answers(by, card, choice, text) if not text or not self.model.asks(by, card, choice):
                key = f"press:{by}:{card}:{choice}"
            case _:
                self.count += 1
                key = f"act-{self.count}"
        if isinstance(act, Presses) and act.by == SAM and act.choice in {"send", "consent", "send_morning"}:
            shown = self.model.chats[SAM][act.card].reply.text.split("\n")
            self.approved["\n".join(line.removeprefix("|").strip() for line in shown if line.startswith("|"))] += 1
        self.done.setdefault(key, (act, self.model.now))
        self.take(key, act, self.model.now, dies)

    def take(self, key: str, act: Act, dated: datetime, dies: tuple[int, bool] = (0, False)) -> None:
        type(self).acts += 1
        self.model.dies = dies
        with suppress(Died):
            self.model.deliver(key, act, dated)
        with suppress(Died):
            self.model.rest()
        self.model.dies = (0, False)
        self.model.rest()
        self.runner.run(self.driver.deliver(key, act, dated, dies))

    @initialize(
        question=st.sampled_from(("held", "draft", "check_in", "repair_how", "prevention", "what_happened")),
        then=st.sampled_from(("cancel", "", "send_now", "delete_recall", "edit", "recall")),
    )
    def a_way_is_walked(self, question: str, then: str = "") -> None:
        """Not everything begins at the beginning."""
        self.do(Begins())
        for _ in range(16):
            if self.question() != question:
                self.goes_on()
        if then == "delete_recall":
            self.do(Says("delete everything"))
        self.decides(choice=then)

    def question(self) -> str | None:
        journey = self.model.focus()
        return str(journey.question) if journey and journey.question else None

    @rule()
    def goes_on(self) -> None:
        """The author does what leads on, or waits for the coach to come back."""
        question = self.question()
        if (choice := PRESSES.get(question)) and (card := self.offering(choice)) is not None:
            self.do(Presses(card, choice))
        elif question is None and self.model.promises:
            self.time_passes(timedelta(days=1))
        else:
            self.do(Says(SAYS.get(question, "skip")))

    @rule(choice=st.sampled_from(("cancel", "recall", "edit", "send_now", "send")))
    def decides(self, choice: str) -> None:
        """About a letter."""
        if (card := self.offering(choice)) is not None:
            self.do(Presses(card, choice))

    @rule(choice=st.sampled_from(("delete_all", "delete_recall", "keep_it")), data=st.data())
    def deletes_everything(self, choice: str, data: st.DataObject) -> None:
        """And what was on its way before comes late."""
        self.do(Says("delete everything"))
        self.do(Presses(len(self.model.chats[SAM]) - 1, choice))
        self.comes_again(data)

    def offering(self, choice: str) -> int | None:
        cards = self.model.chats[SAM]
        return next((n for n in reversed(range(len(cards))) if any(c.id == choice for c in cards[n].choices)), None)

    @rule(text=st.sampled_from(TEXTS))
    def says(self, text: str) -> None:
        self.do(Says(text))

    @rule(data=st.data(), back=st.integers(0, 3), by=st.sampled_from([SAM, SAM, SAM, "dana"]))
    def presses(self, data: st.DataObject, back: int, by: str) -> None:
        """A button on a card of the author's, also on an old one, also by somebody else."""
        cards = [n for n, card in enumerate(self.model.chats[SAM]) if card.choices and (by == SAM or self.kept(card))]
        if cards:
            card = cards[-min(back + 1, len(cards))]
            choice = data.draw(st.sampled_from(self.model.chats[SAM][card].choices))
            self.do(Presses(card, choice.id, choice.mark, by))

    @rule(data=st.data(), text=st.sampled_from(["", "This is unacceptable.", "It passes."]))
    def answers(self, data: st.DataObject, text: str) -> None:
        """Somebody answers a letter that they got."""
        others = [(name, cards) for name, cards in self.model.chats.items() if name != SAM]
        got = [(name, n) for name, cards in others for n, card in enumerate(cards) if card.choices and self.kept(card)]
        if got:
            name, card = data.draw(st.sampled_from(got))
            choice = data.draw(st.sampled_from(self.model.chats[name][card].choices)).id
            self.do(Answers(name, card, choice, text if choice in {"ask_one", "reply"} else ""))

    @rule(data=st.data())
    def comes_again_later(self, data: st.DataObject) -> None:
        self.comes_again(data)

    def comes_again(self, data: st.DataObject) -> None:
        """A platform delivers once more what it has delivered before; what waits for its answer, it does not."""
        again = [
            (key, act, dated)
            for key, (act, dated) in self.done.items()
            if self.model.now - dated < SEEN_FOR and not isinstance(act, Presses | Answers | Begins)
        ]
        if again:
            before = self.look()
            self.take(*data.draw(st.sampled_from(again)))
            laws.nothing_changes(before, self.look())

    @rule(data=st.data(), back=st.integers(0, 3), text=st.sampled_from(TEXTS[:4]))
    def edits(self, data: st.DataObject, back: int, text: str) -> None:
        """The author changes what they typed before."""
        said = self.said()
        key, before = said[-min(back + 1, len(said))] if said else ("", text)
        if before != text:  # what was left as it was is told to nobody
            self.do(Edits(key, before, text))

    @rule(back=st.integers(0, 3))
    def takes_back(self, back: int) -> None:
        """The author deletes what they typed before."""
        said = self.said()
        if said:
            self.do(TakesBack(*said[-min(back + 1, len(said))]))

    def kept(self, card: Card) -> bool:
        """Claim: its author's words are kept. A button of what is gone is nobody's, and its author begins anew with it, unless a reader may have the same."""
        return any(card.letter.startswith(each.journey.id + ".") for each in self.model.kept)

    def said(self) -> list[tuple[str, str]]:
        return [(key, act.text) for key, (act, _) in self.done.items() if isinstance(act, Says) and act.text]

    @rule(span=st.sampled_from(SPANS))
    def time_passes(self, span: timedelta) -> None:
        before = self.look()
        self.model.wait(span)
        self.runner.run(self.driver.wait(span))
        laws.nobody_is_spoken_to_without_a_promise(before, self.look(), self.model.now)

    @rule(span=st.sampled_from(SPANS[3:7]))
    def nobody_is_there(self, span: timedelta) -> None:
        before = self.look()
        self.model.outage(span)
        self.runner.run(self.driver.outage(span))
        laws.nobody_is_spoken_to_without_a_promise(before, self.look(), self.model.now)

    @rule()
    def starts_again(self) -> None:
        before = self.look()
        self.runner.run(self.driver.restart())
        laws.nothing_changes(before, self.look())

    @rule(at=st.integers(1, 3), there=st.booleans(), send=st.booleans())
    def dies(self, at: int, there: bool, send: bool) -> None:
        """The program dies at a post of what comes next, and comes back."""
        if not self.driver.dying:
            return
        card = self.offering("send_now") if send else None
        self.do(Presses(card, "send_now") if card is not None else Begins(), (at, there))
        for span in (61, 242):
            self.model.wait(timedelta(seconds=span))
            self.runner.run(self.driver.wait(timedelta(seconds=span)))

    # what is seen

    def look(self) -> Seen:
        return self.runner.run(self.driver.seen())

    @staticmethod
    def same(found: Seen, wanted: Seen) -> tuple[Seen, Seen]:
        return found, wanted

    @invariant()
    def the_same_is_seen(self) -> None:
        before, self.found = self.found, self.look()
        found, wanted = self.same(self.found, self.model.seen())
        assert found == wanted
        laws.only_approved_words_leave_and_once(found, self.approved)
        laws.a_letter_comes_to_one_end(before, found)
        laws.nothing_early(found, self.model.now)
        laws.what_is_deleted_is_gone(found)
        self.reached |= {state for _, state in found.letters} | ({"erased"} if self.model.erased else set())
        self.reached |= {"spoke first"} if self.model.person.spoken else set()


class OnSqlite(Everything):
    """on SQLite"""

    async def begin(self) -> Driver:
        return House(f"sqlite:///{self.folder}/oops.db", keys.make(), read, MONDAY)


class OnPostgres(Everything):
    """on PostgreSQL"""

    async def begin(self) -> Driver:
        return House(emptied(postgres_url()), keys.make(), read, MONDAY)


class AsTwo(Everything):
    """with two replicas on PostgreSQL"""

    async def begin(self) -> Driver:
        return House(emptied(postgres_url()), keys.make(), read, MONDAY, replicas=2)


class OverHttp(Everything):
    """over HTTP, in Slack"""

    read = staticmethod(by_the_model)
    place = staticmethod(in_slack)

    async def begin(self) -> Driver:
        return await Workspace.open(Path(self.folder), MONDAY)

    @staticmethod
    def same(found: Seen, wanted: Seen) -> tuple[Seen, Seen]:
        return on_a_page(found), on_a_page(wanted)


NEEDS = pytest.mark.skipif(postgres_missing(), reason="needs a PostgreSQL server")
WHO = [
    pytest.param(OnSqlite, 2, id="sqlite"),
    pytest.param(OnPostgres, 1, id="postgres", marks=NEEDS),
    pytest.param(AsTwo, 1, id="two-replicas", marks=NEEDS),
    pytest.param(OverHttp, 1, id="http"),
]
"""Who runs the coach, and how many shares of the examples they get."""


def shown(kind: type[Everything], examples: int, seed: int, proof) -> None:
    """So many examples, from this seed."""
    kind.acts, kind.reached = 0, set()
    hypothesis.seed(seed)(kind)
    run_state_machine_as_test(
        kind,
        settings=settings(
            max_examples=examples,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    proof(f"one model: acts {kind.__doc__}", kind.acts, seed)


class Drawn:
    """What is drawn, chosen beforehand: the first of what may be drawn that has this id."""

    def __init__(self, wanted: str = "") -> None:
        self._wanted = wanted

    def draw(self, among: Any) -> Any:
        """One of them."""
        return next(each for each in among.elements if not self._wanted or each.id == self._wanted)


@pytest.mark.parametrize(("kind", "share"), WHO)
def test_a_button_that_a_reader_may_have_too_begins_nothing_once_all_is_deleted(kind, share):
    all_of_it = kind()
    all_of_it.a_way_is_walked(question="repair_how", then="cancel")
    all_of_it.deletes_everything(data=Drawn(), choice="delete_all")
    all_of_it.presses(data=Drawn("recall"), back=2, by=SAM)

    all_of_it.the_same_is_seen()
    assert all_of_it.found.journeys == 0
    all_of_it.teardown()


@pytest.mark.parametrize(("kind", "share"), WHO)
def test_nothing_runs_ahead_of_twenty_minutes_that_are_held_also_after_days_away(kind, share):
    all_of_it = kind()
    all_of_it.a_way_is_walked(question="prevention", then="cancel")
    for _ in range(2):
        all_of_it.nobody_is_there(span=timedelta(days=3))
    for _ in range(4):
        all_of_it.goes_on()
        all_of_it.the_same_is_seen()

    assert any("You asked for these twenty minutes." in words for words in all_of_it.found.read[SAM])
    all_of_it.teardown()


@pytest.mark.parametrize(("kind", "share"), WHO)
def test_whoever_runs_the_coach_shows_what_the_model_shows(kind, share, proof):
    shown(kind, share * few("model"), SEED, proof)


@pytest.mark.long
@pytest.mark.parametrize(("kind", "share"), WHO)
def test_whoever_runs_the_coach_shows_what_the_model_shows_for_long(kind, share, proof):
    shown(kind, share * many("model"), random.randrange(10**6), proof)

    assert kind.reached >= {"held", "sent", "withdrawn", "erased", "spoke first"}, "all that can happen happens"


class Chance:
    """What is drawn, by chance that a seed decides."""

    def __init__(self, seed: int) -> None:
        self.of = random.Random(seed)

    def draw(self, among: Any) -> Any:
        """One of them."""
        return self.of.choice(list(among.elements))


def consent_machine(seed: int) -> int:
    """Fifty acts around letters to others, by chance: written, previewed, approved, held, edited, stopped, sent, taken back, answered.

    Returns how many letters went out.
    """
    here, chance, went = OnSqlite(), Chance(seed), 0
    by_chance = chance.of.choice
    about = ("send", "send", "consent", "cancel", "edit", "send_now", "send_morning", "recall", "park", "use")
    acts: dict[Callable[[], None], int] = {
        here.goes_on: 9,
        lambda: here.decides(by_chance(about)): 9,
        lambda: here.presses(chance, chance.of.randrange(4), by_chance([SAM, SAM, SAM, "dana"])): 4,
        lambda: here.says(by_chance(TEXTS)): 2,
        lambda: here.answers(chance, by_chance(["", "This is unacceptable.", "It passes."])): 2,
        lambda: here.edits(chance, chance.of.randrange(4), by_chance(TEXTS[:4])): 2,
        lambda: here.time_passes(by_chance(SPANS[:5])): 2,
        lambda: here.comes_again(chance): 1,
        lambda: here.dies(1 + chance.of.randrange(3), by_chance([False, True]), by_chance([False, True])): 1,
        here.starts_again: 1,
    }
    try:
        here.a_way_is_walked(by_chance(("held", "draft", "draft", "telling")), by_chance(("", "edit", "cancel")))
        for _ in range(CONSENT_STEPS):
            (act,) = chance.of.choices(list(acts), list(acts.values()))
            act()
            here.the_same_is_seen()
            went = max(went, sum(state == "sent" for _, state in here.found.letters))
    except AssertionError as wrong:
        wrong.add_note(f"seed {seed}")
        raise
    finally:
        here.teardown()
    return went


def consent_machines(count: int, seed: int, proof) -> None:
    went = sum(consent_machine(seed + number) for number in range(count))

    assert went >= count / 2, "letters go out"
    proof(f"A1 consent machines of {CONSENT_STEPS} steps, {went} letters went", count, seed)


def test_however_a_consent_machine_turns_only_approved_words_leave(proof):
    consent_machines(few("consent_machines"), SEED, proof)


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_however_many_consent_machines_turn_only_approved_words_leave(part, proof):
    consent_machines(many("consent_machines") // 4, random.randrange(10**6), proof)


@pytest.mark.skipif(postgres_missing(), reason="needs a PostgreSQL server")
@pytest.mark.parametrize("first", [False, True])
def test_a_replica_reads_words_for_the_question_that_another_has_opened(first):
    two = AsTwo()
    try:
        two.a_way_is_walked(question="next_act")
        two.driver.first = first
        two.do(Says("i cant do this anymore, the list is wrong for 12 customers"))
        two.do(Presses(len(two.model.chats[SAM]) - 1, "no"))
        two.the_same_is_seen()
    finally:
        two.teardown()
