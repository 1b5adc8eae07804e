"""The words are read and checked once, at start-up: what breaks a rule stops the start, and names the file and the key.

The breaks that were tried are in tests/breaks.md.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from adapters.cli import main
from bot.around import House
from bot.lines import LABELS, NEEDS
from bot.people import Part, Recipient
from bot.speech import third
from prompts.catalog import LINES, RECIPIENT, load_catalog, placeholders
from prompts.frames import load_frames
from prompts.policy import load_policy
from prompts.recipient import load_recipient
from prompts.tongues import TONGUES
from prompts.wrong import CatalogWrong

GOOD = LINES.read_text("utf-8")
HOUSE = Path(__file__).parents[2]


def broken(tmp_path: Path, old: str, new: str) -> Path:
    """The lines file with one thing changed."""
    assert old in GOOD, old
    path = tmp_path / "lines.toml"
    path.write_text(GOOD.replace(old, new, 1), "utf-8")
    return path


def test_the_words_of_the_house_load() -> None:
    catalog = load_catalog(NEEDS, labels=LABELS)

    assert catalog.line("ask.what_happened") == "What happened?"


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('what_happened = "What happened?"', "", "lines.ask.what_happened is missing"),
        ('what_happened = "What happened?"', 'what_happened = "What happened, {nobody}?"', "lines.ask.what_happened"),
        ('what_happened = "What happened?"', 'what_happened = "Whose fault was it?"', "lines.ask.what_happened"),
        ('what_happened = "What happened?"', 'what_happened = "Why did you do it?"', "lines.ask.what_happened"),
        ('what_happened = "What happened?"', 'what_happened = "What {happened?"', "lines"),
        ('what_happened = "What happened?"', "what_happened = 3", "ask.what_happened"),
        ('what_happened = "What happened?"', f'what_happened = "{"so " * 26}?"', "lines.ask.what_happened"),
        ('done = "Done"', "", "labels.done is missing"),
        ('done = "Done"', 'done = "I have done every single thing on this list by now"', "labels.done is longer"),
        ('done = "Done"', 'done = "A confess button"', "labels.done"),
        ("[labels]", "[labels", "not valid TOML"),
    ],
)
def test_a_broken_line_stops_the_start_and_is_named(old: str, new: str, key: str, tmp_path: Path) -> None:
    with pytest.raises(CatalogWrong, match=r"lines\.toml: ") as wrong:
        load_catalog(NEEDS, broken(tmp_path, old, new), labels=LABELS)

    assert key in str(wrong.value)


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('unsure = "Meinen Sie die Arbeit, oder mehr als die Arbeit?"', "", "lines.ask.unsure is missing"),
        ("{helpline}, {number}. Sie brauchen", "{helpline}. Sie brauchen", "lines.care.helpline does not say {number}"),
        ("Ist gerade jemand", "{nobody}, ist gerade jemand", "lines.ask.danger has an unknown placeholder {nobody}"),
        ('yes = "Ja"', 'yes = "Ja, und zwar genau so, wie ich es oben geschrieben habe"', "labels.yes is longer"),
        ('yes = "Ja"', 'yes = "Ja"\nmaybe = "Vielleicht"', "labels.maybe is said in English only"),
        ("\n[page]", "\n[pages]", "page.ask is missing"),
        ("[labels]", "[labels", "it is not valid TOML"),
    ],
)
def test_a_broken_line_of_another_language_stops_the_start_too(old: str, new: str, wrong: str, tmp_path: Path) -> None:
    for tongue in TONGUES:
        (tmp_path / tongue).mkdir()
        text = (LINES.parents[1] / tongue / "care.toml").read_text("utf-8")
        (tmp_path / tongue / "care.toml").write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(CatalogWrong) as stopped:
        load_catalog(NEEDS, labels=LABELS, home=tmp_path)

    assert str(stopped.value).startswith(f"de/care.toml: {wrong}")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogWrong, match=r"nowhere\.toml"):
        load_catalog(NEEDS, tmp_path / "nowhere.toml", labels=LABELS)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('decline = "Not now"', "", "mentor.decline is missing"),
        ('passed = "Passed on, word for word."', 'passed = "Passed on to {author}."', "courtesy.passed"),
        ('reply = "Reply"', 'reply = "Write a very long and careful answer to this note"', "mentor.reply"),
        (
            'declined = "That is fine. Nothing more comes from me."',
            'declined = "No fault of yours."',
            "courtesy.declined",
        ),
    ],
)
def test_a_recipients_lines_are_checked_too(old: str, new: str, key: str, tmp_path: Path) -> None:
    text = RECIPIENT.read_text("utf-8")
    assert old in text
    path = tmp_path / "recipient.toml"
    path.write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(CatalogWrong, match=r"recipient\.toml: ") as wrong:
        load_recipient(path)

    assert key in str(wrong.value)


def test_a_courtesy_has_no_placeholder() -> None:
    for key, text in load_recipient()["courtesy"].items():
        assert not placeholders(text), key


def test_the_command_says_it_in_one_line_and_leaves_with_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = broken(tmp_path, 'done = "Done"', "")
    monkeypatch.setattr("adapters.app.load_catalog", lambda needs, labels: load_catalog(needs, path, labels=labels))

    assert main(["chat", "--json"]) == 2
    assert capsys.readouterr().err == "oops: lines.toml: labels.done is missing\n"


def asked_for() -> set[str]:
    """Every literal key that bot/ says, asks or puts inside another line."""
    keys: set[str] = set()
    for file in (HOUSE / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ("say", "line")
            ):
                keys |= (
                    {
                        each.value
                        for each in ast.walk(node.args[0])
                        if isinstance(each, ast.Constant)
                        and isinstance(each.value, str)
                        and "." in each.value.strip(".")
                    }
                    if node.args and not isinstance(node.args[0], ast.JoinedStr)
                    else set()
                )
    return keys


def test_every_key_that_the_code_says_is_in_the_table_of_needs() -> None:
    assert asked_for() - set(NEEDS) == set()


def test_every_line_of_the_file_is_in_the_table_of_needs() -> None:
    assert set(load_catalog(NEEDS, labels=LABELS).lines) - set(NEEDS) == set()


@pytest.mark.parametrize("key", [key for key, slots in NEEDS.items() if "name" in slots and "hello" in key])
def test_who_has_no_name_is_greeted_without_one(key: str) -> None:
    catalog = load_catalog(NEEDS)

    nameless, named = (catalog.line(key, {"name": name}) for name in ("", "Sam"))

    assert named.startswith(f"{nameless.split('.')[0]}, Sam.")
    assert ", ." not in nameless


def test_a_line_that_begins_with_a_name_begins_with_a_capital_without_it() -> None:
    assert load_catalog(NEEDS).line("care.aside", {"name": ""}).startswith("I'm putting the work aside.")


def test_a_letter_whose_author_has_no_name_is_a_colleagues() -> None:
    recipient = load_recipient()
    house = House(load_policy(), {}, load_frames(), load_catalog(NEEDS), recipient)

    reply = third(house, Recipient(Part.MANAGER, "Dana Okafor"), "I sent the file.", "")

    assert reply.pieces[0].text == "A colleague wrote this and chose to send it to you through Oops."
    assert (reply.choices[0].label, reply.note) == ("Thank the author", "A message from a colleague")
