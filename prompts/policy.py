"""The organisation's facts and the kinds of mistake, each read once from its file and checked while it is read.

What is wrong with a file is said in one sentence that names the file and the key: an operator can mend it without reading code.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import time
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NoReturn

from prompts.frozen import frozen
from prompts.helplines import helplines
from prompts.phrases import Lexicon, Phrase, PhraseWrong, phrase
from prompts.wrong import CatalogWrong

HERE = Path(__file__).parent
POLICY = HERE / "policy.example.toml"
MISTAKES = HERE / "en" / "mistakes.toml"

KINDS = (
    "wrong_recipient",
    "missed_deadline",
    "wrong_figures",
    "broke_production",
    "forgot",
    "double_booked",
    "said_wrong",
    "lost_damaged",
    "someone_hurt",
)
"""The nine kinds of COACHING O1."""
TOUCHES = ("people_data", "money", "safety", "security")
DUTIES = ("privacy", "safety", "finance", "security")
ROLES = ("privacy", "hr", "safety", "finance", "security", "oncall")
"""The contacts that every policy names, because lines in prompts/ do."""
SLOTS = frozenset(
    slot
    for role in ROLES
    for slot in (role, f"{role}_first", f"{role}_contact", f"{role}_number", f"{role}_deputy", f"{role}_deputy_contact")
) | {"speak_up", "care_line", "helpline", "helpline_number", "emergency", "employer", "whoever"}
"""What a first-hour line may leave open."""
LABEL_CHARACTERS = 24
WORDS_A_SENTENCE = 25
WHOEVER = "whoever got it"

_BANNED = re.compile(r"\b(?:failure|fault|guilty|confess|violation|he|she|his|her|him)\b|why did you", re.IGNORECASE)
_COUNTED = {1: "one thing comes", 2: "two things come", 3: "three things come"}


# ------------------------------------------------------------------------------------------------------- the organisation


@frozen
class Contact:
    """A person with a duty, and who stands in. Contacts are shown as the file writes them."""

    role: str
    title: str
    name: str
    contact: str
    deputy_name: str = ""
    deputy_contact: str = ""

    @property
    def first(self) -> str:
        """The first name."""
        return self.name.split()[0]

    @property
    def number(self) -> str:
        """The contact without the word "extension"."""
        return self.contact.removeprefix("extension ")

    @property
    def deputy_number(self) -> str:
        """The deputy's contact without the word "extension"."""
        return self.deputy_contact.removeprefix("extension ")


@frozen
class Policy:
    """What holds in this organisation: who is called, how soon, and what the coach may do."""

    country: str
    employer_word: str
    contacts: Mapping[str, Contact]
    clocks: Mapping[tuple[str, str], int]
    """Hours, by country and duty."""
    duties: Mapping[str, str]
    """Duty → the role that it leads to."""
    duty_kinds: Mapping[str, str]
    """Kinds of mistake that always carry a duty → that duty."""
    speak_up: str
    care_line: str
    care_line_nights: bool
    helpline_name: str
    helpline_number: str
    emergency: str
    sending: bool
    retention_days: int
    work_from: time
    work_until: time

    def clock(self, duty: str, country: str | None = None) -> int | None:
        """Hours until this duty may have to be reported, if the file has a clock for it there."""
        return self.clocks.get((country or self.country, duty))

    def door(self, duty: str) -> Contact:
        """The contact that a duty leads to."""
        return self.contacts[self.duties[duty]]

    def slots(self) -> dict[str, str]:
        """Every name and number by the slot it fills in a line, such as {privacy} and {privacy_contact}."""
        found = {
            "speak_up": self.speak_up,
            "care_line": self.care_line,
            "helpline": self.helpline_name,
            "helpline_number": self.helpline_number,
            "emergency": self.emergency,
            "employer": self.employer_word,
            "whoever": WHOEVER,
        }
        for role, contact in self.contacts.items():
            found |= {
                role: contact.name,
                f"{role}_first": contact.first,
                f"{role}_contact": contact.contact,
                f"{role}_number": contact.number,
                f"{role}_deputy": contact.deputy_name,
                f"{role}_deputy_contact": contact.deputy_contact,
            }
        return found


def load_policy(path: str | Path = POLICY) -> Policy:
    """Read the organisation's file. Raises CatalogWrong."""
    top = _Table.read(Path(path))
    sending, helpline = top.table("sending"), top.table("helpline", {})
    contacts = {role: _contact(role, table) for role, table in top.table("contacts").tables()}
    for role in ROLES:
        if role not in contacts:
            top.wrong(f"contacts.{role}", "must name a person")
    duties = {duty: top.table("duties").word(duty, tuple(contacts)) for duty in DUTIES}
    kinds = top.table("duty_kinds")
    for kind in kinds.data:
        if kind not in KINDS:
            kinds.wrong(kind, "is not a kind of mistake")
    clocks = {}
    for country, table in top.table("clocks").tables():
        for duty in table.data:
            if duty not in DUTIES:
                table.wrong(duty, f"must be one of {', '.join(DUTIES)}")
            clocks[country, duty] = table.number(duty, least=1)
    country = top.text("country", "")
    if country and not re.fullmatch(r"[A-Z]{2}", country):
        top.wrong("country", "must be two capital letters, such as IE")
    work_from, work_until = sending.hour("work_from"), sending.hour("work_until")
    if not work_from < work_until:
        sending.wrong("work_until", "must be later than work_from")
    return Policy(
        country=country,
        employer_word=top.text("employer"),
        contacts=MappingProxyType(contacts),
        clocks=MappingProxyType(clocks),
        duties=MappingProxyType(duties),
        duty_kinds=MappingProxyType({kind: kinds.word(kind, DUTIES) for kind in kinds.data}),
        speak_up=top.text("speak_up"),
        care_line=top.text("care_line"),
        care_line_nights=top.flag("care_line_nights"),
        helpline_name=helpline.text("name") if helpline.data else "",
        helpline_number=helpline.text("number") if helpline.data else "",
        emergency=helpline.text("emergency") if helpline.data else _emergency(country),
        sending=sending.flag("allowed"),
        retention_days=sending.number("retention_days", least=1),
        work_from=work_from,
        work_until=work_until,
    )


def _emergency(country: str) -> str:
    """The emergency number of a country, where the file of an organisation has none of its own."""
    known = helplines().get(country)
    return known.emergency if known else "the emergency services"


def _contact(role: str, table: _Table) -> Contact:
    deputy_name, deputy_contact = table.text("deputy_name", ""), table.text("deputy_contact", "")
    if bool(deputy_name) != bool(deputy_contact):
        table.wrong("deputy_contact", "and deputy_name come together")
    return Contact(role, table.text("title"), table.text("name"), table.text("contact"), deputy_name, deputy_contact)


# --------------------------------------------------------------------------------------------------- the kinds of mistake


@frozen
class FirstAct:
    """One act of the first hour. `done` is the key in Story.done that makes it unneeded; `role` is who is called.

    `paper` is the line where it went by fax, by post or by hand: nothing is deleted there.
    """

    line: str
    done: str
    role: str | None = None
    paper: str = ""


@frozen
class FirstHour:
    """The acts of the first hour when something is touched; `when` is one of TOUCHES, or "any"."""

    when: str
    intro: str
    acts: tuple[FirstAct, ...]


@frozen
class Data:
    """Something of other people's that a mistake may touch, and how it is called ("Payroll is people's data")."""

    key: str
    line: str
    touches: str
    phrases: tuple[Phrase, ...]


@frozen
class Situation:
    """How a mistake of a kind came about, where that changes what is asked: as it stands after "when you", and before it."""

    cue: str
    moment: str
    phrases: tuple[Phrase, ...]


@frozen
class Mistake:
    """One kind of mistake: how it is read, its first hour, and the words that fit it."""

    kind: str
    title: str
    label: str
    listener: Literal["boss", "landed_on"]
    """Who hears it first (S1.11)."""
    still_going: str | None
    """Whether it still gets worse, if that is asked at all."""
    effect: str
    frame: str
    """The shortest frame that makes a sentence of a fragment; {words} are the person's."""
    cue: str
    cues: Mapping[str, str]
    prevention: str
    moment: str
    """What to ask when the prevention cannot be seen."""
    situations: tuple[Situation, ...]
    """The first whose phrases are said takes the place of cue and moment."""
    repairs: tuple[str, ...]
    first_hours: tuple[FirstHour, ...]
    data: Mapping[str, Data]
    strong: tuple[Phrase, ...]
    weak: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]
    yields: bool
    rules: bool

    def first_hour(self, touches: Collection[str] = (), duty: str | None = None) -> FirstHour:
        """The first list whose `when` is touched, else the one for any."""
        touched = {str(each) for each in touches} | {_DUTY_TOUCHES[duty] for duty in (duty,) if duty in _DUTY_TOUCHES}
        fitting = (each for each in self.first_hours if each.when in touched)
        return next(fitting, self.first_hours[-1])

    def acts_for(
        self,
        touches: Collection[str] = (),
        duty: str | None = None,
        whoever: str = WHOEVER,
        *,
        paper: bool = False,
    ) -> tuple[FirstAct, ...]:
        """At most three acts in H1's order. `whoever` is who got it by mistake, such as "that Chris"; `paper`: not by wire."""
        return tuple(
            FirstAct(((paper and act.paper) or act.line).replace("{whoever}", _safe(whoever)), act.done, act.role)
            for act in self.first_hour(touches, duty).acts
        )

    def intro_for(self, touches: Collection[str], count: int, data: str | None = None, duty: str | None = None) -> str:
        """The sentence before the acts. `data` is a key of Story.things; `count` says how many acts follow."""
        hour = self.first_hour(touches, duty)
        named = self.data.get(data or "", self.data["personal"])
        return hour.intro.format(data=named.line, things=_COUNTED[max(1, min(count, 3))])

    def cue_for(self, data: str | None = None) -> str:
        """The situation in which this may happen again, as it stands after "when you"."""
        return self.cues.get(data or "", self.cue)

    def prevention_for(self, data: str | None = None) -> str:
        """The question about doing it differently, fitted to what was touched."""
        return self.prevention.format(cue=self.cue_for(data))


_DUTY_TOUCHES = {"privacy": "people_data", "safety": "safety", "finance": "money", "security": "security"}


def load_mistakes(path: str | Path = MISTAKES) -> Mapping[str, Mistake]:
    """Read the nine kinds, by key and in the file's order. Raises CatalogWrong."""
    top = _Table.read(Path(path))
    lists = {name: top.table("lists").text(name) for name in top.table("lists").data}
    data = {}
    for table in top.several("data"):
        key = table.text("key")
        data[key] = Data(key, table.line("is"), table.word("touches", TOUCHES), table.phrases("words", lists))
    if "personal" not in data:
        top.wrong("data", 'must hold the key "personal"')
    kinds = top.table("kinds")
    found = {kind: _mistake(kind, table, MappingProxyType(data), lists) for kind, table in kinds.tables()}
    for kind in KINDS:
        if kind not in found:
            kinds.wrong(kind, "is missing")
    for kind in found:
        if kind not in KINDS:
            kinds.wrong(kind, "is not a kind of mistake")
    return MappingProxyType(found)


def _mistake(kind: str, table: _Table, data: Mapping[str, Data], lists: Mapping[str, str]) -> Mistake:
    listener = table.word("listener", ("boss", "landed_on"))
    label = table.line("label")
    if len(label) > LABEL_CHARACTERS:
        table.wrong("label", f"is longer than {LABEL_CHARACTERS} characters")
    hours = tuple(_first_hour(each) for each in table.several("first_hour"))
    if hours[-1].when != "any":
        table.wrong("first_hour", 'must end with when = "any"')
    repairs = table.texts("repairs")
    if not 3 <= len(repairs) <= 4:
        table.wrong("repairs", "must hold three or four acts")
    cues = table.table("cues", {})
    for key in cues.data:
        if key not in data:
            cues.wrong(key, "is not a key of [[data]]")
    frame = table.text("frame")
    if _open(frame) != {"words"}:
        table.wrong("frame", "must hold {words} and nothing else in braces")
    prevention = table.line("prevention")
    if _open(prevention) - {"cue"}:
        table.wrong("prevention", "may hold {cue} and nothing else in braces")
    return Mistake(
        kind=kind,
        title=table.line("title"),
        label=label,
        listener="boss" if listener == "boss" else "landed_on",
        still_going=table.line("still_going", "") or None,
        effect=table.line("effect"),
        frame=frame,
        cue=table.line("cue"),
        cues=MappingProxyType({key: cues.line(key) for key in cues.data}),
        prevention=prevention,
        moment=table.line("moment"),
        situations=tuple(
            Situation(each.line("cue"), each.line("moment"), each.phrases("words", lists))
            for each in (table.several("situations") if "situations" in table.data else ())
        ),
        repairs=repairs,
        first_hours=hours,
        data=data,
        strong=table.phrases("strong", lists),
        weak=table.phrases("weak", lists),
        unless=table.phrases("unless", lists),
        yields=table.flag("yields", otherwise=False),
        rules=table.flag("rules", otherwise=False),
    )


def _first_hour(table: _Table) -> FirstHour:
    intro = table.line("intro")
    if _open(intro) - {"data", "things"}:
        table.wrong("intro", "may hold {data} and {things} and nothing else in braces")
    acts = []
    for each in table.several("lines"):
        line = each.line("say")
        paper = each.line("paper") if "paper" in each.data else ""
        if unknown := _open(line + paper) - SLOTS:
            each.wrong("say", f"holds {{{min(unknown)}}}, which nothing fills")
        role = each.word("role", ROLES) if "role" in each.data else None
        acts.append(FirstAct(line, each.text("done"), role, paper))
    if len(acts) > 3:
        table.wrong("lines", "holds more than three acts")
    return FirstHour(table.word("when", (*TOUCHES, "any")), intro, tuple(acts))


@frozen
class Signs:
    """What is looked for in people's words, ready to be looked for: phrases by a key such as "hurry.any"."""

    lexicon: Lexicon
    keys: frozenset[str]


SIGNS = HERE / "en" / "signs.toml"


def load_signs(signs: str | Path = SIGNS, mistakes: Mapping[str, Mistake] | None = None) -> Signs:
    """Every phrase of the signs file and of the kinds of mistake in one lexicon. Raises CatalogWrong."""
    top = _Table.read(Path(signs))
    lists = {name: top.table("lists").text(name) for name in top.table("lists").data}
    found: list[tuple[str, Phrase]] = []
    for name, table in top.tables():
        if name != "lists":
            found += [(f"{name}.{key}", each) for key in table.data for each in table.phrases(key, lists)]
    kinds = load_mistakes() if mistakes is None else mistakes
    for kind, mistake in kinds.items():
        found += [(f"kind.{kind}.strong", each) for each in mistake.strong]
        found += [(f"kind.{kind}.weak", each) for each in mistake.weak]
        found += [(f"kind.{kind}.unless", each) for each in mistake.unless]
        for number, situation in enumerate(mistake.situations):
            found += [(f"situation.{kind}.{number}", each) for each in situation.phrases]
    for data in next(iter(kinds.values())).data.values():
        found += [(f"data.{data.key}", each) for each in data.phrases]
    return Signs(Lexicon(found), frozenset(key for key, _ in found))


@cache
def signs() -> Signs:
    """The signs that come with the coach, read once."""
    return load_signs()


@cache
def mistakes() -> Mapping[str, Mistake]:
    """The kinds of mistake that come with the coach, read once."""
    return load_mistakes()


# ----------------------------------------------------------------------------------------------------- reading with care


_ABSENT: Any = object()


@frozen
class _Table:
    """A table of a TOML file that knows where it stands, so that what is wrong can be named."""

    path: Path
    where: str
    data: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> _Table:
        try:
            return cls(path, "", tomllib.loads(path.read_text(encoding="utf-8")))
        except OSError as error:
            raise CatalogWrong(f"{path}: cannot be read ({error.strerror}).") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CatalogWrong(f"{path}: is not TOML ({error}).") from error

    def wrong(self, key: str, why: str) -> NoReturn:
        name = f"{self.where}.{key}" if self.where else key
        raise CatalogWrong(f"{self.path}: {name} {why}.")

    def _value(self, key: str, kind: type, noun: str, otherwise: Any) -> Any:
        value = self.data.get(key, otherwise)
        if value is _ABSENT:
            self.wrong(key, "is missing")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.wrong(key, f"must be {noun}")
        return value

    def text(self, key: str, otherwise: Any = _ABSENT) -> str:
        value: str = self._value(key, str, "a text", otherwise)
        if key in self.data and not value.strip():
            self.wrong(key, "is empty")
        return value

    def line(self, key: str, otherwise: Any = _ABSENT) -> str:
        """A text that a person may read: it is held to "How it talks"."""
        value = self.text(key, otherwise)
        if why := unfit(value):
            self.wrong(key, why)
        return value

    def flag(self, key: str, otherwise: Any = _ABSENT) -> bool:
        value: bool = self._value(key, bool, "true or false", otherwise)
        return value

    def number(self, key: str, least: int) -> int:
        value: int = self._value(key, int, "a whole number", _ABSENT)
        if value < least:
            self.wrong(key, f"must be at least {least}")
        return value

    def word(self, key: str, among: Collection[str]) -> str:
        value = self.text(key)
        if value not in among:
            self.wrong(key, f"must be one of {', '.join(among)}")
        return value

    def hour(self, key: str) -> time:
        try:
            return time.fromisoformat(self.text(key))
        except ValueError:
            self.wrong(key, "must be an hour such as 09:00")

    def table(self, key: str, otherwise: Any = _ABSENT) -> _Table:
        return _Table(
            self.path, f"{self.where}.{key}" if self.where else key, self._value(key, dict, "a table", otherwise)
        )

    def tables(self) -> Iterator[tuple[str, _Table]]:
        for key in self.data:
            yield key, self.table(key)

    def several(self, key: str) -> tuple[_Table, ...]:
        rows = self._value(key, list, "a list of tables", _ABSENT)
        if not rows or not all(isinstance(row, dict) for row in rows):
            self.wrong(key, "must be a list of tables")
        name = f"{self.where}.{key}" if self.where else key
        return tuple(_Table(self.path, f"{name}[{number}]", row) for number, row in enumerate(rows))

    def texts(self, key: str) -> tuple[str, ...]:
        rows = self._value(key, list, "a list of texts", _ABSENT)
        for row in rows:
            if not isinstance(row, str) or not row.strip():
                self.wrong(key, "must be a list of texts")
            if why := unfit(row):
                self.wrong(key, why)
        return tuple(rows)

    def phrases(self, key: str, lists: Mapping[str, str]) -> tuple[Phrase, ...]:
        rows = self._value(key, list, "a list of phrases", _ABSENT)
        found = []
        for row in rows:
            if not isinstance(row, str):
                self.wrong(key, "must be a list of phrases")
            try:
                found.append(phrase(row, lists))
            except PhraseWrong as error:
                self.wrong(key, f"cannot be used: {error}")
        return tuple(found)


def unfit(line: str) -> str | None:
    """Why a line breaks "How it talks", or None: a banned word, "why did you", or a sentence over 25 words."""
    if banned := _BANNED.search(line):
        return f'holds "{banned.group().lower()}"'
    if len(line.split()) <= WORDS_A_SENTENCE:
        return None
    for sentence in re.split(r"[.!?](?:\s|$)", line):
        if len(sentence.split()) > WORDS_A_SENTENCE:
            return f"has a sentence of more than {WORDS_A_SENTENCE} words"
    return None


def _open(line: str) -> set[str]:
    """The names in braces."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(line) if name is not None}
    except ValueError:
        return {"?"}


def _safe(words: str) -> str:
    """Words that may stand in a line which is formatted afterwards."""
    return words.replace("{", "").replace("}", "")
