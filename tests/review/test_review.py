"""The pure part: spans, marks, parts, grade, danger, language."""

import itertools
import json
import tomllib
from pathlib import Path

import pytest

from adapters.reader import RuleReader, words
from bot.review import Has
from bot.review.language import language
from bot.review.normal import plain
from bot.review.quoted import logged, quoted
from bot.review.review import Floor, Reading, grade, review
from bot.review.sentences import split
from bot.review.values import PROBLEMS

HOME = Path(__file__).parents[2]


def said(text):
    return [text[start:end] for start, end in split(text)]


def floor(word, literal=None):
    """A floor that says `word` of every text, and `literal` where nothing is a figure of speech."""
    return Floor(lambda text: word, lambda text: literal or word)


calm, asking = floor("no"), floor("ask")


def judge(**reading):
    return lambda sentences, context: [Reading(**reading) for _ in sentences]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "i sent the march payroll file to the wrong chris at 14:05. 41 people are in it. i noticed at 14:10.",
            [
                "i sent the march payroll file to the wrong chris at 14:05.",
                "41 people are in it.",
                "i noticed at 14:10.",
            ],
        ),
        ("Mr. Hall saw it at 9.30. He rang.", ["Mr. Hall saw it at 9.30.", "He rang."]),
        ("See report.v2.xlsx, e.g. page 3. It cost 3.5 k.", ["See report.v2.xlsx, e.g. page 3.", "It cost 3.5 k."]),
        ("no test!!! i told them", ["no test!!!", "i told them"]),
        ("dear dana\ni sent the file\nsorry", ["dear dana", "i sent the file", "sorry"]),
        ("1. call priya\n2. tell dana", ["1. call priya", "2. tell dana"]),
        ("what??really", ["what??", "really"]),
        ("", []),
        ("\U0001f600", []),
    ],
)
def test_sentences_survive_chat_style(text, sentences):
    assert said(text) == sentences


def test_no_word_is_lost_between_sentences():
    text = "Oops... i did it!! e.g. at 9.30, see a.txt\n\n> quoted line\nMr. X said: \u201cno.\u201d Then? ok"

    kept = "".join(said(text)).replace(" ", "")

    assert [c for c in kept if c.isalnum()] == [c for c in text if c.isalnum()]


def test_offsets_point_into_the_original():
    text = "I\u2019m \u200bsorry \uff08really\uff09 \u2026 caf\u00e9"

    made = plain(text)
    start = made.text.index("sorry")

    assert text[slice(*made.original(start, start + 5))] == "sorry"
    assert "I'm sorry (really) ..." in made.text


def test_a_zero_width_sign_inside_a_word_does_not_hide_it():
    found = RuleReader().read("i was dr\u200bowning in quarter close", "message_to_boss")

    assert found.marks[0].label == "excuse"
    assert (found.marks[0].start, found.marks[0].end) == (0, len(found.text))


def test_two_sorries_are_one_too_many():
    found = RuleReader().read("I'm sorry about the file. I sent it to Chris. I am so sorry.", "message_to_boss")

    assert [found.text[m.start : m.end] for m in found.marks if m.label == "grovel"] == ["I am so sorry."]


def test_one_sorry_said_twice_over_is_one():
    assert not [m for m in RuleReader().read("im so so sorry", "chat").marks if m.label == "grovel"]


@pytest.mark.parametrize(
    ("has", "problems", "expected"),
    [
        ((1, 1, 1, 1, 1), {}, 5),
        ((1, 1, 1, 1, 0), {}, 4),
        ((1, 1, 1, 1, 1), {"excuse": 1}, 4),
        ((1, 1, 1, 0, 0), {"vague_promise": 1}, 3),
        ((1, 0, 0, 0, 0), {"excuse": 1}, 2),
        ((0, 0, 1, 0, 0), {"blame": 2}, 1),
        ((0, 0, 0, 0, 0), {"concealment": 1}, 1),
    ],
)
def test_the_grade_says_how_ready_a_draft_is(has, problems, expected):
    assert grade(Has(*map(bool, has)), problems) == expected


def test_more_parts_and_fewer_problems_never_lower_the_grade():
    for has in itertools.product((False, True), repeat=5):
        for label in sorted(PROBLEMS):
            worse = grade(Has(*has), {label: 1})
            assert worse <= grade(Has(*has), {})
        for part in range(5):
            more = (*has[:part], True, *has[part + 1 :])
            assert grade(Has(*has), {"excuse": 1}) <= grade(Has(*more), {"excuse": 1})


def test_either_may_raise_danger_and_only_a_calm_judge_lowers_a_question():
    def danger(said, **reading):
        return review("some words here", "chat", judge(**reading), said, words()).crisis

    assert danger(asking) == "ask"
    assert danger(asking, calm=True) == "no"
    assert danger(floor("crisis"), calm=True) == "crisis"
    assert danger(calm, danger="crisis") == "crisis"
    assert danger(calm, danger="ask") == "ask"


@pytest.mark.parametrize("literal", ["ask", "crisis"])
def test_an_idiom_that_the_floor_knows_lowers_it_only_where_the_judge_lets_it_be_one(literal):
    def danger(**reading):
        return review("some words here", "chat", judge(**reading), floor("no", literal), words()).crisis

    assert danger(figure=True) == "no"
    assert danger(figure=False) == "ask"


def test_what_only_the_whole_text_shows_is_not_lost():
    def both(text):
        return "crisis" if "first" in text and "second" in text else "no"

    found = review("the first half.\nthe second half.", "chat", judge(calm=True), Floor(both, both), words())

    assert found.crisis == "crisis"
    assert "crisis" in found.labels


def test_words_quoted_from_another_mail_are_not_marked():
    marked = {"labels": frozenset({"blame"}), "marked": frozenset({"blame"})}

    found = review("I sent it.\n> It was their doing.", "chat", judge(**marked), calm, words())

    assert [found.text[mark.start : mark.end] for mark in found.marks] == ["I sent it."]


MAILS = {
    "set off": "I sent it late.\n\nOn Mon, 3 May 2027 at 10:02, Bob Lee <bob@x.example> wrote:\n> It was their doing.\n> Truly.\n\nMy own part was the date.",
    "not set off": "I sent it late.\nMy own part was the date.\n\nOn Mon, 3 May 2027 at 10:02, Bob Lee\n<bob@x.example> wrote:\nIt was their doing.\nTruly.",
    "ruled off": "I sent it late.\nMy own part was the date.\n\n-----Original Message-----\nFrom: Bob Lee\nSent: Monday\nIt was their doing.",
    "a head": "I sent it late.\nMy own part was the date.\n\nFrom: Bob Lee\nSent: Monday\nTo: me\n\nIt was their doing.",
    "forwarded": "I sent it late.\nMy own part was the date.\n\nBegin forwarded message:\n\nIt was their doing.",
    "German": "I sent it late.\nMy own part was the date.\n\nAm 3. Mai 2027 um 10:02 schrieb Bob Lee:\n> It was their doing.",
}


@pytest.mark.parametrize("name", MAILS)
def test_what_another_person_wrote_in_a_thread_is_neither_marked_nor_counted(name):
    reading = {"labels": frozenset({"blame", "apology"}), "marked": frozenset({"blame"})}

    found = review(MAILS[name], "message_to_boss", judge(**reading), calm, words())

    assert [found.text[m.start : m.end] for m in found.marks if m.label == "blame"] == [
        "I sent it late.",
        "My own part was the date.",
    ]
    assert sum("apology" in sentence.labels for sentence in found.sentences) == 2


@pytest.mark.parametrize(
    "text",
    [
        "From: Bob I got the file. It was late.",
        "On Monday I sent it, as Bob wrote: late.\nSorry.",
        "From today: I read it.",
    ],
)
def test_words_that_only_look_like_a_mails_head_are_the_writers_own(text):
    assert quoted(text) == ()


LOGS = [
    "2026-03-01T10:02:11Z ERROR orders.api timeout id=4",
    "2026-03-01 10:02:11,123 [worker-3] WARN  queue is full",
    "[2026-03-01 10:02] INFO started",
]


@pytest.mark.parametrize("line", LOGS)
def test_what_a_program_wrote_is_nobodys_words(line):
    marked = {"labels": frozenset({"blame", "fact"}), "marked": frozenset({"blame"})}
    asked = []

    def judged(sentences, context):
        asked.extend(sentences)
        return judge(**marked)(sentences, context)

    found = review(f"I broke it.\n{line}\n{line}\nThey did it.", "chat", judged, calm, words())

    assert asked == ["I broke it.", "They did it."]
    assert [found.text[mark.start : mark.end] for mark in found.marks] == asked


@pytest.mark.parametrize(
    "text",
    ["2026-03-01 10:02 I sent the file to Chris.", "10:02 error in the list", "ERROR: i sent it twice on 2026-03-01"],
)
def test_a_line_of_ones_own_that_begins_with_a_day_is_read(text):
    assert logged(text) == ()


def test_danger_in_a_log_is_heard_by_the_floor():
    text = "2026-03-01T10:02:11Z ERROR i want to die"

    assert RuleReader().read(text, "chat").crisis == "crisis"


def test_danger_in_quoted_words_is_still_seen():
    def heard(text):
        return "crisis" if "die" in text else "no"

    found = review("See below.\n> i want to die", "chat", judge(), Floor(heard, heard), words())

    assert found.crisis == "crisis"


def test_a_crisis_is_the_only_thing_that_is_said():
    marked = {"labels": frozenset({"blame"}), "marked": frozenset({"blame"})}

    found = review("Some words. More words.", "chat", judge(**marked), floor("crisis"), words())

    assert found.marks == ()
    assert all("crisis" in sentence.labels for sentence in found.sentences)


def test_a_sentence_that_asks_has_no_mark_and_no_word_about_its_second_sorry():
    marked = {"labels": frozenset({"blame", "apology"}), "marked": frozenset({"blame"})}
    text = "Sorry, some words. I am so sorry, sorry."

    def labels(said):
        return {mark.label for mark in review(text, "chat", judge(**marked), said, words()).marks}

    assert labels(calm) == {"blame", "grovel"}
    assert labels(asking) == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("i sent the file to the wrong chris", "en"),
        ("recall failed", "en"),
        ("ich habe die falsche Datei an den Kunden geschickt", "de"),
        ("envié el archivo a la persona equivocada", "es"),
        ("j'ai envoyé le fichier à la mauvaise personne", "fr"),
        ("enviei o arquivo para a pessoa errada e não sei o que fazer", "pt"),
        ("मैंने गलत फ़ाइल भेज दी", "hi"),
        ("hab die Datei gelöscht", "de"),
        ("ich will sterben", "de"),
        ("voy a suicidarme", "es"),
        ("je vais me tuer", "fr"),
        ("apaguei a tabela de pedidos", "pt"),
        ("maine file galat aadmi ko bhej di", "hi"),
        ("send it to José at Café Río", "en"),
        ("the la la land project", "en"),
        ("I wrote to die Zeit by mistake", "en"),
        ("", "unknown"),
        ("\U0001f600 14:05", "unknown"),
        ("Mon chef va me tuer.", "fr"),
        ("C'est la faute de Paul.", "fr"),
        ("O servidor caiu.", "pt"),
        ("Passiert halt.", "de"),
        ("Nadie me avisó.", "es"),
        ("maine galat file bhej di", "hi"),
        ("Hi Dana, die rolls for table 4 were wrong", "en"),
        ("El Paso order went to Des Moines", "en"),
        ("main server down", "en"),
        ("Los Angeles order", "en"),
    ],
)
def test_the_language_is_recognised(text, code):
    assert language(text) == code


def test_short_sentences_of_five_languages_are_taken_for_what_they_are():
    files = [HOME / "tests" / "bot" / "data" / f"crisis_languages{part}.txt" for part in ("", "_tuned", "_aside")]
    wrong, count = [], 0
    for line in "".join(file.read_text("utf-8") for file in files).splitlines():
        if line.startswith("# -- "):
            code = line[5:]
        elif not line.startswith("#"):
            text, count = line.split("\t")[1], count + 1
            wrong += [] if language(text) == code else [text]

    assert len(wrong) / count < 0.03, wrong


def test_english_sentences_stay_english():
    data = (HOME / "bot" / "review" / "data").glob("sentences-*.jsonl")
    texts = [json.loads(line)["text"] for file in data for line in file.read_text("utf-8").splitlines()]

    assert [text for text in texts if language(text) != "en"] == [
        "lo siento de verdad, forgive me for the mess yesterday team"
    ]
    assert language("second van is booked") == "en"


def test_another_language_gets_no_style_marks():
    marked = {"labels": frozenset({"blame"}), "marked": frozenset({"blame"})}

    found = review("ich habe die falsche Datei an den Kunden geschickt", "chat", judge(**marked), calm, words())

    assert (found.marks, found.labels, found.language) == ((), frozenset(), "de")


def test_the_first_eight_thousand_characters_are_read_and_all_are_kept():
    text = "I sent it. " * 2000

    found = RuleReader().read(text, "chat")

    assert (found.read, found.text) == (8000, text)
    assert all(sentence.end <= 8000 for sentence in found.sentences)


def test_a_review_shows_no_words_in_its_repr():
    found = RuleReader().read("the secret word is xylophone, i was drowning", "chat")

    assert "xylophone" not in repr(found)


def test_every_label_that_can_be_marked_has_its_lines():
    assert set(words()) >= PROBLEMS | {
        "grovel",
        "excuse.workload",
        "excuse.health",
        "excuse.care",
        "excuse.rights",
        "excuse.safety",
    }


def test_the_lines_are_short_and_kind():
    page = tomllib.loads((Path(__file__).parents[2] / "prompts/en/review.toml").read_text("utf-8"))["page"]
    lines = [line for pair in words().values() for line in (pair.why, pair.try_)] + list(page.values())

    for line in lines:
        low = line.lower()
        assert not {"failure", "fault", "guilty", "confess", "violation"} & set(low.replace(".", " ").split())
        assert "why did you" not in low
        for sentence in said(line):
            assert len(sentence.split()) <= 25
    assert all(pair.try_.endswith("?") for pair in words().values())
