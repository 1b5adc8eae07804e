"""`oops review`: for a person, as JSON, and many lines at once."""

import io
import json
import subprocess
import sys
from pathlib import Path
from subprocess import PIPE

import pytest

from adapters import cli

HOUSE = Path(__file__).parents[2]


def main(arguments):
    return cli.main(["review", *arguments])


class Input(io.TextIOWrapper):
    def __init__(self, text):
        super().__init__(io.BytesIO(text.encode("utf-8", "surrogatepass")), encoding="utf-8")


def typed(monkeypatch, text):
    monkeypatch.setattr(sys, "stdin", Input(text))


def test_lines_are_answered_in_order(monkeypatch, capsys):
    rows = [{"id": str(n), "text": f"I sent file {n} to the wrong client.", "context": "chat"} for n in range(5)]
    typed(monkeypatch, "\n".join(map(json.dumps, rows)))

    assert main(["--lines"]) == 0

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["id"] for answer in answers] == list("01234")
    assert set(answers[0]) == {"id", "labels", "marks", "has", "grade"}
    assert set(answers[0]["has"]) == {"admits", "apologizes", "facts", "repair_plan", "prevention_plan"}


def test_a_mark_points_at_the_words_and_says_why(monkeypatch, capsys):
    text = "I sent the wrong file. I was drowning in quarter close."
    typed(monkeypatch, json.dumps({"id": "1", "text": text}))

    main(["--lines"])

    (mark,) = json.loads(capsys.readouterr().out)["marks"]
    assert text[mark["start"] : mark["end"]] == "I was drowning in quarter close."
    assert (mark["label"], mark["kind"]) == ("excuse", "workload")
    assert mark["why"]
    assert mark["try"].endswith("?")


def test_unsure_is_said_beside_the_labels(monkeypatch, capsys):
    typed(monkeypatch, json.dumps({"id": "1", "text": "i cant do this anymore", "context": "chat"}))

    main(["--lines"])

    assert json.loads(capsys.readouterr().out)["ask"] == ["crisis"]


def test_a_bad_line_stops_no_other(monkeypatch, capsys):
    typed(
        monkeypatch,
        'nope\n[1]\n{"id": 1}\n{"id": "2", "text": "x", "context": "?"}\n{"id": "3", "text": "I sent it."}\n',
    )

    assert main(["--lines"]) == 2

    said = capsys.readouterr()
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert ["error" in answer for answer in answers] == [True, True, True, True, False]
    assert said.err == "oops review: 4 of 5 lines could not be read\n"


def test_a_program_gets_each_answer_before_it_writes_the_next_line():
    with subprocess.Popen(
        [sys.executable, "-m", "adapters", "review", "--lines"], stdin=PIPE, stdout=PIPE, text=True, cwd=HOUSE
    ) as other:
        for number in range(3):
            other.stdin.write(json.dumps({"id": number, "text": "I sent it."}) + "\n")
            other.stdin.flush()
            assert json.loads(other.stdout.readline())["id"] == number
        other.stdin.close()

    assert other.returncode == 0


@pytest.mark.parametrize(
    "line", ['{"id": NaN, "text": "x"}', '{"id": 1e999, "text": "x"}', "[" * 100_000, '{"id": 1, "text": 5}', "\x00"]
)
def test_what_is_no_json_is_answered_calmly(monkeypatch, capsys, line):
    typed(monkeypatch, line + "\n" + json.dumps({"id": "2", "text": "I sent it.", "context": None}))

    assert main(["--lines"]) == 2

    first, second = [json.loads(row) for row in capsys.readouterr().out.splitlines()]
    assert "error" in first
    assert (second["id"], "error" in second) == ("2", False)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_sees_progress(monkeypatch, tmp_path, capsys):
    rows = tmp_path / "rows.jsonl"
    rows.write_text("\n".join(json.dumps({"id": n, "text": "I sent it."}) for n in range(4)), "utf-8")
    monkeypatch.setattr(sys, "stderr", Terminal())

    assert main(["--lines", str(rows)]) == 0

    assert "4 of 4, 0 s left" in sys.stderr.getvalue()
    assert len(capsys.readouterr().out.splitlines()) == 4


def test_a_draft_is_read_for_a_person(tmp_path, capsys):
    draft = tmp_path / "draft.txt"
    draft.write_text("I sent the wrong file at 14:05. I was drowning in quarter close.", "utf-8")

    assert main([str(draft)]) == 0

    said = capsys.readouterr().out
    assert '"I was drowning in quarter close."' in said
    assert "Not there yet: regret, the repair, what won't repeat." in said


def test_json_says_the_language_and_what_was_read(monkeypatch, capsys):
    typed(monkeypatch, "ich habe die falsche Datei an den Kunden geschickt")

    assert main(["--json"]) == 0

    answer = json.loads(capsys.readouterr().out)
    assert (answer["language"], answer["marks"], answer["read"]) == ("de", [], 50)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "There are no words here yet."),
        ("\U0001f600 ...", "There are no words here yet."),
        (
            "ich habe die falsche Datei an den Kunden geschickt",
            "Worte in dieser Sprache kann ich noch nicht beurteilen.",
        ),
        ("wysłałem zły plik do klienta i nie wiem co robić", "I can't comment on words in this language yet."),
        ("quiero morir", "Por favor, deja el trabajo a un lado."),
        ("ich kann nicht mehr", "Meinen Sie die Arbeit, oder mehr als die Arbeit?"),
        ("mujhe mar jana hai", "Please kaam chhod dijiye."),
        ("i dont see the point of being here anymore, everybody is better without me", "put the work aside"),
    ],
)
def test_the_honest_lines(monkeypatch, capsys, text, line):
    typed(monkeypatch, text)

    main([])

    assert line in capsys.readouterr().out


def test_a_file_that_is_not_there_is_one_line(capsys):
    assert main(["/nowhere/draft.txt"]) == 2

    assert capsys.readouterr().err == "oops review: /nowhere/draft.txt: No such file or directory\n"


@pytest.mark.parametrize(
    "written",
    [
        "I sent the list to José. I want to die.".encode("latin-1"),
        "I sent the list to José. I want to die.".encode("utf-16"),
        b"\xef\xbb\xbf" + "I sent the list to José. I want to die.".encode(),
    ],
    ids=["latin-1", "utf-16", "a mark before utf-8"],
)
def test_a_file_in_another_encoding_is_read(tmp_path, capsys, written):
    draft = tmp_path / "draft.txt"
    draft.write_bytes(written)

    assert main([str(draft)]) == 0

    assert "put the work aside" in capsys.readouterr().out


@pytest.mark.parametrize("written", [bytes(range(128, 256)) * 9, "I sent it.".encode("utf-16-le"), b"PK\x03\x04\0\0"])
def test_what_is_no_text_is_one_line(tmp_path, capsys, written):
    draft = tmp_path / "draft.docx"
    draft.write_bytes(written)

    assert main([str(draft)]) == 2

    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "UTF-8" in said.err


def test_a_line_that_names_no_context_has_that_of_the_command(monkeypatch, capsys):
    typed(monkeypatch, json.dumps({"id": 1, "text": "all 20 by 11:30"}))
    main(["--lines", "--context", "repair_plan"])
    given = capsys.readouterr().out

    typed(monkeypatch, json.dumps({"id": 1, "text": "all 20 by 11:30", "context": "repair_plan"}))
    main(["--lines"])

    assert given == capsys.readouterr().out


def test_the_help_shows_the_form_of_a_line_and_an_example_of_each_way(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])

    said = capsys.readouterr().out
    for part in ('{"id", "text", "context"}', "oops review draft.txt", "| oops review", "--lines < "):
        assert part in said
