"""The crisis floor: plain signs, look-alikes, odd spelling, five more languages, and what it finds on other hands' text."""

import re
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import safety
from bot.safety import about_another, floor, normal

DATA = Path(__file__).parent / "data"
NUMBERS = Path(__file__).parents[2] / "prompts" / "en" / "safety.toml"


def cases(name: str) -> Iterator[tuple[str, str]]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            wanted, text = line.split("\t")
            yield wanted, text.encode("ascii").decode("unicode_escape") if "\\" in text else text


def found(name: str) -> tuple[float, float, float]:
    """Shares of a file: danger that is not passed over; other sentences taken for crisis; other sentences asked about."""
    danger = [floor(text) for wanted, text in cases(name) if wanted == "danger"]
    plain = [floor(text) for wanted, text in cases(name) if wanted == "no"]
    return 1 - danger.count("no") / len(danger), plain.count("crisis") / len(plain), plain.count("ask") / len(plain)


@pytest.mark.parametrize("name", ["crisis_own.txt", "crisis_languages.txt"])
def test_each_of_our_own_cases_is_read_as_written_down(name):
    wrong = [
        (wanted, floor(text), text)
        for wanted, text in cases(name)
        if floor(text) != wanted and not (wanted == "danger" and floor(text) != "no")
    ]

    assert wrong == []


def test_the_sentences_it_was_tuned_on_stay_found():
    recall, false_crisis, false_ask = found("crisis_tuned.txt")

    assert recall >= 0.95
    assert false_crisis <= 0.01
    assert false_ask <= 0.02


def test_on_a_hand_kept_aside_the_rules_alone_find_what_is_said_in_plain_words_and_seldom_cry_wolf():
    """COACHING X5, the floor alone; the whole reader stands in tests/review/test_reading.py."""
    recall, false_crisis, false_ask = found("crisis_kept_aside.txt")

    assert recall >= 0.48, "The rest is said between the lines: it needs the trained reader beside the floor."
    assert false_crisis <= 0.01
    assert false_ask <= 0.03


@pytest.mark.parametrize(
    ("name", "least"), [("crisis_languages_tuned.txt", 0.98), ("crisis_languages_aside.txt", 0.98)]
)
def test_families_of_danger_are_heard_in_five_more_languages_and_everyday_words_are_not(name, least):
    recall, false_crisis, false_ask = found(name)

    assert recall >= least
    assert false_crisis <= 0.02
    assert false_ask <= 0.02


def test_it_knows_whose_life_is_in_danger():
    wrong = [text for wanted, text in cases("crisis_another.txt") if about_another(text) != (wanted == "another")]

    assert wrong == []
    assert all(floor(text) != "no" for _, text in cases("crisis_another.txt"))


def test_nothing_is_about_another_where_there_is_no_danger():
    assert not about_another("Dana says she is going to kill the process")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("I don\u2019t  WANT this", "i dont want this"),
        ("dont want this", "dont want this"),
        ("I am not able to", "im not able to"),
        ("ki\u200bll", "kill"),
        ("\uff4b\uff49\uff4c\uff4c", "kill"),
        ("k\u0456ll", "kill"),
        ("k i l l", "kill"),
        ("k.i.l.l", "kill"),
        ("diiiie", "die"),
        ("k1ll mys3lf", "kill myself"),
        ("kil myslef", "kill myself"),
        ("2nite", "tonight"),
        ("Ya está, mañana", "ya esta , manana"),
        ("मैं ठीक हूँ।", "मैं ठीक हूं ."),
        ("", ""),
    ],
)
def test_one_word_has_one_spelling(typed, read):
    assert normal(typed) == read


def test_what_is_normal_stays_as_it_is():
    for _, text in cases("crisis_own.txt"):
        assert normal(normal(text)) == normal(text)


def test_idioms_are_taken_out_as_one_expression_would_take_them_out():
    whole = re.compile(rf" (?:{safety._pattern(safety._MASKS)})(?= |(?<= )[.,])")
    idioms = [
        "die hard. to die for, do or die",
        "i cant stop thinking about it",
        "dead line, dead tired. die down to die for",
    ]
    texts = [*idioms, *(text for name in ("crisis_own.txt", "crisis_languages.txt") for _, text in cases(name))]
    expected = [whole.sub(" _", f" . {normal(text)} . ") for text in texts]

    assert [safety._masked(text) for text in texts] == expected
    assert sum(" _" in text for text in expected) > len(idioms)


def test_a_clear_sign_is_found_anywhere_in_a_long_story():
    story = "I sent the file to the wrong Chris at 14:05. Dana has it now and Priya is logging it. " * 60

    assert floor(story) == "no"
    assert floor(f"{story}I want to die. {story}") == "crisis"


def test_hints_far_apart_are_not_added_up():
    filler = "The invoice went out at nine and came back at ten. " * 12

    assert floor(f"Tonight I send it again. {filler}The bridge is signed at 3.8 metres.") == "no"


@pytest.mark.parametrize(
    "piece",
    ["i want to ", "no reason to ", "a", "my dad has a ", "k i l l ", ". , ", "he said ", "kil\u200bl my", "\u0301"],
)
def test_forty_thousand_characters_take_no_more_than_a_moment(piece):
    text = (piece * 40_000)[:40_000]
    floor("warm up")

    started = time.process_time()
    floor(text)

    assert time.process_time() - started < 2.5


def test_an_ordinary_sentence_takes_about_a_millisecond():
    text = "i sent the march payroll file to the wrong chris at 14:05. 41 people are in it. i noticed at 14:10. " * 2
    floor(text)

    started = time.process_time()
    for _ in range(50):
        floor(text)

    assert (time.process_time() - started) / 50 < 0.005


def test_every_helpline_has_a_number_a_source_and_the_day_it_was_read():
    countries = tomllib.loads(NUMBERS.read_text(encoding="utf-8"))["country"]

    assert countries["IE"]["emergency"] == "112"
    assert countries["IE"]["helpline"][0]["number"] == "116 123"
    for code, country in countries.items():
        assert len(code) == 2
        assert code.isupper()
        assert country["emergency"].isdecimal()
        assert country["helpline"]
        for line in country["helpline"]:
            assert {"name", "number", "hours", "free", "source", "read"} <= line.keys()
            assert line["number"].replace(" ", "").isdecimal()
            assert len(line["read"]) == len("2026-11-22")
