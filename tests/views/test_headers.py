"""What every answer says beside its words: nothing runs, nothing is kept, nobody is told apart."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from config import pagecache
from config.middleware import CSP, HEADERS
from guides import shelf
from journal.doing import press
from journal.models import Record
from journal.web.views_pages import Picked
from tests.archives import files_of
from tests.people import PASSPHRASE
from tests.rules.test_doors import patterns

pytestmark = pytest.mark.slow  # every address

TOP = Path(__file__).resolve().parents[2]
METHODS = ("get", "head", "post", "put", "patch", "delete", "options", "trace")


def addresses(*, public: bool) -> list[str]:
    """Every address of one kind, with words that exist filled in."""
    first = shelf.guides()[0]
    known = {"guide": first.slug, "step": first.steps[0].slug, "tool": shelf.tools()[0].slug}
    known |= {"week": "2026-W11", "word": "on", "size": "a4"}
    known |= {"source": shelf.sources()[0].slug, "key": "2026-03-11", "form": "first", "number": 1, "which": "0a1b2c3d"}
    known["place"] = f"{first.slug}/{first.steps[0].slug}"
    known |= {"question": next(one.slug for one in shelf.questions() if not one.leads)}
    known |= {"begin": date(2026, 3, 1), "end": date(2026, 3, 11), "what": Picked.of("words-a4")}
    found = []
    for _, pattern in patterns():
        asked = {name: known[name] for name in pattern.pattern.regex.groupindex}
        if pattern.name in ("month", "days"):
            asked = {name: value[:7] for name, value in asked.items()}
        found.append(reverse(pattern.name, kwargs=asked))
    return [address for address in found if public != address.startswith(("/n/", "/leave/"))]


def answers(client: Client, listed: list[str]) -> Iterator[tuple[str, HttpResponse]]:
    for address in listed:
        for method in METHODS:
            yield f"{method} {address}", getattr(client, method)(address)


def check_always(what: str, answer: HttpResponse) -> None:
    for name, value in HEADERS.items():
        expected = "no-referrer" if name == "Referrer-Policy" and what == "get /leave/" else value
        assert answer.headers.get(name) == expected, (what, name)
    assert "Clear-Site-Data" not in answer.headers or answer["Clear-Site-Data"] == '"storage"', what


def test_the_rule_for_scripts_lets_nothing_in():
    rules = dict(rule.strip().split(" ", 1) for rule in CSP.split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["frame-ancestors"] == rules["object-src"] == "'none'"
    assert not [rule for rule in rules.values() if rule not in ("'self'", "'none'")]


@pytest.mark.parametrize("tokens", [False, True], ids=["tokens right", "tokens missing"])
def test_public_answers_are_the_same_for_everyone(alice, tokens):
    public, known = addresses(public=True), Client(enforce_csrf_checks=tokens)
    assert len(public) > 12
    known.cookies = alice.cookies
    for what, answer in answers(known, [*public, "/guides/nothing/", "/nothing", "/tools/my-days"]):
        check_always(what, answer)
        assert not answer.cookies, what
        assert "Cookie" not in answer.get("Vary", ""), what
        assert answer.status_code in (200, 301, 302, 404, 405), what  # 302: a paper that is not drawn leads to its page


@pytest.mark.parametrize("who", ["inside", "locked", "token missing"])
def test_private_answers_are_never_kept(alice, who):
    client = {"inside": alice, "locked": Client(), "token missing": Client(enforce_csrf_checks=True)}[who]
    last = "/n/lock/"
    listed = [address for address in addresses(public=False) if address not in (last, "/leave/")]
    assert len(listed) > 25
    seen = set()
    for what, answer in answers(client, [*listed, "/n/nothing/", "/n/days/2026-99-01/", last]):
        check_always(what, answer)
        assert "no-store" in answer["Cache-Control"], what
        assert "private" in answer["Cache-Control"], what
        assert answer.status_code < 500, what
        seen.add(answer.status_code)
    assert seen >= {"inside": {200, 302, 303, 404, 405}, "locked": {401, 404}, "token missing": {401, 404}}[who]


def test_refusals_and_files_are_never_kept_either(alice, alice_journal):
    alice.raise_request_exception = False
    alice_journal.put("plan", "plan", {"slow_do": "x"})
    paper = alice.post("/n/plan/paper/")
    assert paper["Content-Type"] == "application/pdf"
    assert paper["Content-Disposition"] == 'attachment; filename="notes.pdf"'
    Record.objects.filter(slot=alice_journal.key.slot("plan", "plan")).update(version=9)
    found = {
        200: paper,
        409: alice.get("/n/plan/"),
        400: alice.get("/n/plan/", headers={"Host": "elsewhere.example"}),
        401: alice.post("/n/lock/") and alice.get("/n/plan/"),
    }
    for status, answer in found.items():
        assert answer.status_code == status
        check_always(str(status), answer)
        assert "no-store" in answer["Cache-Control"], status
    press.stop()


def test_leaving_tells_the_next_site_nothing(alice):
    answer = alice.get("/leave/")
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]


def test_an_error_of_ours_has_the_same_headers(alice, monkeypatch):
    alice.raise_request_exception = False
    monkeypatch.setattr("journal.doing.search.find", lambda *asked: 1 / 0)
    answer = alice.post("/n/find/", {"q": "x"})
    assert answer.status_code == 500
    check_always("500", answer)
    assert "no-store" in answer["Cache-Control"]


def test_the_export_is_a_file_that_nothing_keeps(alice):
    answer = alice.post("/n/out/", {"passphrase": PASSPHRASE})
    assert answer["Content-Disposition"] == 'attachment; filename="notes.zip"'
    assert "no-store" in answer["Cache-Control"]
    assert "notes.json" in files_of(answer.content)


# The page cache


def through(cache: pagecache.PageCache, method: str, path: str, **more: str) -> HttpResponse:
    return cache(RequestFactory().generic(method, path, **more))


@pytest.fixture
def cache(published) -> pagecache.PageCache:
    """A page cache around a view whose every answer carries the request, and is marked public."""

    def view(request):
        response = HttpResponse(f"{request.method} {request.META.get('HTTP_HOST')} {request.path}")
        response.public_page = True
        if "cookie" in request.path:
            response.set_cookie("a", "b")
        if "vary" in request.path:
            response["Vary"] = "Cookie"
        return response

    return pagecache.PageCache(view)


def test_the_cache_cannot_be_filled_up(cache):
    for number in range(pagecache.MOST + 50):
        through(cache, "GET", f"/{number}/")
    assert len(cache.pages) == pagecache.MOST
    assert through(cache, "GET", "/late/").content.endswith(b"/late/")


@pytest.mark.parametrize("method", ["POST", "PUT", "OPTIONS", "PROPFIND", "get "])
def test_only_reading_is_answered_from_the_cache_or_put_there(cache, method):
    through(cache, method, "/")
    assert not cache.pages


def test_questions_cookies_and_vary_are_not_cached(cache):
    through(cache, "GET", "/?line=a")
    through(cache, "GET", "/cookie/", HTTP_COOKIE="sid=x")
    through(cache, "GET", "/vary/")
    assert not cache.pages


def test_no_page_of_ours_repeats_the_host_or_the_query(published):
    reader = Client(headers={"Host": "localhost:4711"})
    for address in addresses(public=True):
        page = reader.get(address, {"x": "canary"}).content
        assert b"4711" not in page, address
        assert b"canary" not in page, address


def test_a_page_asked_for_with_a_strange_host_or_range_is_the_same_page(nobody):
    first = nobody.get("/help/")
    again = nobody.get("/help/", headers={"Host": "elsewhere.example", "Range": "bytes=0-3", "Cookie": "sid=x"})
    assert (again.status_code, again.content) == (200, first.content)
    short = nobody.get("/help/", headers={"If-None-Match": first["ETag"]})
    assert short.status_code == 304
    check_always("304", short)


# Over HTTPS

OVER_HTTPS = """
import django; django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
client = Client(headers={"Host": "notes.example.org", "X-Forwarded-Proto": "https"})
page = client.get("/n/unlock/")
made = client.post("/n/new/", {"name": "elm-1", "passphrase": "plain yellow kettle window", "zone": "UTC"})
left = client.get("/leave/")
print(page["Strict-Transport-Security"])
for answer in (page, made, left):
    print(answer.status_code, answer.cookies.output(header="", sep=" | "))
"""


def test_over_https_every_cookie_is_secure_and_bound_to_the_host():
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "tests.settings"}
    environment |= {"CLEARING_HTTPS": "1", "CLEARING_HOSTS": "notes.example.org"}
    ran = subprocess.run(
        [sys.executable, "-c", OVER_HTTPS], cwd=TOP, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr
    transport, page, made, left = ran.stdout.splitlines()
    assert transport == "max-age=63072000"
    assert "__Secure-form=" in page
    assert page.startswith("200")
    assert made.startswith("302")
    assert {"__Host-sid", "__Host-key"} <= {word.partition("=")[0] for word in made.split()}
    for line in (page, made, left):
        for cookie in line.partition(" ")[2].split(" | "):
            assert "Secure" in cookie, cookie
            assert "SameSite=Strict" in cookie, cookie
            assert "Domain" not in cookie, cookie
            assert "HttpOnly" in cookie or "Max-Age=0" in cookie, cookie
            assert "Path=/n/" in cookie if "form=" in cookie else "Path=/" in cookie, cookie
