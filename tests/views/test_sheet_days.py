"""My days, the second page of a sheet: only by choice, of a few taps alone, and true to the nights."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pikepdf
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from journal.doing import papers, press, state, weeks
from journal.models import Record
from journal.pure import night, sheet
from tests.unit.test_sheet import PROSE, full
from tests.views.test_papers import FIRST, NEXT, opened, page, words
from tests.views.test_public_papers import aloud, check_file

pytestmark = pytest.mark.slow  # draws papers

PAPER = FIRST + "paper/"
THURSDAY = date(2026, 3, 12)
FIRST_MONDAY = date(2026, 2, 16)
HEADS = "Week Mon Tue Wed Thu Fri Sat Sun"


@pytest.fixture(autouse=True, scope="module")
def _one_helper():
    yield
    press.stop()


def written(journal, **nights: dict[str, str]) -> None:
    """Nights of these days of the four weeks, counted from their first Monday: d0, d1, ..."""
    for number, body in nights.items():
        journal.put("night", night.key(FIRST_MONDAY + timedelta(days=int(number[1:]))), body)


def tables(made: weeks.FourWeeks) -> dict[str, list[list[str]]]:
    return {chart.fact.name: [week.cells for week in chart.weeks] for chart in made.charts}


def drawn(journal, **kwargs: bool) -> weeks.FourWeeks:
    return weeks.four_weeks(journal, THURSDAY, **{"counts": False} | kwargs)


def as_pdf(made: weeks.FourWeeks, paper: str = "a4", **how: bool) -> bytes:
    second = replace(full("first", PROSE), days=made)
    return papers.pdf("papers/sheet.html", {"sheet": second}, paper, **how)


def count_pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as read:
        return len(read.pages)


def test_it_is_not_there_unless_it_was_chosen(alice, alice_journal):
    today = night.date_of(timezone.now().astimezone(ZoneInfo("Europe/Berlin")))
    alice_journal.put("night", night.key(today), {"sleep": "3to5", "people": "one", "more": "I cried on the stairs."})
    assert "My days</h1>" not in page(alice, PAPER)
    assert "Not on it:" in page(alice, PAPER)
    assert count_pages(alice.post(PAPER).content) == 1
    alice.post(FIRST, opened(alice) | {"on_days": "on"})
    seen = page(alice, PAPER)
    assert "My days</h1>" in seen
    assert "I cried on the stairs." not in seen
    told = alice.post(PAPER).content
    assert count_pages(told) == 2
    assert "3 to 5 hours on one night." in words(told)
    assert "My days</h1>" not in page(alice, NEXT + "paper/")


def test_a_page_that_has_nothing_to_draw_is_said_on_the_screen_and_not_printed(alice, alice_journal):
    alice.post(FIRST, opened(alice) | {"on_days": "on"})
    assert "There is no second page." in page(alice, PAPER)
    assert count_pages(alice.post(PAPER).content) == 1


def test_the_table_says_each_day_as_it_was_tapped(alice_journal):
    one = {"sleep": "under3", "people": "nobody"}
    written(alice_journal, d0=one, d1={"sleep": "7up"}, d24={"sleep": "5to7", "people": "more", "hard": "9"})
    made = drawn(alice_journal)
    nothing = ["–"] * 7
    assert tables(made) == {
        "sleep": [["under 3", "7+", *["–"] * 5], nothing, nothing, ["–", "–", "–", "5 to 7", "", "", ""]],
        "people": [["nobody", *["–"] * 6], nothing, nothing, ["–", "–", "–", "more", "", "", ""]],
    }
    assert [week.monday for week in made.charts[0].weeks] == [FIRST_MONDAY + timedelta(weeks=n) for n in range(4)]
    assert made.stretch == "16 Feb to 12 Mar"


def test_words_drawing_and_table_of_the_paper_agree(alice_journal):
    written(alice_journal, **{f"d{number}": {"sleep": "3to5"} for number in range(5)}, d5={"sleep": "7up"})
    made = drawn(alice_journal)
    told = words(as_pdf(made))
    assert "3 to 5 hours most nights. 7 hours or more on one night." in told
    assert told.count("3 to 5") == 6
    assert told.count("7+") == 1
    strip = made.charts[0].fact.strip
    assert (len(strip.frames), len(strip.dashes), len(strip.crosses)) == (6, 19, 0)


def test_a_night_that_does_not_open_is_a_cross_and_is_explained(alice_journal):
    written(alice_journal, d3={"sleep": "3to5"})
    before = set(Record.objects.values_list("pk", flat=True))
    written(alice_journal, d4={"sleep": "7up"})
    row = Record.objects.exclude(pk__in=before).get()
    assert "A cross is a page" not in words(as_pdf(drawn(alice_journal)))
    Record.objects.filter(pk=row.pk).update(sealed=bytes(row.sealed[:-1]) + bytes([row.sealed[-1] ^ 1]))
    made = drawn(alice_journal)
    assert tables(made)["sleep"][0] == ["–", "–", "–", "3 to 5", "×", "–", "–"]
    assert "A cross is a page that does not open." in words(as_pdf(made))


def test_how_often_i_reached_out_is_drawn_only_where_its_count_is_on_the_sheet_and_contact_is_open(alice_journal):
    written(alice_journal, d0={"people": "one", "reached": "4up", "hard": "10"}, d1={"reached": "0"})
    assert set(tables(drawn(alice_journal))) == {"people"}
    assert tables(drawn(alice_journal, counts=True))["reached"][0][:3] == ["4+", "0", "–"]
    for strict in ("asked", "court"):
        state.say(alice_journal, [strict])
        assert set(tables(drawn(alice_journal, counts=True))) == {"people"}


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("large", [False, True])
def test_the_fullest_sheet_keeps_its_page_and_its_days_have_the_second(alice_journal, paper, large, tmp_path):
    body = {"sleep": "under3", "people": "nobody", "reached": "4up"}
    written(alice_journal, **{f"d{number}": body for number in range(25)})
    pdf = as_pdf(drawn(alice_journal, counts=True), paper, large=large)
    check_file(pdf, paper, tmp_path)
    with pikepdf.open(io.BytesIO(pdf)) as read:
        tags = [each for each in read.objects if isinstance(each, pikepdf.Dictionary)]
        figures = [tag for tag in tags if tag.get("/S") == "/Figure"]
        assert [str(each.Alt).partition(",")[0] for each in figures] == ["Sleep", "Times I reached out"]
        assert large or len(read.pages) == 2
    said = aloud(pdf, tmp_path)
    assert said.count(HEADS) == 2
    assert said.count("under 3") == 25
    assert re.search(r"16 Feb( under 3){7} 23 Feb", said)


def test_what_is_too_long_for_the_sheet_is_said_with_days_behind_it_too(alice_journal):
    written(alice_journal, d0={"sleep": "7up"})
    long = full("first", PROSE)
    long = replace(long, text=dict(long.text) | {"why": PROSE * 20}, days=drawn(alice_journal))
    with pytest.raises(press.PressTooLong):
        papers.pdf("papers/sheet.html", {"sheet": long}, "letter")
    assert count_pages(papers.pdf("papers/sheet.html", {"sheet": long}, "letter", pages=True)) > 2


def test_four_weeks_are_one_question_to_the_database(alice_journal):
    written(alice_journal, d0={"sleep": "7up"})
    with CaptureQueriesContext(connection) as few:
        drawn(alice_journal)
    written(alice_journal, **{f"d{number}": {"sleep": "7up"} for number in range(25)})
    with CaptureQueriesContext(connection) as many:
        drawn(alice_journal)
    assert len(few) == len(many)


def test_it_is_the_readers_choice_in_both_forms():
    for form, parts in sheet.PARTS.items():
        assert parts[-1] == "days"
        assert "days" not in sheet.chosen(form, {}, None)
        assert "days" in sheet.chosen(form, {"parts": {"days": True}}, "court")
