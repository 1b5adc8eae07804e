"""The manifest is complete, fits Slack's own schema, and asks for nothing that is not used."""

import ast
import json
import re
from pathlib import Path

import jsonschema
import pytest
from contracts import contract
from golden_letters import house
from slackside.fake import FakeSlack

from adapters.cli import main
from adapters.slack import inbound, manifest, names
from bot.errors import SettingsWrong

URL = "https://oops.example.com"
HOUSE = Path(__file__).parents[2]
CATALOG = house().catalog
WAYS = [(URL, False), (None, True), (URL, True)]
METHOD = re.compile(
    r"""["'/]((?:apps|auth|chat|conversations|oauth|users|views|team|reactions|files|bots|im)\.[a-zA-Z0-9.]*[a-zA-Z])["']"""
)


@pytest.mark.parametrize(("url", "socket"), WAYS)
def test_it_fits_slacks_schema(url, socket):
    schema = contract("slack-manifest-2.0.0.json")

    made = manifest.manifest(CATALOG, url, socket=socket)

    assert list(jsonschema.Draft7Validator(schema).iter_errors(made)) == []


def test_the_schema_sees_what_is_wrong():
    schema = contract("slack-manifest-2.0.0.json")
    made = manifest.manifest(CATALOG, URL)
    made["display_information"]["description"] = "x" * 141

    assert list(jsonschema.Draft7Validator(schema).iter_errors(made))


def test_it_asks_for_these_scopes_and_no_more():
    made = manifest.manifest(CATALOG, URL)

    assert made["oauth_config"]["scopes"] == {"bot": ["commands", "chat:write", "im:write", "im:history", "users:read"]}


def test_each_scope_has_an_event_a_call_or_a_feature_that_needs_it():
    made = manifest.manifest(CATALOG, URL)

    for scope in manifest.SCOPES:
        assert scope.events or scope.calls or scope.features, scope.name
        assert all(made["features"][each] for each in scope.features)
    assert made["settings"]["event_subscriptions"]["bot_events"] == [
        "app_home_opened",
        "app_uninstalled",
        "message.im",
        "team_join",
        "tokens_revoked",
        "user_change",
    ]


def heard_as(kind):
    """What the door makes of an event of this type that has all that any event has."""
    body = {
        "channel": "D1",
        "channel_type": "im",
        "ts": "1.1",
        "text": "oops",
        "tab": "home",
        "tokens": {"bot": ["U1"]},
    }
    events = [FakeSlack().event({"type": kind, **body, "user": user}) for user in ("U1", {"id": "U1"})]
    return {type(inbound.heard(each).call) for each in events} - {inbound.Nothing}


def test_slack_sends_each_event_that_the_door_reads_and_no_other():
    source = ast.parse(Path(inbound.__file__).read_text("utf-8"))
    words = {each.value for each in ast.walk(source) if isinstance(each, ast.Constant) and isinstance(each.value, str)}

    read = {each for each in words if heard_as(each)}

    assert sorted("message.im" if each == "message" else each for each in read) == manifest.bot_events()


def test_every_call_of_the_door_has_its_scope():
    known = {*manifest.FREE_CALLS, *(call for scope in manifest.SCOPES for call in scope.calls)}

    for file in (HOUSE / "adapters/slack").glob("*.py"):
        if file.name != "manifest.py":
            called = set(METHOD.findall(file.read_text("utf-8")))
            assert called <= known, (file.name, called - known)


def test_each_scope_is_explained_in_the_readme():
    readme = (HOUSE / "README.md").read_text("utf-8")

    for scope in manifest.SCOPES:
        assert re.search(rf"\| `{re.escape(scope.name)}` \| .{{20,}} \|", readme), scope.name


def test_over_http_slack_posts_everything_to_one_address():
    made = manifest.manifest(CATALOG, URL + "/")

    assert made["features"]["slash_commands"][0]["url"] == f"{URL}/slack/events"
    assert made["settings"]["event_subscriptions"]["request_url"] == f"{URL}/slack/events"
    assert made["settings"]["interactivity"] == {"is_enabled": True, "request_url": f"{URL}/slack/events"}
    assert made["oauth_config"]["redirect_urls"] == [f"{URL}/slack/oauth_redirect"]
    assert made["settings"]["socket_mode_enabled"] is False


def test_over_a_socket_no_address_is_said():
    made = manifest.manifest(CATALOG, None, socket=True)

    assert "https://" not in json.dumps(made)
    assert made["settings"]["socket_mode_enabled"] is True


@pytest.mark.parametrize(("url", "socket"), WAYS)
def test_what_the_design_fixes_is_fixed(url, socket):
    made = manifest.manifest(CATALOG, url, socket=socket)

    assert made["settings"]["org_deploy_enabled"] is False
    assert made["settings"]["token_rotation_enabled"] is False
    assert made["features"]["app_home"] == {
        "home_tab_enabled": True,
        "messages_tab_enabled": True,
        "messages_tab_read_only_enabled": False,
    }
    assert {each["callback_id"]: each["type"] for each in made["features"]["shortcuts"]} == {
        names.BEGIN: "global",
        names.COACH: "message",
    }
    assert all(len(each["name"]) <= 24 and len(each["description"]) <= 150 for each in made["features"]["shortcuts"])


@pytest.mark.parametrize(
    "url",
    [
        "", "x", "oops.example.com", "http://oops.example.com", "ftp://oops.example.com", "https://", "https://localhost", "https://127.0.0.1",
        "https://10.0.0.1", "https://[::1]", "https://oops.example.com/?a=b", "https://oops.example.com/#a", "https://sam:pw@oops.example.com",
        "https://oops.example.com:99999", "https://oops.example.com:x", "https://oops .example.com", "https://-a.example.com",
        "https://oops.example.com/<b>", "https://" + "a" * 300 + ".com", "https://oops.example.com\nx", "https://[",
    ],
)  # fmt: skip
def test_an_address_that_slack_cannot_reach_is_refused_in_one_line(url, capsys):
    with pytest.raises(SettingsWrong):
        manifest.manifest(CATALOG, url)

    assert main(["manifest", "slack", "--url", url]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.startswith("oops: --url ")


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://Oops.Example.com/", "https://oops.example.com"),
        ("https://oops.example.com:8443", "https://oops.example.com:8443"),
        ("https://example.com/chat/oops/", "https://example.com/chat/oops"),
    ],
)
def test_an_address_is_taken_as_people_write_it(url, base):
    assert manifest.public(url) == base


def test_without_an_address_it_says_which_two_ways_there_are(capsys):
    assert main(["manifest", "slack"]) == 2
    assert "--socket" in capsys.readouterr().err


def test_the_command_writes_a_file_or_the_screen(tmp_path, capfdbinary):
    path = tmp_path / "manifest.json"

    assert main(["manifest", "slack", "--url", URL, "--out", str(path)]) == 0
    assert json.loads(path.read_text("utf-8")) == manifest.manifest(CATALOG, URL)
    assert main(["manifest", "slack", "--socket"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == manifest.manifest(CATALOG, None, socket=True)
    assert main(["manifest", "slack", "--socket", "--out", str(tmp_path / "no" / "where.json")]) == 2
