"""What we offer at sign-up: random, calm, and strong enough."""

import math

from zxcvbn import zxcvbn

from journal.pure import names


def test_an_offered_passphrase_is_strong_and_harmless():
    assert 5 * math.log2(len(names.words())) > 60
    for word in ("custody", "unlovable", "strangle", "cheating", "divorcee", "fetal", "kissing"):
        assert word not in names.words()


def test_an_offered_passphrase_passes_our_own_rules():
    for _ in range(20):
        offer = names.new_passphrase()
        assert len(offer) >= 15
        assert zxcvbn(offer)["score"] >= 3


def test_offers_are_random():
    assert len({names.new_passphrase() for _ in range(50)}) == 50
    assert len({names.new_name() for _ in range(200)}) > 150
