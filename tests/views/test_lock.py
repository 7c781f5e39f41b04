"""The lock's pages: nothing typed is lost, nothing opens for the wrong person, nothing of it stays in the browser."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from journal.access import accounts, visits
from journal.access.records import Journal
from journal.doing import settings as own
from journal.models import Person, Record, Throttle, Visit
from tests.people import PASSPHRASE, make_person, open_client

NEW = "velvet anchor Tuesday biscuit"


def hidden(page: str, name: str) -> str:
    """The value of a hidden field in a page."""
    found = re.search(rf'name="{re.escape(name)}"[^>]*?(?:value="([^"]*)"|>\n([^<]*)</textarea>)', page)
    assert found, f"{name} is not in the page"
    return found[1] if found[1] is not None else found[2]


def test_signing_up_opens_an_empty_journal(nobody):
    answer = nobody.post("/n/new/", {"name": " Moss-4410 ", "passphrase": NEW, "zone": "Europe/Berlin"})
    assert answer.status_code == 302
    assert answer["Location"] == "/n/kit/"
    assert nobody.get("/n/").status_code == 200
    person = Person.objects.get()
    assert person.name == "moss-4410"
    assert NEW not in person.password


def test_a_taken_name_keeps_the_page_and_offers_another(nobody, alice_journal):
    page = nobody.post("/n/new/", {"name": "RIVER-1001", "passphrase": NEW, "zone": "Asia/Tokyo"}).content.decode()
    assert "Somebody here has that name" in page
    assert "<title>Error: Notes" in page
    assert 'value="RIVER-1001"' in page
    assert re.search(r'<option value="Asia/Tokyo" selected', page)


@pytest.mark.parametrize(
    ("passphrase", "says"),
    [("short", "too short"), ("aaaaaaaaaaaaaaaaaaaa", "try that early"), ("passwordpassword", "try that early")],
)
def test_a_weak_passphrase_is_refused_with_what_to_do(nobody, passphrase, says):
    page = nobody.post("/n/new/", {"name": "elm-1", "passphrase": passphrase, "zone": "UTC"}).content.decode()
    assert says in page
    assert not Person.objects.exists()


def test_sign_up_can_be_closed_or_need_a_code(nobody, settings):
    settings.SIGN_UP = "closed"
    nobody.post("/n/new/", {"name": "elm-1", "passphrase": NEW, "zone": "UTC"})
    settings.SIGN_UP, settings.SIGN_UP_CODE = "code", "blue door"
    page = nobody.post("/n/new/", {"name": "elm-1", "passphrase": NEW, "zone": "UTC", "newcomer": "red"})
    assert b"That is not the code" in page.content
    assert not Person.objects.exists()
    nobody.post("/n/new/", {"name": "elm-1", "passphrase": NEW, "zone": "UTC", "newcomer": "blue door"})
    assert Person.objects.count() == 1


def test_a_private_page_without_a_visit_is_the_unlock_page(nobody):
    answer = nobody.get("/n/today/")
    assert answer.status_code == 401
    assert b"Open your notes" in answer.content
    assert "no-store" in answer["Cache-Control"]
    assert hidden(answer.content.decode(), "then") == "/n/today/"


def test_unlocking_leads_to_the_page_that_was_wanted(nobody, alice_journal):
    answer = nobody.post("/n/unlock/", {"name": "river-1001", "passphrase": PASSPHRASE, "then": "/n/plan/"})
    assert answer["Location"] == "/n/plan/"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/n/", "/n/nothing-here/", "/leave/"])
def test_unlocking_leads_nowhere_else(nobody, alice_journal, elsewhere):
    answer = nobody.post("/n/unlock/", {"name": "river-1001", "passphrase": PASSPHRASE, "then": elsewhere})
    assert answer["Location"] == "/n/"


@pytest.mark.parametrize(("name", "passphrase"), [("river-1001", "wrong words"), ("nobody-1", PASSPHRASE)])
def test_a_wrong_pair_says_the_same_whether_the_name_is_known(nobody, alice_journal, name, passphrase):
    page = nobody.post("/n/unlock/", {"name": name, "passphrase": passphrase}).content.decode()
    assert "Name and passphrase do not fit" in page
    assert nobody.get("/n/").status_code == 401


def test_both_cost_one_derivation(nobody, alice_journal, monkeypatch):
    from journal.access import backend

    runs = []
    real = backend.vault.derive
    monkeypatch.setattr(backend.vault, "derive", lambda *args, **kwargs: runs.append(1) or real(*args, **kwargs))
    for name in ("river-1001", "nobody-1"):
        nobody.post("/n/unlock/", {"name": name, "passphrase": "wrong words"})
    nobody.post("/n/unlock/", {"name": "river-1001", "passphrase": PASSPHRASE})
    assert len(runs) == 3


def test_what_was_typed_into_a_locked_journal_comes_back(alice):
    alice.post("/n/lock/")
    text = 'Rain & "wind".\n  Two lines. 💧'
    page = alice.post("/n/today/", {"more": text, "base": "0", "hand": "abc"}).content.decode()
    assert "Your words are safe in this page" in page
    carried = {"typed-more": text, "typed-base": "0", "typed-hand": "abc", "then": hidden(page, "then")}
    wrong = alice.post("/n/unlock/", {"name": "river-1001", "passphrase": "wrong", **carried}).content.decode()
    assert "Rain &amp; &quot;wind&quot;.\n  Two lines." in wrong
    page = alice.post("/n/unlock/", {"name": "river-1001", "passphrase": PASSPHRASE, **carried}).content.decode()
    assert "Your words are here" in page
    assert hidden(page, "more") == "Rain &amp; &quot;wind&quot;.\n  Two lines. 💧"
    assert hidden(page, "hand") == "abc"
    assert 'action="/n/today/"' in page
    alice.post("/n/today/", {"more": text, "base": "0", "hand": "abc"})
    assert "Rain &amp; &quot;wind&quot;." in alice.get("/n/today/").content.decode()


def test_a_save_by_htmx_into_a_locked_journal_is_told_so_and_the_form_stays(alice):
    alice.post("/n/lock/")
    answer = alice.post("/n/today/", {"more": "text"}, headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.content == b"Locked."


def test_a_stale_form_token_gives_the_text_back(alice_journal):
    client = Client(enforce_csrf_checks=True)
    page = client.get("/n/unlock/").content.decode()
    token = hidden(page, "csrfmiddlewaretoken")
    client.post("/n/unlock/", {"name": "river-1001", "passphrase": PASSPHRASE, "csrfmiddlewaretoken": token})
    answer = client.post("/n/today/", {"more": "not lost", "base": "0", "hand": "x"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert hidden(page, "more") == "not lost"
    assert not Record.objects.filter(slot=alice_journal.key.slot("night", "x")).exists()


def test_a_form_sent_from_another_site_gets_nothing(alice_journal):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/n/today/", {"more": "planted"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert b"planted" not in answer.content


def test_unlocking_in_a_second_tab_leaves_the_first_tabs_form_alive(alice_journal):
    client = Client(enforce_csrf_checks=True)
    token = hidden(client.get("/n/unlock/").content.decode(), "csrfmiddlewaretoken")
    enter = {"name": "river-1001", "passphrase": PASSPHRASE, "csrfmiddlewaretoken": token}
    client.post("/n/unlock/", enter)
    first_tab = hidden(client.get("/n/today/").content.decode(), "csrfmiddlewaretoken")
    client.post("/n/lock/", {"csrfmiddlewaretoken": first_tab})
    token = hidden(client.get("/n/unlock/").content.decode(), "csrfmiddlewaretoken")
    client.post("/n/unlock/", {**enter, "csrfmiddlewaretoken": token})
    sent = {"more": "x", "base": "0", "hand": "h", "csrfmiddlewaretoken": token}
    assert client.post("/n/today/", sent).status_code == 303


def test_unlocking_makes_a_new_session_and_a_new_key(alice, settings):
    before = {name: alice.cookies[name].value for name in (settings.SESSION_COOKIE_NAME, settings.KEY_COOKIE_NAME)}
    alice.post("/n/unlock/", {"name": "river-1001", "passphrase": PASSPHRASE})
    after = {name: alice.cookies[name].value for name in before}
    assert not set(before.values()) & set(after.values())
    assert Visit.objects.count() == 1


def test_the_cookies_say_nothing_and_end_with_the_browser(alice, settings):
    for name in (settings.SESSION_COOKIE_NAME, settings.KEY_COOKIE_NAME):
        cookie = alice.cookies[name]
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert cookie["max-age"] == ""
        assert cookie["expires"] == ""


@pytest.mark.parametrize("way", ["lock", "leave"])
def test_ending_a_visit_leaves_nothing_to_come_back_with(alice, way, settings):
    stolen = {name: morsel.value for name, morsel in alice.cookies.items()}
    answer = alice.post("/n/lock/") if way == "lock" else alice.get("/leave/")
    assert not Visit.objects.exists()
    dropped = (settings.SESSION_COOKIE_NAME, settings.KEY_COOKIE_NAME)
    assert all(answer.cookies[name]["max-age"] == 0 for name in dropped)
    thief = Client()
    for name, value in stolen.items():
        thief.cookies[name] = value
    assert thief.get("/n/").status_code == 401
    if way == "leave":
        assert answer["Location"] == settings.LEAVE_TO
        assert answer["Clear-Site-Data"] == '"storage"'


def test_the_session_row_alone_opens_nothing(alice, settings):
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = alice.cookies[settings.SESSION_COOKIE_NAME].value
    thief.cookies[settings.KEY_COOKIE_NAME] = "00" * 32
    assert thief.get("/n/").status_code == 401


def test_a_prefetch_does_not_leave(alice):
    assert alice.get("/leave/", headers={"Sec-Purpose": "prefetch"}).status_code == 204
    assert alice.get("/n/").status_code == 200


def move_deadlines(by: timedelta) -> None:
    for visit in Visit.objects.all():
        visit.expire_date += by
        visit.save()


def test_a_visit_past_its_deadline_opens_nothing_and_its_row_goes_with_anyones_request(alice, bob, monkeypatch):
    Visit.objects.exclude(owner__name="fern-2002").update(expire_date=own.utc_now() - timedelta(seconds=1))
    assert alice.get("/n/").status_code == 401
    monkeypatch.setattr(visits, "_swept", float("-inf"))
    bob.get("/n/")
    assert [visit.owner.name for visit in Visit.objects.all()] == ["fern-2002"]


def test_the_last_action_is_written_at_most_every_thirty_seconds(alice, django_assert_num_queries):
    before = Visit.objects.get().expire_date
    alice.get("/n/mine/")
    assert Visit.objects.get().expire_date == before
    move_deadlines(-timedelta(seconds=31))
    alice.get("/n/mine/")
    assert Visit.objects.get().expire_date >= before


def test_a_visit_ends_after_eight_hours_even_in_use(alice_journal, monkeypatch):
    client = open_client("river-1001")
    late = own.utc_now() + visits.LONGEST - timedelta(minutes=1)
    monkeypatch.setattr(visits, "_now", lambda: late)
    Visit.objects.update(expire_date=late + timedelta(seconds=20))
    assert client.get("/n/").status_code == 200
    assert Visit.objects.get().expire_date <= late + timedelta(minutes=1)


def test_guessing_is_slowed_and_the_right_passphrase_waits_too(nobody, alice_journal):
    for _ in range(5):
        nobody.post("/n/unlock/", {"name": "river-1001", "passphrase": "wrong"})
    answer = nobody.post("/n/unlock/", {"name": "river-1001", "passphrase": PASSPHRASE})
    assert answer.status_code == 429
    assert b"Your code opens your pages at any time" in answer.content
    Throttle.objects.update(since=own.utc_now() - timedelta(minutes=6))
    assert nobody.post("/n/unlock/", {"name": "river-1001", "passphrase": PASSPHRASE}).status_code == 302


def test_no_more_than_sixty_guesses_a_day(alice_journal, monkeypatch):
    from journal.access import throttle

    Throttle.objects.all().delete()
    throttle.take("account", "river-1001")
    Throttle.objects.update(since=own.utc_now() - timedelta(hours=23))
    assert sum(throttle.take("account", "river-1001") for _ in range(100)) == 59


def test_wrong_tries_since_the_last_visit_are_told_once(nobody, alice_journal):
    for _ in range(2):
        nobody.post("/n/unlock/", {"name": "river-1001", "passphrase": "wrong"})
    nobody.post("/n/unlock/", {"name": "river-1001", "passphrase": PASSPHRASE})
    assert b"a wrong passphrase was typed 2 times" in nobody.get("/n/").content
    assert b"a wrong passphrase" not in nobody.get("/n/").content


def test_the_code_is_made_when_shown_and_kept_when_typed(alice):
    assert b"Show me the code" in alice.get("/n/kit/").content
    assert Person.objects.get().locator is None
    page = alice.post("/n/kit/", {"do": "make"}).content.decode()
    code = hidden(page, "code")
    wrong = alice.post("/n/kit/", {"do": "kept", "code": code, "last_five": "00000"}).content.decode()
    assert "These are not the last five" in wrong
    assert hidden(wrong, "code") == code
    answer = alice.post("/n/kit/", {"do": "kept", "code": code, "last_five": code.replace("-", "")[-5:].lower()})
    assert answer["Location"] == "/n/"
    assert b"You have a code on paper" in alice.get("/n/kit/").content


def test_the_code_opens_the_journal_without_a_name_and_then_is_spent(nobody, alice_journal):
    alice_journal.put("night", "2026-03-11", {"more": "kept"})
    code = accounts.make_code(alice_journal)
    answer = nobody.post("/n/back/", {"code": code.lower(), "passphrase": NEW})
    assert b"river-1001" in answer.content
    assert nobody.get("/n/").status_code == 200
    again = Client().post("/n/back/", {"code": code, "passphrase": NEW})
    assert b"This code opens nothing here" in again.content
    assert open_client("river-1001", NEW).get("/n/").status_code == 200
    old = Client().post("/n/unlock/", {"name": "river-1001", "passphrase": PASSPHRASE})
    assert b"do not fit" in old.content


def test_a_miscopied_code_says_where_to_look(nobody, alice_journal):
    code = accounts.make_code(alice_journal)
    page = nobody.post("/n/back/", {"code": code[:-1], "passphrase": NEW}).content.decode()
    assert "one group at a time" in page
    assert f'value="{code[:-1]}"' in page


def test_the_code_needs_no_pepper(alice_journal, settings):
    code = accounts.make_code(alice_journal)
    settings.PEPPER = bytes(32)
    person, journal = accounts.recover(code, NEW)
    assert person.pk == alice_journal.owner_id
    assert journal.get("settings", "mine") is not None


def test_changing_the_passphrase_ends_other_visits_and_asks_for_a_new_code(alice, alice_journal):
    accounts.make_code(alice_journal)
    elsewhere = open_client("river-1001")
    answer = alice.post("/n/mine/passphrase/", {"current": PASSPHRASE, "passphrase": NEW})
    assert answer["Location"] == "/n/kit/"
    assert alice.get("/n/").status_code == 200
    assert elsewhere.get("/n/").status_code == 401
    assert Person.objects.get().locator is None


def test_changing_the_passphrase_needs_the_old_one(alice):
    page = alice.post("/n/mine/passphrase/", {"current": "wrong", "passphrase": NEW}).content.decode()
    assert "That is not your passphrase. Nothing was changed." in page
    assert open_client("river-1001").get("/n/").status_code == 200


def test_another_device_can_be_locked_from_here(alice, alice_journal):
    elsewhere = open_client("river-1001")
    assert b"open on one other device" in alice.get("/n/mine/").content
    alice.post("/n/mine/devices/")
    assert elsewhere.get("/n/").status_code == 401
    assert alice.get("/n/").status_code == 200


def test_deleting_everything_needs_the_passphrase_and_leaves_nothing(alice, bob_journal):
    alice.post("/n/mine/everything/", {"passphrase": "wrong"})
    assert Person.objects.filter(name="river-1001").exists()
    answer = alice.post("/n/mine/everything/", {"passphrase": PASSPHRASE})
    assert b"Everything is deleted" in answer.content
    assert [person.name for person in Person.objects.all()] == ["fern-2002"]
    assert {record.owner.name for record in Record.objects.all()} == {"fern-2002"}
    assert alice.get("/n/").status_code == 401


def test_settings_are_kept_and_a_wrong_one_is_said(alice):
    good = {"zone": "Asia/Tokyo", "lock_minutes": "5", "paper": "letter", "country": "GB"}
    assert alice.post("/n/mine/", good).status_code == 302
    page = alice.get("/n/mine/").content.decode()
    assert re.search(r'value="Asia/Tokyo" selected', page)
    assert Visit.objects.get().get_decoded()["idle"] == 5
    bad = alice.post("/n/mine/", {**good, "zone": "Mars/Base"}).content.decode()
    assert "<title>Error: Notes" in bad


def test_one_broken_record_does_not_shut_the_journal(alice, alice_journal):
    slot = alice_journal.key.slot("settings", "mine")
    Record.objects.filter(slot=slot).update(sealed=b"\x01" + bytes(200))
    assert alice.get("/n/").status_code == 200
    answer = alice.post("/n/mine/", {"zone": "UTC", "lock_minutes": "5", "paper": "a4", "country": ""})
    assert answer.status_code == 409
    assert bytes(Record.objects.get(slot=slot).sealed) == b"\x01" + bytes(200)


def test_a_reader_cannot_reach_anothers_record(alice_journal, bob_journal):
    alice_journal.put("night", "2026-03-11", {"more": "hers"})
    assert Journal(bob_journal.owner_id, alice_journal.key).get("night", "2026-03-11") is None
    assert bob_journal.get("night", "2026-03-11") is None


def test_a_journal_of_a_deleted_person_is_over(alice_journal):
    from journal.access.records import VisitOver

    accounts.delete(alice_journal)
    with pytest.raises(VisitOver):
        alice_journal.put("night", "2026-03-11", {"more": "late"})


def test_two_people_with_one_passphrase_have_different_keys(db):
    one, two = make_person(name="a-1"), make_person(name="b-2")
    assert one[1].key.dek != two[1].key.dek
    assert one[0].password != two[0].password
