"""Whatever is typed, however oddly: shown as words, carried only where it may be, and never an error of ours."""

import re
from html import unescape

import pytest
from django.test import Client

from journal.access import accounts
from journal.doing import settings as own
from journal.models import Person, Record, Visit
from journal.web import typed
from tests.people import PASSPHRASE, open_client
from tests.views.test_headers import addresses

pytestmark = pytest.mark.slow  # every form of every page

NEW = "velvet anchor Tuesday biscuit"
SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
ODD = {
    "a zero byte": "a\0b",
    "half a character": "\\ud800",
    "a bell and a backspace": "\a\b",
    "turned around": "\u202eabc",
    "very long": "x" * 4096,
    "braces": "{{ request }}{% now %}",
    "many marks": "a" + "\u0301" * 500,
    "a script": SCRIPT,
}
EVERY_FIELD = [
    *("name", "passphrase", "current", "code", "last_five", "newcomer", "zone", "then", "do", "base", "hand", "night"),
    *("more", "stand_by", "tomorrow", "counselor", "sleep", "reached", "lines", "for", "q", "go", "keep", "seen"),
    *("mark", "paper", "lock_minutes", "country", "slow_do", "slow_going", "why", "said_1", "on_why", "typed-more"),
]


def fields(page: str) -> dict[str, str]:
    """The hidden fields of a page."""
    areas = re.findall(r'<textarea name="([^"]*)" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    inputs = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', page)
    return {unescape(name): unescape(value) for name, value in [*areas, *inputs]}


# Secrets


@pytest.mark.parametrize("secret", sorted(typed.NEVER - {"csrfmiddlewaretoken"}))
@pytest.mark.parametrize("prefix", ["", "typed-", "typed-typed-"])
def test_a_secret_is_never_carried_through_a_page(nobody, alice_journal, secret, prefix):
    sent = {f"{prefix}{secret}": "canary", "typed-more": "words", "more": "words", "then": "/n/today/"}
    locked = nobody.post("/n/mine/passphrase/", sent).content.decode()
    carried = {name: value for name, value in fields(locked).items() if name != "csrfmiddlewaretoken"}
    entered = carried | {"name": "river-1001", "passphrase": PASSPHRASE}
    if prefix == "":
        assert "canary" not in locked
    returned = nobody.post("/n/unlock/", entered).content.decode()
    assert "Your words are here" in returned
    assert secret not in fields(returned)
    direct = Client().post("/n/unlock/", sent | {"name": "river-1001", "passphrase": PASSPHRASE}).content.decode()
    assert not {secret, f"typed-{secret}"} & set(fields(direct))
    assert "canary" not in direct


def test_a_form_token_typed_by_somebody_does_not_take_the_place_of_ours(nobody, alice_journal):
    sent = {"typed-csrfmiddlewaretoken": "canary", "typed-more": "x", "name": "river-1001", "passphrase": PASSPHRASE}
    assert b"canary" not in nobody.post("/n/unlock/", sent).content


def test_a_stale_token_on_the_unlock_page_itself_loses_nothing(alice_journal):
    client = Client(enforce_csrf_checks=True)
    sent = {"typed-more": "my words", "then": "/n/today/", "name": "river-1001", "passphrase": PASSPHRASE}
    page = client.post("/n/unlock/", sent)
    assert page.status_code == 401
    assert fields(page.content.decode()) | {"typed-more": "my words", "then": "/n/today/"} == fields(
        page.content.decode()
    )
    again = client.post("/n/unlock/", fields(page.content.decode()) | {"name": "river-1001", "passphrase": PASSPHRASE})
    assert fields(again.content.decode())["more"] == "my words"
    assert 'action="/n/today/"' in again.content.decode()


def test_a_stale_token_with_nothing_typed_says_that_nothing_was_done(alice, alice_journal):
    client = Client(enforce_csrf_checks=True)
    client.cookies = alice.cookies
    page = client.post("/n/mine/devices/").content.decode()
    assert "Nothing was changed" in page
    assert "Keep them" not in page


def test_words_that_came_back_lie_in_a_page_that_locks(alice, alice_journal):
    """The visit is open by then, and the words stand there to be read by whoever comes next."""
    alice.post("/n/lock/")
    page = alice.post("/n/today/", {"more": "words"}).content.decode()
    page = alice.post("/n/unlock/", fields(page) | {"name": "river-1001", "passphrase": PASSPHRASE}).content.decode()
    code = accounts.make_code(alice_journal)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = alice.cookies
    stale = strict.post("/n/today/", {"more": "words"}).content.decode()
    opened = Client().post("/n/back/", {"code": code, "passphrase": NEW}).content.decode()
    for shown in (page, stale, opened):
        assert 'id="lock-form"' in shown
        assert 'data-idle="600"' in shown


# Oddities


def test_a_script_is_shown_as_words(alice, alice_journal):
    stranger = Client()
    sent = dict.fromkeys(("more", "stand_by", "then", "then ", SCRIPT), SCRIPT)
    pages = [stranger.post("/n/today/", sent), stranger.get("/n/unlock/", {"then": SCRIPT})]
    pages.append(stranger.post("/n/unlock/", fields(pages[0].content.decode()) | {"name": SCRIPT, "passphrase": "x"}))
    carried = fields(pages[0].content.decode()) | {"name": "river-1001", "passphrase": PASSPHRASE}
    pages.append(stranger.post("/n/unlock/", carried))
    alice.post("/n/today/", {"more": SCRIPT, "stand_by": SCRIPT, "tomorrow": SCRIPT, "hand": "h"})
    alice.post("/n/today/", {"more": SCRIPT + "2", "hand": "g"})
    alice.post("/n/plan/", {"slow_do": SCRIPT, "hand": "h"})
    pages += [
        alice.get(address) for address in addresses(public=False) if "lock" not in address and "leave" not in address
    ]
    pages += [alice.post("/n/find/", {"q": SCRIPT}), alice.post("/n/find/", {"q": "script"})]
    pages += [alice.get("/n/kit/", {"then": SCRIPT}), alice.get("/n/today/", {"at": SCRIPT})]
    for page in pages:
        assert b"<script>" not in page.content
        assert b"<img" not in page.content
    assert sum(b"&lt;script&gt;" in page.content for page in pages) >= 5


@pytest.mark.parametrize(
    ("what", "charset"),
    [*((what, "utf-8") for what in ODD), ("half a character", "unicode_escape"), ("a script", "zlib_codec")],
)
def test_nothing_that_is_sent_is_an_error(alice, alice_journal, what, charset):
    """Half a character comes in where a stranger names a charset that can make one."""
    alice.raise_request_exception = False
    head = '--frame\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    body = "".join(head.format(name, ODD[what]) for name in EVERY_FIELD) + "--frame--\r\n"
    kind = f"multipart/form-data; boundary=frame; charset={charset}"
    listed = [address for address in addresses(public=False) if "lock" not in address and "leave" not in address]
    for address in [*listed, "/n/unlock/", "/before-you-begin/"]:
        assert alice.generic("POST", address, body, content_type=kind).status_code < 500, address
        asked = dict.fromkeys(("then", "for", "at", "paper", "open"), ODD[what])
        assert alice.get(address, asked).status_code < 500, address
    stranger = Client(raise_request_exception=False)
    for address in ("/n/today/", "/n/unlock/", "/n/new/", "/n/back/"):
        assert stranger.generic("POST", address, body, content_type=kind).status_code < 500, address
    assert alice.post("/n/out/", {"passphrase": PASSPHRASE}).status_code == 200


@pytest.mark.parametrize("name", ["\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}" * 64, "x" * 4096, "a\0b", "\ufb03" * 64])
def test_a_name_that_no_column_holds_is_said_so(nobody, name):
    sent = {"name": name, "passphrase": PASSPHRASE, "zone": "UTC"}
    for address in ("/n/new/", "/n/unlock/"):
        answer = nobody.post(address, sent)
        assert answer.status_code in (200, 302)
    assert all(len(person.name) <= 64 for person in Person.objects.all())


def test_a_name_is_the_same_however_its_accents_are_put_together(nobody):
    sent = {"passphrase": PASSPHRASE, "zone": "UTC"}
    assert nobody.post("/n/new/", sent | {"name": "caf\u00e9-1"}).status_code == 302
    assert Client().post("/n/unlock/", sent | {"name": "CAFE\u0301-1"}).status_code == 302


@pytest.mark.parametrize("value", ['"\\000aaaaaaaaaaaaaaaa"', "x" * 5000, "' OR 1=1 --aaaaaaaa", ""])
def test_a_cookie_of_ones_own_making_opens_nothing_and_breaks_nothing(published, db, value, settings):
    cookies = f"{settings.SESSION_COOKIE_NAME}={value}; {settings.KEY_COOKIE_NAME}={value or 'x'}"
    client = Client(raise_request_exception=False)
    for address, status in (("/n/", 401), ("/leave/", 302), ("/help/", 200)):
        assert client.get(address, headers={"Cookie": cookies}).status_code == status
    assert client.post("/n/lock/", headers={"Cookie": cookies}).status_code == 302


def test_too_much_is_refused_before_it_is_read(alice, settings):
    alice.raise_request_exception = False
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    records = list(Record.objects.values())
    assert alice.post("/n/today/", {"more": "x" * limit}).status_code == 400
    many = "&".join(f"f{number}=x" for number in range(2000))
    assert alice.post("/n/today/", many, content_type="application/x-www-form-urlencoded").status_code == 400
    assert list(Record.objects.values()) == records


# The code on paper


def test_a_code_that_a_newer_one_replaced_is_not_taken_for_kept(alice, alice_journal):
    first, second = (fields(alice.post("/n/kit/", {"do": "make"}).content.decode())["code"] for _ in range(2))
    page = alice.post("/n/kit/", {"do": "kept", "code": first, "last_five": first.replace("-", "")[-5:]})
    assert b"This code opens nothing any more" in page.content
    assert not own.mine(alice_journal).kit_kept
    assert (
        alice.post("/n/kit/", {"do": "kept", "code": second, "last_five": second[-6:].replace("-", "")}).status_code
        == 302
    )
    assert own.mine(alice_journal).kit_kept


def test_after_the_code_was_used_home_asks_for_a_new_one(nobody, alice_journal):
    code = accounts.make_code(alice_journal)
    own.change(alice_journal, kit_kept=True)
    nobody.post("/n/back/", {"code": code, "passphrase": NEW})
    assert b'href="/n/kit/"' in nobody.get("/n/").content
    assert b"You have a code on paper" not in nobody.get("/n/kit/").content


def test_a_visit_ended_elsewhere_comes_back_by_no_save_of_its_own(alice, alice_journal):
    elsewhere = open_client("river-1001")
    elsewhere.post("/n/mine/devices/")
    settings_form = {"zone": "UTC", "lock_minutes": "5", "paper": "a4", "country": ""}
    assert alice.post("/n/mine/", settings_form).status_code == 401
    assert Visit.objects.count() == 1
