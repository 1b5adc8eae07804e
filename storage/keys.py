"""Keys. One data key a person, wrapped by the master key; every ciphertext is bound to its place.

master key ──wraps──▶ the house's own secret (tombstones), and one data key a person
data key   ──seals──▶ bodies: AES-256-GCM, bound to table, row, column and person
           ──marks──▶ consents: HMAC-SHA256 under a subkey
"""

from __future__ import annotations

import base64
import binascii
import hmac
import os
import secrets
import threading
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import SettingsWrong

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIZE = 32
_NONCE = 12


class Sealed(Exception):
    """These bytes do not open with this key in this place."""


def make() -> str:
    """A new master key: 32 random bytes as base64."""
    return base64.b64encode(secrets.token_bytes(_SIZE)).decode()


def file_beside(database: Path) -> Path:
    """Where a local database's key is kept."""
    return database.with_name(database.name + ".key")


def beside(database: Path) -> str:
    """The master key in `<database>.key`, made on first use, readable by its owner only. For local use."""
    path = file_beside(database)
    try:
        return _kept(path)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise SettingsWrong(f"The key file {path} cannot be read; make it readable for you.") from error
    half = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(make() + "\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(half, path)  # whole or not at all, and the first of two wins
        except FileExistsError:
            pass
        finally:
            half.unlink()
        return _kept(path)
    except OSError as error:
        raise SettingsWrong(f"No key file can be made at {path}; choose a folder that exists and is yours.") from error


def _kept(path: Path) -> str:
    key = path.read_text(encoding="ascii", errors="replace").strip()
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)
    return key


def _bytes(key: str) -> bytes:
    try:
        raw = base64.b64decode(key.strip().replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != _SIZE:
        raise SettingsWrong(
            "A master key is 32 bytes as base64, and this one is not; `openssl rand -base64 32` makes one."
        ) from None
    return raw


def place(table: str, row: str, column: str, person: str) -> bytes:
    """What a ciphertext is bound to: moved anywhere else, it does not open."""
    return f"{table}\0{row}\0{column}\0{person}".encode("utf-8", "surrogatepass")


def _seal(cipher: AESGCM, words: bytes, about: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + cipher.encrypt(nonce, words, about)


def _open(cipher: AESGCM, sealed: bytes, about: bytes) -> bytes:
    try:
        return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], about)
    except (InvalidTag, ValueError):
        raise Sealed from None


class Lately:
    """What was sealed or opened lately, so that a turn need not open what the last one wrote. Bounded, and never on a disk.

    A ciphertext under its key, in its place, means one value for ever: nothing here can be out of date. The values are
    frozen. A changed or moved ciphertext is not known here, and is opened like any other, which refuses it.
    """

    _MOST = 512
    _BYTES = 512 * 1024
    """Of ciphertext; opened it takes several times as much. A few who say a great deal take no more than many who say little."""

    def __init__(self) -> None:
        self._values: OrderedDict[tuple[DataKey, bytes], tuple[bytes, object, object]] = OrderedDict()
        """By key and place: the newest ciphertext there, what is in it, and how it was written."""
        self._bytes = 0
        self._lock = threading.Lock()

    def put(self, key: DataKey, about: bytes, sealed: bytes, value: object, written: object) -> None:
        """Keep a value beside its ciphertext, in place of what stood there; the one not asked for longest goes."""
        with self._lock:
            self._drop((key, about))
            if len(sealed) > self._BYTES // 8:  # it would push out what everybody else has
                return
            self._values[key, about] = sealed, value, written
            self._bytes += len(sealed)
            while len(self._values) > self._MOST or self._bytes > self._BYTES:
                self._drop(next(iter(self._values)))

    def value(self, key: DataKey, about: bytes, sealed: bytes) -> object:
        """The value in a ciphertext; None when it has to be opened."""
        with self._lock:
            found = self._values.get((key, about))
            if found is None or found[0] != sealed:
                return None
            self._values.move_to_end((key, about))
            return found[1]

    def written(self, key: DataKey, about: bytes) -> object:
        """How the newest value there was written; None when nobody knows."""
        found = self._values.get((key, about))
        return None if found is None else found[2]

    def forget(self, person: str) -> None:
        """Let go of a person's values."""
        with self._lock:
            for each in [each for each in self._values if each[0].person == person]:
                self._drop(each)

    def _drop(self, spot: tuple[DataKey, bytes]) -> None:
        if (gone := self._values.pop(spot, None)) is not None:
            self._bytes -= len(gone[0])


class DataKey:
    """One person's key. It seals bodies and marks consents."""

    __slots__ = ("_cipher", "_consents", "_lately", "person")

    def __init__(self, raw: bytes, person: str = "", lately: Lately | None = None) -> None:
        self.person = person
        self._cipher = AESGCM(raw)
        self._consents = hmac.digest(raw, b"oops consents", "sha256")
        self._lately = lately or Lately()

    def keep(self, sealed: bytes, about: bytes, value: object, written: object = None) -> None:
        """Remember for a while what is in a ciphertext of this key's, and how it was written. `value` is frozen."""
        self._lately.put(self, about, sealed, value, written)

    def written(self, about: bytes) -> object:
        """How what stands there was written, where `keep` was told; it may be an earlier version."""
        return self._lately.written(self, about)

    def kept(self, sealed: bytes, about: bytes) -> object:
        """What `keep` remembered; None when it has to be opened."""
        return self._lately.value(self, about, sealed)

    def seal(self, words: bytes, about: bytes) -> bytes:
        """`words` as ciphertext that opens only with this key, `about` the same place."""
        return _seal(self._cipher, words, about)

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """The words again. Raises Sealed when a bit or the place is another."""
        return _open(self._cipher, sealed, about)

    def mark(self, canonical: bytes) -> bytes:
        """The keyed hash of a letter in canonical form."""
        return hmac.digest(self._consents, canonical, "sha256")


class Master:
    """The master key, and the old ones that still unwrap what was not yet wrapped anew."""

    def __init__(self, key: str, old: Sequence[str] = ()) -> None:
        self._ciphers: dict[str, AESGCM] = {}
        for each in (*old, key):
            raw = _bytes(each)
            self.id = hmac.digest(raw, b"oops key id", "sha256").hex()[:16]
            self._ciphers[self.id] = AESGCM(hmac.digest(raw, b"oops wrapping", "sha256"))

    def fits(self, key_id: str) -> bool:
        """Claim: what was wrapped under `key_id` can be unwrapped here."""
        return key_id in self._ciphers

    def wrap(self, secret: bytes, about: bytes) -> bytes:
        """`secret` under the present master key."""
        return _seal(self._ciphers[self.id], secret, about)

    def unwrap(self, wrapped: bytes, key_id: str, about: bytes) -> bytes:
        """The secret again. Raises Sealed when no key here fits."""
        if key_id not in self._ciphers:
            raise Sealed
        return _open(self._ciphers[key_id], wrapped, about)


class Ring:
    """The master key at work: people's data keys, kept open for a while so that a turn unwraps nothing twice."""

    _MOST = 1024

    def __init__(self, master: Master, tombstones: bytes) -> None:
        self.master = master
        self._tombstones = tombstones
        self._open: dict[tuple[str, bytes], DataKey] = {}
        self._lately = Lately()

    def new(self, person: str) -> tuple[bytes, DataKey]:
        """A new data key for a new person: wrapped, and open. It is kept open from when it is read: who knows whether it is saved."""
        raw = secrets.token_bytes(_SIZE)
        return self.master.wrap(raw, place("people", person, "key", person)), DataKey(raw, person)

    def of(self, person: str, wrapped: bytes, key_id: str) -> DataKey:
        """The data key of a person. Raises Sealed when no master key fits."""
        key = self._open.get((person, wrapped))
        if key is None:
            raw = self.master.unwrap(wrapped, key_id, place("people", person, "key", person))
            if len(self._open) >= self._MOST:
                self._open.clear()
            key = self._open[person, wrapped] = DataKey(raw, person, self._lately)
        return key

    def forget(self, person: str) -> None:
        """Let go of a person's open key, and of what it has opened."""
        self._lately.forget(person)
        for each in [each for each in self._open if each[0] == person]:
            del self._open[each]

    def tombstone(self, *words: str) -> bytes:
        """The keyed hash under which a forgotten person, or a delivery, is recognised. No master key changes it."""
        return hmac.digest(self._tombstones, "\0".join(words).encode("utf-8", "surrogatepass"), "sha256")
