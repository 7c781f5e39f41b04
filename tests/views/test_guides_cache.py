"""Public pages are ready bytes: same for everyone, dropped when something else is published."""

import pytest
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from config import pagecache
from guides import build, publishing, shelf

STEP = "/guides/slow-down/take-it-slowly/"


@pytest.fixture
def reader(small) -> Client:
    return Client()


@pytest.fixture
def asked():
    """How often a page was made."""
    return []


@pytest.fixture
def cache(small, asked):
    """The page cache around a view that marks its answers, and counts them."""

    def view(request):
        asked.append(request.path)
        response = HttpResponse(f"made {len(asked)}")
        response.public_page = not request.path.startswith("/n/")
        return response

    return pagecache.PageCache(view)


def get(cache, path="/", **headers):
    return cache(RequestFactory().get(path, headers=headers))


def test_a_page_is_made_once(cache, asked):
    assert [get(cache).content, get(cache).content] == [b"made 1", b"made 1"]
    assert get(cache, "/help/").content == b"made 2"
    assert asked == ["/", "/help/"]


def test_the_headers_are_those_of_the_page(reader):
    first, second = reader.get(STEP), reader.get(STEP)
    assert first.headers == second.headers
    assert first["Cache-Control"] == "public, max-age=60"
    assert int(first["Content-Length"]) == len(first.content) == len(second.content)
    assert "Content-Security-Policy" in second.headers


def test_the_same_etag_is_answered_without_a_body(reader):
    page = reader.get(STEP)
    for known in (page["ETag"], f"W/{page['ETag']}", f'"other", {page["ETag"]}', "*"):
        again = reader.get(STEP, headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again["ETag"] == page["ETag"]
        assert "Content-Length" not in again.headers
        assert "Content-Type" not in again.headers
    assert reader.get(STEP, headers={"If-None-Match": '"other"'}).content == page.content


def test_head_has_the_headers_and_no_body(reader):
    for _ in range(2):
        head = reader.head(STEP)
        assert head.content == b""
        assert head["ETag"] == reader.get(STEP)["ETag"]
        assert head["Content-Length"] == reader.get(STEP)["Content-Length"]


@pytest.mark.parametrize("path", ["/n/", "/?q=1"])
def test_what_is_private_or_has_a_query_is_made_each_time(cache, path):
    assert [get(cache, path).content, get(cache, path).content] == [b"made 1", b"made 2"]
    assert "ETag" not in get(cache, path).headers


def test_a_post_goes_past(cache):
    assert get(cache).content == b"made 1"
    assert cache(RequestFactory().post("/")).content == b"made 2"


@pytest.mark.parametrize("spoil", [lambda r: r.set_cookie("a", "b"), lambda r: r.headers.setdefault("Vary", "Cookie")])
def test_a_page_that_knows_its_reader_is_never_kept(small, spoil):
    def view(request):
        response = HttpResponse("for one reader")
        response.public_page = True
        spoil(response)
        return response

    cache = pagecache.PageCache(view)
    get(cache)
    assert not cache.pages


def test_another_edition_drops_everything(reader, draft):
    before = reader.get("/")
    path = draft / "pages/home.md"
    path.write_text(path.read_text().replace("It is late.", "It is early."))
    publishing.publish(draft)
    after = reader.get("/")
    assert "It is early." in after.content.decode()
    assert after["ETag"] != before["ETag"]


def test_another_build_makes_the_page_anew(cache, monkeypatch):
    get(cache)
    monkeypatch.setattr(build, "build", lambda: "98.0")
    assert get(cache).content == b"made 2"


def test_it_holds_a_bounded_number_of_pages(cache, monkeypatch):
    monkeypatch.setattr(pagecache, "MOST", 2)
    for path in ("/a/", "/b/", "/c/", "/d/"):
        assert get(cache, path).status_code == 200
    assert len(cache.pages) == 2


def test_unknown_addresses_are_not_held(reader):
    for number in range(3):
        assert "ETag" not in reader.get(f"/nothing-{number}/").headers


def test_ready_pages_outlive_the_database(cache, monkeypatch):
    get(cache, "/help/")

    def unreachable():
        raise DatabaseError("gone")

    monkeypatch.setattr(shelf, "current_edition", unreachable)
    assert get(cache, "/help/").content == b"made 1"


def test_it_steps_aside_for_whoever_works_on_templates(settings):
    settings.DEBUG = True
    with pytest.raises(pagecache.MiddlewareNotUsed):
        pagecache.PageCache(lambda request: HttpResponse())
