"""No page costs more in a large journal than in a small one: as many queries, as many records opened, 60 at most."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guides import shelf
from journal.access.records import Journal
from journal.doing import small
from journal.pure import measure

pytestmark = [pytest.mark.usefixtures("published", "clock"), pytest.mark.slow]  # whole visits
TODAY = date(2026, 3, 11)
MOST = 60
# As many as the widest look back of these pages: a month of nights, a list of forty pages, a year of small things.
WIDEST, LARGE = 62, 400
PAGES = [
    "/n/",
    "/n/days/",
    "/n/days/week/",
    "/n/tools/after-the-hour/",
    "/n/tools/after-the-hour/3/",
    "/n/tools/my-days/",
    "/n/today/",
    "/n/plan/",
]


def fill(journal: Journal, first: int, last: int) -> None:
    """Everything a journal holds, from `first` to `last` days back."""
    empty = {"questions": [], "answers": {"try": "Walk at seven"}, "older": []}
    guide = next(guide for guide in shelf.guides() if guide.rule)
    for back in range(first, last):
        day = TODAY - timedelta(days=back)
        journal.put("night", day.isoformat(), {"stand_by": "I walked.", "asked": "Walk", "yesterday": "did"})
        journal.overwrite("week", measure.week_of(day), {"reached": [], "waited": []})
        if back < 200:
            journal.put("tool", f"after-the-hour/{back + 1}", empty)
        if back % 30 == 0:
            small.keep(journal, f"Walk {back}", day, guide=guide.slug, step=guide.steps[0].slug)


def cost(client, monkeypatch, address: str) -> tuple[int, int]:
    opened, whole = [], Journal._open
    monkeypatch.setattr(Journal, "_open", lambda self, row: opened.append(row) or whole(self, row))
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    monkeypatch.setattr(Journal, "_open", whole)
    # The rest is not the journal's: the visit's own row, and once a second whether something new is published.
    return sum("journal_record" in query["sql"] for query in queries), len(opened)


def test_queries_and_opened_records_are_equal_for_a_small_and_a_large_journal(alice, alice_journal, monkeypatch):
    guide = next(guide for guide in shelf.guides() if guide.rule)
    pages = [*PAGES, reverse("my-step", args=[f"{guide.slug}/{guide.steps[0].slug}"])]
    alice_journal.put("tool", "my-days", {"questions": [], "answers": {}, "older": []})
    fill(alice_journal, 0, WIDEST)
    for address in pages:
        cost(alice, monkeypatch, address)  # the first time a page also reads what is published
    before = {address: cost(alice, monkeypatch, address) for address in pages[:-1]}
    fill(alice_journal, WIDEST, LARGE)
    after = {address: cost(alice, monkeypatch, address) for address in pages[:-1]}
    assert after == before
    assert max(opened for _queries, opened in after.values()) <= MOST
    assert cost(alice, monkeypatch, pages[-1])[1] <= MOST


def test_home_opens_few(alice, alice_journal, monkeypatch):
    fill(alice_journal, 0, WIDEST)
    assert cost(alice, monkeypatch, "/n/")[1] <= 20
