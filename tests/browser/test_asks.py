"""They ask, I answer: how long in any words, the half, the cards, the plan, and a draft; with and without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import heading, press, sign_up, status, tap

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_asked_for_an_hour_and_a_half(open_page, script):
    page = open_page(script=script)
    sign_up(page, then="/n/tools/half-of-it/")
    page.get_by_label("They answer, and they do not seem to mind").check()
    press(page, "Save")
    press(page, "Write the first one")
    page.get_by_label("They asked. I did not start it.").check()
    tap(page, "What it is", "A talk")
    fill(page, "How long they asked for", "until ten", script=script)
    expect(page.get_by_text("It is kept as you typed it. How long is that?")).to_be_visible()
    fill(page, "How long they asked for", "an hour and a half", script=script)
    half = page.get_by_text("Understood: 1 hour 30 minutes. Half of it is about 45 minutes.")
    expect(half).to_be_visible()
    assert page.get_by_label("How long they asked for").input_value() == "an hour and a half"
    tap(page, "Do I want to, and would I be safe?", "I am not sure that I want to")
    fill(page, "What I will say", "Forty minutes, by the pool.", script=script)
    expect(page.get_by_text("Then it is nothing for now.")).to_be_visible()
    expect(half).to_have_count(0)
    tap(page, "Do I want to, and would I be safe?", "Yes to both")
    fill(page, "What I kept", "Forty minutes, then the bus.", script=script)
    expect(half).to_be_visible()
    press(page, "All of them")
    press(page, "Cards to carry")
    heading(page, "Look at it first")
    expect(page.locator(".cards td")).to_have_count(8)
    expect(page.locator(".cards td").first).to_have_text("Forty minutes, by the pool.")
    assert (page.title(), page.evaluate("document.documentElement.scrollWidth <= innerWidth")) == ("Notes: paper", True)
    page.goto("/n/plan/")
    expect(page.get_by_text("Forty minutes, then the bus.")).to_be_visible()
    page.goto("/guides/limits-and-ground-rules/rules-for-a-time/")
    press(page, "Write it down")
    press(page, "Keep it in my notes")
    heading(page, "My draft, to talk about with a mediator. Nobody has agreed to this.")
    fill(page, "1. I will", "You will not see anyone.", script=script)
    expect(page.get_by_text("It says what somebody else does.")).to_be_visible()
    assert page.get_by_label("1. I will").input_value() == "You will not see anyone."
    page.reload()
    press(page, "See it as a page to print")
    expect(page.locator(".sheet h1")).to_have_text(re.compile("Nobody has agreed to this"))


def fill(page: Page, question: str, words: str, *, script: bool) -> None:
    """Write an answer, and have it saved: by itself, or with the button where there is no script."""
    page.get_by_label(question, exact=True).fill(words)
    if script:
        page.get_by_label(question, exact=True).blur()
    else:
        press(page, "Save")
    expect(status(page)).to_contain_text("Saved")
