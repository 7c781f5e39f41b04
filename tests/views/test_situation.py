"""A reader's own situation, and what a step says for it."""

import pytest

from journal.access.records import Unreadable
from journal.doing import situation, state

STEP = "/n/steps/1-2/"
pytestmark = pytest.mark.usefixtures("small")


def test_a_step_shows_what_fits_and_nothing_else(alice, alice_journal):
    assert "For you" not in alice.get(STEP).content.decode()
    answer = alice.post("/n/situation/", {"lines": ["same-home", "children"]})
    assert (answer.status_code, answer["Location"]) == (303, "/n/situation/?saved=1")
    page = alice.get(STEP).content.decode()
    assert "<strong>You live in the same house.</strong> Ask for a time." in page
    assert "Wait for the court." not in page
    assert "Take a coat." not in page


def test_the_contact_state_counts_too(alice, alice_journal):
    state.say(alice_journal, ["welcome", "court"])
    page = alice.get(STEP).content.decode()
    assert "Wait for the court." in page
    assert "Ask for a time." not in page


def test_it_can_be_changed_and_emptied(alice, alice_journal):
    alice.post("/n/situation/", {"lines": ["apart", "leaving"]})
    assert situation.lines(alice_journal) == ["apart", "leaving"]
    page = alice.get("/n/situation/").content.decode()
    assert page.count(" checked") == 2
    alice.post("/n/situation/", {})
    assert situation.lines(alice_journal) == []


def test_a_line_that_nobody_offered_is_refused_and_nothing_changes(alice, alice_journal):
    situation.say(alice_journal, ["married"])
    page = alice.post("/n/situation/", {"lines": ["married", "rich"]}).content.decode()
    assert 'role="alert"' in page
    assert situation.lines(alice_journal) == ["married"]


def test_a_record_that_does_not_open_hides_nothing_else(alice, alice_journal, monkeypatch):
    monkeypatch.setattr(type(alice_journal), "_open_or_say", lambda self, row: Unreadable(row.pk))
    situation.say(alice_journal, ["married"])
    assert situation.lines(alice_journal) == []
