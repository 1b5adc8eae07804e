"""The reader of a letter is "you" in it (COACHING S1.7), and so are the pronouns that stand for nobody else.

The cases were written before the rule; the second half of each list without it.
"""

# ruff: noqa: N802  a test is called by the statement of COACHING that it proves

import pytest

from bot.wording import Piece, Role, first_note, named_in
from prompts.frames import load_frames

FRAMES = load_frames()


def letter(*said, reader="Bea Lang", people=("Bea Lang", "Priya Nair", "Chris Holt")):
    pieces = [
        Piece(text, Role.NEXT if text.startswith("i'll") else Role.ACT, 3 if text.startswith("i'll") else 0)
        for text in said
    ]
    note = first_note(
        pieces,
        frames=FRAMES,
        kind=None,
        reader=reader,
        author="Sam Reyes",
        people=people,
        clock=str,
        sorry=None,
        ready_to_talk=False,
    )
    return " ".join(note.paragraphs)


@pytest.mark.parametrize(
    ("said", "reads"),
    [
        (
            ["at standup today I snapped at Bea and called her work lazy"],
            "Bea, at standup today I snapped at you and called your work lazy.",
        ),
        (
            ["I told Bea in front of everyone that her numbers were sloppy."],
            "Bea, I told you in front of everyone that your numbers were sloppy.",
        ),
        (
            ["I snapped at Bea.", "i'll go to her desk and apologise at 3"],
            "Bea, I snapped at you. I'll go to your desk and apologise at 3.",
        ),
        (["I called Bea useless and told her to leave"], "Bea, I called you useless and told you to leave."),
        (["i told bea at 14:20 and she said ok"], "Bea, I told you at 14:20 and you said ok."),
        # the second half
        (
            ["I forgot Bea's review.", "i'll bring it to her on Friday"],
            "Bea, I forgot your review. I'll bring it to you on Friday.",
        ),
        (["I cut Bea off while she was presenting"], "Bea, I cut you off while you were presenting."),
        (["I made Bea wait and let her pay for it herself"], "Bea, I made you wait and let you pay for it yourself."),
        (
            ["I shouted at Bea in the corridor.", "I called her careless."],
            "Bea, I shouted at you in the corridor. I called you careless.",
        ),
        (
            ["I gave Bea the wrong hour, so she's missed the call"],
            "Bea, I gave Bea the wrong hour, so she's missed the call.",
        ),
        (["I used Bea's login without asking her"], "Bea, I used your login without asking you."),
    ],
)
def test_S1_7_the_reader_is_you_and_so_is_her_where_she_is_nobody_else(said, reads):
    assert letter(*said) == reads


@pytest.mark.parametrize(
    ("said", "stays"),
    [
        (["I told Bea that the client lost her ring"], "her ring"),
        (["I sent Chris the file.", "I told Bea he has it"], "he has it"),
        (["I told Bea and Priya, and she rang the client"], "she rang the client"),
        # the second half
        (["I told Bea what Petra said about her work"], "her work"),
        (["I rang the supplier.", "I told Bea that she was late"], "she was late"),
        (["I asked Bea why they cancelled their order"], "their order"),
        (["I gave Bea the patient's chart and she fell"], "she fell"),
        (["I knew Bea minds the till and I told her no"], "told her no"),
        (["I forgot that Bea minds the till.", "I told her to stay"], "told her to stay"),
    ],
)
def test_S1_7_whoever_may_be_somebody_else_is_left_as_typed(said, stays):
    assert stays in letter(*said)


def test_S1_7_the_wrong_namesake_is_no_reader():
    assert letter("I sent the pay file to the wrong Bea and she opened it") == (
        "Bea, I sent the pay file to the wrong Bea and she opened it."
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I sent the tender to Mel at Northway instead of Mel at Hargreaves", ("Mel",)),
        ("I told Ottoline and asked Bryn to wait", ("Ottoline", "Bryn")),
        ("I sent it to Finance", ("Finance",)),
        ("I posted it to the Sales channel and told the Finance team", ()),
        ("rang Monday, sent to Never Land", ()),
    ],
)
def test_a_name_written_with_a_capital_is_remembered(text, found):
    assert named_in(text) == found
