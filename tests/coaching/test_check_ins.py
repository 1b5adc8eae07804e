"""COACHING "Check-ins": when the coach comes back by itself, sentence by sentence, through whole talks."""

from dataclasses import replace
from datetime import date, datetime, time
from itertools import product

import pytest
from coaching import ways
from coaching.home import NOW, moved_in

from adapters.console import Door
from bot.checkins import PRECEDENCE, CheckIn, Hours, Kind, in_hours, most_urgent
from bot.effects import SetCheckIn
from bot.home import home
from bot.path import Question, Step
from bot.ports import Decision, Desk
from bot.times import due_instant


def off(talk, *days, starts=time(9)):
    """The same talk with its author's own days off and hours."""
    hours = Hours(starts=starts, days_off=frozenset(days))
    talk.person = replace(talk.person, hours=hours)
    talk.around = replace(talk.around, author=talk.person)
    return talk


def test_the_first_is_the_next_working_day_at_nine():
    assert ways.wanted().promised("first").isoformat() == "2026-04-14T09:00:00+01:00"


def test_after_a_friday_it_is_the_monday():
    assert ways.wanted(at="2026-04-17T14:24:00+01:00").promised("first").date() == date(2026, 4, 20)


def test_days_off_are_the_persons_own():
    talk = off(ways.fixed(at="2026-04-16T14:24:00+01:00"), 4, 5)
    talk.press("yes")

    assert talk.promised("first").date() == date(2026, 4, 19)  # a Sunday is a working day here


def test_days_off_are_asked_once_where_tomorrow_may_be_one():
    talk = ways.fixed(at="2026-04-16T14:24:00+01:00")  # a Thursday
    talk.press("yes")

    assert talk.promised("first").date() == date(2026, 4, 17)
    assert talk.said.endswith("Which days are you off? I leave those alone.")
    assert talk.labels == ["Saturday and Sunday", "Friday and Saturday", "Other days"]

    talk.press("fri_sat")

    assert talk.promised("first").date() == date(2026, 4, 19)
    assert talk.said == "Kept: those days are yours. Next from me: Sunday, 09:00."
    assert talk.question is None


def test_a_friday_that_is_off_leaves_the_sunday_for_work():
    talk = ways.fixed(at="2026-04-17T14:24:00+01:00")
    talk.press("yes")
    assert talk.promised("first").date() == date(2026, 4, 20)
    talk.press("fri_sat")

    assert talk.promised("first").date() == date(2026, 4, 19)


def test_days_off_are_not_asked_in_the_middle_of_a_week_nor_again():
    assert "days are you off" not in ways.wanted().said  # a Monday

    talk = ways.fixed(at="2026-04-16T14:24:00+01:00")
    talk.person = replace(talk.person, hours=Hours(told=True))
    talk.around = replace(talk.around, author=talk.person)
    talk.press("yes")

    assert talk.question is None


@pytest.mark.parametrize(
    ("words", "comes"),
    [
        ("fridays and saturdays", date(2026, 4, 19)),
        ("i work sunday to thursday", date(2026, 4, 19)),
        ("Fri, Sat, Sun", date(2026, 4, 20)),
        ("none, really", date(2026, 4, 17)),
        ("none", date(2026, 4, 17)),
        ("skip", date(2026, 4, 17)),
    ],
)
def test_days_off_are_answered_in_words(words, comes):
    talk = ways.fixed(at="2026-04-16T14:24:00+01:00")
    talk.press("yes")
    talk.press("other")
    assert talk.said == "Which ones? For example: Sunday and Monday."
    talk.say(words)

    assert talk.promised("first").date() == comes
    assert talk.question is not Question.DAYS_OFF


def test_days_off_may_be_told_at_any_time_after():
    talk = ways.wanted()
    talk.say("i work wednesday to sunday")

    assert talk.promised("first").date() == date(2026, 4, 15)
    assert "Next from me: Wednesday, 09:00." in talk.said


def test_days_off_told_at_the_offer_change_the_offer():
    talk = ways.fixed(at="2026-04-16T14:24:00+01:00")
    talk.say("i don't work fridays and saturdays")

    assert "Shall I come back Sunday at 09:00" in talk.said


def test_news_at_the_question_of_days_off_is_heard_as_news():
    talk = ways.fixed(at="2026-04-16T14:24:00+01:00")
    talk.press("yes")
    before = talk.promises
    talk.say("priya closed her side, nobody needs anything else from me")

    assert talk.question is not Question.DAYS_OFF
    assert "those days are yours" not in talk.said
    assert set(before) >= {"first"}


def test_the_hour_is_the_persons_own():
    talk = off(ways.fixed(), 5, 6, starts=time(7, 30))
    talk.press("yes")

    assert talk.promised("first").time() == time(7, 30)


@pytest.mark.parametrize(
    ("country", "begins", "comes"),
    [
        (None, "2026-05-01T14:24:00+01:00", date(2026, 5, 5)),  # the policy's: May Day in Ireland is the Monday
        ("DE", "2026-04-30T14:24:00+01:00", date(2026, 5, 4)),  # the person's: 1 May in Germany is the Friday
    ],
)
def test_public_holidays_are_the_persons_country_else_the_policys(country, begins, comes):
    talk = ways.fixed(at=begins)
    talk.person = replace(talk.person, hours=replace(talk.person.hours, country=country))
    talk.around = replace(talk.around, author=talk.person)
    talk.press("yes")

    assert talk.promised("first").date() == comes


def test_the_taper_is_three_and_seven_days_from_begin():
    talk = ways.told()
    talk.wait(hours=2)
    talk.press("not_yet")
    talk.say("skip")
    assert talk.question is Question.CHECK_IN
    assert talk.promises == []  # offered, and nothing promised before the yes
    talk = ways.wanted()

    assert talk.promised("taper-7").date() == date(2026, 4, 20)
    assert talk.promised("settled").date() == date(2026, 4, 16)  # stands on the third day in the taper's place


def test_thirty_days_come_only_on_request():
    talk = ways.wanted()
    talk.wait(days=60)

    last = max(i for i, each in enumerate(talk.all) if each in talk.unasked)
    assert "brought it up" in talk.all[last] or "settled" in talk.all[last]


def test_the_persons_own_date_replaces_the_taper_beside_it():
    talk = ways.at_goal()
    talk.say("run a whole price change on my own")
    talk.say("ask dana tomorrow if I can prepare April")

    assert "taper-3" not in talk.promises
    assert "goal" in talk.promises


def test_two_unanswered_in_a_row_end_them():
    talk = ways.wanted()

    talk.wait(days=60)

    assert len(talk.unasked) - len([each for each in talk.unasked if "This is the time you named" in each]) == 2
    assert talk.promises == []


def test_an_answer_in_between_keeps_them():
    talk = ways.wanted()
    talk.due("first")
    talk.press("skip")
    talk.due("settled")
    talk.press("not_settled")

    assert "brought it up" in talk.due("taper-7")


def test_after_told_and_fixed_none_names_the_mistake():
    talk = ways.wanted()
    talk.wait(days=10)

    for said in talk.unasked[1:]:
        for word in ("price list", "old prices", "12 customers", "mistake", "wrong"):
            assert word not in said


def test_later_today_is_once_at_sixteen():
    talk = ways.wanted()
    talk.due("first")

    assert talk.press("later_today") == "Once more at 16:00, then I'll leave it with you."
    assert next(c.at for c in talk.journey.promises if c.key == "snooze-prevention") == time(16)
    talk.due("snooze-prevention")
    talk.press("tomorrow")
    talk.due("snooze-prevention")
    assert "later_today" not in talk.choices


@pytest.mark.parametrize("key", ["first", "settled", "taper-7"])
def test_the_buttons_fit_the_question_and_are_at_most_four(key):
    talk = ways.wanted()
    talk.due(key)

    assert 1 <= len(talk.choices) <= 4
    assert "stop" in talk.choices


def test_not_yet_leads_once_to_what_is_in_the_way():
    talk = ways.told()
    talk.wait(hours=2)
    talk.press("not_yet")
    assert talk.said == "What is in the way?"


def test_the_kinds_have_one_order_of_precedence():
    assert [str(kind) for kind in PRECEDENCE] == ["tell", "repair", "settled", "mentor", "taper", "goal"]


@pytest.mark.parametrize(("one", "other"), list(product(PRECEDENCE, PRECEDENCE)))
def test_of_two_that_are_due_the_more_urgent_is_said(one, other):
    day = date(2026, 4, 14)
    both = [CheckIn(one, day, time(9), "a"), CheckIn(other, day, time(9), "b")]

    assert most_urgent(both).kind is min(one, other, key=PRECEDENCE.index)


def test_nothing_comes_outside_working_hours_unless_its_hour_was_chosen():
    talk = ways.wanted()
    for check_in in talk.journey.promises:
        at = due_instant(check_in.day, check_in.at, talk.person.zone)
        assert in_hours(at, talk.person.hours, talk.person.zone, "IE")


def test_the_next_morning_tell_reminder_is_the_last_one():
    talk = ways.drafted()
    talk.press("copy")
    talk.wait(days=30)

    assert len([each for each in talk.unasked if "Does Dana know now?" in each]) == 2


@pytest.mark.parametrize(
    ("zone", "day", "at", "instant"),
    [
        ("Europe/Dublin", date(2026, 3, 29), time(1, 30), "2026-03-29T01:00:00+00:00"),  # a gap: the next valid instant
        ("Europe/Dublin", date(2026, 10, 25), time(1, 30), "2026-10-25T00:30:00+00:00"),  # a fold: the first
        ("Asia/Kolkata", date(2026, 4, 14), time(9), "2026-04-14T03:30:00+00:00"),
        ("America/New_York", date(2026, 4, 14), time(9), "2026-04-14T13:00:00+00:00"),
    ],
)
def test_local_day_hour_and_zone_are_kept_and_the_instant_is_derived(zone, day, at, instant):
    assert due_instant(day, at, zone) == datetime.fromisoformat(instant)


def test_when_the_zone_changes_the_same_promise_comes_at_the_new_local_hour():
    talk = ways.wanted()
    before = talk.promised("first")
    talk.person = replace(talk.person, zone="America/New_York")

    assert (talk.promised("first") - before).total_seconds() == 5 * 3600


def test_a_pause_loses_nothing_and_a_resume_brings_it_back():
    talk = ways.wanted()
    promised = set(talk.promises)
    talk.say("pause")
    talk.press("resume")
    assert talk.wait(days=14) == ""
    assert set(talk.promises) == promised

    talk.say("resume")

    assert set(talk.promises) == promised
    assert all(talk.promised(key) > talk.now for key in promised)


def test_what_comes_due_in_a_pause_is_kept_and_says_nothing():
    talk = ways.wanted()
    promised = set(talk.promises)
    talk.say("pause")
    talk.press("resume")

    assert [talk.due(key) for key in list(talk.promises)] == [""] * len(promised)
    assert set(talk.promises) == promised


def test_a_pause_until_a_day_moves_what_falls_before_it():
    talk = ways.wanted()
    talk.say("pause")
    said = talk.say("in two weeks")

    assert said.startswith("Paused until ")
    assert all(talk.promised(key).date() >= date(2026, 4, 27) for key in talk.promises)
    assert talk.wait(days=13) == ""


def page_of(talk):
    """The lines of the person's own page."""
    shown = home(Desk(talk.person, (talk.journey,)), talk.house, talk.now)
    return "\n".join(line for part in (*shown.walks, *shown.sections) for line in part.lines), [
        choice.label for section in shown.sections for choice in section.choices
    ]


def test_a_pause_whose_day_has_come_is_over_on_the_page():
    talk = ways.wanted()
    talk.say("pause")
    talk.press("tomorrow")
    lines, buttons = page_of(talk)
    assert "Paused until tomorrow." in lines
    assert "Resume check-ins" in buttons

    talk.wait(days=1)
    lines, buttons = page_of(talk)

    assert "Paused" not in lines
    assert "Resume check-ins" not in buttons


def test_a_note_that_goes_once_a_pause_is_over_says_what_is_next():
    talk = ways.drafted(at="2026-04-12T14:24:00+01:00", plan="I'll send the right list to all 12 by 16:00 on Tuesday")
    talk.say("pause")
    talk.press("tomorrow")
    talk.wait(days=1)
    talk.say("note")
    talk.press("send")

    assert "Next: " in talk.wait(minutes=3)


def test_after_the_second_unanswered_one_the_page_promises_nothing():
    talk = ways.wanted()
    talk.wait(days=3)
    assert len(talk.unasked) == 3  # at the named time, and two that nobody answers
    lines, _ = page_of(talk)

    assert "I come back" not in lines

    talk.press("not_settled")

    assert "I come back Monday at 09:00" in page_of(talk)[0]  # whoever answers is asked again


def test_stop_ends_everything_unasked_for_until_the_person_writes():
    talk = ways.wanted()

    said = talk.say("stop")

    assert said.startswith("Stopped. I won't write again unless you do.")
    assert talk.promises == []
    assert talk.wait(days=60) == ""
    assert talk.say("where am i")


def walks():
    """Every message that the coach starts by itself, each with the talk as it stood."""
    for make, keys in (
        (ways.told, ("repair-1",)),
        (ways.wanted, ("first", "settled", "taper-7")),
        (ways.settled, ()),
    ):
        for key in keys:
            talk = make()
            talk.due(key)
            yield key, talk
    talk = ways.drafted()
    talk.press("copy")
    for key in ("tell-1", "tell-2"):
        talk.due(key)
        yield key, talk
    talk = ways.at_goal()
    talk.say("run a whole price change on my own")
    talk.say("ask dana tomorrow if I can prepare April")
    talk.due("goal")
    yield "goal", talk


WHY = ("You asked", "This is the time you named", "This is the day you picked", "You copied", "has anyone", "Does Dana")


def test_every_message_it_starts_says_why_and_asks_one_question():
    for key, talk in walks():
        assert any(why in talk.said for why in WHY), (key, talk.said)
        assert talk.said.count("?") == 1, (key, talk.said)


def test_the_notification_line_never_holds_content():
    for key, talk in walks():
        assert talk.reply.note == "A quick check-in, when you have a minute.", key


def test_the_question_is_asked_again_where_it_stood_after_an_outage():
    talk = ways.wanted()
    late = talk.promised("first").replace(hour=11)
    talk.now = late

    assert "what will you do differently" in talk.due("first")


def test_a_check_in_that_has_nothing_to_ask_is_silent():
    talk = ways.told()
    talk.say("the right list went to all 12 and everything is fixed")
    kept = CheckIn(Kind.REPAIR, talk.now.date(), time(16), "repair-1")
    talk.journey = replace(talk.journey, promises=(kept,))

    assert talk.due("repair-1") == ""


@pytest.mark.parametrize(
    ("said", "day", "hour"),
    [
        ("tomorrow at 8 pls", "Tomorrow", "08:00"),
        ("tomorrow 8", "Tomorrow", "08:00"),
        ("8 tomorrow please", "Tomorrow", "08:00"),
        ("yes, 8 tomorrow", "Tomorrow", "08:00"),
        ("at 8 pls tomorrow", "Tomorrow", "08:00"),
        ("thursday at 7:30 pls", "Thursday", "07:30"),
        ("8am tomorrow", "Tomorrow", "08:00"),
        ("tomorrow", "Tomorrow", "09:00"),
    ],
)
def test_the_persons_own_hour_wins_over_the_usual_one(said, day, hour):
    talk = ways.fixed()

    assert talk.say(said) == f"{day}, {hour}. Nothing from me before then."
    assert f"{talk.promised('first'):%H:%M}" == hour


@pytest.mark.parametrize("hour", ["thursday 15:00", "next monday at 10"])
def test_nothing_comes_before_the_day_and_hour_that_the_person_chose(hour):
    talk = ways.fixed()  # on a Monday: three working days after the repair it is Thursday
    talk.press("another_time")
    assert talk.say(hour).endswith("Nothing from me before then.")

    assert talk.promises[0] == "first"
    assert talk.promised("settled").date() > talk.promised("first").date()


def test_another_hour_that_is_chosen_later_leaves_nothing_before_it():
    talk = ways.wanted()
    talk.journey = replace(talk.journey, question=Question.CHECK_IN_WHEN)
    talk.say("next monday at 10")

    assert talk.promises[0] == "first"


@pytest.mark.parametrize("held", [14, 15])
async def test_while_twenty_minutes_are_held_no_check_in_runs_ahead_of_them(held, tmp_path):
    local = await moved_in(tmp_path)
    door = Door(local)
    await door.take({"say": "i sent the march price list with the old prices to 12 customers at 14:05"})
    desk = await local.store.desk(local.me)
    told = replace(
        desk.journeys[0],
        told=NOW, fixed=NOW, settled=NOW, step=Step.POSITIVE, question=None,
        promises=(
            CheckIn(Kind.TAPER, NOW.date().replace(day=14), time(9), "taper-3"),
            CheckIn(Kind.TAPER, NOW.date().replace(day=held), time(10), "focus"),
        ),
    )  # fmt: skip
    effects = tuple(SetCheckIn(told.id, each) for each in told.promises)
    await local.store.change(desk.person, "set", NOW, lambda desk: Decision(desk.person, (told,), effects))

    heard = [post.letter.reply.text for _ in range(5) for post in await door.take({"wait": "P1D"})]
    await local.close()

    assert "You asked for these twenty minutes" in heard[0], heard


TOLD = (
    {"say": "i missed a deadline. the q1 deck, due 13:00 today. 14 of 20 slides done. its dana, she doesnt know. you'll have all 20 by 16:00"},
    {"press": "send"}, {"press": "send_now"}, {"say": "all 20 slides are done"}, {"press": "say_myself"},
)  # fmt: skip
PICKED = (
    {"press": "yes"}, {"wait": "PT18.7H"}, {"press": "skip"}, {"say": "it is all settled now, nobody needs anything"}, {"press": "not_now"},
    *[{"say": "skip"}] * 2, {"say": "run a whole payroll month on my own"}, {"say": "ask dana tomorrow if i can prepare april"}, {"wait": "PT23H"},
)  # fmt: skip
"""The next day, and until the hour before that of the day that was picked for a first step."""


@pytest.mark.parametrize(
    ("asked", "asks"),
    [
        (({"press": "yes"}, {"wait": "PT18H"}), "Morning, Sam. You asked me to come back."),
        (PICKED, "This is the day you picked"),
    ],
)
@pytest.mark.parametrize("answer", ["thank", "find_time"])
async def test_what_somebody_else_presses_moves_no_promise(asked, asks, answer, tmp_path):
    local = await moved_in(tmp_path)
    door = Door(local)
    posts = [post for line in (*TOLD, *asked) for post in await door.take(line)]
    theirs = next(post.letter for post in posts if post.letter.to != local.me)
    outcome = await local.conversation.answer(theirs.to, "answer", theirs.id, answer)
    passed_on = [post.letter.reply.text for post in await local.finish(outcome)]
    nine = [post.letter.reply.text for post in await door.take({"wait": "PT1H"})]
    await local.close()

    assert any(each.startswith("From Dana") for each in passed_on)
    assert asks in "\n".join(nine)


async def test_the_page_says_until_when_all_is_kept_also_after_the_last_promise_came(tmp_path):
    local = await moved_in(tmp_path)
    door = Door(local)
    await door.take({"say": "i sent the march price list with the old prices to 12 customers at 14:05"})
    last = CheckIn(Kind.TAPER, date(2026, 4, 20), time(9), "taper-7")
    (journey,) = (await local.store.desk(local.me)).journeys
    told = replace(journey, told=NOW, fixed=NOW, settled=NOW, question=None, promises=(last,))
    effects = (SetCheckIn(told.id, last),)
    await local.store.change(local.person, "set", NOW, lambda desk: Decision(desk.person, (told,), effects))

    def until(desk):
        return home(desk, local.house, local.clock.now()).sections[-1].lines[0]

    ahead = until(await local.store.desk(local.me))
    heard = await door.take({"wait": "P7D"})
    come = until(await local.store.desk(local.me))
    await local.close()

    assert "Morning, Sam." in heard[0].letter.reply.text
    assert "until 20 May" in ahead
    assert come == ahead
