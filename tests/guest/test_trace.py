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
        ("I'll keep ringing Chris until he confirms it is deleted.", "what somebody says made sure"),
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


@pytest.mark.parametrize(
    ("own", "said"),
    [
        # words of the model's own between the person's
        ("i sent the sheet to acme", "Knowing it, I sent the sheet to acme."),
        ("i sent the sheet to acme", "Fully aware of the error, I sent the sheet to acme."),
        ("i sent the sheet to acme", "Taking full responsibility, I sent the sheet to acme."),
        ("i sent the sheet to acme", "I sent the sheet to acme, thanks to you."),
        ("i sent the sheet to acme", "I sent your sheet to acme."),
        ("i sent the sheet to acme", "I sent the sheet from acme."),
        ("i sent sheets to acme", "I sent your sheets to acme."),
        ("the client has the sheet", "The client then has the sheet."),
        ("the client has the sheet", "The client has the sheet and is out."),
        ("i send the wrong sheet", "I keep sending the wrong sheet."),
        ("i am late", "I am ill."),
        # the same word in another number
        ("i sent it to a client", "I sent it to clients."),
        ("i lost the file", "I lost the files."),
        ("a thousand rows are gone", "Thousands rows are gone."),
        # what is left out narrows what is left
        ("we lost 3 of 40 records", "We lost 40 records."),
        ("i sent the wrong file to acme", "I sent the file to acme."),
        ("i sent it to acme or globex", "I sent it to acme."),
        ("i deleted all the orders but two", "I deleted all the orders."),
        ("i deleted the table, in the test system", "I deleted the table."),
        ("i left early, as agreed with dana", "I left early."),
        (">i will tell dana when the sheet is fixed", "I will tell dana."),
        (">i will ring acme or write", "I will ring acme."),
        (">i will pay it back but in parts", "I will pay it back."),
        # what somebody says, and what only looks so
        ("it looks as though i sent the wrong one", "I sent the wrong one."),
        ("according to greg, i sent the wrong one", "I sent the wrong one."),
        ("greg claims, i sent the wrong one", "I sent the wrong one."),
        ("i was accused and i denied it", "I was accused."),
        ("i sent it?", "I sent it."),
        # whose act it was
        ("forgot to attach the terms", "You forgot to attach the terms."),
        ("forgot to attach the terms", "We forgot to attach the terms."),
        ("the client has it|forgot to attach the terms", "The client has it and forgot to attach the terms."),
        ("deleted by the script at 9", "I deleted by the script at 9."),
        ("acme charged 200", "Acme is charged 200."),
        ("i sent the sheet|greg was on leave, he did not look", "I sent the sheet and he did not look."),
        # sentences run together
        ("i sent the sheet|i noticed it", "I noticed it and I sent the sheet."),
        ("i sent the sheet to acme|globex", "I sent the sheet to acme and globex."),
        ("i noticed it|i sent the sheet", "I noticed it and so I sent the sheet."),
        # an apology that is nobody's
        ("i forgot it", "I am sorry."),
        ("i am not sorry", "I am sorry."),
        ("bob said sorry", "I am sorry."),
        # signs that say something
        ("i forgot it", 'I "forgot" it.'),
        ('i "forgot" it', "I forgot it."),
        ("i forgot it", "I 'forgot' it."),
        ("i forgot it", "I (forgot) it."),
        ("i forgot it", "I forgot it?"),
        ("i forgot it", "I forgot it!"),
        ("i forgot it", "I FORGOT it."),
        ("it is 5 degrees", "It is -5 degrees."),
        ("it is -5 degrees", "It is 5 degrees."),
        ("i sold it", "I \u017fold it."),
        ("i fired the job", "I \ufb01red the job."),
    ],
)
def test_what_would_turn_what_the_person_said_is_dropped(own, said):
    facts = [Fact(each.lstrip(">"), plan=each.startswith(">")) for each in own.split("|")]

    assert traced(said, facts) == ()


def test_what_was_told_twice_in_another_order_is_read_off_one_telling():
    sent, noticed = Fact("i sent the sheet"), Fact("i noticed it")

    assert traced("I noticed it and I sent the sheet.", [sent, noticed]) == ()
    assert traced("I sent the sheet and I noticed it.", [sent, noticed], [noticed]) != ()
    assert traced("I noticed it and I sent the sheet.", [sent], [noticed]) == ()


def test_one_bad_sentence_takes_no_good_one_with_it():
    assert traced("I noticed at 14:10. I knew it. 41 people are in it.", FACTS) == (
        "I noticed at 14:10.",
        "41 people are in it.",
    )


def test_a_sentence_made_to_be_looked_for_everywhere_holds_nobody_up(monkeypatch):
    looked = []
    whole = trace._Search.goes_on
    monkeypatch.setattr(
        trace._Search, "goes_on", lambda self, *at, **more: looked.append(1) or whole(self, *at, **more)
    )
    facts = [Fact(" ".join(["i went and"] * 13) + f" it was {number}") for number in range(30)]

    assert traced(" ".join(["i went and"] * 12) + " zebra.", facts) == ()
    assert 1_000 < len(looked) <= 10 * trace.MOST_LOOKS, "without an end there would be more"


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


SPEAKERS = "You We They He She It That There Who".split()
SHORTENED = ("'ll", "'ve", "'d", "'s", "'re", "\u2019ll", "\u2019ve", "\u2019s")
PLAIN_HEADS = (
    "Let's Don't Didn't Can't Won't Isn't Wasn't Couldn't I'd I'm I\u2019ve Sent Told Forgot Deleted Missed Please Sorry Tell Send Ring Fix "
    "Check Recall Nothing Nobody Everything Orders Client Customers Three Already Still Because While After Wrong Late Yes What"
).split()
NAMES_THAT_ARE_WORDS = (
    "Will Mark Grace Rose Bill Frank Grant Hope Joy Dawn Penny Robin Max Chase Price Cook Baker".split()
)
NAMES = (
    "Dana Priya Kimberly Harding Clement Mohammed Ahmed Beverly Sterling Wilfred Acme Globex O'Brien Karl-Heinz".split()
)


def test_no_ordinary_word_at_the_head_of_a_sentence_is_taken_for_a_name():
    heads = [speaker + short for speaker in SPEAKERS for short in SHORTENED] + PLAIN_HEADS
    for head in heads:
        for text in (f"{head} it.", f"it went out. {head} it", f"it went out\n- {head} it"):
            assert mask(text, []).names == (), text
        inside = mask(f"and so {head} it", []).names
        assert bool(inside) == (head in PLAIN_HEADS and head[:2] not in {"I'", "I\u2019"}), head
    assert mask("I SENT THE WRONG FILE", []).names == ()


def test_a_name_at_the_head_of_a_sentence_is_masked_though_it_is_a_word_too():
    for name in (*NAMES_THAT_ARE_WORDS, *NAMES):
        for text in (f"{name} sent it.", f"it went out. {name} sent it", f"{name}'s file", f"{name}'ll send it"):
            assert name in " ".join(mask(text, []).names), text
            assert name not in mask(text, []).text, text
    assert mask("Will you tell her? Will the file arrive?", []).names == ()
    assert mask("Will you tell her?", ["Will Smith"]).names == ("Will",)


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
        ("What is it with you?", False),
        ("How could you do it?", False),
        ("What will you do when ill?", False),
        ("What would I see you press, and when?", False),
        ("When is it done?", True),
    ],
)
def test_a_question_is_made_of_words_that_ask_and_of_the_persons_own(said, shown):
    assert asks_only(said, ["i will do one check more, and be careful"], 25) == (said if shown else "")
