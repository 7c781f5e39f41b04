"""What a person finds on coming in: the first time, on an evening, after a long absence; and the lists while empty."""

import re
from datetime import date

import pytest

from guides import shelf
from journal.access.records import Journal
from journal.doing import progress, state

DAY = "2026-03-11"
FIRST = "Nothing here is a must, and nobody is told what you write."
BACK = "Your pages are as you left them, and there is nothing to catch up on."


@pytest.fixture(autouse=True)
def _words(published):
    """The pages lead to tools and steps."""


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split()).replace("&#x27;", "'")


def card(client) -> tuple[str, str]:
    """The sentences of the card Now, and where its button leads."""
    page = client.get("/n/").content.decode()
    html = page[page.index("<h2>Now</h2>") : page.index("</section>")]
    assert html.count('class="button"') == 1
    sentences = [words(each) for each in re.findall(r"<p>(.*?)</p>", html, re.DOTALL) if "button" not in each]
    return " ".join(sentences), re.search(r'class="button" href="([^"]+)"', html)[1]


def all_steps_done(journal: Journal) -> None:
    for guide in shelf.guides():
        for step in guide.steps:
            progress.mark(journal, guide.slug, step.slug, "done", date.fromisoformat(DAY))


# Every state has a sentence and one thing to do


@pytest.mark.slow
@pytest.mark.parametrize("time", ["09:00", "12:00", "17:59", "18:00", "21:59", "22:00", "23:30"])
@pytest.mark.parametrize("written", [False, True])
@pytest.mark.parametrize("small", ["", "walk before work"])
@pytest.mark.parametrize("done", [False, True])
def test_the_card_always_has_a_sentence(alice, alice_journal, clock, time, written, small, done):
    alice_journal.put("night", "2026-03-10", {"tomorrow": small} if small else {})
    if written:
        alice_journal.put("night", DAY, {"food": "some"})
    if done:
        all_steps_done(alice_journal)
    clock(f"{DAY}T{time}")
    said, _ = card(alice)
    assert said.endswith((".", ":")) or (small and said.endswith(small))
    assert "None" not in said
    if written:
        assert "page is written" in said or done


def test_a_page_that_is_written_before_ten_says_it_is_enough_and_offers_a_step(alice, alice_journal, clock):
    alice_journal.put("night", DAY, {"food": "some"})
    said, leads = card(alice)
    assert said == "Today's page is written, and that is enough. If you like, read one short step."
    assert leads.startswith("/n/steps/")


def test_what_was_chosen_for_today_is_not_said_again_once_the_page_is_written(alice, alice_journal, clock):
    alice_journal.put("night", "2026-03-10", {"tomorrow": "walk before work"})
    clock(f"{DAY}T12:00")
    assert "Last time you chose: walk before work" in card(alice)[0]
    alice_journal.put("night", DAY, {"food": "some"})
    assert "Last time" not in card(alice)[0]


def test_after_the_last_step_the_plan_goes_on_and_hidden_steps_are_not_called_done(alice, alice_journal, clock):
    all_steps_done(alice_journal)
    clock(f"{DAY}T12:00")
    assert card(alice) == ("You have been through the four guides. Your plan is the place to go on.", "/n/plan/")
    state.say(alice_journal, ["asked"])
    assert card(alice)[0].startswith("You have been through the steps that are for now.")


# The first time, and after a long time


@pytest.mark.parametrize(("time", "leads"), [("20:00", "/n/today/"), ("02:00", "/n/today/"), ("10:00", "/n/steps/")])
def test_the_first_time_nothing_is_a_must(alice, alice_journal, clock, time, leads):
    clock(f"{DAY}T{time}")
    said, where = card(alice)
    assert said.startswith(FIRST)
    assert where.startswith(leads)
    alice_journal.put("night", "2026-03-10", {})
    assert FIRST not in card(alice)[0]


def test_the_first_time_no_guide_counts_what_is_not_done(alice, alice_journal, clock):
    assert " of " not in words(alice.get("/n/").content.decode().partition("Your path")[2].partition("</ol>")[0])
    guide = next(guide for guide in shelf.guides() if guide.rule)
    progress.mark(alice_journal, guide.slug, guide.steps[0].slug, "done", date.fromisoformat(DAY))
    assert f"1 of {len(guide.steps)} done" in words(alice.get("/n/").content.decode())


@pytest.mark.parametrize("time", ["09:00", "20:00", "23:00"])
@pytest.mark.parametrize("last", ["2026-02-11", "2026-01-10", "2024-04-01"])
def test_after_a_long_time_one_plain_sentence_and_one_small_thing(alice, alice_journal, clock, time, last):
    alice_journal.put("night", last, {"tomorrow": "walk before work", "stand_by": "I slept."})
    clock(f"{DAY}T{time}")
    assert card(alice) == (f"{BACK} One small thing is enough: a few taps about today.", "/n/today/")
    page = words(alice.get("/n/").content.decode().partition("<main")[2].partition("<details")[0])
    assert "walk before work" not in page
    for counted in ("day", "week", "month"):
        assert not re.search(rf"\d+ {counted}", page)
    for word in ("missed", "since", "again", "welcome back", "at last", "late"):
        assert word not in page.lower()
    alice_journal.put("night", DAY, {"food": "some"})
    assert BACK not in card(alice)[0]


@pytest.mark.parametrize("trace", ["night", "mark"])
def test_four_weeks_are_not_a_long_time(alice, alice_journal, clock, trace):
    guide = next(guide for guide in shelf.guides() if guide.rule)
    alice_journal.put("night", "2026-01-01", {})
    if trace == "night":
        alice_journal.put("night", "2026-02-12", {})
    else:
        progress.mark(alice_journal, guide.slug, guide.steps[0].slug, "done", date(2026, 2, 12))
    assert BACK not in card(alice)[0]
    clock("2026-03-12T20:15")
    assert BACK in card(alice)[0]


def test_looking_for_the_last_night_opens_none(alice, alice_journal, clock, monkeypatch):
    for day in range(1, 29):
        alice_journal.put("night", f"2025-12-{day:02}", {"stand_by": "I walked."})
    opened, whole = [], Journal._open
    monkeypatch.setattr(Journal, "_open", lambda self, row: opened.append(row) or whole(self, row))
    assert BACK in card(alice)[0]
    assert len(opened) <= 2


# Lists while there is nothing in them


def test_pages_and_tools_say_how_little_is_enough_until_they_are_begun(alice, alice_journal, clock):
    notes = ("Five rows. One is enough to begin.", "It needs no night written before.", "For when you have been there")
    page = words(alice.get("/n/").content.decode())
    assert all(note in page for note in (*notes, "Nothing is written here yet. One line is enough, in any of them."))
    assert "Begun" not in page
    alice_journal.put("plan", "plan", {"self_do": "Walk."})
    alice_journal.put("sheet", "first", {"why": "I want help."})
    alice_journal.put("tool", "my-days", {"questions": [], "answers": {}, "older": []})
    page = words(alice.get("/n/").content.decode())
    assert [note in page for note in notes] == [False, False, True]
    assert "Nothing is written here yet." not in page
    assert page.count("Begun") == 1


def test_an_empty_month_says_so_and_leads_back_to_the_last_one_that_is_not(alice, alice_journal, clock):
    page = alice.get("/n/days/").content.decode()
    assert "No night is written this month yet. A few taps are enough to begin." in page
    assert 'href="/n/today/"' in page
    assert 'href="/n/days/2026-02/"' in page
    alice_journal.put("night", "2025-11-30", {"stand_by": "I walked."})
    assert "No night was written in this month." in alice.get("/n/days/2026-02/").content.decode()
    for empty in ("", "2026-02/", "2025-12/"):
        page = alice.get(f"/n/days/{empty}").content.decode()
        assert 'href="/n/days/2025-11/"' in page, empty
    assert 'href="/n/days/2025-10/"' in alice.get("/n/days/2025-11/").content.decode()


def test_the_day_to_look_again_is_said_by_day_only(alice, alice_journal, clock):
    alice_journal.put("review", "current", {"signs": ["I sleep."], "on": "2026-03-10", "who": "Sam"})
    for time, said in (("2026-03-11T10:00", True), ("2026-03-11T20:30", False), ("2026-03-09T10:00", False)):
        clock(time)
        assert ("The day to look again has come." in alice.get("/n/").content.decode()) is said


def test_after_it_was_set_down_the_path_reaches_nobody(alice, alice_journal, clock, published):
    clock("2026-03-11T10:00")
    alice_journal.put("review", "current", {"signs": [], "who": "Sam", "days": ["2026-03-10"], "down": "2026-03-10"})
    page = alice.get("/n/").content.decode()
    assert "You set the waiting down." in page
    assert "The day to look again has come." not in page
    reaching = [step.slug for guide in shelf.guides() for step in guide.steps if step.reaches_partner]
    assert not [slug for slug in reaching if f"/{slug}/" in page]
