"""A sorry that stands, a look back that closes, and the pages for helpers: whole, with and without script."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import heading, press, sign_up, status

pytestmark = pytest.mark.browser
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
CLOSED = "Closed until you have sat with a counselor."


@SCRIPT
def test_a_sorry_stands_and_a_look_back_closes_until_an_hour(open_page, script):
    page = open_page(script=script)
    sign_up(page, then="/n/")
    page.goto("/guides/slow-down/one-sorry/")
    press(page, "Write it down")
    assert page.title() == "Clearing"
    press(page, "Keep it in my notes")
    heading(page, "Is contact welcome?")
    page.get_by_label("They answer, and they do not seem to mind").check()
    press(page, "Save")
    page.get_by_label("What I am sorry for").fill("In March I went to work, and you were alone there.")
    page.get_by_label("The day I said it").fill(f"{date.today() - timedelta(days=4)}")
    save(page)
    page.goto("/n/tools/said-once/")
    expect(page.get_by_text(re.compile(r"You said it on \d+ \w+ \d{4}\. It stands\."))).to_be_visible()
    expect(page.get_by_text("you were alone there")).to_be_visible()
    expect(page.get_by_label("What I am sorry for")).to_have_count(0)
    press(page, "The day is wrong")
    page.get_by_label("The day I said it").fill("")
    press(page, "Save the day")
    expect(page.get_by_label("What I am sorry for")).to_have_value(re.compile("alone there"))

    page.goto("/n/tools/my-part/?open=1")  # by night it waits for daylight
    until = page.get_by_text(re.compile(r"Until \d\d:\d\d\. Then stop"))
    told = until.inner_text()
    page.get_by_label("The last months: what I noticed").fill("They ate alone.")
    save(page)
    expect(until).to_have_text(told)
    press(page, "Save and close it")
    expect(page.get_by_text(CLOSED)).to_be_visible()
    expect(page.get_by_text("They ate alone.")).to_be_visible()
    assert page.title() == "Notes: page"
    press(page, "Open it anyway")
    expect(page.get_by_label("The last months: what I noticed")).to_have_value("They ate alone.")


@SCRIPT
def test_hours_are_written_down_one_by_one(open_page, script):
    page = open_page(script=script)
    sign_up(page, then="/n/")
    page.goto("/n/tools/appointments/")
    for who, day in (("Doctor Fox", 2), ("The counselor", 9)):
        press(page, "Write ")
        page.get_by_label("Who I see").fill(who)
        page.get_by_label("The day").fill(f"{date.today() + timedelta(days=day)}")
        save(page)
        press(page, "All of them")
    rows = page.locator("main ul.rows li")
    expect(rows).to_have_count(2)
    expect(rows.first).to_contain_text("The counselor")
    page.goto("/n/plan/")
    expect(page.get_by_text("Doctor Fox").first).to_be_attached()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(status(page)).to_contain_text("Saved")
