"""A message at two in the morning: it waits, it stays as a letter, or it is gone; with and without script."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.reader import heading, press, sign_up

pytestmark = pytest.mark.browser
TEXT = "Just come home. One more chance, please."


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_message_waits_and_another_stays(open_page, script):
    page = open_page(script=script)
    sign_up(page, then="/n/tools/let-it-wait/")
    heading(page, "Is contact welcome?")
    page.get_by_label("They answer, and they do not seem to mind").check()
    press(page, "Save")
    box = page.get_by_label("What I would like to say tonight")
    box.fill(TEXT)
    press(page, "Let it wait")
    heading(page, "It waits")
    expect(page.get_by_text("This asks them to decide about you both.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("copy|send", re.I))).to_have_count(0)
    press(page, "Show it to me at 9:00")
    expect(page.get_by_text("It waits. There is nothing more to do with it tonight.")).to_be_visible()
    expect(page.get_by_text(TEXT)).to_have_count(0)
    press(page, "Let it go now")
    expect(page.get_by_text("It is gone. No copy was kept.")).to_be_visible()

    box.fill("Two lines,\nfor nobody. 🙂")
    press(page, "Let it wait")
    press(page, "Back to my words")
    expect(box).to_have_value("Two lines,\nfor nobody. 🙂")
    press(page, "Let it wait")
    press(page, "Keep it here")
    press(page, "A letter of")
    expect(page.get_by_text("for nobody. 🙂")).to_be_visible()
    assert page.title() == "Notes: page"
