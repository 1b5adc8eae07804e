"""COACHING "Safety", as a conversation: sentence by sentence."""

import itertools
import json
import re
from dataclasses import replace

import pytest
from coaching import ways
from coaching.answers import until_words
from coaching.hears import Hears
from coaching.world import Talk, house

from adapters.app import Local
from adapters.console import Door
from adapters.local import author, load_world
from bot.effects import Withdraw
from bot.journey import body
from bot.letters import LetterState
from bot.path import Question
from prompts.helplines import country_named, helplines
from prompts.policy import load_policy

CLEAR = [
    "i want to die",
    "I\u2019m going to kill myself",
    "i wan\u200bt to end my life",
    "everybody is better off without me",
]
UNSURE = ["i don't see the point of being here anymore", "i cant do this anymore", "I can\u2019t take it any more"]
IDIOMS = [
    "this deadline is killing me",
    "my boss is going to kill me",
    "i will kill that job and start again",
    "i'm dead tired",
]
ANOTHER = ["my apprentice says he wants to die", "my colleague told me she wants to kill herself"]


def blocks(text):
    return [line for line in text.splitlines() if line]


@pytest.mark.parametrize("words", CLEAR)
def test_clear_words_stop_the_coaching_and_lead_to_people(words):
    talk = ways.drafted()

    said = talk.say(words)

    assert said.startswith("Sam, I'm putting the work aside.")
    assert "Samaritans, 116 123." in said
    assert "112, now." in said
    assert "1800 555 010" in said
    assert "I tell no one at work." in said
    assert said.endswith("Is someone near you right now?")
    assert said.count("?") == 1
    assert talk.labels[-1] == "I meant something else"
    for word in ("note", "Dana", "step", "deadline"):
        assert word not in said


@pytest.mark.parametrize("words", UNSURE)
def test_unsure_words_get_one_question_that_both_meanings_can_answer(words):
    talk = ways.drafted()

    assert talk.say(words) == "Do you mean the work, or more than the work?"
    assert talk.labels == ["The work", "More than that", "Not sure"]


ELSEWHERE = {
    "de": ("ich kann nicht mehr", "ich will sterben", "mein Kollege sagt, er will sterben"),
    "es": ("ya no aguanto más", "quiero morir", "mi compañero dice que se quiere matar"),
    "fr": ("je n'en peux plus", "je veux mourir", "mon collègue dit qu'il veut mourir"),
    "pt": ("não aguento mais", "quero morrer", "meu colega disse que quer se matar"),
    "hi": ("अब और नहीं सहा जाता", "मैं मरना चाहता हूँ", "मेरा दोस्त छत पर खड़ा है और कूदने की बात कर रहा है"),
    "hi-latn": ("ab aur nahi saha jata", "mujhe mar jana hai", "mera dost marna chahta hai"),
}
"""Unsure, clear, about another; in each language that the first reply is said in."""


@pytest.mark.parametrize("tongue", ELSEWHERE)
def test_words_of_danger_are_answered_in_their_own_language(tongue):
    unsure, clear, another = ELSEWHERE[tongue]
    words = house().catalog.tongues[tongue]
    talk = ways.drafted()

    assert talk.say(unsure) == words.lines["ask.unsure"]
    assert talk.labels == [words.labels[each] for each in ("unsure.work", "unsure.more", "not_sure")]
    for said in (talk.press("yes"), ways.drafted().say(clear)):
        assert said.startswith(words.lines["care.aside"].format(name="Sam"))
        assert words.lines["care.helpline"].format(helpline="Samaritans", number="116 123") in said
        assert words.lines["care.act_on_it"].format(emergency="112") in said
        assert said.endswith(words.lines["ask.danger"])
    assert talk.labels == [words.labels[each] for each in ("danger.someone_here", "danger.alone", "meant_else")]
    talk = ways.drafted()
    assert talk.say(another).startswith(words.lines["care.other_first"].format(emergency="112"))
    assert talk.labels == [words.labels[each] for each in ("yes", "no", "other_danger.dont_know")]


TYPED = {
    "de": ("nur die Arbeit", "mehr als die Arbeit", "Meine Frau ist da.", "ja, aber er ist nicht mehr da", "Ich hab was anderes gemeint"),
    "es": ("El trabajo, nada", "algo más que el trabajo", "mi hermana está aquí", "no, nadie", "quise decir otra cosa"),
    "fr": ("C’est mon chef.", "plus que le travail", "oui, ma sœur est là", "non, je suis seule", "non, vous avez mal compris"),
    "pt": ("é só o prazo", "é mais do que o trabalho", "meu marido está aqui", "ninguém", "eu quis dizer outra coisa"),
    "hi": ("बस ऑफिस की।", "काम से ज़्यादा", "हाँ, माँ पास है", "कोई नहीं है", "मेरा मतलब कुछ और था"),
    "hi-latn": ("bas kaam ki baat", "kaam se zyada hai", "haan bhai yahan hai", "koi nahi, akela hun", "matlab kuch aur tha yaar"),
}  # fmt: skip
"""The work, more than it, someone is here, nobody, something else: typed. Written after the lists, in sentences that are not theirs."""


@pytest.mark.parametrize("tongue", TYPED)
def test_the_soft_question_may_be_answered_in_the_language_in_which_it_is_asked(tongue):
    work, more, someone, nobody, meant_else = TYPED[tongue]
    words = house().catalog.tongues[tongue]

    def after(*said):
        talk = ways.drafted()
        for each in said:
            talk.say(each)
        return talk

    unsure, clear, _ = ELSEWHERE[tongue]
    assert after(unsure, work).question is Question.DRAFT
    assert after(unsure, more).said.startswith(words.lines["care.aside"].format(name="Sam"))
    assert after(clear, someone).choices == ["done", "use", "meant_else"]
    assert after(clear, nobody).choices == ["copy", "done", "use"]
    assert after(clear, meant_else).question is Question.AFTERWARDS


@pytest.mark.parametrize(
    ("tongue", "yes", "no"), [("de", "ja, hier", "nein"), ("es", "sí", "no, en su casa"), ("pt", "sim", "não")]
)
def test_whether_another_is_near_may_be_typed_too(tongue, yes, no):
    near, far = ways.drafted(), ways.drafted()
    for talk, word in ((near, yes), (far, no)):
        talk.say(ELSEWHERE[tongue][2])
        talk.say(word)

    assert near.said.startswith(house().catalog.lines["care.other_stay"].split("{")[0][:12])
    assert near.said != far.said


def test_danger_in_the_answer_to_the_soft_question_outweighs_the_work_in_it():
    talk = ways.drafted()
    talk.say(ELSEWHERE["de"][0])

    assert talk.say("die Arbeit, ich kann nicht mehr").startswith("Sam, die Arbeit kann warten.")


def test_english_words_after_another_language_are_answered_in_english_and_the_work_goes_on_in_english():
    talk = ways.drafted()
    talk.say(ELSEWHERE["de"][0])
    assert "Meinen Sie" not in talk.press("no")
    assert talk.say(UNSURE[0]) == "Do you mean the work, or more than the work?"
    assert talk.press("yes").startswith("Sam, I'm putting the work aside.")


def test_when_the_danger_is_over_its_language_is_forgotten():
    talk = ways.drafted()
    talk.say(ELSEWHERE["es"][1])
    talk.press("meant_else")

    assert "tongue" not in talk.journey.notes


def test_not_sure_counts_as_clear_and_the_work_goes_back_to_the_work():
    talk = ways.drafted()
    talk.say(UNSURE[0])
    assert "Is someone near you" in talk.press("not_sure")
    talk = ways.drafted()
    talk.say(UNSURE[0])
    talk.press("no")
    assert talk.question is Question.DRAFT
    assert not talk.journey.paused


@pytest.mark.parametrize("words", IDIOMS)
def test_work_idioms_do_not_trigger_it(words):
    talk = ways.wanted()

    assert "116 123" not in talk.say(words)


@pytest.mark.parametrize("words", CLEAR)
def test_i_meant_something_else_is_costless(words):
    talk = ways.drafted()
    draft = talk.draft
    talk.say(words)

    said = talk.press("meant_else")
    talk.press("resume")

    assert said.startswith("Thank you for saying so. I'd rather ask once too often.")
    assert not talk.journey.paused
    assert talk.draft == draft
    assert talk.question is Question.DRAFT


@pytest.mark.parametrize("words", ANOTHER)
def test_another_person_in_danger_the_emergency_number_comes_first(words):
    talk = ways.drafted()

    said = talk.say(words)

    assert said.index("112") < said.index("116 123")
    assert said.endswith("Is that person with you right now?")


PLACES = [
    "she is in room 4",
    "he is crying in the break room",
    "on the roof of building B",
    "no, he's locked in the server room on the second floor",
    # other phrasings than those the rule was written from
    "still up on the scaffolding, by the crane",
    "platform 3, he won't come back",
    "she's sitting on the edge of the car park roof",
    "i think behind the warehouse",
]
NO_PLACES = [
    "she is in tears",
    "he is on the phone",
    "he's in a very bad way",
    "she is in pain and in shock",
    "at the moment she says nothing",
    "i am on it",
]
CARED_FOR = [
    "he calmed down, his mum is here",
    "the paramedics are with her now",
    "she came down from the roof and is safe",
    # other phrasings
    "ambulance arrived, they have him",
    "ok we talked him down",
    "her husband is here and he's okay now",
]
NOT_CARED_FOR = [
    "he is not safe",
    "no ambulance is here yet",
    "she says she is fine but she isn't",
    "the doctor will be here in 20 minutes",
    "is she safe?",
]
OF_THE_OTHER = [*PLACES, *NO_PLACES, *CARED_FOR, *NOT_CARED_FOR, "what do i say to her?", "ok i'm calling 112", "what now", "oops", "i locked the door", "thank you"]  # fmt: skip


def beside(words=ANOTHER[0], answer="no"):
    talk = ways.drafted()
    talk.say(words)
    talk.press(answer)
    return talk


@pytest.mark.parametrize("answer", [None, "no", "yes"])
@pytest.mark.parametrize("words", PLACES)
def test_where_another_in_danger_is_goes_to_the_emergency_number(words, answer):
    talk = beside(answer=answer) if answer else ways.drafted()
    if answer is None:
        talk.say(ANOTHER[0])

    assert talk.say(words) == "Tell 112 exactly that place."
    assert talk.journey.paused


@pytest.mark.parametrize("words", [*NO_PLACES, *NOT_CARED_FOR])
def test_what_is_no_place_and_no_help_is_not_taken_for_one(words):
    said = beside().say(words)

    assert "that place" not in said
    assert "The work" not in said


@pytest.mark.parametrize("words", CARED_FOR)
def test_who_has_help_may_wait_with_the_work_or_go_on(words):
    talk = beside()

    assert talk.say(words) == "Then somebody is close, and that is what counts. The work can wait until you want it."
    assert talk.choices == ["resume", "not_now"]


@pytest.mark.parametrize("words", OF_THE_OTHER)
def test_beside_another_in_danger_answers_are_short_until_the_person_chooses_to_go_on(words):
    talk = beside()
    draft = talk.draft
    talk.say("he is still crying")

    said = talk.say(words)

    assert talk.question is Question.STAYING
    assert len(blocks(said)) == 1
    assert not re.search(r"note|Dana|Wrong|Hello", said)
    assert talk.journey.paused
    talk.press("resume")
    assert talk.question is Question.DRAFT
    assert talk.draft == draft
    assert not talk.journey.paused


def test_beside_another_in_danger_no_answer_comes_twice_in_a_row_and_words_of_danger_bring_no_block_again():
    talk = beside()
    said = [
        talk.say(words) for words in ("he says he will jump", "he wants to die", *PLACES, "he wants to kill himself")
    ]

    assert all(one != then for one, then in itertools.pairwise(said))
    assert len(set(said[:6])) == 6
    assert all(len(blocks(each)) == 1 for each in said)


def test_who_is_beside_another_and_speaks_of_their_own_life_is_heard():
    talk = beside()

    assert talk.say("i want to die too").startswith("Sam, I'm putting the work aside.")
    assert talk.question is Question.DANGER


@pytest.mark.parametrize(
    "words", ["carry on", "ok, let's go on with the note", "back to the work please", "can we continue?", "go on"]
)
def test_beside_another_the_wish_to_go_on_may_be_typed(words):
    talk = beside()

    talk.say(words)

    assert talk.question is Question.DRAFT
    assert not talk.journey.paused


def test_a_mistake_told_beside_another_is_a_choice_to_go_on():
    talk = Talk()
    talk.say(ANOTHER[0])
    talk.press("yes")
    talk.say("i sent the march price list to the wrong customer at 14:05")

    assert talk.question is Question.EFFECT
    assert not talk.journey.paused


def test_held_letters_go_back_to_drafts():
    talk = ways.drafted()
    talk.press("send")

    talk.say(CLEAR[0])

    assert [o.state for o in talk.journey.outbox] == [LetterState.WITHDRAWN]
    assert Withdraw(talk.journey.outbox[0].letter) in talk.turn.effects
    assert talk.wait(days=2) == ""
    assert talk.letters == []
    assert talk.draft


def test_every_check_in_waits_until_the_person_writes_and_chooses_to_go_on():
    talk = ways.wanted()
    promised = set(talk.promises)
    talk.say(CLEAR[0])
    talk.press("no")
    talk.press("done")

    assert talk.wait(days=10) == ""
    hello = talk.say("hi")
    assert hello.startswith("Hello, Sam. Your notes are where you left them")
    assert talk.wait(days=3) == ""
    talk.say("hi")
    talk.press("resume")

    assert set(talk.promises) == promised
    assert not talk.journey.paused


@pytest.mark.parametrize("words", [*CLEAR, *ANOTHER])
def test_only_the_pause_is_kept_and_neither_its_reason_nor_the_text(words):
    talk = ways.wanted()
    before = set(re.findall(r"\w+", json.dumps(body(talk.journey), default=str).casefold()))
    talk.say(words)
    talk.press("no")
    if talk.question is Question.STAYING:
        talk.say("my sister")
        talk.say("i am so tired")
        if "done" not in talk.choices:
            talk.say("the paramedics are with him now")
        talk.press("done" if "done" in talk.choices else "not_now")

    kept = json.dumps(body(talk.journey), default=str).casefold()

    assert talk.journey.paused
    assert words.casefold() not in kept
    new = set(re.findall(r"\w+", kept)) - before
    for hint in ("danger", "staying", "unsure", "crisis", "sister", "tired", "die", "kill", "voice", "stayed", "alone"):
        assert hint not in new, (hint, sorted(new))


def test_later_answers_are_short_and_never_the_same_block_twice():
    talk = ways.drafted()
    talk.say(CLEAR[0])
    talk.press("no")
    heard = [
        talk.say(words) for words in ("i don't know", "hm", "it is dark here", "ok", "yes", "hello there", "no", "so")
    ]

    assert all(len(said.split()) <= 40 for said in heard)
    assert len(set(heard)) == len(heard)


def test_the_big_block_is_said_once_and_then_in_short():
    talk = ways.drafted()
    first = talk.say(CLEAR[0])
    talk.press("meant_else")
    talk.press("not_now")

    again = talk.say(CLEAR[1])

    assert again != first
    assert len(again.split()) < len(first.split()) / 2
    assert "116 123" in again
    assert "112" in again


def test_the_next_morning_says_nothing_about_the_night():
    talk = ways.drafted()
    talk.say(CLEAR[0])
    talk.press("no")
    talk.wait(hours=14)

    said = talk.say("hi")

    assert said == "Hello, Sam. Your notes are where you left them, and they can wait.\nWhat would help now?"


@pytest.mark.parametrize("word", ["help", "human"])
@pytest.mark.parametrize("where", [Talk, ways.drafted, ways.told, ways.wanted, ways.at_page])
def test_help_and_human_always_show_the_numbers(word, where):
    said = where().say(word)

    assert "116 123" in said
    assert "112" in said


def test_the_numbers_stand_in_the_middle_of_it_too():
    talk = ways.drafted()
    talk.say(CLEAR[0])

    assert "116 123" in talk.say("human")


# which country


def without_a_helpline(tmp_path, country):
    """A house whose policy names no helpline, and perhaps a country."""
    lines = (ways.house_policy()).read_text("utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("[helpline]"))
    end = next(n for n in range(start + 1, len(lines)) if lines[n].startswith("["))
    kept = [line for line in (*lines[:start], *lines[end:]) if not line.startswith("country =")]
    file = tmp_path / "policy.toml"
    file.write_text("\n".join([f'country = "{country}"' if country else "", *kept]), "utf-8")
    return replace(house(), policy=load_policy(file))


@pytest.mark.parametrize("country", sorted(helplines()))
def test_the_country_comes_from_the_policy(tmp_path, country):
    talk = Talk(house_=without_a_helpline(tmp_path, country), zone="Asia/Tokyo")

    said = talk.say(CLEAR[0])

    assert helplines()[country].number in said
    assert helplines()[country].emergency in said
    assert said.endswith("Is someone near you right now?")


def test_the_country_is_asked_once_and_never_guessed_from_the_clock(tmp_path):
    talk = Talk(house_=without_a_helpline(tmp_path, ""), zone="Australia/Sydney")

    said = talk.say(CLEAR[0])
    assert said.endswith("Which country are you in? Then I can show you the number there.")
    assert "13 11 14" not in said
    said = talk.say("germany")

    assert "0800 111 0 111" in said
    assert said.endswith("Is someone near you right now?")
    talk.press("no")
    assert "0800 111 0 111" in talk.said


def test_a_country_without_a_checked_line_still_gets_an_answer_and_is_not_asked_twice(tmp_path):
    talk = Talk(house_=without_a_helpline(tmp_path, ""))
    talk.say(CLEAR[0])

    said = talk.say("narnia")
    talk.say("help")

    assert "emergency number" in said
    assert sum("Which country" in each for each in talk.all) == 1


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("I'm in Scotland", "GB"),
        ("the netherlands", "NL"),
        ("USA", "US"),
        ("ireland.", "IE"),
        ("IN", "IN"),
        ("mars", None),
    ],
)
def test_countries_are_heard_by_their_names(words, country):
    assert country_named(words) == country


# another door


@pytest.mark.parametrize(
    "words",
    [
        "my boss keeps touching me and i don't want that",
        "my manager is harassing me",
        "they are punishing me because i reported them",
        "i want to blow the whistle on faked safety records",
    ],
)
def test_harassment_retaliation_and_whistle_blowing_lead_to_another_door_and_no_draft(words):
    talk = Talk()
    talk.say(words)

    heard = "\n".join(talk.all)
    assert "Lena Vogt" in heard or "speak-up" in heard.casefold(), heard
    assert talk.draft == ""
    assert "send" not in talk.choices


BESIDE = "i sent the march payroll file to the wrong chris at 14:05. i cant do this anymore"


async def heard(tmp_path, *lines):
    """The whole coach on a database: what it said last, where it stands, and all that it keeps."""
    world = load_world()
    me = author("Sam Reyes", "Europe/Dublin", world)
    local = await Local.open(f"sqlite:///{tmp_path}/oops.db", me, world, house(), None)
    door = Door(local)
    for line in lines:
        said = await door.lines(await door.take(line))
    stands, kept = (await door.ready())["question"], json.dumps(await local.store.export(me.who))
    await local.close()
    return said[0]["text"], stands, kept


@pytest.mark.parametrize("answer", [{"press": "no"}, {"say": "the work"}])
async def test_what_was_told_beside_unsure_words_need_not_be_told_again(tmp_path, answer):
    said, stands, kept = await heard(tmp_path, {"say": BESIDE}, answer)

    assert stands == "first_acts"
    assert "Payroll" in said
    assert "at 14:05" in kept
    assert "anymore" not in kept


async def test_unsure_words_alone_are_kept_nowhere_and_answer_nothing(tmp_path):
    said, stands, kept = await heard(
        tmp_path, {"say": "i just emailed payroll to the wrong chris"}, {"say": UNSURE[1]}, {"press": "no"}
    )

    assert stands == "first_acts"
    assert "back to the work" in said
    assert "anymore" not in kept


@pytest.mark.parametrize("answer", [{"press": "yes"}, {"press": "not_sure"}, {"say": "more than the work"}])
async def test_when_it_was_more_than_the_work_none_of_the_words_is_kept(tmp_path, answer):
    _, stands, kept = await heard(tmp_path, {"say": BESIDE}, answer)

    assert stands == "danger"
    assert "14:05" not in kept


SENT = "i sent the old price list to 12 shops at 14:05"
ABOUT_THE_WORK = [
    "its greg",
    "Dana",
    "1 june",
    "by friday, 9am",
    "she doesn't know yet, its dana",
    "the 12 shops have the old list",
    "I'll send the right list at 4",
    "i broke something at work",
    "i scratched a customer's car",
    "i gave the wrong leaflet to 30 parents",
    "I shouldn't have sent it without asking",
    "the deadline was noon and i missed it",
    "just the work",
    "i meant the list",
]
NOT_PLAIN = [
    "everything",
    "both i think",
    "im so tired",
    "idk",
    "does it matter",
    "i'll do it tonight",
    "all of it",
    "i broke everything",
    "i ruined my life",
    "i lost all of them",
    "i gave up",
    "more",
    "yes",
]


@pytest.mark.parametrize("answer", ABOUT_THE_WORK)
def test_a_plain_answer_about_the_work_leads_back_and_is_heard(answer):
    talk = Talk()
    talk.say(SENT)
    talk.say(UNSURE[1])
    assert talk.question is Question.UNSURE

    said = talk.say(answer)

    assert "116 123" not in said
    assert talk.question not in (Question.UNSURE, Question.DANGER, None)
    assert not talk.journey.paused


@pytest.mark.parametrize("answer", NOT_PLAIN)
def test_what_is_not_plainly_the_work_counts_as_clear(answer):
    talk = Talk()
    talk.say(SENT)
    talk.say(UNSURE[1])

    assert "116 123" in talk.say(answer)


MEANT = [
    "no i meant the van",
    "i was talking about the machine not me",
    "im fine, i only mean i drove off without leaving a note",
    "thats not what i meant at all",
    "you misunderstood me",
    "wrong idea, this is about the shop door",
    "I'm okay, it's just the price list",
]
MEANT_MORE = [
    "i mean it",
    "i'm fine dont worry about me anymore",
    "its about everything",
    "i meant what i said",
    "i am fine with dying",
]
"""The second half of both was written before the rule was tried."""


@pytest.mark.parametrize("words", MEANT)
@pytest.mark.parametrize("before", [(), ("alone",), ("alone", "just tired")])
def test_who_meant_something_else_may_say_so_in_words_at_any_turn(words, before):
    talk = Talk()
    for line in (SENT, CLEAR[0], *before):
        talk.say(line)

    said = talk.say(words)

    assert said.startswith("Thank you for saying so.")
    assert "resume" in talk.choices


@pytest.mark.parametrize("words", MEANT_MORE)
def test_what_takes_nothing_back_takes_nothing_back(words):
    talk = Talk()
    for line in (SENT, CLEAR[0], "alone"):
        talk.say(line)

    said = talk.say(words)

    assert "Thank you for saying so." not in said
    assert talk.journey.paused


def test_who_goes_on_about_the_work_is_shown_the_way_back():
    talk = Talk()
    for line in (SENT, CLEAR[0], "alone"):
        talk.say(line)

    talk.say("greg is my boss, he has the old list too")

    assert "I meant something else" in talk.labels


LATE = [
    "I missed the deadline for the board report. I cant do this anymore",
    "i missed the deadline yesterday. i can't take it any more",
]
WENT_ON = [
    "Dana is my manager. she doesn't know its late. report due monday 9am, half done, full by wed noon",
    "the report was due today at 9, half of it is done, i'll have the rest by wednesday noon",
]


@pytest.mark.parametrize("first", LATE)
@pytest.mark.parametrize("then", WENT_ON)
async def test_a_story_instead_of_an_answer_is_heard_with_the_first_words(tmp_path, first, then):
    said, stands, kept = await heard(tmp_path, {"say": first}, {"say": then})

    assert stands not in ("unsure", "danger", "kind", "hiding", ""), said
    assert "kind:missed_deadline" in kept
    assert "anymore" not in kept


async def test_what_waited_is_heard_at_its_question_and_the_answer_at_the_next(tmp_path):
    sent = {"say": "i emailed the payroll file to the wrong chris at 14:05"}
    waits = {"say": "not yet, she is in a meeting. i cant do this anymore"}
    said, stands, kept = await heard(tmp_path, sent, {"press": "done"}, waits, {"say": "its dana"})

    assert "116 123" not in said
    assert stands not in ("unsure", "danger", "boss_knows")
    assert "boss_unaware" in kept
    assert "Dana Okafor" in kept


@pytest.mark.parametrize("first", [(), ("/oops",)])
def test_who_meant_the_work_and_has_told_nothing_is_asked_what_happened(first):
    talk = Talk()
    for _ in first:
        talk.begin()
    talk.say(UNSURE[1])

    assert talk.press("no") == "Then back to the work, when you are ready.\nWhat happened?"
    assert talk.question is Question.WHAT_HAPPENED


WEDDING = "I told a customer his ring would be ready for his wedding on saturday. it will not be ready until tuesday. i never put the order in. i forgot"  # fmt: skip
EVERYDAY = [
    ("wedding", WEDDING, "I told a customer his ring would be ready for his wedding on Saturday."),
    ("funeral", "i gave the family the wrong hour for the funeral\nthey came at 11 and it was at 9", "the wrong hour for the funeral"),
    ("leave us", "We promised Velo the files by noon. They may leave us over it. I sent them at 4", "I sent them at 16:00"),
]  # fmt: skip


@pytest.mark.parametrize(("word", "story", "stands"), EVERYDAY)
@pytest.mark.parametrize("answer", ["press", "a plan"])
def test_what_was_about_the_work_stands_in_the_note_whatever_was_heard_in_it(word, story, stands, answer):
    talk = Talk(reader=Hears("crisis", word))
    talk.say(story)
    assert talk.question is Question.UNSURE
    if answer == "press":
        talk.press("no")
    else:
        talk.say("ring him tonight at 6 and offer him a loan ring")
    until_words(talk, "i noticed at 14:10", "ring him tonight at 6 and offer him a loan ring", boss="greg")

    assert stands in talk.draft
    assert word != "wedding" or "will not be ready until" in talk.draft
    assert "offer him a loan ring" in talk.draft


def test_what_could_only_mean_more_is_in_no_note():
    talk = Talk(reader=Hears("crisis", "wedding"))
    talk.say(WEDDING + ". i cant do this anymore")
    talk.press("no")
    until_words(talk, "i noticed at 14:10", "ring him tonight at 6", boss="greg")

    assert "anymore" not in talk.draft
    assert "anymore" not in json.dumps(body(talk.journey), default=str)


@pytest.mark.parametrize(
    "words",
    [
        "splashed bleach in my coworker's eyes",
        "i spilled acid on her face when the bottle broke",
        "bleach splashed into a trainee's eyes",
    ],
)
def test_a_spill_is_an_accident_and_no_threat(words):
    talk = Talk()
    talk.say(words)

    assert talk.question is not Question.DANGER
    assert not talk.journey.paused


@pytest.mark.parametrize(
    "words", ["i have acid for her face", "he will throw bleach at her face", "bleach in his eyes, that is my plan"]
)
def test_a_threat_with_the_same_things_is_heard(words):
    talk = Talk()
    talk.say(words)

    assert talk.question in (Question.DANGER, Question.UNSURE, Question.OTHER_DANGER)
