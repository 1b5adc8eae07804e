"""Every card is drawn by Microsoft's own renderer as what it says, and nothing else."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from golden_letters import golden, house
from teams import pictures
from teams.connector import lines
from teams.render import LOOKS, PHONE, drawn, fetched, renderer
from teams.test_outbound import FORMS, HOSTILE, REPLIES

from adapters.teams import outbound
from bot.letters import Piece, Reply

CATALOG = house().catalog


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fetched(tmp_path_factory.mktemp("renderer"))


def shown(words: list[str]) -> list[str]:
    """Words as a browser has them: no NUL."""
    return [each.replace("\x00", "\ufffd") for each in words]


def cards() -> list[dict[str, Any]]:
    found = [outbound.card(letter.reply, letter.id, CATALOG) for _, letter in golden()]
    found += [outbound.answered(letter.reply, letter.id, CATALOG) for _, letter in golden("payroll")]
    found += [outbound.card(reply, "j.1", CATALOG) for reply in REPLIES.values()]
    return found


def ruled(card: dict[str, Any]) -> int:
    """How many lines a card draws at least, where no ground tells what is set apart: before and after each box."""
    kinds = [each["type"] == "Container" for each in card["body"]]
    return sum(one or two for one, two in pairwise(kinds))


def dialogs() -> list[dict[str, Any]]:
    wrong = [
        outbound.dialog("j.1", form, CATALOG, wrong={each.name: CATALOG.line("form.empty") for each in form.fields})
        for form in FORMS
    ]
    return [*(outbound.dialog("j.1", form, CATALOG) for form in FORMS), *wrong]


@pytest.mark.npm
@pytest.mark.browser
async def test_every_card_is_drawn_as_what_it_says(folder: Path) -> None:
    made = cards()
    async with renderer(folder) as window:
        found = await drawn(window, made)
        forms = await drawn(window, [each["task"]["value"]["card"]["content"] for each in dialogs()])

    for card, seen in zip(made, found, strict=True):
        assert seen["troubles"] == []
        labels = [f"{each['label']} *" for each in card["body"] if each["type"].startswith("Input")]
        assert seen["words"] == lines(card) + labels
        assert seen["buttons"] == [each["title"] for each in card.get("actions", ())]
        assert not seen["wide"], card
    assert all(seen["troubles"] == [] for seen in forms)
    assert all(seen["buttons"] == [CATALOG.labels["form.submit"]] for seen in forms)
    print(f"cards drawn: N={len(made) + len(forms)}")


DESK = 400
EVERY_RUN = {("contrast", PHONE)}
"""The other looks are drawn by `make test-long`."""


@pytest.mark.npm
@pytest.mark.browser
@pytest.mark.parametrize(
    ("look", "width"),
    [
        pytest.param(look, width, id=f"{look}-{width}", marks=() if (look, width) in EVERY_RUN else pytest.mark.long)
        for look in LOOKS
        for width in (DESK, PHONE)
    ],
)
async def test_every_card_can_be_read_in_every_look_on_a_desk_and_on_a_narrow_phone(
    folder: Path, look: str, width: int
) -> None:
    made = [*cards(), *pictures.cards(), *(each["task"]["value"]["card"]["content"] for each in dialogs())]
    async with renderer(folder) as window:
        found = await drawn(window, made, look, width)

    assert not [card for card, seen in zip(made, found, strict=True) if seen["wide"]]
    assert min(seen["seen"] for seen in found) >= (7 if look == "contrast" else 4.5)
    assert min(seen["small"] for seen in found) >= 12
    assert all(seen["ruled"] >= ruled(card) for card, seen in zip(made, found, strict=True))


@pytest.mark.npm
@pytest.mark.browser
async def test_hostile_words_are_drawn_as_words(folder: Path) -> None:
    texts = [each.replace("\x00", "").replace("\ud83d\ude00", "") for each in HOSTILE]
    made = [
        outbound.card(Reply((Piece(kind, text),), note="n"), "j.1", CATALOG)
        for text in texts
        for kind in ("say", "words")
    ]
    async with renderer(folder) as window:
        found = await drawn(window, made)

    for card, seen in zip(made, found, strict=True):
        assert seen["words"] == lines(card)
        assert (seen["links"], seen["images"], seen["buttons"]) == (0, 0, [])


@pytest.mark.npm
@pytest.mark.browser
async def test_the_renderer_would_say_what_is_wrong(folder: Path) -> None:
    good = outbound.card(REPLIES["3 choices"], "j.1", CATALOG)
    async with renderer(folder) as window:
        (seen,) = await drawn(window, [good | {"body": [{"type": "TextBlok", "text": "x"}]}])
        (marked,) = await drawn(window, [good | {"body": [{"type": "TextBlock", "text": "[a](https://x.example)"}]}])

    assert seen["troubles"]
    assert marked["links"] == 1
