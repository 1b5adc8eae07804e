"""What is read from a person's own words. The cases stand in data/story_*.toml; each file says which were kept aside."""

# ruff: noqa: N802  a test is called by the statement of COACHING that it proves

import time
import tomllib
from pathlib import Path

import pytest

from bot import story
from bot.story import Kind, Touches, boss_named, names, read
from prompts import policy

DATA = Path(__file__).parent / "data"
PEOPLE = (
    "Dana Okafor",
    "Ruth Adeyemi",
    "Marta Ribeiro",
    "Greg Walsh",
    "Siobhán Byrne",
    "Priya Nair",
    "Omar Haddad",
    "Lena Vogt",
    "Chris Hall",
    "Aoife Kelly",
    "Will Hart",
)
DOORS = {"Priya Nair": "privacy", "Aoife Kelly": "oncall", "Lena Vogt": "hr"}


def cases(file):
    return tomllib.loads((DATA / f"story_{file}.toml").read_text(encoding="utf-8"))


KINDS, SIGNS, VALUES, SHARED, NAMED = map(cases, ("kinds", "signs", "values", "shared", "people"))


def misread(kind, lines):
    """The lines from which a kind was read that is not theirs, or asked without theirs among several."""
    found = {line: read(line, PEOPLE).kinds for line in lines}
    return {line: kinds for line, kinds in found.items() if kinds and kind not in kinds}


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("part", ["before", "aside"])
def test_O1_each_kind_is_read_or_asked(kind, part):
    lines = KINDS[kind][part]

    assert len(lines) >= 6
    assert misread(kind, lines) == {}
    assert sum(read(line, PEOPLE).kinds == (kind,) for line in lines) >= len(lines) - 1


@pytest.mark.parametrize("part", ["before", "aside"])
def test_O1_no_kind_is_read_from_unrelated_words(part):
    assert [line for line in KINDS["unrelated"][part] if read(line, PEOPLE).kinds] == []


@pytest.mark.parametrize("draw", ["aside", "second", "first"])
def test_O1_other_hands_are_read_or_asked(draw):
    wrong = {}
    for kind, lines in SHARED[draw]["kinds"].items():
        wrong |= misread(kind, lines)

    assert wrong == {}


@pytest.mark.parametrize("draw", ["aside", "second", "first"])
def test_O1_H3_H4_S1_1_S3_6_other_hands_words_of_every_day_raise_no_alarm(draw):
    loud = (
        "kinds",
        "grave",
        "choice",
        "went_badly",
        "duty",
        "hiding",
        "asked_to_hide",
        "hurry",
        "settled",
        "sensitive",
    )
    lines = SHARED[draw]["unrelated"]["lines"]
    alarms = {line: name for line in lines for name in loud if getattr(read(line, PEOPLE), name)}

    assert alarms == {}


@pytest.mark.parametrize("draw", ["second", "first"])
def test_S1_1_a_temptation_that_was_owned_is_no_hiding(draw):
    assert [line for line in SHARED[draw]["not_hiding"]["lines"] if read(line, PEOPLE).hiding] == []


HEARD = {"first": 0.6, "second": 0.6, "aside": 0.15}
"""The least share of other hands' hints that phrases alone hear. Kept aside: 6 of 30 when measured; with the trained reader's
labels (bot/gist.py) 22 of 30, though those hands were among its teachers. tests/coaching/data/heard.toml has hints that nobody taught."""


@pytest.mark.parametrize("draw", HEARD)
def test_H3_H4_S1_1_hints_by_other_hands_are_heard_in_part(draw):
    hints = [
        (name, line)
        for name in ("choice", "hiding", "grave", "duty")
        for line in SHARED[draw].get(name, {}).get("lines", [])
    ]

    assert sum(bool(getattr(read(line, PEOPLE), name)) for name, line in hints) >= HEARD[draw] * len(hints)


def test_O1_a_generic_kind_gives_way_to_the_one_that_was_told():
    told = "Q1 board deck, due 9:00 today. 14 of 20 slides done. i completely forgot the finance part."

    assert read(told).kinds == (Kind.MISSED_DEADLINE,)


def test_O1_two_kinds_at_once_are_asked():
    assert len(read("I double-booked the room. And I quoted the client the wrong price.").kinds) == 2


def test_O1_somebody_elses_mistake_is_not_read_as_ones_own():
    assert read("my mentor told me she once sent the file to the wrong client").kinds == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("i replied all with a joke about the ceo", Kind.SAID_WRONG),
        ("hit reply all and moaned about the client, 800 people read it", Kind.SAID_WRONG),
        ("I sent a joke about my boss to the whole company", Kind.SAID_WRONG),
        ("my rant about the new rota went to everyone, i hit reply all", Kind.SAID_WRONG),
        ("i replied to all with a sarcastic comment on her budget", Kind.SAID_WRONG),
        ("i sent a rude mail to a supplier", Kind.SAID_WRONG),
        ("i replied all with the salary list attached", Kind.WRONG_RECIPIENT),
        ("i hit reply all on a mail that was only meant for hr", Kind.WRONG_RECIPIENT),
        ("I sent the contract to the whole company by mistake", Kind.WRONG_RECIPIENT),
    ],
)
def test_O1_words_that_everyone_got_were_said_wrong_and_a_file_went_astray(text, kind):
    """Nobody can be asked to delete a joke unread that 800 people have read: it is about what was said."""
    assert read(text).kinds == (kind,)


@pytest.mark.parametrize(
    "text",
    [
        "I forgot the wet floor sign and a customer slipped on it and hurt her arm",
        "I crashed the forklift into the dock and Piotr broke his arm",
        "I double-booked the lift. I missed the deadline. And now a worker is injured.",
    ],
)
def test_O1_someone_hurt_goes_before_every_other_kind(text):
    assert read(text).kinds == (Kind.SOMEONE_HURT,)


@pytest.mark.parametrize(
    ("text", "touched"),
    [
        ("i just emailed payroll to the wrong chris", {Touches.PEOPLE_DATA}),
        ("I paid a supplier twice, 12,000 euros", {Touches.MONEY}),
        ("I gave a patient the wrong dose", {Touches.SAFETY}),
        ("I pasted the api key into a public channel", {Touches.SECURITY}),
        ("I forgot to call the customer back", set()),
        ("i hit reply all", set()),
    ],
)
def test_O2_what_is_touched_is_read_from_the_words(text, touched):
    found = read(text)

    assert found.touches == touched
    assert found.touches_known == bool(touched)


@pytest.mark.parametrize(
    "text",
    [
        "i put the allergy cards on the wrong trays at lunch, table 4 got nuts. nobody ate it",
        "served a guest with coeliac the normal pasta",
        # kept aside
        "gave the girl at table 9 the cake with egg, her mum had told me she is allergic",
        "the anaphylaxis sheet was up and i still put sesame on his bread",
    ],
)
def test_O1_H3_food_and_an_allergy_together_are_a_danger_and_the_safety_leads_duty(text):
    told = read(text, PEOPLE, DOORS)

    assert told.kinds[:1] == (Kind.SOMEONE_HURT,)
    assert told.duty == "safety"


@pytest.mark.parametrize(
    "text",
    [
        "allergy list for the lunch went to all parents by mistake",
        "I ate lunch late because of my allergy",
        # kept aside
        "i shared the allergies spreadsheet with the wrong class",
    ],
)
def test_O1_a_list_of_allergies_and_ones_own_allergy_are_no_danger_of_food(text):
    assert Kind.SOMEONE_HURT not in read(text, PEOPLE, DOORS).kinds


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("my boss helen doesnt know", "Helen"),
        ("our shift lead omar already knows", "Omar Haddad"),
        ("my boss doesnt know yet", None),
        ("my boss still doesn't know", None),
        ("my manager is not in, she has no idea", None),
        # kept aside
        ("my supervisor Ines has no idea", "Ines"),
        ("my boss also does not know", None),
        ("our manager who isn't in knows", None),
    ],
)
def test_S1_11_a_boss_named_in_passing_is_the_one(text, name):
    assert boss_named(text, PEOPLE) == name


def test_O2_words_that_say_nothing_is_touched_are_not_silent():
    found = read("I sent the lunch menu to the wrong floor, nothing personal in it")

    assert found.touches_known
    assert found.duty is None


@pytest.mark.parametrize("case", NAMED["sensitive"], ids=lambda case: case["text"][:30])
def test_O4_what_must_not_be_typed_is_pointed_out(case):
    found = read(case["text"]).sensitive

    assert [case["text"][start:end] for start, end, _ in found] == case["want"]


def test_O4_what_was_pointed_out_is_in_no_repr():
    assert "hunter2" not in repr(read("the password is hunter2"))


@pytest.mark.parametrize(("field", "part"), [(field, part) for field in SIGNS for part in ("", "_aside")])
def test_H4_S1_1_S1_10_S3_1_S3_6_signs_are_seen(field, part):
    silent = [line for line in SIGNS[field][f"yes{part}"] if not getattr(read(line, PEOPLE), field)]

    assert silent == []


@pytest.mark.parametrize(("field", "part"), [(field, part) for field in SIGNS for part in ("", "_aside")])
def test_H4_S1_1_S1_10_S3_1_S3_6_near_misses_stay_silent(field, part):
    loud = [line for line in SIGNS[field][f"no{part}"] if getattr(read(line, PEOPLE), field)]

    assert loud == []


WORTH = {"going": True, "stopped": False, "silent": None, "yes": True, "no": False}


@pytest.mark.parametrize("field", VALUES)
def test_H1_H3_S1_11_values_are_read_or_silent(field):
    wrong = {}
    for case in VALUES[field]:
        found = getattr(read(case["text"], PEOPLE), field)
        if found != WORTH.get(case["want"], case["want"] or None):
            wrong[case["text"]] = found

    assert wrong == {}


def test_H1_what_is_already_done_is_known():
    found = read("recall failed, hes at a supplier. rang him, voicemail. priya is logging it now", PEOPLE, DOORS)

    assert {"asked_delete", "called_privacy"} <= set(found.done)


def test_H1_what_is_planned_or_did_not_work_is_not_done():
    found = read("I couldnt reach priya. i will call privacy again. i have not stopped the job", PEOPLE, DOORS)

    assert found.done == ()


def test_H1_minutes_and_a_plan_are_neither_help_nor_hurry():
    found = read("you called priya in nine minutes. i can put back the rows from the queue", PEOPLE, DOORS)

    assert found.done == ("called_privacy",)
    assert not found.hurry


def test_H2_on_call_is_known_to_have_it():
    found = read(
        "no. aoife is on call, she restored from 21:00 backup. i noticed 21:50. my lead dont know", PEOPLE, DOORS
    )

    assert "oncall" in found.done
    assert "told_boss" not in found.done
    assert found.still_going is False
    assert found.boss_knows is False


def test_H3_payroll_to_the_wrong_person_is_a_privacy_duty_of_that_chris():
    found = read("i just emailed payroll to the wrong chris")

    assert found.duty == "privacy"
    assert found.grave is None
    assert not found.choice
    assert found.things == ("payroll",)
    assert found.whoever == "that Chris"


def test_H3_a_word_of_security_or_people_is_no_duty_by_itself():
    assert read("I forgot to change my password").duty is None
    assert read("I was late with the payroll").duty is None


def test_H3_a_duty_needs_more_than_an_ordinary_mistake():
    assert {read(line).duty for line in KINDS["double_booked"]["before"] + KINDS["forgot"]["before"]} == {None}


def test_S1_10_a_request_to_delete_is_heard_beside_the_rest():
    found = read("right sheet by 17:30 today. he also says delete the thursday chat", PEOPLE)

    assert found.asked_to_hide
    assert not found.hiding


def test_S1_2_a_question_says_nothing_about_who_knows():
    assert read("dana knows?", PEOPLE).boss_knows is None
    assert read("dana knows.", PEOPLE).boss_knows is True


def test_S1_11_a_name_that_is_a_word_too_is_no_name_inside_a_phrase():
    assert read("i told mark my words", ("Mark Lee",)).boss_knows is None


@pytest.mark.parametrize("case", NAMED["names"], ids=lambda case: case["text"][:30])
def test_S1_11_the_people_named_are_found_in_any_spelling(case):
    assert list(names(case["text"], PEOPLE)) == case["want"]


def test_S1_11_a_first_name_that_two_people_share_names_both():
    assert names("chris knows", ("Chris Hall", "Chris Wood")) == ("Chris Hall", "Chris Wood")
    assert names("chris wood knows", ("Chris Hall", "Chris Wood")) == ("Chris Wood",)


@pytest.mark.parametrize("case", NAMED["boss"], ids=lambda case: case["text"][:30])
def test_S1_11_the_boss_is_named_or_nobody_is(case):
    assert (boss_named(case["text"], PEOPLE) or "") == case["want"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00",
        "\ud800",
        "🙂" * 500,
        "שלום " * 100,
        "\u200b" * 300,
        "...",
        "?",
        ",",
        "a" * 40_000,
        "not " * 10_000,
        "x.x." * 10_000,
    ],
)
def test_strange_text_is_read_without_a_word(text):
    found = read(text, PEOPLE, DOORS)

    assert found.kinds == ()
    assert names(text, PEOPLE) == ()
    assert boss_named(text, PEOPLE) is None


def test_invisible_characters_curly_apostrophes_and_accents_change_nothing():
    plain = read("I'm late with the report. my boss doesn't know", PEOPLE)

    assert read("I’m la\u200bte with the re\u0301port. my boss doesn’t know", PEOPLE) == plain
    assert plain.kinds == (Kind.MISSED_DEADLINE,)


def test_the_same_words_are_read_the_same_way_and_quickly():
    text = (
        "i sent the march payroll file to the wrong chris at 14:05. 41 people are in it. im so sorry. my lead dont know"
    )
    first = read(text, PEOPLE)
    begun = time.process_time()
    for _ in range(20):
        assert read(text, PEOPLE) == first

    assert (time.process_time() - begun) / 20 < 0.02, (
        "a sentence is read in about a millisecond; twenty is a loop gone wrong"
    )


def test_the_values_name_what_prompts_knows():
    assert tuple(Kind) == policy.KINDS
    assert tuple(Touches) == policy.TOUCHES
    assert story.READ_CHARACTERS <= 12_000


@pytest.mark.parametrize(
    ("text", "whoever"),
    [
        ("i sent the list of patients to a wrong fax number, 60 people", None),
        ("sent the minutes to the wrong printer", None),
        ("sent the exam results to the wrong school at 10", "that school"),
        ("i sent it to the wrong Nkechi", "that Nkechi"),
        # written down after the rule
        ("faxed the chart to the wrong extension", None),
        ("emailed the payslips to the wrong distribution list", None),
        ("sent the scan to a different surgery", "that surgery"),
        ("forwarded the offer to the wrong priya", "that Priya"),
        ("gave the keys to the wrong plumber", None),
    ],
)
def test_H1_only_a_person_or_a_place_is_asked_to_delete_it(text, whoever):
    assert read(text).whoever == whoever
