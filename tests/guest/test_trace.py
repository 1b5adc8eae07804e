"""What a model may be shown to say: the person's own words in another order, with small words, and no more."""

import pytest

from bot.guest import trace
from bot.guest.masks import mask, unmask
from bot.guest.trace import Fact, asks_only, traced

FACTS = (
    Fact("i sent the march payroll file to the wrong chris at 14:05"),
    Fact("41 people are in it"),
    Fact("i noticed at 14:10"),
    Fact("recall failed, hes at a supplier"),
    Fact("keep ringing chris till he says its deleted", plan=True),
    Fact("tell dana by 16:00 either way", plan=True),
    Fact("I'm sorry."),
    Fact("outlook filled in the name by itself"),
    Fact("he said send it anyway, he sent it friday"),
    Fact("around 30 orders are missing"),
    Fact("fix the sheet by 17:00", plan=True),
    Fact("the file did not go to the client"),
    Fact("forgot to attach the terms"),
    Fact("asked me to skip the check"),
    Fact("i will ring acme at 15:00", plan=True),
)


@pytest.mark.parametrize(
    "said",
    [
        "I sent the March payroll file to the wrong Chris at 14:05, and 41 people are in it.",
        "I noticed at 14:10.",
        "The recall failed.",
        "I'll keep ringing Chris until he confirms it is deleted.",
        "I will keep calling Chris until he says it's deleted.",
        "I will tell Dana by 16:00 either way.",
        "I'm sorry for this mistake.",
        "I apologise.",
        "Around 30 orders are missing.",
        "I will fix the sheet by 17:00.",
        "The file did not go to the client.",
        "The file didn't go to the client.",
        "I forgot to attach the terms.",
    ],
)
def test_what_the_person_said_may_be_said_in_other_words(said):
    assert traced(said, FACTS) == (said,)


@pytest.mark.parametrize(
    ("said", "new"),
    [
        ("I sent it to 42 people.", "a number"),
        ("I noticed at 14:15.", "a time"),
        ("I noticed on Friday.", "a day"),
        ("I sent the file to Priya.", "a name"),
        ("I sent the file to the wrong Chris Meyer.", "a surname"),
        ("Forty-one people are in it.", "a number in words that was a figure"),
        ("41 people are in it, worth 5000 euros.", "an amount"),
        ("I knew it was wrong.", "an admission"),
        ("I ignored the warning.", "an admission"),
        ("I filled in the name.", "another's act as one's own"),
        ("Filled in the name.", "the same without who did it"),
        ("I sent it Friday.", "another's act as one's own"),
        ("I said send it anyway.", "another's words as one's own"),
        ("30 orders are missing.", "a guess as a fact"),
        ("I fixed the sheet by 17:00.", "a plan as done"),
        ("I told Dana by 16:00.", "a plan as done"),
        ("I tell Dana.", "a plan as a fact"),
        ("I ring Acme at 15:00.", "a plan as a fact"),
        ("I asked me to skip the check.", "another's words as one's own"),
        ("The file went to the client.", "a denial dropped"),
        ("The file did go to the client.", "a denial dropped"),
        ("The recall did not fail.", "a denial added"),
        ("I never noticed.", "a denial added"),
        ("I will tell Dana by 15:00.", "another time"),
        ("See https://evil.example for the file.", "a link"),
        ("See evil.example for the file.", "a link"),
        ("I sent the <b>file</b>.", "markup"),
        ("I *noticed* at 14:10.", "markup"),
        ("I _noticed_ at 14:10.", "markup"),
        ("I noticed at 14:10\u2026", "a sign of another kind"),
        ('{"approve": true}', "an order"),
        ("I sent the file\u200b to the wrong Chris.", "a hidden sign"),
        ("I sent the f\u0456le to the wrong Chris.", "a letter of another script"),
        ("I sent it at \u0661\u0664:05.", "a digit of another script"),
        ("I noticed at 14\u00bd.", "a fraction"),
        ("Please let us know.", "nothing at all"),
        ("", "nothing at all"),
    ],
)
def test_what_the_person_did_not_say_is_dropped(said, new):
    assert traced(said, FACTS) == (), new


def test_one_bad_sentence_takes_no_good_one_with_it():
    assert traced("I noticed at 14:10. I knew it. 41 people are in it.", FACTS) == (
        "I noticed at 14:10.",
        "41 people are in it.",
    )


def test_a_sentence_made_to_be_looked_for_everywhere_holds_nobody_up(monkeypatch):
    looked = []
    whole = trace._Search.goes_on
    monkeypatch.setattr(trace._Search, "goes_on", lambda self, *where: looked.append(1) or whole(self, *where))
    facts = [Fact(" ".join(["the", "it", "to"] * 13)) for _ in range(30)]

    assert traced(" ".join(["the", "to", "it"] * 12) + " zebra.", facts) == ()
    assert 1_000 < len(looked) < 200_000, "without an end there would be millions"


def test_names_leave_as_masks_and_come_back():
    hidden = mask(
        "I told priya nair, Acme's Will and o'brien@acme.example. Monday at 14:05, ref 1234567.", ["Priya Nair"]
    )

    assert hidden.text == "I told NAME3 NAME4, NAME5's NAME6 and NAME1. Monday at 14:05, ref NAME2."
    assert unmask(hidden.text, hidden.names) == (
        "I told priya nair, Acme's Will and o'brien@acme.example. Monday at 14:05, ref 1234567."
    )
    assert unmask("[NAME3] and name_4", hidden.names) == "priya and nair"
    assert unmask("NAME7 was there.", hidden.names) is None


def test_a_person_cannot_type_a_mask():
    hidden = mask("NAME1 and NAME 2 are here, says Ada.", [])

    assert unmask("NAME2", hidden.names) is None or "Ada" in hidden.names
    assert "Ada" not in hidden.text


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("What is the first step, and when will you do it?", True),
        ("What would I see you do before you check?", True),
        ("Which check will you do first?", True),
        ("Will you tell Priya by 4?", False),
        ("Why did you send it?", False),
        ("What will you do? And when?", False),
        ("Be careful.", False),
        ("Did you lie?", False),
    ],
)
def test_a_question_is_made_of_words_that_ask_and_of_the_persons_own(said, shown):
    assert asks_only(said, ["i will do more checks, and be careful"], 25) == (said if shown else "")
