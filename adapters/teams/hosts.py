"""Which hosts the bot may answer to. Pure: an address is followed only when it is exactly one of those named."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

from adapters.settings import loopback
from bot.errors import SettingsWrong
from prompts.frozen import frozen

MICROSOFT = (
    "smba.trafficmanager.net",
    "smba.infra.gcc.teams.microsoft.com",
    "smba.infra.gov.teams.microsoft.us",
    "smba.infra.dod.teams.microsoft.us",
)
"""Where Teams takes what a bot says: the public cloud, and the three of the United States' government."""

_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::(?P<port>[1-9][0-9]{0,4}))?"
    r"(?P<path>(?:/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*/?)",
)
_ENTRY = re.compile(
    r"(?P<dot>\.?)(?P<host>\[[0-9a-f:.]{2,45}\]|[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?)(?::(?P<port>[1-9][0-9]{0,4}))?"
)
LONGEST = 400
"""Characters of a service's address."""


@frozen
class _Entry:
    host: str
    port: int | None
    under: bool
    """True for `.example.com`: every name below it, and not the name itself."""

    def names(self, host: str, port: int | None, *, default: int) -> bool:
        """Claim: this entry names the host. Loopback may have any port, another host only the one named or the default."""
        fits = host.endswith(f".{self.host}") if self.under else host == self.host
        return fits and ((port or default) == (self.port or default) or (self.port is None and here(host)))


@frozen
class Hosts:
    """The hosts that may be answered to."""

    entries: tuple[_Entry, ...]
    any_loopback: bool = False
    """True where no token of ours exists that could be sent: a local test client says by itself where it listens."""

    def allow(self, url: object) -> bool:
        """Claim: the address is https on a host of ours, or http on this machine. No user, odd port, odd name, query or fragment."""
        found = _URL.fullmatch(url) if isinstance(url, str) and len(url) <= LONGEST else None
        if found is None or ".." in found["host"] or "//" in found["path"]:
            return False
        host, port = found["host"], int(found["port"]) if found["port"] else None
        if port is not None and port > 65_535:
            return False
        local = here(host)
        if found["scheme"] == "http" and not local:
            return False
        if local and self.any_loopback:
            return True
        default = 443 if found["scheme"] == "https" else 80
        return any(each.names(host, port, default=default) for each in self.entries)


def here(host: str) -> bool:
    """Claim: the host is this machine."""
    return loopback(host.strip("[]"))


def hosts(named: Iterable[str], *, any_loopback: bool = False) -> Hosts:
    """Microsoft's hosts, and those that the operator named: `host`, `host:port`, or `.below.example`. Raises SettingsWrong."""
    return Hosts(tuple(_entry(each) for each in (*MICROSOFT, *named)), any_loopback)


def _entry(text: str) -> _Entry:
    found = _ENTRY.fullmatch(text.lower().removeprefix("https://").removeprefix("http://").rstrip("/"))
    if (
        found is None
        or ".." in found["host"]
        or (found["dot"] and (_number(found["host"]) or "." not in found["host"]))
    ):
        raise SettingsWrong(
            "OOPS_TEAMS_HOSTS takes host names with commas between them, such as smba.trafficmanager.net."
        )
    return _Entry(found["host"], int(found["port"]) if found["port"] else None, bool(found["dot"]))


def _number(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


__all__ = ["MICROSOFT", "Hosts", "here", "hosts"]
