"""A week and a month of one's own days: words, drawing and table agree; nothing counts, compares or pushes."""

import gzip
import re
from datetime import date, timedelta
from html.parser import HTMLParser
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guides import shelf
from journal.doing import settings as own
from journal.doing import state
from journal.models import Record
from journal.pure.vault import Key
from tests.rules.test_weight import AGAIN

WEEK, MONTH = "/n/days/2026-W11/", "/n/days/2026-03/"
MONDAY = date(2026, 3, 9)
ALL = {
    "sleep": "3to5",
    "food": "some",
    "alcohol": "1to2",
    "moved": "no",
    "people": "one",
    "reached": "2",
    "peace": "notquite",
    "waited": "4up",
    "hard": "8",
}


@pytest.fixture(autouse=True)
def _words(published):
    """The pages lead to tools and steps."""


class Page(HTMLParser):
    """What a page says: by heading its sentences, and by caption the rows of its tables."""

    def __init__(self, html: str):
        super().__init__()
        self.facts: dict[str, str] = {}
        self.tables: dict[str, list[list[str]]] = {}
        self.inside: list[str] = []
        self.heading, self.caption, self.said = "", "", ""
        self.html = html
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.said = "" if tag in ("h3", "p", "caption", "td", "th") else self.said
        if tag == "tr":
            self.tables.setdefault(self.caption, []).append([])

    def handle_data(self, data):
        self.said += data

    def handle_endtag(self, tag):
        text = " ".join(self.said.split())
        if tag == "h3":
            self.heading = text
        elif tag == "p" and self.heading:
            self.facts.setdefault(self.heading, text)
        elif tag == "caption":
            self.caption = text
        elif tag in ("td", "th"):
            self.tables[self.caption][-1].append(text)


def page(client, address: str = WEEK) -> Page:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return Page(answer.content.decode())


def put(journal, answers: dict[int, dict | None]) -> None:
    """Nights of the week, by the number of the day: 0 is Monday."""
    for number, body in answers.items():
        journal.put("night", (MONDAY + timedelta(days=number)).isoformat(), body)


def spoil(journal, kind: str, key: str) -> None:
    row = Record.objects.get(slot=journal.key.slot(kind, key))
    Record.objects.filter(pk=row.pk).update(sealed=bytes(row.sealed[:-1]) + bytes([row.sealed[-1] ^ 1]))


# What is said


def test_words_first_then_a_drawing_then_the_same_as_a_table(alice, alice_journal, clock):
    clock("2026-03-20T20:15")
    put(
        alice_journal,
        {
            0: {"sleep": "3to5", "waited": "2", "hard": "9"},
            1: {"sleep": "under3", "waited": "0", "hard": "6"},
            2: {"sleep": "3to5", "hard": "7"},
            5: {"sleep": "3to5", "waited": "4up"},
            6: {"sleep": "7up"},
        },
    )
    week = page(alice)
    assert week.facts == {
        "Sleep": "3 to 5 hours most nights. Under 3 hours on one night. 7 hours or more on one night.",
        "How hard the days were": "6 to 9. 0 is fine, 10 is the worst yet.",
        "Times I wanted to, and waited": "On two days. At least six times in all.",
    }
    assert week.tables["Sleep"] == [
        ["Day", "What I wrote"],
        ["Mon 9", "3 to 5 hours"],
        ["Tue 10", "Under 3 hours"],
        ["Wed 11", "3 to 5 hours"],
        ["Thu 12 to Fri 13", "Not written"],
        ["Sat 14", "3 to 5 hours"],
        ["Sun 15", "7 hours or more"],
    ]
    assert week.tables["Times I wanted to, and waited"][1:4] == [
        ["Mon 9", "2"],
        ["Tue 10", "0"],
        ["Wed 11", "Not said"],
    ]
    assert "How hard the days were" not in week.tables
    assert week.html.count("<svg") == 2
    for full in ("7 hours or more", "4 or more"):
        assert f"Mon 9 to Sun 15. A full box is {full}." in week.html
    at = [week.html.index(words) for words in ("3 to 5 hours most nights", "<svg", "Sleep, day by day", "<tbody>")]
    assert at == sorted(at)


def test_a_month_says_the_same_way_what_its_nights_say(alice, alice_journal, clock):
    put(alice_journal, {-10: {"food": "some"}, -8: {"food": "some"}, 0: {"food": "enough"}})
    month = page(alice, MONTH)
    assert month.facts["Food"] == "Some food on one day. Enough food on one day."
    assert month.tables["Food"][1:] == [
        ["Sun 1", "Some food"],
        ["Mon 2 to Sun 8", "Not written"],
        ["Mon 9", "Enough food"],
        ["Tue 10 to Wed 11", "Not written"],
    ]
    assert 'viewBox="0 0 ' in month.html


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        (None, "Times I reached out"),
        ("welcome", "Times I reached out"),
        ("space", "Times I reached out"),
        ("waiting", "Times I reached out"),
        ("asked", "Left them in peace"),
        ("court", None),
    ],
)
def test_of_reaching_out_nothing_that_the_contact_state_hides(alice, alice_journal, clock, line, asked):
    put(alice_journal, {0: ALL, 1: ALL})
    if line:
        state.say(alice_journal, [line])
    for address in (WEEK, MONTH):
        said = page(alice, address)
        about = {"Times I reached out", "Left them in peace"} & {*said.facts, *said.tables}
        assert about == ({asked} if asked else set())
        for name in ("Times I reached out", "Left them in peace"):
            assert (name in said.html) is (name == asked)
    if line == "asked":
        assert page(alice).facts["Left them in peace"] == "Not quite on two days."


def test_a_contact_state_that_does_not_open_hides_as_the_strictest(alice, alice_journal, clock):
    put(alice_journal, {0: ALL})
    state.say(alice_journal, ["welcome"])
    spoil(alice_journal, "contact", "state")
    for address in (WEEK, MONTH):
        assert "reached out" not in page(alice, address).html
        assert "in peace" not in page(alice, address).html


def test_alcohol_only_where_the_reader_wants_it(alice, alice_journal, clock):
    put(alice_journal, {0: ALL})
    assert "Alcohol" not in page(alice).html
    own.change(alice_journal, alcohol=True)
    assert page(alice).facts["Alcohol"] == "1 or 2 drinks on one day."


def test_no_score_no_colour_no_curve_no_praise_and_nothing_to_catch_up_on(alice, alice_journal, clock):
    put(alice_journal, {0: ALL, 2: ALL | {"sleep": "7up", "hard": "3"}})
    for address in (WEEK, MONTH):
        html = page(alice, address).html.partition("<main")[2].partition("</main>")[0]
        for word in (
            "average",
            "score",
            "better",
            "worse ",
            "streak",
            "missed",
            "missing",
            "only",
            "goal",
            "%",
            "trend",
        ):
            assert word not in html.lower(), (address, word)
        assert {*re.findall(r'(?:fill|stroke)="([^"]+)"', html)} == {"none", "currentColor"}
        assert not re.search(r"<(polyline|line|circle|text)|↑|↓", html)
    assert not re.search(r"\d nights? written", page(alice).html)


# Days without a night


def test_a_first_week_says_how_to_begin_and_the_way_back_leads_past_empty_ones(alice, alice_journal, clock):
    first = page(alice, "/n/days/week/")
    assert "No night is written this week yet. A few taps are enough to begin." in first.html
    assert 'href="/n/today/"' in first.html
    assert 'href="/n/days/2026-W10/"' in first.html
    assert "<svg" not in first.html
    put(alice_journal, {-100: {"food": "some"}})
    for empty in ("/n/days/week/", "/n/days/2026-W02/"):
        assert 'href="/n/days/2025-W48/"' in page(alice, empty).html, empty
    old = page(alice, "/n/days/2025-W48/")
    assert 'href="/n/days/2025-W47/"' in old.html
    assert 'href="/n/days/2025-W49/"' in old.html
    assert "No night was written in this week." in page(alice, "/n/days/2026-W02/").html


def test_nights_of_written_lines_alone_draw_nothing(alice, alice_journal, clock):
    put(alice_journal, {0: {"stand_by": "I walked."}})
    week = page(alice)
    assert "I walked." in week.html
    assert "<svg" not in week.html
    assert "How the days were" not in week.html
    assert "How the days were" not in page(alice, MONTH).html


def test_days_to_come_are_neither_drawn_nor_named(alice, alice_journal, clock):
    put(alice_journal, {0: {"food": "some"}})
    clock("2026-03-09T20:00")
    week = page(alice)
    assert week.tables["Food"][1:] == [["Mon 9", "Some food"]]
    assert "Not written" not in week.html
    assert "h14" not in week.html.partition("<svg")[2].partition("</svg>")[0]
    assert 'href="/n/days/2026-W12/"' not in week.html


def test_a_night_that_does_not_open_says_so_in_its_place_and_nothing_else_breaks(alice, alice_journal, clock):
    put(alice_journal, {0: {"food": "some"}, 1: {"food": "enough"}})
    spoil(alice_journal, "night", "2026-03-10")
    for address in (WEEK, MONTH):
        said = page(alice, address)
        assert ["Tue 10", "Does not open"] in said.tables["Food"]
        assert said.facts["Food"] == "Some food on one day."
        assert "A cross is a page that does not open." in said.html
        assert "This page does not open. Nothing was changed." in said.html


def test_a_week_of_which_no_night_opens_is_still_a_page(alice, alice_journal, clock):
    put(alice_journal, {1: {"food": "enough"}})
    spoil(alice_journal, "night", "2026-03-10")
    week = page(alice)
    assert "This page does not open. Nothing was changed." in week.html
    assert "<svg" not in week.html


# Which days


def test_before_four_on_a_monday_it_is_still_last_week(alice, alice_journal, clock):
    clock("2026-03-16T03:59")
    assert "Week of 9 March 2026" in page(alice, "/n/days/week/").html
    clock("2026-03-16T04:00")
    assert "Week of 16 March 2026" in page(alice, "/n/days/week/").html


def test_the_week_is_the_readers_own_by_their_clock(alice, alice_journal, clock):
    clock("2026-03-16T09:00")  # in Berlin; Sunday, 22:00, in Honolulu
    own.change(alice_journal, zone="Pacific/Honolulu")
    assert "Week of 9 March 2026" in page(alice, "/n/days/week/").html


@pytest.mark.parametrize("hour", ["2026-03-29T01:59", "2026-03-29T03:01", "2026-10-25T02:30", "2026-10-25T22:30"])
def test_a_day_of_another_length_is_one_day(alice, alice_journal, clock, hour):
    clock(hour)
    day = date.fromisoformat(hour[:10])
    alice_journal.put("night", (day - timedelta(days=1)).isoformat(), {"food": "some"})
    assert len(page(alice, "/n/days/week/").tables["Food"]) >= 2
    assert page(alice, f"/n/days/{hour[:7]}/").facts["Food"] == "Some food on one day."


def test_a_week_over_new_year_belongs_to_both(alice, alice_journal, clock):
    clock("2027-01-05T20:00")
    for day in ("2026-12-30", "2027-01-02"):
        alice_journal.put("night", day, {"food": "some"})
    week = page(alice, "/n/days/2026-W53/")
    assert "Week of 28 December 2026" in week.html
    assert week.facts["Food"] == "Some food on two days."
    assert 'href="/n/days/2027-W01/"' in week.html
    for month in ("2026-12", "2027-01"):
        assert 'href="/n/days/2026-W53/"' in page(alice, f"/n/days/{month}/").html
        assert page(alice, f"/n/days/{month}/").facts["Food"] == "Some food on one day."
        assert f'href="/n/days/{month}/"' in week.html


@pytest.mark.parametrize(
    "address",
    [
        "2025-W53",
        "2026-W00",
        "2026-W54",
        "0000-W01",
        "1999-W52",
        "9999-W52",
        "2026-W13",
        "2026-W1",
        "2026-05",
        "9999-12",
    ],
)
def test_weeks_and_months_that_are_not_there_or_have_not_come(alice, clock, address):
    assert alice.get(f"/n/days/{address}/").status_code == 404


def test_the_oldest_pages_lead_no_further_back(alice, clock):
    assert 'href="/n/days/1999' not in page(alice, "/n/days/2000-W01/").html
    assert 'href="/n/days/1999' not in page(alice, "/n/days/2000-01/").html


def test_who_flew_west_finds_the_night_of_a_day_that_has_not_come_there(alice, alice_journal, clock):
    put(alice_journal, {3: {"food": "some", "stand_by": "I landed."}})  # tomorrow
    week = page(alice)
    assert ["Thu 12", "Some food"] in week.tables["Food"]
    assert 'href="/n/days/2026-03-12/"' in week.html
    assert "I landed." in alice.get("/n/days/2026-03-12/").content.decode()


# Old nights


def test_the_nights_of_a_month_stand_by_week_and_each_leads_to_its_page(alice, alice_journal, clock):
    put(alice_journal, {-1: {"stand_by": "I walked."}, 0: {"stand_by": "I cooked."}, 1: {"food": "some"}})
    month = page(alice, MONTH)
    assert month.tables["3 nights written this month"] == [
        ["Day", "First words"],
        ["Week of 2 March"],
        ["Sun 8", "Open 8 March: I walked."],
        ["Week of 9 March"],
        ["Mon 9", "Open 9 March: I cooked."],
        ["Tue 10", "Open 10 March"],
    ]
    for address in re.findall(r'href="(/n/days/2026-[^"]+)"', month.html):
        assert alice.get(address).status_code == 200, address


@pytest.mark.parametrize("time", ["2026-03-11T22:00", "2026-03-12T03:59"])
def test_in_the_dark_no_words_of_old_nights_and_the_days_wait_for_one_tap(alice, alice_journal, clock, time):
    put(alice_journal, {0: ALL | {"stand_by": "I walked."}})
    line = "<summary>Old days read harder in the dark. Open anyway</summary>"
    for address in (WEEK, MONTH, "/n/days/week/"):
        assert line not in page(alice, address).html
    clock(time)
    for address in (WEEK, MONTH, "/n/days/week/"):
        html = page(alice, address).html
        assert "I walked." not in html
        assert html.index(line) < html.index("3 to 5 hours on one night.")
        assert 'href="/n/days/2026-03-09/"' in html


def test_a_strangers_days_are_not_there(bob, alice_journal, clock):
    put(alice_journal, {0: ALL | {"stand_by": "Hers."}})
    for address in (WEEK, MONTH):
        assert "No night" in page(bob, address).html


# What it costs


@pytest.mark.parametrize("address", [WEEK, MONTH])
def test_the_same_few_queries_and_at_most_sixty_nights_opened_in_a_large_journal(
    alice, alice_journal, clock, monkeypatch, address
):
    monkeypatch.setattr(shelf, "ASK_AGAIN_AFTER", 3600)

    def cost() -> tuple[int, int]:
        with (
            CaptureQueriesContext(
                connection,
            ) as queries,
            patch.object(Key, "open", autospec=True, side_effect=Key.open) as opened,
        ):
            assert alice.get(address).status_code == 200
        return len(queries), opened.call_count

    put(alice_journal, {0: ALL})
    alice.get(address)
    few = cost()
    put(alice_journal, dict.fromkeys(range(-200, 3), ALL))
    many = cost()
    assert 0 < few[0] == many[0]
    assert many[1] - few[1] == (2 if address == WEEK else 10)
    assert many[1] <= 60


def test_a_full_month_is_a_light_page(alice, alice_journal, clock):
    own.change(alice_journal, alcohol=True)
    clock("2026-04-05T20:00")
    put(alice_journal, {number: ALL | {"stand_by": f"I walked {number} times."} for number in range(-8, 23)})
    month = page(alice, MONTH).html
    assert "31 nights written this month" in month
    assert len(gzip.compress(month.encode())) <= AGAIN
