"""Keys and seals: bytes in, bytes out. docs/seal.md describes every byte; a second program in the tests reads only
that page.

Argon2id and HKDF make keys from a passphrase, AES-256-GCM seals. No primitive is written here.
"""

import hashlib
import hmac
import json
import secrets
import struct
import unicodedata
import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SEAL_VERSION = 1
_HEAD = 1 + 16 + 16 + 12
SIZES = (256, 512, 1024, 2048, 4096)


class CannotOpen(Exception):
    """The key, the place or the bytes are not the ones that were sealed."""


@dataclass(frozen=True)
class Cost:
    """What one Argon2id run costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int


@dataclass(frozen=True)
class Derived:
    """What comes of a passphrase: `verifier` is stored and compared, `kek` opens the wrapped data key and is never
    stored.
    """

    verifier: bytes
    kek: bytes


def expand(secret: bytes, *, salt: bytes, info: bytes) -> bytes:
    """32 bytes by HKDF-SHA256 from `secret`."""
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=salt, info=info).derive(secret)


def derive(passphrase: str, *, salt: bytes, cost: Cost, pepper: bytes) -> Derived:
    """One Argon2id run over the passphrase (NFC), then HKDF with the pepper as salt, once for each use.

    Both results need the pepper, so whoever holds only the database can test no guess. Raises CannotOpen for a salt or
    a cost that Argon2id does not know.
    """
    try:
        stretched = hash_secret_raw(
            unicodedata.normalize("NFC", passphrase).encode(),
            salt,
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=32,
            type=Type.ID,
        )
    except HashingError as error:
        raise CannotOpen from error
    return Derived(
        verifier=expand(stretched, salt=pepper, info=b"clearing/verifier/v1"),
        kek=expand(stretched, salt=pepper, info=b"clearing/kek/v1"),
    )


def _wrap_place(purpose: bytes, owner: uuid.UUID, bound: bytes) -> bytes:
    return b"wrap/v1\0" + purpose.ljust(8, b"\0") + owner.bytes + hashlib.sha256(bound).digest()


def wrap(dek: bytes, kek: bytes, *, purpose: bytes, owner: uuid.UUID, bound: bytes) -> bytes:
    """The data key sealed under another key, for one purpose (at most 8 bytes), one owner and what `bound` says."""
    nonce = secrets.token_bytes(12)
    return nonce + AESGCM(kek).encrypt(nonce, dek, _wrap_place(purpose, owner, bound))


def unwrap(wrapped: bytes, kek: bytes, *, purpose: bytes, owner: uuid.UUID, bound: bytes) -> bytes:
    """The data key out of `wrap`'s bytes. Raises CannotOpen."""
    try:
        return AESGCM(kek).decrypt(wrapped[:12], wrapped[12:], _wrap_place(purpose, owner, bound))
    except (InvalidTag, ValueError) as error:
        raise CannotOpen from error


def pad(text: bytes) -> bytes:
    """Length, text and zeros up to 256, 512, 1024, 2048, 4096 bytes, then steps of 4096: sizes say little."""
    whole = len(text) + 4
    size = next((size for size in SIZES if whole <= size), -(-whole // 4096) * 4096)
    return struct.pack(">I", len(text)) + text + bytes(size - whole)


def unpad(padded: bytes) -> bytes:
    """The text out of `pad`'s bytes. Raises CannotOpen."""
    if len(padded) < 4:
        raise CannotOpen
    (length,) = struct.unpack(">I", padded[:4])
    if length > len(padded) - 4:
        raise CannotOpen
    return padded[4 : 4 + length]


@dataclass(frozen=True)
class Place:
    """Where a sealed record stands. It is bound into the seal, so that no record can be moved, swapped or rolled to a
    version it is not.
    """

    owner: uuid.UUID
    record: uuid.UUID
    slot: bytes
    version: int


@dataclass(frozen=True)
class Key:
    """A reader's data key, 32 bytes, and all that is done with it."""

    dek: bytes

    @classmethod
    def new(cls) -> "Key":
        return cls(secrets.token_bytes(32))

    @cached_property
    def key_id(self) -> bytes:
        """16 bytes that name this key and tell nothing about it."""
        return hmac.digest(self.dek, b"key-id", "sha256")[:16]

    @cached_property
    def _slot_key(self) -> bytes:
        return expand(self.dek, salt=b"", info=b"clearing/slot/v1")

    def slot(self, kind: str, key: str) -> bytes:
        """32 bytes under which the record of this kind and natural key is found again, without saying which it is."""
        return hmac.digest(self._slot_key, f"{kind}|{key}".encode(), "sha256")

    def seal(self, place: Place, document: dict[str, Any]) -> bytes:
        """The document (JSON, with "kind" and "key") as sealed bytes that open only at `place`."""
        salt, nonce = secrets.token_bytes(16), secrets.token_bytes(12)
        return self.seal_with(place, document, salt=salt, nonce=nonce)

    def seal_with(self, place: Place, document: dict[str, Any], *, salt: bytes, nonce: bytes) -> bytes:
        """`seal` with salt (16 bytes) and nonce (12 bytes) given: for the frozen test vectors, never for a reader's
        record.
        """
        text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
        sealed = AESGCM(self._record_key(salt)).encrypt(nonce, pad(text), self._bound(place))
        return bytes([SEAL_VERSION]) + self.key_id + salt + nonce + sealed

    def open(self, place: Place, sealed: bytes) -> dict[str, Any]:
        """The document sealed at `place`. Raises CannotOpen if a byte, the place or the key differs."""
        if len(sealed) < _HEAD or sealed[0] != SEAL_VERSION or not hmac.compare_digest(sealed[1:17], self.key_id):
            raise CannotOpen
        salt, nonce = sealed[17:33], sealed[33:_HEAD]
        try:
            text = unpad(AESGCM(self._record_key(salt)).decrypt(nonce, sealed[_HEAD:], self._bound(place)))
        except InvalidTag as error:
            raise CannotOpen from error
        document: dict[str, Any] = json.loads(text.decode("utf-8", "surrogatepass"))
        if not hmac.compare_digest(self.slot(document["kind"], document["key"]), place.slot):
            raise CannotOpen
        return document

    def _record_key(self, salt: bytes) -> bytes:
        return expand(self.dek, salt=salt, info=b"clearing/record/v1")

    def _bound(self, place: Place) -> bytes:
        fields = (place.owner.bytes, place.record.bytes, place.slot, struct.pack(">Q", place.version), self.key_id)
        return b"seal/v1\0" + b"".join(fields)
