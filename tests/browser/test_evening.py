"""The first evening, whole: from the first page to a printed sheet for a counselor, with and without script, on a phone
and at a desk.
"""

import re
import subprocess

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import (
    NOTHING_STORED,
    evening_zone,
    heading,
    history,
    lock,
    make_place,
    press,
    status,
    tap,
    unlock,
)

pytestmark = pytest.mark.browser

GATE = "I am afraid of my partner, or they hurt, force, threaten or control me"
STANDS_BY = "I ate with my sister"
TOMORROW = "Walk before work, by the river"
ASKS = "How do I answer on Sunday?"
MORE = "Rang nobody.\nSlept on the sofa, phone in the kitchen."
WHY = "My partner of nine years moved out on 2 March. I want us to try."
SAID = "2 March: they moved out. No lawyer yet."
PLAN = (
    "No calls. One message a week.",
    "Walk before work.",
    "This hour.",
    "Half, less, or nothing.",
    "Ring my sister.",
)


@pytest.mark.parametrize("size", ["phone", "desk"])
@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_whole_evening(open_page, tmp_path, script, size):
    page = open_page(script=script, size=size)
    ten_minutes(page)
    first_step(page)
    gate(page)
    name = from_blank_tool_to_code(page, script=script)
    one_night(page, script=script)
    locked_and_back(page, name)
    assert read_again(page) == [STANDS_BY, TOMORROW, ASKS, MORE]
    plan(page)
    counselor_sheet(page)
    paper(page, tmp_path / "notes.pdf")
    gone(page)


def test_the_box_of_tonight_sends_nothing_in_an_hour(open_page):
    """A script that saves while one types would wait for a pause; an hour of the page's own clock is long enough."""
    page = open_page()
    page.clock.install()
    page.goto("/tonight/", wait_until="networkidle")
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_role("textbox").press_sequentially("Please come home.")
    page.clock.run_for("01:00:00")
    assert sent == []


def ten_minutes(page: Page) -> None:
    page.goto("/")
    first = page.get_by_role("link", name="I am about to call or write to them")
    box = first.bounding_box()
    assert box["y"] + box["height"] <= page.viewport_size["height"]
    first.click()
    heading(page, "Before you call or write")
    page.wait_for_load_state("networkidle")
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    box = page.get_by_role("textbox")
    box.press_sequentially("Why won't you answer me?")
    assert sent == []
    assert box.evaluate("box => [box.form, box.name]") == [None, ""]


def first_step(page: Page) -> None:
    page.goto("/")
    press(page, "Show me the first step")
    heading(page, "Before you begin")
    press(page, "None of these")
    heading(page, "Take the pressure off")
    assert page.context.cookies() == []


def gate(page: Page) -> None:
    page.goto("/before-you-begin/")
    before, address = history(page), page.url
    press(page, GATE)
    heading(page, "You come first")
    assert page.url == address
    assert history(page)[: len(before)] == before
    assert set(history(page)[len(before) :]) <= {(address, "Clearing")}
    assert page.context.cookies() == []


def from_blank_tool_to_code(page: Page, *, script: bool) -> str:
    page.goto("/guides/slow-down/take-the-pressure-off/")
    press(page, "Write it down")
    heading(page, "Three things I do that push")
    assert page.locator("form").count() == 0
    assert page.context.cookies() == []
    press(page, "Keep it in my notes")
    press(page, "New here?")
    heading(page, "A private place to write")
    assert page.get_by_label("Your time zone").input_value() == (evening_zone() if script else "")
    name = make_place(page)
    press(page, "I have pen and paper")
    code = page.locator(".code").inner_text()
    page.get_by_label("last five").fill("AAAAA")
    press(page, "I have it on paper")
    expect(page.get_by_role("alert")).to_contain_text("not the last five")
    page.get_by_label("last five").fill(re.sub(r"\W", "", code)[-5:].lower())
    press(page, "I have it on paper")
    heading(page, "Is contact welcome?")
    page.get_by_label("They asked for space, or they seldom answer").check()
    press(page, "Save")
    heading(page, "Three things I do that push")
    page.get_by_label("The first thing").fill("I text before work")
    press(page, "Save")
    expect(status(page)).to_contain_text("Saved")
    return name


def one_night(page: Page, *, script: bool) -> None:
    page.goto("/n/")
    assert "Until you keep the code" not in page.locator("main").inner_text()
    press(page, "Tonight's page")
    for question, answer in (("Sleep last night", "3 to 5"), ("Food today", "Some"), ("Moved my body", "A little")):
        tap(page, question, answer)
    tap(page, "How hard was today?", "7")
    page.get_by_label("One thing I did today").fill(STANDS_BY)
    page.get_by_label("One small thing for tomorrow").fill(TOMORROW)
    page.get_by_label("For my counselor").fill(ASKS)
    page.get_by_text("Write more").click()
    # A page that saves by itself may have said "Saved" of the words before.
    with page.expect_response(lambda answer: "sofa" in (answer.request.post_data or "")):
        page.get_by_label("Your words", exact=True).fill(MORE)
        if not script:
            press(page, "Save")
    expect(status(page)).to_have_text(re.compile(r"^\s*Saved \d\d:\d\d\. That is enough for tonight\.\s*$"))


def locked_and_back(page: Page, name: str) -> None:
    lock(page)
    page.go_back()
    heading(page, "Open your notes")
    for words in (STANDS_BY, TOMORROW, ASKS, "Slept on the sofa"):
        assert words not in page.content()
    unlock(page, name)


def read_again(page: Page) -> list[str]:
    page.goto("/n/")
    page.get_by_text("Everything else here").click()
    press(page, "Nights by month")
    assert "1 night written this month" in page.locator("table").first.inner_text()
    assert "I ate with my" in page.locator("table").first.inner_text()
    page.get_by_role("table").get_by_role("link", name="Open").click()
    expect(page.get_by_text("3 to 5")).to_be_visible()
    return page.locator("dd").all_inner_texts()[4:]


def plan(page: Page) -> None:
    page.goto("/n/")
    press(page, "My plan")
    fields = page.get_by_label("What I do", exact=True)
    expect(fields).to_have_count(5)
    for number, words in enumerate(PLAN):
        fields.nth(number).fill(words)
    press(page, "Save")
    expect(status(page)).to_contain_text("Saved")


def counselor_sheet(page: Page) -> None:
    page.goto("/n/")
    press(page, "A page for the first hour")
    page.get_by_label("In my own words").fill(WHY)
    page.get_by_label("Line 1").fill(SAID)
    press(page, "Put these into the empty lines")
    expect(page.get_by_label("Question 1")).to_have_value(ASKS)
    press(page, "Look at the page")
    heading(page, "Look at it first")
    for line in (
        "A sheet you hand over can become part of your counselor's file. In some places a court can ask",
        "If this counselor also sees your partner, ask first what stays between you and them.",
        "If you write that someone is in danger, a counselor may have to act.",
    ):
        expect(page.get_by_role("listitem").filter(has_text=line)).to_be_visible()


def paper(page: Page, file) -> None:
    with page.expect_download() as waiting:
        press(page, "Get the page")
    assert waiting.value.suggested_filename == "notes.pdf"
    waiting.value.save_as(file)
    facts = subprocess.run(["pdfinfo", file], capture_output=True, text=True, check=True).stdout
    assert re.search(r"^Pages: +1$", facts, re.M)
    assert re.search(r"^Title: +Notes$", facts, re.M)
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True).stdout
    printed = " ".join(text.split())
    for words in (WHY, SAID, ASKS, "3 to 5 hours; some food", *PLAN[1:]):
        assert words in printed, printed
    for words in (STANDS_BY, "Slept on the sofa", "What I see of my part", "Reached out", "127.0.0.1"):
        assert words not in printed


def gone(page: Page) -> None:
    page.goto("/n/")
    press(page, "Leave")
    page.wait_for_url("**/up/")
    assert page.context.cookies() == []
    page.goto("/n/days/")
    heading(page, "Open your notes")
    assert page.evaluate(NOTHING_STORED) == [0, 0, 0, 0, 0]
