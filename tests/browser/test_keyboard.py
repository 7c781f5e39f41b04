"""Every journey with the keyboard alone, with and without script, and Tab through every page and out of it again.

At each stop the focus must be seen, and lie after the one before it.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import MEASURE
from tests.browser.reader import PASSPHRASE, evening_zone, heading, status
from tests.browser.views import PRIVATE, PUBLIC

pytestmark = pytest.mark.browser
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
STOP = f"() => {{ if (!globalThis.measure) {{ {MEASURE} }} return measure.stop(); }}"
STOPS = f"() => {{ {MEASURE} return measure.stops(); }}"


def tab(page: Page, key: str = "Tab") -> dict:
    """Press Tab; the place where it came to."""
    page.keyboard.press(key)
    stop = page.evaluate(STOP)
    assert stop["wrong"] == [], page.url
    return stop


def to(page: Page, name: str) -> None:
    """Press Tab until the thing of this name has the focus."""
    place = -1
    for _ in range(120):
        stop = tab(page)
        if stop["name"].startswith(name):
            return
        around = stop["place"] == -1 or stop["name"] == "Skip to the page"
        assert around or stop["place"] > place, f"Tab goes back to {stop['name']!r} on {page.url}"
        place = stop["place"]
    raise AssertionError(f"Tab never comes to {name!r} on {page.url}")


def go(page: Page, name: str) -> None:
    """Tab to the button, link or part of this name, and press Enter."""
    to(page, name)
    page.keyboard.press("Enter")


def write(page: Page, field: str, words: str) -> None:
    """Tab to the field and type."""
    to(page, field)
    page.keyboard.type(words)


@SCRIPT
def test_the_gate_and_tonight(open_page, script):
    page = open_page(script=script)
    page.goto("/")
    go(page, "Show me the first step")
    heading(page, "Before you begin")
    lines = page.locator("main form").get_by_role("button").all_inner_texts()
    assert len(lines) == 6
    for line in lines:
        go(page, line)
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Before you begin")
        go(page, "Back to the lines")
        heading(page, "Before you begin")
    go(page, "None of these")
    heading(page, "Take the pressure off")
    go(page, "Clearing")
    heading(page, "When your partner is leaving")
    go(page, "I am about to call or write to them")
    heading(page, "Before you call or write")
    write(page, "Say it here", "Please come home.")
    expect(page.get_by_role("textbox")).to_have_value("Please come home.")
    go(page, "Read the first step")
    heading(page, "Take the pressure off")


@SCRIPT
def test_from_a_blank_tool_to_a_place_that_is_deleted_again(open_page, script):
    page = open_page(script=script)
    page.goto("/tools/three-things/")
    go(page, "Keep it in my notes")
    heading(page, "Open your notes")
    go(page, "New here?")
    sign_up_and_keep_the_code(page)
    tool(page)
    night(page)
    plan(page)
    sheet(page)
    settings(page)
    deleted(page)


def sign_up_and_keep_the_code(page: Page) -> None:
    heading(page, "A private place to write")
    write(page, "A passphrase", PASSPHRASE)
    write(page, "Your time zone", evening_zone().replace("_", " "))
    go(page, "Make my private place")
    heading(page, "Your way back")
    go(page, "I have pen and paper")
    code = re.sub(r"\W", "", page.locator(".code").inner_text())
    write(page, "Type the last five", code[-5:].lower())
    go(page, "I have it on paper")


def tool(page: Page) -> None:
    heading(page, "Is contact welcome?")
    to(page, "They asked for space")
    page.keyboard.press("Space")
    go(page, "Save")
    heading(page, "Three things I do that push")
    write(page, "The first thing", "I text before work")
    go(page, "Save")
    expect(status(page)).to_contain_text("Saved")
    go(page, "Back to my notes")


def night(page: Page) -> None:
    heading(page, "My notes")
    go(page, "Tonight's page")
    expect(page.get_by_label("Under 3")).to_be_visible()
    to(page, "Under 3")
    page.keyboard.press("ArrowRight")
    write(page, "One thing I did today", "I ate with my sister")
    write(page, "For my counselor", "How do I answer on Sunday?")
    go(page, "Write more")
    write(page, "Your words", "Rang nobody.")
    go(page, "Save")
    expect(status(page)).to_contain_text("Saved")
    expect(page.get_by_label("3 to 5", exact=True)).to_be_checked()
    expect(page.get_by_label("One thing I did today")).to_have_value("I ate with my sister")
    expect(page.get_by_label("Your words", exact=True)).to_have_value("Rang nobody.")
    go(page, "Notes")


def plan(page: Page) -> None:
    heading(page, "My notes")
    go(page, "My plan")
    heading(page, "My plan")
    write(page, "What I do", "No calls. One message a week.")
    go(page, "Save")
    expect(status(page)).to_contain_text("Saved")
    expect(page.get_by_label("What I do", exact=True).first).to_have_value("No calls. One message a week.")
    go(page, "A page for the first hour")


def sheet(page: Page) -> None:
    heading(page, "A page for the first hour")
    go(page, "Put these into the empty lines")
    expect(page.get_by_label("Question 1")).to_have_value("How do I answer on Sunday?")
    write(page, "In my own words", "My partner moved out.")
    go(page, "Look at the page")
    heading(page, "Look at it first")
    to(page, "Get the page")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.path().read_bytes().startswith(b"%PDF-")
    go(page, "Notes")


def settings(page: Page) -> None:
    heading(page, "My notes")
    go(page, "Everything else here")
    go(page, "My settings")
    heading(page, "My settings")
    to(page, "Your time zone")
    page.keyboard.type("Europe/Berlin")
    go(page, "Save")
    expect(page.get_by_role("status")).to_have_text("Saved.")
    expect(page.get_by_label("Your time zone")).to_have_value("Europe/Berlin")


def deleted(page: Page) -> None:
    go(page, "Delete everything")
    heading(page, "Delete everything")
    write(page, "Your passphrase", PASSPHRASE)
    go(page, "Delete everything now")
    heading(page, "Everything is deleted")
    go(page, "Leave")
    page.wait_for_url("**/up/")


def test_tab_goes_through_every_public_page_and_out_again(open_page, may_say):
    may_say.append("status of 404")
    page = open_page()
    for address in PUBLIC.values():
        through_and_out(page, address)


def test_tab_goes_through_every_private_page_and_out_again(open_page, signed_in):
    page = open_page(storage_state=signed_in)
    for address in PRIVATE.values():
        through_and_out(page, address)


def onward(page: Page) -> dict:
    """Press Tab until it leaves the field it is in: a day has stops of its own for its parts and its calendar."""
    before = page.evaluate(STOP)["place"]
    stop = tab(page)
    for _ in range(3):
        if stop["place"] != before:
            break
        stop = tab(page)
    return stop


def through_and_out(page: Page, address: str) -> None:
    """All stops in the order of the document, then out of the page; the way that skips the bar; and back."""
    page.goto(address)
    places = page.evaluate(STOPS)
    assert [onward(page)["place"] for _ in places] == places, address
    assert tab(page, "Shift+Tab")["place"] == places[-2], address
    assert tab(page)["place"] == places[-1], address
    assert tab(page)["place"] in (-1, places[0]), f"Tab does not leave {address}"
    page.goto(address)
    assert tab(page)["name"] == "Skip to the page"
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    first = tab(page)
    assert first["inMain"] or not page.locator("main a, main button").count(), address
