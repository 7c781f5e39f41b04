"""Taking everything out: the passphrase once more, one file, the court's sentence on it."""

import json

import pytest

from journal.access import accounts
from journal.doing.export import COURT
from journal.models import Record
from tests.people import PASSPHRASE


@pytest.fixture(autouse=True)
def _words(published):
    """The pages need the words."""


def taken(client) -> dict:
    answer = client.post("/n/out/", {"passphrase": PASSPHRASE})
    assert answer["Content-Type"] == "application/json"
    return json.loads(answer.content)


def test_everything_is_in_one_file_with_a_name_that_says_nothing(alice, alice_journal):
    alice_journal.put("night", "2026-03-01", {"more": "Zoë slept."}, hand="a")
    alice_journal.put("night", "2026-03-01", {"more": "Second."}, hand="b")
    answer = alice.post("/n/out/", {"passphrase": PASSPHRASE})
    assert answer["Content-Disposition"] == 'attachment; filename="notes.json"'
    assert "no-store" in answer["Cache-Control"]
    assert "Zoë" in answer.content.decode()
    records = {(record["kind"], record["key"]): record["texts"] for record in json.loads(answer.content)["records"]}
    assert records["night", "2026-03-01"] == [{"more": "Zoë slept."}, {"more": "Second."}]
    assert ("settings", "mine") in records


def test_the_courts_sentence_is_on_the_page_and_in_the_file(alice):
    assert str(COURT) in alice.get("/n/out/").content.decode()
    assert str(COURT) in taken(alice)["about"]


@pytest.mark.parametrize("passphrase", ["", "wrong horse battery", PASSPHRASE.upper()])
def test_without_the_passphrase_nothing_is_given(alice, alice_journal, passphrase):
    alice_journal.put("night", "2026-03-01", {"more": "Secret."})
    answer = alice.post("/n/out/", {"passphrase": passphrase})
    page = answer.content.decode()
    assert answer["Content-Type"].startswith("text/html")
    assert "<title>Error: Notes: list</title>" in page
    assert "Secret." not in page


def test_wrong_passphrases_are_counted(alice, monkeypatch):
    monkeypatch.setattr("journal.access.throttle.take", lambda *args: False)
    page = alice.post("/n/out/", {"passphrase": PASSPHRASE}).content.decode()
    assert "Too many tries." in page


def test_it_is_the_readers_own_passphrase_that_counts(alice, bob_journal):
    accounts.change_passphrase(bob_journal, "another lamp river seven")
    assert b"not your passphrase" in alice.post("/n/out/", {"passphrase": "another lamp river seven"}).content


def test_what_does_not_open_is_named_and_the_rest_comes(alice, alice_journal):
    alice_journal.put("night", "2026-03-01", {"more": "Whole."})
    alice_journal.put("night", "2026-03-02", {"more": "Broken."})
    row = Record.objects.get(slot=alice_journal.key.slot("night", "2026-03-02"))
    Record.objects.filter(pk=row.pk).update(sealed=b"broken")
    everything = taken(alice)
    assert everything["these_do_not_open"] == [str(row.pk)]
    assert "Whole." in json.dumps(everything)


def test_nobody_elses_words_are_in_it(alice, bob_journal):
    bob_journal.put("night", "2026-03-01", {"more": "His."})
    assert "His." not in json.dumps(taken(alice))
