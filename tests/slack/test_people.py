"""Who people are, by what Slack tells of them; and whom an author means by a name."""

from __future__ import annotations

import pytest

from adapters.slack.people import People, profile, refusal
from bot.people import Who

SAM = Who("slack", "T1", "U1")


def user(name="Dana Okafor", user_id="U2", **more):
    return {
        "id": user_id,
        "team_id": "T1",
        "tz": "Asia/Tokyo",
        "profile": {"real_name": name, "title": "Payroll Manager"},
    } | more


def people(*users):
    async def nobody(team, one):
        return None

    found = People(nobody)
    for each in users:
        found.put(each, "T1")
    return found


def meant(words, *users):
    return [each.name for each in people(*users).meant(SAM, words)]


def test_a_profile_has_name_title_zone_and_photo():
    one = profile(
        user(profile={"real_name": "Dana  Okafor", "title": "Lead", "image_72": "https://x.example/d.png"}), "T1"
    )

    assert (one.name, one.title, one.zone, one.photo) == (
        "Dana Okafor",
        "Lead",
        "Asia/Tokyo",
        "https://x.example/d.png",
    )


@pytest.mark.parametrize(
    "raw", [{}, {"id": 3}, {"id": ""}, {"id": "U2", "profile": "x", "tz": 7}, {"id": "U2", "tz": "Mars/Olympus"}]
)
def test_a_user_object_of_any_shape_is_read_or_is_none(raw):
    one = profile(raw, "T1")

    assert one is None or one.zone == "UTC"


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, None),
        ({"deleted": True}, "not_member"),
        ({"is_bot": True}, "not_member"),
        ({"is_workflow_bot": True}, "not_member"),
        ({"id": "USLACKBOT"}, "not_member"),
        ({"is_restricted": True}, "not_member"),
        ({"is_ultra_restricted": True}, "not_member"),
        ({"is_stranger": True}, "not_member"),
        ({"team_id": "T9"}, "not_member"),
        ({"profile": {}, "name": ""}, "not_member"),
        ({"id": "S1GROUP", "profile": {}}, "not_member"),  # a group of people has no name of its own
        ({"is_invited_user": True}, "not_member"),
        ({"deleted": True, "is_admin": True}, "not_member"),
        ({"is_bot": True, "is_app_user": True}, "not_member"),
        ({"is_restricted": True, "is_ultra_restricted": True}, "not_member"),
        ({"is_stranger": True, "team_id": "T9"}, "not_member"),
        ({"team_id": "T9", "enterprise_user": {"id": "W2", "teams": ["T1"]}}, None),
        ({"team_id": "E9", "enterprise_user": {"id": "W2", "enterprise_id": "E9", "teams": ["T8", "T1"]}}, None),
        ({"team_id": "T1", "enterprise_user": {"id": "W2", "teams": ["T1", "T9"]}}, None),
        ({"team_id": "T9", "enterprise_user": {"id": "W2", "teams": ["T9", "T8"]}}, "not_member"),
        ({"team_id": "T9", "enterprise_user": {"id": "W2", "teams": ["T1"]}, "is_stranger": True}, "not_member"),
        ({"team_id": "T9", "enterprise_user": {"id": "W2", "teams": []}}, "not_member"),
        ({"team_id": "T9", "enterprise_user": {"id": "W2"}}, "not_member"),
        ({"team_id": "T9", "enterprise_user": {"id": "W2", "teams": "T1"}}, "not_member"),
        ({"team_id": "T9", "enterprise_user": {"id": "W2", "teams": None}}, "not_member"),
        ({"team_id": "T9", "enterprise_user": {"id": "W2", "teams": {"T1": 1}}}, "not_member"),
        ({"team_id": "T9", "enterprise_user": {"id": "W2", "teams": [["T1"], 7, "T1"]}}, None),
        ({"team_id": "T9", "enterprise_user": ["T1"]}, "not_member"),
        ({"team_id": "T9", "enterprise_user": "T1"}, "not_member"),
        ({"is_admin": True}, None),
        ({"is_owner": True, "is_primary_owner": True}, None),
        ({"id": "U1", "is_owner": True}, "yourself"),
        ({"id": "U1"}, "yourself"),
    ],
)
def test_only_an_active_full_member_who_is_someone_else_may_receive(more, why):
    assert refusal(profile(user(**more), "T1"), "U1") == why


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("its dana", ["Dana Okafor"]),
        ("DANA's going to kill me", ["Dana Okafor"]),
        ("danas away", ["Dana Okafor"]),
        ("siobhan", ["Siobhán Byrne"]),
        ("chris", []),
        ("chris lee has it", ["Chris Lee"]),
        ("nobody", []),
        ("sam", []),
        ("gus", []),
    ],
)
def test_a_name_means_one_member_or_nobody(words, names):
    everyone = (
        user(), user("Siobhán Byrne", "U3"), user("Chris Lee", "U4"), user("Chris Hall", "U5"), user("Sam Reyes", "U1"),
        user("Gus Guest", "U6", is_restricted=True),
    )  # fmt: skip

    assert meant(words, *everyone) == names


def test_who_changes_their_name_is_found_by_the_new_one_only():
    known = people(user(), user("Dora Okafor"))

    assert [each.name for each in known.meant(SAM, "dana or dora")] == ["Dora Okafor"]


def test_a_team_that_left_is_known_no_more():
    known = people(user())
    known.leave("T1")

    assert known.meant(SAM, "dana") == ()


async def test_someone_is_asked_for_once_and_kept_when_slack_cannot_be_asked():
    asked = []

    async def ask(team, one):
        asked.append(one)
        return user() if len(asked) == 1 else None

    known = People(ask)
    assert (await known.of("T1", "U2")).name == "Dana Okafor"
    assert (await known.of("T1", "U2")).name == "Dana Okafor"
    assert asked == ["U2"]
    known._seen["T1", "U2"] = (known._seen["T1", "U2"][0], -10_000.0)

    assert (await known.of("T1", "U2")).name == "Dana Okafor"
    assert asked == ["U2", "U2"]
