"""What must hold for every night that anyone could type."""

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journal.doing import nights
from journal.pure import contact, find, night

ONE_JOURNAL = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

texts = st.text(st.characters(exclude_characters="\x00"), max_size=200)
taps = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in night.FACTS.items()})
lines = st.fixed_dictionaries({}, optional=dict.fromkeys((*night.LINES, "more"), texts))
answers = st.builds(lambda some, others: some | others, taps, lines)
bodies = st.builds(lambda given, asked: night.body(given, asked=asked), answers, texts)


@given(st.datetimes(min_value=datetime(2000, 1, 2)))
def test_a_night_is_todays_or_yesterdays_and_never_runs_backwards(now):
    day = night.date_of(now)
    assert day in (now.date(), now.date() - timedelta(days=1))
    assert night.date_of(min(now + timedelta(hours=1), datetime.max)) >= day


@given(answers)
def test_what_is_kept_is_what_was_given_and_keeping_it_again_changes_nothing(given_answers):
    body = night.body(given_answers)
    assert night.body(body) == body
    for name in night.LINES:
        assert body.get(name, "") == night.as_text(given_answers.get(name, "")).strip()
    if given_answers.get("more", "").strip():
        assert body["more"] == night.as_text(given_answers["more"])


@given(st.lists(bodies, min_size=1, max_size=4))
def test_texts_made_one_lose_no_written_word_and_no_tap_of_the_first(several):
    joined = night.in_one_text(*several)
    whole = "\n".join(str(joined.get(name, "")) for name in (*night.LINES, "more"))
    for body in several:
        for name in (*night.LINES, "more"):
            assert body.get(name, "") in whole
    assert {name: joined[name] for name in night.FACTS if name in several[0]} == {
        name: several[0][name] for name in night.FACTS if name in several[0]
    }


@given(st.lists(st.sampled_from(contact.STATES)), st.lists(st.sampled_from(contact.STATES)))
def test_one_more_true_line_never_loosens_the_state(some, others):
    def rank(lines):
        return -1 if (state := contact.strictest(lines)) is None else contact.STATES.index(state)

    assert rank(some + others) >= max(rank(some), rank(others))


@given(texts, texts, texts)
def test_a_word_is_found_by_its_folded_self_and_shown(before, word, after):
    text = f"{before} {word} {after}"
    for part in find.words_of(word):
        assert part in find.fold(text)
        shown = find.around(text, part)
        assert len(shown) <= find.BEFORE + len(part) + find.AFTER + 8


@pytest.mark.django_db
@ONE_JOURNAL
@given(given_answers=answers, hand=st.sampled_from(["one", "two", "three"]), base=st.integers(0, 5))
def test_whatever_a_page_saves_can_be_read_again(alice_journal, given_answers, hand, base):
    day = datetime(2026, 3, 11).date()
    page = nights.page(alice_journal, day)
    document, kept = nights.save(alice_journal, page, given_answers, base=base, hand=hand)
    stored = alice_journal.get("night", night.key(day))
    body = night.body(given_answers, asked=page.asked, hidden=page.body)
    assert kept is (document.body == body)
    assert body in [stored.body, *(other["body"] for other in stored.others)]


@pytest.mark.django_db
@ONE_JOURNAL
@given(first=bodies, second=st.none() | bodies, minutes=st.integers(0, 20))
def test_deleting_and_putting_back_loses_nothing_within_ten_minutes(alice_journal, first, second, minutes):
    day, now = datetime(2026, 3, 11).date(), datetime.fromisoformat("2026-03-11T20:00+01:00")
    alice_journal.burn("night", night.key(day))
    alice_journal.burn("bin", "last")
    alice_journal.put("night", night.key(day), first)
    assert nights.delete(alice_journal, day, now)
    if second is not None:
        alice_journal.put("night", night.key(day), second, hand="new")
    back = nights.put_back(alice_journal, day, now + timedelta(minutes=minutes))
    assert back is (minutes < 10)
    stored = alice_journal.get("night", night.key(day))
    texts_there = [stored.body, *(other["body"] for other in stored.others)] if stored else []
    assert (first in texts_there) is (back or first == second)
    assert second is None or second in texts_there
