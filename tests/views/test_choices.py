"""What a reader can choose, each choice seen to act where it should."""

import io
import re
from datetime import UTC, datetime, timedelta

import pikepdf
import pytest

from journal.access import visits
from journal.doing import settings as own
from journal.models import Visit

USUAL = {"zone": "Europe/Berlin", "lock_minutes": "10", "paper": "a4", "country": ""}
MORNING = datetime(2026, 3, 12, 1, 30, tzinfo=UTC)  # 02:30 in Berlin, 10:30 in Tokyo
PAPER = "/n/sheet/first/paper/"


def choose(client, **chosen: str) -> None:
    assert client.post("/n/mine/", {**USUAL, **chosen}).status_code == 302


def numbers(client) -> str:
    """The line with telephone numbers at the foot of the sheet."""
    found = re.search(r"In danger: .*", re.sub(r"<[^>]+>", "", client.get(PAPER).content.decode()))
    assert found
    return found[0]


def test_the_time_zone_says_which_night_it_is(alice, monkeypatch):
    monkeypatch.setattr("journal.web.visit.utc_now", lambda: MORNING)
    for zone, day in (("Europe/Berlin", "Wednesday 11 March"), ("Asia/Tokyo", "Thursday 12 March")):
        choose(alice, zone=zone)
        assert f"<h1>{day}</h1>" in alice.get("/n/today/").content.decode()


@pytest.mark.parametrize("minutes", [2, 5, 10, 15])
def test_the_lock_time_ends_the_visit_and_is_told_to_the_page(alice, monkeypatch, minutes):
    now = own.utc_now()
    monkeypatch.setattr(visits, "_now", lambda: now)
    choose(alice, lock_minutes=str(minutes))
    assert Visit.objects.get().expire_date == now + timedelta(minutes=minutes)
    assert f'data-idle="{minutes * 60}"' in alice.get("/n/mine/").content.decode()
    Visit.objects.update(expire_date=now - timedelta(seconds=1))
    assert alice.get("/n/").status_code == 401


@pytest.mark.slow
def test_the_paper_size_is_the_size_of_the_paper(alice):
    for paper, points in (("a4", (595, 842)), ("letter", (612, 792))):
        choose(alice, paper=paper)
        with pikepdf.open(io.BytesIO(alice.post(PAPER).content)) as pdf:
            assert tuple(round(float(side)) for side in pdf.pages[0].MediaBox[2:]) == points


def test_the_country_puts_its_numbers_on_paper_and_leaves_the_public_page_alone(alice):
    everyones = alice.get("/help/?anew").content  # past the page cache
    for country, number in (("GB", "999"), ("AU", "000")):
        choose(alice, country=country)
        assert f"In danger: {number}" in numbers(alice)
        answer = alice.get("/help/?anew")
        assert answer.content == everyones
        assert "Cookie" not in answer.get("Vary", "")


def test_colours_and_the_size_of_letters_come_from_the_phone(alice):
    """So the public pages and the door obey them too. The settings stay few."""
    page = alice.get("/n/mine/").content.decode()
    main = page.split("<main")[1].split("</main>")[0]
    assert not re.search(r"colou?r|theme|dark|font|text size|letters", re.sub(r"<option.*?</option>", "", main), re.I)
    names = set(re.findall(r'<(?:input|select)[^>]*\bname="([^"]+)"', main)) - {"csrfmiddlewaretoken"}
    assert set(USUAL) <= names
    assert len(names) <= 6
