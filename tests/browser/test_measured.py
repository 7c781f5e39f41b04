"""The limit, the log and the ten minutes, whole: on a phone, with and without script, with nothing that moves."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import heading, press, sign_up, status, tap

pytestmark = pytest.mark.browser
SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
LOG = "/n/tools/my-limit/"


@SCRIPT
def test_a_limit_is_chosen_and_one_message_closes_what_an_answer_opens(open_page, script):
    page = open_page(script=script)
    sign_up(page, then="/n/")
    page.goto("/guides/slow-down/hope-and-slips/")
    press(page, "Write it down")
    press(page, "Keep it in my notes")
    heading(page, "Is contact welcome?")
    page.get_by_label("They answer, and they do not seem to mind").check()
    press(page, "Save")
    press(page, "Choose my limit")
    tap(page, "Messages: what I used to do", "Once or twice a day")
    press(page, "Offer me a limit")
    expect(page.get_by_role("group", name="Messages: my limit").get_by_label("One a week at most")).to_be_checked()
    press(page, "Save")
    expect(page.get_by_text("At most one message a week.")).to_be_visible()
    press(page, "I wrote")
    expect(status(page)).to_have_text(re.compile(r"^Saved \d\d:\d\d\.$"))
    expect(page.get_by_text("Waiting is the message now.")).to_be_visible()
    assert "contact" not in page.url
    page.goto("/n/tools/half-of-it/")
    heading(page, "Not for now")
    page.goto(LOG)
    press(page, "I wrote or called all the same")
    expect(page.get_by_text("A slip is one evening. Tonight you stop again.")).to_be_visible()
    press(page, "A wrong tap")
    press(page, "They have written since")
    expect(page.get_by_role("button", name="I wrote")).to_be_visible()
    page.goto("/n/tools/half-of-it/")
    heading(page, "They ask, I answer")


@SCRIPT
def test_ten_minutes_from_any_page_and_then_tonights_page_knows(open_page, script):
    page = open_page(script=script, reduced_motion="reduce")
    sign_up(page, then="/n/tools/ten-minutes/")
    page.get_by_label("What my hands can do").fill("Peel potatoes")
    press(page, "Save")
    expect(status(page)).to_contain_text("Saved")
    page.goto("/n/today/")
    page.get_by_role("navigation", name="Help").get_by_role("link", name="Ten minutes").click()
    lead = page.get_by_text(re.compile(r"Stay on this page until \d\d:\d\d\."))
    expect(lead).to_be_visible()
    expect(page.get_by_text("Peel potatoes")).to_be_visible()
    assert (page.url.endswith("/n/ten/"), page.title()) == (True, "Notes: page")
    assert page.locator("audio, video, [autoplay], canvas").count() == 0
    assert page.evaluate("document.getAnimations().length") == 0
    told = lead.inner_text()
    one_minute_later(page, script=script)
    assert lead.inner_text() == told, "an end time stands still"
    press(page, "It came, and I waited")
    expect(page.get_by_text("It came, and you waited.")).to_be_visible()
    page.goto("/n/today/")
    waited = page.get_by_role("group", name="Times I wanted to, and waited")
    expect(waited.get_by_label("1", exact=True)).to_be_checked()


def one_minute_later(page: Page, *, script: bool) -> None:
    """Whatever would tick on the page has ticked."""
    if script:
        page.clock.install()
        page.clock.run_for("01:00")
