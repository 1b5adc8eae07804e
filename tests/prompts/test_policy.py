"""The organisation's file and the kinds of mistake: what they hold, and how a mistake in them is said."""

# ruff: noqa: N802  a test is called by the statement of COACHING that it proves

import re
from datetime import time

import pytest

from prompts.phrases import Lexicon, PhraseWrong, fold, lines, phrase
from prompts.policy import (
    DUTIES,
    KINDS,
    MISTAKES,
    POLICY,
    ROLES,
    SIGNS,
    TOUCHES,
    load_mistakes,
    load_policy,
    load_signs,
    mistakes,
    unfit,
)
from prompts.wrong import CatalogWrong

HOUSE = load_policy()


def first_hour(kind, touches=(), **known):
    """The introduction and the filled lines of a first hour."""
    mistake = mistakes()[kind]
    acts = mistake.acts_for(touches, whoever=known.get("whoever", "whoever got it"))
    return mistake.intro_for(touches, len(acts), known.get("data")), [
        act.line.format_map(HOUSE.slots()) for act in acts
    ]


def test_H1_payroll_to_the_wrong_person_says_what_the_voice_says():
    assert first_hour("wrong_recipient", {"people_data"}, whoever="that Chris", data="payroll") == (
        "Payroll is people's data, so three things come before any wording:",
        [
            'Ask that Chris to delete it unread and to write back "deleted". Recall works only inside your company.',
            "Call Priya Nair, privacy, extension 4417.",
            "Keep the sent email. It is the record.",
        ],
    )


def test_H1_the_introduction_counts_what_is_left():
    mistake = mistakes()["wrong_recipient"]

    assert mistake.intro_for({"people_data"}, 2, "payroll").endswith("so two things come before any wording:")
    assert mistake.intro_for({"people_data"}, 1).startswith("That is people's data, so one thing comes")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("touched", [(), *((touch,) for touch in TOUCHES), TOUCHES])
@pytest.mark.parametrize("duty", [None, *DUTIES])
def test_H1_every_first_hour_has_one_to_three_acts_with_every_name_filled(kind, touched, duty):
    acts = mistakes()[kind].acts_for(touched, duty)
    shown = [act.line.format_map(HOUSE.slots()) for act in acts]

    assert 1 <= len(shown) <= 3
    assert not any("{" in line or "  " in line for line in shown)
    assert len({act.done for act in acts}) == len(acts)


def test_H2_broke_production_calls_on_call_and_an_injury_the_safety_lead():
    _, broke = first_hour("broke_production")
    _, hurt = first_hour("someone_hurt")

    assert broke[-1] == "Call Aoife Kelly, on-call, extension 4900."
    assert hurt[0].startswith("If anyone is hurt or in danger, call for help by voice now")
    assert hurt[-1] == "Call Nuala Brennan, safety, extension 3301. The organisation's own report is needed too."


def test_H3_a_duty_has_a_door_a_deputy_and_a_clock_only_where_the_file_has_one():
    door = HOUSE.door("privacy")

    assert (door.name, door.deputy_name, door.deputy_number) == ("Priya Nair", "Omar Haddad", "4420")
    assert HOUSE.clock("privacy") == 72
    assert HOUSE.clock("privacy", "US") is None
    assert HOUSE.clock("finance") is None
    assert HOUSE.clock("") is None


def test_S1_11_said_wrong_forgot_and_double_booked_go_to_the_person_they_landed_on():
    landed = {kind for kind, mistake in mistakes().items() if mistake.listener == "landed_on"}

    assert landed == {"said_wrong", "forgot", "double_booked"}


def test_S2_2_every_kind_has_three_or_four_repairs():
    assert {kind for kind, mistake in mistakes().items() if 3 <= len(mistake.repairs) <= 4} == set(KINDS)


def test_S2_5_the_cue_is_fitted_to_what_was_touched():
    mistake = mistakes()["wrong_recipient"]

    assert mistake.cue_for("payroll") == "send a pay file"
    assert mistake.cue_for("nothing known") == "send a file"
    assert mistake.prevention_for("payroll") == "What will you do differently when you send a pay file?"
    assert mistake.moment == "Just before you press Send, what would I see you do?"


def test_X6_how_it_talks_holds_in_every_line():
    said, questions = [], []
    for kind, mistake in mistakes().items():
        said += [mistake.title, mistake.label, mistake.cue, *mistake.cues.values(), *mistake.repairs]
        said += [each.cue for each in mistake.situations]
        questions += [mistake.prevention.format(cue=each.cue) for each in mistake.situations]
        questions += [each.moment for each in mistake.situations]
        questions += [mistake.effect, mistake.prevention_for(), mistake.moment, mistake.still_going or "Is it over?"]
        for hour in mistake.first_hours:
            said += [hour.intro, *(act.line for act in hour.acts)]
            intro, acts = first_hour(kind, {hour.when}, data="payroll")
            questions.append("\n".join([intro, *acts]))

    assert [line for line in said if unfit(line)] == []
    assert [question for question in questions if "\n" not in question and unfit(question)] == []
    assert [question for question in questions if grade(question) > 8] == []


def grade(line):
    """Flesch–Kincaid grade of a line with its slots filled by short words."""
    text = re.sub(r"{\w+}", "Ann", line).replace('"', "")
    words = re.findall(r"[A-Za-z']+", text)
    sentences = max(1, len(re.findall(r"[.!?:](?:\s|$)", text)))
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"(?:es|ed|e)$", "", word.lower())))) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def test_the_example_is_the_organisation_of_the_voice():
    assert HOUSE.country == "IE"
    assert set(HOUSE.contacts) >= set(ROLES)
    assert HOUSE.contacts["hr"].name == "Lena Vogt"
    assert (HOUSE.contacts["hr"].contact, HOUSE.contacts["hr"].number) == ("extension 2201", "2201")
    assert (HOUSE.speak_up, HOUSE.care_line, HOUSE.care_line_nights) == ("0800 555 0144", "1800 555 010", True)
    assert (HOUSE.sending, HOUSE.retention_days) == (True, 30)
    assert (HOUSE.work_from, HOUSE.work_until) == (time(9), time(17, 30))
    assert HOUSE.duty_kinds == {"someone_hurt": "safety"}


POLICY_BREAKS = [
    ('country = "IE"', 'country = "Ireland"', "country must be two capital letters"),
    ('speak_up = "0800 555 0144"', "", "speak_up is missing"),
    ('name = "Priya Nair"', 'name = ""', "contacts.privacy.name is empty"),
    ("[contacts.oncall]", "[contacts.night]", "contacts.oncall must name a person"),
    ('deputy_contact = "extension 4420"', "", "contacts.privacy.deputy_contact and deputy_name come together"),
    ('privacy = "privacy"', 'privacy = "nobody"', "duties.privacy must be one of"),
    ('someone_hurt = "safety"', 'somebody_hurt = "safety"', "duty_kinds.somebody_hurt is not a kind of mistake"),
    ("privacy = 72", "privacy = 0", "clocks.IE.privacy must be at least 1"),
    ("privacy = 72", 'privacy = "72"', "clocks.IE.privacy must be a whole number"),
    ("allowed = true", 'allowed = "yes"', "sending.allowed must be true or false"),
    ('work_from = "09:00"', 'work_from = "nine"', "sending.work_from must be an hour such as 09:00"),
    ('work_until = "17:30"', 'work_until = "08:30"', "sending.work_until must be later than work_from"),
    ("[sending]", "[sending", "is not TOML"),
]


@pytest.mark.parametrize(("was", "now", "said"), POLICY_BREAKS)
def test_a_wrong_policy_is_named_by_file_and_key(tmp_path, was, now, said):
    path = tmp_path / "policy.toml"
    text = POLICY.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now, 1), encoding="utf-8")

    with pytest.raises(CatalogWrong) as error:
        load_policy(path)

    assert str(error.value).startswith(f"{path}: {said}")
    assert "\n" not in str(error.value)


MISTAKES_BREAKS = [
    ("[kinds.forgot]", "[kinds.forgotten]", "kinds.forgot"),
    (
        'label = "Wrong person"',
        'label = "Sent to the wrong person by email"',
        "kinds.wrong_recipient.label is longer than 24",
    ),
    ('listener = "landed_on"', 'listener = "anyone"', "kinds.forgot.listener must be one of"),
    (
        "{privacy_contact}.",
        "{privacy_phone}.",
        "kinds.wrong_recipient.first_hour[0].lines[1].say holds {privacy_phone}",
    ),
    (
        "It is the record.",
        "It shows whose fault it was.",
        'kinds.wrong_recipient.first_hour[0].lines[2].say holds "fault"',
    ),
    (
        "What was due, when, and how far is it?",
        "Why did you miss it?",
        'kinds.missed_deadline.effect holds "why did you"',
    ),
    ('"forgot|forgotten|forgetting"', '"forgot|"', "kinds.forgot.strong cannot be used"),
    ('"{machine} ~2 crashed', '"{engine} ~2 crashed', "kinds.broke_production.strong cannot be used"),
    ('frame = "I forgot this: {words}"', 'frame = "I forgot this."', "kinds.forgot.frame must hold {words}"),
    ('key = "personal"', 'key = "people"', 'data must hold the key "personal"'),
    ('touches = "people_data"', 'touches = "people"', "data[0].touches must be one of"),
    (
        '  { say = "Keep the sent email. It is the record.", done = "kept_record", paper = "Keep your copy and the slip. They are the record." }]',
        '  { say = "Keep it.", done = "kept_record" }, { say = "Ring IT.", done = "stopped" }]',
        "kinds.wrong_recipient.first_hour[0].lines holds more than three acts",
    ),
    ('when = "any"', 'when = "money"', "first_hour must end with"),
]


@pytest.mark.parametrize(("was", "now", "said"), MISTAKES_BREAKS)
def test_a_wrong_kind_is_named_by_file_and_key(tmp_path, was, now, said):
    path = tmp_path / "mistakes.toml"
    text = MISTAKES.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now) if was.startswith("when") else text.replace(was, now, 1), encoding="utf-8")

    with pytest.raises(CatalogWrong) as error:
        load_mistakes(path)

    assert str(error.value).startswith(f"{path}: ")
    assert said in str(error.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CatalogWrong, match=r"nowhere\.toml: cannot be read"):
        load_policy(tmp_path / "nowhere.toml")


def test_a_wrong_sign_is_named_by_file_and_key(tmp_path):
    path = tmp_path / "signs.toml"
    path.write_text(
        SIGNS.read_text(encoding="utf-8").replace('any = ["^ no time"', 'any = ["~ no time"'), encoding="utf-8"
    )

    with pytest.raises(CatalogWrong, match=r"signs\.toml: hurry\.any cannot be used"):
        load_signs(path)


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("sent ~2 wrong *", "I sent it all to the wrong Chris", False),
        ("sent ~5 wrong *", "I sent it all to the wrong Chris", True),
        ("sent ~5 wrong *", "I sent it. To the wrong Chris", False),
        ("forgot* to|about", "he forgot to", True),
        ("the|a? dog", "dog", False),
        ("my the|a? dog", "my dog", True),
        ("reply_all", "reply-all", True),
        ("#|$# off", "12,400 off", True),
        ("$# off", "12,400 off", False),
        ("$# off", "€12,400 off", True),
        ("told @", "told Siobhán", True),
        ("told @", "told Bob", False),
        ("^ no", "oh no", False),
        ("no $", "oh no", True),
        ("no ~1 $", "oh no really", True),
        ("dont know", "I don’t know", True),
    ],
)
def test_a_phrase_finds_what_it_says(source, text, found):
    if source.startswith("the|a?"):
        with pytest.raises(PhraseWrong):
            phrase(source)
        return
    lexicon = Lexicon([("key", phrase(source))])

    assert any(list(lexicon.find(line.words, {"siobhan"})) for line in lines(text)) == found


def test_words_are_folded_and_cut_into_sentences():
    assert fold("I’m SIOBHÁN\u200b") == "im siobhan"
    assert [line.words for line in lines("No. It's €1,200 — at 9:00!")] == [
        ("no",),
        ("its", "€1,200", ",", "at", "9:00"),
    ]
    assert [line.question for line in lines("who? me")] == [True, False]
