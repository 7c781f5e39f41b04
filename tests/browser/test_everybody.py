"""Everybody can use every page: one address per template, measured as tests/browser/looking.py says.

And a place is made and a night written with the keyboard alone.
"""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from tests.browser.looking import problems
from tests.browser.reader import (
    PASSPHRASE,
    change_zone,
    dark_zone,
    end_elsewhere,
    evening_zone,
    heading,
    lock,
    make_place,
    press,
    status,
    unlock,
)

pytestmark = pytest.mark.browser
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"

PUBLIC = {
    "guides/home.html": "/",
    "guides/tonight.html": "/tonight/",
    "guides/before.html": "/before-you-begin/",
    "guides/before_all.html": "/before-you-begin/all/",
    "guides/answer.html": "/before-you-begin/none/",
    "guides/guides.html": "/guides/",
    "guides/guide.html": "/guides/slow-down/",
    "guides/step.html": "/guides/slow-down/in-the-same-house/",
    "guides/tool.html": "/tools/three-things/",
    "guides/sources.html": "/sources/",
    "guides/source.html": "/sources/turtle/",
    "guides/help.html": "/help/",
    "guides/protects.html": "/protects/",
    "404.html": "/there-is-nothing/",
    "journal/gone.html": "/n/gone/",
    "journal/recover.html": "/n/back/",
}
# Opened by a person with sixty nights.
PRIVATE = {
    "journal/home.html": "/n/",
    "journal/today.html": "/n/today/",
    "journal/month.html": "/n/days/",
    "journal/find.html": "/n/find/",
    "journal/state.html": "/n/state/",
    "journal/tool.html": "/n/tools/three-things/",
    "journal/step.html": "/n/steps/slow-down/in-the-same-house/",
    "journal/plan.html": "/n/plan/",
    "journal/sheet.html": "/n/sheet/first/",
    "journal/preview.html": "/n/sheet/first/paper/",
    "journal/out.html": "/n/out/",
    "journal/mine.html": "/n/mine/",
    "journal/passphrase.html": "/n/mine/passphrase/",
    "journal/everything.html": "/n/mine/everything/",
}
# Nobody can bring these about here: the server would have to break, or to be closed to newcomers.
SHOWN = {"500.html": {}, "journal/closed.html": {}}
# What a person meets on the way in and out, in the tests below.
ON_THE_WAY = {
    "guides/wrong_method.html",
    "journal/both.html",
    "journal/dark.html",
    "journal/day.html",
    "journal/deleted.html",
    "journal/kit.html",
    "journal/recovered.html",
    "journal/returned.html",
    "journal/sign_up.html",
    "journal/tool_closed.html",
    "journal/unlock.html",
}
NOT_LOOKED_AT = {
    "base.html": "every page is built on it",
    "guides/base.html": "every public page is built on it",
    "journal/base.html": "every private page is built on it",
    "journal/unreadable.html": "needs a spoilt record; tests/views/test_nights.py and test_tools.py read its words",
}


def test_every_template_is_looked_at():
    pages = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html") if not path.name.startswith("_")}
    pages -= {page for page in pages if page.startswith(("papers/", "django/"))}
    assert pages == {*PUBLIC, *PRIVATE, *SHOWN, *ON_THE_WAY, *NOT_LOOKED_AT}


@pytest.mark.parametrize("template", PUBLIC)
def test_public_pages(open_page, may_say, template):
    may_say.append("status of 404")
    page = open_page()
    page.goto(PUBLIC[template])
    assert problems(page) == []


@pytest.mark.parametrize("template", SHOWN)
def test_pages_that_nobody_can_bring_about_here(open_page, template):
    page = open_page()
    html = render_to_string(template)
    page.route("**/n/shown/", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("/n/shown/")
    assert [each for each in problems(page) if not each.startswith("title: Clearing")] == []


@pytest.fixture(scope="module")
def signed_in(server, browser):
    """The cookies of a person with sixty nights, whose notes are open."""
    context = browser.new_context(base_url=server.address)
    page = context.new_page()
    page.goto("/n/unlock/")
    unlock(page, *server.invented_person())
    expect(page.get_by_text("Your path")).to_be_visible()
    state = context.storage_state()
    context.close()
    return state


@pytest.mark.parametrize("template", PRIVATE)
def test_private_pages(open_page, signed_in, template):
    page = open_page(storage_state=signed_in)
    page.goto(PRIVATE[template])
    assert problems(page) == []


def test_pages_with_errors_say_so_to_everybody(open_page, signed_in):
    page = open_page(storage_state=signed_in)
    page.goto("/n/out/")
    page.get_by_label("Your passphrase", exact=True).fill("not mine at all")
    press(page, "Make the file")
    expect(page.get_by_role("alert")).to_be_focused()
    assert page.title().startswith("Error: ")
    assert problems(page) == []
    page.goto("/n/find/")
    page.get_by_label("Words to look for").fill("walk")
    press(page, "Find")
    expect(page.get_by_role("status")).to_contain_text("page")
    assert problems(page) == []


def test_an_old_night_by_day_twice_and_in_the_dark(open_page, signed_in):
    page = open_page(storage_state=signed_in)
    change_zone(page, evening_zone())
    page.goto(f"/n/days/{date.today() - timedelta(days=40):%Y-%m}/")
    press(page.get_by_role("table"), "Open")
    heading(page, re.compile(r"\d{4}$"))
    assert problems(page) == []
    old = page.url
    page.goto(old + "change/")
    other = page.context.new_page()
    other.goto(old + "change/")
    for tab, words in ((page, "I cooked"), (other, "I slept")):
        tab.get_by_label("For my counselor").fill(words)
        expect(status(tab)).to_contain_text(re.compile("Saved|Kept beside"))
    other.goto(old)
    heading(other, "Two texts for one page")
    assert problems(other) == []
    change_zone(page, dark_zone())
    page.goto(old)
    expect(page.get_by_text("Old nights read harder in the dark.")).to_be_visible()
    assert problems(page) == []


def test_pages_on_the_way_in_and_out(open_page):
    page = open_page()
    page.goto("/n/new/")
    assert problems(page) == []
    page.get_by_label("A passphrase", exact=True).fill("too short")
    press(page, "Make my private place")
    expect(page.get_by_role("alert")).to_be_focused()
    assert problems(page) == []
    name = make_place(page)
    assert problems(page) == []
    press(page, "I have pen and paper")
    code = page.locator(".code").inner_text()
    assert problems(page) == []
    page.goto("/n/state/")
    page.get_by_label("A court, the police, or fear").check()
    press(page, "Save")
    page.goto("/n/tools/three-things/")
    heading(page, "Not for now")
    assert problems(page) == []
    with_words_through_the_door(page, name)
    lock(page)
    page.goto("/n/back/")
    page.get_by_label("Your code").fill(code)
    page.get_by_label("A passphrase", exact=True).fill(PASSPHRASE + " again")
    press(page, "Open my pages")
    heading(page, "Your pages are open")
    assert problems(page) == []
    page.goto("/n/mine/everything/")
    page.get_by_label("Your passphrase", exact=True).fill(PASSPHRASE + " again")
    press(page, "Delete everything now")
    heading(page, "Everything is deleted")
    assert problems(page) == []


def with_words_through_the_door(page: Page, name: str) -> None:
    """The door with words that wait, a wrong passphrase there, and the words handed back."""
    page.goto("/n/today/")
    end_elsewhere(page)
    page.get_by_label("For my counselor").fill("What do I say on Sunday?")
    press(page, "Save")
    heading(page, "Open your notes")
    assert problems(page) == []
    unlock(page, name, "not the right one")
    expect(page.get_by_role("alert")).to_be_focused()
    assert problems(page) == []
    unlock(page, name)
    heading(page, "Your words are here")
    assert problems(page) == []
    press(page, "Keep them")


def test_a_page_that_got_what_it_does_not_take(open_page, may_say):
    may_say.append("status of 405")
    page = open_page()
    page.route("**/tonight/", lambda route: route.continue_(method="POST"), times=1)
    page.goto("/tonight/")
    heading(page, "This page is only for reading")
    assert problems(page) == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_place_and_a_night_with_the_keyboard_alone(open_page, script):
    page = open_page(script=script)
    page.goto("/n/new/")
    to(page, "A passphrase")
    page.keyboard.type(PASSPHRASE)
    to(page, "Your time zone")
    page.keyboard.type(evening_zone().replace("_", " "))
    to(page, "Make my private place")
    page.keyboard.press("Enter")
    heading(page, "Your way back")
    to(page, "No pen now")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Your path")).to_be_visible()
    to(page, "Tonight's page")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Under 3")).to_be_visible()
    to(page, "Under 3")
    page.keyboard.press("ArrowRight")
    to(page, "One thing I did today")
    page.keyboard.type("I ate with my sister")
    to(page, "Write more")
    page.keyboard.press("Enter")
    to(page, "Your words")
    page.keyboard.type("Rang nobody.")
    to(page, "Save")
    page.keyboard.press("Enter")
    expect(status(page)).to_contain_text("Saved")
    expect(page.get_by_label("3 to 5", exact=True)).to_be_checked()
    expect(page.get_by_label("One thing I did today")).to_have_value("I ate with my sister")
    expect(page.get_by_label("Your words", exact=True)).to_have_value("Rang nobody.")
    to(page, "Lock and leave")
    page.keyboard.press("Enter")
    page.wait_for_url("**/up/")


FOCUSED = """() => {
  const each = document.activeElement;
  return (each.labels?.[0] ?? each).innerText.trim();
}"""


def to(page: Page, name: str) -> None:
    """Press Tab until the thing of this name has the focus, and see that it shows."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(name):
            return
    raise AssertionError(f"Tab never comes to {name!r}.")
