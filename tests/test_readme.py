"""The README tells the truth: its conversation is held, its diagram is drawn from the table, its commands exist.

The breaks that were tried are in tests/breaks.md.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from transcripts.play import house, transcripts

from adapters.app import Local
from adapters.cli import parser
from adapters.local import author, load_world
from bot.drawing import drawn

HOUSE = Path(__file__).parents[1]
README = (HOUSE / "README.md").read_text("utf-8")


def between(start: str, end: str) -> str:
    return README.split(start, 1)[1].split(end, 1)[0]


async def test_the_conversation_in_the_readme_is_held_as_it_stands(tmp_path: Path) -> None:
    told = between("<!-- conversation -->\n```text\n", "\n```").splitlines()
    deck = next(each for each in transcripts() if each.name == "deck")
    world = load_world()
    me = author(deck.me, deck.zone, world)
    local = await Local.open(f"sqlite:///{tmp_path}/oops.db", me, world, house(), deck.now)
    held: list[str] = []
    for line in (each for each in told if each.startswith("> ")):
        held.append(line)
        posted = await local.finish(await local.conversation.say(me, local.delivery(), line.removeprefix("> ")))
        held += [text for each in posted for text in each.letter.reply.text.split("\n")]
    await local.close()

    assert held[: len(told)] == told
    assert len(told) <= 12


def test_the_diagram_is_the_output_of_oops_path() -> None:
    assert between("<!-- path -->\n```mermaid\n", "\n```\n<!-- /path -->") == drawn("mermaid")


@pytest.mark.parametrize("command", re.findall(r"^\| `oops (\w+)", README, re.M))
def test_a_command_in_the_readme_has_help_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parser().parse_args([command, "--help"])

    assert left.value.code == 0
    assert f"Example: oops {command}" in capsys.readouterr().out


def test_every_file_that_the_readme_links_is_there() -> None:
    for link in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (Path(__file__).parents[1] / link).exists(), link


PROMISES = [
    f"{letter}{number}" for letter, most in zip("ABCDE", (6, 6, 4, 6, 7), strict=True) for number in range(1, most + 1)
]


def test_every_promise_has_tests_that_are_there_and_a_figure() -> None:
    rows = [
        line.strip("| ").split(" | ")
        for line in between("<!-- promises -->", "<!-- /promises -->").splitlines()
        if line.startswith("| ")
    ]
    told = {name: (tests, figure) for name, _, tests, figure in rows[1:]}

    assert list(told) == PROMISES
    for name, (tests, figure) in told.items():
        links = re.findall(r"\[(test_\w+)\]\((tests/[\w/.]+\.py)\)", tests)
        assert links, name
        assert tests.count("[") == len(links), name
        for test, path in links:
            assert re.search(rf"^(async )?def {test}\(", (HOUSE / path).read_text("utf-8"), re.MULTILINE), (name, test)
        assert figure.strip(), name


def test_every_test_of_a_promise_was_seen_red() -> None:
    named = set(re.findall(r"`(test_\w+)", (HOUSE / "tests/breaks.md").read_text("utf-8")))
    linked = re.findall(r"\[(test_\w+)\]", between("<!-- promises -->", "<!-- /promises -->"))

    assert [test for test in linked if test not in named] == []
