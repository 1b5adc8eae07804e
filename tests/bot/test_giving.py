"""What is given to its owner: all that is kept, as JSON; twenty minutes, as an entry that says only its title."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from transcripts.play import house

from bot.checkins import CheckIn, Kind
from bot.giving import FOCUS_LASTS, entry, file_in, file_of
from bot.journey import Journey
from bot.letters import Piece, Reply
from bot.people import Person, Who
from bot.ports import Desk, Opened

NOW = datetime(2026, 4, 13, 13, 24, tzinfo=UTC)
SAM = Person(Who("slack", "T1", "U1"), "Sam Canary", zone="Europe/Dublin")
FOCUS = CheckIn(Kind.TAPER, date(2026, 4, 15), time(10), "focus")


def opened(what="focus", journey="j1", promises=(FOCUS,), person=SAM):
    return Opened(
        what, journey, Desk(person, (Journey("j1", NOW, promises=promises),)), lambda: {"person": {"name": "Ærø"}}
    )


def fields(file):
    return dict(line.split(":", 1) for line in file.text.split("\r\n") if line)


def given(**more):
    return file_of(opened(**more), house().catalog, NOW, "0" * 32)


def test_an_entry_is_twenty_minutes_at_the_promised_hour_where_the_person_is():
    assert fields(given())["DTSTART"] == "20260415T090000Z", "10:00 in an Irish summer"
    assert fields(given())["DTEND"] == "20260415T092000Z"
    assert fields(given(person=replace(SAM, zone="Asia/Tokyo")))["DTSTART"] == "20260415T010000Z"


def test_an_entry_holds_nothing_but_its_title_and_its_time():
    said = fields(given())

    assert said["SUMMARY"] == "Focus time"
    assert said["CLASS"] == "PRIVATE"
    assert set(said) == {"BEGIN", "END", "VERSION", "PRODID", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP"}  # fmt: skip


def test_an_entry_is_lines_as_calendars_read_them():
    text = entry(NOW, "a, b; c \\ d\r\nBEGIN:VALARM", "u", NOW)

    assert text.endswith("END:VCALENDAR\r\n")
    assert "SUMMARY:a\\, b\\; c \\\\ d BEGIN:VALARM\r\n" in text
    assert all(len(line.encode()) <= 75 for line in given().text.split("\r\n"))
    assert FOCUS_LASTS.total_seconds() == 1200


@pytest.mark.parametrize("more", [{"promises": ()}, {"journey": "j2"}, {"journey": ""}, {"what": "letters"}])
def test_what_is_not_there_any_more_is_no_file(more):
    assert given(**more) is None


def test_an_export_is_readable_json():
    file = given(what="export")

    assert (file.name, file.type) == ("oops-export.json", "application/json")
    assert '"name": "Ærø"' in file.text


def test_what_is_given_in_a_conversation_is_the_same_file_as_behind_a_link():
    entry_, export_ = given(), given(what="export")

    for kind, file in (("calendar", entry_), ("export", export_)):
        text = file.text.replace("\r\n", "\n").rstrip("\n")
        assert file_in(Reply((Piece("say", "Here it is:"), Piece(kind, text)))) == file
    assert file_in(Reply((Piece("say", "BEGIN:VCALENDAR"),))) is None


def test_no_file_shows_its_text_in_a_repr():
    assert "Focus" not in repr(given())
