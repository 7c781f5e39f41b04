"""The seal and the code on paper, for whatever anybody could write: everything comes back, nothing altered does."""

import contextlib
import uuid
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.pure import recovery
from journal.pure.vault import CannotOpen, Key, Place, pad, unpad

# Emoji, letters of every script, control characters, and halves of characters that UTF-8 does not know.
anything = st.text(st.characters(exclude_categories=()))
plain = st.one_of(st.none(), st.booleans(), st.integers(-(2**70), 2**70), st.floats(allow_nan=False), anything)
bodies = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(anything, inner, max_size=4), max_leaves=20
)
codes = st.builds(
    lambda body: recovery.grouped(body + recovery._check(body)),
    st.text(recovery.ALPHABET, min_size=recovery.LENGTH, max_size=recovery.LENGTH),
)
KEY = Key(bytes(range(32)))
PLACE = Place(uuid.UUID(int=1), uuid.UUID(int=2), KEY.slot("night", "2026-03-11"), 7)


def document(body: object) -> dict:
    return {"kind": "night", "key": "2026-03-11", "shape": 1, "body": body}


@given(bodies)
def test_whatever_is_sealed_comes_back(body):
    assert KEY.open(PLACE, KEY.seal(PLACE, document(body))) == document(body)


@pytest.mark.parametrize("sign", ["a", "\N{DROPLET}", "\ud800", "\0", "\u0301"])
def test_a_huge_text_comes_back(sign):
    text = document({"more": sign * 400_000})
    assert KEY.open(PLACE, KEY.seal(PLACE, text)) == text


@given(st.binary(max_size=20_000))
def test_padding_is_undone_and_comes_in_few_sizes(text):
    padded = pad(text)
    assert unpad(padded) == text
    assert len(padded) in (256, 512, 1024, 2048) or len(padded) % 4096 == 0


@given(st.binary(max_size=300))
def test_unpadding_garbage_gives_a_part_of_it_or_says_no(garbage):
    with contextlib.suppress(CannotOpen):
        assert unpad(garbage) in garbage


@given(bodies, st.data())
def test_any_single_change_is_refused(body, data):
    sealed = KEY.seal(PLACE, document(body))
    at = data.draw(st.integers(0, len(sealed) - 1), label="at")
    how = data.draw(st.sampled_from(["bit", "cut", "insert", "append", "empty"]), label="how")
    changed = {
        "bit": sealed[:at] + bytes([sealed[at] ^ data.draw(st.integers(1, 255))]) + sealed[at + 1 :],
        "cut": sealed[:at] + sealed[at + 1 :],
        "insert": sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at:],
        "append": sealed + b"\0",
        "empty": b"",
    }[how]
    with pytest.raises(CannotOpen):
        KEY.open(PLACE, changed)


@given(st.binary(max_size=2000))
def test_random_bytes_are_refused(garbage):
    with pytest.raises(CannotOpen):
        KEY.open(PLACE, garbage)
    with pytest.raises(CannotOpen):
        KEY.open(PLACE, b"\x01" + KEY.key_id + garbage)


@given(st.sampled_from(["owner", "record", "slot", "version"]), st.data())
def test_no_other_place_opens_it(field, data):
    other = {
        "owner": st.uuids(),
        "record": st.uuids(),
        "slot": st.binary(min_size=32, max_size=32),
        "version": st.integers(0, 2**64 - 1),
    }[field]
    moved = replace(PLACE, **{field: data.draw(other.filter(lambda value: value != getattr(PLACE, field)))})
    with pytest.raises(CannotOpen):
        KEY.open(moved, KEY.seal(PLACE, document("x")))


@given(bodies)
def test_two_seals_of_one_text_share_nothing_but_version_and_key(body):
    one, two = KEY.seal(PLACE, document(body)), KEY.seal(PLACE, document(body))
    assert one[:17] == two[:17]
    assert one[17:33] != two[17:33]
    assert one[45:] != two[45:]


@given(codes, st.randoms(use_true_random=False))
def test_a_code_is_read_however_a_hand_writes_it(code, random):
    misread = {"0": "0Oo", "1": "1IiLl"}
    written = "".join(
        random.choice(misread.get(sign, sign + sign.lower())) + random.choice(["", "", " ", "-", "\n"])
        for sign in code.replace("-", "")
    )
    assert recovery.read(written) == code.replace("-", "")
    assert recovery.way(written) == recovery.way(code)
    assert recovery.ends_with(written, written.replace("\n", " ")[-20:].replace("-", "").replace(" ", "")[-5:])


@given(codes, st.data())
def test_one_slip_of_the_pen_is_noticed(code, data):
    signs = code.replace("-", "")
    at = data.draw(st.integers(0, len(signs) - 2), label="at")
    other = data.draw(st.sampled_from([sign for sign in recovery.ALPHABET if sign != signs[at]]))
    slips = {signs[:at] + other + signs[at + 1 :], signs[:at] + signs[at + 1 :], signs[:at] + other + signs[at:]}
    slips.add(signs[:at] + signs[at + 1] + signs[at] + signs[at + 2 :])
    for slip in slips - {signs}:
        with pytest.raises(recovery.NotACode):
            recovery.read(slip)


@given(anything)
def test_whatever_is_typed_as_a_code_is_read_or_refused(typed):
    try:
        assert len(recovery.read(typed)) == recovery.LENGTH + 2
    except recovery.NotACode:
        assert not recovery.ends_with(typed, typed[-5:])
