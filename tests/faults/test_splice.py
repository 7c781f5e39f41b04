"""Somebody who can write to the database and has no key. What they move does not open, says so, and is left alone."""

import pytest
from django.contrib.auth import authenticate

from journal.access import accounts
from journal.access.records import Journal, Unreadable
from journal.models import Person, Record
from journal.pure import recovery, vault
from journal.pure.vault import CannotOpen
from tests.people import PASSPHRASE, open_client

ONE, TWO = "2026-03-11", "2026-03-12"
NIGHTS = {ONE: {"more": "the first night"}, TWO: {"more": "the second night"}}


@pytest.fixture
def hers(alice_journal) -> Journal:
    """Alice's journal with two nights and a plan."""
    for day, body in NIGHTS.items():
        alice_journal.put("night", day, body)
    alice_journal.put("plan", "plan", {"slow_do": "walk"})
    return alice_journal


def row(journal: Journal, kind: str, key: str) -> Record:
    return Record.objects.get(owner_id=journal.owner_id, slot=journal.key.slot(kind, key))


def all_rows() -> list[tuple]:
    return sorted(
        (str(each.pk), str(each.owner_id), bytes(each.slot), each.version, bytes(each.sealed))
        for each in Record.objects.all()
    )


def swap(one: Record, two: Record, *fields: str) -> None:
    mine, theirs = ({name: getattr(each, name) for name in fields} for each in (one, two))
    if "slot" in fields:  # one record per slot: they meet in a third place
        Record.objects.filter(pk=one.pk).update(slot=bytes(32))
    Record.objects.filter(pk=two.pk).update(**mine)
    Record.objects.filter(pk=one.pk).update(**theirs)


def check_only_this_one_is_shut(client, journal: Journal, kind: str, key: str) -> None:
    """The record says that it does not open, on its page and among the others, and nothing puts anything over it."""
    before = all_rows()
    with pytest.raises(CannotOpen):
        journal.get(kind, key)
    for write in (journal.put, journal.overwrite):
        with pytest.raises(CannotOpen):
            write(kind, key, {"more": "over it"})
    address = f"/n/days/{key}/" if kind == "night" else "/n/plan/"
    answer = client.get(f"{address}?open=1")
    assert answer.status_code == 409
    assert b"This page does not open" in answer.content
    change = f"/n/days/{key}/change/" if kind == "night" else address
    answer = client.post(change, {"more": "typed now", "slow_do": "typed now", "hand": "h"})
    assert answer.status_code == 409
    assert b"typed now" in answer.content
    if kind == "night":
        assert client.post(f"/n/days/{key}/delete/").status_code == 409
        assert b"does not open" in client.get("/n/days/2026-03/").content
    assert all_rows() == before
    for address in ("/n/", "/n/today/", "/n/days/2026-03/", "/n/mine/", "/n/find/"):
        assert client.get(address).status_code == 200, address
    found = client.post("/n/find/", {"q": "night"}).content
    assert b"does not open" in found or b"do not open" in found


def test_two_nights_swapped(alice, hers):
    one, two = row(hers, "night", ONE), row(hers, "night", TWO)
    swap(one, two, "sealed", "version")
    for day in NIGHTS:
        check_only_this_one_is_shut(alice, hers, "night", day)


def test_two_slots_swapped(alice, hers):
    swap(row(hers, "night", ONE), row(hers, "night", TWO), "slot")
    for day in NIGHTS:
        check_only_this_one_is_shut(alice, hers, "night", day)
    assert b"the first night" not in alice.get(f"/n/days/{TWO}/?open=1").content


def test_a_night_in_the_place_of_a_plan(alice, hers):
    swap(row(hers, "night", ONE), row(hers, "plan", "plan"), "sealed", "version", "key_id")
    check_only_this_one_is_shut(alice, hers, "plan", "plan")
    check_only_this_one_is_shut(alice, hers, "night", ONE)
    assert hers.get("night", TWO).body == NIGHTS[TWO]


@pytest.mark.parametrize("by", [-1, 1, 1000])
def test_another_version(alice, hers, by):
    hers.put("night", ONE, {"more": "changed"}, base=hers.get("night", ONE).base)
    mine = row(hers, "night", ONE)
    Record.objects.filter(pk=mine.pk).update(version=mine.version + by)
    check_only_this_one_is_shut(alice, hers, "night", ONE)


def test_an_older_text_under_the_newer_version(alice, hers):
    old = bytes(row(hers, "night", ONE).sealed)
    hers.put("night", ONE, {"more": "changed"}, base=hers.get("night", ONE).base)
    Record.objects.filter(pk=row(hers, "night", ONE).pk).update(sealed=old)
    check_only_this_one_is_shut(alice, hers, "night", ONE)


def test_a_row_under_another_id(alice, hers):
    mine = row(hers, "night", ONE)
    facts = {name: getattr(mine, name) for name in ("owner_id", "slot", "key_id", "version", "sealed")}
    mine.delete()
    Record.objects.create(**facts)
    check_only_this_one_is_shut(alice, hers, "night", ONE)


def test_a_row_given_to_another_reader(alice, hers, bob_journal):
    Record.objects.filter(pk=row(hers, "night", ONE).pk).update(owner_id=bob_journal.owner_id)
    assert hers.get("night", ONE) is None
    opened = list(bob_journal.everything())
    assert sum(isinstance(each, Unreadable) for each in opened) == 1
    stolen = Record.objects.get(owner_id=bob_journal.owner_id, slot=hers.key.slot("night", ONE))
    Record.objects.filter(pk=stolen.pk).update(slot=bob_journal.key.slot("night", ONE), key_id=bob_journal.key.key_id)
    with pytest.raises(CannotOpen):
        bob_journal.get("night", ONE)


@pytest.mark.parametrize("rubbish", [b"", b"\x01", bytes(500), b"\x02" * 300], ids=["empty", "cut", "zeros", "another"])
def test_rubbish_in_a_row(alice, hers, rubbish):
    Record.objects.filter(pk=row(hers, "night", ONE).pk).update(sealed=rubbish)
    check_only_this_one_is_shut(alice, hers, "night", ONE)


def test_a_row_that_does_not_open_outlives_a_new_passphrase(alice, hers):
    broken = row(hers, "night", ONE)
    Record.objects.filter(pk=broken.pk).update(sealed=bytes(300))
    new = accounts.change_passphrase(hers, "velvet anchor Tuesday biscuit")
    assert new.get("night", TWO).body == NIGHTS[TWO]
    assert bytes(Record.objects.get(pk=broken.pk).sealed) == bytes(300)
    assert [each for each in new.everything() if isinstance(each, Unreadable)] == [Unreadable(broken.pk)]


def test_known_limit_a_whole_row_put_back_is_an_older_text_that_opens(alice, hers):
    """Stated in SECURITY.md: who writes to the database can delete records, and roll a whole row back."""
    old = Record.objects.values("version", "sealed").get(pk=row(hers, "night", ONE).pk)
    hers.put("night", ONE, {"more": "changed"}, base=hers.get("night", ONE).base)
    Record.objects.filter(pk=row(hers, "night", ONE).pk).update(**old)
    assert hers.get("night", ONE).body == NIGHTS[ONE]


# The lock


def set_password(person: Person, **parts: str) -> None:
    names = ("kind", "memory", "passes", "lanes", "salt", "verifier")
    now = dict(zip(names, person.password.split("$"), strict=True)) | parts
    Person.objects.filter(pk=person.pk).update(password="$".join(now.values()))


@pytest.mark.parametrize(
    "parts", [{"memory": "9"}, {"memory": "16"}, {"passes": "2"}, {"lanes": "2", "memory": "16"}, {"salt": "00" * 16}]
)
def test_a_cheaper_or_another_derivation_is_refused(hers, parts):
    set_password(Person.objects.get(), **parts)
    assert authenticate(None, name="river-1001", passphrase=PASSPHRASE) is None


def test_a_cheaper_cost_with_a_fitting_verifier_still_opens_nothing(hers, settings):
    """Only whoever has the pepper can write one; the wrapped key says no all the same."""
    person = Person.objects.get()
    cheap = vault.derive(PASSPHRASE, salt=bytes(16), cost=vault.Cost(8, 1, 1), pepper=settings.PEPPER)
    set_password(person, memory="8", passes="1", lanes="1", salt="00" * 16, verifier=cheap.verifier.hex())
    with pytest.raises(CannotOpen):
        authenticate(None, name="river-1001", passphrase=PASSPHRASE)


@pytest.mark.parametrize("password", ["", "x", "argon2id$0$0$0$$", "argon2id$8$1$1$zz$00", "argon2id$1$1$1$00$00"])
def test_a_lock_that_is_no_lock_says_that_it_does_not_open(nobody, hers, password):
    Person.objects.update(password=password)
    answer = nobody.post("/n/unlock/", {"name": "river-1001", "passphrase": PASSPHRASE})
    assert answer.status_code == 409
    assert PASSPHRASE.encode() not in answer.content


@pytest.mark.parametrize("column", ["wrapped", "password"])
def test_one_persons_lock_does_not_fit_another(hers, bob_journal, column):
    Person.objects.filter(name="river-1001").update(**Person.objects.values(column).get(name="fern-2002"))
    with pytest.raises(CannotOpen):  # even with one passphrase for both
        authenticate(None, name="river-1001", passphrase=PASSPHRASE)


def test_one_persons_code_does_not_open_another(hers, bob_journal):
    accounts.make_code(hers)
    code = accounts.make_code(bob_journal)
    theirs = Person.objects.values("locator", "recovery_wrapped").get(name="fern-2002")
    Person.objects.filter(name="fern-2002").update(locator=None)
    Person.objects.filter(name="river-1001").update(**theirs)
    with pytest.raises(CannotOpen):
        accounts.recover(code, "velvet anchor Tuesday biscuit")


def test_a_key_planted_by_recovery_reads_nothing_and_keeps_every_row(hers):
    """The recovery code needs no pepper, so whoever writes to the database can plant one: it opens an empty journal."""
    planted, code = vault.Key.new(), recovery.new_code()
    way, person = recovery.way(code), Person.objects.get()
    wrapped = vault.wrap(planted.dek, way.kek, purpose=b"recovery", owner=person.pk, bound=way.locator)
    Person.objects.update(locator=way.locator, recovery_wrapped=wrapped, key_id=planted.key_id)
    before = all_rows()
    _, journal = accounts.recover(code, "velvet anchor Tuesday biscuit")
    assert all(isinstance(each, Unreadable) for each in journal.everything())
    assert all_rows() == before


def test_a_visit_whose_owner_has_another_key_is_over(hers):
    client = open_client("river-1001")
    Person.objects.update(key_id=bytes(16))
    assert client.get("/n/").status_code == 401
    assert client.post("/n/today/", {"more": "typed"}).status_code == 401
