"""Patterns are compiled late; so a test compiles them all, and one sees that a start does not."""

import json
import re
import subprocess
import sys

import pytest

from bot.patterns import regex, regex_small
from bot.review.inputs import DATA
from bot.review.normal import small
from bot.review.rules import KIND_WORDS, RULES

COUNT = """
import gc, importlib, pkgutil, adapters.console, adapters.app, bot
from bot.patterns import _Later, compile_all
late = [each for each in gc.get_objects() if isinstance(each, _Later)]
print(len(late), sum("search" in vars(each) for each in late))
for module in pkgutil.walk_packages(bot.__path__, "bot."):
    if module.name != "bot.review.train":  # needs torch
        importlib.import_module(module.name)
late = [each for each in gc.get_objects() if isinstance(each, _Later)]
compile_all()
print(len(late), sum("search" in vars(each) for each in late))
"""


def test_every_pattern_of_the_house_compiles_and_what_is_imported_for_a_conversation_compiles_none():
    told = subprocess.run([sys.executable, "-c", COUNT], capture_output=True, text=True, check=True).stdout
    there, compiled, in_all, then = map(int, told.split())
    assert there > 100
    assert compiled == 0
    assert then == in_all >= there, "who serves compiles them all, before anyone waits"


def test_a_late_pattern_does_what_a_compiled_one_does():
    late, now = regex(r"(?P<a>b+)c", re.IGNORECASE), re.compile(r"(?P<a>b+)c", re.IGNORECASE)
    text = "aBBc bc"
    assert [m.span("a") for m in late.finditer(text)] == [m.span("a") for m in now.finditer(text)]
    assert late.sub("-", text) == now.sub("-", text)
    assert late.split(text) == now.split(text)
    assert late.findall(text) == now.findall(text)
    assert (late.pattern, late.groups, late.groupindex) == (now.pattern, now.groups, now.groupindex)


def test_a_source_that_is_no_pattern_fails_at_its_first_use(monkeypatch):
    monkeypatch.setattr("bot.patterns._ALL", [])  # nobody else is to meet it
    with pytest.raises(re.error):
        regex("(").search("")


def test_a_small_pattern_finds_in_small_letters_what_ignoring_case_finds():
    lines = (DATA / "sentences-u.jsonl").read_text("utf-8").splitlines()[::6]
    text = "\n".join(json.loads(line)["text"] for line in lines)
    text = "\n".join((text, text.upper(), text.translate(str.maketrans("iIsk", "\u0131\u0130\u017f\u212a"))))
    sources = [*KIND_WORDS.values(), *(source for each in RULES.values() for source in each), r"\b[A-Z]\w+\W+\S\D"]
    found_by = 0
    for source in sources:
        spans = [found.span() for found in re.compile(source, re.IGNORECASE).finditer(text)]
        assert [found.span() for found in regex_small(source).finditer(small(text))] == spans
        found_by += bool(spans)
    assert found_by > len(sources) / 3


def test_small_letters_stand_where_the_large_ones_stood():
    assert small("\u0130\u0130 SORRY \u212a") == "ii sorry k"
