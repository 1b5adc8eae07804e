"""A request for the words beside what happened is heard, and stands in no letter.

The cases were written before the rule; those in the second half of each list without it.
"""

import pytest

from bot.request import request

PEOPLE = ("Dana Okafor", "Marta Ribeiro", "Greg Olsen", "Siobhán Byrne")
GIVEN = frozenset({"theo", "helen"})

ASKED = [
    ("need words for dana: i double booked the audit room", "dana", "i double booked the audit room"),
    ("quick, words for marta: i forgot to order the catering", "marta", "i forgot to order the catering"),
    ("i need words for my boss dana. ", "dana", ""),
    ("need words for my boss now", "", ""),
    ("Need a note to Greg - I sent the wrong file", "Greg", "I sent the wrong file"),
    ("help me write to dana: i lost the key", "dana", "i lost the key"),
    ("words for dana pls i double booked room 2", "dana", "i double booked room 2"),
    ("i need the words. ", "", ""),
    ("help me write to greg. ", "greg", ""),
    # the second half
    ("urgent!! text for siobhan: dropped the orders table", "siobhan", "dropped the orders table"),
    ("give me two lines for theo, i broke the label printer", "theo", "i broke the label printer"),
    ("can you draft a message to Marta? I forgot the visa form", "Marta", "I forgot the visa form"),
    ("late already, just need something to say to her: i overslept", "", "i overslept"),
    ("pls quick msg to greg the stand is booked twice", "greg", "the stand is booked twice"),
    ("quick msg to greg: the stand is booked twice, my doing", "greg", "the stand is booked twice, my doing"),
    ("how do i tell helen that i missed the tender", "helen", "i missed the tender"),
    ("in a rush, need a few words for the shift lead: i left the gate open", "", "i left the gate open"),
    ("No time! I need the wording for my manager Greg, I quoted the old price", "Greg", "I quoted the old price"),
]
TOLD = [
    "text for the flyer went to the wrong printer",
    "email to dana, sent it to the wrong dana",
    "message to customers: sent it without the price",
    "tell dana by 4",
    "tell dana, then ring the client by 3",
    "i need to tell dana by 4",
    "write an email to Dana",
    "draft a note to Greg, then ring the client by 4",
    "i wrote the note for greg and left it on the bus",
    # the second half
    "the words for the plaque were wrong, i sent the old ones",
    "quick fix for the pump, i forgot to switch it back",
    "note for the file: i shredded the wrong folder",
    "letter to Mrs Brown: put it into the wrong envelope",
    "words failed me, i shouted at her",
    "need a new lock for the gate, i broke the old one",
    "i need help, i sent it twice",
    "no time to check it, i sent the old list",
]


@pytest.mark.parametrize(("text", "whom", "rest"), ASKED)
def test_a_request_for_words_is_parted_from_what_happened(text, whom, rest):
    found = request(text, PEOPLE, GIVEN)

    assert (found and (found.whom, found.rest)) == (whom, rest)


@pytest.mark.parametrize("text", TOLD)
def test_what_only_tells_is_no_request(text):
    assert request(text, PEOPLE, GIVEN) is None


def test_a_hurry_that_was_said_before_counts():
    assert request("text for siobhan: the orders table is gone", PEOPLE) is None
    assert (
        request("text for siobhan: the orders table is gone", PEOPLE, hurried=True).rest == "the orders table is gone"
    )
