"""What a plan said, once it is done (COACHING S5.7). The second half of each list was written without the rule."""

import pytest

from bot.wording import done_of


@pytest.mark.parametrize(
    ("plan", "done"),
    [
        ("ring Kessler and ask for it back", "rang Kessler and asked for it back"),
        ("send the right list to all 12", "sent the right list to all 12"),
        ("Tell the client, then refile the return", "Told the client, then refiled the return"),
        ("right sheet to all", "right sheet to all"),
        ("ask them to delete the file and confirm in writing", "asked them to delete the file and confirm in writing"),
        # the second half
        ("stop the second payment and write to the bank", "stopped the second payment and wrote to the bank"),
        ("apply for the refund and carry the boxes back", "applied for the refund and carried the boxes back"),
        ("report by five", "report by five"),
        ("get Greg to sign the form and send it back", "got Greg to sign the form and send it back"),
        ("send the list to all and ring the two shops", "sent the list to all and rang the two shops"),
        ("rebuild the table and check the count", "rebuilt the table and checked the count"),
        ("put the sign back and move the van", "put the sign back and moved the van"),
        ("fixed the page", "fixed the page"),
        ("bring the printed list and order sheet", "brought the printed list and order sheet"),
    ],
)
def test_a_plan_is_told_as_done(plan, done):
    assert done_of(plan) == done
