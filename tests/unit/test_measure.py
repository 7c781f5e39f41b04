"""The rules of measured contact: what may be chosen, what is proposed, what is a slip, which week a day belongs to."""

from datetime import date, timedelta

import pytest

from journal.pure import contact, measure

TUESDAY = date(2026, 3, 10)


def line(day: date, by: str, name: str = "") -> dict[str, str]:
    return {"id": name or f"{day} {by}", "by": by, "day": day.isoformat(), "at": "21:40"}


def slips(*lines: dict[str, str], said: str = "welcome", waiting: tuple[str, ...] = (), **answers: str) -> bool:
    """Whether the last of these lines is a slip."""
    return measure.is_slip(lines[-1], lines, waiting=waiting, answers=answers, said=said)


# What each state leaves open


@pytest.mark.parametrize(
    ("state", "offered", "limited"),
    [
        (None, (), ()),
        ("welcome", ("call", "message", "gift"), ("call", "message", "gift")),
        ("space", ("call", "message"), ("message",)),
        ("waiting", ("any",), ()),
        ("asked", ("any",), ()),
        ("court", (), ()),
    ],
)
def test_a_present_is_offered_only_where_contact_is_welcome_and_nothing_with_an_order(state, offered, limited):
    assert measure.channels(state) == offered
    assert measure.limited(state) == limited


@pytest.mark.parametrize(
    ("state", "channel", "limits"),
    [
        ("welcome", "call", ("week", "four", "none")),
        ("welcome", "message", ("week", "four", "none")),
        ("welcome", "gift", ("four", "none")),
        ("space", "call", ("none",)),
        ("space", "message", ("four", "none")),
        *((state, channel, ("none",)) for state in ("waiting", "asked", "court") for channel in measure.CHANNELS),
        ("space", "gift", ("none",)),
    ],
)
def test_no_limit_is_milder_than_the_state(state, channel, limits):
    assert measure.limits(channel, state) == limits


@pytest.mark.parametrize("chosen", ["week", "four", "none", "", "twice a day", None])
@pytest.mark.parametrize("channel", measure.CHANNELS)
def test_a_stricter_state_never_makes_a_limit_milder(chosen, channel):
    answers = {f"limit_{channel}": chosen}
    found = [measure.LIMITS.index(measure.limit(channel, answers, state)) for state in contact.STATES]
    assert found == sorted(found)
    assert found[2:] == [measure.LIMITS.index("none")] * 3
    if chosen in measure.LIMITS:
        assert found[0] >= measure.LIMITS.index(chosen)


def test_two_calls_a_day_become_one_a_week_and_weekly_presents_one_a_month():
    """T1.3, T1.4."""
    assert measure.proposal("call", "daily", "welcome") == "week"
    assert measure.proposal("gift", "weekly", "welcome") == "four"


@pytest.mark.parametrize("channel", measure.CHANNELS)
def test_who_did_less_before_is_offered_less(channel):
    used = {
        "gift": ["weekly", "now", "seldom"],
    }.get(channel, ["several", "daily", "often", "weekly", "seldom"])
    found = [measure.LIMITS.index(measure.proposal(channel, each, "welcome")) for each in used]
    assert found == sorted(found)
    assert found[-1] == measure.LIMITS.index("none")


def test_nothing_is_proposed_to_who_did_not_say_and_a_state_makes_a_proposal_stricter():
    assert measure.proposal("call", None, "welcome") == ""
    assert measure.proposal("call", "made up", "welcome") == ""
    assert measure.proposal("message", "several", "space") == "four"
    assert measure.proposal("call", "several", "space") == "none"
    assert measure.proposal("message", "several", "asked") == "none"


# Slips


def test_one_a_week_is_no_slip_and_a_second_within_seven_days_is_one():
    week = {"limit_message": "week"}
    assert not slips(line(TUESDAY, "message"), **week)
    assert slips(line(TUESDAY, "message"), line(TUESDAY + timedelta(days=6), "message"), **week)
    assert not slips(line(TUESDAY, "message"), line(TUESDAY + timedelta(days=7), "message"), **week)


def test_a_sunday_and_the_monday_after_it_are_not_two_weeks():
    """Nothing is carried over, and no new week begins at midnight (S1)."""
    sunday, monday = date(2026, 3, 15), date(2026, 3, 16)
    assert measure.week_of(sunday) != measure.week_of(monday)
    assert slips(line(sunday, "call"), line(monday, "call"), limit_call="week")


def test_one_in_four_weeks_counts_twenty_eight_days():
    four = {"limit_message": "four"}
    assert slips(line(TUESDAY, "message"), line(TUESDAY + timedelta(days=27), "message"), **four)
    assert not slips(line(TUESDAY, "message"), line(TUESDAY + timedelta(days=28), "message"), **four)


def test_a_call_is_not_a_message_but_what_was_not_named_counts_as_both():
    assert not slips(line(TUESDAY, "call"), line(TUESDAY, "message"))
    assert slips(line(TUESDAY, "any"), line(TUESDAY, "message"))


def test_where_no_limit_was_chosen_the_articles_example_counts():
    assert not slips(line(TUESDAY, "gift"))
    assert slips(line(TUESDAY, "gift"), line(TUESDAY + timedelta(days=20), "gift"))


def test_with_a_limit_of_none_the_first_one_is_a_slip():
    assert slips(line(TUESDAY, "call"), limit_call="none")


@pytest.mark.parametrize("state", ["waiting", "asked", "court", None])
@pytest.mark.parametrize("by", [*measure.CHANNELS, measure.ANY])
def test_while_nothing_is_to_go_whatever_goes_is_a_slip(state, by):
    assert slips(line(TUESDAY, by), said=state)


def test_where_they_asked_for_space_one_small_sign_is_no_slip_and_a_call_or_a_present_is():
    assert not slips(line(TUESDAY, "message"), said="space")
    assert slips(line(TUESDAY, "call"), said="space")
    assert slips(line(TUESDAY, "gift"), said="space")


def test_a_line_while_another_waits_for_its_answer_is_a_slip_on_any_channel():
    """T1.7; DESIGN, section 1: no answer to the last message means none."""
    first, second = line(TUESDAY, "message", "a"), line(TUESDAY, "call", "b")
    assert not slips(first, waiting=("a",))
    assert slips(first, second, waiting=("a", "b"))
    assert not slips(first, second, waiting=("b",))


# Weeks


@pytest.mark.parametrize(
    ("day", "key"),
    [
        ("2026-03-16", "2026-W12"),
        ("2026-03-22", "2026-W12"),
        ("2025-12-28", "2025-W52"),
        ("2025-12-29", "2026-W01"),
        ("2026-12-31", "2026-W53"),
        ("2027-01-03", "2026-W53"),
        ("2027-01-04", "2027-W01"),
        ("2021-01-01", "2020-W53"),
    ],
)
def test_a_week_belongs_to_the_year_of_its_thursday(day, key):
    assert measure.week_of(date.fromisoformat(day)) == key


def test_weeks_go_back_over_the_end_of_a_year_without_a_hole():
    assert measure.weeks_back(date(2027, 1, 5), 3) == ["2026-W52", "2026-W53", "2027-W01"]
    for days in range(800):
        day = date(2025, 1, 1) + timedelta(days=days)
        known = measure.weeks_back(day, 5)
        assert len(set(known)) == 5
        assert {measure.week_of(day - timedelta(days=back)) for back in range(28)} <= set(known)


def test_a_stretch_ends_with_its_last_day_and_goes_over_the_new_year():
    lines = [line(date(2026, 12, 25), "call"), line(date(2026, 12, 31), "call"), line(date(2027, 1, 1), "call")]
    assert measure.stretch(lines, date(2026, 12, 31)) == lines[:2]
    assert measure.stretch(lines, date(2027, 1, 1)) == lines[1:]
    assert measure.stretch(lines, date(2027, 1, 1), days=1) == lines[2:]


def test_times_become_taps_of_the_night_page():
    assert [measure.as_tap(times) for times in (0, 1, 3, 4, 11)] == ["", "1", "3", "4up", "4up"]
