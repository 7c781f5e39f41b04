"""Strangers at the door and another reader inside: what they send leads nowhere, and costs nobody else anything."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client, RequestFactory

from journal.access import accounts, backend, throttle, visits
from journal.access.records import Document
from journal.doing import press
from journal.doing import settings as own
from journal.models import Person, Record, Throttle, Visit
from tests.people import PASSPHRASE, make_person
from tests.views.test_headers import addresses

NEW = "velvet anchor Tuesday biscuit"
ELSEWHERE = ["https://evil.example/", "//evil.example/n/", "/\\evil.example", "javascript:alert(1)", "/n/../leave/",
             "/n//evil.example", "\t//evil.example", "/n/nothing/", "/n/\0", "https:/n/", "/N/"]  # fmt: skip


# Leading elsewhere


@pytest.mark.parametrize("then", ELSEWHERE)
def test_no_page_leads_or_links_elsewhere(published, alice_journal, then):
    client = Client()
    entered = {"name": "river-1001", "passphrase": PASSPHRASE, "then": then}
    assert client.post("/n/unlock/", entered)["Location"] == "/n/"
    code = re.search(r'name="code" value="([^"]+)"', client.post("/n/kit/", {"do": "make"}).content.decode())[1]
    pages = [client.get("/n/kit/", {"then": then}), client.post("/n/kit/", {"do": "make", "then": then})]
    pages += [client.get(address, {"then": then}) for address in ("/n/unlock/", "/n/new/")]
    for page in pages:
        assert not [
            link for link in re.findall(r'(?:href|action|value)="([^"]*)"', page.content.decode()) if link == then
        ]
    code = re.search(r'name="code" value="([^"]+)"', pages[1].content.decode())[1]
    kept = {"do": "kept", "code": code, "last_five": code.replace("-", "")[-5:], "then": then}
    assert client.post("/n/kit/", kept)["Location"] == "/n/"
    made = {"name": "new-1", "passphrase": PASSPHRASE, "zone": "UTC", "then": then}
    assert Client().post("/n/new/", made)["Location"] == "/n/kit/"


@pytest.mark.parametrize("path", ["//evil.example/", "/n/..%2f..//evil.example", "/\\evil.example", "/n//today/", "/n"])
def test_no_path_leads_elsewhere(nobody, path):
    answer = nobody.get("/", PATH_INFO=path)
    assert answer.status_code in (301, 404)
    assert answer.get("Location", "/n/") == "/n/"


# From another site


@pytest.mark.parametrize(
    "said",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
    ids=["another site", "a neighbour", "an old browser", "a frame"],
)
@pytest.mark.parametrize("inside", [True, False], ids=["inside", "locked"])
def test_nothing_sent_from_elsewhere_is_done_or_shown(alice, alice_journal, said, inside):
    """Even from a browser that sent the cookies along, which SameSite forbids."""
    code = accounts.make_code(alice_journal)
    client = Client(enforce_csrf_checks=True)
    if inside:
        client.cookies = alice.cookies
    before = Person.objects.values().get(), list(Record.objects.values())
    for address in addresses(public=False):
        if address in ("/n/lock/", "/leave/"):
            continue
        sent = {"do": "make", "more": "planted", "current": PASSPHRASE, "passphrase": PASSPHRASE, "slow_do": "planted"}
        answer = client.post(address, sent, headers=said)
        assert answer.status_code == 403, address
        assert b"planted" not in answer.content
        assert "no-store" in answer["Cache-Control"]
    assert (Person.objects.values().get(), list(Record.objects.values())) == before
    assert accounts.recover(code, NEW)


def test_locking_from_elsewhere_ends_no_visit_but_our_own_button_always_does(alice):
    Client(enforce_csrf_checks=True).post("/n/lock/", headers={"Sec-Fetch-Site": "cross-site"})
    assert Visit.objects.count() == 1
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = alice.cookies
    strict.post("/n/lock/")
    assert not Visit.objects.exists()


# Two readers


def test_no_address_of_hers_shows_him_anything_or_changes_anything(alice, bob, alice_journal):
    alice_journal.put("night", "2026-03-11", {"more": "canary", "stand_by": "canary"})
    alice_journal.put("plan", "plan", {"slow_do": "canary"})
    alice_journal.put("sheet", "first", {"why": "canary", "parts": {"why": True}})
    hers = sorted(map(str, Record.objects.filter(owner_id=alice_journal.owner_id).values_list("version", "sealed")))
    for address in addresses(public=False):
        if address in ("/n/lock/", "/leave/"):
            continue
        sent = {"q": "canary", "keep": "0", "seen": "x", "more": "his", "hand": "h", "paper": "a4"}
        for answer in (bob.get(address), bob.post(address, sent)):
            assert b"canary" not in answer.content.replace(b'value="canary"', b""), address
            assert answer.status_code in (200, 302, 303, 400, 404, 405, 503), address
    assert bob.get("/n/days/2026-03-11/").status_code in (200, 404)
    now = sorted(map(str, Record.objects.filter(owner_id=alice_journal.owner_id).values_list("version", "sealed")))
    assert now == hers
    assert isinstance(alice_journal.get("night", "2026-03-11"), Document)
    assert b"canary" in alice.get("/n/plan/").content


# Guessing


def racing(work, many: int) -> list:
    """What `work` gives, run so many times at once."""
    ends, start = [], threading.Barrier(many)

    def run(number: int) -> None:
        try:
            start.wait(20)
            ends.append(work(number))
        except Exception as error:
            ends.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(many)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return ends


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("published")
def test_twenty_guesses_at_once_are_judged_as_five(monkeypatch):
    make_person(name="river-1001")
    judged, real = [], backend.vault.derive
    monkeypatch.setattr(backend.vault, "derive", lambda *asked, **more: judged.append(1) or real(*asked, **more))
    sent = {"name": "river-1001", "passphrase": "wrong words here"}
    ends = racing(lambda number: Client().post("/n/unlock/", sent).status_code, 20)
    assert sorted(ends) == [200] * 5 + [429] * 15
    assert len(judged) == 5


@pytest.mark.django_db(transaction=True)
def test_tries_counted_at_once_are_all_counted_and_none_twice(monkeypatch):
    monkeypatch.setitem(throttle.LIMITS, "address", throttle.Limit(free=20, every=timedelta(days=2), most=20))
    ends = racing(lambda number: throttle.take("address", "192.0.2.1"), 20)
    assert ends == [True] * 20
    assert not throttle.take("address", "192.0.2.1")


def test_an_account_of_ones_own_does_not_wash_guesses_away(nobody, alice_journal, bob_journal):
    for number in range(19):
        nobody.post("/n/unlock/", {"name": f"guess-{number}", "passphrase": "wrong words here"})
        nobody.post("/n/unlock/", {"name": "fern-2002", "passphrase": PASSPHRASE})
    statuses = [
        nobody.post("/n/unlock/", {"name": f"more-{number}", "passphrase": "wrong words here"}).status_code
        for number in range(3)
    ]
    assert statuses == [200, 429, 429]


def test_the_operators_code_cannot_be_guessed(nobody, settings):
    settings.SIGN_UP, settings.SIGN_UP_CODE = "code", "blue door"
    sent = {"name": "elm-1", "passphrase": PASSPHRASE, "zone": "UTC"}
    for number in range(20):
        assert b"That is not the code" in nobody.post("/n/new/", sent | {"newcomer": f"{number}"}).content
    for late in ("red door", "blue door"):
        page = nobody.post("/n/new/", sent | {"newcomer": late}).content
        assert b"Too many new places" in page
        assert b"That is not the code" not in page
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("proxies", "forwarded", "counted"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        (1, "2001:db8:1:2:bbbb::2", "2001:db8:1:2::/64"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "unknown", "unknown"),
    ],
)
def test_whose_tries_are_counted(settings, proxies, forwarded, counted):
    settings.PROXIES = proxies
    asked = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": forwarded})
    assert throttle.address(asked) == counted


def test_what_was_counted_is_gone_after_a_day(alice, monkeypatch):
    throttle.take("account", "somebody")
    Throttle.objects.update(since=own.utc_now() - throttle.DAY)
    monkeypatch.setattr(visits, "_swept", float("-inf"))
    Client().get("/n/")
    assert not Throttle.objects.exists()


def test_a_clock_that_runs_a_little_behind_takes_no_try_away(db):
    throttle.take("account", "somebody")
    Throttle.objects.update(since=own.utc_now() + timedelta(seconds=2))
    assert [throttle.take("account", "somebody") for _ in range(5)] == [True] * 4 + [False]


# Papers


def test_a_request_that_dies_half_way_leaves_no_paper_for_the_next(monkeypatch):
    hers, his = ("<!doctype html><html lang=en><title>Notes</title><p>" + words for words in ("hers", "his"))

    def dies(*asked: object) -> None:
        raise SystemExit

    expected = press.render(his, paper="a4")
    with monkeypatch.context() as patched:
        patched.setattr(press.Press, "_answer", dies)
        with pytest.raises(SystemExit):
            press.render(hers, paper="a4")
    assert press.render(his, paper="a4") == expected
    press.stop()
