"""The five states of contact, and that the stricter always wins."""

import itertools

import pytest

from journal.pure import contact


def test_the_states_stand_from_the_mildest_to_the_strictest():
    assert contact.STATES == ("welcome", "space", "waiting", "asked", "court")


@pytest.mark.parametrize("lines", list(itertools.permutations(contact.STATES, 2)))
def test_of_two_true_lines_the_stricter_wins_whatever_their_order(lines):
    assert contact.strictest(lines) == max(lines, key=contact.STATES.index)


def test_no_line_is_no_state():
    assert contact.strictest([]) is None
    assert contact.strictest(["anything else"]) is None


@pytest.mark.parametrize(
    ("state", "question"),
    [
        (None, "reached"),
        ("welcome", "reached"),
        ("space", "reached"),
        ("waiting", "reached"),
        ("asked", "peace"),
        ("court", None),
    ],
)
def test_what_the_night_page_asks_about_reaching_out(state, question):
    assert contact.reached_out(state) == question


def test_none_at_all_is_for_the_two_strictest_only():
    assert [state for state in contact.STATES if contact.none_at_all(state)] == ["asked", "court"]
    assert not contact.none_at_all(None)


def test_a_tool_is_closed_only_in_its_own_states():
    assert contact.closes("court", ["asked", "court"])
    assert not contact.closes("waiting", ["asked", "court"])
    assert not contact.closes(None, ["asked", "court"])
