"""Does a request come from Teams? What Microsoft's SDK leaves open is closed here, before it sees a byte.

Pure, but for `Keys`, which asks the key server:

    token_of(header)             the token taken apart: nothing in it is believed yet
    verified(token, key, rules)  signed by that key, for us, by Microsoft, for this hour
    bound(claims, …)             and for this activity: its service, its channel, its tenant, a host that we answer to

Every "no" is DoorRefused with a fixed line; nothing of the request is in it.
"""

from __future__ import annotations

import asyncio
import binascii
import json
import logging
import math
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey, RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256

from adapters.teams.hosts import Hosts
from bot.errors import DoorRefused
from prompts.frozen import frozen

log = logging.getLogger("oops.teams.keys")

CHANNEL = "msteams"
ISSUERS = {False: "https://api.botframework.com", True: "https://api.botframework.us"}
"""Who signs: the public cloud, and the United States' government's."""
LEEWAY = 300
"""Seconds by which two clocks may differ."""
LONGEST = 16_384
"""Characters of an Authorization header."""
KEY_BITS = (2048, 8192)


# ----------------------------------------------------------------------------------------------------------- the token


@frozen
class Key:
    """A public key of Microsoft's, and the channels that it may speak for."""

    public: RSAPublicKey = field(repr=False)
    endorsements: frozenset[str] = frozenset()


@frozen
class Rules:
    """What a token must say."""

    app_id: str
    issuer: str = ISSUERS[False]
    channel: str = CHANNEL
    tenant: str = ""
    """The only tenant that may call; empty: any."""
    leeway: int = LEEWAY


@frozen
class Token:
    """A token taken apart. Nothing in it is believed yet."""

    kid: str
    claims: Mapping[str, Any] = field(repr=False)
    signed: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    by: Key | None = None
    """The key that verified it, once one has."""


def token_of(authorization: str | None) -> Token:
    """The token of an Authorization header. Raises DoorRefused."""
    if not authorization:
        raise DoorRefused("the request carries no token")
    if len(authorization) > LONGEST or not authorization.isascii():
        raise DoorRefused("the token is none")
    scheme, _, text = authorization.partition(" ")
    parts = text.split(".")
    if scheme.lower() != "bearer" or len(parts) != 3:
        raise DoorRefused("the token is none")
    header, claims = _object(parts[0]), _object(parts[1])
    if header.get("alg") != "RS256" or "crit" in header or "b64" in header:
        raise DoorRefused("the token is not signed as it should be")
    kid = header.get("kid")
    if not isinstance(kid, str) or not 0 < len(kid) <= 200:
        raise DoorRefused("the token names no key")
    return Token(kid, claims, f"{parts[0]}.{parts[1]}".encode(), _bytes(parts[2]))


def verified(token: Token, key: Key, rules: Rules, now: float) -> Mapping[str, Any]:
    """The claims of a token that this key signed, for us, by Microsoft, for this hour (`now`: seconds since 1970)."""
    try:
        key.public.verify(token.signature, token.signed, PKCS1v15(), SHA256())
    except InvalidSignature:
        raise DoorRefused("the token's signature does not hold") from None
    if rules.channel not in key.endorsements:
        raise DoorRefused("the key does not speak for this channel")
    claims = token.claims
    if claims.get("iss") != rules.issuer:
        raise DoorRefused("the token is somebody else's")
    if not rules.app_id or claims.get("aud") != rules.app_id:
        raise DoorRefused("the token is meant for somebody else")
    in_time(claims, rules, now)
    return claims


def in_time(claims: Mapping[str, Any], rules: Rules, now: float) -> None:
    """The claims hold at this hour. Raises DoorRefused."""
    if _instant(claims, "exp") <= now - rules.leeway:
        raise DoorRefused("the token has expired")
    if _instant(claims, "nbf") > now + rules.leeway:
        raise DoorRefused("the token is not valid yet")


def bound(claims: Mapping[str, Any], activity: Mapping[str, Any], rules: Rules) -> None:
    """The token and the activity name the same service, and the channel that the key speaks for. Raises DoorRefused."""
    service = activity.get("serviceUrl")
    if not isinstance(service, str) or not service or claims.get("serviceurl") != service:
        raise DoorRefused("the token is meant for another service")
    if activity.get("channelId") != rules.channel:
        raise DoorRefused("the activity comes through another channel")


def welcome(activity: Mapping[str, Any], hosts: Hosts, rules: Rules) -> None:
    """The activity comes from a host that we may answer to, and from a tenant that may call. Raises DoorRefused."""
    if not hosts.allow(activity.get("serviceUrl")):
        raise DoorRefused("the activity names a host that we don't answer to")
    if rules.tenant and tenant_of(activity) != rules.tenant.lower():
        raise DoorRefused("the activity comes from another tenant")


def tenant_of(activity: Mapping[str, Any]) -> str:
    """The tenant of an activity, in lower case; empty when it names none, or two."""
    found = _in(activity, "channelData", "tenant", "id")
    other = _in(activity, "conversation", "tenantId")
    if not isinstance(found, str) or not re.fullmatch(r"[0-9A-Za-z-]{1,64}", found):
        return ""
    return found.lower() if other is None or str(other).lower() == found.lower() else ""


def _in(value: object, *path: str) -> object:
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _bytes(text: str) -> bytes:
    """Base64url without padding, in the one form that it has."""
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        raise DoorRefused("the token is none") from None
    if urlsafe_b64encode(raw).rstrip(b"=").decode() != text:
        raise DoorRefused("the token is none")
    return raw


def _object(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(_bytes(text), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise DoorRefused("the token is none") from None
    if not isinstance(found, dict):
        raise DoorRefused("the token is none")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no name stands twice: two readers could take different ones."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _instant(claims: Mapping[str, Any], name: str) -> float:
    found = claims.get(name)
    if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found) or found < 0:
        raise DoorRefused("the token does not say for how long it holds")
    return found


# ------------------------------------------------------------------------------------------------------------ the keys


def keys_in(document: object) -> dict[str, Key]:
    """The keys of a JWKS document by id; one that is odd, weak, or not for signing is left out."""
    listed = document.get("keys") if isinstance(document, dict) else None
    found: dict[str, Key] = {}
    for each in listed if isinstance(listed, list) else ():
        key = _key(each)
        if key is not None and each["kid"] not in found:
            found[each["kid"]] = key
    return found


def _key(raw: Any) -> Key | None:
    if not isinstance(raw, dict) or raw.get("kty") != "RSA" or not isinstance(raw.get("kid"), str):
        return None
    if raw.get("use", "sig") != "sig" or raw.get("alg", "RS256") != "RS256":
        return None
    endorsed = raw.get("endorsements", [])
    try:
        e, n = (int.from_bytes(_bytes(raw[name].rstrip("=")), "big") for name in ("e", "n"))
        if not KEY_BITS[0] <= n.bit_length() <= KEY_BITS[1] or not 3 <= e < 2**33:
            return None
        public = RSAPublicNumbers(e, n).public_key()
    except (DoorRefused, ValueError, KeyError, AttributeError):
        return None
    names = endorsed if isinstance(endorsed, list) else ()
    return Key(public, frozenset(each for each in names if isinstance(each, str)))


class Unreachable(Exception):
    """The key server gave no keys. Its text says why, and nothing else."""


class Keys:
    """Microsoft's keys: fetched without blocking, kept, asked for again when one is unknown, served stale in need."""

    FRESH = 3600.0
    """Seconds for which nothing is asked again; a key that was withdrawn stops within so long."""
    STALEST = 5 * 86_400.0
    """Seconds for which keys are believed while the key server is down."""
    BURST = 3
    REFILL = 60.0
    """Unknown keys cause at most BURST questions at once, and one every REFILL seconds after that."""
    PATIENCE = 3.0
    """Seconds for one question."""
    LARGEST = 1_048_576
    MOST = 256

    def __init__(self, url: str, session: Callable[[], aiohttp.ClientSession], clock: Callable[[], float]) -> None:
        """`url` is the OpenID configuration; `clock` counts seconds (monotonic)."""
        self._url = url
        self._session = session
        self._clock = clock
        self._keys: dict[str, Key] = {}
        self._at: float | None = None
        self._asked: float | None = None
        self._left = float(self.BURST)
        self._refilled = clock()
        self._asking: asyncio.Task[None] | None = None

    @property
    def ready(self) -> bool:
        """Claim: there are keys, and they are not too old."""
        return self._at is not None and self._clock() - self._at < self.STALEST

    async def key(self, kid: str) -> Key:
        """The key of this id. Raises DoorRefused."""
        now = self._clock()
        if self._at is None:
            if self._asked is None or self._may_ask():
                await self._ask()
        elif kid not in self._keys:
            if self._may_ask():
                await self._ask()
        elif now - self._at >= self.FRESH and (self._asked is None or now - self._asked >= self.REFILL):
            self._begin()  # in the meantime the old ones hold
        if not self.ready or kid not in self._keys:
            raise DoorRefused("the token names a key that is not Microsoft's")
        return self._keys[kid]

    async def close(self) -> None:
        """Stop asking."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)

    def _may_ask(self) -> bool:
        """Claim: one more question is allowed. A question that is under way is joined, and costs nothing."""
        if self._asking is not None and not self._asking.done():
            return True
        now = self._clock()
        self._left = min(float(self.BURST), self._left + (now - self._refilled) / self.REFILL)
        self._refilled = now
        if self._left < 1:
            return False
        self._left -= 1
        return True

    def _begin(self) -> asyncio.Task[None]:
        if self._asking is None or self._asking.done():
            self._asked = self._clock()
            self._asking = asyncio.create_task(self._fetch())
        return self._asking

    async def _ask(self) -> None:
        await asyncio.shield(self._begin())

    async def warm(self) -> None:
        """Ask once, so that the first request need not wait."""
        await self._ask()

    async def _fetch(self) -> None:
        """Both documents, within PATIENCE. What goes wrong leaves the keys as they were."""
        try:
            async with asyncio.timeout(self.PATIENCE):
                told = await self._json(self._url)
                found = keys_in(await self._json(self._keys_url(told)))
        except (Unreachable, TimeoutError, aiohttp.ClientError, OSError, ValueError, RecursionError) as wrong:
            log.warning("the key server gave no keys", extra={"error": type(wrong).__name__})
            return
        if not found or len(found) > self.MOST:
            log.warning("the key server gave no keys: none fits")
            return
        self._keys, self._at = found, self._clock()

    def _keys_url(self, told: object) -> str:
        """Where the keys are: on the very server that we asked, whatever it says."""
        url = told.get("jwks_uri") if isinstance(told, dict) else None
        if not isinstance(url, str):
            raise Unreachable("it names no keys")
        ours, theirs = urlsplit(self._url), urlsplit(url)
        if (ours.scheme, ours.netloc) != (theirs.scheme, theirs.netloc):
            raise Unreachable("it names another server")
        return url

    async def _json(self, url: str) -> object:
        async with self._session().get(url, allow_redirects=False) as answer:
            if answer.status != 200:
                raise Unreachable("it does not answer")
            body = bytearray()
            async for chunk in answer.content.iter_any():
                body += chunk
                if len(body) > self.LARGEST:
                    raise Unreachable("it says too much")
        found: object = json.loads(body)
        return found


__all__ = [
    "CHANNEL",
    "ISSUERS",
    "Key",
    "Keys",
    "Rules",
    "Token",
    "bound",
    "in_time",
    "keys_in",
    "tenant_of",
    "token_of",
    "verified",
    "welcome",
]
