"""Nights' facts over some days: how each day stands, and what is said of all of them. No days are made up."""

from datetime import date, timedelta

import pytest

from journal.pure import contact, night, trends
from journal.pure.trends import Mark, Said, Times

MONDAY = date(2026, 3, 9)
WEEK = trends.week_of(MONDAY)


def week(fact: str, *answers: str | None) -> list[Mark]:
    """The marks of a week from these answers, Monday first; None for a day without a night. The week is over."""
    nights = {day: {fact: answer} for day, answer in zip(WEEK, answers, strict=False) if answer is not None}
    return trends.marks(fact, WEEK, nights, WEEK[-1])


def test_every_fact_but_hard_and_the_small_thing_has_a_level_for_every_answer():
    assert {*trends.LEVELS} == {*night.FACTS} - {"hard", "yesterday"}
    for fact, levels in trends.LEVELS.items():
        assert {*levels} == {*night.FACTS[fact]}
        assert len({*levels.values()}) == len(levels)


@pytest.mark.parametrize(
    ("day", "key", "monday"),
    [
        (date(2026, 3, 11), "2026-W11", date(2026, 3, 9)),
        (date(2025, 12, 31), "2026-W01", date(2025, 12, 29)),  # an old year's last days in a new year's first week
        (date(2027, 1, 3), "2026-W53", date(2026, 12, 28)),  # and the other way round
        (date(2026, 3, 29), "2026-W13", date(2026, 3, 23)),  # a day of 23 hours is a day
    ],
)
def test_a_week_is_the_iso_week(day, key, monday):
    assert trends.week_key(day) == key
    assert trends.monday_of(key) == monday
    assert trends.week_of(day) == [monday + timedelta(days=number) for number in range(7)]


@pytest.mark.parametrize("key", ["2025-W53", "2026-W00", "2026-W54", "0000-W01", "2026-03"])
def test_a_week_that_is_not_in_the_calendar_is_none(key):
    with pytest.raises(ValueError):
        trends.monday_of(key)


@pytest.mark.parametrize(("day", "length"), [(date(2024, 2, 29), 29), (date(2026, 2, 1), 28), (date(2026, 12, 31), 31)])
def test_a_month_is_its_own_days(day, length):
    days = trends.month_of(day)
    assert (len(days), days[0].day, days[-1].day) == (length, 1, length)
    assert {(each.year, each.month) for each in days} == {(day.year, day.month)}


@pytest.mark.parametrize("state", [None, *contact.STATES])
@pytest.mark.parametrize("alcohol", [True, False])
def test_of_reaching_out_only_what_the_night_page_asks_in_this_state(state, alcohol):
    shown = trends.shown(state, alcohol=alcohol)
    assert [name for name in shown if name in ("reached", "peace")] == list(filter(None, [contact.reached_out(state)]))
    assert ("alcohol" in shown) is alcohol
    assert "hard" not in shown
    assert shown[-1] == "waited"


def test_each_day_stands_as_it_is():
    nights = {WEEK[0]: {"sleep": "3to5"}, WEEK[1]: {"food": "some"}, WEEK[3]: None, WEEK[4]: {"sleep": "for ever"}}
    how = [mark.how for mark in trends.marks("sleep", WEEK, nights, today=WEEK[5])]
    assert how == ["said", "silent", "unwritten", "closed", "silent", "unwritten", "ahead"]


def test_a_night_ahead_of_today_is_shown_because_its_writer_flew_west():
    marks = trends.marks("sleep", WEEK, {WEEK[3]: {"sleep": "7up"}}, today=WEEK[2])
    assert [mark.how for mark in marks[2:5]] == ["unwritten", "said", "ahead"]


def test_the_answer_of_most_days_comes_first_and_then_from_the_least_on():
    marks = week("sleep", "3to5", "7up", "3to5", "under3", "3to5", "3to5")
    assert trends.tally("sleep", marks) == [Said("3to5", 4, most=True), Said("under3", 1), Said("7up", 1)]


@pytest.mark.parametrize(
    "answers",
    [
        ("some",),
        ("some", "some"),
        ("some", "some", "some"),  # all of them, which is more than most
        ("some", "some", "enough", "enough"),  # half is not most
        ("some", "some", "enough", "hardly"),
    ],
)
def test_most_is_not_said_lightly(answers):
    assert not any(said.most for said in trends.tally("food", week("food", *answers)))


def test_days_that_were_not_written_count_nowhere():
    assert trends.tally("food", week("food", "some", None, None, "some")) == [Said("some", 2)]
    assert trends.times(week("waited", "0", None, "2", None, "4up")) == Times(days=2, times=6, at_least=True)
    assert trends.tally("food", week("food")) == []
    assert not trends.answered(week("food"))


def test_how_hard_is_the_lowest_and_the_highest_and_nothing_between():
    nights = {WEEK[0]: {"hard": "9"}, WEEK[1]: {"hard": "10"}, WEEK[2]: {"hard": "6"}, WEEK[3]: None, WEEK[4]: {}}
    assert trends.hardest(nights) == (6, 10)
    assert trends.hardest({WEEK[0]: {}, WEEK[1]: None}) is None


def test_days_that_were_not_written_stand_in_one_row_and_days_to_come_in_none():
    nights = {WEEK[0]: {"food": "some"}, WEEK[4]: None}
    rows = trends.runs(trends.marks("food", WEEK, nights, today=WEEK[4]))
    assert [(run.mark.day.day, run.last.day, run.mark.how) for run in rows] == [
        (9, 9, "said"),
        (10, 12, "unwritten"),
        (13, 13, "closed"),
    ]
