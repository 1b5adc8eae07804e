"""E2: who speaks for Teams, and who only says so."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import AsyncIterator, Iterator
from urllib.parse import urlsplit

import aiohttp
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256, SHA512
from proofs import Proof, Wanted, few, many, seed_of
from teams.laboratory import (
    APP,
    ISSUER,
    NOW,
    SERVICE,
    TENANT,
    KeyServer,
    Pair,
    b64,
    claims,
    good,
    header,
    key_server,
    number,
)

from adapters.teams.hosts import hosts
from adapters.teams.token import Keys, Rules, bound, keys_in, tenant_of, token_of, verified, welcome
from bot.errors import DoorRefused, SettingsWrong

ONE, TWO = Pair("one"), Pair("two")
RULES = Rules(APP)
KEYS = keys_in({"keys": [ONE.jwk(), TWO.jwk(endorsements=["webchat"])]})
HOSTS = hosts(())
ACTIVITY = {
    "type": "message",
    "channelId": "msteams",
    "serviceUrl": SERVICE,
    "channelData": {"tenant": {"id": TENANT}},
    "conversation": {"tenantId": TENANT},
}


def let_in(authorization: str | None, activity: dict[str, object] = ACTIVITY, rules: Rules = RULES) -> None:
    token = token_of(authorization)
    if token.kid not in KEYS:
        raise DoorRefused("unknown key")
    found = verified(token, KEYS[token.kid], rules, NOW)
    bound(found, activity, rules)
    welcome(activity, HOSTS, rules)


def test_the_good_token_is_let_in() -> None:
    let_in(good(ONE))
    let_in(good(ONE, exp=NOW - 200, nbf=NOW + 200))  # two clocks may differ by five minutes
    let_in(good(ONE), rules=Rules(APP, tenant=TENANT.upper()))


def hs256() -> str:
    import hmac

    public = json.dumps(ONE.jwk()).encode()
    head, body = b64(json.dumps(header(ONE, alg="HS256")).encode()), b64(json.dumps(claims()).encode())
    return f"Bearer {head}.{body}.{b64(hmac.new(public, f'{head}.{body}'.encode(), 'sha256').digest())}"


def signed_otherwise(how: str) -> str:
    head, body = b64(json.dumps(header(ONE)).encode()), b64(json.dumps(claims()).encode())
    signed = f"{head}.{body}".encode()
    signature = {
        "pss": lambda: ONE.private.sign(signed, padding.PSS(padding.MGF1(SHA256()), 32), SHA256()),
        "sha512": lambda: ONE.private.sign(signed, padding.PKCS1v15(), SHA512()),
        "stranger": lambda: rsa.generate_private_key(65537, 2048).sign(signed, padding.PKCS1v15(), SHA256()),
        "curve": lambda: ec.generate_private_key(ec.SECP256R1()).sign(signed, ec.ECDSA(SHA256())),
        "empty": lambda: b"",
        "zeros": lambda: bytes(256),
    }[how]()
    return f"Bearer {head}.{body}.{b64(signature)}"


def moved_body() -> str:
    head, _, signature = ONE.sign(header(ONE), claims()).split(".")
    return f"Bearer {head}.{b64(json.dumps(claims(exp=NOW + 9_999_999)).encode())}.{signature}"


def bearer(pair: Pair, head: object, body: object = None) -> str:
    return f"Bearer {pair.sign(head, claims() if body is None else body)}"


BAD: dict[str, object] = {
    "no header": None,
    "empty header": "",
    "another scheme": good(ONE).replace("Bearer", "Basic"),
    "no scheme": good(ONE).removeprefix("Bearer "),
    "no token": "Bearer ",
    "two parts": good(ONE).rpartition(".")[0],
    "four parts": good(ONE) + ".x",
    "not base64": "Bearer a.b!.c",
    "padding added": good(ONE) + "==",
    "spaces inside": good(ONE).replace(".", ". ", 1),
    "not ASCII": good(ONE) + "é",
    "too long": "Bearer " + "a" * 20_000,
    "a header that is no object": bearer(ONE, b"[]"),
    "a header that is no JSON": bearer(ONE, b"{"),
    "claims that are no object": bearer(ONE, header(ONE), b'"x"'),
    "claims too deep": bearer(ONE, header(ONE), b"[" * 5000),
    "a name twice": bearer(ONE, header(ONE), json.dumps(claims())[:-1].encode() + b',"aud":"x"}'),
    "alg none": "Bearer "
    + ".".join([b64(json.dumps(header(ONE, alg="none")).encode()), b64(json.dumps(claims()).encode()), ""]),
    "alg None with a signature": bearer(ONE, header(ONE, alg="None")),
    "alg HS256 with the public key": hs256(),
    "alg RS512": bearer(ONE, header(ONE, alg="RS512")),
    "alg in lower case": bearer(ONE, header(ONE, alg="rs256")),
    "alg a list": bearer(ONE, header(ONE, alg=["RS256"])),
    "a critical extension": bearer(ONE, header(ONE, crit=["exp"])),
    "no kid": bearer(ONE, {"alg": "RS256"}),
    "a kid that is no text": bearer(ONE, header(ONE, kid=7)),
    "an unknown kid": bearer(ONE, header(ONE, kid="three")),
    "another's kid": bearer(TWO, header(ONE)),
    "its own key in the header": bearer(Pair("evil"), header(ONE, jwk=Pair("evil").jwk())),
    "a key that may not speak for Teams": good(TWO),
    "a stranger's signature": signed_otherwise("stranger"),
    "PSS": signed_otherwise("pss"),
    "SHA-512": signed_otherwise("sha512"),
    "a curve": signed_otherwise("curve"),
    "no signature": signed_otherwise("empty"),
    "zeros": signed_otherwise("zeros"),
    "another body": moved_body(),
    "expired": good(ONE, exp=NOW - 301),
    "no exp": good(ONE, exp=...),
    "exp a text": good(ONE, exp=str(NOW + 60)),
    "exp true": good(ONE, exp=True),
    "exp null": good(ONE, exp=None),
    "exp endless": bearer(ONE, header(ONE), json.dumps(claims()).replace(str(NOW + 3600), "Infinity").encode()),
    "exp negative": good(ONE, exp=-1),
    "not valid yet": good(ONE, nbf=NOW + 301),
    "no nbf": good(ONE, nbf=...),
    "another issuer": good(ONE, iss="https://api.botframework.us"),
    "an issuer with more": good(ONE, iss=ISSUER + "/"),
    "no issuer": good(ONE, iss=...),
    "another app": good(ONE, aud="00000000-0000-0000-0000-000000000000"),
    "no app": good(ONE, aud=...),
    "an empty app": good(ONE, aud=""),
    "many apps": good(ONE, aud=[APP]),
    "another service": good(ONE, serviceurl="https://smba.trafficmanager.net/amer/"),
    "no service": good(ONE, serviceurl=...),
    "a service that is no text": good(ONE, serviceurl=[SERVICE]),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_token_is_refused(case: str) -> None:
    with pytest.raises(DoorRefused):
        let_in(BAD[case])  # type: ignore[arg-type]


def test_an_app_id_that_is_not_set_lets_nobody_in() -> None:
    with pytest.raises(DoorRefused):
        let_in(good(ONE, aud=""), rules=Rules(""))


@pytest.mark.parametrize(
    "changed",
    [
        {"serviceUrl": "https://smba.trafficmanager.net/amer/"},
        {"serviceUrl": None},
        {"channelId": "webchat"},
        {"channelId": None},
        {"channelData": {"tenant": {"id": "another"}}},
        {"channelData": {}, "conversation": {}},
        {"channelData": []},
    ],
)
def test_a_good_token_does_not_carry_another_activity(changed: dict[str, object]) -> None:
    with pytest.raises(DoorRefused):
        let_in(good(ONE), ACTIVITY | changed, Rules(APP, tenant=TENANT))


def test_a_tenant_that_an_activity_names_in_two_ways_is_none() -> None:
    assert tenant_of(ACTIVITY) == TENANT
    assert tenant_of({"channelData": {"tenant": {"id": TENANT}}, "conversation": {"tenantId": "other"}}) == ""


@pytest.mark.parametrize("wanted", [few, pytest.param(many, marks=pytest.mark.long)], ids=["few", "many"])
def test_every_changed_character_of_a_token_is_noticed(wanted: Wanted, proof: Proof) -> None:
    tried, seed = wanted("teams_tokens"), seed_of(wanted, 5)
    token, turn = good(ONE), random.Random(seed)
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= "
    last = len(token) - 1  # some of its bits stand for nothing
    places = [turn.randrange(len("Bearer "), last) for _ in range(tried)]
    changes = [(at, turn.choice(signs.replace(token[at], ""))) for at in places]
    changes += [(last, sign) for sign in signs.replace(token[last], "")]
    for at, other in changes:
        with pytest.raises(DoorRefused):
            let_in(token[:at] + other + token[at + 1 :])
    proof("E2 changed characters of a token", len(changes), seed)


# ------------------------------------------------------------------------------------------------------------ the keys


@pytest.mark.parametrize(
    "changed",
    [
        {"kty": "EC"}, {"use": "enc"}, {"alg": "RS512"}, {"n": number(2**1023 + 1)}, {"e": number(1)}, {"e": number(2)},
        {"n": "!"}, {"n": 5}, {"kid": None}, {"n": None},
    ],
)  # fmt: skip
def test_a_key_that_is_odd_or_weak_is_left_out(changed: dict[str, object]) -> None:
    assert keys_in({"keys": [ONE.jwk(**changed)]}) == {}


def test_a_document_that_is_none_has_no_keys() -> None:
    for told in (None, [], {}, {"keys": "x"}, {"keys": {"a": 1}}, {"keys": [1, None, []]}):
        assert keys_in(told) == {}


class Ticks:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def server() -> Iterator[KeyServer]:
    with key_server(ONE) as found:
        yield found


@pytest.fixture
async def keys(server: KeyServer) -> AsyncIterator[Keys]:
    async with aiohttp.ClientSession() as session:
        made = Keys(server.url, lambda: session, Ticks())
        made.PATIENCE = 1.0  # type: ignore[misc]
        yield made
        await made.close()


def ticks(keys: Keys) -> Ticks:
    return keys._clock  # type: ignore[return-value]


async def test_keys_are_asked_for_once_however_many_wait(keys: Keys, server: KeyServer) -> None:
    found = await asyncio.gather(*(keys.key("one") for _ in range(50)))

    assert {each.endorsements for each in found} == {frozenset({"msteams", "webchat"})}
    assert server.asked == 1
    assert keys.ready


async def test_a_new_key_is_known_at_once_and_the_old_one_goes(keys: Keys, server: KeyServer) -> None:
    await keys.key("one")
    server.keys = [TWO.jwk()]

    assert await keys.key("two")
    with pytest.raises(DoorRefused):
        await keys.key("one")


async def test_a_flood_of_unknown_keys_asks_a_few_times_only(keys: Keys, server: KeyServer) -> None:
    await keys.key("one")
    for number_ in range(200):
        with pytest.raises(DoorRefused):
            await keys.key(f"made up {number_}")
    flooded = server.asked
    ticks(keys).now += 61
    server.keys = [ONE.jwk(), TWO.jwk()]

    assert flooded <= 1 + Keys.BURST
    assert await keys.key("two")


@pytest.mark.parametrize("mood", ["down", "redirect", "prose", "list", "deep", "empty", "huge", "elsewhere"])
async def test_known_keys_hold_while_the_key_server_is_down_or_lies(keys: Keys, server: KeyServer, mood: str) -> None:
    await keys.key("one")
    server.mood = mood
    ticks(keys).now += Keys.FRESH + 1

    assert await keys.key("one")
    await keys._asking  # type: ignore[misc]
    assert await keys.key("one")
    with pytest.raises(DoorRefused):
        await keys.key("two")
    ticks(keys).now += Keys.STALEST
    with pytest.raises(DoorRefused):
        await keys.key("one")


@pytest.mark.parametrize("mood", ["down", "prose", "deep", "empty", "elsewhere"])
async def test_without_any_keys_nobody_is_let_in_until_they_come(keys: Keys, server: KeyServer, mood: str) -> None:
    server.mood = mood
    for _ in range(20):
        with pytest.raises(DoorRefused):
            await keys.key("one")
    assert not keys.ready
    server.mood = "well"
    ticks(keys).now += 61

    assert await keys.key("one")


async def test_keys_of_another_server_are_not_asked_for(keys: Keys, server: KeyServer) -> None:
    with key_server(TWO) as other:
        server.mood, server.other = "elsewhere", other.root
        with pytest.raises(DoorRefused):
            await keys.key("two")
        assert other.asked == 0


async def test_a_slow_key_server_holds_up_nobody_whose_key_is_known(keys: Keys, server: KeyServer) -> None:
    await keys.key("one")
    server.mood = "slow"
    ticks(keys).now += Keys.FRESH + 1

    async def often(kid: str) -> None:
        for _ in range(100):
            assert await keys.key(kid)

    known, unknown = (asyncio.create_task(often(kid)) for kid in ("one", "two"))
    first, _ = await asyncio.wait({known, unknown}, return_when=asyncio.FIRST_COMPLETED)
    assert first == {known}
    with pytest.raises(DoorRefused):
        await unknown  # gives up after its patience


async def test_nobody_listens_where_the_keys_should_be() -> None:
    async with aiohttp.ClientSession() as session:
        keys = Keys("http://127.0.0.1:9/openid", lambda: session, Ticks())
        with pytest.raises(DoorRefused):
            await keys.key("one")


# ------------------------------------------------------------------------------------------------------------ the hosts

ALLOWED = [
    "https://smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net/teams/",
    "https://smba.trafficmanager.net",
    "https://smba.trafficmanager.net:443/amer/1b2c-3d/",
    "https://smba.infra.gcc.teams.microsoft.com/teams",
    "https://bot.example.com/a",
    "https://eu.below.example/x/",
    "http://127.0.0.1:3979/x",
    "http://localhost/",
]
REFUSED = [
    "http://smba.trafficmanager.net/emea/",
    "https://smba.trafficmanager.net.evil/emea/",
    "https://smba.trafficmanager.net.evil.example/",
    "https://evil.example/smba.trafficmanager.net/",
    "https://evilsmba.trafficmanager.net/",
    "https://x.smba.trafficmanager.net/",
    "https://trafficmanager.net/",
    "https://smba.trafficmanager.net@evil.example/",
    "https://user@smba.trafficmanager.net/",
    "https://user:pass@smba.trafficmanager.net/",
    "https://smba.trafficmanager.net:8443/",
    "https://smba.trafficmanager.net:0/",
    "https://smba.trafficmanager.net:99999/",
    "https://smba.trafficmanager.net./",
    "https://smba..trafficmanager.net/",
    "https://smba.trafficmanager.net\\@evil.example/",
    "https://smba.trafficmanager.net#@evil.example/",
    "https://smba.trafficmanager.net?x=1",
    "https://smba.trafficmanager.net/emea/?x=1",
    "https://smba.trafficmanager.net/../x",
    "https://smba.trafficmanager.net//evil.example/",
    "https://smba.trafficmanager.net/%2e%2e/",
    "https://smba.trafficmanager.net/ x",
    "https://smba.trafficmanager.net/\nx",
    "https://ѕmba.trafficmanager.net/",
    "https://xn--mba-hdd.trafficmanager.net/",
    "https://smba.trafficmanager。net/",
    "HTTPS://smba.trafficmanager.net/",
    "https:/smba.trafficmanager.net/",
    "https:smba.trafficmanager.net/",
    "//smba.trafficmanager.net/",
    "smba.trafficmanager.net",
    "ftp://smba.trafficmanager.net/",
    "javascript:alert(1)//smba.trafficmanager.net",
    "https://below.example/",
    "https://notbelow.example/",
    "https://below.example.evil/",
    "http://bot.example.com/",
    "http://127.0.0.1:3980/",
    "http://127.0.0.2:3979/",
    "http://[::1]/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://169.254.169.254/",
    "https://[::ffff:127.0.0.1]/",
    "",
    None,
    7,
    ["https://smba.trafficmanager.net/"],
    "https://smba.trafficmanager.net/" + "a" * 500,
]
NAMED = hosts(("bot.example.com", ".below.example", "127.0.0.1:3979", "localhost"))


@pytest.mark.parametrize("url", ALLOWED)
def test_a_host_that_was_named_may_be_answered_to(url: str) -> None:
    assert NAMED.allow(url)


@pytest.mark.parametrize("url", REFUSED, ids=lambda url: str(url)[:60])
def test_a_host_that_only_looks_like_it_may_not(url: object) -> None:
    assert not NAMED.allow(url)


@pytest.mark.parametrize("wanted", [few, pytest.param(many, marks=pytest.mark.long)], ids=["few", "many"])
def test_a_mutated_host_is_never_another_one(wanted: Wanted, proof: Proof) -> None:
    tried, let, seed = wanted("teams_hosts"), 0, seed_of(wanted, 7)
    turn = random.Random(seed)
    strange = "abz019.-_~:/?#[]@!$&'()*+,;=%\\ \t\n\u3002\u0455é"
    for _ in range(tried):
        url = list("https://smba.trafficmanager.net/emea/")
        for _ in range(turn.randint(1, 4)):
            at = turn.randrange(len(url))
            url[at : at + turn.randint(0, 1)] = turn.choice(strange)
        text = "".join(url)
        if HOSTS.allow(text):
            let += 1
            assert urlsplit(text).hostname == "smba.trafficmanager.net", text
            assert text.startswith("https://")
    assert let
    proof(f"E3 changed hosts, {let} of them differ in the path only", tried, seed)


@pytest.mark.parametrize("entry", ["*", "a b", "http://", ".com", ".127.0.0.1", "a..b", "ünï.example", "a/b"])
def test_a_host_that_cannot_be_named_is_said_at_the_start(entry: str) -> None:
    with pytest.raises(SettingsWrong):
        hosts((entry,))
