"""`oops review`: a draft read for a person, as JSON, or many in one go as JSON lines."""

from __future__ import annotations

import argparse
import codecs
import io
import json
import math
import os
import stat
import sys
import time
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, cast

from adapters.reader import reader
from bot.review.normal import READ
from bot.review.values import CONTEXTS, Context, Review
from prompts.tongues import tongue

if TYPE_CHECKING:
    from bot.ports import Reader

BAD_INPUT = 2
BEAT = 0.2
"""Seconds between two lines of progress."""


class InputWrong(Exception):
    """The input cannot be read; its text is the one line to say."""


def run(options: argparse.Namespace) -> int:
    """Do what `oops review` was asked; 0, or 2 when the input was bad."""
    try:
        if options.lines:
            return _lines(options.file, sys.stdout, sys.stderr, reader(), options.context)
        text = _text(options.file)
    except InputWrong as wrong:
        sys.stderr.write(f"oops review: {wrong}\n")
        return BAD_INPUT
    found = reader().read(text, options.context)
    if options.json:
        sys.stdout.write(json.dumps({**answer(found), "language": found.language, "read": found.read}) + "\n")
    else:
        page = "\n".join(for_a_person(found)) + "\n"
        encoding = sys.stdout.encoding or "utf-8"
        sys.stdout.write(page.encode(encoding, "replace").decode(encoding))
    return 0


def answer(found: Review) -> dict[str, Any]:
    """A review in the shape that other programs rely on."""
    told: dict[str, Any] = {"labels": sorted(found.labels)}
    if found.crisis == "ask":
        told["ask"] = ["crisis"]
    told["marks"] = [
        {"start": mark.start, "end": mark.end, "label": mark.label}
        | ({"kind": mark.kind} if mark.kind else {})
        | {"why": mark.why, "try": mark.try_}
        for mark in found.marks
    ]
    told["has"] = asdict(found.has)
    told["grade"] = found.grade
    return told


@cache
def _page() -> Mapping[str, str]:
    table = tomllib.loads(files("prompts").joinpath("en/review.toml").read_text("utf-8"))
    return cast("Mapping[str, str]", table["page"])


def _said_in(found: Review) -> Mapping[str, str]:
    """The page, and what of it is said in the language of the text."""
    own = tongue(found.language, found.text)
    if not own:
        return _page()
    from bot.lines import LABELS, NEEDS  # only for words in another language
    from prompts.catalog import load_catalog

    return {**_page(), **load_catalog(NEEDS, labels=LABELS).tongues[own].page}


def for_a_person(found: Review) -> list[str]:
    """The lines that a person reads."""
    page = _said_in(found)
    if not any(map(str.isalnum, found.text)):
        return [page["empty"]]
    lines = [page["long"].format(read=found.read, all=len(found.text))] if found.read < len(found.text) else []
    if found.crisis != "no":
        lines.append(page[found.crisis])
    if found.crisis == "crisis":
        return lines
    if found.language not in ("en", "unknown"):
        return [*lines, page["language"]]
    has = asdict(found.has)
    there, missing = ([page[part] for part in has if has[part] is wanted] for wanted in (True, False))
    lines.append(page["ready"].format(grade=found.grade))
    lines += [page[key].format(parts=", ".join(some)) for key, some in (("there", there), ("missing", missing)) if some]
    if not found.marks:
        return [*lines, page["nothing"]] if not missing else lines
    for mark in found.marks:
        lines += ["", f'"{" ".join(found.text[mark.start : mark.end].split())}"', f"  {mark.why}", f"  {mark.try_}"]
    return lines


def _text(file: str | None) -> str:
    try:
        if file is not None and file != "-":
            return _decoded(Path(file).read_bytes(), file)
        return _decoded(sys.stdin.buffer.read(), "standard input")
    except OSError as error:
        raise InputWrong(f"{file}: {error.strerror}") from error


def _decoded(found: bytes, name: str) -> str:
    """The text: UTF-8, or UTF-16 where it begins by saying so; single strange bytes are let be. Raises InputWrong where it is no text."""
    if found.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return found.decode("utf-16", "replace")
    text = found.decode("utf-8-sig", "replace")
    if "\0" in text[:READ] or 4 * text.count("\ufffd") > len(text):
        raise InputWrong(f"{name} is no text in UTF-8 or UTF-16. Save it as UTF-8, and try again.")
    return text


def _rows(file: str | None) -> tuple[Iterator[str], int | None]:
    """The lines that are not empty, and how many there are. From a pipe they come as they are written, and nobody knows."""
    if file in (None, "-") and not stat.S_ISREG(_mode()):
        stream = io.TextIOWrapper(sys.stdin.buffer, "utf-8-sig", "replace", newline="\n")
        return (row for row in stream if row.strip()), None
    rows = [row for row in _text(file).split("\n") if row.strip()]
    return iter(rows), len(rows)


def _mode() -> int:
    try:
        return os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError):
        return 0


def _lines(file: str | None, out: TextIO, err: TextIO, by: Reader, context: Context) -> int:
    """One answer for each line, in order; a bad line is answered with its error, and the rest goes on.

    `context` is that of a line that names none.
    """
    rows, count = _rows(file)
    number = bad = 0
    began = told = time.monotonic()
    for number, row in enumerate(rows, 1):
        said = _line(number, row, by, context)
        bad += "error" in said
        out.write(json.dumps(said) + "\n")
        if count is None:
            out.flush()
        if err.isatty() and (time.monotonic() - told > BEAT or number == count):
            told = time.monotonic()
            left = f" of {count}, {(told - began) / number * (count - number):.0f} s left" if count else " read"
            err.write(f"\r{number}{left} ")
            err.flush()
    out.flush()
    if err.isatty() and number:
        err.write("\n")
    if bad:
        err.write(f"oops review: {bad} of {number} lines could not be read\n")
    return BAD_INPUT if bad else 0


def _line(number: int, row: str, by: Reader, usual: Context) -> dict[str, Any]:
    try:
        asked = json.loads(row, parse_constant=_refused, parse_float=_finite)
    except (ValueError, RecursionError):
        return {"id": None, "error": f"line {number} is not JSON"}
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        known = asked.get("id") if isinstance(asked, dict) else None
        return {"id": known, "error": f"line {number} is not an object with a text"}
    context = usual if asked.get("context") is None else asked["context"]
    if context not in CONTEXTS:
        return {"id": asked.get("id"), "error": f"line {number}: context is one of {', '.join(CONTEXTS)}"}
    return {"id": asked.get("id"), **answer(by.read(asked["text"], context))}


def _refused(word: str) -> None:
    """NaN and its like are no JSON, in or out."""
    raise ValueError(word)


def _finite(word: str) -> float:
    """A number that a line may hold; one too large for any would go out as no JSON."""
    number = float(word)
    if not math.isfinite(number):
        raise ValueError(word)
    return number
