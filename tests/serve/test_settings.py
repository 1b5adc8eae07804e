"""The environment is read in one place, and each wrong value is said in one line that never shows a secret."""

import pytest

from adapters import settings
from adapters.check import look
from bot.errors import SettingsWrong
from storage.keys import make

KEY = {"OOPS_MASTER_KEY": make()}
SLACK = {"SLACK_SIGNING_SECRET": "8f742231b10e8888abcd99yyyzzz85a5", "SLACK_BOT_TOKEN": "xoxb-not-a-real-one"}
SECRET = "hunter2-hunter2"


def findings(**environment):
    return {each.name: each for each in settings.examined(KEY | environment)[1]}


def test_defaults_are_as_the_readme_says():
    read = settings.read(KEY)

    assert (read.host, read.port, read.database, read.retention_days) == ("127.0.0.1", 3000, "sqlite:///oops.db", 30)
    assert (read.level, read.log_format, read.slack, read.teams, read.model) == ("INFO", "console", None, None, None)


@pytest.mark.parametrize(
    ("name", "bad"),
    [
        ("OOPS_MASTER_KEY", SECRET),
        ("OOPS_MASTER_KEYS_OLD", SECRET),
        ("DATABASE_URL", "mysql://root:hunter2@db/oops"),
        ("HOST", "everywhere"),
        ("PORT", "70000"),
        ("PORT", "three thousand"),
        ("OOPS_POLICY", "no/such/file.toml"),
        ("OOPS_RETENTION_DAYS", "0"),
        ("OOPS_PUBLIC_URL", "http://oops.example.com"),
        ("OOPS_PUBLIC_URL", "https://oops.example.com/?a=1"),
        ("OOPS_PUBLIC_URL", "https://oops.example.com/#top"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
        ("SLACK_SIGNING_SECRET", "short"),
        ("SLACK_BOT_TOKEN", SECRET),
        ("SLACK_APP_TOKEN", SECRET),
        ("SLACK_API_URL", "http://slack.example.com/api/"),
        ("SLACK_API_URL", "https://user:hunter2@slack.com/api/"),
        ("SLACK_API_URL", "https://[::1/api"),
        ("OOPS_TEAMS_ANONYMOUS", "perhaps"),
        ("MICROSOFT_APP_TYPE", "Any"),
        ("MICROSOFT_APP_TYPE", "UserAssignedMSI"),
        ("OOPS_TEAMS_HOSTS", "smba.example.com/v3?x=1"),
        ("OPENAI_BASE_URL", "ftp://models"),
        ("OPENAI_BASE_URL", "https://models.example.com/v1?key=hunter2"),
        ("OPENAI_BASE_URL", "https://me:hunter2@models.example.com/v1"),
        ("OPENAI_BASE_URL", "https://hunter2 models/v1"),
    ],
)
def test_each_wrong_value_is_one_line_that_names_it_and_shows_no_secret(name, bad):
    beside = SLACK | {"MICROSOFT_APP_ID": "app", "MICROSOFT_APP_PASSWORD": "pass", "OOPS_MODEL": "small"}

    found = findings(**(beside | {name: bad}))[name]

    assert found.state == "wrong"
    assert "\n" not in found.line
    assert "hunter2" not in found.line


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_SIGNING_SECRET": "8f742231b10e8888"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_APP_TOKEN": "xapp-1"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_CLIENT_ID": "1.2", "SLACK_SIGNING_SECRET": "8f742231b10e8888"}, "SLACK_CLIENT_SECRET"),
        ({"SLACK_CLIENT_SECRET": "8f742231b10e8888", "SLACK_SIGNING_SECRET": "8f742231b10e8888"}, "SLACK_CLIENT_ID"),
        ({"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "8f742231b10e8888"}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "8f742231b10e8888"}, "OOPS_PUBLIC_URL"),
        ({"SLACK_CLIENT_ID": "1.2", **SLACK}, "SLACK_BOT_TOKEN"),
        ({"MICROSOFT_APP_ID": "app"}, "MICROSOFT_APP_PASSWORD"),
        ({"MICROSOFT_APP_PASSWORD": "pass"}, "MICROSOFT_APP_ID"),
        ({"MICROSOFT_APP_ID": "a", "MICROSOFT_APP_PASSWORD": "p", "MICROSOFT_APP_TYPE": "SingleTenant"}, "MICROSOFT_APP_TENANT_ID"),
    ],
)  # fmt: skip
def test_half_a_door_names_the_other_half(given, missing):
    assert findings(**given)[missing].state == "missing"


@pytest.mark.parametrize(
    "elsewhere", [{"HOST": "0.0.0.0"}, SLACK, {"MICROSOFT_APP_ID": "app", "MICROSOFT_APP_PASSWORD": "pass"}]
)
def test_a_movable_clock_is_refused_where_anything_reaches_beyond_this_machine(elsewhere):
    assert findings(OOPS_TEST_CLOCK="clock", **elsewhere)["OOPS_TEST_CLOCK"].state == "wrong"


def test_a_managed_identity_is_refused_in_one_line_that_says_what_is_taken():
    found = settings.examined(KEY | {"MICROSOFT_APP_ID": "app", "MICROSOFT_APP_TYPE": "UserAssignedMSI"})[1]

    (wrong,) = [each for each in found if each.state in {"wrong", "missing"}]
    assert wrong.name == "MICROSOFT_APP_TYPE"
    assert "SingleTenant" in wrong.line
    assert "client secret" in wrong.line


def test_a_movable_clock_is_taken_on_this_machine():
    assert settings.read(
        KEY | SLACK | {"OOPS_TEST_CLOCK": "clock", "SLACK_API_URL": "http://127.0.0.1:9/api"}
    ).test_clock


def test_calls_without_a_token_are_refused_beyond_this_machine():
    assert findings(OOPS_TEAMS_ANONYMOUS="1", HOST="0.0.0.0")["OOPS_TEAMS_ANONYMOUS"].state == "wrong"
    assert settings.read(KEY | {"OOPS_TEAMS_ANONYMOUS": "1"}).teams.anonymous


def test_every_wrong_value_is_said_at_once():
    with pytest.raises(SettingsWrong, match=r"(?s)OOPS_MASTER_KEY.*PORT.*LOG_LEVEL"):
        settings.read({"PORT": "x", "LOG_LEVEL": "x"})


def test_no_secret_stands_in_a_repr():
    read = settings.read(
        KEY | SLACK | {"SLACK_APP_TOKEN": "xapp-very-secret", "DATABASE_URL": "postgresql://o:pw123@x/y"}
    )

    for secret in (*KEY.values(), *SLACK.values(), "xapp-very-secret", "pw123"):
        assert secret not in repr(read)


def test_without_an_address_of_ours_it_is_said_where_an_export_comes():
    assert findings()["OOPS_PUBLIC_URL"].state == "off"
    assert "in the chat" in findings()["OOPS_PUBLIC_URL"].line
    assert settings.read(KEY | {"OOPS_PUBLIC_URL": "https://oops.example.com/coach/"}).public_url.endswith("/coach")


async def test_check_says_how_everything_stands(tmp_path):
    lines, whole = await look(KEY | SLACK | {"DATABASE_URL": f"sqlite:///{tmp_path}/oops.db"})

    assert whole
    said = "\n".join(lines)
    for name in ("SLACK_BOT_TOKEN", "sentence reader", "words and policy", "database", "Teams"):
        assert name in said
    assert not any(secret in said for secret in (*KEY.values(), *SLACK.values()))


async def test_check_names_what_is_missing(tmp_path):
    lines, whole = await look({"DATABASE_URL": f"sqlite:///{tmp_path}/none/oops.db", "PORT": "x"})

    assert not whole
    assert any(line.startswith("MISSING  OOPS_MASTER_KEY") for line in lines)
    assert any(line.startswith("WRONG    PORT") for line in lines)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"OPENAI_BASE_URL": "http://models.example.com/v1", "OPENAI_API_KEY": "sk-1"}, "OPENAI_BASE_URL"),
        ({"OPENAI_BASE_URL": "models", "OPENAI_API_KEY": "sk-1"}, "OPENAI_BASE_URL"),
        ({"OPENAI_API_KEY": "two words"}, "OPENAI_API_KEY"),
        ({}, "OPENAI_API_KEY"),
    ],
)
def test_what_is_wrong_with_the_model_stops_no_start(given, name):
    environment = KEY | {"OOPS_MODEL": "small", **given}

    read = settings.read(environment)

    assert findings(**environment)[name].state == "wrong"
    assert read.model is None
    assert read.without
    assert read.without[0].startswith(f"{name}: ")


def test_a_model_on_this_machine_needs_no_key():
    read = settings.read({**KEY, "OOPS_MODEL": "small", "OPENAI_BASE_URL": "http://127.0.0.1:11434/v1"})

    assert read.model is not None
    assert read.model.base == "http://127.0.0.1:11434/v1/"
    assert read.without == ()
