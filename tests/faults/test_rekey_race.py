"""A save that overlaps a change of passphrase must either be sealed under the new key or be refused: never lost."""

import threading

import pytest
from django.db import connection, transaction

from journal.access import accounts
from journal.access.records import Document, VisitOver
from tests.people import make_person

NEW = "velvet anchor Tuesday biscuit"


def in_thread(work):
    """Run `work` in a thread of its own, with a database connection of its own; give the thread and where its end is
    told.
    """
    end = {}

    def run():
        try:
            end["value"] = work()
        except Exception as error:
            end["error"] = error
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, end


@pytest.mark.django_db(transaction=True)
def test_a_save_that_waits_for_a_rekey_is_refused_and_nothing_is_lost():
    _, journal = make_person(name="race-1")
    journal.put("night", "2026-03-10", {"more": "before"})
    started, may_commit = threading.Event(), threading.Event()

    def rekey():
        with transaction.atomic():
            new = accounts.change_passphrase(journal, NEW)
            started.set()
            assert may_commit.wait(10)
        return new

    rekeying, rekeyed = in_thread(rekey)
    assert started.wait(10)
    saving, saved = in_thread(lambda: journal.put("night", "2026-03-11", {"more": "during"}))
    saving.join(0.3)
    assert saving.is_alive(), "the save did not wait for the owner's row"
    may_commit.set()
    rekeying.join(20)
    saving.join(20)
    assert isinstance(saved.get("error"), VisitOver)
    everything = list(rekeyed["value"].everything())
    assert all(isinstance(document, Document) for document in everything)
    assert rekeyed["value"].get("night", "2026-03-10").body == {"more": "before"}


@pytest.mark.django_db(transaction=True)
def test_many_saves_against_many_rekeys_leave_no_record_that_nobody_can_open():
    _, journal = make_person(name="race-2")
    now = [journal]
    acknowledged = {}

    def save(number):
        for step in range(10):
            key = f"2026-{number + 1:02}-{step + 1:02}"
            while True:
                try:
                    now[0].put("night", key, {"more": key})
                    acknowledged[key] = True
                    break
                except VisitOver:
                    continue

    def rekey():
        for turn in range(5):
            now[0] = accounts.change_passphrase(now[0], f"{NEW} {turn}")

    threads = [in_thread(lambda number=number: save(number)) for number in range(3)] + [in_thread(rekey)]
    for thread, _ in threads:
        thread.join(60)
    assert not any("error" in end for _, end in threads), threads
    for key in acknowledged:
        assert now[0].get("night", key).body == {"more": key}
    assert len(acknowledged) == 30
