"""The loop: a step ends in a small thing, the next night asks it back, the plan is made of it. And what was agreed in
an hour stands first on home, and on the next page for the counselor.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import SIDEWAYS
from tests.browser.reader import change_zone, heading, press, sign_up, status, tap

pytestmark = pytest.mark.browser
# Where it is always the same hour of two days that follow each other.
TODAY, TOMORROW = "Pacific/Pago_Pago", "Pacific/Auckland"
SMALL = "Walk round the block at seven, before work"
STEP = "/n/steps/2-3/"


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_the_loop_and_the_hour(open_page, script):
    page = open_page(script=script)
    sign_up(page)
    change_zone(page, TODAY)
    a_small_thing(page)
    change_zone(page, TOMORROW)
    asked_back(page)
    after_the_hour(page)


def a_small_thing(page: Page) -> None:
    page.goto(STEP)
    expect(page.get_by_role("heading", name="Tonight")).to_be_visible()
    line = page.get_by_label("My small thing: what, when and where")
    line.fill(SMALL)
    press(page, "Keep it for tomorrow night")
    expect(status(page)).to_contain_text("Tomorrow's page asks you about it.")
    press(page, "Take it back")
    expect(line).to_have_value(SMALL)
    press(page, "Keep it for tomorrow night")
    expect(page.get_by_role("main").get_by_text(SMALL)).to_be_visible()
    assert not page.evaluate(SIDEWAYS)
    assert SMALL not in page.url


def asked_back(page: Page) -> None:
    page.goto("/n/today/")
    tap(page, f"Last time you chose: {SMALL}", "Did it")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(status(page)).to_contain_text("Saved")
    page.goto("/n/plan/")
    press(page, "Put these into the empty lines")
    expect(status(page)).to_contain_text("Saved")
    mine = page.get_by_role("group", name="Look after myself")
    expect(mine.get_by_label("What I do")).to_have_value(SMALL)
    expect(mine.get_by_label("How it is going")).to_have_value("Small things: did 1 of 1.")


def after_the_hour(page: Page) -> None:
    page.goto("/n/sheet/first/paper/")
    press(page, "After the hour, write down what you agreed")
    press(page, "Write the first one")
    page.get_by_label("To try before next time").fill("Phone in the kitchen at nine")
    page.get_by_label("Next meeting").fill("Tuesday at five, Mill Lane")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(status(page)).to_contain_text("Saved")
    page.goto("/n/")
    first = page.get_by_role("main").get_by_role("heading", level=2).first
    expect(first).to_have_text("Agreed with your counselor")
    expect(page.get_by_text("Next meeting: Tuesday at five, Mill Lane")).to_be_visible()
    assert not page.evaluate(SIDEWAYS)
    page.goto("/n/sheet/next/")
    expect(page.get_by_label("We agreed, 1")).to_have_value("Phone in the kitchen at nine")
    press(page, "Look at the page")
    heading(page, "Look at it first")
    expect(page.get_by_text("Phone in the kitchen at nine")).to_be_visible()
