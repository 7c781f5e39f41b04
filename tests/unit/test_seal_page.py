"""A second reader of sealed records. It was written from docs/seal.md alone and imports nothing of the program's.

If this fails, the page or the program is wrong.
"""

import hashlib
import hmac
import json
import unicodedata
import uuid
from pathlib import Path

import pytest
from argon2.low_level import Type, hash_secret_raw
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests.people import PASSPHRASE


def hkdf(secret, salt, info):
    key = hmac.digest(salt or bytes(32), secret, "sha256")
    return hmac.digest(key, info + b"\x01", "sha256")


def unwrap(wrapped, kek, purpose, person_id, bound):
    place = b"wrap/v1\0" + purpose.ljust(8, b"\0") + person_id.bytes + hashlib.sha256(bound).digest()
    return AESGCM(kek).decrypt(wrapped[:12], wrapped[12:], place)


def key_from_passphrase(row, passphrase, pepper):
    header, _, verifier = row["password"].rpartition("$")
    name, memory, passes, lanes, salt = header.split("$")
    assert name == "argon2id"
    stretched = hash_secret_raw(
        unicodedata.normalize("NFC", passphrase).encode(),
        bytes.fromhex(salt),
        int(passes),
        int(memory),
        int(lanes),
        32,
        Type.ID,
    )
    assert hkdf(stretched, pepper, b"clearing/verifier/v1").hex() == verifier
    return unwrap(row["wrapped"], hkdf(stretched, pepper, b"clearing/kek/v1"), b"pass", row["id"], header.encode())


def key_from_code(row, code):
    plain = "".join(code.split()).replace("-", "").upper()
    plain = plain.replace("O", "0").replace("I", "1").replace("L", "1")
    body = plain[:26].encode()
    locator = hkdf(body, b"", b"clearing/locator/v1")
    assert locator == row["locator"]
    kek = hkdf(body, b"", b"clearing/recovery/v1")
    return unwrap(row["recovery_wrapped"], kek, b"recovery", row["id"], locator)


def open_record(row, person_id, dek):
    sealed = row["sealed"]
    assert sealed[0] == 1
    key_id, salt, nonce, ciphertext = sealed[1:17], sealed[17:33], sealed[33:45], sealed[45:]
    assert key_id == hmac.digest(dek, b"key-id", "sha256")[:16]
    place = b"seal/v1\0" + person_id.bytes + row["id"].bytes + row["slot"] + row["version"].to_bytes(8, "big") + key_id
    padded = AESGCM(hkdf(dek, salt, b"clearing/record/v1")).decrypt(nonce, ciphertext, place)
    length = int.from_bytes(padded[:4], "big")
    document = json.loads(padded[4 : 4 + length].decode("utf-8", "surrogatepass"))
    slot_key = hkdf(dek, b"", b"clearing/slot/v1")
    assert hmac.digest(slot_key, f"{document['kind']}|{document['key']}".encode(), "sha256") == row["slot"]
    return document


def raw(model, **lookup):
    values = model.objects.filter(**lookup).values().first()
    return {name: bytes(value) if isinstance(value, memoryview | bytes) else value for name, value in values.items()}


@pytest.mark.parametrize("way", ["passphrase", "code"])
def test_the_page_is_enough_to_read_a_journal(alice_journal, settings, way):
    from journal.access import accounts
    from journal.models import Person, Record

    alice_journal.put("night", "2026-03-11", {"more": "Rain. I slept.\u2029\ud800"})
    code = accounts.make_code(alice_journal)
    person = raw(Person, pk=alice_journal.owner_id)
    dek = (
        key_from_passphrase(person, PASSPHRASE, settings.PEPPER) if way == "passphrase" else key_from_code(person, code)
    )
    slot = alice_journal.key.slot("night", "2026-03-11")
    document = open_record(raw(Record, slot=slot), person["id"], dek)
    assert document["body"] == {"more": "Rain. I slept.\u2029\ud800"}
    assert (document["kind"], document["key"]) == ("night", "2026-03-11")


def test_the_frozen_vector_opens_by_the_page_alone():
    vector = json.loads(Path(__file__).with_name("vectors.json").read_text())
    row = {
        "id": uuid.UUID(vector["record"]),
        "slot": bytes.fromhex(vector["slot"]),
        "version": vector["version"],
        "sealed": bytes.fromhex(vector["sealed"]),
    }
    assert open_record(row, uuid.UUID(vector["owner"]), bytes.fromhex(vector["dek"])) == vector["document"]
