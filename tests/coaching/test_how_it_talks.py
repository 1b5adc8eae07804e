"""COACHING "How it talks" and X6: every line of ours in every content file, and every reply over random walks."""

# ruff: noqa: N802  a test is called by the statement of COACHING that it proves

import random
import re
import tomllib
from pathlib import Path

import pytest
from coaching import ways
from coaching.world import Talk, house

import prompts
from bot.path import Question
from prompts.catalog import LABEL_MAX

PROMPTS = Path(next(iter(prompts.__path__)))
EN = PROMPTS / "en"
WORDS = tomllib.loads((Path(__file__).parent / "data" / "idioms.toml").read_text("utf-8"))
SPOKEN_MISTAKES = frozenset(
    {"label", "effect", "cue", "cues", "prevention", "moment", "repairs", "intro", "say", "still_going", "frame"}
)
NOT_SPOKEN = frozenset(
    {"strong", "weak", "unless", "lists", "listener", "when", "done", "role", "data", "rules", "yields"}
)


def flat(table, before=""):
    for key, value in table.items():
        name = f"{before}.{key}" if before else key
        if isinstance(value, dict):
            yield from flat(value, name)
        elif isinstance(value, list):
            for number, each in enumerate(value):
                if isinstance(each, dict):
                    yield from flat(each, f"{name}[{number}]")
                elif isinstance(each, str):
                    yield f"{name}[{number}]", each
        elif isinstance(value, str):
            yield name, value


def read(name):
    return tomllib.loads((EN / name).read_text("utf-8"))


def spoken_of_mistakes():
    for name, text in flat(read("mistakes.toml")):
        parts = set(re.split(r"[.\[\]0-9]+", name))
        if parts & SPOKEN_MISTAKES and not parts & NOT_SPOKEN - {"data", "done", "rules"}:
            yield name, text


def spoken():
    """Every line and label that is said: (file, key, text)."""
    for name, text in flat({"lines": read("lines.toml")["lines"], "labels": read("lines.toml")["labels"]}):
        yield "lines.toml", name, text
    for name, text in flat(read("recipient.toml")):
        yield "recipient.toml", name, text
    for name, text in spoken_of_mistakes():
        yield "mistakes.toml", name, text
    for name, text in flat(read("review.toml")):
        yield "review.toml", name, text
    frames = {key: value for key, value in read("frames.toml").items() if key in ("frames", "acts", "lines", "mentor")}
    for name, text in flat(frames):
        yield "frames.toml", name, text


LINES = list(spoken())


def plain(text):
    """The text without slots and without other people's words in quotation marks."""
    text = re.sub(r"\{\w+\}", "Dana", text)
    return re.sub(r"[\"“][^\"”]*[\"”]", "these words", text)


def whole(word, text):
    return re.search(rf"\b{re.escape(word)}\b", text.casefold().replace("’", "'")) is not None


def test_X6_every_content_file_is_read():
    assert {file for file, _, _ in LINES} == {
        "lines.toml", "recipient.toml", "mistakes.toml", "review.toml", "frames.toml",
    }  # fmt: skip
    assert len(LINES) > 600


@pytest.mark.parametrize("name", ["banned", "never", "sport", "seasons"])
def test_X6_never_these_words(name):
    wrong = [(file, key, word) for file, key, text in LINES for word in WORDS[name] if whole(word, text)]
    assert wrong == []


def test_X6_no_idiom_in_any_line_or_label():
    wrong = [
        (file, key, words) for file, key, text in LINES for words in WORDS["idioms"] if words in plain(text).casefold()
    ]
    assert wrong == []


def test_X6_no_he_or_she_in_our_own_words():
    wrong = [(file, key, word) for file, key, text in LINES for word in WORDS["pronouns"] if whole(word, plain(text))]
    assert wrong == []


def sentences(text):
    return [each for each in re.split(r"(?<=[.!?:])[\"”]?\s+|\n", plain(text)) if each.strip()]


def test_X6_at_most_twenty_five_words_a_sentence():
    wrong = [(file, key) for file, key, text in LINES for each in sentences(text) if len(each.split()) > 25]
    assert wrong == []


def test_X6_labels_fit_a_button():
    wrong = [key for file, key, text in LINES if key.startswith("labels.") and len(text) > LABEL_MAX]
    assert wrong == []


def syllables(word):
    word = re.sub(r"[^a-z]", "", word.casefold())
    if not word:
        return 1
    groups = len(re.findall(r"[aeiouy]+", word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    return max(1, groups)


def grade(text):
    """Flesch-Kincaid."""
    words = re.findall(r"[A-Za-z'’]+", plain(text))
    count = max(1, len([s for s in re.split(r"[.!?:]+(?:\s|$)|\n", plain(text)) if s.strip()]))
    return 0.39 * len(words) / count + 11.8 * sum(map(syllables, words)) / max(1, len(words)) - 15.59


def test_the_measure_itself_gives_the_textbook_values():
    assert grade("The cat sat on the mat.") < 0
    assert 8 < grade("The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.") < 14


def walked():
    """The whole text of every question that these walks come to, once each."""
    talks = [make() for make in (ways.drafted, ways.told, ways.wanted, ways.at_page, ways.focus)]
    talk = ways.at_page()
    talk.press("another_time")
    talks.append(talk)
    return {text for talk in talks for text in talk.all if "?" in text}


def test_flesch_kincaid_at_most_eight_over_each_questions_whole_text():
    texts = {f"ask.{q}": house().catalog.lines.get(f"ask.{q}", "") for q in Question}
    texts |= {text[:40]: text for text in walked()}
    wrong = {key: round(grade(text), 1) for key, text in texts.items() if len(text.split()) > 4 and grade(text) > 8}
    assert wrong == {}


def test_what_it_is_and_who_sees_what_in_two_lines_once_with_the_first_answer():
    talk = Talk()
    first = talk.say("I sent the wrong price list to 12 customers")

    assert first.startswith("I'm Oops: software, not HR, therapy or a lawyer.")
    assert "Your employer may be able to export chats." in first
    talk.say("I noticed at 14:10")
    assert sum("I'm Oops: software" in each for each in talk.all) == 1


def test_park_is_explained_the_first_time():
    talk = Talk()
    talk.say(f"{ways.STORY} {ways.EXCUSE}")
    while talk.question is not Question.MARKS:
        talk.say("skip") if str(talk.question) != "telling" else talk.say(f"{ways.STORY} {ways.EXCUSE}")

    assert "Parked means: it stays private, and comes back to you later as a possible cause." in talk.said


@pytest.mark.parametrize(
    "step", ["Step 2 of 5", "Step 1 of 5", "Amend the situation", "Ask for perspective", "Move forward"]
)
def test_steps_are_not_named_in_the_conversation(step):
    for text in walked():
        assert step not in text


def test_names_and_progress_stand_under_where_am_i():
    assert "Step 2 of 5: amend the situation." in ways.wanted().say("where am i")


TYPED = [
    "I sent the March price list with the old prices to 12 customers at 14:05", "help", "where am i", "back", "skip", "later",
    "yes", "no", "not yet", "I was drowning in quarter close", "dana", "ruth", "I'll send the right list by 16:00", "tomorrow",
    "be more careful", "read every price aloud, then press send", "what?", "who reads this?", "it is all settled now", "human",
    "they said it is unacceptable", "i keep thinking about it", "edit", "43 not 41", "pause", "resume", "stop", "oops", "",
]  # fmt: skip


def ours(text):
    """What the coach itself says: without letters, and without words in quotation marks."""
    lines = [line for line in text.splitlines() if not line.startswith("| ")]
    return re.sub(r"\"[^\"]*\"", "", "\n".join(lines))


def walk(seed, length=30):
    rng = random.Random(seed)
    talk = Talk()
    talk.begin()
    for _ in range(length):
        if talk.erased:
            return
        kind = rng.random()
        if kind < 0.45 and (lives := [live for live in talk.journey.live if live.choices]):
            talk._hear(pressed(rng.choice(rng.choice(lives).choices)))
        elif kind < 0.85:
            talk.say(rng.choice(TYPED))
        else:
            talk.wait(hours=rng.choice((1, 20, 60)))
        yield talk


def pressed(choice):
    from bot.events import Pressed

    return Pressed(choice)


@pytest.mark.parametrize("seed", range(40))
def test_one_question_a_turn_or_none_and_at_most_five_buttons_over_random_walks(seed):
    seen = 0
    for talk in walk(seed):
        for text in talk.all[seen:]:
            assert ours(text).count("?") <= 1, text
        seen = len(talk.all)
        if talk.question is not Question.KIND:  # more than five are one menu (COMMANDS)
            assert len(talk.choices) <= 5, (talk.said, talk.choices)


def test_no_recipient_line_shows_a_list_a_status_or_an_account():
    for _, text in flat(read("recipient.toml")):
        for word in ("score", "status of", "all notes", "log in", "dashboard", "streak", "leaderboard"):
            assert word not in text.casefold()


def test_never_streaks_scores_receipts_or_inferred_emotions():
    for _, key, text in LINES:
        for word in (
            "streak",
            "leaderboard",
            "your score",
            "has read",
            "read your note",
            "you seem",
            "you sound",
            "you feel",
        ):
            assert word not in text.casefold(), key


def test_no_meaning_by_colour_or_emoji_alone():
    for _, key, text in LINES:
        assert not re.search(r"[\U0001F300-\U0001FAFF\u2600-\u27BF]", text), key
