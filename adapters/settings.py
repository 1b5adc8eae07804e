"""The environment, read in this one file. Every value is checked here, and each wrong one is said in one line.

A value of a secret stands in no repr, in no line and in no log.
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urlsplit

from bot.errors import SettingsWrong
from prompts.frozen import frozen

T = TypeVar("T")

SLACK_API = "https://slack.com/api/"
OPENID = "https://login.botframework.com/v1/.well-known/openidconfiguration"
LOGIN = "https://login.microsoftonline.com/"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
APP_TYPES = ("SingleTenant", "MultiTenant")


@frozen
class Slack:
    """How Slack reaches us, and how we reach Slack."""

    signing_secret: str = field(default="", repr=False)
    bot_token: str = field(default="", repr=False)
    app_token: str = field(default="", repr=False)
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    api: str = SLACK_API

    @property
    def over_http(self) -> bool:
        """Claim: Slack posts to us."""
        return bool(self.signing_secret)

    @property
    def many(self) -> bool:
        """Claim: any workspace may install us."""
        return bool(self.client_id)

    @property
    def over_socket(self) -> bool:
        """Claim: we hold the line to Slack, and nothing calls in."""
        return bool(self.app_token)


@frozen
class Teams:
    """How Teams reaches us, and how we reach Teams."""

    app_id: str = ""
    app_password: str = field(default="", repr=False)
    tenant: str = ""
    app_type: str = "MultiTenant"
    anonymous: bool = False
    openid: str = OPENID
    login: str = LOGIN
    hosts: tuple[str, ...] = ()
    """Service hosts besides Microsoft's that the bot may answer to."""


@frozen
class Model:
    """The optional language model."""

    name: str
    key: str = field(default="", repr=False)
    base: str = ""


@frozen
class Settings:
    """Everything that the operator decides."""

    master_key: str = field(repr=False)
    old_keys: tuple[str, ...] = field(default=(), repr=False)
    database: str = field(default="sqlite:///oops.db", repr=False)
    host: str = "127.0.0.1"
    port: int = 3000
    policy: Path | None = None
    retention_days: int = 30
    public_url: str = ""
    tombstones: Path | None = None
    """Where it is kept who was deleted, for a backup that is put back."""
    test_clock: Path | None = None
    level: str = "INFO"
    log_format: str = "console"
    slack: Slack | None = None
    teams: Teams | None = None
    model: Model | None = None
    without: tuple[str, ...] = ()
    """Why there is no language model though one was asked for: a line for each setting that is wrong."""


State = Literal["right", "wrong", "missing", "off"]


@frozen
class Finding:
    """One line of `oops check`: what it is about, how it stands, and what to do."""

    state: State
    name: str
    line: str
    stops: bool = True
    """False: it can be done without, so that what is wrong with it stops no start."""


class _Wrong(Exception):
    """A value that cannot be used; its text says how to mend it."""


class Look:
    """One look through an environment: values out, findings beside them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Nothing is read yet."""
        self._environment = environment
        self.stops = True
        """Whether what is wrong from here on stops a start."""
        self.findings: list[Finding] = []

    def has(self, name: str) -> bool:
        """Claim: the variable is set, and to something."""
        return bool(self._environment.get(name, "").strip())

    def note(self, state: State, name: str, line: str) -> None:
        """Write one line down."""
        self.findings.append(Finding(state, name, line, self.stops))

    def one(self, name: str, read: Callable[[str], T], default: T, *, secret: bool = False) -> T:
        """The value of one variable: its default when it is not set, or when it is wrong, which is noted."""
        if not self.has(name):
            return default
        try:
            found = read(self._environment[name].strip())
        except _Wrong as wrong:
            self.note("wrong", name, str(wrong))
            return default
        self.note("right", name, "set" if secret else str(found))
        return found

    def secret(self, name: str, pattern: str, how: str) -> str:
        """A secret: set, of the right form, and never shown."""

        def read(text: str) -> str:
            if re.fullmatch(pattern, text) is None:
                raise _Wrong(how)
            return text

        return self.one(name, read, "", secret=True)

    @property
    def wrong(self) -> tuple[Finding, ...]:
        """What stops a start."""
        return tuple(each for each in self.findings if each.state in {"wrong", "missing"} and each.stops)


def read(environment: Mapping[str, str]) -> Settings:
    """The settings. Raises SettingsWrong with one line for each value that is wrong or missing."""
    settings, findings = examined(environment)
    wrong = [each for each in findings if each.state in {"wrong", "missing"} and each.stops]
    if wrong or settings is None:
        raise SettingsWrong("\n      ".join(f"{each.name}: {each.line}" for each in wrong))
    return settings


def examined(environment: Mapping[str, str]) -> tuple[Settings | None, tuple[Finding, ...]]:
    """The settings and what is to be said of each; None in place of settings that cannot be used."""
    look = Look(environment)
    master = _master(look)
    none: tuple[str, ...] = ()
    model, without = model_of(environment)
    old = look.one("OOPS_MASTER_KEYS_OLD", _keys, none, secret=True)
    database = look.one("DATABASE_URL", _database, "sqlite:///oops.db", secret=True)
    host = look.one("HOST", _host, "127.0.0.1")
    settings = Settings(
        master_key=master,
        old_keys=old,
        database=database,
        host=host,
        port=look.one("PORT", _between(0, 65_535, "a port from 0 to 65535"), 3000),
        policy=look.one("OOPS_POLICY", _file, None),
        retention_days=look.one("OOPS_RETENTION_DAYS", _between(1, 3650, "a number of days from 1 to 3650"), 30),
        public_url=_reached(look),
        level=look.one("LOG_LEVEL", _of(LEVELS, upper=True), "INFO"),
        log_format=look.one("LOG_FORMAT", _of(("console", "json")), "console"),
        slack=_slack(look),
        teams=_teams(look, host),
        model=model,
        without=tuple(f"{each.name}: {each.line}" for each in without if each.state == "wrong"),
        tombstones=look.one("OOPS_TOMBSTONES", _in_folder, None),
        test_clock=look.one("OOPS_TEST_CLOCK", Path, None),
    )
    _clock(look, settings)
    return (None if look.wrong else settings), (*look.findings, *without)


# ------------------------------------------------------------------------------------------------------------ the doors


def _reached(look: Look) -> str:
    """Where people's browsers reach us; without it, what they ask to have comes in the chat."""
    if not look.has("OOPS_PUBLIC_URL"):
        look.note(
            "off", "OOPS_PUBLIC_URL", "not set; an export comes in the chat, which an employer may be able to export."
        )
    return look.one("OOPS_PUBLIC_URL", _public, "")


def _slack(look: Look) -> Slack | None:
    names = (
        "SLACK_SIGNING_SECRET", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET",
    )  # fmt: skip
    if not any(look.has(name) for name in names):
        look.note(
            "off", "Slack", "off; set SLACK_BOT_TOKEN with SLACK_SIGNING_SECRET or SLACK_APP_TOKEN, or OAuth's pair."
        )
        return None
    slack = Slack(
        look.secret("SLACK_SIGNING_SECRET", r"[!-~]{8,256}", "not a signing secret; copy it from Basic Information."),
        look.secret("SLACK_BOT_TOKEN", r"xoxb-[!-~]+", "not a bot token; it begins with xoxb- and stands under OAuth & Permissions."),
        look.secret("SLACK_APP_TOKEN", r"xapp-[!-~]+", "not an app-level token; it begins with xapp- and stands under Basic Information."),
        look.one("SLACK_CLIENT_ID", _plain("a client id"), ""),
        look.secret("SLACK_CLIENT_SECRET", r"[!-~]{8,256}", "not a client secret; copy it from Basic Information."),
        look.one("SLACK_API_URL", _root, SLACK_API),
    )  # fmt: skip
    for name, line in _slack_gaps(look):
        look.note("missing", name, line)
    return slack


def _slack_gaps(look: Look) -> list[tuple[str, str]]:
    """What is still to be set, and why."""
    gaps = []
    pair = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET")
    for have, need in (pair, pair[::-1]):
        if look.has(have) and not look.has(need):
            gaps.append((need, f"goes with {have}; both stand under Basic Information."))
    many = any(look.has(name) for name in pair)
    if many and look.has("SLACK_BOT_TOKEN"):
        gaps.append(("SLACK_BOT_TOKEN", "is for one workspace and SLACK_CLIENT_ID for many; leave one of them out."))
    if not many and not look.has("SLACK_BOT_TOKEN"):
        gaps.append(("SLACK_BOT_TOKEN", "says how to speak in your workspace; it stands under OAuth & Permissions."))
    if not look.has("SLACK_SIGNING_SECRET") and not look.has("SLACK_APP_TOKEN"):
        gaps.append(
            (
                "SLACK_SIGNING_SECRET",
                "tells Slack's requests from others; without a public URL set SLACK_APP_TOKEN instead.",
            )
        )
    if many and not look.has("SLACK_SIGNING_SECRET"):
        gaps.append(
            ("SLACK_SIGNING_SECRET", "many workspaces are served over HTTP; it stands under Basic Information.")
        )
    if many and not look.has("OOPS_PUBLIC_URL"):
        gaps.append(("OOPS_PUBLIC_URL", "tells Slack where to come back to after an installation."))
    return list(dict(gaps).items())


def _teams(look: Look, host: str) -> Teams | None:
    anonymous = look.one("OOPS_TEAMS_ANONYMOUS", _flag, default=False)
    if not anonymous and not any(look.has(f"MICROSOFT_APP_{name}") for name in ("ID", "PASSWORD", "TENANT_ID")):
        look.note("off", "Teams", "off; set MICROSOFT_APP_ID and MICROSOFT_APP_PASSWORD.")
        return None
    if anonymous and not loopback(host):
        look.note(
            "wrong", "OOPS_TEAMS_ANONYMOUS", "calls without a token are for this machine only; set HOST=127.0.0.1."
        )
    if not anonymous and not look.has("MICROSOFT_APP_ID"):
        look.note(
            "missing",
            "MICROSOFT_APP_ID",
            "without it anyone could speak for Teams; copy it from the bot's registration.",
        )
    kind = look.one("MICROSOFT_APP_TYPE", _app_type, "")
    if (
        look.has("MICROSOFT_APP_ID")
        and (kind or not look.has("MICROSOFT_APP_TYPE"))
        and not look.has("MICROSOFT_APP_PASSWORD")
    ):
        look.note(
            "missing", "MICROSOFT_APP_PASSWORD", "goes with MICROSOFT_APP_ID; make one under Certificates & secrets."
        )
    if kind == "SingleTenant" and not look.has("MICROSOFT_APP_TENANT_ID"):
        look.note(
            "missing",
            "MICROSOFT_APP_TENANT_ID",
            "goes with MICROSOFT_APP_TYPE=SingleTenant; it is your directory's id.",
        )
    return Teams(
        look.one("MICROSOFT_APP_ID", _plain("an app id"), ""),
        look.secret("MICROSOFT_APP_PASSWORD", r"[!-~]+", "not a client secret; copy its value, not its id."),
        look.one("MICROSOFT_APP_TENANT_ID", _plain("a tenant id"), ""),
        kind or "MultiTenant",
        anonymous,
        look.one("OOPS_TEAMS_OPENID_URL", _url, OPENID),
        look.one("OOPS_TEAMS_LOGIN_URL", _root, LOGIN),
        look.one("OOPS_TEAMS_HOSTS", _hosts, ()),
    )


def model_of(environment: Mapping[str, str]) -> tuple[Model | None, tuple[Finding, ...]]:
    """The language model, and what is to be said of its settings. None: there is none, or it cannot be used as it is set."""
    look = Look(environment)
    look.stops = False
    if not look.has("OOPS_MODEL"):
        look.note("off", "OOPS_MODEL", "no language model; the coach does without.")
        return None, tuple(look.findings)
    model = Model(
        look.one("OOPS_MODEL", _plain("a model's name"), ""),
        look.secret("OPENAI_API_KEY", r"[!-~]+", "not an API key; it has no spaces."),
        look.one("OPENAI_BASE_URL", _root, ""),
    )
    if not model.base and not look.has("OPENAI_API_KEY"):
        look.note(
            "wrong", "OPENAI_API_KEY", "missing; a model without OPENAI_BASE_URL is OpenAI's, and that asks for a key."
        )
    wrong = any(each.state == "wrong" for each in look.findings)
    return None if wrong else model, tuple(look.findings)


def _clock(look: Look, settings: Settings) -> None:
    """A clock that can be moved is for tests on this machine: never where real people are."""
    if settings.test_clock is None:
        return
    reached = [urlsplit(settings.slack.api).hostname] if settings.slack else []
    if settings.teams and settings.teams.app_id:
        reached += [urlsplit(url).hostname for url in (settings.teams.login, settings.teams.openid)]
    if not all(loopback(host or "") for host in [settings.host, *reached]):
        look.note(
            "wrong",
            "OOPS_TEST_CLOCK",
            "moves time, so HOST and every platform's URL must be this machine's; leave it out.",
        )


# ------------------------------------------------------------------------------------------------------------- the values


def _master(look: Look) -> str:
    if not look.has("OOPS_MASTER_KEY"):
        look.note("missing", "OOPS_MASTER_KEY", "wraps each person's key; `openssl rand -base64 32` makes one.")
        return ""
    return look.one("OOPS_MASTER_KEY", _key, "", secret=True)


def _key(text: str) -> str:
    try:
        raw = base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != 32:
        raise _Wrong("not 32 bytes as base64; `openssl rand -base64 32` makes one.")
    return text


def _keys(text: str) -> tuple[str, ...]:
    return tuple(_key(each) for each in re.split(r"[,\s]+", text) if each)


def _database(text: str) -> str:
    if re.match(r"(sqlite|postgres(ql)?)(\+\w+)?://", text) is None:
        raise _Wrong("not a database's address; write sqlite:///oops.db or postgresql://…")
    return text


def _host(text: str) -> str:
    if text == "localhost":
        return text
    try:
        return str(ipaddress.ip_address(text))
    except ValueError:
        raise _Wrong("not an address to listen on; write 127.0.0.1, or 0.0.0.0 for every network.") from None


def _between(least: int, most: int, what: str) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
            raise _Wrong(f"not {what}.")
        return int(text)

    return read


def _of(allowed: tuple[str, ...], *, upper: bool = False) -> Callable[[str], str]:
    def read(text: str) -> str:
        text = text.upper() if upper else text
        if text not in allowed:
            raise _Wrong(f"one of {', '.join(allowed)}.")
        return text

    return read


def _app_type(text: str) -> str:
    if text == "UserAssignedMSI":
        raise _Wrong("a managed identity is not taken; register the bot as SingleTenant, with a client secret.")
    return _of(APP_TYPES)(text)


def _flag(text: str) -> bool:
    if text.lower() not in {"0", "1", "true", "false", "off", "on", "no", "yes"}:
        raise _Wrong("1 for yes, 0 for no.")
    return text.lower() in {"1", "true", "on", "yes"}


def _file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        raise _Wrong("no such file; name the organisation's policy file, or leave it out for the example.")
    return path


def _in_folder(text: str) -> Path:
    path = Path(text)
    if path.is_dir() or not path.absolute().parent.is_dir():
        raise _Wrong("names no file in a folder that exists; make the folder, or name another.")
    return path


def _plain(what: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if re.fullmatch(r"[!-~]{1,256}", text) is None:
            raise _Wrong(f"not {what}; it has no spaces.")
        return text

    return read


def _url(text: str) -> str:
    """An https address; http only on this machine."""
    if _SPACE.search(text):
        raise _Wrong("not an address; it has no spaces.")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        host, parts = "", urlsplit("")
    if "@" in parts.netloc:
        raise _Wrong("an address with a name or a password in it; leave them out.")
    if not host or not (parts.scheme == "https" or (parts.scheme == "http" and loopback(host))):
        raise _Wrong("not an https address; http is for this machine only.")
    return text


def _public(text: str) -> str:
    if "#" in _url(text) or "?" in text:
        raise _Wrong("an address to which paths are added; leave out what begins with ? or #.")
    return text.rstrip("/")


def _root(text: str) -> str:
    return f"{_public(text)}/"


def _hosts(text: str) -> tuple[str, ...]:
    named = (re.sub(r"^https?://", "", each.lower()).rstrip("/") for each in re.split(r"[,\s]+", text))
    found = tuple(each for each in named if each)
    if not all(re.fullmatch(r"\.?(\[[0-9a-f:]+\]|[a-z0-9][a-z0-9.-]*)(:\d{1,5})?", each) for each in found):
        raise _Wrong("host names, with commas between them.")
    return found


def public_address(url: str) -> str:
    """An address that a platform can reach, without a slash at its end. Raises SettingsWrong with one line."""
    try:
        parts = urlsplit("" if _SPACE.search(url) else url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    where = f"{host}:{port}" if port else host
    whole = not parts.query and not parts.fragment and parts.netloc.casefold() == where
    if parts.scheme != "https" or not whole or not _HOST.fullmatch(host) or not _PATH.fullmatch(parts.path):
        raise SettingsWrong(f"--url {url[:80]!r} is no public https address. Write it like https://oops.example.com.")
    return f"https://{where}{parts.path}".rstrip("/")


_SPACE = re.compile(r"[\s\x00-\x1f\x7f]")
_HOST = re.compile(r"(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*/?")


def loopback(host: str) -> bool:
    """Claim: the host is this machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


__all__ = [
    "Finding",
    "Model",
    "Settings",
    "Slack",
    "Teams",
    "examined",
    "loopback",
    "model_of",
    "public_address",
    "read",
]
