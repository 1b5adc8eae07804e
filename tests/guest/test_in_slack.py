"""The guest in Slack: the coach's message at once, the question beside it, and the suggestion by an edit of that message."""

import pytest
from guest.talking import GOOD, STORY
from guestside import fake
from slackside.room import room


@pytest.fixture(scope="module", autouse=True)
def _imported():
    import openai  # noqa: F401


async def resting(here):
    """Until every visit is over, and what it came to is said."""
    await here.served._visits.rest()
    await here.rest()
    await here.served.beat()
    await here.rest()


async def test_in_slack_the_suggestion_is_an_edit_of_the_note_and_its_buttons_work(tmp_path):
    async with fake.serving(fake.note(*GOOD)) as service, _room(tmp_path, service) as here:
        for line in STORY:
            await here.say(line)
        await resting(here)
        card = next(each for each in reversed(here.slack.sent(here.me)) if "send" in str(each.buttons()))
        assert "A language model could put this note in other words: tiny, at 127.0.0.1" in here.last().words
        assert not service.asked, "nothing is asked before a yes"

        await here.press("guest_yes")
        await resting(here)

        edited = next(each for each in here.slack.sent(here.me) if each.ts == card.ts)
        assert "Only a suggestion, from tiny." in edited.words
        assert "I sent the old price sheet to acme at 14:05, and I noticed at 14:30." in edited.words
        assert [action for action, _, _ in edited.buttons()] == ["use", "edit", "keep_mine"]
        await here.press("keep_mine")
        again = next(each for each in here.slack.sent(here.me) if each.ts == card.ts)
        assert again.words == card.words
        assert [action for action, _, _ in again.buttons()] == [action for action, _, _ in card.buttons()]
        await here.press("send")
        assert "Held until" in here.last().words


async def test_in_slack_a_model_that_hangs_keeps_nobody_waiting(tmp_path):
    async with fake.serving(fake.never) as service, _room(tmp_path, service) as here:
        for line in STORY:
            await here.say(line)
        await here.served._visits.rest()
        await here.rest()
        await here.served.beat()
        await here.press("guest_yes")
        assert "I've asked." in here.last().words

        await here.press("send")

        assert "Held until" in here.last().words
        assert "oops_visits" not in (await _metrics(here)), "it has not ended yet"


def _room(folder, service):
    return room(folder, OOPS_MODEL="tiny", OPENAI_BASE_URL=service.url)


async def _metrics(here):
    from adapters.serving import numbers

    return await numbers(here.served.floor)
