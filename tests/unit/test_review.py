"""When I look again: which days can be chosen, when the page waits, and how one body comes from another."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.pure import review

BODY = {"signs": ["I sleep."], "on": "2026-06-14", "who": "Ana", "did": "I walked.", "know": "They said no."}


@pytest.mark.parametrize(
    ("clock", "waits"),
    [("19:59", False), ("20:00", True), ("23:59", True), ("00:00", True), ("05:59", True), ("06:00", False)],
)
def test_the_page_waits_from_eight_in_the_evening_to_six_in_the_morning(clock, waits):
    assert review.can_wait(datetime.fromisoformat(f"2026-03-11T{clock}")) is waits


@pytest.mark.parametrize(
    ("today", "soonest", "latest"),
    [
        ("2026-03-11", "2026-03-18", "2026-09-11"),
        ("2026-08-31", "2026-09-07", "2027-02-28"),
        ("2027-08-31", "2027-09-07", "2028-02-29"),
        ("2026-06-30", "2026-07-07", "2026-12-30"),
        ("2026-07-01", "2026-07-08", "2027-01-01"),
        ("2026-12-31", "2027-01-07", "2027-06-30"),
    ],
)
def test_a_week_at_least_and_six_months_at_most(today, soonest, latest):
    day = date.fromisoformat(today)
    assert review.soonest(day).isoformat() == soonest
    assert review.latest(day).isoformat() == latest


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_there_are_always_months_to_choose_from(today):
    assert 170 <= (review.latest(today) - review.soonest(today)).days <= 184 - 7


def test_the_day_has_come_on_the_day_and_after_it():
    found = [review.is_due(BODY, date(2026, 6, day)) for day in (13, 14, 15)]
    assert found == [False, True, True]
    assert not review.is_due({}, date(2026, 6, 14))
    assert not review.is_due(review.crossed_out(BODY), date(2026, 6, 14))


def test_a_calm_days_answers_keep_what_was_found_and_nothing_empty():
    made = review.with_day(BODY, {"signs": [" I eat. ", "", " "], "on": None, "who": " Sam "})
    assert made == {"signs": ["I eat."], "who": "Sam", "did": "I walked.", "know": "They said no."}
    assert review.with_day(BODY, {"on": date(2026, 7, 1), "who": "Sam"})["signs"] == ["I sleep."]


def test_columns_are_kept_to_the_letter():
    text = "  אני ☕\n" * 3
    assert review.with_columns({}, text, " \n ") == {"did": text}


@pytest.mark.parametrize("word", review.WORDS)
def test_what_a_day_held_is_kept_and_the_next_one_is_empty(word):
    answers = {"on": date(2026, 9, 1), "who": "Sam"} | ({"signs": ["I eat."]} if word == review.CHANGE else {})
    look, then = review.concluded({**BODY, "days": ["2026-01-10"]}, word, answers, date(2026, 6, 15))
    assert look == {"word": word, **BODY}
    assert then["days"] == ["2026-01-10", "2026-06-15"]
    assert not {"did", "know"} & set(then)
    if word == review.DOWN:
        assert (then["down"], then["who"], then["signs"]) == ("2026-06-15", "Ana", ["I sleep."])
        assert "on" not in then
        assert "down" not in review.taken_up(then)
    else:
        assert (then["on"], then["who"]) == ("2026-09-01", "Sam")
        assert then["signs"] == (["I eat."] if word == review.CHANGE else ["I sleep."])


def test_two_texts_in_one_lose_no_word_and_stay_on_three_lines():
    other = {"signs": ["A", "B", "C"], "who": "Sam", "did": "I ate.", "on": "2026-07-01", "days": ["2026-01-10"]}
    joined = review.in_one(BODY, other)
    assert joined["signs"] == ["I sleep.", "A", "B / C"]
    assert (joined["who"], joined["did"], joined["know"]) == ("Ana / Sam", "I walked.\n\nI ate.", "They said no.")
    assert (joined["on"], joined["days"]) == ("2026-06-14", ["2026-01-10"])
    assert review.in_one(BODY, BODY) == BODY


def test_no_other_text_brings_back_a_day_or_sets_anything_down():
    assert review.day(review.in_one(review.crossed_out(BODY), BODY), "on") is None
    assert "on" not in review.in_one({"down": "2026-06-15"}, BODY)
    assert "down" not in review.in_one(BODY, {"down": "2026-06-15"})
    assert review.in_one({"who": "Ana"}, BODY)["on"] == "2026-06-14"
