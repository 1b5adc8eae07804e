"""Who acts, whether it is done, and whether an answer is a no."""

import pytest

from bot.acts import says_no


@pytest.mark.parametrize(
    "answer",
    [
        "no",
        "No.",
        "nope, later",
        "not yet",
        "not really",
        "never",
        "nah",
        "noooo",
        "no, he is out",
        " no thanks",
        "no thank you",
        "no i cant",
        "not at all",
    ],
)
def test_an_answer_that_begins_with_a_no_is_one(answer):
    assert says_no(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "nobody minds", "no one asked", "now it runs", "note went out at 9", "noted", "no problem, done", "no complaints so far", "normal again",
        "nothing else is open", "noon was fine", "no more from anyone", "nora has it", "no issues since",
    ],
)  # fmt: skip
def test_a_word_that_only_begins_like_a_no_is_none(answer):
    assert not says_no(answer)
