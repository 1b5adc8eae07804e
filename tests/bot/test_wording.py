"""Letters made of the person's own sentences (COACHING S1.3, S1.4, S1.7, S1.10, S2.4 to S2.7, S3.4; the letters of VOICE)."""

import re
import tomllib
import unicodedata
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.times import tidy_clock
from bot.wording import (
    Letter,
    Piece,
    Role,
    correct,
    first_name,
    first_note,
    fits,
    fixed_note,
    flow,
    full_note,
    mentor_note,
    one_sorry,
    part_note,
    tidy,
    too_long,
    update_note,
)
from prompts.frames import FILE, load_frames
from prompts.wrong import CatalogWrong

DATA = Path(__file__).parent / "data"
FRAMES = load_frames()


def cases(name):
    return tomllib.loads((DATA / f"wording_{name}.toml").read_text(encoding="utf-8"))["case"]


def typed(case):
    return case["typed"]


def stopped(text):
    """The clock of the cases: it knows that "by 4" is "by 16:00"."""
    return re.sub(r"\bby 4\b", "by 16:00", text)


def same(text):
    return text


def at(hour, minute):
    return partial(
        tidy_clock, now=datetime(2026, 4, 13, hour, minute, tzinfo=ZoneInfo("Europe/Berlin")), zone="Europe/Berlin"
    )


def tidied(text, clock=stopped):
    people = ["Priya Nair", "Chris Holt", "Siobhán Byrne", "Mark Webb", "Will Hart", "Bilal", "Marta"]
    return tidy(text, reader_name="Dana Okafor", reader_first="Dana", people=people, clock=clock, author="Sam Reyes")


TO_DANA = {
    "frames": FRAMES,
    "reader": "Dana Okafor",
    "author": "Sam Reyes",
    "people": ("Priya Nair",),
    "clock": at(14, 38),
}
PLAIN = {"kind": None, "sorry": "plain", "ready_to_talk": False}

PAYROLL = (
    Piece("i sent the march payroll file to the wrong chris at 14:05.", Role.ACT, 0),
    Piece("41 people are in it.", Role.FACT, 0),
    Piece("i noticed at 14:10.", Role.NOTICED, 0),
    Piece("recall failed, hes at a supplier.", Role.DONE, 1),
    Piece("rang him, voicemail.", Role.DONE, 1),
    Piece("priya is logging it now", Role.DONE, 1),
    Piece("keep ringing chris till he says its deleted.", Role.NEXT, 3),
    Piece("tell dana by 4 either way", Role.NEXT, 3),
)
DECK = (
    Piece("Q1 board deck, due 9:00 today.", Role.FACT, 0),
    Piece("14 of 20 slides done.", Role.FACT, 0),
    Piece("i completely forgot the finance part.", Role.ACT, 0),
    Piece("all 20 by 11:30.", Role.NEXT, 3),
)


def note(*pieces, **changed):
    return first_note(pieces, **{**TO_DANA, **PLAIN, **changed})


# ---- the letters of the four conversations, word for word


def test_payroll_to_the_wrong_chris():
    letter = first_note(PAYROLL, **TO_DANA, kind="wrong_recipient", sorry="plain", ready_to_talk=True)

    assert letter.text == (
        "Dana, I sent the March payroll file to the wrong Chris at 14:05. 41 people are in it. I noticed at 14:10.\n"
        "Recall failed, he's at a supplier. Rang him, voicemail. Priya is logging it now.\n"
        "I'll keep ringing Chris till he says it's deleted. I'll tell you by 16:00 either way.\n"
        "I'm sorry. I'm ready to talk.\n"
        "Sam"
    )
    assert letter.ours == ("I'm sorry. I'm ready to talk.",)
    assert fits(letter)


def test_payroll_after_the_correction_is_the_same_with_43():
    pieces, values = correct(PAYROLL, "43 people not 41, i checked")

    before = first_note(PAYROLL, **TO_DANA, kind=None, sorry="plain", ready_to_talk=True)
    after = first_note(pieces, **TO_DANA, kind=None, sorry="plain", ready_to_talk=True)

    assert values == ("43", "41")
    assert after.text == before.text.replace("41 people", "43 people")


def test_the_update_is_the_news_and_nothing_else():
    pieces = (Piece("chris deleted it.", Role.DONE, 1), Piece("he emailed back", Role.DONE, 1))

    assert update_note(pieces, **TO_DANA).text == "Dana, Chris deleted it. He emailed back.\nSam"


MARTA = {"kind": "missed_deadline", "reader": "Marta Ribeiro", "author": "Ines Duarte", "clock": at(9, 41)}


def test_missed_deadline():
    letter = note(*DECK, **MARTA)

    assert letter.text == (
        "Marta, I missed a deadline: Q1 board deck, due 9:00 today. I completely forgot the finance part.\n"
        "14 of 20 slides done. You'll have all 20 by 11:30.\n"
        "I'm sorry.\n"
        "Ines"
    )
    assert letter.ours == ("I'm sorry.",)


def test_missed_deadline_is_not_said_twice_when_it_is_a_sentence_of_its_own():
    said = Piece("missed a deadline", Role.ACT, 0)

    assert note(said, *DECK, **MARTA) == note(*DECK, **MARTA)


def test_missed_deadline_with_the_excuse_put_back():
    put_back = Piece("agency numbers came late too", Role.PUT_BACK, 0)

    letter = note(*DECK[:3], put_back, DECK[3], **MARTA)

    assert letter.text == (
        "Marta, I missed a deadline: Q1 board deck, due 9:00 today. I completely forgot the finance part. "
        "Agency numbers came late too.\n"
        "14 of 20 slides done. You'll have all 20 by 11:30.\n"
        "I'm sorry.\n"
        "Ines"
    )


GREG = {"frames": FRAMES, "reader": "Greg", "author": "Anjali Rao", "people": ("Lena Vogt",), "clock": at(16, 41)}


def test_her_part_and_only_her_part():
    pieces = (
        Piece("i built the price sheet with the old rate in it", Role.ACT, 0),
        Piece("i saw it thursday and told greg in chat at 16:20", Role.FACT, 0),
        Piece("right sheet by 17:30 today.", Role.NEXT, 3),
    )

    assert part_note(pieces, **GREG).text == (
        "Greg, I built the price sheet with the old rate in it. I saw it Thursday and told you in chat at 16:20.\n"
        "The right sheet will be ready by 17:30 today.\n"
        "I'm sorry for my part.\n"
        "Anjali"
    )


FORWARDED = (
    Piece("the sheet i forwarded on friday was the one greg sent me at 09:05.", Role.FACT, 0),
    Piece("i changed nothing in it.", Role.FACT, 0),
)


def test_no_part_of_it_hers_means_regret_and_an_offer_and_no_apology():
    letter = part_note(
        (*FORWARDED, Piece("i can help put it right today", Role.NEXT, 3)), **GREG, trouble_for="the client"
    )

    assert letter.text == (
        "Greg, the sheet I forwarded on Friday was the one you sent me at 09:05. I changed nothing in it.\n"
        "I regret the trouble for the client, and I can help put it right today.\n"
        "Anjali"
    )


def test_without_an_offer_of_her_own_the_offer_is_ours():
    letter = part_note(FORWARDED, **GREG)

    assert letter.paragraphs[-1] == "I regret the trouble, and I can help put it right."
    assert letter.ours == letter.paragraphs[-1:]


def test_a_plan_that_is_no_offer_stands_by_itself_before_the_regret():
    letter = part_note((*FORWARDED, Piece("right sheet by 17:30", Role.NEXT, 3)), **GREG)

    assert letter.paragraphs[1:] == ("The right sheet will be ready by 17:30.", "I regret the trouble.")


def test_dropped_the_orders_table():
    said = (
        Piece("i dropped the orders table on PRODUCTION.", Role.ACT, 0),
        Piece("aoife is on call, she restored from 21:00 backup.", Role.DONE, 1),
        Piece("i noticed 21:50.", Role.NOTICED, 1),
        Piece("around 30 orders missing.", Role.EFFECT, 2),
        Piece("i can put back from the queue before 23:30.", Role.NEXT, 3),
    )
    pieces, values = correct(said, "actually i noticed 21:40 not 50")

    letter = note(
        *pieces, kind="broke_production", reader="Siobhán Byrne", author="Mateus Lima", people=(), clock=at(22, 20)
    )

    assert values == ("21:40", "21:50")
    assert letter.text == (
        "Siobhán, I dropped the orders table on production. Aoife is on call, she restored from 21:00 backup.\n"
        "I noticed at 21:40. Around 30 orders missing. I can put back from the queue before 23:30.\n"
        "I'm sorry.\n"
        "Mateus"
    )


def test_the_mentor_is_asked_that_very_question_and_told_nothing_of_what_happened():
    letter = mentor_note(frames=FRAMES, reader="Ruth Adeyemi", author="Sam Reyes")

    assert letter.text == (
        "Ruth, I made a mistake at work and it has been put right.\n"
        "I'd value your view. How did you handle one of yours?\n"
        'Two lines are plenty, and "not now" is a fine answer.\n'
        "Sam"
    )
    assert fits(letter)


def test_the_mentor_is_not_told_that_it_is_put_right_before_it_is():
    letter = mentor_note(frames=FRAMES, reader="Ruth Adeyemi", author="Sam Reyes", put_right=False)

    assert letter.paragraphs[0] == "Ruth, I made a mistake at work."


def test_the_full_note_ends_with_seriousness_and_prevention():
    change = Piece("read the whole address out loud, then attach the file", Role.PREVENT, 4)

    letter = full_note((*PAYROLL, change), **TO_DANA, kind="wrong_recipient")

    assert letter.paragraphs[:3] == first_note(PAYROLL, **TO_DANA, **PLAIN).paragraphs[:3]
    assert letter.paragraphs[3:] == (
        "I'm sorry.",
        "I take this seriously.",
        "So that it doesn't happen again, I'll read the whole address out loud, then attach the file.",
    )
    assert fits(letter, 120)


def test_an_if_then_is_a_sentence_already():
    change = Piece("if i send a pay file, then i read the whole address out loud", Role.PREVENT, 4)

    letter = full_note((change,), **TO_DANA)

    assert letter.paragraphs[-2:] == (
        "I take this seriously.",
        "So that it doesn't happen again, if I send a pay file, then I read the whole address out loud.",
    )


def test_the_first_note_holds_no_prevention():
    change = Piece("read the whole address out loud", Role.PREVENT, 4)

    assert first_note((*PAYROLL, change), **TO_DANA, **PLAIN) == first_note(PAYROLL, **TO_DANA, **PLAIN)


def test_the_note_after_the_repair():
    done = (Piece("chris deleted it", Role.DONE, 1), Piece("priya closed her side", Role.DONE, 1))

    letter = fixed_note(done, **TO_DANA)

    assert letter.text == "Dana, it's fixed. Chris deleted it. Priya closed her side.\nSam"
    assert letter.ours == ("it's fixed.",)
    assert fits(letter)


# ---- tidying


@pytest.mark.parametrize("case", cases("tidy"), ids=typed)
def test_tidying_changes_capitals_apostrophes_clock_times_and_you(case):
    assert tidied(case["typed"]) == case["tidied"]


@pytest.mark.parametrize("case", cases("tidy"), ids=typed)
def test_what_is_tidy_stays(case):
    assert tidied(case["tidied"]) == case["tidied"]


def test_half_of_the_sentences_were_kept_aside():
    for name, least in (("tidy", 60), ("plans", 30)):
        aside = [case for case in cases(name) if "from" in case]

        assert len(cases(name)) >= least
        assert len(aside) >= 0.4 * len(cases(name))


def words(text):
    """What tidying may not change: the words without case, accents and apostrophes."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub("['’]", "", plain)


chat = st.lists(
    st.one_of(st.sampled_from([case["typed"] for case in cases("tidy")]), st.text(max_size=30)), min_size=1, max_size=4
).map(" ".join)


def for_nobody(text):
    return tidy(
        text, reader_name="Zuleika Quell", reader_first="Zuleika", people=["Priya Nair"], clock=same, author="Sam Reyes"
    )


@given(chat)
def test_tidying_keeps_every_word(text):
    assert words(for_nobody(text)) == words(text)


@given(chat)
def test_tidying_twice_is_tidying_once(text):
    once = tidied(text, same)

    assert tidied(once, same) == once


@given(st.text(max_size=80), st.sampled_from(list(Role)))
def test_no_text_is_too_strange_for_a_letter(text, role):
    letter = note(Piece(text, role, 0), kind="missed_deadline", ready_to_talk=True)

    assert letter.text.endswith("Sam")
    correct((Piece(text, role, 0),), text)
    one_sorry(text)


@pytest.mark.parametrize(
    "text", ["\ud800 i sent it", "\x00", "", "   ", "\u200f", "...", "i", "'", '"', "👍", "\ue000 \ue001"]
)
def test_odd_characters_survive(text):
    assert for_nobody(text) == text.replace("i sent", "I sent").replace("i", "I", int(text == "i"))


LONG = 40_000


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a ",
        "a.",
        ". ",
        "_",
        "a_",
        "/",
        "a/",
        "'",
        '"',
        "`",
        "<",
        ":",
        "its ",
        "dana ",
        "sorry ",
        "not ",
        ", ",
        "1",
        "9:00 ",
        "a@",
    ],
)
def test_forty_thousand_characters_cost_less_than_two_seconds(piece):
    text = (piece * LONG)[:LONG]
    start = process_time()

    note(Piece(text, Role.NEXT, 3), clock=same)
    correct(PAYROLL, text)
    correct((Piece(text, Role.FACT, 0),), "43 people not 41")
    one_sorry(text)

    assert process_time() - start < 2


def test_a_reader_named_like_another_known_person_keeps_the_name():
    text = tidy(
        "told dana at 4", reader_name="Dana Okafor", reader_first="Dana", people=["Dana Reed"], clock=same, author=""
    )

    assert text == "Told Dana at 4"


def test_what_the_next_sentence_says_of_her_is_said_to_the_reader():
    told = Piece("i told dana at 14:20.", Role.ACT, 0)

    assert "I told you at 14:20." in note(told, Piece("the list is wrong.", Role.FACT, 0)).text
    assert "I told you at 14:20. You want it back." in note(told, Piece("she wants it back", Role.FACT, 0)).text
    assert "I told Dana at 14:20." in note(told, Piece("she wants it back and is cross", Role.FACT, 0)).text
    assert "I told you at 14:20." in note(told, Piece("priya knows and she is logging it", Role.FACT, 0)).text


# ---- fragments


@pytest.mark.parametrize("case", cases("plans"), ids=typed)
def test_a_fragment_gets_the_shortest_frame_that_makes_it_a_sentence(case):
    letter = note(Piece(case["typed"], Role.NEXT, 3), people=("Vera Kaminska", "Priya Nair"), sorry=None, clock=same)

    first, rest = case["framed"].split(" ", 1)
    kept = first.startswith("I'") or first in {"I", "Priya"}
    assert letter.paragraphs == (f"Dana, {first if kept else first.lower()} {rest}",)


def test_only_an_answer_to_a_plan_question_gets_a_frame():
    for role in (Role.FACT, Role.DONE, Role.EFFECT):
        assert note(Piece("keep ringing chris", role, 1), sorry=None, reader="").paragraphs == ("Keep ringing Chris.",)


@pytest.mark.parametrize(
    ("typed", "framed"),
    [
        ("i noticed 21:50", "I noticed at 21:50."),
        ("noticed 21:50", "I noticed at 21:50."),
        ("i noticed at 21:50", "I noticed at 21:50."),
        ("21:50", "I noticed at 21:50."),
        ("thursday", "I noticed Thursday."),
        ("i noticed 5 minutes later", "I noticed 5 minutes later."),
        ("i noticed 41 people in it", "I noticed 41 people in it."),
    ],
)
def test_noticing_has_a_frame_of_its_own(typed, framed):
    assert note(Piece(typed, Role.NOTICED, 1), reader="", sorry=None, clock=same).paragraphs == (framed,)


def test_an_act_without_its_subject_gets_one():
    letter = note(Piece("sent the wrong file to chris", Role.ACT, 0), sorry=None)

    assert letter.paragraphs == ("Dana, I sent the wrong file to Chris.",)


def test_a_fact_without_a_verb_stays_as_it_is_when_the_act_is_said():
    pieces = (
        Piece("14 of 20 slides, one chart missing", Role.FACT, 0),
        Piece("i forgot the finance part", Role.ACT, 0),
    )

    assert "deadline" not in note(*pieces, kind="missed_deadline").text


# ---- the shape of a letter


def test_a_paragraph_has_at_most_three_sentences_and_105_characters():
    assert flow(["a" * 50, "b" * 54, "c"]) == ("a" * 50 + " " + "b" * 54, "c")
    assert flow(["a.", "b.", "c.", "d."]) == ("a. b. c.", "d.")
    assert flow(["a" * 200, "b"]) == ("a" * 200, "b")
    assert flow([]) == ()


@given(st.lists(st.text("ab. ", min_size=1, max_size=120), max_size=12))
def test_flowing_keeps_every_sentence_in_order(sentences):
    assert " ".join(flow(sentences)) == " ".join(sentences)


def test_what_the_person_wrote_is_in_the_letter_and_the_rest_is_named():
    letter = note(Piece("I sent the file.", Role.ACT, 0), sorry="part", ready_to_talk=True)

    assert letter.paragraphs == ("Dana, I sent the file.", "I'm sorry for my part. I'm ready to talk.")
    assert letter.ours == ("I'm sorry for my part. I'm ready to talk.",)


def test_a_sorry_of_the_persons_own_is_enough():
    letter = note(Piece("i sent the wrong file and im sorry", Role.ACT, 0))

    assert letter.paragraphs == ("Dana, I sent the wrong file and I'm sorry.",)
    assert letter.ours == ()


def test_nobody_is_greeted_when_no_name_is_known():
    letter = note(Piece("the file went out at 9:00", Role.FACT, 0), reader="", author="")

    assert letter.text == "The file went out at 9:00.\nI'm sorry."


def test_the_word_after_the_name_is_no_sentence_start():
    assert note(Piece("The file went out", Role.FACT, 0)).paragraphs[0] == "Dana, the file went out."
    assert note(Piece("Tesco got it twice", Role.FACT, 0)).paragraphs[0] == "Dana, Tesco got it twice."
    assert note(Piece("priya has it", Role.FACT, 0)).paragraphs[0] == "Dana, Priya has it."


def test_a_greeting_of_the_persons_own_is_not_doubled():
    assert note(Piece("dana, i sent the wrong file", Role.ACT, 0)).paragraphs[0] == "Dana, I sent the wrong file."


def test_a_title_stays_before_the_name():
    assert first_name("Dr Ana Varga") == "Dr Ana"
    assert first_name("Dr Varga") == "Dr Varga"
    assert first_name("Dana Okafor") == "Dana"
    assert not first_name(" ")


@pytest.mark.parametrize("end", ["👍", "!!", "?", "…", "https://wiki.example.org/x", "`drop`"])
def test_no_stop_is_put_after_what_ends_by_itself(end):
    assert note(Piece(f"it is done {end}", Role.FACT, 0), reader="", sorry=None).paragraphs == (f"It is done {end}",)


def test_the_same_sentence_is_not_said_twice():
    piece = Piece("i sent the wrong file", Role.ACT, 0)

    assert note(piece, replace(piece, rank=1)) == note(piece)


def test_what_comes_next_comes_last_in_its_rank():
    pieces = (Piece("i ring chris at 15:00", Role.NEXT, 0), Piece("it went out at 9:00", Role.FACT, 0), DECK[2])

    assert (
        note(*pieces).paragraphs[0]
        == "Dana, I completely forgot the finance part. It went out at 9:00. I ring Chris at 15:00."
    )


def test_a_letter_that_is_too_long_says_what_could_be_left_out():
    story = Piece("the file has " + "one more column and " * 12 + "no header", Role.EFFECT, 2)
    letter = note(*PAYROLL, story)

    assert not fits(letter)
    assert too_long(letter, (*PAYROLL, story)) == (1, 2)
    assert too_long(note(*PAYROLL), PAYROLL) == ()


def test_an_act_and_a_plan_are_never_left_out():
    act = Piece("i sent " + "the wrong file and " * 30 + "left", Role.ACT, 0)

    assert too_long(note(act), (act,)) == ()


def test_values_are_shy():
    letter = note(*PAYROLL)

    assert "payroll" not in repr(PAYROLL)
    assert "payroll" not in repr(letter)
    assert letter.words == len(letter.text.split())
    assert not Letter(()).text


# ---- corrections and sorries


@pytest.mark.parametrize("case", cases("corrections"), ids=typed)
def test_a_correction_takes_the_place_of_what_was_said(case):
    said = tuple(Piece(text, Role.FACT, 0) for text in case["said"])

    found = correct(said, case["typed"])

    if case["stands"]:
        pieces, values = found
        assert [piece.text for piece in pieces] == case["stands"]
        assert values == (case["new"], case["old"])
    else:
        assert found is None


def test_a_correction_finds_its_sentence_in_a_whole_letter():
    letter = "Dana, it was due Monday. I told you on Monday at 9:00. Nobody else knows."

    pieces, values = correct((Piece(letter, Role.FACT, 0),), "i told you on tuesday not monday")

    assert pieces[0].text == "Dana, it was due Monday. I told you on tuesday at 9:00. Nobody else knows."
    assert values == ("tuesday", "Monday")


def test_news_is_no_correction():
    assert correct(PAYROLL, "chris deleted it. he emailed back") is None
    assert correct(PAYROLL, "41 not 43 " * 40) is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (
            "im so so sorry. i sent the file to the wrong chris. really sorry. sorry again!!",
            "im so so sorry. i sent the file to the wrong chris.",
        ),
        (
            "Sorry, I sent the wrong file. I'm sorry. So sorry for everything.",
            "I sent the wrong file. So sorry for everything.",
        ),
        ("i'm sorry for the mess. sorry. sorry sorry sorry", "i'm sorry for the mess."),
        ("sorry i sent the wrong file to chris, so sorry. im sorry", "i sent the wrong file to chris. im sorry"),
        ("I'm so so sorry, really sorry!", "I'm so so sorry!"),
        ("I'm sorry that I sent it. I'm sorry for the mess. Sorry.", "I'm sorry that I sent it."),
        ("i sent it at 9. chris has it.", "i sent it at 9. chris has it."),
        ("sorry to bother you. im sorry i forgot, sorry", "sorry to bother you. im sorry i forgot"),
    ],
)
def test_one_sorry_is_kept(text, kept):
    assert one_sorry(text) == kept
    assert one_sorry(kept) == kept


# ---- the frames


def test_a_broken_file_of_frames_is_named_at_start_up(tmp_path):
    good = FILE.read_text(encoding="utf-8")
    broken = {
        "frames.will": good.replace("I'll {words}\"      ", "I'll\"      "),
        "offer": good.replace('offer = "I can help put it right."', ""),
        "extra": good.replace("[mentor]", 'extra = "x"\n[mentor]'),
        "said.never": good.replace("[said]", '[said]\nnever = ["x"]'),
        "names.given": good.replace("given = [", "taken = ["),
        "the table mentor": good.replace("[mentor]", "[tutor]"),
        "lines.sorry": good.replace('sorry = "I\'m sorry."', "sorry = 3"),
        "frames.have": good.replace("You'll have {words}\"  ", "You'll have {words\"  "),
        "cannot be read": "[",
    }
    for key, text in broken.items():
        path = tmp_path / "frames.toml"
        path.write_text(text, encoding="utf-8")

        with pytest.raises(CatalogWrong, match=re.escape(key)) as wrong:
            load_frames(path)
        assert "frames.toml" in str(wrong.value)


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("i'll tell dana by noon what they say", "I'll tell you by noon what they say"),
        ("i'll call dana when they have signed", "I'll call you when they have signed"),
        ("i told dana that they were late", "I told Dana that they were late"),
    ],
)
def test_others_who_are_spoken_of_are_not_the_one_who_reads(said, written):
    assert tidied(said).rstrip(".") == written
