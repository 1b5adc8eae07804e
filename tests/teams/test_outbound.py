"""Adaptive Cards: every reply is one, valid by Microsoft's own schema, and nobody's words become anything but words."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from proofs import Proof, Wanted, few, many, seed_of
from teams.connector import lines
from teams.contracts import card_troubles, present

from adapters.app import load_house
from adapters.teams import inbound, names, outbound
from bot import speech
from bot.errors import LetterRefused
from bot.letters import Act, Choice, Form, Letter, LetterKind, Piece, Reply
from bot.people import Part, Recipient, Who

HOUSE = load_house()
CATALOG = HOUSE.catalog
WHO = Who("teams", "t", "u")
FORMS = [speech.form(each, CATALOG) for each in speech.FIELDS]
HOSTILE = [
    "**bold** _it_ [link](https://evil.example) <at>Dana</at> <b>x</b> &lt;",
    "{{DATE(2017-02-14T06:08:00Z, SHORT)}} {{{{TIME(2017-02-14T06:08:00Z)}} {{{x",
    "${$root.name} @everyone <https://evil.example|x> tel:112 javascript:alert(1)",
    "# title\n- list\n1. one\n> quote\n```code```\n---",
    "\u202eright to left\u202c \u200bzero\u0000 \ud83d\ude00 日本語 ﷽",
    '"}],"actions":[{"type":"Action.OpenUrl","url":"https://evil.example"}]',
]


def letter(reply: Reply, kind: LetterKind = LetterKind.REPLY, act: Act = Act.POST) -> Letter:
    return Letter("j.1", "j", WHO, WHO, act, kind, reply)


def walk(value: Any) -> Iterator[dict[str, Any]]:
    todo = [value]
    while todo:
        each = todo.pop()
        if isinstance(each, dict):
            yield each
            todo += each.values()
        elif isinstance(each, list):
            todo += each


def skeleton(value: Any) -> Any:
    """The structure of a card, without what its leaves say."""
    if isinstance(value, dict):
        if value.get("type") == "RichTextBlock":
            return "words"
        return {key: skeleton(each) for key, each in value.items()}
    return [skeleton(each) for each in value] if isinstance(value, list) else value


def replies() -> dict[str, Reply]:
    note = CATALOG.line("notice.reply")
    choices = tuple(
        Choice(each, each.capitalize()) for each in ("send", "myself", "copy", "edit", "not_now", "more_of", "last")
    )
    kinds = ("say", "words", "quote", "mark", "numbers", "letter", "chose", "export")
    found = {
        "one line": Reply((Piece("say", "What happened?"),), note=note),
        "nothing but a note": Reply((), note=note),
        "every kind of piece": Reply(tuple(Piece(kind, f"{kind}\n\nsecond line") for kind in kinds), note=note),
        "two marks of one id": Reply(
            (Piece("mark", '"a"'), Piece("mark", '"b"')),
            (Choice("keep", "Keep", 1), Choice("keep", "Keep", 2)),
            note=note,
        ),
    }
    for count in range(len(choices) + 1):
        found[f"{count} choices"] = Reply((Piece("say", "Which?"),), choices[:count], note=note)
        found[f"{count} choices and a form"] = Reply((Piece("say", "Which?"),), choices[:count], FORMS[0], note)
    for form in FORMS:
        found[f"form {form.id}"] = Reply((Piece("say", "Which?"),), (), form, note)
    for part in Part:
        found[f"to a {part}"] = speech.third(
            HOUSE, Recipient(part, "Dana Okafor", who=WHO), "Dana, I did it.\nSam", "Sam Reyes"
        )
    return found


REPLIES = replies()


@pytest.mark.parametrize("name", REPLIES)
def test_every_reply_is_a_card_that_says_all_of_it(name: str) -> None:
    reply = REPLIES[name]
    activity = outbound.message(letter(reply), CATALOG)
    card = activity["attachments"][0]["content"]

    assert card["version"] == "1.5"
    assert lines(card) == ([line for piece in reply.pieces for line in piece.text.split("\n") if line] or [reply.note])
    assert card["fallbackText"] == card["speak"] == activity["summary"] == reply.note
    assert "text" not in activity
    assert outbound.size(activity) <= outbound.MESSAGE_MAX


@pytest.mark.skipif(not present(), reason="the schemas are not here")
@pytest.mark.parametrize("name", REPLIES)
def test_every_card_is_valid_by_microsofts_schema(name: str) -> None:
    reply = REPLIES[name]

    assert card_troubles(outbound.card(reply, "j.1", CATALOG)) == []
    assert card_troubles(outbound.answered(reply, "j.1", CATALOG, "send", None, reply.choices[1:])) == []


@pytest.mark.skipif(not present(), reason="the schemas are not here")
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_every_dialog_is_valid_by_microsofts_schema(form: Form) -> None:
    filled = {each.name: "2026-05-03" for each in form.fields}
    wrong = {each.name: CATALOG.line("form.empty") for each in form.fields}
    for made in (
        outbound.dialog("j.1", form, CATALOG),
        outbound.dialog("j.1", form, CATALOG, filled=filled, wrong=wrong),
    ):
        card = made["task"]["value"]["card"]["content"]
        assert card["version"] == ("1.6" if form.id == "who" else "1.5")
        assert card_troubles(card) == []


def test_a_card_that_is_none_is_seen() -> None:
    if not present():
        pytest.skip("the schemas are not here")
    card = outbound.card(REPLIES["3 choices"], "j.1", CATALOG)

    assert card_troubles(card | {"body": [{"type": "TextBlok", "text": "x"}]})
    assert card_troubles(card | {"actions": [{"type": "Action.Execute", "vreb": "x"}]})


@pytest.mark.parametrize("name", REPLIES)
def test_a_press_on_a_card_is_read_back_as_what_was_offered(name: str) -> None:
    reply = REPLIES[name]
    card = outbound.card(reply, "j.1", CATALOG)
    read: list[tuple[str, int | None]] = []
    for action in card.get("actions", ()):
        if action["type"] != "Action.Execute":
            assert action["data"]["msteams"] == {"type": "task/fetch"}
            continue
        menu = [each for each in walk(card) if each.get("type") == "Input.ChoiceSet"]
        given = [{names.MENU: each["value"]} for each in menu[0]["choices"]] if action["verb"] == names.MENU else [{}]
        for more in given:
            press, nonce = inbound._pressed(action["data"] | more, action["verb"])
            assert press.letter == "j.1"
            assert nonce == f"press:j.1:{names.option(press.choice, press.mark)}"
            read.append((press.choice, press.mark))

    assert read == [(each.id, each.mark) for each in reply.choices]
    assert len(card.get("actions", ())) <= outbound.BUTTONS_MAX


@pytest.mark.parametrize("name", REPLIES)
def test_an_answered_card_says_the_same_and_offers_nothing(name: str) -> None:
    reply = REPLIES[name]
    card = outbound.answered(
        reply, "j", CATALOG, *((reply.choices[0].id, reply.choices[0].mark) if reply.choices else ())
    )

    assert "actions" not in card
    assert not [each for each in walk(card) if str(each.get("type", "")).startswith(("Input", "Action"))]
    assert lines(card)[: len(reply.pieces)] == lines(outbound.card(reply, "j", CATALOG))[: len(reply.pieces)]
    assert (lines(card)[-1] == f"You chose: {reply.choices[0].label}") if reply.choices else True


@pytest.mark.parametrize("wanted", [few, pytest.param(many, marks=pytest.mark.long)], ids=["few", "many"])
def test_nobodys_words_become_anything_but_words(wanted: Wanted, proof: Proof) -> None:
    tried, seed = wanted("hostile_texts"), seed_of(wanted, 11)
    turn = random.Random(seed)
    alphabet = [
        *list("ab{}[]()*_#<>&@|`~\\/\"'$!-: \u200b\u202e"),
        "{{",
        "}}",
        "DATE(",
        "{{DATE(",
        "<at>",
        "](",
        "https://x.example",
        "😀",
    ]
    calm = {
        kind: skeleton(outbound.card(Reply((Piece(kind, "calm"),), note="n"), "j.1", CATALOG))
        for kind in ("say", "words", "mark")
    }
    texts = HOSTILE[:3] + HOSTILE[4:] + ["".join(turn.choices(alphabet, k=turn.randint(1, 40))) for _ in range(tried)]
    for text in texts:
        kind = turn.choice(("say", "words", "mark"))
        if not text.strip():
            continue
        card = outbound.card(Reply((Piece(kind, text),), note="n"), "j.1", CATALOG)
        assert skeleton(card) == calm[kind]
        assert lines(card) == [text]
        leaves = [each for each in walk(card) if each.get("type") == "TextRun"]
        assert not any("{{DATE(" in each["text"] or "{{TIME(" in each["text"] for each in leaves)
        assert not [each for each in walk(card) if each.get("type") == "TextBlock"]
    proof("E4 hostile texts in Teams", len(texts), seed)


def test_notification_lines_and_ids_hold_nothing_of_anybodys_words() -> None:
    secret = "canary-7731"
    reply = Reply(
        (Piece("say", secret), Piece("words", secret)),
        (Choice("park", "Park it"),),
        FORMS[0],
        CATALOG.line("notice.reply"),
    )
    activity = outbound.message(letter(reply), CATALOG)

    for each in walk(activity):
        for key, value in each.items():
            if isinstance(value, str) and key != "text":
                assert secret not in value, key


@pytest.mark.parametrize("units", ["x", "é", "日", "\U0001f600", '"', "\\", "{", "{{DATE("])
def test_a_letter_as_long_as_a_note_may_be_fits_whatever_it_is_written_in(units: str) -> None:
    most = max(field[3] for field in speech.FIELDS["edit"])
    words = (units * most)[:most]
    for part in Part:
        reply = speech.third(HOUSE, Recipient(part, "Dana Okafor", who=WHO), words, "Sam Reyes")
        assert outbound.size(outbound.message(letter(reply, LetterKind.THIRD), CATALOG)) <= outbound.MESSAGE_MAX


def test_what_is_too_long_is_said_and_never_silently_cut() -> None:
    buttons = (Choice("copy", "Copy"),)

    def made(size: int) -> Reply:
        return Reply((Piece("say", "Here it is."), Piece("words", "x" * size)), buttons, note="n")

    spare = outbound.MESSAGE_MAX - outbound.size(outbound.message(letter(made(1)), CATALOG)) + 1
    for size in (spare - 1, spare, spare + 1, 200_000):
        activity = outbound.message(letter(made(size)), CATALOG)
        card = activity["attachments"][0]["content"]
        assert outbound.size(activity) <= outbound.MESSAGE_MAX
        if size <= spare:
            assert lines(card)[-1] == "x" * size
        else:
            assert lines(card) == ["Here it is.", CATALOG.line("form.left_over", {"count": str(size)})]
            assert card["actions"]


def test_a_third_persons_letter_that_does_not_fit_is_not_sent_at_all() -> None:
    reply = Reply((Piece("letter", "x" * 40_000),), note="n")
    with pytest.raises(LetterRefused):
        outbound.message(letter(reply, LetterKind.THIRD), CATALOG)


def test_a_link_to_our_own_page_is_a_button_below_the_line() -> None:
    url = f"https://oops.example.com/download/{'A' * 43}"
    (message,) = outbound.aside(Reply((Piece("say", "Here."), Piece("link", url)), note="n"), CATALOG)
    card = message["attachments"][0]["content"]

    assert card["actions"] == [{"type": "Action.OpenUrl", "title": "Open the page with the file", "url": url}]
    assert lines(card) == ["Here."]
    assert url not in message["summary"] + card["fallbackText"] + card["speak"]
    if present():
        assert card_troubles(card) == []


def test_an_export_comes_whole_in_as_many_messages_as_it_takes() -> None:
    text = json.dumps({"words": ["日本語 {{DATE(x)}} " * 20 for _ in range(400)]}, ensure_ascii=False)
    messages = outbound.aside(Reply((Piece("say", "Here."), Piece("export", text)), note="n"), CATALOG)
    said = "".join("".join(lines(each["attachments"][0]["content"])) for each in messages)

    assert len(messages) > 3
    assert said == "Here." + text
    assert all(outbound.size(each) <= outbound.MESSAGE_MAX for each in messages)
    if present():
        assert card_troubles(messages[0]["attachments"][0]["content"]) == []
