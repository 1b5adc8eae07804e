"""One POST over kept connections: however an answer is cut, whatever else stands on the line, and whoever leaves it."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from adapters import wire
from adapters.wire import Unanswered, Unreached, Wire, reading

LENGTH = b"HTTP/1.1 200 OK\r\nContent-Length: 11\r\nRetry-After:  7\r\n\r\n" + b'{"ok":true}'
CHUNKS = (
    b'HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n4\r\n{"ok\r\n07;x=y\r\n":true}\r\n0\r\nTrailer: 1\r\n\r\n'
)
EARLY = b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + LENGTH
NONE = b"HTTP/1.1 204 No Content\r\n\r\n"
EMPTY = b"HTTP/1.1 429 \r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n"
WHOLE = {"length": LENGTH, "chunks": CHUNKS, "early": EARLY, "none": NONE, "empty": EMPTY}
TILL_THE_END = b"HTTP/1.1 200 OK\r\n\r\n" + b'{"ok":true}'


def read(*parts):
    """What comes of bytes that come in these parts; None while there is more to come."""
    going = reading()
    next(going)
    for part in parts:
        try:
            going.send(part)
        except StopIteration as read:
            return read.value
    return None


@pytest.mark.parametrize("answer", WHOLE.values(), ids=list(WHOLE))
def test_an_answer_is_the_same_however_it_is_cut_and_none_before_its_last_byte(answer):
    whole = read(answer)

    assert whole.keeps
    assert read(*(bytes([each]) for each in answer)) == whole
    for at in range(1, len(answer)):
        assert read(answer[:at]) is None
        assert read(answer[:at], answer[at:]) == whole
        with pytest.raises(EOFError):
            read(answer[:at], b"")


def test_what_an_answer_says_is_read():
    assert read(LENGTH).body == read(CHUNKS).body == read(EARLY).body == read(TILL_THE_END, b"").body == b'{"ok":true}'
    assert (read(EMPTY).status, read(EMPTY).headers["retry-after"], read(EMPTY).body) == (429, "7", b"")
    assert read(NONE).status == 204


@pytest.mark.parametrize(
    "answer",
    [
        LENGTH.replace(b"1.1", b"1.0"),
        LENGTH.replace(b"Retry-After:  7", b"Connection: Close"),
        LENGTH.replace(b"Retry-After:  7", b"Connection: x ,\tClose"),
        LENGTH.replace(b"Retry-After:  7", b"Connection: close\r\nConnection: x"),
        LENGTH + b"HTTP/1.1 200 OK\r\n",
    ],
)
def test_a_line_that_is_closed_or_holds_more_than_was_asked_for_is_not_used_again(answer):
    assert not read(answer).keeps


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"HTTP/2 200\r\n\r\n",
        b"HTTP/1.1 20 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length : 1\r\n\r\n1",
        b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n12",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n12\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n",
        b"HTTP/1.1 200 OK\r\nA: " + b"a" * 70_000,
    ],
)
def test_what_is_no_answer_is_refused_and_never_guessed_at(answer):
    with pytest.raises(ValueError, match=r"\.$"):
        read(answer)


class Requests(list):
    """What a host heard, and on which line."""

    def __init__(self):
        super().__init__()
        self.came = asyncio.Event()


@asynccontextmanager
async def host(*says, trust=None):
    """A host that says these, one to each request, and what it heard on which line; None ends the line in place of an answer."""
    heard, waiting, lines = Requests(), list(says), []

    async def serve(reads, writes):
        number = len(lines)
        lines.append(asyncio.current_task())
        with suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            while True:
                head = await reads.readuntil(b"\r\n\r\n")
                _, _, length = head.rpartition(b"Content-Length: ")
                heard.append((number, head + await reads.readexactly(int(length))))
                heard.came.set()
                if (said := waiting.pop(0)) is None:
                    break
                writes.write(said)
        writes.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=trust)
    port = server.sockets[0].getsockname()[1]
    try:
        yield f"http{'s' if trust else ''}://127.0.0.1:{port}/api/", heard
    finally:
        server.close()
        for each in lines:
            each.cancel()
        await asyncio.gather(*lines)


async def test_calls_one_after_another_share_a_line_and_each_is_written_as_it_is():
    async with host(LENGTH, CHUNKS) as (root, heard):
        line = Wire(root)
        await line.post("chat.postMessage", {"Authorization": "Bearer xoxb"}, b"{}")
        await line.post("chat.update", {}, b"")
        line.close()

    named = root.split("/")[2]
    assert heard == [
        (
            0,
            f"POST /api/chat.postMessage HTTP/1.1\r\nHost: {named}\r\nAccept: */*\r\nAccept-Encoding: identity\r\n"
            "User-Agent: oops\r\nAuthorization: Bearer xoxb\r\nContent-Length: 2\r\n\r\n{}".encode(),
        ),
        (
            0,
            f"POST /api/chat.update HTTP/1.1\r\nHost: {named}\r\nAccept: */*\r\nAccept-Encoding: identity\r\n"
            "User-Agent: oops\r\nContent-Length: 0\r\n\r\n".encode(),
        ),
    ]


async def test_calls_at_once_have_a_line_each():
    async with host(*[LENGTH] * 5) as (root, heard):
        line = Wire(root)
        found = await asyncio.gather(*(line.post("m", {}, b"") for _ in range(5)))
        line.close()

    assert [each.body for each in found] == [b'{"ok":true}'] * 5
    assert len(heard) == 5


async def test_a_call_whose_line_dies_is_made_once_and_the_next_has_another_line():
    async with host(None, LENGTH, None, LENGTH) as (root, heard):
        line = Wire(root)
        for _ in range(2):
            with pytest.raises(Unanswered):
                await line.post("m", {}, b"1")
            assert (await line.post("m", {}, b"2")).status == 200
        line.close()

    assert [each[-1:] for _, each in heard] == [b"1", b"2", b"1", b"2"]


async def test_an_answer_that_somebody_did_not_wait_for_is_nobody_elses():
    async with host(LENGTH, b"", LENGTH.replace(b"true", b"null")) as (root, heard):
        line = Wire(root)
        await line.post("m", {}, b"1")
        heard.came.clear()
        left = asyncio.create_task(line.post("m", {}, b"2"))
        await heard.came.wait()
        left.cancel()
        await asyncio.gather(left, return_exceptions=True)
        found = await line.post("m", {}, b"3")
        line.close()

    assert found.body == b'{"ok":null}'
    assert [number for number, _ in heard] == [0, 0, 1]


async def test_what_comes_unasked_ends_the_line_and_answers_nothing():
    unasked = LENGTH + LENGTH.replace(b"true", b"null")
    async with host(unasked, LENGTH) as (root, heard):
        line = Wire(root)
        await line.post("m", {}, b"1")
        found = await line.post("m", {}, b"2")
        line.close()

    assert found.body == b'{"ok":true}'
    assert [number for number, _ in heard] == [0, 1]


async def test_who_does_not_answer_in_time_leaves_it_unknown(monkeypatch):
    monkeypatch.setattr(wire, "TOTAL", 0.05)
    async with host(b"HTTP/1.1 200 OK\r\n", LENGTH) as (root, _):
        line = Wire(root)
        with pytest.raises(Unanswered):
            await line.post("m", {}, b"")
        line.close()


async def test_a_later_call_on_the_same_connection_has_a_time_of_its_own(monkeypatch):
    monkeypatch.setattr(wire, "TOTAL", 0.2)
    async with host(LENGTH, b"HTTP/1.1 200 OK\r\n") as (root, heard):
        line = Wire(root)
        await line.post("m", {}, b"1")
        await asyncio.sleep(0.1)
        async with asyncio.timeout(5):
            with pytest.raises(Unanswered):
                await line.post("m", {}, b"2")
        line.close()

    assert [number for number, _ in heard] == [0, 0]


async def test_who_is_not_there_or_takes_nobody_in_gets_nothing(monkeypatch):
    async with host() as (root, heard):
        pass
    with pytest.raises(Unreached):
        await Wire(root).post("m", {}, b"")
    monkeypatch.setattr(wire, "CONNECT", 0.05)
    monkeypatch.setattr(wire, "MOST", 1)
    async with host(b"", LENGTH) as (root, heard):
        line = Wire(root)
        first = asyncio.create_task(line.post("m", {}, b"1"))
        await heard.came.wait()
        with pytest.raises(Unreached):
            await line.post("m", {}, b"2")
        first.cancel()
        await asyncio.gather(first, return_exceptions=True)
        assert (await line.post("m", {}, b"3")).status == 200
        line.close()

    assert [each[-1:] for _, each in heard] == [b"1", b"3"]


async def test_whoever_finds_no_connection_free_waits_for_the_next(monkeypatch):
    monkeypatch.setattr(wire, "CONNECT", 1.0)
    monkeypatch.setattr(wire, "MOST", 1)
    shut = LENGTH.replace(b"OK\r\n", b"OK\r\nConnection: close\r\n")
    async with host(LENGTH, shut, LENGTH, LENGTH) as (root, heard):
        line = Wire(root)
        found = await asyncio.gather(*(line.post("m", {}, b"%d" % number) for number in range(4)))
        line.close()

    assert [each.status for each in found] == [200] * 4
    assert [number for number, _ in heard] == [0, 0, 1, 1]


async def test_whoever_waits_when_all_is_let_go_gets_no_answer():
    async with host(b"") as (root, heard):
        line = Wire(root)
        waiting = asyncio.create_task(line.post("m", {}, b""))
        await heard.came.wait()
        line.close()
        with pytest.raises(Unanswered):
            await waiting


@pytest.mark.parametrize("token", ["a\r\nX: 1", "a\nb", "a\rb", "é"])
async def test_nothing_stands_in_a_header_that_would_be_another(token):
    async with host() as (root, heard):
        with pytest.raises(ValueError):
            await Wire(root).post("m", {"Authorization": token}, b"")

    assert heard == []


@pytest.fixture
def certificate(tmp_path):
    """A certificate of this machine's own, as whoever serves holds it, and as whoever trusts it does."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "loopback")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem = made.public_bytes(serialization.Encoding.PEM)
    path = tmp_path / "loopback.pem"
    path.write_bytes(pem + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    serves = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serves.load_cert_chain(path)
    return serves, ssl.create_default_context(cadata=pem.decode())


async def test_a_host_is_believed_only_with_a_certificate(certificate):
    serves, trusts = certificate
    async with host(LENGTH, CHUNKS, trust=serves) as (root, heard):
        with pytest.raises(Unreached):
            await Wire(root).post("m", {}, b"secret")
        assert heard == []
        line = Wire(root, trusts)
        assert [(await line.post("m", {}, b"")).body for _ in range(2)] == [b'{"ok":true}'] * 2
        line.close()
