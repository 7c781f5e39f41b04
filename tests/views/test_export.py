"""Taking everything out: the passphrase once more, one file, the court's sentence on it."""

import json

import pytest

from journal.access import accounts
from journal.doing import press
from journal.doing.export import COURT
from journal.models import Record
from tests.archives import files_of, taken_out
from tests.people import PASSPHRASE


@pytest.fixture(autouse=True)
def _words(published):
    """The pages need the words."""


def taken(client) -> dict:
    return json.loads(files_of(taken_out(client))["notes.json"])


def test_everything_is_in_one_file_with_a_name_that_says_nothing(alice, alice_journal):
    alice_journal.put("night", "2026-03-01", {"more": "Zoë slept."}, hand="a")
    alice_journal.put("night", "2026-03-01", {"more": "Second."}, hand="b")
    answer = alice.post("/n/out/", {"passphrase": PASSPHRASE})
    assert answer["Content-Disposition"] == 'attachment; filename="notes.zip"'
    assert "no-store" in answer["Cache-Control"]
    files = files_of(answer.content)
    assert "Zoë" in files["notes.json"].decode()
    assert "Zoë" in files["nights/2026-03-01.md"].decode()
    whole = json.loads(files["notes.json"])
    assert (whole["format"], whole["version"]) == ("notes", 2)
    records = {(record["kind"], record["key"]): record["texts"] for record in whole["records"]}
    assert records["night", "2026-03-01"] == [{"more": "Zoë slept."}, {"more": "Second."}]
    assert ("settings", "mine") in records


def test_the_courts_sentence_is_on_the_page_and_in_the_file(alice):
    assert str(COURT) in alice.get("/n/out/").content.decode()
    files = files_of(taken_out(alice))
    assert str(COURT) in json.loads(files["notes.json"])["about"]
    assert str(COURT) in files["README.md"].decode()


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


def test_the_same_records_give_the_same_bytes(alice, alice_journal, clock):
    alice_journal.put("plan", "plan", {"slow_do": "No calls."})
    alice_journal.put("night", "2026-03-01", {"more": "Whole."})
    assert taken_out(alice) == taken_out(alice)


def test_no_name_in_the_archive_says_whose_it_is_or_where_it_is_from(alice, alice_journal):
    alice_journal.put("plan", "plan", {"slow_do": "No calls."})
    archive = taken_out(alice)
    assert not [name for name in files_of(archive) if "clearing" in name.lower()]
    for said in files_of(archive).values():
        assert b"river-1001" not in said
        assert alice_journal.key.dek.hex().encode() not in said
        assert b"kit_kept" not in said


def test_what_can_be_printed_lies_in_it_as_papers(alice, alice_journal):
    alice_journal.put("plan", "plan", {"slow_do": "No calls."})
    alice_journal.put("sheet", "first", {"why": "I want us to try.", "parts": {}})
    files = files_of(taken_out(alice))
    assert {name for name in files if name.startswith("papers/")} == {"papers/plan.pdf", "papers/first-hour.pdf"}
    assert files["papers/plan.pdf"].startswith(b"%PDF")


@pytest.mark.parametrize("problem", [press.PressMissing("x"), press.PressBusy(), press.PressFailed()])
def test_where_nothing_can_be_printed_the_rest_comes_and_the_file_says_so(alice, alice_journal, monkeypatch, problem):
    def refuse(*args, **kwargs):
        raise problem

    monkeypatch.setattr(press, "render", refuse)
    alice_journal.put("plan", "plan", {"slow_do": "No calls."})
    files = files_of(taken_out(alice))
    assert "could" in files["README.md"].decode()
    assert "No calls." in files["pages/plan.md"].decode()
    assert not [name for name in files if name.startswith("papers/")]


def test_a_night_reads_as_a_page_with_its_questions_as_headings(alice, alice_journal):
    alice_journal.put("night", "2026-03-01", {"sleep": "3to5", "stand_by": "I did not call.", "more": "Rain."})
    page = files_of(taken_out(alice))["nights/2026-03-01.md"].decode()
    assert page == (
        "# Sunday 1 March 2026\n\n## Sleep last night, in hours\n\n3 to 5\n\n"
        "## One thing I did today that I can stand by\n\nI did not call.\n\n## More\n\nRain.\n"
    )


def test_nobody_elses_words_are_in_it(alice, bob_journal):
    bob_journal.put("night", "2026-03-01", {"more": "His."})
    assert "His." not in json.dumps(taken(alice))
