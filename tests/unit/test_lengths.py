"""Lengths of time typed any way, and the half of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.pure import lines
from journal.pure.lengths import MOST_MINUTES, TALK_MINUTES, Half, Length, half, understood

MINUTES = {
    "half an hour": 30,
    "half-hour": 30,
    "½ hour": 30,
    "1:30": 90,
    "0:45 h": 45,
    "90": 90,
    "90 min": 90,
    "90min.": 90,
    "1,5 h": 90,
    "1.5h": 90,
    "1½ h": 90,
    "1 1/2 hours": 90,
    "an hour and a half": 90,
    "one and a half hours": 90,
    "2 hrs 15": 135,
    "1h30": 90,
    "1h 30m": 90,
    "1 hour and 30 minutes": 90,
    "three quarters of an hour": 45,
    "a quarter of an hour": 15,
    "About an hour": 60,
    "an hour on Sunday": 60,
    "  TWENTY   minutes ": 20,
    "a couple of hours": 120,
    "1": 60,
    "2": 120,
    "20": 20,
    "٩٠": 90,  # Arabic digits
    "९० min": 90,  # Devanagari
    "１：３０": 90,  # full width
    "١٫٥ h": 90,
    "\u200f1:30\u200e": 90,  # right-to-left marks come with pasted text
    "3 days": 3 * 24 * 60,
}
SPANS = {
    "all night": "night",
    "overnight": "night",
    "the night": "night",
    "stay the night": "night",
    "until morning": "night",
    "an evening": "evening",
    "the whole evening": "evening",
    "the weekend": "days",
    "a few days": "days",
}
UNKNOWN = [
    "",
    "   ",
    "until ten",
    "10 pm",
    "-5",
    "-2 h",
    "−30 min",
    "0",
    "0 min",
    "0:00",
    "999999 h",
    "9" * 5000,
    "🙂",
    "🙂 90",
    "an hour or two",
    "5-10 min",
    "1 h 90",
    "12:75",
    "1." * 20,
    "h",
    "a talk",
    "as long as it takes",
    "half",
    "1e3",
    "inf",
    "nan",
    "1 lightyear",
    "hour hour",
    "\u0000",
]


@pytest.mark.parametrize(("typed", "minutes"), MINUTES.items())
def test_a_length_is_understood(typed, minutes):
    assert understood(typed) == Length(minutes=minutes)


@pytest.mark.parametrize(("typed", "span"), SPANS.items())
def test_a_span_with_a_name_is_understood(typed, span):
    assert understood(typed) == Length(span=span)


@pytest.mark.parametrize("typed", UNKNOWN)
def test_what_is_no_length_is_not_guessed(typed):
    assert understood(typed) is None


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (Length(30), Half(15)),
        (Length(60), Half(30)),
        (Length(90), Half(45)),
        (Length(45), Half(20)),
        (Length(5), Half(name="few")),
        (Length(TALK_MINUTES), Half(180)),
        (Length(TALK_MINUTES + 1), Half(name="part")),
        (Length(span="evening"), Half(name="meal")),
        (Length(span="night"), Half(name="evening")),
        (Length(span="days"), Half(name="part")),
    ],
)
def test_the_half(length, expected):
    assert half(length) == expected


@given(st.text(max_size=200) | st.from_regex(r"[0-9]{1,6}[ ,.:]?[0-9]{0,2} ?(h|min|hours|and a half|)", fullmatch=True))
def test_any_text_is_a_length_within_bounds_or_none(typed):
    found = understood(typed)
    if found is not None:
        assert bool(found.span) != bool(found.minutes)
        assert 0 <= found.minutes <= MOST_MINUTES
        assert half(found).minutes * 2 <= found.minutes


@given(st.integers(1, 23), st.integers(0, 59))
def test_the_same_time_written_in_many_ways_is_the_same(hours, rest):
    ways = [f"{hours}:{rest:02}", f"{hours}h{rest:02}", f"{hours} h {rest} min", f"{hours} hours and {rest} minutes"]
    expected = Length(hours * 60 + rest)
    assert {understood(way) for way in [*ways, f"{hours * 60 + rest} minutes"]} == {expected}


@pytest.mark.parametrize("digits", ["٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "０１２３４５６７８９"])
@given(minutes=st.integers(10, 600))
def test_digits_of_other_scripts_are_digits(digits, minutes):
    typed = "".join(digits[int(digit)] for digit in str(minutes))
    assert understood(typed) == Length(minutes)


@given(st.integers(10, TALK_MINUTES))
def test_half_is_never_more_than_half_and_less_by_under_five_minutes(minutes):
    offered = half(Length(minutes)).minutes
    assert offered % 5 == 0
    assert 0 <= minutes / 2 - offered < 5


# Lines about somebody else


@pytest.mark.parametrize(
    "text",
    [
        "They will be home by eight.",
        "you must not see him",
        "He can't go out",
        "– She’ll pay.",
        "I cook. You will clean.",
    ],
)
def test_a_line_about_somebody_else_is_seen(text):
    assert lines.is_about_another(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I will go when they shout.",
        "leave the room when he shouts",
        "If you come again I will call the police.",
        "sign nothing",
        "How do we do holidays? Who pays what?",
        "Theyre coming",
        "yours will be here",
        "willows",
    ],
)
def test_a_line_of_ones_own_is_left_alone(text):
    assert not lines.is_about_another(text)
