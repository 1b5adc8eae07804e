"""`oops eval`: a table beside the offline coach, from a service that answers as a well-behaved model and one that doesn't."""

import json

import pytest
from guestside import fake

from adapters import evaluate
from adapters.cli import main
from adapters.settings import Model
from bot.errors import SettingsWrong

DRAFTS = (
    {
        "id": "1",
        "text": "I sent the old sheet to Acme at 14:05. I was swamped with work. I will send the right one by 16:00.",
        "problems": [{"quote": "I was swamped with work.", "label": "excuse"}],
    },
    {"id": "2", "text": "I forgot the review at 9:30. I told Priya. I'm sorry.", "problems": []},
)


async def _answer(request, body):
    lines = json.loads(body["messages"][-1]["content"])["lines"] if "response_format" in body else []
    return await fake.note(*lines, "Priya gave 5000 euros to Bob.")(request, body)


async def _table(tmp_path, monkeypatch, behave):
    monkeypatch.setattr(evaluate, "GOLDEN", tmp_path / "nowhere")
    file = tmp_path / "drafts.jsonl"
    file.write_text("\n".join(map(json.dumps, DRAFTS)), "utf-8")
    async with fake.serving(behave) as service:
        return await evaluate.evaluate(Model("tiny", "", service.url), file, None, (1, 2), lambda _: None)


async def test_the_table_tells_inventions_and_excuses_from_what_would_be_shown(tmp_path, monkeypatch):
    table = await _table(tmp_path, monkeypatch, _answer)

    rows = {line[:26].strip(): line[26:].split()[:4] for line in table.splitlines() if line.startswith("the ")}
    assert rows == {
        "the offline coach": ["2/2", "100%", "0", "0"],
        "the model, as it answers": ["2/2", "100%", "2", "1"],
        "the model, as it is shown": ["2/2", "100%", "0", "0"],
    }
    assert "at your prices" in table
    assert "run this in a checkout" in table


async def test_a_model_that_does_not_answer_is_said_in_one_line(tmp_path, monkeypatch):
    with pytest.raises(SettingsWrong, match="does not answer \\(key\\)"):
        await _table(tmp_path, monkeypatch, fake.wrong(401))


async def test_a_note_that_lost_a_number_is_none_that_would_be_shown(tmp_path, monkeypatch):
    table = await _table(
        tmp_path, monkeypatch, fake.note("I forgot the review.", "I sent the old sheet to Acme at 14:05.")
    )

    shown = next(line for line in table.splitlines() if line.startswith("the model, as it is shown"))
    assert shown[26:].split()[0] == "0/2"


@pytest.mark.parametrize(
    "given", [["--most", "0"], ["--price", "-1", "1"], ["--price", "1", "nan"], ["--price", "inf", "1"]]
)
def test_numbers_that_are_none_are_said_in_one_line(given, monkeypatch, capsys):
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")

    assert main(["eval", "--model", "m", *given]) == 2

    said = capsys.readouterr().err
    assert said.startswith(f"oops: {given[0]} ")
    assert said.count("\n") == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"id": 1}', '{"id": "1", "text": "x", "problems": ["y"]}', None])
def test_a_file_that_holds_no_drafts_is_said_in_one_line(tmp_path, text):
    file = tmp_path / "drafts.jsonl"
    if text is not None:
        file.write_text(text, "utf-8")
    if text == "":
        assert evaluate.load(file) == []
        return

    with pytest.raises(SettingsWrong, match="--drafts"):
        evaluate.load(file)


def test_our_own_drafts_are_sixty():
    assert len(evaluate.load(None)) == 60
