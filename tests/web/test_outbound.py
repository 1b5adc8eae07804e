"""The view, by itself: what the page shows is decided here, from values alone."""

import json
from datetime import UTC, date, datetime, time, timedelta

import pytest

from adapters.local import who
from adapters.web.outbound import Other, Own, Sight, file_of, length, next_check_in, pieces, shown, steps, view, when
from bot.around import Known
from bot.checkins import CheckIn, Kind
from bot.journey import Draft, DraftKind, Journey, Live, Outgoing
from bot.letters import Act, Choice, Field, Form, Letter, LetterKind, LetterState, Piece, Reply
from bot.path import Question, Step
from bot.people import Part, Person, Recipient

NOW = datetime(2026, 4, 13, 13, 39, tzinfo=UTC)
SAM = Person(who("sam"), "Sam Reyes", zone="Europe/Dublin")
DANA = Known(who("dana"), "Dana Okafor", "Payroll Manager")
TO_DANA = Recipient(Part.MANAGER, "Dana Okafor", "Payroll Manager", who("dana"))
SEND = (Choice("send", "Send to Dana Okafor"), Choice("edit", "Edit"))


def letter(number, *parts, choices=(), to="sam", kind=LetterKind.REPLY, form=None, act=Act.POST, target=None, id_=None):
    reply = Reply(tuple(Piece("say", part) if isinstance(part, str) else part for part in parts), choices, form)
    return Letter(
        id_ or f"j.{number}", "j", SAM.who, who(to), act, kind, reply, LetterState.SENT, target=target, attempted=NOW
    )  # fmt: skip


def out(state=LetterState.HELD, at=None, pressed=()):
    return Outgoing("j.5", DraftKind.FIRST, TO_DANA, "Dana, …", NOW + timedelta(minutes=2), state, at, pressed)


def journey(**changes):
    return Journey("j", NOW, **{"step": Step.TRANSPARENT, **changes})


def sight(letters=(), *, walk=None, **changes):
    return Sight(SAM, NOW, letters, journeys=(walk or journey(),), focus="j", **changes)


def test_a_view_is_plain_json():
    seen = view(sight([letter(1, "What happened?")], others=[Other("manager", DANA)], people=["Dana Okafor"]))

    assert json.loads(json.dumps(seen)) == seen


def test_the_clock_is_on_the_authors_wall():
    assert view(sight())["clock"] == {
        "at": "2026-04-13T14:39:00+01:00",
        "day": "Monday 13 April",
        "date": "2026-04-13",
        "time": "14:39",
    }


# the conversation


def test_the_authors_words_stand_where_they_were_said():
    letters = [letter(1, "What happened?"), letter(2, "Does your boss know?")]
    own = [Own(1, "i sent it to the wrong chris"), Own(2, "Not yet", pressed=True)]

    talk = view(sight(letters, own=own))["talk"]

    assert [turn.get("text") or turn["pieces"][0]["text"] for turn in talk] == [
        "What happened?",
        "i sent it to the wrong chris",
        "Does your boss know?",
        "Not yet",
    ]
    assert talk[3]["pressed"]


def test_only_the_newest_live_message_has_buttons():
    letters = [letter(1, "a", choices=SEND), letter(2, "b", choices=SEND), letter(3, "c")]
    walk = journey(live=(Live("j.1", Question.DRAFT, ("send",)), Live("j.2", Question.DRAFT, ("send",))))

    talk = view(sight(letters, walk=walk))["talk"]

    assert [bool(turn["choices"]) for turn in talk] == [False, True, False]


def test_an_answered_message_has_lost_its_buttons():
    talk = view(sight([letter(1, "a", choices=SEND), letter(2, "b")], walk=journey(live=())))["talk"]

    assert [turn["choices"] for turn in talk] == [[], []]


def test_a_held_letter_can_be_stopped_while_other_things_are_said():
    stop = (Choice("send_now", "Send now"), Choice("cancel", "Cancel"))
    letters = [letter(6, "Held until 14:41.", choices=stop), letter(7, "Is it settled?", choices=SEND)]
    lives = (Live("j.6", Question.HELD, ("send_now", "cancel")), Live("j.7", Question.SETTLED, ("yes",)))

    while_held = view(sight(letters, walk=journey(live=lives, outbox=(out(),))))["talk"]
    once_sent = view(sight(letters, walk=journey(live=lives, outbox=(out(LetterState.SENT, NOW),))))["talk"]

    assert [bool(turn["choices"]) for turn in while_held] == [True, True]
    assert [bool(turn["choices"]) for turn in once_sent] == [False, True]


def test_a_form_is_open_under_the_last_message_only():
    form = Form("when", (Field("day", "Day", "date"),))

    talk = view(sight([letter(1, "Which day?", form=form)]))["talk"]
    later = view(sight([letter(1, "Which day?", form=form), letter(2, "Thursday.")]))["talk"]

    assert talk[0]["form"] == {
        "id": "when",
        "fields": [{"name": "day", "label": "Day", "type": "date", "required": True, "max": 3000, "value": ""}],
    }
    assert later[0]["form"] is None


def test_the_form_for_a_change_opens_with_the_note_as_it_is():
    form = Form("edit", (Field("words", "The note"),))
    walk = journey(draft=Draft(DraftKind.FIRST, "Dana, I sent it.\nSam"))

    talk = view(sight([letter(1, "What should change?", form=form)], walk=walk))["talk"]

    assert talk[0]["form"]["fields"][0]["value"] == "Dana, I sent it.\nSam"


def test_a_mark_is_the_persons_words_without_quotation_marks():
    reply = Reply((Piece("mark", '"i was drowning"'), Piece("words", "Dana, …"), Piece("export", "{}")))

    assert pieces(reply) == [{"kind": "mark", "text": "i was drowning"}, {"kind": "words", "text": "Dana, …"}]


def test_what_is_given_to_its_owner_is_a_file_of_its_own_kind():
    entry = Reply((Piece("say", "The entry."), Piece("calendar", "BEGIN:VCALENDAR\nEND:VCALENDAR")))

    assert file_of(entry) == {"name": "focus-time.ics", "type": "text/calendar", "text": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"}  # fmt: skip
    assert file_of(Reply((Piece("export", "{}"),)))["name"] == "oops-export.json"
    assert file_of(None) is None


def test_an_edit_changes_the_message_it_names():
    posts = shown([letter(1, "before"), letter(2, "after", act=Act.EDIT, target="j.1", id_="j.e")])

    assert [(post.id, post.reply.text) for post in posts] == [("j.1", "after")]


# the map


def test_the_map_has_what_is_done_now_and_later():
    found = {each["step"]: each["state"] for each in steps(journey(step=Step.AMEND), closed=False)}

    assert found == {
        "first_hour": "done",
        "transparent": "done",
        "amend": "now",
        "perspective": "later",
        "positive": "later",
        "forward": "later",
    }


def test_a_closed_journey_is_done_throughout():
    walk = journey(step=Step.CLOSED, closed=NOW)

    seen = view(Sight(SAM, NOW, [letter(1, "Closed.")], journeys=(walk,)))

    assert {each["state"] for each in seen["map"]} == {"done"}
    assert seen["next"] is None
    assert not seen["open"]


@pytest.mark.parametrize(
    ("day", "hour", "words"),
    [
        (date(2026, 4, 13), time(16), "today 16:00"),
        (date(2026, 4, 14), time(9), "Tue 09:00"),
        (date(2026, 4, 21), time(9), "Tue 21 April 09:00"),
    ],
)
def test_the_next_promise_is_said_in_few_words(day, hour, words):
    promises = (CheckIn(Kind.TAPER, date(2026, 5, 4), time(9), "later"), CheckIn(Kind.REPAIR, day, hour, "next"))

    assert view(sight(walk=journey(promises=promises)))["next"]["when"] == words


def test_a_paused_journey_promises_nothing():
    promises = (CheckIn(Kind.TAPER, date(2026, 4, 14), time(9), "a"),)

    assert next_check_in([journey(promises=promises, paused=True)], "Europe/Dublin") is None


def test_a_promise_keeps_its_local_hour_over_the_change_of_clocks():
    before, promised = datetime(2026, 3, 28, 12, tzinfo=UTC), CheckIn(Kind.TAPER, date(2026, 3, 30), time(9), "a")

    at = next_check_in([journey(promises=(promised,))], "Europe/Dublin")

    assert when(at, before, "Europe/Dublin") == "Mon 09:00"


# the others


def to_dana():
    buttons = (Choice("thank", "Thank Sam"), Choice("ask_one", "Ask one question"))
    words = Piece("letter", "Dana, I sent it.")
    return letter(5, "Sam Reyes wrote this.", words, choices=buttons, to="dana", kind=LetterKind.THIRD)


def test_a_held_letter_is_counted_down_for_its_author_alone():
    seen = view(sight(walk=journey(outbox=(out(),)), others=[Other("manager", DANA)]))

    assert seen["held"] == {"to": "Dana Okafor", "until": "14:41", "left": "2 minutes"}
    assert seen["others"][0]["entries"] == []


def test_a_recipient_keeps_the_buttons_they_have_not_pressed():
    walk = journey(outbox=(out(LetterState.SENT, NOW, ("thank",)),))

    entry = view(sight(walk=walk, others=[Other("manager", DANA, [to_dana()])]))["others"][0]["entries"][0]

    assert [choice["id"] for choice in entry["choices"]] == ["ask_one"]
    assert entry["done"] == ["Thank Sam"]


@pytest.mark.parametrize("pressed", ["reply", "decline"])
def test_a_mentor_answers_or_declines_and_is_offered_neither_after_that(pressed):
    walk = journey(outbox=(out(LetterState.SENT, NOW, (pressed,)),))
    buttons = (Choice("reply", "Reply"), Choice("decline", "Not now"))
    note = letter(5, "Sam Reyes wrote this.", choices=buttons, to="dana", kind=LetterKind.THIRD)

    entry = view(sight(walk=walk, others=[Other("mentor", DANA, [note])]))["others"][0]["entries"][0]

    assert entry["choices"] == []


def test_a_recipient_of_a_closed_journey_is_offered_nothing():
    entry = view(sight(others=[Other("manager", DANA, [to_dana()])]))["others"][0]["entries"][0]

    assert entry["choices"] == []


def test_a_recipient_answers_in_a_form_on_the_letter_they_hold():
    form = Form("reply", (Field("words", "Your answer"),))
    ask = letter(0, "What would you like to ask?", to="dana", kind=LetterKind.COURTESY, form=form, id_="j.5.9.0")

    entries = view(sight(others=[Other("manager", DANA, [to_dana(), ask])]))["others"][0]["entries"]

    assert entries[1]["form"]["id"] == "reply"
    assert entries[1]["on"] == "j.5"


def test_a_note_that_was_taken_back_leaves_one_line():
    walk = journey(outbox=(out(LetterState.WITHDRAWN, NOW),))

    entries = view(sight(walk=walk, others=[Other("manager", DANA)]))["others"][0]["entries"]

    assert [(entry["kind"], entry["pieces"]) for entry in entries] == [("gone", [])]


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=40), "40 seconds"),
        (timedelta(seconds=60), "1 minute"),
        (timedelta(minutes=2), "2 minutes"),
        (timedelta(hours=17), "17 hours"),
        (timedelta(days=3), "3 days"),
    ],
)
def test_a_length_of_time_is_a_number_and_a_unit(span, words):
    assert length(span) == words
