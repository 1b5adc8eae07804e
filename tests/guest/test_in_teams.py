"""The guest in Teams: the suggestion by an edit of the card, and its buttons, which the card did not have when it was sent."""

import pytest
from guest.talking import GOOD, STORY
from guestside import fake
from teams.playing import playing
from transcripts.play import transcripts


@pytest.fixture(scope="module", autouse=True)
def _imported():
    import openai  # noqa: F401


async def resting(player):
    """Until every visit is over, and what it came to is said."""
    await player.running._visits.rest()
    await player.beat()


def _playing(folder, service):
    transcript = next(each for each in transcripts() if each.name == "payroll")
    return playing(transcript, folder, OOPS_MODEL="tiny", OPENAI_BASE_URL=service.url)


@pytest.mark.parametrize("choice", ["use", pytest.param("keep_mine", marks=pytest.mark.long)])
async def test_in_teams_the_suggestion_is_an_edit_of_the_note_and_its_buttons_work(choice, tmp_path):
    async with fake.serving(fake.note(*GOOD)) as service, _playing(tmp_path, service) as player:
        for line in STORY:
            await player.feed({"say": line})
        await resting(player)
        card = next(each for each in reversed(player.shown) if ("send", None) in each.offers)
        own = card.offers.keys()

        await player.feed({"press": "guest_yes"})
        await resting(player)
        assert list(card.offers) == [("use", None), ("edit", None), ("keep_mine", None)]
        await player.feed({"press": choice})

        if choice == "keep_mine":
            assert card.offers.keys() == own
        await player.feed({"press": "send"})
        desk = await player.desk()
        (out,) = desk.journeys[-1].outbox
        assert (GOOD[0] in out.text) == (choice == "use")
