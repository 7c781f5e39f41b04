"""The seal: what it must open, what it must refuse, and that it never changes unnoticed."""

import json
import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from journal.pure import recovery, vault
from journal.pure.vault import CannotOpen, Cost, Key, Place

VECTOR = json.loads(Path(__file__).with_name("vectors.json").read_text())
DOCUMENT = {"kind": "night", "key": "2026-03-11", "shape": 1, "body": {"more": "ten words"}}


def place_for(key: Key) -> Place:
    return Place(uuid.uuid4(), uuid.uuid4(), key.slot("night", "2026-03-11"), 1)


def vector_place() -> Place:
    return Place(
        uuid.UUID(VECTOR["owner"]), uuid.UUID(VECTOR["record"]), bytes.fromhex(VECTOR["slot"]), VECTOR["version"]
    )


def test_frozen_vector_still_opens():
    key = Key(bytes.fromhex(VECTOR["dek"]))
    assert key.open(vector_place(), bytes.fromhex(VECTOR["sealed"])) == VECTOR["document"]
    assert key.key_id.hex() == VECTOR["key_id"]


def test_frozen_vector_is_still_what_sealing_gives():
    key = Key(bytes.fromhex(VECTOR["dek"]))
    sealed = key.seal_with(vector_place(), VECTOR["document"], salt=bytes(16), nonce=bytes(12))
    assert sealed.hex() == VECTOR["sealed"]


def test_frozen_derivation():
    cost, salt, pepper = Cost(*VECTOR["cost"]), bytes.fromhex(VECTOR["salt"]), bytes.fromhex(VECTOR["pepper"])
    derived = vault.derive(VECTOR["passphrase"], salt=salt, cost=cost, pepper=pepper)
    assert (derived.verifier.hex(), derived.kek.hex()) == (VECTOR["verifier"], VECTOR["kek"])


def test_both_halves_need_the_pepper():
    ask = {"salt": bytes(16), "cost": Cost(8, 1, 1)}
    one, two = (vault.derive("same words", pepper=bytes([number]) * 32, **ask) for number in (1, 2))
    assert one.verifier != two.verifier
    assert one.kek != two.kek
    assert one.verifier != one.kek


def test_composed_and_decomposed_letters_are_one_passphrase():
    ask = {"salt": bytes(16), "cost": Cost(8, 1, 1), "pepper": bytes(32)}
    assert vault.derive("caf\u00e9", **ask) == vault.derive("cafe\u0301", **ask)


def test_every_changed_byte_is_refused():
    key = Key.new()
    place = place_for(key)
    sealed = key.seal(place, DOCUMENT)
    for position in range(len(sealed)):
        broken = bytearray(sealed)
        broken[position] ^= 1
        with pytest.raises(CannotOpen):
            key.open(place, bytes(broken))


@pytest.mark.parametrize(
    "change",
    [{"owner": uuid.uuid4()}, {"record": uuid.uuid4()}, {"version": 2}, {"slot": bytes(32)}],
    ids=["another owner", "another row", "another version", "another slot"],
)
def test_a_moved_record_is_refused(change):
    key = Key.new()
    place = place_for(key)
    with pytest.raises(CannotOpen):
        key.open(replace(place, **change), key.seal(place, DOCUMENT))


def test_a_document_in_a_slot_that_is_not_its_own_is_refused():
    key = Key.new()
    place = replace(place_for(key), slot=key.slot("plan", "plan"))
    with pytest.raises(CannotOpen):
        key.open(place, key.seal(place, DOCUMENT))


def test_another_key_opens_nothing():
    key = Key.new()
    place = place_for(key)
    with pytest.raises(CannotOpen):
        Key.new().open(place, key.seal(place, DOCUMENT))


@pytest.mark.parametrize("length", range(61))
def test_a_cut_record_is_refused(length):
    key = Key.new()
    place = place_for(key)
    with pytest.raises(CannotOpen):
        key.open(place, key.seal(place, DOCUMENT)[:length])


def test_sizes_say_little():
    key = Key.new()
    place = place_for(key)
    sizes = {len(key.seal(place, {**DOCUMENT, "body": "x" * length})) for length in range(4000)}
    assert len(sizes) == 5


def test_a_wrapped_key_opens_only_for_its_purpose_owner_and_terms():
    kek, owner = bytes(32), uuid.uuid4()
    wrapped = vault.wrap(b"d" * 32, kek, purpose=b"pass", owner=owner, bound=b"terms")
    asked = {"kek": kek, "purpose": b"pass", "owner": owner, "bound": b"terms"}
    assert vault.unwrap(wrapped, **asked) == b"d" * 32
    for change in ({"purpose": b"visit"}, {"owner": uuid.uuid4()}, {"bound": b"other"}, {"kek": b"k" * 32}):
        with pytest.raises(CannotOpen):
            vault.unwrap(wrapped, **{**asked, **change})


def test_the_code_survives_a_tired_hand():
    code = recovery.new_code()
    plain = recovery.read(code)
    assert recovery.read(f"  {code.lower().replace('-', ' ')} ") == plain
    assert recovery.read(code.replace("0", "o").replace("1", "l")) == plain
    assert recovery.ends_with(code, f" {plain[-5:].lower()} ")
    assert not recovery.ends_with(code, plain[-4:])


def test_a_miscopied_code_is_told_from_a_wrong_one():
    plain = recovery.read(recovery.new_code())
    for position in range(len(plain)):
        other = "2" if plain[position] != "2" else "3"
        with pytest.raises(recovery.NotACode):
            recovery.read(plain[:position] + other + plain[position + 1 :])
    swapped = plain[1] + plain[0] + plain[2:]
    if swapped != plain:
        with pytest.raises(recovery.NotACode):
            recovery.read(swapped)


def test_frozen_code():
    way = recovery.way(VECTOR["code"])
    assert (way.locator.hex(), way.kek.hex()) == (VECTOR["locator"], VECTOR["recovery_kek"])
