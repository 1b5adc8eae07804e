"""Words are read once in a turn, and not kept by what read them."""

import pytest
from contract.values import NOW, SAM

from adapters.app import load_house
from bot import machine, story
from bot.around import Around
from bot.events import Said
from bot.journey import Journey


def test_after_a_turn_the_reader_of_stories_keeps_no_words(monkeypatch):
    from adapters.reader import RuleReader

    text = "i sent the payroll file to the wrong chris. 41 people are in it"
    journey = Journey("j1", NOW, around=Around(load_house(), SAM))
    kept = []
    forget = story.forget

    def counted():
        kept.append(story._read.cache_info().currsize)
        forget()

    monkeypatch.setattr(story, "forget", counted)
    machine.turn(journey, Said(text, RuleReader().read(text, "chat")), NOW)

    assert kept[0] > 0
    assert (story._read.cache_info().currsize, story._signs_in.cache_info().currsize) == (0, 0)


def test_it_keeps_none_when_the_turn_breaks_either():
    story.read("i sent the payroll file to the wrong chris")
    with pytest.raises(AssertionError):
        machine.turn(Journey("j1", NOW), None, NOW)

    assert story._read.cache_info().currsize == 0
