"""A night's shape, its day, and two texts made one."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from journal.pure import night

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (datetime(2026, 3, 11, 3, 59, 59), date(2026, 3, 10)),
        (datetime(2026, 3, 11, 4, 0), date(2026, 3, 11)),
        (datetime(2026, 3, 11, 23, 59), date(2026, 3, 11)),
        (datetime(2026, 3, 12, 0, 0), date(2026, 3, 11)),
        (datetime(2026, 1, 1, 2, 0), date(2025, 12, 31)),
        # The clocks go forward from 2:00 to 3:00, then back: the reader's own clock decides, not the hours that passed.
        (datetime(2026, 3, 29, 3, 30, tzinfo=BERLIN), date(2026, 3, 28)),
        (datetime(2026, 3, 29, 4, 0, tzinfo=BERLIN), date(2026, 3, 29)),
        (datetime(2026, 10, 25, 3, 59, fold=1, tzinfo=BERLIN), date(2026, 10, 24)),
    ],
)
def test_a_night_before_four_belongs_to_the_day_before(now, day):
    assert night.date_of(now) == day


@pytest.mark.parametrize(
    ("clock", "dark"), [("21:59", False), ("22:00", True), ("03:59", True), ("04:00", False), ("12:00", False)]
)
def test_it_is_dark_from_ten_to_four(clock, dark):
    assert night.is_dark(datetime.fromisoformat(f"2026-03-11T{clock}")) is dark


def test_a_skipped_question_is_not_in_the_body():
    assert night.body({"sleep": "3to5", "food": "", "stand_by": "  ", "more": "\r\n "}) == {"sleep": "3to5"}


def test_nothing_at_all_is_a_body_too():
    assert night.body({}) == {}


def test_unknown_questions_and_values_are_left_out():
    assert night.body({"sleep": "well", "mood": "blue", "hard": "11"}) == {}


def test_lines_are_trimmed_and_longer_text_keeps_its_spaces():
    kept = night.body({"stand_by": " I went to work. ", "more": " one\r\n  two\rthree "})
    assert kept == {"stand_by": "I went to work.", "more": " one\n  two\nthree "}


def test_the_small_thing_is_kept_beside_its_answer_only():
    assert night.body({"yesterday": "did"}, asked="walk before work") == {
        "yesterday": "did",
        "asked": "walk before work",
    }
    assert night.body({"yesterday": ""}, asked="walk before work") == {}


def test_an_answer_to_a_question_that_is_no_longer_asked_stays():
    stored = {"reached": "2", "sleep": "3to5"}
    assert night.body({"sleep": "", "peace": "yes"}, hidden=stored) == {"reached": "2", "peace": "yes"}


def test_the_small_thing_asked_back_is_the_latest_nights():
    assert night.small_thing([{"tomorrow": "walk"}, {"tomorrow": "call the doctor"}]) == "walk"
    assert night.small_thing([{}, {"tomorrow": "call the doctor"}]) == ""
    assert night.small_thing([]) == ""


def test_a_word_or_two_says_little():
    assert night.a_word_or_two({"stand_by": "I did not call. I made soup instead."}) == "I did not call. ..."
    assert night.a_word_or_two({"more": "x" * 300}) == "x" * 40
    assert night.a_word_or_two({"sleep": "3to5"}) == ""


def test_two_texts_in_one_lose_no_word():
    first = {"sleep": "3to5", "stand_by": "I walked.", "more": "First."}
    second = {"sleep": "7up", "food": "some", "stand_by": "I cooked.", "counselor": "Why?", "more": "Second."}
    assert night.in_one_text(first, second) == {
        "sleep": "3to5",
        "food": "some",
        "stand_by": "I walked.",
        "counselor": "Why?",
        "more": "First.\n\nI cooked.\n\nSecond.",
    }


def test_equal_texts_in_one_are_not_doubled():
    same = {"stand_by": "I walked.", "more": "Text."}
    assert night.in_one_text(same, dict(same)) == same
