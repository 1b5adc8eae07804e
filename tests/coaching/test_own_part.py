"""Your part: not less, and not more (COACHING S1.10), where the answer is that no part of it was theirs.

The cases stand here before the rule; the second half of each list was written down without it.
"""

# ruff: noqa: N802  a test is called by the statement of COACHING that it proves

import pytest
from coaching.world import Talk

from bot.own_part import denies_all

DENIALS = [
    "none of it was mine",
    "nothing was mine",
    "no part of it",
    "nothing.",
    "i had nothing to do with it",
    "it wasn't me",
    "i wasnt involved at all",
    "not mine",
    # the second half
    "honestly? none of that",
    "Not a single bit of it was down to me",
    "none, i had no hand in it",
    "I played no part in this whatsoever",
    "i did none of it, they just want a name",
    "well it was not my doing",
    "I didn't do any of that",
    "neither of them was mine",
    "it was never my job",
]
NOT_ALL = [
    "the order was not mine",
    "none of the invoices were mine, i did the cover sheet",
    "nothing was mine except the label, i printed that",
    "i did nothing when the alarm rang",
    "I did nothing about it for two days",
    "not all of it was mine",
    # the second half
    "the numbers weren't mine",
    "nothing but the last page was mine",
    "I didn't do the check",
    "i sent none of the reminders",
    "mine was the cover page, nothing else",
    "it was not my best day, i left the gate open",
    "i had nothing ready at nine",
    "none of it was mine but i signed the sheet",
]


@pytest.mark.parametrize("words", DENIALS)
def test_S1_10_who_says_that_nothing_was_theirs_is_heard(words):
    assert denies_all(words)


@pytest.mark.parametrize("words", NOT_ALL)
def test_S1_10_what_denies_a_thing_only_or_owns_the_rest_is_no_such_answer(words):
    assert not denies_all(words)


def answered(*parts, opening="not my mistake, i was on leave when it was ordered, but they want my name on it"):
    talk = Talk()
    talk.say(opening)
    assert str(talk.question) == "part", talk.said
    for words in parts:
        talk.say(words)
    return talk


@pytest.mark.parametrize("words", ["none of it was mine", "nothing was mine", "I had no hand in it at all"])
def test_S1_10_nothing_of_ones_own_is_no_part_of_ones_own(words):
    talk = answered(words)

    assert "Yours: nothing" in talk.said
    assert words not in talk.said
    assert "i was on leave when it was ordered" in talk.said, "the fact that was told beside it"

    talk.press("yes")
    assert "I won't write an apology for it" in talk.said
    talk.say("i can help reorder by friday")

    assert talk.draft == (
        "I was on leave when it was ordered.\nI regret the trouble, and I can help reorder by Friday.\nSam"
    )
    assert "takes no part that isn't yours" in talk.said


def test_S1_10_the_next_morning_credits_nobody_with_a_part_they_did_not_have():
    talk = answered("i sent the order form", "none of it was mine, it was last year's order")
    talk.press("yes")
    talk.say("i can help reorder by friday")
    talk.press("copy")
    talk.press("yes")
    talk.due("first")
    talk.say("it went fine, they reordered it together")

    assert "owned your part" not in talk.said
    assert "your own part" not in talk.said
    assert "no part that isn't yours" in talk.said

    talk.say("show me the page")
    assert "What I owned" not in talk.press("full_note")


def test_S1_10_what_was_done_about_it_since_makes_no_part_of_ones_own():
    talk = answered("nothing was mine, i was in Cork that week")
    talk.press("yes")
    talk.say("i rang the supplier on monday")
    talk.say("i can help reorder by friday")

    assert "sorry" not in talk.draft
    assert "regret" in talk.draft
    assert "I rang the supplier on Monday." in talk.draft
    assert "I was in Cork that week." in talk.draft


def test_S1_10_a_part_that_is_remembered_after_all_is_owned():
    talk = answered("none of it was mine", "no wait. i signed the delivery note, that was mine")

    assert 'Yours: "i signed the delivery note' in talk.said
    assert "none of it" not in talk.said


def test_S1_10_an_exception_is_the_part():
    talk = answered("nothing was mine except i printed the label")

    assert 'Yours: "i printed the label"' in talk.said


def test_S1_10_a_bare_no_is_an_answer_and_keeps_the_fact():
    talk = answered("no", opening="they blame me for the flood in the archive but i wasn't there")
    talk.press("yes")
    talk.say("i can help move the boxes by friday")

    assert talk.draft.startswith("I wasn't there.\nI regret the trouble")


def test_S1_10_a_denial_that_leans_on_others_words_is_no_fact_for_the_note():
    talk = answered("i was in Galway all week. none of it was me", opening="they blame me for the scanner, i didn't")

    assert "i was in Galway all week" in talk.said
    assert "i didn't" not in talk.said
