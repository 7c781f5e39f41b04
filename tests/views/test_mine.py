"""Settings that do not open shut nothing but their own page: the usual ones count, and nothing is replaced unsaid."""

import re

import pytest

from journal.access import accounts
from journal.doing import settings as own
from journal.models import Person, Record
from tests.people import PASSPHRASE, open_client

NEW = "velvet anchor Tuesday biscuit"
MINE = {"zone": "Asia/Tokyo", "lock_minutes": "5", "paper": "letter", "country": ""}


def settings_row(journal) -> Record:
    return Record.objects.get(slot=journal.key.slot("settings", "mine"))


@pytest.fixture
def broken(alice_journal):
    """One bit of Alice's settings has changed in the database; the bytes as they now stand."""
    alice_journal.put("night", "2026-03-11", {"stand_by": "I walked."})
    row = settings_row(alice_journal)
    spoilt = bytes(row.sealed[:-1]) + bytes([row.sealed[-1] ^ 1])
    Record.objects.filter(pk=row.pk).update(sealed=spoilt)
    return spoilt


def code_on(page: str) -> str:
    return re.search(r'<p class="code"[^>]*>([^<]+)<', page)[1].strip()


def test_a_new_code_can_be_made_and_kept_and_it_opens(broken, alice, alice_journal):
    code = code_on(alice.post("/n/kit/", {"do": "make"}).content.decode())
    kept = {"do": "kept", "code": code, "last_five": code.replace("-", "")[-5:]}
    assert alice.post("/n/kit/", kept)["Location"] == "/n/"
    assert bytes(settings_row(alice_journal).sealed) == broken
    _, journal = accounts.recover(code, NEW)
    assert journal.get("night", "2026-03-11").body == {"stand_by": "I walked."}


def test_home_says_so_and_asks_for_a_code_only_where_none_was_made(broken, alice):
    page = alice.get("/n/").content.decode()
    assert "Your settings do not open" in page
    assert "Until you keep the code" in page
    alice.post("/n/kit/", {"do": "make"})
    assert "Until you keep the code" not in alice.get("/n/").content.decode()


def test_every_other_page_opens_and_saves_under_the_usual_settings(broken, alice, alice_journal):
    private = ("", "today/", "days/2026-03/", "days/2026-03-11/?open=1", "find/", "state/", "plan/", "sheet/first/")
    for address in (*private, "sheet/first/paper/", "tools/my-days/", "kit/", "mine/", "mine/passphrase/", "out/"):
        assert alice.get(f"/n/{address}").status_code == 200, address
    page = alice.get("/n/today/").content.decode()
    assert "Choose which of these stand here" not in page
    day = re.search(r'name="night" value="([^"]+)"', page)[1]
    alice.post("/n/today/", {"stand_by": "I slept.", "night": day})
    assert alice_journal.get("night", day).body == {"stand_by": "I slept."}
    assert alice.post("/n/plan/", {"self_do": "Walk."}).status_code == 303
    assert alice.post("/n/mine/devices/").status_code == 302
    assert open_client("river-1001").get("/n/").status_code == 200
    assert own.mine(alice_journal) == own.Mine(opens=False)
    assert bytes(settings_row(alice_journal).sealed) == broken


def test_new_settings_take_their_place_only_from_the_page_that_says_so(broken, alice, alice_journal):
    assert alice.post("/n/mine/", MINE).status_code == 409  # a page from before they broke
    assert bytes(settings_row(alice_journal).sealed) == broken
    page = alice.get("/n/mine/").content.decode()
    assert "When you press Save, new ones take their place, and the old ones are gone." in page
    assert '<input type="hidden" name="anew" value="1">' in page
    assert alice.post("/n/mine/", MINE | {"anew": "1"})["Location"] == "/n/mine/?saved=1"
    assert own.mine(alice_journal) == own.Mine(zone="Asia/Tokyo", lock_minutes=5, paper="letter")
    assert "do not open" not in alice.get("/n/mine/").content.decode()


def test_settings_that_open_are_never_begun_anew(alice, alice_journal):
    own.change(alice_journal, kit_kept=True)
    alice.post("/n/mine/", MINE | {"anew": "1"})
    assert own.mine(alice_journal).kit_kept
    assert "anew" not in alice.get("/n/mine/").content.decode()


def test_a_new_passphrase_brings_new_settings(broken, alice):
    answer = alice.post("/n/mine/passphrase/", {"current": PASSPHRASE, "passphrase": NEW})
    assert answer["Location"] == "/n/kit/"
    assert "do not open" not in alice.get("/n/").content.decode()
    assert Person.objects.get().locator is None
