"""Move forward: a fairer sentence about oneself, a goal, the page, the end."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from bot import drafting, fates, unsaid
from bot.acts import says_no
from bot.checkins import CheckIn, Kind, later_today, next_working_day, on_or_after_working_day
from bot.events import Said
from bot.hearing import absorb
from bot.journey import Goal
from bot.onward import never_offered
from bot.path import Question, Step
from bot.scene import Scene, expires
from bot.summary import page
from bot.times import deadline

Q = Question
FIRST_STEP_WITHIN = 7
REVIEW_WITHIN = 30
REVIEW = "review"
WEEK = 7
"""Days."""


# what one would tell a colleague


def ask_colleague(scene: Scene) -> None:
    """Answered once a day, later, when there is room."""
    scene.note("self_talk_day", scene.today.isoformat())
    scene.say("self_talk.hard")
    day = f"{scene.j.begun.astimezone(scene.local.tzinfo):%A}"
    scene.ask(Q.COLLEAGUE, None, "thats_enough=self_talk.rather_not", day=day)


def said_colleague(scene: Scene, said: Said) -> None:
    """Same facts, fairer judge."""
    if "negative_self_talk" in said.review.labels:
        scene.say("self_talk.left")
        scene.go(Q.GOAL)
        return
    said_fair(scene, said.text)


def said_fair(scene: Scene, text: str) -> None:
    """A fair sentence: it may be kept."""
    scene.note("fair_said", text.strip()[:1000])
    scene.ask(Q.KEEP_SENTENCE, None, "keep=keep_sentence.keep", "change=keep_sentence.change", "no")


def pressed_colleague(scene: Scene, choice: str) -> None:
    """I'd rather not."""
    del choice
    scene.say("self_talk.fine")
    scene.go(Q.GOAL)


def pressed_keep_sentence(scene: Scene, choice: str) -> None:
    """Keep it, change it, no."""
    if choice == "keep":
        scene.note("fair_sentence", scene.j.note("fair_said"))
    elif choice == "change":
        scene.ask(Q.KEEP_SENTENCE, "ask.keep_sentence_change")
        return
    scene.go(Q.GOAL)


def said_keep_sentence(scene: Scene, said: Said) -> None:
    """Yes, no, or other words."""
    bare = said.text.strip().casefold()
    if bare in ("yes", "keep", "keep it", "ok", "sure"):
        pressed_keep_sentence(scene, "keep")
    elif bare in ("no", "don't", "dont"):
        pressed_keep_sentence(scene, "no")
    else:
        scene.note("fair_sentence", said.text.strip()[:1000])
        scene.say("heard.kept_words")
        scene.go(Q.GOAL)


# the goal


def ask_goal(scene: Scene) -> None:
    """Something to reach for."""
    opened = scene.j.question is Q.GOAL or scene.j.hint(f"opened:{Q.GOAL}")  # what stands open is shown again
    scene.unhint(f"opened:{Q.GOAL}")
    if scene.j.hint("went_badly") and not opened:  # no goal is asked for until the person opens that step (S3.6)
        if not scene.said:
            scene.say("heard.kept")
        scene.rest()
        return
    if scene.j.goal is not None or (Q.GOAL in scene.j.asked and not opened):
        rest_of_path(scene)
        return
    scene.ask(Q.GOAL, None, "skip")


def said_goal(scene: Scene, said: Said) -> None:
    """Forward, not "don't do X"."""
    text = said.text.strip()[:1000]
    if drafting.only_avoids(text) and Q.GOAL not in scene.j.again:
        scene.set(again=(*scene.j.again, Q.GOAL))
        scene.ask(Q.GOAL, "ask.goal_forward", "skip")
        return
    scene.set(goal=Goal(text))
    scene.say("heard.as_it_is" if drafting.only_avoids(text) else "goal.reach")
    scene.ask(Q.GOAL_STEP, None, "skip")


def pressed_goal(scene: Scene, choice: str) -> None:
    """Skip."""
    del choice
    scene.say("control.skipped")
    rest_of_path(scene)


def said_goal_step(scene: Scene, said: Said) -> None:
    """The first step and its day: within seven days."""
    goal = scene.j.goal or Goal("")
    at = deadline(said.text, scene.now, scene.zone)
    step = drafting.without_time(said.text, scene.now, scene.zone)
    if at is None and not goal.first_step:
        scene.set(goal=replace(goal, first_step=step or said.text.strip()))
        scene.form = "date"
        scene.ask(Q.GOAL_STEP, "ask.goal_step_day", "tomorrow", "skip")
        return
    smaller = Q.GOAL_STEP in scene.j.again and len(step.split()) >= A_STEP
    first_step = step if smaller and at is not None else goal.first_step or step
    if at is None:
        set_goal_day(scene, first_step, scene.today + timedelta(days=1))
        return
    day = at.astimezone(scene.local.tzinfo).date()
    latest = scene.today + timedelta(days=FIRST_STEP_WITHIN)
    if day > latest and Q.GOAL_STEP not in scene.j.again:
        scene.set(again=(*scene.j.again, Q.GOAL_STEP), goal=replace(goal, first_step=first_step))
        scene.ask(Q.GOAL_STEP, "ask.goal_step_sooner", "tomorrow", "skip")
        return
    set_goal_day(scene, first_step, min(max(day, scene.today), latest), latest=day > latest)


A_STEP = 3
"""So many words beside a day are a step of their own."""


def set_goal_day(scene: Scene, first_step: str, day: date, *, latest: bool = False) -> None:
    """The promise to ask once, on that day; the person's own date replaces the taper beside it."""
    author = scene.around.author
    goal = scene.j.goal or Goal("")
    scene.set(goal=replace(goal, first_step=first_step, day=day))
    hour = author.hours.starts
    today = day == scene.today
    if today:
        day = next_working_day(scene.today, author.hours, author.zone, scene.house.policy.country)
    scene.promise(CheckIn(Kind.GOAL, day, hour, "goal"))
    near = tuple(p.key for p in scene.j.promises if p.key.startswith("taper-3") and abs((p.day - day).days) <= 1)
    if near:
        scene.release(*near)
    ensure_last(scene, day)
    key = "goal.latest" if latest else "goal.today" if today else "goal.asked_once"
    scene.say(key, day=f"{day:%A}" if (day - scene.today).days < WEEK else scene.day(day))
    scene.rest()


def step_changed(scene: Scene, before: str, said: Said) -> bool:
    """Claim, and done: the first step was said in the message that is edited now; its new words and day are said back."""
    goal = scene.j.goal
    if goal is None or goal.done or not unsaid.stands_in(goal.first_step, before):
        return False
    question, below = scene.j.question, scene.j.before
    scene.set(goal=replace(goal, first_step="", day=None))
    said_goal_step(scene, said)
    if question not in (Q.GOAL_STEP, None):  # something else stands open, and goes on standing
        scene.set(question=question, before=below)
    return True


def ensure_last(scene: Scene, after: date) -> None:
    """The seven-day question stays the last one, unless the goal's day is later."""
    for each in scene.j.promises:
        if each.key == "taper-7" and each.day <= after:
            author = scene.around.author
            day = next_working_day(after, author.hours, author.zone, scene.house.policy.country)
            scene.promise(replace(each, day=day))


def pressed_goal_step(scene: Scene, choice: str) -> None:
    """Tomorrow, or skip."""
    if choice == "tomorrow" and scene.j.goal:
        set_goal_day(scene, scene.j.goal.first_step, scene.today + timedelta(days=1))
        return
    scene.say("control.skipped")
    rest_of_path(scene)


def rest_of_path(scene: Scene) -> None:
    """That is all for today; what is promised is named, or the page is offered."""
    if day := scene.next_word():
        scene.say("forward.all_today", day=day)
        scene.rest()
    else:
        scene.go(Q.PAGE)


def due_goal(scene: Scene, check_in: CheckIn | None = None) -> None:
    """The day that the person picked: for the first step, or for the goal itself."""
    goal = scene.j.goal
    review = check_in is not None and check_in.key in (REVIEW, f"snooze-{REVIEW}")
    if goal is None or (goal.done and not review and Q.GOAL_HOW not in scene.j.asked):
        return
    if scene.j.closed is not None:
        scene.hint("was_closed")
        scene.set(closed=None)
    if check_in is not None:
        scene.note("goal_about", REVIEW if review else "")
    what = goal.text if scene.j.note("goal_about") else goal.first_step or goal.text
    snoozed = scene.j.hint("later-goal")
    buttons = ["done", "not_yet=goal_how.not_this_week", "stop=stop_these"]
    author = scene.around.author
    if not snoozed and later_today(scene.now, author.hours, author.zone) is not None:
        buttons.insert(1, "later_today")
    scene.ask(Q.GOAL_HOW, None, *buttons, text=what)


def pressed_goal_how(scene: Scene, choice: str) -> None:
    """Done, later today, not this week, stop."""
    if choice == "done" and scene.j.note("goal_about"):
        scene.say("goal.reached")
        after_goal(scene)
    elif choice == "done":
        goal_done(scene)
    elif choice == "later_today":
        author = scene.around.author
        later = later_today(scene.now, author.hours, author.zone)
        scene.hint("later-goal")
        if later is None:
            scene.say("later.leave_it")
        else:
            key = f"snooze-{REVIEW}" if scene.j.note("goal_about") else "snooze-goal"
            scene.promise(CheckIn(Kind.GOAL, later.day, later.at, key))
            scene.say("later.once_more", time=later.at.strftime("%H:%M"))
        scene.rest()
    elif choice == "stop":
        scene.wants.append("stop")
    elif Q.IN_THE_WAY in scene.j.asked or scene.j.hint("was_closed"):
        scene.say("goal.not_this_week")
        after_goal(scene)
    else:
        scene.ask(Q.IN_THE_WAY, None, "skip")


def after_goal(scene: Scene) -> None:
    """What was closed is closed again; else what is promised stands, or the page is offered."""
    if scene.j.hint("was_closed"):
        scene.unhint("was_closed")
        scene.set(closed=scene.now, step=Step.CLOSED, question=None, before=None)
    elif any(p.kind is not Kind.GOAL for p in scene.j.promises):
        scene.rest()
    else:
        scene.go(Q.PAGE)


def goal_done(scene: Scene) -> None:
    """The first step is done; a snooze that waits is off."""
    snooze = next((p for p in scene.j.promises if p.key == "snooze-goal"), None)
    if scene.j.goal:
        scene.set(goal=replace(scene.j.goal, done=True))
    gone = tuple(p.key for p in scene.j.promises if p.key in ("goal", "snooze-goal"))
    scene.release(*gone)
    last = next((p for p in scene.j.promises if p.key == "taper-7"), None)
    if snooze is not None:
        scene.say("goal.done_snooze", time=snooze.at.strftime("%H:%M"))
    else:
        scene.say("goal.done")
    if last is not None:
        scene.say("goal.last_question", day=f"{last.day:%A}")
        scene.rest()
    else:
        after_goal(scene)


def said_goal_how(scene: Scene, said: Said) -> None:
    """The same in words."""
    bare = said.text.strip().casefold()
    if drafting.says_done(bare):
        pressed_goal_how(scene, "done")
    elif says_no(bare):
        absorb(scene, Q.GOAL_HOW, said.review)
        pressed_goal_how(scene, "not_yet")
    else:
        absorb(scene, Q.GOAL_HOW, said.review)
        scene.say("heard.kept_words")
        scene.rest()


# seven days


def due_brought_up(scene: Scene) -> None:
    """About other people, not about feelings."""
    taper = next((p.day for p in scene.j.promises if p.key == "taper-3"), None)
    named = scene.j.goal.day if scene.j.goal and scene.j.goal.day else taper
    begun = scene.j.begun.astimezone(scene.local.tzinfo).date()
    day = named if named and named < scene.today else begun
    week = WEEK <= (scene.today - begun).days <= WEEK + 3
    since = f"{day:%A}" if (scene.today - day).days < WEEK else f"{day.day} {day:%B}"
    key = "ask.brought_up_week" if week else None
    scene.ask(Q.BROUGHT_UP, key, "no_one", "once_or_twice", "often", "stop=stop_these", day=since)


def pressed_brought_up(scene: Scene, choice: str) -> None:
    """No one, once or twice, often."""
    if choice == "stop":
        scene.wants.append("stop")
        return
    if choice == "no_one":
        scene.say("brought_up.small")
    elif choice == "once_or_twice":
        scene.say("brought_up.fading")
    else:
        scene.say("brought_up.often")
    rest_of_week(scene)


def rest_of_week(scene: Scene) -> None:
    """What was never offered comes before the page; time that is held for the causes comes before both."""
    question = never_offered(scene)
    if question is Q.PAGE and any(p.key == "focus" for p in scene.j.promises):
        rest_of_path(scene)
        return
    scene.go(question)


def said_brought_up(scene: Scene, said: Said) -> None:
    """The same in words."""
    bare = said.text.strip().casefold()
    if says_no(bare) or bare.startswith(("nobody", "no one", "none")):
        pressed_brought_up(scene, "no_one")
    elif any(word in bare for word in ("once", "twice", "one person", "a bit")):
        pressed_brought_up(scene, "once_or_twice")
    elif any(word in bare for word in ("often", "every", "always", "all the time", "yes")):
        pressed_brought_up(scene, "often")
    else:
        scene.go("news")


# dwelling


def ask_dwelling(scene: Scene) -> None:
    """A third reopening of the same story with no new fact."""
    scene.hint("dwelling_named")
    scene.ask(Q.DWELLING, None, "another_time=dwelling.ten_minutes", "change=dwelling.write", "close=dwelling.close")


def pressed_dwelling(scene: Scene, choice: str) -> None:
    """Ten minutes at 17:00, the If–Then, or close it."""
    if choice == "another_time":
        day = scene.today if scene.local.time() < time(17) else scene.today + timedelta(days=1)
        scene.promise(CheckIn(Kind.TAPER, day, time(17), "ten-minutes"))
        scene.say("dwelling.set", day=scene.day(day))
        scene.rest()
    elif choice == "change":
        scene.go(Q.PREVENTION)
    else:
        scene.go(Q.PAGE)


# the page and the end


def ask_page(scene: Scene) -> None:
    """One page is ready."""
    scene.ask(Q.PAGE, None, "full_note=page.show", "close", "another_time=page.one_more")


def pressed_page(scene: Scene, choice: str) -> None:
    """Show me, close it, one more check-in later."""
    if choice == "full_note":
        show_page(scene)
    elif choice == "close":
        close(scene)
    elif choice == "another_time":
        one_more(scene)
    elif choice == "export":
        scene.wants.append("export")
        scene.retire = False
    elif choice == "delete_now":
        scene.wants.append("delete")


def one_more(scene: Scene) -> None:
    """One more check-in later: with a goal it asks how that stands, within thirty days; else on any day."""
    goal = scene.j.goal
    scene.form = "when"
    if goal is None or not goal.text:
        scene.ask(Q.CHECK_IN_WHEN)
        return
    scene.ask(Q.REVIEW_WHEN, None, "yes=review_when.yes", "another_time", day=scene.day(review_day(scene)))


def review_day(scene: Scene, days: int = REVIEW_WITHIN - 2) -> date:
    """A working day for the goal's review, thirty days from now at the latest."""
    author = scene.around.author
    last = scene.today + timedelta(days=REVIEW_WITHIN)
    day = on_or_after_working_day(
        scene.today + timedelta(days=days), author.hours, author.zone, scene.house.policy.country
    )
    return min(day, last)


def pressed_review_when(scene: Scene, choice: str) -> None:
    """That day, or another."""
    if choice == "yes":
        set_review(scene, review_day(scene))
        return
    scene.form = "when"
    scene.ask(Q.REVIEW_WHEN, "ask.review_when_day")


def said_review_when(scene: Scene, said: Said) -> None:
    """A day in words. One that is too far is asked for again, once; then the last day that is possible is kept."""
    bare = said.text.strip().casefold().strip(".!")
    if bare in ("yes", "ok", "yes please", "sure"):
        set_review(scene, review_day(scene))
        return
    at = deadline(said.text, scene.now, scene.zone)
    if at is None and Q.REVIEW_WHEN in scene.j.again:
        set_review(scene, review_day(scene))
        return
    day = at.astimezone(scene.local.tzinfo).date() if at else scene.today
    far = day > scene.today + timedelta(days=REVIEW_WITHIN)
    if (at is None or far or day <= scene.today) and Q.REVIEW_WHEN not in scene.j.again:
        scene.set(again=(*scene.j.again, Q.REVIEW_WHEN))
        scene.form = "when"
        slots = {"day": scene.day(review_day(scene))}
        scene.ask(Q.REVIEW_WHEN, "ask.review_when_sooner" if far else "ask.check_in_when_again", **slots)
        return
    if far:
        scene.say("review.latest")
    set_review(scene, review_day(scene) if far or day <= scene.today else day)


def set_review(scene: Scene, day: date) -> None:
    """The one goal date that the person chose; it outlives the close."""
    hour = scene.around.author.hours.starts
    scene.promise(CheckIn(Kind.GOAL, day, hour, REVIEW))
    scene.say("review.set", day=scene.day(day), time=hour.strftime("%H:%M"))
    scene.go(Q.PAGE)


def show_page(scene: Scene) -> None:
    """What was owned, put right, done now, suggested, kept, and next; and the day on which all goes."""
    for key, slots in page(scene):
        scene.say(key, **slots)
    scene.say("page.could_fill")
    day = expires(scene.j, scene.house.retention_days, scene.zone)
    scene.say("page.deletion", day=f"{day.day} {day:%B}")
    scene.ask(Q.PAGE_SHOWN, "", "close", "export", "delete_now", "another_time=page.one_more")


def close(scene: Scene) -> None:
    """Closed. After this nothing comes but one goal date that the person chose, and what becomes of a note that still goes."""
    mine = sorted((p for p in scene.j.promises if p.key in ("goal", REVIEW)), key=lambda p: (p.key != REVIEW, p.day))
    goal = mine[0] if mine else None
    scene.release_all()
    if scene.j.told is not None and not any(
        scene.j.hint(each) for each in ("not_mine", "chose", "grave", "went_badly")
    ):
        scene.say("closed.handled")
    if goal is not None:
        scene.promise(goal)
        scene.say("closed.with_goal", day=scene.day(goal.day))
    else:
        scene.say("closed")
    fates.still_goes(scene)
    scene.set(closed=scene.now, step=Step.CLOSED, question=None, before=None)


def said_page(scene: Scene, said: Said) -> None:
    """The same in words."""
    bare = said.text.strip().casefold()
    if bare.startswith(("show", "yes", "ok")):
        show_page(scene)
    elif bare.startswith("close"):
        close(scene)
    else:
        scene.go("news")


ASK = {
    Q.COLLEAGUE: ask_colleague,
    Q.KEEP_SENTENCE: lambda scene: scene.ask(
        Q.KEEP_SENTENCE, None, "keep=keep_sentence.keep", "change=keep_sentence.change", "no"
    ),
    Q.GOAL: ask_goal,
    Q.GOAL_STEP: lambda scene: scene.ask(Q.GOAL_STEP, None, "skip"),
    Q.GOAL_HOW: due_goal,
    Q.BROUGHT_UP: due_brought_up,
    Q.DWELLING: ask_dwelling,
    Q.PAGE: ask_page,
    Q.REVIEW_WHEN: one_more,
    Q.PAGE_SHOWN: show_page,
}
SAID = {
    Q.COLLEAGUE: said_colleague,
    Q.KEEP_SENTENCE: said_keep_sentence,
    Q.GOAL: said_goal,
    Q.GOAL_STEP: said_goal_step,
    Q.GOAL_HOW: said_goal_how,
    Q.BROUGHT_UP: said_brought_up,
    Q.PAGE: said_page,
    Q.REVIEW_WHEN: said_review_when,
    Q.PAGE_SHOWN: said_page,
}
PRESSED = {
    Q.COLLEAGUE: pressed_colleague,
    Q.KEEP_SENTENCE: pressed_keep_sentence,
    Q.GOAL: pressed_goal,
    Q.GOAL_STEP: pressed_goal_step,
    Q.GOAL_HOW: pressed_goal_how,
    Q.BROUGHT_UP: pressed_brought_up,
    Q.DWELLING: pressed_dwelling,
    Q.PAGE: pressed_page,
    Q.REVIEW_WHEN: pressed_review_when,
    Q.PAGE_SHOWN: pressed_page,
}
