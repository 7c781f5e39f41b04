"""Small things: which one is asked back, which one a row of the plan is offered, and that none is lost."""

from datetime import date

import pytest

from journal.pure import small

LINE = {"id": "a", "day": "2026-03-11", "guide": "slow-down", "step": "hope-and-slips", "text": "Phone away at nine"}


def test_a_month_has_one_record_and_the_ones_before_it_are_known_over_a_new_year():
    assert small.key(date(2026, 3, 11)) == "2026-03"
    assert small.keys_back(date(2026, 2, 1), 4) == ["2026-02", "2026-01", "2025-12", "2025-11"]
    assert len(set(small.keys_back(date(2026, 3, 31), small.MONTHS))) == small.MONTHS


def test_a_line_sent_twice_stands_once_and_another_one_is_kept_beside_it():
    once = small.with_line([], LINE)
    assert small.with_line(once, {**LINE, "id": "b"}) == once == [LINE]
    other = {**LINE, "id": "c", "text": "Ring my sister at six"}
    assert small.with_line(once, other) == [LINE, other]


def test_a_full_day_takes_no_more_and_the_next_day_does():
    full = [{**LINE, "text": str(number)} for number in range(small.A_DAY)]
    assert small.with_line(full, LINE) is None
    assert small.with_line(full, {**LINE, "text": "3"}) == full
    assert small.with_line(full, {**LINE, "day": "2026-03-12"})[:-1] == full


@pytest.mark.parametrize(
    ("days", "closed", "asked"),
    [
        ([], [], ""),
        ([(None, [])], [], ""),
        ([(None, ["walk", "ring"])], [], "ring"),
        ([({"tomorrow": "soup"}, ["walk"])], [], "soup"),
        ([({"food": "some"}, ["walk"])], [], "walk"),
        ([({"food": "some"}, []), ({"tomorrow": "soup"}, ["walk"])], [], ""),
        ([(None, []), ({"tomorrow": "soup"}, [])], [], "soup"),
        ([({"tomorrow": "write to them"}, ["walk", "write to them"])], ["write to them"], "walk"),
        ([({"tomorrow": "write to them"}, []), ({"tomorrow": "soup"}, [])], ["write to them"], ""),
        ([(None, ["write to them"]), ({"tomorrow": "soup"}, [])], ["write to them"], ""),
    ],
)
def test_one_thing_is_asked_back_the_nights_own_first_and_nothing_that_is_closed(days, closed, asked):
    assert small.asked_back(days, closed) == asked


@pytest.mark.parametrize(
    ("answers", "offered"),
    [
        ({}, ""),
        ({"walk": [], "ring": []}, "ring"),
        ({"walk": ["did"], "ring": []}, "walk"),
        ({"walk": ["part"], "ring": ["did"], "soup": []}, "ring"),
        ({"walk": ["did", "not", "did"], "ring": ["did"]}, "walk"),
        ({"walk": ["not"], "ring": ["not", "not"]}, ""),
        ({"i" * 81: ["did"], "ring": []}, "ring"),
        ({"i" * 80: ["did"], "ring": []}, "i" * 80),
    ],
)
def test_a_row_is_offered_what_was_done_first_and_never_what_was_only_not_done(answers, offered):
    assert small.for_row(answers, 80) == offered
