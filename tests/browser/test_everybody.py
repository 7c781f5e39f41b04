"""Everybody can use every page: one address per template, and every view on the way, measured as looking.py says."""

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from playwright.sync_api import expect

from tests.browser.looking import glance, outline, problems
from tests.browser.states import after_dark, no_room, nothing_yet, wrong_words
from tests.browser.views import (
    BY_STRANGERS,
    BY_THE_SIGNED_IN,
    ON_THE_WAY,
    PRIVATE,
    PUBLIC,
    SHOWN,
    TEMPLATES,
    looked_again,
    public_addresses,
    unreadable,
)

pytestmark = pytest.mark.browser
CONTENT = settings.BASE_DIR / "guides" / "content" / "en"
KINDS = ("guides/*/[0-9]*.md", "tools/*.toml", "sources/*.md")
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
BUILT_ON = {"base.html", "guides/base.html", "journal/base.html"}


def test_every_template_is_looked_at():
    pages = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html") if not path.name.startswith("_")}
    pages -= {page for page in pages if page.startswith(("papers/", "django/", "components/"))}
    assert pages == {*PUBLIC, *PRIVATE, *SHOWN, *ON_THE_WAY, *BUILT_ON}


@pytest.mark.parametrize("template", PUBLIC)
def test_public_pages(open_page, may_say, html_checker, template):
    may_say.append("status of 404")
    page = open_page()
    page.goto(PUBLIC[template])
    assert problems(page, html_checker) == []


def test_every_public_address(open_page, html_checker):
    """All that links lead to, so that no page is left out; those above were looked at longer."""
    page, seen = open_page(), set()
    for address in public_addresses(page):
        seen.add(address)
        if address not in PUBLIC.values():
            assert glance(page, html_checker) == [], address
    files = [path.relative_to(CONTENT) for kind in KINDS for path in CONTENT.glob(kind)]
    written = {re.sub(r"(?<=/)\d+-", "", f"/{path.with_suffix('')}/") for path in files}
    assert len(written) == len(files) > 50
    assert written <= seen


@pytest.mark.parametrize("template", SHOWN)
def test_pages_that_nobody_can_bring_about_here(open_page, html_checker, template):
    page = open_page()
    html = render_to_string(template)
    page.route("**/n/shown/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("/n/shown/")
    assert [each for each in problems(page, html_checker) if not each.startswith("title: Clearing")] == []


@pytest.mark.parametrize("template", PRIVATE)
def test_private_pages(open_page, signed_in, html_checker, template):
    page = open_page(storage_state=signed_in)
    page.goto(PRIVATE[template])
    assert problems(page, html_checker) == []


@SCRIPT
@pytest.mark.parametrize("way", [*BY_STRANGERS, nothing_yet, wrong_words], ids=lambda way: way.__name__)
def test_what_strangers_meet(open_page, may_say, html_checker, way, script):
    may_say += ["status of 405", "status of 429"]
    for name, page in way(open_page(script=script)):
        assert (problems if script else outline)(page, html_checker) == [], name


@SCRIPT
@pytest.mark.parametrize("way", [*BY_THE_SIGNED_IN, after_dark, no_room], ids=lambda way: way.__name__)
def test_what_the_signed_in_meet(open_page, signed_in, html_checker, way, script):
    for name, page in way(open_page(script=script, storage_state=signed_in)):
        assert (problems if script else outline)(page, html_checker) == [], name


@SCRIPT
def test_a_day_to_look_again(open_page, server, html_checker, script):
    for name, page in looked_again(open_page(script=script), *server.person_whose_day_has_come()):
        assert (problems if script else outline)(page, html_checker) == [], name


def test_who_wants_more_contrast_gets_ink(open_page, signed_in):
    page = open_page(storage_state=signed_in, contrast="more")
    page.goto("/n/today/")
    ink = page.evaluate("getComputedStyle(document.body).color")
    hint, field = page.locator(".hint").first, page.get_by_label("For my counselor")
    expect(hint).to_have_css("color", ink)
    expect(field).to_have_css("border-top-color", ink)
    assert problems(page) == []


def test_a_night_that_does_not_open(open_page, server, html_checker):
    for name, page in unreadable(open_page(), server.spoil_newest_record):
        assert problems(page, html_checker) == [], name
