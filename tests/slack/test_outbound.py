"""What a person reads in Slack: the important cards word for word, and every limit of Block Kit for all of them.

The breaks that were tried are in tests/breaks.md.
"""

import json
import random
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import second_opinion
from blockkit import faults, faults_of_view, hidden, leaves, shape, size, units
from coaching import ways
from coaching.world import Talk
from golden_letters import golden, house, letter, of_the_catalogue
from hypothesis import example, given, settings
from hypothesis import strategies as st
from inline_snapshot import snapshot
from proofs import few, many

from adapters.slack import names, outbound
from bot import speech
from bot.errors import LetterRefused
from bot.letters import Act, Choice, Field, Form, LetterKind, Piece, Reply
from bot.people import Part, Person, Recipient, Who
from bot.ports import Desk

CATALOG = house().catalog
NOTE = CATALOG.line("notice.reply")
HOSTILE = [
    "<@U123> <!channel> <!here> <#C123|general> <https://evil.example|click> <mailto:a@example.com>",
    "@here @channel @everyone #general https://evil.example/a?b=c mailto:a@example.com +49 30 123456",
    "*bold* _it_ ~gone~ `code` ```block``` > quote\n1. one\n- two :tada: :skin-tone-2: &lt;&amp;",
    '{"type":"section","text":{"type":"mrkdwn","text":"<!here>"}} \\" \' </script> {name} %s',
    "\u202eright to left\u202c \u2066isolated\u2069 \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 e\u0301 \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "\x01\x02\x1b[31m\u0007\u2028\u2029\ufeff\u200b",
    "a" * 40_000,
    "word " * 8_000,
    "\U0001f600" * 20_000,
    "\n" * 3_500,
]


def drawn(reply, **how):
    return outbound.message(letter(reply, **how), CATALOG)


def says(*texts, **how):
    return Reply(
        tuple(Piece(*each) if isinstance(each, tuple) else Piece("say", each) for each in texts), note=NOTE, **how
    )


def read(message):
    """All that is shown, in order."""
    return [text for _, text in leaves(message["blocks"])]


# ---------------------------------------------------------------------------------------------------- the second opinion


@pytest.mark.parametrize(
    "spoil",
    [
        lambda message: message["blocks"].extend([{"type": "divider"}] * 50),
        lambda message: message["blocks"][0].update(type="rich"),
        lambda message: message["blocks"][0]["elements"][0].update(type="rich_text_verse"),
        lambda message: message["blocks"][0]["elements"][0]["elements"][0].update(style={"loud": True}),
        lambda message: message["blocks"][-1]["elements"].extend(message["blocks"][-1]["elements"] * 25),
        lambda message: message["blocks"][-1]["elements"][0]["text"].update(text="x" * 76),
        lambda message: message["blocks"][-1]["elements"][0].update(value="x" * 2_001),
    ],
)
def test_somebody_elses_library_sees_what_is_wrong_with_a_message(spoil):
    message = drawn(says("Hello.", choices=(Choice("done", "Done"),)))
    assert list(second_opinion.objections(message)) == []

    spoil(message)

    assert list(second_opinion.objections(message))


# ------------------------------------------------------------------------------------------------- the important cards


def test_the_draft_is_a_card_with_the_exact_words_whom_they_reach_and_what_that_means():
    reply = next(
        each.reply
        for to, each in golden("payroll")
        if to == "author" and any(c.id == "send" for c in each.reply.choices)
    )

    message = drawn(reply)

    assert message == snapshot(
        {
            "text": "Oops answered you.",
            "blocks": [
                {
                    "type": "rich_text",
                    "elements": [
                        {
                            "type": "rich_text_quote",
                            "elements": [
                                {
                                    "type": "text",
                                    "text": """\
Dana, I sent the March payroll file to the wrong Chris at 14:05. 41 people are in it. I noticed at 14:10.
Recall failed, he's at a supplier. Rang him, voicemail. Priya is logging it now.
I'll keep ringing Chris till he says it's deleted. I'll tell you by 16:00 either way.
I'm sorry. I'm ready to talk.
Sam\
""",
                                }
                            ],
                        }
                    ],
                },
                {
                    "type": "rich_text",
                    "elements": [
                        {
                            "type": "rich_text_section",
                            "elements": [
                                {
                                    "type": "text",
                                    "text": """\
The wording is yours but for the last line and small words such as "I'll". Change what isn't you.
If Dana is near, saying it aloud is better still.
To Dana Okafor, Payroll Manager. Once sent, Dana can keep it or pass it on.
Above it Dana reads: "Sam Reyes wrote this and chose to send it to you through Oops."
Below it: "What helps now: a thank-you first, the fix second. Causes can wait for another day." There are three buttons: Thank Sam, Ask one question, Find 15 minutes.\
""",
                                }
                            ],
                        }
                    ],
                },
                {
                    "type": "actions",
                    "block_id": "00000000000000000000000000000000.7:1",
                    "elements": [
                        {
                            "type": "button",
                            "action_id": "send",
                            "text": {"type": "plain_text", "text": "Send to Dana Okafor", "emoji": False},
                            "value": "00000000000000000000000000000000.7",
                        },
                        {
                            "type": "button",
                            "action_id": "say_myself",
                            "text": {"type": "plain_text", "text": "I'll say it myself", "emoji": False},
                            "value": "00000000000000000000000000000000.7",
                        },
                        {
                            "type": "button",
                            "action_id": "copy",
                            "text": {"type": "plain_text", "text": "Copy", "emoji": False},
                            "value": "00000000000000000000000000000000.7",
                        },
                        {
                            "type": "button",
                            "action_id": "edit",
                            "text": {"type": "plain_text", "text": "Edit", "emoji": False},
                            "value": "00000000000000000000000000000000.7",
                        },
                        {
                            "type": "button",
                            "action_id": "not_now",
                            "text": {"type": "plain_text", "text": "Not now", "emoji": False},
                            "value": "00000000000000000000000000000000.7",
                        },
                    ],
                },
            ],
            "metadata": {
                "event_type": "oops_letter",
                "event_payload": {"letter": "00000000000000000000000000000000.7"},
            },
            "mrkdwn": False,
            "link_names": False,
            "unfurl_links": False,
            "unfurl_media": False,
        }
    )


def test_a_letter_to_a_manager_shows_who_wrote_it_the_words_and_three_buttons():
    reply = speech.third(
        house(), Recipient(Part.MANAGER, "Dana Okafor"), "Dana, I sent the file to the wrong Chris.\nSam", "Sam Reyes"
    )

    assert drawn(reply, kind=LetterKind.THIRD, to="U2") == snapshot(
        {
            "text": "A message from Sam Reyes",
            "blocks": [
                {
                    "type": "rich_text",
                    "elements": [
                        {
                            "type": "rich_text_section",
                            "elements": [
                                {
                                    "type": "text",
                                    "text": "Sam Reyes wrote this and chose to send it to you through Oops.",
                                }
                            ],
                        }
                    ],
                },
                {
                    "type": "rich_text",
                    "elements": [
                        {
                            "type": "rich_text_quote",
                            "elements": [
                                {
                                    "type": "text",
                                    "text": """\
Dana, I sent the file to the wrong Chris.
Sam\
""",
                                }
                            ],
                        }
                    ],
                },
                {
                    "type": "rich_text",
                    "elements": [
                        {
                            "type": "rich_text_section",
                            "elements": [
                                {
                                    "type": "text",
                                    "text": """\
What helps now: a thank-you first, the fix second. Causes can wait for another day.
"Thank Sam" sends these words: "Thank you for telling me quickly." "Find 15 minutes" sends: "Can we find 15 minutes today?" This note is all that I can show you. Ask Sam if you want to be sure.\
""",
                                }
                            ],
                        }
                    ],
                },
                {
                    "type": "actions",
                    "block_id": "00000000000000000000000000000000.7:1",
                    "elements": [
                        {
                            "type": "button",
                            "action_id": "thank",
                            "text": {"type": "plain_text", "text": "Thank Sam", "emoji": False},
                            "value": "00000000000000000000000000000000.7",
                        },
                        {
                            "type": "button",
                            "action_id": "ask_one",
                            "text": {"type": "plain_text", "text": "Ask one question", "emoji": False},
                            "value": "00000000000000000000000000000000.7",
                        },
                        {
                            "type": "button",
                            "action_id": "find_time",
                            "text": {"type": "plain_text", "text": "Find 15 minutes", "emoji": False},
                            "value": "00000000000000000000000000000000.7",
                        },
                    ],
                },
            ],
            "metadata": {
                "event_type": "oops_letter",
                "event_payload": {"letter": "00000000000000000000000000000000.7"},
            },
            "mrkdwn": False,
            "link_names": False,
            "unfurl_links": False,
            "unfurl_media": False,
        }
    )


def test_a_mark_is_the_persons_words_set_apart_and_without_quotation_marks():
    message = drawn(
        says(
            "Two parts I would leave out today:",
            ("mark", '"i was drowning"'),
            ("mark", '"outlook did it"'),
            "Both may be true.",
        )
    )

    assert message["blocks"] == snapshot(
        [
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_section",
                        "elements": [{"type": "text", "text": "Two parts I would leave out today:"}],
                    }
                ],
            },
            {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "i was drowning"}]}
                ],
            },
            {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "outlook did it"}]}
                ],
            },
            {
                "type": "rich_text",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "Both may be true."}]}
                ],
            },
        ]
    )


def test_an_answered_card_keeps_its_words_says_what_was_chosen_and_has_nothing_to_press():
    answered = replace(says("Does your boss know yet?"), chose="Not yet")
    edit = letter(answered, act=Act.EDIT, target="0" * 32 + ".3")

    message = outbound.message(edit, CATALOG)

    assert message == snapshot(
        {
            "text": "Oops answered you.",
            "blocks": [
                {
                    "type": "rich_text",
                    "elements": [
                        {
                            "type": "rich_text_section",
                            "elements": [{"type": "text", "text": "Does your boss know yet?"}],
                        }
                    ],
                },
                {
                    "type": "rich_text",
                    "elements": [
                        {
                            "type": "rich_text_section",
                            "elements": [{"type": "text", "text": "You chose: Not yet", "style": {"italic": True}}],
                        }
                    ],
                },
            ],
            "metadata": {
                "event_type": "oops_letter",
                "event_payload": {"letter": "00000000000000000000000000000000.3"},
            },
            "mrkdwn": False,
            "link_names": False,
        }
    )


def test_one_choice_of_several_marks_has_a_row_for_each():
    choices = (Choice("park", 'Park "a"', 1), Choice("park", 'Park "b"', 2), Choice("keep", "Keep all"))

    rows = drawn(says("Which one?", choices=choices))["blocks"][1:]

    assert [[(b["action_id"], b["value"]) for b in row["elements"]] for row in rows] == [
        [("park", f"{'0' * 32}.7#1"), ("keep", f"{'0' * 32}.7")],
        [("park", f"{'0' * 32}.7#2")],
    ]
    assert names.from_value(rows[1]["elements"][0]["value"]) == ("0" * 32 + ".7", 2)


@pytest.mark.parametrize("count", range(1, 12))
def test_five_things_stand_in_a_row_and_what_is_beyond_them_in_a_menu(count):
    choices = tuple(Choice(f"c{'abcdefghijkl'[number]}", f"Choice {number}") for number in range(count))

    (row,) = drawn(says("Which?", choices=choices))["blocks"][1:]

    buttons = [each for each in row["elements"] if each["type"] == "button"]
    menus = [each for each in row["elements"] if each["type"] == "static_select"]
    assert len(row["elements"]) <= 5
    assert len(buttons) == (count if count <= 5 else 4)
    pressed = [names.from_option(option["value"]) for menu in menus for option in menu["options"]]
    assert [each["action_id"] for each in buttons] + [choice for choice, _ in pressed] == [each.id for each in choices]
    assert {value for _, value in pressed} <= {"0" * 32 + ".7"}


def test_what_cannot_be_undone_is_drawn_apart():
    (row,) = drawn(says("Sure?", choices=(Choice("delete_all", "Delete everything"), Choice("keep", "Keep it"))))[
        "blocks"
    ][1:]

    assert [each.get("style") for each in row["elements"]] == ["danger", None]


def test_a_reply_with_a_form_has_a_button_that_opens_it():
    message = drawn(
        says("What should change?", form=speech.form("edit", CATALOG), choices=(Choice("not_now", "Not now"),))
    )

    assert [(b["action_id"], b["text"]["text"]) for b in message["blocks"][1]["elements"]] == [
        ("not_now", "Not now"),
        (names.FILL, "Write it in a form"),
    ]


def test_the_way_into_a_form_stays_a_button_when_there_is_a_menu():
    choices = tuple(Choice(f"c{'abcdefgh'[number]}", f"Choice {number}") for number in range(6))

    (row,) = drawn(says("Which?", choices=choices, form=speech.form("date", CATALOG)))["blocks"][1:]

    assert [each["action_id"] for each in row["elements"]] == ["ca", "cb", "cc", names.FILL, names.MORE]
    assert len(row["elements"][-1]["options"]) == 3


def test_the_same_words_do_not_stand_on_two_buttons_of_a_row():
    reply = says("Who?", choices=(Choice("choose_who", "Pick a person"),), form=speech.form("who", CATALOG))

    assert [each["action_id"] for each in drawn(reply)["blocks"][1]["elements"]] == ["choose_who"]
    for _, each in golden():
        for row in outbound.message(each, CATALOG)["blocks"]:
            labels = [button["text"]["text"] for button in row["elements"] if button["type"] == "button"]
            assert len(labels) == len(set(labels)), labels


def test_the_face_of_whom_it_would_reach_stands_over_the_buttons():
    reply = says("To Dana Okafor.", choices=(Choice("send", "Send to Dana Okafor"),))

    message = outbound.message(
        letter(reply), CATALOG, face=outbound.Face("Dana Okafor", "https://example.com/dana.png")
    )

    assert [each["type"] for each in message["blocks"]] == ["rich_text", "context", "actions"]
    assert message["blocks"][1]["elements"][0]["alt_text"] == "Dana Okafor"
    assert faults(message) == []


def test_a_card_that_names_its_recipient_says_who_that_is():
    talk = ways.drafted()

    assert "To Dana Okafor" in talk.reply.text
    assert talk.reply.to is not None
    assert talk.reply.to.user == "dana"
    assert Talk().begin()
    assert talk.reply.to != talk.person.who


# ------------------------------------------------------------------------------------------------------------ modals


def test_the_note_is_edited_in_a_modal_that_holds_it_already():
    view = outbound.form("j.7", speech.form("edit", CATALOG), CATALOG, choice="edit", filled={"words": "Dana, …"})

    assert view == snapshot(
        {
            "type": "modal",
            "callback_id": "edit",
            "private_metadata": "j.7 edit",
            "notify_on_close": True,
            "title": {"type": "plain_text", "text": "The note", "emoji": False},
            "submit": {"type": "plain_text", "text": "Save", "emoji": False},
            "close": {"type": "plain_text", "text": "Close", "emoji": False},
            "blocks": [
                {
                    "type": "input",
                    "block_id": "words",
                    "label": {"type": "plain_text", "text": "The note, as you want it", "emoji": False},
                    "optional": False,
                    "element": {
                        "action_id": "words",
                        "type": "plain_text_input",
                        "multiline": True,
                        "max_length": 2800,
                        "initial_value": "Dana, …",
                    },
                },
                {
                    "type": "context",
                    "elements": [
                        {
                            "type": "plain_text",
                            "text": "What you type here is lost when you close this form. The chat takes the same answer.",
                            "emoji": False,
                        }
                    ],
                },
            ],
        }
    )


@pytest.mark.parametrize(
    ("form", "inputs"),
    [
        ("edit", [("words", "plain_text_input", False)]),
        ("who", [("person", "users_select", False)]),
        ("when", [("day", "datepicker", False), ("time", "timepicker", True)]),
        ("date", [("date", "datepicker", False)]),
        ("reply", [("words", "plain_text_input", False)]),
    ],
)
def test_every_form_asks_with_slacks_own_pickers(form, inputs):
    view = outbound.form("j.7", speech.form(form, CATALOG), CATALOG)

    asked = [(b["block_id"], b["element"]["type"], b["optional"]) for b in view["blocks"] if b["type"] == "input"]
    assert asked == inputs
    assert faults_of_view(view) == []
    assert "lost when you close" in "".join(text for _, text in leaves(view["blocks"]))


def test_a_field_with_options_is_a_menu():
    form = Form("who", (Field("one", "One", "choice", options=("Red", "Blue")),))

    view = outbound.form("j.7", form, CATALOG)

    assert [each["value"] for each in view["blocks"][0]["element"]["options"]] == ["Red", "Blue"]
    assert faults_of_view(view) == []


def test_a_message_to_be_coached_on_stands_in_the_form_and_a_long_one_says_that_it_is_cut():
    short, long = outbound.coach(CATALOG, "I sent it."), outbound.coach(CATALOG, "word " * 2000)

    assert short["blocks"][0]["element"]["initial_value"] == "I sent it."
    assert "first 3000 characters" in long["blocks"][0]["elements"][0]["text"]
    assert units(long["blocks"][1]["element"]["initial_value"]) <= 3000
    assert faults_of_view(short) == faults_of_view(long) == faults_of_view(outbound.coach(CATALOG, "")) == []


@pytest.mark.parametrize(
    ("of", "filled", "line"),
    [
        (Field("f", "F"), "  ", "This is still empty. A few words are enough."),
        (Field("f", "F", required=False), "", ""),
        (Field("f", "F", max=10), "x" * 10, ""),
        (Field("f", "F", max=10), "x" * 11, "This holds at most 10 characters; there are 11."),
        (Field("f", "F", max=10), "\U0001f600" * 6, "This holds at most 10 characters; there are 12."),
        (Field("f", "F", "date"), "2026-02-29", "This needs a day, such as 2026-05-03."),
        (Field("f", "F", "date"), "2026-02-28", ""),
        (Field("f", "F", "time"), "25:00", "This needs a time, such as 14:30."),
        (Field("f", "F", "time"), "14:30", ""),
        (Field("f", "F", "choice", options=("Red",)), "Green", "Please choose one of these."),
        (Field("f", "F", "choice", options=("Red",)), "Red", ""),
        (Field("f", "F", "person"), "U123", ""),
    ],
)
def test_an_error_stands_beside_its_field(of, filled, line):
    found = outbound.troubles(Form("x", (of,)), {"f": filled}, CATALOG)

    assert found == ({"f": line} if line else {})
    assert outbound.errors(found) == {"response_action": "errors", "errors": found}


def test_a_receipt_is_neutral():
    receipt = outbound.receipt(CATALOG)

    assert receipt["response_action"] == "update"
    assert [text for _, text in leaves(receipt["view"]["blocks"])] == ["Kept. My answer is in our chat."]
    assert faults_of_view(receipt["view"]) == []


# ------------------------------------------------------------------------------------------------------------ limits


def test_every_letter_of_the_golden_transcripts_is_within_every_limit():
    seen = 0
    for _, each in golden():
        message = outbound.message(each, CATALOG)
        assert faults(message) == [], each.reply.text
        assert "more characters" not in "".join(read(message))
        seen += 1
    assert seen > 250


@pytest.mark.parametrize("slot", [None, "x" * 5_000, *HOSTILE[:6]], ids=range(8))
def test_every_line_label_form_letter_and_courtesy_is_within_every_limit(slot):
    for reply in of_the_catalogue(slot):
        try:
            message = drawn(reply)
        except LetterRefused:
            continue
        assert faults(message) == []


@pytest.mark.parametrize("over", [-1, 0, 1])
@pytest.mark.parametrize("kind", ["say", "words", "mark", "letter"])
def test_a_text_at_the_limit_of_a_block_goes_into_one_more_and_nothing_is_lost(kind, over):
    text = "x" * (outbound.BLOCK_MAX + over)

    message = drawn(says((kind, text)))

    assert "".join(read(message)) == text
    assert len(message["blocks"]) == (2 if over > 0 else 1)
    assert faults(message) == []


def room():
    """The longest text that one message holds whole."""
    lo, hi = 1, 14_000
    while lo < hi:
        mid = (lo + hi + 1) // 2
        lo, hi = (mid, hi) if read(drawn(says("x" * mid)))[-1].endswith("x") else (lo, mid - 1)
    return lo


def test_what_one_message_cannot_hold_is_said_and_counted():
    most = room()
    assert most > 11_000

    whole, cut = drawn(says("x" * most)), drawn(says("x" * (most + 1)))

    assert "".join(read(whole)) == "x" * most
    *kept, line = read(cut)
    left = most + 1 - len("".join(kept))
    assert f"{left} more characters" in line
    assert faults(whole) == faults(cut) == []


def test_a_letter_to_somebody_else_is_never_cut():
    long = speech.third(house(), Recipient(Part.MENTOR, "Ruth"), "x" * 14_000, "Sam Reyes")

    with pytest.raises(LetterRefused):
        drawn(long, kind=LetterKind.THIRD, to="U2")


def test_an_export_comes_whole_in_as_many_messages_as_it_takes():
    text = json.dumps(
        {"sayings": [HOSTILE[0] * 20, "\U0001f600" * 9_000, "line\n" * 3_000]}, ensure_ascii=False, indent=2
    )

    messages = outbound.aside(says("Here is everything I keep about you:", ("export", text)), CATALOG)

    assert len(messages) > 2
    assert all(faults(each) == [] for each in messages)
    assert "".join("".join(read(each)) for each in messages) == f"Here is everything I keep about you:{text}"


def test_a_link_to_our_own_page_is_a_link_with_a_label_and_is_not_unfolded():
    url = f"https://oops.example.com/download/{'A' * 43}"

    (message,) = outbound.aside(says("Everything I keep about you.", ("link", url)), CATALOG)

    assert faults(message) == []
    leaf = message["blocks"][-1]["elements"][0]["elements"][0]
    assert leaf == {"type": "link", "url": url, "text": "Open the page with the file"}
    assert (message["unfurl_links"], message["unfurl_media"]) == (False, False)
    assert url not in message["text"]


def test_a_label_that_is_too_long_shows_that_it_goes_on():
    (row,) = drawn(says("?", choices=(Choice("thank", "Thank " + "x" * 100),)))["blocks"][1:]

    assert row["elements"][0]["text"]["text"] == "Thank " + "x" * 68 + "…"


# -------------------------------------------------------------------------------------------- a person's text is a text


@st.composite
def strange(draw):
    texts = st.one_of(
        st.sampled_from(HOSTILE),
        st.text(max_size=400),
        st.text(st.characters(categories=["Cc", "Cf", "Co", "Mn", "So"]), max_size=60),
    )
    return "".join(draw(st.lists(texts, min_size=1, max_size=3))).encode("utf-8", "replace").decode() or " "


def every_place(text):
    """A person's text in every piece and slot that there is; short enough to keep its shape."""
    return Reply(
        (Piece("say", f'From Dana: "{text}"'), Piece("words", text), Piece("mark", f'"{text}"'), Piece("quote", text), Piece("letter", text), Piece("numbers", text), Piece("chose", text)),
        (Choice("send", f"Send to {text}"), Choice("park", text, 1), Choice("park", text, 2)),
        note=NOTE,
    )  # fmt: skip


@settings(max_examples=60)
@given(strange())
@example("<!channel>")
def test_whatever_is_typed_the_structure_stays_and_the_text_is_plain(text):
    text = text[:100] or "."
    calm, wild = drawn(every_place("calm")), drawn(every_place(text))

    assert shape(wild) == shape(calm)
    assert {kind for kind, _ in leaves(wild["blocks"])} <= {"text", "plain_text"}
    assert faults(wild) == []
    assert all(text not in each for each in hidden(wild)) or text in json.dumps(calm)


@settings(max_examples=30)
@given(strange())
def test_of_any_text_nothing_is_lost_without_a_word(text):
    message = drawn(says(("words", text)))

    assert faults(message) == []
    shown = "".join(read(message))
    assert shown == text or "more characters do not fit" in shown


def hostile(number, seed):
    """So many texts of at most 120 characters, put together from what markup is made of; the same for the same seed."""
    chance = random.Random(seed)
    parts = [part for text in HOSTILE[:6] for part in re.split(r"(?<=[ >\n])", text) if part]
    parts += [chr(each) for each in (*range(1, 48), 0x200B, 0x202E, 0x2066, 0x2028, 0xFEFF, 0x1F600, 0x10FFFF)]
    for _ in range(number):
        yield "".join(chance.choices(parts, k=chance.randint(1, 8)))[:120]


def stays_a_text(number, proof):
    seed = 20_261_127
    calm = shape(drawn(every_place("calm")))
    for text in hostile(number, seed):
        wild = drawn(every_place(text))
        assert shape(wild) == calm, (seed, text)
        assert {kind for kind, _ in leaves(wild["blocks"])} == {"text", "plain_text"}, (seed, text)
        assert text in read(wild), (seed, text)
    proof("E4 hostile texts in Slack", number, seed)


def test_no_hostile_text_changes_the_structure_of_a_card(proof):
    stays_a_text(few("hostile_texts"), proof)


@pytest.mark.long
def test_no_hostile_text_changes_the_structure_of_a_card_however_many_there_are(proof):
    stays_a_text(many("hostile_texts"), proof)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_are_shown_as_they_were_typed(text):
    pages = outbound.aside(says(("words", text)), CATALOG)

    assert "".join("".join(read(each)) for each in pages) == text
    assert {kind for each in pages for kind, _ in leaves(each["blocks"])} == {"text"}
    assert all(faults(each) == [] for each in pages)


def test_nothing_private_stands_where_nobody_looks():
    secret = "canary-7391"
    message = drawn(every_place(secret))
    view = outbound.form("j.7", speech.form("edit", CATALOG), CATALOG, choice="edit", filled={"words": secret})

    assert secret not in message["text"]
    assert all(secret not in each for each in [*hidden(message["blocks"]), *hidden(message["metadata"]), *hidden(view)])


def test_the_notification_says_nothing_and_a_name_in_it_is_only_a_name():
    mine = drawn(says("private"))
    hers = drawn(
        speech.third(house(), Recipient(Part.MANAGER, "Dana"), "private", "<!channel> & *Sam*"), kind=LetterKind.THIRD
    )

    assert mine["text"] == NOTE
    assert hers["text"] == "A message from &lt;!channel&gt; &amp; *Sam*"
    assert hers["mrkdwn"] is False
    assert all(
        each["link_names"] is False and each["unfurl_links"] is False and each["unfurl_media"] is False
        for each in (mine, hers)
    )


# ---------------------------------------------------------------------------------------------------------- App Home


def desk(*talks):
    sam = Person(Who("slack", "T1", "U1"), "Sam Reyes", zone="Europe/Dublin")
    return Desk(sam, tuple(each.journey for each in talks))


def home(*talks, now=None):
    return outbound.home(
        desk(*talks) if talks else None, house(), now or (talks[0].now if talks else datetime(2026, 4, 13, tzinfo=UTC))
    )


def test_home_of_someone_new_has_one_way_in():
    view = home()

    assert faults_of_view(view) == []
    assert view == snapshot(
        {
            "type": "home",
            "blocks": [
                {
                    "type": "rich_text",
                    "elements": [
                        {
                            "type": "rich_text_section",
                            "elements": [
                                {
                                    "type": "text",
                                    "text": """\
Only you see this page.
Nothing is open, and nothing is kept. When something has gone wrong, press Begin, or type oops under Messages.\
""",
                                }
                            ],
                        }
                    ],
                },
                {
                    "type": "actions",
                    "block_id": "home",
                    "elements": [
                        {
                            "type": "button",
                            "action_id": "begin",
                            "text": {"type": "plain_text", "text": "Begin", "emoji": False},
                        },
                        {
                            "type": "button",
                            "action_id": "help",
                            "text": {"type": "plain_text", "text": "Help", "emoji": False},
                        },
                    ],
                },
            ],
        }
    )


def test_home_with_nothing_open_does_not_say_that_nothing_is_kept():
    sam = Person(Who("slack", "T1", "U1"), "Sam Reyes")

    view = outbound.home(Desk(sam), house(), datetime(2026, 4, 13, tzinfo=UTC))

    texts = [text for _, text in leaves(view["blocks"])]
    assert faults_of_view(view) == []
    assert not any("nothing is kept" in text for text in texts)
    assert {"Begin", "Export", "Delete everything"} <= set(texts)
    assert any("goes by itself, 30 days after your last word" in text for text in texts)


def test_home_shows_the_map_what_is_next_the_commitments_and_what_is_kept():
    view = home(ways.prevented())

    assert faults_of_view(view) == []
    assert "".join(f"{text}\n" for _, text in leaves(view["blocks"])) == snapshot("""\
Only you see this page.
Something new
Help
Begun yesterday at 14:24
✓ The first hour: done

✓ Be transparent: done

▶ Amend the situation: you are here

○ Ask for perspective: later

○ Find the positive: later

○ Move forward: later
Where things stand

Dana knows, since yesterday 14:26.

It is put right.

I come back Thursday at 09:00.
What you said you would do

○ If I send figures, then I read every price aloud against the signed sheet, then press send. From today.

✓ I'll send the right list to all 12 by 16:00 today
Go on
Check-ins
They come at 09:00 on your working days (Europe/Dublin). Days off: Saturday, Sunday.
Pause check-ins
What is kept about you
4 of your sentences, encrypted, until 20 May. Then they go by themselves.
Letters sent for you, each with your consent: 1.
What do you know about me?
Export
Delete everything
""")


def test_the_map_is_words_and_signs_and_not_colour_alone():
    (told,) = [
        block
        for block in home(ways.told())["blocks"]
        if block["type"] == "rich_text" and "▶" in json.dumps(block, ensure_ascii=False)
    ]

    lines = "".join(leaf["text"] for leaf in told["elements"][0]["elements"]).split("\n")
    assert re.fullmatch("✓+▶○+", "".join(line[0] for line in lines))
    assert len(lines) == 6
    told = {"✓": "done", "▶": "you are here", "○": "later"}
    assert all(line.endswith(f": {told[line[0]]}") for line in lines)


def test_several_journeys_stand_one_under_another_each_with_its_own_button():
    talks = [ways.told(), ways.drafted(), ways.drafted()]
    for number, each in enumerate(talks):
        each.journey = replace(each.journey, id=f"{number}" * 32)

    view = home(*talks)

    assert faults_of_view(view) == []
    resumes = [
        b["value"]
        for block in view["blocks"]
        if block["type"] == "actions"
        for b in block["elements"]
        if b["action_id"] == "resume"
    ]
    assert resumes == ["0" * 32, "1" * 32, "2" * 32]
    assert "new" not in {
        b["action_id"] for block in view["blocks"] if block["type"] == "actions" for b in block["elements"]
    }


def test_every_button_of_home_says_something_that_works():
    views = [home(), home(ways.told()), home(ways.prevented())]

    pressed = {
        b["action_id"]
        for view in views
        for block in view["blocks"]
        if block["type"] == "actions"
        for b in block["elements"]
    }
    assert pressed <= set(names.HOME)
    assert {"begin", "resume", "new", "pause", "export", "delete_all"} <= pressed


def test_a_pause_is_shown_and_can_be_ended():
    talk = ways.prevented()
    talk.say("pause")
    talk.press("resume")

    texts = "".join(text for _, text in leaves(home(talk)["blocks"]))

    assert "Paused. Nothing from me until you resume." in texts
    assert "Resume check-ins" in texts


def test_while_it_is_about_a_life_home_has_numbers_and_no_steps():
    talk = ways.told()
    talk.say("i don't want to live anymore")
    assert str(talk.question) == "danger"

    view = home(talk)

    texts = "\n".join(text for _, text in leaves(view["blocks"]))
    assert "In danger" in texts
    assert not set(texts) & {"▶", "○"}
    assert "check-ins" not in texts.casefold()
    assert faults_of_view(view) == []


def test_home_is_the_same_view_for_the_same_day_so_that_it_does_not_flicker():
    talk = ways.told()

    assert home(talk) == home(talk)


def test_a_text_of_any_length_fits_on_home():
    talk = ways.told()
    talk.wait(hours=2)
    long = tuple(replace(repair, text=HOSTILE[0] * 400) for repair in talk.journey.repairs)
    talk.journey = replace(talk.journey, repairs=long)

    view = home(talk)

    assert faults_of_view(view) == []
    assert size(view) < 20_000
