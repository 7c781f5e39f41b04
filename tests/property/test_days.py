"""What must hold for the facts of any days: words, drawing and table say the same, and nothing more than was tapped."""

import re
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from journal.doing import facts
from journal.pure import charts, contact, night, trends

taps = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in night.FACTS.items()})
named = st.dates(min_value=date(2000, 1, 10), max_value=date(2100, 1, 1))


@st.composite
def stretches(draw):
    """Some days, their nights, and today."""
    days = draw(st.sampled_from([trends.week_of, trends.month_of]))(draw(named))
    found = {day: draw(st.none() | taps) for day in days if draw(st.booleans())}
    return days, found, days[0] + timedelta(days=draw(st.integers(-2, 40)))


every_fact = st.sampled_from(sorted(trends.LEVELS))
number_of = {facts.in_letters(number): number for number in range(1, 10)}


def numbers(sentence: str) -> int:
    """The number of days that a sentence names."""
    found = re.search(r"on (\w+) (?:day|night)s?\.$", sentence.lower())
    return number_of.get(found[1]) or int(found[1])


@given(named)
def test_every_day_is_in_its_own_week_and_month_once(day):
    week, month = trends.week_of(day), trends.month_of(day)
    assert week.count(day) == month.count(day) == 1
    assert trends.monday_of(trends.week_key(day)) == week[0]
    assert len({trends.week_key(each) for each in week}) == 1
    assert (week[0].weekday(), len(week), len({*week})) == (0, 7, 7)
    assert (month[0].day, (month[-1] + timedelta(days=1)).day) == (1, 1)


@given(stretches(), every_fact)
def test_nothing_lies_outside_the_drawing_or_over_another(stretch, fact):
    days, nights, today = stretch
    marks = trends.marks(fact, days, nights, today)
    strip = charts.strip(marks, trends.LEVELS[fact])
    for box in (*strip.frames, *strip.fillings, *strip.dashes, *strip.crosses):
        assert charts.EDGE <= box.x <= box.x + box.width <= strip.width - charts.EDGE
        assert charts.EDGE <= box.y <= box.y + box.height <= strip.height - charts.EDGE
    for frame, filling in zip(strip.frames, strip.fillings, strict=True):
        assert frame.x < filling.x
        assert frame.y < filling.y
        assert filling.x + filling.width < frame.x + frame.width
        assert filling.y + filling.height < frame.y + frame.height
    places = sorted((*strip.frames, *strip.dashes, *strip.crosses), key=lambda box: box.x)
    assert all(one.x + one.width < other.x for one, other in pairwise(places))
    kinds = Counter(mark.how for mark in marks)
    assert len(strip.frames) == kinds["said"]
    assert len(strip.crosses) == kinds["closed"]
    assert len(strip.dashes) == kinds["silent"] + kinds["unwritten"]


@given(stretches(), every_fact)
def test_fuller_boxes_mean_more(stretch, fact):
    days, nights, today = stretch
    said = [mark for mark in trends.marks(fact, days, nights, today) if mark.how == "said"]
    levels = [trends.LEVELS[fact][mark.value] for mark in said]
    heights = [filling.height for filling in charts.strip(said, trends.LEVELS[fact]).fillings] if said else []
    for one, first in zip(levels, heights, strict=True):
        assert (first == 0) is (one == 0)
        for other, second in zip(levels, heights, strict=True):
            assert (one < other) is (first < second)


@given(stretches(), st.sampled_from([None, *contact.STATES]), st.booleans())
def test_words_and_table_say_what_was_tapped(stretch, state, alcohol):
    days, nights, today = stretch
    found = facts.facts(days, nights, today, trends.shown(state, alcohol=alcohol))
    written = {day: body for day, body in nights.items() if body}
    for fact in found:
        answers = [body[fact.name] for body in written.values() if fact.name in body]
        assert answers
        assert all(len(sentence.split()) <= 22 for sentence in fact.sentences)
        if fact.name == "hard":
            low, high = min(map(int, answers)), max(map(int, answers))
            assert fact.sentences[0] == (f"{low} to {high}." if low < high else f"{low}.")
            assert (fact.strip, fact.lines) == (None, ())
        elif fact.name in trends.COUNTED:
            _counted(fact, answers)
        else:
            _told(fact, answers)
        _table(fact, nights, days, today)
    assert {fact.name for fact in found} <= {"hard", *trends.shown(state, alcohol=alcohol)}


def _counted(fact, answers):
    times = sum(min(4, night.TIMES.index(answer)) for answer in answers)
    if not times:
        assert fact.sentences == ["Not once on the days I wrote down."]
        return
    on, in_all = fact.sentences
    assert numbers(on) == sum(answer != "0" for answer in answers)
    assert in_all.startswith("At least ") is ("4up" in answers)
    total = re.search(r"(?:at least )?(\w+)", in_all.lower())[1]
    assert {"once": 1, **number_of}.get(total, 0) == times or int(total) == times


def _told(fact, answers):
    counts, words = Counter(answers), facts._answers(fact.name)
    assert len(fact.sentences) == len(counts)
    most = [sentence for sentence in fact.sentences if re.search(r" most (days|nights)\.$", sentence)]
    assert most in ([], fact.sentences[:1])
    for value, count in counts.items():
        told = [
            sentence
            for sentence in fact.sentences
            if re.fullmatch(re.escape(words[value]) + " (most|on).*", sentence, re.I)
        ]
        assert len(told) == 1, (value, fact.sentences)
        if told == most:
            assert len(answers) < 2 * count < 2 * len(answers)
        else:
            assert numbers(told[0]) == count


def _table(fact, nights, days, today):
    """Every day that has come stands in the table once, as it is."""
    if not fact.strip:
        return
    told = {}
    for line in fact.lines:
        for number in range((line.last - line.first).days + 1):
            day = line.first + timedelta(days=number)
            assert day not in told
            told[day] = line.words
    assert {*told} == {day for day in days if day <= today or day in nights}
    for day, words in told.items():
        body = nights.get(day)
        if day not in nights:
            assert words == "Not written"
        elif body is None:
            assert words == "Does not open"
        elif fact.name not in body:
            assert words == "Not said"
        else:
            assert words.lower() == facts._answers(fact.name)[body[fact.name]]
