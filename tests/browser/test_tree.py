"""What a screen reader is told: landmarks, headings, names of fields, and how they stand."""

import re
from textwrap import indent

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import choose_zone, press, sign_up, tap

pytestmark = pytest.mark.browser
AROUND = """\
- link "Skip to the page"
- banner:
  - link "{name}"
  - link "Leave"
- navigation "Help":
  - paragraph:
    - link "Help now"{more}
- main:
{main}
- contentinfo:
  - navigation "More pages":
    - list
"""
PUBLIC = {
    "/": """\
- heading "When your partner is leaving and you want them to stay" [level=1]
- link "I am about to call or write to them"
- link "Show me the first step"
- heading "Four things to do" [level=2]
- list:
  - listitem:
    - link /^Slow down the pursuit/
  - listitem:
    - link /^Look after yourself/
  - listitem:
    - link /^Get help, visibly/
  - listitem:
    - link /^Respond in measured amounts/
""",
    "/tonight/": """\
- heading "Before you call or write" [level=1]
- heading "1 Let the wave go by" [level=2]
- heading "2 Say it here first" [level=2]
- textbox "Say it here. Nothing is sent or kept."
- heading "3 Not tonight" [level=2]
- heading "4 Tell one other person" [level=2]
- heading "5 Look after your body" [level=2]
- heading "6 In the morning" [level=2]
- region "Call now if":
  - heading "Call now if" [level=2]
- link "Read the first step"
- button "Print this page"
""",
    "/before-you-begin/": """\
- heading "Before you begin" [level=1]
- list:
  - listitem:
    - button "I think about dying, or I might hurt myself or someone else"
  - listitem:
    - button "I am afraid of my partner, or they hurt, force, threaten or control me"
  - listitem:
    - button "They asked me to leave them alone, or blocked me, or there is a court order"
  - listitem:
    - button "I have followed them, tracked them, threatened them or scared them"
  - listitem:
    - button "I cannot sleep, eat, work or look after my children, or I drink or use drugs to get through"
  - listitem:
    - button "I am the one who is leaving"
- paragraph:
  - link "None of these. Go to the first step"
""",
    "/guides/slow-down/in-the-same-house/": """\
- paragraph:
  - link "Slow down the pursuit"
- heading "When you live in the same house" [level=1]
- region "Tonight":
  - heading "Tonight" [level=2]
- heading "Words that help" [level=2]
- heading "In your situation" [level=2]
- link /^Next/
""",
}
NIGHT = """\
- heading [level=1]
- group "Sleep last night, in hours":
  - radio "Under 3"
  - radio "3 to 5" [checked]
  - radio "5 to 7"
- group "Food today":
  - radio "Some"
- group "Times I reached out to my partner":
  - radio "0"
- group "How hard was today?":
  - radio "0"
  - radio "10"
- list:
  - listitem:
    - button "Thoughts of dying, or of hurting someone? Go here first"
- textbox "One thing I did today that I can stand by"
- textbox "One small thing for tomorrow"
- textbox "For my counselor"
- group: Write more
- paragraph:
  - button "Save"
- status
- paragraph:
  - button "Lock and leave"
- group: Write, and keep nothing
"""
SHEET = """\
- heading "A page for the first hour" [level=1]
- group "Why I am here":
  - heading "Why I am here" [level=2]
  - textbox "In my own words"
  - checkbox "On the page" [checked]
- group "What has been said and done":
  - heading "What has been said and done" [level=2]
  - textbox "Line 1"
  - textbox "Line 4"
- group "How often I reached out":
  - checkbox "On the page"
- group "What I see of my part so far":
  - checkbox "On the page"
- group "My questions, most important first":
  - textbox "Question 1"
  - textbox "Question 3"
- paragraph:
  - button "Look at the page"
  - button "Save"
- status
"""


def told(page: Page, main: str, *, name: str = "Clearing") -> None:
    """The page's tree holds all this, in this order."""
    more = '\n    - link "Ten minutes"' if name == "Notes" else ""
    around = AROUND.format(name=name, more=more, main=indent(main, "  ").rstrip())
    expect(page.locator("body")).to_match_aria_snapshot(around)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_are_told_in_order(open_page, address):
    page = open_page()
    page.goto(address)
    told(page, PUBLIC[address])


def test_the_night_and_the_sheet_are_told_in_order(open_page):
    page = open_page()
    sign_up(page, then="/n/today/")
    tap(page, "Sleep last night", "3 to 5")
    told(page, NIGHT, name="Notes")
    expect(page.get_by_role("group", name="Times I reached out")).to_have_accessible_description(re.compile("Calls"))
    page.goto("/n/sheet/first/")
    told(page, SHEET, name="Notes")


def test_a_mistake_is_told_where_it_is(open_page):
    page = open_page()
    page.goto("/n/new/")
    field = page.get_by_label("A passphrase", exact=True)
    expect(field).to_have_accessible_description(re.compile("Four words or more"))
    field.fill("too short")
    choose_zone(page)
    press(page, "Make my private place")
    expect(page.get_by_role("alert")).to_match_aria_snapshot('- heading "There is a problem" [level=2]')
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("Four words or more.* Error: "))
    page.get_by_role("alert").get_by_role("link", name="A passphrase").click()
    expect(field).to_be_focused()
