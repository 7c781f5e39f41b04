"""When a derivation is made dearer in the settings, each lock follows when it is next opened, and not before."""

import pytest
from django.contrib.auth import authenticate

from journal.access import accounts, backend
from journal.models import Person
from tests.people import PASSPHRASE, open_client

NIGHT = {"stand_by": "I walked to the river."}
OLD, DEARER = "argon2id$8$1$1$", "argon2id$16$2$1$"


@pytest.fixture
def dearer(alice_journal, settings):
    """Alice has a night; since then the cost was raised."""
    alice_journal.put("night", "2026-03-11", NIGHT)
    settings.ARGON2 = {"memory_kib": 16, "passes": 2, "lanes": 1}
    return alice_journal


@pytest.fixture
def runs(monkeypatch):
    """What each derivation cost, in passes."""
    seen, real = [], backend.vault.derive

    def derive(*args, **kwargs):
        seen.append(kwargs["cost"].passes)
        return real(*args, **kwargs)

    monkeypatch.setattr(backend.vault, "derive", derive)
    return seen


def enter(passphrase=PASSPHRASE, name="river-1001"):
    return authenticate(None, name=name, passphrase=passphrase)


def test_an_old_lock_opens_is_made_anew_and_opens_again(dearer, runs):
    before = Person.objects.get()
    assert before.password.startswith(OLD)
    assert enter().opened == dearer.key
    after = Person.objects.get()
    assert after.password.startswith(DEARER)
    assert bytes(after.wrapped) != bytes(before.wrapped)
    assert enter().opened == dearer.key
    assert Person.objects.get().password == after.password
    assert runs == [1, 2, 2]


def test_nothing_but_the_lock_changes(alice, dearer):
    code = accounts.make_code(dearer)
    kept = Person.objects.values("name", "key_id", "locator", "recovery_wrapped")
    before = kept.get()
    open_client("river-1001")
    assert Person.objects.get().password.startswith(DEARER)
    assert kept.get() == before
    assert alice.get("/n/").status_code == 200
    _, journal = accounts.recover(code, "velvet anchor Tuesday biscuit")
    assert journal.get("night", "2026-03-11").body == NIGHT


def test_a_wrong_passphrase_costs_one_derivation_and_changes_nothing(dearer, runs):
    before = Person.objects.values().get()
    assert enter("wrong words") is None
    assert Person.objects.values().get() == before
    assert runs == [1]


def test_an_unknown_name_costs_what_a_name_at_todays_cost_costs(dearer, runs):
    enter()
    runs.clear()
    assert enter("wrong words") is None
    assert enter(name="nobody-1") is None
    assert runs == [2, 2]


def test_a_passphrase_that_was_changed_meanwhile_stays_changed(dearer, monkeypatch):
    real = backend.lock_with

    def slowly(person, key, passphrase):
        monkeypatch.setattr(backend, "lock_with", real)
        accounts.change_passphrase(dearer, "velvet anchor Tuesday biscuit")
        real(person, key, passphrase)

    monkeypatch.setattr(backend, "lock_with", slowly)
    enter()
    assert enter() is None
    assert enter("velvet anchor Tuesday biscuit").opened is not None
