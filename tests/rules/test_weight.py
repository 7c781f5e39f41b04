"""What a page weighs, and how it is zipped. `benchmarks/look.py` measures the same in a browser, and the times with it.

A first view is the page with everything it links to, as encoded, over HTTP/1.1 with all headers; a repeat view is the
page alone. Sizes are bytes.
"""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from config import pagecache
from guides import shelf
from journal.doing import press
from tests.people import PASSPHRASE
from tests.views.test_headers import addresses

pytestmark = pytest.mark.slow  # weighs every page

PUBLIC, PRIVATE, AGAIN, ANSWERS = 60_000, 75_000, 10_000, 6
SCRIPTS, SHEET = 3_000, 8_000
HEAD = 900  # what headers weigh with a file; measured: 866
COLD = ("/n/unlock/", "/n/", "/n/today/")  # the others are opened from one of these
ZIPPED = {"Accept-Encoding": "gzip, deflate, br"}
LINKS = re.compile(r'<(?:link|script)[^>]*? (?:href|src)="/static/([^"]+)"')


# Budgets


def file(path: str) -> bytes:
    return Path(finders.find(path)).read_bytes()


def sent(path: str) -> int:
    """The bytes in which a static file goes over the wire."""
    return HEAD + (len(file(path)) if path.endswith(".woff2") else len(brotli.compress(file(path))))


def weigh(page: HttpResponse) -> tuple[int, int, int]:
    """Bytes of the page alone, bytes with all that it links to, and the number of answers that takes."""
    assert page["Content-Encoding"] == "gzip"
    linked = set(LINKS.findall(gzip.decompress(page.content).decode()))
    assert {"css/site.css", "js/page.js"} <= linked
    alone = len(page.content) + len(page.serialize_headers()) + 150  # the server adds its name, the date, a cookie
    return alone, alone + sum(map(sent, linked)), 1 + len(linked)


def pages(reader: Client, listed: list[str]) -> dict[str, tuple[int, int, int]]:
    """The weights of the addresses that answer with a page."""
    answers = {address: reader.get(address, headers=ZIPPED) for address in listed}
    good = {at: page for at, page in answers.items() if page.status_code == 200}
    return {at: weigh(page) for at, page in good.items() if page["Content-Type"].startswith("text/html")}


def test_public_pages_keep_their_budget(nobody):
    steps = [f"/guides/{guide.slug}/{step.slug}/" for guide in shelf.guides() for step in guide.steps]
    found = pages(nobody, [*addresses(public=True), *steps])
    assert len(found) > 20
    for at, (alone, whole, answers) in found.items():
        assert (alone <= AGAIN, whole <= PUBLIC, answers <= ANSWERS) == (True, True, True), (at, alone, whole, answers)


def test_private_pages_keep_their_budget(alice):
    found = pages(alice, [at for at in addresses(public=False) if at not in ("/n/lock/", "/leave/")])
    assert found.keys() >= {*COLD, "/n/new/", "/n/mine/"}
    for at, (alone, whole, _) in found.items():
        assert alone <= AGAIN, (at, alone)
        assert whole <= PRIVATE or at not in COLD, (at, whole)


def test_our_own_scripts_and_the_sheet_keep_their_budget():
    assert sum(len(brotli.compress(file(f"js/{name}.js"))) for name in ("page", "notes")) <= SCRIPTS
    assert len(gzip.compress(file("css/site.css"))) <= SHEET


def test_pages_load_the_fonts_that_the_sheet_asks_for_and_no_others(nobody):
    asked = re.findall(r'url\("\.\./([^"]+)"\)', file("css/site.css").decode())
    preloaded = re.findall(r'rel="preload" href="/static/([^"]+)"', nobody.get("/").content.decode())
    assert sorted(asked) == sorted(preloaded)


# Public pages are ready in both forms


def test_a_zipped_page_says_the_same_under_an_etag_of_its_own(nobody):
    plain, zipped = nobody.get("/help/"), nobody.get("/help/", headers=ZIPPED)
    assert gzip.decompress(zipped.content) == plain.content
    assert zipped["Content-Length"] == str(len(zipped.content))
    assert zipped["ETag"] != plain["ETag"]
    assert plain["Vary"] == zipped["Vary"] == "Accept-Encoding"
    assert "Content-Encoding" not in plain.headers
    assert nobody.get("/help/", headers={**ZIPPED, "If-None-Match": zipped["ETag"]}).status_code == 304
    assert nobody.get("/help/", headers={**ZIPPED, "If-None-Match": plain["ETag"]}).status_code == 200


@pytest.mark.parametrize(
    ("accepted", "zipped"),
    [
        ("gzip", True),
        ("br,gzip", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("*", False),
        ("x", False),
    ],
)
def test_only_who_takes_it_gets_it_zipped(nobody, accepted, zipped):
    assert nobody.get("/", headers={"Accept-Encoding": accepted}).has_header("Content-Encoding") is zipped


def test_every_worker_zips_alike_and_neither_form_needs_the_database(published, monkeypatch):
    def view(request):
        response = HttpResponse("words " * 200)
        response.public_page = True
        return response

    def unreachable():
        raise DatabaseError("gone")

    one, other = pagecache.PageCache(view), pagecache.PageCache(view)
    asks, takes = RequestFactory().get("/"), RequestFactory().get("/", headers=ZIPPED)
    first = one(takes).content
    assert other(takes).content == first
    assert first[4:8] == bytes(4), "a time of day is in it"
    monkeypatch.setattr(shelf, "current_edition", unreachable)
    one.get_response = other.get_response = None
    assert one(asks).content == b"words " * 200


# What is private


def test_the_length_of_a_private_page_is_blurred_and_its_words_are_whole(alice):
    found = [alice.get("/n/plan/", headers=ZIPPED) for _ in range(20)]
    assert all(page.content[3] & 8 for page in found), "no room for a file name, which is the padding"
    padded = [page.content.index(b"\0", 10) for page in found]
    assert len(set(padded)) > 5, padded
    assert "My plan" in gzip.decompress(found[0].content).decode()
    assert "no-store" in found[0]["Cache-Control"]


def test_papers_and_files_are_sent_as_they_are(alice):
    paper = alice.post("/n/plan/paper/", headers=ZIPPED)
    assert paper.content.startswith(b"%PDF")
    assert alice.post("/n/out/", {"passphrase": PASSPHRASE}, headers=ZIPPED).content.startswith(b"PK")
    press.stop()


def test_no_private_page_repeats_what_an_address_asks(alice):
    """Or the length of a zipped page would tell a listener which guess is in it."""
    asked = dict.fromkeys(("at", "for", "go", "open", "paper", "q", "saved", "then", "x"), "canary-4711")
    for address in addresses(public=False):
        if address not in ("/n/lock/", "/leave/"):
            assert b"canary" not in alice.get(address, asked).content, address
