"""Every kind of payload that Slack's documentation shows, read; and every other shape, which is no business of ours."""

from __future__ import annotations

import hmac
import json
import random
import time
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from proofs import few, many
from slack_bolt.request.internals import extract_team_id
from slackside.fake import SECRET, FakeSlack

from adapters.slack import inbound as i
from adapters.slack import names
from adapters.slack.people import profile
from bot.people import Who

SAM = Who("slack", "T0WORLD", "U0SAM")
SLACK = FakeSlack()
BODY = b"token=x&command=%2Foops&text=help"


def read(payload):
    return i.heard(json.loads(json.dumps(payload)))


def press(action, value, **more):
    return SLACK.press("U0SAM", action, value, **more)


def view(callback, private, values=None, kind="view_submission"):
    return SLACK.interaction(
        kind, "U0SAM", view={"id": "V1", "callback_id": callback, "private_metadata": private, "state": {"values": values or {}}}
    )  # fmt: skip


def gone(before=None):
    """A message with answers in a thread, deleted: Slack leaves a stone of its own in its place."""
    stone = {
        "subtype": "tombstone",
        "user": "USLACKBOT",
        "text": "This message was deleted.",
        "hidden": True,
        "ts": "2.1",
        "thread_ts": "2.1",
        "reply_count": 2,
    }
    before = {"user": "U0SAM", "text": "41 people", "ts": "2.1"} if before is None else before
    return SLACK.event(
        {
            "type": "message",
            "subtype": "message_changed",
            "channel_type": "im",
            "channel": "D1",
            "hidden": True,
            "ts": "3.1",
            "message": stone,
            "previous_message": before,
        }
    )


KINDS = {
    "a command alone": (SLACK.command("U0SAM"), i.Begin()),
    "a command with words": (SLACK.command("U0SAM", " i sent the payload &amp; more "), i.Say("i sent the payload & more")),
    "a message": (SLACK.message("U0SAM", "oops <3 & more"), i.Say("oops <3 & more")),
    "a message in a thread": (SLACK.message("U0SAM", "yes", thread_ts="1.1"), i.Say("yes")),
    "a mention": (SLACK.event({"type": "message", "channel_type": "im", "channel": "D1", "user": "U0SAM", "ts": "1776087840.000200", "text": "its <@U0DANA|dana>"}), i.Say("its <@U0DANA>", ("U0DANA",))),
    "a link": (SLACK.event({"type": "message", "channel_type": "im", "channel": "D1", "user": "U0SAM", "ts": "1776087840.000200", "text": "see <https://x.example/a?b=1&amp;c=2|x.example> in <#C1|ops> <!here> <mailto:a@b.c|a@b.c>"}), i.Say("see x.example in #ops @here a@b.c")),
    "a file": (SLACK.message("U0SAM", "", subtype="file_share", files=[{"id": "F1"}]), i.Shared("")),
    "an edit": (SLACK.event({"type": "message", "subtype": "message_changed", "channel_type": "im", "channel": "D1", "ts": "3.1", "message": {"user": "U0SAM", "text": "43 people", "ts": "2.1", "edited": {"ts": "3.0"}}, "previous_message": {"user": "U0SAM", "text": "41 people", "ts": "2.1"}}), i.Edited("41 people", "43 people")),
    "a deletion": (SLACK.event({"type": "message", "subtype": "message_deleted", "channel_type": "im", "channel": "D1", "deleted_ts": "2.1", "ts": "3.1", "previous_message": {"user": "U0SAM", "text": "41 people", "ts": "2.1"}}), i.Deleted("41 people")),
    "a deletion of what was answered in a thread": (gone(), i.Deleted("41 people")),
    "a deletion of our own card, answered in a thread": (gone({"user": "U0BOT", "bot_id": "B1", "text": "x"}), i.Nothing()),
    "a deletion of which nothing is told": (gone({}), i.Nothing()),
    "a press": (press("park", "j1.4"), i.Press("j1.4", "park", None)),
    "a press on a mark": (press("park_one", "j1.4#2"), i.Press("j1.4", "park_one", 2)),
    "a press in the menu": (press(names.MORE, "not_now j1.4", kind="option"), i.Press("j1.4", "not_now", None)),
    "the form's own button": (press(names.FILL, "j1.4"), i.Press("j1.4", "", None)),
    "a press at home": (SLACK.interaction("block_actions", "U0SAM", view={"id": "V1", "type": "home"}, container={"type": "view", "view_id": "V1"}, actions=[{"action_id": "resume", "value": "j1", "action_ts": "1.1"}]), i.Resume("j1")),
    "words at home": (SLACK.interaction("block_actions", "U0SAM", view={"id": "V1", "type": "home"}, actions=[{"action_id": "delete_all", "action_ts": "1.1"}]), i.Say("delete everything")),
    "a form": (view("edit", "j1.4 edit", {"words": {"words": {"type": "plain_text_input", "value": "Dana, I"}}}), i.Fill("j1.4", "edit", "edit", None, {"words": "Dana, I"}, {})),
    "a form with a person": (view("who", "j1.4", {"person": {"person": {"type": "users_select", "selected_user": "U0DANA"}}}), i.Fill("j1.4", "who", "", None, {}, {"person": "U0DANA"})),
    "a form with a day and a time": (view("when", "j1.4 another_time", {"day": {"day": {"selected_date": "2026-05-03"}}, "time": {"time": {"selected_time": "14:30"}}}), i.Fill("j1.4", "when", "another_time", None, {"day": "2026-05-03", "time": "14:30"}, {})),
    "a form closed": (view("edit", "j1.4 edit", kind="view_closed"), i.Closed("j1.4", "edit", None)),
    "a form of its own closed": (view("edit", "j1.4", kind="view_closed"), i.Nothing()),
    "the coached message": (view(names.COACH, "", {"words": {"words": {"value": "i broke it"}}}), i.Say("i broke it")),
    "a message shortcut": (SLACK.interaction("message_action", "U0SAM", callback_id=names.COACH, message={"text": "I &lt;3 it", "user": "U0DANA"}, channel={"id": "C0GENERAL"}), i.Coach("I <3 it")),
    "someone changed": (SLACK.event({"type": "user_change", "user": (DANA := {"id": "U0DANA", "team_id": "T0WORLD", "tz": "Asia/Tokyo", "profile": {"real_name": "Dana Okafor", "title": "Payroll Manager", "image_72": "https://avatars.example/72.png"}})}), i.Changed(DANA)),
    "the address verified": ({"type": "url_verification", "challenge": "3eZbrw1aB"}, i.Nothing()),
    "the global shortcut": (SLACK.interaction("shortcut", "U0SAM", callback_id=names.BEGIN, action_ts="1.1"), i.Begin()),
    "home opened": (SLACK.event({"type": "app_home_opened", "user": "U0SAM", "channel": "D1", "tab": "home", "view": {"hash": "1.abc"}}), i.Opened("home", "1.abc")),
    "messages opened": (SLACK.event({"type": "app_home_opened", "user": "U0SAM", "channel": "D1", "tab": "messages"}), i.Opened("messages", "")),
    "uninstalled": (SLACK.event({"type": "app_uninstalled"}), i.Uninstalled()),
    "the bot's token revoked": (SLACK.event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["U0BOT"]}}), i.Uninstalled()),
    "a user's token revoked": (SLACK.event({"type": "tokens_revoked", "tokens": {"oauth": ["U0SAM"], "bot": []}}), i.Nothing()),
    "events held back": ({"token": "Jhj5dZrVaK7ZwHHjRyZWjbDl", "type": "app_rate_limited", "team_id": "T0WORLD", "minute_rate_limited": 1518467820, "api_app_id": "A0OOPS"}, i.HeldBack()),
    "an unknown button": (press("x", "<>"), i.Unknown()),
    "an unknown form": (view("edit", "{}"), i.Unknown()),
    "an unknown shortcut": (SLACK.interaction("shortcut", "U0SAM", callback_id="other"), i.Unknown()),
    "our own message": (SLACK.message("U0BOT", "hello", bot_id="B1"), i.Nothing()),
    "another app's message": (SLACK.event({"type": "message", "subtype": "bot_message", "channel_type": "im", "channel": "D1", "text": "x", "ts": "1.1"}), i.Nothing()),
    "a message in a channel": (SLACK.message("U0SAM", "hello", channel_type="channel"), i.Nothing()),
    "our card changed": (SLACK.event({"type": "message", "subtype": "message_changed", "channel_type": "im", "channel": "D1", "message": {"bot_id": "B1", "user": "U0BOT", "text": "x"}, "previous_message": {"text": "y"}}), i.Nothing()),
    "a preview appeared": (SLACK.event({"type": "message", "subtype": "message_changed", "channel_type": "im", "channel": "D1", "message": {"user": "U0SAM", "text": "x", "attachments": [{}]}, "previous_message": {"user": "U0SAM", "text": "x"}}), i.Nothing()),
    "an event that is not ours": (SLACK.event({"type": "reaction_added", "user": "U0SAM"}), i.Nothing()),
}  # fmt: skip


def unpinned(call):
    """The call without its trigger, which is another each time."""
    return type(call)(
        **{name: getattr(call, name) for name in call.__slots__} | ({"trigger": ""} if hasattr(call, "trigger") else {})
    )


FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_payload_is_read(kind):
    payload, call = KINDS[kind]

    assert unpinned(read(payload).call) == call


DOCUMENTED = json.loads(Path(__file__).with_name("documented.json").read_text("utf-8"))
"""Payloads with every field that Slack's documentation shows, by the kind whose lean twin stands above."""


def told(one):
    """What is done with a delivery: without its trigger, and of a person only what is kept of them."""
    call = one.call
    about = profile(call.user, one.who.tenant) if isinstance(call, i.Changed) else unpinned(call)
    return about, one.who, one.kind, one.direct, one.home


@pytest.mark.parametrize("kind", DOCUMENTED)
def test_a_payload_with_all_that_slack_documents_is_read_as_its_lean_twin(kind):
    full = DOCUMENTED[kind]
    if full.get("type") in {"event_callback", "url_verification"}:
        raw = i.payload(json.dumps(full).encode(), "application/json")
    else:
        raw = i.payload(urlencode(full if "command" in full else {"payload": json.dumps(full)}).encode(), FORM)

    assert raw == full
    assert told(i.heard(raw)) == told(read(KINDS[kind][0]))


def test_a_message_shortcut_has_the_messages_words_and_a_trigger():
    one = read(
        SLACK.interaction(
            "message_action", "U0SAM", callback_id=names.COACH, message={"text": "I &lt;3 it", "user": "U0X"}
        )
    )

    assert one.call.words == "I <3 it"
    assert one.call.trigger


def test_both_shapes_of_a_deletion_are_one_deletion_by_whoever_wrote_it():
    plain, under = KINDS["a deletion"][0], gone()

    assert read(plain).key == read(under).key == "delete:D1:2.1"
    assert read(plain).who == read(under).who == SAM


def test_someone_changed_is_told_by_their_own_id():
    one = read(SLACK.event({"type": "user_change", "user": {"id": "U0DANA", "tz": "Asia/Tokyo"}}))

    assert one.who == Who("slack", "T0WORLD", "U0DANA")
    assert one.call.user["tz"] == "Asia/Tokyo"


CHANGED = SLACK.event({"type": "user_change", "user": {"id": "U0SAM", "team_id": "T0FAR"}})
OURS = {"team_id": "T0WORLD", "is_enterprise_install": False}


@pytest.mark.parametrize(
    "payload",
    [
        SLACK.message("U0SAM", "hi") | {"team_id": "T0FAR"},
        CHANGED | {"team_id": "T0FAR", "context_team_id": "T0FAR"},
        CHANGED | {"authorizations": []},
        CHANGED | {"authorizations": None},
        CHANGED | {"authorizations": [OURS, {"team_id": "T0FAR"}], "team_id": None},
        SLACK.event({"type": "app_home_opened", "user": "U0SAM", "tab": "home", "view": {"team_id": "T0FAR", "app_installed_team_id": "T0FAR"}}),
        view("edit", "j1.4 edit") | {"team": {"id": "T0FAR"}, "view": {"id": "V1", "app_installed_team_id": "T0WORLD"}},
        view("edit", "j1.4 edit") | {"view": {"id": "V1", "app_installed_team_id": None, "team_id": "T0FAR"}},
        view("edit", "j1.4 edit") | {"team": None, "view": {"id": "V1", "team_id": "T0FAR"}},
        press("park", "j1.4") | {"team": None},
        press("park", "j1.4") | {"team": "T0WORLD", "user": {"id": "U0SAM", "team_id": "T0FAR"}},
        press("park", "j1.4") | {"team": {"domain": "far"}, "team_id": "T0WORLD", "user": {"id": "U0SAM", "team_id": "T0FAR"}},
        SLACK.command("U0SAM") | {"team_domain": "far"},
    ],
)  # fmt: skip
def test_a_payload_is_of_the_workspace_of_which_bolt_takes_it_to_be(payload):
    assert read(payload).who.tenant == "T0WORLD" == extract_team_id(payload)


@pytest.mark.parametrize("odd", [7, True, [], ["T0FAR"], {}, {"id": 7}, [[]], [None], ["T0FAR", OURS], {"0": OURS}])
def test_a_workspace_of_another_shape_is_passed_over(odd):
    message, pressed = SLACK.message("U0SAM", "hi"), press("park", "j1.4")
    filled = view("edit", "j1.4 edit")

    assert read(message | {"authorizations": odd}).who == SAM
    assert read(message | {"team_id": odd}).who == SAM
    assert read(pressed | {"team": odd}).who == SAM
    assert read(filled | {"view": filled["view"] | {"app_installed_team_id": odd}}).who == SAM
    assert read(message | {"authorizations": odd, "team_id": odd}) == i.NOT_OURS


def test_who_when_and_where_come_with_a_message():
    one = read(
        SLACK.event(
            {
                "type": "message",
                "channel_type": "im",
                "channel": "D1",
                "user": "U0SAM",
                "ts": "1776087840.000200",
                "text": "hi",
            }
        )
    )

    assert (one.who, one.key, one.channel, one.direct) == (SAM, "message:D1:1776087840.000200", "D1", True)
    assert one.dated == datetime.fromtimestamp(1776087840.0002, UTC)


def test_the_same_delivery_has_the_same_key_and_another_has_another():
    message, again = SLACK.message("U0SAM", "hi"), SLACK.message("U0SAM", "hi")
    retried = message | {"event_id": "Ev-retried"}

    assert read(message).key == read(retried).key != read(again).key
    assert read(press("park", "j1.4")).key == read(press("park", "j1.4")).key
    assert len({read(press("park", each)).key for each in ("j1.4", "j1.5", "j1.4#1", "j1.4#2")}) == 4


def test_an_install_for_a_whole_organisation_is_seen_everywhere():
    event = SLACK.message("U0SAM", "hi")
    event["authorizations"][0]["is_enterprise_install"] = True

    assert read(event).call == i.OrgWide()
    assert read(SLACK.command("U0SAM") | {"is_enterprise_install": "true"}).call == i.OrgWide()
    assert read(press("park", "j1.4", is_enterprise_install=True)).call == i.OrgWide()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
WHOLE = [payload for payload, _ in KINDS.values()]


@st.composite
def bent(draw):
    """A payload of Slack's in which something is of another shape."""
    payload = json.loads(json.dumps(draw(st.sampled_from(WHOLE))))
    for _ in range(draw(st.integers(1, 3))):
        here = payload
        while True:
            key = draw(st.sampled_from(sorted(here))) if isinstance(here, dict) else draw(st.integers(0, len(here) - 1))
            inner = here[key]
            if isinstance(inner, dict | list) and inner and draw(st.booleans()):
                here = inner
                continue
            here[key] = draw(JSON)
            break
    return payload


@given(bent() | JSON.filter(lambda each: isinstance(each, dict)))
def test_a_payload_of_any_shape_has_an_answer(payload):
    one = i.heard(payload)

    assert isinstance(one, i.Heard)
    assert isinstance(one.who.user, str)


# ------------------------------------------------------------------------------------------------------- the envelope


def signed(body=BODY, at=None, secret=SECRET):
    headers = SLACK.signed(body, at, secret)
    return headers["X-Slack-Request-Timestamp"], headers["X-Slack-Signature"]


def test_what_slack_signed_just_now_is_taken():
    assert i.signed(SECRET, *signed(), BODY, time.time())


NOW = 1_776_000_000.0
STAMP, SIGNATURE = signed(at=NOW)


@pytest.mark.parametrize(
    ("stamp", "signature", "body", "now"),
    [
        (STAMP, SIGNATURE, BODY + b"x", NOW),
        (STAMP, SIGNATURE, BODY, NOW + 301),
        (STAMP, SIGNATURE, BODY, NOW - 301),
        (STAMP, signed(at=NOW, secret="another")[1], BODY, NOW),
        (STAMP, SIGNATURE.upper(), BODY, NOW),
        (STAMP, SIGNATURE[:-1], BODY, NOW),
        (STAMP, SIGNATURE[3:], BODY, NOW),
        (STAMP, "v0=" + "é" * 64, BODY, NOW),
        (STAMP, "", BODY, NOW),
        ("", SIGNATURE, BODY, NOW),
        ("soon", SIGNATURE, BODY, NOW),
        ("1e400", SIGNATURE, BODY, NOW),
        ("-1", SIGNATURE, BODY, NOW),
        ("٣" * 10, SIGNATURE, BODY, NOW),
        ("9" * 5000, SIGNATURE, BODY, NOW),
        (f"{STAMP} ", SIGNATURE, BODY, NOW),
        (STAMP, f"{SIGNATURE}\n", BODY, NOW),
        (STAMP, SIGNATURE, b"\xff\xfe", NOW),
    ],
)
def test_everything_else_is_refused_and_nothing_raises(stamp, signature, body, now):
    assert not i.signed(SECRET, stamp, signature, body, now)


@given(st.text(), st.text(), st.binary(max_size=64))
def test_no_header_and_no_body_raises(stamp, signature, body):
    assert not i.signed(SECRET, stamp, signature, body, NOW)


@pytest.mark.parametrize(
    ("body", "kind", "found"),
    [
        (b'{"type": "x"}', "application/json", {"type": "x"}),
        (urlencode({"payload": '{"type": "x"}'}).encode(), "application/x-www-form-urlencoded", {"type": "x"}),
        (b"command=%2Foops&text=i+sent+the+payload", "application/x-www-form-urlencoded", {"command": "/oops", "text": "i sent the payload"}),
        (b"command=%2Foops&text=x&payload=%7B%7D", "application/x-www-form-urlencoded", {"command": "/oops", "text": "x", "payload": "{}"}),
        (b"", "application/json", None),
        (b"[]", "application/json", None),
        (b"{", "application/json", None),
        (b"\xff", "application/json", None),
        (b'"' + b"[" * 100_000, "application/json", None),
        (b"[" * 100_000, "application/json", None),
        (b"payload=[]", "application/x-www-form-urlencoded", None),
        (b"&".join(b"a=1" for _ in range(500)), "application/x-www-form-urlencoded", None),
    ],
)  # fmt: skip
def test_a_body_is_parsed_or_is_none(body, kind, found):
    assert i.payload(body, kind) == found


@given(
    st.dictionaries(st.text(), st.text(), min_size=1),
    st.binary(max_size=30),
    st.sampled_from(["", "%3", "=", "%0A", "%3D\n", "+"]),
)
def test_a_form_means_what_every_parser_of_forms_makes_of_it(told, other, tail):
    encoded = urlencode({"payload": json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")}).encode()
    for body in (encoded, b"payload=" + other, encoded + tail.encode()):
        try:
            wanted = json.loads(dict(parse_qsl(body.decode(), keep_blank_values=True, errors="strict"))["payload"])
        except (ValueError, KeyError):
            wanted = None

        assert i.payload(body, FORM) == (wanted if isinstance(wanted, dict) and wanted else None)


def test_people_are_called_by_name_and_someone_unknown_is_someone():
    assert i.with_names("its <@U0DANA> or <@U0X>", {"U0DANA": "Dana Okafor"}) == "its Dana Okafor or someone"


def forged(number, proof):
    """Requests that Slack signed, with something changed: the secret, the time, the signature, the body, a header of any text."""
    seed = 20_261_128
    chance = random.Random(seed)
    secret, now = "8f742231b10e8888abcd99yyyzzz85a5", 1_776_000_000.0
    body = b'{"type": "event_callback", "event": {"type": "message", "text": "i sent it to the wrong chris"}}'
    stamp = str(int(now))
    good = "v0=" + hmac.new(secret.encode(), f"v0:{stamp}:".encode() + body, sha256).hexdigest()
    assert i.signed(secret, stamp, good, body, now)
    for _ in range(number):
        kind, at = chance.randrange(6), chance.randrange(len(body))
        changed = {
            0: (secret, stamp, good, body[:at] + bytes([body[at] ^ 1 << chance.randrange(8)]) + body[at + 1 :], now),
            1: (
                secret,
                stamp,
                good,
                body[:at] + body[at + 1 :] if chance.random() < 0.5 else body[:at] + b" " + body[at:],
                now,
            ),
            2: (secret, stamp, swapped(good, chance), body, now),
            3: (secret, swapped(stamp, chance), good, body, now),
            4: (secret, stamp, good, body, now + chance.choice((-1, 1)) * chance.uniform(301, 10**9)),
            5: (swapped(secret, chance), stamp, good, body, now),
        }[kind]
        assert not i.signed(*changed), (seed, changed)
    proof("E1 forged, altered and replayed requests", number, seed)


def swapped(words, chance):
    """The same with one character changed into any other."""
    at = chance.randrange(len(words))
    other = chr(chance.choice((chance.randrange(32, 127), chance.randrange(0x20, 0xD800))))
    return words[:at] + (other if other != words[at] else "\x00") + words[at + 1 :]


def test_whatever_is_changed_in_what_slack_signed_it_is_not_taken(proof):
    forged(few("forged"), proof)


@pytest.mark.long
def test_whatever_is_changed_however_often_it_is_not_taken(proof):
    forged(many("forged"), proof)
